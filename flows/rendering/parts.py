"""The parts of a template that change, each compiled once: values in, the part's text or its repaired bytes out."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, Protocol, cast

from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from lxml import etree

from flows.rendering.environment import ENVIRONMENT, TRACE
from flows.rendering.finishing import finished
from flows.rendering.printing import compiled, printed
from flows.rendering.proof import Proof, prove
from flows.rendering.tracing import Trace
from flows.rendering.values import require_legal

if TYPE_CHECKING:
    from jinja2 import Template as JinjaTemplate

_DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
DRAWING = 'id="vanthu:docPr"'
"""What stands for a drawing's number until the drawings of a document can be counted; no escaped value holds it."""
PICTURE = 'id="vanthu:picture"'
"""What stands for the number of an image that a value brought."""
_FIRST_DRAWING = 1001
_DRAWING_NUMBER = re.compile(r'(<wp:docPr(?:\s+[\w:.-]+="[^"]*")*?\s+)id="[^"]*"')
_MARK = "\ue000vanthu\ue000"
_NS_DECLARATION = re.compile(r'\sxmlns(?::[\w.-]+)?="[^"]*"')
_PRINTED_BREAK = re.compile(r"\n<w:p([ >])")
TAG = re.compile(r"\{\{|\{%|\{#")

# docxtpl's own functions, which need nothing of a document.
_DOCXTPL: Any = DocxTemplate(None)


class Part(Protocol):
    """A part that changes with the values."""

    name: str
    source: str

    def text(self, context: Mapping[str, object]) -> str:
        """Return the filled text, as docxtpl has it before it repairs XML."""

    def encode(self, text: str, *, markup: bool) -> bytes:
        """Return the part's bytes; `markup` says that a value brought XML of its own."""

    def around(self) -> tuple[str, str] | None:
        """Return what stands before and after the text where that is all plain values need, else None."""


@dataclass
class _Text:
    """A part whose text is a Jinja template."""

    name: str
    source: str

    @cached_property
    def template(self) -> JinjaTemplate:
        """The compiled text."""
        return compiled(self.source)

    def text(self, context: Mapping[str, object]) -> str:
        """Return the filled text."""
        text = printed(self.template, context)
        if cast("Trace", context[TRACE]).markup:
            # docxtpl sets every paragraph on a line and joins the lines again.
            text = _PRINTED_BREAK.sub(r"<w:p\1", text)
        return finished(text)

    def encode(self, text: str, *, markup: bool) -> bytes:  # noqa: ARG002 - footnotes are never parsed
        """Return the bytes."""
        return text.encode()

    def around(self) -> tuple[str, str] | None:
        """Return that nothing stands around the text."""
        return "", ""


class Notes(_Text):
    """The footnotes, which docxtpl fills but never parses."""


class Margin(_Text):
    """A header or footer, which docxtpl parses strictly."""

    @cached_property
    def proof(self) -> Proof:
        """What is known of every document."""
        return prove(ENVIRONMENT.parse(self.source), tables=False)

    def encode(self, text: str, *, markup: bool) -> bytes:
        """Return the bytes, parsed and written as docxtpl does where that could change them."""
        around = None if markup else self.around()
        if around is not None:
            return (around[0] + text).encode()
        require_legal(text)
        return serialize_part_xml(parse_xml(text.encode()))

    def around(self) -> tuple[str, str] | None:
        """Return the declaration, where a parser would change nothing."""
        return (_DECLARATION, "") if self.proof.sound and not self.proof.loose_text else None


class Body(_Text):
    """The document's body, in which docxtpl mends broken XML and table grids and numbers drawings."""

    def __init__(self, name: str, source: str, root: Any, *, usual: bool) -> None:  # noqa: ANN401 - untyped python-docx
        """Take the body's patched text and the document around it; `usual` says that its prefixes are Word's."""
        opening = source[: source.index(">") + 1]
        self.name = name
        self.source = source[len(opening) :]
        self._opening = opening
        self._around = _around(root, opening)
        self._shell = _shell(root)
        self._usual = usual
        self._numbers_drawings = DRAWING in self.source
        if self._numbers_drawings and self.proof.drawings_fixed:
            self.source = _numbered(self.source)
            self._numbers_drawings = False

    @cached_property
    def proof(self) -> Proof:
        """What is known of every document."""
        return prove(ENVIRONMENT.parse("<w:body>" + self.source), tables=True)

    def encode(self, text: str, *, markup: bool) -> bytes:
        """Return the document's bytes, repaired where a repair could be due."""
        pictured = PICTURE in text
        if markup or not self._usual or not self.proof.sound or (pictured and not self.proof.takes_pictures):
            return self._repaired(text)
        before, after = self._around
        if pictured:
            return (before + _all_numbered(text) + after).encode()
        return (before + (_numbered(text) if self._numbers_drawings else text) + after).encode()

    def around(self) -> tuple[str, str] | None:
        """Return the document around the body, where nothing needs a repair or a number."""
        return self._around if self._usual and self.proof.sound and not self._numbers_drawings else None

    def _repaired(self, text: str) -> bytes:
        # The parser that mends would leave out such a character, and what stands behind it.
        require_legal(text)
        tree = _DOCXTPL.fix_tables(self._opening + text)
        counter: Any = DocxTemplate(None)
        counter.docx_ids_index = _FIRST_DRAWING - 1
        counter.fix_docpr_ids(tree)
        root = copy.deepcopy(self._shell)
        root.replace(root.body, tree)
        return serialize_part_xml(root)


def _numbered(text: str) -> str:
    numbers = count(_FIRST_DRAWING)
    return re.sub(re.escape(DRAWING), lambda _: f'id="{next(numbers)}"', text)


def _all_numbered(text: str) -> str:
    """Number all drawings, of the template and of the values, in their order."""
    numbers = count(_FIRST_DRAWING)
    return _DRAWING_NUMBER.sub(lambda found: f'{found[1]}id="{next(numbers)}"', text)


def _shell(root: Any) -> Any:  # noqa: ANN401 - untyped python-docx
    """Return the document with an empty body."""
    shell = copy.deepcopy(root)
    for child in list(shell.body):
        shell.body.remove(child)
    return shell


def _around(root: Any, opening: str) -> tuple[str, str]:  # noqa: ANN401 - untyped python-docx
    """Return what stands before and after the content of the body; prefixes the document declares are not repeated."""
    shell = _shell(root)
    body = shell.body
    body.tag, body.text = "vanthu", _MARK
    before, after = etree.tostring(shell, encoding="unicode").split(_MARK)
    declared = set(_NS_DECLARATION.findall(before.rpartition("<")[0]))
    own = _NS_DECLARATION.sub(lambda found: "" if found[0] in declared else found[0], opening)
    return _DECLARATION + before.rpartition("<")[0] + own, after.replace("</vanthu>", "", 1)
