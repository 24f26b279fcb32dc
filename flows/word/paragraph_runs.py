"""The runs of a paragraph: its text as one line that can be cut, replaced and marked, and the fields of Word in it.

A field's instruction, place and result are found wherever Word has split them.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OBJECT = "\ufffc"
"""What stands in a text for what is none and must not be touched: a drawing, the result of a field."""
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SILENT = frozenset(f"{W}{name}" for name in ("rPr", "fldChar", "lastRenderedPageBreak"))
_NOT_SHOWN = _SILENT | {f"{W}instrText", f"{W}delText"}
_NOT_TYPED = _SILENT | {f"{W}delInstrText"}

# lxml's elements; its stubs do not know every use made here.
Element = Any


def empty_copy(run: Element) -> Element:
    """Return a run of the same formatting with nothing in it."""
    copied = run.makeelement(f"{W}r", dict(run.attrib), run.nsmap)
    formatting = run.find(f"{W}rPr")
    if formatting is not None:
        copied.append(copy.deepcopy(formatting))
    return copied


def with_text(run: Element, text: str) -> Element:
    """Put a text into an empty run."""
    holder = run.makeelement(f"{W}t")
    holder.text = text
    holder.set(XML_SPACE, "preserve")
    run.append(holder)
    return run


def paragraph_of(element: Element) -> Element:
    """Return the paragraph an element stands in."""
    return next(element.iterancestors(f"{W}p"), None)


class Atom(NamedTuple):
    """A piece of a run that shows something, and where its text stands in the line."""

    run: Element
    element: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the piece ends."""
        return self.start + len(self.text)


class Line:
    """The text of a paragraph; positions are places in `text`, which changes with every replacement."""

    def __init__(self, paragraph: Element) -> None:
        """Read a paragraph; texts of paragraphs inside it, as in a text box, are not its own."""
        self.paragraph = paragraph
        self._read()

    def _read(self) -> None:
        self._atoms: list[Atom] = []
        at = 0
        for run, element, text in _pieces(self.paragraph):
            self._atoms.append(Atom(run, element, at, text))
            at += len(text)
        self.text = "".join(atom.text for atom in self._atoms)

    def runs(self, start: int, end: int) -> list[Element]:
        """Return the runs that hold exactly the text between two places; runs are cut where they hold more."""
        return list(dict.fromkeys(atom.run for atom in self._cut_out(start, end)))

    def replace(self, start: int, end: int, text: str) -> list[Element]:
        """Put a text in the place of another one, in the formatting of its first sign; return its run."""
        if start == end:
            return self._inserted(start, text)
        inside = self._cut_out(start, end)
        run = inside[0].run
        for atom in inside:
            atom.run.remove(atom.element)
        if text:
            with_text(run, text)
        for each in dict.fromkeys(atom.run for atom in inside):
            if all(child.tag == f"{W}rPr" for child in each):
                each.getparent().remove(each)
        self._read()
        return [run] if text else []

    def _inserted(self, at: int, text: str) -> list[Element]:
        self._cut(at)
        before = next((atom.run for atom in reversed(self._atoms) if atom.end <= at), None)
        run = self.paragraph.makeelement(f"{W}r") if before is None else empty_copy(before)
        with_text(run, text)
        if before is not None:
            before.addnext(run)
        elif self._atoms:
            self._atoms[0].run.addprevious(run)
        else:
            _take_mark(self.paragraph, run)
            self.paragraph.append(run)
        self._read()
        return [run]

    def _cut_out(self, start: int, end: int) -> list[Atom]:
        """Return the pieces between two places, in runs that hold nothing else."""
        self._cut(start)
        self._cut(end)
        return [atom for atom in self._atoms if start <= atom.start and atom.end <= end and atom.text]

    def _cut(self, at: int) -> None:
        """Have a run begin at a place of the text."""
        inside = next((atom for atom in self._atoms if atom.start < at < atom.end), None)
        if inside is not None and inside.element.tag == f"{W}t":
            element, cut = inside.element, at - inside.start
            element.addnext(with_text(empty_copy(inside.run), inside.text[cut:])[-1])
            element.text = inside.text[:cut]
            element.set(XML_SPACE, "preserve")
            self._read()
        first = next((atom for atom in self._atoms if atom.start == at and atom.text), None)
        if first is not None and any(atom.run is first.run and atom.start < at for atom in self._atoms):
            _part(first.run)
            self._read()


