"""Find the paper that a clerk means: an event's lines and a number, key or name in, the line to replace out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flows.errors import UsageError
from flows.model.draft import bounds, covers, period_name
from flows.numbering.entries import Entry, bare_symbol, by_slot
from flows.vietnamese.text import fold

MOST = 8


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line to be replaced; `successor` is the one that replaced it already, when the same act is asked for again."""

    paper: Entry
    successor: Entry | None = None


def chosen(rows: Sequence[Entry], text: str, why: str) -> Chosen:
    """Return the one issued paper meant by a number (012/GCN, or 012/GCN/2024), a key or a name.

    A void number that nothing stands for yet may be replaced too. A paper that was replaced for the same reason by
    these very words is not replaced once more.

    Raises:
        UsageError: no paper is meant, or several, or one that has not gone out.
    """
    numbered = numbered_as(rows, text)
    meant = numbered or [row for row in rows if text and fold(text) in (fold(row.key), fold(row.recipient))]
    after = {row.replaces: row for row in rows if row.replaces}
    again = [row for row in meant if row.state == "void" and row.id in after and row.reason == why.strip()]
    if len(meant) > 1 and len(again) == 1 and after[again[0].id] in meant:
        return Chosen(again[0], after[again[0].id])
    heads = meant if numbered else list(by_slot(meant).values())
    if len(heads) != 1:
        raise _unclear(heads or [row for row in rows if row.state == "issued"] or rows, text)
    return _judged(heads[0], rows, why)


def numbered_as(rows: Iterable[Entry], text: str) -> list[Entry]:
    """Return the lines of a printed number, or of a printed number and a year."""
    found = [row for row in rows if bare_symbol(row.symbol) == bare_symbol(text)]
    symbol, year = with_year(text)
    if found or year is None:
        return found
    return [row for row in rows if bare_symbol(row.symbol) == bare_symbol(symbol) and covers(row.year, year)]


def with_year(text: str) -> tuple[str, int | None]:
    """Return number and year of 012/GCN/2024; None for the year of what has none."""
    found = re.fullmatch(r"(.+)/(\d{4})", text.strip())
    return (found[1], int(found[2])) if found else (text, None)


def told(row: Entry) -> str:
    """Return a line so that it can be named: 012/GCN/2024: Lê Văn An (LOP-12) [le-van-an--xa-a], đã hủy."""
    key, void = f" [{row.key}]" if row.key else "", ", đã hủy" if row.state == "void" else ""
    return f"{row.symbol}/{bounds(row.year)[0]}: {row.holder}{key}{void}"


def _judged(row: Entry, rows: Sequence[Entry], why: str) -> Chosen:
    if row.state == "issued":
        return Chosen(row)
    if row.state == "reserved":
        fix = f'Sửa bảng tính rồi chạy lại vanthu run; in hỏng thì: vanthu register void {row.symbol} --why "in hỏng"'
        raise UsageError(f"Số {row.symbol} {period_name(row.year)} chưa phát hành nên chưa cần thay.", fix)
    successor = next((other for other in rows if other.replaces == row.id), None)
    if successor is None or (successor.state != "void" and why.strip() in ("", row.reason)):
        return Chosen(row, successor)
    last = _last(successor, rows)
    raise UsageError(
        f"{row.symbol} đã được thay bằng {last.symbol}.", f"Muốn thay tiếp thì ghi số đang dùng: {told(last)}"
    )


def _last(row: Entry, rows: Sequence[Entry]) -> Entry:
    after = next((other for other in rows if other.replaces == row.id), None)
    return row if after is None else _last(after, rows)


def _unclear(rows: Sequence[Entry], text: str) -> UsageError:
    more = f"; và {len(rows) - MOST} số nữa" if len(rows) > MOST else ""
    choices = "; ".join(map(told, rows[:MOST])) + more if rows else "chưa có số nào"
    return UsageError(
        f"Không rõ văn bản «{text}» cần thay. Đang có: {choices}.",
        "Ghi đúng một số kèm năm, như 012/GCN/2024, hoặc khóa trong ngoặc vuông.",
    )
