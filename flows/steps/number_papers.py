"""Ask the register for keys of people and numbers of papers, and for what it knows of those papers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, datetime
from pathlib import Path

from flows.documents import KINDS, NAMES, SHARED, certificate
from flows.documents.head_and_foot import number_key
from flows.errors import RegisterError
from flows.model.draft import Draft, EventBatch, Heading, Numbers, VoidNumbers
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.person import Person
from flows.model.recorded_paper import Booked, Document, Standing
from flows.model.signed_paper import Posted
from flows.numbering.backups import is_missing, newest_copy, way_back
from flows.numbering.give_numbers import Kept, Plan, kept_numbers
from flows.numbering.register import Register
from flows.numbering.tables import (
    Enrolment,
    Entry,
    IssuedPaper,
    NumberRequest,
    Place,
    Slot,
    by_slot,
    is_forgotten,
)
from flows.outputs.file_names import document_path
from flows.outputs.outputs_folder import Outputs
from flows.problems import Mistake, Problem
from flows.steps.record_papers import with_codes
from flows.vietnamese.text import lower_first
from flows.word.finished_papers import text_of


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
    begins, signer = draft.said("su_kien", "ngay_bat_dau"), draft.said("co_quan", "nguoi_ky")
    slot = slot_of(draft)
    return NumberRequest(
        slot.event,
        slot.kind,
        slot.key,
        head.series,
        head.number,
        recipient,
        head.title or f"{NAMES[draft.kind]} {lower_first(head.abstract)}",
        day,
        signer if isinstance(signer, str) else "",
        head.start,
        begins=begins if isinstance(begins, date) else None,
    )


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


def enter(
    register: Register, events: Sequence[EventBatch], outputs: Outputs, at: datetime, who: str = ""
) -> tuple[EventBatch, ...]:
    """Return the events with everybody's lasting key and order, and every paper's number.

    A paper whose number is refused is held back with its reason.

    Raises:
        RegisterError: outputs holds numbers that the register does not know; nothing is given then.
    """
    standing = outputs.manifests()
    _refuse_untold(outputs, [event for event in events if event.code not in register.events()])
    register.guard({slot_of(one): one.number for one in standing if one.number and not is_forgotten(one.key)})
    register.backup(at=at)
    entered = _all_enrolled(register, events)
    codes = [event.code for event in entered]
    answer, lines = register.allot_to(codes, lambda held: list(all_requests(entered, held)), at=at, who=who)
    known = [(event, lines.get(event.code, ())) for event in entered]
    return with_codes(register, [_with_gone_out(_numbered(event, own, answer), own, register) for event, own in known])


def expect(target: str, outputs: Path) -> None:
    """Raise RegisterError when the register is missing though outputs hold numbers."""
    if not is_missing(target):
        return
    known = sum(1 for one in Outputs(outputs).manifests() if one.number)
    _, copied = newest_copy(target) or (None, 0)
    if known or copied:
        having = f"outputs có {known} văn bản đã có số" if known else f"bản sao lưu của sổ có {copied} số"
        message = f"Không thấy sổ đăng ký {target}, mà {having}."
        raise RegisterError(message, way_back(target, from_outputs=bool(known)))


def _refuse_untold(outputs: Outputs, events: Iterable[EventBatch]) -> None:
    """Raise RegisterError for numbered papers of events that neither register nor manifest knows."""
    for event in events:
        symbols = [draft.heading.series.counted.pattern.split("{so}") for draft in event.drafts if draft.heading.series]
        printed = {rf"\d+{re.escape(''.join(rest))}" for _, *rest in symbols if "".join(rest).strip()}
        papers = outputs.untold(event.code) if printed else ()
        found = next(filter(None, (re.search("|".join(printed), text_of(paper)) for paper in papers)), None)
        if found:
            raise RegisterError(
                f"Thư mục outputs của {event.code} có văn bản mang số {found[0]}, mà sổ đăng ký và manifest.json đều "
                "không còn ghi số nào của sự kiện này.",
                "Chép lại sổ hoặc manifest.json từ bản sao lưu. Muốn cấp lại từ đầu thì chuyển thư mục ấy đi nơi khác. "
                "Chưa cấp số nào để khỏi trùng.",
            )


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


def _with_gone_out(event: EventBatch, lines: Sequence[Entry], register: Register) -> EventBatch:
    """Return the event with the hashes of its papers that went out under the numbers they bear now, or did before."""
    symbols = {(draft.kind, draft.key): draft.heading.symbol for draft in event.drafts if draft.heading.issued}
    void = {(line.kind, line.symbol): line for line in lines if line.state == "void" and line.kind in SHARED}
    if not symbols and not void:
        return event
    papers = register.known(IssuedPaper, event.code)
    now = (one for one in papers if symbols.get((one.kind, one.key)) == one.symbol)
    gone_out = {(paper.kind, paper.key): paper.sha256 for paper in now}
    before = (one for one in papers if (one.kind, one.key) not in gone_out)
    recorded = (*event.recorded, *_withdrawn(event, before, void))
    event = replace(event, gone_out=gone_out, recorded=recorded)
    return _with_mail(replace(event, posted=register.known(Posted, event.code))) if symbols else event


def _withdrawn(
    event: EventBatch, papers: Iterable[IssuedPaper], void: Mapping[tuple[str, str], Entry]
) -> Iterator[Document]:
    """Yield the papers that went out under a number of several which is void now; its line tells of no file."""
    drafts = {(draft.kind, draft.key): draft for draft in event.drafts}
    for paper in papers:
        line, draft = void.get((paper.kind, paper.symbol)), drafts.get((paper.kind, paper.key))
        if line and draft:
            path = document_path(draft.kind, draft.order, draft.stem)
            yield _made(line, path, paper.key, draft.recipient, paper.sha256)


def _with_mail(event: EventBatch) -> EventBatch:
    """Return the event with what is to be said of refused addresses; nothing is said of one that was mended."""
    people, told = {person.key: person for person in event.people}, dict.fromkeys(event.problems)
    posted = []
    for one in event.posted:
        person = people.get(one.key)
        if one.state != "refused":
            posted.append(one)
        elif person and one.was_refused_at(person.email):
            posted.append(one)
            message = f"Máy chủ thư không nhận địa chỉ này (gửi ngày {one.day})."
            told[
                Problem(
                    event.place_in_row(person, "Email"), message, "Sửa địa chỉ rồi chạy lại vanthu send.", "warning"
                )
            ] = None
    return replace(event, posted=tuple(posted), problems=tuple(told))


def _all_enrolled(register: Register, events: Sequence[EventBatch]) -> list[EventBatch]:
    """Enter everybody in one transaction: one for each event would be one wait for the disk for each."""
    rosters = {event.code: [_enrolment(person) for person in event.people] for event in events if event.people}
    places = register.enrol(rosters)
    return [_enrolled(event, places[event.code]) if event.people else event for event in events]


def _enrolled(event: EventBatch, places: Sequence[Place]) -> EventBatch:
    keys = {person.key: place.key for person, place in zip(event.people, places, strict=True)}
    orders = {place.key: place.ordinal for place in places}
    erased = {place.key for place in places if place.forgotten}
    placed = ((draft, keys.get(draft.key, draft.key)) for draft in event.drafts)
    moved = (replace(draft, key=key, order=orders.get(key, draft.order)) for draft, key in placed if key not in erased)
    people = (replace(person, key=keys[person.key]) for person in event.people)
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
    year, born = person.born.year if person.born else None, person.born if isinstance(person.born, date) else None
    return Enrolment(person.name, person.unit or "", year, person.title or "", born, person.stands_for or "")


def _numbered(event: EventBatch, lines: Sequence[Entry], answer: Plan) -> EventBatch:
    """Return the event with the numbers the register holds for it, also those that `vanthu issue` gave."""
    entries, symbols = by_slot(lines), {line.id: line.symbol for line in lines}
    refused = {slot for slot in answer.mistakes if slot not in answer.numbers}
    # A void number is nobody's any more: its paper does not stand, it leaves; the office wished it, so it is no error.
    void = {slot for slot in refused if slot in entries and entries[slot].state == "void"}
    slots, known = [(slot_of(draft), draft) for draft in event.drafts], _known(event, lines)
    drafts = tuple(
        replace(draft, heading=_headed(draft.heading, entries.get(slot), symbols), numbers=known)
        for slot, draft in slots
        if slot not in refused
    )
    # What befell all papers of a kind is told once.
    past = {slot for slot, kept in answer.kept.items() if kept.is_past}
    own = {slot: mistake for slot, mistake in answer.mistakes.items() if slot not in past}
    withheld = tuple(draft for slot, draft in slots if slot in refused)
    held = frozenset((draft.kind, draft.key) for slot, draft in slots if slot in refused and slot not in void)
    return replace(
        event,
        drafts=drafts,
        withheld=withheld,
        standing=event.standing | held,
        void=_void(lines),
        recorded=tuple(_recorded(lines)),
        problems=(
            *event.problems,
            *_kept_numbers(event, answer),
            *_problems(event, {**own, **{slot: replace(answer.mistakes[slot], severity="warning") for slot in void}}),
        ),
    )


def _known(event: EventBatch, lines: Sequence[Entry]) -> Numbers:
    """Return what an event's papers may say of each other."""
    live = [line for line in lines if line.state != "void"]
    issued = {line.kind: (line.symbol, line.day) for line in live if line.state == "issued" and line.day}
    certificates = sorted((one for one in live if one.kind == certificate.KIND), key=lambda one: one.number)
    rows = {person.key: person.where for person in event.people}
    numbers = {rows[line.key]: line.symbol for line in certificates if line.key in rows}
    return Numbers(issued, numbers, tuple(line.symbol for line in certificates if line.state == "issued"))


