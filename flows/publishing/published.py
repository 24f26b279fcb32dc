"""What a run did to one event: what is put where, told as documents and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flows.model.draft import Change, Document
from flows.model.parcel import Columns, columns_of, rows_of
from flows.problems import Problem, Where
from flows.publishing.judging import Judgement
from flows.publishing.manifest import Entry, Id
from flows.publishing.names import ISSUED, MANIFEST, beside, issued_copy
from flows.publishing.staging import Step


@dataclass(frozen=True, slots=True)
class Published:
    """What a run did to one event.

    `documents` are those it was given, `carried` those it left as an earlier run had made them, `removed` those
    nobody asks for any more, with the path they were moved to; `problems` what it met in outputs itself. `is_new`
    says that no run had made anything for the event before.
    """

    documents: tuple[Document, ...] = ()
    carried: tuple[Document, ...] = ()
    removed: tuple[Document, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_new: bool = False

    @property
    def counts(self) -> Mapping[str, int]:
        """Return how many were made, unchanged, kept, carried and removed."""
        states = Counter(document.state for document in self.documents)
        told = {state: states[state] for state in ("made", "unchanged", "kept")}
        return {**told, "carried": len(self.carried), "removed": len(self.removed)}


class Addition(NamedTuple):
    """A paper of this run: its entry, where its bytes go, and what changed in its data.

    `waits` says that its number is issued, and the paper itself has not gone out.
    """

    entry: Entry
    judged: Judgement
    change: Change = ""
    fields: tuple[str, ...] = ()
    waits: bool = False

    def steps(self) -> Iterator[Step]:
        """Yield what is to be done on the disk."""
        for path in self.judged.puts(self.entry.path):
            yield Step("put", path, over=self.judged.over if path == self.judged.target else "")
        if self.judged.unwanted:
            yield Step("remove", beside(self.entry.path), over=self.judged.unwanted)

    def document(self, folder: str) -> Document:
        """Return the document as the run tells of it."""
        return self.entry.document(folder, state=self.judged.state, change=self.change, fields=self.fields)


class Taken(NamedTuple):
    """What a part of an event's papers took elsewhere, and the marks that its kinds share; it travels by columns."""

    additions: Mapping[Id, Addition]
    shared: Mapping[str, Mapping[str, str]]

    def __reduce__(self) -> tuple[object, ...]:
        """Be packed in a third of the time that one by one takes."""
        if not self.additions:
            return Taken, ({}, self.shared)
        entries, judged, *others = columns_of(self.additions.values())
        return _arrived, (columns_of(entries), columns_of(judged), others, self.shared)


def _arrived(entries: Columns, judged: Columns, others: Columns, shared: Mapping[str, Mapping[str, str]]) -> Taken:
    additions = rows_of(Addition, (rows_of(Entry, entries), rows_of(Judgement, judged), *others))
    return Taken({one.entry.id: one for one in additions}, shared)


def met(folder: str, steps: Iterable[Step], additions: Iterable[Addition]) -> Iterator[Problem]:
    """Yield what a run met in outputs: a damaged manifest, files changed by hand, issued papers that are lost."""
    for step in steps:
        if step.path == MANIFEST:
            yield damaged_manifest(folder)
        elif step.act == "move":
            yield _warning(
                f"{folder}/{step.path}",
                f"Tên người nhận đã đổi, mà tệp cũ có sửa tay; tệp đó được chuyển vào {step.to}.",
                "Xem có cần đưa chỗ sửa tay vào tệp mới không.",
            )
    additions = tuple(additions)
    for one in additions:
        if one.judged.refused:
            yield _warning(f"{folder}/{one.entry.path}", *_REFUSED)
        if one.judged.edited:
            yield _warning(f"{folder}/{issued_copy(one.entry.path)}", *_EDITED)
    for kind in dict.fromkeys(one.entry.kind for one in additions):
        own = [one for one in additions if one.entry.kind == kind]
        yield from _of_many(folder, [one.entry for one in own if one.waits], *_WAITS)
        yield from _of_many(f"{folder}/{ISSUED}", [one.entry for one in own if one.judged.lost], *_LOST)


def _of_many(folder: str, entries: Sequence[Entry], message: str, fix: str) -> Iterator[Problem]:
    """Yield one warning for papers of one kind, at the first of them, with some of those whose they are."""
    if entries:
        names = [entry.recipient for entry in entries if entry.recipient]
        others = f" và {len(names) - _MOST_NAMES} người nữa" if len(names) > _MOST_NAMES else ""
        whose = f" của {', '.join(names[:_MOST_NAMES])}{others}" if names else ""
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
_LOST = (
    "{count} văn bản đã phát hành{whose} (số {number}) không còn trong outputs; dữ liệu nay đã khác nên không làm lại.",
    "Lấy lại bản lưu, chép vào đúng chỗ này; cần nội dung mới thì phát hành văn bản thay thế (vanthu issue --replace).",
)


def _warning(path: str, message: str, fix: str) -> Problem:
    return Problem(Where(path), message, fix, "warning")


def damaged_manifest(folder: str) -> Problem:
    """Return the warning that an event's manifest.json could not be read."""
    return Problem(
        Where(f"{folder}/{MANIFEST}"),
        "Tệp manifest.json bị hỏng nên không biết tệp nào do phần mềm làm ra; tệp nào khác bản mới đều coi là sửa tay.",
        "So sánh các tệp .moi.docx với tệp đang có, rồi xóa tệp không dùng.",
        "warning",
    )
