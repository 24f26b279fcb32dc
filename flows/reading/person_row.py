"""Read one row of a roster: the person and the mistakes in the row."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flows.model.fields import Field, field_named
from flows.model.person import Person
from flows.problems import Mistake, Problem, Where
from flows.reading.cell_values import DAMAGED, MARKS_PRESENT, NOTHING, PLACEHOLDERS, as_text, is_ditto, parse
from flows.reading.header_columns import Column
from flows.reading.notes import says_declined, says_gone, says_unsure, says_withheld
from flows.reading.person_cells import (
    Read,
    attendance,
    divided_birth,
    identity_doubts,
    other_birth,
    read_identity,
    read_phone,
    results,
    sex,
)
from flows.reading.person_name import NO_GIVEN_NAME, POSTS, NameReading, Word, is_of_another_tongue, read_name
from flows.reading.roster_columns import Layout
from flows.reading.roster_sections import PersonRow
from flows.reading.table import Header
from flows.vietnamese.names import sex_of_honorific
from flows.vietnamese.results import completion
from flows.vietnamese.text import fold

NOTHING_ABOVE = Mistake("Ô ghi «như trên» nhưng phía trên không có gì.", "Ghi đủ vào ô này.")
FAILED_GRADE = Mistake("Xếp loại này trái với Kết quả đã ghi.", "Sửa Xếp loại hoặc Kết quả của người này.")
NOT_ABSENT = Mistake("Có lý do vắng nhưng mọi buổi đều được đánh dấu có mặt.", "Bỏ dấu ở buổi vắng, hoặc xóa lý do.")
WITHHELD = Mistake(
    "Ghi chú nói không cấp hoặc chưa cấp chứng nhận, trái với kết quả của người này.",
    "Không cấp thì ghi Kết quả «không hoàn thành» hoặc để trống; vẫn cấp thì xóa ghi chú ấy.",
)
_NUMBERED = re.compile(
    r"(?:thôn|xóm|tổ(?: dân phố)?|khu(?: phố| dân cư)?|ấp|khóm|khối|bản|chi (?:bộ|hội|đoàn)|cụm|đội) \d{1,3}[A-Za-z]?"
)
"""A heading and the number below it: 3 under «Thôn» is Thôn 3."""
_MAY_BE_NOTHING = frozenset({"chuc_vu", "don_vi", "thon", "chuc_danh_dang", "hoc_vi", "vai_tro", "xung_ho", "gioi_tinh",
                             "dien_thoai", "cccd", "email", "dia_chi", "ly_do_vang", "ghi_chu"})  # fmt: skip
_OF_PLACE_AND_POST = frozenset({"chuc_vu", "don_vi", "thon", "chuc_danh_dang", "hoc_vi", "vai_tro", "ly_do_vang"})
NO_UNIT = Mistake("Chưa có đơn vị.", "Ghi đơn vị vào ô này (chỉ ô gộp mới được hiểu là dùng chung).")
UNCLEAR_RESULT = Mistake(
    "Không rõ kết quả này là hoàn thành hay chưa.", "Ghi «hoàn thành» hoặc «không hoàn thành»; điểm ghi ở cột Điểm."
)
ONLY_A_MARK = Mistake("Xếp loại chỉ có dấu.", "Ghi xếp loại bằng chữ, ví dụ Khá.")
_NAME, _POST = field_named(Person, "ho_ten"), field_named(Person, "chuc_vu")


_SPECIAL: Mapping[str, Callable[[str], Read]] = {
    "phone": read_phone,
    "identity": read_identity,
    # A certificate hangs on a result, and a grade is printed.
    "result": lambda text: (text, (UNCLEAR_RESULT,) if completion(text) is None else ()),
    "grade": lambda text: (None, (ONLY_A_MARK,)) if fold(text) in MARKS_PRESENT else (text, ()),
}


@dataclass(frozen=True, slots=True)
class PersonReading:
    """What one row says; `attended` when an attendance cell of it is filled, `restored` when its capitals are ours.

    `coded_at`, `result_at` and `noted_at` are the cells of the event's code, the result and the note, else that of the
    name; `declined` is the note that says that the person is not to be invited, `unsure` one that the person may not
    come.
    """

    person: Person
    problems: tuple[Problem, ...] = ()
    attended: bool = False
    restored: bool = False
    coded_at: Where = Where()
    result_at: Where = Where()
    declined: str = ""
    unsure: str = ""
    noted_at: Where = Where()


def read_person(layout: Layout, standing: PersonRow, word: Word | None = None) -> PersonReading:
    """Return one row's person; `held` when a mistake in the row must be mended first.

    `word` says what an Ông or Bà before the name is.
    """
    header, row = layout.header, standing.number
    problems: list[Problem] = []
    values = _values(layout, row, problems)
    name = _name(layout, row, problems, word)
    values |= _from_name(name, values) | {"family_name": _family_name(layout, row, name.name)}
    if layout.birth_parts:
        values |= divided_birth(layout, row, problems)
    elif values.get("born") is None:
        values |= other_birth(layout, row, problems)
    values |= sex(layout, row, values, problems)
    _judge_honorific(layout, row, values, problems)
    values |= results(layout, row, values, problems)
    others = len(problems)
    values["present"], attended = attendance(layout, row, problems)
    values["is_uncounted"] = any(problem.is_error for problem in problems[others:])
    values["unit"] = values.get("unit") or _unit(layout, standing, values, problems)
    values["hamlet"] = values.get("hamlet") or standing.hamlet or None
    if not header.column("don_vi"):
        values["unit"] = values["unit"] or values["hamlet"]  # all that is known of where the person is from
    if column := header.column("cccd"):
        doubts = identity_doubts(values.get("identity"), values.get("gender"), values.get("born"))
        problems += [layout.problem(doubt, row, column) for doubt in doubts]
    problems += _contradictions(layout, row, values)
    declined = _declined(name.note, values, standing.section) if values["name"] else ""
    withdrawn = bool(declined) or is_struck(header, row)
    if withdrawn and values["name"]:  # there is no paper to hold back
        problems = [replace(problem, severity="warning") for problem in problems]
    where = header.place(row, layout.name_key)
    person = Person(
        **values,
        key=f"{where.sheet}!{where.cell}",
        section=standing.section or None,
        unasked=layout.unasked,
        withdrawn=withdrawn,
        where=where,
        held=any(problem.is_error for problem in problems),
    )
    at = (header.place(row, key) if header.column(key) else where for key in ("ma_su_kien", "ket_qua", "ghi_chu"))
    coded_at, result_at, noted_at = at
    notes = () if withdrawn else (name.note, values["note"] or "", standing.section)
    unsure = next(filter(says_unsure, notes), "")
    found = (coded_at, result_at, declined, unsure, noted_at)
    return PersonReading(person, tuple(problems), attended, name.restored, *found)


def _values(layout: Layout, row: int, problems: list[Problem]) -> dict[str, Any]:
    """Return the values of the fields with one column."""
    values = {field.attribute: _value(layout, row, field, column, problems) for field, column in layout.plain}
    posts = (_value(layout, row, _POST, column, problems) for column in layout.header.more_posts)
    return values | {"title": ", ".join(filter(None, (values.get("title"), *posts))) or None}


def _value(layout: Layout, row: int, field: Field, column: Column, problems: list[Problem]) -> Any:  # noqa: ANN401 as typed by the field
    cell = layout.cell(row, column)
    value, mistakes = parse(field, cell)
    if is_placeholder(field.key, value):
        return None
    if field.kind == "text" and is_ditto(value):
        return _as_above(layout, row, field, column, problems)
    if field.kind == "text" and _NUMBERED.fullmatch(f"{fold(column.leaf)} {value}"):
        value = f"{column.leaf.capitalize()} {value}"
    read = _SPECIAL.get(field.attribute)
    if read and value is not None:
        value, mistakes = read(value)
    if mistakes:
        problems += [layout.problem(mistake, row, column) for mistake in mistakes]
    return value


def is_placeholder(key: str, value: object) -> bool:
    """Whether a value only fills a cell of which there is nothing to say: -, …, N/A; 0 and không for a post or unit."""
    if key not in _MAY_BE_NOTHING or not isinstance(value, str):
        return False
    said = fold(value)
    return said in PLACEHOLDERS or (said in NOTHING and key in _OF_PLACE_AND_POST)


def _as_above(layout: Layout, row: int, field: Field, column: Column, problems: list[Problem]) -> Any:  # noqa: ANN401 as typed by the field
    """Return what the person before has; what is wrong there has been told there."""
    said = layout.said_above(row, column)
    above = None if said is None else _value(layout, said, field, column, [])
    if above is None:
        problems.append(layout.problem(NOTHING_ABOVE, row, column))
    return above


def _family_name(layout: Layout, row: int, name: str) -> str | None:
    """Return the family name of a roster that has it in a column of its own, as the name is written in the end."""
    texts = [as_text(layout.cell(row, column).value) for column in layout.names]
    if len(texts) < 2 or fold(name) != fold(" ".join(texts)):
        return None
    return " ".join(name.split()[: -len(texts[-1].split())]) or None


def _name(layout: Layout, row: int, problems: list[Problem], word: Word | None) -> NameReading:
    cells = [layout.cell(row, column) for column in layout.names]
    parts = {cell.address: as_text(cell.value) for cell in cells}  # a name merged over both columns stands once
    mistakes = [mistake for cell in cells for mistake in parse(_NAME, cell)[1]]
    reading = read_name(" ".join(text for text in parts.values() if text), keep_surname=bool(word and word.is_surname))
    if DAMAGED in mistakes and is_of_another_tongue(reading.name):
        mistakes = [mistake for mistake in mistakes if mistake != DAMAGED]
    if not any(mistake.severity == "error" for mistake in mistakes):
        *family, given = parts.values() or ("",)
        mistakes += [NO_GIVEN_NAME] if any(family) and not given else reading.mistakes
        mistakes += [word.doubt] if word and word.doubt and mistakes == [] else []
    if mistakes:
        place = layout.header.place(row, layout.name_key)
        problems += [mistake.at(place) for mistake in mistakes]
    return reading


def _from_name(name: NameReading, values: dict[str, Any]) -> dict[str, Any]:
    """Return what the name cell tells; a post behind the name is the title where no other cell says one."""
    note, title = values.get("note") or name.note or None, values.get("title")
    found = {"name": name.name, "honorific": values.get("honorific") or name.honorific or None, "note": note}
    if name.note and not title and fold(name.note).startswith(POSTS):
        return {**found, "title": name.note, "note": values.get("note")}
    return {**found, "title": title}


def _unit(layout: Layout, standing: PersonRow, values: dict[str, Any], problems: list[Problem]) -> str | None:
    """Return the section's unit for a blank cell; a blank cell without one is a mistake, never filled from above."""
    header, unit = layout.header, standing.unit or layout.sheet_unit
    column = header.column("don_vi")
    if column and not values.get("hamlet") and not unit:
        cell = layout.cell(standing.number, column)
        told = is_placeholder("don_vi", as_text(cell.value)) or any(p.where.cell == cell.address for p in problems)
        problems += [] if told else [NO_UNIT.at(header.place(standing.number, "don_vi"))]
    return unit or None


