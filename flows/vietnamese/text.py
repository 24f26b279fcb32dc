"""Text as people typed it in; clean text, keys for matching, file names and lists out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Bidi marks, joiners, soft hyphen, BOM, controls, lone surrogates: they print nothing, and Word's XML refuses some.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# _x000D_ is how a workbook's XML writes a carriage return (ECMA-376 part 1, 22.9.2.19, ST_Xstring).
_LINE_BREAK = re.compile("\r\n|(?:_x000[Dd]_)\n?|[\n\r\x0b\x0c\x85\u2028\u2029]")
# ETH and African D look like Đ and NFC leaves them; the Hangul filler and the Braille blank print as blanks.
_LOOK_ALIKES = str.maketrans({"\u00d0": "Đ", "\u00f0": "đ", "\u0189": "Đ", "\u0256": "đ", "\u3164": " ", "\u2800": " "})
# Composed letters, figures and signs with single blanks between them: nearly every cell is clean as it was typed.
_VIETNAMESE = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ"
_EXTENDED = "".join(map(chr, range(ord("Ạ"), ord("ỹ") + 1)))
CAPITALS = "A-ZÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯ" + "".join(filter(str.isupper, _EXTENDED))
SMALL = "a-zàáâãèéêìíòóôõùúýăđĩũơư" + "".join(filter(str.islower, _EXTENDED))
_CLEAN = re.compile(rf"(?:[!-^`-~{_VIETNAMESE}]++(?: [!-^`-~{_VIETNAMESE}]++)*+)?")
_TYPOGRAPHY = str.maketrans(
    dict.fromkeys("\u2018\u2019\u02bc\u02b9\u00b4\u2032`", "'")
    | dict.fromkeys("\u201c\u201d\u00ab\u00bb\u2033", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | {"\u2026": "..."}
)
_QUALITY = "\u0302\u0306\u031b"
_MARKS = re.compile(f"[{_QUALITY}\u0300\u0301\u0303\u0309\u0323]{{2,}}")

_LETTER = r"[^\W\d_]"
_OLD_PAIRS = ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"]
_NEW_PAIRS = ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"]
_TO_NEW = {
    case(old): case(new)
    for case in (str.lower, str.capitalize, str.upper)
    for old, new in zip(_OLD_PAIRS, _NEW_PAIRS, strict=True)
}
_TO_OLD = {new: old for old, new in _TO_NEW.items()}


def _open_syllable_ends(pairs: Iterable[str]) -> re.Pattern[str]:
    """Match the pairs where both styles exist: at the end of a syllable, and not after q."""
    seconds: dict[str, str] = {}
    for pair in pairs:
        seconds[pair[0]] = seconds.get(pair[0], "") + pair[1]
    # By the first letter: a pattern of all the pairs is tried at each letter of a text and takes four times as long.
    either = "|".join(f"{first}(?<![qQ]{first})[{second}]" for first, second in seconds.items())
    return re.compile(f"(?:{either})(?!{_LETTER})")


_OLD_ENDS = _open_syllable_ends(_TO_NEW)
_NEW_ENDS = _open_syllable_ends(_TO_OLD)


def old_tones(text: str) -> str:
    """Return the text with tones placed the old way: hòa, khỏe, Ủy (the style of most decrees)."""
    return _NEW_ENDS.sub(lambda found: _TO_OLD[found[0]], text)


def new_tones(text: str) -> str:
    """Return the text with tones placed the new way: hoà, khoẻ, Uỷ (QĐ 1989/QĐ-BGDĐT, 2018)."""
    return _OLD_ENDS.sub(lambda found: _TO_NEW[found[0]], text)


def _compose(text: str) -> str:
    """Compose letters, also when a tone was typed before the hat or the horn of its vowel."""
    if text.isascii():
        return text
    marks_in_order = _MARKS.sub(
        lambda found: "".join(sorted(found[0], key=lambda mark: mark not in _QUALITY)),
        unicodedata.normalize("NFD", text),
    )
    return unicodedata.normalize("NFC", marks_in_order)


def clean(text: str) -> str:
    """Return the text in NFC with what cannot be seen taken out, blanks single, lines trimmed, line breaks kept."""
    return text if _CLEAN.fullmatch(text) else _cleaned(text)


def _cleaned(text: str) -> str:
    visible = _compose(_INVISIBLE.sub("", text).translate(_LOOK_ALIKES))
    lines = (" ".join(line.split()) for line in _LINE_BREAK.split(visible))
    return "\n".join(lines).strip("\n")


# The same headings, units and marks stand in a spreadsheet thousands of times.
@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Return the key for matching with marks: case, tone placement, dashes, quotes and blanks do not count."""
    if _CLEAN.fullmatch(text) and "`" not in text:
        return old_tones(text.casefold())
    typed_alike = clean(clean(text).translate(_TYPOGRAPHY).casefold())
    return " ".join(old_tones(typed_alike).split())


