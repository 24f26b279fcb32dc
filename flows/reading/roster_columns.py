"""Say how each column of a roster is read: as a plain field, a mark, or a part of a birth date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from flows.model.fields import Field, fields_of
from flows.model.person import Person
from flows.problems import Mistake, Problem, grouped_by
from flows.reading.cell_values import MARKS_ABSENT, as_text, is_ditto
from flows.reading.header_columns import Column
from flows.reading.headings import is_sitting
from flows.reading.table import Header
from flows.spreadsheets.sheet import Cell
from flows.vietnamese.text import fold

_READ_APART = frozenset({"ho_ten", "ho_dem", "co_mat", "stt"})


def is_marked(cell: Cell) -> bool:
    """Whether a cell of a column Nam or Nữ says that the person is one."""
    return not cell.is_empty and fold(as_text(cell.value)) not in MARKS_ABSENT | {""}


_DISPENSABLE = ("chuc_vu", "don_vi", "ngay_sinh")


@dataclass(frozen=True)
class Layout:
    """Which columns of a roster are read how; worked out once for all its rows, which are those of people."""

    header: Header
    sheet_unit: str = ""
    rows: tuple[int, ...] = field(default=(), repr=False)
    _said: dict[int, dict[int, int | None]] = field(default_factory=dict, repr=False)

    @cached_property
    def plain(self) -> tuple[tuple[Field, Column], ...]:
        """Return the fields that have one column, with it."""
        wanted = (field for field in fields_of(Person) if field.key not in _READ_APART)
        columns = (
            (field, [c for c in self.header.columns_of(field.key) if not c.value and not c.part]) for field in wanted
        )
        return tuple((field, found[0]) for field, found in columns if found)

    @cached_property
    def names(self) -> tuple[Column, ...]:
        """Return the columns that a name is read from: family and middle name, given name; or the whole."""
        return (*self.header.columns_of("ho_dem"), *self.header.columns_of("ho_ten")[:1])

    @cached_property
    def name_key(self) -> str:
        """Return the key of the column that stands for a person: the name's, else the family name's."""
        return "ho_ten" if self.header.column("ho_ten") else "ho_dem"

    @cached_property
    def unasked(self) -> frozenset[str]:
        """The keys of post, unit and birth that the sheet has no column for."""
        return frozenset(key for key in _DISPENSABLE if not self.header.column(key))

    @cached_property
    def birth_parts(self) -> Mapping[str, Column]:
        """Return the columns Ngày, Tháng and Năm of a divided birth date."""
        return {column.part: column for column in self.header.columns_of("ngay_sinh") if column.part}

    @cached_property
    def sexed(self) -> tuple[Column, ...]:
        """Return the columns Nam and Nữ."""
        hidden = self.header.sheet.hidden_columns
        seen = [column for column in self.header.columns if column.index not in hidden]
        return tuple(column for column in seen if column.field and column.value in ("Nam", "Nữ"))

    @cached_property
    def only_women_are_marked(self) -> bool:
        """Whether there is a column Nữ and none for men, and somebody filled it in."""
        marks = self.header.columns_of("gioi_tinh")
        if not marks or any(column.value != "Nữ" for column in marks):
            return False
        return any(is_marked(self.cell(row, column)) for row in self.header.body for column in marks)

    @cached_property
    def present_columns(self) -> tuple[Column, ...]:
        """Return the columns whose mark says that somebody was there: one a sitting."""
        return tuple(column for column in self.header.columns_of("co_mat") if not column.value)

    @cached_property
    def judges(self) -> bool:
        """Whether the sheet has a column of results."""
        return self.header.column("ket_qua") is not None

    @cached_property
    def absences(self) -> tuple[tuple[tuple[Column, ...], tuple[Column, ...]], ...]:
        """Return the columns whose mark says that somebody was away, with the columns of the same sittings."""
        groups = grouped_by((one for one in self.header.columns_of("co_mat") if one.value), self._sitting)
        return tuple((tuple(columns), sittings) for (_, sittings), columns in groups.items())

    def _sitting(self, away: Column) -> tuple[str, tuple[Column, ...]]:
        """Return the sitting that a column of absence is about, by its name, and the columns of presence there."""
        by_leaf = is_sitting(away.leaf)
        name = away.leaf if by_leaf else away.upper
        same = [each for each in self.present_columns if name == (each.leaf if by_leaf else each.upper)]
        if same:
            return name, tuple(same)
        return (name, ()) if is_sitting(name) else ("", self.present_columns)

    @cached_property
    def valued(self) -> dict[str, tuple[tuple[Column, ...], ...]]:
        """Return the columns whose marks are results or grades, by attribute and by the heading above them."""
        found = {"result": self._groups("ket_qua"), "grade": self._groups("xep_loai")}
        return {attribute: groups for attribute, groups in found.items() if groups}

    def _groups(self, key: str) -> tuple[tuple[Column, ...], ...]:
        columns = [column for column in self.header.columns_of(key) if column.value]
        return tuple(tuple(c for c in columns if c.upper == upper) for upper in dict.fromkeys(c.upper for c in columns))

    def cell(self, row: int, column: Column) -> Cell:
        """Return the cell of a column."""
        return self.header.sheet.cell(row, column.index)

    def said_above(self, row: int, column: Column) -> int | None:
        """Return the row of the last person above of whom a column says more than "as above"."""
        if column.index not in self._said:
            said, last = dict[int, int | None](), None
            for number in self.rows:
                last = said[number] = last if is_ditto(self.cell(number, column).value) else number
            self._said[column.index] = said
        return self._said[column.index].get(row)

    def problem(self, mistake: Mistake, row: int, column: Column) -> Problem:
        """Return a mistake at its cell."""
        return mistake.at(self.header.sheet.where.at(cell=self.cell(row, column).address, heading=column.heading))
