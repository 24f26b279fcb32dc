"""What a start finds of the day before: runs that died, hours that were missed, wishes that were not yet granted."""

from __future__ import annotations

import asyncio
import gc
import importlib
from datetime import UTC, datetime, timedelta

import pytest

# Prefect leaves the connections of its synchronous clients to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")


@pytest.fixture
def found(bureau, api_url):
    """Register the deployments, put runs in the states they are told, start anew; give each run's state after it."""
    # Not at the top: they import Prefect, and most test runs need none.
    making, offering, resuming = (
        importlib.import_module(f"flows.{name}") for name in ("making", "service.offering", "service.resuming")
    )
    orchestration = importlib.import_module("prefect.client.orchestration")
    states = importlib.import_module("prefect.states")
    settings = importlib.import_module("prefect.settings")

    async def found(*lived, schedule=(), keep=0):
        async with orchestration.get_client() as client:
            offers = list(offering.offers(making.as_parameters(bureau.order(), scheduled=True), cron="0 7 * * *"))
            ids = [await (await offering.deployment_of(offer, ())).aapply() for offer in offers]
            runs = []
            for tags, *before in lived:
                run = await client.create_flow_run_from_deployment(ids[0], tags=tags)
                for name in before:
                    await client.set_flow_run_state(run.id, getattr(states, name)(), force=True)
                runs.append(run.id)
            for start in schedule:
                times = {"start_time": start.isoformat(), "min_runs": 9, "max_runs": 9}
                await client._client.post(f"/deployments/{ids[0]}/schedule", json=times)
            await resuming.close_the_dead(client, ids, alone=True)
            await resuming.drop_the_missed(client, ids, keep=keep)
            now = [(await client.read_flow_run(run)).state for run in runs]
            missed = [run for run in await resuming._runs(client, ids, list(states.StateType)) if run.auto_scheduled]
            for each in ids:
                await client.delete_deployment(each)
        missed.sort(key=lambda run: run.expected_start_time)
        return [state.name for state in now], [run.state.name for run in missed if run.expected_start_time < YESTERDAY]

    def told(*lived, **more):
        with settings.temporary_settings({settings.PREFECT_API_URL: api_url}):
            return asyncio.run(found(*lived, **more))

    yield told
    gc.collect()


YESTERDAY = datetime.now(UTC) - timedelta(days=1)
BY_WATCH = ["theo dõi thư mục"]


def test_runs_that_died_are_closed_and_those_of_people_begun_again(found):
    lived = [(BY_WATCH, "Pending", "Running"), (BY_WATCH, "Pending"), (["văn thư"], "Pending", "Running")]
    assert found(*lived)[0] == ["Bị ngắt", "Bị ngắt", "Scheduled"]


def test_what_is_over_or_waits_for_a_persons_word_stands(found):
    lived = [(BY_WATCH, "Running", "Completed"), (BY_WATCH, "Running", "Paused"), (["văn thư"],)]
    assert found(*lived)[0] == ["Completed", "Paused", "Scheduled"]


def test_what_the_watch_had_begun_and_never_came_to_is_left_to_the_run_of_the_start(found):
    assert found((BY_WATCH,))[0] == ["Bỏ qua"]


def test_days_that_were_missed_are_not_made_up_one_by_one(found):
    _, missed = found(schedule=[YESTERDAY - timedelta(days=14)], keep=1)
    assert len(missed) > 7
    assert missed == ["Bỏ qua"] * (len(missed) - 1) + ["Scheduled"]
