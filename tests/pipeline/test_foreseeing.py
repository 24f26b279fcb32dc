"""Runs in Prefect's list: what those to come are named, that the watch asks for each once, which the page shows."""

from __future__ import annotations

import asyncio
import importlib
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
from prefect_server import password
from service import WAIT, Secret


@pytest.fixture
def foreseen(deployed):
    """Let the schedule foresee some runs, name them; give the names of what is to come, and of one that a person named."""
    foreseeing = importlib.import_module("flows.service.worker")

    def told(start):
        async def named(client, ids):
            times = {"start_time": start.isoformat(), "min_runs": 2, "max_runs": 2}
            await client._client.post(f"/deployments/{ids[0]}/schedule", json=times)
            asked = await client.create_flow_run_from_deployment(ids[0], name="Của tôi")
            await foreseeing.name_the_foreseen(client, ids)
            names = [run.name for run in await client.read_flow_runs() if run.auto_scheduled]
            return names, (await client.read_flow_run(asked.id)).name

        return deployed(named)

    return told


def test_what_the_schedule_foresees_is_named_by_the_offices_hour_and_a_persons_own_name_stands(foreseen):
    named, kept = foreseen(datetime(2099, 1, 5, tzinfo=UTC))
    assert {f"Tất cả văn bản – theo lịch – 0{day}/01/2099 07:00" for day in (5, 6)} <= {*named}
    assert kept == "Của tôi"


def test_a_run_that_is_taken_away_while_it_is_named_keeps_nobody_from_the_others(deployed):
    worker = importlib.import_module("flows.service.worker")

    async def named(client, ids):
        times = {"start_time": datetime(2099, 1, 5, tzinfo=UTC).isoformat(), "min_runs": 2, "max_runs": 2}
        await client._client.post(f"/deployments/{ids[0]}/schedule", json=times)
        update, asked = client.update_flow_run, []

        async def late(run, **given):
            asked.append(run)
            await client.delete_flow_run(run)
            return await update(run, **given)

        client.update_flow_run = late
        await worker.name_the_foreseen(client, ids)
        return len(asked)

    assert deployed(named) > 1


def test_a_run_that_the_watch_begins_is_named_after_the_events_that_changed():
    name_at = importlib.import_module("flows.service.worker").name_at
    named = [
        name_at(datetime(2099, 1, 5, tzinfo=UTC), "bảng tính vừa đổi", codes) for codes in ([], ["A"], list("ABC"))
    ]
    assert named == [f"{what} – bảng tính vừa đổi – 05/01/2099 07:00" for what in ("Tất cả văn bản", "A", "3 sự kiện")]


class Losing(BaseHTTPRequestHandler):
    """Hands requests on to Prefect's server; the first answer to who begins a run is lost."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {"Content-Type": self.headers.get("Content-Type", "")}
        url = f"{self.server.api_url}{self.path.removeprefix('/api')}"
        answer = httpx.request(self.command, url, content=body, headers=headers, timeout=WAIT, auth=Secret(password()))
        if self.path.endswith("/create_flow_run") and answer.is_success and not self.server.lost:
            self.server.lost.append(answer.status_code)
            return
        self.send_response(answer.status_code)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer.content)))
        self.end_headers()
        self.wfile.write(answer.content)

    do_GET = do_POST  # noqa: N815 the server's name for it

    def log_message(self, *_):
        pass


@pytest.fixture
def losing(api_url):
    with ThreadingHTTPServer(("127.0.0.1", 0), Losing) as server:
        server.api_url, server.lost = api_url, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def test_a_run_whose_begin_was_not_answered_is_asked_for_again_and_is_one_run(deployed, losing, bureau):
    worker, orchestration, settings = (
        importlib.import_module(name)
        for name in ("flows.service.worker", "prefect.client.orchestration", "prefect.settings")
    )

    async def begun(client, ids):
        with settings.temporary_settings({settings.PREFECT_API_URL: f"http://127.0.0.1:{losing.server_port}/api"}):
            async with orchestration.get_client() as behind:
                watcher = worker._Watcher(behind, worker.Duty({}, {}, {}), [], ids, asyncio.Event(), print)
                await watcher._begin([], bureau.folder / "inputs")
        return [run.deployment_id for run in await client.read_flow_runs()].count(ids[0])

    assert deployed(begun) == 1
    assert losing.lost == [201]


def test_a_question_stays_on_the_page_whatever_is_over_since(deployed, monkeypatch):
    page, states = (importlib.import_module(name) for name in ("flows.service.page_runs", "prefect.states"))
    monkeypatch.setattr(page, "MOST", 1)

    async def shown(client, ids):
        for name in ("Paused", "Completed", "Completed"):
            run = await client.create_flow_run_from_deployment(ids[0])
            await client.set_flow_run_state(run.id, getattr(states, name)(), force=True)
        return [run.state for run in await page.PrefectRuns(client, ids, lambda: None).recent()]

    assert deployed(shown) == ["duyet", "xong"]
