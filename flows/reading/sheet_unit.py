"""Which unit a whole roster is about: the lines above its header and the sheet's name in, the unit out."""

from __future__ import annotations

import re
from pathlib import Path

from flows.problems import Problem
from flows.reading.headings import heading_text
from flows.reading.row_words import is_group, is_hamlet, is_unit
from flows.reading.table import Header
from flows.vietnamese.text import bare, fold, lower_first
from flows.vietnamese.unit_names import in_sentence

_LINE = re.compile(r"(?:Đơn vị|Tên đơn vị|Xã|Xã, thị trấn|Xã/thị trấn|Phường|Thị trấn)\s*:\s*(\S.*)", re.IGNORECASE)
_NOUN = re.compile(r"(Xã|Phường|Thị trấn)\s*(?::|$)", re.IGNORECASE)
_LABEL = re.compile(r"(?:Đơn vị|Tên đơn vị|Xã|Phường|Thị trấn)\s*:?", re.IGNORECASE)
_PLAIN_NAME = re.compile(
    r"(sheet|trang|ds|danh sach|dai bieu|hoc vien|tong hop|toan|bang|bieu|mau|nguoi|people|roster)\b"
)
_FILE_UNIT = re.compile(r"(xã|phường|thị trấn|đặc khu) (\S.*)", re.IGNORECASE)
_BARE_FILE_UNIT = re.compile(r"(?:xa|phuong|thi tran|dac khu) [a-z ]+", re.IGNORECASE)
_CELL = re.compile(r"(?:chi bộ|chi đoàn|chi hội|ban công tác mặt trận|btmt)\s+", re.IGNORECASE)
FIX = "Thêm cột «Đơn vị», hoặc đổi tên trang cho đúng tên đơn vị."


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
