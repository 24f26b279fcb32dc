"""Numbers as Vietnamese papers write them, and the counts and amounts of money that cells hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from flows.vietnamese.text import Mistakes, Typed, bare, fold, upper_first

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# After mươi, and 5 after mười too, these digits are said another way (northern school use).
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_SIZES = ((10**9, "tỷ"), (10**6, "triệu"), (10**3, "nghìn"))
_LIMIT = 10**18
_MOST_DECIMALS = 18
_ROMANS = {
    1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV",
    1: "I",
}  # fmt: skip


def in_words(number: Decimal | float | str) -> str:
    """Return the number as it is read aloud: 2024 is "hai nghìn không trăm hai mươi tư", 1.5 "một phẩy năm".

    A text is a plain number ("1.5") or, when it has a comma, a Vietnamese one ("1.500,5").
    Raises ValueError for what is no number, and beyond 10^18 (một tỷ tỷ), where no reading is agreed on.
    """
    value = _decimal(number)
    whole, _, fraction = f"{abs(value):f}".partition(".")
    words = _whole(int(whole))
    if fraction := fraction.rstrip("0"):
        words = f"{words} phẩy {_fraction(fraction)}"
    return f"âm {words}" if value < 0 else words


def _decimal(number: Decimal | float | str) -> Decimal:
    text = str(number).strip()
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    try:
        value = Decimal(text)
    except ArithmeticError:
        raise ValueError(f"{text} không phải là số") from None
    if not value.is_finite() or abs(value) > _LIMIT or value.adjusted() < -_MOST_DECIMALS:
        raise ValueError(f"{text} ngoài phạm vi đọc được thành chữ (đến 10^18)")
    return value


def _whole(number: int, *, inner: bool = False) -> str:
    """Read a number; what stands before tỷ is one of its own (10^15 is một triệu tỷ), what follows says không trăm."""
    for size, name in _SIZES:
        if number >= size:
            head, rest = divmod(number, size)
            said = f"{_whole(head, inner=inner)} {name}"
            return f"{said} {_whole(rest, inner=True)}" if rest else said
    hundreds, tens = divmod(number, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inner else []
    if words and 0 < tens < 10:
        words.append("linh")
    return " ".join([*words, _tens(tens)] if tens or not words else words)


def _tens(number: int) -> str:
    """Read 0 to 99."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _DIGITS[unit]
    ten = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    said = _DIGITS[unit] if tens == 1 and unit != 5 else _AFTER_TENS.get(unit, _DIGITS[unit])
    return f"{ten} {said}" if unit else ten


def _fraction(digits: str) -> str:
    """Read the digits after the comma: leading zeros one by one, the rest as a number; a long one digit by digit."""
    significant = digits.lstrip("0")
    zeros = [_DIGITS[0]] * (len(digits) - len(significant))
    rest = [_whole(int(significant))] if len(significant) <= 3 else [_DIGITS[int(digit)] for digit in significant]
    return " ".join(zeros + rest)


def ordinal(number: int) -> str:
    """Return the rank: "thứ nhất", "thứ hai", "thứ ba", "thứ tư"; raises ValueError below 1."""
    if number < 1:
        raise ValueError(f"{number} không có số thứ tự")
    return f"thứ { {1: 'nhất', 4: 'tư'}.get(number) or in_words(number) }"


