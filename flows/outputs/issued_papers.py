"""Issued papers: what stands in the folder and in phat-hanh/, and what an earlier run or the register knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from flows.model.document import Document, Id, State
from flows.model.draft import EventBatch, Voided
from flows.outputs.disk import digest, read, standing
from flows.outputs.electronic_originals import bears_signature
from flows.outputs.file_names import REMOVED, beside, is_inside, issued_copy, pdf_of
from flows.outputs.hand_edits import Judgement, judge
from flows.outputs.manifest import Manifest


def judge_issued(folder: Path, sha256: str, known: Document, away: str = "") -> Judgement:
    """Compare new bytes with a paper that has gone out: nothing is written over it, a lost one is put back.

    Nghị định 30/2020, Điều 18.3: a content error is mended by another document. `away` is where the paper was moved to.
    Only the bytes that went out are put back: those of the copy, of the paper itself, or new ones that are the same.
    """
    copy, here = read(folder / issued_copy(known.path)), read(folder / known.path)
    if here is None and away:
        here = read(folder / away)
    # After a lost manifest, nobody has said yet that the copy is a signed PDF.
    if known.original or (copy is None and bears_signature(read(folder / issued_copy(pdf_of(known.path))) or b"")):
        return _judge_text(sha256, known, here)
    ours = here is not None and digest(here) == known.issued_sha256
    source = copy if copy is not None else here if ours else None
    if source is None and sha256 != known.issued_sha256:
        return Judgement("kept", issued_sha256=known.issued_sha256, lost=True)
    return Judgement(
        "made" if here is None else _state(here, known),
        known.path if here is None else "",
        content=source,
        moi_sha256=known.moi_sha256,
        issued_sha256=known.issued_sha256 if source is None else digest(source),
        copies=copy is None,
        edited=copy is not None and digest(copy) not in (known.issued_sha256, known.sha256),
    )


def _judge_text(sha256: str, known: Document, here: bytes | None) -> Judgement:
    """Judge the Word text of an electronic original, which comes back only as it went out."""
    comes_back = here is None and sha256 == known.issued_sha256
    state = _state(here, known) if here is not None else "made" if comes_back else "kept"
    target = known.path if comes_back else ""
    return Judgement(state, target, moi_sha256=known.moi_sha256, issued_sha256=known.issued_sha256)


def _state(here: bytes, known: Document) -> State:
    if known.moi_sha256:  # worked in by hand before it went out: what stands here is that hand's, also as it went out
        return "kept"
    return "unchanged" if digest(here) in (known.sha256, known.issued_sha256) else "kept"


def judge_going_out(folder: Path, new: Document, known: Document | None, signed: bytes) -> Judgement:
    """Judge a paper that goes out now: as it is printed, or as `signed` where another hand has worked in it.

    A file that somebody has put into phat-hanh/ before is the issued paper.
    """
    judged = judge(folder, new.path, new.sha256, known)
    there = standing(folder / issued_copy(new.path))
    if there:
        return replace(judged, issued_sha256=there)
    if judged.state != "kept":
        return replace(judged, issued_sha256=new.sha256, copies=True)
    if not signed:
        return judged  # changed by hand since this run has looked
    moi = known.moi_sha256 if known else ""
    unwanted = moi if moi and standing(folder / beside(new.path)) == moi else ""
    # What we would have put beside is remembered: by it a later change of the data is told.
    issued = digest(signed)
    return Judgement(
        "kept", moi_sha256=new.sha256, unwanted=unwanted, content=signed, issued_sha256=issued, copies=True
    )


@dataclass(frozen=True, slots=True)
class Known:
    """`papers` stand in the event's folder; `withdrawn` ones must leave it, for their number was made void.

    `away` is where an issued paper lies that was moved to bo/ with its person, and is asked for again.
    """

    papers: Mapping[Id, Document]
    withdrawn: Mapping[Id, Document]
    away: Mapping[Id, str]


def recalled(folder: Path, batch: EventBatch) -> Manifest:
    """Return what the register remembers of the papers that stand in an event's folder whose manifest is lost.

    Under the name of a void paper an issued one of the number in its place may stand by now: then neither the paper nor
    its lasting copy has the bytes that were written down.
    """
    void = {(one.kind, one.symbol, one.year) for one in batch.voided}
    asked = {(draft.kind, draft.key) for draft in batch.drafts}
    entries: list[Document] = []
    for one in batch.recorded:
        path = one.path.removeprefix(f"{folder.name}/")
        there = standing(folder / path) if is_inside(path) else ""
        copy = standing(folder / issued_copy(path)) if there else ""
        may_be_another = (one.kind, one.number, one.year) in void and one.id in asked
        if there and not (may_be_another and copy and one.sha256 not in (there, copy)):
            entries.append(replace(one, path=path))
    return Manifest(entries=tuple(entries))


def known_of(manifest: Manifest, batch: EventBatch) -> Known:
    """Return what is known of an event's papers."""
    void = {(one.kind, one.symbol, one.year): one for one in batch.voided}
    marked = {entry.id: _marked(entry, void) for entry in manifest.entries}
    withdrawn = {one: entry for one, entry in marked.items() if entry.void and entry.kind in batch.kinds}
    papers = {one: entry for one, entry in marked.items() if one not in withdrawn}
    back = list(_returning(manifest.removed, marked.keys(), void))
    asked = {(draft.kind, draft.key) for draft in batch.drafts}
    away = {entry.id: entry.path for entry in back if entry.id in asked}
    home = {entry.id: replace(entry, path=entry.path.removeprefix(f"{REMOVED}/")) for entry in back if entry.id in away}
    return Known({**papers, **home}, withdrawn, away)


def _marked(entry: Document, void: Mapping[tuple[str, str, int], Voided]) -> Document:
    found = void.get((entry.kind, entry.number or "", entry.year or 0))
    return replace(entry, void=found.reason, replaced_by=found.replaced_by) if found else entry


def _returning(
    removed: Iterable[Document], standing: Collection[Id], void: Mapping[tuple[str, str, int], Voided]
) -> Iterable[Document]:
    marked = (_marked(entry, void) for entry in removed if entry.id not in standing)
    return (entry for entry in marked if entry.issued and not entry.void)


def still_removed(manifest: Manifest, batch: EventBatch, back: Collection[Id]) -> Iterable[Document]:
    """Yield the papers that left earlier and do not come back; void ones stay, to tell of their numbers."""
    void = {(one.kind, one.symbol, one.year): one for one in batch.voided}
    marked = (_marked(entry, void) for entry in manifest.removed)
    return (entry for entry in marked if entry.void or entry.id not in back)
