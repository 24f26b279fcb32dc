"""The packages of compose.yaml's image, out: flows/service/files/image.txt, each file held to its hash.

uv resolves them as of the day in pyproject.toml; named are the files that Python 3.11 takes on Linux:
`uv run python tests/making/image_packages.py`.
"""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parents[2]
HEAD = """\
# What the image of compose.yaml installs, as of {day}. After a change in pyproject.toml:
# uv run python tests/making/image_packages.py
"""
EXPORT = "uv export -q --no-emit-project --no-default-groups --group image --extra postgresql --no-hashes --no-annotate --no-header"
THERE = {"python_version": "3.11", "python_full_version": "3.11.0", "sys_platform": "linux", "platform_system": "Linux"}
# Of the processors that offices have.
FITS = re.compile(r"-(cp311-cp311|cp3\d{1,2}-abi3|(py2\.)?py3-none)-(any|manylinux\S*_(x86_64|aarch64))\.whl$")


def lines(lock) -> Iterator[str]:
    """Yield a line for each package, with the hashes of its files."""
    hashes = {
        f"{one['name']}=={one['version']}": [file["hash"] for file in one.get("wheels", ()) if FITS.search(file["url"])]
        for one in lock["package"]
    }
    exported = subprocess.run(EXPORT.split(), check=True, capture_output=True, text=True, cwd=ROOT).stdout
    for line in exported.splitlines():
        pinned, _, marker = line.partition(" ; ")
        if not marker or Marker(marker).evaluate(THERE):
            yield " ".join([pinned, *(f"--hash={one}" for one in hashes[pinned])])


def main() -> None:
    """Resolve, and write the list."""
    subprocess.run(["uv", "lock", "-q"], check=True, cwd=ROOT)
    lock = tomllib.loads((ROOT / "uv.lock").read_text("utf-8"))
    head = HEAD.format(day=lock["options"]["exclude-newer"][:10])
    (ROOT / "flows" / "service" / "files" / "image.txt").write_text(head + "\n".join(lines(lock)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
