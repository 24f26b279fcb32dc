"""Papers that a run adds to an event's folder: what becomes of each, and what is told of all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.model.draft import Change, Document
from flows.outputs.disk import standing
from flows.outputs.file_names import ISSUED, MANIFEST, beside, issued_copy, pdf_of
from flows.outputs.hand_edits import Judgement
from flows.outputs.manifest import Entry, Id
from flows.outputs.staging import Step
from flows.problems import Problem, Where, some_of


@dataclass(frozen=True, slots=True)
class Addition:
    """A paper of this run: its entry, where its bytes go, and what changed in its data.

    `waits` says that its number is issued, and the paper itself has not gone out; `original` that it goes out now as
    the PDF that was signed.
    """

    entry: Entry
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
        """Return the document as the run tells of it."""
        return self.entry.document(folder, state=self.judged.state, change=self.change, fields=self.fields)


@dataclass(frozen=True, slots=True)
class Taken:
    """What a part of an event's papers took elsewhere, and the marks that its kinds share."""

    additions: Mapping[Id, Addition]
    shared: Mapping[str, Mapping[str, str]]


def met_once(folder: str, steps: Iterable[Step], additions: Iterable[Addition]) -> Iterator[Problem]:
    """Yield what this run met and the next will not: a damaged manifest, hand-edited files that it moved or took over.

    The event's notice tells it among the last changes: a second run would have less to say than the first.
    """
    for step in steps:
        if step.path == MANIFEST:
            yield replace(damaged_manifest(folder), once=True)
        elif step.act == "move":
            yield _once(
                f"{folder}/{step.path}",
                f"Tên người nhận đã đổi, mà tệp cũ có sửa tay; tệp đó được chuyển vào {step.to}.",
                "Xem có cần đưa chỗ sửa tay vào tệp mới không.",
            )
    yield from (_once(f"{folder}/{issued_copy(a.entry.path)}", *_EDITED) for a in additions if a.judged.edited)


def met_lost(folder: Path, gone: Iterable[Entry], *, is_missing: bool) -> Iterator[Problem]:
    """Yield what a run met that had no manifest to read: that it is missing, papers of void numbers edited by hand."""
    if is_missing:
        yield _once(f"{folder.name}/{MANIFEST}", f"Không thấy tệp manifest.json{_UNKNOWN[0]}", _UNKNOWN[1])
    for entry in gone:
        if entry.void and standing(folder / entry.path) != entry.sha256:
            yield _once(f"{folder.name}/{entry.path}", *_VOID_EDITED)


def met_again(folder: str, additions: Sequence[Addition]) -> Iterator[Problem]:
    """Yield what each run meets anew: versions that stand nowhere, issued papers that wait or are lost."""
    yield from (_warning(f"{folder}/{a.entry.path}", *_REFUSED) for a in additions if a.judged.refused)
    for kind in dict.fromkeys(one.entry.kind for one in additions):
        own = [one for one in additions if one.entry.kind == kind]
        yield from _of_many(folder, [one.entry for one in own if one.waits], *_WAITS)
        yield from _of_many(f"{folder}/{ISSUED}", [one.entry for one in own if one.judged.lost], *_LOST)


def _of_many(folder: str, entries: Sequence[Entry], message: str, fix: str) -> Iterator[Problem]:
    """Yield one warning for papers of one kind, at the first of them, with some of those whose they are."""
    if entries:
        names = [entry.recipient for entry in entries if entry.recipient]
        whose = f" của {some_of(names, _MOST_NAMES)}" if names else ""
        about = {"count": len(entries), "whose": whose, "number": entries[0].number, "folder": folder}
        yield _warning(f"{folder}/{entries[0].path}", message.format(**about), fix.format(**about))


_MOST_NAMES = 5
_WAITS = (
    "{count} văn bản{whose} mang số {number} đã cấp, nhưng chưa phát hành.",
    "Trình ký, rồi chạy lại vanthu issue. Nếu đã phát hành, chép bản đã phát hành vào {folder}/phat-hanh/, cùng tên.",
)
_REFUSED = (
    "Tệp này và bản .moi bên cạnh đều đã sửa tay, nên bản mới không được ghi ra.",
    "Giữ lại một tệp, xóa tệp kia, rồi chạy lại.",
)
_EDITED = (
    "Bản đã phát hành này đã bị sửa tay; phần mềm giữ nguyên và từ nay coi đây là bản đã phát hành.",
    "Nếu không cố ý, chép lại bản đúng từ nơi lưu vào chỗ này.",
)
_VOID_EDITED = (
    "Số của văn bản này đã hủy, mà tệp có sửa tay; tệp được chuyển vào bo/.",
    "Xem có cần giữ chỗ sửa tay không.",
)
_LOST = (
    "{count} văn bản đã phát hành{whose} (số {number}) không còn trong outputs; dữ liệu nay đã khác nên không làm lại.",
    "Lấy lại bản lưu, chép vào đúng chỗ này; cần nội dung mới thì phát hành văn bản thay thế (vanthu issue --replace).",
)


def _warning(path: str, message: str, fix: str) -> Problem:
    return Problem(Where(path), message, fix, "warning")


def _once(path: str, message: str, fix: str) -> Problem:
    return replace(_warning(path, message, fix), once=True)


def damaged_manifest(folder: str) -> Problem:
    """Return the warning that an event's manifest.json could not be read."""
    return _warning(f"{folder}/{MANIFEST}", f"Tệp manifest.json bị hỏng{_UNKNOWN[0]}", _UNKNOWN[1])


_UNKNOWN = (
    " nên phần mềm so với văn bản đang có; tệp nào khác bản mới mà sổ đăng ký không nhận ra thì coi là sửa tay.",
    "So sánh các tệp .moi.docx với tệp đang có, rồi xóa tệp không dùng.",
)
