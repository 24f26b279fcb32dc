"""What the results of a course say: whether somebody completed, and what a mark under a heading means."""

from __future__ import annotations

import re

from flows.vietnamese.text import bare, fold

_GRADE = "giỏi|khá|xuất sắc|trung bình|tốt"
_FAILED = re.compile(
    r"\b(?:không|khong|ko|chưa|chua|vắng|vang|trượt|truot|yếu|yeu|kém|kem|rớt|hỏng|bỏ|nghỉ|vi phạm|rút|hủy|"
    r"đình chỉ|cấm|thi lại|học lại|kiểm tra lại|dở dang)\b"
)
_PASSED = (
    rf"(?:đã )?(?:hoàn thành|hoan thanh|đạt|dat|đỗ|đậu|{_GRADE}|đủ điều kiện|đủ|được cấp|(?:xếp )?loại (?:{_GRADE}))\b"
)
_BEGINS_PASSED = re.compile(_PASSED)
_COMPLETED = re.compile(rf"{_PASSED}[^\d]*")
# A grade and its score: Khá (7,5); 8.0 - Giỏi. «Đạt 5» may be a failure.
_SCORE = r"\d{1,2}(?:[.,]\d{1,2})?(?: ?điểm)?"
_WITH_SCORE = re.compile(
    rf"(?:(?:xếp )?loại )?(?:{_GRADE})[\s(,;:-]*{_SCORE}\s*\)?|{_SCORE}[\s(,;:-]*(?:(?:xếp )?loại )?(?:{_GRADE})\)?"
)
_AGAIN = r"(?:sau |khi |qua |do |lần )*(?:thi|học|kiểm tra) lại(?: lần (?:\d|hai|ba))?"
# Passed at the second try: Đạt (thi lại); Thi lại: đạt.
_PASSED_AGAIN = re.compile(
    rf"{_PASSED}(?: yêu cầu)?[\s(,;:-]*(?:{_AGAIN}|lần (?:\d|hai|ba))\s*\)?|{_AGAIN}[\s(,;:-]*{_PASSED}\)?"
)
_MARKS = frozenset({"x", "✓", "✔", "√", "1", "có", "ht", "đ", "tb", "tbk", "tb khá", "tb-khá", "tb - khá", "htt",
                    "htxs", "qua", "true"})  # fmt: skip
_NO_MARKS = frozenset({"0", "-", "–", "k", "kđ", "cht", "kht", "false"})
_LEVELS = frozenset({"trung bình yếu", "trung bình - yếu", "trung bình kém"})


def completion(text: str) -> bool | None:
    """Return whether a result says that the person completed; None for what cannot be told without guessing.

    Words of failure decide first ("chưa hoàn thành", "xếp loại yếu"), but behind a success they leave it open ("đạt,
    vắng 1 buổi"). Short marks count only as the whole cell, and a score or anything else is unclear: who passes with
    5,5 is the centre's to say.
    """
    said = fold(text).strip(" .;!")
    if said in _NO_MARKS or said in _LEVELS:
        return False
    if _PASSED_AGAIN.fullmatch(said) or _WITH_SCORE.fullmatch(said):
        return True
    if _FAILED.search(said):
        return None if _BEGINS_PASSED.match(said) else False
    return True if said in _MARKS or _COMPLETED.fullmatch(said) else None


ABSENT = "vắng"
_COUNTED = "(?:tổng )?(?:số )?(?:buổi |ngày |lần |tiết )?"
_EXCUSED = r"(?:(?:có|không|ko|k) )?(?:phép|lý do|lí do)|p|cp|kp"
_AWAY = re.compile(
    rf"{_COUNTED}(?:xin |báo )?(?:vắng|nghỉ)(?: mặt| học| họp)?(?: (?:{_EXCUSED}))?|"
    r"không (?:có mặt|tham dự|tham gia|dự|đi|đến)"
)
_AWAY_BELOW = re.compile(rf"{_EXCUSED}|không|ko|k|v|vp|vkp|vcp")
_FINAL = re.compile(
    r"(?:không |chưa )?(?:đạt|hoàn thành|đủ điều kiện)(?: yêu cầu)?|hoàn thành (?:tốt|xuất sắc)(?: nhiệm vụ)?|"
    r"trượt|đỗ|đậu|thi lại|học lại"
)
_LEVEL = re.compile(r"(?:loại |xếp loại )?(?:giỏi|khá|trung bình(?: khá| yếu)?|tb(?: khá)?|yếu|kém|xuất sắc|tốt|[a-d])")
_TOLD = ("Giỏi", "Khá", "Trung bình", "Trung bình khá", "Yếu", "Kém", "Xuất sắc", "Tốt", "Đạt", "Không đạt", "Chưa đạt",
         "Hoàn thành", "Không hoàn thành", "Chưa hoàn thành", "Hoàn thành tốt", "Hoàn thành xuất sắc")  # fmt: skip
_SHORT_LEVELS = {"xs": "Xuất sắc", "g": "Giỏi", "k": "Khá", "tb": "Trung bình", "tbk": "Trung bình khá", "y": "Yếu"}
_CANONICAL = {bare(word): word for word in _TOLD} | _SHORT_LEVELS | {"ht": "Hoàn thành", "cht": "Chưa hoàn thành"}
_TONED = (
    "vắng nghỉ có không phép lý do mặt số buổi ngày lần tổng chưa đạt hoàn thành đủ điều kiện yêu cầu trượt đỗ đậu lại "
    "giỏi khá trung bình yếu kém xuất sắc tốt loại xếp học báo tham dự đi đến"
)
_TONES = {bare(word): word for word in _TONED.split(" ")}
_UNTONED = re.compile(r"\b(?:" + "|".join(_TONES) + r")\b")


def _toned(key: str) -> str:
    """Return a heading typed without tones with those of the words that are known here: VANG CO PHEP."""
    return _UNTONED.sub(lambda found: _TONES[found[0]], key) if key.isascii() else key


def says_absent(key: str, *, below: bool = False) -> bool:
    """Whether a mark under a heading says that somebody was away; `below` when the heading above is of attendance."""
    toned = _toned(key)
    return bool(_AWAY.fullmatch(toned) or (below and _AWAY_BELOW.fullmatch(toned)))


def says_result(key: str) -> bool:
    """Whether a heading is a final result, whatever stands above it: Đạt, Không đạt, Chưa hoàn thành."""
    return bool(_FINAL.fullmatch(_toned(key)))


def says_level(key: str, *, below: bool = False) -> bool:
    """Whether a heading is a grade: Giỏi, Khá, Loại A; `below` a heading of grades also G, K, TB."""
    return bool(_LEVEL.fullmatch(_toned(key))) or (below and key in _SHORT_LEVELS)


def as_value(heading: str) -> str:
    """Return a heading as the value that its mark gives: GIỎI and Gioi are Giỏi."""
    told = _CANONICAL.get(bare(heading).removeprefix("xep ").removeprefix("loai "), heading)
    return told.capitalize() if told.isupper() and len(told) > 2 else told
