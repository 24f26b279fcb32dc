"""A small office in a folder: stationery, four plain templates, and an event typed into one workbook."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import docx
import openpyxl
from plain_template import write_template

from flows.model.order import Order
from flows.pipeline import make

AT = datetime(2024, 7, 5, 8)
TEMPLATES = {
    "ke-hoach": "{{ van_ban.ky_hieu }} {{ su_kien.ten_su_kien }} {{ su_kien.muc_dich }}",
    "giay-moi": "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }} {{ nguoi.chuc_vu }}",
    "tin-bai": "{{ su_kien.ten_su_kien }}",
    "giay-chung-nhan": "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }}",
}
CERTIFICATE = "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }} {{ chung_nhan.ma_qr }}"
"""A certificate's template with its code."""
OFFICE = """
Tên đầy đủ | Cơ quan ban hành | Địa danh | Ký hiệu kế hoạch | Ký hiệu giấy mời | Ký hiệu chứng nhận | Người ký
Uỷ ban xã An | UỶ BAN XÃ AN | An | {so}/KH-UB | {so}/GM-UB | {so:03}/GCN | Lê Toan
"""
EVENT = """
Mã sự kiện | AN-01
Tên sự kiện | Lớp bồi dưỡng
Ngày bắt đầu | 01/7/2024
Ngày kết thúc | 02/7/2024
Giờ | 8 giờ 00
Địa điểm | Hội trường xã
Đơn vị tổ chức | Uỷ ban xã An
Thành phần | Cán bộ thôn
Số lượng | 3
Mục đích | Bồi dưỡng
Ngày ký | 20/6/2024
"""
ROSTER = """
Họ và tên | Chức vụ | Đơn vị | Kết quả
Lê Văn An | Trưởng thôn | thôn Một | hoàn thành
Hà Thị Bình | Bí thư | thôn Hai | hoàn thành
Vũ Cảnh | Hội viên | thôn Ba | hoàn thành
"""


def rows(table):
    return [[cell.strip() or None for cell in line.split("|")] for line in table.strip().splitlines()]


def workbook(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows(table):
            sheet.append(row)
    book.save(path)


@dataclass(frozen=True)
class Bureau:
    folder: Path
    event: str = EVENT
    roster: str = ROSTER

    @property
    def outputs(self):
        return self.folder / "outputs"

    @classmethod
    def furnished(cls, folder):
        """An office with stationery, templates and its event, in an empty folder."""
        for name in ("inputs", "templates"):
            (folder / name).mkdir()
        made = cls(folder)
        workbook(folder / "templates" / "co-quan.xlsx", **{"Cơ quan": OFFICE})
        for kind, text in TEMPLATES.items():
            made.template(kind, text)
        made.write()
        return made

    def copied(self, folder):
        """An office of its own that stands where this one does, its files as old."""
        return replace(self, folder=shutil.copytree(self.folder, folder, dirs_exist_ok=True))

    def order(self, **changed):
        own = {"inputs": self.folder / "inputs", "outputs": self.outputs, "templates": self.folder / "templates"}
        return Order(**own | {"today": date(2024, 7, 5)} | changed)

    def write(self, name="lop.xlsx", event=EVENT, roster=ROSTER):
        workbook(self.folder / "inputs" / name, **{"Sự kiện": event, "Danh sách": roster})

    def template(self, kind, text):
        write_template(self.folder / "templates" / f"{kind}.docx", text)

    def stationery(self, **more):
        """Write the office's stationery with more columns than it needs."""
        head, row = OFFICE.strip().splitlines()
        columns = {heading.replace("_", " "): value for heading, value in more.items()}
        table = f"{head} | {' | '.join(columns)}\n{row} | {' | '.join(columns.values())}"
        workbook(self.folder / "templates" / "co-quan.xlsx", **{"Cơ quan": table})

    def make(self, **changed):
        return make(self.order(**changed), AT)

    def text(self, path):
        return "\n".join(line.text for line in docx.Document(self.outputs / "AN-01" / path).paragraphs)

    def times(self):
        return {path: path.stat().st_mtime_ns for path in self.folder.rglob("*")}
