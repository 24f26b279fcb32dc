"""Enter drafts in the register: drafts with keys of their batch in, lasting keys, orders and numbers out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from flows.documents import NAMES, certificate, facts
from flows.errors import RegisterError
from flows.model.copying import changed
from flows.model.draft import Booked, Document, Draft, EventBatch, Heading, Voided
from flows.model.person import Person
from flows.numbering.entries import (
    Allotment,
    Enrolment,
    Entry,
    Finished,
    Given,
    Holder,
    IssuedPaper,
    Kept,
    Place,
    Slot,
    by_slot,
    is_forgotten,
)
from flows.numbering.refusals import kept_numbers
from flows.numbering.register import Register
from flows.numbering.rescuing import is_missing
from flows.problems import Mistake, Problem
from flows.publishing.outputs import Outputs, Standing
from flows.requesting import SHARED, all_requests, slot_of
from flows.vietnamese.text import lower_first


def enter(
    register: Register, events: Sequence[EventBatch], standing: Iterable[Standing], at: datetime, who: str = ""
) -> tuple[EventBatch, ...]:
    """Return the events with everybody's lasting key and order, and every paper's number.

    A paper whose number is refused is held back with its reason. `standing` is what outputs holds already.

    Raises:
        RegisterError: outputs holds numbers that the register does not know; nothing is given then.
    """
    register.guard({slot_of(one): one.number for one in standing if one.number and not is_forgotten(one.key)})
    register.backup(at=at)
    entered = _all_enrolled(register, events)
    codes = [event.code for event in entered]
    answer, lines = register.allot_to(codes, lambda held: list(all_requests(entered, held)), at=at, who=who)
    given = {one.request.slot: one for one in answer.given}
    numbered = (_numbered(event, lines.get(event.code, ()), answer, given) for event in entered)
    return tuple(_with_gone_out(event, register) for event in numbered)


def expect(target: str, outputs: Path) -> None:
    """Raise RegisterError when the register is missing though outputs hold numbers."""
    known = sum(1 for one in Outputs(outputs).manifests() if one.number) if is_missing(target) else 0
    if known:
        message = f"Không thấy sổ đăng ký {target}, mà outputs có {known} văn bản đã có số."
        raise RegisterError(message, "Chép bản sao lưu về đúng chỗ, hoặc dựng lại sổ: vanthu register --rebuild")


def renumber(register: Register, events: Sequence[EventBatch], at: datetime, who: str = "") -> Mapping[Slot, int]:
    """Give the events' reserved papers numbers of the office's symbols and periods of now; return those new numbers."""
    entered = _all_enrolled(register, events)
    requests = all_requests(entered, {event.code: register.rows(event=event.code) for event in entered})
    return register.renumber(list(requests), at=at, who=who).numbers


def to_be_given(rehearsal: Register, events: Sequence[EventBatch], at: datetime) -> Mapping[Slot, str]:
    """Return the numbers, as printed, that a run would give beyond those that the register holds."""
    lines = {each.code: rehearsal.rows(event=each.code) for each in events}
    asked = {one.slot: one for one in all_requests(events, lines)}
    held = {entry.slot for rows in lines.values() for entry in rows if entry.state != "void"}
    given = rehearsal.allot(list(asked.values()), at=at).numbers
    return {slot: asked[slot].series.symbol(number) for slot, number in given.items() if slot not in held}


def finished(drafts: Iterable[Draft], documents: Iterable[Document]) -> Iterator[Finished]:
    """Yield what the register should remember of an event's published documents: those with a number of their own."""
    known = {(draft.kind, draft.key): draft for draft in drafts}
    for document in documents:
        draft = known[document.kind, document.key]
        if document.number and draft.heading.series and document.kind not in SHARED:
            place = draft.event, document.kind, document.key
            yield Finished(*place, draft.heading.series, document.path, document.sha256)


