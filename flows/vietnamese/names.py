"""Names of people: honorifics, capitals, order in a list, and the posts that rosters shorten."""

from __future__ import annotations

import re
import unicodedata

from flows.vietnamese.text import clean, fold, old_tones, upper_first

_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"(?<!\S)[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\(.*$")

FAMILY_NAMES = frozenset({
    "nguyễn", "trần", "lê", "phạm", "hoàng", "huỳnh", "phan", "vũ", "võ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương",
    "lý", "đào", "đinh", "trịnh", "mai", "lương", "cao", "tạ", "hà", "đoàn", "tô", "chu", "tống", "lưu", "thái",
    "quách", "kiều", "vương", "lâm", "trương", "phùng", "triệu", "nông", "hứa", "khuất", "đàm", "tăng", "thân", "vi",
    "lò",
})  # fmt: skip
"""The surnames of nearly everybody: after "Ông" they make it likely that it is an honorific."""

# What an abbreviation stands for; the words written out follow below.
_SHORT_HONORIFICS = (
    (r"đ\s?[/.]\s?c|đc|đồng\s+chí", "đồng chí"),
    (r"ông\s*(?:/\s*bà|\(\s*bà\s*\))", "ông/bà"),
    (r"gs\s*[.,]?\s*tskh", "GS.TSKH"),
    (r"gs\s*[.,]?\s*ts", "GS.TS"),
    (r"pgs\s*[.,]?\s*ts", "PGS.TS"),
    (r"th\s?\.?\s?s", "ThS"),
    (r"bs\s?\.?\s*ck\s?(?:ii|2)", "BS.CKII"),
    (r"bs\s?\.?\s*ck\s?(?:i|1)", "BS.CKI"),
    (r"đđ(?=\s*\.?\s*thích\b)", "Đại đức"),
    (r"tt(?=\s*\.?\s*thích\b)", "Thượng tọa"),
    (r"ht(?=\s*\.?\s*thích\b)", "Hòa thượng"),
    (r"lm", "Linh mục"),
    (r"sc(?=\s*\.?\s*thích\b)", "Sư cô"),
    (r"ô(?=\s*\.)", "ông"),
    (r"b(?=\s*\.\s*\S+\s+thị\b)", "bà"),
    (r"(?-i:MS)(?!.*\bthị\b)", "Mục sư"),
    (r"mrs|ms|miss", "bà"),
    (r"mr", "ông"),
)
_DEGREES = r"pgs|gs|tskh|ts|bs|ls|(?:cn|ks)(?=\s*\.)"
_SMALL = r"ông|bà|cụ|(?:anh|chị|thầy|cô|em|cháu)(?=\s+\S+\s+\S)"
_RANKS_OF_FORCES = (
    r"(?:(?:đại|thượng|trung|thiếu)\s+(?:tướng|tá|úy)|(?:thượng|trung|hạ)\s+s[ĩỹ])(?:\s+(?-i:QNCN|CN)(?!\w))?"
)
_TITLES = (
    r"(?:nghệ\s+s[ĩỹ]|nghệ\s+nhân|nhà\s+giáo|thầy\s+thuốc)\s+(?:ưu\s+tú|nhân\s+dân)"
    r"|(?:bà\s+)?mẹ\s+(?:vnah|việt\s+nam\s+anh\s+hùng)"
    r"|anh\s+hùng\s+(?:llvt(?:nd|\s+nhân\s+dân)?|lao\s+động|lực\s+lượng\s+vũ\s+trang(?:\s+nhân\s+dân)?)"
)
# "Y Sĩ Niê" is a man's name in the Highlands.
_SURNAMES = "|".join(sorted(map(str.capitalize, FAMILY_NAMES)))
_PHYSICIAN = rf"(?-i:[Yy]\s+s[ĩỹ]|Y\s+S[ĩỹ](?=\s+(?:{_SURNAMES})\s)|Y\s+S[ĨỸ](?=\s+\S+\s+\S))"
_LONG_HONORIFICS = (
    rf"{_RANKS_OF_FORCES}|{_PHYSICIAN}|dược\s+s[ĩỹ]|điều\s+dưỡng(?:\s+(?:viên|trưởng))?"
    r"|giáo\s+sư|phó\s+giáo\s+sư|tiến\s+s[ĩỹ]|thạc\s+s[ĩỹ]|bác\s+s[ĩỹ]|luật\s+sư|kỹ\s+sư"
    r"|linh\s+mục|giám\s+mục|mục\s+sư|hòa\s+thượng|thượng\s+tọa|đại\s+đức|ni\s+sư|ni\s+trưởng|sư\s+cô|sư\s+thầy"
)
# Bodies are shortened in capitals too, and «MTTQ Hà Nội» is no person: only these are titles, before a surname; «ĐD
# Đoàn Thanh niên» is sent by a body.
_SHORT_TITLES = "NSND|NSƯT|NNND|NNƯT|NGND|NGƯT|TTƯT|AHLĐ|AHLLVT(?:ND)?|KTV|CNĐD|ĐD|DS|NHS|YS|KTS"
_OF_A_BODY = r"Đoàn\s+(?:Thanh\s+[Nn]iên|TN|[a-zđ])"
_ABBREVIATED = rf"dr(?=\s*\.)|(?-i:(?:{_SHORT_TITLES})(?=(?:\s*\.\s*|\s+)(?!{_OF_A_BODY})(?:{_SURNAMES})\s))"
TITLE = re.compile(rf"{_TITLES}|(?-i:(?<!\w)(?:{_SHORT_TITLES})(?!\w))", re.IGNORECASE)
"""A title that is printed as it was typed."""
# An honorific ends in a dot, a colon or a blank; only "đ/c", "TS" and the like may touch the name (see _touches_name).
_HONORIFIC = re.compile(
    "|".join(f"(?P<h{order}>{pattern})" for order, (pattern, _) in enumerate(_SHORT_HONORIFICS))
    + f"|(?P<degree>{_DEGREES})|(?P<typed>{_TITLES}|{_ABBREVIATED})|(?P<small>{_SMALL})|(?P<long>{_LONG_HONORIFICS})",
    re.IGNORECASE,
)
_HONORIFIC_END = re.compile(r"\s*[.:]\s*|\s+")
_FORCES = re.compile(r" (?:qncn|cn)$")
_COMMA = re.compile(r"\s*,\s*")
_MAY_BEGIN_A_WORD = re.compile("anh|chị|thầy|cô|em|cháu", re.IGNORECASE)
# "Ông" is a surname too (Ông Ích Khiêm): before these middle names with one name after them it is read as one.
_MIDDLES_AFTER_SURNAME = frozenset({"văn", "ích"})
SURNAMES_TOO = frozenset({"ông", "bà", "cô", "cụ"})
"""Honorifics that are surnames as well."""
_MEN, _WOMEN = frozenset({"ông", "anh", "thầy"}), frozenset({"bà", "chị", "cô"})


