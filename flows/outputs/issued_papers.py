"""Issued papers: what stands in the folder and in phat-hanh/, and what an earlier run or the register knows.

The signed PDF of an issued paper, an electronic original, is its lasting copy, byte for byte, and so are its later
versions (Nghị định 30/2020/NĐ-CP, Điều 5.1). A later version begins with all bytes of the one before, as signing
programs write it (ISO 32000-1, 7.5.6); whatever else stands there was altered, and is told and never taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from flows.model.draft import EventBatch, VoidNumbers
from flows.model.recorded_paper import Document, Id, State
from flows.model.signed_paper import SignedPdf
from flows.outputs.disk import digest, read, standing
from flows.outputs.file_names import REMOVED, beside, is_inside, issued_copy, pdf_of
from flows.outputs.hand_edits import Judgement, judge
from flows.outputs.manifest import Manifest
from flows.outputs.signing_folder import fresh_pdf
from flows.outputs.staging import Step
from flows.problems import Problem, Where
from flows.vietnamese.dates import long_date


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
    asked = {(draft.kind, draft.key) for draft in batch.drafts}
    entries: list[Document] = []
    for one in batch.recorded:
        path = one.path.removeprefix(f"{folder.name}/")
        there = standing(folder / path) if is_inside(path) else ""
        copy = standing(folder / issued_copy(path)) if there else ""
        may_be_another = (one.kind, one.number, one.year) in batch.void and one.id in asked
        if there and not (may_be_another and copy and one.sha256 not in (there, copy)):
            entries.append(replace(one, path=path))
    return Manifest(entries=tuple(entries))


def known_of(manifest: Manifest, batch: EventBatch) -> Known:
    """Return what is known of an event's papers."""
    marked = {entry.id: _marked(entry, batch.void) for entry in manifest.entries}
    withdrawn = {one: entry for one, entry in marked.items() if entry.void and entry.kind in batch.kinds}
    papers = {one: entry for one, entry in marked.items() if one not in withdrawn}
    back = list(_returning(manifest.removed, marked.keys(), batch.void))
    asked = {(draft.kind, draft.key) for draft in batch.drafts}
    away = {entry.id: entry.path for entry in back if entry.id in asked}
    home = {entry.id: replace(entry, path=entry.path.removeprefix(f"{REMOVED}/")) for entry in back if entry.id in away}
    return Known({**papers, **home}, withdrawn, away)


def _marked(entry: Document, void: VoidNumbers) -> Document:
    found = void.get((entry.kind, entry.number, entry.year))
    return replace(entry, void=found[0], replaced_by=found[1]) if found else entry


def _returning(removed: Iterable[Document], standing: Collection[Id], void: VoidNumbers) -> Iterable[Document]:
    marked = (_marked(entry, void) for entry in removed if entry.id not in standing)
    return (entry for entry in marked if entry.issued and not entry.void)


def still_removed(manifest: Manifest, batch: EventBatch, back: Collection[Id]) -> Iterable[Document]:
    """Yield the papers that left earlier and do not come back; void ones stay, to tell of their numbers."""
    marked = (_marked(entry, batch.void) for entry in manifest.removed)
    return (entry for entry in marked if entry.void or entry.id not in back)


Reader = Callable[[bytes, bytes], SignedPdf]
"""Reads signatures: who signed, what speaks against the file, what is new in it since a version before (b"": none)."""


def bears_signature(content: bytes) -> bool:
    """Whether a PDF has a digital signature: every one of them has this (ISO 32000-1, 12.8.1)."""
    return b"/ByteRange" in content


def ends_whole(content: bytes) -> bool:
    """Whether a PDF ends as each of its versions must (ISO 32000-1, 7.5.5); one that was cut does not."""
    return content.rstrip(b"\0\t\n\r ").endswith(b"%%EOF")


def places_of(path: str) -> tuple[str, str]:
    """Return where the PDF beside a paper may stand: its own place, and that of a version made after a signed one."""
    return pdf_of(path), beside(pdf_of(path))


def signed_beside(paper: Path) -> tuple[Path, bool] | None:
    """Return the signed PDF beside a paper, and whether it is of the paper as it stands; None where there is none."""
    signed = [pdf for pdf in map(paper.with_name, places_of(paper.name)) if bears_signature(read(pdf) or b"")]
    fresh = fresh_pdf(paper) if signed else None
    return (fresh, True) if fresh in signed and fresh else (signed[0], False) if signed else None


@dataclass(frozen=True)
class Kept:
    """What becomes of one issued paper: its entry, the step on the disk with what it puts, what is told."""

    entry: Document
    steps: tuple[Step, ...] = ()
    content: bytes = field(default=b"", repr=False)
    problems: tuple[Problem, ...] = ()


def kept(folder: Path, entry: Document, there: Collection[str], read_signatures: Reader) -> Kept:
    """Take the signed PDF of an issued paper, or a later version of it, as the lasting copy; put a lost one back."""
    copy = issued_copy(pdf_of(entry.path))
    found = {
        path: content for path in (copy, *places_of(entry.path)) if path in there and (content := read(folder / path))
    }
    desk = _Desk(folder, entry, copy, found, read_signatures)
    return desk.later() if entry.original else desk.first()


