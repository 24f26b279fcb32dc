"""The second pass, after the signature: an event in; its papers with number and day out, each for good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from flows import making
from flows.documents import NAMES, invitation, plan
from flows.errors import TemplateError
from flows.making import Work
from flows.model.draft import Draft, EventBatch, Heading
from flows.model.report import Report
from flows.numbering.entries import Entry, NumberRequest, Slot
from flows.numbering.refusals import was_void
from flows.numbering.register import Register, open_register
from flows.press import Press
from flows.problems import Problem
from flows.publishing.outputs import Outputs, Standing
from flows.registering import request_for, slot_of
from flows.settings import Order
from flows.showing import show

KINDS = (plan.KIND, invitation.KIND)
OUT = ("issued", "signed")


def issue(order: Order, *, day: date | None, at: datetime) -> Report:
    """Give the order's papers, plans and invitations unless it names kinds, number and day, and keep their copies.

    `day` None is today; certificates keep the day they bear. Asking again gives the same numbers; an issued paper
    keeps its day, and to ask for another one is a mistake. A paper whose data changed since it was made for signing
    is not what was signed: it gets no number.

    Raises:
        FlowsError: usage, disk or register.
    """
    wanted = replace(order, only=order.only or KINDS)
    work = making.number(making.read(wanted, at))
    signed = {slot_and_key(one): one for one in Outputs(order.outputs).manifests() if not one.is_removed}
    press = making.press_for(work)
    with open_register(order.register_target) as register:
        refusals = {
            event.code: tuple(_issued(register, event, day, work, _Signed(press, signed)))
            for event in work.batch.events
        }
    report = making.make(wanted, at)
    events = (replace(each, problems=(*each.problems, *refusals.get(each.event, ()))) for each in report.events)
    return show(order.outputs, replace(report, events=tuple(events)))


def slot_and_key(paper: Draft | Standing) -> tuple[Slot, str]:
    """Return what a paper is: its number's slot, and the person where many papers share the number."""
    return slot_of(paper), paper.key


def _is_void(entry: Entry | None) -> bool:
    return entry is not None and entry.state == "void"


@dataclass(frozen=True, slots=True)
class _Signed:
    """The papers as they were made for signing."""

    press: Press
    papers: Mapping[tuple[Slot, str], Standing]

    def differs(self, draft: Draft) -> bool:
        """Whether a paper would not be made again as it is from the data of now."""
        made = self.papers.get(slot_and_key(draft))
        if made is None or made.state == "kept":
            return False
        try:
            return self.press.digest(draft) != made.sha256
        except TemplateError:
            return True


def _issued(register: Register, event: EventBatch, day: date | None, work: Work, signed: _Signed) -> Iterator[Problem]:
    """Give one event's papers their numbers; yield what stands against it."""
    held = register.look_up(event.code)
    out = {slot for slot, entry in held.items() if entry.state in OUT}
    unlike = [draft for draft in event.drafts if slot_of(draft) not in out and signed.differs(draft)]
    yield from (_changed_since(event, draft) for draft in unlike)
    void = [slot for slot in {slot_of(draft): None for draft in event.drafts} if _is_void(held.get(slot))]
    yield from (replace(was_void(held[slot]), severity="warning").at(event.where) for slot in void)
    refused = {*void, *map(slot_of, unlike)}
    asked = [one for one in _requests(event.drafts, day, work.at.date()) if one.slot not in refused]
    requests = [one for one in asked if day is not None or one.slot not in out]
    if requests:
        answer = register.issue(requests, at=work.at, who=work.order.who)
        yield from (mistake.at(event.where) for mistake in answer.mistakes.values())


def _changed_since(event: EventBatch, draft: Draft) -> Problem:
    row = next((person.where for person in event.people if person.key == draft.key), event.where)
    message = f"{NAMES[draft.kind]} đã làm để trình ký khác với dữ liệu hay mẫu bây giờ, nên chưa cấp số."
    return Problem(row, message, "Chạy vanthu run, trình ký lại bản mới, rồi phát hành.")


def _requests(drafts: Iterable[Draft], day: date | None, today: date) -> Iterator[NumberRequest]:
    """Yield one request a paper; the number counts in the year of the day of issue."""
    asked = {request.slot: (request, draft) for draft in drafts if (request := request_for(draft))}
    for request, draft in asked.values():
        issued = day or _own_day(draft.heading) or today
        # A number that the register holds stays in its year.
        series = request.series if draft.heading.number is not None else request.series.on(issued)
        yield replace(request, day=issued, series=series)


def _own_day(head: Heading) -> date | None:
    """Return the day that a paper bears already where it was numbered before the signature."""
    return head.day if head.automatic and isinstance(head.day, date) else None