def sex_of_honorific(honorific: str) -> str:
    """Return Nam or Nữ where an honorific is only for one of them, else ""."""
    first = fold(honorific).split(" ")[0]
    return "Nam" if first in _MEN else "Nữ" if first in _WOMEN else ""


def split_honorific(name: str, *, keep_surname: bool = False) -> tuple[str, str]:
    """Return (honorific, name): "Đ/c Lê An" is ("đồng chí", "Lê An"), "PGS. TS Lê An" is ("PGS.TS", "Lê An").

    Abbreviations come back in one spelling, honorifics written out as typed ("Tiến sỹ", "Hoà thượng"). Several are
    joined by a blank. An honorific needs a name after it, else it is the name. "Ông Văn A" and "Ông Ích Khiêm" are
    read as people of the surname Ông: the name before the honorific, because a name must never lose its surname. With
    `keep_surname` so are all who may be.
    """
    line = " ".join(clean(name).split())
    found, start = _honorifics(line, keep_surname=keep_surname)
    return " ".join(found), line[start:]


def _honorifics(line: str, *, keep_surname: bool = False) -> tuple[list[str], int]:
    """Return the honorifics that a line begins with and where they end."""
    found, start = list[str](), 0
    while step := _honorific_at(line, start, keep_surname=keep_surname):
        honorific, start = step
        found.append(honorific)
    return found, start


