"""An office of its own, in a folder of its own: workbooks, a register and Word templates as a test wants them."""

import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from plain_template import write_template

from flows.cli import main
from flows.commands.screen import verdict
from flows.errors import FlowsError
from flows.model.order import Order
from flows.pipeline import make

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
        """Write a plain Word template of these paragraphs."""
        write_template(self.root / "templates" / f"{kind}.docx", *paragraphs)

    @property
    def folders(self):
        return [f"--{name}={self.root / name}" for name in ("inputs", "outputs", "templates")]

    def __call__(self, command, *words, folders=True):
        """Carry out a command; return its exit code and what it wrote, as a shell would see them."""
        options, out, err = self.folders if folders else [], StringIO(), StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            code = main([command, *words, *options])
        return subprocess.CompletedProcess([command, *words], code, out.getvalue(), err.getvalue())

    def shell(self, command, *words):
        """Run a command in a process of its own, as a shell would."""
        line = [sys.executable, "-m", "flows", command, *words, *self.folders]
        return subprocess.run(line, capture_output=True, text=True, check=False)

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
