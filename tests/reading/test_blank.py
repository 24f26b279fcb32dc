"""The blank workbook: all headings, hard to fill in wrong, and empty to the reader."""

import io
import zipfile
from dataclasses import fields
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from flows.model.event import GROUPS, AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.reading.headings import field_for
from flows.reading.inbox import read_inbox
from flows.reading.table import header_of
from flows.reading.two_columns import pairs_of
from flows.spreadsheets.blank_workbook import EXAMPLE_MARK, VERSION, blank_workbook, example_of
from flows.spreadsheets.workbook import read_workbook


@pytest.fixture
def blank():
    return openpyxl.load_workbook(io.BytesIO(blank_workbook()))


def headings(tab):
    if tab.title in ("Sự kiện", "Cơ quan"):
        return [cell for (cell,) in tab.iter_rows(min_row=4, max_col=1) if cell.value not in GROUPS.values()]
    return list(tab[3])


def rule_at(tab, address):
    return next(rule for rule in tab.data_validations.dataValidation if address in rule.sqref)


def beside(tab, heading):
    return next(tab.cell(cell.row, 2) for cell in headings(tab) if cell.value.rstrip(" *") == heading)


def column(tab, heading):
    return next(cell.column_letter for cell in headings(tab) if cell.value.rstrip(" *") == heading)


def test_the_same_bytes_every_time():
    content = blank_workbook()
    assert content == blank_workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        # Workbooks tell when they were made and when saved.
        assert package.read("docProps/core.xml").count(b">2024-01-01T00:00:00Z</dcterms:") == 2


def test_the_sheets_are_those_of_an_event(blank):
    assert blank.sheetnames == ["Hướng dẫn", "Sự kiện", "Chương trình", "Danh sách", "Cơ quan"]


@pytest.mark.parametrize(
    ("title", "record", "other_ways"),
    [
        ("Sự kiện", Event, {"ngay"}),
        ("Chương trình", AgendaItem, {"ma_su_kien", "thoi_gian"}),
        ("Danh sách", Person, {"ma_su_kien", "ho_dem"}),
        ("Cơ quan", Office, set()),
    ],
)
def test_every_declared_heading_is_there_but_second_ways_to_say_the_same(blank, title, record, other_ways):
    named = {found.key for cell in headings(blank[title]) if (found := field_for(record, cell.value))}
    assert {field.key for field in fields_of(record)} - other_ways - {"stt"} <= named
    assert named & other_ways == set()


def test_required_headings_are_starred_and_all_are_bold(blank):
    for title, record in (("Sự kiện", Event), ("Chương trình", AgendaItem), ("Danh sách", Person)):
        for cell in headings(blank[title]):
            assert cell.font.bold
            field = field_for(record, cell.value)
            must = bool(field and (field.required or (record, field.key) == (Person, "don_vi")))
            assert cell.value.endswith(" *") == must


def test_headings_stay_in_sight(blank):
    assert [tab.freeze_panes for tab in blank] == [None, "B4", "C4", "C4", "B4"]


@pytest.mark.parametrize(
    ("title", "heading", "choices"),
    [
        ("Danh sách", "Giới tính", '"Nam,Nữ"'),
        ("Danh sách", "Vai trò", '"đại biểu,học viên,báo cáo viên"'),
        ("Danh sách", "Kết quả", '"hoàn thành,không hoàn thành"'),
        ("Chương trình", "Buổi", '"Sáng,Chiều,Tối"'),
        ("Chương trình", "Hình thức", '"giới thiệu về,quán triệt,phổ biến,trao đổi về"'),
    ],
)
def test_columns_offer_their_choices(blank, title, heading, choices):
    tab = blank[title]
    rule = rule_at(tab, f"{column(tab, heading)}100")
    assert (rule.type, rule.formula1) == ("list", choices)
    assert not rule.showErrorMessage