def grouped(number: Decimal | float) -> str:
    """Return the figure as CLDR vi groups it: 1.500.000, 25,3."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - 60 ms, and few papers need it

    return format_decimal(number, locale="vi", decimal_quantization=False)


def money(amount: int | Decimal) -> str:
    """Return an amount as papers print it: "1.500.000 đồng" (Luật Kế toán 88/2015, articles 10 and 11)."""
    return f"{grouped(amount)} đồng"


def money_in_words(amount: int | Decimal) -> str:
    """Return what follows "Bằng chữ:": "Một triệu năm trăm nghìn đồng"."""
    return f"{upper_first(in_words(amount))} đồng"


def two_digits(number: int) -> str:
    """Return the figure with a zero before it below ten (Nghị định 30/2020, Phụ lục I: numbers of documents)."""
    return f"{number:02}"


def roman(number: int) -> str:
    """Return the roman figure; raises ValueError outside 1 to 3999."""
    if not 1 <= number <= 3999:
        raise ValueError(f"{number} không viết được bằng số La Mã")
    figure = ""
    for size, letters in _ROMANS.items():
        count, number = divmod(number, size)
        figure += letters * count
    return figure


_THOUSANDS: Mapping[str, int] = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
# In a count "tr" may be trang (pages).
_MONEY_THOUSANDS: Mapping[str, int] = {**_THOUSANDS, "k": 10**3, "tr": 10**6}
_PART = re.compile(
    r"(?P<figures>[0-9]{1,3}(?: [0-9]{3})+(?![0-9])|[0-9][0-9.,]*[0-9]|[0-9])\s*(?P<word>[a-z]*)"
    r"(?P<more>(?<=[a-z])(?:[0-9]{3}|[0-9])(?![0-9a-z]|\s*(?:nghin|ngan|k\b))|\s*ruoi\b)?"
)
_CURRENCY = re.compile(r"(?:vnd|dong|d|₫)?(?:\s*chan)?[\s./]*")
_NEGATIVE = re.compile(r"(?:-|am\b)\s*[0-9]|\([0-9., ]+\)$")
_UNIT = re.compile(r"[^0-9%]*")

_ABOUT = re.compile(
    r"^(?:(?:dự kiến|khoảng|độ|chừng|trên|hơn|gần|tối đa|tối thiểu|tổng số)(?!\w)[\s:]*|[~≈]\s*)+", re.IGNORECASE
)
_WHOLE = re.compile(r"[0-9]{1,18}")
# A cell reads the Vietnamese way, dots by threes and a decimal comma, or the English way round.
_BY_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,5}(?:,[0-9]{1,6})?")
_BY_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3}){1,5}(?:\.[0-9]{1,6})?")
_BY_BLANKS = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,5}")
_DECIMAL = re.compile(r"[0-9]{1,15}[.,][0-9]{1,6}")


def read_number(text: str) -> tuple[int | None, Mistakes]:
    """Read a count: 230, 02, 1.500, 230 đại biểu, 2 nghìn; nothing typed is (None, ()).

    Papers print the number alone: khoảng 230 and dự kiến 230 are told.
    """
    typed = Typed.of(text)
    exact = Typed.of(_ABOUT.sub("", typed.text))
    if not typed.text:
        return None, ()
    value = _amount(exact, _THOUSANDS, _UNIT)
    if value is None:
        fault = "là phần trăm, không phải một số" if "%" in typed.text else "không phải một số"
        return None, (typed.mistake(fault, "Chỉ gõ một số, ví dụ 230."),)
    number, mistakes = _integer(value, typed, "Gõ số nguyên, ví dụ 230.")
    doubt = typed.mistake(f"giấy tờ chỉ in số {number}", "Nếu cần chữ đi kèm, ghi vào «Thành phần».")
    return number, mistakes if mistakes or exact == typed else (replace(doubt, severity="warning"),)


_DAYS = re.compile(
    r"(?<![0-9.,/-])(?P<count>[0-9]{1,3}(?:[.,][05])?|1/2|nua|mot|hai|ba|bon|nam|sau|bay)\)?\s*ngay\b(?P<half>\s*ruoi)?"
)
_HALVES = re.compile(r"[0-9]{1,2}[.,]5|nua")
_DAY_WORDS = ("mot", "hai", "ba", "bon", "nam", "sau", "bay")
_SITTINGS = re.compile(r"(?:[0-9]{1,3}|mot|hai|ba|bon|nua)\s*(?:buoi|tiet|gio|tuan|thang)\b")


def read_day_count(text: str) -> tuple[int | None, Mistakes]:
    """Read on how many days something is: 2, 02 ngày, 04 buổi (02 ngày), ½ ngày, 01 ngày rưỡi.

    A part of a day takes one of the calendar. Sittings, lessons or weeks alone do not tell: (None, ()), as for nothing.
    """
    # NFKC, by which text is made bare, takes ½ apart.
    line = bare(text.replace("½", "nửa"))
    line = f"{line} ngay" if _HALVES.fullmatch(line) else line
    found = _DAYS.search(line)
    if found is None:
        return (None, ()) if _SITTINGS.match(line) else read_number(text)
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
    value = _amount(typed, _MONEY_THOUSANDS, _CURRENCY)
    if value is None:
        fault = "số tiền âm" if _NEGATIVE.match(bare(typed.text)) else "không đọc được số tiền"
        return None, (typed.mistake(fault, "Gõ số tiền bằng đồng, ví dụ 1.500.000."),)
    return _integer(value, typed, "Gõ số tiền chẵn đồng, ví dụ 1.500.000.")


PER_DAY, PER_SITTING, PER_PERSON_ONCE = "ngày", "buổi", "người"


class Rate(NamedTuple):
    """An amount for each day or sitting that somebody was there, or once for each person."""

    amount: int
    per: str = PER_DAY

    def __str__(self) -> str:
        """Return the rate as papers say it: 100.000 đồng/ngày."""
        return f"{money(self.amount)}/{self.per}"


def read_rate(text: str) -> tuple[Rate | None, Mistakes]:
    """Read an amount with what it is paid for: 100.000, 50.000/buổi, 100k/người/ngày; a day where nothing is said."""
    amount, *told = re.split(r"\s*/\s*", text)
    per = next((each for each in (PER_DAY, PER_SITTING, PER_PERSON_ONCE) if each in map(fold, told)), PER_DAY)
    read, mistakes = read_money(amount)
    return (Rate(read, per) if read is not None else None), mistakes


def _integer(value: Decimal, typed: Typed, fix: str) -> tuple[int | None, Mistakes]:
    return (None, (typed.mistake("không phải số nguyên", fix),)) if value % 1 else (int(value), ())


def _amount(typed: Typed, thousands: Mapping[str, int], unit: re.Pattern[str]) -> Decimal | None:
    """Read figures, each with its nghìn, triệu or tỷ if it has one, up to the words of a unit."""
    line = re.sub(r"\(.*", "", bare(typed.text)).strip() if typed.is_readable else ""
    values: list[tuple[Decimal, int]] = []
    end = 0
    while part := _PART.match(line, end):
        size = thousands.get(part["word"], 1)
        value = _figures(part["figures"], sized=size > 1)
        if value is None or (part["more"] and (size == 1 or value % 1)):
            return None
        # What follows a word of thousands is a part of it: 1 triệu rưỡi, 1tr5 and 1tr500 are one and a half.
        more = part["more"] or "0"
        values.append((value + Decimal(f"0.{more}" if more.isdigit() else "0.5"), size))
        end = part.end() if size > 1 else part.end("figures")
        end += len(line[end:]) - len(line[end:].lstrip())
        if size == 1:
            break
    # "1 triệu 500" leaves the thousands to the listener, and 500 nghìn 1 triệu is a slip.
    falling = all(before > after for (_, before), (_, after) in pairwise(values))
    if not values or not falling or (len(values) > 1 and values[-1][1] == 1) or not unit.fullmatch(line, end):
        return None
    return sum((value * size for value, size in values), Decimal(0))


def _figures(figures: str, *, sized: bool) -> Decimal | None:
    """Return the number; None where it has two readings (1,500 triệu) or none (1.50.0)."""
    if _WHOLE.fullmatch(figures) or _BY_BLANKS.fullmatch(figures):
        return Decimal(figures.replace(" ", ""))
    if _BY_DOTS.fullmatch(figures):
        return Decimal(figures.replace(".", "").replace(",", "."))
    if _BY_COMMAS.fullmatch(figures):
        return None if sized and figures.count(",") == 1 else Decimal(figures.replace(",", ""))
    return Decimal(figures.replace(",", ".")) if _DECIMAL.fullmatch(figures) else None
