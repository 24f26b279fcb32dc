"""Read the cells of a person that need more than parsing: phone, identity number, sex, attendance, result."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from flows.model.fields import field_named
from flows.model.person import Person
from flows.problems import Mistake, Problem
from flows.reading.cell_values import MARKS_PRESENT, as_text, parse
from flows.reading.header_columns import PARTS_OF_DAY, Column
from flows.reading.roster_columns import Layout, is_marked
from flows.spreadsheets.sheet import Cell
from flows.vietnamese.dates import PartialDay
from flows.vietnamese.results import completion
from flows.vietnamese.text import bare, fold

Read = tuple[str | None, tuple[Mistake, ...]]

LOST_DIGITS = Mistake("Số đã bị Excel rút gọn, mất chữ số.", "Định dạng ô thành Văn bản (Text) rồi gõ lại đủ số.")
BAD_PHONE = Mistake("Không giống số điện thoại.", "Ghi đủ 10 chữ số, bắt đầu bằng 0.", "warning")
OLD_PHONE = Mistake(
    "Số di động 11 chữ số đã được đổi sang đầu số mới 10 chữ số.", "Ghi lại số 10 chữ số đang dùng.", "warning"
)
BAD_IDENTITY = Mistake("Không giống số căn cước (12 chữ số) hoặc CMND (9 chữ số).", "Kiểm tra lại số.", "warning")
OTHER_SEX = Mistake("Số căn cước không khớp với giới tính đã ghi.", "Kiểm tra lại số và giới tính.", "warning")
OTHER_YEAR = Mistake("Số căn cước không khớp với năm sinh đã ghi.", "Kiểm tra lại số và năm sinh.", "warning")
_EXPONENT = re.compile(r"^\d(?:[.,]\d+)?\s*E\s*\+?\s*\d+$", re.IGNORECASE)
# The numbers of eleven digits were changed on 15/9/2018: 0168 became 038 (Bộ TT&TT, QĐ 798/QĐ-BTTTT, 2018).
_NEW_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
# Thông tư 22/2014/TT-BTTTT with the new area codes of 2017: mobile 03, 05, 07, 08, 09; on a wire 02 and eleven digits.
_NUMBER = re.compile(r"0[35789]\d{8}|02\d{9}")
SHOWN_FIGURES = 6
"""So many does a narrow column of Excel leave of a long number."""
_LAST_PROVINCE = 96
TWO_SEXES = Mistake("Đánh dấu cả hai cột Nam và Nữ.", "Chỉ để dấu hoặc năm sinh ở một cột.")
NO_SEX = Mistake("Không hiểu giới tính này.", "Ghi Nam hoặc Nữ.", "warning")
CONTRADICTION = "Đánh dấu ở hai cột trái nhau: «{}» và «{}»."
ONE_MARK = "Chỉ để lại dấu đúng."
UNMARKED = frozenset({"", "0", "-", "–", "không", "ko", "false", "o", "đủ", "có mặt", "không vắng"})
"""What says that a column of absence or of a result is not meant."""
_SEXES = {"nam": "Nam", "nu": "Nữ", "ong": "Nam", "ba": "Nữ", "trai": "Nam", "gai": "Nữ", "male": "Nam", "female": "Nữ",
          "m": "Nam", "f": "Nữ"}  # fmt: skip
_BIRTH, _PRESENT = field_named(Person, "ngay_sinh"), field_named(Person, "co_mat")


def read_phone(text: str) -> Read:
    """Return ten digits (a telephone on a wire may have eleven); several numbers in a cell are joined by " / "."""
    if _EXPONENT.match(text.strip()):
        return None, (LOST_DIGITS,)
    parts = [part for part in re.split(r"[/;,\n]| - | hoặc |(?<=\d{9})-(?=\d{9})", text) if re.search(r"\d", part)]
    numbers = [_phone(part) for part in parts]
    if not numbers or any(number is None for number in numbers):
        return text, (BAD_PHONE,)
    renewed = [_NEW_PREFIXES.get(number[:4], number[:4]) + number[4:] for number in numbers if number]
    return " / ".join(renewed), (OLD_PHONE,) if renewed != numbers else ()


def _phone(text: str) -> str | None:
    digits = re.sub(r"\D", "", re.sub(r"\.0$", "", text.strip()))
    digits = digits.removeprefix("00") if digits.startswith("0084") else digits
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = "0" + digits[2:].lstrip("0")  # +84 (0) 912…
    if len(digits) in (9, 10) and not digits.startswith("0"):  # Excel dropped the leading zero
        digits = "0" + digits
    is_old = len(digits) == 11 and digits[:4] in _NEW_PREFIXES
    return digits if is_old or _NUMBER.fullmatch(digits) else None


def read_identity(text: str) -> Read:
    """Return twelve digits (căn cước) or nine (CMND).

    10 or 11 digits lost the zeros of the province code, 8 those of a CMND.
    """
    if _EXPONENT.match(text.strip()):
        return None, (LOST_DIGITS,)
    digits = re.sub(r"\D", "", re.sub(r"\.0$", "", text.strip()))
    if _is_rounded(digits):
        return None, (LOST_DIGITS,)
    if len(digits) in (8, 10, 11):
        digits = digits.zfill(9 if len(digits) == 8 else 12)
    if len(digits) == 9 or (len(digits) == 12 and 1 <= int(digits[:3]) <= _LAST_PROVINCE):
        return digits, ()
    return text, (BAD_IDENTITY,)


def _is_rounded(digits: str) -> bool:
    """Whether a number is what 1.00165E+11 gives, with its six figures; a căn cước ends in six of its own."""
    short = len(digits.strip("0")) <= SHOWN_FIGURES and not digits.startswith("0")
    return len(digits) >= 10 and (digits.endswith("000000") or short)


def identity_doubts(identity: str | None, gender: str | None, born: date | PartialDay | None) -> tuple[Mistake, ...]:
    """Return a warning where a căn cước tells another sex or year of birth than the row.

    Digit 4 is century and sex, 5 and 6 the year (Nghị định 137/2015/NĐ-CP, điều 13).
    """
    if identity is None or len(identity) != 12 or not identity.isdigit():
        return ()
    sex = bare(gender) if gender else ""
    century, female = divmod(int(identity[3]), 2)
    year = 1900 + 100 * century + int(identity[4:6])
    doubts: list[Mistake] = []
    if sex in ("nam", "nu") and (sex == "nu") != bool(female):
        doubts.append(OTHER_SEX)
    if born is not None and born.year != year:
        doubts.append(OTHER_YEAR)
    return tuple(doubts)


def divided_birth(layout: Layout, row: int, problems: list[Problem]) -> dict[str, Any]:
    """Return the birth date of columns Ngày | Tháng | Năm; of a year alone nothing more is known."""
    parts = [(column, layout.cell(row, column)) for column in map(layout.birth_parts.get, PARTS_OF_DAY) if column]
    texts = [as_text(cell.value) for _, cell in parts]
    first = next((place for place, text in enumerate(texts) if text), None)
    if first is None:
        return {}
    column, cell = parts[first]
    born, mistakes = parse(_BIRTH, Cell(cell.row, cell.column, "/".join(texts[first:])))
    problems += [layout.problem(mistake, row, column) for mistake in mistakes]
    return {"born": born}


def other_birth(layout: Layout, row: int, problems: list[Problem]) -> dict[str, Any]:
    """Return the birth date of a further column, where the first one is blank: Ngày sinh | Năm sinh."""
    plain = [column for column in layout.header.columns_of("ngay_sinh") if not column.value]
    for column in plain[1:] if plain and layout.cell(row, plain[0]).is_empty else []:
        if not (cell := layout.cell(row, column)).is_empty:
            born, mistakes = parse(_BIRTH, cell)
            problems += [layout.problem(mistake, row, column) for mistake in mistakes]
            return {"born": born}
    return {}


def sex(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return sex and birth date from columns Nam | Nữ, where the birth date or a mark stands in one of them."""
    if not layout.sexed:
        return _typed_sex(layout, row, values, problems)
    filled = [column for column in layout.sexed if is_marked(layout.cell(row, column))]
    if len({column.value for column in filled}) > 1:
        problems.append(layout.problem(TWO_SEXES, row, filled[1]))
        return {}
    if not filled:
        return {"gender": "Nam"} if layout.only_women_are_marked else _typed_sex(layout, row, values, problems)
    column, cell = filled[0], layout.cell(row, filled[0])
    found: dict[str, Any] = {"gender": column.value}
    if column.key == "ngay_sinh" or len(as_text(cell.value)) >= len("1965"):
        found["born"], mistakes = parse(_BIRTH, cell)
        problems += [layout.problem(mistake, row, column) for mistake in mistakes]
    return found