def test_only_true_choices_refuse_other_words(blank):
    rule = rule_at(blank["Cơ quan"], beside(blank["Cơ quan"], "Cấp số chứng nhận").coordinate)
    assert rule.formula1 == '"tự động,để trống"'
    assert rule.showErrorMessage


def test_excel_takes_every_rule(blank):
    for tab in blank:
        for rule in tab.data_validations.dataValidation:
            assert len(rule.prompt or "") <= 255
            assert len(rule.promptTitle or "") <= 32
            assert len(rule.formula1 or "") <= 255


def test_a_cell_tells_how_to_fill_it_when_it_is_chosen(blank):
    tab = blank["Danh sách"]
    rule = rule_at(tab, f"{column(tab, 'Ngày sinh')}100")
    assert rule.showInputMessage
    assert rule.prompt == "Ví dụ: 01/7/1965"


def test_how_to_fill_a_heading_stands_beside_it(blank):
    tab = blank["Sự kiện"]
    assert tab["C3"].value == "Cách ghi"
    row = beside(tab, "Ngày bắt đầu").row
    assert tab.cell(row, 3).value == "Phải ghi. Ngày/tháng/năm. Ví dụ: 01/7/2024"


def test_the_fields_of_each_paper_stand_under_its_name(blank):
    tab = blank["Sự kiện"]
    rows = {tab.cell(row, 1).value: row for row in range(1, tab.max_row + 1)}
    assert rows["Cho mọi giấy tờ"] < rows["Tên sự kiện *"] < rows["Cho kế hoạch"] < rows["Mục đích"]
    assert rows["Cho giấy chứng nhận"] < rows["Ngày cấp chứng nhận"] < rows["Cho tin bài"] < rows["Tiêu đề tin"]


def test_the_offices_that_may_issue_are_offered_as_a_list():
    names = ("Ban Thường trực Ủy ban MTTQ Việt Nam xã A, B", "Trung tâm Chính trị")
    book = openpyxl.load_workbook(io.BytesIO(blank_workbook(names)))
    tab = book["Sự kiện"]
    rule = rule_at(tab, beside(tab, "Đơn vị tổ chức").coordinate)
    assert (rule.type, rule.formula1) == ("list", "'Hướng dẫn'!$A$11:$A$12")
    assert not rule.showErrorMessage
    assert [cell.value for (cell,) in book["Hướng dẫn"]["A11:A12"]] == list(names)


def test_days_are_days_and_numbers_that_are_names_are_text(blank):
    roster = blank["Danh sách"]
    assert roster.column_dimensions[column(roster, "Số điện thoại")].number_format == "@"
    assert roster.column_dimensions[column(roster, "Số CCCD")].number_format == "@"
    # In a cell made for dates Excel would turn the birth year 1965 into a day of May 1905.
    assert roster.column_dimensions[column(roster, "Ngày sinh")].number_format == "@"
    assert beside(blank["Sự kiện"], "Ngày bắt đầu").number_format == "dd/mm/yyyy"


def test_the_example_row_begins_with_the_mark_that_readers_skip(blank):
    assert blank["Danh sách"]["A4"].value == blank["Chương trình"]["A4"].value == EXAMPLE_MARK


def test_it_prints_on_a4(blank):
    assert {tab.page_setup.paperSize for tab in blank} == {9}
    assert [tab.page_setup.orientation for tab in blank] == [
        "portrait",
        "portrait",
        "landscape",
        "landscape",
        "portrait",
    ]


def test_its_version_is_written_where_nobody_sees_it(blank):
    assert {prop.name: prop.value for prop in blank.custom_doc_props.props} == {"vanthu.mau": VERSION}


def test_unfilled_it_holds_no_event_and_nobody(tmp_path):
    (tmp_path / "moi.xlsx").write_bytes(blank_workbook())
    dossiers, _ = read_inbox([tmp_path / "moi.xlsx"])
    assert [dossier.event.name for dossier in dossiers] in ([], [""])
    assert all(dossier.agenda == () and dossier.roster.people == () for dossier in dossiers)


