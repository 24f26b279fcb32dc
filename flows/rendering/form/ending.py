"""Find the foot of a paper: its texts in; recipients, the signer's powers and name out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, takewhile

from flows.rendering.form.parts import Part, is_left_of
from flows.vietnamese.text import fold

_FOOT = 8
"""So many texts at most make a signature that has no recipients beside it."""
_ROOM_TO_SIGN = 400
_POST = re.compile(r"\b(?:chủ tịch|trưởng|giám đốc|bí thư|chánh|phó|viên)\b")
_POWERS = re.compile(r"(?:tm|kt|tl|tuq|t/m|k/t|t/l|q)\b[./]?\s")


def foot_of(parts: Sequence[Part]) -> dict[str, tuple[Part, ...]]:
    """Return recipients and signature, which stand beside each other below the text."""
    place = next((at for at, part in enumerate(parts) if fold(part.text).startswith("nơi nhận")), None)
    if place is None:
        return _signature(list(dropwhile(lambda part: not _begins_a_signature(part), parts[-_FOOT:])))
    label = parts[place]
    cell = label.paragraph.place
    if cell is None:
        listed = tuple(takewhile(lambda part: part.text.startswith(("-", "–", "+")), parts[place + 1 :]))
        signing = [part for part in parts[place - 10 : place] if part.is_capitals] if place >= 10 else []
    else:
        listed = tuple(part for part in parts[place + 1 :] if part.paragraph.place == cell)
        signing = [part for part in parts if is_left_of(label.paragraph, *_table_row(part), _column(part))]
    return {"recipients": (label,), "recipient": listed, **_signature(signing)}


def _table_row(part: Part) -> tuple[int, int]:
    place = part.paragraph.place
    return (place.table, place.row) if place else (-1, -1)


def _column(part: Part) -> int:
    return part.paragraph.place.column if part.paragraph.place else -1


def _begins_a_signature(part: Part) -> bool:
    text = fold(part.text)
    return part.is_capitals and (_POWERS.match(text) is not None or _POST.search(text) is not None)


def _signature(parts: Sequence[Part]) -> dict[str, tuple[Part, ...]]:
    """Return the signer's powers and posts, and the name below the room to sign."""
    shown = [part for part in _without_remarks(parts) if not fold(part.text).startswith("đã ký")]
    if not shown or not (shown[0].is_capitals or _POWERS.match(fold(shown[0].text))):
        return {}
    signed = len(shown) > 1 and (not shown[-1].is_capitals or _is_name_in_capitals(*shown[-2:]))
    cut = len(shown) - 1 if signed else len(shown)
    return {"authority": tuple(shown[:cut]), "signer": tuple(shown[cut:])}


def _without_remarks(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the texts outside of brackets, which may be of several lines: (Chữ ký của người có thẩm quyền)."""
    depth = 0
    for part in parts:
        if not depth and not part.text.startswith("("):
            yield part
        depth = max(depth + part.text.count("(") - part.text.count(")"), 0)


def _is_name_in_capitals(above: Part, last: Part) -> bool:
    has_room = last.number - above.number > 1 or last.paragraph.shape.before >= _ROOM_TO_SIGN
    return has_room and not _POST.search(fold(last.text))
