"""Empty signature fields in a paper's PDF, where its signer and the office's seal go, for any signing program to fill.

Nghị định 30/2020/NĐ-CP, Phụ lục I: the signature between post and name, the seal over a third of it at its left.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from flows.documents import NAMES, SIGNED
from flows.model.draft import Draft, EventBatch
from flows.model.report import EventReport
from flows.outputs.disk import read
from flows.pdf.cut_and_stitch import saved
from flows.problems import Problem, Where
from flows.vietnamese.text import solid

SIGNER, SEAL = "NguoiKy", "CoQuan"
_MM = 72 / 25.4
_WIDE, _SEAL_SIZE, _LOWEST = 50 * _MM, 36 * _MM, 8 * _MM
"""How wide a signature is, how large a seal (Nghị định 99/2016 and what offices use), how low a field may be."""
_AIR = 2
"""Points between the field and the lines above and below it."""
_FAR = 60
"""Letters that may stand between the signer's post and name."""
_FORM = b"/AcroForm"

Box = tuple[float, float, float, float]
"""Left, bottom, right, top, in points from the page's lower left corner."""


@dataclass(frozen=True, slots=True)
class Block:
    """Who signs a paper: the lines of the post, and the name."""

    post: str
    name: str


def blocks_of(batches: Iterable[EventBatch], reports: Iterable[EventReport]) -> dict[str, Block]:
    """Return who signs each paper of these events, by the paper's path."""
    found: dict[str, Block] = {}
    for batch, report in zip(batches, reports, strict=True):
        blocks = {(draft.kind, draft.key): _block_of(draft) for draft in batch.drafts}
        own = ((one.path, blocks.get((one.kind, one.key))) for one in report.documents)
        found |= {path: block for path, block in own if block}
    return found


def _block_of(draft: Draft) -> Block | None:
    """Return who signs a draft's paper; None for one that nobody signs, or whose signer is not known."""
    post, name = (str(draft.said("co_quan", key) or "").strip() for key in ("tham_quyen_ky", "nguoi_ky"))
    return Block(post, name) if draft.kind in SIGNED and post and name else None


def has_form(content: bytes) -> bool:
    """Whether a PDF was made with signature fields, though none may have found its place."""
    return _FORM in content


def with_fields(content: bytes, block: Block) -> bytes:
    """Return a paper's PDF with the two empty fields; with a form that has none where nothing says where they go."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fields = [_field(pdf, place, *one) for place, own in _places(content, block) for one in own]
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(fields)))
        return saved(pdf, pdf.pdf_version)


def without_place(pdfs: Sequence[Path], asked: Collection[Path]) -> Iterator[Problem]:
    """Yield a warning for the first new PDF of each kind in which no place to sign was found."""
    lacking = [pdf for pdf in pdfs if pdf in asked and b"/Sig" not in (read(pdf) or b"")]
    for pdf in {pdf.parent: pdf for pdf in reversed(lacking)}.values():
        kind = NAMES.get(pdf.parent.name, NAMES.get(pdf.stem, pdf.stem))
        message = f"{kind}: không thấy chỗ ký (giữa «Thẩm quyền ký» và «Người ký») trong PDF, nên chưa đặt ô ký số."
        fix = "Xem cuối văn bản có đủ hai dòng ấy, cách nhau chừng 25 mm; hoặc tự chọn chỗ ký trong phần mềm ký số."
        yield Problem(Where(f"{pdf.parent.name}/{pdf.name}"), message, fix, "warning")


def _places(content: bytes, block: Block) -> Iterator[tuple[int, Sequence[tuple[str, str, Box]]]]:
    """Yield the page of the last signature, and both fields there."""
    document = pypdfium2.PdfDocument(content)
    try:
        for number in reversed(range(len(document))):
            if box := _signature(document[number], block):
                left, bottom, right, top = box
                edge, middle = left + (right - left) / 3, (bottom + top) / 2
                seal = (edge - _SEAL_SIZE, middle - _SEAL_SIZE / 2, edge, middle + _SEAL_SIZE / 2)
                yield number, ((SIGNER, "Chữ ký của người ký", box), (SEAL, "Dấu của cơ quan", seal))
                return
    finally:
        document.close()


def _signature(page: Any, block: Block) -> Box | None:  # noqa: ANN401 pypdfium2 ships no types
    """Return the box between post and name, None where they do not stand on the page one above the other."""
    text = page.get_textpage()
    letters = [(place, letter) for place, typed in enumerate(text.get_text_range()) for letter in solid(typed)]
    whole, post, name = "".join(letter for _, letter in letters), solid(block.post), solid(block.name)
    begins = whole.rfind(name)
    above = whole.rfind(post, 0, max(begins, 0))
    if begins < 0 or above < 0 or begins - above - len(post) > _FAR:
        return None
    left, _, right, ceiling = _around(text, [place for place, _ in letters[begins : begins + len(name)]])
    _, floor, *_ = _around(text, [place for place, _ in letters[above : above + len(post)]])
    bottom, top, middle = ceiling + _AIR, floor - _AIR, (left + right) / 2
    return (middle - _WIDE / 2, bottom, middle + _WIDE / 2, top) if top - bottom >= _LOWEST else None


def _around(text: Any, places: Sequence[int]) -> Box:  # noqa: ANN401 as above
    left, bottom, right, top = zip(*(text.get_charbox(place) for place in places), strict=True)
    return min(left), min(bottom), max(right), max(top)


def _field(pdf: pikepdf.Pdf, page: int, name: str, words: str, box: Box) -> pikepdf.Object:
    """Put an empty field onto a page; its empty look is what PDF/A asks of every annotation (ISO 19005-2, 6.3.3)."""
    rect = [round(value, 2) for value in box]
    look = pdf.make_stream(
        b"",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, round(rect[2] - rect[0], 2), round(rect[3] - rect[1], 2)],
    )
    field = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Sig,
            T=pikepdf.String(name),
            TU=pikepdf.String(words),
            Rect=rect,
            # Printed, and not to be moved (ISO 32000-1, 12.5.3).
            F=4 | 128,
            P=pdf.pages[page].obj,
            AP=pikepdf.Dictionary(N=look),
        )
    )
    annotations = pdf.pages[page].obj.get("/Annots", pikepdf.Array())
    pdf.pages[page].obj.Annots = pikepdf.Array([*annotations, field])
    return field
