"""The filters and functions of templates: each writes a value as Vietnamese papers do."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from fnmatch import fnmatchcase
from typing import Any
from unicodedata import normalize

from flows.vietnamese import dates, hours, lunar, numbers, text
from flows.word.word_arguments import (
    a_birth_date,
    a_day,
    a_known_day,
    a_moment,
    a_number,
    a_whole_number,
    an_hour,
    by_name,
    is_missing,
    word_of,
)


@dataclass(frozen=True, slots=True)
class Word:
    """A filter and function of templates: what it is called, does, and how it is written."""

    name: str
    function: Callable[..., object]
    explanation: str
    example: str
    gives: str


def _capital_words(value: str) -> str:
    """Return the text with every word's first letter a capital."""
    return re.sub(r"\S+", lambda found: text.upper_first(found[0]), value)


def _listed(values: object) -> object:
    if is_missing(values):
        return values
    if isinstance(values, str) or not isinstance(values, Iterable):
        return str(values)
    return text.join_list(str(value) for value in values)


def _range_of_hours(start: object, end: object = "") -> object:
    if is_missing(start):
        return start
    if end in ("", None) or is_missing(end):
        return word_of("khoang_gio", hours.hour_range, an_hour)(start)
    return word_of("khoang_gio", hours.hour_range, an_hour, an_hour)(start, end)


_PICTURE = re.compile(r"'[^']*'|d{1,4}|M{1,4}|y{2,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|AM/PM|am/pm", re.ASCII)


def as_pictured(value: object, picture: object = "dd/MM/yyyy") -> object:
    """Return a day or moment in a picture of Word's (ECMA-376, part 1, 17.16.4.1); another value as it is."""
    try:
        day = value if isinstance(value, date | time) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        return value
    return _PICTURE.sub(lambda piece: _piece_of_day(piece[0], day), str(picture))


def _piece_of_day(piece: str, day: date | time) -> str:
    if piece.startswith("'"):
        return piece[1:-1]
    if piece.lower() == "am/pm":
        return f"{day:%p}" if isinstance(day, datetime | time) else ""
    if piece[0] in "Hhms":
        clock = {"H": "%H", "h": "%I", "m": "%M", "s": "%S"}[piece[0]]
        return _padded(int(f"{day:{clock}}"), piece)
    return _piece_of_date(piece, day) if isinstance(day, date) else ""


def _piece_of_date(piece: str, day: date) -> str:
    match piece[0], len(piece):
        case "y", length:
            return f"{day.year:04}" if length > 2 else f"{day.year % 100:02}"
        case "d", 3 | 4:
            return dates.weekday(day)
        case "M", 3 | 4:
            return f"tháng {day.month}"
    return _padded(day.day if piece[0] == "d" else day.month, piece)


def _padded(number: int, piece: str) -> str:
    return f"{number:0{len(piece)}}"


def compared(relation: str, left: Sequence[object], right: Sequence[object]) -> bool:
    """Compare what the two sides of Word's IF print: numbers as numbers, text with its capitals, a blank as ""."""
    sides = _printed(left), _printed(right)
    if relation in _PATTERNS:
        return fnmatchcase(sides[0], sides[1].replace("[", "[[]")) is _PATTERNS[relation]
    try:
        return _COMPARISONS[relation](*map(_number, sides))
    except (ValueError, ArithmeticError):
        return _COMPARISONS[relation](*sides)


_PATTERNS = {"giong": True, "khong_giong": False}
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "bang": operator.eq, "khac": operator.ne, "nho": operator.lt,
    "khong_qua": operator.le, "lon": operator.gt, "it_nhat": operator.ge,
}  # fmt: skip


def _printed(pieces: Sequence[object]) -> str:
    """Return what a list of texts, values and such lists prints."""
    texts = (_printed(one) if isinstance(one, list) else "" if is_missing(one) else str(one) for one in pieces)
    return normalize("NFC", "".join(texts))


