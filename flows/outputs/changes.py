"""Say what a run changed and met among an event's papers, in Vietnamese lines and warnings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from flows.documents import KINDS, NAMES
from flows.model.recorded_paper import Document
from flows.model.report import Held
from flows.outputs.disk import standing
from flows.outputs.file_names import ISSUED, MANIFEST, issued_copy
from flows.outputs.hand_edits import Addition
from flows.outputs.staging import Step
from flows.problems import Problem, Where, grouped_by, some_of

CHANGES = {"added": "Thêm", "changed": "Đổi", "overtaken": "Đã phát hành nên giữ nguyên dù dữ liệu đổi"}
MOST_NAMES, MOST_IN_A_FILE = 8, 20


def change_lines(documents: Sequence[Document], removed: Sequence[Document], *, is_new: bool) -> tuple[str, ...]:
    """Return who was added, changed and in what, and removed; of an event's first run the counts alone."""
    if is_new:
        counts = Counter(document.kind for document in documents)
        made = ", ".join(f"{counts[one.KIND]} {one.NAME.lower()}" for one in KINDS if counts[one.KIND])
        return (f"Làm lần đầu: {made}",) if documents else ()
    told = [line for change in ("added", "changed") for line in lines_of(change, documents)]
    return (*told, f"Đã chuyển vào bo/: {listed(removed)}") if removed else tuple(told)


def lines_of(change: str, documents: Iterable[Document]) -> Iterator[str]:
    """Yield whose papers changed that way, those with the same fields together."""
    changed = (document for document in documents if document.change == change)
    for fields, papers in grouped_by(changed, lambda document: ", ".join(document.fields)).items():
        yield f"{CHANGES[change]}{f' ({fields})' if fields else ''}: {listed(papers)}"


def listed(papers: Iterable[Document | Held]) -> str:
    """Return whose papers these are, of what kinds; of many only the first by name."""
    kinds: dict[str, list[str]] = {}
    for paper in papers:
        kinds.setdefault(paper.recipient, []).append(NAMES[paper.kind].lower())
    named = [f"{name} ({', '.join(of)})" if name else ", ".join(of) for name, of in kinds.items()]
    return some_of(named, MOST_NAMES, between="; ")


def among(names: Sequence[str]) -> str:
    """Return some of the names, to be set behind a count."""
    return f" ({some_of(names, MOST_IN_A_FILE, between='; ')})" if names else ""


def quoted(blanks: tuple[str, ...]) -> str:
    """Return the headings as messages name them: «Chức vụ», «Người ký»."""
    return ", ".join(f"«{heading}»" for heading in blanks)


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


def met_lost(folder: Path, gone: Iterable[Document], *, is_missing: bool) -> Iterator[Problem]:
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


def _of_many(folder: str, entries: Sequence[Document], message: str, fix: str) -> Iterator[Problem]:
    """Yield one warning for papers of one kind, at the first of them, with some of those whose they are."""
    if entries:
        names = [entry.recipient for entry in entries if entry.recipient]
        whose = f" của {some_of(names, _FEW_NAMES)}" if names else ""
        about = {"count": len(entries), "whose": whose, "number": entries[0].number, "folder": folder}
        yield _warning(f"{folder}/{entries[0].path}", message.format(**about), fix.format(**about))


_FEW_NAMES = 5
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
