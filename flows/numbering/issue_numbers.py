"""Issue numbers: mark them as gone out on their day, and judge the days on which papers are to go out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from flows.documents import certificate
from flows.model.series import overlap, period_name
from flows.numbering import rows
from flows.numbering.entries import NUMBERS, Entry, NumberRequest, Slot
from flows.numbering.give_numbers import Plan, plan
from flows.problems import Mistake
from flows.vietnamese.dates import short_date

FARTHEST = timedelta(days=31)
"""How far ahead of today a paper may be dated."""
EARLIEST = timedelta(days=366)
"""How long before its event."""


def issue(
    connection: Connection, requests: Sequence[NumberRequest], *, at: datetime, who: str
) -> tuple[Plan, dict[Slot, Mistake]]:
    """Give the requests their numbers and mark these issued; return what was done, and what is to be said of it."""
    decided = plan(requests, rows.already_given(connection, requests))
    rows.write(connection, decided, at=at, who=who)
    late = _mark_issued(connection, requests, decided.numbers, at=at, who=who)
    return decided, {**_all_out_of_step(connection, decided.numbers), **decided.mistakes, **late}


def _mark_issued(
    connection: Connection, requests: Sequence[NumberRequest], numbers: Mapping[Slot, int], *, at: datetime, who: str
) -> dict[Slot, Mistake]:
    """Mark the requests' numbers issued on their day; return those that were issued on another one."""
    wanted = {(each.slot, numbers[each.slot]): each for each in requests if each.slot in numbers}
    lines = rows.lines_of(connection, {each.event for each in requests})
    asked = [
        (wanted[line.slot, line.number], line)
        for line in lines
        if line.state != "void" and (line.slot, line.number) in wanted
    ]
    news = {line.id: request.day or at.date() for request, line in asked if line.state == "reserved"}
    rows.correct(connection, {line: {"state": "issued", "day": day} for line, day in news.items()}, at=at, who=who)
    late = [line for request, line in asked if line.state == "issued" and request.day not in (None, line.day)]
    return {line.slot: _already_issued(line) for line in late}


def _already_issued(held: Entry) -> Mistake:
    day = short_date(held.day) if held.day else ""
    return Mistake(
        f"Văn bản số {held.symbol} đã phát hành ngày {day}.",
        "Văn bản đã phát hành thì không đổi ngày; cần sửa thì làm văn bản thay thế.",
    )


def refused(connection: Connection, requests: Sequence[NumberRequest], *, at: datetime) -> Mapping[Slot, Mistake]:
    """Return why papers cannot go out on the day that is asked for."""
    held = {line.slot: line for line in rows.lines_of(connection, {each.event for each in requests})}
    reserved = {slot: line for slot, line in held.items() if line.state == "reserved"}
    judged = ((each.slot, _refusal(each, reserved.get(each.slot), at.date())) for each in requests)
    return {slot: mistake for slot, mistake in judged if mistake is not None}


def _refusal(request: NumberRequest, line: Entry | None, today: date) -> Mistake | None:
    if request.day is None:
        return None
    day, fix = short_date(request.day), "Ghi đúng ngày ký: --date NGÀY."
    if line is not None and not overlap(line.year, request.day.year):
        period = period_name(line.year)
        return Mistake(
            f"Ngày {day} không thuộc {period}, mà số đã cấp là số của {period}; chưa phát hành.",
            f"Ghi ngày trong {period}; hoặc sửa ngày trong bảng tính rồi: vanthu register renumber {line.event}",
        )
    if request.begins is not None and request.day < request.begins - EARLIEST:
        begins = short_date(request.begins)
        return Mistake(f"Ngày {day} sớm hơn ngày {begins} của sự kiện hơn một năm, nên chưa phát hành.", fix)
    if request.day > today + FARTHEST:
        return Mistake(f"Ngày {day} còn hơn {FARTHEST.days} ngày nữa mới tới, nên chưa phát hành.", fix)
    return None


def told_once(mistakes: Mapping[Slot, Mistake]) -> Mapping[Slot, Mistake]:
    """Return each mistake at the first paper of its kind that has it."""
    first: dict[tuple[str, Mistake], Slot] = {}
    for slot, mistake in mistakes.items():
        first.setdefault((slot.kind, mistake), slot)
    return {slot: mistake for (_, mistake), slot in first.items()}


def _all_out_of_step(connection: Connection, slots: Iterable[Slot]) -> Mapping[Slot, Mistake]:
    """Return a warning for each issued outgoing paper whose day is before that of a lower number, or after a higher."""
    # In the book of outgoing papers numbers and days run in step; certificates bear their event's day.
    wanted = {slot for slot in slots if slot.kind != certificate.KIND}
    lines = [line for line in rows.lines_of(connection, {slot.event for slot in wanted}) if line.slot in wanted]
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
