"""Names as rosters hold them in; honorific, name, title and the key for sorting out."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from flows.vietnamese.text import CAPITALS, SMALL, clean, fold, old_tones, upper_first

_LETTERS = re.compile(r"[^\W\d_]+")
_WORDS = re.compile(r"(?<!\S)[^\W\d_]+")
_IN_BRACKETS = re.compile(r"\([^()]*\)|\(.*$")
_EVEN = re.compile(rf"[{CAPITALS}][{SMALL}]*+(?: [{CAPITALS}][{SMALL}]*+)*+")
"""A capital on each syllable, as nearly every name is typed."""

# What an abbreviation stands for; the words written out follow below.
_SHORT_HONORIFICS = (
    (r"đ\s?[/.]\s?c|đc|đồng\s+chí", "đồng chí"),
    (r"ông\s*(?:/\s*bà|\(\s*bà\s*\))", "ông/bà"),
    (r"ông", "ông"),
    (r"bà", "bà"),
    (r"cụ", "cụ"),
    (r"gs\s*[.,]?\s*tskh", "GS.TSKH"),
    (r"gs\s*[.,]?\s*ts", "GS.TS"),
    (r"pgs\s*[.,]?\s*ts", "PGS.TS"),
    (r"pgs", "PGS"),
    (r"gs", "GS"),
    (r"tskh", "TSKH"),
    (r"ts", "TS"),
    (r"th\s?\.?\s?s", "ThS"),
    (r"bs\s?\.?\s*ck\s?(?:ii|2)", "BS.CKII"),
    (r"bs\s?\.?\s*ck\s?(?:i|1)", "BS.CKI"),
    (r"bs", "BS"),
    (r"cn(?=\s*\.)", "CN"),
    (r"ks(?=\s*\.)", "KS"),
    (r"đđ(?=\s*\.?\s*thích\b)", "Đại đức"),
    (r"tt(?=\s*\.?\s*thích\b)", "Thượng tọa"),
    (r"ht(?=\s*\.?\s*thích\b)", "Hòa thượng"),
    (r"anh(?=\s+\S+\s+\S)", "anh"),
    (r"chị(?=\s+\S+\s+\S)", "chị"),
    (r"thầy(?=\s+\S+\s+\S)", "thầy"),
    (r"cô(?=\s+\S+\s+\S)", "cô"),
    (r"ls", "LS"),
    (r"lm", "Linh mục"),
)
_LONG_HONORIFICS = (
    r"giáo\s+sư|phó\s+giáo\s+sư|tiến\s+s[ĩỹ]|thạc\s+s[ĩỹ]|bác\s+s[ĩỹ]|luật\s+sư|kỹ\s+sư"
    r"|linh\s+mục|giám\s+mục|mục\s+sư|hòa\s+thượng|thượng\s+tọa|đại\s+đức|ni\s+sư|ni\s+trưởng|sư\s+cô|sư\s+thầy"
)
# An honorific ends in a dot, a colon or a blank; only "đ/c", "TS" and the like may touch the name (see _touches_name).
_HONORIFIC = re.compile(
    "|".join(f"(?P<h{order}>{pattern})" for order, (pattern, _) in enumerate(_SHORT_HONORIFICS))
    + f"|(?P<long>{_LONG_HONORIFICS})",
    re.IGNORECASE,
)
_HONORIFIC_END = re.compile(r"\s*[.:]\s*|\s+")
# "Ông" is a surname too (Ông Ích Khiêm): before these middle names with one name after them it is read as one.
_MIDDLES_AFTER_SURNAME = frozenset({"văn", "thị", "ích"})


def split_honorific(name: str) -> tuple[str, str]:
    """Return (honorific, name): "Đ/c Lê An" is ("đồng chí", "Lê An"), "PGS. TS Lê An" is ("PGS.TS", "Lê An").

    Abbreviations come back in one spelling, honorifics written out as typed ("Tiến sỹ", "Hoà thượng"). Several are
    joined by a blank. An honorific needs a name after it, else it is the name. "Ông Văn A" and "Ông Ích Khiêm" are
    read as people of the surname Ông: the name before the honorific, because a name must never lose its surname.
    """
    line = " ".join(clean(name).split())
    found: list[str] = []
    start = 0
    while step := _honorific_at(line, start):
        honorific, start = step
        found.append(honorific)
    return " ".join(found), line[start:]


# The first words of those that only more words tell: PGS TS, Th S, tiến sĩ; Anh Kiều Lan, but not Anh Thơ.
_FIRST_OF_SEVERAL = frozenset({
    "đ", "đồng", "gs", "pgs", "th", "giáo", "phó", "tiến", "thạc", "bác", "luật", "kỹ", "linh", "giám", "mục", "hòa",
    "thượng", "đại", "ni", "sư", "anh", "chị", "thầy", "cô",
})  # fmt: skip


@lru_cache(maxsize=4096)
def may_be_honorific(first_word: str) -> bool:
    """Whether a name may begin with an honorific; split_honorific says whether it does."""
    word = old_tones(first_word).casefold()
    return word in _FIRST_OF_SEVERAL or _HONORIFIC.match(word) is not None


def _honorific_at(text: str, start: int) -> tuple[str, int] | None:
    """Return the honorific that begins there and where it ends; None for none, or where no name would be left."""
    match = _HONORIFIC.match(old_tones(text), start)
    if match is None:
        return None
    end = _HONORIFIC_END.match(text, match.end())
    rest = text[end.end() if end else match.end() :]
    if not _LETTERS.search(rest) or not (end or _touches_name(match[0], rest)) or _is_surname(match[0], rest):
        return None
    return _canonical(match, text[start : match.end()]), len(text) - len(rest)


def _touches_name(honorific: str, rest: str) -> bool:
    """Tell "Đ/cLê An" (small letter, then a capital) from a longer word."""
    return honorific[-1].islower() and rest[:1].isupper() and ("/" in honorific or "." in honorific)


def _is_surname(honorific: str, rest: str) -> bool:
    syllables = rest.casefold().split()
    return honorific.casefold() == "ông" and len(syllables) == 2 and syllables[0] in _MIDDLES_AFTER_SURNAME


def _canonical(match: re.Match[str], typed: str) -> str:
    if match.lastgroup == "long":
        return upper_first(" ".join(typed.lower().split()))
    return _SHORT_HONORIFICS[int(str(match.lastgroup)[1:])][1]


def is_shouting(name: str) -> bool:
    """Tell whether the name is typed in capitals; initials alone ("Y A") are not."""
    return name.isupper() and any(len(run) > 1 for run in _LETTERS.findall(clean(name)))


def is_uneven(name: str) -> bool:
    """Tell whether a name's syllables are not written alike: LÊ Văn An, Nguyễn văn An."""
    if _EVEN.fullmatch(name):
        return False
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


_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANKS = {letter: rank for rank, letter in enumerate(_ALPHABET, start=100)}
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
    return _RANKS.get(base, _outside(base)), tone + 10 * bool(quality)


def _outside(letter: str) -> int:
    """Rank digits before the letters and everything else after them."""
    return int(letter) if letter in "0123456789" else 1000 + ord(letter)


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
    begins = _TITLE_BEGINS.search(line, _name_start(line))
    if begins is None:
        return " ".join(line.split()), ""
    return " ".join(line[: begins.start()].split()), _title(line[begins.end() :])


def _name_start(line: str) -> int:
    """Skip the honorifics: some hold a separator themselves (PGS, TS Lê An; Ông (Bà) Lê An)."""
    start = 0
    while step := _honorific_at(line, start):
        _, start = step
    return start


def _title(text: str) -> str:
    """Return the title in one line, out of the brackets that hold all of it."""
    title = " ".join(text.split())
    inside = title[1:-1]
    if title.startswith("(") and title.endswith(")") and not set(inside) & set("()"):
        return inside.strip()
    return title
