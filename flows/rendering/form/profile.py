"""The decree's form as data: Nghị định 30/2020/NĐ-CP, Phụ lục I, Phần I; its section V is the table of elements."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple


class Element(NamedTuple):
    """One element of form: sizes in points, None where the decree leaves a choice; `article` is its place in Phần I."""

    name: str
    article: str
    sizes: tuple[float, float]
    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None


class Page(NamedTuple):
    """Paper and margins in millimetres: from, to."""

    size: tuple[float, float] = (210, 297)
    top: tuple[float, float] = (20, 25)
    bottom: tuple[float, float] = (20, 25)
    left: tuple[float, float] = (30, 35)
    right: tuple[float, float] = (15, 20)


class Body(NamedTuple):
    """The body's paragraphs: indents in millimetres, gap in points, lines in single lines."""

    indents: tuple[float, ...] = (10, 12.7)
    least_gap: float = 6
    lines: tuple[float, float] = (1, 1.5)


PAGE, BODY = Page(), Body()


@dataclass(frozen=True, slots=True)
class Profile:
    """The rules that papers of one kind of body follow; `filing` begins the last line of the recipients."""

    elements: dict[str, Element]
    page: Page = PAGE
    body: Body = BODY
    font: str = "Times New Roman"
    filing: str = "lưu: vt"
    filing_shown: str = "- Lưu: VT, ..."


LAW = "NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục"
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
STATE = Profile(ELEMENTS)
# The Front writes as the decree does; its standing committees file with themselves: "- Lưu: BTT-MTTQ."
FRONT = replace(STATE, filing="lưu", filing_shown="- Lưu: VT, MTTQ.")
FRONT_NAMES = ("mat tran to quoc", "mttq", "cong tac mat tran")
"""What the issuer's name of a paper of the Front holds, folded to bare letters."""

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
FORMS = {"ke-hoach": WITH_ABSTRACT, "giay-moi": WITH_ABSTRACT}
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
