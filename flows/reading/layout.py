"""Which columns of a roster are read how: a header and its rows of people in, what each row needs of them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from flows.model.fields import Field, fields_of
from flows.model.person import Person
from flows.problems import Mistake, Problem
from flows.reading.cells import Cell, Value
from flows.reading.columns import MARKS_ABSENT, as_text, folded
from flows.reading.grid import Line
from flows.reading.header_columns import Column
from flows.reading.phones import is_whole_identity, is_whole_phone
from flows.reading.table import Header

WHOLE: dict[str, Callable[[str], object]] = {"phone": is_whole_phone, "identity": is_whole_identity}
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


class OneColumn(NamedTuple):
    """A field with the one column it is read from, at `place` in a row; `known` is what texts and days read before say.

    Units, posts and marks are the same in row after row. `is_whole` tells texts that are their own value.
    """

    field: Field
    column: Column
    attribute: str
    place: int
    known: dict[Value, Any]
    is_whole: Callable[[str], object] | None


def one_column(field: Field, column: Column) -> OneColumn:
    """Return a column of which nothing has been read yet."""
    return OneColumn(field, column, field.attribute, column.index - 1, {}, WHOLE.get(field.attribute))


@dataclass(frozen=True)
class Layout:
    """Which columns of a roster are read how; worked out once for all its rows, which are those of people."""

    header: Header
    sheet_unit: str = ""
    rows: tuple[int, ...] = field(default=(), repr=False)
    _said: dict[int, dict[int, int]] = field(default_factory=dict, repr=False)

    @cached_property
    def width(self) -> int:
        """Return how many cells of a row may be read."""
        return max((column.index for column in self.header.columns), default=0)

    def line(self, row: int) -> Line:
        """Return the cells of a row that may be read."""
        return self.header.sheet.line(row, self.width)

    @cached_property
    def plain(self) -> tuple[OneColumn, ...]:
        """Return the fields that have one column, with it."""
        columns = ((field, self._plain_column(field.key)) for field in fields_of(Person))
        return tuple(one_column(field, column) for field, column in columns if column and field.key not in _READ_APART)

    @cached_property
    def names(self) -> tuple[Column, ...]:
        """Return the columns that a name is read from: family and middle name, given name; or the whole."""
        return (*self.header.columns_of("ho_dem"), *self.header.columns_of("ho_ten")[:1])

    @cached_property
    def name_place(self) -> int | None:
        """Return where in a row whole names stand, None where they are divided."""
        return self.names[0].index - 1 if len(self.names) == 1 and self.header.column("ho_ten") else None

    @cached_property
    def name_key(self) -> str:
        """Return the key of the column that stands for a person: the name's, else the family name's."""
        return "ho_ten" if self.header.column("ho_ten") else "ho_dem"

    @cached_property
    def has_struck(self) -> bool:
        """Whether a line is drawn through anything in the sheet."""
        return self.header.sheet.has_struck

    def _plain_column(self, key: str) -> Column | None:
        return next((column for column in self.header.columns_of(key) if not column.sex and not column.part), None)

    @cached_property
    def birth_parts(self) -> Mapping[str, Column]:
        """Return the columns Ngày, Tháng and Năm of a divided birth date."""
        return {column.part: column for column in self.header.columns_of("ngay_sinh") if column.part}

    @cached_property
    def sexed(self) -> tuple[tuple[Field, Column], ...]:
        """Return the columns Nam and Nữ."""
        hidden = self.header.sheet.hidden_columns
        seen = [column for column in self.header.columns if column.sex and column.index not in hidden]
        return tuple((column.field, column) for column in seen if column.field)

    @cached_property
    def only_women_are_marked(self) -> bool:
        """Whether there is a column Nữ and none for men, and somebody filled it in."""
        marks = self.header.columns_of("gioi_tinh")
        if not marks or any(column.sex != "Nữ" for column in marks):
            return False
        return any(is_marked(self.cell(row, column)) for row in self.header.body() for column in marks)

    @cached_property
    def sittings(self) -> tuple[OneColumn, ...]:
        """Return the attendance columns."""
        return tuple(one_column(column.field, column) for column in self.header.columns_of("co_mat") if column.field)

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
