"""Read and judge the inbox without making anything, and mark what is wrong in copies of its workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

from flows.documents import KINDS, NAMES
from flows.model.draft import EventBatch
from flows.model.order import Order
from flows.model.report import EventReport, Report
from flows.outputs.file_names import annotated_name
from flows.outputs.hand_edits import put_file
from flows.outputs.outputs_folder import Outputs
from flows.problems import Problem, grouped_by
from flows.reading.event_workbooks import alongside, is_passed_over, workbooks_of
from flows.spreadsheets.marked_copy import annotated
from flows.steps import draft_papers
from flows.steps.check_templates import look_at


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
    waiting = event.kinds | {one.kind for one in event.not_due}
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
