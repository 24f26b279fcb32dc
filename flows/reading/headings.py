"""Find the field that a column heading means.

What else a heading may be called is declared with its field, in flows/model.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher, get_close_matches
from functools import cache, lru_cache
from itertools import chain

from flows.model.fields import Field, field_named, fields_of
from flows.model.person import ENGLISH, LAST_UNITS, OWNERS, PRIVATE_COLUMNS, Person
from flows.vietnamese.dates import short_date
from flows.vietnamese.results import says_absent, says_level, says_result
from flows.vietnamese.text import bare, clean, fold, heading_key

LONGEST_HEADING = 80
CLOSE_ENOUGH = 0.82
LEAST_ALIKE = 0.6
"""How alike a mistyped heading must be with its marks."""
LIKELY = 0.75
"""How alike a heading must be to one that is missing."""
LONGEST_WORD = 7
_ENGLISH = re.compile(rf"(?:^| )(?:{'|'.join(chain(*ENGLISH.values()))}|no|signature|e?mail)$")
_INSTRUCTION = re.compile(
    r"(?<=\S)[\s:-]+(?:ghi|viết|theo|như|in hoa|chữ in|đầy đủ|bằng chữ|nếu có|bắt buộc)\b.*$", re.IGNORECASE
)
_OF_NOW = re.compile(
    r"(?<=\S) (?:hiện nay|hiện tại|(?:đang )?đảm nhiệm|được giao|đang công tác|di động|liên hệ|liên lạc|"
    r"cuối khóa|chung)$",
    re.IGNORECASE,
)
"""Says nothing of whose or which: Chức vụ hiện tại, Số điện thoại liên hệ, Kết quả cuối khóa."""
_OF_BEFORE = re.compile(r" (?:cũ|mới|trước|trước đây|khác|dự kiến)$")
"""Said of another post or unit than that of now, which is not to be called by its heading: Đơn vị cũ."""
_NOT_NOW = re.compile(
    r"(?!.*\b(?:ghi|cả|kèm)\b)(?:.*[ (])?(?:cũ|trước (?:sáp nhập|đây|khi (?:sáp nhập|nghỉ hưu)|"
    r"(?:ngày )?(?:0?1[/.]0?7|\d{4})[^()]*))\)?"
)
"""Not what is only asked for in brackets: (đăng ký trước ngày 05/7), (ghi cả chức vụ cũ)."""
# As in "1. Tên lớp" and "IV. Thời gian".
_ORDINAL = re.compile(r"(?:\d{1,2}|[IVXivx]{1,4}|[A-Za-zđ])\s*[.)/]\s+|\d{1,2}\s*[.)]")


def heading_text(value: object) -> str:
    """Return a heading as one line of text; a date above an attendance column is a heading too."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return short_date(value)
    return _in_one_line(str(value))


@lru_cache(maxsize=20_000)
def _in_one_line(text: str) -> str:
    tidy = clean(text)
    return " ".join(tidy.split()) if "\n" in tidy else tidy


@cache
def _exact(record: type) -> dict[str, Field]:
    named: dict[str, Field] = {}
    for declared in fields_of(record):
        for heading in declared.headings:
            named.setdefault(heading_key(heading), declared)
    if record is Person:
        names = [f"{name} {owner}" for name in ("Họ và tên", "Họ tên", "Tên") for owner in OWNERS]
        more = {**dict.fromkeys(names, "ho_ten"), **dict.fromkeys(LAST_UNITS, "don_vi")}
        more |= {word: key for key, words in ENGLISH.items() for word in words}
        named = {**{heading_key(heading): field_named(Person, key) for heading, key in more.items()}, **named}
    return named


@cache
def _unmarked(record: type) -> dict[str, Field]:
    """Headings without diacritics, but only those that two fields do not share (số and sở, tổ and tờ)."""
    named: dict[str, Field | None] = {}
    for key, declared in _exact(record).items():
        plain = bare(key)
        named[plain] = declared if named.get(plain, declared) == declared else None
    for declared in fields_of(record):
        named.setdefault(declared.key.replace("_", " "), declared)
    joined = {key.replace(" ", ""): declared for key, declared in reversed(named.items())}  # NgaySinh, HOTEN
    return {key: declared for key, declared in {**joined, **named}.items() if declared is not None}


