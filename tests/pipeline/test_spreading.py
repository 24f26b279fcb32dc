"""A run spread over threads, processes and Dask: the same papers, byte for byte, and the same report as in one row."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime
from multiprocessing import get_context

import pytest

from flows import pipeline
from flows.errors import MachineError, UsageError
from flows.settings import Scale
from flows.steps.print_papers import results, share

AT = datetime(2024, 7, 5, 8)
ROSTER = """
Họ và tên | Chức vụ | Đơn vị | Kết quả
Lê Văn An | Trưởng thôn | thôn Một | hoàn thành
Hà Thị Bình |  | thôn Hai | hoàn thành
Vũ Cảnh |  | thôn Ba | hoàn thành
Tạ Sai |  | thôn Ba | có lẽ
Đỗ Dũng |  | thôn Tư | hoàn thành
"""


RUN = """
import sys
from datetime import date, datetime
from pathlib import Path
from flows.service.run_flow import run
from flows.model.order import Order
folder = Path(sys.argv[1])
if __name__ == "__main__":
    own = {name: folder / name for name in ("inputs", "outputs", "templates")}
    report = run(Order(**own, today=date(2024, 7, 5)), at=datetime(2024, 7, 5, 8), log_file=folder / "nhat-ky.log")
    print(sum(len(event.documents) for event in report.events))
"""


class Threads(ThreadPoolExecutor):
    ahead, portion = 4, 2


class Processes(ProcessPoolExecutor):
    ahead, portion = 4, 2

    def __init__(self, count):
        # As Prefect and Dask do: a forked process would inherit the event's lock, and hold it.
        super().__init__(count, mp_context=get_context("spawn"))


@pytest.fixture
def province(bureau):
    """An office with one event that is shared out and three that go whole."""
    bureau.write(roster=ROSTER)
    for code in ("BA-02", "CA-03", "DA-04"):
        event = bureau.event.replace("AN-01", code)
        bureau.write(f"{code}.xlsx", event, ROSTER.replace("Lê Văn An", f"Lê Văn {code[:2]}"))
    return bureau


def made(bureau):
    """What stands in outputs and what the register says, without the files that hold moments."""
    outputs = bureau.outputs
    return {file.relative_to(outputs).as_posix(): file.read_bytes() for file in outputs.rglob("*") if file.is_file()}


def cleared(bureau):
    for file in sorted(bureau.outputs.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    (bureau.folder / "so-dang-ky.sqlite").unlink()
    shutil.rmtree(bureau.folder / "so-dang-ky.sqlite.sao-luu")


def spread(bureau, workers):
    work = pipeline.number(pipeline.read(bureau.order(), AT))
    return pipeline.record(work, pipeline.publish_all(work, pipeline.press_for(work), workers))


@pytest.mark.parametrize("pool", [Threads, Processes])
def test_papers_printed_elsewhere_are_those_printed_in_one_row(province, pool):
    alone, papers = province.make(), made(province)
    cleared(province)
    with pool(2) as workers:
        report = spread(province, workers)
        assert report == alone
        assert made(province) == papers
        times = province.times()
        again = spread(province, workers)
    assert {one.state for event in again.events for one in event.documents} == {"unchanged"}
    assert {path: time for path, time in province.times().items() if "outputs" in str(path)} == {
        path: time for path, time in times.items() if "outputs" in str(path)
    }


@pytest.mark.parametrize("mode", ["luong", "tien-trinh", "dask"])
def test_prefects_task_runners_make_the_same_papers(province, api_url, mode):
    if mode == "dask":
        pytest.importorskip("prefect_dask", reason="needs Dask (uv sync --all-groups)")
    province.make()
    papers = made(province)
    cleared(province)
    wish = {"VANTHU_QUY_MO__CHAY": mode, "VANTHU_QUY_MO__SO_MAY": "2", "VANTHU_QUY_MO__MOI_PHAN": "3"}
    environment = {**os.environ, **wish, "PREFECT_API_URL": api_url}
    command = [sys.executable, "-c", RUN, province.folder]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "40\n"), done.stderr
    assert "Traceback" not in done.stderr
    assert made(province) == papers


def test_a_person_changed_and_a_paper_changed_by_hand_are_seen_by_whoever_prints_the_portion(province):
    province.make()
    paper = province.outputs / "AN-01" / "giay-moi" / "003-vu-canh.docx"
    paper.write_bytes(b"changed by hand")
    province.write(roster=ROSTER.replace("Trưởng thôn", "Phó thôn"))
    with Threads(2) as workers:
        report = spread(province, workers)
    documents = next(event.documents for event in report.events if event.event == "AN-01")
    found = {(one.path, one.state, one.change) for one in documents if one.state != "unchanged"}
    assert found == {
        ("AN-01/giay-moi/001-le-van-an.docx", "made", "changed"),
        ("AN-01/giay-moi/003-vu-canh.docx", "kept", ""),
    }
    assert paper.read_bytes() == b"changed by hand"


class Two(Threads):
    ahead, portion = 4, Scale().moi_phan


@pytest.mark.parametrize(
    ("papers", "portion"), [(230, 2_500), (6_000, 2_500), (20_000, 5_000), (40_000, 10_000), (200_000, 25_000)]
)
def test_portions_are_few_and_leave_something_for_everybody(papers, portion):
    with Two() as workers:
        assert share(workers, papers) == portion


def test_after_a_failure_nobody_is_at_work_any_more():
    def work(number):
        if number == 1:
            raise MachineError("Ổ đĩa đã đầy.", "Dọn bớt.")
        done.append(number)
        return number

    done: list[int] = []
    with Threads(1) as workers, pytest.raises(MachineError):
        list(results(workers, ((work, number) for number in range(9))))
    assert done == [0, 2, 3, 4]


def test_dask_that_is_not_installed_is_told_with_what_to_type(flow_module, monkeypatch):
    from flows.prefect_flow import spread as spreading  # noqa: PLC0415 it imports Prefect

    monkeypatch.setitem(__import__("sys").modules, "prefect_dask.task_runners", None)
    with pytest.raises(UsageError, match="chưa cài Dask") as failure, spreading(Scale(chay="dask")):
        pass
    assert "vanthu[dask]" in failure.value.fix
