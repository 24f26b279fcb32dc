"""Who and what waits for a mistake to be mended: an event's batch and its report in, the report that says so out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from flows.documents import KINDS
from flows.model.draft import Document, EventBatch
from flows.model.report import Attendee, EventReport
from flows.publishing.manifest import Id


def accounted(event: EventBatch, report: EventReport, expected: Collection[str]) -> EventReport:
    """Return the report with the event's people and what waits until a mistake is mended, of the expected kinds."""
    people = tuple(_attendees(event, {(one.kind, one.key) for one in report.documents}))
    stopped = _stopped(event, report.documents, expected)
    return replace(
        report,
        people=people,
        stopped=stopped,
        others_not_due=event.others_not_due,
        others_stopped=event.others_stopped,
    )


def _attendees(event: EventBatch, done: Collection[Id]) -> Iterator[Attendee]:
    personal = {kind.KIND for kind in KINDS if kind.PER_PERSON}
    waiting = {one for one in event.standing if one[0] in personal & event.kinds}
    # A row that must be mended holds back its papers of the other kinds too, whatever this run was asked for.
    waiting |= {(kind, one.key) for kind in personal & event.others_due for one in event.people if one.held}
    waiting |= {(draft.kind, draft.key) for draft in event.drafts} - set(done)
    kinds: dict[str, list[str]] = {}
    for kind, key in sorted(waiting):
        kinds.setdefault(key, []).append(kind)
    for one in event.people:
        yield Attendee(one.key, one.called, one.unit or "", tuple(kinds.get(one.key, ())))


def _stopped(event: EventBatch, documents: Sequence[Document], expected: Collection[str]) -> tuple[str, ...]:
    waiting = event.kinds | {one.kind for one in event.not_due}
    whole = {draft.kind for draft in event.drafts if not draft.key} - {one.kind for one in documents}
    refused = {kind for kind, key in event.standing if not key and kind in event.kinds}
    return tuple(kind.KIND for kind in KINDS if kind.KIND in whole | refused | ({*expected} - waiting))
