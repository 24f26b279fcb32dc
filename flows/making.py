"""The steps of a run without Prefect: an order in, documents in outputs and a report out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from flows import drafting, registering
from flows.documents import KINDS, NAMES
from flows.errors import TemplateError
from flows.model.draft import Batch, Draft, EventBatch
from flows.model.report import EventReport, Report
from flows.numbering.register import open_register
from flows.problems import Problem, Where
from flows.publishing.outputs import Outputs, Publication
from flows.rendering import Filling, Template
from flows.rendering.review import fields_used, review
from flows.settings import Order

Progress = Callable[[int, int], None]
"""Told how many of how many documents are done."""

PORTION = 300
"""Events are made together until they have so many documents: few Prefect tasks, none of them long."""


@dataclass(frozen=True, slots=True)
class Stationery:
    """The Word templates of a run: the fields each one uses, and the faults of those that cannot be used, by kind."""

    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    faults: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


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

    def held_back(self) -> Counter[str]:
        """Return how many papers of each kind wait until a mistake is mended."""
        return sum((_held_back(event, _wanted(self.order)) for event in self.batch.events), Counter[str]())


class Press:
    """Prints drafts; each kind's template is compiled when the first of them comes. May go to other processes."""

    def __init__(self, folder: Path, told: Callable[[], None] = lambda: None) -> None:
        """Print with the templates of a folder, and tell of each document printed."""
        self._folder = folder
        self._told = told
        self._templates: dict[str, tuple[Template, str]] = {}

    def template(self, kind: str) -> tuple[Template, str]:
        """Return a kind's template and the hash of its file."""
        if kind not in self._templates:
            content = template_of(self._folder, kind).read_bytes()
            template = Template(content, file=template_of(self._folder, kind).name)
            self._templates[kind] = template, hashlib.sha256(content).hexdigest()
        return self._templates[kind]

    def print(self, publication: Publication, drafts: Iterable[Draft]) -> Iterator[tuple[Draft, Filling | Problem]]:
        """Fill and hand in one draft after the other; a draft that its template cannot take is held back."""
        for draft in drafts:
            template, sha256 = self.template(draft.kind)
            try:
                filling = template.fill(draft.filled())
            except TemplateError as error:
                yield draft, Problem(Where(template.file), error.message, error.fix)
                continue
            publication.add(draft, filling.document, sha256)
            self._told()
            yield draft, filling


def make(order: Order, at: datetime, progress: Progress | None = None) -> Report:
    """Read and draft, number, print and publish; `at` is the moment that the register writes down.

    Raises:
        FlowsError: usage, disk or register; what was decided by then is completed by the next run.
    """
    work = number(read(order, at))
    press = press_for(work, progress)
    return record(work, [made for part in portions(work.batch) for made in publish(work, part, press)])


def read(order: Order, at: datetime) -> Work:
    """Read the templates and the inbox; a kind whose template cannot be used is held back, its papers stand."""
    stationery = look_at(order.templates, _wanted(order))
    batch = drafting.draft(order, stationery.uses)
    due = {draft.kind for event in batch.events for draft in event.drafts}
    faults = chain.from_iterable(found for kind, found in stationery.faults.items() if kind in due)
    events = tuple(_without(event, frozenset(stationery.faults)) for event in batch.events)
    return Work(order, at, Batch(events, (*batch.problems, *faults)), stationery)


def look_at(folder: Path, kinds: Iterable[str]) -> Stationery:
    """Judge the templates of these kinds."""
    judged = {kind: tuple(_faults(template_of(folder, kind), kind)) for kind in kinds}
    uses = {kind: frozenset(fields_used(template_of(folder, kind))) for kind, faults in judged.items() if not faults}
    return Stationery(uses, {kind: faults for kind, faults in judged.items() if faults})


def template_of(folder: Path, kind: str) -> Path:
    """Return the template of a kind."""
    return folder / f"{kind}.docx"


def number(work: Work) -> Work:
    """Give every person a lasting key and every paper its number, all numbers in one transaction.

    Raises:
        RegisterError: it is missing, damaged or in use, or does not know numbers that stand in outputs.
    """
    if not work.batch.events:
        return work
    with open_register(work.order.register_target) as register:
        standing = Outputs(work.order.outputs).manifests()
        events = registering.enter(register, work.batch.events, standing, work.at)
    return replace(work, batch=replace(work.batch, events=events))


