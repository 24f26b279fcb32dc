"""The zip that a .docx is: parts out of it within limits, and parts into a new one."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from lxml import etree

from flows.errors import TemplateError
from flows.rendering.fields import Element
from flows.rendering.frame import Frame

MOST_PARTS = 5_000
MOST_BYTES = 300 * 2**20
_DOCTYPE = b"<!DOCTYPE"
_PROLOGUE = 4096


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
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise TemplateError(f"{file}: đây không phải tệp Word .docx.", "Mở bằng Word và lưu lại dạng .docx.") from error
    _refuse_entities(parts, file)
    return parts


def read_sound_parts(data: bytes, file: str) -> dict[str, bytes]:
    """Return the parts of a package, all of which can be parsed; raise TemplateError where one is damaged."""
    parts = read_parts(data, file)
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            parsed(content, name, file)
    return parts


def parsed(content: bytes, name: str, file: str) -> Element:
    """Return the root of a part; raise TemplateError where it is damaged."""
    try:
        return etree.fromstring(content)
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            f"{file}: phần {name} bên trong tệp bị hỏng.", "Mở bằng Word, để Word sửa, và lưu lại dạng .docx."
        ) from error


def _refuse_bombs(listed: Sequence[zipfile.ZipInfo], file: str) -> None:
    if len(listed) > MOST_PARTS or sum(entry.file_size for entry in listed) > MOST_BYTES:
        raise TemplateError(
            f"{file}: bên trong tệp lớn quá mức ({MOST_PARTS} phần hoặc {MOST_BYTES >> 20} MB).",
            "Bỏ bớt ảnh hoặc lưu lại tệp bằng Word.",
        )


def _refuse_entities(parts: Mapping[str, bytes], file: str) -> None:
    # ECMA-376-2, 8.2.5: a part declares no document type; its entities would stand in the paper as they are.
    if any(_DOCTYPE in content[:_PROLOGUE] for name, content in parts.items() if name.endswith(".xml")):
        raise TemplateError(f"{file}: bên trong tệp có phần mà Word không nhận.", "Mở bằng Word và lưu lại dạng .docx.")


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts, the same bytes for the same parts."""
    return Frame.of({}, list(parts)).close(list(parts.values()))
