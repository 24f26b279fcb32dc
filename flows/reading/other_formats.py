"""Tell what a file really holds, whatever its name says, and read what is not .xlsx: sheets and problems out."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from flows.problems import Mistake, Problem, Where
from flows.reading import excel_97, open_document, text_tables
from flows.reading.cells import Sheet
from flows.reading.compound_file import SIGNATURE, CompoundFile
from flows.reading.grids import TooManyCellsError

Kind = Literal["excel", "xls", "ods", "csv", "html"]
SUFFIXES = (".xls", ".ods", ".csv")

_PROMISED: dict[str, Kind] = {".xlsx": "excel", ".xlsm": "excel", ".xls": "xls", ".ods": "ods", ".csv": "csv"}
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ZIP = b"PK\x03\x04"
_MAX_UNPACKED = 400 * 1024 * 1024
_MAX_FILE = 200 * 1024 * 1024

Sheets = tuple[tuple[Sheet, ...], tuple[Problem, ...]]

_TO_INPUTS = "rồi chép lại vào chỗ cũ"
EMPTY = Mistake("Tệp trống: bên trong không có gì.", f"Lưu lại bảng tính {_TO_INPUTS}.")
COPYING = Mistake(
    "Tệp chưa chép xong hoặc bị cắt cụt: thiếu phần cuối.",
    "Chờ chép xong (hoặc chép lại từ đầu); lần chạy sau sẽ đọc lại.",
)
LOCKED = Mistake(
    "Tệp có mật khẩu nên không đọc được.",
    f"Mở bằng Excel, bỏ mật khẩu (Tệp > Thông tin > Bảo vệ sổ làm việc), lưu lại {_TO_INPUTS}.",
)
CLOSED = Mistake(
    "Không mở được tệp: chương trình khác đang giữ, hoặc tài khoản này không có quyền đọc.",
    "Đóng tệp trong Excel hoặc xin quyền đọc, rồi chạy lại.",
)
FOREIGN = Mistake(
    "Đây không phải bảng tính, dù tên tệp ghi như vậy.",
    f"Chép đúng tệp bảng tính; nếu là tệp xuất từ phần mềm khác, mở bằng Excel, lưu thành .xlsx {_TO_INPUTS}.",
)
DAMAGED = Mistake(
    "Không đọc được tệp này: tệp hỏng.",
    f"Mở bằng Excel (Excel sẽ đề nghị sửa), lưu lại thành .xlsx {_TO_INPUTS}.",
)
OLD = Mistake(
    "Tệp của Excel đời rất cũ (Excel 95 trở về trước), không đọc được.",
    f"Mở bằng Excel, lưu lại thành .xlsx {_TO_INPUTS}.",
)
TOO_BIG = Mistake(
    "Tệp khai báo quá nhiều ô so với một bảng tính của văn phòng, nên không đọc.",
    f"Chép riêng phần có dữ liệu sang bảng tính mới, lưu thành .xlsx {_TO_INPUTS}.",
)


def kind_of(path: Path) -> Kind | None:
    """Return what the content is; None when it is no spreadsheet or cannot be read."""
    try:
        head = _head(path)
        if head.startswith(_ZIP):
            return _kind_of_zip(path)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error):
        return None
    if head.startswith(SIGNATURE):
        return "xls" if _has_stream(path, "Workbook") or _has_stream(path, "Book") else None
    return _kind_of_text(head, path.suffix.lower())


def is_disguised(path: Path) -> bool:
    """Whether the content is a spreadsheet of another kind than the name promises."""
    kind = kind_of(path)
    return kind is not None and kind != _PROMISED.get(path.suffix.lower())


def fault_of(path: Path) -> Mistake | None:
    """Return why a file cannot be read at all, None when it looks readable."""
    try:
        head, size = _head(path), path.stat().st_size
    except OSError:
        return CLOSED
    if size > _MAX_FILE:
        return TOO_BIG
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        # Programs that synchronise folders first claim the room, then fill it.
        return COPYING if b"\0" in head else EMPTY
    return _fault_of_package(path, head, size) or (FOREIGN if kind_of(path) is None else None)


def read_other(path: Path) -> Sheets:
    """Return the sheets of an .xls, .ods, .csv or web page; a problem instead when it cannot be read."""
    try:
        return _read(path)
    except Exception as failure:  # noqa: BLE001 hostile bytes fail wherever a parser happens on them
        return (), (mistake_of(failure).at(Where(path.name)),)


def _read(path: Path) -> Sheets:
    match kind_of(path):
        case "csv":
            return text_tables.read_csv(path.name, path.stem, path.read_bytes())
        case "html":
            found = text_tables.read_html(path.name, path.stem, path.read_bytes())
            return (found, ()) if found else ((), (FOREIGN.at(Where(path.name)),))
        case "ods":
            return tuple(_of_package(path)), ()
    return tuple(_of_compound_file(path)), ()


def mistake_of(failure: Exception) -> Mistake:
    """Return what to tell of a file that a reader gave up on."""
    match failure:
        case OSError():
            return CLOSED
        case excel_97.LockedError():
            return LOCKED
        case excel_97.OldError():
            return OLD
        case TooManyCellsError():
            return TOO_BIG
    return DAMAGED


def _head(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4096)


def _has_stream(path: Path, name: str) -> bool:
    """Whether an OLE file has a stream of that name: an entry of 128 bytes that begins with it (MS-CFB 2.6.1)."""
    entry = name.encode("utf-16-le").ljust(64, b"\0") + bytes((2 * len(name) + 2, 0))
    return entry in path.read_bytes()


def _kind_of_zip(path: Path) -> Kind | None:
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if "xl/workbook.bin" in names:
            return None
        if any(name.lower().startswith("xl/") for name in names):
            return "excel"
        is_ods = "mimetype" in names and _beginning(package, "mimetype").startswith(_ODS)
        return "ods" if is_ods else None


def _kind_of_text(head: bytes, suffix: str) -> Kind | None:
    text = text_tables.decode(head).lstrip("\ufeff \t\r\n").lower()
    if text.startswith("<"):
        return "html" if re.search(r"<(html|table|body|!doctype html|meta)\b", text) else None
    if "\0" in text or text.startswith(("%pdf", "{\\rtf", "mime-version:")):
        return None
    is_text = sum(not letter.isprintable() and letter not in "\r\n\t" for letter in text) * 50 < len(text)
    # Under a spreadsheet's name, plain text is a table only if something cuts it into columns.
    return "csv" if is_text and (suffix == ".csv" or re.search("[\t;,|]", text)) else None


def _fault_of_package(path: Path, head: bytes, size: int) -> Mistake | None:
    if head.startswith(SIGNATURE):
        if _has_stream(path, "EncryptedPackage"):
            return LOCKED
        return COPYING if _is_cut_short(head, size) else None
    return _fault_of_zip(path) if head.startswith(_ZIP) else None


def _is_cut_short(head: bytes, size: int) -> bool:
    """Whether an OLE file ends before the sectors that its header names: directory and tables (MS-CFB 2.2)."""
    if len(head) < 512:
        return True
    sector = 1 << min(head[30], 12)
    needed = struct.unpack_from("<I", head, 48) + struct.unpack_from("<109I", head, 76)
    return any(number < 0xFFFFFFFA and (number + 1) * sector >= size for number in needed)


def _fault_of_zip(path: Path) -> Mistake | None:
    if not zipfile.is_zipfile(path):
        return COPYING
    try:
        with zipfile.ZipFile(path) as package:
            return LOCKED if _is_locked_ods(package) else None
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, zlib.error):
        return DAMAGED


def _is_locked_ods(package: zipfile.ZipFile) -> bool:
    manifest = "META-INF/manifest.xml"
    return manifest in package.namelist() and b"encryption-data" in _beginning(package, manifest)


def _beginning(package: zipfile.ZipFile, part: str) -> bytes:
    with package.open(part) as file:
        return file.read(100_000)


def _of_package(path: Path) -> Iterator[Sheet]:
    with zipfile.ZipFile(path) as package:
        if sum(part.file_size for part in package.infolist()) > _MAX_UNPACKED:
            raise TooManyCellsError(path.name)
    return open_document.read_package(path)


def _of_compound_file(path: Path) -> Iterator[Sheet]:
    package = CompoundFile(path.read_bytes())
    # A workbook saved for both Excel 95 and 97 holds a Book beside its Workbook.
    return excel_97.read_stream(path.name, package.stream("Workbook" if "Workbook" in package else "Book"))
