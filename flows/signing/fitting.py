"""Whether an event's papers fit their pages: the papers that stand with a PDF in, misfits and warnings out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.documents import KINDS, Kind
from flows.model.draft import Draft, EventBatch
from flows.problems import Problem
from flows.publishing.fits import looked_over
from flows.publishing.fitting import Misfit, Wanted
from flows.publishing.manifest import Entry
from flows.publishing.outputs import Pack

NATION = "Cộng hòa xã hội chủ nghĩa Việt Nam"
"""Stands on one line (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.1)."""
_FEW = 5
"""When more papers than these, and most of their kind, have the same fault, the cause is what they share."""

_TOLD: Mapping[str, str] = {
    "pages": "chạy sang trang 2",
    "torn": "có khối chữ ký bị chia ra hai trang",
    "alone": "có chữ ký đứng riêng ở một trang, phía trên chưa đủ hai dòng lời văn",
    "broken": "có họ tên bị ngắt thành hai dòng",
    "nation": "có Quốc hiệu bị ngắt thành hai dòng",
    "edge": "có chữ chạy ra mép giấy",
}
_SHORTER = "Rút gọn «Đơn vị», «Chức vụ» của người này trong bảng tính rồi chạy lại với --pdf."
_FIXES: Mapping[str, str] = {
    "pages": _SHORTER,
    "torn": "Thêm hoặc bớt một, hai dòng ở phần lời, hoặc chỉnh giãn dòng trong mẫu {template}.",
    "alone": "Thêm hoặc bớt một, hai dòng ở phần lời, hoặc chỉnh giãn dòng trong mẫu {template}.",
    "broken": "Giảm cỡ chữ họ tên trong mẫu {template}, hoặc để mẫu chọn cỡ theo tên (vua_dong, templates/README.md).",
    "nation": "Nới rộng cột hoặc giảm cỡ chữ của Quốc hiệu trong mẫu {template}.",
    "edge": "Mở tệp xem chỗ ấy; rút gọn chữ trong bảng tính, hoặc chỉnh bảng, lề trong mẫu {template}.",
}
_SHARED = "Rút gọn «Tên sự kiện» trong bảng tính, hoặc giảm cỡ chữ, giãn dòng trong mẫu {template}."
_BY_HAND = "Bản này đã sửa tay: mở tệp Word, chỉnh cho vừa, rồi chạy lại với --pdf."


@dataclass(frozen=True, slots=True)
class Unfit:
    """A paper and one thing of it that does not fit."""

    entry: Entry
    kind: Kind
    misfit: Misfit

    @property
    def fault(self) -> str:
        """Return what is wrong, as `_TOLD` has it."""
        return "nation" if self.misfit.line == NATION else self.misfit.fault


def unfit(event: EventBatch, standing: Pack) -> tuple[Unfit, ...]:
    """Return what does not fit, of the papers with a PDF as new as they are; issued papers are let be."""
    drafts = {draft.kind: draft for draft in reversed(event.drafts)}
    papers = {
        pdf: (entry, kind)
        for kind in KINDS
        for entry in standing.entries
        if entry.kind == kind.KIND and not entry.issued and (pdf := standing.pdf_of(entry.path))
    }
    wishes = {
        pdf: _wanted(kind, entry, drafts.get(kind.KIND, event.drafts[0])) for pdf, (entry, kind) in papers.items()
    }
    found = looked_over(standing.own, wishes) if papers else {}
    return tuple(Unfit(*papers[pdf], misfit) for pdf, misfits in found.items() for misfit in misfits)


def _wanted(kind: Kind, entry: Entry, draft: Draft) -> Wanted:
    """Return what must hold together on a paper; `draft` is one of its kind, or of its event."""
    office = draft.values.get("co_quan")
    values = office if isinstance(office, Mapping) else {}
    names = (entry.recipient,) if kind.NAME_LINE else ()
    return Wanted(kind.ONE_PAGE, (*names, NATION), _text(values, "tham_quyen_ky"), _text(values, "nguoi_ky"))


def _text(values: Mapping[str, object], key: str) -> str:
    return str(values.get(key) or "")


def told_of(event: EventBatch, found: Sequence[Unfit], standing: Pack) -> Iterator[Problem]:
    """Yield a warning for each paper at its person's row; one for all where most papers of a kind have a fault."""
    papers = Counter(entry.kind for entry in standing.entries)
    folder = standing.folder.name
    groups: dict[tuple[str, str], list[Unfit]] = {}
    for one in found:
        groups.setdefault((one.kind.KIND, one.fault), []).append(one)
    for (kind, _), group in groups.items():
        if len(group) > _FEW and 2 * len(group) > papers[kind]:
            yield _of_all(event, group, folder)
        else:
            yield from (_of_one(event, one, folder) for one in group)


def _of_one(event: EventBatch, unfit: Unfit, folder: str) -> Problem:
    entry = unfit.entry
    row = next((person.where for person in event.people if entry.key and person.key == entry.key), event.where)
    whose = f" của {entry.recipient}" if entry.recipient else ""
    message = f"{unfit.kind.NAME}{whose} {_TOLD[unfit.fault]} ({folder}/{entry.path}, trang {unfit.misfit.page})."
    return Problem(row, message, _fix(unfit, _FIXES[unfit.fault]), "warning")


def _of_all(event: EventBatch, group: Sequence[Unfit], folder: str) -> Problem:
    first = group[0]
    place = f"{folder}/{first.entry.path}, trang {first.misfit.page}"
    message = (
        f"{len(group)} {first.kind.NAME.lower()} {_TOLD[first.fault]}, bản đầu của {first.entry.recipient} ({place})."
    )
    shared = _FIXES[first.fault] if _FIXES[first.fault] != _SHORTER else _SHARED
    return Problem(event.place_of("Tên sự kiện"), message, _fix(first, shared), "warning")


def _fix(unfit: Unfit, fix: str) -> str:
    return _BY_HAND if unfit.entry.state == "kept" else fix.format(template=f"{unfit.kind.KIND}.docx")
