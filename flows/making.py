"""The steps of a run without Prefect: an order in, documents in outputs and a report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from typing import Any

from flows import drafting, registering
from flows.annotating import refresh
from flows.checking import EVERY_KIND, Stationery, expected, look_at, wanted
from flows.comparing import held_papers, overtaken
from flows.documents import KINDS
from flows.errors import FlowsError, RegisterError
from flows.inspecting import forms_of_made
from flows.model.draft import Batch, Draft, EventBatch
from flows.model.report import EventReport, Report
from flows.numbering.register import open_register
from flows.pausing import collector_paused
from flows.portions import Workers, results, share
from flows.press import Press, problems_of
from flows.problems import Problem, Where
from flows.publishing.outputs import Outputs
from flows.settings import Order
from flows.signing.packing import pack
from flows.signing.showing import show
from flows.waiting import accounted

Progress = Callable[[int, int], None]
"""Told how many of how many documents are done."""

PORTION = 300
"""Events are made together until they have so many documents: few Prefect tasks, none of them long."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a run has found to do."""

    order: Order
    at: datetime
    batch: Batch
    stationery: Stationery

    @property
    def size(self) -> int:
        """Return how many documents are due."""
        return sum(len(event.drafts) for event in self.batch.events)

    def held_back(self, report: Report) -> Counter[str]:
        """Return how many papers of each kind wait until a mistake is mended."""
        due = Counter(draft.kind for event in self.batch.events for draft in event.drafts)
        done = Counter(document.kind for event in report.events for document in event.documents)
        return sum((_held_back(event, expected(self.order)) for event in self.batch.events), due - done)


def make(order: Order, at: datetime, progress: Progress | None = None) -> Report:
    """Read and draft, number, print and publish; `at` is the moment that the register writes down.

    Raises:
        FlowsError: usage, disk or register; what was decided by then is completed by the next run.
    """
    with collector_paused():
        return finish(number(read(order, at)), progress)


def finish(work: Work, progress: Progress | None = None) -> Report:
    """Print, publish and record what has its numbers."""
    return record(work, publish_all(work, press_for(work, progress)))


def read(order: Order, at: datetime) -> Work:
    """Read the templates and the inbox; a kind whose template cannot be used is held back, its papers stand."""
    stationery = look_at(order.templates, wanted(order))
    # What the other kinds wait for is shown too, and their templates say what they cannot do without.
    others = look_at(order.templates, [kind for kind in EVERY_KIND if kind not in wanted(order)])
    batch = drafting.draft(order, {**others.uses, **stationery.uses})
    due = {draft.kind for event in batch.events for draft in event.drafts}
    faults = chain.from_iterable(found for kind, found in stationery.faults.items() if kind in due)
    events = tuple(_without(event, frozenset(stationery.faults)) for event in batch.events)
    return Work(order, at, Batch(events, (*batch.problems, *faults)), stationery)


def number(work: Work) -> Work:
    """Give every person a lasting key and every paper its number, all numbers in one transaction.

    Raises:
        RegisterError: it is missing, damaged or in use, or does not know numbers that stand in outputs.
    """
    if not work.batch.events:
        return work
    with open_register(work.order.register_target) as register:
        standing = Outputs(work.order.outputs).manifests(register.vouched(_place(work.order)))
        try:
            events = registering.enter(register, work.batch.events, standing, work.at, work.order.who)
        except RegisterError:
            register.undo_opening()  # an empty register beside numbered papers must not stay and look like the office's
            raise
    return replace(work, batch=replace(work.batch, events=events))


def going_out(work: Work, choose: Callable[[Draft], bytes | None]) -> Work:
    """Return the work with the papers that go out in this run: their bytes, b"" for one as it is printed."""

    def chosen(event: EventBatch) -> EventBatch:
        asked = (((draft.kind, draft.key), choose(draft)) for draft in event.drafts)
        return replace(event, issuing={one: content for one, content in asked if content is not None})

    return replace(work, batch=replace(work.batch, events=tuple(map(chosen, work.batch.events))))


def press_for(work: Work, progress: Progress | None = None) -> Press:
    """Return a press that counts what it prints."""
    done, size = iter(range(1, work.size + 1)), work.size
    return Press(work.order.templates, (lambda: progress(next(done), size)) if progress else lambda: None)


def portions(batch: Batch, size: int = PORTION) -> Iterator[tuple[EventBatch, ...]]:
    """Yield the events in groups of some hundred documents, or as many as wanted."""
    group: list[EventBatch] = []
    for event in batch.events:
        group.append(event)
        if sum(len(one.drafts) for one in group) >= size:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def publish(work: Work, events: Iterable[EventBatch], press: Press) -> list[EventReport]:
    """Print the papers of these events and put them in their place, each event's at once."""
    return publish_events(work.order, events, press)


