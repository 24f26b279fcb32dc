"""Word documents: a template and values in, the bytes of a .docx out; the only place that knows docxtpl.

What is asked for is imported when it is asked for: filling a template that was compiled before needs little of it.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from flows.rendering.template import Filling, Template
    from flows.rendering.words import WORDS, Word

__all__ = ["WORDS", "Filling", "Template", "Word"]
_HOMES = {"WORDS": "words", "Word": "words", "Filling": "template", "Template": "template"}


def __getattr__(name: str) -> object:
    """Import the module that a public name lives in."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
