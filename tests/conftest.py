"""What all tests share: which stay together, Hypothesis without a stopwatch, no file in the home.

At a desk Hypothesis draws anew each time and finds what nobody thought of; a gate (CI set) always asks the same.
`HYPOTHESIS_PROFILE=wide pytest -m "hypothesis or wide"` asks fifteen times as often, and looks at all of what is large.
"""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

# Tests start hundreds of processes, and each would compile anew all that it imports where Python is to keep nothing.
if sys.dont_write_bytecode:
    own = Path(__file__).parents[1] / ".pytest_cache" / "compiled"
    sys.dont_write_bytecode = False
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.pycache_prefix = os.environ.setdefault("PYTHONPYCACHEPREFIX", str(own))

# A busy machine is no mistake: no deadline.
settings.register_profile(
    "calm",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("wide", settings.get_profile("calm"), max_examples=450)
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "calm")
settings.load_profile(PROFILE)
# Hypothesis tries also the numbers and words that stand in our own modules: in those that this process has imported,
# and which these are depends on the tests that ran in it before. A gate would then ask otherwise each time.
if os.environ.get("CI") and hasattr(providers, "_get_local_constants"):
    providers._get_local_constants = providers.Constants

SERVERS = {"api_url": "prefect", "server": "postgresql"}
"""Fixtures that start a server for the whole session: whoever asks for one runs in the process that has it."""
LONGEST = (
    "prefect",
    "pipeline/test_service",
    "faults/test_kills",
    "pipeline/test_stranger",
    "pdf",
    "page/test_served",
    "postgresql",
)
"""The groups that take longest, which begin first: no process is to sit idle while another ends with one of them."""


def pytest_xdist_auto_num_workers(config):
    """Use a process more than there are cores for us: one of them mostly waits for a service to start, look or rest."""
    from flows.machine.cores import cores  # noqa: PLC0415 compiled where it is to be, see above

    return cores() + 1


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep a file's tests in one process, and those of one server, or of the sample made once for tests/pdf."""
    places = {}
    for item in items:
        folder = item.path.parent.name
        shared = [SERVERS[name] for name in item.fixturenames if name in SERVERS]
        group = shared[0] if shared else folder if folder == "pdf" else f"{folder}/{item.path.stem}"
        if (own := item.get_closest_marker("xdist_group")) is None:
            item.add_marker(pytest.mark.xdist_group(group))
        name = own.args[0] if own else group
        places[item] = LONGEST.index(name) if name in LONGEST else len(LONGEST)
    items.sort(key=places.get)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item):
    """Bear with Prefect, which leaves connections to the garbage collector: also to that of a later test."""
    if "prefect" in sys.modules or item.path.parent.name == "pipeline":
        left = "ignore:unclosed (<s|event loop|transport):ResourceWarning"
        item.add_marker(pytest.mark.filterwarnings(left))
    return (yield)


@pytest.fixture(scope="session")
def wide():
    """Whether to look at all that there is, and not at some of it."""
    return PROFILE == "wide"


@pytest.fixture(scope="session", autouse=True)
def kept_templates(tmp_path_factory):
    os.environ["VANTHU_CACHE"] = str(tmp_path_factory.mktemp("mau"))


def pytest_make_parametrize_id(val, argname):
    """Name a Word file or a whole sheet by its argument: its bytes hold the hour, and workers must collect the same."""
    return argname if isinstance(val, bytes | str) and len(val) > (60 if isinstance(val, bytes) else 200) else None
