"""Erase people on request or after years, from outputs, register and its copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flows.errors import FlowsError, UsageError
from flows.model.order import Order
from flows.numbering.backups import is_missing
from flows.numbering.people import Someone
from flows.numbering.register import Register, open_register
from flows.numbering.tables import FORGOTTEN, bare_symbol, forgotten_key
from flows.outputs.outputs_folder import Outputs
from flows.outputs.staging import Alias
from flows.problems import Where
from flows.steps import draft_papers
from flows.steps.number_papers import expect
from flows.vietnamese.text import fold


@dataclass(frozen=True, slots=True)
class Wish:
    """Whom to forget: by name, key or number, in one event or all; or everybody of events so many years old."""

    person: str = ""
    event: str = ""
    years: int | None = None


def found(order: Order, wish: Wish) -> tuple[Someone, ...]:
    """Return whom a wish means; UsageError for nobody, and for several people where one was named."""
    everybody = [each for each in _known(order) if wish.event in ("", each.event)]
    if wish.years is not None:
        return tuple(_of_past_events(everybody, order, _before(order.today, wish.years)))
    meant = [each for each in everybody if _is_meant(each, wish.person)]
    if not meant:
        fix = "Ghi đúng họ tên, hoặc số đã cấp, như trong vanthu register."
        raise UsageError(f"Sổ đăng ký không có ai là «{wish.person}».", fix)
    if len(meant) > 1:
        choices = "; ".join(f"{each} [{each.key}]" for each in meant)
        raise UsageError(f"Có {len(meant)} người: {choices}.", "Thêm --event MÃ, hoặc ghi khóa trong ngoặc vuông.")
    return tuple(meant)


def _of_past_events(everybody: Sequence[Someone], order: Order, day: date) -> Iterator[Someone]:
    """Yield the people of events that were over by a day; where no number tells, the papers' last change does."""
    outputs = Outputs(order.outputs)
    undated = {each.event for each in everybody if each.last is None}
    changed = {event: outputs.last_change(event) for event in undated}
    for each in everybody:
        last = each.last or changed.get(each.event)
        if last is not None and last <= day:
            yield each


def _known(order: Order) -> tuple[Someone, ...]:
    expect(order.register_target, order.outputs)
    if is_missing(order.register_target):
        message = f"Chưa có sổ đăng ký {order.register_target}, nên không biết ai có trong văn bản nào."
        raise UsageError(message, "Sổ ở nơi khác thì chỉ bằng --register; sổ đã mất thì chạy vanthu run để lập lại.")
    with open_register(order.register_target, create=False) as register:
        return register.everybody()


def _is_meant(each: Someone, person: str) -> bool:
    named = fold(person) in (fold(each.name), fold(each.key))
    return named or bare_symbol(person) in map(bare_symbol, each.numbers)


def _before(today: date, years: int) -> date:
    try:
        return today.replace(year=today.year - years)
    except ValueError:  # 29/02
        return today.replace(year=today.year - years, day=28)


def forget(order: Order, people: Sequence[Someone], *, at: datetime) -> Iterator[str]:
    """Erase people from outputs, the register and its copies; yield what was done and what others still hold.

    Outputs go first: a run that is killed in between can be asked again by the same words.
    """
    outputs, rows = Outputs(order.outputs), list(_rows(order, people))
    with open_register(order.register_target, create=False) as register:
        for each in people:
            files = outputs.forget(each.event, each.key, Alias(forgotten_key(each.ordinal), FORGOTTEN))
            yield from _erased(register, each, files, order, at)
    outputs.remove_annotated(sorted({where.file for where in rows}))
    yield from (f"Còn trong bảng tính: {where}. Tự xóa dòng này." for where in rows)
    yield "Bản in, bản đã gửi đi, tệp quét gốc, bản sao lưu khác và thùng rác của máy thì phải tự xóa."
    yield "Chạy lại vanthu run."


def _erased(register: Register, each: Someone, files: int, order: Order, at: datetime) -> Iterator[str]:
    unread = register.forget(each.event, each.key, at=at, who=order.who)
    kept = f" giữ số {', '.join(each.numbers)}" if each.numbers else " không có số"
    yield f"Đã xóa một người của {each.event}: {files} tệp;{kept}, ghi «{FORGOTTEN}»."
    yield from (f"Không đọc được bản sao lưu {copy}: tự xóa tệp này." for copy in unread)


def _rows(order: Order, people: Sequence[Someone]) -> Iterator[Where]:
    """Yield the rows of inputs that still hold the people."""
    names = {(each.event, fold(each.name)) for each in people}
    try:
        events = draft_papers.draft(order).events
    except FlowsError:
        return
    for event in events:
        yield from (person.where for person in event.people if (event.code, fold(person.name)) in names)
