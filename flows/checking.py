"""Read and judge without making anything: an order in; templates' faults, and everything wrong or waiting, out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from flows import drafting, verdicts
from flows.documents import KINDS, NAMES
from flows.documents.vocabulary import merge_names
from flows.model.draft import Batch, EventBatch
from flows.model.report import EventReport, Report
from flows.problems import Problem, Where
from flows.settings import Order

EVERY_KIND = tuple(kind.KIND for kind in KINDS)


@dataclass(frozen=True, slots=True)
class Stationery:
    """The Word templates of a run: the fields each one uses, and the faults of those that cannot be used, by kind."""

    uses: Mapping[str, frozenset[str]] = field(default_factory=dict)
    faults: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


def check(order: Order, paths: Sequence[Path] = ()) -> Report:
    """Read and judge the inbox, or what is under `paths`; write nothing."""
    stationery = look_at(order.templates, wanted(order))
    batch = drafting.draft(order, stationery.uses, paths)
    faults = chain.from_iterable(found for kind, found in stationery.faults.items() if _is_needed(kind, batch, order))
    return Report(tuple(_told(each, order) for each in batch.events), (*batch.problems, *faults))


def _told(event: EventBatch, order: Order) -> EventReport:
    """Return what is known of an event of which nothing is made: what waits, and what no mistake lets pass."""
    waiting = event.kinds | {one.kind for one in event.not_due}
    stopped = tuple(kind for kind in expected(order) if kind not in waiting)
    return EventReport(event.code, event.title, not_due=event.not_due, problems=event.problems, stopped=stopped)


def look_at(folder: Path, kinds: Iterable[str]) -> Stationery:
    """Judge the templates of these kinds."""
    found = {kind: _judged(template_of(folder, kind), kind) for kind in kinds}
    faults = {kind: one for kind, one in found.items() if isinstance(one, tuple)}
    return Stationery({kind: one for kind, one in found.items() if not isinstance(one, tuple)}, faults)


def wanted(order: Order) -> tuple[str, ...]:
    """Return the kinds that an order may have to make."""
    return order.only or EVERY_KIND


def expected(order: Order) -> tuple[str, ...]:
    """Return the kinds that an order asks for of every event."""
    return order.only or tuple(kind.KIND for kind in KINDS if not kind.ON_REQUEST)


def _is_needed(kind: str, batch: Batch, order: Order) -> bool:
    """Whether a template is missed: those on request only where somebody asks."""
    return kind in expected(order) or any(kind in event.kinds for event in batch.events)


def _judged(path: Path, kind: str) -> frozenset[str] | tuple[Problem, ...]:
    """Return the fields that a template uses, or its faults if it has any."""
    if not path.is_file():
        fix = f"Đặt mẫu Word vào {path}, hoặc chỉ đúng thư mục bằng --templates."
        return (Problem(Where(path.name), f"Không có mẫu {NAMES[kind].lower()}.", fix),)
    content = _content(path)
    uses = verdicts.found_sound(content, kind)
    return _judged_anew(path, kind, content) if uses is None else uses


def _judged_anew(path: Path, key: str, content: bytes) -> frozenset[str] | tuple[Problem, ...]:
    from flows.judging import faults_of  # noqa: PLC0415 brings Jinja and docxtpl
    from flows.rendering.review import fields_used  # noqa: PLC0415 the same

    kind = next(kind for kind in KINDS if key == kind.KIND)
    faults = tuple(problem for problem in faults_of(path, kind) if problem.is_error)
    if faults:
        return faults
    uses = fields_used(path, names=merge_names())
    if _content(path) == content:  # nobody has saved over it meanwhile
        verdicts.remember(content, key, uses)
    return uses


def _content(path: Path) -> bytes:
    """Return what a template holds, nothing where that cannot be read: judging says why."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def template_of(folder: Path, kind: str) -> Path:
    """Return the template of a kind."""
    return folder / f"{kind}.docx"
