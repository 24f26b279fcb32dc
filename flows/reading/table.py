"""Find the tables in a sheet: the header rows, the field of each column, and the rows below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Where, grouped_by
from flows.reading.cell_values import is_ditto
from flows.reading.header_columns import Column, columns_under
from flows.reading.headings import (
    are_sessions,
    field_for,
    first_word,
    first_words,
    heading_text,
    is_column_number,
    is_subheading,
    is_value_heading,
    session_in,
)
from flows.spreadsheets.sheet import END, Cell, Sheet, letters
from flows.vietnamese.text import fold

SEARCHED_ROWS = 60
_ONE_OF_SEVERAL = re.compile(r"\b(?:nam|nữ|\d+|[ivx]+)\b")
DEEPEST_HEADER = 3
ANCHORS: dict[type, frozenset[str]] = {
    Event: frozenset({"ten_su_kien", "ma_su_kien"}),
    AgendaItem: frozenset({"noi_dung"}),
    Person: frozenset({"ho_ten", "ho_dem"}),
    Office: frozenset({"ten_day_du", "co_quan_ban_hanh", "dia_danh", "tham_quyen_ky", "nguoi_ky", "cap_so_van_ban",
                       "cap_so_chung_nhan", *(f.key for f in fields_of(Office) if f.key.startswith("ky_hieu_"))}),
}  # fmt: skip
"""A sheet holds records of a kind only if one of these headings is there."""


@dataclass(frozen=True)
class Header:
    """A table's header: rows `top` to `bottom`, and its columns; `repeats` are rows that print it once more."""

    record: type
    sheet: Sheet
    top: int
    bottom: int
    columns: tuple[Column, ...]
    repeats: frozenset[int] = frozenset()

    @cached_property
    def _by_key(self) -> Mapping[str, tuple[Column, ...]]:
        seen = (one for one in self.columns if one.field and one.index not in self.sheet.hidden_columns)
        return {key: tuple(columns) for key, columns in grouped_by(seen, lambda column: column.key).items()}

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return the keys of the fields that have a column to be seen."""
        return frozenset(self._by_key)

    @property
    def score(self) -> int:
        """Return how many different fields were recognised."""
        return len(self.keys)

    def columns_of(self, key: str) -> tuple[Column, ...]:
        """Return the columns that hold a field."""
        return self._by_key.get(key, ())

    def column(self, key: str) -> Column | None:
        """Return the first column that holds a field."""
        return next(iter(self.columns_of(key)), None)

    @property
    def more_posts(self) -> tuple[Column, ...]:
        """Return the further columns of posts under the heading of the first: Chính quyền | Đoàn thể."""
        posts = self.columns_of("chuc_vu")
        return tuple(column for column in posts[1:] if column.upper and column.upper == posts[0].upper)

    def cell(self, row: int, key: str) -> Cell:
        """Return the cell of a field in a row, filled from its merge; a blank one when there is no such column.

        «nt» in a programme or a table of events is what stands above it; a roster tells where nothing does.
        """
        column = self.column(key)
        cell = self.sheet.cell(row, column.index) if column else Cell(row, 1)
        if column is None or self.record is Person or not is_ditto(cell.value):
            return cell
        return self._as_above.get((row, column.index), Cell(row, column.index))

    @cached_property
    def _as_above(self) -> Mapping[tuple[int, int], Cell]:
        """Return what each «nt» stands for, by row and column."""
        found: dict[tuple[int, int], Cell] = {}
        for column in (one for one in self.columns if one.field):
            said = Cell(self.bottom, column.index)
            for row in self.body:
                cell = self.sheet.cell(row, column.index)
                if is_ditto(cell.value):
                    found[row, column.index] = replace(said, row=row)
                elif not cell.is_empty:
                    said = cell
        return found

    def known_in(self, row: int) -> int:
        """Return how many cells of a row stand under the headings of fields."""
        known = {column.index for column in self.columns if column.field}
        return sum(cell.column in known for cell in self.sheet.filled(row))

    def record_at(self, row: int) -> tuple[dict[str, Cell], dict[str, Where]]:
        """Return the cells of a row by the key of their field, and their places."""
        cells = {key: self.cell(row, key) for key in self.keys}
        return cells, {key: self.place(row, key).at(cell=cell.address) for key, cell in cells.items()}

    @property
    def unread(self) -> tuple[Cell, ...]:
        """Return the headings that name no field."""
        shown = (column for column in self.columns if column.field is None and column.leaf)
        return tuple(Cell(self.bottom, column.index, column.leaf) for column in shown)

    @cached_property
    def name_index(self) -> int:
        """Return the column where names begin."""
        column = self.column("ho_dem") or self.column("ho_ten")
        return column.index if column else 1

    def place(self, row: int, key: str) -> Where:
        """Return a field's own place in a row."""
        column = self.column(key)
        if column is None:
            return self.sheet.where
        return Where(self.sheet.file, self.sheet.name, f"{letters(column.index)}{row}", column.heading)

    @cached_property
    def body(self) -> tuple[int, ...]:
        """Return the rows below the header that hold something, but no row of column numbers and no repeated header."""
        below = (row for row in self.sheet.rows if row > self.bottom and row not in self.repeats)
        return tuple(row for row in below if not _is_column_numbers(self.sheet, row))

    @cached_property
    def titles(self) -> frozenset[str]:
        """Return the texts above the header: where a page prints them again, they are no records."""
        rows = (row for row in self.sheet.rows if row < self.top)
        return frozenset(heading_text(cell.value) for row in rows for cell in self.sheet.filled(row))


