"""Names of administrative units as people type them: a text in; its noun and its name out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from flows.vietnamese.names import proper_case
from flows.vietnamese.text import bare, fold, lower_first

_WRITTEN_OUT = {
    "x": "xã", "p": "phường", "tt": "thị trấn", "h": "huyện", "q": "quận", "tx": "thị xã", "tp": "thành phố",
}  # fmt: skip
_NOUN = re.compile(
    r"(?P<noun>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(?P<name>\S.*)"
    r"|(?P<short>x|p|tt|h|q|tx|tp)(?:\.\s*|\s+)(?P<rest>\S.*)"
)
_WITH_NOUN = re.compile(
    r"(?P<noun>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(?P<name>\S.*)", re.IGNORECASE
)
_SYLLABLE = re.compile(r"(?:[bdhklmrstvx]|[cgknpt]h|gi?|n|ngh?|qu|tr|c|p)?[aeiouy]{1,3}(?:[cknpt]h?|m|ng)?")
# After a noun of units these make another word: huyện ủy, xã đoàn, xã đội, xã viên; or name more than one unit.
_NO_NAMES = frozenset(
    ["ủy", "đoàn", "đội", "hội", "viên", "ban", "và", "các", "xã", "phường", "quận", "huyện", "tỉnh", "thôn"]
)
_MOST_SYLLABLES = 4
_BODY = re.compile(r"(?:ủy ban |ub ?)?(?:mttq|mặt trận tổ quốc)(?: việt nam| vn)?\s+")


class UnitName(NamedTuple):
    """A unit's noun, "" when nobody typed one, its name, and whether a body of it was meant: UBMTTQ xã Hát Môn."""

    noun: str
    name: str
    is_body: bool = False

    def may_be(self, other: UnitName) -> bool:
        """Whether two texts may mean one unit: the same name, and no noun against it."""
        return self.name == other.name and (self.noun == other.noun or "" in (self.noun, other.noun))


@lru_cache(maxsize=10_000)
def unit_name(text: str) -> UnitName:
    """Return what a text names: ("xã", "hát môn") of "X. Hát Môn", of "xã Hát Môn" and of "MTTQ xã Hát Môn"."""
    typed = fold(text)
    body = _BODY.match(typed)
    found = _NOUN.fullmatch(typed[body.end() :] if body else typed)
    if found is None:
        return UnitName("", typed[body.end() :] if body else typed, body is not None)
    noun, name = found["noun"] or _WRITTEN_OUT[found["short"]], found["name"] or found["rest"]
    return UnitName(noun, name, body is not None)


def in_sentence(unit: str) -> str:
    """Return a unit as it stands inside a sentence: xã Vân Phúc of XÃ VÂN PHÚC, of xã VÂN PHÚC and of Xã Vân Phúc.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, III.1: the noun small and each syllable of the name with a capital; a noun
    with a number has one too: Phường 5. What may be no name (HUYỆN ỦY, XÃ HĐND) keeps its capitals.
    """
    found = _WITH_NOUN.fullmatch(unit)
    if found and found["name"].isdecimal():
        return f"{found['noun'].capitalize()} {found['name']}"
    if found and found["name"].isupper() and _is_name(found["name"]):
        return f"{found['noun'].lower()} {proper_case(found['name'])}"
    return lower_first(unit)


def _is_name(text: str) -> bool:
    """Whether capitals are syllables that can be a unit's name, and no abbreviation."""
    syllables = fold(text).split()
    sounds = all(_SYLLABLE.fullmatch(syllable) for syllable in bare(text).split())
    return sounds and len(syllables) <= _MOST_SYLLABLES and not _NO_NAMES.intersection(syllables)
