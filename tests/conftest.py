"""What all tests share: Hypothesis without a stopwatch, since a busy machine is no mistake; no file in the home.

At a desk Hypothesis draws anew each time and finds what nobody thought of; a gate (CI set) always asks the same.
"""

import os

import pytest
from hypothesis import settings

settings.register_profile("calm", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("calm")


@pytest.fixture(scope="session", autouse=True)
def kept_templates(tmp_path_factory):
    os.environ["VANTHU_CACHE"] = str(tmp_path_factory.mktemp("mau"))
