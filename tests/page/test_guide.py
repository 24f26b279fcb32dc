"""What the clerk's guides promise of the page and the folders, and the pictures in them.

`UPDATE_GOLDEN=1 pytest tests/page/test_guide.py` makes the pictures of templates/huong-dan/ anew.
"""

import os
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from guide_office import BOOK, CODE, PEOPLE, filled, guide_office
from guide_pictures import CHROMIUM, FOLDER_PAGE, SOFFICE, browsed, printed, save, sheet_to_print, tree
from page_office import AT, Facts

from flows.page.desk import Run
from flows.page.office_routes import GUIDES

PICTURES = Path("templates/huong-dan")
EVENT = f"/su-kien/{CODE}"
THEY = tuple((name, unit) for name, *_, unit in PEOPLE)
FACTS = {CODE: Facts("Lớp bồi dưỡng", "01-02/7/2024", "Hội trường Uỷ ban nhân dân xã Sơn Lâm", THEY)}
FOLDER = {
    "inputs": "bảng tính của bạn",
    f"inputs/{BOOK}": "",
    "templates": "mẫu Word và co-quan.xlsx",
    "outputs": "giấy tờ đã làm, mỗi sự kiện một thư mục",
    f"outputs/{CODE}": "",
    f"outputs/{CODE}/ke-hoach.docx": "",
    f"outputs/{CODE}/tin-bai.docx": "",
    f"outputs/{CODE}/giay-moi": "mỗi người một tệp",
    f"outputs/{CODE}/giay-moi/001-le-van-an.docx": "",
    f"outputs/{CODE}/giay-moi/002-ha-thi-binh.docx": "",
    f"outputs/{CODE}/giay-chung-nhan": "mỗi người một tệp",
    f"outputs/{CODE}/phat-hanh": "bản đã phát hành, giữ nguyên",
    f"outputs/{CODE}/trinh-ky": "xem.html: cả sự kiện trên một trang",
    f"outputs/{CODE}/THONG-BAO.txt": "việc cần làm tiếp",
    "outputs/xac-minh": "trang kiểm tra mã QR",
    "so-dang-ky.sqlite": "sổ đăng ký: đừng xóa",
    "vanthu.bat": "bấm đúp để mở trang",
}


class Told:
    """The first days of an office: its pages after each step, and the marked copy."""

    def __init__(self, folder):
        self.folder, self.office = folder, guide_office(folder, FACTS)
        self.office.made()
        self.mistakes, self.events = self.office.see(EVENT), self.office.see()
        self.marked = (folder / "outputs" / "loi" / "lop-boi-duong.loi.xlsx").read_bytes()
        (folder / "inputs" / BOOK).write_bytes(filled())
        self.office.runs.waiting = Run("1", "Tất cả văn bản", "duyet", "", AT, (CODE,))
        self.question = self.office.see("/duyet/1")
        self.office.runs.waiting = None
        self.office.made()
        self.ready = self.office.see(EVENT)
        self.sent = self.office.send(f"{EVENT}/phat-hanh", loai="giay-moi", ngay="20/6/2024").text
        self.after, self.book = self.office.see(EVENT), self.office.see("/so")


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("huong-dan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VANTHU_SETTINGS", str(folder / "cai-dat.toml"))
        yield Told(folder)


def test_the_first_day_on_the_page_goes_as_the_guide_tells(told):
    assert "Thả tệp Excel vào đây" in told.events
    assert "Xem chỗ sai" in told.events
    assert "Tải bản đã đánh dấu" in told.mistakes
    assert "<code>E5</code>" in told.mistakes
    assert "Duyệt: làm và cấp số" in told.question
    assert "Phát hành 12 bản" in told.ready
    assert "01/GM-MTTQ-BTT" in told.book


def test_every_link_and_picture_of_the_guides_leads_somewhere_on_the_page(told):
    for path in GUIDES:
        page = told.office.see(f"/huong-dan/{path}")
        links = {urljoin(f"/huong-dan/{path}", link) for link in re.findall(r'(?:href|src)="([^"#]+)"', page)}
        assert any(link.endswith(".png") for link in links) or path == "templates/huong-dan/cai-dat.md"
        assert [link for link in links if link.startswith("/huong-dan") and not told.office.see(link)] == []


def test_the_folder_holds_what_the_guide_shows(told):
    assert [place for place in FOLDER if not (told.folder / place).exists()] == []


@pytest.mark.skipif(not os.environ.get("UPDATE_GOLDEN"), reason="làm lại ảnh: UPDATE_GOLDEN=1")
def test_the_pictures_are_made_anew(told, tmp_path):
    assert CHROMIUM
    assert SOFFICE
    book, stationery = filled(), (told.folder / "templates" / "co-quan.xlsx").read_bytes()
    papers = told.folder / "outputs" / CODE
    shown = printed(
        sheet_to_print(book, "Sự kiện", "ABC", 17, tmp_path / "bang-tinh.xlsx"),
        sheet_to_print(book, "Danh sách", "ABDEFGQ", 12, tmp_path / "danh-sach.xlsx"),
        sheet_to_print(told.marked, "Cần sửa", "BCDEFG", 5, tmp_path / "can-sua.xlsx"),
        sheet_to_print(told.marked, "Danh sách", "ABDEFGQ", 12, tmp_path / "o-sai.xlsx"),
        sheet_to_print(stationery, "Cơ quan", "ABCDFHIO", 5, tmp_path / "co-quan.xlsx"),
        copied(told.folder / "templates" / "giay-moi.docx", tmp_path, "mau-giay-moi"),
        copied(papers / "giay-moi" / "001-le-van-an.docx", tmp_path, "giay-moi"),
        copied(papers / "giay-chung-nhan" / "001-le-van-an.docx", tmp_path, "giay-chung-nhan"),
    )
    names = ("bang-tinh", "danh-sach", "can-sua", "o-sai", "co-quan", "mau-giay-moi", "giay-moi", "giay-chung-nhan")
    for name, image in zip(names, shown, strict=True):
        save(
            image,
            PICTURES / f"{name}.png",
            width=640 if "giay-moi" in name else 1000,
            colours=96 if name in ("can-sua", "o-sai") else 32,
        )
    pages = {
        "trang-su-kien": (told.events, 620), "trang-cho-sai": (told.mistakes, 760), "trang-duyet": (told.question, 640),
        "trang-giay-to": (told.after, 900), "trang-so": (told.book, 560),
        "thu-muc": (FOLDER_PAGE + tree(told.folder, FOLDER), 800),
    }  # fmt: skip
    for name, (page, height) in pages.items():
        save(browsed(page, tmp_path / f"{name}.png", height), PICTURES / f"{name}.png")


def copied(file, folder, name):
    """The file under another name: LibreOffice names what it prints so."""
    return Path(shutil.copy(file, folder / f"{name}.docx"))
