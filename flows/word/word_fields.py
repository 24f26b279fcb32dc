"""Word's own fields inside a part: instruction, place and result of each, wherever Word has split them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
OBJECT = "\ufffc"
"""What stands in an instruction for a drawing or another thing that is no text."""
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
_SILENT = frozenset(f"{W}{name}" for name in ("rPr", "fldChar", "lastRenderedPageBreak", "delInstrText"))

# lxml's elements; its stubs do not know every use made here.
Element = Any


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
        kind = _mark_of(each)
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


def _mark_of(run: Element) -> str | None:
    mark = run.find(f"{W}fldChar")
    return None if mark is None else mark.get(f"{W}fldCharType")


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
    return "" if child.tag in _SILENT else SIGNS.get(child.tag, OBJECT)


def _split_runs(root: Element) -> None:
    """Give each mark of a field a run of its own; some programs write several into one."""
    for mark in list(root.iter(f"{W}fldChar")):
        run = mark.getparent()
        inside = [child for child in run if child.tag != f"{W}rPr"]
        if len(inside) < 2 or run.tag != f"{W}r":
            continue
        for child in inside:
            alone = empty_copy(run)
            alone.append(child)
            run.addprevious(alone)
        run.getparent().remove(run)


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
