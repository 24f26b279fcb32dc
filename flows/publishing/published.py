"""What a run did to one event: what is put where, told as documents and problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.model.draft import Change, Document
from flows.problems import Problem, Where
from flows.publishing.judging import Judgement
from flows.publishing.manifest import Entry
from flows.publishing.names import MANIFEST, beside
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


@dataclass(frozen=True, slots=True)
class Addition:
    """A paper of this run: its entry, where its bytes go, and what changed in its data."""

    entry: Entry
    judged: Judgement
    change: Change = ""
    fields: tuple[str, ...] = ()

    def steps(self) -> Iterator[Step]:
        """Yield what is to be done on the disk."""
        if self.judged.target:
            yield Step("put", self.judged.target, over=self.judged.over)
        if self.judged.unwanted:
            yield Step("remove", beside(self.entry.path), over=self.judged.unwanted)

    def document(self, folder: str) -> Document:
        """Return the document as the run tells of it."""
        told = self.entry.document(folder, state=self.judged.state)
        return replace(told, change=self.change, fields=self.fields)


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
    yield from _issued_anew(folder, additions)
    for one in additions:
        if one.judged.refused:
            yield _warning(f"{folder}/{one.entry.path}", *_REFUSED)
        if one.judged.lost:
            yield _warning(f"{folder}/{one.entry.path}", *_LOST)


def _issued_anew(folder: str, additions: Sequence[Addition]) -> Iterator[Problem]:
    """Yield a warning for each kind with papers that bear an issued number, though no signed version was ever here."""
    for kind in dict.fromkeys(one.entry.kind for one in additions):
        anew = [one.entry for one in additions if one.entry.kind == kind and one.entry.issued and one.change == "added"]
        if anew:
            message = f"{len(anew)} văn bản mang số đã phát hành mà outputs chưa có; làm mới từ dữ liệu hiện tại."
            yield _warning(f"{folder}/{anew[0].path}", message, _ANEW)


_ANEW = "Nếu đã ký một bản khác, chép bản ấy vào phat-hanh/ thay cho bản này; nếu là người mới, trình ký bản này."
_REFUSED = (
    "Tệp này và bản .moi bên cạnh đều đã sửa tay, nên bản mới không được ghi ra.",
    "Giữ lại một tệp, xóa tệp kia, rồi chạy lại.",
)
_LOST = (
    "Văn bản đã phát hành nhưng outputs không còn bản nào, mà dữ liệu nay đã khác nên không làm lại.",
    "Chép lại bản đã phát hành từ nơi lưu; cần nội dung mới thì phát hành văn bản thay thế.",
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
