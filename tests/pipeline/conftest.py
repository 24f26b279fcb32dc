"""What the tests of whole runs share: the small office, and one server of Prefect."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import tempfile

import pytest

# Before anything imports Prefect, which reads its settings then.
os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="vanthu-prefect-")

from small_office import Bureau

from flows import prefect_home


@pytest.fixture
def bureau(tmp_path):
    return Bureau.furnished(tmp_path)


@pytest.fixture(scope="session")
def api_url(tmp_path_factory):
    """Prefect's server for the session, on the empty home of this page."""
    mode = {**prefect_home.SETTINGS, **prefect_home.EMBEDDED}
    connection = prefect_home.start(tmp_path_factory.mktemp("server") / "log", "127.0.0.1", 0, mode)
    connection.wait()
    yield connection.api_url
    connection.end()


@pytest.fixture
def pipeline(api_url):
    # Not at the top: it imports Prefect, and most test runs need none.
    yield importlib.import_module("flows.pipeline")
    # Here, where its warnings are filtered, and not in the middle of somebody else's test.
    gc.collect()


@pytest.fixture
def deployed(bureau, api_url):
    """Register the deployments, let a coroutine work with a client and their ids, take them away; give what it gave."""
    # Not at the top: they import Prefect, and most test runs need none.
    making, offering = (importlib.import_module(f"flows.{name}") for name in ("making", "service.offering"))
    orchestration = importlib.import_module("prefect.client.orchestration")
    settings = importlib.import_module("prefect.settings")

    async def found(work):
        async with orchestration.get_client() as client:
            offers = offering.offers(making.as_parameters(bureau.order(), scheduled=True), cron="0 7 * * *")
            ids = [await (await offering.deployment_of(offer, ())).aapply() for offer in offers]
            told = await work(client, ids)
            for each in ids:
                await client.delete_deployment(each)
        return told

    def given(work):
        with settings.temporary_settings({settings.PREFECT_API_URL: api_url}):
            return asyncio.run(found(work))

    yield given
    # Prefect leaves the connections of its synchronous clients to the garbage collector.
    gc.collect()
