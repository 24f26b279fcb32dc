"""Judge the list of recipients: the elements found in, marks and dashes that lack, and the filing, out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.rendering.form.faults import Fault
from flows.rendering.form.finding import Found
from flows.rendering.form.parts import Part
from flows.rendering.form.profile import Profile
from flows.vietnamese.text import fold

_DASHES = ("-", "‐", "‑", "–", "—", "−")
_SUBORDINATE = "+"
_SLOT = "[cần bổ sung"
_ARTICLE = "II.9.d"


def of_recipients(found: Found, profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the words «Nơi nhận» and with the lines below them."""
    label, listed = found.first("recipients"), found.elements.get("recipient", ())
    if label is not None and ":" not in label.text:
        yield _fault(label, "sau «Nơi nhận» phải có dấu hai chấm", "Viết: Nơi nhận:")
    if not listed or fold(listed[0].text).startswith(_SLOT):
        return  # nobody has written them yet, which is told elsewhere
    yield from _of_dashes(listed)
    yield from _of_marks(listed)
    yield from _of_filing(listed, profile)


def _fault(part: Part, what: str, fix: str, more: int = 0) -> Fault:
    return Fault("Nơi nhận", what, _ARTICLE, fix, part.text, more)


def _is_item(part: Part) -> bool:
    return part.text.startswith((*_DASHES, _SUBORDINATE)) or part.paragraph.shape.listed


def _of_dashes(listed: Sequence[Part]) -> Iterator[Fault]:
    """A line that goes on with the one above, which has no mark yet, needs none; the first and the last always do."""
    before = [None, *listed]
    bare = [
        part
        for above, part in zip(before, listed, strict=False)
        if not _is_item(part)
        and (above is None or above.text.endswith((";", ".")) or fold(part.text).startswith("lưu"))
    ]
    if bare:
        yield _fault(bare[0], "đầu dòng phải có gạch đầu dòng (-)", f"Viết: - {bare[0].text}", len(bare) - 1)


def _of_marks(listed: Sequence[Part]) -> Iterator[Fault]:
    """Each place but the last ends with ";"; one that leads to lines below it may end with ":"."""
    ends = [part for part, below in pairwise(listed) if _is_item(below)]
    open_ones = [part for part in ends if not part.text.endswith((";", ":"))]
    if open_ones:
        first = open_ones[0]
        yield _fault(first, "cuối dòng phải có dấu chấm phẩy", f"Viết: {first.text.rstrip('.,')};", len(open_ones) - 1)


def _of_filing(listed: Sequence[Part], profile: Profile) -> Iterator[Fault]:
    """Yield what is wrong with the last line, which says where the paper is filed and ends with "."."""
    if not any(profile.filing in fold(part.text.replace(" :", ":")) for part in listed):
        what = f"phần liệt kê nơi nhận thiếu dòng cuối «{profile.filing_shown}»"
        yield _fault(listed[-1], what, f"Thêm dòng: {profile.filing_shown}")
        return
    last = listed[-1]
    if not last.text.endswith("."):
        yield _fault(last, "cuối dòng cuối cùng phải có dấu chấm", f"Viết: {last.text.rstrip(';,')}.")
    filing = next((part for part in listed if fold(part.text.lstrip("-–+ ")).startswith("lưu")), None)
    if filing is not None and ":" not in filing.text:
        yield _fault(filing, "sau «Lưu» phải có dấu hai chấm", f"Viết như: {profile.filing_shown}")
