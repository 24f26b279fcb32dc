"""An office of its own, in a folder of its own: workbooks, a register and Word templates as a test wants them."""

import json
import subprocess
import sys
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

from docx import Document
from openpyxl import Workbook

from flows.commands.screen import verdict
from flows.errors import FlowsError
from flows.making import make
from flows.settings import Order

EVENT = {
    "Mã sự kiện": "DT-12",
    "Tên sự kiện": "Hội nghị tổng kết công tác Mặt trận năm 2025",
    "Ngày bắt đầu": "30/12/2025",
    "Ngày kết thúc": "02/01/2026",
    "Giờ": "14h00",
    "Địa điểm": "Hội trường Ủy ban nhân dân xã",
    "Đơn vị tổ chức": "Ban Thường trực Uỷ ban MTTQ Việt Nam xã Đức Thọ",
    "Thành phần": "Lãnh đạo xã\nTrưởng ban Công tác Mặt trận",
    "Số lượng": 3,
}
OFFICE = {
    "Tên đầy đủ": "Ban Thường trực Ủy ban MTTQ Việt Nam xã Đức Thọ",
    "Cơ quan chủ quản": "ỦY BAN MTTQ VIỆT NAM\nXÃ ĐỨC THỌ",
    "Cơ quan ban hành": "BAN THƯỜNG TRỰC",
    "Địa danh": "Đức Thọ",
    "Ký hiệu kế hoạch": "{so}/KH-MTTQ-BTT",
    "Ký hiệu giấy mời": "{so}/GM-MTTQ-BTT",
    "Ký hiệu chứng nhận": "{so:03}/GCN",
    "Thẩm quyền ký": "TM. BAN THƯỜNG TRỰC\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    "Người ký": "Phan Thị Ký",
    "Nơi nhận": "- Như trên;\n- Lưu: VT.",
}
HEADINGS = ("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Kết quả")
PEOPLE = (
    (1, "Nguyễn Văn An", "Bí thư", "xã Đức Thọ", "hoàn thành"),
    (2, "Hồ Thị Bình", "Trưởng thôn", "thôn Đông", "hoàn thành"),
    (3, "H'Hen Niê", "Giáo viên", "thôn Tây", "không hoàn thành"),
)
MARKUP = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Office:
    """A folder with inputs/, outputs/, templates/ and a register, and the commands run on it."""

    def __init__(self, root: Path):
        self.root = root
        for name in ("inputs", "templates"):
            (root / name).mkdir()
        self.stationery()
        for kind in ("ke-hoach", "giay-moi", "tin-bai", "giay-chung-nhan"):
            self.template(kind, "{{ su_kien.ten_su_kien }}")
        self.event()

    def stationery(self, *offices):
        book = Workbook()
        book.active.append(list(OFFICE))
        for office in offices or (OFFICE,):
            book.active.append([office.get(heading) for heading in OFFICE])
        book.save(self.root / "templates" / "co-quan.xlsx")

    def event(self, name="su-kien.xlsx", people=PEOPLE, headings=HEADINGS, without=(), **fields):
        """Write a workbook with everything in it; `fields` with "_" for blanks replace or add headings."""
        values = {**EVENT, **{heading.replace("_", " "): value for heading, value in fields.items()}}
        book = Workbook()
        for heading, value in values.items():
            if heading not in without:
                book.active.append([heading, value])
        roster = book.create_sheet("Sheet2")
        for row in (headings, *people) if people else ():
            roster.append(row)
        for cell in (cell for row in roster.iter_rows() for cell in row if str(cell.value).startswith("=")):
            cell.data_type = "s"  # typed as text, as with an apostrophe in Excel
        path = self.root / "inputs" / name
        path.parent.mkdir(exist_ok=True)
        book.save(path)
        return path

    def template(self, kind, *paragraphs):
        """Write the smallest Word template that Word opens, of these paragraphs."""
        body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in paragraphs)
        document = f'<w:document xmlns:w="{MARKUP}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        with zipfile.ZipFile(self.root / "templates" / f"{kind}.docx", "w") as package:
            package.writestr("[Content_Types].xml", CONTENT_TYPES)
            package.writestr("_rels/.rels", RELATIONS)
            package.writestr("word/document.xml", document)

    @property
    def folders(self):
        return [f"--{name}={self.root / name}" for name in ("inputs", "outputs", "templates")]

    def __call__(self, command, *words, folders=True):
        """Run a command in a process of its own, as a shell would."""
        options = self.folders if folders else []
        return subprocess.run(
            [sys.executable, "-m", "flows", command, *words, *options], capture_output=True, text=True, check=False
        )

    def run(self, *words):
        """Make everything without Prefect's server; return the exit code and what --json would print."""
        order = Order(
            inputs=self.root / "inputs",
            outputs=self.root / "outputs",
            templates=self.root / "templates",
            today=date(2026, 1, 5),
            only=words,
        )
        report = make(order, datetime(2026, 1, 5, 8, tzinfo=UTC))
        return int(verdict(report)), json.loads(json.dumps(report.as_json()))

    def run_fails(self):
        """Run and return the name of the failure."""
        try:
            self.run()
        except FlowsError as failure:
            return type(failure).__name__
        return ""

    def text(self, path):
        """The text of a document in outputs/."""
        return "\n".join(paragraph.text for paragraph in Document(self.root / "outputs" / path).paragraphs)

    def tree(self):
        """Every file of outputs/ with its time of change."""
        return {path: path.stat().st_mtime_ns for path in (self.root / "outputs").rglob("*")}


CONTENT_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>
</Relationships>"""
