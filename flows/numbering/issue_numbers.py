"""What becomes of numbers once they are given: they are issued on their day, made void, replaced, renumbered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, or_, select

from flows.documents import certificate
from flows.errors import UsageError
from flows.model.series import bounds, overlap, period_name
from flows.numbering import queries
from flows.numbering.give_numbers import LARGEST, Kept, Plan, plan
from flows.numbering.tables import NUMBERS, Entry, NumberRequest, Slot, bare_symbol, by_slot, holder_of
from flows.problems import Mistake, grouped_by
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import fold

FARTHEST = timedelta(days=31)
"""How far ahead of today a paper may be dated."""
EARLIEST = timedelta(days=366)
"""How long before its event."""


def issue(
    connection: Connection, requests: Sequence[NumberRequest], *, at: datetime, who: str
) -> tuple[Plan, dict[Slot, Mistake]]:
    """Give the requests their numbers and mark these issued; return what was done, and what is to be said of it."""
    decided = plan(requests, queries.already_given(connection, requests))
    queries.write(connection, decided, at=at, who=who)
    late = _mark_issued(connection, requests, decided.numbers, at=at, who=who)
    return decided, {**_all_out_of_step(connection, decided.numbers), **decided.mistakes, **late}


def _mark_issued(
    connection: Connection, requests: Sequence[NumberRequest], numbers: Mapping[Slot, int], *, at: datetime, who: str
) -> dict[Slot, Mistake]:
    """Mark the requests' numbers issued on their day; return those that were issued on another one."""
    wanted = {(each.slot, numbers[each.slot]): each for each in requests if each.slot in numbers}
    lines = queries.lines_of(connection, {each.event for each in requests})
    asked = [
        (wanted[line.slot, line.number], line)
        for line in lines
        if line.state != "void" and (line.slot, line.number) in wanted
    ]
    news = {line.id: request.day or at.date() for request, line in asked if line.state == "reserved"}
    queries.correct(connection, {line: {"state": "issued", "day": day} for line, day in news.items()}, at=at, who=who)
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
    held = {line.slot: line for line in queries.lines_of(connection, {each.event for each in requests})}
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
    lines = [line for line in queries.lines_of(connection, {slot.event for slot in wanted}) if line.slot in wanted]
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


MOST = 8
"""How many papers are named where it is not clear which one is meant."""


def void(connection: Connection, entry: Entry, why: str, *, at: datetime, who: str) -> Entry:
    """Make a line void, and return it; raises UsageError when it is void already, or no reason is said."""
    if entry.state == "void" and why.strip():
        raise UsageError(f"Số {entry.symbol} {period_name(entry.year)} đã hủy từ trước ({entry.reason}).")
    return make_void(connection, entry, why, at=at, who=who)


def make_void(connection: Connection, entry: Entry, why: str, *, at: datetime, who: str) -> Entry:
    """Make a line void unless it is, and return it; raises UsageError when it is not and no reason is said."""
    (now,) = queries.lines(connection, NUMBERS.c.id == entry.id)
    if now.state == "void":
        return now
    if not why.strip():
        raise UsageError(f"Hủy số {entry.symbol} thì phải nói lý do.", '--why "lý do"')
    queries.keep_holder(connection, now)
    queries.correct(connection, {entry.id: {"state": "void", "reason": why.strip()}}, at=at, who=who)
    return replace(now, state="void", reason=why.strip(), changed=at, who=who)


