"""Tell a clerk's change from our own file, and keep it: what may be written where, and what a paper still lacks."""

from __future__ import annotations

import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from io import BytesIO
from pathlib import Path

from flows.model.draft import Draft
from flows.model.recorded_paper import Change, Document, Id, State
from flows.outputs import disk
from flows.outputs.disk import standing
from flows.outputs.file_names import beside, document_path, free, is_variant, issued_copy, order_of, pdf_of
from flows.outputs.staging import Step

_INDEX = ".muc-luc.json"

# Each name's hashes: the file as it is, and as it was, for a run that is killed between index and file.
Index = Mapping[str, list[str]]


def put_file(folder: Path, name: str, content: bytes) -> Path:
    """Put a file in its place; return where it stands.

    A file the user has worked in is kept, the new one then stands beside it as NAME.moi.ENDING.
    """
    index = _read(folder)
    if _is_ours(folder, name, index, content):
        _drop(folder, beside(name), index)
        return _put(folder, name, content, index)
    if _is_ours(folder, beside(name), index, content):
        return _put(folder, beside(name), content, index)
    return folder / name


def remove_file(folder: Path, name: str) -> None:
    """Remove a file that is not made any more, unless the user has worked in it; an empty folder goes too."""
    index = _read(folder)
    for one in (name, beside(name)):
        _drop(folder, one, index)
    left = {one: hashes for one, hashes in index.items() if one not in (name, beside(name))}
    if left != index:
        _write(folder, left)
    if all(one.startswith(".") for one in disk.names_in(folder)):
        disk.remove_tree(folder)


def known_files(folder: Path) -> tuple[str, ...]:
    """Return the names of the files put here before."""
    return tuple(sorted(_read(folder)))


def _is_ours(folder: Path, name: str, index: Index, content: bytes) -> bool:
    return disk.standing(folder / name) in ("", disk.digest(content), *index.get(name, ()))


def _put(folder: Path, name: str, content: bytes, index: Index) -> Path:
    sha256, there = disk.digest(content), disk.standing(folder / name)
    hashes = [sha256, there] if there not in ("", sha256) else [sha256]
    if index.get(name, [])[:1] != [sha256] or there != sha256:
        _write(folder, {**index, name: hashes})
        disk.place({folder / name: content})
    return folder / name


def _drop(folder: Path, name: str, index: Index) -> None:
    if disk.standing(folder / name) in index.get(name, ()):
        disk.remove(folder / name)


def _read(folder: Path) -> Index:
    try:
        told = json.loads(disk.read(folder / _INDEX) or b"{}")
    except ValueError:
        told = {}
    # Without it every file that differs counts as worked in: safe.
    return told if isinstance(told, dict) and all(isinstance(hashes, list) for hashes in told.values()) else {}


def _write(folder: Path, index: Index) -> None:
    disk.place({folder / _INDEX: json.dumps(index, indent=2, sort_keys=True).encode()})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What becomes of one document.

    `target` is where its bytes go ("" for nowhere), over a file whose hash is `over` ("" for over none).
    `moi_sha256` is our version beside a changed file, `unwanted` the hash of one that has served its time.
    `refused` says that the version beside was changed by hand as well: then ours stands nowhere, and is still known by
    its hash.
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


@dataclass(frozen=True, slots=True)
class Addition:
    """A paper of this run: its entry, where its bytes go, and what changed in its data.

    `waits` says that its number is issued, and the paper itself has not gone out; `original` that it goes out now as
    the PDF that was signed.
    """

    entry: Document
    judged: Judgement
    change: Change = ""
    fields: tuple[str, ...] = ()
    waits: bool = False
    original: bool = False

    def steps(self) -> Iterator[Step]:
        """Yield what is to be done on the disk."""
        for path in self.judged.puts(self.entry.path):
            yield Step("put", path, over=self.judged.over if path == self.judged.target else "")
        if self.original:
            yield Step("put", issued_copy(pdf_of(self.entry.path)))
        if self.judged.unwanted:
            yield Step("remove", beside(self.entry.path), over=self.judged.unwanted)

    def document(self, folder: str) -> Document:
        """Return the paper as the run tells of it."""
        return self.entry.in_outputs(folder, state=self.judged.state, change=self.change, fields=self.fields)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a part of an event's papers took elsewhere, and the marks that its kinds share."""

    additions: Mapping[Id, Addition]
    shared: Mapping[str, Mapping[str, str]]


def judge(folder: Path, path: str, sha256: str, known: Document | None) -> Judgement:
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
    return Judgement("kept", moi_sha256=sha256, refused=True)


def plan_paths(drafts: Iterable[Draft], known: Mapping[Id, Document]) -> dict[Id, str]:
    """Return a path of its own for every draft: the one it had, or its old order with its new name."""
    wanted = {(draft.kind, draft.key): _wanted(draft, known.get((draft.kind, draft.key))) for draft in drafts}
    planned = {one: known[one].path for one in wanted if one in known and _stays(known[one], wanted[one])}
    taken = {entry.path for entry in known.values()}
    for one, path in wanted.items():
        if one not in planned:
            planned[one] = free(path, taken.__contains__)
            taken.add(planned[one])
    return planned


def _stays(known: Document, wanted: str) -> bool:
    return bool(known.issued) or is_variant(known.path, wanted)


def _wanted(draft: Draft, known: Document | None) -> str:
    order = (order_of(known.path) if known and draft.order else 0) or draft.order
    return document_path(draft.kind, order, draft.stem)


_SLOT = re.compile(r"\[\s*CẦN BỔ SUNG\s*:?\s*([^\]\n]*)", re.IGNORECASE)
_PART = re.compile(r"word/[^/]+\.xml")
_TEXT = re.compile(r"<w:t(?:\s[^>]*)?>([^<]*)</w:t>")
_MOST_BYTES = 64_000_000
"""A larger part is no paper's."""


def blanks_in(paper: bytes) -> tuple[str, ...]:
    """Return the headings of the blanks that stand in a paper, each once; none for a file that cannot be read."""
    try:
        texts = list(_paragraphs(paper))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError, EOFError):
        return ()
    found = (slot[1].strip() for text in texts for slot in _SLOT.finditer(text))
    return tuple(dict.fromkeys(heading or "?" for heading in found))


def _paragraphs(paper: bytes) -> Iterator[str]:
    """Yield the text of each paragraph; Word cuts a text into runs wherever it was typed in twice."""
    with zipfile.ZipFile(BytesIO(paper)) as package:
        for part in package.infolist():
            if _PART.fullmatch(part.filename) and part.file_size <= _MOST_BYTES:
                xml = package.read(part).decode("utf-8", "replace")
                for stretch in xml.split("</w:p>"):
                    yield unicodedata.normalize("NFC", unescape("".join(_TEXT.findall(stretch))))