def _part(run: Element) -> None:
    """Give each thing in a run a run of its own."""
    for child in [child for child in run if child.tag != f"{W}rPr"]:
        alone = empty_copy(run)
        alone.append(child)
        run.addprevious(alone)
    run.getparent().remove(run)


def _take_mark(paragraph: Element, run: Element) -> None:
    """Give a run the formatting that an empty paragraph would give to what is typed there."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is not None:
        formatting = run.makeelement(f"{W}rPr")
        kept = ("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "sz", "szCs", "u")
        for child in mark:
            if child.tag in {f"{W}{name}" for name in kept}:
                formatting.append(child.__copy__())
        run.insert(0, formatting)


def _pieces(paragraph: Element) -> Iterator[tuple[Element, Element, str]]:
    """Give what the runs of a paragraph show, piece by piece; what belongs to a field is fixed."""
    depth = 0
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        in_simple = next(run.iterancestors(f"{W}fldSimple"), None) is not None
        for child in run:
            if child.tag == f"{W}fldChar":
                depth += {"begin": 1, "end": -1}.get(child.get(f"{W}fldCharType"), 0)
            elif child.tag not in _NOT_SHOWN:
                text = _shown(child)
                yield run, child, OBJECT * len(text) if in_simple or depth > 0 else text


def _shown(child: Element) -> str:
    return (child.text or "") if child.tag == f"{W}t" else SIGNS.get(child.tag, OBJECT)


@dataclass(eq=False)
class WordField:
    """A field of Word: the signs of its instruction, each with the run or the inner field it comes from."""

    first: Element
    signs: list[tuple[str, Element | WordField]] = field(default_factory=list)
    runs: list[Element] = field(default_factory=list)
    """All elements that make up the field."""
    result: list[Element] = field(default_factory=list)
    is_separated: bool = False
    is_closed: bool = False

    @property
    def inner(self) -> Iterator[WordField]:
        """The fields inside the instruction."""
        return (source for _, source in self.signs if isinstance(source, WordField))

    @property
    def formatted(self) -> Element:
        """The run whose formatting Word gives the result."""
        with_text_in = (run for run in self.result if run.find(f"{W}t") is not None)
        plain = self.first if self.first.tag == f"{W}r" else self.first.makeelement(f"{W}r")
        return next(with_text_in, next(iter(self.result), plain))


def fields_in(root: Element) -> list[WordField]:
    """Return the fields of a part in order, without those inside the instruction of another one."""
    _split_runs(root)
    found: list[WordField] = []
    open_fields: list[WordField] = []
    for each in list(root.iter(f"{W}r", f"{W}fldSimple")):
        if each.tag == f"{W}r" and next(each.iterancestors(f"{W}fldSimple"), None) is not None:
            continue
        mark = each.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if each.tag == f"{W}fldSimple":
            _begin(_simple(each), open_fields, found)
        elif kind == "begin":
            begun = WordField(each)
            _begin(begun, open_fields, found)
            open_fields.append(begun)
        for around in open_fields:
            around.runs.append(each)
            if around.is_separated and not kind:
                around.result.append(each)
        if open_fields:
            _read(open_fields[-1], each, kind)
        if open_fields and kind == "end":
            open_fields.pop()
    return [each for each in found if each.is_closed]


def _simple(element: Element) -> WordField:
    signs = [(sign, element) for sign in element.get(f"{W}instr", "")]
    runs = list(element.iter(f"{W}r"))
    return WordField(element, signs, [element], runs, is_separated=True, is_closed=True)


def _begin(begun: WordField, open_fields: list[WordField], found: list[WordField]) -> None:
    if open_fields and not open_fields[-1].is_separated:
        open_fields[-1].signs.append((OBJECT, begun))
    else:
        found.append(begun)


def _read(current: WordField, run: Element, kind: str | None) -> None:
    """Take what a run means for the field it stands in."""
    if kind is None and not current.is_separated and run.tag == f"{W}r":
        for child in run:
            current.signs += [(sign, run) for sign in _text(child)]
    current.is_separated |= kind == "separate"
    current.is_closed |= kind == "end"


def _text(child: Element) -> str:
    if child.tag in (f"{W}instrText", f"{W}t"):
        return child.text or ""
    return "" if child.tag in _NOT_TYPED else SIGNS.get(child.tag, OBJECT)


def _split_runs(root: Element) -> None:
    """Give each mark of a field a run of its own; some programs write several into one."""
    for mark in list(root.iter(f"{W}fldChar")):
        run = mark.getparent()
        if run.tag == f"{W}r" and len([child for child in run if child.tag != f"{W}rPr"]) > 1:
            _part(run)