def _kept_numbers(event: EventBatch, answer: Plan) -> Iterator[Problem]:
    """Yield a problem for each kind whose papers bear numbers of another symbol, year or term than the office's now."""
    groups: dict[tuple[object, ...], list[Kept]] = {}
    for slot, kept in answer.kept.items():
        if slot.event == event.code:
            groups.setdefault((slot.kind, kept.line.series, kept.wanted), []).append(kept)
    for (kind, *_), group in groups.items():
        yield kept_numbers(group, lower_first(NAMES[str(kind)])).at(event.where)


def _void(lines: Sequence[Entry]) -> VoidNumbers:
    successors = {line.replaces: line.symbol for line in lines}
    void = (line for line in lines if line.state == "void")
    return {(line.kind, line.symbol, line.year): (line.reason, successors.get(line.id, "")) for line in void}


def _recorded(lines: Sequence[Entry]) -> Iterator[Document]:
    """Yield each paper as it was last written down, those that went out excepted: they are known in another way."""
    last = {line.path: line for line in by_slot([line for line in lines if line.path]).values()}
    for line in last.values():
        if line.state != "issued":
            yield _made(line, line.path, line.key, line.recipient, line.sha256)


def _made(line: Entry, path: str, key: str, recipient: str, sha256: str) -> Document:
    """Return a paper that bears the number of a line, as it was last written down."""
    made = Document(line.kind, path, key, recipient, line.symbol, "made", sha256)
    series = line.printed_in(None)
    return replace(made, series=series.pattern, year=series.year, **asdict(_booked(line)))


