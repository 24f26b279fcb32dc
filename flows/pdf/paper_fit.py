"""Whether papers fit their pages: what is cut, torn or alone in a PDF, and the warnings for it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from flows.documents import KINDS, Kind, certificate
from flows.errors import TemplateError
from flows.model.draft import Draft, EventBatch
from flows.model.recorded_paper import Document
from flows.outputs import disk
from flows.outputs.outputs_folder import Pack
from flows.problems import Problem, Where, grouped_by
from flows.vietnamese.text import solid
from flows.word.package import FILLED_PART, read_parts

Fault = Literal["pages", "torn", "alone", "broken", "edge"]
"""A second page; a signature on two pages, or almost alone on one; a broken line; text at the paper's edge."""

FEWEST_LINES = 2
"""So many lines of the text stand at least above a signature on a page of its own: the practice of offices."""
EDGE = 3 * 72 / 25.4
"""Points from the paper's edge in which no printer prints."""
_FAR = 60
"""Letters that may stand between the signer's post and name: «(đã ký)», «(ký, ghi rõ họ tên)»."""
_RECIPIENTS = "nơinhận"

Pages = Sequence[Sequence[str]]
"""The lines of each page."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What must hold together: all of it on one page, each of `lines` on one line, the post with the signer's name."""

    one_page: bool = False
    lines: tuple[str, ...] = ()
    authority: str = ""
    signer: str = ""


@dataclass(frozen=True, slots=True)
class Misfit:
    """What does not fit, on which page; `line` is the line that is broken."""

    fault: Fault
    page: int
    line: str = ""


def misfits(pdf: Path, wanted: Wanted) -> tuple[Misfit, ...]:
    """Return what of a paper does not fit; nothing of a file that is no PDF."""
    import pypdfium2  # noqa: PLC0415 most runs have no PDF to look at

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            sheets = [(*page.get_size(), page.get_textpage()) for page in document]
            edges = [Misfit("edge", number) for number, sheet in enumerate(sheets, 1) if _touches_edge(*sheet)]
            return (*_misfits([_lines(text) for *_, text in sheets], wanted), *edges)
    except (pypdfium2.PdfiumError, OSError):
        return ()


def _lines(text: Any) -> list[str]:  # noqa: ANN401 pypdfium2 ships no types
    """Return a page's lines but for its number."""
    lines = map(str.strip, text.get_text_range().splitlines())
    return [line for line in lines if line and not line.isdecimal()]


def _touches_edge(width: float, height: float, text: Any) -> bool:  # noqa: ANN401 the same
    boxes = (text.get_rect(place) for place in range(text.count_rects()))
    return any(
        left < EDGE or bottom < EDGE or right > width - EDGE or top > height - EDGE
        for left, bottom, right, top in boxes
        if right > left
    )


def _misfits(pages: Pages, wanted: Wanted) -> Iterator[Misfit]:
    yield from _broken(pages, wanted.lines)
    if wanted.one_page and len(pages) > 1:
        yield Misfit("pages", 2)
    elif wanted.signer and wanted.authority:
        yield from _signature(pages, wanted)


def _broken(pages: Pages, lines: Sequence[str]) -> Iterator[Misfit]:
    """Yield each line that stands nowhere unbroken, and broken somewhere."""
    texts = [_normal("\n".join(page)) for page in pages]
    for line in lines:
        words = map(re.escape, _normal(line).split())
        pattern = re.compile(r"\s+".join(words))
        found = [(number, match[0]) for number, text in enumerate(texts, 1) for match in pattern.finditer(text)]
        if found and all("\n" in text for _, text in found):
            yield Misfit("broken", found[0][0], line)


def _signature(pages: Pages, wanted: Wanted) -> Iterator[Misfit]:
    """Yield a block that is torn, or stands on a later page with less than two lines of the text above it."""
    lines = [(number, solid(line)) for number, page in enumerate(pages) for line in page]
    first, last = _block(lines, solid(wanted.authority), solid(wanted.signer))
    if last is None or first is None:
        return
    start, end = lines[first][0], lines[last][0]
    if start != end:
        yield Misfit("torn", end + 1)
    elif end and len(list(_above(lines[:first], end))) < FEWEST_LINES:
        yield Misfit("alone", end + 1)


def _block(lines: Sequence[tuple[int, str]], authority: str, signer: str) -> tuple[int | None, int | None]:
    """Return the lines on which the post of the last signature begins and the name stands."""
    ends = [place for place, (_, line) in enumerate(lines) if line.endswith(signer)]
    if not ends:
        return None, None
    starts = [0]
    for _, line in lines[: ends[-1]]:
        starts.append(starts[-1] + len(line))
    text = "".join(line for _, line in lines[: ends[-1]])
    begins = text.rfind(authority)
    if begins < 0 or len(text) - begins - len(authority) > _FAR:
        return None, None
    return sum(start <= begins for start in starts[:-1]) - 1, ends[-1]


