"""Where the office wants it, a run asks before it gives numbers: on Prefect's page for days, or at the screen."""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import httpx
import pytest
from prefect_server import artifacts, ask, last_run, password
from service import WAIT, Secret, answered, waited
from small_office import Bureau

from flows.errors import NotApprovedError

PARTS = ("schema", "description")
AT = datetime(2024, 7, 5, 8)
RUNNER = """
import asyncio
from prefect.runner import Runner
from flows.prefect_flow import make_documents
async def work():
    runner = Runner(name="thử", limit=1)
    print(await runner.aadd_flow(make_documents, "Thử"), flush=True)
    await runner.start()
asyncio.run(work())
"""


@dataclass
class Page:
    """Runs of one office begun as from Prefect's page; `step` does what a runner does with one that is due."""

    api_url: str
    deployment: str
    bureau: Bureau
    step: Any

    def begin(self):
        own = self.bureau.order().as_parameters()
        run = ask(self.api_url, f"deployments/{self.deployment}/create_flow_run", parameters=own)["id"]
        self.step(run)
        return run

    def state(self, run):
        [found] = ask(self.api_url, "flow_runs/filter", flow_runs={"id": {"any_": [run]}})
        return found["state"]

    def answer(self, run, **words):
        ask(self.api_url, f"flow_runs/{run}/resume", run_input=words)
        self.step(run)


def asked(state):
    assert (state["type"], state["name"]) == ("PAUSED", "Suspended")
    return state["state_details"]["pause_key"]


@pytest.fixture
def settled(bureau, monkeypatch):
    """The service has said where its runs work, and that they ask."""
    monkeypatch.setenv("VANTHU_PHUC_VU__DUYET", "true")
    monkeypatch.setenv("VANTHU_PLACES", json.dumps(bureau.order().places()))


@pytest.fixture
def page(bureau, settled, flow_module, api_url):
    """The runs are done in this process, by Prefect's engine."""
    flows, orchestration, settings, exceptions = (
        importlib.import_module(f"prefect.{name}")
        for name in ("flow_engine", "client.orchestration", "settings", "exceptions")
    )

    async def step(run):
        async with orchestration.get_client() as client:
            found = await client.read_flow_run(run)
        with suppress(exceptions.Pause):
            await flows.run_flow_async(flow_module.make_documents, found, found.parameters, return_type="state")

    def stepped(run):
        with settings.temporary_settings({settings.PREFECT_API_URL: api_url}):
            asyncio.run(step(run))

    async def registered():
        async with orchestration.get_client() as client:
            flow = await client.create_flow(flow_module.make_documents)
            return str(await client.create_deployment(flow, bureau.folder.name))

    with settings.temporary_settings({settings.PREFECT_API_URL: api_url}):
        deployment = asyncio.run(registered())
    yield Page(api_url, deployment, bureau, stepped)
    for left in ask(api_url, "flow_runs/filter", flow_runs={"state": {"type": {"any_": ["PAUSED"]}}}):
        ask(api_url, f"flow_runs/{left['id']}/set_state", state={"type": "CANCELLED"}, force=True)


