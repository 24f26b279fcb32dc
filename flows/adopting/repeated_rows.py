"""Rows and paragraphs that repeat: sections such as {{#x}} ... {{/x}}, and tables with rows left empty."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.adopting.places import Place, text_in
from flows.word.paragraph_runs import Element, Line, W, empty_copy, with_text

_BOUND = re.compile(r"\{%-?\s*(?:p|tr|tc|r)?\s*(?:for|set|macro|with)\s+([\w, ]+?)(?:\s+in\b|\s*[=(])")

_LEFT_OPEN = re.compile(r"[\s\d.…_·\u00a0]*")


@dataclass(frozen=True, slots=True)
class Loop:
    """What a section means: the list it goes through, or the field whose presence it asks for."""

    name: str
    path: str = ""
    opening: str = ""
    closing: str = ""
    variable: str = ""
    item: str = ""

    def negated(self) -> Loop:
        """Return the condition for what is not there."""
        return replace(self, opening=f"if not {self.path}", closing="endif", variable="", item="")


@dataclass(frozen=True)
class Turn:
    """A section's tag as it now stands in a run."""

    run: Element
    paragraph: Element
    code: str

    @property
    def row(self) -> Element:
        """The row around it, or None."""
        return next(self.paragraph.iterancestors(f"{W}tr"), None)

    @property
    def is_alone(self) -> bool:
        """Whether its paragraph says nothing else."""
        texts = self.paragraph.iter(f"{W}t")
        return all(text.getparent() is self.run or not (text.text or "").strip() for text in texts)


def paired(sections: Sequence[Place]) -> frozenset[Place]:
    """Return the sections that have both ends, in the order of nesting."""
    opened: list[Place] = []
    good: set[Place] = set()
    for place in sections:
        if place.style == "close" and opened and opened[-1].name == place.name:
            good |= {opened.pop(), place}
        elif place.style == "else" and opened and opened[-1].name == place.name:
            good.add(place)
        elif place.style != "close":
            opened.append(place)
    return frozenset(good)


def bound_names(text: str) -> frozenset[str]:
    """Return the names that a part's own Jinja statements make."""
    return frozenset(name.strip() for found in _BOUND.findall(text) for name in found.split(",")) | {"loop"}


def in_place(turns: Sequence[Turn]) -> None:
    """Give the tags of sections, in their order, the places docxtpl wants: rows or paragraphs of their own, or text."""
    for opening, closing in _pairs(turns):
        row = opening.row
        apart = opening.paragraph is not closing.paragraph
        if apart and row is not None and row is closing.row:
            row.addprevious(row_saying(row, opening.code, opening.run))
            row.addnext(row_saying(row, closing.code, closing.run))
            for turn in (opening, closing):
                turn.run.getparent().remove(turn.run)
        elif apart and opening.is_alone and closing.is_alone:
            for turn in (opening, closing):
                turn.run.find(f"{W}t").text = "{%p " + turn.code + " %}"


def _pairs(turns: Sequence[Turn]) -> list[tuple[Turn, Turn]]:
    opened: list[Turn] = []
    found: list[tuple[Turn, Turn]] = []
    for turn in turns:
        if turn.code.startswith("end"):
            found.append((opened.pop(), turn))
        elif turn.code != "else":
            opened.append(turn)
    return found


def row_saying(row: Element, code: str, like: Element | None = None) -> Element:
    """Return a row like another one, with nothing but a tag in its first cell, set as a run is."""
    alone: Element = copy.deepcopy(row)
    for number, cell in enumerate(alone.iterchildren(f"{W}tc")):
        for child in [child for child in cell if child.tag != f"{W}tcPr"]:
            cell.remove(child)
        paragraph = cell.makeelement(f"{W}p")
        cell.append(paragraph)
        if number == 0:
            run = paragraph.makeelement(f"{W}r") if like is None else empty_copy(like)
            paragraph.append(with_text(run, "{%tr " + code + " %}"))
    return alone


@dataclass(frozen=True, slots=True)
class BlankTable:
    """The row of headings, the empty rows below it, and the paragraph above the table."""

    heading: Element
    headings: tuple[str, ...]
    empty: tuple[Element, ...]
    above: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in each column of a table, and the loop that repeats its row; without one, it stands once."""

    tags: tuple[str, ...]
    loop: Loop | None = None


def tables_with_blank_rows(root: Element) -> Iterator[BlankTable]:
    """Yield the tables of which some rows are left empty, below a row of as many headings."""
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        for at, row in enumerate(rows):
            empty = _empty_after(rows, at)
            headings = tuple(text_in(cell) for cell in row.findall(f"{W}tc"))
            if empty and len(headings) == len(empty[0].findall(f"{W}tc")):
                above = (text_in(each) for each in table.itersiblings(f"{W}p", preceding=True))
                yield BlankTable(row, headings, tuple(empty), next(filter(None, above), ""))


def _empty_after(rows: Sequence[Element], at: int) -> list[Element]:
    """Return the rows right below one in which nothing is written but numbers and dots."""
    found: list[Element] = []
    for row in rows[at + 1 :]:
        if any(not _LEFT_OPEN.fullmatch(text_in(cell)) for cell in row.findall(f"{W}tc")):
            break
        found.append(row)
    return found


def fill(empty: Sequence[Element], columns: Columns) -> None:
    """Put tags into the first of the empty rows, repeat it, and take the others away."""
    first = empty[0]
    if columns.loop:
        first.addprevious(row_saying(first, columns.loop.opening))
        first.addnext(row_saying(first, columns.loop.closing))
    for cell, tag in zip(first.findall(f"{W}tc"), columns.tags, strict=True):
        paragraph = next(cell.iter(f"{W}p"), None)
        if tag and paragraph is not None:
            line = Line(paragraph)
            line.replace(0, len(line.text), tag)
    for row in empty[1:]:
        row.getparent().remove(row)
