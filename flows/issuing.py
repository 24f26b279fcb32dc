"""The second pass, after the signature: an event in; its papers with number and day out, each for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime

from flows import making
from flows.documents import invitation, plan
from flows.making import Work
from flows.model.draft import Draft, EventBatch, Heading
from flows.model.report import Report
from flows.numbering.entries import Entry, NumberRequest
from flows.numbering.refusals import was_void
from flows.numbering.register import Register, open_register
from flows.problems import Problem
from flows.requesting import request_for, slot_of
from flows.settings import Order
from flows.signed import Signed, paper_of
from flows.signing.showing import show

KINDS = (plan.KIND, invitation.KIND)
OUT = ("issued",)


def issue(order: Order, *, day: date | None, at: datetime) -> Report:
    """Give the order's papers, plans and invitations unless it names kinds, number and day, and keep their copies.

    `day` None is the day that a paper bears already, else today. Asking again gives the same numbers; an issued paper
    keeps its day, and to ask for another one is a mistake. A paper whose data changed since it was made for signing
    is not what was signed: it gets no number.

    Raises:
        FlowsError: usage, disk or register.
    """
    found = making.read(replace(order, only=order.only or KINDS), at)
    work = making.number(found)
    signed = Signed.of(order.outputs, making.press_for(work))
    with open_register(order.register_target) as register:
        stops = {event.code: tuple(_numbered(register, event, day, work, signed)) for event in work.batch.events}
    work = making.number(found)
    going = {paper_of(draft): told for event in work.batch.events for draft, told in signed.going_out(event)}
    out = {paper: told for paper, told in going.items() if isinstance(told, bytes)}
    report = making.finish(making.going_out(work, lambda draft: out.get(paper_of(draft))))
    for (slot, _), told in going.items():
        stops[slot.event] += (told,) if isinstance(told, Problem) else ()
    events = (replace(each, problems=(*each.problems, *stops[each.event])) for each in report.events)
    return show(order.outputs, replace(report, events=tuple(events)))


def _is_void(entry: Entry | None) -> bool:
    return entry is not None and entry.state == "void"


def _numbered(register: Register, event: EventBatch, day: date | None, work: Work, signed: Signed) -> Iterator[Problem]:
    """Give one event's papers their numbers; yield what stands against it."""
    held = register.look_up(event.code)
    out = {slot for slot, entry in held.items() if entry.state in OUT}
    unlike = [draft for draft in event.drafts if slot_of(draft) not in out and signed.differs(draft)]
    yield from (signed.changed(event, draft) for draft in unlike)
    void = [slot for slot in {slot_of(draft): None for draft in event.drafts} if _is_void(held.get(slot))]
    yield from (replace(was_void(held[slot]), severity="warning").at(event.where) for slot in void)
    refused = {*void, *map(slot_of, unlike)}
    asked = [one for one in _requests(event.drafts, day, work.at.date()) if one.slot not in refused]
    requests = [one for one in asked if day is not None or one.slot not in out]
    if requests:
        answer = register.issue(requests, at=work.at, who=work.order.who)
        yield from (mistake.at(event.where) for mistake in answer.mistakes.values())


def _requests(drafts: Iterable[Draft], day: date | None, today: date) -> Iterator[NumberRequest]:
    """Yield one request a paper; the number counts in the year of the day of issue."""
    asked = {request.slot: (request, draft) for draft in drafts if (request := request_for(draft))}
    for request, draft in asked.values():
        issued = day or _own_day(draft.heading) or today
        # A number that the register holds stays in its year.
        series = request.series if draft.heading.number is not None else request.series.on(issued)
        yield request._replace(day=issued, series=series)


def _own_day(head: Heading) -> date | None:
    """Return the day that a paper bears already, typed or given before the signature: what was signed says it."""
    return head.day if isinstance(head.day, date) else None