@pytest.fixture
def runner(bureau, settled, api_url):
    """The deployment whose runs a runner of Prefect's, as in the service, begins in processes of their own."""
    own = {"PREFECT_API_URL": api_url, "PREFECT_RUNNER_POLL_FREQUENCY": "1"}
    process = subprocess.Popen(
        [sys.executable, "-c", RUNNER],
        env={**os.environ, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Page(api_url, process.stdout.readline().strip(), bureau, lambda _: None)
    finally:
        process.terminate()
        process.communicate(timeout=WAIT)


def written(bureau):
    return bureau.outputs.exists() or (bureau.folder / "so-dang-ky.sqlite").exists()


def said(page, run, opening):
    lines = ask(page.api_url, "logs/filter", logs={"flow_run_id": {"any_": [run]}})
    return [line["message"] for line in lines if line["message"].startswith(opening)]


def inputs(page, run):
    """The addresses of what a waiting run asks: the form, and what it tells above it."""
    return [f"{page.api_url}/flow_runs/{run}/input/suspended-{asked(page.state(run))}-{part}" for part in PARTS]


def form_of(page, run):
    """What a waiting run asks, None while Prefect has not kept it yet: first it notes that the run waits."""
    answers = [httpx.get(address, timeout=WAIT, auth=Secret(password())) for address in inputs(page, run)]
    return [answer.json() for answer in answers] if all(answer.is_success for answer in answers) else None


def test_a_run_waits_with_nothing_written_and_a_form_until_somebody_approves(bureau, runner):
    run = runner.begin()
    waited(lambda: runner.state(run)["type"] == "PAUSED")
    state = runner.state(run)
    assert (state["name"], written(bureau)) == ("Suspended", False)
    assert last_run(runner.api_url)["name"].startswith("Chờ duyệt – Lớp bồi dưỡng (AN-01) – ")
    waits = datetime.fromisoformat(state["state_details"]["pause_timeout"]) - datetime.fromisoformat(state["timestamp"])
    assert waits.days in (13, 14)
    form, told = waited(lambda: form_of(runner, run))
    assert [form["properties"][name]["title"] for name in ("quyet_dinh", "y_kien")] == ["Quyết định", "Ý kiến"]
    assert form["properties"]["quyet_dinh"]["enum"] == ["Duyệt", "Không duyệt"]
    assert "### Sẽ làm 8 văn bản, cấp 3 số." in told
    assert "- Giấy chứng nhận: 3 bản mới, số 001/GCN – 003/GCN" in told
    assert "Lê Văn An" not in told
    # Prefect sends the lines of a run's log some seconds after they are said.
    [question] = waited(lambda: said(runner, run, "Hỏi duyệt: "))
    assert "Sẽ làm 8 văn bản, cấp 3 số." in question
    assert "bấm «Xem và duyệt»" in question
    assert "Lê Văn An" not in question
    runner.answer(run, quyet_dinh="Duyệt")
    waited(lambda: runner.state(run)["type"] in {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"})
    assert runner.state(run)["name"] == "Đã xong"
    assert (bureau.outputs / "AN-01" / "giay-chung-nhan" / "001-le-van-an.docx").is_file()


def test_not_approved_nothing_is_numbered_or_written_and_the_opinion_stands_in_the_run(bureau, page):
    run = page.begin()
    assert asked(page.state(run))
    page.answer(run, quyet_dinh="Không duyệt", y_kien="Sai địa điểm")
    state = page.state(run)
    assert (state["type"], state["name"], written(bureau)) == ("CANCELLED", "Không duyệt", False)
    assert state["message"].endswith("Ý kiến: Sai địa điểm")
    assert last_run(page.api_url)["name"].startswith("Không duyệt – Lớp bồi dưỡng (AN-01) – ")


def test_data_that_changed_while_the_run_waited_are_asked_about_again(bureau, page):
    run = page.begin()
    first = asked(page.state(run))
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    page.answer(run, quyet_dinh="Duyệt")
    assert (asked(page.state(run)) != first, written(bureau)) == (True, False)


def test_a_waiting_run_keeps_nobody_and_the_same_question_is_asked_once(bureau, page):
    waiting = page.begin()
    assert asked(page.state(waiting))
    again = page.begin()
    assert page.state(again)["name"] == "Chờ duyệt ở lần chạy khác"
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    newer = page.begin()
    assert asked(page.state(newer))
    assert page.state(waiting)["name"] == "Đã thay"


def test_a_run_killed_before_its_form_was_kept_is_overtaken_by_the_next(bureau, page):
    killed = page.begin()
    answered("DELETE", inputs(page, killed)[-1], password())
    again = page.begin()
    assert waited(lambda: form_of(page, again))
    assert page.state(killed)["name"] == "Đã thay"


def test_a_run_with_nothing_to_do_asks_nobody(bureau, page):
    bureau.make()
    assert page.state(page.begin())["name"] == "Đã xong"


def test_the_screen_is_asked_and_a_yes_makes_the_papers(bureau, flow_module, api_url):
    shown = []
    caller = flow_module.Caller(AT, None, lambda found: shown.append(found) or True)
    report = flow_module.run_once(bureau.order(), caller, api_url)
    assert [found.summary for found in shown] == ["Sẽ làm 8 văn bản, cấp 3 số."]
    assert len(report.events[0].documents) == 8
    assert "ket-qua" in artifacts(api_url)


def test_a_no_on_the_screen_writes_nothing(bureau, flow_module, api_url):
    with pytest.raises(NotApprovedError, match="chưa cấp số nào"):
        flow_module.run_once(bureau.order(), flow_module.Caller(AT, None, lambda _: False), api_url)
    assert (last_run(api_url)["state_name"], written(bureau)) == ("Không duyệt", False)


def test_with_the_setting_on_and_nobody_to_ask_nothing_is_written(bureau, flow_module, api_url, monkeypatch):
    monkeypatch.setenv("VANTHU_PHUC_VU__DUYET", "true")
    with pytest.raises(NotApprovedError, match="không có ai để hỏi"):
        flow_module.run_once(bureau.order(), flow_module.Caller(AT), api_url)
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
