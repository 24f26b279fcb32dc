"""Names of runs that have not begun, in Prefect's list."""

from __future__ import annotations

import asyncio
import gc
import importlib
from datetime import UTC, datetime

import pytest

# Prefect leaves the connections of its synchronous clients to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed <socket.socket:ResourceWarning")


@pytest.fixture
def foreseen(bureau, api_url):
    """Register the deployments, let the schedule foresee some runs, name them; give the names of what is to come."""
    # Not at the top: they import Prefect, and most test runs need none.
    making, offering, foreseeing = (
        importlib.import_module(f"flows.{name}") for name in ("making", "service.offering", "service.foreseeing")
    )
    orchestration = importlib.import_module("prefect.client.orchestration")
    settings = importlib.import_module("prefect.settings")

    async def found(start):
        async with orchestration.get_client() as client:
            offers = offering.offers(making.as_parameters(bureau.order(), scheduled=True), cron="0 7 * * *")
            ids = [await (await offering.deployment_of(offer, ())).aapply() for offer in offers]
            times = {"start_time": start.isoformat(), "min_runs": 2, "max_runs": 2}
            await client._client.post(f"/deployments/{ids[0]}/schedule", json=times)
            asked = await client.create_flow_run_from_deployment(ids[0], name="Của tôi")
            await foreseeing.name_the_foreseen(client, ids)
            named = [run.name for run in await client.read_flow_runs() if run.auto_scheduled]
            kept = (await client.read_flow_run(asked.id)).name
            for each in ids:
                await client.delete_deployment(each)
        return named, kept

    def told(start):
        with settings.temporary_settings({settings.PREFECT_API_URL: api_url}):
            return asyncio.run(found(start))

    yield told
    gc.collect()


def test_what_the_schedule_foresees_is_named_by_the_offices_hour_and_a_persons_own_name_stands(foreseen):
    named, kept = foreseen(datetime(2099, 1, 5, tzinfo=UTC))
    assert {f"Tất cả văn bản – theo lịch – 0{day}/01/2099 07:00" for day in (5, 6)} <= {*named}
    assert kept == "Của tôi"
