"""One part's compiled text in, what it prints out."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import TYPE_CHECKING

from jinja2.exceptions import SecurityError
from jinja2.runtime import Context

from flows.rendering.environment import ENVIRONMENT
from flows.rendering.planned_words import MOST_CHARACTERS

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate

_CHUNKS = 20_000


def compiled(source: str) -> JinjaTemplate:
    """Compile a part's text in the office's environment."""
    return ENVIRONMENT.from_string(source)


def printed(template: JinjaTemplate, context: Mapping[str, object]) -> str:
    """Return what a compiled template prints of what its names mean; an endless text is stopped."""
    stream = template.root_render_func(Context(ENVIRONMENT, dict(context), template.name, template.blocks))
    pieces = list(islice(stream, _CHUNKS))
    if len(pieces) == _CHUNKS:
        size = sum(map(len, pieces))
        for piece in stream:
            size += len(piece)
            if size > MOST_CHARACTERS:
                raise SecurityError("văn bản in ra dài quá mức")
            pieces.append(piece)
    return "".join(pieces)
