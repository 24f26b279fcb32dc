"""Images of every kind that a value may bring: small, valid for Word, and of any colour."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable, Sequence


def png(colour: int = 0, *, dots_per_metre: int = 0, width: int = 3, height: int = 2) -> bytes:
    """Return a PNG of one grey."""
    return _png([bytes([colour]) * width] * height, dots_per_metre)


def noise(number: int, width: int = 70, height: int = 70) -> bytes:
    """Return a PNG that hardly compresses, 5 KB of it."""
    grey = random.Random(number)  # noqa: S311 - a picture
    return _png([grey.randbytes(width) for _ in range(height)])


def _png(rows: Sequence[bytes], dots_per_metre: int = 0) -> bytes:
    size = struct.pack(">IIB", dots_per_metre, dots_per_metre, 1)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            _chunk(b"IHDR", struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)),
            _chunk(b"pHYs", size) if dots_per_metre else b"",
            _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows))),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def gif(colour: int = 0) -> bytes:
    """Return a GIF of one point."""
    palette = bytes([colour] * 3) + b"\xff" * 3
    return b"GIF89a\x04\x00\x05\x00\x80\x00\x00" + palette + b",\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


def jpg(colour: int = 0, *, dots_per_inch: int = 150) -> bytes:
    """Return the head of a JPEG, as far as its size and resolution are read."""
    head = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01" + struct.pack(">HH", dots_per_inch, dots_per_inch) + b"\0\0"
    note = b"\xff\xfe\x00\x03" + bytes([colour])
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 40) + b"\x01\x01\x11\x00"
    return head + note + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x00\xff\xd9"


KINDS: dict[str, Callable[[int], bytes]] = {"png": png, "gif": gif, "jpg": jpg}


def stream(content: bytes) -> io.BytesIO:
    """Return an image as an open file."""
    return io.BytesIO(content)
