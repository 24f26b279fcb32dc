"""One event's papers of one run: drafts and their bytes in, the event's folder and its manifest out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from threading import Lock

from flows.model.draft import Document, Draft, EventBatch
from flows.problems import Problem, Where
from flows.publishing.disk import digest
from flows.publishing.judging import Judgement, judge, plan_paths
from flows.publishing.leaving import Leaving
from flows.publishing.manifest import Entry, Id, Manifest, in_order, loads, remembered
from flows.publishing.names import MANIFEST, beside
from flows.publishing.staging import Stage, Step


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did to one event.

    `documents` are those it was given, `carried` those it left as an earlier run had made them, `removed` those
    nobody asks for any more, with the path they were moved to; `problems` what it met in outputs itself.
    """

    documents: tuple[Document, ...] = ()
    carried: tuple[Document, ...] = ()
    removed: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many were made, unchanged, kept, carried and removed."""
        states = Counter(document.state for document in self.documents)
        told = {state: states[state] for state in ("made", "unchanged", "kept")}
        return {**told, "carried": len(self.carried), "removed": len(self.removed)}


@dataclass(frozen=True, slots=True)
class _Addition:
    entry: Entry
    judged: Judgement

    def steps(self) -> Iterator[Step]:
        if self.judged.target:
            yield Step("put", self.judged.target, over=self.judged.over)
        if self.judged.unwanted:
            yield Step("remove", beside(self.entry.path), over=self.judged.unwanted)


class Publication:
    """Takes the documents of one event, from any thread, and puts them in their place at once.

    Made by `Outputs.publication`, which holds the event's lock; the batch's drafts have their numbers and orders.
    """

    def __init__(self, stage: Stage, batch: EventBatch) -> None:
        """Read what an earlier run left."""
        self._stage = stage
        self._batch = batch
        self._before = stage.manifest()
        self._manifest = (loads(self._before) if self._before is not None else None) or Manifest()
        self._known = self._manifest.by_id()
        self._paths = plan_paths(batch.drafts, self._known)
        self._additions: dict[Id, _Addition] = {}
        self._lock = Lock()

    def add(self, draft: Draft, content: bytes, template_sha256: str) -> Document:
        """Take the bytes of one of the batch's drafts; asked again, the later bytes count.

        Raises:
            KeyError: the draft is not of this batch.
            MachineError: the disk refuses.
        """
        one, sha256 = (draft.kind, draft.key), digest(content)
        path = self._paths[one]
        judged = judge(self._stage.event, path, sha256, self._known.get(one))
        if judged.target:
            self._stage.put(judged.target, content)
        entry = self._judged(remembered(draft, path, sha256, template_sha256), judged)
        with self._lock:
            self._additions[one] = _Addition(entry, judged)
        return entry.document(self._stage.name, state=judged.state)

    def commit(self, problems: Iterable[Problem] = ()) -> Published:
        """Put everything in its place and write the manifest; where nothing is new, touch nothing.

        Raises:
            MachineError: the disk refuses; what is decided by then is finished by the next run.
        """
        leaving = Leaving(self._stage.event)
        damaged = tuple(leaving.aside(MANIFEST)) if self._is_damaged() else ()
        gone = {entry: leaving.removed(entry) for entry in self._known.values() if self._is_gone(entry)}
        renamed = [step for entry in self._known.values() if self._is_renamed(entry) for step in leaving.renamed(entry)]
        added = [self._additions[one] for one in self._paths if one in self._additions]
        carried = in_order(
            entry for entry in self._known.values() if entry.id not in self._additions and entry not in gone
        )
        removed = in_order(_moved(entry, steps) for entry, steps in gone.items())
        manifest = self._new([*carried, *(one.entry for one in added)], removed)
        steps = [*damaged, *chain(*gone.values()), *renamed, *chain.from_iterable(one.steps() for one in added)]
        self._write(manifest.dumps(self._stage.name, problems), steps)
        return Published(
            tuple(self._stands(entry) for entry in manifest.entries if entry.id in self._additions),
            tuple(self._stands(entry) for entry in carried),
            tuple(entry.document(self._stage.name) for entry in removed),
            tuple(self._met([*damaged, *renamed])),
        )

    def _new(self, entries: Sequence[Entry], removed: Sequence[Entry]) -> Manifest:
        back = {entry.id for entry in (*entries, *removed)}
        before = (entry for entry in self._manifest.removed if entry.id not in back)
        return Manifest(self._batch.code, self._batch.title, in_order(entries), in_order([*before, *removed]))

    def _write(self, content: bytes, steps: Sequence[Step]) -> None:
        if steps or content != self._before:
            self._stage.commit(content, steps)

    def _judged(self, entry: Entry, judged: Judgement) -> Entry:
        if judged.state != "kept":
            return entry
        # What was last put under this name stays known: the user may put it back.
        known = self._known.get(entry.id)
        ours = known.sha256 if known and known.path == entry.path else entry.sha256
        return replace(entry, state="kept", sha256=ours, moi_sha256=judged.moi_sha256)

    def _is_gone(self, entry: Entry) -> bool:
        asked = entry.id in self._paths or entry.id in self._batch.standing
        return self._batch.whole and entry.kind in self._batch.kinds and not asked

    def _is_renamed(self, entry: Entry) -> bool:
        return entry.id in self._additions and self._paths[entry.id] != entry.path

    def _is_damaged(self) -> bool:
        return self._before is not None and loads(self._before) is None

    def _stands(self, entry: Entry) -> Document:
        added = self._additions.get(entry.id)
        return entry.document(self._stage.name, state=added.judged.state if added else "unchanged")

    def _met(self, steps: Iterable[Step]) -> Iterator[Problem]:
        for step in steps:
            if step.path == MANIFEST:
                yield damaged_manifest(self._stage.name)
            elif step.act == "move":
                yield self._warning(
                    step.path,
                    f"Tên người nhận đã đổi, mà tệp cũ có sửa tay; tệp đó được chuyển vào {step.to}.",
                    "Xem có cần đưa chỗ sửa tay vào tệp mới không.",
                )
        for one in self._additions.values():
            if one.judged.refused:
                yield self._warning(
                    one.entry.path,
                    "Tệp này và bản .moi bên cạnh đều đã sửa tay, nên bản mới không được ghi ra.",
                    "Giữ lại một tệp, xóa tệp kia, rồi chạy lại.",
                )

    def _warning(self, path: str, message: str, fix: str) -> Problem:
        return Problem(Where(f"{self._stage.name}/{path}"), message, fix, "warning")


def _moved(entry: Entry, steps: Iterable[Step]) -> Entry:
    """Return the entry of a removed paper at its new path, if there still was a file to move."""
    return replace(entry, path=next((step.to for step in steps if step.path == entry.path), entry.path))


def damaged_manifest(folder: str) -> Problem:
    """Return the warning that an event's manifest.json could not be read."""
    return Problem(
        Where(f"{folder}/{MANIFEST}"),
        "Tệp manifest.json bị hỏng nên không biết tệp nào do phần mềm làm ra; tệp nào khác bản mới đều coi là sửa tay.",
        "So sánh các tệp .moi.docx với tệp đang có, rồi xóa tệp không dùng.",
        "warning",
    )
