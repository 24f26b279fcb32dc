"""The folder outputs/: publications and marked copies go in, what stands there comes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flows.errors import MachineError
from flows.model.draft import EventBatch
from flows.model.recorded_paper import Document, Standing
from flows.outputs.changes import damaged_manifest
from flows.outputs.disk import PATIENCE, is_there, locked, paths_below, read
from flows.outputs.file_names import ANNOTATED, MANIFEST, annotated_name, event_folder
from flows.outputs.hand_edits import put_file, remove_file
from flows.outputs.issued_papers import Reader, kept, told_once
from flows.outputs.manifest import Manifest, loads
from flows.outputs.publish_event import Publication, Published
from flows.outputs.signing_folder import Pack
from flows.outputs.staging import Alias, Stage, erase, folders_of, stamps_of
from flows.problems import Problem
from flows.vietnamese.dates import HANOI

__all__ = ["Outputs", "Pack", "Publication", "Published"]


class Outputs:
    """The folder in which every event has its own; `patience` is how many seconds to wait for another run."""

    def __init__(self, root: Path, *, patience: float = PATIENCE) -> None:
        """Look at a folder, which need not be there yet."""
        self._root = root
        self._patience = patience

    @contextmanager
    def publication(self, batch: EventBatch) -> Iterator[Publication]:
        """Hold the event's folder for one run, finish what a killed one left there, and take the run's documents.

        Left without a commit, everything stays as it was.

        Raises:
            MachineError: another run holds the event, or the disk refuses.
        """
        with self._held(batch.code) as folder:
            stage = Stage(self._root, folder)
            stage.recover()
            try:
                yield Publication(stage, batch)
            finally:
                with suppress(MachineError):
                    stage.abandon()

    def manifests(self) -> Iterator[Standing]:
        """Yield every document of every event, removed ones too, and those a killed run had decided.

        A damaged manifest yields none: see `damaged`.
        """
        for stage in self._stages():
            manifest = loads(stage.manifest() or b"") or Manifest()
            for entries, is_removed in ((manifest.removed, True), (manifest.entries, False)):
                yield from (_standing(manifest.event, stage.name, entry, is_removed=is_removed) for entry in entries)

    def manifest(self, code: str) -> Manifest:
        """Return what an event's manifest tells, an empty one for an event that has none."""
        return self.manifest_in(self.folder_of(code)) or Manifest()

    def manifest_in(self, folder: str) -> Manifest | None:
        """Return what the manifest in a folder tells, None where there is none or it is damaged."""
        return loads(Stage(self._root, folder).manifest() or b"")

    def untold(self, code: str) -> Iterator[bytes]:
        """Yield the papers in an event's folder that has no manifest to tell of them."""
        folder = self._root / self.folder_of(code)
        if not self.manifest(code).event:
            yield from (read(folder / path) or b"" for path in sorted(paths_below(folder)) if path.endswith(".docx"))

    def last_change(self, code: str) -> date | None:
        """Return the day on which an event's manifest was last written, None for an event that has none."""
        try:
            written = (self._root / self.folder_of(code) / MANIFEST).stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(written, HANOI).date()

    def stamps(self) -> Mapping[str, str]:
        """Return a mark of every event's manifest, by the event's folder; it changes when the manifest does."""
        return stamps_of(self._root)

    def damaged(self) -> tuple[Problem, ...]:
        """Return a warning for every manifest that cannot be read."""
        contents = ((stage.name, stage.manifest()) for stage in self._stages())
        return tuple(damaged_manifest(name) for name, content in contents if content is not None and not loads(content))

    def forget(self, event: str, key: str, alias: Alias) -> int:
        """Erase one person's papers and entries of an event; return how many files went.

        Numbers stay in the manifest under the alias. What shows everybody, as the signing pack, goes too: the next run
        makes it anew.
        """
        if not is_there(self._root):
            return 0
        with self._held(event) as folder:
            if not is_there(self._root / folder):
                return 0
            stage = Stage(self._root, folder)
            stage.recover()
            return erase(stage, key, alias)

    def keep_originals(self, code: str, read_signatures: Reader) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        """Keep the signed PDFs of an event's issued papers as their lasting copies; see `issued_papers`.

        Return the entries that are different now, and what is told.
        """
        with self._held(code) as folder:
            stage = Stage(self._root, folder)
            manifest = self.manifest_in(folder) or Manifest()
            out = [one for one in manifest.entries if one.issued and not one.void]
            there = paths_below(stage.event) if out else frozenset[str]()
            found = [kept(stage.event, one, there, read_signatures) for one in out]
            new = {now.entry.id: now.entry for one, now in zip(out, found, strict=True) if now.entry != one}
            steps = [step for one in found for step in one.steps]
            for one in found:
                for step in (step for step in one.steps if step.act == "put"):
                    stage.put(step.path, one.content)
            if new or steps:
                entries = tuple(new.get(entry.id, entry) for entry in manifest.entries)
                stage.commit(replace(manifest, entries=entries).dumps(folder), steps)
            return tuple(new.values()), told_once(problem for one in found for problem in one.problems)

    @contextmanager
    def holding(self, folder: str) -> Iterator[None]:
        """Hold an event's folder, by its name.

        Raises:
            MachineError: another run holds it.
        """
        with self._held(self._owner(folder) or folder):
            yield

    @contextmanager
    def pack(self, code: str) -> Iterator[Pack]:
        """Hold an event's folder and give its signing pack.

        Raises:
            MachineError: another run holds the event.
        """
        with self._held(code) as folder:
            yield Pack(self._root / folder)

    def annotated(self, workbook: str, content: bytes) -> Path:
        """Put a workbook's annotated copy into loi/, and return where it stands; see `hand_edits.put_file`."""
        with self._annotating() as folder:
            return put_file(folder, annotated_name(workbook), content)

    def remove_annotated(self, workbooks: Iterable[str]) -> None:
        """Remove the annotated copies of workbooks that have no problems any more."""
        mended = tuple(workbooks)
        if mended and is_there(self._root / ANNOTATED):
            with self._annotating() as folder:
                for workbook in mended:
                    remove_file(folder, annotated_name(workbook))

    @contextmanager
    def _annotating(self) -> Iterator[Path]:
        with locked(self._root / f".{ANNOTATED}.khoa", patience=self._patience):
            yield self._root / ANNOTATED

    @contextmanager
    def _held(self, code: str) -> Iterator[str]:
        """Hold the folder of an event, and give its name; events whose folders might be one wait for each other."""
        with locked(self._root / f".{event_folder(code).casefold()}.khoa", patience=self._patience):
            yield self.folder_of(code)

    def folder_of(self, code: str) -> str:
        """Return an event's folder: the one it has, else its own name, or one apart if another event has that.

        Names that differ in case only are one on the disks of Windows, and outputs may move there.
        """
        wanted = event_folder(code)
        if self._owner(wanted) == code:
            return wanted
        alike = (name for name in folders_of(self._root) if name.casefold() == wanted.casefold())
        return event_folder(code, apart=any(self._owner(name) not in ("", code) for name in alike))

    def _owner(self, folder: str) -> str:
        """Return the code of the event whose papers a folder holds or is decided to hold, "" if nobody can tell."""
        manifest = self.manifest_in(folder)
        return manifest.event if manifest else ""

    def _stages(self) -> Iterator[Stage]:
        return (Stage(self._root, folder) for folder in folders_of(self._root))


def _standing(event: str, folder: str, entry: Document, *, is_removed: bool) -> Standing:
    told: dict[str, Any] = {one.name: getattr(entry, one.name) for one in fields(Document)}
    return Standing(**{**told, "path": f"{folder}/{entry.path}"}, event=event, is_removed=is_removed)
