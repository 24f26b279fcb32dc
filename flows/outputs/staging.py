"""All or nothing: an event's folder is as it was or as it should be; erasing and leaving files."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Literal

from flows.model.recorded_paper import Document
from flows.outputs import disk
from flows.outputs.disk import is_there, standing
from flows.outputs.file_names import MANIFEST, NOTICE, REMOVED, beside, free, issued_copy, order_of, pdf_of, scan_of
from flows.outputs.manifest import Manifest, in_order, loads

_JOURNAL = "so-ghi.json"
_STAGE = ".dang-ghi"
_NEW = "moi"


@dataclass(frozen=True, slots=True)
class Step:
    """One change, that can be asked for again: each path is left by one step at most, and taken by one at most.

    put: the staged file takes this path, over nothing or over the file whose hash is `over`.
    move: the file goes `to` another path. remove: the file goes, if its hash is `over`.
    """

    act: Literal["put", "move", "remove"]
    path: str
    to: str = ""
    over: str = ""


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
        disk.settle_folders(sorted({self._staged(path).parent for path in staged}))
        if self._becomes_the_event(staged, steps):
            disk.remove_tree(self._folder)
            return
        disk.place({self._folder / _JOURNAL: json.dumps([astuple(step) for step in steps]).encode()})
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
        target = self.event / step.path
        # Changed by hand after it was judged: then it stays, and the next run keeps it in form.
        if disk.standing(target) in ("", step.over):
            disk.rename(self._staged(step.path), target, missing_ok=True)

    def _move(self, step: Step) -> None:
        source, target = self.event / step.path, self.event / step.to
        if disk.is_there(source) and not disk.is_there(target):
            disk.rename(source, target)

    def _remove(self, step: Step) -> None:
        if disk.standing(self.event / step.path) == step.over:
            disk.remove(self.event / step.path)

    def _staged(self, path: str) -> Path:
        return self._new / path

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


class Leaving:
    """Decides where the files of one event's folder go, never twice to the same place."""

    def __init__(self, folder: Path) -> None:
        """Begin for one run."""
        self._folder = folder
        self._given: set[str] = set()

    def removed(self, entry: Document) -> tuple[Step, ...]:
        """Return the steps for a paper nobody asks for any more: its files go to bo/.

        The lasting copy and the scan of an issued paper stay, unless its number was made void.
        """
        paths = [entry.path, beside(entry.path), pdf_of(entry.path), beside(pdf_of(entry.path))]
        copies = [issued_copy(path) for path in (entry.path, pdf_of(entry.path))] + [scan_of(entry.path)]
        copies = copies if entry.void else []
        return tuple(step for path in (*paths, *copies) for step in self.aside(path))

    def renamed(self, entry: Document) -> tuple[Step, ...]:
        """Return the steps for a paper that takes another name: our own old file goes, a changed one is kept in bo/."""
        ours = ((entry.path, entry.sha256), (beside(entry.path), entry.moi_sha256))
        return tuple(step for path, sha256 in ours for step in self._drop(path, sha256))

    def aside(self, path: str) -> Iterator[Step]:
        """Yield the step that moves a file to bo/, if it is there, beside what is there already."""
        if standing(self._folder / path):
            target = free(f"{REMOVED}/{path}", self._is_taken)
            self._given.add(target)
            yield Step("move", path, to=target)

    def _drop(self, path: str, sha256: str) -> Iterator[Step]:
        there = standing(self._folder / path)
        if there and there == sha256:
            yield Step("remove", path, over=sha256)
        else:
            yield from self.aside(path)

    def _is_taken(self, path: str) -> bool:
        return path in self._given or is_there(self._folder / path)


SHOWING_ALL = ("trinh-ky", "xem.html", NOTICE)
"""What shows everybody of an event, and is made anew by each run."""


@dataclass(frozen=True, slots=True)
class Alias:
    """What stands where the person's name and key stood."""

    key: str
    name: str


def erase(stage: Stage, key: str, alias: Alias) -> int:
    """Remove the files and entries of one person, all or nothing; return how many files went."""
    manifest = loads(stage.manifest() or b"") or Manifest()
    own = [entry for entry in (*manifest.entries, *manifest.removed) if entry.key == key]
    if not own:
        return 0
    stems = {PurePosixPath(entry.path).stem for entry in own}
    paths = sorted(path for path in disk.paths_below(stage.event) if _is_of(path, stems))
    steps = [Step("remove", path, over=standing(stage.event / path)) for path in paths]
    new = replace(
        manifest,
        # What the last run had to say may name the person.
        problems=(),
        entries=tuple(entry for entry in manifest.entries if entry.key != key),
        removed=in_order(_left(manifest, own, key, alias)),
        changes=(),
    )
    stage.commit(new.dumps(stage.name), steps)
    return len(steps)


def _left(manifest: Manifest, own: list[Document], key: str, alias: Alias) -> Iterator[Document]:
    yield from (entry for entry in manifest.removed if entry.key != key)
    yield from (_aliased(entry, alias) for entry in own if entry.number)


def _aliased(entry: Document, alias: Alias) -> Document:
    path = f"{REMOVED}/{entry.kind}/{order_of(entry.path):03}-{alias.key}.docx"
    return replace(entry, path=path, key=alias.key, recipient=alias.name, sha256="", moi_sha256="", marks="", unit="")


def _is_of(path: str, stems: set[str]) -> bool:
    name = PurePosixPath(path).name.partition(".")[0]
    return name in stems or re.sub(r"-\d+$", "", name) in stems or path.split("/", maxsplit=1)[0] in SHOWING_ALL
