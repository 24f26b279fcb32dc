"""The columns under a header and what each means, also where headings stand over one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from flows.model.fields import Field, field_named
from flows.model.person import LAST_UNITS, OWNERS, Person
from flows.reading.headings import (
    LONGEST_HEADING,
    SESSION_LETTERS,
    SEXES,
    field_for,
    heading_text,
    is_column_number,
    is_of_before,
    is_of_relative,
    is_sitting,
)
from flows.spreadsheets.sheet import Cell, Sheet
from flows.vietnamese.names import FAMILY_NAMES, looks_like_name, person_line, split_honorific
from flows.vietnamese.results import ABSENT, as_value, completion, says_absent, says_level, says_result
from flows.vietnamese.text import bare, fold, heading_key

_ORIGIN = re.compile(r"(?:quê quán|nguyên quán|nơi sinh|quê|hộ khẩu|nơi đăng ký)\b")
"""Above Thôn | Xã: where somebody comes from is no unit."""
_ATTENDANCE = re.compile(r"(?:diem danh|co mat|ky ten|ky nhan)[\s,:(-]+(?:lan \d{1,2}|(?P<sitting>[^()]+))\)?")
_RESULT = re.compile(r"ket qua (?:hoc tap|lop hoc|khoa hoc|tap huan|boi duong|dao tao|danh gia)")
_NEW = re.compile(r"(.+?)[ (]+(?:mới|sau (?:sáp nhập|sắp xếp)|từ (?:ngày )?\d.*?)\)?")
_AWARDED = re.compile(r"(?:duoc |de nghi |xet )*cap (?:gcn|giay chung nhan|chung nhan|chung chi)")
"""A mark below says that somebody gets a certificate, «chưa» or «không» that somebody does not."""
_OF_SEX = re.compile(r"sinh\W+(nam|nữ)\W*$|^(nam|nữ) sinh\b")
"""Năm sinh (Nữ), Nữ sinh năm."""
_LAST = frozenset(bare(heading_key(heading)) for heading in LAST_UNITS)
_JUDGED = frozenset({"ket_qua", "xep_loai"})
_LEVELS = re.compile(r"xep loai|xep hang|ket qua|hoc luc|danh gia|phan loai")
PARTS_OF_DAY = ("ngày", "tháng", "năm")
_OWNER_WORDS = frozenset(map(fold, OWNERS)) | {"ông"}
SEEN_NAMES = 60
"""So many rows tell whether a column holds names."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column under a header; `leaf` is the lowest heading, `upper` what stands above it.

    `value` is set where a mark in the column is a value: Nam, Nữ, Giỏi, Không đạt, vắng. `part` is set where a birth
    date is divided: ngày, tháng, năm.
    """

    index: int
    heading: str
    leaf: str
    field: Field | None
    value: str = ""
    part: str = ""
    upper: str = ""

    @property
    def key(self) -> str:
        """Return the key of its field, "" for none."""
        return self.field.key if self.field else ""


def columns_under(sheet: Sheet, record: type, top: int, bottom: int) -> tuple[Column, ...]:
    """Return the columns of a header that stands in these rows."""
    columns: list[Column] = []
    left: list[Cell] = []
    for index in sorted({column for row in range(top, bottom + 1) for column in sheet.columns(row)}):
        cells = _spanned([sheet.cell(row, index) for row in range(top, bottom + 1)], left)
        path = tuple(text for cell in dict.fromkeys(cells) if (text := heading_text(cell.value)))
        columns.append(_column(record, index, path))
        left = cells if path else left
    if record is not Person:
        return tuple(columns)
    rows = [row for row in sheet.rows if row > bottom][:SEEN_NAMES]
    return _with_split_name(_with_guests(sheet, rows, _settled(columns)))


def _spanned(cells: list[Cell], left: list[Cell]) -> list[Cell]:
    """Return the headings of a column from top to bottom; an unmerged one spans to its right, above lower headings."""
    spans = bool(left)
    for place in range(len(cells) - 1):
        if spans and cells[place].is_empty and not all(cell.is_empty for cell in cells[place:]):
            cells[place] = left[place]
        spans = spans and cells[place] == left[place]
    return cells


def _column(record: type, index: int, path: tuple[str, ...]) -> Column:
    """Return the column of the lowest heading's field, else of the whole path's, else of the nearest one above."""
    if not path:
        return Column(index, "", "", None)
    above = next(filter(None, (field_for(record, heading) for heading in reversed(path[:-1]))), None)
    named = field_for(record, path[-1]) or field_for(record, " ".join(path)) or above
    plain = Column(index, " ".join(path), path[-1], named, upper=" ".join(path[:-1]))
    return _person_column(plain, above, path) if record is Person else plain


def _person_column(plain: Column, above: Field | None, path: tuple[str, ...]) -> Column:
    """Return a column as only rosters have them: Nam | Nữ, Đạt | Không đạt, Vắng, and one for each sitting."""
    leaf = heading_key(plain.leaf)
    of_origin = plain.key in ("don_vi", "thon") and any(_ORIGIN.match(fold(heading)) for heading in path[:-1])
    if of_origin or any(map(is_of_relative, path)) or is_of_before(plain.leaf):
        return replace(plain, field=None)
    if sex := SEXES.get(leaf):
        return replace(plain, field=above or field_for(Person, "Giới tính"), value=sex)
    if plain.key in ("", "ngay_sinh") and (sexed := _OF_SEX.search(fold(plain.leaf))):
        return replace(plain, field=field_named(Person, "ngay_sinh"), value=SEXES[sexed[1] or sexed[2]])
    if above and above.key == "ngay_sinh" and leaf in PARTS_OF_DAY:
        return replace(plain, field=above, part=leaf)
    return _marked(plain, above, path)


def _marked(plain: Column, above: Field | None, path: tuple[str, ...]) -> Column:
    """Return a column with the field and the value that a mark in it stands for; what names a field stays itself."""
    if field_for(Person, plain.leaf):
        return plain
    under = above.key if above else ""
    if key := _valued(plain, under, path):
        awarded = "Đạt" if _AWARDED.fullmatch(bare(plain.leaf)) else ""
        value = ABSENT if key == "co_mat" else awarded or as_value(plain.leaf)
        return replace(plain, field=field_named(Person, key), value=value)
    if under in ("co_mat", "hoc_vi"):  # Trình độ: văn hóa, ngoại ngữ, lý luận chính trị
        return replace(plain, field=above if under == "co_mat" else None)
    if plain.field is None:
        # The morning (S), afternoon (C) or evening (T) of the day above it: Ngày thứ nhất, 01/7.
        is_part = len(path) > 1 and bare(path[-1]) in SESSION_LETTERS and is_sitting(path[0])
        meant = "Có mặt" if is_part else _meant(plain.leaf)
        return replace(plain, field=field_for(Person, meant)) if meant else plain
    return plain


def _valued(plain: Column, under: str, path: tuple[str, ...]) -> str:
    """Return the key of the field of which a mark in a column is a value; `under` is that of the heading above it."""
    leaf, sits = heading_key(plain.leaf), is_sitting(plain.leaf)
    is_away_above = any(says_absent(heading_key(heading)) for heading in path[:-1])
    if says_absent(leaf, below=under == "co_mat" or is_away_above) or (is_away_above and sits):
        return "co_mat"
    if under in _JUDGED and (says_level(leaf, below=True) or (not sits and completion(plain.leaf) is not None)):
        return under
    if says_result(leaf) or _AWARDED.fullmatch(bare(leaf)):
        return "ket_qua"
    return "xep_loai" if says_level(leaf) and (not plain.upper or _LEVELS.search(bare(plain.upper))) else ""


def _settled(columns: list[Column]) -> list[Column]:
    """Return the columns with what their neighbours tell: Hoàn thành beside Chưa hoàn thành; Khá alone is no grade."""
    columns = [_of_now(column, columns) for column in columns]
    units = [column for column in columns if column.key == "don_vi"]
    last = [column for column in units if bare(heading_key(column.leaf)) in _LAST]
    guessed = last if len(units) > len(last) else last[1:]  # Đơn vị says better what Lớp is taken for
    told = [replace(column, field=None) if column in guessed else column for column in columns]
    return [_beside(column, [each for each in told if each.upper == column.upper]) for column in told]


def _of_now(column: Column, columns: list[Column]) -> Column:
    """Read «Xã mới» as the unit, «Chức vụ mới» as the post, where no other column is one: that of before is not."""
    may_be = column.field is None and len(column.leaf) <= LONGEST_HEADING
    is_new = _NEW.fullmatch(fold(column.leaf)) if may_be else None
    named = field_for(Person, is_new[1]) if is_new else None
    alone = named is not None and named.key in ("don_vi", "chuc_vu") and all(one.key != named.key for one in columns)
    return replace(column, field=named) if alone else column


def _beside(column: Column, beside: list[Column]) -> Column:
    valued = [each for each in beside if each.value and each.key in _JUDGED]
    if column.key in _JUDGED and not column.value and valued and says_result(heading_key(column.leaf)):
        return replace(column, field=valued[0].field, value=as_value(column.leaf))
    alone = not column.upper and column.value and says_level(heading_key(column.leaf)) and len(valued) == 1
    return replace(column, field=None, value="") if alone and column.key == "xep_loai" else column


def _meant(leaf: str) -> str:
    """Return the heading that a freer one stands for: S1, Điểm danh ngày 15/3, Kết quả học tập."""
    marked = _ATTENDANCE.fullmatch(bare(leaf))
    if marked and (marked["sitting"] is None or is_sitting(marked["sitting"].strip())):
        return "Có mặt"
    if _RESULT.fullmatch(bare(leaf)):
        return "Kết quả"
    return "Có mặt" if is_sitting(leaf) and not is_column_number(leaf) else ""


def _with_guests(sheet: Sheet, rows: list[int], columns: list[Column]) -> list[Column]:
    """Read «Đại biểu», «Ông (bà)» as the names where no other heading says so and most texts below are names."""
    if any(column.key in ("ho_ten", "ho_dem") for column in columns):
        return columns
    may_be = [each for each in columns if each.field is None and heading_key(each.leaf) in _OWNER_WORDS]
    for column in (*may_be, *(each for each in columns if each.key == "xung_ho")):
        texts = [cell.value for row in rows for cell in sheet.filled(row) if cell.column == column.index]
        if are_names(texts):
            names = replace(column, field=field_named(Person, "ho_ten"))
            return [names if one is column else one for one in columns]
    return columns


def are_names(texts: Sequence[object], fewest: int = 1) -> bool:
    """Whether at least half of what stands in a column are names of people."""
    count = sum(isinstance(text, str) and _is_a_name(text) for text in texts)
    return count >= fewest and count * 2 >= len(texts)


def _is_a_name(text: str) -> bool:
    name = split_honorific(person_line(text)[0])[1]
    return looks_like_name(name) and " " in name and fold(name.split()[0]) in FAMILY_NAMES


def _with_split_name(columns: list[Column]) -> tuple[Column, ...]:
    """Read "Họ và tên" merged over two columns as family and middle name, then the given name."""
    for place, (column, following) in enumerate(pairwise(columns)):
        if column.key == following.key == "ho_ten" and column.heading == following.heading == column.leaf:
            return (*columns[:place], replace(column, field=field_for(Person, "Họ đệm")), *columns[place + 1 :])
    return tuple(columns)
