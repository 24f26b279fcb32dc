"""Tell the rows of a roster apart: people, sections, totals, examples, and the foot of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from flows.reading.cells import Cell
from flows.reading.headings import heading_text
from flows.reading.table import Header
from flows.vietnamese.text import bare, fold, lower_first

RowKind = Literal["person", "section", "total", "footer", "example", "empty"]

EXAMPLE_MARK = "VÍ DỤ"
UNIT_WORDS = (
    "xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "tt.", "x.", "p."
)  # fmt: skip
"""Nouns of administrative units, as sections begin with them."""

_ORDINAL = re.compile(r"(?:[ivxlc]+|[a-z]|\*+|-|\+|phan [ivxlc\d]+)\s*[.)/:-]?", re.IGNORECASE)
_MARKED = re.compile(r"^\s*(?:[IVXLC]+\s*[.)/:-]|[A-ZĐ]\s*[.)/]|\*+|[-+]|\d{1,2}\s*[.)])\s*")
_COUNT = re.compile(r"\(\s*(\d+)\s*(?:đ/c|đc|đồng chí|người|đại biểu|học viên|vị|đb)?\.?\s*\)|:\s*(\d+)\s*"
                    r"(?:đ/c|đc|đồng chí|người|đại biểu|học viên)?\s*\.?$", re.IGNORECASE)  # fmt: skip
# With their marks: without them Tổng is a family name (Tống), and so are Đoàn, Phương (phường) and Trương (trưởng).
_GROUP = re.compile(
    r"^(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|khối|đơn vị|đoàn (?:đại biểu|thanh niên)|tổ dân phố|"
    r"đại biểu|học viên|các|thành phần|lãnh đạo|ủy ban|mttq|ubmttq|trưởng|phòng|hội|tt|x\.|p\.|chi bộ|đảng|"
    r"ban (?:thường|công|chấp|tổ|chỉ|giám)|báo cáo viên|giảng viên|khách mời|tổ chức|nhóm|lớp)\b"
)
_TOTAL = re.compile(r"^(?:tổng cộng|tổng số|tổng|cộng|tong cong|tong so)\b")
_FOOTER = re.compile(
    r"^(?:ghi chu|luu y|chu thich|noi nhan)\s*:|^(?:an dinh )?danh sach (?:nay|tren|co|gom)\b|^an dinh\b|"
    r"^nguoi (?:lap|ghi|tong hop|kiem tra|ky)\b|^(?:tm|kt|tl|tuq|q)\s*\.\s*\S|^thu truong|^xac nhan|^truong ban to chuc|"
    r", ?ngay\b.*\bthang\b.*\bnam\b|^\(ky|^ngay\b.*\bthang\b.*\bnam\b|^ke toan|^\(?chu ky"
)
_NUMERIC = re.compile(r"\d+\s*[.)]?")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row below a roster's header and what it is; `count` is the number of people it claims."""

    number: int
    kind: RowKind
    text: str = ""
    count: int | None = None
    cell: Cell | None = None


def classify(header: Header, row: int) -> RosterRow:
    """Return what a row of the table is, from what stands in it and where."""
    own = header.sheet.filled(row)
    if not own:
        return RosterRow(row, "empty")
    first = heading_text(own[0].value)
    named = header.sheet.cell(row, _name_column(header))
    if first.upper().startswith(EXAMPLE_MARK) or heading_text(named.value).upper().startswith(EXAMPLE_MARK):
        return RosterRow(row, "example")
    texts = [(cell, heading_text(cell.value)) for cell in own]
    for cell, text in texts:
        if cell.column <= _name_column(header) and _TOTAL.match(fold(text)):
            return RosterRow(row, "total", text, _claimed(header, row, text), cell)
        if _FOOTER.search(bare(text)) and len(own) <= FEW_CELLS:
            return RosterRow(row, "footer", text, _count_in(text), cell)
    return _section(header, row, own) or RosterRow(row, "person")


FEW_CELLS = 3
"""A footer row holds at most the place and date, or two or three signature blocks."""


def _name_column(header: Header) -> int:
    column = header.column("ho_dem") or header.column("ho_ten")
    return column.index if column else 1


def _section(header: Header, row: int, own: tuple[Cell, ...]) -> RosterRow | None:
    """Return a section row: one text over the table, or a Roman number or letter and a text."""
    texts = [cell for cell in own if isinstance(cell.value, str)]
    ordinal, titles = _without_ordinal(header, own)
    if not titles or any(cell not in titles and not _is_count(cell) for cell in own if cell is not ordinal):
        return None
    if len(titles) != 1 or titles[0] not in texts:
        return None
    text = heading_text(titles[0].value)
    if not (_is_lettered(ordinal) or (_stands_alone(header, titles[0], text) and not _is_numbered(ordinal))):
        return None
    return RosterRow(row, "section", section_name(text), _count_in(text), titles[0])


def _without_ordinal(header: Header, own: tuple[Cell, ...]) -> tuple[Cell | None, list[Cell]]:
    number = header.column("stt")
    left_most = number.index if number else _name_column(header) - 1
    ordinal = next((cell for cell in own if cell.column <= left_most and len(heading_text(cell.value)) <= 8), None)
    return ordinal, [cell for cell in own if cell is not ordinal and not _is_count(cell)]


def _is_count(cell: Cell) -> bool:
    return isinstance(cell.value, (int, float))


def _is_lettered(ordinal: Cell | None) -> bool:
    return ordinal is not None and bool(_ORDINAL.fullmatch(bare(heading_text(ordinal.value))))


def _is_numbered(ordinal: Cell | None) -> bool:
    return ordinal is not None and bool(_NUMERIC.fullmatch(heading_text(ordinal.value)))


def _stands_alone(header: Header, cell: Cell, text: str) -> bool:
    """Whether a lone text is a section rather than a person of whom only the name was typed."""
    merge = header.sheet.merge_at(cell.row, cell.column)
    wide = merge is not None and merge.right - merge.left >= max(1, len(header.columns) // 3)
    outside = cell.column != _name_column(header)
    return wide or outside or bool(_MARKED.match(text) or _COUNT.search(text) or _GROUP.match(fold(text)))


def section_name(text: str) -> str:
    """Return a section's name without its ordinal and its count: "II. Thị trấn Phúc Thọ (12 đ/c)"."""
    name = _COUNT.sub("", _MARKED.sub("", text)).strip(" .:-–")
    return lower_first(name) if is_unit(name) else name


def is_unit(name: str) -> bool:
    """Whether a section names an administrative unit, and so the unit of the people below it."""
    return any(fold(name).startswith(word + ("" if word.endswith(".") else " ")) for word in UNIT_WORDS)


def _count_in(text: str) -> int | None:
    found = _COUNT.search(text) or re.search(r"\b(?:có|gồm|cộng|số|tổng)\s*:?\s*(\d+)", text, re.IGNORECASE)
    return int(next(group for group in found.groups() if group)) if found else None


def _claimed(header: Header, row: int, text: str) -> int | None:
    """Return the total a row claims: in its text, else the only number beside it."""
    numbers = [cell.value for cell in header.sheet.filled(row) if isinstance(cell.value, (int, float))]
    return _count_in(text) or (int(numbers[0]) if len(numbers) == 1 else None)
