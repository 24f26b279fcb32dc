"""Find the tables in a sheet: where each header is, which field each column holds, which rows carry records."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Where
from flows.reading.cells import Cell, Sheet, letters
from flows.reading.header_columns import Column, columns_under, is_column_number, is_subheading
from flows.reading.headings import field_for, first_word, first_words, heading_text

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
_BLANKS = frozenset(filter(str.isspace, map(chr, range(0x3001))))


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
        found: dict[str, list[Column]] = {}
        for column in self.columns:
            if column.field and column.index not in self.sheet.hidden_columns:
                found.setdefault(column.field.key, []).append(column)
        return {key: tuple(columns) for key, columns in found.items()}

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
        columns = self._by_key.get(key)
        return columns[0] if columns else None

    def cell(self, row: int, key: str) -> Cell | None:
        """Return the cell of a field in a row, filled from its merge; None when there is no such column."""
        column = self.column(key)
        return self.sheet.cell(row, column.index) if column else None

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

    def body(self) -> Iterator[int]:
        """Yield the rows below the header that hold something, but no row of column numbers and no repeated header."""
        return iter(self._body)

    @cached_property
    def _body(self) -> tuple[int, ...]:
        below = (row for row in self.sheet.rows if row > self.bottom and row not in self.repeats)
        return tuple(row for row in below if not _is_column_numbers(self.sheet, row))

    @cached_property
    def titles(self) -> frozenset[str]:
        """Return the texts above the header: where a page prints them again, they are no records."""
        rows = (row for row in self.sheet.rows if row < self.top)
        return frozenset(heading_text(cell.value) for row in rows for cell in self.sheet.filled(row))


def header_of(sheet: Sheet, record: type) -> Header | None:
    """Return the best header for records of this type, found by what it says, never by its row number."""
    if record not in sheet.headers:
        best = _best_header(sheet, record)
        # Without the sheet: a circle would keep all its cells until the collector came by.
        sheet.headers[record] = best and (best.top, best.bottom, best.columns)
    found = sheet.headers[record]
    return Header(record, sheet, *found) if found else None


def _best_header(sheet: Sheet, record: type) -> Header | None:
    best: Header | None = None
    for row in sheet.rows[:SEARCHED_ROWS]:
        found = _header_at(sheet, record, row)
        if found and (best is None or found.score > best.score):
            best = found
    return best


def tables_of(header: Header) -> tuple[Header, ...]:
    """Return the tables of a sheet that `header_of` found one of: below one another, or side by side."""
    stacked = _stacked(header)
    return tuple(part for table in stacked for part in _side_by_side(table))


def _stacked(best: Header) -> list[Header]:
    """Return the tables below one another; a header that the next printed page repeats begins no new one."""
    tables: list[Header] = []
    repeats: dict[int, set[int]] = {}
    for header in _all_headers(best):
        before = tables[-1] if tables else None
        if before and header.top <= before.bottom:
            continue
        if before and _are_columns_of(header, before):
            repeats.setdefault(before.top, set()).update(range(header.top, header.bottom + 1))
        else:
            tables.append(header)
    ends = [table.top for table in tables[1:]]
    starts = [0, *ends]
    on = [_on(table, range(start, end)) for table, start, end in zip(tables, starts, [*ends, 1 << 31], strict=True)]
    return [replace(table, repeats=frozenset(repeats[table.top])) if table.top in repeats else table for table in on]


def _all_headers(best: Header) -> Iterator[Header]:
    """Yield every header of the sheet."""
    sheet = best.sheet
    may_name = _sieve(best)
    for row in sheet.rows:
        if row == best.top:
            yield best
        elif (row > best.bottom or row < best.top) and may_name(own := sheet.filled(row)):
            texts = sum(isinstance(cell.value, str) for cell in own)
            found = _header_at(sheet, best.record, row) if texts > 1 else None
            if found and found.score > 1 and found.score * 2 >= texts:  # one alone may be a value: Nội dung, Chuyên đề
                yield found


def _sieve(best: Header) -> Callable[[tuple[Cell, ...]], bool]:
    """Return what tells the rows that may be a header by the first word of their cells: most rows are people."""
    words = first_words(best.record, ANCHORS[best.record])
    letters = frozenset({*_BLANKS, *(word[0] for word in words), *(word[0].upper() for word in words)})

    def may_name(own: tuple[Cell, ...]) -> bool:
        texts = [cell[2] for cell in own if isinstance(cell[2], str) and cell[2][:1] in letters]
        return bool(texts) and not words.isdisjoint(map(first_word, texts))

    return may_name


def _are_columns_of(header: Header, before: Header) -> bool:
    """Whether a header only says again what the one before says; a row of machine names says less."""
    own, known = ({(c.index, c.field.key) for c in h.columns if c.field} for h in (header, before))
    return own <= known


def _on(header: Header, rows: range) -> Header:
    whole = header.sheet.rows and rows.start <= header.sheet.rows[0] and header.sheet.rows[-1] < rows.stop
    return header if whole else replace(header, sheet=header.sheet.part(rows=rows, columns=range(1 << 31)))


def _side_by_side(header: Header) -> list[Header]:
    """Divide a header that names its anchor twice, at the number or the name that begins the second table."""
    anchor = next((key for key in ("ho_ten", "noi_dung") if len(header.columns_of(key)) > 1), None)
    first = header.columns[0].field
    if anchor is None or header.record not in (Person, AgendaItem) or first is None:
        return [header]
    starts = [column.index for column in header.columns_of(first.key)]
    if len(starts) != len(header.columns_of(anchor)):
        return [header]
    ranges = [range(start, end) for start, end in zip([0, *starts[1:]], [*starts[1:], 1 << 31], strict=True)]
    return [
        replace(
            header,
            sheet=header.sheet.part(rows=range(1 << 31), columns=columns),
            columns=tuple(column for column in header.columns if column.index in columns),
        )
        for columns in ranges
    ]


def _header_at(sheet: Sheet, record: type, top: int) -> Header | None:
    """Return the header that begins in a row; None when nothing in it names a field, as in a title, however wide."""
    hidden = top in sheet.hidden_rows
    if hidden or not any(field_for(record, heading_text(cell.value)) for cell in sheet.filled(top)):
        return None
    bottom = _merged_bottom(sheet, record, top)
    while bottom < top + DEEPEST_HEADER - 1 and _continues(sheet, record, top, bottom):
        bottom += 1
    if bottom == top and not sheet.is_merged(top) and not _has_anchor(sheet, record, top):
        return None
    header = Header(record, sheet, top, bottom, columns_under(sheet, record, top, bottom))
    return header if header.keys & ANCHORS[record] else None


def _has_anchor(sheet: Sheet, record: type, row: int) -> bool:
    """Whether a cell of a row names an anchor by itself: most rows are no header, and need no columns to say so."""
    fields = (field_for(record, heading_text(cell.value)) for cell in sheet.filled(row))
    return any(field is not None and field.key in ANCHORS[record] for field in fields)


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
    if any(is_subheading(record, heading_text(cell.value)) for cell in under):
        return True
    row = under[0].row
    above = [sheet.merge_at(row - 1, cell.column) for cell in sheet.filled(row)]
    divided = all(merge is not None and merge.is_wide for merge in above)
    texts = all(isinstance(cell.value, str) and not is_column_number(cell.value) for cell in under)
    return len(under) > 1 and divided and texts


def _continues(sheet: Sheet, record: type, top: int, bottom: int) -> bool:
    """Whether the row below belongs to the header though nothing is merged: Nam | Nữ under an unmerged Ngày sinh."""
    below = sheet.filled(bottom + 1) if bottom + 1 not in sheet.hidden_rows else ()
    texts = [heading_text(cell.value) for cell in below]
    if len(texts) < 2 or not all(is_subheading(record, text) for text in texts):
        return False
    named = {column.index: column.field for column in columns_under(sheet, record, top, bottom)}
    again = [cell for cell, text in zip(below, texts, strict=True) if field_for(record, text) is not None
             and named.get(cell.column) == field_for(record, text)]  # fmt: skip
    return not again  # else the header is printed a second time


def _is_column_numbers(sheet: Sheet, row: int) -> bool:
    """Whether a row only numbers the columns: (1) (2) (3), or 1 2 3, or A B 1 2."""
    own = sheet.filled(row)
    # The last one first: there a person has words, and left the number of the row, which could be a column's.
    return len(own) >= 3 and _numbers_column(own[-1]) and all(map(_numbers_column, own))


def _numbers_column(cell: Cell) -> bool:
    return is_column_number(heading_text(cell.value))
