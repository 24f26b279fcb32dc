"""The form that Nghị định 30/2020/NĐ-CP wants, as data: Phụ lục I, Phần I; its section V is the table of elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flows.decree_form.paper import Part
from flows.problems import Problem, Where
from flows.vietnamese.text import shortened

LAW = "NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục"
_SHOWN = 70
_PRIVATE = re.compile(r"\d[\d .]{6,}\d|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """What an element is and should be, with its article in Phần I of the annex and the text it stands in."""

    element: str
    what: str
    article: str
    fix: str
    text: str = ""
    more: int = 0
    """How many further paragraphs have the same fault."""

    def problem(self, file: str) -> Problem:
        """Return the warning."""
        others = f" (và {self.more} đoạn nữa)" if self.more else ""
        place = f"Đoạn «{quoted(self.text)}»{others}: " if self.text else ""
        message = f"{place}{self.what if place else self.what[:1].upper() + self.what[1:]}"
        return Problem(Where(file, heading=self.element), f"{message} ({LAW} {self.article}).", self.fix, "warning")


def quoted(text: str) -> str:
    """Return a text as messages show it: short, without what looks like a telephone, an identity or a birthday."""
    return shortened(_PRIVATE.sub("…", " ".join(text.split())), _SHOWN)


class Element(NamedTuple):
    """One element of form: sizes in points, None where the decree leaves a choice; `article` is its place in Phần I."""

    name: str
    article: str
    sizes: tuple[float, float]
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None

    def fault(self, what: str, fix: str, parts: Sequence[Part] = ()) -> Fault:
        """Return a fault of this element, the same for these texts."""
        return Fault(self.name, what, self.article, fix, parts[0].text if parts else "", max(len(parts) - 1, 0))


FONT = "Times New Roman"
A4 = (210, 297)
MARGINS = {
    "top": ("lề trên", 20, 25),
    "bottom": ("lề dưới", 20, 25),
    "left": ("lề trái", 30, 35),
    "right": ("lề phải", 15, 20),
}
"""In millimetres: from, to."""
INDENTS, LEAST_GAP, LINES = (10, 12.7), 6, (1, 1.5)
"""The body's paragraphs: indents in millimetres, gap in points, lines in single lines."""


class Filing(NamedTuple):
    """The last line of the recipients: how it begins, and how messages show it."""

    begins: str
    shown: str


COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
WORDS = "Độc lập - Tự do - Hạnh phúc"

ELEMENTS = {
    "country": Element("Quốc hiệu", "II.1.a", (12, 13), bold=True, italic=False, capitals=True),
    "words": Element("Tiêu ngữ", "II.1.b", (13, 14), bold=True, italic=False, capitals=False),
    "parent": Element("Cơ quan chủ quản", "II.2.b", (12, 13), italic=False, capitals=True),
    "issuer": Element("Cơ quan ban hành", "II.2.b", (12, 13), bold=True, italic=False, capitals=True),
    "number": Element("Số, ký hiệu", "II.3.c", (13, 13), bold=False, italic=False),
    "place_date": Element("Địa danh và thời gian", "II.4.c", (13, 14), bold=False, italic=True, capitals=False),
    "title": Element("Tên loại", "II.5.b", (13, 14), bold=True, italic=False, capitals=True),
    "abstract": Element("Trích yếu", "II.5.b", (13, 14), bold=True, italic=False, capitals=False),
    "subject": Element("Trích yếu công văn", "II.5.b", (12, 13), bold=False, italic=False, capitals=False),
    "grounds": Element("Căn cứ", "II.6.a", (13, 14), italic=True),
    "body": Element("Nội dung", "II.6.e", (13, 14)),
    "addressee": Element("Kính gửi", "II.9.d", (13, 14), italic=False, capitals=False),
    "recipients": Element("Nơi nhận", "II.9.d", (12, 12), bold=True, italic=True, capitals=False),
    "recipient": Element("Nơi nhận", "II.9.d", (11, 11), bold=False, italic=False),
    "authority": Element("Quyền hạn, chức vụ", "II.7.đ", (13, 14), bold=True, italic=False, capitals=True),
    "signer": Element("Họ tên người ký", "II.7.đ", (13, 14), bold=True, italic=False, capitals=False),
    "page_number": Element("Số trang", "I.7", (13, 14), italic=False),
}
_STATE = Filing("lưu: vt", "- Lưu: VT, ...")
# The Front writes as the decree does; its standing committees file with themselves: "- Lưu: BTT-MTTQ."
_FRONT = Filing("lưu", "- Lưu: VT, MTTQ.")
_FRONT_NAMES = ("mat tran to quoc", "mttq", "cong tac mat tran")


