"""A secretary with an empty outputs folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from publishing_office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "outputs")
