"""Find the people of a roster and the section and unit that each stands under."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.problems import Problem
from flows.reading.cell_values import as_text
from flows.reading.headings import field_for, heading_text
from flows.reading.roster_rows import (
    Level,
    RosterRow,
    classify,
    is_group,
    is_guests,
    is_hamlet,
    is_over_signature,
    is_unit,
)
from flows.reading.table import Header
from flows.spreadsheets.sheet import END, Sheet
from flows.vietnamese.text import bare, fold, lower_first
from flows.vietnamese.units import in_sentence

FARTHEST_GAP = 300
"""So many rows with nothing in them end a table."""
_LINE = re.compile(r"(?:Đơn vị|Tên đơn vị|Xã|Xã, thị trấn|Xã/thị trấn|Phường|Thị trấn)\s*:\s*(\S.*)", re.IGNORECASE)
_NOUN = re.compile(r"(Xã|Phường|Thị trấn)\s*(?::|$)", re.IGNORECASE)
_LABEL = re.compile(r"(?:Đơn vị|Tên đơn vị|Xã|Phường|Thị trấn)\s*:?", re.IGNORECASE)
_PLAIN_NAME = re.compile(
    r"(sheet|trang|ds|danh sach|dai bieu|hoc vien|tong hop|toan|bang|bieu|mau|nguoi|people|roster)\b"
)
_FILE_UNIT = re.compile(r"(xã|phường|thị trấn|đặc khu) (\S.*)", re.IGNORECASE)
_BARE_FILE_UNIT = re.compile(r"(?:xa|phuong|thi tran|dac khu) [a-z ]+", re.IGNORECASE)
_CELL = re.compile(r"(?:chi bộ|chi đoàn|chi hội|ban công tác mặt trận|btmt)\s+", re.IGNORECASE)
SIGNATURES = 4
"""So many stand beside one another."""
FIX = "Thêm cột «Đơn vị», hoặc đổi tên trang cho đúng tên đơn vị."


@dataclass(frozen=True, slots=True)
class PersonRow:
    """The row of a person, the innermost section it stands under, and the unit and hamlet that the sections name."""

    number: int
    section: str = ""
    unit: str = ""
    hamlet: str = ""


@dataclass
class Walk:
    """What was met on the way down a roster; `sections` have not ended yet, each with how many people came before.

    `strays` are texts that may go on a person's row, `signed` the columns of the lines over the signatures.
    """

    sheet: Sheet
    people: list[PersonRow] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sections: list[tuple[RosterRow, int]] = field(default_factory=list)
    footer: RosterRow | None = None
    below: list[int] = field(default_factory=list)
    strays: list[RosterRow] = field(default_factory=list)
    signed: set[int] = field(default_factory=set)
    totals: list[tuple[int, Problem]] = field(default_factory=list)

    def doubts(self, everybody: int) -> list[Problem]:
        """Return what is wrong; a total that counts everybody of the sheet's tables together is right."""
        return [*self.problems, *(problem for count, problem in self.totals if count != everybody)]


def walk(header: Header) -> Walk:
    """Return the rows of people in a table, with totals and counts compared as they are passed."""
    way = Walk(header.sheet)
    last, signs_from = header.bottom, _end_of_numbers(header)
    for number in header.body:
        if number - last > FARTHEST_GAP:
            way.problems.append(_beyond(way, number))
            break
        last = number
        row = classify(header, number)
        if number > signs_from and row.kind in ("person", "section") and _begins_signatures(header, number):
            row = RosterRow(number, "footer")
        if number in header.sheet.hidden_rows:
            way.hidden += [number] if row.kind == "person" and not _names_columns(header, number) else []
        elif way.footer:
            _below(way, header, row)
        else:
            _pass(way, header, row)
    _close(way, 0)
    if way.people and not way.footer:  # else those who sign
        told = [
            row for row in way.strays if row.number == way.people[-1].number + 1 and not _is_signed(header, row.number)
        ]
        way.problems += [_rest(way, replace(stray, text=_above(way, header))) for stray in told]
    if way.below:
        way.problems.append(_lost(way, header))
    return way


def _end_of_numbers(header: Header) -> int:
    """Return the last row of a person with a number, of a list that numbers everybody; below it people may sign."""
    column = header.column("stt")
    if column is None:
        return END
    named = [row for row in header.body if not header.sheet.cell(row, header.name_index).is_empty]
    numbered = [row for row in named if as_text(header.sheet.cell(row, column.index).value).strip(" .)").isdigit()]
    if not numbered or numbered[-1] == named[-1]:
        return END
    last = numbered[-1]
    people = [row for row in named if row <= last and classify(header, row).kind == "person"]
    return last if set(people) <= set(numbered) else END


def _begins_signatures(header: Header, row: int) -> bool:
    """Whether a row holds the lines over signatures, and all below stands under them: else it may head a section."""
    if not _is_signed(header, row):
        return False
    signed = {cell.column for cell in header.sheet.filled(row)}
    for below in (each for each in header.body if each > row):
        columns = {cell.column for cell in header.sheet.filled(below)}
        if _is_signed(header, below):
            signed |= columns
        elif not columns <= signed and classify(header, below).kind in ("person", "section"):
            return False
    return True


