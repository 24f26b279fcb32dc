"""The parts of a template that change from paper to paper: each is one Jinja template, filled as docxtpl fills it."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from itertools import count
from typing import Any
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml.parser import parse_xml
from docxtpl import DocxTemplate
from jinja2 import Template as JinjaTemplate
from lxml import etree

from flows.errors import TemplateError
from flows.word.sandbox import ENVIRONMENT, legal_bytes

DRAWING = 'id="vanthu:docPr"'
"""What stands for a drawing's number until the drawings of a document can be counted; no escaped value holds it."""
_FIRST_DRAWING = 1001  # docxtpl's
_DECLARATION = b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
_MARK = "\ue000vanthu\ue000"
_TAG = re.compile(r"\{\{|\{%|\{#")
_PARAGRAPH = re.compile(r"<w:p([ >])")
_BREAK = re.compile(r"[\n\t\a\f]")
_TEXT = re.compile(rb">[^<]+<")
_ODD_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#34|#39|#9|#10|#13);)")
_MOST_SHAPES = 1_000
# docxtpl's own functions, which need nothing of a document.
_DOCXTPL: Any = DocxTemplate(None)
Repair = Callable[[str], bytes]
Around = tuple[bytes, bytes]


def has_tags(text: str) -> bool:
    """Tell whether anything is to be filled in."""
    return _TAG.search(text) is not None


class Part:
    """A part with tags: the body, a header or footer, the footnotes.

    docxtpl parses each filled part, mends broken XML and table grids, and numbers the drawings. Whether there is
    anything to mend depends on the elements alone, not on the text between them: a sequence of elements that docxtpl
    left as it was once is not parsed again, for which 10,000 certificates would take 8 s more than their 24 s.
    """

    def __init__(
        self,
        name: str,
        source: str,
        repair: Repair | None = None,
        around: Around = (b"", b""),
    ) -> None:
        """Take a text that docxtpl has patched, what docxtpl does to it once filled, and what stands around it."""
        self.name = name
        # As docxtpl does: a line a paragraph, by which an error is found.
        self.source = _PARAGRAPH.sub(r"\n<w:p\1", source)
        self._repair = repair
        self._around = around
        self._sound: set[bytes] = set()

    @cached_property
    def template(self) -> JinjaTemplate:
        """The compiled text."""
        return ENVIRONMENT.from_string(self.source)

    def fill(self, values: Mapping[str, object]) -> bytes:
        """Return the part's bytes."""
        text = self.template.render(values) if has_tags(self.source) else self.source
        text = text.replace("\n<w:p>", "<w:p>").replace("\n<w:p ", "<w:p ")
        text = text.replace("{_{", "{{").replace("}_}", "}}").replace("{_%", "{%").replace("%_}", "%}")
        content = _numbered(legal_bytes(_with_breaks(text)))
        return content if self._repair is None else self._repaired(content, self._repair)

    def _repaired(self, content: bytes, repair: Repair) -> bytes:
        shape = _TEXT.sub(b">.<", content)
        # What could be read in another way than it is written: only a template's own markup has any of it.
        is_odd = any(sign in content for sign in (b"<!", b"<?", b"]]>")) or _ODD_REFERENCE.search(content) is not None
        if shape in self._sound and not is_odd:
            return self._written(content)
        repaired = repair(content.decode())
        # A parser may drop blanks where it would keep words.
        blank = _TEXT.sub(b"> <", content)
        if is_odd or not (self._is(content, repaired) and self._is(blank, repair(blank.decode()))):
            return repaired
        if len(self._sound) >= _MOST_SHAPES:
            self._sound.clear()
        self._sound.add(shape)
        return self._written(content)

    def _is(self, content: bytes, repaired: bytes) -> bool:
        """Tell whether docxtpl had nothing to repair."""
        try:
            left, right = (etree.fromstring(each) for each in (self._written(content), repaired))
        except etree.XMLSyntaxError:
            return False
        return bool(etree.tostring(left, method="c14n") == etree.tostring(right, method="c14n"))

    def _written(self, content: bytes) -> bytes:
        before, after = self._around
        return before + content + after


def _numbered(content: bytes) -> bytes:
    pieces = content.split(DRAWING.encode())
    if len(pieces) == 1:
        return content
    numbers = (b'id="%d"' % number for number in count(_FIRST_DRAWING))
    return pieces[0] + b"".join(next(numbers) + piece for piece in pieces[1:])