def filing_of(issuer: str) -> Filing:
    """Return how a body files its papers; its name comes in bare letters."""
    return _FRONT if any(name in issuer for name in _FRONT_NAMES) else _STATE


OTHER_RULES = {
    "dang cong san viet nam": "Văn bản của Đảng theo quy định riêng của Ban Chấp hành Trung ương",
    "doan tncs ho chi minh": "Văn bản của Đoàn Thanh niên theo hướng dẫn riêng của Trung ương Đoàn",
}
"""Heads of papers to which other rules apply: recognised, never judged."""


class Form(NamedTuple):
    """What a kind of paper must have; a free one is judged by its size, fonts, motto and dates only."""

    name: str
    needs: tuple[str, ...] = ()
    free: bool = True


_HEAD = ("country", "words", "issuer", "number", "place_date")
_FOOT = ("recipients", "authority")
TITLED = Form("văn bản có tên loại", (*_HEAD, "title", *_FOOT), free=False)
WITH_ABSTRACT = TITLED._replace(needs=(*_HEAD, "title", "abstract", *_FOOT))
MINUTES = TITLED._replace(needs=("country", "words", "issuer", "number", "title"))
LETTER = Form("công văn", (*_HEAD, *_FOOT), free=False)
FREE = Form("văn bản không có mẫu trong Nghị định")
FORMS = {**dict.fromkeys(("ke-hoach", "giay-moi", "bao-cao", "quyet-dinh"), WITH_ABSTRACT), "cong-van": LETTER}
"""Our kinds that the decree has a form for; certificates, news and papers on request are free."""

_ABSTRACTED = (
    "nghị quyết", "quyết định", "chỉ thị", "thông cáo", "thông báo", "hướng dẫn", "chương trình", "kế hoạch",
    "phương án", "đề án", "dự án", "báo cáo", "tờ trình", "giấy mời",
)  # fmt: skip
_BARE = (
    "quy chế", "quy định", "công điện", "bản ghi nhớ", "bản thỏa thuận", "giấy ủy quyền",
    "giấy giới thiệu", "giấy nghỉ phép", "phiếu gửi", "phiếu chuyển", "phiếu báo",
)  # fmt: skip
TITLES = {
    **dict.fromkeys(_ABSTRACTED, WITH_ABSTRACT),
    **dict.fromkeys(_BARE, TITLED),
    **dict.fromkeys(("biên bản", "hợp đồng"), MINUTES),
}
"""The names of types of Điều 7 of the decree, as `fold` writes them."""

FREE_TITLES = (
    "giấy chứng nhận", "giấy khen", "bằng khen", "chứng chỉ", "chứng nhận", "bằng", "thẻ", "thư mời", "thiệp mời",
)  # fmt: skip
"""What no form of the decree exists for."""

MIXED_SYMBOLS = ("QyĐ", "CTr", "TTr", "TrS")
"""The abbreviations of Phụ lục III that are no capitals throughout."""

DEGREES = ("gs", "pgs", "ts", "ths", "cn", "ks", "bs", "ts.bs", "ncs", "tiến", "thạc", "giáo", "bác", "nhà")
"""Words before a signer's name that do not belong there, as they begin it."""