def _number(text: str) -> object:
    return a_number(re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", text.strip()))


def _declared(
    name: str, function: Callable[..., object], kinds: tuple[Callable[[object], object], ...], *told: str
) -> Word:
    explanation, example, gives = told
    word = word_of(name, function, *kinds)
    return Word(name, by_name(name, word, _NAMED[name]) if name in _NAMED else word, explanation, example, gives)


# What the arguments are called, where a word takes several.
_NAMED = {"khoang_ngay": ("tu", "den", "kieu"), "dong_ky": ("dia_danh", "ngay")}
WORDS: tuple[Word, ...] = (
    _declared(
        "ngay_day_du", dates.long_date, (a_day,),
        "Ngày viết đầy đủ theo Nghị định 30/2020", "{{ van_ban.ngay|ngay_day_du }}", "ngày 03 tháng 7 năm 2024",
    ),
    _declared(
        "ngay_ngan", dates.short_date, (a_day,),
        "Ngày viết gọn", "{{ su_kien.ngay_bat_dau|ngay_ngan }}", "03/7/2024",
    ),
    _declared(
        "ngay_ngan_0", dates.padded_date, (a_day,),
        "Ngày đủ hai chữ số, như trên giấy tờ tùy thân", "{{ nguoi.ngay_sinh|ngay_ngan_0 }}", "03/07/2024",
    ),
    _declared(
        "ngay_thang", dates.day_month, (a_day,),
        "Ngày và tháng, khi đã rõ năm", "{{ su_kien.ngay_bat_dau|ngay_thang }}", "03/7",
    ),
    _declared(
        "thang_nam", dates.month_year, (a_day,),
        "Tháng và năm", "{{ su_kien.ngay_bat_dau|thang_nam }}", "tháng 7/2024",
    ),
    _declared(
        "quy", dates.quarter, (a_day,),
        "Quý và năm", "{{ su_kien.ngay_bat_dau|quy }}", "quý III/2024",
    ),
    _declared(
        "ngay_sinh", dates.born, (a_birth_date,),
        "Ngày sinh, biết đến đâu viết đến đó", "{{ nguoi.ngay_sinh|ngay_sinh }}", "Sinh ngày 02/3/1965",
    ),
    _declared(
        "thu", dates.weekday, (a_known_day,),
        "Thứ trong tuần", "{{ su_kien.ngay_bat_dau|thu }}", "thứ Tư",
    ),
    _declared(
        "ngay_bang_chu", dates.spelled_date, (a_known_day,),
        "Ngày viết bằng chữ", "{{ su_kien.ngay_bat_dau|ngay_bang_chu }}",
        "ngày mùng ba tháng bảy năm hai nghìn không trăm hai mươi tư",
    ),
    _declared(
        "am_lich", lunar.lunar_date, (a_known_day,),
        "Ngày âm lịch", "{{ su_kien.ngay_bat_dau|am_lich }}", "ngày 28 tháng 5 năm Giáp Thìn",
    ),
    _declared(
        "khoang_ngay", dates.date_range, (a_known_day, a_known_day),
        "Từ ngày đến ngày; thêm 'co_nam', 'tu_den' hoặc 'day_du' để đổi cách viết",
        "{{ khoang_ngay(su_kien.ngay_bat_dau, su_kien.ngay_ket_thuc) }}", "01-02/7",
    ),
    _declared(
        "gio_phut", hours.hour_minute, (an_hour,),
        "Giờ và phút", "{{ su_kien.gio_bat_dau|gio_phut }}", "08 giờ 00 phút",
    ),
    _declared("gio_h", hours.hour_h, (an_hour,), "Giờ viết gọn", "{{ muc.gio_bat_dau|gio_h }}", "08h00"),
    Word(
        "khoang_gio", by_name("khoang_gio", _range_of_hours, ("tu", "den")),
        "Từ giờ đến giờ", "{{ khoang_gio(muc.gio_bat_dau, muc.gio_ket_thuc) }}", "08h00 - 09h30",
    ),
    _declared("buoi", hours.session_of, (an_hour,), "Buổi trong ngày", "{{ su_kien.gio_bat_dau|buoi }}", "sáng"),
    _declared(
        "gio_dang", dates.news_stamp, (a_moment,),
        "Lúc đăng tin, như trang tin ghi", "{{ su_kien.dang_luc|gio_dang }}", "03/07/2024 - 01:53 PM",
    ),
    _declared(
        "bang_chu", numbers.in_words, (a_number,),
        "Số viết bằng chữ", "{{ su_kien.so_luong_du_kien|bang_chu }}", "hai nghìn không trăm hai mươi tư",
    ),
    _declared("tien", numbers.money, (a_number,), "Số tiền", "{{ su_kien.kinh_phi|tien }}", "1.500.000 đồng"),
    _declared(
        "tien_bang_chu", numbers.money_in_words, (a_number,),
        "Số tiền bằng chữ", "{{ su_kien.kinh_phi|tien_bang_chu }}", "Một triệu năm trăm nghìn đồng",
    ),
    _declared(
        "hai_so", numbers.two_digits, (a_whole_number,),
        "Số đủ hai chữ số", "{{ su_kien.so_ngay|hai_so }}", "05",
    ),
    _declared("thu_tu", numbers.ordinal, (a_whole_number,), "Số thứ tự bằng chữ", "{{ loop.index|thu_tu }}", "thứ tư"),
    _declared("la_ma", numbers.roman, (a_whole_number,), "Số La Mã", "{{ loop.index|la_ma }}", "IV"),
    _declared(
        "dong_ky", dates.signing_line, (str, a_day),
        "Dòng địa danh, ngày tháng", "{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }}",
        "Phúc Thọ, ngày 03 tháng 7 năm 2024",
    ),
    _declared(
        "hoa_dau", text.upper_first, (str,),
        "Viết hoa chữ đầu", "{{ su_kien.ten_su_kien|hoa_dau }}", "Lớp bồi dưỡng",
    ),
    _declared(
        "thuong_dau", text.lower_first, (str,),
        "Viết thường chữ đầu", "{{ su_kien.ten_su_kien|thuong_dau }}", "lớp bồi dưỡng",
    ),
    _declared(
        "hoa_tung_tu", _capital_words, (str,),
        "Viết hoa chữ đầu mỗi từ", "{{ nguoi.ho_ten|hoa_tung_tu }}", "Lê Văn An",
    ),
    _declared(
        "bo_cham", text.without_stop, (str,),
        "Bỏ dấu chấm cuối ô, khi câu trong mẫu tự chấm", "{{ su_kien.dia_diem|bo_cham }}.", "Hội trường xã.",
    ),
    _declared(
        "nhom_ba_so", numbers.grouped, (a_number,),
        "Số chia nhóm ba chữ số", "{{ su_kien.so_luong_du_kien|nhom_ba_so }}", "1.500",
    ),
    _declared(
        "vua_dong", text.fits_line, (str, a_number, a_number),
        "Chữ đậm cỡ 20 có đứng vừa một dòng rộng 165 mm không: để chọn cỡ chữ theo tên dài ngắn",
        "{% if nguoi.ho_ten|upper|vua_dong(20, 165) %}cỡ 20{% else %}cỡ 14{% endif %}", "cỡ 20",
    ),
    Word(
        "ngay_theo_mau", as_pictured,
        "Ngày theo mẫu của Word", "{{ nguoi.ngay_sinh|ngay_theo_mau('dd/MM/yyyy') }}", "03/07/1965",
    ),
    Word("noi", _listed, "Nối một danh sách thành câu", "{{ su_kien.don_vi_phoi_hop|noi }}", "A, B và C"),
)  # fmt: skip
"""Every word, written out; the environment, the docs and the list of `vanthu templates --fields` derive from it."""
