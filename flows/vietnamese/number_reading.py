"""A cell that holds a count or an amount in; a whole number out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from math import ceil

from flows.vietnamese.day_parts import Mistakes, Typed
from flows.vietnamese.text import bare

_THOUSANDS: Mapping[str, int] = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
# In a count "tr" may be trang (pages).
_MONEY_THOUSANDS: Mapping[str, int] = {**_THOUSANDS, "k": 10**3, "tr": 10**6}
_PART = re.compile(r"(?P<figures>[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9][0-9.,]*[0-9]|[0-9])\s*(?P<word>[a-z]*)")
_CURRENCY = re.compile(r"(?:vnd|dong|d|₫)?(?:\s*chan)?[\s./]*")
_UNIT = re.compile(r"[^0-9]*")

_WHOLE = re.compile(r"[0-9]{1,18}")
# A cell reads the Vietnamese way, dots by threes and a decimal comma, or the English way round.
_BY_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5}(?:,[0-9]{1,6})?")
_BY_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?")
_BY_BLANKS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,5}")
_DECIMAL = re.compile(r"[0-9]{1,15}[.,][0-9]{1,6}")


@dataclass(frozen=True, slots=True)
class _Amount:
    """A number as written, and the words behind it."""

    value: Decimal
    unit: str


def read_number(text: str) -> tuple[int | None, Mistakes]:
    """Read a count: 230, 02, 1.500, 230 đại biểu, 2 ngày, 2 nghìn; nothing typed is (None, ())."""
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    amount = _amount(typed, _THOUSANDS)
    if amount is None or not _UNIT.fullmatch(amount.unit):
        return None, (typed.mistake("không phải một số", "Chỉ gõ một số, ví dụ 230."),)
    return _whole(amount, typed, "Gõ số nguyên, ví dụ 230.")


_DAYS = re.compile(
    r"(?P<count>[0-9]{1,3}(?:[.,][05])?|1/2|nua|mot|hai|ba|bon|nam|sau|bay)\)?\s*ngay\b(?P<half>\s*ruoi)?"
)
_HALVES = re.compile(r"[0-9]{1,2}[.,]5")
_DAY_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay")
_SITTINGS = re.compile(r"(?:[0-9]{1,3}|mot|hai|ba|bon|nua)\s*buoi")


def read_day_count(text: str) -> tuple[int | None, Mistakes]:
    """Read on how many days something is: 2, 02 ngày, 04 buổi (02 ngày), ½ ngày, 01 ngày rưỡi.

    A part of a day takes one of the calendar. Sittings alone do not tell: (None, ()), as for nothing typed.
    """
    # NFKC, by which text is made bare, takes ½ apart.
    line = bare(text.replace("½", "nửa"))
    line = f"{line} ngay" if _HALVES.fullmatch(line) else line
    found = _DAYS.search(line)
    if found is None:
        return (None, ()) if _SITTINGS.fullmatch(line) else read_number(text)
    return _days(found["count"]) + bool(found["half"]), ()


def _days(count: str) -> int:
    if count in _DAY_WORDS:
        return _DAY_WORDS.index(count) + 1
    return 1 if not count[0].isdigit() or "/" in count else ceil(Decimal(count.replace(",", ".")))


def read_money(text: str) -> tuple[int | None, Mistakes]:
    """Read an amount in đồng: 1.500.000, 1,500,000 đ, 1,5 triệu, 1 triệu 500 nghìn, 150k; nothing typed is (None, ()).

    Words in brackets behind it (Bằng chữ: ...) are passed over.
    """
    typed = Typed.of(text)
    if not typed.text:
        return None, ()
    amount = _amount(typed, _MONEY_THOUSANDS)
    if amount is None or not _CURRENCY.fullmatch(amount.unit):
        return None, (typed.mistake("không đọc được số tiền", "Gõ số tiền bằng đồng, ví dụ 1.500.000."),)
    return _whole(amount, typed, "Gõ số tiền chẵn đồng, ví dụ 1.500.000.")


def _whole(amount: _Amount, typed: Typed, fix: str) -> tuple[int | None, Mistakes]:
    if amount.value % 1:
        return None, (typed.mistake("không phải số nguyên", fix),)
    return int(amount.value), ()


def _amount(typed: Typed, thousands: Mapping[str, int]) -> _Amount | None:
    """Read figures, each with its nghìn, triệu or tỷ if it has one, up to the words that are a unit."""
    line = re.sub(r"\(.*", "", bare(typed.text)).strip() if typed.is_readable else ""
    values: list[tuple[Decimal, int]] = []
    end = 0
    while part := _PART.match(line, end):
        size = thousands.get(part["word"], 1)
        value = _figures(part["figures"], sized=size > 1)
        if value is None:
            return None
        values.append((value, size))
        end = part.end() if size > 1 else part.end("figures")
        end += len(line[end:]) - len(line[end:].lstrip())
        if size == 1:
            break
    # "1 triệu 500" leaves the thousands to the listener, and 500 nghìn 1 triệu is a slip.
    falling = all(before > after for (_, before), (_, after) in pairwise(values))
    if not values or not falling or (len(values) > 1 and values[-1][1] == 1):
        return None
    return _Amount(sum((value * size for value, size in values), Decimal(0)), line[end:])


def _figures(figures: str, *, sized: bool) -> Decimal | None:
    """Return the number; None where it has two readings (1,500 triệu) or none (1.50.0)."""
    if _WHOLE.fullmatch(figures) or _BY_BLANKS.fullmatch(figures):
        return Decimal(figures.replace(" ", ""))
    if _BY_DOTS.fullmatch(figures):
        return Decimal(figures.replace(".", "").replace(",", "."))
    if _BY_COMMAS.fullmatch(figures):
        return None if sized and figures.count(",") == 1 else Decimal(figures.replace(",", ""))
    return Decimal(figures.replace(",", ".")) if _DECIMAL.fullmatch(figures) else None
