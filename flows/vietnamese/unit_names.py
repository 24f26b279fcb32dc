"""Names of administrative units as people type them: a text in; its noun and its name out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from flows.vietnamese.text import fold

_WRITTEN_OUT = {
    "x": "xã", "p": "phường", "tt": "thị trấn", "h": "huyện", "q": "quận", "tx": "thị xã", "tp": "thành phố",
}  # fmt: skip
_NOUN = re.compile(
    r"(?P<noun>xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh)\s+(?P<name>\S.*)"
    r"|(?P<short>x|p|tt|h|q|tx|tp)(?:\.\s*|\s+)(?P<rest>\S.*)"
)
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