def _typed_sex(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    typed = values.get("gender")
    sex = _SEXES.get(bare(typed)) if typed else None
    column = layout.header.column("gioi_tinh")
    if typed and sex is None and column:
        problems.append(layout.problem(NO_SEX, row, column))
    return {"gender": sex} if typed else {}


def attendance(layout: Layout, row: int, problems: list[Problem]) -> tuple[tuple[bool, ...], bool]:
    """Return at which sittings the person was, and whether anything at all is said of it.

    A mark under «Vắng» says that the person was away; where nobody marks who is present, the others were there.
    """
    there = dict[Column, bool]()
    for column in layout.present_columns:
        value, mistakes = parse(_PRESENT, layout.cell(row, column))
        problems += [layout.problem(mistake, row, column) for mistake in mistakes]
        there[column] = bool(value)
    marks, said = list(there.values()), any(not layout.cell(row, column).is_empty for column in there)
    for columns, sittings in layout.absences:
        away = [column for column in columns if _is_meant(layout.cell(row, column))]
        said = said or bool(away)
        if not sittings:
            marks.append(not away)
        elif away and all(there[column] for column in sittings):
            problems.append(_contradiction(layout, row, sittings[0], away[0]))
    return tuple(marks), said


def _is_meant(cell: Cell) -> bool:
    """Whether a column of absence or of a result is marked: with x, ✓, a number, a date or a reason."""
    return not cell.is_empty and fold(as_text(cell.value)) not in UNMARKED


def _contradiction(layout: Layout, row: int, one: Column, other: Column) -> Problem:
    mistake = Mistake(CONTRADICTION.format(one.leaf, other.leaf), ONE_MARK)
    return layout.problem(mistake, row, other)


def results(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return result and grade from columns such as Đạt | Không đạt, Giỏi | Khá; a failure in one group decides."""
    found: dict[str, Any] = {}
    for attribute, groups in layout.valued.items():
        typed = values.get(attribute)
        said = [typed] if typed else []
        said += filter(None, (_marked_of(layout, row, columns, problems) for columns in groups))
        failed = [value for value in said if completion(value) is False]
        if said:
            found[attribute] = failed[0] if failed else said[0]
        if failed and completion(typed or ""):
            mistake = Mistake(f"Trái với «{typed}» ở cột khác của dòng này.", ONE_MARK)
            problems.append(layout.problem(mistake, row, groups[0][0]))
    return found


def _marked_of(layout: Layout, row: int, columns: Sequence[Column], problems: list[Problem]) -> str:
    """Return what the marked column of a group says; of two that contradict, the mistake is added."""
    cells = [(column, layout.cell(row, column)) for column in columns]
    marked = [(column, _said(column, cell)) for column, cell in cells if _is_meant(cell)]
    if not marked:
        return next(
            (as_text(cell.value) for column, cell in cells if not cell.is_empty and completion(column.value)), ""
        )
    first, said = marked[0]
    for column, value in marked[1:]:
        if column.key == "xep_loai" or completion(value) != completion(said):
            problems.append(_contradiction(layout, row, first, column))
    if completion(first.value) is False and completion(said):
        mistake = Mistake(f"Ô này trái với tiêu đề «{first.leaf}».", ONE_MARK)
        problems.append(layout.problem(mistake, row, first))
    return said


def _said(column: Column, cell: Cell) -> str:
    """Return the value of a marked cell: the heading's, or the result that is written out in it."""
    text = as_text(cell.value)
    is_mark = fold(text) in MARKS_PRESENT or completion(text) is None
    return column.value if is_mark else text
