"""Read the rows of a header: headings over one another in, the field of each column out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.model.fields import Field
from flows.model.person import Person
from flows.reading.cells import Sheet
from flows.reading.headings import field_for, heading_text
from flows.vietnamese.text import bare, heading_key

_SITTING = re.compile(
    r"(?:s|c|t|b|buoi |ngay )?\d{1,2}|(?:buoi )?(?:sang|chieu|toi)(?: ngay)?(?: \d.*)?|"
    r"(?:sang |chieu |toi |buoi sang |buoi chieu )?(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
)
_NTH_DAY = re.compile(r"ngay (?:thu )?(?:nhat|hai|ba|tu|nam|sau|bay|\d{1,2})(?: \(?\d{1,2}[/.-]\d{1,2}[^()]*\)?)?")
_SESSION_LETTERS = frozenset({"s", "c", "t"})
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}[a-d]?|[A-Z])\s*\)?(?:\s*=.*)?")
_ATTENDANCE = re.compile(r"(?:diem danh|co mat|ky ten|ky nhan)[\s,:(-]+(?:lan \d{1,2}|(?P<sitting>[^()]+))\)?")
_RESULT = re.compile(r"ket qua (?:hoc tap|lop hoc|khoa hoc|tap huan|boi duong|dao tao|danh gia)")
_SEXES = {"nam": "Nam", "nữ": "Nữ", "nu": "Nữ"}
"""With their marks: Năm is a year."""
PARTS_OF_DAY = ("ngày", "tháng", "năm")


@dataclass(frozen=True, slots=True)
class Column:
    """One column under a header; `leaf` is the lowest heading, `sex` is set for columns Nam and Nữ.

    `part` is set where a birth date is divided: ngày, tháng, năm.
    """

    index: int
    heading: str
    leaf: str
    field: Field | None
    sex: str = ""
    part: str = ""


def columns_under(sheet: Sheet, record: type, top: int, bottom: int) -> tuple[Column, ...]:
    """Return the columns of a header that stands in these rows."""
    columns: list[Column] = []
    parent = ""
    for index in sorted({column for row in range(top, bottom + 1) for column in sheet.columns(row)}):
        path = _path(sheet, index, top, bottom)
        if len(path) == 1 and sheet.cell(top, index).is_empty and columns:
            path = (parent, *path)  # an unmerged parent spans to its right
        elif path:
            parent = path[0]
        columns.append(_column(record, index, path))
    return _with_split_name(columns) if record is Person else tuple(columns)


def _path(sheet: Sheet, column: int, top: int, bottom: int) -> tuple[str, ...]:
    """Return the headings of a column from top to bottom, each merged cell once."""
    cells = dict.fromkeys(sheet.cell(row, column) for row in range(top, bottom + 1))
    return tuple(text for cell in cells if (text := heading_text(cell.value)))


def _column(record: type, index: int, path: tuple[str, ...]) -> Column:
    heading, leaf = " ".join(path), path[-1] if path else ""
    if record is Person and (special := _person_column(index, path, heading, leaf)):
        return special
    return Column(index, leaf if len(path) == 1 else heading, leaf, _named(record, path))


def _named(record: type, path: tuple[str, ...]) -> Field | None:
    """Return the field named by the lowest heading, else by the whole path, else by the upper one."""
    if not path:
        return None
    return field_for(record, path[-1]) or field_for(record, " ".join(path)) or field_for(record, path[0])


def _person_column(index: int, path: tuple[str, ...], heading: str, leaf: str) -> Column | None:
    """Return the columns that only rosters have: Nam | Nữ, and one for each sitting."""
    upper = field_for(Person, path[0]) if path else None
    if sex := _SEXES.get(heading_key(leaf)):
        above = upper if upper and len(path) > 1 else field_for(Person, "Giới tính")
        return Column(index, heading, leaf, above, sex)
    if upper and upper.key == "ngay_sinh" and len(path) > 1 and (part := heading_key(leaf)) in PARTS_OF_DAY:
        return Column(index, heading, leaf, upper, part=part)
    if upper and upper.key == "co_mat" and len(path) > 1:
        return Column(index, heading, leaf, upper)
    if _named(Person, path) is None:
        meant = "Có mặt" if _is_part_of_a_day(path) else _meant(leaf)
        return Column(index, heading, leaf, field_for(Person, meant)) if meant else None
    return None


def _is_part_of_a_day(path: tuple[str, ...]) -> bool:
    """Whether a column is the morning (S), afternoon (C) or evening (T) of the day above it: Ngày thứ nhất, 01/7."""
    return len(path) > 1 and bare(path[-1]) in _SESSION_LETTERS and is_sitting(path[0])


def _meant(leaf: str) -> str:
    """Return the heading that a freer one stands for: S1, Điểm danh ngày 15/3, Kết quả học tập."""
    marked = _ATTENDANCE.fullmatch(bare(leaf))
    if marked and (marked["sitting"] is None or is_sitting(marked["sitting"].strip())):
        return "Có mặt"
    if _RESULT.fullmatch(bare(leaf)):
        return "Kết quả"
    return "Có mặt" if is_sitting(leaf) and not is_column_number(leaf) else ""


def _with_split_name(columns: list[Column]) -> tuple[Column, ...]:
    """Read "Họ và tên" merged over two columns as family and middle name, then the given name."""
    split = list(columns)
    for place, (column, following) in enumerate(pairwise(columns)):
        if _is_name(column) and _is_name(following) and column.heading == following.heading == column.leaf:
            split[place] = replace(column, field=field_for(Person, "Họ đệm"))
            break
    return tuple(split)


def _is_name(column: Column) -> bool:
    return column.field is not None and column.field.key == "ho_ten"


def is_sitting(heading: str) -> bool:
    """Whether a heading names a sitting: S1, Sáng 01/7, Ngày 02/7, Ngày thứ hai."""
    plain = bare(heading)
    return bool(_SITTING.fullmatch(plain) or _NTH_DAY.fullmatch(plain))


def is_subheading(record: type, text: str) -> bool:
    """Whether a text can stand in a header's second row."""
    if field_for(record, text):
        return True
    return record is Person and (heading_key(text) in _SEXES or (is_sitting(text) and not is_column_number(text)))


def is_column_number(text: str) -> bool:
    """Whether a text only numbers a column: (1), 2, A, (5)=(3)+(4)."""
    return bool(_COLUMN_NUMBER.fullmatch(text))
