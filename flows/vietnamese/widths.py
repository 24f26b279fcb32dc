"""How wide a text prints: letters, size in points and room in millimetres in; whether it stands on one line out."""

from __future__ import annotations

import unicodedata

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
_WIDEST = 2048


class _Widths(dict[str, int]):
    """The width of every letter: the table's, and that of others as they are asked for."""

    def __missing__(self, letter: str) -> int:
        """Return the width of the letter without the marks above and below it: they take no room, the horn does."""
        parts = unicodedata.normalize("NFD", letter)
        bare = "".join(one for one in parts if one == _HORN or not unicodedata.combining(one))
        self[letter] = self.get(unicodedata.normalize("NFC", bare), _WIDEST) if bare else 0
        return self[letter]


_WIDTH = _Widths((letter, width) for width, letters in _WIDTHS.items() for letter in letters)


def width(text: str, size: float) -> float:
    """Return how many millimetres a text takes in Times New Roman Bold; a letter unknown here counts as the widest."""
    letters = unicodedata.normalize("NFC", text)
    return sum(map(_WIDTH.__getitem__, letters)) * size * _MILLIMETRES / _EM


def fits_line(text: str, size: float, room: float) -> bool:
    """Whether a text of some size in points stands on one line of so many millimetres."""
    return width(text, size) <= room