@dataclass(frozen=True)
class _Desk:
    """One issued paper: where its lasting copy stands, and what stands there and beside the paper."""

    folder: Path
    entry: Document
    copy: str
    found: Mapping[str, bytes]
    read_signatures: Reader

    def first(self) -> Kept:
        """Take what was signed after the paper had gone out, or put into phat-hanh/ by hand."""
        known = self.found.get(self.copy, b"")
        # After a lost manifest a later version may lie beside the copy.
        versions = {path: len(one) for path, one in self.found.items() if _is_version(one, known)}
        place = max(versions, key=versions.__getitem__) if bears_signature(known) else self._fresh_beside()
        if not place:
            return Kept(self.entry)
        # What went out is the PDF: the Word copy is none of it any more.
        gone = Step("remove", issued_copy(self.entry.path), over=self.entry.issued_sha256)
        return self._taken(place, b"", gone)

    def _fresh_beside(self) -> str:
        """Return where a signed PDF of the paper as it stands is, "" for nowhere."""
        found = signed_beside(self.folder / self.entry.path) if self.found.keys() - {self.copy} else None
        return found[0].relative_to(self.folder).as_posix() if found and found[1] else ""

    def later(self) -> Kept:
        """Take a later version, put the copy back where it is lost, and tell what was altered."""
        known = next((content for content in self.found.values() if digest(content) == self.entry.original), None)
        if known is None:
            return self._told(self.copy, "Bản gốc điện tử đã phát hành bị mất hoặc đã bị sửa.", _FROM_STORE)
        grown = {path: content for path, content in self.found.items() if _is_version(content, known)}
        newest = max(grown, key=lambda path: len(grown[path]))
        others = {path: content for path, content in self.found.items() if path not in grown}
        if self.copy in others:
            return self._told(self.copy, "Bản gốc điện tử ở đây đã bị sửa.", f"Chép đè lại bằng {newest}.")
        if len(grown[newest]) > len(known):
            return self._taken(newest, known)
        if self.copy not in self.found:
            return Kept(self.entry, (Step("put", self.copy),), known)
        # Beside a right one an older one may lie, of the paper as it was before.
        if others and len(grown) == 1:
            place = next(iter(others))
            return self._told(place, _altered(others[place], known), _PUT_BACK.format(self.copy))
        return Kept(self.entry)

    def _taken(self, place: str, known: bytes, *steps: Step) -> Kept:
        pdf = self.read_signatures(self.found[place], known)
        if pdf.fault:
            return self._told(place, f"Bản PDF đã ký số {pdf.fault}, nên không nhận làm bản đã phát hành.", _SIGN_AGAIN)
        there = digest(self.found[self.copy]) if self.copy in self.found else ""
        entry = replace(
            self.entry, original=digest(pdf.content), signings=pdf.signings, stamp=self._to_stamp(pdf, known)
        )
        if there != entry.original:
            steps = (Step("put", self.copy, over=there), *steps)
        return Kept(entry, steps, pdf.content, tuple(doubts_of(f"{self.folder.name}/{place}", pdf)))

    def _to_stamp(self, pdf: SignedPdf, known: bytes) -> str:
        """Return what is still to be stamped; of a version that shows anything new, that was a picture of it."""
        if known:
            return self.entry.stamp if pdf.is_alike else ""
        day = f", {long_date(date.fromisoformat(self.entry.day))}" if self.entry.day else ""
        return f"số {self.entry.number}{day}" if self.entry.number and pdf.lacks(self.entry.number) else ""

    def _told(self, place: str, message: str, fix: str) -> Kept:
        return Kept(self.entry, problems=(Problem(Where(f"{self.folder.name}/{place}"), message, fix),))


def doubts_of(path: str, pdf: SignedPdf) -> Iterator[Problem]:
    """Yield what a clerk should know of a signed PDF that is taken; it is told when it is taken, and not again."""
    yield from (replace(doubt.at(Where(path)), once=True) for doubt in pdf.doubts)


def told_once(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return the problems, and what many PDFs share at the first of them."""
    first: dict[object, Problem] = {}
    for one in problems:
        first.setdefault((one.message, one.fix) if one.once else one, one)
    return tuple(first.values())


def _is_version(content: bytes, known: bytes) -> bool:
    """Whether a PDF is a known one, or that with a whole update behind it."""
    return content == known or (content.startswith(known) and ends_whole(content))


def _altered(content: bytes, known: bytes) -> str:
    if known.startswith(content):
        return "Bản PDF này bị cắt cụt so với bản đã phát hành, nên không nhận."
    if not bears_signature(content):
        return "Bản PDF này không còn chữ ký số, khác bản đã phát hành, nên không nhận."
    return "Bản PDF đã ký số này bị sửa so với bản đã phát hành, nên không nhận."


_FROM_STORE = "Lấy lại bản lưu từ người ký hoặc bản sao lưu, chép vào đúng chỗ này; phần mềm không tự ghi gì vào đây."
_PUT_BACK = "Bản đúng vẫn ở {}. Dời tệp này ra ngoài thư mục, rồi ký tiếp hoặc đóng dấu trên bản đúng."
_SIGN_AGAIN = "Lấy lại tệp từ người ký, hoặc ký lại, rồi chạy lại."
