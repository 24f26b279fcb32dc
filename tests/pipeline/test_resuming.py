"""What a start finds of the day before: runs that died, hours that were missed, wishes that were not yet granted."""

from __future__ import annotations

import importlib
from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def found(deployed):
    """Put runs in the states they are told, start anew; give each run's state after it, and those of missed days."""
    resuming, states = (importlib.import_module(name) for name in ("flows.service.resume_runs", "prefect.states"))

    def told(*lived, schedule=(), keep=0):
        async def after(client, ids):
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
            now = [(await client.read_flow_run(run)).state.name for run in runs]
            every = await resuming._found(client, resuming.these_runs(list(states.StateType), ids))
            missed = sorted((run for run in every if run.auto_scheduled), key=lambda run: run.expected_start_time)
            return now, [run.state.name for run in missed if run.expected_start_time < YESTERDAY]

        return deployed(after)

    return told


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
