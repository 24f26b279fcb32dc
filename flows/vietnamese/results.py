"""What a result cell says: "Hoàn thành tốt", "không đạt", "x" in; completed, not completed, or unclear out."""

from __future__ import annotations

import re
from functools import lru_cache

from flows.vietnamese.text import fold

_FAILED = re.compile(
    r"\b(?:không|ko|chưa|vắng|trượt|yếu|kém|rớt|hỏng|bỏ|nghỉ|vi phạm|rút|hủy|đình chỉ|cấm|thi lại|học lại|dở dang)\b"
)
_GRADE = "giỏi|khá|xuất sắc|trung bình|tốt"
_COMPLETED = re.compile(
    rf"(?:đã )?(?:hoàn thành|hoan thanh|đạt|dat|{_GRADE}|đủ điều kiện|đủ|được cấp|xếp loại (?:{_GRADE}))\b[^\d]*"
)
_MARKS = frozenset({"x", "✓", "✔", "√", "1", "có", "ht", "đ", "tb", "htt", "htxs", "qua", "true"})
_NO_MARKS = frozenset({"0", "-", "–", "k", "kđ", "cht", "kht", "false"})


# A roster says one or two things of thousands of people.
@lru_cache(maxsize=1 << 10)
def completion(text: str) -> bool | None:
    """Return whether a result says that the person completed; None for what cannot be told without guessing.

    Words of failure decide first ("chưa hoàn thành", "xếp loại yếu"); short marks count only as the whole cell, and a
    score or anything else is unclear: who passes with 5,5 is the centre's to say.
    """
    said = fold(text).strip(" .;!")
    if said in _NO_MARKS or _FAILED.search(said):
        return False
    return True if said in _MARKS or _COMPLETED.fullmatch(said) else None
