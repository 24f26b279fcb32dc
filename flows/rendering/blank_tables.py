"""Tables with a heading and rows left empty, to be written in by hand: in; one row with tags, to be repeated, out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from flows.rendering.fields import Element, W
from flows.rendering.lines import Line
from flows.rendering.loops import Loop, row_saying

_LEFT_OPEN = re.compile(r"[\s\d.…_·\u00a0]*")


class Columns(NamedTuple):
    """What stands in each column of a table, and the loop that repeats its row; without one, it stands once."""

    tags: tuple[str, ...]
    loop: Loop | None = None


Reading = Callable[[Sequence[str], int], Columns | None]


def filled_tables(root: Element, reading: Reading) -> Iterator[tuple[Element, str, Columns]]:
    """Fill the empty rows of the tables whose headings are understood; give each with its headings."""
    for table in root.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        for at, row in enumerate(rows):
            empty = _empty_after(rows, at)
            headings = [_text(cell) for cell in row.findall(f"{W}tc")]
            columns = reading(headings, len(empty)) if empty and len(headings) == _width(empty[0]) else None
            if columns:
                _fill(empty, columns)
                yield row, " | ".join(headings), columns
                break


def _empty_after(rows: Sequence[Element], at: int) -> list[Element]:
    """Return the rows right below one in which nothing is written but numbers and dots."""
    found: list[Element] = []
    for row in rows[at + 1 :]:
        if any(not _LEFT_OPEN.fullmatch(_text(cell)) for cell in row.findall(f"{W}tc")):
            break
        found.append(row)
    return found


def _fill(empty: Sequence[Element], columns: Columns) -> None:
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


def _width(row: Element) -> int:
    return len(row.findall(f"{W}tc"))


def _text(cell: Element) -> str:
    return " ".join("".join(text.text or "" for text in cell.iter(f"{W}t")).split())