def header_of(sheet: Sheet, record: type) -> Header | None:
    """Return the best header for records of this type, found by what it says, never by its row number."""
    found = (_header_at(sheet, record, row) for row in sheet.rows[:SEARCHED_ROWS])
    return max(filter(None, found), key=lambda header: header.score, default=None)


def tables_of(header: Header) -> tuple[Header, ...]:
    """Return the tables of a sheet that `header_of` found one of: below one another, or side by side."""
    return tuple(part for table in _stacked(header) for part in _side_by_side(table))


def _stacked(best: Header) -> list[Header]:
    """Return the tables below one another; a header that the next printed page repeats begins no new one."""
    tables: list[Header] = []
    repeats: dict[int, set[int]] = {}
    for header in _all_headers(best):
        before = tables[-1] if tables else None
        if before and header.top <= before.bottom:
            continue
        own, known = (session_in(title_above(one)) if one else "" for one in (header, before))
        if before and _are_columns_of(header, before) and (own == known or not (own and known)):
            repeats.setdefault(before.top, set()).update(range(header.top, header.bottom + 1))
        else:
            tables.append(header)
    bounds = pairwise([0, *(table.top for table in tables[1:]), END])
    return [
        replace(table, sheet=best.sheet.part(rows=range(*rows)), repeats=frozenset(repeats.get(table.top, ())))
        for table, rows in zip(tables, bounds, strict=True)
    ]


def _all_headers(best: Header) -> Iterator[Header]:
    """Yield every header of the sheet."""
    sheet = best.sheet
    words = first_words(best.record, ANCHORS[best.record])
    for row in sheet.rows:
        if row == best.top:
            yield best
        elif row > best.bottom or row < best.top:
            texts = [cell.value for cell in sheet.filled(row) if isinstance(cell.value, str)]
            # In a long roster hardly a row has a cell that begins as the heading of an anchor does.
            is_likely = len(texts) > 1 and any(first_word(text) in words for text in texts)
            found = _header_at(sheet, best.record, row) if is_likely else None
            # One field alone may be a value: Nội dung, Chuyên đề.
            if found and found.score > 1 and found.score * 2 >= len(texts):
                yield found


def _are_columns_of(header: Header, before: Header) -> bool:
    """Whether a header only says again what the one before says; a row of machine names says less."""
    own, known = ({(column.index, column.key) for column in one.columns if column.field} for one in (header, before))
    return own <= known


def title_above(header: Header) -> str:
    """Return the text that stands alone in the row above a header, "" for none."""
    own = header.sheet.filled(header.top - 1)
    return heading_text(own[0].value) if len(own) == 1 else ""


def _side_by_side(header: Header) -> list[Header]:
    """Divide a header that names its anchor twice, at the number or the name that begins the second table."""
    anchor = next((key for key in ("ho_ten", "noi_dung") if len(header.columns_of(key)) > 1), None)
    first = header.columns[0].field
    if anchor is None or header.record not in (Person, AgendaItem) or first is None:
        return [header]
    starts, anchors = [column.index for column in header.columns_of(first.key)], header.columns_of(anchor)
    shared: tuple[Column, ...] = ()
    if len(starts) == 1 and _say_the_same(header, anchors):
        starts = [column.index for column in anchors]  # one number before both, perhaps a unit of both
        shared = tuple(one for one in header.columns if one.field and one.key != "stt" and one.index < starts[0])
    if len(starts) != len(anchors):
        return [header]
    ranges = [range(*bounds) for bounds in pairwise([0, *starts[1:], END])]
    own = [tuple(column for column in header.columns if column.index in columns) for columns in ranges]
    sheets = [header.sheet.part(columns=columns) for columns in ranges]
    one, *others = [replace(header, sheet=part, columns=columns) for part, columns in zip(sheets, own, strict=True)]
    return [one, *(_with_shared(other, header.sheet, shared) for other in others)]


def _with_shared(header: Header, whole: Sheet, shared: tuple[Column, ...]) -> Header:
    """Return a table with the columns that stand before the first and are of both, where it has rows of its own."""
    places = ((row, column.index) for row in header.sheet.rows for column in shared)
    cells = {(row, at): replace(whole.cell(row, at), row=row, column=at) for row, at in places}
    sheet = replace(header.sheet, cells={**header.sheet.cells, **cells})
    return replace(header, sheet=sheet, columns=(*shared, *header.columns))


