"""Which columns of a roster are read how: a header and its rows of people in, what each row needs of them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from flows.model.fields import Field, fields_of
from flows.model.person import Person
from flows.problems import Mistake, Problem
from flows.reading.cells import Cell
from flows.reading.columns import MARKS_ABSENT, as_text, folded
from flows.reading.header_columns import Column
from flows.reading.table import Header

_READ_APART = frozenset({"ho_ten", "ho_dem", "co_mat", "stt"})
DITTO = frozenset(
    {'"', "''", "//", "-//-", "nt", "-nt-", "- nt -", "như trên", "-như trên-", "- như trên -", '-"-', '- " -'}
)


def is_ditto(value: object) -> bool:
    """Whether a cell only says that it is as the one above."""
    return isinstance(value, str) and folded(value) in DITTO


def is_marked(cell: Cell) -> bool:
    """Whether a cell of a column Nam or Nữ says that the person is one."""
    return not cell.is_empty and folded(as_text(cell.value)) not in MARKS_ABSENT | {""}


@dataclass(frozen=True)
class Layout:
    """Which columns of a roster are read how; worked out once for all its rows, which are those of people."""

    header: Header
    sheet_unit: str = ""
    rows: tuple[int, ...] = field(default=(), repr=False)
    _said: dict[int, dict[int, int]] = field(default_factory=dict, repr=False)

    @cached_property
    def known(self) -> dict[tuple[str, str], Any]:
        """Return where texts read before are kept, by field: units, posts and marks are the same in row after row."""
        return {}

    @cached_property
    def plain(self) -> tuple[tuple[Field, Column], ...]:
        """Return the fields that have one column, with it."""
        columns = ((field, self._plain_column(field.key)) for field in fields_of(Person))
        return tuple((field, column) for field, column in columns if column and field.key not in _READ_APART)

    def _plain_column(self, key: str) -> Column | None:
        return next((column for column in self.header.columns_of(key) if not column.sex and not column.part), None)

    @cached_property
    def birth_parts(self) -> Mapping[str, Column]:
        """Return the columns Ngày, Tháng and Năm of a divided birth date."""
        return {column.part: column for column in self.header.columns_of("ngay_sinh") if column.part}

    @cached_property
    def sexed(self) -> tuple[tuple[Field, Column], ...]:
        """Return the columns Nam and Nữ."""
        seen = [column for key in self.header.keys for column in self.header.columns_of(key) if column.sex]
        return tuple((column.field, column) for column in seen if column.field)

    @cached_property
    def only_women_are_marked(self) -> bool:
        """Whether there is a column Nữ and none for men, and somebody filled it in."""
        marks = self.header.columns_of("gioi_tinh")
        if not marks or any(column.sex != "Nữ" for column in marks):
            return False
        return any(is_marked(self.cell(row, column)) for row in self.header.body() for column in marks)

    @cached_property
    def sittings(self) -> tuple[tuple[Field, Column], ...]:
        """Return the attendance columns."""
        return tuple((column.field, column) for column in self.header.columns_of("co_mat") if column.field)

    def cell(self, row: int, column: Column) -> Cell:
        """Return the cell of a column."""
        return self.header.sheet.cell(row, column.index)

    def said_above(self, row: int, column: Column) -> int | None:
        """Return the row of the last person above of whom a column says more than "as above"."""
        if column.index not in self._said:
            self._said[column.index] = dict(self._dittos(column))
        return self._said[column.index].get(row)

    def _dittos(self, column: Column) -> Iterator[tuple[int, int]]:
        said = None
        for row in self.rows:
            if not is_ditto(self.cell(row, column).value):
                said = row
            elif said is not None:
                yield row, said

    def problem(self, mistake: Mistake, cell: Cell, column: Column) -> Problem:
        """Return a mistake at its cell."""
        return mistake.at(self.header.sheet.where.at(cell=cell.address, heading=column.heading))
