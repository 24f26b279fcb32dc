"""Word's own fields inside a part: instruction, place and result of each, wherever Word has split them."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# lxml's elements; its stubs do not know every use made here.
Element = Any


@dataclass
class WordField:
    """A field of Word: the elements that make it up, and the fields inside its instruction or result."""

    first: Element
    instruction: str = ""
    runs: list[Element] = field(default_factory=list)
    result: list[Element] = field(default_factory=list)
    outer: WordField | None = None
    separated: bool = False
    is_argument: bool = False
    """Whether the field is part of another one's instruction, as of an IF."""


def fields_in(root: Element) -> Iterator[WordField]:
    """Give the fields of a part, inner ones before those around them."""
    _split_runs(root)
    for simple in list(root.iter(f"{W}fldSimple")):
        runs = list(simple.iter(f"{W}r"))
        yield WordField(simple, simple.get(f"{W}instr", ""), [simple], runs, separated=True)
    yield from _complex_fields(root)


def _complex_fields(root: Element) -> Iterator[WordField]:
    open_fields: list[WordField] = []
    for run in list(root.iter(f"{W}r")):
        mark = run.find(f"{W}fldChar")
        kind = None if mark is None else mark.get(f"{W}fldCharType")
        if kind == "begin":
            outer = open_fields[-1] if open_fields else None
            open_fields.append(WordField(run, outer=outer, is_argument=outer is not None and not outer.separated))
        for each in open_fields:
            each.runs.append(run)
            if each.separated and mark is None:
                each.result.append(run)
        if open_fields and kind is None and not open_fields[-1].separated:
            open_fields[-1].instruction += "".join(text.text or "" for text in run.iter(f"{W}instrText"))
        if open_fields and kind == "separate":
            open_fields[-1].separated = True
        if open_fields and kind == "end":
            yield open_fields.pop()


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


def with_text(run: Element, text: str, tag: str = "t") -> Element:
    """Put a text into an empty run."""
    holder = run.makeelement(f"{W}{tag}")
    holder.text = text
    holder.set(XML_SPACE, "preserve")
    run.append(holder)
    return run


def paragraph_of(element: Element) -> Element:
    """Return the paragraph an element stands in."""
    return next(element.iterancestors(f"{W}p"), None)
