from __future__ import annotations

import json
import shutil
from collections import Counter
from datetime import datetime

import pytest
from small_office import EVENT, ROSTER, workbook

from flows import pipeline
from flows.errors import RegisterError, UsageError
from flows.model.draft import EventBatch
from flows.numbering.register import open_register
from flows.pipeline import portions, read
from flows.steps.number_papers import request_for
from flows.steps.report_event import annotate, check

AT = datetime(2024, 7, 5, 8)


def states(report):
    return Counter((document.kind, document.state) for event in report.events for document in event.documents)


def numbers(report):
    found = (document for event in report.events for document in event.documents)
    return {document.recipient: document.number for document in found if document.kind == "giay-chung-nhan"}


def test_the_first_run_makes_every_paper_that_is_due(bureau):
    report = bureau.make()
    assert states(report) == {
        ("ke-hoach", "made"): 1,
        ("giay-moi", "made"): 3,
        ("tin-bai", "made"): 1,
        ("giay-chung-nhan", "made"): 3,
    }
    assert bureau.text("giay-chung-nhan/002-ha-thi-binh.docx") == "002/GCN Hà Thị Bình"


def test_a_second_run_touches_nothing(bureau):
    bureau.make()
    before = bureau.times()
    report = bureau.make()
    assert {state for _, state in states(report)} == {"unchanged"}
    assert bureau.times() == before


def test_the_bar_counts_every_document(bureau):
    told, work = [], pipeline.number(read(bureau.order(), AT))
    pipeline.publish_all(work, pipeline.press_for(work, lambda done, size: told.append((done, size))))
    assert told == [(count, 8) for count in range(1, 9)]


def test_a_new_row_in_front_gets_the_next_number_and_the_others_keep_theirs(bureau):
    bureau.make()
    head, *people = bureau.roster.strip().splitlines()
    bureau.write(roster="\n".join([head, "Đỗ Dũng | | thôn Bốn | hoàn thành", *people]))
    report = bureau.make()
    assert numbers(report) == {
        "Đỗ Dũng": "004/GCN",
        "Lê Văn An": "001/GCN",
        "Hà Thị Bình": "002/GCN",
        "Vũ Cảnh": "003/GCN",
    }
    assert (bureau.outputs / "AN-01" / "giay-chung-nhan" / "004-do-dung.docx").exists()


def test_people_in_cells_of_one_name_in_two_workbooks_each_get_their_papers(bureau):
    bureau.write(roster="Họ và tên | Kết quả\nLê Văn An | hoàn thành\n")
    more = "Họ và tên | Mã sự kiện | Kết quả\nHà Thị Bình | AN-01 | hoàn thành\n"
    workbook(bureau.folder / "inputs" / "them.xlsx", **{"Danh sách": more})
    found = numbers(bureau.make())
    assert found == {"Lê Văn An": "001/GCN", "Hà Thị Bình": "002/GCN"}


def test_a_number_typed_for_a_paper_whose_number_was_made_void_is_known_at_once_as_the_one_that_replaces_it(bureau):
    bureau.write(event=f"{bureau.event}Số | 5/KH-UB\n")
    bureau.make()
    with open_register(bureau.order().register_target) as register:
        register.void("05/KH-UB", "trùng số", at=AT)
    bureau.write(event=f"{bureau.event}Số | 6/KH-UB\n")
    bureau.make()
    told = json.loads((bureau.outputs / "AN-01" / "manifest.json").read_bytes())
    assert [one["replaces"] for one in told["documents"] if one["kind"] == "ke-hoach"] == ["05/KH-UB"]
    assert [one["replaced_by"] for one in told["removed"] if one["kind"] == "ke-hoach"] == ["06/KH-UB"]
    before = bureau.times()
    bureau.make()
    assert bureau.times() == before


