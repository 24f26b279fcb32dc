"""Numbers in; words, ordinals, money, roman and grouped figures out."""

from __future__ import annotations

from decimal import Decimal

from flows.vietnamese.text import upper_first

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
# After mươi, and 5 after mười too, these digits are said another way (northern school use).
_AFTER_TENS = {1: "mốt", 4: "tư", 5: "lăm"}
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))
_BILLION = 10**9
_LIMIT = 10**18
_MOST_DECIMALS = 18
_ROMANS = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)


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


def _whole(number: int) -> str:
    """Read a number by billions: what stands before tỷ is read as a number of its own, so 10^15 is một triệu tỷ."""
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, _BILLION)
    words = [f"{_whole(billions)} tỷ"] if billions else []
    for size, name in _GROUPS:
        group, rest = divmod(rest, size)
        if group:
            words.append(f"{_hundreds(group, inner=bool(words))} {name}".rstrip())
    return " ".join(words)


def _hundreds(group: int, *, inner: bool) -> str:
    """Read 1 to 999; a group inside a number says its empty hundreds: không trăm."""
    hundreds, tens = divmod(group, 100)
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inner else []
    if tens and tens < 10 and words:
        words.append("linh")
    return " ".join([*words, _tens(tens)] if tens else words)


def _tens(number: int) -> str:
    """Read 1 to 99."""
    tens, unit = divmod(number, 10)
    if tens == 0:
        return _DIGITS[unit]
    ten = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    if unit == 0:
        return ten
    return f"{ten} {_DIGITS[unit] if tens == 1 and unit != 5 else _AFTER_TENS.get(unit, _DIGITS[unit])}"


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
    for size, letters in _ROMANS:
        count, number = divmod(number, size)
        figure += letters * count
    return figure