def find(connection: Connection, number: str, year: int | None) -> Entry:
    """Return the line of a number as printed; raises UsageError when there is none, or more than one."""
    digits = {int(found) for found in re.findall(r"\d+", number)}
    entries = queries.lines(connection, NUMBERS.c.number.in_([each for each in digits if each <= LARGEST]))
    of_year = [entry for entry in entries if year is None or overlap(entry.year, year)]
    found = [entry for entry in of_year if entry.symbol == number.strip()] or _numbered_as(of_year, number)
    if not found:
        told = f" năm {year}" if year else ""
        raise UsageError(f"Sổ đăng ký không có số {number}{told}.", "Ghi đúng như in trên giấy, ví dụ 001/GCN.")
    if len(found) > 1:
        choices = "; ".join(f"{entry.symbol} {period_name(entry.year)}: {holder_of(entry)}" for entry in found)
        fix = f"Ghi kèm năm, như {found[0].symbol}/{bounds(found[0].year)[0]}, và ký hiệu đầy đủ."
        raise UsageError(f"Có {len(found)} số {number}: {choices}.", fix)
    return found[0]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A line to be replaced; `successor` is the one that replaced it already, when the same act is asked for again."""

    paper: Entry
    successor: Entry | None = None


def chosen(lines: Sequence[Entry], text: str, why: str) -> Chosen:
    """Return the one issued paper meant by a number (012/GCN, or 012/GCN/2024), a key or a name.

    A void number that nothing stands for yet may be replaced too. A paper that was replaced for the same reason by
    these very words is not replaced once more.

    Raises:
        UsageError: no paper is meant, or several, or one that has not gone out.
    """
    numbered = _numbered_as(lines, text)
    meant = numbered or [line for line in lines if text and fold(text) in (fold(line.key), fold(line.recipient))]
    after = {line.replaces: line for line in lines if line.replaces}
    again = [line for line in meant if line.state == "void" and line.id in after and line.reason == why.strip()]
    if len(meant) > 1 and len(again) == 1 and after[again[0].id] in meant:
        return Chosen(again[0], after[again[0].id])
    heads = meant if numbered else list(by_slot(meant).values())
    if len(heads) != 1:
        raise _unclear(heads or [line for line in lines if line.state == "issued"] or lines, text)
    return _judged(heads[0], lines, why)


def _numbered_as(lines: Iterable[Entry], text: str) -> list[Entry]:
    """Return the lines of a printed number, or of a printed number and a year."""
    found = [line for line in lines if bare_symbol(line.symbol) == bare_symbol(text)]
    dated = re.fullmatch(r"(.+)/(\d{4})", text.strip())
    if found or dated is None:
        return found
    symbol, year = bare_symbol(dated[1]), int(dated[2])
    return [line for line in lines if bare_symbol(line.symbol) == symbol and overlap(line.year, year)]


def _told(line: Entry) -> str:
    """Return a line so that it can be named: 012/GCN/2024: Lê Văn An (LOP-12) [le-van-an--xa-a], đã hủy."""
    key, void = f" [{line.key}]" if line.key else "", ", đã hủy" if line.state == "void" else ""
    return f"{line.symbol}/{bounds(line.year)[0]}: {holder_of(line)}{key}{void}"


def _judged(line: Entry, lines: Sequence[Entry], why: str) -> Chosen:
    if line.state == "issued":
        return Chosen(line)
    if line.state == "reserved":
        fix = f'Sửa bảng tính rồi chạy lại vanthu run; in hỏng thì: vanthu register void {line.symbol} --why "in hỏng"'
        raise UsageError(f"Số {line.symbol} {period_name(line.year)} chưa phát hành nên chưa cần thay.", fix)
    successor = next((other for other in lines if other.replaces == line.id), None)
    if successor is None or (successor.state != "void" and why.strip() in ("", line.reason)):
        return Chosen(line, successor)
    last = _last(successor, lines)
    raise UsageError(
        f"{line.symbol} đã được thay bằng {last.symbol}.", f"Muốn thay tiếp thì ghi số đang dùng: {_told(last)}"
    )


def _last(line: Entry, lines: Sequence[Entry]) -> Entry:
    after = next((other for other in lines if other.replaces == line.id), None)
    return line if after is None else _last(after, lines)


def _unclear(lines: Sequence[Entry], text: str) -> UsageError:
    more = f"; và {len(lines) - MOST} số nữa" if len(lines) > MOST else ""
    choices = "; ".join(map(_told, lines[:MOST])) + more if lines else "chưa có số nào"
    return UsageError(
        f"Không rõ văn bản «{text}» cần thay. Đang có: {choices}.",
        "Ghi đúng một số kèm năm, như 012/GCN/2024, hoặc khóa trong ngoặc vuông.",
    )


def renumber(connection: Connection, requests: Sequence[NumberRequest], *, at: datetime, who: str) -> Plan:
    """Make void what reserved papers have of another symbol or period; give each a number of the series it asks for.

    Where only the symbol changed, and nobody has any of these numbers under the new one, everybody keeps the number.
    """
    kept = plan(requests, queries.already_given(connection, requests)).kept
    moved = {slot: each for slot, each in kept.items() if each.line.state == "reserved"}
    void = {each.line.id: {"state": "void", "reason": _reason(each)} for each in moved.values()}
    queries.correct(connection, void, at=at, who=who)
    asked = list(_asked(connection, [each for each in requests if each.slot in moved], moved))
    decided = plan(asked, queries.already_given(connection, asked))
    queries.write(connection, decided, at=at, who=who)
    return decided


def _reason(kept: Kept) -> str:
    same = kept.wanted.counted.pattern == kept.line.pattern
    return f"chuyển sang số của {period_name(kept.wanted.year)}" if same else "đổi ký hiệu"


def _asked(
    connection: Connection, requests: Iterable[NumberRequest], moved: Mapping[Slot, Kept]
) -> Iterator[NumberRequest]:
    for group in grouped_by(requests, lambda request: request.series.counted).values():
        same = [replace(each, anew=True, fixed=moved[each.slot].line.number) for each in group]
        are_free = len({each.fixed for each in same}) == len(same) and not queries.already_given(connection, same).taken
        stay = are_free and not any(moved[each.slot].is_past for each in group)
        yield from same if stay else (replace(each, anew=True) for each in group)