@lru_cache(maxsize=1 << 17)
def bare(text: str) -> str:
    """Return the key for matching without marks: fold, đ as d, no accents."""
    letters = fold(text).translate(_UNMARKED)
    return letters if letters.isascii() else _unmarked(letters)


def _unmarked(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if not unicodedata.combining(letter)))


# A name is done letter by letter in a third of the time that taking it apart takes.
_UNMARKED = str.maketrans({letter: _unmarked(letter) for letter in SMALL.removeprefix("a-z")})


_IN_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\(.*$")
_INITIAL = re.compile(rf"(?<!{_LETTER})({_LETTER})\.(?={_LETTER})")
_HEADING_MARKS = re.compile(r"""[*:"'?!]""")
_HEADING_BREAKS = re.compile(r"[][(),./\\_;+|-]")


@lru_cache(maxsize=1 << 12)
def heading_key(text: str) -> str:
    """Return the key of a column heading: fold without (remarks), stars and colons; other punctuation is a blank.

    "&" reads "và", and the dots of initials close up: "Họ & tên" meets "Họ và tên", "S.T.T" meets "STT".
    """
    # Twice, for a remark inside a remark.
    key = _HEADING_MARKS.sub("", _IN_BRACKETS.sub(" ", _IN_BRACKETS.sub(" ", fold(text))))
    key = _INITIAL.sub(r"\1", key).replace("&", " và ")
    return fold(_HEADING_BREAKS.sub(" ", key))


_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
# Names Windows keeps for devices, with or without an ending (Naming Files, Paths, and Namespaces).
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def slug(text: str, limit: int = 60) -> str:
    """Return an ASCII name for a file: lower case, words joined by "-", at most limit characters, legal on Windows."""
    name = _shorten(_words_of(text), limit) or "khong-ten"
    if _DEVICES.fullmatch(name):
        name = f"ten-{name}"
    return name[:limit].rstrip("-")


# A person's name stands in a key and in a file's name.
@lru_cache(maxsize=1 << 17)
def _words_of(text: str) -> str:
    return _NOT_IN_SLUG.sub("-", bare(text)).strip("-")


def _shorten(name: str, limit: int) -> str:
    """Cut a slug at a word if its first word fits, else inside the word."""
    if len(name) <= limit:
        return name
    words, _, _ = name[: limit + 1].rpartition("-")
    return words or name[:limit]


def join_list(items: Iterable[str]) -> str:
    """Return the items as a sentence lists them (CLDR vi): "a, b và c"."""
    from babel.lists import format_list  # noqa: PLC0415 - 60 ms, and few papers need it

    return format_list(list(items), locale="vi")


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that have something on them, cleaned, in their order."""
    return tuple(line for line in clean(text).split("\n") if line)


# A bullet without a blank counts before a letter only: "-5", "+84 912..." and "1.500.000 đồng" are no bullets.
_BULLET = re.compile(rf"(?:[-–—+•●▪*·]+|\d{{1,2}}[.)]|[a-zđ]\))(?:\s+|(?={_LETTER}))")
_ITEM_END = re.compile(r"[\s;,]+$|\s*\./\.$")


def split_list(text: str) -> tuple[str, ...]:
    """Return the items of a cell: lines, else parts between ";", without bullets and closing ";" or "."."""
    parts = (part.strip() for line in lines_of(text) for part in line.split(";"))
    items = (_without_end(_BULLET.sub("", part, count=1) if _BULLET.match(part) else part) for part in parts)
    return tuple(item for item in items if any(sign.isalnum() for sign in item))


def _without_end(item: str) -> str:
    """Drop the closing mark of an item; "..." and "v.v." belong to it."""
    item = _ITEM_END.sub("", item).strip()
    if item.endswith(("..", "…")) or item.casefold().endswith("v.v."):
        return item
    return item.removesuffix(".").rstrip()


def upper_first(text: str) -> str:
    """Return the text with its first letter a capital, as a sentence begins."""
    return text[:1].title() + text[1:]


def lower_first(text: str) -> str:
    """Return the text as it stands inside a sentence; an acronym (UVTV, A4, H'Hen) keeps its capital."""
    if text[1:2].isupper() or text[1:2].isdigit() or text[1:2] in {"'", "\u2019"}:
        return text
    return text[:1].lower() + text[1:]


def without_stop(text: str) -> str:
    """Return the text without the marks a clerk ended the cell with, where the sentence goes on or ends by itself."""
    left = text.rstrip()
    while left.endswith((".", ";", ",")):
        left = left.rstrip(".;,").rstrip()
    return left