def test_a_removed_row_goes_to_bo_and_its_number_is_never_given_again(bureau):
    bureau.make()
    head, _, *people = bureau.roster.strip().splitlines()
    bureau.write(roster="\n".join([head, *people]))
    assert [paper.recipient for paper in bureau.make().events[0].removed] == ["Lê Văn An"] * 2
    bureau.write(roster="\n".join([head, *people, "Đỗ Dũng | | thôn Bốn | hoàn thành"]))
    assert numbers(bureau.make())["Đỗ Dũng"] == "004/GCN"


def test_all_invitations_bear_the_number_of_the_event_sheet(bureau):
    bureau.write(event=bureau.event + "Số giấy mời | 12\nSố | 7/KH-UB\n")
    bureau.make()
    assert bureau.text("giay-moi/001-le-van-an.docx").startswith("12/GM-UB")
    assert bureau.text("giay-moi/003-vu-canh.docx").startswith("12/GM-UB")
    assert bureau.text("ke-hoach.docx").startswith("07/KH-UB")
    with open_register(bureau.order().register_target) as register:
        assert [row.key for row in register.rows(kind="giay-moi")] == [""]


def test_numbers_of_a_second_event_go_on_and_each_keeps_its_files(bureau):
    bureau.make()
    bureau.write("lop-2.xlsx", event=bureau.event.replace("AN-01", "AN-02"))
    assert len(bureau.make().events) == 2
    with open_register(bureau.order().register_target) as register:
        rows = register.rows(kind="giay-chung-nhan")
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row.path.split("/")[0] for row in rows] == ["AN-01"] * 3 + ["AN-02"] * 3


def test_a_number_that_two_events_claim_is_refused_to_the_second(bureau):
    bureau.write(event=bureau.event + "Số | 7\n")
    bureau.write("lop-2.xlsx", event=bureau.event.replace("AN-01", "AN-02") + "Số | 7\n")
    report = bureau.make()
    assert states(report)["ke-hoach", "made"] == 1
    assert [problem.where.heading for problem in report.all_problems if problem.is_error] == ["Số"]


def test_a_template_with_a_fault_holds_back_its_kind_only(bureau):
    bureau.make()
    bureau.template("giay-moi", "{{ nguoi.ho_tenn }}")
    before = bureau.times()
    report = bureau.make()
    assert {problem.where.file for problem in report.problems if problem.is_error} == {"giay-moi.docx"}
    assert {kind for kind, _ in states(report)} == {"ke-hoach", "tin-bai", "giay-chung-nhan"}
    assert {path for path in before if "giay-moi/" in str(path)} <= set(bureau.times())


def test_a_missing_template_holds_back_its_kind_only(bureau):
    (bureau.folder / "templates" / "tin-bai.docx").unlink()
    report = bureau.make()
    assert next(iter(report.problems)).message == "Không có mẫu tin bài."
    assert ("tin-bai", "made") not in states(report)


def test_a_blank_is_told_once_with_the_number_of_people(bureau):
    bureau.write(roster=ROSTER.replace("Hội viên", "").replace("Bí thư", ""))
    warnings = [problem for problem in bureau.make().events[0].problems if not problem.is_error]
    assert [problem.message for problem in warnings] == ["Giấy mời của 2 người còn chỗ trống «Chức vụ»."]


def test_outputs_without_their_register_are_an_error_and_nothing_is_given(bureau):
    bureau.make()
    shutil.move(bureau.order().register_target, bureau.folder / "elsewhere.sqlite")
    with pytest.raises(RegisterError):
        bureau.make()


def test_numbers_given_by_issue_are_printed_by_the_next_run(bureau):
    bureau.make()
    work = read(bureau.order(), AT)
    plan = next(draft for draft in work.batch.events[0].drafts if draft.kind == "ke-hoach")
    with open_register(bureau.order().register_target) as register:
        register.issue([request_for(plan)], at=AT)
    bureau.make()
    assert bureau.text("ke-hoach.docx").startswith("01/KH-UB")


def test_check_writes_nothing(bureau):
    before = bureau.times()
    report = check(bureau.order(), [bureau.folder / "inputs"])
    assert [event.event for event in report.events] == ["AN-01"]
    assert bureau.times() == before