def publish_all(work: Work, press: Press, workers: Workers | None = None) -> list[EventReport]:
    """Print all papers: here, or with the help of others; a large event is shared out, small ones go whole."""
    if workers is None:
        return [made for part in portions(work.batch) for made in publish(work, part, press)]
    events, made = work.batch.events, dict[str, EventReport]()
    for event in events:
        if len(event.drafts) > share(workers, len(event.drafts)):
            made[event.code] = _published(work.order, event, press, workers)
    small = [event for event in events if event.code not in made]
    groups = list(portions(Batch(tuple(small)), share(workers, sum(len(event.drafts) for event in small))))
    for group in results(workers, ((publish_events, work.order, group, press) for group in groups)):
        made |= {one.event: one for one in group}
        press.tell(sum(len(one.documents) for one in group))
    return [made[event.code] for event in events]


def publish_events(order: Order, events: Iterable[EventBatch], press: Press) -> list[EventReport]:
    """Print the papers of these events, wherever this is called."""
    return [_published(order, event, press) for event in events]


def _published(order: Order, event: EventBatch, press: Press, workers: Workers | None = None) -> EventReport:
    with Outputs(order.outputs).publication(event) as publication:
        printed = (
            press.spread(publication, event.drafts, workers) if workers else press.print(publication, event.drafts)
        )
        problems = (*event.problems, *problems_of(event, list(printed)))
        published = publication.commit(problems, in_part=bool(order.only))
    return EventReport(
        event.code,
        event.title,
        published.documents,
        event.not_due,
        (*problems, *published.problems, *overtaken(event, published.documents)),
        published.removed,
        held_papers(event),
        published.is_new,
    )


def record(work: Work, made: Sequence[EventReport]) -> Report:
    """Tell the register which files its numbers stand on, mark the mistakes in copies of the workbooks, and report."""
    pairs = zip(work.batch.events, made, strict=True)
    finished = [one for event, done in pairs for one in registering.finished(event.drafts, done.documents)]
    pairs = zip(work.batch.events, made, strict=True)
    out = [one for event, done in pairs for one in registering.gone_out(event.code, event.drafts, done.documents)]
    pairs = zip(work.batch.events, made, strict=True)
    holders = [one for event, done in pairs for one in registering.holders(event, done.documents)]
    if made:
        with open_register(work.order.register_target) as register:
            register.record(finished, at=work.at, who=work.order.who)
            register.record_papers(out)
            register.record_holders(holders)
            register.vouch(_place(work.order), Outputs(work.order.outputs).stamps())
            # The state before the next run that writes; a run that changed nothing finds this copy and adds none.
            register.backup(at=work.at)
    pairs = zip(work.batch.events, made, strict=True)
    events = tuple(accounted(event, done, expected(work.order)) for event, done in pairs)
    report = Report(events, (*work.batch.problems, *forms_of_made(work.order.outputs, made)))
    refresh(work.order, report)
    return show(work.order.outputs, with_pack(work.order, work.batch.events, report))


def with_pack(order: Order, batches: Sequence[EventBatch], report: Report) -> Report:
    """Make the PDFs where they are asked for, and the signing packs where they are asked for or stand already."""
    report = _with_pdfs(order, report) if order.pdf else report
    pairs = zip(report.events, pack(order, batches), strict=True)
    return replace(report, events=tuple(replace(made, problems=(*made.problems, *told)) for made, told in pairs))


def _with_pdfs(order: Order, report: Report) -> Report:
    """Make a PDF beside every paper; return the report with the reason where that fails, for the papers all stand."""
    from flows.signing.pdf import add_pdfs, fonts_lacking  # noqa: PLC0415 its libraries are heavy, few runs ask for PDFs

    documents = [document for event in report.events for document in event.documents]
    try:
        new = add_pdfs(order.outputs, documents, archive=order.pdf == "pdf-a")
    except FlowsError as failure:
        told = Problem(Where(), failure.message, failure.fix)
        return replace(report, problems=(*report.problems, told), failed=True)
    return replace(report, problems=(*report.problems, *fonts_lacking(new)))


def _place(order: Order) -> str:
    return str(order.outputs.absolute())


def as_parameters(order: Order, *, scheduled: bool = False) -> dict[str, Any]:
    """Return an order as the flow's parameters, which are plain; a scheduled run takes the day on which it runs."""
    return {
        "inputs": str(order.inputs.absolute()),
        "outputs": str(order.outputs.absolute()),
        "templates": str(order.templates.absolute()),
        "register_target": order.register_target,
        "events": list(order.events),
        "only": list(order.only),
        "as_of": None if scheduled else order.today.isoformat(),
        "pdf": order.pdf,
    }


def _without(event: EventBatch, kinds: frozenset[str]) -> EventBatch:
    """Return the event without the drafts of these kinds, whose earlier papers then nobody counts as removed."""
    drafts = tuple(draft for draft in event.drafts if draft.kind not in kinds)
    return replace(event, drafts=drafts, kinds=event.kinds - kinds)


def _held_back(event: EventBatch, kinds: Iterable[str]) -> Counter[str]:
    waiting = event.kinds | {one.kind for one in event.not_due}
    people = Counter(kind for kind, key in event.standing if kind in event.kinds and _is_personal(kind) and key)
    whole = {kind: max(1, len(event.people) if _is_personal(kind) else 1) for kind in kinds if kind not in waiting}
    return people + Counter(whole)


def _is_personal(kind: str) -> bool:
    return any(one.PER_PERSON for one in KINDS if kind == one.KIND)