def test_filled_in_it_is_read_back(tmp_path, blank):
    event, agenda, roster = (blank[name] for name in ("Sự kiện", "Chương trình", "Danh sách"))
    for heading, value in {
        "Mã sự kiện": "PT-1", "Tên sự kiện": "Lớp A", "Ngày bắt đầu": date(2024, 7, 1), "Địa điểm": "Hội trường",
        "Đơn vị tổ chức": "Uỷ ban",
    }.items():  # fmt: skip
        beside(event, heading).value = value
    agenda[f"{column(agenda, 'Nội dung')}5"] = "Khai mạc"
    for heading, value in {
        "Họ và tên": "Lê Văn An",
        "Ngày sinh": "7/1965",
        "Số điện thoại": "0912345678",
        "Đơn vị": "x",
    }.items():
        roster[f"{column(roster, heading)}5"] = value
    blank.save(tmp_path / "lop.xlsx")
    (dossier,), problems = read_inbox([tmp_path / "lop.xlsx"])
    assert (dossier.event.code, dossier.event.starts, dossier.event.place) == ("PT-1", date(2024, 7, 1), "Hội trường")
    assert [item.content for item in dossier.agenda] == ["Khai mạc"]
    assert [(person.name, person.phone) for person in dossier.roster.people] == [("Lê Văn An", "0912345678")]
    assert [problem for problem in problems if problem.is_error] == []


SAMPLE = Path("inputs/phuc-tho-2024")


def typed_again(blank, dossier):
    """Type the sample into the blank workbook, as a clerk would from the sample's own sheets."""
    sheets = {sheet.name: sheet for file in SAMPLE.glob("*.xlsx") for sheet in read_workbook(file)[0]}
    event = pairs_of(sheets["Sự kiện"], Event)
    for field in fields_of(Event):
        if field.key in event.cells:
            beside(blank["Sự kiện"], field.heading).value = event.cells[field.key].value
    agenda, tab = header_of(sheets["Chương trình"], AgendaItem), blank["Chương trình"]
    for row, item in enumerate(dossier.agenda, 5):
        type_row(tab, row, agenda, int(item.where.cell.strip("ABCDEFGH")), AgendaItem)
    roster, tab = header_of(sheets["Danh sách"], Person), blank["Danh sách"]
    later = tab.cell(3, tab.max_column + 1, "Có mặt (02/7)").column
    for row, person in enumerate(dossier.roster.people, 5):
        there = int(person.where.cell.strip("ABCDEFGHIJ"))
        type_row(tab, row, roster, there, Person)
        tab[f"{column(tab, 'Giới tính')}{row}"] = person.gender
        born = next(c.value for c in map(roster.sheet.cell, [there] * 2, [3, 4]) if not c.is_empty)
        tab[f"{column(tab, 'Ngày sinh')}{row}"] = born
        days = [roster.sheet.cell(there, found.index).value for found in roster.columns_of("co_mat")]
        tab[f"{column(tab, 'Có mặt')}{row}"], tab.cell(row, later).value = days


def type_row(tab, row, header, there, record):
    for field in fields_of(record):
        cell = header.cell(there, field.key)
        if field.key not in ("stt", "ngay_sinh", "co_mat") and cell is not None and not cell.is_empty:
            tab[f"{column(tab, field.heading)}{row}"] = cell.value


def without_places(value, *more):
    return {f.name: getattr(value, f.name) for f in fields(value) if f.name not in ("where", "sources", *more)}


def test_the_sample_typed_into_it_is_the_sample(tmp_path, blank):
    (sample,), _ = read_inbox([SAMPLE])
    typed_again(blank, sample)
    blank.save(tmp_path / "lop.xlsx")
    (again,), loose = read_inbox([tmp_path / "lop.xlsx"])
    assert without_places(again.event) == without_places(sample.event)
    assert [without_places(item) for item in again.agenda] == [without_places(item) for item in sample.agenda]
    assert [without_places(person, "section", "key") for person in again.roster.people] == [
        without_places(person, "section", "key") for person in sample.roster.people
    ]
    assert len(again.roster.people) == 230
    assert not [problem for problem in (*again.problems, *loose) if problem.is_error]


