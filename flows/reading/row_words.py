"""What a row's words say: texts of a roster's sections, totals and foot in, what each is out."""

from __future__ import annotations

import re

from flows.vietnamese.text import bare, fold
from flows.vietnamese.unit_names import in_sentence

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
    r", ?ngay\b.*\bthang\b.*\bnam\b|^\(ky|^ngay\b.*\bthang\b.*\bnam\b|^\(?chu ky\b|, ngay \d{1,2}/\d{1,2}/\d{4}$"
)
_SIGNS = re.compile(r"(?:PHÓ )?(?:CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG BAN|HIỆU TRƯỞNG|BÍ THƯ|CHÁNH VĂN PHÒNG|TRƯỞNG PHÒNG|"
                    r"KẾ TOÁN(?: TRƯỞNG)?|THỦ TRƯỞNG(?: ĐƠN VỊ| CƠ QUAN)?)")  # fmt: skip
PAGE = re.compile(r"(?:trang|page)\s*:?\s*\d+(?:\s*(?:/|trên|of)\s*\d+)?|-\s*\d+\s*-")


def is_total(text: str) -> bool:
    """Whether a text begins a total: Tổng cộng, Cộng, Tổng: 230 đ/c; Tổng công ty and Tống are none."""
    return text[:1] in "TtCc" and bool(_TOTAL.match(fold(text)))


def is_footer(text: str) -> bool:
    """Whether a text stands below a list: notes, the place-and-date line, those who sign."""
    return bool(_FOOTER.search(bare(text)) or _SIGNS.fullmatch(text))


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
