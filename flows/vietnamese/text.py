"""Text as people type it: cleaned, compared without case and marks, cut into lists; and how wide it prints."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from flows.problems import Mistake

Mistakes = tuple[Mistake, ...]

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
_TO_OLD = {
    case(new): case(old)
    for case in (str.lower, str.capitalize, str.upper)
    for old, new in zip(_OLD_PAIRS, _NEW_PAIRS, strict=True)
}
# Where both styles exist: at the end of a syllable, and not after q.
_NEW_ENDS = re.compile(rf"(?:[oO](?<![qQ].)[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU](?<![qQ].)[ỳýỷỹỵỲÝỶỸỴ])(?!{_LETTER})")


def old_tones(text: str) -> str:
    """Return the text with tones placed the old way: hòa, khỏe, Ủy (the style of most decrees)."""
    return _NEW_ENDS.sub(lambda found: _TO_OLD.get(found[0], found[0]), text)


def _compose(text: str) -> str:
    """Compose letters, also when a tone was typed before the hat or the horn of its vowel."""
    marks_in_order = _MARKS.sub(
        lambda found: "".join(sorted(found[0], key=lambda mark: mark not in _QUALITY)),
        unicodedata.normalize("NFD", text),
    )
    return unicodedata.normalize("NFC", marks_in_order)


def clean(text: str) -> str:
    """Return the text in NFC with what cannot be seen taken out, blanks single, lines trimmed, line breaks kept."""
    if _CLEAN.fullmatch(text):
        return text
    visible = _compose(_INVISIBLE.sub("", text).translate(_LOOK_ALIKES))
    lines = (" ".join(line.split()) for line in _LINE_BREAK.split(visible))
    return "\n".join(lines).strip("\n")


# Reading 10,000 people takes 9 s with these three caches and what is clean passed over, 12.5 s without.
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
    letters = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if not unicodedata.combining(letter)))


def shortened(text: str, most: int = 80) -> str:
    """Return a text in one line as messages show it, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def solid(text: str) -> str:
    """Return a text without case and spaces, to compare with what a page prints, where lines may break anywhere."""
    return "".join(unicodedata.normalize("NFC", text).casefold().split())


_UNSHOWN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def shown_name(name: str) -> str:
    r"""Return a name with an escape (\xe1) for each sign that no screen shows or no encoding has.

    The bytes of a file's name that is not UTF-8 come as lone surrogates (PEP 383), which no program can send on.
    """
    return _UNSHOWN.sub(lambda sign: _escaped(ord(sign[0])), name)


def _escaped(sign: int) -> str:
    byte = sign - 0xDC00 if 0xDC80 <= sign <= 0xDCFF else sign
    return f"\\x{byte:02x}" if byte <= 0xFF else f"\\u{byte:04x}"


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
    name = _NOT_IN_SLUG.sub("-", bare(text)).strip("-") or "khong-ten"
    if len(name) > limit:
        # At a word if the first one fits, else inside it.
        name = name[: limit + 1].rpartition("-")[0] or name[:limit]
    if _DEVICES.fullmatch(name):
        name = f"ten-{name}"
    return name[:limit].rstrip("-")


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
    items = (_without_end(part[bullet.end() :] if (bullet := _BULLET.match(part)) else part) for part in parts)
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
    return re.sub(r"[\s.;,]+\Z", "", text)


@dataclass(frozen=True, slots=True)
class Typed:
    """A cell as typed; a birth date is private and is never repeated in a message."""

    text: str
    birth: bool = False

    @classmethod
    def of(cls, text: str, *, birth: bool = False) -> Typed:
        """Take a cell's text in one line."""
        return cls(" ".join(clean(text).split()), birth)

    @property
    def is_readable(self) -> bool:
        """Whether there is something short enough to be a date; a paragraph is not worth a parser's time."""
        return 0 < len(self.text) <= 160

    @property
    def refusal(self) -> Mistakes:
        """Return what to say of a cell that is not readable: nothing of one where nothing is typed."""
        return (self.unreadable(),) if self.text else ()

    def mistake(self, fault: str, fix: str, *, private: str = "") -> Mistake:
        """Say what is wrong with the day; of a birth date, without its figures."""
        if self.birth:
            return Mistake(f"Ngày sinh {private or fault}.", "Gõ ngày/tháng/năm, ví dụ 05/3/1970, hoặc chỉ năm sinh.")
        return Mistake(f"«{self.text[:60]}»: {fault}.", fix)

    def unreadable(self) -> Mistake:
        """Say that this is no day."""
        return self.mistake("không đọc được ngày", "Gõ ngày/tháng/năm, ví dụ 03/7/2024.", private="không đọc được")


# Advance widths in 2048ths of the size, letter by letter, of Times New Roman Bold; read from Liberation Serif Bold
# (hmtx, OpenType 1.9), which is made to measure the same. Bold is the wider cut: what fits in it fits in the other too.
_WIDTHS = {
    451: "|", 512: " \u00a0,.", 569: "/\\il'", 682: "!()-:;[]`fjt’‘", 797: "Is", 807: "{}", 909: "cerz",
    1024: "#$*0123456789?J_agovxy–“”«»", 1065: "~", 1134: "ơ", 1137: '"', 1139: "Sbdhknpquđ", 1167: "+<=>",
    1190: "^", 1229: "ư", 1251: "FP", 1366: "BELTZ", 1479: "ACDNRUVXYwĐ", 1593: "GHKOQƠ", 1630: "Ư", 1706: "&m",
    1905: "@", 1933: "M", 2048: "%W—…",
}  # fmt: skip
_EM = 2048
_MILLIMETRES = 25.4 / 72
_HORN = "\u031b"
_WIDTH = {letter: width for width, letters in _WIDTHS.items() for letter in letters}


def _width(letter: str) -> int:
    """Return the width of a letter without the marks above and below it: they take no room, the horn does."""
    parts = unicodedata.normalize("NFD", letter)
    base = "".join(one for one in parts if one == _HORN or not unicodedata.combining(one))
    return _WIDTH.get(unicodedata.normalize("NFC", base), _EM) if base else 0


def width(text: str, size: float) -> float:
    """Return how many millimetres a text takes in Times New Roman Bold; a letter unknown here counts as the widest."""
    letters = unicodedata.normalize("NFC", text)
    return sum(map(_width, letters)) * size * _MILLIMETRES / _EM


def fits_line(text: str, size: float, room: float) -> bool:
    """Whether a text of some size in points stands on one line of so many millimetres."""
    return width(text, size) <= room
