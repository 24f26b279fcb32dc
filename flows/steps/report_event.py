"""Report on events: what a check finds and a run made, who waits, and marked copies of workbooks with problems."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from flows.documents import KINDS, NAMES, PERSONAL
from flows.model.draft import EventBatch
from flows.model.fields import fields_of
from flows.model.order import Order
from flows.model.person import Person
from flows.model.recorded_paper import Document, Id
from flows.model.report import Attendee, EventReport, Held, Report
from flows.outputs.file_names import annotated_name
from flows.outputs.hand_edits import put_file
from flows.outputs.outputs_folder import Outputs
from flows.outputs.publish_event import Published
from flows.problems import Problem, Where, grouped_by
from flows.reading.event_workbooks import alongside, is_passed_over, workbooks_of
from flows.spreadsheets.marked_copy import annotated
from flows.steps import draft_papers
from flows.steps.check_templates import look_at

_OF_A_PERSON = frozenset(field.heading for field in fields_of(Person))


def check(order: Order, paths: Sequence[Path] = ()) -> Report:
    """Read and judge the inbox, or what is under `paths`; write nothing."""
    stationery = look_at(order.templates, wanted(order))
    batch = draft_papers.draft(order, stationery.uses, paths)
    # Templates of kinds on request are missed only where somebody asks.
    needed = {*expected(order), *chain.from_iterable(event.kinds for event in batch.events)}
    faults = chain.from_iterable(found for kind, found in stationery.faults.items() if kind in needed)
    return Report(tuple(_told(each, order) for each in batch.events), (*batch.problems, *faults))


def _told(event: EventBatch, order: Order) -> EventReport:
    """Return what is known of an event of which nothing is made: what waits, and what no mistake lets pass."""
    waiting = event.kinds | event.not_due.keys()
    stopped = tuple(kind for kind in expected(order) if kind not in waiting)
    return EventReport(
        event.code, event.title, not_due=event.not_due, problems=event.problems, stopped=stopped, office=event.office
    )


def wanted(order: Order) -> tuple[str, ...]:
    """Return the kinds that an order may have to make."""
    return order.only or tuple(NAMES)


def expected(order: Order) -> tuple[str, ...]:
    """Return the kinds that an order asks for of every event."""
    return order.only or tuple(kind.KIND for kind in KINDS if not kind.ON_REQUEST)


def _overtaken(event: EventBatch, documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield a warning for each change that came after papers were issued, at the person's row or the event's cell."""
    changed = (document for document in documents if document.change == "overtaken")
    found = grouped_by(changed, lambda document: (_place(event, document), document.kind, document.fields))
    for (where, kind, fields), papers in found.items():
        number = papers[0].number or ""
        whose = f"của {papers[0].recipient}" if len(papers) == 1 and papers[0].recipient else ""
        count = f"({len(papers)} bản)" if len(papers) > 1 else ""
        what = f"«{', '.join(fields)}» đã đổi" if fields else "dữ liệu đã đổi"
        subject = " ".join(part for part in (f"{NAMES[kind]} số {number}", whose, count) if part)
        message = f"{subject} đã phát hành mà {what}; bản đã phát hành được giữ nguyên, cần văn bản thay thế."
        yield Problem(where, message, how_to_replace(event.code, number), "warning")


def how_to_replace(event: str, number: str) -> str:
    """Return what to do where an issued paper no longer says what the workbook says."""
    return f'Trả ô về như cũ, hoặc phát hành bản thay thế: vanthu issue {event} --replace {number} --why "lý do".'


def _place(event: EventBatch, document: Document) -> Where:
    own = [heading for heading in document.fields if heading in _OF_A_PERSON and heading not in event.places]
    person = event.person(document.key)
    if person and (own or not document.fields):
        return event.place_in_row(person, own[0] if own else "")
    return event.place_of(next((heading for heading in document.fields if heading in event.places), ""))


