"""Small pages to look at, and what a browser would find in them."""

from __future__ import annotations

from html.parser import HTMLParser

from flows.outputs.html_page import KindLine, Link, Page, Paper, Row, State
from flows.problems import Problem, Where

PICTURE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///ywAAAAAAQABAAACAUwAOw=="
WAITING = Paper((State.TO_MEND,))


def certificate(number, *states, picture=""):
    link = Link("Word", f"../giay-chung-nhan/{number}.docx")
    return Paper(states or (State.TO_SIGN,), f"{number}/GCN", (link,), picture)


PEOPLE = (
    Row("Nguyễn Văn Á", "xã Đức Thọ", (certificate("001"),)),
    Row("Hồ Thị Bình", "xã Hát Môn", (certificate("012", State.ISSUED),)),
    Row("H'Hen Niê", "buôn Sứt M'đưng", (certificate("003", State.KEPT, picture=PICTURE),)),
    Row("<script>document.title = 'hỏng'</script>", "R&D", (WAITING,)),
    Row("Đặng Văn Ánh", "xã Nguyễn Huệ", (None,)),
)
PROBLEMS = (
    Problem(Where("lop.xlsx", "Sự kiện", "B9", "Ảnh"), "Không thấy tệp ảnh «a.png».", "Đặt tệp ảnh.", "warning"),
    Problem(Where("lop.xlsx", "Danh sách", "D17", "Ngày sinh"), "Ngày sinh không đọc được.", "Gõ ngày/tháng/năm."),
)
PAGE = Page(
    "DT-12",
    "Lớp bồi dưỡng <b>Mặt trận</b>",
    (
        KindLine("Kế hoạch", (Paper((State.TO_SIGN,), "", (Link("Word", "../ke-hoach.docx"),)),), "", (), PICTURE),
        KindLine("Tin bài", note="Chưa làm. Sự kiện chưa diễn ra."),
        KindLine("Giấy chứng nhận", tuple(one for row in PEOPLE if (one := row.papers[0])), "", (), PICTURE),
    ),
    ("Giấy chứng nhận",),
    PEOPLE,
    0,
    PROBLEMS,
    (Link("Danh mục trình ký (docx)", "danh-muc-trinh-ky.docx"),),
    {"lop.xlsx": Link("Bản tô màu chỗ sai", "../../loi/lop.loi.xlsx")},
)


class Seen(HTMLParser):
    """What a parser finds: every element with its attributes, and the text outside style and script."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.own = {"script": "", "style": ""}
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, _tag):
        self._inside = ""

    def handle_data(self, data):
        if self._inside in self.own:
            self.own[self._inside] += data
        elif data.strip():
            self.texts.append(data)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]
