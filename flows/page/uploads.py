"""Take the files that a clerk drops on the page: judge their names and sizes, and never lose the file they replace."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flows.after_signing.verify import ENDINGS
from flows.errors import MachineError
from flows.machine.work_folders import workroom
from flows.outputs import disk
from flows.reading.event_workbooks import PICTURES, is_ignored
from flows.reading.offices import OFFICE_FILE, read_offices
from flows.spreadsheets.workbook import SUFFIXES
from flows.steps.check_templates import verdict_of
from flows.telling.screen_lines import problem_lines
from flows.vietnamese.text import shown_name

MOST_BYTES, LONGEST_NAME, MOST_FOLDERS = 50_000_000, 120, 4
TAKEN = (*SUFFIXES, *PICTURES)
SCANS = tuple(sorted(ENDINGS))
OLDER, WAITING = ".ban-cu", ".cho-thay"
"""Folders below inputs/ and templates/ that no reader looks into: files that were replaced, and those that would."""
# The names that Windows keeps for devices, and the signs that it allows in no name.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
_FORBIDDEN = frozenset('<>:"/\\|?*')
_SAME = "{} đã có sẵn, không khác gì."
_TICKET = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came: the name that the browser said, behind those of its folders, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of the files, each in a line; those that wait for a word lie under a `ticket`."""

    lines: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    ticket: str = ""


def name_refused(name: str, endings: Sequence[str]) -> str:
    """Return why no file of this name is taken, "" for a good one."""
    if not name.lower().endswith(tuple(endings)):
        return f"không nhận loại tệp này; chỉ nhận {', '.join(endings)}."
    if len(name) > LONGEST_NAME:
        return f"tên dài quá {LONGEST_NAME} ký tự; đặt tên ngắn hơn."
    is_plain = name.isprintable() and shown_name(name) == name and _FORBIDDEN.isdisjoint(name)
    if not is_plain or not name or name != name.strip(" .") or is_ignored(name) or _DEVICE.fullmatch(name):
        return "tên tệp có ký hiệu không dùng được; đổi tên, chỉ dùng chữ, số, dấu cách, gạch nối."
    return ""


def _path_refused(path: str) -> str:
    """Return why a file is not taken into inputs, "" for a good one."""
    *folders, name = path.split("/")
    if len(folders) > MOST_FOLDERS:
        return f"nằm sâu quá {MOST_FOLDERS} lớp thư mục; đưa lên gần hơn."
    # A folder that is to be skipped is skipped with all it holds.
    whys = [name_refused(folder, ("",)) for folder in folders]
    return next(filter(None, whys), "") or name_refused(name, TAKEN)


def take_workbooks(uploads: Iterable[Upload], inputs: Path) -> Taken:
    """Put workbooks and pictures into inputs, a folder as an event's own.

    One whose name is taken by another content waits until somebody says to replace it.
    """
    lines: list[str] = []
    refused: list[str] = []
    waiting: dict[str, bytes] = {}
    for upload in uploads:
        if why := _path_refused(upload.name) or _weight_refused(upload.content):
            refused.append(f"{_shown(upload.name)}: {why}")
        elif (there := disk.read(inputs / upload.name)) is None:
            disk.place({inputs / upload.name: upload.content})
            lines.append(f"Đã nhận {upload.name}; văn bản được làm ngay.")
        elif there == upload.content:
            lines.append(_SAME.format(upload.name))
        else:
            waiting[upload.name] = upload.content
    # What an earlier drop left waiting, nobody will answer any more.
    with suppress(MachineError):
        disk.remove_tree(inputs / WAITING)
    ticket = secrets.token_hex(8) if waiting else ""
    disk.place({inputs / WAITING / ticket / name: content for name, content in waiting.items()})
    return Taken(tuple(lines), tuple(refused), tuple(waiting), ticket)


def _weight_refused(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        return f"nặng hơn {MOST_BYTES // 1_000_000} MB; một bảng tính của văn phòng không nặng thế."
    return "" if content else "tệp trống: bên trong không có gì."


def _shown(name: str) -> str:
    """Return a name that may be anything as it can be shown in a line."""
    return shown_name(name[:LONGEST_NAME])


def replace_waiting(ticket: str, inputs: Path, at: datetime, *, wanted: bool) -> Iterator[str]:
    """Put the files of a ticket in their places, the older ones kept, or drop them; yield what became of each."""
    room = inputs / WAITING / ticket
    if not _TICKET.fullmatch(ticket) or not room.is_dir():
        yield "Không còn tệp nào chờ thay; thả lại tệp."
        return
    for path in sorted(filter(Path.is_file, room.rglob("*"))):
        name = path.relative_to(room)
        yield replace_file(inputs / name, path.read_bytes(), at) if wanted else f"Giữ {name.as_posix()} như cũ."
    disk.remove_tree(inputs / WAITING)


def replace_file(target: Path, content: bytes, at: datetime) -> str:
    """Put a file in its place and the one that was there into the folder of older files; say so."""
    if (there := disk.read(target)) is None:
        disk.place({target: content})
        return f"Đã nhận {target.name}."
    if there == content:
        return _SAME.format(target.name)
    kept = target.parent / OLDER / f"{target.stem}.{at:%Y%m%d-%H%M%S}{target.suffix}"
    # The older one is safe before the other takes its place.
    disk.place({kept: there})
    disk.place({target: content})
    return f"Đã thay {target.name}; bản cũ còn ở {OLDER}/{kept.name}."


def laid_out(uploads: Iterable[Upload], room: Path) -> tuple[list[Path], list[str]]:
    """Lay scans into a folder, in their order and under their own names; also return which are not taken, and why."""
    files: list[Path] = []
    refused: list[str] = []
    for place, upload in enumerate(uploads):
        if why := name_refused(upload.name, SCANS) or _weight_refused(upload.content):
            refused.append(f"{_shown(upload.name)}: {why}")
        else:
            disk.write(file := room / str(place) / upload.name, upload.content)
            files.append(file)
    return files, refused


def take_stationery(upload: Upload, templates: Path, at: datetime) -> Taken:
    """Put a template or the office's stationery in its place unless it has errors; say so, with what is wrong."""
    if why := name_refused(upload.name, (".docx", OFFICE_FILE)) or _weight_refused(upload.content):
        return Taken(refused=(f"{_shown(upload.name)}: {why}",))
    with workroom("mau") as room:
        tried = room / upload.name
        tried.write_bytes(upload.content)
        found = read_offices(tried)[1] if upload.name.endswith(".xlsx") else verdict_of(tried).problems
    told = tuple(problem_lines(found))
    if any(problem.is_error for problem in found):
        return Taken(refused=(f"Không nhận {upload.name}: tệp có lỗi; tệp đang dùng giữ nguyên.", *told))
    return Taken((replace_file(templates / upload.name, upload.content, at), *told))
