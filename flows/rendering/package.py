"""The zip that a .docx is: parts out of it within limits, and finished documents that copy what did not change."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flows.errors import TemplateError

try:
    from isal import isal_zlib
except ImportError:  # pragma: no cover - a platform without wheels
    _crc32 = zlib.crc32

    def deflate(data: bytes) -> bytes:
        """Return the raw deflate stream of a part that changes with every document."""
        return zlib.compress(data, 6, -15)

else:
    _crc32 = isal_zlib.crc32

    def deflate(data: bytes) -> bytes:
        """Return the raw deflate stream of a part that changes with every document."""
        return isal_zlib.compress(data, 2, -15)


MOST_PARTS = 5_000
MOST_BYTES = 300 * 2**20
# A zip knows no time before 1 January 1980; every part of every document bears it.
_TIME, _DATE = 0, 0x21
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_CENTRAL = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_UTF8_NAME = 0x800
_DEFLATED = 8


def read_bytes(source: str | Path | bytes, file: str) -> bytes:
    """Return the bytes of a template given as a path or as bytes; raise TemplateError where it cannot be read."""
    if isinstance(source, bytes):
        return source
    try:
        return Path(source).read_bytes()
    except OSError as error:
        raise TemplateError(f"{file}: không đọc được tệp mẫu.", "Kiểm tra tên tệp và quyền đọc.") from error


def read_parts(data: bytes, file: str) -> dict[str, bytes]:
    """Return the parts of a package by name, in its order; raise TemplateError if it is no Word file or a zip bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = [entry for entry in package.infolist() if not entry.is_dir()]
            _refuse_bombs(listed, file)
            return {entry.filename: package.read(entry) for entry in listed}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise TemplateError(f"{file}: đây không phải tệp Word .docx.", "Mở bằng Word và lưu lại dạng .docx.") from error


def _refuse_bombs(listed: Sequence[zipfile.ZipInfo], file: str) -> None:
    if len(listed) > MOST_PARTS or sum(entry.file_size for entry in listed) > MOST_BYTES:
        raise TemplateError(
            f"{file}: bên trong tệp lớn quá mức ({MOST_PARTS} phần hoặc {MOST_BYTES >> 20} MB).",
            "Bỏ bớt ảnh hoặc lưu lại tệp bằng Word.",
        )


class Entry:
    """One part as it stands in a zip: its local header with data, and its line of the directory."""

    __slots__ = ("_crc", "_data", "_name", "_size")

    def __init__(self, name: bytes, content: bytes, compressed: bytes) -> None:
        """Describe a part that is compressed already."""
        self._name = name
        self._crc = _crc32(content)
        self._size = len(content)
        self._data = compressed

    def local(self) -> tuple[bytes, bytes, bytes]:
        """Return what stands at the part's place: header, name, data."""
        header = _LOCAL.pack(
            b"PK\x03\x04", 20, _UTF8_NAME, _DEFLATED, _TIME, _DATE,
            self._crc, len(self._data), self._size, len(self._name), 0,
        )  # fmt: skip
        return header, self._name, self._data

    def listed(self, offset: int) -> tuple[bytes, bytes]:
        """Return the part's line in the directory at the end of the zip: header, name."""
        header = _CENTRAL.pack(
            b"PK\x01\x02", 20, 20, _UTF8_NAME, _DEFLATED, _TIME, _DATE,
            self._crc, len(self._data), self._size, len(self._name), 0, 0, 0, 0, 0, offset,
        )  # fmt: skip
        return header, self._name


class Frame:
    """A package with places left open: what is always the same is compressed and laid out once."""

    def __init__(self, parts: Mapping[str, bytes], open_names: Iterable[str]) -> None:
        """Lay out all parts but the open ones, whose order is the order `close` expects."""
        self._names = [name.encode() for name in open_names]
        entries = [
            Entry(name.encode(), content, zlib.compress(content, 9, -15))
            for name, content in parts.items()
            if name.encode() not in self._names
        ]
        self._count = len(entries) + len(self._names)
        self._head, self._listing = _laid_out(entries)

    def close(self, contents: Sequence[bytes]) -> bytes:
        """Return the bytes of the document whose open parts have these contents."""
        pieces, listing, offset = [self._head], [self._listing], len(self._head)
        for name, content in zip(self._names, contents, strict=True):
            entry = Entry(name, content, deflate(content))
            local = entry.local()
            listing += entry.listed(offset)
            pieces += local
            offset += sum(map(len, local))
        directory = b"".join(listing)
        end = _END.pack(b"PK\x05\x06", 0, 0, self._count, self._count, len(directory), offset, 0)
        return b"".join([*pieces, directory, end])


def _laid_out(entries: Iterable[Entry]) -> tuple[bytes, bytes]:
    pieces: list[bytes] = []
    listing: list[bytes] = []
    offset = 0
    for entry in entries:
        local = entry.local()
        listing += entry.listed(offset)
        pieces += local
        offset += sum(map(len, local))
    return b"".join(pieces), b"".join(listing)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts, the same bytes for the same parts."""
    return Frame({}, parts).close(list(parts.values()))
