"""The words a template may use: values as they come from a spreadsheet in, text as Vietnamese papers write it out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from functools import wraps

from jinja2 import Undefined

from flows.errors import TemplateError
from flows.vietnamese import dates, hours, lunar, numbers, text
from flows.vietnamese.dates import OpenDate, PartialDay


@dataclass(frozen=True, slots=True)
class Word:
    """A filter and function of templates: what it is called, does, and how it is written."""

    name: str
    function: Callable[..., object]
    explanation: str
    example: str
    gives: str


class _WrongTypeError(Exception):
    """A value that the word has no form for."""


def _is_missing(value: object) -> bool:
    return isinstance(value, Undefined) or getattr(type(value), "is_blank", False) is True


def _day(value: object) -> date | OpenDate:
    match value:
        case date() | OpenDate():
            return value
        case str():
            return datetime.fromisoformat(value.strip())
    raise _WrongTypeError


def _known_day(value: object) -> date:
    day = _day(value)
    if isinstance(day, OpenDate):
        raise _WrongTypeError
    return day


def _hour(value: object) -> time:
    match value:
        case datetime():
            return value.time()
        case time():
            return value
        case str():
            return time.fromisoformat(value.strip())
    raise _WrongTypeError


def _number(value: object) -> int | Decimal:
    match value:
        case bool():
            raise _WrongTypeError
        case int() | Decimal():
            return value
        case float() | str():
            number = Decimal(str(value).strip())
            return int(number) if number == number.to_integral_value() else number
    raise _WrongTypeError


def _whole(value: object) -> int:
    number = _number(value)
    if not isinstance(number, int):
        raise _WrongTypeError
    return number


def _text(value: object) -> str:
    return str(value)


def _moment(value: object) -> datetime:
    match value:
        case datetime():
            return value
        case str():
            return datetime.fromisoformat(value.strip())
    raise _WrongTypeError


def _word(name: str, function: Callable[..., str], *kinds: Callable[[object], object]) -> Callable[..., object]:
    """Wrap a function for templates: its arguments read by kind, missing ones handed through to the print."""

    @wraps(function)
    def word(*values: object) -> object:
        missing = next((value for value in values[: len(kinds)] if _is_missing(value)), None)
        if missing is not None:
            return missing
        partial = next((value for value in values if isinstance(value, PartialDay)), None)
        if partial is not None:
            return str(partial)
        try:
            read = [kind(value) for kind, value in zip(kinds, values, strict=False)]
            return function(*read, *values[len(kinds) :])
        except (_WrongTypeError, ValueError, TypeError, InvalidOperation) as error:
            got = ", ".join(_named(value) for value in values) or "không có gì"
            raise TemplateError(f"«{name}» không dùng được với {got}.", f"Xem cách dùng «{name}».") from error

    return word


def _named(value: object) -> str:
    """Name a value by its kind; the value itself may be personal."""
    match value:
        case str():
            return f"một đoạn chữ ({len(value)} ký tự)"
        case bool():
            return "đúng/sai"
        case datetime() | date() | OpenDate():
            return "một ngày"
        case time():
            return "một giờ"
        case int() | float() | Decimal():
            return "một số"
        case None:
            return "ô trống"
        case dict() | list() | tuple():
            return "một danh sách"
        case _:
            return type(value).__name__


def _listed(values: object) -> object:
    if _is_missing(values):
        return values
    if isinstance(values, str) or not isinstance(values, Iterable):
        return str(values)
    return text.join_list(str(value) for value in values)


def _range_of_hours(start: object, end: object = "") -> object:
    if _is_missing(start):
        return start
    if end in ("", None) or _is_missing(end):
        return _word("khoang_gio", hours.hour_range, _hour)(start)
    return _word("khoang_gio", hours.hour_range, _hour, _hour)(start, end)


def _declared(
    name: str, function: Callable[..., str], kinds: tuple[Callable[[object], object], ...], *told: str
) -> Word:
    explanation, example, gives = told
    return Word(name, _word(name, function, *kinds), explanation, example, gives)


_A_DAY, _A_KNOWN_DAY, _AN_HOUR, _A_NUMBER = (_day,), (_known_day,), (_hour,), (_number,)

WORDS: tuple[Word, ...] = (
    _declared(
        "ngay_day_du", dates.long_date, _A_DAY,
        "Ngày viết đầy đủ theo Nghị định 30/2020", "{{ van_ban.ngay|ngay_day_du }}", "ngày 03 tháng 7 năm 2024",
    ),
    _declared(
        "ngay_ngan", dates.short_date, _A_DAY,
        "Ngày viết gọn", "{{ su_kien.ngay_bat_dau|ngay_ngan }}", "03/7/2024",
    ),
    _declared(
        "ngay_ngan_0", dates.padded_date, _A_DAY,
        "Ngày đủ hai chữ số, như trên giấy tờ tùy thân", "{{ nguoi.ngay_sinh|ngay_ngan_0 }}", "03/07/2024",
    ),
    _declared(
        "ngay_thang", dates.day_month, _A_DAY,
        "Ngày và tháng, khi đã rõ năm", "{{ su_kien.ngay_bat_dau|ngay_thang }}", "03/7",
    ),
    _declared(
        "thang_nam", dates.month_year, _A_DAY,
        "Tháng và năm", "{{ su_kien.ngay_bat_dau|thang_nam }}", "tháng 7/2024",
    ),
    _declared(
        "quy", dates.quarter, _A_DAY,
        "Quý và năm", "{{ su_kien.ngay_bat_dau|quy }}", "quý III/2024",
    ),
    _declared(
        "thu", dates.weekday, _A_KNOWN_DAY,
        "Thứ trong tuần", "{{ su_kien.ngay_bat_dau|thu }}", "thứ Tư",
    ),
    _declared(
        "ngay_bang_chu", dates.spelled_date, _A_KNOWN_DAY,
        "Ngày viết bằng chữ", "{{ su_kien.ngay_bat_dau|ngay_bang_chu }}",
        "ngày mùng ba tháng bảy năm hai nghìn không trăm hai mươi tư",
    ),
    _declared(
        "am_lich", lunar.lunar_date, _A_KNOWN_DAY,
        "Ngày âm lịch", "{{ su_kien.ngay_bat_dau|am_lich }}", "ngày 28 tháng 5 năm Giáp Thìn",
    ),
    _declared(
        "khoang_ngay", dates.date_range, (_known_day, _known_day),
        "Từ ngày đến ngày; thêm 'co_nam', 'tu_den' hoặc 'day_du' để đổi cách viết",
        "{{ khoang_ngay(su_kien.ngay_bat_dau, su_kien.ngay_ket_thuc) }}", "01-02/7",
    ),
    _declared(
        "gio_phut", hours.hour_minute, _AN_HOUR,
        "Giờ và phút", "{{ su_kien.gio_bat_dau|gio_phut }}", "08 giờ 00 phút",
    ),
    _declared("gio_h", hours.hour_h, _AN_HOUR, "Giờ viết gọn", "{{ muc.gio_bat_dau|gio_h }}", "08h00"),
    Word(
        "khoang_gio", _range_of_hours,
        "Từ giờ đến giờ", "{{ khoang_gio(muc.gio_bat_dau, muc.gio_ket_thuc) }}", "08h00 - 09h30",
    ),
    _declared("buoi", hours.session_of, _AN_HOUR, "Buổi trong ngày", "{{ su_kien.gio_bat_dau|buoi }}", "sáng"),
    _declared(
        "gio_dang", dates.news_stamp, (_moment,),
        "Lúc đăng tin, như trang tin ghi", "{{ su_kien.dang_luc|gio_dang }}", "03/07/2024 - 01:53 PM",
    ),
    _declared(
        "bang_chu", numbers.in_words, _A_NUMBER,
        "Số viết bằng chữ", "{{ su_kien.so_dai_bieu|bang_chu }}", "hai nghìn không trăm hai mươi tư",
    ),
    _declared("tien", numbers.money, _A_NUMBER, "Số tiền", "{{ su_kien.kinh_phi|tien }}", "1.500.000 đồng"),
    _declared(
        "tien_bang_chu", numbers.money_in_words, _A_NUMBER,
        "Số tiền bằng chữ", "{{ su_kien.kinh_phi|tien_bang_chu }}", "Một triệu năm trăm nghìn đồng",
    ),
    _declared("hai_so", numbers.two_digits, (_whole,), "Số đủ hai chữ số", "{{ su_kien.so_ngay|hai_so }}", "05"),
    _declared("thu_tu", numbers.ordinal, (_whole,), "Số thứ tự bằng chữ", "{{ loop.index|thu_tu }}", "thứ tư"),
    _declared("la_ma", numbers.roman, (_whole,), "Số La Mã", "{{ loop.index|la_ma }}", "IV"),
    _declared(
        "dong_ky", dates.signing_line, (_text, _day),
        "Dòng địa danh, ngày tháng", "{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }}",
        "Phúc Thọ, ngày 03 tháng 7 năm 2024",
    ),
    _declared(
        "hoa_dau", text.upper_first, (_text,),
        "Viết hoa chữ đầu", "{{ su_kien.ten_su_kien|hoa_dau }}", "Lớp bồi dưỡng",
    ),
    _declared(
        "thuong_dau", text.lower_first, (_text,),
        "Viết thường chữ đầu", "{{ su_kien.ten_su_kien|thuong_dau }}", "lớp bồi dưỡng",
    ),
    Word("noi", _listed, "Nối một danh sách thành câu", "{{ su_kien.don_vi_phoi_hop|noi }}", "A, B và C"),
)  # fmt: skip
"""Every word, written out; the environment, the docs and the list of `vanthu templates --fields` derive from it."""