@lru_cache(maxsize=20_000)
def field_for(record: type, heading: str) -> Field | None:
    """Return the field that a heading names: with its marks first, without them only when nothing else could be meant.

    An ordinal before it does not count ("1. Tên lớp") unless it is part of a heading ("S.T.T").
    """
    if not heading or len(heading) > LONGEST_HEADING or (record is Person and is_of_before(heading)):
        return None
    ordinal = _ORDINAL.match(heading)
    shorter = [heading[ordinal.end() :]] if ordinal else []
    # Họ và tên / Full name says it again in English.
    in_vietnamese = _ENGLISH.sub("", heading_key(heading)) or heading_key(heading)
    of_now = _OF_NOW.sub("", heading) if record is Person else heading
    shorter += [text for text in (_INSTRUCTION.sub("", heading), in_vietnamese, of_now) if text != heading]
    return next(filter(None, (_named(record, text) for text in (heading, *shorter))), None)


def is_of_before(heading: str) -> bool:
    """Whether a heading says that its column is of before: Xã (cũ), Đơn vị trước sáp nhập; Cũ below Đơn vị."""
    return len(heading) <= LONGEST_HEADING and bool(_NOT_NOW.fullmatch(fold(heading)))


def _named(record: type, heading: str) -> Field | None:
    key = heading_key(heading)
    if not key or (record is Person and (is_private(heading) or is_of_relative(heading))):
        return None
    key = key.replace("họ tên", "họ và tên") if record is Person and key not in _exact(record) else key
    if record is Person and (several := _SEVERAL_OWNERS.fullmatch(key)):
        key = several[1]
    exact = _exact(record).get(key)
    # One word with its marks is meant as it stands: Khóa is no Khoa, Trưởng no Trường.
    is_marked = " " not in key and not key.isascii() and key not in _exact(record) and len(bare(key)) < LONGEST_WORD
    return exact or (None if is_marked else _unmarked(record).get(bare(key).replace("_", " ")))


_OWNER = "|".join(map(fold, OWNERS))
_SEVERAL_OWNERS = re.compile(rf"((?:họ và |họ )?tên (?:{_OWNER}))(?: (?:và |hoặc )?(?:{_OWNER}))+")
_RELATIVES = re.compile(
    r"\b(?:bố|mẹ|cha|vợ|chồng|con|phụ huynh|giám hộ|đỡ đầu|chủ hộ|thân nhân|người thân|gia đình|"
    r"bảo lãnh|liên hệ khẩn)\b|"
    # "ba" is also three, and without marks "bo" is in cán bộ.
    r"\b(?:tên|của|sđt|thoại|sinh|nghiệp) (?:ba|má)\b|\b(?:ten|cua|sdt|thoai|sinh|nghiep) (?:bo|me|cha|ba|vo|chong)\b|"
    r"^(?:bo(?! mon| phan)|me|cha|vo|chong|phu huynh)\b|\b(?:phu huynh|giam ho)$"
)


@lru_cache(maxsize=1_000)
def is_of_relative(heading: str) -> bool:
    """Whether a column of a roster is about somebody else: Họ tên mẹ, SĐT phụ huynh, Họ tên (bố)."""
    return bool(_RELATIVES.search(fold(heading)))


_PRIVATE = re.compile(r"(?:ten )?(?:dan ?toc|ton ?giao)\b.*")


@lru_cache(maxsize=1_000)
def is_private(heading: str) -> bool:
    """Whether a heading of a roster says ethnic group or religion, in any spelling; DT may do so, ĐT does not."""
    key = heading_key(heading)
    return key in map(heading_key, PRIVATE_COLUMNS) or bool(_PRIVATE.fullmatch(bare(key)))


def nearest(record: type, heading: str) -> Field | None:
    """Return the field whose heading is closest to a mistyped one."""
    if record is Person and (is_of_relative(heading) or _OF_BEFORE.search(fold(heading))):
        return None
    known, key = _unmarked(record), bare(heading_key(heading[:LONGEST_HEADING]))
    if key in known:  # another word but for its marks: Khóa is no Khoa
        return None
    close = get_close_matches(key, known, n=1, cutoff=CLOSE_ENOUGH)
    if not close:
        return None
    # With its marks too: Kỹ năng is no slip of Ký nhận.
    typed, names = fold(heading), [heading_key(name) for name in known[close[0]].headings]
    marked = next((name for name in names if bare(name) == close[0]), close[0])
    is_like = typed.isascii() or SequenceMatcher(None, typed, marked).ratio() >= LEAST_ALIKE
    return known[close[0]] if is_like and _begin_alike(key, close[0]) else None


def _begin_alike(key: str, name: str) -> bool:
    """Whether what follows a word that begins many headings is alike too: Số áo is no slip of Số Zalo."""
    (first, _, rest), (same, _, named) = key.partition(" "), name.partition(" ")
    return first != same or first not in ("so", "ma") or SequenceMatcher(None, rest, named).ratio() >= LIKELY