def press_for(work: Work, progress: Progress | None = None) -> Press:
    """Return a press that counts what it prints."""
    done, size = iter(range(1, work.size + 1)), work.size
    return Press(work.order.templates, (lambda: progress(next(done), size)) if progress else lambda: None)


def portions(batch: Batch) -> Iterator[tuple[EventBatch, ...]]:
    """Yield the events in groups of some hundred documents."""
    group: list[EventBatch] = []
    for event in batch.events:
        group.append(event)
        if sum(len(one.drafts) for one in group) >= PORTION:
            yield tuple(group)
            group = []
    if group:
        yield tuple(group)


def publish(work: Work, events: Iterable[EventBatch], press: Press) -> list[EventReport]:
    """Print the papers of these events and put them in their place, each event's at once."""
    outputs = Outputs(work.order.outputs)
    return [_published(outputs, event, press) for event in events]


def _published(outputs: Outputs, event: EventBatch, press: Press) -> EventReport:
    with outputs.publication(event) as publication:
        problems = (*event.problems, *_problems(list(press.print(publication, event.drafts))))
        published = publication.commit(problems)
    told = (*problems, *published.problems)
    return EventReport(event.code, event.title, published.documents, event.not_due, told, len(published.removed))


def record(work: Work, made: Sequence[EventReport]) -> Report:
    """Tell the register which files its numbers stand on, keep a copy of it, and report."""
    drafts = (draft for event in work.batch.events for draft in event.drafts)
    documents = (document for event in made for document in event.documents)
    if made:
        with open_register(work.order.register_target) as register:
            register.record(list(registering.finished(drafts, documents)), at=work.at)
            # The state before the next run that writes; a run that changed nothing finds this copy and adds none.
            register.backup(at=work.at)
    return Report(tuple(made), work.batch.problems)


def has_template_faults(report: Report) -> bool:
    """Whether a Word template held documents back: a mistake of the configuration, not of the data."""
    return any(problem.is_error and problem.where.file.endswith(".docx") for problem in report.all_problems)


def _wanted(order: Order) -> tuple[str, ...]:
    return order.only or tuple(kind.KIND for kind in KINDS)


def _faults(path: Path, kind: str) -> Iterator[Problem]:
    if not path.is_file():
        fix = f"Đặt mẫu Word vào {path}, hoặc chỉ đúng thư mục bằng --templates."
        yield Problem(Where(path.name), f"Không có mẫu {NAMES[kind].lower()}.", fix)
        return
    try:
        yield from (problem for problem in review(path, kind) if problem.is_error)
    except TemplateError as error:
        yield Problem(Where(path.name), error.message, error.fix)


def _without(event: EventBatch, kinds: frozenset[str]) -> EventBatch:
    """Return the event without the drafts of these kinds, whose earlier papers then nobody counts as removed."""
    drafts = tuple(draft for draft in event.drafts if draft.kind not in kinds)
    return replace(event, drafts=drafts, kinds=event.kinds - kinds)


def _problems(printed: Sequence[tuple[Draft, Filling | Problem]]) -> Iterator[Problem]:
    """Yield each refusal once, and one warning for each heading that a kind's papers lack."""
    yield from dict.fromkeys(problem for _, problem in printed if isinstance(problem, Problem))
    filled = [(draft, filling) for draft, filling in printed if isinstance(filling, Filling)]
    counts = Counter((draft.kind, heading, bool(draft.key)) for draft, filling in filled for heading in filling.blanks)
    yield from (_blank(*missing, count) for missing, count in counts.items())


def _blank(kind: str, heading: str, per_person: bool, count: int) -> Problem:  # noqa: FBT001 a part of the counted key
    whose = f" của {count} người" if per_person else ""
    message = f"{NAMES[kind]}{whose} còn chỗ trống «{heading}»."
    fix = f"Ghi «{heading}» vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản."
    return Problem(Where(heading=heading), message, fix, "warning")


def _held_back(event: EventBatch, wanted: Iterable[str]) -> Counter[str]:
    waiting = event.kinds | {one.kind for one in event.not_due}
    people = Counter(kind for kind, key in event.standing if kind in event.kinds and _is_personal(kind) and key)
    whole = {kind: max(1, len(event.people) if _is_personal(kind) else 1) for kind in wanted if kind not in waiting}
    return people + Counter(whole)


def _is_personal(kind: str) -> bool:
    return any(one.PER_PERSON for one in KINDS if kind == one.KIND)