@pytest.mark.parametrize(("title", "heading"), [("Danh sách", "Họ và tên"), ("Chương trình", "Nội dung")])
def test_an_example_typed_over_with_its_mark_left_is_not_passed_over_in_silence(tmp_path, blank, title, heading):
    tab = blank[title]
    tab[f"{column(tab, heading)}4"] = "Lê Văn An"
    blank.save(tmp_path / "lop.xlsx")
    dossiers, loose = read_inbox([tmp_path / "lop.xlsx"])
    told = [p for dossier in dossiers for p in dossier.problems] + list(loose)
    (kept,) = [problem for problem in told if "VÍ DỤ" in problem.message]
    assert (kept.where.sheet, kept.where.cell, kept.severity) == (title, "A4", "warning")


def test_the_example_as_it_came_is_passed_over_in_silence(tmp_path, blank):
    beside(blank["Sự kiện"], "Mã sự kiện").value = "PT-1"
    blank.save(tmp_path / "lop.xlsx")
    dossiers, loose = read_inbox([tmp_path / "lop.xlsx"])
    told = [p.message for dossier in dossiers for p in dossier.problems] + [p.message for p in loose]
    assert told
    assert not [message for message in told if "VÍ DỤ" in message]


def test_neither_the_sample_nor_the_blank_workbook_filled_in_has_a_heading_that_nobody_reads(tmp_path, blank):
    tab = blank["Sự kiện"]
    for cell in headings(tab):
        tab.cell(cell.row, 2, "01/7/2024")
    blank.save(tmp_path / "su-kien.xlsx")
    sample = Path(__file__).parents[2] / "inputs"
    for paths in ([tmp_path / "su-kien.xlsx"], sorted(sample.rglob("*.xlsx"))):
        dossiers, problems = read_inbox(paths)
        told = [*problems, *(problem for dossier in dossiers for problem in dossier.problems)]
        assert dossiers
        assert [problem for problem in told if "ô vì không biết tiêu đề" in problem.message] == []


def told(path):
    dossiers, loose = read_inbox([path])
    assert [dossier.event.code for dossier in dossiers] == ["PT-2024-07"]
    return [f"{p.where.sheet}!{p.where.cell} {p.message}" for dossier in dossiers for p in dossier.problems] + list(
        loose
    )


def test_filled_with_its_own_example_it_reads_without_a_warning_but_that_one_person_is_not_230(tmp_path, blank):
    for title, record in (("Sự kiện", Event), ("Chương trình", AgendaItem), ("Danh sách", Person)):
        tab = blank[title]
        for cell in headings(tab):
            field = field_for(record, cell.value)
            place = beside(tab, cell.value.rstrip(" *")) if record is Event else tab.cell(5, cell.column)
            place.value = None if field is None or field.key == "stt" else example_of(record, field)
    blank.save(tmp_path / "lop.xlsx")
    assert told(tmp_path / "lop.xlsx") == ["Sự kiện!B23 Ghi 230 người nhưng danh sách có 1 người."]


def test_filled_under_its_stars_alone_it_reads_without_an_error(tmp_path, blank):
    for title, record in (("Sự kiện", Event), ("Chương trình", AgendaItem), ("Danh sách", Person)):
        tab = blank[title]
        for cell in headings(tab):
            if cell.value.endswith(" *"):
                place = beside(tab, cell.value.rstrip(" *")) if record is Event else tab.cell(5, cell.column)
                place.value = example_of(record, field_for(record, cell.value))
    blank.save(tmp_path / "lop.xlsx")
    assert told(tmp_path / "lop.xlsx") == []