def _honorific_at(text: str, start: int, *, keep_surname: bool) -> tuple[str, int] | None:
    """Return the honorific that begins there and where it ends; None for none, or where no name would be left."""
    match = _HONORIFIC.match(old_tones(text), start)
    end = match and _HONORIFIC_END.match(text, match.end())
    comma = match and _COMMA.match(text, match.end())
    after = comma and _HONORIFIC.match(old_tones(text), comma.end())
    if after and after[0].casefold() not in SURNAMES_TOO and not text[after.end() :][:1].isalpha():
        end = comma  # Đại tá, TS Lê An
    # With a colon or a stop it is none for certain: «Ông: Lê An».
    may_be_surname = match is not None and match[0].casefold() in SURNAMES_TOO and not (end and end[0].strip())
    if match is None or (keep_surname and may_be_surname):
        return None
    rest = text[end.end() if end else match.end() :]
    is_word = rest[:1].islower() and not text.islower() and rest.split(" ")[0] not in FAMILY_NAMES
    if is_word and _MAY_BEGIN_A_WORD.fullmatch(match[0]):
        return None  # Cô giáo Lê An
    if not _LETTERS.search(rest) or not (end or _touches_name(match[0], rest)) or _is_surname(match[0], rest):
        return None
    return _canonical(match, text[start : match.end()]), len(text) - len(rest)


def _touches_name(honorific: str, rest: str) -> bool:
    """Tell "Đ/cLê An" (small letter, then a capital) from a longer word."""
    return honorific[-1].islower() and rest[:1].isupper() and ("/" in honorific or "." in honorific)


def _is_surname(honorific: str, rest: str) -> bool:
    syllables = rest.casefold().split()
    if honorific.casefold() != "ông" or len(syllables) < 2:
        return False
    return syllables[0] == "thị" or (len(syllables) == 2 and syllables[0] in _MIDDLES_AFTER_SURNAME)


def _canonical(match: re.Match[str], typed: str) -> str:
    group = str(match.lastgroup)
    small = " ".join(typed.lower().split())
    long = _FORCES.sub(lambda found: found[0].upper(), upper_first(small))
    spelt = {"typed": typed, "degree": typed.upper(), "small": small, "long": long}
    return spelt.get(group) or _SHORT_HONORIFICS[int(group[1:])][1]


def is_shouting(name: str) -> bool:
    """Tell whether the name is typed in capitals; initials alone ("Y A") are not."""
    return name.isupper() and any(len(run) > 1 for run in _LETTERS.findall(clean(name)))


def is_uneven(name: str) -> bool:
    """Tell whether a name's syllables are not written alike: LÊ Văn An, Nguyễn văn An."""
    runs = _LETTERS.findall(clean(name))
    shouted = [run.isupper() and len(run) > 1 for run in runs]
    return any(shouted) or any(run[0].islower() for run in _WORDS.findall(clean(name)))


def proper_case(name: str) -> str:
    """Return a name typed all in capitals or all in small letters with one capital a syllable: H'Hen Niê, K'Brêu.

    A name with both kinds of letters is somebody's spelling and stays.
    """
    tidy = clean(name)
    if not (tidy.isupper() or tidy.islower()):
        return tidy
    return _LETTERS.sub(lambda run: run[0].capitalize(), tidy)


_RANKS = {letter: rank for rank, letter in enumerate("0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz")}
# ngang, huyền, hỏi, ngã, sắc, nặng: the order of CLDR vi and of the dictionaries.
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}

Syllable = tuple[tuple[int, ...], tuple[int, ...]]
SortKey = tuple[tuple[Syllable, ...], tuple[Syllable, ...], tuple[Syllable, ...], str, str]