def gone_out(code: str, drafts: Iterable[Draft], documents: Iterable[Document]) -> Iterator[IssuedPaper]:
    """Yield what the register should remember of an event's papers that went out: those it may be asked for alone."""
    out = {(document.kind, document.key): document.issued_sha256 for document in documents if document.issued_sha256}
    symbols = {(draft.kind, draft.key): _symbol(draft) for draft in drafts if (draft.kind, draft.key) in out}
    yield from (IssuedPaper(code, *one, symbols[one], sha256) for one, sha256 in out.items())


def holders(event: EventBatch, documents: Iterable[Document]) -> Iterator[Holder]:
    """Yield what the certificates' book should say of who has a number; of an issued paper it says what that says."""
    people = {person.key: person for person in event.people}
    for document in documents:
        person = people.get(document.key) if document.kind == certificate.KIND and document.number else None
        if person is not None and document.change != "overtaken":
            result = ", ".join(filter(None, (person.result, person.grade)))
            yield Holder(event.code, person.key, facts.post(person), result)


def _with_gone_out(event: EventBatch, register: Register) -> EventBatch:
    """Return the event with the hashes of its papers that went out under the numbers they bear now."""
    symbols = {(draft.kind, draft.key): _symbol(draft) for draft in event.drafts if draft.heading.issued}
    if not symbols:
        return event
    now = (one for one in register.papers(event.code) if symbols.get((one.kind, one.key)) == one.symbol)
    return replace(event, gone_out={(paper.kind, paper.key): paper.sha256 for paper in now})


def _symbol(draft: Draft) -> str:
    return draft.heading.series.symbol(draft.heading.number) if draft.heading.series else ""


def _all_enrolled(register: Register, events: Sequence[EventBatch]) -> list[EventBatch]:
    """Enter everybody in one transaction: one for each event would be one wait for the disk for each."""
    rosters = {event.code: [_enrolment(person) for person in event.people] for event in events if event.people}
    places = register.enrol_all(rosters)
    return [_enrolled(event, places[event.code]) if event.people else event for event in events]


def _enrolled(event: EventBatch, places: Sequence[Place]) -> EventBatch:
    keys = {person.key: place.key for person, place in zip(event.people, places, strict=True)}
    orders = {place.key: place.ordinal for place in places}
    erased = {place.key for place in places if place.forgotten}
    placed = ((draft, keys.get(draft.key, draft.key)) for draft in event.drafts)
    moved = (draft._replace(key=key, order=orders.get(key, draft.order)) for draft, key in placed if key not in erased)
    people = (changed(person, key=keys[person.key]) for person in event.people)
    asked = (
        place.question.at(person.where) for person, place in zip(event.people, places, strict=True) if place.question
    )
    return replace(
        event,
        people=tuple(person for person in people if person.key not in erased),
        drafts=tuple(moved),
        standing=frozenset((kind, keys.get(key, key)) for kind, key in event.standing),
        problems=(*event.problems, *asked),
    )


def _enrolment(person: Person) -> Enrolment:
    return Enrolment(person.name, person.unit or "", person.born.year if person.born else None, person.title or "")


def _numbered(event: EventBatch, rows: Sequence[Entry], answer: Allotment, given: Mapping[Slot, Given]) -> EventBatch:
    """Return the event with the numbers the register holds for it, also those that `vanthu issue` gave."""
    entries, symbols = by_slot(rows), {row.id: row.symbol for row in rows}
    units = {person.key: person.unit or "" for person in event.people} if given else {}
    refused = {slot for slot in answer.mistakes if slot not in answer.numbers}
    # A void number is nobody's any more: its paper does not stand, it leaves.
    void = {slot for slot in refused if slot in entries and entries[slot].state == "void"}
    slots = [(slot_of(draft), draft) for draft in event.drafts]
    drafts = tuple(
        draft._replace(
            heading=_headed_anew(draft.heading, given[slot], symbols, units.get(slot.key, ""))
            if slot in given
            else _headed(draft.heading, entries.get(slot), symbols)
        )
        for slot, draft in slots
        if slot not in refused
    )
    withheld = tuple(draft for slot, draft in slots if slot in refused)
    held = frozenset((draft.kind, draft.key) for slot, draft in slots if slot in refused and slot not in void)
    return replace(
        event,
        drafts=drafts,
        withheld=withheld,
        standing=event.standing | held,
        voided=tuple(_voided(rows, given.values())),
        problems=(
            *event.problems,
            *_kept_numbers(event, answer),
            *_problems(event, {**_own(answer), **_as_warnings(answer.mistakes, void)}),
        ),
    )


