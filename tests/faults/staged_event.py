"""An event whose papers change their places, and one that is new: each a command for a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from flows.outputs.disk import digest
from flows.outputs.staging import Stage, Step

OLD = {"manifest.json": b"old", "giay/1.docx": b"An", "giay/2.docx": b"Binh", "giay/3.docx": b"Chi"}
PUT = {"giay/1.docx": b"An, anew", "giay/2.docx": b"Dung, in Binh's place", "giay/4.docx": b"Em"}
STEPS = (
    Step("put", "giay/1.docx", over=digest(b"An")),
    Step("move", "giay/2.docx", to="bo/giay/2.docx"),
    Step("put", "giay/2.docx"),
    Step("remove", "giay/3.docx", over=digest(b"Chi")),
    Step("put", "giay/4.docx"),
)
NEW = {"manifest.json": b"new", **PUT}
CHANGED = {**NEW, "bo/giay/2.docx": b"Binh"}
EVENTS: Mapping[str, tuple[Mapping[str, bytes], tuple[Step, ...], Mapping[str, bytes]]] = {
    "changed": (OLD, STEPS, CHANGED),
    "new": ({}, tuple(Step("put", path) for path in PUT), NEW),
}
"""What stood in the event's folder, the steps of a run, and what stands after them."""


def stage_of(root: Path) -> Stage:
    return Stage(root, "LOP-1")


def papers(root: Path) -> Mapping[str, bytes]:
    """Return the files in outputs, those of a stage too."""
    event = root / "LOP-1"
    found = [one for one in root.rglob("*") if one.is_file()]
    return {str(one.relative_to(event) if event in one.parents else one): one.read_bytes() for one in found}


def lay_out(root: Path, name: str) -> None:
    root.mkdir()
    for path, content in EVENTS[name][0].items():
        (root / "LOP-1" / path).parent.mkdir(parents=True, exist_ok=True)
        (root / "LOP-1" / path).write_bytes(content)


def take_steps(root: Path, name: str) -> None:
    stage = stage_of(root)
    for path, content in PUT.items():
        stage.put(path, content)
    stage.commit(b"new", EVENTS[name][1])


if __name__ == "__main__":
    take_steps(Path(sys.argv[1]), sys.argv[2])
