"""What the tests of whole runs share: the small office, and one server of Prefect."""

from __future__ import annotations

import asyncio
import gc
import importlib
import os
import shutil
import tempfile

import pytest

# Before anything imports Prefect, which reads its settings then.
os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="vanthu-prefect-")
os.environ["PREFECT_API_AUTH_STRING"] = "mat-khau-cua-thu"

from small_office import Bureau

from flows.machine import prefect_server


@pytest.fixture(scope="session")
def furnished(tmp_path_factory):
    return Bureau.furnished(tmp_path_factory.mktemp("co-quan")).folder


@pytest.fixture
def bureau(tmp_path, furnished):
    """A furnished office of the test's own; its files are as new as if just typed."""
    return Bureau(shutil.copytree(furnished, tmp_path, copy_function=shutil.copy, dirs_exist_ok=True))


@pytest.fixture(scope="module")
def first_bureau(tmp_path_factory, furnished):
    """A furnished office for a whole file, which gets copies of it as the file has brought it on."""
    return Bureau(furnished).copied(tmp_path_factory.mktemp("ban-dau"))


@pytest.fixture(scope="session")
def api_url(tmp_path_factory):
    """Prefect's server for the session, on the empty home of this page."""
    password = {prefect_server.SERVER_PASSWORD: os.environ[prefect_server.CLIENT_PASSWORD]}
    mode = {**prefect_server.SETTINGS, **prefect_server.EMBEDDED, **password}
    connection = prefect_server.start(tmp_path_factory.mktemp("server") / "log", "127.0.0.1", 0, mode)
    connection.wait()
    yield connection.api_url
    connection.end()


@pytest.fixture
def flow_module(api_url):
    # Not at the top: it imports Prefect, and most test runs need none.
    yield importlib.import_module("flows.prefect_flow")
    # Here, where its warnings are filtered, and not in the middle of somebody else's test.
    gc.collect()


@pytest.fixture
def deployed(bureau, api_url):
    """Register the deployments, let a coroutine work with a client and their ids, take them away; give what it gave."""
    # Not at the top: they import Prefect, and most test runs need none.
    offering = importlib.import_module("flows.service.deployments")
    orchestration, runner = (importlib.import_module(f"prefect.{name}") for name in ("client.orchestration", "runner"))
    settings = importlib.import_module("prefect.settings")

    async def found(work):
        async with orchestration.get_client() as client:
            offers = offering.offers(bureau.order().as_parameters(scheduled=True), cron="0 7 * * *")
            ids = [await offering.register(runner.Runner(), client, offer, ()) for offer in offers]
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
