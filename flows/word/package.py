"""The zip that a .docx is: read its parts within limits, and write parts into a new one, always the same bytes."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from docx.opc.packuri import PackURI
from docx.oxml.exceptions import XmlchemyError
from docx.oxml.parser import element_class_lookup
from isal import isal_zlib
from lxml import etree

from flows.errors import TemplateError
from flows.word.paragraph_runs import Element

FILLED_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
"""The parts that a template can have tags in."""
MOST_PARTS = 5_000
MOST_BYTES = 300 * 2**20
DAMAGED = (
    *(OpcError, PythonDocxError, XmlchemyError, etree.XMLSyntaxError),
    *(LookupError, ValueError, TypeError, AttributeError),
)
"""What python-docx raises for a part that is not what its type says."""
SAVE_AGAIN = "Mở bằng Word và lưu lại dạng .docx."
_DOCTYPE = b"<!DOCTYPE"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_XML = etree.XMLParser(resolve_entities=False, no_network=True)
# Elements come as python-docx's, which know the order of their children; its own parser drops blanks.
_XML.set_element_class_lookup(element_class_lookup)
_PROLOGUE = 4096
_SHORT = 16_384
# A zip knows no time before 1 January 1980; every part of every document bears it.
_TIME, _DATE = 0, 0x21
_LOCAL = struct.Struct("<4sHHHHHIIIHH")
_LISTED = struct.Struct("<4sHHHHHHIIIHHHHHII")
_END = struct.Struct("<4sHHHHIIH")
_UTF8_NAME = 0x800
_DEFLATED = 8


@contextmanager
def damage_told(file: str) -> Iterator[None]:
    """Raise TemplateError for what python-docx raises over a damaged package."""
    try:
        yield
    except DAMAGED as error:
        # Without its frames: python-docx leaves its half-written file to be closed with them.
        told = error.with_traceback(None)
        raise TemplateError(f"{file}: đây không phải tệp Word .docx đọc được.", SAVE_AGAIN) from told


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
            parts = {entry.filename: package.read(entry) for entry in listed}
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise _no_package(data, file) from error
    _refuse_entities(parts, file)
    return parts


def _no_package(data: bytes, file: str) -> TemplateError:
    """Return the error of a file that is no package, by what it is instead."""
    what, fix = "đây không phải tệp Word .docx" if data else "tệp trống (0 byte)", SAVE_AGAIN
    if data.startswith(_OLE):
        # [MS-OFFCRYPTO] 1.3.2: a package with a password stands as a stream of this name in a compound file.
        what = "tệp có mật khẩu" if _ENCRYPTED in data else "tệp Word dạng cũ (.doc)"
        fix = "Mở bằng Word, bỏ mật khẩu nếu có, rồi lưu lại dạng .docx (File > Save As > Word Document)."
    return TemplateError(f"{file}: {what}.", fix)


def roots_of(parts: Mapping[str, bytes], file: str) -> dict[str, Element]:
    """Return the roots of all parts that are XML; raise TemplateError where one is damaged."""
    return {name: parsed(part, name, file) for name, part in parts.items() if name.endswith((".xml", ".rels"))}


def filled(roots: Mapping[str, Element]) -> dict[str, Element]:
    """Return the roots of the parts that can be filled: the document, its footers, footnotes, headers."""
    return {name: roots[name] for name in sorted(filter(FILLED_PART.fullmatch, roots))}


def parsed(content: bytes, name: str, file: str) -> Element:
    """Return the root of a part; raise TemplateError where it is damaged."""
    try:
        return etree.fromstring(content, _XML)
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            f"{file}: phần {name} bên trong tệp bị hỏng.", "Mở bằng Word, để Word sửa, và lưu lại dạng .docx."
        ) from error


def relations_of(name: str) -> str:
    """Return the name of the part that says what a part refers to."""
    return str(PackURI(f"/{name}").rels_uri).lstrip("/")


def _refuse_bombs(listed: Sequence[zipfile.ZipInfo], file: str) -> None:
    if len(listed) > MOST_PARTS or sum(entry.file_size for entry in listed) > MOST_BYTES:
        raise TemplateError(
            f"{file}: bên trong tệp lớn quá mức ({MOST_PARTS} phần hoặc {MOST_BYTES >> 20} MB).",
            "Bỏ bớt ảnh hoặc lưu lại tệp bằng Word.",
        )


def _refuse_entities(parts: Mapping[str, bytes], file: str) -> None:
    # ECMA-376-2, 8.2.5: a part declares no document type; its entities would stand in the paper as they are.
    if any(_DOCTYPE in content[:_PROLOGUE] for name, content in parts.items() if name.endswith(".xml")):
        raise TemplateError(f"{file}: bên trong tệp có phần mà Word không nhận.", SAVE_AGAIN)


def packed(parts: Mapping[str, bytes], fixed: Mapping[str, bytes] | None = None) -> bytes:
    """Return a package of these parts, the same bytes for the same parts; first those that are `fixed` for many."""
    entries = [(name, content, _pressed(content)) for name, content in (fixed or {}).items()]
    entries += [(name, content, _deflated(content)) for name, content in parts.items()]
    pieces, listing, offset = list[bytes](), list[bytes](), 0
    for name, content, compressed in entries:
        path, size = name.encode(), len(compressed)
        facts = _UTF8_NAME, _DEFLATED, _TIME, _DATE, zlib.crc32(content), size, len(content), len(path), 0
        pieces += [_LOCAL.pack(b"PK\x03\x04", 20, *facts), path, compressed]
        listing += [_LISTED.pack(b"PK\x01\x02", 20, 20, *facts, 0, 0, 0, 0, offset), path]
        offset += _LOCAL.size + len(path) + size
    directory = b"".join(listing)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(entries), len(entries), len(directory), offset, 0)
    return b"".join((*pieces, directory, end))


def _deflated(content: bytes) -> bytes:
    # Papers are known by their hash: with other compressed bytes every paper of an office would count as another.
    return bytes(isal_zlib.compress(content, 0 if len(content) < _SHORT else 2, -15))


# The rest of a template takes 1 ms: without this cache 10,000 certificates take 10 s more, and 24 s with it.
@lru_cache(maxsize=500)
def _pressed(content: bytes) -> bytes:
    return zlib.compress(content, 9, -15)
