"""Lay out the register as the office's two books: outgoing papers, and certificates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from flows.documents import certificate
from flows.numbering.tables import Entry, Holder
from flows.vietnamese.dates import day_month, short_date

Holders = Mapping[tuple[str, str], Holder]
"""What is known of people, by event and key."""
Notes = Mapping[int, str]
"""What became of papers after the signature, by the register's lines."""


@dataclass(frozen=True, slots=True)
class Book:
    """A book of the office, ready to be put into a sheet: every cell is harmless text."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def outgoing_book(entries: Iterable[Entry], notes: Notes = MappingProxyType({})) -> Book:
    """Return the register of outgoing papers, eight columns (Nghị định 30/2020, Phụ lục IV)."""
    # Certificates have a book of their own.
    others = (entry for entry in entries if entry.kind != certificate.KIND)
    return _book("SỔ ĐĂNG KÝ VĂN BẢN ĐI", _OUTGOING, others, notes)


def certificate_book(
    entries: Iterable[Entry], holders: Holders = MappingProxyType({}), notes: Notes = MappingProxyType({})
) -> Book:
    """Return the register of certificates; what the register does not keep stays blank, to be written by hand."""
    certificates = (entry for entry in entries if entry.kind == certificate.KIND)
    return _book("SỔ CẤP GIẤY CHỨNG NHẬN", _CERTIFICATES, certificates, notes, holders)


def harmless(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula; what cannot be one prints as it was typed."""
    return f"'{text}" if _FORMULA.match(text) else text


# A dash or plus begins a formula only before a name, a bracket or another sign: -5, +84 912 and "- Lưu: VT" do not.
_FORMULA = re.compile(r"[=@\t\r]|[+-][^\d\s]")


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry, its place in the book, the number it replaces and the one that replaces it.

    `dated` says that the book holds one year only, whose days need not say it.
    """

    place: int
    entry: Entry
    replaced: str
    successor: str
    dated: bool
    holder: Holder
    note: str

    def day(self) -> str:
        # Registers write 05/02, 27/7: as the decree writes dates.
        return day_month(self.entry.day) if self.entry.day and self.dated else self.full_day()

    def full_day(self) -> str:
        return short_date(self.entry.day) if self.entry.day else ""

    def workplace(self) -> str:
        return self.holder.workplace or self.entry.unit

    def decided(self) -> str:
        return ", ".join(filter(None, (self.holder.decision, self.full_day())))

    def remarks(self) -> str:
        void = f"Đã hủy: {self.entry.reason}" if self.entry.state == "void" else ""
        replaced = self.replaced and f"Thay số {self.replaced}"
        replacement = self.successor and f"Được thay bằng số {self.successor}"
        return "; ".join(filter(None, (void, replaced, replacement, self.note)))


_Column = tuple[str, Callable[[_Line], str]]


_OUTGOING: tuple[_Column, ...] = (
    ("Số, ký hiệu văn bản", lambda line: line.entry.symbol),
    ("Ngày tháng văn bản", _Line.day),
    ("Tên loại và trích yếu nội dung văn bản", lambda line: line.entry.title),
    ("Người ký", lambda line: line.entry.signer),
    ("Nơi nhận văn bản", lambda line: line.entry.recipient),
    ("Đơn vị, người nhận bản lưu", lambda _line: ""),
    ("Số lượng bản", lambda _line: ""),
    ("Ghi chú", _Line.remarks),
)

_CERTIFICATES: tuple[_Column, ...] = (
    ("STT", lambda line: str(line.place)),
    ("Số vào sổ", lambda line: line.entry.symbol),
    ("Số hiệu phôi", lambda _line: ""),
    ("Họ và tên", lambda line: line.entry.recipient),
    ("Ngày sinh", lambda line: line.holder.born),
    ("Chức vụ, đơn vị", _Line.workplace),
    ("Tên lớp, thời gian", lambda line: line.entry.title),
    ("Kết quả", lambda line: line.holder.result),
    ("Số QĐ, ngày cấp", _Line.decided),
    ("Ngày nhận", lambda _line: ""),
    ("Ký nhận", lambda _line: ""),
    ("Ghi chú", _Line.remarks),
)


def _book(
    title: str,
    columns: Sequence[_Column],
    entries: Iterable[Entry],
    notes: Notes,
    holders: Holders = MappingProxyType({}),
) -> Book:
    ordered = sorted(entries, key=lambda entry: (entry.year, entry.pattern, entry.number))
    symbols = {entry.id: entry.symbol for entry in ordered}
    successors = {entry.replaces: entry.symbol for entry in ordered if entry.replaces}
    years = {entry.day.year for entry in ordered if entry.day}
    lines = (
        _Line(
            place,
            entry,
            symbols.get(entry.replaces or 0, ""),
            successors.get(entry.id, ""),
            len(years) <= 1,
            holders.get((entry.event, entry.void_key)) or holders.get((entry.event, entry.key)) or Holder("", ""),
            notes.get(entry.id, ""),
        )
        for place, entry in enumerate(ordered, 1)
    )
    rows = tuple(tuple(harmless(text(line)) for _, text in columns) for line in lines)
    return Book(title, tuple(heading for heading, _ in columns), rows)
