"""Publish one event's papers of one run: files, folder and manifest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from itertools import chain

from flows.model.difference import packed, shared_marks
from flows.model.draft import Draft, EventBatch
from flows.model.recorded_paper import Change, Document, Id, State
from flows.model.signed_paper import SignedPdf
from flows.outputs.changes import change_lines, met_again, met_lost, met_once
from flows.outputs.disk import digest, is_there, read
from flows.outputs.file_names import MANIFEST, issued_copy, pdf_of
from flows.outputs.hand_edits import Addition, Judgement, Taken, blanks_in, judge, plan_paths
from flows.outputs.issued_papers import judge_going_out, judge_issued, known_of, recalled, still_removed
from flows.outputs.manifest import Manifest, gone_out, in_order, loads, remembered
from flows.outputs.staging import Leaving, Stage, Step
from flows.problems import Problem


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did to one event.

    `documents` are those it was given, `removed` those nobody asks for any more, with the path they were moved to;
    `problems` what it met in outputs itself. `is_new` says that no run had made anything for the event before.
    """

    documents: tuple[Document, ...] = ()
    removed: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_new: bool = False


class Publication:
    """Takes the documents of one event, and puts them in their place at once.

    Made by `Outputs.publication`, which holds the event's lock; the batch's drafts have their numbers and orders.
    """

    def __init__(self, stage: Stage, batch: EventBatch) -> None:
        """Read what an earlier run left."""
        self._stage = stage
        self._batch = batch
        self._before = stage.manifest()
        told = loads(self._before or b"")
        self._manifest = told or recalled(stage.event, batch)
        self._known = known_of(self._manifest, batch)
        self._paths = plan_paths(batch.drafts, self._known.papers)
        self._is_lost = not told and (self._before is not None or bool(self._manifest.entries) or self._finds_papers())
        self._additions: dict[Id, Addition] = {}
        self._shared: dict[str, Mapping[str, str]] = {}

    def add(self, draft: Draft, content: bytes, template_sha256: str, blanks: tuple[str, ...] = ()) -> State:
        """Take the bytes of one of the batch's drafts, and tell what becomes of it; asked again, the later bytes count.

        `blanks` are what was printed in it. A paper that has gone out stays as it is, whatever the bytes.

        Raises:
            KeyError: the draft is not of this batch.
            MachineError: the disk refuses.
        """
        one, sha256 = (draft.kind, draft.key), digest(content)
        new = replace(remembered(draft, self._paths[one], sha256, template_sha256), blanks=blanks)
        known = self._known_of(draft, new)
        judged = self._judge(draft, new, known)
        original = self._batch.originals.get(one) if judged.issued_sha256 else None
        if original:
            judged = replace(judged, copies=False)
            self._stage.put(issued_copy(pdf_of(new.path)), original.content)
        for path in judged.puts(new.path):
            self._stage.put(path, content if judged.content is None else judged.content)
        addition = self._addition(draft, new, known, judged)
        self._additions[one] = _with_original(addition, original) if original else addition
        return judged.state

    def blanks_of(self, draft: Draft) -> tuple[str, ...]:
        """Return what is blank in the paper of a draft that was added, as it stands when this run has ended."""
        return self._additions[draft.kind, draft.key].entry.blanks or ()

    def part(self) -> Publication:
        """Return a publication for some of the drafts, which may go to another process or a machine with this folder.

        What it took is handed back with `join`. Only the whole one can be committed.
        """
        part = copy(self)
        part._batch = replace(self._batch, drafts=(), people=(), problems=(), standing=frozenset(), recorded=())  # noqa: SLF001
        part._before, part._manifest = None, Manifest(shared=self._manifest.shared)  # noqa: SLF001
        part._additions, part._shared = {}, {}  # noqa: SLF001
        return part

    @property
    def taken(self) -> Taken:
        """What was added so far."""
        return Taken(self._additions, self._shared)

    def join(self, taken: Taken) -> None:
        """Count what a part took as taken here."""
        self._additions |= taken.additions
        self._shared |= taken.shared

    def commit(self, problems: Iterable[Problem] = (), *, in_part: bool = False) -> Published:
        """Put everything in its place and write the manifest; where nothing is new, touch nothing.

        `in_part` says that the run was asked for some kinds only: what was said of the others stays said.

        Raises:
            MachineError: the disk refuses; what is decided by then is finished by the next run.
        """
        leaving, papers = Leaving(self._stage.event), self._known.papers
        damaged = tuple(leaving.aside(MANIFEST)) if self._before is not None and not loads(self._before) else ()
        going = (*self._known.withdrawn.values(), *(entry for entry in papers.values() if self._is_gone(entry)))
        gone = {entry: leaving.removed(entry) for entry in going}
        renamed = [step for entry in papers.values() if self._is_renamed(entry) for step in leaving.renamed(entry)]
        back = [
            Step("move", path, to=papers[one].path) for one, path in self._known.away.items() if one in self._additions
        ]
        added = [self._additions[one] for one in self._paths if one in self._additions]
        kept_up = [self._kept_up(entry) for entry in self._carried(gone)]
        removed = in_order(_moved(entry, steps) for entry, steps in gone.items())
        entries = in_order(one.entry for one in (*kept_up, *added))
        documents = tuple(self._stands(entries))
        told = tuple(entry.in_outputs(self._stage.name) for entry in removed)
        additions = [*self._additions.values(), *kept_up]
        lost = met_lost(self._stage.event, gone, is_missing=self._before is None) if self._is_lost else ()
        once = (*lost, *met_once(self._stage.name, [*damaged, *renamed], additions))
        is_new = self._before is None and not self._is_lost
        changes = (*change_lines(documents, told, is_new=is_new), *map(str, once))
        said = [problem.as_kept() for problem in problems]
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
        content = manifest.dumps(self._stage.name)
        if steps or content != self._before:
            self._stage.commit(content, steps)
        return Published(
            documents,
            told,
            (*once, *met_again(self._stage.name, additions)),
            is_new,
        )

    def _finds_papers(self) -> bool:
        return any(is_there(self._stage.event / path) for path in self._paths.values())

    def _known_of(self, draft: Draft, new: Document) -> Document | None:
        """Return the paper as an earlier run left it; where only the register knows that it went out, as that says."""
        known = self._known.papers.get(new.id)
        sha256 = self._batch.gone_out.get(new.id, "")
        if known is None and sha256 and new.id not in self._known.withdrawn:
            return gone_out(replace(new, sha256=sha256, marks=""), draft, sha256)
        return known

    def _judge(self, draft: Draft, new: Document, known: Document | None) -> Judgement:
        folder, signed = self._stage.event, self._batch.issuing.get(new.id)
        if new.id in self._known.withdrawn:
            made = Judgement("made", new.path)
            return made if signed is None else replace(made, issued_sha256=new.sha256, copies=True)
        if known is not None and known.issued:
            return judge_issued(folder, new.sha256, known, self._known.away.get(new.id, ""))
        if signed is not None or (draft.heading.issued and is_there(folder / issued_copy(new.path))):
            return judge_going_out(folder, new, known, signed or b"")
        return judge(folder, new.path, new.sha256, known)

    def _addition(self, draft: Draft, new: Document, known: Document | None, judged: Judgement) -> Addition:
        change, fields = self._difference(draft, new, known or self._known.withdrawn.get(new.id))
        if self._is_lost and change == "added" and judged.state != "made":
            change = ""  # it stood here before
        if known is None or not known.issued:
            entry, goes_out = self._judged(new, judged), bool(judged.issued_sha256)
            entry = gone_out(entry, draft, judged.issued_sha256) if goes_out else entry
            entry = self._looked_into(entry) if judged.state == "kept" else entry
            return Addition(entry, judged, change, fields, waits=draft.heading.issued and not goes_out)
        entry = self._looked_into(_still_out(known, judged))
        return Addition(entry, judged, change and "overtaken", fields)

    def _kept_up(self, entry: Document) -> Addition:
        """Return a paper that this run was not asked for, with the lasting copy put back if that is gone."""
        entry = self._looked_into(entry)
        paper = read(self._stage.event / entry.path) if entry.issued and not entry.original else None
        if paper is None or is_there(self._stage.event / issued_copy(entry.path)):
            return Addition(entry, Judgement("unchanged"))
        ours = digest(paper) == entry.issued_sha256
        if ours:
            self._stage.put(issued_copy(entry.path), paper)
        return Addition(entry, Judgement("unchanged", copies=ours))

    def _looked_into(self, entry: Document) -> Document:
        """Return the entry of a paper that this run does not make, with what is blank in it now.

        A hand may have filled a blank, and an older version did not look; a paper of ours without one needs no look.
        """
        if entry.state == "made" and entry.blanks == ():
            return entry
        paper = read(self._stage.event / entry.path)
        return replace(entry, blanks=(entry.blanks or ()) if paper is None else blanks_in(paper))

    def _difference(self, draft: Draft, new: Document, before: Document | None) -> tuple[Change, tuple[str, ...]]:
        """Return what became of a paper's data since it was made, and the headings of what is different."""
        shared = self._shared_of(draft)
        if before is None:
            return "added", ()
        if new.sha256 in (before.sha256, before.moi_sha256):
            return "", ()
        return "changed", self._manifest.changed(before, new.marks, shared, new.template_sha256)

    def _shared_of(self, draft: Draft) -> Mapping[str, str]:
        if draft.kind not in self._shared:
            self._shared[draft.kind] = shared_marks(draft)
        return self._shared[draft.kind]

    def _new(self, entries: Sequence[Document], removed: Sequence[Document], changes: tuple[str, ...]) -> Manifest:
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

    def _judged(self, entry: Document, judged: Judgement) -> Document:
        if judged.state != "kept":
            return entry
        # What was last put under this name stays known: the user may put it back.
        known = self._known.papers.get(entry.id)
        ours = known.sha256 if known and known.path == entry.path else entry.sha256
        return replace(entry, state="kept", sha256=ours, moi_sha256=judged.moi_sha256)

    def _carried(self, gone: Mapping[Document, object]) -> Iterator[Document]:
        left = {*self._additions, *self._known.away}
        yield from (entry for entry in self._known.papers.values() if entry.id not in left and entry not in gone)

    def _is_gone(self, entry: Document) -> bool:
        asked = entry.id in self._paths or entry.id in self._batch.standing
        return self._batch.whole and entry.kind in self._batch.kinds and not asked

    def _is_renamed(self, entry: Document) -> bool:
        return entry.id in self._additions and self._paths[entry.id] != entry.path

    def _stands(self, entries: Iterable[Document]) -> Iterator[Document]:
        """Yield the papers of this run, but for those that went out and are lost."""
        added = (self._additions.get(entry.id) for entry in entries)
        yield from (one.document(self._stage.name) for one in added if one and not one.judged.lost)


def _with_original(addition: Addition, original: SignedPdf) -> Addition:
    """Return a paper that goes out as the PDF that was signed."""
    told = replace(addition.entry, original=digest(original.content), signings=original.signings, stamp=original.stamp)
    return replace(addition, entry=told, original=True)


def _still_out(known: Document, judged: Judgement) -> Document:
    """Return the entry of a paper that has gone out: the one that stands here may be another's work by now, or not."""
    entry = replace(known, issued_sha256=judged.issued_sha256)
    by_hand = judged.state == "kept" or known.moi_sha256  # also where that hand's paper was lost, and is put back
    return entry if judged.lost else replace(entry, state="kept" if by_hand else "made")


def _moved(entry: Document, steps: Iterable[Step]) -> Document:
    """Return the entry of a removed paper at its new path, if there still was a file to move."""
    return replace(entry, path=next((step.to for step in steps if step.path == entry.path), entry.path))
