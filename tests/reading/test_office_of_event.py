"""Whose head the papers of an event bear: that of the office which the event names, and of no other."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from shutil import copytree

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from sheets import book, sheet

from flows.model.event import Event
from flows.model.office import Office
from flows.model.order import Order
from flows.model.printing import Items
from flows.pipeline import make
from flows.reading.offices import office_of_event
from flows.telling.screen_lines import report_lines
from flows.vietnamese.text import old_tones

OFFICES = """
Tên đầy đủ | Tên khác | Cơ quan chủ quản | Cơ quan ban hành | Địa danh | Ký hiệu kế hoạch | Người ký | Có hiệu lực từ | Có hiệu lực đến
Ban Thường trực Uỷ ban MTTQ Việt Nam xã An | MTTQ xã An↵Mặt trận xã An | UỶ BAN MTTQ VIỆT NAM↵XÃ AN | BAN THƯỜNG TRỰC | An | {so}/KH-MTTQ | Lê Toan | 01/7/2025 |
UBND xã An | | HUYỆN PHÚC THỌ | UBND XÃ AN | An | {so}/KH-UBND | Vũ Ký | |
Trung tâm huyện | | | TRUNG TÂM | An | {so}/KH-TT | Bùi Ký | | 30/6/2025
"""
FRONT = "Ban Thường trực Uỷ ban MTTQ Việt Nam xã An"
AT = datetime(2026, 6, 1, 8)
EVENT = "Mã sự kiện | A-1\nTên sự kiện | Lớp tập huấn\nNgày bắt đầu | 05/3/2026\nĐịa điểm | Hội trường\nThành phần | Trưởng thôn"


@pytest.fixture
def bureau(inputs, tmp_path):
    copytree("templates", tmp_path / "templates")
    book(tmp_path / "templates" / "co-quan.xlsx", sheet(OFFICES, name="CQ"))
    return Bureau(inputs, tmp_path)


class Bureau:
    def __init__(self, inputs: Path, folder: Path):
        self.inputs, self.folder = inputs, folder

    def run(self, organiser=FRONT, own="", more="", event=EVENT):
        """Make an event's plan; `own` is its sheet "Cơ quan"."""
        sheets = [sheet(f"{event}\nĐơn vị tổ chức | {organiser}{more}", name="SK")]
        book(self.inputs / "lop.xlsx", *sheets, *([sheet(own, name="CQ")] if own else []))
        order = Order(inputs=self.inputs, templates=self.folder / "templates", outputs=self.folder / "outputs",
                      today=date(2026, 6, 1))  # fmt: skip
        self.report = make(order, AT)
        (event_report,) = self.report.events
        return event_report

    def plan(self, *given, **named):
        """The words of the event's plan."""
        made = self.run(*given, **named)
        (path,) = [one.path for one in made.documents if one.kind == "ke-hoach"]
        document = Document(self.folder / "outputs" / path)
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        return "\n".join([*cells, *(paragraph.text for paragraph in document.paragraphs)])

    def errors(self, *given, **named):
        made = self.run(*given, **named)
        assert made.documents == ()
        return [problem for problem in made.problems if problem.is_error]


@pytest.mark.parametrize(
    "organiser",
    [FRONT, "ban thường trực  Ủy ban MTTQ Việt Nam XÃ AN", "Mặt trận xã An", "MTTQ XÃ AN",
     f"{FRONT}↵Trung tâm Học tập cộng đồng"],
)  # fmt: skip
def test_an_office_is_found_by_its_full_name_or_another_one_of_its_names(bureau, organiser):
    assert "KH-MTTQ" in bureau.plan(organiser)


