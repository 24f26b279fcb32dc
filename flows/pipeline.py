"""The main path of a run, without Prefect: read and draft, number, print, publish, report. Read this first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain

from flows.decree_form.judge_papers import judge_made
from flows.documents import NAMES
from flows.errors import FlowsError, RegisterError
from flows.model.draft import Batch, Draft, EventBatch
from flows.model.order import Order
from flows.model.report import EventReport, Report
from flows.model.signed_paper import SignedPdf
from flows.numbering.register import open_register
from flows.outputs.file_names import pdf_of
from flows.outputs.outputs_folder import Outputs
from flows.pdf.signing_pack import pack
from flows.problems import Problem, Where, pressing_first
from flows.steps import draft_papers, number_papers
from flows.steps.check_templates import look_at
from flows.steps.event_page import show
from flows.steps.print_papers import Press, Workers, problems_of, results, share
from flows.steps.record_papers import publish_codes, remember
from flows.steps.report_event import expected, refresh, reported, wanted

Progress = Callable[[int, int], None]
"""Told how many of how many documents are done."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a run has found to do."""

    order: Order
    at: datetime
    batch: Batch


def make(order: Order, at: datetime) -> Report:
    """Read and draft, number, print and publish; `at` is the moment that the register writes down.

    Raises:
        FlowsError: usage, disk or register; what was decided by then is completed by the next run.
    """
    return finish(number(read(order, at)))


def finish(work: Work) -> Report:
    """Print, publish and record what has its numbers."""
    return record(work, publish_all(work, press_for(work)))


def read(order: Order, at: datetime) -> Work:
    """Read the templates and the inbox; a kind whose template cannot be used is held back, its papers stand."""
    stationery = look_at(order.templates, wanted(order))
    # What the other kinds wait for is shown too, and their templates say what they cannot do without.
    others = look_at(order.templates, [kind for kind in NAMES if kind not in wanted(order)])
    batch = draft_papers.draft(order, {**others.uses, **stationery.uses})
    due = {draft.kind for event in batch.events for draft in event.drafts}
    faults = chain.from_iterable(found for kind, found in stationery.faults.items() if kind in due)
    # Without its kind nobody counts an earlier paper as removed.
    events = tuple(
        replace(
            event,
            drafts=tuple(draft for draft in event.drafts if draft.kind not in stationery.faults),
            kinds=event.kinds - stationery.faults.keys(),
        )
        for event in batch.events
    )
    return Work(order, at, Batch(events, (*batch.problems, *faults)))


def number(work: Work) -> Work:
    """Give every person a lasting key and every paper its number, all numbers in one transaction.

    Raises:
        RegisterError: it is missing, damaged or in use, or does not know numbers that stand in outputs.
    """
    if not work.batch.events:
        return work
    outputs = Outputs(work.order.outputs)
    with open_register(work.order.register_target) as register:
        try:
            events = number_papers.enter(register, work.batch.events, outputs, work.at, work.order.who)
        except RegisterError:
            register.undo_opening()  # an empty register beside numbered papers must not stay and look like the office's
            raise
    return replace(work, batch=replace(work.batch, events=events))


def going_out(
    work: Work,
    choose: Callable[[Draft], bytes | None],
    original: Callable[[Draft], SignedPdf | None] = lambda _draft: None,
) -> Work:
    """Return the work with the papers that go out in this run: their bytes, b"" for one as it is printed.

    `original` is the signed PDF as which one goes out.
    """

    def chosen(event: EventBatch) -> EventBatch:
        asked = (((draft.kind, draft.key), choose(draft)) for draft in event.drafts)
        signed = {(draft.kind, draft.key): pdf for draft in event.drafts if (pdf := original(draft))}
        return replace(event, issuing={one: content for one, content in asked if content is not None}, originals=signed)

    return replace(work, batch=replace(work.batch, events=tuple(map(chosen, work.batch.events))))


def press_for(work: Work, progress: Progress | None = None) -> Press:
    """Return a press that counts what it prints."""
    return Press(work.order.templates, progress, sum(len(event.drafts) for event in work.batch.events))


def portions(events: Iterable[EventBatch], size: int) -> Iterator[tuple[EventBatch, ...]]:
    """Yield the events in groups of so many documents."""
    group: list[EventBatch] = []
    for event in events:
        group.append(event)
        if sum(len(one.drafts) for one in group) >= size:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def publish_all(work: Work, press: Press, workers: Workers | None = None) -> list[EventReport]:
    """Print all papers: here, or with the help of others; a large event is shared out, small ones go whole."""
    if workers is None:
        return publish(work.order, work.batch.events, press)
    events, made = work.batch.events, dict[str, EventReport]()
    for event in events:
        if len(event.drafts) > share(workers, len(event.drafts)):
            made[event.code] = _published(work.order, event, press, workers)
    small = [event for event in events if event.code not in made]
    groups = list(portions(small, share(workers, sum(len(event.drafts) for event in small))))
    for group in results(workers, ((publish, work.order, group, press) for group in groups)):
        made |= {one.event: one for one in group}
        press.tell(sum(len(one.documents) for one in group))
    return [made[event.code] for event in events]