def reported(event: EventBatch, made: Published, told: Sequence[Problem], expected: Collection[str]) -> EventReport:
    """Return what became of an event: `told` are its problems before publishing, `expected` the kinds asked of it."""
    return EventReport(
        event.code,
        event.title,
        made.documents,
        event.not_due,
        (*told, *made.problems, *_overtaken(event, made.documents)),
        made.removed,
        tuple(_held_papers(event)),
        made.is_new,
        people=tuple(_attendees(event, {(one.kind, one.key) for one in made.documents})),
        stopped=_stopped(event, made.documents, expected),
        others_not_due=event.others_not_due,
        others_stopped=event.others_stopped,
        posted=event.posted,
        office=event.office,
    )


def _held_papers(event: EventBatch) -> Iterator[Held]:
    """Yield the papers of people whose rows must be mended first."""
    for kind in [kind for kind in NAMES if kind in event.kinds & PERSONAL]:
        people = (person for person in event.people if (kind, person.key) in event.standing)
        yield from (Held(kind, person.key, person.called) for person in people)


def _attendees(event: EventBatch, done: Collection[Id]) -> Iterator[Attendee]:
    waiting = {one for one in event.standing if one[0] in PERSONAL & event.kinds}
    # A row that must be mended holds back its papers of the other kinds too, whatever this run was asked for.
    waiting |= {(kind, one.key) for kind in PERSONAL & event.others_due for one in event.people if one.held}
    waiting |= {(draft.kind, draft.key) for draft in event.drafts} - set(done)
    kinds: dict[str, list[str]] = {}
    for kind, key in sorted(waiting):
        kinds.setdefault(key, []).append(kind)
    for one in event.people:
        yield Attendee(one.key, one.called, one.unit or "", tuple(kinds.get(one.key, ())))


def _stopped(event: EventBatch, documents: Sequence[Document], expected: Collection[str]) -> tuple[str, ...]:
    waiting = event.kinds | event.not_due.keys()
    whole = {draft.kind for draft in event.drafts if not draft.key} - {one.kind for one in documents}
    refused = {kind for kind, key in event.standing if not key and kind in event.kinds}
    return tuple(kind for kind in NAMES if kind in whole | refused | ({*expected} - waiting))


def annotate(problems: Sequence[Problem], order: Order, paths: Iterable[Path], folder: Path) -> list[Path]:
    """Write into a folder a copy of every workbook of the order, or under the paths, that has problems."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    told = grouped_by(problems, _file)
    for name, workbook in _workbooks(order, paths).items():
        content = annotated(workbook, told.get(name, []))
        if content is not None:
            made.append(put_file(folder, annotated_name(name), content))
    return made


def refresh(order: Order, events: Iterable[EventBatch], report: Report) -> None:
    """Keep outputs/loi/ as a run found things: a copy of each workbook with errors, none of those without.

    A run of some events only says nothing of the others' workbooks, whose copies stay.
    """
    outputs, told, sound = Outputs(order.outputs), grouped_by(report.all_problems, _file), []
    found = _workbooks(order, ())
    if order.events:
        files = {where.file for event in events for where in (event.where, *(one.where for one in event.people))}
        these = alongside(files, order.inputs)
        found = {name: workbook for name, workbook in found.items() if name in these}
    for name, workbook in found.items():
        own = told.get(name, [])
        content = annotated(workbook, own) if any(problem.is_error for problem in own) else None
        if content is not None:
            outputs.annotated(name, content)
        else:
            sound.append(name)
    outputs.remove_annotated(sound)


def _workbooks(order: Order, paths: Iterable[Path]) -> dict[str, Path]:
    """Return the workbooks by name, without the copies that are not read: their originals are marked instead."""
    found = workbooks_of(tuple(paths) or (order.inputs,), order.inputs)
    return {name: path for name, path in found.items() if not is_passed_over(path)}


def _file(problem: Problem) -> str:
    return problem.where.file
