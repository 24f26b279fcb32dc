"""Names of runs that have not begun, in Prefect's list."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime

import pytest

# Prefect leaves the connections of its synchronous clients to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")


@pytest.fixture
def foreseen(deployed):
    """Let the schedule foresee some runs, name them; give the names of what is to come, and of one that a person named."""
    foreseeing = importlib.import_module("flows.service.foreseeing")

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


def test_a_run_that_the_watch_begins_is_named_after_the_events_that_changed():
    name_at = importlib.import_module("flows.service.foreseeing").name_at
    named = [
        name_at(datetime(2099, 1, 5, tzinfo=UTC), "bảng tính vừa đổi", codes) for codes in ([], ["A"], list("ABC"))
    ]
    assert named == [f"{what} – bảng tính vừa đổi – 05/01/2099 07:00" for what in ("Tất cả văn bản", "A", "3 sự kiện")]
