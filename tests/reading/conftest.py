"""Ways to lay out an inbox for the tests of reading."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """Return an empty folder to drop workbooks into."""
    folder = tmp_path / "inputs"
    folder.mkdir()
    return folder
