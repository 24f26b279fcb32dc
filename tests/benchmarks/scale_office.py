"""A province's office for the benchmark of scale: how many people or events in; its folders, as an office keeps them."""

from __future__ import annotations

import shutil
import sys
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "making"))
sys.path.insert(0, str(Path(__file__).parents[1] / "word"))
sys.path.insert(0, str(Path(__file__).parents[2]))

import reading
from rendering import word_sized

from flows.model.order import Order

ROOT = Path(__file__).parents[2]
DAY = date(2024, 7, 5)
KIND = "giay-chung-nhan"
MORE = [
    ("Đơn vị tổ chức", "Ban Thường trực Uỷ ban MTTQ Việt Nam huyện Phúc Thọ"), ("Giờ", "8 giờ 00"),
    ("Thành phần", "Cán bộ Mặt trận"), ("Mục đích", "Bồi dưỡng"), ("Ngày ký", "20/6/2024"),
]  # fmt: skip


def open_office(root: Path) -> Path:
    """Make an office with its templates, the certificate's with as many styles as Word writes, and an empty inbox."""
    shutil.copytree(ROOT / "templates", root / "templates")
    certificate = root / "templates" / f"{KIND}.docx"
    certificate.write_bytes(word_sized(certificate.read_bytes()))
    (root / "inputs").mkdir()
    return root


def add_event(root: Path, code: str, people: int) -> Path:
    """Put the workbook of one event into the inbox."""
    event = [("Mã sự kiện", code), *reading.EVENT[1:-1], *MORE]
    return reading.write_workbook(root / "inputs" / f"{code.lower()}.xlsx", people, event)


def order(root: Path, *, events: tuple[str, ...] = ()) -> Order:
    """Return the order to make an office's certificates, of some events or of all."""
    own = {"inputs": root / "inputs", "outputs": root / "outputs", "templates": root / "templates"}
    return Order(**own, events=events, only=(KIND,), today=DAY, who="")


def code(number: int) -> str:
    """Return an event's code."""
    return f"TH-{number:05}"
