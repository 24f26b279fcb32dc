"""Make an office's folder: templates, inputs, outputs, a launcher to double-click, and the office's own stationery."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from flows.commands.screen import answer, say
from flows.errors import ExitCode, writing
from flows.model.fields import Field, fields_of
from flows.model.office import Office
from flows.model.order import Order
from flows.outputs import disk
from flows.reading.offices import OFFICE_FILE
from flows.settings import carried_folder
from flows.spreadsheets.blank_workbook import office_workbook
from flows.vietnamese.text import fold

ASKED: Mapping[str, tuple[str, str]] = {
    "ten": ("ten_day_du", "Cơ quan của bạn? (tên đầy đủ, như trên con dấu)"),
    "chu-quan": ("co_quan_chu_quan", "Cơ quan chủ quản (không có thì bấm Enter)"),
    "dia-danh": ("dia_danh", "Địa danh, đứng trước ngày tháng, ví dụ Sơn Lâm"),
    "ky-hieu": ("ky_hieu", "Viết tắt trong ký hiệu, ví dụ MTTQ-BTT"),
    "tham-quyen": ("tham_quyen_ky", "Thẩm quyền và chức vụ người ký, ví dụ TM. BAN THƯỜNG TRỰC; CHỦ TỊCH"),
    "nguoi-ky": ("nguoi_ky", "Họ và tên người ký"),
}
"""The options that describe the office: the key of each, and the question where it is not given."""
LAUNCHERS = ("vanthu.bat", "vanthu.desktop")
_STARTED = 0o755
"""A launcher is one from the first moment on: the next `init` leaves alone what a killed one has made."""
LONGEST_LINE = 26
"""So many capitals stand in a line of the head's left column."""
_SAMPLE_SYMBOL = "MTTQ-BTT"
"""Stands in the examples of all symbols (flows/model/office.py)."""


def offer(order: Order) -> None:
    """At a terminal in a folder without any of an office's, ask whether to make them there."""
    usual = order.inputs == Path("inputs") and order.templates == Path("templates")
    is_empty = not (order.inputs.exists() or order.templates.exists())
    question = f"{Path.cwd()} chưa phải thư mục của cơ quan. Tạo ngay ở đây?"
    if usual and is_empty and sys.stdin.isatty() and answer(question, ""):
        init(argparse.Namespace(folder=Path(), **dict.fromkeys(map(_name, ASKED))))


def init(arguments: argparse.Namespace) -> ExitCode:
    """Make what is missing of an office's folder; what is there stays as it is."""
    folder: Path = arguments.folder
    said = {key: getattr(arguments, _name(option)) for option, (key, _) in ASKED.items()}
    if not (folder / "templates" / OFFICE_FILE).exists() and sys.stdin.isatty():
        said |= {key: _answer(asked) for key, asked in ASKED.values() if said[key] is None}
    made, kept = _made(folder, {key: value.strip() for key, value in said.items() if value and value.strip()})
    say(f"Thư mục của cơ quan: {folder.absolute()}", *(f"  đã có, giữ nguyên: {name}" for name in kept))
    say(f"Đã tạo {len(made)} tệp.")
    if f"templates/{OFFICE_FILE}" in made and not said["ten_day_du"]:
        say(f"Mở {folder / 'templates' / OFFICE_FILE}, ghi cơ quan của bạn ở dòng dưới dòng ví dụ.")
    there = "" if folder.absolute() == Path.cwd() else f"cd {folder} rồi "
    say(f"Bấm đúp vào {' hoặc '.join(LAUNCHERS)} để mở trang; hoặc: {there}vanthu serve")
    return ExitCode.ok


def _name(option: str) -> str:
    return option.replace("-", "_")


def _answer(question: str) -> str:
    say(f"{question}:")
    return sys.stdin.readline()


def _made(folder: Path, said: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write the files that are not there; return their names, and the names of those that were."""
    made: list[str] = []
    kept: list[str] = []
    with writing(f"vào {folder}"):
        for name, content in _files(folder, said):
            path = folder / name
            (kept if path.exists() else made).append(name)
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True)
                disk.place({path: content}, mode=_STARTED if name in LAUNCHERS else disk.PRIVATE)
    return made, kept


def _files(folder: Path, said: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    source = carried_folder()
    for path in sorted((*(source / "templates").glob("*.docx"), *(source / "templates").glob("*.txt"))):
        yield f"templates/{path.name}", path.read_bytes()
    for name in ("inputs", "outputs", "templates"):
        yield f"{name}/README.md", (source / name / "README.md").read_bytes()
    for path in sorted((source / "templates" / "huong-dan").iterdir()):
        yield f"templates/huong-dan/{path.name}", path.read_bytes()
    yield f"templates/{OFFICE_FILE}", office_workbook(office_cells(said))
    for name in LAUNCHERS:
        yield name, _launcher(name, folder)


def _launcher(name: str, folder: Path) -> bytes:
    text = files("flows.service").joinpath("files", name).read_text("utf-8")
    # Desktop Entry Specification 1.5, "The Exec key": inside double quotes \ " ` $ take a backslash, % is doubled.
    python = "".join(f"\\\\{sign}" if sign in '\\"`$' else sign for sign in sys.executable).replace("%", "%%")
    text = text.replace("{python}", python).replace("{folder}", str(folder.absolute()).replace("\\", "\\\\"))
    return (text.replace("\n", "\r\n") if name.endswith(".bat") else text).encode()


def office_cells(said: Mapping[str, str]) -> Mapping[str, str]:
    """Return the cells of an office's row from what was said of it, by key.

    The head of its papers has the parent body above the office's own: of «Ban Thường trực Uỷ ban MTTQ xã A», below
    «Uỷ ban MTTQ xã A», that is «BAN THƯỜNG TRỰC».
    """
    name, parent, symbol = said.get("ten_day_du", ""), said.get("co_quan_chu_quan", ""), said.get("ky_hieu", "")
    inside = parent and fold(name) != fold(parent) and fold(name).endswith(fold(parent))
    cells = {**said, "co_quan_ban_hanh": _head(name[: -len(parent)] if inside else name)}
    cells |= {"co_quan_chu_quan": _head(parent)}
    if authority := said.get("tham_quyen_ky"):
        cells["tham_quyen_ky"] = "\n".join(line.strip() for line in authority.split(";"))
    return {field.key: _cell(field, cells, symbol) for field in fields_of(Office)}


def _head(body: str) -> str:
    """Return a body as the head of a paper names it; a long name goes on in a second line with its unit."""
    text = body.strip(" ,").upper()
    *above, unit = re.split(r" (?=(?:XÃ|PHƯỜNG|ĐẶC KHU|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|THÀNH PHỐ|TỈNH) )", text)
    return f"{' '.join(above)}\n{unit}" if above and len(text) > LONGEST_LINE else text


def _cell(field: Field, cells: Mapping[str, str], symbol: str) -> str:
    if field.key.startswith("ky_hieu_"):
        return field.example.replace(_SAMPLE_SYMBOL, symbol) if symbol else ""
    return cells.get(field.key, "")
