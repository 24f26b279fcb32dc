"""Replace an issued paper, or take an event over to the symbols and years of now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows import pipeline
from flows.after_signing.issue import Agree, Lacking, Signed, paper_of, told_of
from flows.documents import NAMES
from flows.errors import NotApprovedError, TemplateError, UsageError
from flows.model.draft import Draft
from flows.model.order import Order
from flows.model.recorded_paper import Standing
from flows.model.report import EventReport, Report
from flows.model.series import Series
from flows.numbering.issue_numbers import chosen
from flows.numbering.register import open_register
from flows.numbering.tables import Entry, NumberRequest
from flows.outputs.outputs_folder import Outputs
from flows.pipeline import Work
from flows.problems import Problem, Where
from flows.steps import number_papers
from flows.steps.number_papers import request_for, slot_of

_FILL = "Ghi vào bảng tính, chạy vanthu run, rồi chạy lại lệnh này: bản thay thế làm từ bảng tính."


@dataclass(frozen=True, slots=True)
class Replacing:
    """Which paper is to be replaced, by its number, key or person, and why its number becomes void."""

    paper: str
    why: str = ""


def reissue(
    order: Order, replacing: Replacing, *, day: date | None, at: datetime, agree: Agree | None = None
) -> Report:
    """Make the number of a paper void, give it another one on that day (None: today), and make it anew as issued.

    The register does both in one transaction, and only for a paper that can be printed. Asked again in the same words
    it gives nothing more: it completes what was killed in between. `agree` is asked, before anything is written, where
    the new paper would say what the old one says.

    Raises:
        NotApprovedError: that is not agreed to.
        FlowsError: usage, disk or register.
    """
    code = _event(order, at)
    with open_register(order.register_target) as register:
        found = chosen(register.rows(event=code), replacing.paper, replacing.why)
    of_kind = replace(order, only=(found.paper.kind,))
    if found.successor:
        return _with(_made(of_kind, at, found.paper), _replaced_before(found.paper, found.successor))
    read = pipeline.read(of_kind, at)
    if agree and (same := _unchanged(read, found.paper, day)) and not agree([same]):
        raise NotApprovedError("Chưa thay, vì không có gì đổi.", "Sửa bảng tính trước, rồi chạy lại lệnh này.")
    work = pipeline.number(read)
    request = _request_anew(work, found.paper, _series(read, found.paper).on(day or at.date()))
    event = work.batch.events[0]
    if lacking := _lacking(work, found.paper):
        return Report((EventReport(event.code, event.title, problems=tuple(told_of(event, lacking, _FILL))),))
    lost = _worked_in(Signed.of(order.outputs, pipeline.press_for(work)).worked_in(found.paper.slot))
    with open_register(order.register_target) as register:
        register.backup(at=at)
        request = replace(request, day=day or at.date())
        told = register.replace(found.paper, request, replacing.why, at=at, who=order.who).mistakes.values()
    refused = [mistake.at(event.where) for mistake in told]
    return _with(_made(of_kind, at, found.paper), *(refused or lost))


def _unchanged(read: Work, old: Entry, day: date | None) -> Problem | None:
    """Return what to ask where a replacement would differ in nothing but its number and the day of today."""
    with open_register(read.order.register_target) as register:
        events = number_papers.enter(
            register.rehearsal(), read.batch.events, Outputs(read.order.outputs), read.at, read.order.who
        )
    work = replace(read, batch=replace(read.batch, events=events))
    drafts, signed = _drafts(work, old), Signed.of(read.order.outputs, pipeline.press_for(work))
    other_day = day is not None and any(draft.heading.day != day for draft in drafts)
    other_symbol = _series(read, old).counted.pattern != old.pattern
    if other_day or other_symbol or not drafts or not all(map(signed.stands, drafts)):
        return None
    message = f"{NAMES[old.kind]} số {old.symbol} không có gì đổi: bản thay chỉ khác số và ngày."
    fix = "Cần sửa gì thì sửa bảng tính hoặc mẫu trước."
    return Problem(work.batch.events[0].where, message, fix, "warning")


def _worked_in(papers: Sequence[Standing]) -> list[Problem]:
    """Return what is said of papers changed by hand: their replacements are made from the data."""
    fix = "So bản trong bo/ với bản mới, đưa chỗ đã sửa vào bảng tính hoặc vào bản mới trước khi gửi."
    told = "Bản thay thế làm từ bảng tính, không có chỗ đã sửa tay trong tệp này; bản sửa tay nay ở bo/."
    return [Problem(Where(one.path), told, fix, "warning") for one in papers]


def _made(order: Order, at: datetime, old: Entry) -> Report:
    """Print and send out what stands for an old paper."""
    work = pipeline.number(pipeline.read(order, at))
    lacking = _lacking(work, old)
    going = {paper_of(draft) for draft in _drafts(work, old)} - lacking.keys()
    report = pipeline.finish(pipeline.going_out(work, lambda one: b"" if paper_of(one) in going else None))
    return _with(report, *told_of(work.batch.events[0], lacking, _FILL))


def _event(order: Order, at: datetime) -> str:
    events = pipeline.read(replace(order, only=()), at).batch.events
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
    drafts = _drafts(work, old)
    request = request_for(drafts[0]) if drafts else None
    if request is None:
        message = f"Chưa thay {old.symbol} được: dòng của văn bản này đã bỏ hoặc còn lỗi chờ sửa, hay mẫu Word có lỗi."
        raise UsageError(
            message, f'Xem lỗi: vanthu check. Chỉ hủy số: vanthu register void {old.symbol} --why "lý do".'
        )
    return replace(request, series=series)


def _drafts(work: Work, old: Entry) -> Sequence[Draft]:
    """Return the papers that are to bear the number given for an old one."""
    event = work.batch.events[0]
    return [draft for draft in (*event.drafts, *event.withheld) if slot_of(draft) == old.slot]


def _lacking(work: Work, old: Entry) -> Lacking:
    """Return what would be blank in the papers made anew; UsageError where a template cannot take one."""
    press = pipeline.press_for(work)
    try:
        found = {paper_of(draft): (draft, press.lacking(draft)) for draft in _drafts(work, old)}
    except TemplateError as error:
        raise UsageError(f"Chưa thay được, vì chưa in được bản mới. {error.message}", error.fix) from error
    return {paper: (draft, blanks) for paper, (draft, blanks) in found.items() if blanks}


def _replaced_before(old: Entry, successor: Entry) -> Problem:
    message = f"{old.symbol} đã được thay bằng {successor.symbol} từ trước; không cấp thêm số."
    return Problem(Where(), message, f"Muốn thay nữa thì ghi số đang dùng: {successor.symbol}.", "warning")


def _with(report: Report, *problems: Problem) -> Report:
    return replace(report, problems=(*report.problems, *problems))


_NOTHING = Problem(
    Where(),
    "Không có số nào đã cấp mà chưa phát hành theo ký hiệu hoặc năm cũ; không đổi số nào.",
    "Xem các số đã cấp: vanthu register.",
    "warning",
)


def renumber(order: Order, *, at: datetime) -> Report:
    """Make void the reserved numbers of another symbol or period, give new ones, and make their papers again.

    Issued papers keep theirs. Asked again, it changes nothing, and completes what was killed in between.

    Raises:
        FlowsError: usage, disk or register.
    """
    work = pipeline.read(order, at)
    pipeline.number(work)
    with open_register(order.register_target) as register:
        numbers = number_papers.renumber(register, work.batch.events, at, order.who)
    report = pipeline.make(order, at)
    return report if numbers else replace(report, problems=(*report.problems, _NOTHING))
