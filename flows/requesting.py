"""What papers ask the register for: drafts and the lines it holds in, requests for numbers out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from flows.documents import NAMES, invitation
from flows.model.draft import Draft, EventBatch
from flows.numbering.entries import Entry, NumberRequest, Slot, by_slot
from flows.publishing.outputs import Standing
from flows.vietnamese.text import lower_first

SHARED = frozenset({invitation.KIND})
"""Kinds whose papers all bear one number: an event's invitations are one outgoing paper."""


def slot_of(paper: Draft | Standing) -> Slot:
    """Return what a paper's number is given to."""
    return Slot(paper.event, paper.kind, "" if paper.kind in SHARED else paper.key)


def request_for(draft: Draft) -> NumberRequest | None:
    """Return what to ask the register for this paper; None for a paper that bears no number."""
    head = draft.heading
    if head.series is None:
        return None
    recipient = "" if draft.kind in SHARED else draft.recipient
    day = head.day if isinstance(head.day, date) else None
    return NumberRequest(
        *slot_of(draft),
        head.series,
        head.number,
        recipient,
        _title(draft),
        day,
        _signer(draft),
        head.start,
        begins=_day_of(draft, "ngay_bat_dau"),
    )


def _title(draft: Draft) -> str:
    """Return what the books say of a paper: kind and abstract, or what it says itself."""
    head = draft.heading
    return head.title or f"{NAMES[draft.kind]} {lower_first(head.abstract)}"


def _day_of(draft: Draft, key: str) -> date | None:
    event = draft.values.get("su_kien")
    day = event.get(key) if isinstance(event, Mapping) else None
    return day if isinstance(day, date) else None


def _signer(draft: Draft) -> str:
    office = draft.values.get("co_quan")
    name = office.get("nguoi_ky") if isinstance(office, Mapping) else None
    return name if isinstance(name, str) else ""


def all_requests(events: Iterable[EventBatch], held: Mapping[str, Sequence[Entry]]) -> Iterator[NumberRequest]:
    """Yield what is asked now: the others wait for `vanthu issue`, and what was issued asks no more."""
    for event in events:
        lines = by_slot(held.get(event.code, ()))
        for draft in event.drafts:
            line, head = lines.get(slot_of(draft)), draft.heading
            state = line.state if line else ""
            if state != "issued" and (head.automatic or head.number is not None or state == "reserved"):
                request = request_for(draft)
                if request is not None:
                    yield request