def _above(lines: Sequence[tuple[int, str]], page: int) -> Iterator[str]:
    """Yield the lines of the text that stand on a page before the recipients, which stand beside the signature."""
    for number, line in lines:
        if number == page:
            if line.startswith(_RECIPIENTS):
                return
            yield line


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()


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
_CREST = "Thu nhỏ hình ở đầu mẫu {template}, hoặc bớt dòng trống, giãn dòng quanh nó."
_PICTURE = re.compile(rb"<pic:pic\b|<v:imagedata\b")
_BY_HAND = "Bản này đã sửa tay: mở tệp Word, chỉnh cho vừa, rồi chạy lại với --pdf."


@dataclass(frozen=True, slots=True)
class Unfit:
    """A paper and one thing of it that does not fit."""

    entry: Document
    kind: Kind
    misfit: Misfit

    @property
    def fault(self) -> str:
        """Return what is wrong, as `_TOLD` has it."""
        return "nation" if self.misfit.line == NATION else self.misfit.fault


def unfit(event: EventBatch, standing: Pack) -> tuple[Unfit, ...]:
    """Return what does not fit, of the papers with a PDF as new as they are; issued papers are let be."""
    drafts = {draft.kind: draft for draft in reversed(event.drafts)}
    return tuple(
        Unfit(entry, kind, misfit)
        for kind in KINDS
        for entry in standing.manifest.entries
        if entry.kind == kind.KIND and not entry.issued and (pdf := standing.pdf_of(entry.path))
        for misfit in misfits(pdf, _wanted(kind, entry, drafts.get(kind.KIND, event.drafts[0])))
    )


def _wanted(kind: Kind, entry: Document, draft: Draft) -> Wanted:
    """Return what must hold together on a paper; `draft` is one of its kind, or of its event."""
    # The name on a certificate stands on a line of its own; what is made for one person is meant for one page.
    names = (entry.recipient,) if kind is certificate else ()
    signed = (str(draft.said("co_quan", key) or "") for key in ("tham_quyen_ky", "nguoi_ky"))
    return Wanted(kind.PER_PERSON, (*names, NATION), *signed)


def told_of(event: EventBatch, found: Sequence[Unfit], standing: Pack, templates: Path) -> Iterator[Problem]:
    """Yield a warning for each paper at its person's row; one for all where the papers of a kind share a fault."""
    papers = Counter(entry.kind for entry in standing.manifest.entries)
    for (kind, fault), group in grouped_by(found, lambda one: (one.kind.KIND, one.fault)).items():
        is_shared = 1 < len(group) == papers[kind] or (len(group) > _FEW and 2 * len(group) > papers[kind])
        has_crest = fault == "pages" and len(group) == papers[kind] and _has_picture(templates / f"{kind}.docx")
        if fault == "nation" or has_crest or (is_shared and fault != "pages"):
            yield _of_all(Where(f"{kind}.docx"), group, standing, _CREST if has_crest else _FIXES[fault])
        elif is_shared:
            yield _of_all(event.place_of("Tên sự kiện"), group, standing, _SHARED)
        else:
            yield from (_of_one(event, one, standing) for one in group)


def _has_picture(template: Path) -> bool:
    try:
        parts = read_parts(disk.read(template) or b"", template.name)
    except TemplateError:
        return False
    return any(_PICTURE.search(part) for name, part in parts.items() if FILLED_PART.fullmatch(name))


def _of_one(event: EventBatch, unfit: Unfit, standing: Pack) -> Problem:
    entry = unfit.entry
    whose = f" của {entry.recipient}" if entry.recipient else ""
    message = f"{unfit.kind.NAME}{whose} {_TOLD[unfit.fault]} ({_place(unfit, standing)})."
    return Problem(event.row_of(entry.key), message, _fix(unfit, _FIXES[unfit.fault]), "warning")


def _of_all(where: Where, group: Sequence[Unfit], standing: Pack, fix: str) -> Problem:
    first, kind = group[0], group[0].kind
    message = f"{len(group)} {kind.NAME.lower()} {_TOLD[first.fault]} (xem {_place(first, standing)})."
    return Problem(where, message, _fix(first, fix), "warning")


def _place(unfit: Unfit, standing: Pack) -> str:
    return f"{standing.folder.name}/{unfit.entry.path}, trang {unfit.misfit.page}"


def _fix(unfit: Unfit, fix: str) -> str:
    return _BY_HAND if unfit.entry.state == "kept" else fix.format(template=f"{unfit.kind.KIND}.docx")
