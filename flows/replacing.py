"""Replace an issued paper: its number, key or person and a reason in; number void, another paper issued, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows import making
from flows.errors import TemplateError, UsageError
from flows.making import Work
from flows.model.draft import Draft, Series
from flows.model.report import Report
from flows.numbering.choosing import chosen
from flows.numbering.entries import Entry, NumberRequest
from flows.numbering.register import open_register
from flows.problems import Problem, Where
from flows.publishing.outputs import Standing
from flows.requesting import request_for, slot_of
from flows.settings import Order
from flows.signed import Signed


@dataclass(frozen=True, slots=True)
class Replacing:
    """Which paper is to be replaced, by its number, key or person, and why its number becomes void."""

    paper: str
    why: str = ""


def reissue(order: Order, replacing: Replacing, *, day: date | None, at: datetime) -> Report:
    """Make the number of a paper void, give it another one on that day (None: today), and make it anew as issued.

    The register does both in one transaction, and only for a paper that can be printed. Asked again in the same words
    it gives nothing more: it completes what was killed in between.

    Raises:
        FlowsError: usage, disk or register.
    """
    code = _event(order, at)
    with open_register(order.register_target) as register:
        found = chosen(register.rows(event=code), replacing.paper, replacing.why)
    of_kind = replace(order, only=(found.paper.kind,))
    if found.successor:
        return _with(_made(of_kind, at, found.paper), _replaced_before(found.paper, found.successor))
    read = making.read(of_kind, at)
    work = making.number(read)
    request = _request_anew(work, found.paper, _series(read, found.paper).on(day or at.date()))
    lost = _worked_in(Signed.of(order.outputs, making.press_for(work)).worked_in(found.paper.slot))
    with open_register(order.register_target) as register:
        register.backup(at=at)
        request = request._replace(day=day or at.date())
        told = register.replace(found.paper, request, replacing.why, at=at, who=order.who).mistakes.values()
    refused = [mistake.at(work.batch.events[0].where) for mistake in told]
    return _with(_made(of_kind, at, found.paper), *(refused or lost))


def _worked_in(papers: Sequence[Standing]) -> list[Problem]:
    """Return what is said of papers changed by hand: their replacements are made from the data."""
    fix = "So bản trong bo/ với bản mới, đưa chỗ đã sửa vào bảng tính hoặc vào bản mới trước khi gửi."
    told = "Bản thay thế làm từ bảng tính, không có chỗ đã sửa tay trong tệp này; bản sửa tay nay ở bo/."
    return [Problem(Where(one.path), told, fix, "warning") for one in papers]


def _made(order: Order, at: datetime, old: Entry) -> Report:
    """Print and send out what stands for an old paper."""
    work = making.number(making.read(order, at))
    return making.finish(making.going_out(work, lambda one: b"" if slot_of(one) == old.slot else None))


def _event(order: Order, at: datetime) -> str:
    events = making.read(replace(order, only=()), at).batch.events
    if len(events) != 1:
        codes = ", ".join(event.code for event in events) or "không đọc được sự kiện nào"
        raise UsageError(f"Không rõ văn bản cần thay là của sự kiện nào: {codes}.", "Ghi mã của một sự kiện.")
    return events[0].code


def _series(read: Work, old: Entry) -> Series:
    """Return the series of the office's stationery of now: a replacement bears the symbol of its own day."""
    drafts = (draft for event in read.batch.events for draft in event.drafts)
    return next((one.heading.series for one in drafts if one.kind == old.kind and one.heading.series), old.series)


def _request_anew(work: Work, old: Entry, series: Series) -> NumberRequest:
    """Return what to ask the register for; UsageError unless every paper that bears the number can be made anew."""
    event = work.batch.events[0]
    drafts = [draft for draft in (*event.drafts, *event.withheld) if slot_of(draft) == old.slot]
    request = request_for(drafts[0]) if drafts else None
    if request is None:
        message = f"Chưa thay {old.symbol} được: dòng của văn bản này đã bỏ hoặc còn lỗi chờ sửa, hay mẫu Word có lỗi."
        raise UsageError(
            message, f'Xem lỗi: vanthu check. Chỉ hủy số: vanthu register void {old.symbol} --why "lý do".'
        )
    _try_print(work, drafts)
    return request._replace(series=series)


def _try_print(work: Work, drafts: Sequence[Draft]) -> None:
    """Raise what the template says against one of the papers, before any number is made void."""
    press = making.press_for(work)
    for draft in drafts:
        try:
            press.printed(draft)
        except TemplateError as error:
            raise UsageError(f"Chưa thay được, vì chưa in được bản mới. {error.message}", error.fix) from error


def _replaced_before(old: Entry, successor: Entry) -> Problem:
    message = f"{old.symbol} đã được thay bằng {successor.symbol} từ trước; không cấp thêm số."
    return Problem(Where(), message, f"Muốn thay nữa thì ghi số đang dùng: {successor.symbol}.", "warning")


def _with(report: Report, *problems: Problem) -> Report:
    return replace(report, problems=(*report.problems, *problems))
