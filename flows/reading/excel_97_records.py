"""The records of an .xls stream (MS-XLS 2.1.4): bytes in, records with their continuations, numbers and strings out."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Text(NamedTuple):
    """A string of the workbook's table with the places where its font changes."""

    text: str
    runs: tuple[tuple[int, int], ...]


class Segments:
    """The bytes of a record and its continuations, read from left to right."""

    def __init__(self, parts: Sequence[bytes]) -> None:
        """Begin at the first part."""
        self._parts, self._part, self._place = parts, 0, 0

    @property
    def left(self) -> int:
        """Return how many bytes this part still has."""
        return len(self._parts[self._part]) - self._place if self._part < len(self._parts) else 0

    def turn(self) -> None:
        """Go on to the next part; ValueError after the last."""
        self._part, self._place = self._part + 1, 0
        if self._part >= len(self._parts):
            raise ValueError("a record that ends early")

    def take(self, count: int) -> bytes:
        """Return so many bytes, across parts."""
        taken = b""
        while len(taken) < count:
            if not self.left:
                self.turn()
            more = min(count - len(taken), self.left)
            taken += self._parts[self._part][self._place : self._place + more]
            self._place += more
        return taken

    def number(self, code: str) -> int:
        """Return one number."""
        return int(struct.unpack(f"<{code}", self.take(struct.calcsize(code)))[0])

    def letters(self, count: int, *, wide: bool) -> str:
        """Return so many letters; each further part says anew whether its letters are wide."""
        text = ""
        while len(text) < count:
            if not self.left:
                self.turn()
                wide = bool(self.number("B") & 1)
            size = 2 if wide else 1
            more = min(count - len(text), max(self.left // size, 1))
            text += _decoded(self.take(more * size), wide=wide).ljust(more)
        return text

    def string(self, count_code: str = "H") -> Text:
        """Return a string with its runs (MS-XLS 2.5.293 XLUnicodeRichExtendedString)."""
        count, flags = self.number(count_code), self.number("B")
        runs = self.number("H") if flags & 8 else 0
        extra = self.number("I") if flags & 4 else 0
        text = self.letters(count, wide=bool(flags & 1))
        found = tuple((self.number("H"), self.number("H")) for _ in range(runs))
        self.take(extra)
        return Text(text, found)


def _decoded(data: bytes, *, wide: bool) -> str:
    """Return letters one to one; halves of rare pairs are replaced, so that counts stay right."""
    return data.decode("utf-16-le", errors="surrogatepass") if wide else data.decode("latin-1")


def records(stream: bytes, place: int) -> Iterator[tuple[int, list[bytes]]]:
    """Yield the records of one substream with their continuations; what is embedded in it (charts) is passed over."""
    depth = 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        parts = [stream[place + 4 : place + 4 + length]]
        place += 4 + length
        while stream[place : place + 2] == b"\x3c\x00" and place + 4 <= len(stream):
            length = struct.unpack_from("<H", stream, place + 2)[0]
            parts.append(stream[place + 4 : place + 4 + length])
            place += 4 + length
        depth += (kind == 0x809) - (kind == 0x0A)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, parts