def _judge_honorific(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> None:
    """Tell an honorific that is not for people of that sex; nobody is addressed by it."""
    honorific, gender = values.get("honorific"), values.get("gender")
    if honorific and gender and sex_of_honorific(honorific) not in ("", gender):
        key = layout.name_key if layout.header.cell(row, "xung_ho").is_empty else "xung_ho"
        message = f"Xưng hô «{honorific}» trái với giới tính {gender}."
        problems.append(Mistake(message, "Sửa xưng hô hoặc giới tính.").at(layout.header.place(row, key)))
        values["honorific"] = None


def _declined(behind: str, values: Mapping[str, Any], section: str) -> str:
    """Return what says that somebody is not to be invited: behind the name, a note, the section, why he was away."""
    said = (behind, values.get("note"), section)
    reason = values.get("absence") or ""
    declined = next((text for text in said if text and says_declined(text)), "")
    return declined or (reason if says_gone(reason) else "")  # who was excused was invited


def _contradictions(layout: Layout, row: int, values: Mapping[str, Any]) -> list[Problem]:
    """Return the mistakes of a row of which one cell says the opposite of another."""
    found = []
    if completion(values.get("result") or "") and completion(values.get("grade") or "") is False:
        found.append(("xep_loai", FAILED_GRADE))
    if values["present"] and all(values["present"]) and values.get("absence") and not layout.absences:
        found.append(("ly_do_vang", NOT_ABSENT))
    passed = completion(values.get("result") or "")
    if not layout.judges:
        passed = completion(values.get("grade") or "") or (bool(values["present"]) and all(values["present"]))
    if passed and says_withheld(values.get("note") or ""):
        found.append(("ghi_chu" if layout.header.column("ghi_chu") else layout.name_key, WITHHELD))
    return [mistake.at(layout.header.place(row, key)) for key, mistake in found]


def is_struck(header: Header, row: int) -> bool:
    """Whether a line is drawn through the name in a row."""
    return any(header.cell(row, key).struck for key in ("ho_dem", "ho_ten"))
