"""What stands on Prefect's page after a run: its state, artifacts under lasting keys, and no values of anybody's row."""

from __future__ import annotations

import json
from datetime import datetime

import pytest
from prefect_server import artifacts, last_run

from flows import pipeline
from flows.errors import UsageError
from flows.model.report import Bulletin, EventReport, Report
from flows.problems import Problem, Where
from flows.telling.prefect_artifacts import log_lines, problem_rows, run_name, table

AT = datetime(2024, 7, 5, 8)
WRONG = """
Họ và tên | Đơn vị | Ngày sinh | Số điện thoại | Số CCCD | Kết quả
Lê Văn An | thôn Một | 01/7/1965 | 0912345678 | 001065012345 | hoàn thành
Hà Thị Bình | thôn Hai | 31/02/1971 | 0987654321 | 001170054321 | hoàn thành
"""
PRIVATE = ("1965", "1971", "09123", "09876", "0010650", "0011700")


def test_a_run_with_data_to_mend_is_red_and_its_report_comes_back(bureau, flow_module, api_url):
    bureau.write(roster=WRONG)
    report = flow_module.run_once(bureau.order(), flow_module.Caller(AT), api_url)
    run = last_run(api_url)
    assert (run["state_type"], run["state_name"]) == ("FAILED", "Cần sửa dữ liệu")
    assert run["state"]["message"] == "4 văn bản mới, 0 giữ nguyên; 2 văn bản chờ sửa, 1 lỗi cần sửa."
    assert run["run_count"] == 1
    assert len(report.events[0].documents) == 4


def test_each_mistake_stands_in_the_table_with_its_cell_and_no_value_of_the_row(bureau, flow_module, api_url):
    bureau.write(roster=WRONG)
    flow_module.run_once(bureau.order(), flow_module.Caller(AT), api_url)
    found = artifacts(api_url)
    [row] = [row for row in json.loads(found["van-de"]) if row["Mức"] == "Lỗi"]
    assert (row["Tệp"], row["Trang"], row["Ô"], row["Cột"]) == ("lop.xlsx", "Danh sách", "C3", "Ngày sinh")
    assert row["Vấn đề"]
    assert row["Cách sửa"]
    assert {*found} == {"ket-qua", "van-de"}
    assert [one for one in PRIVATE if one in json.dumps(found, ensure_ascii=False)] == []


def test_the_log_that_a_runs_page_opens_with_tells_the_cells_and_where_to_read_on():
    wrong = Problem(Where("ds.xlsx", "Ds", "C3"), "Lê Văn An sai.")
    told = list(log_lines(Report((event("AN-01", problems=(wrong,)),))))
    assert told[0] == "0 văn bản mới, 0 giữ nguyên; 0 văn bản chờ sửa, 1 lỗi cần sửa."
    assert told[1] == 'Cần sửa: ds.xlsx, trang "Ds", ô C3.'
    assert told[2].startswith("Làm gì tiếp theo: xem trang của cơ quan.")
    assert len(list(log_lines(Report()))) == 2


def test_a_run_of_one_kind_counts_that_kind_alone(bureau, flow_module, api_url):
    flow_module.run_once(bureau.order(only=("giay-chung-nhan",)), flow_module.Caller(AT), api_url)
    assert [row["Loại văn bản"] for row in json.loads(artifacts(api_url)["ket-qua"])] == ["Giấy chứng nhận"]


def test_held_back_papers_are_counted(bureau):
    bureau.template("giay-moi", "{{ nguoi.ho_tenn }}")
    rows = {row["Loại văn bản"]: row["Chờ sửa dữ liệu"] for row in table((), bureau.make())}
    assert {kind: count for kind, count in rows.items() if count} == {"Giấy mời": 3}


def test_a_machine_that_refuses_is_told_in_vietnamese_without_a_traceback(bureau, flow_module, api_url, caplog):
    with pytest.raises(UsageError, match="Không có sự kiện"):
        flow_module.run_once(bureau.order(events=("KHÔNG-CÓ",)), flow_module.Caller(AT), api_url)
    state = last_run(api_url)["state"]
    assert (state["type"], state["name"]) == ("FAILED", "Không làm được")
    assert state["message"].startswith("Không có sự kiện")
    assert "Traceback" not in caplog.text


def test_a_fault_of_ours_takes_no_value_into_prefects_database(bureau, flow_module, api_url, monkeypatch, caplog):
    def broken(*_):
        raise ValueError("001065012345 của Lê Văn An")

    monkeypatch.setattr(pipeline, "press_for", broken)  # between two steps
    with pytest.raises(ValueError, match="001065012345"):
        flow_module.run_once(bureau.order(), flow_module.Caller(AT), api_url)
    assert last_run(api_url)["state"]["message"].startswith("Phần mềm gặp lỗi chưa lường trước.")
    # Prefect's own records may be sent to its server; ours with the traceback goes to the log file alone.
    assert {one.name for one in caplog.records if "0010650" in str((one.getMessage(), one.exc_info))} == {
        "flows.telling.prefect_artifacts"
    }


def event(code="A", title="Lớp A", *, problems=(), **told):
    return EventReport(code, title, problems=problems, bulletin=Bulletin(**told))


def test_a_run_is_named_after_the_only_event_with_news():
    report = Report((event("A", "Lớp A"), event("B", "Lớp\nB " + "dài " * 50, is_new=True)))
    assert run_name(report, AT).startswith("Lớp B dài dài")
    assert run_name(report, AT).endswith("… – Không có gì mới – 05/07/2024 08:00")
    assert run_name(Report((event("A"), event("B"))), AT) == ""


def test_of_very_many_problems_the_table_says_how_many_more_there_are():
    rows = problem_rows(Report(problems=tuple(Problem(Where("ds.xlsx", cell=f"A{n}"), "Sai.") for n in range(900))))
    assert len(rows) == 201
    assert rows[-1]["Vấn đề"] == "Còn 700 vấn đề nữa."
