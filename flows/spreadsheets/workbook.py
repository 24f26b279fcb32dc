"""Read any workbook into sheets, whatever format its content is in and whatever its name says."""

from __future__ import annotations

import re
import struct
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Literal

from flows.problems import Mistake, Problem, Where
from flows.spreadsheets import csv_and_html, ods, xls, xlsx
from flows.spreadsheets.legacy_fonts import told_by_column
from flows.spreadsheets.limits import MAX_FILE, MAX_WHOLE, Package, TooManyCellsError
from flows.spreadsheets.sheet import Sheet
from flows.vietnamese.text import shown_name

Kind = Literal["excel", "xls", "ods", "csv", "html"]
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv")

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_ZIP = b"PK\x03\x04"
_ENCRYPTED = 1

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
NO_SHEET = Mistake("Tệp không có trang tính nào.", f"Mở tệp bằng Excel xem còn dữ liệu không, lưu lại {_TO_INPUTS}.")


def read_workbook(path: Path) -> Sheets:
    """Return the visible sheets of a workbook with a warning for each hidden one, or why it cannot be read."""
    name, kind = shown_name(path.name), kind_of(path)
    if isinstance(kind, Mistake):
        return (), (kind.at(Where(name)),)
    try:
        found, problems = _read(path, kind)
        # Old Excel may hold half a letter in a sheet's name.
        names = ((sheet, shown_name(sheet.name)) for sheet in found)
        sheets = tuple(replace(sheet, file=name, name=own, cells=told_by_column(sheet.cells)) for sheet, own in names)
    except Exception as failure:  # noqa: BLE001 hostile bytes fail wherever a parser happens on them
        return (), (_mistake_of(failure).at(Where(name)),)
    told = [replace(one, where=Where(*map(shown_name, one.where))) for one in problems]
    for sheet in sheets:
        if sheet.is_hidden and sheet.rows:
            message = f"Trang «{sheet.name}» đang ẩn, không được đọc."
            told.append(Problem(sheet.where, message, "Bỏ ẩn trang nếu cần dùng; xóa hẳn nếu không.", "warning"))
    seen = tuple(sheet for sheet in sheets if not sheet.is_hidden)
    return seen, tuple(told if seen or told else [NO_SHEET.at(Where(name))])


def _read(path: Path, kind: Kind) -> Sheets:
    match kind:
        case "excel":
            with zipfile.ZipFile(path) as archive:
                return xlsx.read_package(path.name, Package(archive))
        case "xls":
            return tuple(xls.read_bytes(path.name, _whole(path))), ()
        case "ods":
            return tuple(ods.read_package(path)), ()
        case "csv":
            return csv_and_html.read_csv(path.name, path.stem, _whole(path))
    found = csv_and_html.read_html(path.name, path.stem, _whole(path))
    return (found, ()) if found else ((), (FOREIGN.at(Where(path.name)),))


def _whole(path: Path) -> bytes:
    if path.stat().st_size > MAX_WHOLE:
        raise TooManyCellsError(path.name)
    return path.read_bytes()


def _mistake_of(failure: Exception) -> Mistake:
    """Return what to tell of a file that a reader gave up on."""
    match failure:
        case OSError():
            return CLOSED
        case xls.LockedError():
            return LOCKED
        case xls.OldError():
            return OLD
        case TooManyCellsError() | MemoryError() | RecursionError():
            return TOO_BIG
    return DAMAGED


def kind_of(path: Path) -> Kind | Mistake:
    """Return what the content is, or why the file cannot be read."""
    try:
        return _kind_of(path)
    except OSError:
        return CLOSED
    except Exception:  # noqa: BLE001 as above: a package that is cut off while it is looked into
        return DAMAGED


def _kind_of(path: Path) -> Kind | Mistake:
    with path.open("rb") as file:
        head = file.read(4096)
    if path.stat().st_size > MAX_FILE:
        return TOO_BIG
    if head.startswith(_ZIP):
        return _kind_of_zip(path)
    if head.startswith(xls.SIGNATURE):
        return _kind_of_ole(path.read_bytes())
    if not head.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        # Programs that synchronise folders first claim the room, then fill it.
        return COPYING if b"\0" in head else EMPTY
    return _kind_of_text(head, path.suffix.lower())


def _kind_of_zip(path: Path) -> Kind | Mistake:
    if not zipfile.is_zipfile(path):
        return COPYING
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if any(part.flag_bits & _ENCRYPTED for part in package.infolist()):
            return LOCKED
        if b"encryption-data" in _beginning(package, "META-INF/manifest.xml"):
            return LOCKED
        if "xl/workbook.bin" not in names and any(name.lower().startswith("xl/") for name in names):
            return "excel"
        return "ods" if _beginning(package, "mimetype").startswith(_ODS) else FOREIGN


def _beginning(package: zipfile.ZipFile, part: str) -> bytes:
    if part not in package.namelist():
        return b""
    with package.open(part) as file:
        return file.read(100_000)


def _kind_of_ole(data: bytes) -> Kind | Mistake:
    if _has_stream(data, "EncryptedPackage"):
        return LOCKED
    if _is_cut_short(data):
        return COPYING
    return "xls" if _has_stream(data, "Workbook") or _has_stream(data, "Book") else FOREIGN


def _has_stream(data: bytes, name: str) -> bool:
    """Whether an OLE file has a stream of that name: an entry of 128 bytes that begins with it (MS-CFB 2.6.1)."""
    return name.encode("utf-16-le").ljust(64, b"\0") + bytes((2 * len(name) + 2, 0)) in data


def _is_cut_short(data: bytes) -> bool:
    """Whether an OLE file ends before the sectors that its header names: directory and tables (MS-CFB 2.2)."""
    if len(data) < 512:
        return True
    sector = 1 << min(data[30], 12)
    needed = struct.unpack_from("<I", data, 48) + struct.unpack_from("<109I", data, 76)
    return any(number < 0xFFFFFFFA and (number + 1) * sector >= len(data) for number in needed)


def _kind_of_text(head: bytes, suffix: str) -> Kind | Mistake:
    text = csv_and_html.decode(head).lstrip("\ufeff \t\r\n").lower()
    if text.startswith("<"):
        return "html" if re.search(r"<(html|table|body|!doctype html|meta)\b", text) else FOREIGN
    if "\0" in text or text.startswith(("%pdf", "{\\rtf", "mime-version:")):
        return FOREIGN
    is_text = sum(not letter.isprintable() and letter not in "\r\n\t" for letter in text) * 50 < len(text)
    # Under a spreadsheet's name, plain text is a table only if something cuts it into columns.
    return "csv" if is_text and (suffix == ".csv" or re.search("[\t;,|]", text)) else FOREIGN
