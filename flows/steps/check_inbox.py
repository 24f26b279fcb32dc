"""Read and judge without making anything: the templates, and what is wrong or waiting."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from flows.documents import KINDS, NAMES
from flows.model.draft import EventBatch
from flows.model.order import Order
from flows.model.report import EventReport, Report
from flows.problems import Problem, Where
from flows.steps import draft_papers
from flows.steps.check_templates import review_of


@dataclass(frozen=True, slots=True)
class Stationery:
    """The Word templates of a run: the fields each one uses, and the faults of those that cannot be used, by kind."""

    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    faults: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


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


def look_at(folder: Path, kinds: Iterable[str]) -> Stationery:
    """Judge the templates of these kinds."""
    found = {kind: _judged(template_of(folder, kind), kind) for kind in kinds}
    faults = {kind: one for kind, one in found.items() if isinstance(one, tuple)}
    return Stationery({kind: one for kind, one in found.items() if not isinstance(one, tuple)}, faults)


def wanted(order: Order) -> tuple[str, ...]:
    """Return the kinds that an order may have to make."""
    return order.only or tuple(NAMES)


def expected(order: Order) -> tuple[str, ...]:
    """Return the kinds that an order asks for of every event."""
    return order.only or tuple(kind.KIND for kind in KINDS if not kind.ON_REQUEST)


def _judged(path: Path, kind: str) -> frozenset[str] | tuple[Problem, ...]:
    """Return the fields that a template uses, or its faults if it has any."""
    if not path.is_file():
        fix = f"Đặt mẫu Word vào {path}, hoặc chỉ đúng thư mục bằng --templates."
        return (Problem(Where(path.name), f"Không có mẫu {NAMES[kind].lower()}.", fix),)
    review = review_of(path, next(module for module in KINDS if kind == module.KIND))
    errors = (finding.problem for finding in review.findings if finding.problem.is_error)
    return tuple(dict.fromkeys(errors)) or review.fields or frozenset()


def template_of(folder: Path, kind: str) -> Path:
    """Return the template of a kind."""
    return folder / f"{kind}.docx"