def _is_signed(header: Header, row: int) -> bool:
    """Whether a row without a number holds the lines over signatures: Kế toán | Thủ quỹ | Chủ tịch."""
    own = header.sheet.filled(row)
    return len(own) <= SIGNATURES and all(is_over_signature(heading_text(cell.value)) for cell in own)


def _names_columns(header: Header, row: int) -> bool:
    """Whether a hidden row holds the names that a program gave the columns: stt, hoten, ngaysinh."""
    texts = [heading_text(cell.value) for cell in header.sheet.filled(row)]
    return sum(field_for(header.record, text) is not None for text in texts) > 1


def _pass(way: Walk, header: Header, row: RosterRow) -> None:
    match row.kind:
        case "stray":
            way.strays.append(row)
        case "person":
            way.problems += [_rest(way, replace(stray, text=_above(way, header))) for stray in way.strays]
            way.strays.clear()
            way.people.append(PersonRow(row.number, *_names([section.text for section, _ in way.sections])))
        case "section":
            settled = _settled(way, row)
            _close(way, _depth(way, settled.level))
            way.sections.append((settled, len(way.people)))
        case "total":
            _compare_total(way, row)
        case "rest":
            way.problems.append(_rest(way, row))
        case "footer":
            way.footer = row
            way.signed |= {cell.column for cell in header.sheet.filled(row.number)}
            _compare(way, row, len(way.people))


def _above(way: Walk, header: Header) -> str:
    """Return the address of the last person's name, "" before the first."""
    return header.place(way.people[-1].number, "ho_ten").cell if way.people else ""


def _rest(way: Walk, row: RosterRow) -> Problem:
    where = way.sheet.where.at(cell=row.cell.address if row.cell else f"A{row.number}")
    message = f"Dòng này thuộc người ở dòng trên (ô {row.text}), nên không đọc."
    return Problem(where, message, "Gộp vào ô của dòng trên; nếu là người khác thì ghi họ tên.", "warning")


def _names(names: Sequence[str]) -> tuple[str, str, str]:
    """Return the innermost section, the unit and the hamlet that the open sections name."""
    telling = [name for name in reversed(names) if name and (is_guests(name) or not is_group(name))]
    # A hamlet is a part of the commune whose section it stands in; alone it is all that is known of the unit.
    hamlet = telling.pop(0) if len(telling) > 1 and is_hamlet(telling[0]) and is_unit(telling[1]) else ""
    unit = next(iter(telling), "")
    return names[-1] if names else "", "" if is_guests(unit) else unit, hamlet


def _depth(way: Walk, level: Level) -> int:
    """Return how many sections stay open above a new one: those before the last of its own level, else all.

    A section without an ordinal stands below those that have one.
    """
    same = [place for place, (section, _) in enumerate(way.sections) if section.level == level]
    return same[-1] if same else len(way.sections)


def _settled(way: Walk, row: RosterRow) -> RosterRow:
    """Return the section with its level settled: C or I after B or H is a letter, not a Roman number."""
    letters = [section.mark for section, _ in way.sections if section.level == "letter"]
    follows = letters and row.level == "roman" and len(row.mark) == 1 and ord(row.mark) == ord(letters[-1][-1:]) + 1
    return replace(row, level="letter") if follows else row


def _close(way: Walk, depth: int) -> None:
    """End the sections below that depth and compare each with the count in its own line."""
    for section, before in way.sections[depth:]:
        _compare(way, section, len(way.people) - before)
    del way.sections[depth:]


def _compare(way: Walk, row: RosterRow, people: int) -> None:
    """Add a warning when a row claims another number of people than there are."""
    if row.count is None or row.count == people or row.cell is None:
        return
    where = way.sheet.where.at(cell=row.cell.address)
    message = f"Ghi {row.count} người nhưng danh sách có {people} người."
    wrong = Problem(where, message, "Kiểm tra lại số người hoặc các dòng bị thiếu.", "warning")
    if row.kind == "section":
        way.problems.append(wrong)
    else:
        way.totals.append((row.count, wrong))


def _compare_total(way: Walk, row: RosterRow) -> None:
    """Compare a total: it counts an open section, or all so far."""
    counts = [len(way.people), *(len(way.people) - before for _, before in way.sections)]
    of_all = not way.sections or fold(row.text).startswith(("tổng cộng", "tổng số"))
    if row.count not in counts:
        _compare(way, row, counts[0] if of_all else counts[-1])


def _below(way: Walk, header: Header, row: RosterRow) -> None:
    """Below the foot only counts are read; a row that still looks like a person, and signs nothing, is remembered."""
    columns = {cell.column for cell in header.sheet.filled(row.number)}
    if row.kind in ("footer", "total"):
        _compare(way, row, len(way.people))
        way.signed |= columns
    elif row.kind == "person" and not columns <= way.signed and _looks_like_person(header, row.number):
        way.below.append(row.number)