def sort_key(name: str) -> SortKey:
    """Return the key of a roster's order: given name, surname, middle names; in a syllable letters before tones.

    Both styles of tone placement are equal; remarks in brackets do not count. Names that differ in nothing else are
    put in order by their spelling, so that the order is total.
    """
    key = fold(name)
    syllables = tuple(_syllable(word) for word in _IN_BRACKETS.sub(" ", key).split())
    return syllables[-1:], syllables[:-1][:1], syllables[1:-1], key, name


def _syllable(word: str) -> Syllable:
    """Split a syllable into the ranks of its letters and its tones; apostrophes and hyphens do not count."""
    letters = [_letter(letter) for letter in word if letter.isalnum()]
    return tuple(rank for rank, _ in letters), tuple(tone for _, tone in letters)


def _letter(letter: str) -> tuple[int, int]:
    """Return rank and tone; a letter of another alphabet of the country (ŏ, č) stands with its base, after it."""
    base, *marks = list(unicodedata.normalize("NFD", letter))
    tone = sum(_TONES.get(mark, 0) for mark in marks)
    quality = "".join(mark for mark in marks if mark not in _TONES)
    with_quality = unicodedata.normalize("NFC", base + quality)
    if with_quality in _RANKS:
        return _RANKS[with_quality], tone
    return _RANKS.get(base, 1000 + ord(base)), tone + 10 * bool(quality)


_NAME = re.compile(r"[^\W\d_][^\d_@#:;/\\=+<>{}\[\]|*&%$!?\"~^]*")


def looks_like_name(text: str) -> bool:
    """Tell whether the text can be a person's name: letters, no figures, no signs that names do not have."""
    _, name = split_honorific(_IN_BRACKETS.sub(" ", clean(text)))
    return _NAME.fullmatch(name.strip()) is not None


# A hyphen inside a name has no blanks around it; a dash is a separator either way.
_BULLET = re.compile(r"\A[-–—+•*]\s+")
_TITLE_BEGINS = re.compile(r"\s*[–—]\s*|\s+-\s*|\s*-\s+|\s*,\s*|\s*;\s*|\s*\n\s*|\s*(?=\()")


def person_line(text: str) -> tuple[str, str]:
    """Return (name with its honorific, title) of "Đồng chí Lê Thị Toan - UVTV Huyện uỷ, Chủ tịch ...".

    The title begins after the first dash, comma, bracket or line break behind the name; without one it is "".
    """
    line = _BULLET.sub("", clean(text))
    # Some honorifics hold a separator themselves: PGS, TS Lê An; Ông (Bà) Lê An.
    begins = _TITLE_BEGINS.search(line, _honorifics(line)[1])
    if begins is None:
        return " ".join(line.split()), ""
    return " ".join(line[: begins.start()].split()), _title(line[begins.end() :])


def _title(text: str) -> str:
    """Return the title in one line, out of the brackets that hold all of it."""
    title = " ".join(text.split())
    inside = title[1:-1]
    if title.startswith("(") and title.endswith(")") and not set(inside) & set("()"):
        return inside.strip()
    return title


SHORTENED = {
    "CT": "Chủ tịch",
    "PCT": "Phó Chủ tịch",
    "PCTTT": "Phó Chủ tịch Thường trực",
    "UVTV": "Ủy viên Thường vụ",
    "UVBTV": "Ủy viên Ban Thường vụ",
    "UVBCH": "Ủy viên Ban Chấp hành",
    "BTCB": "Bí thư chi bộ",
    "PBT": "Phó Bí thư",
    "TBCTMT": "Trưởng ban Công tác Mặt trận",
    "TBTTND": "Trưởng ban Thanh tra nhân dân",
    "CTMT": "Công tác Mặt trận",
    "TTND": "Thanh tra nhân dân",
    "TVHU": "Thường vụ Huyện ủy",
}
"""Papers write these in full; MTTQ, UBND and HĐND are written so on papers too."""
_WORD = re.compile(r"(?<![\w-])\w+(?![\w-])")


def shortened_in(title: str) -> tuple[tuple[str, str], ...]:
    """Return each shortened word of a post, with what it stands for."""
    return tuple((word, SHORTENED[word]) for word in dict.fromkeys(_WORD.findall(title)) if word in SHORTENED)
