"""Make a number void: the number as printed and a reason in, the line as it now stands out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from flows.errors import UsageError
from flows.model.draft import bounds, covers, period_name
from flows.numbering import ledger
from flows.numbering.allotting import LARGEST
from flows.numbering.choosing import numbered_as
from flows.numbering.entries import Entry
from flows.numbering.tables import NUMBERS


@dataclass(frozen=True, slots=True)
class Wish:
    """Which number to make void and why; the year or the event only where several have it."""

    number: str
    why: str
    year: int | None = None
    event: str = ""


def void(connection: Connection, wish: Wish, *, at: datetime, who: str) -> Entry:
    """Make the number void; raises UsageError when there is none, more than one, or no reason."""
    entry = find(connection, wish)
    if entry.state == "void" and wish.why.strip():
        raise UsageError(f"Số {entry.symbol} {period_name(entry.year)} đã hủy từ trước ({entry.reason}).")
    return make_void(connection, entry, wish.why, at=at, who=who)


def make_void(connection: Connection, entry: Entry, why: str, *, at: datetime, who: str) -> Entry:
    """Make a line void unless it is, and return it; raises UsageError when it is not and no reason is said."""
    (now,) = ledger.lines(connection, NUMBERS.c.id == entry.id)
    if now.state == "void":
        return now
    if not why.strip():
        raise UsageError(f"Hủy số {entry.symbol} thì phải nói lý do.", '--why "lý do"')
    ledger.correct(connection, [(entry.id, {"state": "void", "reason": why.strip()})], at=at, who=who)
    return now._replace(state="void", reason=why.strip(), changed=at, who=who)


def find(connection: Connection, wish: Wish) -> Entry:
    """Return the line of a number as printed; raises UsageError when there is none, or more than one."""
    return _find(_candidates(connection, wish), wish)


def _candidates(connection: Connection, wish: Wish) -> list[Entry]:
    numbers = {int(digits) for digits in re.findall(r"\d+", wish.number)}
    entries = ledger.lines(connection, NUMBERS.c.number.in_([number for number in numbers if number <= LARGEST]))
    of_event = [entry for entry in entries if wish.event in ("", entry.event)]
    of_year = [entry for entry in of_event if wish.year is None or covers(entry.year, wish.year)]
    exact = [entry for entry in of_year if entry.symbol == wish.number.strip()]
    return exact or numbered_as(of_year, wish.number)


def _find(entries: Sequence[Entry], wish: Wish) -> Entry:
    if not entries:
        year = f" năm {wish.year}" if wish.year else ""
        raise UsageError(f"Sổ đăng ký không có số {wish.number}{year}.", "Ghi đúng như in trên giấy, ví dụ 001/GCN.")
    if len(entries) > 1:
        choices = "; ".join(f"{entry.symbol} {period_name(entry.year)}: {entry.holder}" for entry in entries)
        fix = f"Ghi kèm năm, như {entries[0].symbol}/{bounds(entries[0].year)[0]}, và ký hiệu đầy đủ."
        raise UsageError(f"Có {len(entries)} số {wish.number}: {choices}.", fix)
    return entries[0]
