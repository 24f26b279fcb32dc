"""Measure reading a roster: the whole of ours beside openpyxl and python-calamine, each in a process of its own.

    python tests/benchmarks/reading.py [--rows 10000 100000] [--only ours openpyxl ...]

Ours is everything from the file to people and problems; the others only load the file and walk through its cells.
"""

# ruff: noqa: T201 - the figures are for the screen

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT)]

FAMILY = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý"]
MIDDLE = ["Văn", "Thị", "Đức", "Minh", "Thanh", "Quang", "Ngọc", "Hữu", "Xuân", "Kim", "Thu", "Hồng"]
GIVEN = ["An", "Bình", "Chi", "Dũng", "Hà", "Hùng", "Hương", "Khánh", "Lan", "Mai", "Nam", "Oanh", "Phúc", "Quân",
         "Sơn", "Tâm", "Thảo", "Tuấn", "Uyên", "Vinh", "Yến"]  # fmt: skip
POSTS = ["Chủ tịch", "Phó Chủ tịch", "Ủy viên Ban Thường trực", "Chuyên viên", "Trưởng ban", "Cán bộ Mặt trận"]
COMMUNES = ["Xã Hát Môn", "Xã Phúc Lộc", "Xã Phúc Thọ", "Phường Sơn Tây", "Phường Tùng Thiện", "Xã Thạch Thất"]
EVENT = [
    ("Mã sự kiện", "TH-2024-01"), ("Tên sự kiện", "Tập huấn công tác Mặt trận năm 2024"),
    ("Ngày bắt đầu", "01/7/2024"), ("Ngày kết thúc", "02/7/2024"), ("Địa điểm", "Hội trường UBND huyện"),
    ("Đơn vị tổ chức", "Ủy ban MTTQ Việt Nam huyện Phúc Thọ"),
]  # fmt: skip
HEADINGS = ["STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Điện thoại", "Chức vụ", "Đơn vị", "Buổi sáng 01/7",
            "Buổi chiều 01/7", "Kết quả", "Ghi chú"]  # fmt: skip
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Strings(dict[str, int]):
    """The shared strings of a workbook, numbered as they come."""

    def __missing__(self, text: str) -> int:
        self[text] = len(self)
        return self[text]


