"""Find a stream in a compound file (MS-CFB), the container of .xls and of encrypted workbooks: bytes in, bytes out."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = bytes.fromhex("D0CF11E0A1B11AE1")
_LAST = 0xFFFFFFFA
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """The streams of a compound file; ValueError or struct.error when its tables make no sense."""

    def __init__(self, data: bytes) -> None:
        """Read the tables of sectors and the directory."""
        if len(data) < 512 or not data.startswith(SIGNATURE):
            raise ValueError("no compound file")
        self._data = data
        self._sector = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
        self._cutoff, mini_start = struct.unpack_from("<II", data, 56)
        self._fat = self._table(self._fat_sectors())
        directory = self._chain(struct.unpack_from("<I", data, 48)[0])
        self._entries = dict(_entries(directory))
        self._mini_fat = _numbers(self._chain(mini_start)) if mini_start < _LAST else ()
        start, _ = self._entries.get("", (_LAST, 0))
        self._mini = self._chain(start) if start < _LAST else b""

    def __contains__(self, name: str) -> bool:
        """Whether there is a stream of that name."""
        return name in self._entries

    def stream(self, name: str) -> bytes:
        """Return a stream; KeyError when there is none."""
        start, size = self._entries[name]
        if size < self._cutoff:
            return b"".join(self._mini[n * 64 : n * 64 + 64] for n in _walk(self._mini_fat, start))[:size]
        return self._chain(start)[:size]

    def _fat_sectors(self) -> Iterator[int]:
        yield from struct.unpack_from("<109I", self._data, 76)
        start = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while start < _LAST and start not in seen:
            seen.add(start)
            *sectors, start = _numbers(self._part(start))
            yield from sectors

    def _table(self, sectors: Iterator[int]) -> tuple[int, ...]:
        return _numbers(b"".join(self._part(number) for number in sectors if number < _LAST))

    def _part(self, number: int) -> bytes:
        place = (number + 1) * self._sector
        if place >= len(self._data):
            raise ValueError("a sector beyond the end of the file")
        return self._data[place : place + self._sector]

    def _chain(self, start: int) -> bytes:
        return b"".join(self._part(number) for number in _walk(self._fat, start))


def _numbers(data: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])


def _walk(table: tuple[int, ...], start: int) -> Iterator[int]:
    """Yield the sectors of a chain; one that bites its tail ends there."""
    seen: set[int] = set()
    while start < _LAST and start not in seen:
        seen.add(start)
        yield start
        if start >= len(table):
            raise ValueError("a chain that leaves its table")
        start = table[start]


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield the name, first sector and size of each stream; the root, which holds small streams, has no name here."""
    for place in range(0, len(directory) - 127, 128):
        length, kind = struct.unpack_from("<HB", directory, place + 64)
        if kind in (_STREAM, _ROOT):
            name = directory[place : place + min(max(length - 2, 0), 62)].decode("utf-16-le", errors="replace")
            yield "" if kind == _ROOT else name, struct.unpack_from("<II", directory, place + 116)
