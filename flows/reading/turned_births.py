"""Birth dates that an Excel of another country turned round: the rows of a table in, one warning out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from flows.problems import Problem
from flows.reading.cells import Cell
from flows.reading.columns import as_text
from flows.reading.header_columns import Column
from flows.reading.table import Header
from flows.vietnamese.date_reading import read_day

MONTHS = 12
FEWEST = 2
"""Of each kind, dates and texts, before a column is doubted."""


def turned_births(header: Header, rows: Iterable[int]) -> list[Problem]:
    """Return a warning for a column where every real date could be turned round and no text could be.

    An Excel that expects the month first takes 03/07/1965 for 7 March and leaves 25/03/1970 a text.
    """
    numbers = tuple(rows)
    return [problem for column in header.columns_of("ngay_sinh") for problem in _doubt(header, column, numbers)]


def _doubt(header: Header, column: Column, rows: Iterable[int]) -> list[Problem]:
    cells = [header.sheet.cell(row, column.index) for row in rows]
    real = [cell for cell in cells if isinstance(cell.value, date)]
    if len(real) < FEWEST or any(_day(cell) > MONTHS for cell in real) or not _are_late(cells):
        return []
    where = header.sheet.where.at(cell=real[0].address, heading=column.heading)
    message = (
        f"{len(real)} ngày trong cột này có thể đã bị Excel đảo ngày với tháng: "
        f"mọi ô ngày thật đều có ngày từ {MONTHS} trở xuống, mọi ô chữ đều trên {MONTHS}."
    )
    return [Problem(where, message, "Đối chiếu các ô ấy với hồ sơ; nếu sai, gõ lại đủ ngày, tháng, năm.", "warning")]


def _are_late(cells: Iterable[Cell]) -> bool:
    """Whether the texts are days that no Excel could have turned round, all of them; the first other one ends it."""
    late = 0
    for day in filter(None, map(_typed_day, cells)):
        if day.day <= MONTHS:
            return False
        late += 1
    return late >= FEWEST


def _typed_day(cell: Cell) -> date | None:
    found = read_day(as_text(cell.value), birth=True)[0] if isinstance(cell.value, str) else None
    return found if isinstance(found, date) else None


def _day(cell: Cell) -> int:
    return cell.value.day if isinstance(cell.value, date) else 0
