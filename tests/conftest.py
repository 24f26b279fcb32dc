"""What all tests share: Hypothesis without a stopwatch, since a busy machine is no mistake; no file in the home."""

import os

import pytest
from hypothesis import settings

settings.register_profile("calm", deadline=None)
settings.load_profile("calm")


@pytest.fixture(scope="session", autouse=True)
def kept_templates(tmp_path_factory):
    os.environ["VANTHU_CACHE"] = str(tmp_path_factory.mktemp("mau"))
