"""Find the table in a sheet: where its header is, which field each column holds, which rows carry records."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from flows.model.event import AgendaItem, Event
from flows.model.fields import Field
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Where
from flows.reading.cells import Cell, Sheet
from flows.reading.headings import field_for, heading_text
from flows.vietnamese.text import bare

SEARCHED_ROWS = 60
DEEPEST_HEADER = 3
ANCHORS: dict[type, frozenset[str]] = {
    Event: frozenset({"ten_su_kien", "ma_su_kien"}),
    AgendaItem: frozenset({"noi_dung"}),
    Person: frozenset({"ho_ten", "ho_dem"}),
    Office: frozenset({"ten_day_du", "co_quan_ban_hanh", "dia_danh", "tham_quyen_ky", "nguoi_ky", "ky_hieu_ke_hoach",
                       "ky_hieu_giay_moi", "ky_hieu_chung_nhan", "cap_so_van_ban", "cap_so_chung_nhan"}),
}  # fmt: skip
"""A sheet holds records of a kind only if one of these headings is there."""

_SITTING = re.compile(r"(?:s|c|t|b|buoi |ngay )?\d{1,2}|(?:sang |chieu |toi |buoi sang |buoi chieu )?(?:ngay )?"
                      r"\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|(?:buoi )?(?:sang|chieu|toi)(?: ngay)?(?: \d.*)?")  # fmt: skip
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])\s*\)?")


@dataclass(frozen=True, slots=True)
class Column:
    """One column under a header; `leaf` is the lowest heading, `sex` is set for columns Nam and Nữ."""

    index: int
    heading: str
    leaf: str
    field: Field | None
    sex: str = ""


@dataclass(frozen=True)
class Header:
    """A table's header: rows `top` to `bottom`, and its columns."""

    record: type
    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[Column, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the keys of the fields that have a column."""
        return frozenset(column.field.key for column in self.columns if column.field)

    @property
    def score(self) -> int:
        """Return how many different fields were recognised."""
        return len(self.keys)

    def columns_of(self, key: str) -> tuple[Column, ...]:
        """Return the columns that hold a field."""
        return tuple(column for column in self.columns if column.field and column.field.key == key)

    def column(self, key: str) -> Column | None:
        """Return the first column that holds a field."""
        return next(iter(self.columns_of(key)), None)

    def cell(self, row: int, key: str) -> Cell | None:
        """Return the cell of a field in a row, filled from its merge; None when there is no such column."""
        column = self.column(key)
        return self.sheet.cell(row, column.index) if column else None

    def place(self, row: int, key: str) -> Where:
        """Return a field's own place in a row."""
        column = self.column(key)
        if column is None:
            return self.sheet.where
        return self.sheet.where.at(cell=Cell(row, column.index).address, heading=column.heading)

    def body(self) -> Iterator[int]:
        """Yield the rows below the header that hold something, without the row of column numbers."""
        for row in self.sheet.rows:
            if row > self.bottom and not _is_column_numbers(self.sheet, row):
                yield row


def header_of(sheet: Sheet, record: type) -> Header | None:
    """Return the best header for records of this type, found by what it says, never by its row number."""
    best: Header | None = None
    for row in sheet.rows[:SEARCHED_ROWS]:
        if not any(field_for(record, heading_text(cell.value)) for cell in sheet.filled(row)):
            continue  # a title, however wide, is no top of a header
        found = _header_at(sheet, record, row)
        if found.keys & ANCHORS[record] and (best is None or found.score > best.score):
            best = found
    return best


def _header_at(sheet: Sheet, record: type, top: int) -> Header:
    bottom = _bottom(sheet, top)
    header = Header(record, sheet, top, bottom, _columns(sheet, record, top, bottom))
    if bottom == top and _continues(header):
        return Header(record, sheet, top, top + 1, _columns(sheet, record, top, top + 1))
    return header


def _bottom(sheet: Sheet, top: int) -> int:
    """Return the header's last row: as far down as its merged cells reach, one more under a cell merged sideways."""
    bottom = top
    for cell in sheet.filled(top):
        merge = sheet.merge_at(cell.row, cell.column)
        if merge:
            sideways = merge.right > merge.left and any(sheet.cells.get((merge.bottom + 1, c)) for c in
                                                        range(merge.left, merge.right + 1))  # fmt: skip
            bottom = max(bottom, merge.bottom + (1 if sideways and bottom_is_heading(sheet, merge.bottom + 1) else 0))
    return min(bottom, top + DEEPEST_HEADER - 1)


def bottom_is_heading(sheet: Sheet, row: int) -> bool:
    """Whether a row under a sideways merge reads like headings: all text, or days above attendance columns."""
    own = [cell for cell in sheet.filled(row) if cell.row == row]
    return bool(own) and all(isinstance(cell.value, str) or hasattr(cell.value, "year") for cell in own)


def _continues(header: Header) -> bool:
    """Whether the row below belongs to the header though nothing is merged: Nam | Nữ under an unmerged Ngày sinh."""
    name = header.column("ho_ten")
    below = header.sheet.filled(header.bottom + 1)
    if name is None or not below or any(cell.column <= name.index for cell in below):
        return False
    return all(bare(heading_text(cell.value)) in ("nam", "nu") or _is_sitting(heading_text(cell.value)) for cell in below)


def _columns(sheet: Sheet, record: type, top: int, bottom: int) -> tuple[Column, ...]:
    indices = sorted({column for row in range(top, bottom + 1) for column in sheet.columns(row)})
    columns: list[Column] = []
    parent = ""
    for index in indices:
        path = _path(sheet, index, top, bottom)
        if len(path) == 1 and sheet.cell(top, index).is_empty and columns:
            path = (parent, *path)  # an unmerged parent spans to its right
        elif path:
            parent = path[0]
        columns.append(_column(record, index, path, columns))
    return tuple(columns)


def _path(sheet: Sheet, column: int, top: int, bottom: int) -> tuple[str, ...]:
    """Return the headings of a column from top to bottom, each merged cell once."""
    cells = dict.fromkeys(sheet.cell(row, column) for row in range(top, bottom + 1))
    return tuple(text for cell in cells if (text := heading_text(cell.value)))


def _column(record: type, index: int, path: tuple[str, ...], before: list[Column]) -> Column:
    heading, leaf = " ".join(path), path[-1] if path else ""
    if record is Person:
        return _person_column(index, path, heading, leaf, before)
    return Column(index, leaf or heading, leaf, _named(record, path))


def _named(record: type, path: tuple[str, ...]) -> Field | None:
    """Return the field named by the lowest heading, else by the whole path, else by the upper one."""
    if not path:
        return None
    return field_for(record, path[-1]) or field_for(record, " ".join(path)) or field_for(record, path[0])


def _person_column(index: int, path: tuple[str, ...], heading: str, leaf: str, before: list[Column]) -> Column:
    upper = field_for(Person, path[0]) if path else None
    sex = {"nam": "Nam", "nu": "Nữ"}.get(bare(leaf), "")
    if sex:
        above = upper if upper and len(path) > 1 else field_for(Person, "Giới tính")
        return Column(index, heading, leaf, above, sex)
    if upper and upper.key == "co_mat" and len(path) > 1:
        return Column(index, heading, leaf, upper)
    if len(path) == 1 and upper and upper.key == "ho_ten" and before and before[-1].heading == heading:
        # "Họ và tên" merged over two columns: family and middle name, then the given name.
        before[-1] = Column(before[-1].index, heading, leaf, field_for(Person, "Họ đệm"))
        return Column(index, heading, leaf, upper)
    named = _named(Person, path)
    if named is None and _is_sitting(leaf) and not _COLUMN_NUMBER.fullmatch(leaf):
        named = field_for(Person, "Có mặt")
    return Column(index, leaf if len(path) == 1 else heading, leaf, named)


def _is_sitting(heading: str) -> bool:
    return bool(_SITTING.fullmatch(bare(heading)))


def _is_column_numbers(sheet: Sheet, row: int) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), or 1 2 3, or A B 1 2."""
    texts = [heading_text(cell.value) for cell in sheet.filled(row)]
    return len(texts) >= 3 and all(_COLUMN_NUMBER.fullmatch(text) for text in texts)
