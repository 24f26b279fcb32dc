"""What the readers of .xls, .ods and text tables share: limits, and the last touches on cells and merges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from flows.reading.cells import Cell, Merge
from flows.reading.legacy_fonts import likely_font, may_be_old, to_unicode

MAX_ROWS, MAX_COLUMNS = 200_000, 400
MAX_CELLS = 2_000_000
_WIDEST_MERGE = 20_000
_ENOUGH_TEXTS = 5_000
"""Different texts of a column that together show its font."""


class TooManyCellsError(ValueError):
    """More cells than an office ever fills."""


def bounded(merges: Iterable[Merge]) -> tuple[Merge, ...]:
    """Return the merges without those over whole tabs, which mean nothing and cost memory for each cell."""
    return tuple(m for m in merges if (m.bottom - m.top + 1) * (m.right - m.left + 1) <= _WIDEST_MERGE)


def told_by_column(cells: Mapping[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """Return the cells in Unicode: a column's texts together show the old font that one of them may not.

    A sheet without any sign that only old fonts need is Unicode already.
    """
    if not any(isinstance(cell.value, str) and may_be_old(cell.value) for cell in cells.values()):
        return dict(cells)
    columns: dict[int, dict[str, None]] = {}
    for cell in cells.values():
        if isinstance(cell.value, str) and not cell.value.isascii():
            columns.setdefault(cell.column, {})[cell.value] = None
    fonts = {column: likely_font(islice(texts, _ENOUGH_TEXTS)) for column, texts in columns.items()}
    # Each text once: a hostile file repeats one long text a million times.
    told = {column: {text: to_unicode(text, font) for text in columns[column]} for column, font in fonts.items()}
    return {place: _told(cell, told) for place, cell in cells.items()}


def _told(cell: Cell, told: Mapping[int, Mapping[str, str]]) -> Cell:
    if not isinstance(cell.value, str) or cell.value.isascii():
        return cell
    text = told[cell.column][cell.value]
    return cell if text == cell.value else cell._replace(value=text)
