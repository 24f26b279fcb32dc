"""Tell what each row of a roster is: a person, a section, a total, an example or the foot of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from flows.reading.headings import heading_text
from flows.reading.table import Header
from flows.spreadsheets.blank_workbook import EXAMPLE_MARK
from flows.spreadsheets.sheet import Cell
from flows.vietnamese.names import person_line
from flows.vietnamese.text import bare, fold
from flows.vietnamese.units import in_sentence

UNIT_WORDS = (
    "xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh", "tt.", "x.", "p."
)  # fmt: skip
"""Nouns of administrative units, as sections begin with them."""
PEOPLE = r"(?:d/c|dc|dong chi|nguoi|dai bieu|hoc vien|can bo|thanh vien|vi|db|hv)\b"
_COUNTS = tuple(
    re.compile(form)
    for form in (
        rf"(\d+)\s*(?:\([^)\d]*\)\s*)?{PEOPLE}",
        r"\(\s*(\d+)\s*\)\s*$",
        r":\s*(\d+)\s*\.?$",
        r"\b(?:co|gom|cong|tong|(?:tong|dai bieu) so|so luong|so\s*:)\s*:?\s*(\d+)",  # but not Khu dân cư số 2
    )
)
_COUNT = re.compile(r"\(\s*\d+\b[^)]*\)|:\s*\d+[^:]*$")
# With their marks: without them Tổng is a family name (Tống), and so are Đoàn, Phương (phường) and Trương (trưởng).
GROUP = re.compile(
    r"(?:xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh|khối|đơn vị|tổ dân phố|thôn|khu dân cư|khu phố|"
    r"đoàn (?:đại biểu|thanh niên|chủ tịch|tncs|công tác|thể)|đại biểu|học viên|các|thành phần|lãnh đạo|danh sách|"
    r"ủy ban|ubnd|mttq|ubmttq|hđnd|trung tâm|văn phòng|công an|liên đoàn|mặt trận|thường trực|công đoàn|quân sự|"
    r"trường|phòng|hội|tt|x\.|p\.|chi bộ|đảng|huyện ủy|huyện đoàn|tổ thảo luận|tổ \d+|"
    r"ban (?:thường|công|chấp|tổ|chỉ|giám|thanh tra|quản|dân vận|tuyên|đại diện|liên lạc)|báo cáo viên|giảng viên|"
    r"khách mời|tổ chức|nhóm|lớp|cơ quan|thành viên|"
    r"trưởng|phó (?:chủ tịch|trưởng|bí thư)|chủ tịch|bí thư|chủ trì)(?!\w)"
)
_NO_UNIT = re.compile(
    r"(?:đại biểu|học viên|khách mời|báo cáo viên|giảng viên|thành phần|các|lãnh đạo|khối|nhóm|lớp|danh sách|chủ trì|"
    r"thành viên|tổ \d|chủ tịch|phó |trưởng|bí thư|tổ thảo luận|đoàn chủ tịch|thư ký|buổi|ngày|đợt|phần|"
    r"dự khuyết|chính thức|vắng)"
)
_HAMLET = re.compile(r"(?:thôn|tổ dân phố|tdp|khu dân cư|kdc|khu phố|khối phố|xóm|ấp|bản|buôn|làng|tổ \d+)(?!\w)")
_GUESTS = re.compile(r"(?:các )?(?:đại biểu (?:khách )?mời|khách(?: mời)?|báo cáo viên|giảng viên|diễn giả)(?!\w)")
_TOTAL = re.compile(
    r"(?:tổng cộng|tổng số|tong cong|tong so|tổng hợp chung)\b|"
    r"(?:tổng|cộng)\s*(?:$|[:(\d]|"
    r"(?:xã|phường|thị trấn|khối|toàn|chung|mục|phần|huyện|đại biểu|học viên|có|trang|[ivx]+)\b)"
)
_FOOTER = re.compile(
    r"^(?:ghi chu|luu y|chu thich|noi nhan)\s*(?::|$)|^(?:an dinh )?danh sach (?:nay|tren|co|gom)\b|^an dinh\b|"
    r"^lap bieu$|^nguoi (?:lap|ghi|tong hop|kiem tra|ky)\b|^(?:tm|kt|tl|tuq|q)\s*\.\s*\S|^xac nhan|^truong ban to chuc|"
    r", ?ngay\b.*\bthang\b.*\bnam\b|^\(ky|^[._ -]*ngay\b.*\bthang\b.*\bnam\b|\bngay[\d._ ]+thang[\d._ ]+nam\b|"
    r"^thu truong (?:don vi|co quan)|^\(?chu ky\b|, ngay \d{1,2}/\d{1,2}/\d{4}$|^(?:t/m|k/t|t/l|t/u)\b|^het\W*$"
)
_SIGNS = re.compile(r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|HIỆU TRƯỞNG|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|"
                    r"KẾ TOÁN(?: TRƯỞNG)?|THỦ TRƯỞNG(?: ĐƠN VỊ| CƠ QUAN)?)")  # fmt: skip
_SIGNERS = re.compile(
    r"(?:phó )?(?:chủ tịch|trưởng (?:ban|thôn|phòng|khu|xóm|ấp|bản|khối)|giám đốc|bí thư|hiệu trưởng|tổ trưởng|"
    r"chi hội trưởng|chủ nhiệm|thủ trưởng)\b|kế toán|thủ quỹ|thủ kho|thư ký|văn thư|giáo viên|cán bộ|công chức|"
    r"đại diện|(?:ban|phòng|tổ|hội|đoàn|ủy ban|thường trực|người|phụ trách)\b"
)
"""How the line over a signature begins."""
_REMARK = re.compile(
    r"(?:(?:theo|kem theo|can cu|tai) )?(?:quyet dinh|cong van|ke hoach|thong bao|to trinh|van ban|nghi quyet)\b"
    r".*(?:\bso\b|\d+ ?/)|(?:so thu tu|stt|so tt) tu\b|[(\[](?:\d{1,2}|\*+)[)\]]\s*\S|cot [(\d]|"
    r"\*+ ?[^:]{3,}:(?!\s*(?:\d+\D{0,12})?$)"  # but not * Khách mời: 02 đ/c
)
_DOTS = re.compile(r"[.…_ ]{3,}|…|[-=*_./ ]{2,}")
_OF_ONE_PERSON = ("stt", "ngay_sinh", "dien_thoai", "cccd", "diem")
"""Figures in these columns are no sums."""
PAGE = re.compile(r"(?:trang|page)\s*:?\s*\d+(?:\s*(?:/|trên|of)\s*\d+)?|-\s*\d+\s*-")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
RowKind = Literal["person", "section", "total", "footer", "example", "note", "rest", "stray"]
Level = Literal["letter", "roman", "number", "bullet", "plain"]

LONGEST_ORDINAL = 8
LONGEST_NAME = 5
"""Words."""
FEW_CELLS = 3
"""A footer row holds at most the place and date, or two or three signature blocks."""

_MARKS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("roman", re.compile(r"(?:(?:phần|Phần|PHẦN)\s+)?[IVXLC]+\s*(?:[.)/:-]|$)")),
    ("letter", re.compile(r"(?!Đ\s*[./]\s*[cC])(?:(?:phần|Phần|PHẦN)\s+)?[A-ZĐ]\s*(?:[.):-]|$)|[a-zđ]\s*[.)]")),
    ("number", re.compile(r"\d{1,4}\s*(?:[.)/:-]|$)")),
    ("bullet", re.compile(r"[*+•-]+\s*")),
)
_CLAIMS = re.compile(r"^(?:an dinh|danh sach)\b")


def is_total(text: str) -> bool:
    """Whether a text begins a total: Tổng cộng, Cộng, Tổng: 230 đ/c; Tổng công ty and Tống are none."""
    return text[:1] in "TtCc" and bool(_TOTAL.match(fold(text)))


def is_footer(text: str) -> bool:
    """Whether a text stands below a list: notes, the place-and-date line, those who sign."""
    return bool(_FOOTER.search(bare(text)) or _SIGNS.fullmatch(text))


def is_over_signature(text: str) -> bool:
    """Whether a text may stand over a signature: Kế toán, Hiệu trưởng, ĐẠI DIỆN ĐƠN VỊ; a section may begin so too."""
    return bool(_SIGNERS.match(fold(text)))


def is_remark(text: str) -> bool:
    """Whether a text among the people is about the list: a decision, a run of numbers, what a column means."""
    return bool(_REMARK.match(bare(text)))


def section_name(text: str) -> str:
    """Return a section's name without its count: "Thị trấn Phúc Thọ (12 đ/c)"."""
    name = _COUNT.sub("", text).strip(" .:-–")
    return in_sentence(name) if is_unit(name) else name


