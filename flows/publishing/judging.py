"""Tell a hand-made change from our own file: hashes in, what may be written where out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from flows.model.draft import Draft, State
from flows.publishing.disk import standing
from flows.publishing.manifest import Entry, Id
from flows.publishing.names import beside, document_path, free, is_variant, issued_copy, order_of


class Judgement(NamedTuple):
    """What becomes of one document.

    `target` is where its bytes go ("" for nowhere), over a file whose hash is `over` ("" for over none).
    `moi_sha256` is our version beside a changed file, `unwanted` the hash of one that has served its time.
    `refused` says that the version beside was changed by hand as well: then the new one stands nowhere.
    `content` is what is put instead of the new bytes. Of a paper that has gone out or goes out now, `issued_sha256` is
    the hash of the lasting copy, `copies` whether that is to be put, `edited` whether another hand has changed it,
    `lost` that nothing is left of it.
    """

    state: State
    target: str = ""
    over: str = ""
    moi_sha256: str = ""
    unwanted: str = ""
    refused: bool = False
    content: bytes | None = None
    issued_sha256: str = ""
    copies: bool = False
    edited: bool = False
    lost: bool = False

    def puts(self, path: str) -> tuple[str, ...]:
        """Return where bytes are put, for a paper that has this path."""
        target = (self.target,) if self.target else ()
        return (*target, issued_copy(path)) if self.copies else target


def judge(folder: Path, path: str, sha256: str, known: Entry | None) -> Judgement:
    """Compare new bytes with what stands in the event's folder; nothing is written."""
    ours = known.sha256 if known and known.path == path else ""
    moi = known.moi_sha256 if known and known.path == path else ""
    there = standing(f"{folder}/{path}")
    if there not in ("", ours, sha256):
        return _judge_beside(path, sha256, standing(f"{folder}/{beside(path)}"), moi)
    unwanted = moi if moi and standing(f"{folder}/{beside(path)}") == moi else ""
    if there == sha256:
        return Judgement("unchanged", unwanted=unwanted)
    return Judgement("made", path, there, unwanted=unwanted)


def _judge_beside(path: str, sha256: str, side: str, moi: str) -> Judgement:
    if side == sha256:
        return Judgement("kept", moi_sha256=sha256)
    if side in ("", moi):
        return Judgement("kept", beside(path), side, sha256)
    return Judgement("kept", moi_sha256=moi, refused=True)


def plan_paths(drafts: Iterable[Draft], known: Mapping[Id, Entry]) -> dict[Id, str]:
    """Return a path of its own for every draft: the one it had, or its old order with its new name."""
    wanted = {(draft.kind, draft.key): _wanted(draft, known.get((draft.kind, draft.key))) for draft in drafts}
    planned = {one: known[one].path for one in wanted if one in known and _stays(known[one], wanted[one])}
    taken = {entry.path for entry in known.values()}
    for one, path in wanted.items():
        if one not in planned:
            planned[one] = free(path, taken.__contains__)
            taken.add(planned[one])
    return planned


def _stays(known: Entry, wanted: str) -> bool:
    return bool(known.issued) or is_variant(known.path, wanted)


def _wanted(draft: Draft, known: Entry | None) -> str:
    order = (order_of(known.path) if known and draft.order else 0) or draft.order
    return document_path(draft.kind, order, draft.stem)
