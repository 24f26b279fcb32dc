"""Mend telephone and identity numbers that Excel robbed of their zeros, or say that they are beyond mending."""

from __future__ import annotations

import re

from flows.problems import Mistake

Read = tuple[str | None, tuple[Mistake, ...]]

LOST_DIGITS = Mistake("Số đã bị Excel rút gọn, mất chữ số.", "Định dạng ô thành Văn bản (Text) rồi gõ lại đủ số.")
BAD_PHONE = Mistake("Không giống số điện thoại.", "Ghi đủ 10 chữ số, bắt đầu bằng 0.", "warning")
BAD_IDENTITY = Mistake("Không giống số căn cước (12 chữ số) hoặc CMND (9 chữ số).", "Kiểm tra lại số.", "warning")
_EXPONENT = re.compile(r"^\d[.,]\d+E\+\d+$", re.IGNORECASE)


def read_phone(text: str) -> Read:
    """Return ten digits; several numbers in a cell are kept, joined by " / "."""
    if _EXPONENT.match(text.strip()):
        return None, (LOST_DIGITS,)
    parts = [part for part in re.split(r"[/;,\n]| - ", text) if re.search(r"\d", part)]
    numbers = [_phone(part) for part in parts]
    if not numbers or any(number is None for number in numbers):
        return text, (BAD_PHONE,)
    return " / ".join(number for number in numbers if number), ()


def _phone(text: str) -> str | None:
    digits = re.sub(r"\D", "", re.sub(r"\.0$", "", text.strip()))
    if digits.startswith("84") and len(digits) in (11, 12):
        digits = "0" + digits[2:]
    if len(digits) == 9 and not digits.startswith("0"):  # Excel dropped the leading zero
        digits = "0" + digits
    return digits if digits.startswith("0") and len(digits) in (10, 11) else None


def read_identity(text: str) -> Read:
    """Return twelve digits (căn cước) or nine (CMND); 10 or 11 digits lost the zeros of the province code."""
    if _EXPONENT.match(text.strip()):
        return None, (LOST_DIGITS,)
    digits = re.sub(r"\D", "", re.sub(r"\.0$", "", text.strip()))
    if len(digits) in (10, 11):
        digits = digits.zfill(12)
    return (digits, ()) if len(digits) in (9, 12) else (text, (BAD_IDENTITY,))
