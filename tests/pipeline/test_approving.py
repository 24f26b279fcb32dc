"""Where the office wants it, a run asks before it gives numbers: on Prefect's page for days, or at the screen."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import datetime

import httpx
import pytest
from prefect_server import artifacts, ask, last_run
from service import waited

from flows.errors import NotApprovedError
from flows.making import as_parameters

# Prefect leaves the connections of its synchronous clients to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")

FINAL = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
PARTS = ("schema", "description")
AT = datetime(2024, 7, 5, 8)
RUNNER = """
import asyncio
from prefect.runner import Runner
from prefect.types.entrypoint import EntrypointType
from flows.pipeline import make_documents
async def work():
    runner = Runner(name="thử", limit=1)
    deployment = await make_documents.ato_deployment("Thử", entrypoint_type=EntrypointType.MODULE_PATH)
    print(await runner.aadd_deployment(deployment), flush=True)
    await runner.start()
asyncio.run(work())
"""


@dataclass
class Runner:
    """Runs begun as from Prefect's page, one at a time, in processes of their own."""

    api_url: str
    deployment: str

    def begin(self, bureau):
        own = as_parameters(bureau.order())
        return ask(self.api_url, f"deployments/{self.deployment}/create_flow_run", parameters=own)["id"]

    def state(self, run):
        [found] = ask(self.api_url, "flow_runs/filter", flow_runs={"id": {"any_": [run]}})
        return found["state"]

    def waited(self, run, *kinds, but=""):
        """The run's state once it is of one of these kinds, and asks something else than what was asked before."""
        end = time.monotonic() + 90
        while (state := self.state(run))["type"] not in kinds or (but and asked(state) == but):
            assert time.monotonic() < end, state
            assert state["type"] not in FINAL, state
            time.sleep(0.3)
        return state

    def said(self, run, opening):
        """The lines of the run's log that begin so; Prefect sends them some seconds after they are said."""
        lines = ask(self.api_url, "logs/filter", logs={"flow_run_id": {"any_": [run]}})
        return [line["message"] for line in lines if line["message"].startswith(opening)]

    def answer(self, run, **words):
        ask(self.api_url, f"flow_runs/{run}/resume", run_input=words)


def asked(state):
    return state["state_details"]["pause_key"]


