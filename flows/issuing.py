"""The second pass, after the signature: an event in; its plan and invitations with number and day out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from flows import making
from flows.documents import invitation, plan
from flows.model.draft import Draft, EventBatch, Series
from flows.model.report import EventReport, Report
from flows.numbering.entries import Allotment, NumberRequest
from flows.numbering.register import Register, open_register
from flows.problems import Problem
from flows.publishing.issued import keep_issued
from flows.registering import request_for
from flows.settings import Order

KINDS = (plan.KIND, invitation.KIND)
OUT = ("issued", "signed")


def issue(order: Order, *, day: date | None, at: datetime) -> Report:
    """Give the order's plans and invitations their numbers on that day (None: today), and keep the issued copies.

    Asking again gives the same numbers; an issued paper keeps its day, and to ask for another one is a mistake.

    Raises:
        FlowsError: usage, disk or register.
    """
    wanted = replace(order, only=order.only or KINDS)
    work = making.number(making.read(wanted, at))
    with open_register(order.register_target) as register:
        refusals = {event.code: _issued(register, event, day, at) for event in work.batch.events}
    report = making.make(wanted, at)
    return replace(report, events=tuple(_kept(order, event, refusals.get(event.event, ())) for event in report.events))


def _issued(register: Register, event: EventBatch, day: date | None, at: datetime) -> tuple[Problem, ...]:
    """Give one event's papers their numbers; return what the register refused."""
    held = register.look_up(event.code)
    out = {slot for slot, entry in held.items() if entry.state in OUT}
    requests = [one for one in _requests(event.drafts, day or at.date()) if day is not None or one.slot not in out]
    if not requests:
        return ()
    answer: Allotment = register.issue(requests, at=at)
    return tuple(mistake.at(event.where) for mistake in answer.mistakes.values())


def _requests(drafts: Iterable[Draft], day: date) -> Iterable[NumberRequest]:
    """Return one request a paper; the number counts in the year of the day of issue."""
    asked = {request.slot: (request, draft) for draft in drafts if (request := request_for(draft))}
    return [
        replace(request, day=day, series=Series(request.series.pattern, _year(draft, day)))
        for request, draft in asked.values()
    ]


def _year(draft: Draft, day: date) -> int:
    """Return the year a number counts in: that of the day of issue, unless the register holds the number already."""
    head = draft.heading
    return head.series.year if head.series and head.number is not None else day.year


def _kept(order: Order, event: EventReport, refusals: tuple[Problem, ...]) -> EventReport:
    told = keep_issued(order.outputs, event.documents)
    return replace(event, problems=(*event.problems, *refusals, *told))