def test_a_workbook_with_problems_gets_an_annotated_copy(bureau):
    bureau.write(event=bureau.event.replace("02/7/2024", "31/02/2024"))
    report = check(bureau.order())
    copies = annotate(report.all_problems, bureau.order(), (), bureau.folder / "xem")
    assert [copy.name for copy in copies] == ["lop.loi.xlsx"]


def test_events_are_made_together_until_they_have_some_hundred_papers(bureau):
    [event] = read(bureau.order(), AT).batch.events
    big = EventBatch("LỚN", "", event.drafts * 50)
    assert [len(part) for part in portions((event, big, event, event), 300)] == [2, 2]


def test_papers_on_request_are_made_where_the_event_asks_and_an_unknown_one_is_told(bureau):
    bureau.template("bien-ten", "{% for n in bien_ten.nguoi %}{{ n.ho_ten }} {% endfor %}")
    bureau.write(event=f"{bureau.event}Giấy tờ kèm theo | Biển tên; Thực đơn\n")
    report = bureau.make()
    assert "bien-ten" in {document.kind for document in report.events[0].documents}
    told = [problem for problem in report.events[0].problems if "Thực đơn" in problem.message]
    assert [(problem.severity, problem.where.heading) for problem in told] == [("warning", "Giấy tờ kèm theo")]


def test_another_order_of_the_roster_changes_nobodys_number_or_file(bureau):
    bureau.write(roster=bureau.roster + "Bùi Văn An | | thôn Một | hoàn thành\n")
    before = numbers(bureau.make())
    files = sorted(path.name for path in (bureau.outputs / "AN-01" / "giay-chung-nhan").iterdir())
    bureau.write(
        event=bureau.event + "Thứ tự danh sách | theo tên\n",
        roster=bureau.roster + "Bùi Văn An | | thôn Một | hoàn thành\n",
    )
    after = bureau.make()
    assert numbers(after) == before
    assert sorted(path.name for path in (bureau.outputs / "AN-01" / "giay-chung-nhan").iterdir()) == files


def test_the_order_of_the_roster_is_that_of_the_first_numbers(bureau):
    bureau.write(
        event=bureau.event + "Thứ tự danh sách | theo tên\n",
        roster=bureau.roster + "Bùi Văn An | | thôn Một | hoàn thành\n",
    )
    assert numbers(bureau.make()) == {
        "Bùi Văn An": "001/GCN",
        "Lê Văn An": "002/GCN",
        "Hà Thị Bình": "003/GCN",
        "Vũ Cảnh": "004/GCN",
    }


def test_a_run_of_one_event_says_nothing_of_faults_in_other_workbooks(bureau):
    (bureau.folder / "inputs" / "hong.csv").write_bytes(b"\x00\x01\x02")
    assert [problem.where.file for problem in bureau.make().problems] == ["hong.csv"]
    assert bureau.make(events=("AN-01",)).problems == ()


def test_a_run_of_one_event_takes_away_its_own_marked_copy_once_it_is_mended_and_no_other(bureau):
    bureau.write("khac.xlsx", event=EVENT.replace("AN-01", "AN-02").replace("01/7/2024", "41/7/2024"))
    bureau.write(event=EVENT.replace("01/7/2024", "41/7/2024"))
    bureau.make()
    marked = bureau.outputs / "loi"
    assert sorted(path.name for path in marked.glob("*.xlsx")) == ["khac.loi.xlsx", "lop.loi.xlsx"]
    bureau.write()
    bureau.make(events=("AN-01",))
    assert [path.name for path in marked.glob("*.xlsx")] == ["khac.loi.xlsx"]


def test_a_second_kind_typed_behind_only_is_not_taken_for_an_event_without_a_word(bureau):
    with pytest.raises(UsageError, match="Không có sự kiện giay-moi") as refusal:
        bureau.make(events=("giay-moi",), only=("ke-hoach",))
    assert refusal.value.fix == "giay-moi là loại văn bản: --only giay-moi (mỗi loại một --only)."