def is_unit(name: str) -> bool:
    """Whether a section names an administrative unit, and so the unit of the people below it."""
    return any(fold(name).startswith(word + ("" if word.endswith(".") else " ")) for word in UNIT_WORDS)


def is_hamlet(name: str) -> bool:
    """Whether a section names a part of a commune: Thôn 3, Khu dân cư số 1."""
    return bool(_HAMLET.match(fold(name)))


def is_group(name: str) -> bool:
    """Whether a section only says who the people below it are, not where they work: Đại biểu mời, Khối huyện."""
    return bool(_NO_UNIT.match(fold(name)))


def is_guests(name: str) -> bool:
    """Whether a section holds people from elsewhere, who are of no unit above it: Đại biểu mời, Báo cáo viên."""
    return bool(_GUESTS.match(fold(name)))


def count_in(text: str) -> int | None:
    """Return the number of people that a text claims."""
    plain = bare(text)
    found = next((match for form in _COUNTS if (match := form.search(plain))), None)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row below a roster's header and what it is; `count` is the number of people it claims, `mark` its ordinal.

    The `rest` of a person is a further row under a merged name; its `text` is the address of the name. A `stray` text
    right of the names may go on what stands above it, or be a remark below the list.
    """

    number: int
    kind: RowKind
    text: str = ""
    count: int | None = None
    cell: Cell | None = None
    level: Level = "plain"
    mark: str = ""


def classify(header: Header, row: int) -> RosterRow:
    """Return what a row of the table is, from what stands in it and where."""
    own = header.sheet.filled(row)
    if header.sheet.hidden_columns:
        own = tuple(cell for cell in own if cell.column not in header.sheet.hidden_columns)
    named = header.sheet.cell(row, header.name_index)
    if not own or any(is_example(cell) for cell in (own[0], named)):
        return RosterRow(row, "example" if own else "note")
    if _is_dotted(own) or _is_sum(header, own, named):
        return RosterRow(row, "note")
    if named.row < row and not named.is_empty and len(own) < FEW_CELLS:
        return RosterRow(row, "rest", named.address, cell=own[0])
    if len(own) == 1 and PAGE.fullmatch(fold(heading_text(own[0].value))):
        return RosterRow(row, "note")
    apart = _apart(header, row, own) or _in_brackets(row, own) or _section(header, row, own)
    return apart or RosterRow(row, "note" if _is_numbered_only(header, own) or _is_sentence(own) else "person")


def _is_numbered_only(header: Header, own: tuple[Cell, ...]) -> bool:
    """Whether a row was only numbered, ahead of people whom nobody wrote in."""
    number = header.column("stt")
    return number is not None and all(cell.column == number.index for cell in own) and _is_short(own[0])


def _is_dotted(own: tuple[Cell, ...]) -> bool:
    """Whether a row only holds the dots of a form to be written on, beside its number."""
    texts = [heading_text(cell.value) for cell in own]
    return any(map(_DOTS.fullmatch, texts)) and all(_DOTS.fullmatch(text) or text.isdigit() for text in texts)


def _is_sum(header: Header, own: tuple[Cell, ...], named: Cell) -> bool:
    """Whether a row without a number of its own and without a name holds nothing but figures: a sum nobody labelled."""
    known = {column.index: column.key for column in header.columns}
    figures = all(_is_number(cell) and known.get(cell.column) not in _OF_ONE_PERSON for cell in own)
    return figures and (named.is_empty or _is_number(named))


def _is_sentence(own: tuple[Cell, ...]) -> bool:
    """Whether a row holds a single text that is longer than names are, most of its words small: a remark."""
    words = person_line(heading_text(own[0].value))[0].split()
    small = sum(not word[0].isupper() for word in words)
    return len(own) == 1 and len(words) > LONGEST_NAME and small * 2 > len(words)


def _is_short(cell: Cell) -> bool:
    return len(heading_text(cell.value)) <= LONGEST_ORDINAL


def is_example(cell: Cell) -> bool:
    """Whether a cell begins the row that a blank workbook shows how to fill in."""
    return isinstance(cell.value, str) and cell.value.lstrip().upper().startswith(EXAMPLE_MARK)


def _apart(header: Header, row: int, own: tuple[Cell, ...]) -> RosterRow | None:
    """Return a total, a line of the foot, or a title printed again on the next page."""
    few = len(own) <= FEW_CELLS
    for cell in own:
        if not few and cell.column > header.name_index:
            break
        text = heading_text(cell.value)
        if is_total(text):
            return RosterRow(row, "total", text, _claimed(own, cell, text), cell)
        if few and is_footer(text) and not _is_post_of(header, row, cell):
            return RosterRow(row, "footer", text, count_in(text) if _CLAIMS.match(bare(text)) else None, cell)
        if few and is_remark(text):
            return RosterRow(row, "note", text)
        if few and text in header.titles and len(text) > 1 and not text.isdigit():
            return RosterRow(row, "note", text)
    return None


def _in_brackets(row: int, own: tuple[Cell, ...]) -> RosterRow | None:
    """Return a remark that stands alone in its row: (Có danh sách kèm theo)."""
    alone = len(own) == 1 and _IN_BRACKETS.fullmatch(heading_text(own[0].value))
    return RosterRow(row, "note") if alone else None


def _is_post_of(header: Header, row: int, cell: Cell) -> bool:
    """Whether a text stands beside a name, as a post in capitals does in a narrow roster: LÊ AN | CHỦ TỊCH."""
    name = header.sheet.cell(row, header.name_index)
    text = heading_text(name.value)
    return cell.column > name.column and bool(text) and not is_footer(text)


def _section(header: Header, row: int, own: tuple[Cell, ...]) -> RosterRow | None:
    """Return a section row: one text over the table, or a Roman number or letter and a text."""
    ordinal = _ordinal(header, own)
    if sum(isinstance(cell.value, str) and cell is not ordinal for cell in own) > 1:
        return None  # a section has one text beside its number
    titles = [cell for cell in own if cell is not ordinal and not _is_number(cell)]
    if not titles and ordinal is not None and GROUP.match(fold(_unmarked(heading_text(ordinal.value))[1])):
        titles, ordinal = [ordinal], None
    if len(titles) != 1 or not isinstance(titles[0].value, str):
        return None
    title = titles[0]
    if title.column > header.name_index and any(cell.column == header.name_index for cell in own):
        return None
    text = heading_text(title.value)
    level, name = _unmarked(text)
    mark = text.removesuffix(name)
    if ordinal is not None:
        mark = heading_text(ordinal.value)
        plain: Level = "number" if mark[:1].isdigit() else "plain"
        level = next((each for each, form in _MARKS if form.fullmatch(mark)), plain)
    if title.column > header.name_index:
        return None if ordinal is not None else RosterRow(row, "stray", cell=title)
    if not _is_section(header, title, level, name):
        legend = ":" in name and ordinal is None and len(own) == 1
        return RosterRow(row, "note") if legend else None
    return RosterRow(row, "section", section_name(name), _claimed(own, title, name), title, level, mark.strip(" .)"))


def _is_section(header: Header, title: Cell, level: Level, name: str) -> bool:
    """Whether a lone text is a section rather than a person of whom only the name was typed."""
    if level in ("roman", "letter") or title.column < header.name_index:
        return True
    grouped = bool(GROUP.match(fold(name)) or re.search(rf"\d\s*{PEOPLE}", bare(name)))
    return grouped or (level != "number" and _is_over_columns(header, title))


def _is_over_columns(header: Header, title: Cell) -> bool:
    """Whether a text is merged over more columns than a name is."""
    merge = header.sheet.merge_at(title.row, title.column)
    if merge is None or not merge.is_wide:
        return False
    name = header.sheet.merge_at(header.top, header.name_index)
    width = merge.right - merge.left
    return width > (name.right - name.left if name else 0) and width >= max(1, len(header.columns) // 3)


def _ordinal(header: Header, own: tuple[Cell, ...]) -> Cell | None:
    """Return the cell of a row's number: in the column for it, else left of the names."""
    number = header.column("stt")
    left_most = number.index if number else header.name_index - 1
    return next((cell for cell in own if cell.column <= left_most and _is_short(cell)), None)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, (int, float))


def _unmarked(text: str) -> tuple[Level, str]:
    """Return a section's level and its name without the ordinal: ("roman", "Xã Hát Môn") of "I. Xã Hát Môn"."""
    for level, mark in _MARKS:
        found = mark.match(text)
        if found and found.end() < len(text):
            return level, text[found.end() :].strip()
    return "plain", text


def _claimed(own: tuple[Cell, ...], title: Cell, text: str) -> int | None:
    """Return the total a row claims: in its text, else the only number behind it."""
    behind = [heading_text(cell.value) for cell in own if cell.column > title.column]
    numbers = [int(text) for text in behind if text.isascii() and text.isdigit() and len(text) <= 6]
    claimed = count_in(text)
    return claimed if claimed is not None else (numbers[0] if len(numbers) == 1 else None)