@pytest.fixture(scope="module")
def runner(api_url):
    own = {"PREFECT_API_URL": api_url, "PREFECT_RUNNER_POLL_FREQUENCY": "1", "VANTHU_PHUC_VU__DUYET": "true"}
    process = subprocess.Popen(
        [sys.executable, "-c", RUNNER],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Runner(api_url, process.stdout.readline().strip())
    finally:
        process.terminate()
        process.communicate(timeout=30)


def written(bureau):
    return bureau.outputs.exists() or (bureau.folder / "so-dang-ky.sqlite").exists()


def ask_for(api_url, path):
    answer = httpx.get(f"{api_url}/{path}", timeout=10)
    answer.raise_for_status()
    return answer.json()


def test_a_run_waits_with_nothing_written_and_a_form_until_somebody_approves(bureau, runner):
    run = runner.begin(bureau)
    state = runner.waited(run, "PAUSED")
    assert (state["name"], written(bureau)) == ("Suspended", False)
    assert last_run(runner.api_url)["name"].startswith("Chờ duyệt – Lớp bồi dưỡng (AN-01) – ")
    waits = datetime.fromisoformat(state["state_details"]["pause_timeout"]) - datetime.fromisoformat(state["timestamp"])
    assert waits.days in (13, 14)
    form, told = (ask_for(runner.api_url, f"flow_runs/{run}/input/suspended-{asked(state)}-{part}") for part in PARTS)
    assert [form["properties"][name]["title"] for name in ("quyet_dinh", "y_kien")] == ["Quyết định", "Ý kiến"]
    assert form["properties"]["quyet_dinh"]["enum"] == ["Duyệt", "Không duyệt"]
    assert "### Sẽ làm 8 văn bản, cấp 3 số." in told
    assert "- Giấy chứng nhận: 3 bản mới, số 001/GCN – 003/GCN" in told
    assert "Lê Văn An" not in told
    runner.answer(run, quyet_dinh="Duyệt")
    assert runner.waited(run, "COMPLETED")["name"] == "Đã xong"
    assert (bureau.outputs / "AN-01" / "giay-chung-nhan" / "001-le-van-an.docx").is_file()


def test_not_approved_nothing_is_numbered_or_written_and_the_opinion_stands_in_the_run(bureau, runner):
    run = runner.begin(bureau)
    runner.waited(run, "PAUSED")
    runner.answer(run, quyet_dinh="Không duyệt", y_kien="Sai địa điểm")
    state = runner.waited(run, "CANCELLED")
    assert (state["type"], state["name"], written(bureau)) == ("CANCELLED", "Không duyệt", False)
    assert state["message"].endswith("Ý kiến: Sai địa điểm")
    assert last_run(runner.api_url)["name"].startswith("Không duyệt – Lớp bồi dưỡng (AN-01) – ")


def test_the_log_of_a_waiting_run_tells_the_question_and_the_button(bureau, runner):
    run = runner.begin(bureau)
    runner.waited(run, "PAUSED")
    [question] = waited(lambda: runner.said(run, "Hỏi duyệt: "), seconds=30)
    assert "Sẽ làm 8 văn bản, cấp 3 số." in question
    assert "bấm nút ba chấm ở góc trên bên phải, rồi Resume" in question
    assert "Lê Văn An" not in question


def test_data_that_changed_while_the_run_waited_are_asked_about_again(bureau, runner):
    run = runner.begin(bureau)
    first = asked(runner.waited(run, "PAUSED"))
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    runner.answer(run, quyet_dinh="Duyệt")
    second = asked(runner.waited(run, "PAUSED", but=first))
    assert (second != first, written(bureau)) == (True, False)


def test_a_waiting_run_keeps_nobody_and_the_same_question_is_asked_once(bureau, runner):
    waiting = runner.begin(bureau)
    runner.waited(waiting, "PAUSED")
    again = runner.begin(bureau)
    assert runner.waited(again, "CANCELLED")["name"] == "Chờ duyệt ở lần chạy khác"
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    newer = runner.begin(bureau)
    runner.waited(newer, "PAUSED")
    assert runner.waited(waiting, "CANCELLED")["name"] == "Đã thay"


def test_a_run_with_nothing_to_do_asks_nobody(bureau, runner):
    bureau.make()
    assert runner.waited(runner.begin(bureau), "COMPLETED")["name"] == "Đã xong"


def test_the_screen_is_asked_and_a_yes_makes_the_papers(bureau, pipeline, api_url):
    shown = []
    caller = pipeline.Caller(AT, None, lambda found: shown.append(found) or True)
    report = pipeline.run_once(bureau.order(), caller, api_url)
    assert [found.summary for found in shown] == ["Sẽ làm 8 văn bản, cấp 3 số."]
    assert len(report.events[0].documents) == 8
    assert "ket-qua" in artifacts(api_url)


def test_a_no_on_the_screen_writes_nothing(bureau, pipeline, api_url):
    with pytest.raises(NotApprovedError, match="chưa cấp số nào"):
        pipeline.run_once(bureau.order(), pipeline.Caller(AT, None, lambda _: False), api_url)
    assert (last_run(api_url)["state_name"], written(bureau)) == ("Không duyệt", False)


def test_with_the_setting_on_and_nobody_to_ask_nothing_is_written(bureau, pipeline, api_url, monkeypatch):
    monkeypatch.setenv("VANTHU_PHUC_VU__DUYET", "true")
    with pytest.raises(NotApprovedError, match="không có ai để hỏi"):
        pipeline.run_once(bureau.order(), pipeline.Caller(AT), api_url)
    assert not written(bureau)


def test_a_command_that_no_terminal_stands_behind_ends_with_one_and_shows_the_difference(bureau, api_url):
    folders = [f"--{name}={bureau.folder / name}" for name in ("inputs", "outputs", "templates")]
    words = [sys.executable, "-m", "flows", "run", "--ask", "--as-of", "2024-07-05", *folders]
    environment = {**os.environ, "PREFECT_API_URL": api_url, "HOME": str(bureau.folder)}
    done = subprocess.run(words, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert "  Giấy chứng nhận: 3 bản mới, số 001/GCN – 003/GCN\n" in done.stderr
    assert done.stderr.splitlines()[-1].startswith("Cần người duyệt, mà đây không phải cửa sổ lệnh")
    assert not written(bureau)