@pytest.mark.parametrize(
    ("organiser", "message", "fix"),
    [
        ("UBND xã Bình", "Không có cơ quan tên này có hiệu lực ngày 05/3/2026. Đang có: UBND xã An; Ban Thường trực",
         "Ghi đúng «Tên đầy đủ»"),
        ("-", "Không có cơ quan tên này", "«Tên khác»"),
        ("Trung tâm huyện", "«Trung tâm huyện» chỉ có hiệu lực đến ngày 30/6/2025, không phải ngày 05/3/2026. Đang có: ",
         "sửa ngày của sự kiện"),
        ("UBND xã An↵MTTQ xã An", "Ô này ghi nhiều cơ quan", "Chỉ ghi cơ quan ban hành"),
    ],
)  # fmt: skip
def test_an_event_of_no_known_office_gets_no_papers_and_is_told_the_candidates(bureau, organiser, message, fix):
    (problem,) = bureau.errors(organiser)
    assert problem.where.cell == "B6"
    assert problem.message.startswith(message)
    assert fix in problem.fix


def test_an_event_that_names_no_office_gets_no_papers(bureau):
    (problem,) = bureau.errors("")
    assert problem.message == "Chưa có «Đơn vị tổ chức»."


def test_two_rows_of_one_name_in_force_on_one_day_are_told(bureau):
    book(
        bureau.folder / "templates" / "co-quan.xlsx", sheet("Tên đầy đủ | Tên khác\nUBND xã A | B\nUBND B | UBND xã A")
    )
    (problem,) = bureau.errors("UBND xã A")
    assert problem.message == "Nhiều cơ quan cùng tên có hiệu lực ngày 05/3/2026. Đang có: UBND xã A; UBND B."


def test_a_row_without_a_name_is_told_and_used_by_nobody(bureau):
    book(bureau.folder / "templates" / "co-quan.xlsx", sheet("Địa danh | Người ký\nAn | Lê Toan"))
    bureau.errors()
    assert bureau.report.problems[0].message.startswith("Cơ quan này chưa có «Tên đầy đủ»")


@pytest.mark.parametrize(
    ("own", "holds", "lacks"),
    [
        ("Người ký | Đỗ Thay", {"KH-MTTQ", "Đỗ Thay", "BAN THƯỜNG TRỰC"}, {"Lê Toan"}),
        (f"Tên đầy đủ | {FRONT.upper()}\nNgười ký | Đỗ Thay", {"KH-MTTQ", "Đỗ Thay"}, {"Lê Toan"}),
        ("Tên đầy đủ | MTTQ xã An\nCơ quan ban hành | BAN THƯỜNG TRỰC", {"KH-MTTQ", "Lê Toan"}, set()),
        ("Cơ quan chủ quản | không\nNgười ký | -", {"BAN THƯỜNG TRỰC", "KH-MTTQ", "[CẦN BỔ SUNG: Người ký]"},
         {"XÃ AN", "Lê Toan"}),
    ],
)  # fmt: skip
def test_a_sheet_about_the_same_office_overrides_field_by_field(bureau, own, holds, lacks):
    words = bureau.plan(own=own)
    assert all(one in words for one in holds)
    assert not any(one in words for one in lacks)


@pytest.mark.parametrize(
    "own",
    [
        "Tên đầy đủ | Trường An\nCơ quan ban hành | TRƯỜNG AN",
        "Tên đầy đủ | UBND xã An\nCơ quan ban hành | TRƯỜNG AN",
        "Cơ quan ban hành | TRƯỜNG AN",
        "Cơ quan chủ quản | TRƯỜNG AN\nCơ quan ban hành | BAN THƯỜNG TRỰC",
    ],
)
@pytest.mark.parametrize("organiser", [FRONT, "Trường An"])
def test_a_sheet_that_names_another_office_stands_alone(bureau, own, organiser):
    words = bureau.plan(organiser, own)
    assert "TRƯỜNG AN" in words
    assert "[CẦN BỔ SUNG: Ký hiệu kế hoạch]" in words
    assert "[CẦN BỔ SUNG: Người ký]" in words
    assert not any(one in words for one in ("KH-MTTQ", "Lê Toan", "UỶ BAN MTTQ"))
    symbol = [one for one in bureau.report.events[0].problems if "Ký hiệu kế hoạch" in str(one)]
    assert [(one.severity, one.where.sheet) for one in symbol] == [("warning", "CQ")]