def _looks_like_person(header: Header, row: int) -> bool:
    name, number = header.sheet.cell(row, header.name_index), header.cell(row, "stt")
    if not isinstance(name.value, str) or name.is_empty:
        return False
    return header.known_in(row) > 2 or as_text(number.value).strip(".").isdigit()


def _lost(way: Walk, header: Header) -> Problem:
    at = way.footer.cell.address if way.footer and way.footer.cell else ""
    message = f"{len(way.below)} dòng nằm dưới phần cuối danh sách (ô {at}) nên không được đọc."
    fix = "Nếu là đại biểu, chuyển các dòng lên trên phần cuối danh sách."
    return Problem(header.place(way.below[0], "ho_ten"), message, fix)


def _beyond(way: Walk, row: int) -> Problem:
    message = f"Từ dòng {row} trở đi không đọc, vì cách phần trên hơn {FARTHEST_GAP} dòng trống."
    fix = "Nếu còn đại biểu ở dưới, xóa các dòng trống ở giữa."
    return Problem(way.sheet.where.at(cell=way.sheet.filled(row)[0].address), message, fix, "warning")


def unit_above(header: Header, *, sectioned: bool = False) -> tuple[str, list[Problem]]:
    """Return the unit of everybody in a table that names none in its rows, and a warning where it is guessed.

    A line "Đơn vị: xã Hát Môn" above the header says it; else the sheet's name when it is a unit ("Xã Hát Môn"), or
    when nothing else in the table can say one, a part of a commune ("Thôn 1").
    A sheet that only bears a name of places ("Hát Môn") is taken at its word, with a warning.
    """
    if header.column("don_vi"):
        return _of_unit_sheet(header), []
    said = _said_above(header) or _of_unit_sheet(header) or _of_hamlet_sheet(header, sectioned=sectioned)
    if said or header.column("thon"):
        return said, []
    name = header.sheet.name.strip()
    if not _is_place_name(name):
        return "", []
    message = f"Không có cột Đơn vị: tên trang «{name}» được lấy làm đơn vị."
    return name, [Problem(header.sheet.where, message, FIX, "warning")]


def unit_of_file(header: Header) -> str:
    """Return the unit that the workbook's name is, when no column, line, section or sheet says one: Xã Hát Môn.xlsx."""
    words = _file_words(header)
    named = _FILE_UNIT.fullmatch(words)
    plain = named is not None and all(word.isalpha() and word[:1].isupper() for word in named[2].split())
    apart = header.column("don_vi") or header.column("thon")
    return lower_first(words) if plain and not words.isascii() and not apart else ""


def no_unit(header: Header) -> Problem:
    """Return the warning for a sheet that tells no units; a file name without diacritics is no spelling of one."""
    message = "Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị."
    words = _file_words(header)
    if words.isascii() and _BARE_FILE_UNIT.fullmatch(words):
        message += " Tên tệp có vẻ là tên đơn vị nhưng không dấu, nên không dùng."
    return Problem(header.sheet.where, message, FIX, "warning")


def _file_words(header: Header) -> str:
    return re.sub(r"[\s_]+", " ", Path(header.sheet.file).stem).strip()


def _of_unit_sheet(header: Header) -> str:
    name = header.sheet.name.strip()
    return in_sentence(name) if is_unit(name) else ""


def _of_hamlet_sheet(header: Header, *, sectioned: bool) -> str:
    """Return the hamlet, or its party cell, that a sheet is named after, where neither columns nor sections tell more.

    "Thôn 1" is one, and "Chi bộ thôn 2"; "Tổ 1" and "Bản 2" may as well be a group of a meeting and a version.
    """
    name = header.sheet.name.strip()
    apart = sectioned or header.column("thon") or re.match(r"(?:tổ \d|bản |làng nghề)", fold(name))
    return name if not apart and is_hamlet(_CELL.sub("", name)) else ""


def _said_above(header: Header) -> str:
    """Return the unit of a line such as "Đơn vị: xã Hát Môn", in one cell or two."""
    for row in header.sheet.rows:
        own = [heading_text(cell.value) for cell in header.sheet.filled(row)] if row < header.top else []
        for place, text in enumerate(own):
            found = _LINE.fullmatch(text)
            if found:
                return _with_noun(text, found[1])
            if _LABEL.fullmatch(text) and place + 1 < len(own):
                return _with_noun(text, own[place + 1])
    return ""


def _with_noun(label: str, name: str) -> str:
    noun = _NOUN.match(label)
    unit = f"{noun[1].lower()} {name}" if noun and not is_unit(name) else name
    return in_sentence(unit) if is_unit(unit) else unit


def _is_place_name(name: str) -> bool:
    """Whether a sheet's name reads like a place: two or more capitalised syllables, no figures, no word for a list."""
    words = name.split()
    capital = all(word[:1].isupper() and word.isalpha() for word in words)
    return len(words) > 1 and capital and not _PLAIN_NAME.match(bare(name)) and not is_group(name)