def likest(record: type, wanted: Iterable[Field], headings: Iterable[str]) -> tuple[str, Field] | None:
    """Return the heading, of some that name nothing, that most likely means one of these fields, with the field."""
    pairs = [(_likeness(record, field, heading), heading, field) for field in wanted for heading in headings]
    likeness, heading, field = max(pairs, key=lambda pair: pair[0], default=(0.0, "", None))
    return (heading, field) if field and likeness >= LIKELY else None


def _likeness(record: type, field: Field, heading: str) -> float:
    slip = nearest(record, heading)
    if slip is not None or (record is Person and is_of_relative(heading)):
        return float(slip == field)
    key, names = bare(heading_key(heading)), (bare(heading_key(name)) for name in field.headings)
    return max(SequenceMatcher(None, key, name).ratio() for name in names)


def first_word(text: str) -> str:
    """Return the first word of a cell in small letters."""
    return "".join(text.casefold().split(maxsplit=1)[:1])


@cache
def first_words(record: type, keys: frozenset[str]) -> frozenset[str]:
    """Return the first words, in small letters, of every heading of these fields: a quick sieve for header rows."""
    wanted = [declared for declared in fields_of(record) if declared.key in keys]
    words = {heading_key(heading).split()[0] for declared in wanted for heading in declared.headings}
    words |= {"đại", "khách"} if "ho_ten" in keys else set()  # Đại biểu, Khách mời above names
    return frozenset({*words, *map(bare, words)})


_SITTING = re.compile(
    r"(?:s|c|t|b|buoi |ngay )?\d{1,2}|(?:buoi )?(?:sang|chieu|toi)(?: ngay)?(?: \d.*)?|"
    r"(?:sang |chieu |toi |buoi sang |buoi chieu )?(?:ngay )?\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?"
)
_NTH_DAY = re.compile(r"ngay (?:thu )?(?:nhat|hai|ba|tu|nam|sau|bay|\d{1,2})(?: \(?\d{1,2}[/.-]\d{1,2}[^()]*\)?)?")
_SESSION = re.compile(
    r"\b(?:ngay|buoi|sang|chieu|toi|phien|hom)\b(?: (?:thu )?(?:\d+|nhat|hai|ba|tu|nam|sau|bay|[ivx]+)\b)?|"
    r"\bthu (?:[2-7]|hai|ba|tu|nam|sau|bay)\b|\b\d{1,2}[-./ ]\d{1,2}\b|\b[sct]\d\b"
)
_ABSENT_LETTERS = ("v", "p", "k")
SESSION_LETTERS = frozenset({"s", "c", "t"})
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}[a-d]?|[A-Z])\s*\)?(?:\s*=.*)?")
SEXES = {"nam": "Nam", "nữ": "Nữ", "nu": "Nữ"}
"""With their marks: Năm is a year."""


def is_sitting(heading: str) -> bool:
    """Whether a heading names a sitting: S1, Sáng 01/7, Ngày 02/7, Ngày thứ hai."""
    plain = bare(heading)
    return bool(_SITTING.fullmatch(plain) or _NTH_DAY.fullmatch(plain))


def session_in(title: str) -> str:
    """Return the session that the title of a sheet or a table names, "" for none: Điểm danh ngày 05-3, Buổi chiều."""
    return " ".join(_SESSION.findall(bare(title)))


def is_subheading(record: type, text: str) -> bool:
    """Whether a text can stand in a header's second row, and hardly among values."""
    if field_for(record, text):
        return True
    return record is Person and (heading_key(text) in SEXES or (is_sitting(text) and not is_column_number(text)))


def are_sessions(texts: Iterable[str]) -> bool:
    """Whether a row of headings is of mornings and afternoons alone: S | C | S | C."""
    return {"s", "c"} <= (letters := set(map(bare, texts))) and letters <= SESSION_LETTERS


def is_value_heading(record: type, text: str) -> bool:
    """Whether a mark under a text can be a value: Vắng, Không đạt, Giỏi. In a row of values it is one."""
    key = heading_key(text)
    if record is not Person or (is_column_number(text) and key not in _ABSENT_LETTERS):
        return False
    return key in ("có", "co") or says_absent(key, below=True) or says_result(key) or says_level(key)


def is_column_number(text: str) -> bool:
    """Whether a text only numbers a column: (1), 2, A, (5)=(3)+(4)."""
    return bool(_COLUMN_NUMBER.fullmatch(text))