def test_a_sheet_whose_name_cannot_be_read_holds_everything_back(bureau):
    (problem,) = bureau.errors(own="Tên đầy đủ | #REF!\nNgười ký | Đỗ Thay")
    assert problem.where.sheet == "CQ"


def test_of_several_offices_in_a_workbook_only_the_one_counts_that_the_event_names(bureau):
    table = f"Tên đầy đủ | Người ký\nTrường An | Hà Khác\n{FRONT} | Đỗ Thay"
    words = bureau.plan(own=table)
    assert "Đỗ Thay" in words
    assert "KH-MTTQ" in words
    (problem,) = [one for one in bureau.report.events[0].problems if one.is_error]
    assert problem.where.cell == "A2"


def test_a_sheet_in_a_workbook_of_several_organisers_is_for_the_office_that_it_names(bureau):
    events = f"""
        Mã sự kiện | Tên sự kiện | Ngày bắt đầu | Địa điểm | Thành phần | Đơn vị tổ chức
        A-1 | Lớp Một | 05/3/2026 | Hội trường | Trưởng thôn | {FRONT}
        A-2 | Lớp Hai | 06/3/2026 | Hội trường | Trưởng thôn | UBND xã An
    """
    book(bureau.inputs / "hai.xlsx", sheet(events, name="SK"), sheet("Tên đầy đủ | UBND xã An\nNgười ký | Đỗ Thay"))
    order = Order(inputs=bureau.inputs, templates=bureau.folder / "templates", outputs=bureau.folder / "outputs",
                  today=date(2026, 3, 1))  # fmt: skip
    report = make(order, AT)
    assert list(report_lines(report))[:2] == [f"A-1: văn bản của {FRONT}.", "A-2: văn bản của UBND xã An."]
    texts = [str([[c.text for c in row.cells] for row in Document(bureau.folder / "outputs" / code / "ke-hoach.docx").tables[-1].rows])
             for code in ("A-1", "A-2")]  # fmt: skip
    assert ["Đỗ Thay" in text for text in texts] == [False, True]


def test_the_first_lines_name_the_office_of_each_event(bureau):
    bureau.run(more="\nCơ quan cấp chứng nhận | UBND xã An")
    assert next(report_lines(bureau.report)) == f"A-1: văn bản của {FRONT}; giấy chứng nhận: UBND xã An."
    bureau.run("UBND xã Bình")
    assert next(report_lines(bureau.report)) == "A-1: chưa rõ cơ quan nào ban hành."


@pytest.mark.parametrize("certifier", ["Trường An", "Trung tâm huyện"])
def test_the_office_that_gives_the_certificates_is_a_known_row_too(bureau, certifier):
    made = bureau.run(more=f"\nCơ quan cấp chứng nhận | {certifier}")
    (problem,) = [one for one in made.problems if one.is_error]
    assert problem.where.cell == "B7"
    assert "UBND xã An" in problem.message
    assert "giay-chung-nhan" in made.stopped


NAMES = st.sampled_from(["Uỷ ban xã Hoà", "UBND xã An", "Trường An", "Ban Thường trực", "Trung tâm", "MTTQ"])
ROWS = st.builds(
    Office, full_name=NAMES, other_names=st.lists(NAMES, max_size=2).map(Items), issuer=NAMES,
    valid_from=st.sampled_from([None, date(2026, 1, 1), date(2026, 3, 6)]),
)  # fmt: skip


def new_tones(name):
    return name.replace("Ủy", "Uỷ").replace("ủy", "uỷ").replace("òa", "oà")


@given(NAMES, st.sampled_from([str, str.upper, str.lower, old_tones, new_tones]), st.lists(ROWS, max_size=4))
def test_whatever_the_rows_an_office_is_found_only_under_a_name_of_its_own(name, typed, rows):
    event = Event(code="A", name="B", organiser=typed(name), starts=date(2026, 3, 5), ends=date(2026, 3, 5))
    office, problems = office_of_event(event, None, rows)
    fit = [row for row in rows if name in (row.full_name, *row.other_names) and row.valid_on(event.starts)]
    assert [office] == (fit if len(fit) == 1 else [None])
    assert bool(problems) == (office is None)
