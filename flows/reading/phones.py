"""Mend telephone and identity numbers that Excel robbed of their zeros, or say that they are beyond mending."""

from __future__ import annotations

import re
from datetime import date

from flows.problems import Mistake
from flows.vietnamese.dates import PartialDay
from flows.vietnamese.text import bare

Read = tuple[str | None, tuple[Mistake, ...]]

LOST_DIGITS = Mistake("Số đã bị Excel rút gọn, mất chữ số.", "Định dạng ô thành Văn bản (Text) rồi gõ lại đủ số.")
BAD_PHONE = Mistake("Không giống số điện thoại.", "Ghi đủ 10 chữ số, bắt đầu bằng 0.", "warning")
OLD_PHONE = Mistake(
    "Số di động 11 chữ số đã được đổi sang đầu số mới 10 chữ số.", "Ghi lại số 10 chữ số đang dùng.", "warning"
)
BAD_IDENTITY = Mistake("Không giống số căn cước (12 chữ số) hoặc CMND (9 chữ số).", "Kiểm tra lại số.", "warning")
OTHER_SEX = Mistake("Số căn cước không khớp với giới tính đã ghi.", "Kiểm tra lại số và giới tính.", "warning")
OTHER_YEAR = Mistake("Số căn cước không khớp với năm sinh đã ghi.", "Kiểm tra lại số và năm sinh.", "warning")
_EXPONENT = re.compile(r"^\d(?:[.,]\d+)?\s*E\s*\+?\s*\d+$", re.IGNORECASE)
# Ten digits as they are dialled today: nothing to mend.
is_whole_phone = re.compile("0[35789][0-9]{8}").fullmatch
# The numbers of eleven digits were changed on 15/9/2018: 0168 became 038 (Bộ TT&TT, QĐ 798/QĐ-BTTTT, 2018).
_NEW_PREFIXES = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
# Thông tư 22/2014/TT-BTTTT with the new area codes of 2017: mobile 03, 05, 07, 08, 09; on a wire 02 and eleven digits.
_NUMBER = re.compile(r"0[35789]\d{8}|02\d{9}")
SHOWN_FIGURES = 6
"""So many does a narrow column of Excel leave of a long number."""
_LAST_PROVINCE = 96
# Twelve digits from a province on, none of them rounded off.
is_whole_identity = re.compile("0(?:0[1-9]|[1-8][0-9]|9[0-6])[0-9]{9}(?<!000000)").fullmatch


def read_phone(text: str) -> Read:
    """Return ten digits (a telephone on a wire may have eleven); several numbers in a cell are joined by " / "."""
    if is_whole_phone(text):
        return text, ()
    if _EXPONENT.match(text.strip()):
        return None, (LOST_DIGITS,)
    parts = [part for part in re.split(r"[/;,\n]| - |(?<=\d{9})-(?=\d{9})", text) if re.search(r"\d", part)]
    numbers = [_phone(part) for part in parts]
    if not numbers or any(number is None for number in numbers):
        return text, (BAD_PHONE,)
    renewed = [_NEW_PREFIXES.get(number[:4], number[:4]) + number[4:] for number in numbers if number]
    return " / ".join(renewed), (OLD_PHONE,) if renewed != numbers else ()


def _phone(text: str) -> str | None:
    digits = re.sub(r"\D", "", re.sub(r"\.0$", "", text.strip()))
    digits = digits.removeprefix("00") if digits.startswith("0084") else digits
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = "0" + digits[2:]
    if len(digits) in (9, 10) and not digits.startswith("0"):  # Excel dropped the leading zero
        digits = "0" + digits
    is_old = len(digits) == 11 and digits[:4] in _NEW_PREFIXES
    return digits if is_old or _NUMBER.fullmatch(digits) else None


def read_identity(text: str) -> Read:
    """Return twelve digits (căn cước) or nine (CMND).

    10 or 11 digits lost the zeros of the province code, 8 those of a CMND.
    """
    if is_whole_identity(text):
        return text, ()
    if _EXPONENT.match(text.strip()):
        return None, (LOST_DIGITS,)
    digits = text if text.isascii() and text.isdecimal() else re.sub(r"\D", "", re.sub(r"\.0$", "", text.strip()))
    if _is_rounded(digits):
        return None, (LOST_DIGITS,)
    if len(digits) in (8, 10, 11):
        digits = digits.zfill(9 if len(digits) == 8 else 12)
    if len(digits) == 9 or (len(digits) == 12 and 1 <= int(digits[:3]) <= _LAST_PROVINCE):
        return digits, ()
    return text, (BAD_IDENTITY,)


def _is_rounded(digits: str) -> bool:
    """Whether a number is what 1.00165E+11 gives, with its six figures; a căn cước ends in six of its own."""
    short = len(digits.strip("0")) <= SHOWN_FIGURES and not digits.startswith("0")
    return len(digits) >= 10 and (digits.endswith("000000") or short)


def identity_doubts(identity: str | None, gender: str | None, born: date | PartialDay | None) -> tuple[Mistake, ...]:
    """Return a warning where a căn cước tells another sex or year of birth than the row.

    Digit 4 is century and sex, 5 and 6 the year (Nghị định 137/2015/NĐ-CP, điều 13).
    """
    if identity is None or len(identity) != 12 or not identity.isdigit():
        return ()
    sex = bare(gender) if gender else ""
    century, female = divmod(int(identity[3]), 2)
    year = 1900 + 100 * century + int(identity[4:6])
    doubts: list[Mistake] = []
    if sex in ("nam", "nu") and (sex == "nu") != bool(female):
        doubts.append(OTHER_SEX)
    if born is not None and born.year != year:
        doubts.append(OTHER_YEAR)
    return tuple(doubts)