def _say_the_same(header: Header, starts: Sequence[Column]) -> bool:
    """Whether the columns from each place on have the same headings: Họ và tên | Đơn vị | Họ và tên | Đơn vị.

    Above them may stand NAM | NỮ, Tổ 1 | Tổ 2; but not Người dự | Người liên hệ, who are other people.
    """
    if len({" ".join(_ONE_OF_SEVERAL.sub(" ", fold(column.upper)).split()) for column in starts}) > 1:
        return False
    ranges = [range(*bounds) for bounds in pairwise([*(column.index for column in starts), END])]
    headings = [tuple(each.leaf for each in header.columns if each.field and each.index in own) for own in ranges]
    return len(set(headings)) == 1 and len(headings[0]) > 1


def _header_at(sheet: Sheet, record: type, top: int) -> Header | None:
    """Return the header that begins in a row; None when nothing in it names a field, as in a title, however wide."""
    hidden = top in sheet.hidden_rows
    known = {field.key for cell in sheet.filled(top) if (field := field_for(record, heading_text(cell.value)))}
    if hidden or not known:
        return None
    bottom = _merged_bottom(sheet, record, top)
    while bottom < top + DEEPEST_HEADER - 1 and _continues(sheet, record, top, bottom):
        bottom += 1
    if bottom > top and known == {"don_vi"} and len(sheet.filled(top)) < DEEPEST_HEADER:
        return None  # a line above it: Xã | Hát Môn
    header = Header(record, sheet, top, bottom, columns_under(sheet, record, top, bottom))
    return header if header.keys & ANCHORS[record] else None


def _merged_bottom(sheet: Sheet, record: type, top: int) -> int:
    """Return the header's last row: as far down as its merged cells reach, one more under a cell merged sideways."""
    bottom = top
    for cell in sheet.filled(top):
        merge = sheet.merge_at(cell.row, cell.column)
        if merge and merge.bottom < top + DEEPEST_HEADER:
            below = range(merge.left, merge.right + 1)
            under = [own for own in sheet.filled(merge.bottom + 1) if own.column in below]
            divided = merge.is_wide and _are_headings(sheet, record, under)
            bottom = max(bottom, merge.bottom + divided)
    return min(bottom, top + DEEPEST_HEADER - 1)


def _are_headings(sheet: Sheet, record: type, under: list[Cell]) -> bool:
    """Whether the cells under a heading merged sideways divide it: texts, or days above attendance columns.

    A row of values has cells elsewhere too, under headings that nothing divides.
    """
    if not under:
        return False
    if record is Person and are_sessions(heading_text(cell.value) for cell in under):
        return True
    if any(is_subheading(record, heading_text(cell.value)) for cell in under):
        return True
    row = under[0].row
    above = [sheet.merge_at(row - 1, cell.column) for cell in sheet.filled(row)]
    divided = all(merge is not None and merge.is_wide for merge in above)
    texts = all(isinstance(cell.value, str) for cell in under) and not all(map(_numbers_column, under))
    return len(under) > 1 and divided and texts


def _continues(sheet: Sheet, record: type, top: int, bottom: int) -> bool:
    """Whether the row below belongs to the header though nothing is merged: Nam | Nữ under an unmerged Ngày sinh."""
    below = sheet.filled(bottom + 1) if bottom + 1 not in sheet.hidden_rows else ()
    texts = [heading_text(cell.value) for cell in below]
    if _divides_blanks(sheet, record, range(top, bottom + 1), below) or (record is Person and are_sessions(texts)):
        return True
    if len(texts) < 2 or not all(is_subheading(record, text) or is_value_heading(record, text) for text in texts):
        return False
    named = {column.index: column.field for column in columns_under(sheet, record, top, bottom)}
    fields = {cell.column: field_for(record, text) for cell, text in zip(below, texts, strict=True)}
    # The same fields again are the header printed a second time; but «Có mặt | Vắng» divides each sitting.
    return not any(field and field.key != "co_mat" and named.get(at) == field for at, field in fields.items())


def _divides_blanks(sheet: Sheet, record: type, rows: range, below: Sequence[Cell]) -> bool:
    """Whether a row holds the lower headings of a heading that spans the blanks to its right: Đảng | Chính quyền.

    It says nothing under other headings, and the row below it something under the name's.
    """
    headed = {at: heading_text(sheet.cell(row, at).value) for row in rows for at in sheet.columns(row)}
    under = {cell.column for cell in below}
    fields = {at: field for at, text in headed.items() if (field := field_for(record, text))}
    anchors = {at for at, field in fields.items() if field.key in ANCHORS[record]}
    divided = all(at not in headed or (at + 1 in under and at + 1 not in headed) for at in under)
    if len(under) < 2 or not anchors or not divided or under <= headed.keys() or under & anchors:
        return False
    texts = all(isinstance(cell.value, str) for cell in below) and not all(map(_numbers_column, below))
    return texts and any(cell.column in anchors for cell in sheet.filled(rows.stop + 1))


def _is_column_numbers(sheet: Sheet, row: int) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), or 1 2 3, or A B 1 2."""
    own = sheet.filled(row)
    # The last one first: there a person has words, and left the number of the row, which could be a column's.
    return len(own) >= 3 and _numbers_column(own[-1]) and all(map(_numbers_column, own))


def _numbers_column(cell: Cell) -> bool:
    return is_column_number(heading_text(cell.value))
