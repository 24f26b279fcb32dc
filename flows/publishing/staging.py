"""All or nothing: the changes of one run in, an event's folder as it was or as it should be out.

Everything is first written to a hidden folder beside the event's. Of a new event that becomes the event's own, in one
step. Else a journal of the steps to take is put there: before it stands, a killed run has changed nothing; after that,
every step can be taken again, and whoever comes next finishes the work.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from flows.publishing import disk
from flows.publishing.names import MANIFEST

_JOURNAL = "so-ghi.json"
_UNFINISHED = "so-ghi.tmp"
_STAGE = ".dang-ghi"
_NEW = "moi"


class Step(NamedTuple):
    """One change, that can be asked for again: each path is left by one step at most, and taken by one at most.

    put: the staged file takes this path, over nothing or over the file whose hash is `over`.
    move: the file goes `to` another path. remove: the file goes, if its hash is `over`.
    """

    act: Literal["put", "move", "remove"]
    path: str
    to: str = ""
    over: str = ""

    def as_list(self) -> list[str]:
        """Return the step as the journal has it."""
        return [self.act, self.path, self.to, self.over]


class Stage:
    """The hidden folder in which an event's new files wait."""

    def __init__(self, root: Path, folder: str) -> None:
        """Look at the stage of a folder of outputs; nothing is made before the first file is put."""
        self.name = folder
        self.event = root / folder
        self._root = root
        self._folder = root / f".{folder}{_STAGE}"
        self._new = self._folder / _NEW

    def put(self, path: str, content: bytes) -> None:
        """Write the file that is to stand at this path."""
        disk.write(self._staged(path), content)

    def commit(self, manifest: bytes, steps: Sequence[Step]) -> None:
        """Let the steps be taken, now or, after a fault, by the next run."""
        self.put(MANIFEST, manifest)
        staged = disk.paths_below(self._new)
        disk.settle([self._staged(path) for path in staged])
        # The journal must not outlive the names of what it puts.
        disk.settle_folders(self._folders_of(staged))
        if self._becomes_the_event(staged, steps):
            disk.remove_tree(self._folder)
            return
        disk.write(self._folder / _UNFINISHED, json.dumps([step.as_list() for step in steps]).encode())
        disk.settle([self._folder / _UNFINISHED])
        disk.rename(self._folder / _UNFINISHED, self._folder / _JOURNAL)
        disk.settle_folders([self._folder, self._root])
        self._finish(steps)

    def _becomes_the_event(self, staged: Collection[str], steps: Sequence[Step]) -> bool:
        """Make what is staged the event's folder, where there is none and the steps put it all; tell whether it is."""
        put = {step.path for step in steps if step.act == "put"}
        if len(put) != len(steps) or put | {MANIFEST} != staged or disk.is_there(self.event):
            return False
        done = disk.rename_folder(self._new, self.event)
        if done:
            disk.settle_folders([self._root])
        return done

    def _folders_of(self, staged: Iterable[str]) -> list[Path]:
        return sorted(self._new / within for within in {path.rpartition("/")[0] for path in staged})

    def recover(self) -> None:
        """Finish what an earlier run had decided, or clear away what it had not."""
        if disk.is_there(self._folder):
            steps = _read_steps(disk.read(self._folder / _JOURNAL))
            if steps is not None:
                self._finish(steps)
            disk.remove_tree(self._folder)

    def abandon(self) -> None:
        """Clear away what was staged, unless it has been decided."""
        if not disk.is_there(self._folder / _JOURNAL):
            disk.remove_tree(self._folder)

    def manifest(self) -> bytes | None:
        """Return the manifest of the event, as decided even if not yet in its place."""
        decided = disk.read(self._staged(MANIFEST)) if disk.is_there(self._folder / _JOURNAL) else None
        return disk.read(self.event / MANIFEST) if decided is None else decided

    def _finish(self, steps: Sequence[Step]) -> None:
        self._make_room([step for step in steps if step.act != "put"])
        for step in steps:
            if step.act == "put":
                self._put(step)
        if disk.is_there(self._staged(MANIFEST)):
            disk.rename(self._staged(MANIFEST), self.event / MANIFEST)
        disk.settle_folders(self._touched(steps))
        disk.remove(self._folder / _JOURNAL)
        disk.remove_tree(self._folder)

    def _make_room(self, steps: Sequence[Step]) -> None:
        """Let files leave their paths before others take them: a power cut must not lose the leaving alone."""
        take = {"move": self._move, "remove": self._remove}
        for step in steps:
            take[step.act](step)
        disk.settle_folders(self._touched(steps) if steps else ())

    def _put(self, step: Step) -> None:
        staged, target = self._staged(step.path), f"{self.event}/{step.path}"
        # Changed by hand after it was judged: then it stays, and the next run keeps it in form.
        if not disk.may_be_there(target) or disk.standing(target) in ("", step.over):
            disk.rename(staged, target, missing_ok=True)

    def _move(self, step: Step) -> None:
        source, target = self.event / step.path, self.event / step.to
        if disk.is_there(source) and not disk.is_there(target):
            disk.rename(source, target)

    def _remove(self, step: Step) -> None:
        if disk.standing(self.event / step.path) == step.over:
            disk.remove(self.event / step.path)

    def _staged(self, path: str) -> str:
        return f"{self._new}/{path}"

    def _touched(self, steps: Sequence[Step]) -> list[Path]:
        within = {path.rpartition("/")[0] for step in steps for path in (step.path, step.to)}
        folders = {self.event / path for path in within} | {self.event, self._root}
        return sorted(folder for folder in folders if disk.is_there(folder))


def _read_steps(journal: bytes | None) -> list[Step] | None:
    """Return the steps of a journal; None if there is none, or somebody has damaged it."""
    try:
        return None if journal is None else [Step(*step) for step in json.loads(journal)]
    except (ValueError, TypeError):
        return None


def stamps_of(root: Path) -> dict[str, str]:
    """Return a mark of every event's manifest, by folder; none where a killed run may have decided another one."""
    names = disk.folders_in(root)
    begun = {name for name in names if name.endswith(_STAGE)}
    settled = (name for name in names if not name.startswith(".") and f".{name}{_STAGE}" not in begun)
    return {name: stamp for name in settled if (stamp := disk.stamp(root / name / MANIFEST))}


def folders_of(root: Path) -> list[str]:
    """Return the events' folders in outputs, also those that only a killed run had begun."""
    names = disk.folders_in(root)
    begun = {name.removeprefix(".").removesuffix(_STAGE) for name in names if name.endswith(_STAGE)}
    return sorted(begun | {name for name in names if not name.startswith(".")})