def _own(answer: Allotment) -> dict[Slot, Mistake]:
    """Return the mistakes of single papers; what befell all of a kind is told once."""
    past = {slot for slot, kept in answer.kept.items() if kept.is_past}
    return {slot: mistake for slot, mistake in answer.mistakes.items() if slot not in past}


def _kept_numbers(event: EventBatch, answer: Allotment) -> Iterator[Problem]:
    """Yield a problem for each kind whose papers bear numbers of another symbol, year or term than the office's now."""
    groups: dict[tuple[object, ...], list[Kept]] = {}
    for slot, kept in answer.kept.items():
        if slot.event == event.code:
            groups.setdefault((slot.kind, kept.line.series, kept.wanted), []).append(kept)
    for (kind, *_), group in groups.items():
        yield kept_numbers(group, lower_first(NAMES[str(kind)])).at(event.where)


def _as_warnings(mistakes: Mapping[Slot, Mistake], slots: Iterable[Slot]) -> dict[Slot, Mistake]:
    """Return what is to be known of void numbers: a decision of the office, no fault of its data."""
    return {slot: replace(mistakes[slot], severity="warning") for slot in slots}


def _voided(rows: Sequence[Entry], given: Iterable[Given]) -> Iterator[Voided]:
    void = [row for row in rows if row.state == "void"]
    successors = {row.replaces: row.symbol for row in rows if row.replaces} if void else {}
    if void:
        successors |= {one.replaces: one.request.series.symbol(one.number) for one in given if one.replaces}
    yield from (Voided(row.kind, row.symbol, row.year, row.reason, successors.get(row.id, "")) for row in void)


def _headed_anew(head: Heading, given: Given, symbols: Mapping[int, str], unit: str) -> Heading:
    """Return the head with a number that was given just now: with what `_headed` would read of it in the register."""
    asked = given.request
    booked = Booked(asked.day.isoformat() if asked.day else "", asked.title, asked.signer, unit)
    return head._replace(number=given.number, replaces=symbols.get(given.replaces or 0, ""), booked=booked)


def _headed(head: Heading, entry: Entry | None, symbols: Mapping[int, str]) -> Heading:
    """Return the head with the number the register holds for it, as it was printed; an issued one brings its day."""
    if entry is None or entry.state == "void":
        return head._replace(number=None)
    series = entry.printed_in(head.series)
    booked = Booked(entry.day.isoformat() if entry.day else "", entry.title, entry.signer, entry.unit)
    replaces = symbols.get(entry.replaces or 0, "")
    reserved = head._replace(number=entry.number, series=series, replaces=replaces, booked=booked)
    if entry.state == "reserved":
        return reserved
    before = reserved if head.automatic or head.number is not None else head
    return reserved._replace(day=entry.day, issued=True, before=before)


def _problems(event: EventBatch, mistakes: Mapping[Slot, Mistake]) -> Iterator[Problem]:
    """Yield each mistake once, at the person's row or at the heading of the event's number."""
    if not mistakes:
        return
    rows = {person.key: person.where for person in event.people}
    for slot, draft in {slot_of(draft): draft for draft in event.drafts}.items():
        if slot in mistakes:
            yield mistakes[slot].at(rows.get(slot.key) or event.place_of(_number_heading(draft.kind)))


def _number_heading(kind: str) -> str:
    return "Số giấy mời" if kind in SHARED else "Số"
