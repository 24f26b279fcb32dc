"""Judge the days on which papers are to go out: requests and lines in, refusals and warnings out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from flows.model.draft import covers, period_name
from flows.numbering import ledger
from flows.numbering.entries import Entry, NumberRequest, Slot
from flows.numbering.tables import NUMBERS
from flows.problems import Mistake
from flows.vietnamese.dates import short_date

FARTHEST = timedelta(days=31)
"""How far ahead of today a paper may be dated."""
EARLIEST = timedelta(days=366)
"""How long before its event."""
OUTGOING = ("ke-hoach", "giay-moi")
"""Kinds of the book of outgoing papers, where numbers and days run in step; certificates bear their event's day."""


def refused(connection: Connection, requests: Sequence[NumberRequest], *, at: datetime) -> Mapping[Slot, Mistake]:
    """Return why papers cannot go out on the day that is asked for."""
    held = {line.slot: line for line in ledger.lines_of(connection, {each.event for each in requests})}
    reserved = {slot: line for slot, line in held.items() if line.state == "reserved"}
    judged = ((each.slot, rule(each, reserved.get(each.slot), at.date())) for each in requests for rule in _RULES)
    return {slot: mistake for slot, mistake in judged if mistake is not None}


def told_once(mistakes: Mapping[Slot, Mistake]) -> Mapping[Slot, Mistake]:
    """Return each mistake at the first paper of its kind that has it."""
    first: dict[tuple[str, Mistake], Slot] = {}
    for slot, mistake in mistakes.items():
        first.setdefault((slot.kind, mistake), slot)
    return {slot: mistake for (_, mistake), slot in first.items()}


def _too_late(request: NumberRequest, _line: Entry | None, today: date) -> Mistake | None:
    if request.day is None or request.day <= today + FARTHEST:
        return None
    return Mistake(
        f"Ngày {short_date(request.day)} còn hơn {FARTHEST.days} ngày nữa mới tới, nên chưa phát hành.",
        "Ghi đúng ngày ký: --date NGÀY.",
    )


def _too_early(request: NumberRequest, _line: Entry | None, _today: date) -> Mistake | None:
    if request.day is None or request.begins is None or request.day >= request.begins - EARLIEST:
        return None
    return Mistake(
        f"Ngày {short_date(request.day)} sớm hơn ngày {short_date(request.begins)} của sự kiện hơn một năm, "
        "nên chưa phát hành.",
        "Ghi đúng ngày ký: --date NGÀY.",
    )


def _of_another_period(request: NumberRequest, line: Entry | None, _today: date) -> Mistake | None:
    if request.day is None or line is None or covers(line.year, request.day.year):
        return None
    period = period_name(line.year)
    return Mistake(
        f"Ngày {short_date(request.day)} không thuộc {period}, mà số đã cấp là số của {period}; chưa phát hành.",
        f"Ghi ngày trong {period}; hoặc sửa ngày trong bảng tính rồi: vanthu register renumber {line.event}",
    )


_RULES: tuple[Callable[[NumberRequest, Entry | None, date], Mistake | None], ...] = (
    _too_late,
    _too_early,
    _of_another_period,
)


def out_of_step(connection: Connection, slots: Iterable[Slot]) -> Mapping[Slot, Mistake]:
    """Return a warning for each issued outgoing paper whose day is before that of a lower number, or after a higher."""
    wanted = {slot for slot in slots if slot.kind in OUTGOING}
    lines = [line for line in ledger.lines_of(connection, {slot.event for slot in wanted}) if line.slot in wanted]
    told = ((line, _neighbour(connection, line)) for line in lines if line.state != "void" and line.day)
    return {line.slot: _out_of_step(line, *other) for line, other in told if other is not None}


def _neighbour(connection: Connection, line: Entry) -> tuple[str, date] | None:
    column = NUMBERS.c
    before = (column.number < line.number) & (column.day > line.day)
    after = (column.number > line.number) & (column.day < line.day)
    own = (column.pattern == line.pattern, column.year == line.year, column.state == "issued")
    nearest = func.abs(column.number - line.number)
    question = select(column.symbol, column.day).where(*own, or_(before, after)).order_by(nearest).limit(1)
    found = connection.execute(question).first()
    return (found[0], found[1]) if found else None


def _out_of_step(line: Entry, symbol: str, day: date) -> Mistake:
    own = short_date(line.day) if line.day else ""
    return Mistake(
        f"Số {line.symbol} ghi ngày {own}, mà số {symbol} ghi ngày {short_date(day)}: trong sổ văn bản đi, "
        "số và ngày không còn theo thứ tự.",
        "Nếu ghi nhầm ngày thì phát hành bản thay thế với ngày đúng.",
        "warning",
    )