def _booked(line: Entry) -> Booked:
    return Booked(line.day.isoformat() if line.day else "", line.title, line.signer, line.unit)


def _headed(head: Heading, entry: Entry | None, symbols: Mapping[int, str]) -> Heading:
    """Return the head with the number the register holds for it, as it was printed; an issued one brings its day."""
    if entry is None or entry.state == "void":
        return replace(head, number=None)
    series = entry.printed_in(head.series)
    replaces = symbols.get(entry.replaces or 0, "")
    reserved = replace(head, number=entry.number, series=series, replaces=replaces, booked=_booked(entry))
    if entry.state == "reserved":
        return reserved
    before = reserved if head.automatic or head.number is not None else head
    return replace(reserved, day=entry.day, issued=True, before=before)


def _problems(event: EventBatch, mistakes: Mapping[Slot, Mistake]) -> Iterator[Problem]:
    """Yield each mistake once, at the person's row or at the heading of the event's number."""
    if not mistakes:
        return
    rows = {person.key: person.where for person in event.people}
    for slot, draft in {slot_of(draft): draft for draft in event.drafts}.items():
        if slot in mistakes:
            yield mistakes[slot].at(rows.get(slot.key) or event.place_of(_NUMBER_HEADINGS.get(draft.kind, "")))


_FIELDS = {field.key: field for field in fields_of(Event)}
_NUMBER_HEADINGS = {
    kind.KIND: _FIELDS[number_key(kind.SERIES)].heading for kind in KINDS if number_key(kind.SERIES) in _FIELDS
}
