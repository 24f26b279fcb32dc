"""Units typed in several ways in one table: its rows in, a warning for each further spelling out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from flows.problems import Problem
from flows.reading.cells import Cell
from flows.reading.columns import as_text
from flows.reading.table import Header
from flows.vietnamese.text import fold
from flows.vietnamese.unit_names import UnitName, unit_name

FIX = "Ghi tên đơn vị một cách ở mọi dòng: giấy tờ in đúng như đã gõ."
WHICH = "Ghi đủ: xã, phường, thị trấn hay huyện."

Spelling = tuple[UnitName, Cell]


def unit_doubts(header: Header, rows: Iterable[int]) -> list[Problem]:
    """Return a warning where a unit is first spelled otherwise than above, or could be either of two units."""
    alike: dict[str, list[Spelling]] = {}
    for unit, cell in _spellings(header, rows):
        alike.setdefault(unit.name, []).append((unit, cell))
    return [doubt for group in alike.values() if len(group) > 1 for doubt in _doubts(header, group)]


def _spellings(header: Header, rows: Iterable[int]) -> Iterator[Spelling]:
    """Yield each spelling where it stands first; capitals and the place of tones are none of their own."""
    seen: set[str] = set()
    exactly: set[str] = set()
    for row in rows:
        cell = header.cell(row, "don_vi")
        if cell is None or not isinstance(cell.value, str) or cell.value in exactly:
            continue
        exactly.add(cell.value)
        typed = fold(as_text(cell.value))
        unit = unit_name(typed)
        if typed and typed not in seen and not unit.is_body:
            seen.add(typed)
            yield unit, cell


def _doubts(header: Header, group: list[Spelling]) -> Iterator[Problem]:
    firsts: dict[str, Cell] = {}
    for unit, cell in group:
        firsts.setdefault(unit.noun, cell)
    named = [cell for noun, cell in firsts.items() if noun]
    for unit, cell in group:
        if not unit.noun and len(named) > 1:
            message = f"Không rõ đơn vị này là {' hay '.join(f'«{as_text(other.value)}»' for other in named)}."
            yield _at(header, cell, message, WHICH)
            continue
        first = min([firsts[unit.noun], *(named[:1] if not unit.noun else []), *_bare(firsts, named)], key=_row)
        if first != cell:
            yield _at(header, cell, f"Đơn vị này ghi khác với ô {first.address} («{as_text(first.value)}»).", FIX)


def _bare(firsts: dict[str, Cell], named: list[Cell]) -> list[Cell]:
    """Return the spelling without a noun where it can only mean the one unit that has one."""
    return [firsts[""]] if "" in firsts and len(named) == 1 else []


def _row(cell: Cell) -> int:
    return cell.row


def _at(header: Header, cell: Cell, message: str, fix: str) -> Problem:
    column = header.column("don_vi")
    where = header.sheet.where.at(cell=cell.address, heading=column.heading if column else "")
    return Problem(where, message, fix, "warning")