def publish(order: Order, events: Iterable[EventBatch], press: Press) -> list[EventReport]:
    """Print the papers of these events and put them in their place, each event's at once, wherever this is called."""
    return [_published(order, event, press) for event in events]


def _published(order: Order, event: EventBatch, press: Press, workers: Workers | None = None) -> EventReport:
    with Outputs(order.outputs).publication(event) as publication:
        printed = (
            press.spread(publication, event.drafts, workers) if workers else press.print(publication, event.drafts)
        )
        problems = tuple(pressing_first((*event.problems, *problems_of(event, list(printed)))))
        published = publication.commit(problems, in_part=bool(order.only))
    return reported(event, published, problems, expected(order))


def record(work: Work, made: Sequence[EventReport]) -> Report:
    """Keep what was signed, tell the register which files its numbers stand on, mark mistakes in copies, and report."""
    made = [_with_originals(work.order, one) for one in made]
    told: tuple[Problem, ...] = ()
    published = [(event, done.documents) for event, done in zip(work.batch.events, made, strict=True)]
    if made:
        with open_register(work.order.register_target) as register:
            remember(register, published, work.at, work.order.who)
            told = publish_codes(register, work.order.outputs, work.batch.events)
            # The state before the next run that writes; a run that changed nothing finds this copy and adds none.
            register.backup(at=work.at)
    report = Report(tuple(made), (*work.batch.problems, *told, *judge_made(work.order.outputs, made)))
    refresh(work.order, work.batch.events, report)
    return show(work.order.outputs, with_pack(work.order, work.batch.events, report))


def _with_originals(order: Order, made: EventReport) -> EventReport:
    """Keep the signed PDFs of an event's issued papers, and later versions of them."""
    if not any(one.issued for one in made.documents):
        return made
    new, told = Outputs(order.outputs).keep_originals(made.event, _signed_pdf)
    entries = {entry.id: entry for entry in new}
    signed = (entries.get((one.kind, one.key)) for one in made.documents)
    documents = tuple(
        replace(one, original=entry.original, signings=entry.signings) if entry else one
        for one, entry in zip(made.documents, signed, strict=True)
    )
    return replace(made, documents=documents, problems=(*made.problems, *told))


def _signed_pdf(content: bytes, before: bytes) -> SignedPdf:
    from flows.pdf import signatures  # noqa: PLC0415 half a second, and few runs have signed PDFs

    pdf = signatures.signed_pdf(content)
    if pdf.fault:
        return pdf
    text = "" if signatures.shows_pictures(content) else signatures.text_seen(content)
    return replace(pdf, text=text, is_alike=bool(before) and signatures.looks_alike(content, before))


def with_pack(order: Order, batches: Sequence[EventBatch], report: Report) -> Report:
    """Make the PDFs where they are asked for, and the signing packs where they are asked for or stand already."""
    report = _with_pdfs(order, batches, report) if order.pdf else report
    pairs = zip(report.events, pack(order, batches), strict=True)
    return replace(report, events=tuple(replace(made, problems=(*made.problems, *told)) for made, told in pairs))


def _with_pdfs(order: Order, batches: Sequence[EventBatch], report: Report) -> Report:
    """Make a PDF beside every paper; return the report with the reason where that fails, for the papers all stand."""
    from flows.pdf.paper_pdfs import add_pdfs, fonts_lacking  # noqa: PLC0415 its libraries are heavy, few runs ask for PDFs
    from flows.pdf.signature_fields import blocks_of, without_place  # noqa: PLC0415 the same

    documents = [document for event in report.events for document in event.documents]
    blocks = blocks_of(batches, report.events) if order.sign_fields else {}
    try:
        new = add_pdfs(order.outputs, documents, archive=order.pdf == "pdf-a", blocks=blocks)
    except FlowsError as failure:
        told = Problem(Where(), failure.message, failure.fix)
        return replace(report, problems=(*report.problems, told), failed=True)
    asked = frozenset(order.outputs / pdf_of(path) for path in blocks)
    return replace(report, problems=(*report.problems, *fonts_lacking(new), *without_place(new, asked)))