def people(rows: int) -> Iterator[list[object]]:
    """Yield a roster as offices keep it: 12 cells a person, a different name, day, number and telephone in each."""
    for n in range(rows):
        # A step of 13 through the middle names, so that one name comes again after 68,796 people at the earliest.
        name = f"{FAMILY[n % 13]} {MIDDLE[n // 13 % 12]} {GIVEN[n // 156 % 21]} {GIVEN[n // 3276 % 21]}"
        is_woman = MIDDLE[n // 13 % 12] in {"Thị", "Ngọc", "Thu", "Hồng"}
        born = date(1957, 1, 1) + timedelta(days=n * 7 % 15_000)
        yield [
            n + 1, name, (born - date(1899, 12, 30)).days, "Nữ" if is_woman else "Nam",
            f"001{int(is_woman)}{born.year % 100:02}{n + 1:06}", f"09{n * 37 % 10**8:08}", POSTS[n % 6],
            COMMUNES[n // 50 % 6], "x", "x" if n % 9 else None, "Hoàn thành",
            "Đi cùng xe của xã" if n % 10 == 0 else None,
        ]  # fmt: skip


def write_workbook(path: Path, rows: int, about: Sequence[tuple[str, str]] = EVENT) -> Path:
    """Write the workbook as Excel does: shared strings, a style for days and one for text."""
    strings = Strings()
    event = sheet_xml([list(pair) for pair in about], strings)
    roster = sheet_xml([HEADINGS, *people(rows)], strings)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in FRAME.items():
            package.writestr(name, content)
        package.writestr("xl/worksheets/sheet1.xml", event)
        package.writestr("xl/worksheets/sheet2.xml", roster)
        items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        package.writestr(
            "xl/sharedStrings.xml", f'{XML}<sst xmlns="{SPACE}" uniqueCount="{len(strings)}">{items}</sst>'
        )
    return path


def sheet_xml(rows: list[list[object]], strings: Strings) -> str:
    """Return a sheet's part."""
    lines = (
        f'<row r="{number}" spans="1:12">{"".join(cells(number, row, strings))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f'{XML}<worksheet xmlns="{SPACE}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def cells(number: int, row: list[object], strings: Strings) -> Iterator[str]:
    """Yield the cells of one row; column C holds days, E and F are formatted as text."""
    for letter, value in zip("ABCDEFGHIJKL", row, strict=False):
        look = {"C": ' s="1"', "E": ' s="2"', "F": ' s="2"'}.get(letter, "")
        if isinstance(value, str):
            yield f'<c r="{letter}{number}"{look} t="s"><v>{strings[value]}</v></c>'
        elif value is not None:
            yield f'<c r="{letter}{number}"{look}><v>{value}</v></c>'


XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
FRAME = {
    "[Content_Types].xml": f"""{XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/>
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{TYPES}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{TYPES}.styles+xml"/>
<Override PartName="/xl/sharedStrings.xml" ContentType="{TYPES}.sharedStrings+xml"/></Types>""",
    "_rels/.rels": f"""{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{RELATED}/officeDocument" Target="xl/workbook.xml"/></Relationships>""",
    "xl/_rels/workbook.xml.rels": f"""{XML}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Type="{RELATED}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{RELATED}/worksheet" Target="worksheets/sheet2.xml"/>
<Relationship Id="rId3" Type="{RELATED}/styles" Target="styles.xml"/>
<Relationship Id="rId4" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>""",
    "xl/workbook.xml": f"""{XML}<workbook xmlns="{SPACE}" xmlns:r="{RELATED}"><sheets>
<sheet name="Sự kiện" sheetId="1" r:id="rId1"/><sheet name="Danh sách" sheetId="2" r:id="rId2"/></sheets></workbook>""",
    "xl/styles.xml": f"""{XML}<styleSheet xmlns="{SPACE}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>
<fonts count="1"><font><sz val="12"/><name val="Times New Roman"/><family val="1"/></font></fonts>
<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>""",
}  # fmt: skip


def ours(path: Path) -> Callable[[], str]:
    """Return our whole reading, from the file to people and problems."""
    from flows.reading.inbox import read_inbox  # noqa: PLC0415 each in its own process

    def read() -> str:
        (dossier,), loose = read_inbox([path])
        assert not loose
        return f"{len(dossier.roster.people):,} people, {len(dossier.problems)} problems"

    return read


def our_cells(path: Path) -> Callable[[], str]:
    """Return our reading of the cells alone."""
    from flows.spreadsheets.workbook import read_workbook  # noqa: PLC0415

    return lambda: f"{sum(len(sheet.cells) for sheet in read_workbook(path)[0]):,} cells"


def openpyxl(path: Path, *, read_only: bool = False) -> Callable[[], str]:
    """Return openpyxl's loading and a walk through every cell."""
    from openpyxl import load_workbook  # noqa: PLC0415

    def read() -> str:
        book = load_workbook(path, data_only=True, read_only=read_only)
        rows = (row for tab in book.worksheets for row in tab.iter_rows(values_only=True))
        return f"{sum(value is not None for row in rows for value in row):,} cells"

    return read


def openpyxl_read_only(path: Path) -> Callable[[], str]:
    """Return openpyxl's read-only way."""
    return openpyxl(path, read_only=True)


def calamine(path: Path) -> Callable[[], str]:
    """Return python-calamine's: values alone, without fonts, strokes and hidden rows."""
    from python_calamine import CalamineWorkbook  # noqa: PLC0415

    def read() -> str:
        book = CalamineWorkbook.from_path(path)
        rows = (row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python())
        return f"{sum(value != '' for row in rows for value in row):,} cells"

    return read


READERS: dict[str, Callable[[Path], Callable[[], str]]] = {
    "ours": ours, "our_cells": our_cells, "openpyxl": openpyxl, "openpyxl_read_only": openpyxl_read_only,
    "calamine": calamine,
}  # fmt: skip


def measure_here(name: str, path: Path) -> dict[str, object]:
    """Return the processor's seconds for importing and for reading (what else runs does not count), and the peak of this process in MB."""
    began = time.process_time()
    read = READERS[name](path)
    ready = time.process_time()
    found = read()
    ended = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"import": ready - began, "read": ended - ready, "peak": peak, "found": found}


def measure(name: str, path: Path) -> dict[str, object]:
    """Measure one reader in a fresh process."""
    command = [sys.executable, __file__, "--here", name, str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def main() -> None:
    """Print a line for each reader and size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[230, 10_000, 100_000])
    parser.add_argument("--only", nargs="+", choices=READERS, default=list(READERS))
    parser.add_argument("--repeat", type=int, default=3, help="the fastest of so many counts")
    parser.add_argument("--here", nargs=2, metavar=("READER", "FILE"), help=argparse.SUPPRESS)
    parser.add_argument("--write", nargs=2, metavar=("ROWS", "FILE"), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.write:
        write_workbook(Path(asked.write[1]), int(asked.write[0]))
        return
    if asked.here:
        print(json.dumps(measure_here(asked.here[0], Path(asked.here[1]))))
        return
    print(f"{'rows':>8} {'reader':<20} {'import s':>8} {'read s':>8} {'peak MB':>8}  found")
    with tempfile.TemporaryDirectory() as folder:
        for rows in asked.rows:
            path = Path(folder) / f"{rows}.xlsx"
            # In a process of its own: what this one once used would count as its children's peak.
            subprocess.run([sys.executable, __file__, "--write", str(rows), str(path)], check=True)
            for name in asked.only:
                best = min((measure(name, path) for _ in range(asked.repeat)), key=lambda run: run["read"])
                print(f"{rows:>8} {name:<20} {best['import']:>8.2f} {best['read']:>8.2f} {best['peak']:>8.0f}  "
                      f"{best['found']}", flush=True)  # fmt: skip


if __name__ == "__main__":
    main()
