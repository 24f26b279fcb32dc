"""What is read goes when nobody holds it: runs do not wait for the garbage collector, and cells are many."""

import gc
import weakref
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from flows.model.person import Person
from flows.pausing import collector_paused
from flows.reading.inbox import read_inbox
from flows.reading.table import header_of
from flows.reading.workbook import read_workbook


def _roster(path: Path) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    sheet.append(["TT", "Họ và tên", "Đơn vị", "Ngày sinh"])
    sheet.append([1, "Nguyễn Văn An", "Xã Hát Môn", "02/3/1970"])
    sheet["B2"].font = Font(name=".VnTime")
    workbook.save(path)
    return path


def test_a_workbook_that_was_read_goes_without_the_collector(tmp_path):
    with collector_paused():
        sheets, _ = read_workbook(_roster(tmp_path / "danh-sach.xlsx"))
        assert header_of(sheets[0], Person) is not None
        sheet = weakref.ref(sheets[0])
        del sheets
        assert sheet() is None


def test_a_whole_inbox_leaves_nothing_in_circles(tmp_path):
    _roster(tmp_path / "danh-sach.xlsx")
    read_inbox([tmp_path])  # what is kept for the next reading stays
    gc.collect()
    with collector_paused():
        read_inbox([tmp_path])
        found = gc.collect()
    assert found == 0
