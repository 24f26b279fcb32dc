"""Text typed in the fonts before Unicode (TCVN3, VNI) in, Unicode out; a font's name alone proves nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal, NamedTuple

from flows.reading.legacy_tables import COMMON, TCVN3, VNI

Encoding = Literal["tcvn3", "vni"]

# Letters and marks that Unicode Vietnamese has and the old fonts, which live within Latin-1, cannot hold.
# The lower half of Latin 1's letters is shared: à á â ã è é ê ì í ò ó ô õ ù ú ý stand in Unicode too.
_NO_VIETNAMESE = re.compile("[\u0080-\u009f¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
_REAL = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_WORD = re.compile("[a-zA-Z\xa1-\xff]+")
_VNI_SIGN = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_FROM_TCVN3 = str.maketrans(TCVN3)

# Đ/c, TTĐ, HĐND: neither for nor against.
_INITIALS = re.compile("[A-ZĐ]{1,6}|đ")

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = (
    "(?:ngh(?=[iêe])|ng(?![iêey])|nh|gh(?=[iêe])|gi(?=[aăâeêoôơuư])|g(?![êey])|kh|k(?=[ieêy])|c(?![iêey])"
    "|ph|th|tr|ch|qu(?=[aăâeêiôơy])|b|d|đ|h|l|m|n|p|r|s|t|v|x)?"
)
_RIME = (
    "(?:(?:iê|yê|uô|ươ|uyê|uâ|oă|ă|â)(?:ch|nh|ng|c|m|n|p|t)|(?:[aeêioôuưy]|oa|oe|uê|uy|oo)(?:ch|nh|ng|c|m|n|p|t)?"
    "|ơ[mnpt]?|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iêu|yêu|oai|oay|oao|oeo|oi|ôi|ơi|ua|uây|ui|uôi|uơ|uya|uyu|ưa|ưi|ươi"
    "|ươu|ưu)"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_STOPPED = re.compile("(?:c|ch|p|t)$")


class _Reading(NamedTuple):
    """How Vietnamese the words that a conversion would change look: syllables, and those that papers are full of."""

    syllables: int
    common: int


def to_unicode(text: str, font: str = "") -> str:
    """Return the text in Unicode; what is Unicode already, or no Vietnamese in either reading, stays as it is.

    Converted is what reads more like Vietnamese afterwards than before, in the encoding that the font's name promises,
    or, when the text itself leaves no doubt (several marks, each word a syllable only afterwards), without any name.
    The capitals that a font in ...H draws are written out in converted text; plain ASCII stays as typed, because the
    name of its font is no proof.
    """
    if text.isascii() or _REAL.search(text):
        return text
    named = encoding_of(font)
    if named and _gain(text, named) > (0, 0):
        found = _convert(text, named)
        return found.upper() if named == "tcvn3" and font.rstrip().endswith("H") else found
    shown = _shown_by(text)
    return _convert(text, shown) if shown else text


def may_be_old(text: str) -> bool:
    """Tell whether a text has signs of Latin 1 that no Vietnamese word has: TCVN3 and VNI cannot do without them."""
    return not text.isascii() and _NO_VIETNAMESE.search(text) is not None


def encoding_of(font: str) -> Encoding | None:
    """Return what a font's name promises: .VnTime, VnTime -> TCVN3; VNI-Times -> VNI."""
    name = font.strip().casefold()
    if name.startswith("vni"):
        return "vni"
    return "tcvn3" if name.removeprefix(".").startswith("vn") else None


def likely_font(texts: Iterable[str]) -> str:
    """Return the font that a column's texts, taken together, must have been typed in, "" when they are Unicode."""
    doubtful = " ".join(text for text in texts if not text.isascii() and not _REAL.search(text))
    shown = _shown_by(doubtful) if doubtful else None
    return {"tcvn3": ".VnTime", "vni": "VNI-Times", None: ""}[shown]


def _convert(text: str, encoding: Encoding) -> str:
    if encoding == "tcvn3":
        return text.translate(_FROM_TCVN3)
    return _VNI_SIGN.sub(lambda sign: VNI[sign[0]], text)


_converted = lru_cache(maxsize=20_000)(_convert)


def _changed(text: str, encoding: Encoding) -> list[tuple[str, str]]:
    pairs = ((word, _converted(word, encoding)) for word in _WORD.findall(text))
    return [(word, converted) for word, converted in pairs if word != converted]


def _gain(text: str, encoding: Encoding) -> tuple[int, int]:
    """Return by how many syllables, and common ones, the converted text is the better Vietnamese."""
    changed = _changed(text, encoding)
    before, after = _read(word for word, _ in changed), _read(word for _, word in changed)
    return after.syllables - before.syllables, after.common - before.common


def _shown_by(text: str) -> Encoding | None:
    """Return the encoding that the text alone proves, if one does."""
    return max(
        (encoding for encoding in ("tcvn3", "vni") if _proves(text, encoding)),
        key=lambda encoding: _gain(text, encoding),
        default=None,
    )


def _proves(text: str, encoding: Encoding) -> bool:
    changed = _changed(text, encoding)
    marks = sum(1 for word, _ in changed for sign in word if not sign.isascii())
    words = sum(1 for _, word in changed if not _INITIALS.fullmatch(word))
    mostly = _read(word for _, word in changed).syllables * 10 >= words * 9
    gained = _gain(text, encoding)
    return marks >= 2 and mostly and (gained[0] >= 2 or (gained[0] == 1 and gained[1] > 0))


def _read(words: Iterable[str]) -> _Reading:
    known = [word for word in words if is_syllable(word)]
    return _Reading(len(known), sum(word.lower() in COMMON for word in known))


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Whether a word has the shape of one Vietnamese syllable: its letters, its one tone, its case."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(letters)
    toneless = unicodedata.normalize("NFC", _TONES.sub("", letters))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(toneless):
        return False
    # After -c, -ch, -p, -t only the acute and the dot below are ever sounded.
    return not _STOPPED.search(toneless) or not tones or tones[0] in "\u0301\u0323"


_LETTER = r"[^\W\d_]"
_ONSETS = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])"
# What is left of a syllable whose ư was a soft hyphen and got lost: Hng Yên, nớc, phơng, bí th, đ-ợc.
_LOST = re.compile(
    rf"(?<!{_LETTER})(?:"
    rf"(?!ng(?!{_LETTER})){_ONSETS}ng(?!{_LETTER})"
    rf"|{_ONSETS}?[ơờớởỡợ](?:ng|c)(?!{_LETTER})"
    rf"|{_ONSETS}-(?:[ơờớởỡợ][ucnimpt]?(?:g)?|ng|u|a|n|c|t|m)(?!{_LETTER})"
    rf"|(?<={_LETTER}\s)(?:th|nh)(?![\w./:-])"
    r")"
)


def is_damaged(text: str) -> bool:
    """Whether a ư was lost before the text came to us: "Hng Yên", "nớc", "đ-ợc"; only a person can restore it."""
    whole = text.replace("\xad", "")
    return any(not found[0].isupper() for found in _LOST.finditer(_lower_first(whole)))


def _lower_first(text: str) -> str:
    """Write capitalised words small, and leave abbreviations (UBND, TP, KNG) large."""
    return re.sub(rf"(?<!{_LETTER}){_LETTER}+", lambda word: word[0] if word[0].isupper() else word[0].lower(), text)
