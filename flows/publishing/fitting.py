"""Look whether a paper fits its pages: its PDF and what must hold together on them in, what does not out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

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
        document = pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, OSError):
        return ()
    try:
        sheets = [_Sheet(page) for page in document]
        edges = (Misfit("edge", number) for number, sheet in enumerate(sheets, 1) if sheet.touches_edge())
        return (*_misfits([sheet.lines() for sheet in sheets], wanted), *edges)
    finally:
        document.close()


class _Sheet:
    """A page and its text, looked at while the document is open."""

    def __init__(self, page: Any) -> None:  # noqa: ANN401 pypdfium2 ships no types
        self._size = page.get_size()
        self._text = page.get_textpage()

    def lines(self) -> list[str]:
        """Return the page's lines but for its number."""
        text = map(str.strip, self._text.get_text_range().splitlines())
        return [line for line in text if line and not line.isdecimal()]

    def touches_edge(self) -> bool:
        width, height = self._size
        boxes = (self._text.get_rect(place) for place in range(self._text.count_rects()))
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
    lines = [(number, _folded(line)) for number, page in enumerate(pages) for line in page]
    first, last = _block(lines, _folded(wanted.authority), _folded(wanted.signer))
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


def _folded(text: str) -> str:
    return "".join(_normal(text).split())


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
