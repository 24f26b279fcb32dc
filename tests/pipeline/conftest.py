"""What the tests of whole runs share: the small office, and one server of Prefect."""

from __future__ import annotations

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
