"""One event's papers of one run: drafts and their bytes in, the event's folder and its manifest out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import chain
from threading import Lock

from flows.model.difference import TEMPLATE, headings, packed, shared_marks, unpacked
from flows.model.draft import Change, Document, Draft, EventBatch, State
from flows.problems import Problem
from flows.publishing.changes import change_lines
from flows.publishing.disk import digest, is_there, read
from flows.publishing.issued import judge_going_out, judge_issued
from flows.publishing.judging import Judgement, judge, plan_paths
from flows.publishing.known import known_of, some, still_removed
from flows.publishing.leaving import Leaving
from flows.publishing.manifest import Entry, Id, Manifest, gone_out, in_order, loads, remembered, written
from flows.publishing.names import MANIFEST, issued_copy
from flows.publishing.published import Addition, Published, Taken, met
from flows.publishing.staging import Stage, Step


class Publication:
    """Takes the documents of one event, from any thread, and puts them in their place at once.

    Made by `Outputs.publication`, which holds the event's lock; the batch's drafts have their numbers and orders.
    """

    def __init__(self, stage: Stage, batch: EventBatch) -> None:
        """Read what an earlier run left."""
        self._stage = stage
        self._batch = batch
        self._before = stage.manifest()
        self._is_bare = not is_there(stage.event)
        self._manifest = (loads(self._before) if self._before is not None else None) or Manifest()
        self._known = known_of(self._manifest, batch)
        self._paths = plan_paths(batch.drafts, self._known.papers)
        self._additions: dict[Id, Addition] = {}
        self._shared: dict[str, Mapping[str, str]] = {}
        self._lock = Lock()

    def add(self, draft: Draft, content: bytes, template_sha256: str) -> State:
        """Take the bytes of one of the batch's drafts, and tell what becomes of it; asked again, the later bytes count.

        A paper that has gone out stays as it is, whatever the bytes.

        Raises:
            KeyError: the draft is not of this batch.
            MachineError: the disk refuses.
        """
        one, sha256 = (draft.kind, draft.key), digest(content)
        new = remembered(draft, self._paths[one], sha256, template_sha256)
        known = self._known_of(draft, new)
        judged = self._judge(draft, new, known)
        for path in judged.puts(new.path):
            self._stage.put(path, content if judged.content is None else judged.content)
        addition = self._addition(draft, new, known, judged)
        with self._lock:
            self._additions[one] = addition
        return judged.state

    def part(self, drafts: Sequence[Draft]) -> Publication:
        """Return a publication of these drafts alone, which may go to another process or a machine with this folder.

        It knows of the others nothing; what it took is handed back with `join`. Only the whole one can be committed.
        """
        part, mine = copy(self), {(draft.kind, draft.key) for draft in drafts}
        held = replace(self._batch, drafts=(), people=(), problems=(), standing=frozenset())
        gone_out, issuing = some(held.gone_out, mine), some(held.issuing, mine)
        part._batch = replace(held, gone_out=gone_out, issuing=issuing)  # noqa: SLF001
        part._before, part._manifest = None, Manifest(shared=self._manifest.shared)  # noqa: SLF001
        part._known = self._known.of(mine)  # noqa: SLF001
        part._paths = {one: self._paths[one] for one in mine}  # noqa: SLF001
        part._additions, part._shared, part._lock = {}, {}, Lock()  # noqa: SLF001
        return part

    @property
    def taken(self) -> Taken:
        """What was added so far."""
        return Taken(self._additions, self._shared)

    def join(self, taken: Taken) -> None:
        """Count what a part took as taken here."""
        additions, shared = taken
        with self._lock:
            self._additions |= additions
            self._shared |= shared

    def __getstate__(self) -> dict[str, object]:
        """Travel without the lock, which holds among the threads of one process."""
        return {name: value for name, value in vars(self).items() if name != "_lock"}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Arrive with a lock of one's own."""
        vars(self).update(state, _lock=Lock())

    def commit(self, problems: Iterable[Problem] = (), *, in_part: bool = False) -> Published:
        """Put everything in its place and write the manifest; where nothing is new, touch nothing.

        `in_part` says that the run was asked for some kinds only: what was said of the others stays said.

        Raises:
            MachineError: the disk refuses; what is decided by then is finished by the next run.
        """
        leaving, papers = Leaving(self._stage.event), self._known.papers
        damaged = tuple(leaving.aside(MANIFEST)) if self._is_damaged() else ()
        going = (*self._known.withdrawn.values(), *(entry for entry in papers.values() if self._is_gone(entry)))
        gone = {entry: leaving.removed(entry) for entry in going}
        renamed = [step for entry in papers.values() if self._is_renamed(entry) for step in leaving.renamed(entry)]
        back = [Step("move", path, to=papers[one].path) for one, path in self._returning()]
        added = [self._additions[one] for one in self._paths if one in self._additions]
        kept_up = [self._kept_up(entry) for entry in self._carried(gone)]
        carried = in_order(one.entry for one in kept_up)
        removed = in_order(_moved(entry, steps) for entry, steps in gone.items())
        entries = in_order([*carried, *(one.entry for one in added)])
        documents = tuple(self._stands(entries))
        told = tuple(entry.document(self._stage.name) for entry in removed)
        changes = change_lines(documents, told, is_new=self._before is None)
        said = [problem.as_json() for problem in problems]
        before = self._manifest.problems if in_part else ()
        manifest = self._new(entries, removed, changes or self._manifest.changes)
        manifest = replace(manifest, problems=(*before, *(one for one in said if one not in before)))
        steps = [
            *damaged,
            *chain(*gone.values()),
            *renamed,
            *back,
            *chain.from_iterable(one.steps() for one in (*added, *kept_up)),
        ]
        self._write(manifest, steps)
        return Published(
            documents,
            tuple(entry.document(self._stage.name, state="unchanged") for entry in carried),
            told,
            tuple(met(self._stage.name, [*damaged, *renamed], [*self._additions.values(), *kept_up])),
            self._before is None,
        )

    def _known_of(self, draft: Draft, new: Entry) -> Entry | None:
        """Return the paper as an earlier run left it; where only the register knows that it went out, as that says."""
        known = self._known.papers.get(new.id)
        sha256 = self._batch.gone_out.get(new.id, "")
        if known is None and sha256 and new.id not in self._known.withdrawn:
            return gone_out(new._replace(sha256=sha256, marks=""), draft, sha256)
        return known

    def _judge(self, draft: Draft, new: Entry, known: Entry | None) -> Judgement:
        folder, signed = self._stage.event, self._batch.issuing.get(new.id)
        if new.id in self._known.withdrawn:
            made = Judgement("made", new.path)
            return made if signed is None else made._replace(issued_sha256=new.sha256, copies=True)
        if known is not None and known.issued:
            return judge_issued(folder, new.sha256, known, self._known.away.get(new.id, ""))
        if signed is not None or (draft.heading.issued and is_there(folder / issued_copy(new.path))):
            return judge_going_out(folder, new, known, signed or b"")
        # Where there was no folder there is no file to compare with; what comes meanwhile is seen when it is put there.
        return Judgement("made", new.path) if self._is_bare else judge(folder, new.path, new.sha256, known)

    def _addition(self, draft: Draft, new: Entry, known: Entry | None, judged: Judgement) -> Addition:
        change, fields = self._difference(draft, new)
        if known is None or not known.issued:
            entry, goes_out = self._judged(new, judged), bool(judged.issued_sha256)
            entry = gone_out(entry, draft, judged.issued_sha256) if goes_out else entry
            return Addition(entry, judged, change, fields, waits=draft.heading.issued and not goes_out)
        entry = _still_out(known, judged)
        same = new.id not in self._known.papers or not change
        return Addition(entry, judged, "" if same else "overtaken", fields)

    def _kept_up(self, entry: Entry) -> Addition:
        """Return a paper that this run was not asked for, with the lasting copy put back if that is gone."""
        paper = read(self._stage.event / entry.path) if entry.issued else None
        if paper is None or is_there(self._stage.event / issued_copy(entry.path)):
            return Addition(entry, Judgement("unchanged"))
        ours = digest(paper) == entry.issued_sha256
        if ours:
            self._stage.put(issued_copy(entry.path), paper)
        return Addition(entry, Judgement("unchanged", copies=ours))

    def _difference(self, draft: Draft, new: Entry) -> tuple[Change, tuple[str, ...]]:
        """Return what became of a paper's data since it was made, and the headings of what is different."""
        shared, before = self._shared_of(draft), self._known.before(new.id)
        if before is None:
            return "added", ()
        if new.sha256 in (before.sha256, before.moi_sha256):
            return "", ()
        then = {**unpacked(before.marks), **unpacked(self._manifest.shared.get(draft.kind, ""))}
        found = headings(then, {**unpacked(new.marks), **shared}) if before.marks else ()
        template = () if new.template_sha256 == before.template_sha256 else (TEMPLATE,)
        return "changed", (*found, *template)

    def _shared_of(self, draft: Draft) -> Mapping[str, str]:
        if draft.kind not in self._shared:
            self._shared[draft.kind] = shared_marks(draft)
        return self._shared[draft.kind]

    def _new(self, entries: Sequence[Entry], removed: Sequence[Entry], changes: tuple[str, ...]) -> Manifest:
        back = {entry.id for entry in (*entries, *removed)}
        before = still_removed(self._manifest, self._batch, back)
        issued = {entry.kind for entry in entries if entry.issued}
        # Issued papers keep the marks they went out with: the next run must tell the same difference.
        now = {kind: packed(marks) for kind, marks in self._shared.items()}
        shared = {**now, **{kind: line for kind, line in self._manifest.shared.items() if self._stays(kind, issued)}}
        all_removed = in_order([*before, *removed])
        return Manifest(self._batch.code, self._batch.title, tuple(entries), all_removed, shared, changes)

    def _stays(self, kind: str, issued: Iterable[str]) -> bool:
        gone_out = any(entry.issued for entry in self._known.papers.values() if entry.kind == kind)
        return kind not in self._shared or (gone_out and kind in issued)

    def _write(self, manifest: Manifest, steps: Sequence[Step]) -> None:
        content = manifest.dumps(self._stage.name)
        if steps or content != self._before:
            self._stage.commit(content, steps)
            written(content, manifest)

    def _judged(self, entry: Entry, judged: Judgement) -> Entry:
        if judged.state != "kept":
            return entry
        # What was last put under this name stays known: the user may put it back.
        known = self._known.papers.get(entry.id)
        ours = known.sha256 if known and known.path == entry.path else entry.sha256
        return entry._replace(state="kept", sha256=ours, moi_sha256=judged.moi_sha256)

    def _carried(self, gone: Mapping[Entry, object]) -> Iterator[Entry]:
        left = {*self._additions, *self._known.away}
        yield from (entry for entry in self._known.papers.values() if entry.id not in left and entry not in gone)

    def _returning(self) -> Iterator[tuple[Id, str]]:
        return ((one, path) for one, path in self._known.away.items() if one in self._additions)

    def _is_gone(self, entry: Entry) -> bool:
        asked = entry.id in self._paths or entry.id in self._batch.standing
        return self._batch.whole and entry.kind in self._batch.kinds and not asked

    def _is_renamed(self, entry: Entry) -> bool:
        return entry.id in self._additions and self._paths[entry.id] != entry.path

    def _stands(self, entries: Iterable[Entry]) -> Iterator[Document]:
        """Yield the papers of this run, but for those that went out and are lost."""
        added = (self._additions.get(entry.id) for entry in entries)
        yield from (one.document(self._stage.name) for one in added if one and not one.judged.lost)

    def _is_damaged(self) -> bool:
        return self._before is not None and loads(self._before) is None


def _still_out(known: Entry, judged: Judgement) -> Entry:
    """Return the entry of a paper that has gone out: the one that stands here may be another's work by now, or not."""
    entry = known._replace(issued_sha256=judged.issued_sha256)
    return entry if judged.lost else entry._replace(state="kept" if judged.state == "kept" else "made")


def _moved(entry: Entry, steps: Iterable[Step]) -> Entry:
    """Return the entry of a removed paper at its new path, if there still was a file to move."""
    return entry._replace(path=next((step.to for step in steps if step.path == entry.path), entry.path))
