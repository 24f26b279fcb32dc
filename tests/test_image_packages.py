"""The packages of compose.yaml's image are those that pyproject.toml asks for, of its day."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
LIST = (ROOT / "flows" / "service" / "files" / "image.txt").read_text("utf-8")
LINE = re.compile(r"([a-z0-9-]+)==(\S+)( --hash=sha256:[0-9a-f]{64})+")
ASKED = [
    *PROJECT["project"]["dependencies"],
    *PROJECT["project"]["optional-dependencies"]["postgresql"],
    *PROJECT["dependency-groups"]["image"],
]


def test_the_list_is_of_the_day_that_all_packages_are_of():
    assert f"as of {PROJECT['tool']['uv']['exclude-newer'][:10]}." in LIST
    assert set(PROJECT["build-system"]["requires"]) <= set(PROJECT["dependency-groups"]["image"])


def test_each_package_has_one_version_and_is_held_to_the_hashes_of_its_files_wherever_they_come_from():
    lines = LIST.splitlines()[2:]
    found = [LINE.fullmatch(line) for line in lines]
    assert [line for line, one in zip(lines, found, strict=True) if one is None] == []
    assert len({one[1] for one in found}) == len(lines)


@pytest.mark.parametrize("asked", map(Requirement, ASKED), ids=str)
def test_what_the_program_asks_for_is_in_the_list(asked):
    """Otherwise: `uv run python tests/making/image_packages.py`."""
    listed = dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LIST, re.MULTILINE))
    if asked.marker is None or asked.marker.evaluate({"sys_platform": "linux"}):
        assert listed[asked.name] in asked.specifier