def _with_breaks(text: str) -> str:
    """Make line breaks and tabs of values Word's, as docxtpl does."""
    # It works on stretches that end with the first `</w:p>`.
    stretches = re.split("(?<=</w:p>)", text)
    return "".join(str(_DOCXTPL.resolve_listing(one)) if _BREAK.search(one) else one for one in stretches)


def body_of(docx: Any) -> Part:  # noqa: ANN401 - untyped docxtpl
    """Return the body of a document, in which docxtpl mends broken XML and table grids and numbers drawings."""
    root = docx.docx._element  # noqa: SLF001 - docxtpl's own way to it
    for drawing in root.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"):
        drawing.set("id", DRAWING[4:-1])
    patched = docx.patch_xml(docx.get_xml())
    opening = patched[: patched.index(">") + 1]
    shell = copy.deepcopy(root)
    for child in list(shell.body):
        shell.body.remove(child)

    def repaired(text: str) -> bytes:
        tree = _DOCXTPL.fix_tables(opening + text)
        counter: Any = DocxTemplate(None)
        counter.docx_ids_index = _FIRST_DRAWING - 1
        counter.fix_docpr_ids(tree)
        whole = copy.deepcopy(shell)
        whole.replace(whole.body, tree)
        return bytes(serialize_part_xml(whole))

    before, after = repaired(f"{_MARK}</w:body>").split(_MARK.encode())
    around = before, after.removeprefix(b"</w:body>")
    return Part(docx.docx.part.partname.lstrip("/"), patched.removeprefix(opening), repaired, around)


def margin_of(docx: Any, part: Any) -> Part:  # noqa: ANN401 - untyped docxtpl
    """Return a header or footer, which docxtpl parses strictly."""
    source = docx.patch_xml(docx.get_part_xml(part))
    return Part(
        part.partname.lstrip("/"),
        source,
        lambda text: bytes(serialize_part_xml(parse_xml(text.encode()))),
        (_DECLARATION, b""),
    )


def notes_of(docx: Any, part: Any) -> Part:  # noqa: ANN401 - untyped docxtpl
    """Return the footnotes, which docxtpl fills but never parses."""
    return Part(part.partname.lstrip("/"), docx.patch_xml(part.blob.decode("utf-8")))


# The ones docxtpl fills.
_FILLED = ("author", "comments", "identifier", "language", "subject", "title")
_MOST_CHARACTERS = 255
_SLOT = re.compile("\ue000(\\d)\ue000")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


class Properties:
    """The core properties of a document (title, subject, ...), whose texts docxtpl fills one by one."""

    def __init__(self, docx: Any) -> None:  # noqa: ANN401 - untyped docxtpl
        """Read the properties of a document, and put a slot in the place of each text."""
        part = settled_properties(docx)
        self._texts = tuple(getattr(part.core_properties, name) for name in _FILLED)
        for number, name in enumerate(_FILLED):
            setattr(part.core_properties, name, f"\ue000{number}\ue000")
        self.name = str(part.partname).lstrip("/")
        self.source = "\n".join(self._texts)
        self._xml = serialize_part_xml(part.element).decode()

    @cached_property
    def template(self) -> tuple[JinjaTemplate | None, ...]:
        """The compiled texts, None for those without tags."""
        return tuple(ENVIRONMENT.from_string(text) if has_tags(text) else None for text in self._texts)

    def fill(self, values: Mapping[str, object]) -> bytes:
        """Return the part's bytes; raise TemplateError for a text that Word would not take."""
        texts = zip(self.template, self._texts, strict=True)
        filled = [template.render(values) if template else text for template, text in texts]
        for name, text in zip(_FILLED, filled, strict=True):
            if len(text) > _MOST_CHARACTERS:
                what = f"thuộc tính «{name}» của tài liệu dài quá {_MOST_CHARACTERS} ký tự."
                raise TemplateError(what, "Rút ngắn trong mẫu: Tệp > Thông tin > Thuộc tính.")
        return legal_bytes(_SLOT.sub(lambda slot: escape(filled[int(slot[1])], {"\r": "&#13;"}), self._xml))


def settled_properties(docx: Any) -> Any:  # noqa: ANN401 - untyped docxtpl and python-docx
    """Return the properties part; where there was none, docxtpl's default one with a time that stands still."""
    package = docx.docx.part.package
    if all(rel.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES for rel in package.rels.values()):
        package.core_properties.modified = _EPOCH
    return package._core_properties_part  # noqa: SLF001 - python-docx has no other way to its name
