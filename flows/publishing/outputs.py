"""The folder outputs/: whole publications and annotated copies in; what stands there, for the register, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

from flows.errors import MachineError
from flows.model.draft import NOT_BOOKED, Booked, EventBatch
from flows.problems import Problem
from flows.publishing.annotated import put_copy, remove_copy
from flows.publishing.disk import is_there
from flows.publishing.erasing import Alias, erase
from flows.publishing.locking import locked
from flows.publishing.manifest import Entry, Manifest, begins_for, loads
from flows.publishing.names import ANNOTATED, MANIFEST, PACK, event_folder
from flows.publishing.publication import Publication
from flows.publishing.published import Published, damaged_manifest
from flows.publishing.signing import Pack
from flows.publishing.staging import Stage, folders_of, stamps_of

__all__ = ["Outputs", "Pack", "Publication", "Published", "Standing"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A document that some manifest tells of: its number as printed, and the series and year it was given in."""

    event: str
    kind: str
    key: str
    recipient: str
    path: str
    sha256: str
    number: str | None = None
    series: str | None = None
    year: int | None = None
    state: str = "made"
    issued: str = ""
    issued_sha256: str = ""
    void: str = ""
    is_removed: bool = False
    replaces: str = ""
    booked: Booked = NOT_BOOKED


class Outputs:
    """The folder in which every event has its own; `patience` is how many seconds to wait for another run."""

    def __init__(self, root: Path, *, patience: float = 10.0) -> None:
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

    def manifests(self, known: Mapping[str, str] = MappingProxyType({})) -> Iterator[Standing]:
        """Yield every document of every event, removed ones too, and those a killed run had decided.

        A damaged manifest yields none: see `damaged`. Nor does one that is `known` by its stamp.
        """
        same = {folder for folder, stamp in self.stamps().items() if known.get(folder) == stamp} if known else set()
        for stage in (stage for stage in self._stages() if stage.name not in same):
            content = stage.manifest()
            manifest = loads(content) if content is not None else None
            if manifest:
                yield from (_standing(manifest.event, stage.name, entry, gone=True) for entry in manifest.removed)
                yield from (_standing(manifest.event, stage.name, entry) for entry in manifest.entries)

    def manifest(self, code: str) -> Manifest:
        """Return what an event's manifest tells, an empty one for an event that has none."""
        content = Stage(self._root, self._folder(code)).manifest()
        return (loads(content) if content is not None else None) or Manifest()

    def last_change(self, code: str) -> date | None:
        """Return the day on which an event's manifest was last written, None for an event that has none."""
        try:
            written = (self._root / self._folder(code) / MANIFEST).stat().st_mtime
        except OSError:
            return None
        return datetime.fromtimestamp(written, UTC).date()

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
            yield Pack(self._root / folder, self._root / folder / PACK)

    def annotated(self, workbook: str, content: bytes) -> Path:
        """Put a workbook's annotated copy into loi/, and return where it stands; see `annotated.put_copy`."""
        with self._annotating() as folder:
            return put_copy(folder, workbook, content)

    def remove_annotated(self, workbooks: Iterable[str]) -> None:
        """Remove the annotated copies of workbooks that have no problems any more."""
        mended = tuple(workbooks)
        if mended and is_there(self._root / ANNOTATED):
            with self._annotating() as folder:
                for workbook in mended:
                    remove_copy(folder, workbook)

    @contextmanager
    def _annotating(self) -> Iterator[Path]:
        with locked(self._root / f".{ANNOTATED}.khoa", patience=self._patience):
            yield self._root / ANNOTATED

    @contextmanager
    def _held(self, code: str) -> Iterator[str]:
        """Hold the folder of an event, and give its name; events whose folders might be one wait for each other."""
        with locked(self._root / f".{event_folder(code).casefold()}.khoa", patience=self._patience):
            yield self._folder(code)

    def _folder(self, code: str) -> str:
        """Return the event's folder: the one it has, else its own name, or one apart if another event has that.

        Names that differ in case only are one on the disks of Windows, and outputs may move there.
        """
        wanted = event_folder(code)
        if begins_for(Stage(self._root, wanted).manifest() or b"", code) or self._owner(wanted) == code:
            return wanted
        alike = (name for name in folders_of(self._root) if name.casefold() == wanted.casefold())
        return event_folder(code, apart=any(self._owner(name) not in ("", code) for name in alike))

    def _owner(self, folder: str) -> str:
        """Return the code of the event whose papers a folder holds or is decided to hold, "" if nobody can tell."""
        content = Stage(self._root, folder).manifest()
        manifest = loads(content) if content is not None else None
        return manifest.event if manifest else ""

    def _stages(self) -> Iterator[Stage]:
        return (Stage(self._root, folder) for folder in folders_of(self._root))


def _standing(event: str, folder: str, entry: Entry, *, gone: bool = False) -> Standing:
    path = f"{folder}/{entry.path}"
    return Standing(
        event,
        entry.kind,
        entry.key,
        entry.recipient,
        path,
        entry.sha256,
        entry.number,
        entry.series,
        entry.year,
        entry.state,
        entry.issued,
        entry.issued_sha256,
        entry.void,
        gone,
        entry.replaces,
        Booked(entry.day, entry.title, entry.signer, entry.unit),
    )
