"""Report, decision, letter, list of money and script: every vector of the editor's page is composed as it says."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from cases import words
from docx import Document
from docx.oxml.ns import qn
from kinds_cases import EVENT, SLOTS, item, of, report, script

from flows.documents import award_decision, calling_letter, host_script, money_list, results_report
from flows.model.draft import Numbers
from flows.model.person import Person
from flows.model.printing import Items
from flows.rendering import Template
from flows.steps.check_event import doubts_of_case
from flows.vietnamese.numbers import Rate

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))["kinds_vectors"]


@pytest.mark.parametrize("vector", [pytest.param(one, id=one["id"]) for one in VECTORS])
def test_a_paper_says_what_the_editors_page_says(vector):
    assert SLOTS[vector["id"]]() == vector["expected"]


def test_a_report_has_no_table_of_those_present_where_nobody_was_marked():
    case = of()
    nobody = tuple(replace(person, present=()) for person in case.people)
    unmarked = replace(case, roster=replace(case.roster, people=nobody, has_attendance=False))
    assert report(case)["bang"][2]["vang_co_ly_do"] == 1
    told = report(unmarked)
    assert told["bang"] == []
    assert told["so_luong"] == "Số người được mời là 06 người; có mặt [CẦN BỔ SUNG: Có mặt]."
    assert list(told["ket_qua"]) == ["Có 04 học viên hoàn thành chương trình."]


def test_certificates_are_a_span_from_to_only_where_no_number_between_is_missing():
    told = results_report.certificates_told
    assert told(of(), ("001/GCN", "002/GCN")).endswith("đã cấp 02 giấy chứng nhận, từ số 001/GCN đến số 002/GCN.")
    assert told(of(), ("001/GCN", "003/GCN")).endswith(", trong khoảng từ số 001/GCN đến số 003/GCN.")
    assert told(of(), ("005/GCN",)).endswith("đã cấp 01 giấy chứng nhận, số 005/GCN.")


def test_the_farewell_of_a_day_says_the_hour_of_the_next_where_there_is_one():
    today, later = item("Thảo luận"), item("Bế mạc", hours="08h00")
    tomorrow = EVENT.starts + timedelta(1)
    assert script(today, replace(later, day=tomorrow)).endswith("Hẹn gặp lại quý vị lúc 08h00 ngày mai.")
    assert script(today, replace(later, day=tomorrow, starts=None)).endswith("Hẹn gặp lại quý vị vào ngày mai.")


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("Thôn Bến: 3 người, gồm trưởng thôn và hòa giải viên", "03 người, gồm trưởng thôn và hòa giải viên."),
        ("Hội Nông dân xã - 5 hội viên", "05 người là hội viên."),
        ("Thôn Chùa (02)", "02 người là Trưởng ban Công tác Mặt trận."),
        ("Thôn Đình", "[CẦN BỔ SUNG: Phân bổ] người là Trưởng ban Công tác Mặt trận."),
    ],
)
def test_a_unit_is_asked_for_what_its_line_of_phan_bo_says(typed, asked):
    case = of(person_elsewhere(), quotas=Items([typed]), groups=Items(["Trưởng ban Công tác Mặt trận: 12 đ/c"]))
    (share,) = calling_letter.shares(case)
    assert calling_letter.asked(case, share) == asked
    assert calling_letter.addressee(case.event, share.unit) in {"thôn Bến", "Hội Nông dân xã", "thôn Chùa", "thôn Đình"}


def person_elsewhere():
    return Person(name="Lê An", unit="thôn khác")


def test_a_decision_says_who_decides_as_the_office_typed_it():
    center = replace(of().certifier, decides="Giám đốc Trung tâm Chính trị", authority=Items(["KT. GIÁM ĐỐC"]))
    assert award_decision.authority(center) == "GIÁM ĐỐC TRUNG TÂM CHÍNH TRỊ"


def test_a_paper_says_the_offices_short_name_once_it_has_said_the_full_one():
    brief = "Ban Thường trực Ủy ban MTTQ Việt Nam xã"
    short = replace(of().office, short_name=brief, plan_symbol="{so}/KH-MTTQ-BTT")
    case = of(office=short, report_to=Items(["Thường trực Đảng ủy xã"]), plan_number="08", signed=date(2026, 2, 24))
    full, sent = short.full_name, calling_letter.shares(case)[0]
    plan = f"Thực hiện Kế hoạch số 08/KH-MTTQ-BTT ngày 24 tháng 02 năm 2026 của {full} về việc tổ chức {EVENT.name}"
    assert report(case)["mo_dau"] == f"{plan}, {brief} báo cáo kết quả như sau:"
    assert report(case)["cau_ket"].endswith(f", {brief} kính báo cáo./.")
    assert calling_letter.letter(case, sent, Numbers())["mo_dau"].startswith(f"{plan}, {brief} đề nghị thôn Bến")
    assert report(of(office=short))["mo_dau"].startswith(f"{full} báo cáo kết quả")
    other = replace(case, certifier=replace(short, full_name="Trường Chính trị tỉnh", short_name=None))
    assert results_report.certificates_told(case, ("001/GCN",)).startswith(f"{brief} đã cấp")
    assert results_report.certificates_told(other, ("001/GCN",)).startswith("Trường Chính trị tỉnh đã cấp")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("Giới thiệu chương trình", "Tiếp theo là giới thiệu chương trình."),
        ("Chào cờ, bầu thư ký", "Kính mời quý vị đại biểu và các học viên đứng dậy, chỉnh đốn trang phục"),
        ("Tham luận của các thôn", "Tiếp theo là tham luận của các thôn."),
    ],
)
def test_the_host_says_something_at_every_item(content, said):
    assert script(item(content, "Các thôn")).startswith(said)


def test_a_decision_is_not_signed_by_order():
    by_order = replace(of().certifier, authority=Items(["TL. CHỦ TỊCH", "CHÁNH VĂN PHÒNG"]))
    case = replace(of(extras=Items(["Quyết định"])), office=by_order, certifier=by_order)
    assert "Quyết định không ký thừa lệnh («TL. CHỦ TỊCH»)." in [doubt.message for doubt in doubts_of_case(case)]
    assert not any("thừa lệnh" in doubt.message for doubt in doubts_of_case(replace(case, certifier=of().certifier)))


def test_what_a_clerk_typed_stands_before_what_is_usual():
    rows = list(host_script.rows(of(agenda=(item("Chào cờ"), item("Chào cờ", ready="loa, cờ")))))
    assert [row["chuan_bi"] for row in rows] == ["Cờ, nhạc Quốc ca", "Loa, cờ"]
    case = of(
        carried_out_by="Trường Chính trị và học viên.", allowances="Hỗ trợ tiền ăn.", paid_by_rule="Nghị quyết 5."
    )
    assert award_decision.third_article(case) == (
        "Trường Chính trị và học viên chịu trách nhiệm thi hành Quyết định này./."
    )
    assert "5. Chế độ: Hỗ trợ tiền ăn." in lines(calling_letter, case)
    mailed = replace(case, event=replace(case.event, contact="Văn phòng.", list_address="vp@xa.vn"))
    changes = "Trường hợp thay đổi người tham dự, đề nghị báo về Văn phòng (thư điện tử: vp@xa.vn)."
    assert changes in lines(calling_letter, mailed)
    listed = replace(case, event=replace(case.event, rate=Rate(100_000), listed_by="Lê Lập"))
    assert "Căn cứ: Nghị quyết 5" in lines(money_list, listed)
    assert "Lê Lập" in lines(money_list, listed)
    counted = replace(listed, office=replace(listed.office, accountant="Trần Thị Toán"))
    assert set(lines(money_list, counted)) - set(lines(money_list, listed)) == {"Trần Thị Toán"}


def lines(kind, case):
    """Every line of the first paper of a kind, also those in tables."""
    printed = Template(Path(f"templates/{kind.KIND}.docx")).render(words(kind, case))
    root = Document(BytesIO(printed)).element.body
    return ["".join(text.text for text in line.iter(qn("w:t"))) for line in root.iter(qn("w:p"))]
