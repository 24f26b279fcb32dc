"""The issued papers: what stands in the event's folder and in phat-hanh/ in, what is put back or told out.

The file in phat-hanh/ is the paper that went out, whoever put it there; it is never written over.
"""

from __future__ import annotations

from pathlib import Path

from flows.model.draft import State
from flows.publishing.disk import digest, read, standing
from flows.publishing.judging import Judgement, judge
from flows.publishing.manifest import Entry
from flows.publishing.names import beside, issued_copy


def judge_issued(folder: Path, sha256: str, known: Entry, away: str = "") -> Judgement:
    """Compare new bytes with a paper that has gone out: nothing is written over it, a lost one is put back.

    Nghị định 30/2020, Điều 18.3: a content error is mended by another document. `away` is where the paper was moved to.
    Only the bytes that went out are put back: those of the copy, of the paper itself, or new ones that are the same.
    """
    copy, here = read(folder / issued_copy(known.path)), read(folder / known.path)
    if here is None and away:
        here = read(folder / away)
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


def _state(here: bytes, known: Entry) -> State:
    if known.moi_sha256:  # worked in by hand before it went out: what stands here is that hand's, also as it went out
        return "kept"
    return "unchanged" if digest(here) in (known.sha256, known.issued_sha256) else "kept"


def judge_going_out(folder: Path, new: Entry, known: Entry | None, signed: bytes) -> Judgement:
    """Judge a paper that goes out now: as it is printed, or as `signed` where another hand has worked in it.

    A file that somebody has put into phat-hanh/ before is the issued paper.
    """
    judged = judge(folder, new.path, new.sha256, known)
    there = standing(folder / issued_copy(new.path))
    if there:
        return judged._replace(issued_sha256=there)
    if judged.state != "kept":
        return judged._replace(issued_sha256=new.sha256, copies=True)
    if not signed:
        return judged  # changed by hand since this run has looked
    moi = known.moi_sha256 if known else ""
    unwanted = moi if moi and standing(folder / beside(new.path)) == moi else ""
    # What we would have put beside is remembered: by it a later change of the data is told.
    issued = digest(signed)
    return Judgement(
        "kept", moi_sha256=new.sha256, unwanted=unwanted, content=signed, issued_sha256=issued, copies=True
    )
