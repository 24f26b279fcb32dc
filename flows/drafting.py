"""Inbox and office in, a batch of drafts out, with what waits and what is wrong; reads, never writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from flows.documents import KINDS, Kind, asked_for
from flows.documents.facts import shared
from flows.doubting import doubts_of_case, missing_photo, outlived
from flows.errors import UsageError
from flows.holding import CERTIFIER, Held, Uses
from flows.model.asking import asked, shared_asked
from flows.model.case import Case
from flows.model.copying import changed
from flows.model.draft import Batch, Draft, EventBatch, NotDue
from flows.model.event import Event
from flows.model.fields import Field, fields_of
from flows.model.office import Office
from flows.model.person import Roster
from flows.problems import Mistake, Problem, Severity, Where
from flows.reading.catalogue import asked_names
from flows.reading.event import ALWAYS
from flows.reading.inbox import Dossier, read_inbox
from flows.reading.offices import OFFICE_FILE, read_offices
from flows.reading.roster_order import arranged
from flows.settings import Order
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import fold


def draft(order: Order, uses: Uses | None = None, paths: Sequence[Path] = ()) -> Batch:
    """Return everything that is due in the inbox (or under `paths`) on the order's day.

    Raises UsageError for a folder or an event that is not there.
    """
    sources = tuple(paths) or (order.inputs,)
    for path in sources:
        if not path.exists():
            raise UsageError(f"Không có thư mục hoặc tệp {path}.", "Kiểm tra lại đường dẫn.")
    dossiers, problems = read_inbox(sources, order.inputs, order.events)
    chosen = _chosen(dossiers, order.events)
    stationery = _stationery(order.templates)
    nameless = [problem for dossier in chosen if not dossier.event.code for problem in dossier.problems]
    events = tuple(_event_batch(arranged(d), stationery, order, uses or {}) for d in chosen if d.event.code)
    return Batch(events, (*problems, *stationery.problems, *nameless))


@dataclass(frozen=True, slots=True)
class _Stationery:
    offices: tuple[Office, ...]
    problems: tuple[Problem, ...]


def _stationery(templates: Path) -> _Stationery:
    if not templates.is_dir():
        raise UsageError(f"Không có thư mục mẫu {templates}.", "Chỉ đúng thư mục bằng --templates.")
    return _Stationery(*read_offices(templates / OFFICE_FILE))


def _chosen(dossiers: Sequence[Dossier], wanted: Sequence[str]) -> list[Dossier]:
    """Return the dossiers of the wanted events, named by their code or by their file or folder."""
    if not wanted:
        return list(dossiers)
    chosen = [dossier for dossier in dossiers if any(asked_names(name) & dossier.names for name in wanted)]
    unknown = [name for name in wanted if not any(asked_names(name) & dossier.names for dossier in chosen)]
    if unknown:
        known = ", ".join(dossier.event.code for dossier in dossiers if dossier.event.code) or "chưa có sự kiện nào"
        raise UsageError(f"Không có sự kiện {', '.join(unknown)}.", f"Các mã đang có: {known}.")
    return chosen


def _event_batch(dossier: Dossier, stationery: _Stationery, order: Order, uses: Uses) -> EventBatch:
    event, missing = dossier.event, _missing(dossier.event, order)
    office, slips = _office(dossier, stationery)
    problems = [*dossier.problems, *missing.values(), *slips, *missing_photo(event, dossier.folder)]
    roster = _numbered(dossier.roster)
    batch = EventBatch(event.code, event.name, people=roster.people, places=_places(event), where=event.where)
    if office is None or event.faulty & UNDATED.union(ALWAYS):
        return replace(batch, problems=tuple(problems))
    certifier, slips = _certifier(event, office, stationery)
    case = Case(event, dossier.agenda, roster, office, certifier or office, dossier.folder)
    absent = [] if order.only else [*missing]
    held = Held(case, {*absent, *([CERTIFIER] if certifier is None else [])}, uses)
    problems += [*slips, *doubts_of_case(case)]
    made = _composed(replace(batch, problems=tuple(problems)), case, held, order)
    return _with_others(made, case, replace(held, missing={*held.missing, *missing}), order)


UNDATED = frozenset({"ngay_bat_dau", "ngay_ket_thuc"})


def _places(event: Event) -> dict[str, Where]:
    return {field.heading: event.sources[field.key] for field in fields_of(Event) if field.key in event.sources}


def _numbered(roster: Roster) -> Roster:
    """Return the roster with a key for each person, good for this batch: the register knows the lasting ones."""
    if len({person.key for person in roster.people}) == len(roster.people):
        return roster
    # Read from several workbooks, two people stand in cells of one name.
    return replace(roster, people=tuple(changed(p, key=str(place)) for place, p in enumerate(roster.people, 1)))


def _composed(batch: EventBatch, case: Case, held: Held, order: Order) -> EventBatch:
    drafts: list[Draft] = []
    waiting: list[NotDue] = []
    kinds: set[str] = set()
    kinds_asked = [kind for kind in KINDS if asked_for(kind, case, order.only) and not held.holds(kind)]
    # Of a large roster it costs as much as its papers, and few templates list everybody.
    listed = any("danh_sach" in path for kind in kinds_asked for path in held.uses.get(kind.KIND, ()))
    base = shared(case, with_people=listed)
    early: list[Problem] = []
    for kind in kinds_asked:
        reason = kind.waits(case, order.today)
        used = held.uses.get(kind.KIND, ())
        composed = () if reason and not order.only else kind.compose(case, shared_asked(base, used))
        made = list(asked(composed, used))
        if reason and not made:
            waiting.append(NotDue(kind.KIND, reason))
            continue
        early += [_early(batch, kind, reason)] if reason else []
        drafts += made
        waiting += [] if made else [NotDue(kind.KIND, f"Danh sách chưa có ai được nhận {kind.NAME.lower()}.")]
        kinds.add(kind.KIND)
    told = replace(batch, kinds=frozenset(kinds), not_due=tuple(waiting), problems=(*batch.problems, *early))
    return _without_held_people(told, drafts, case.roster)


def _with_others(batch: EventBatch, case: Case, held: Held, order: Order) -> EventBatch:
    """Return the batch with what is to be said of the kinds that the order does not name: the page shows them too."""
    others = [kind for kind in KINDS if order.only and kind.KIND not in order.only and asked_for(kind, case, ())]
    stopped = frozenset(kind.KIND for kind in others if held.holds(kind))
    reasons = {kind.KIND: kind.waits(case, order.today) for kind in others if kind.KIND not in stopped}
    due = frozenset(kind for kind, reason in reasons.items() if not reason)
    waiting = tuple(NotDue(kind, reason) for kind, reason in reasons.items() if reason)
    return replace(batch, others_due=due, others_not_due=waiting, others_stopped=stopped)


def _early(batch: EventBatch, kind: Kind, reason: str) -> Problem:
    """Return the warning for a kind that was asked for before it is due."""
    message = f"{kind.NAME} được làm theo yêu cầu dù chưa đến lúc. {reason}"
    return Problem(batch.where, message, "Xem kỹ trước khi ký.", "warning")


def _without_held_people(batch: EventBatch, drafts: Iterable[Draft], roster: Roster) -> EventBatch:
    """Return the batch with the drafts of everybody but those whose rows must be mended first."""
    held = {person.key for person in roster.people if person.held}
    due = tuple(draft for draft in drafts if draft.key not in held)
    standing = frozenset((kind, key) for kind in batch.kinds for key in held)
    return replace(batch, drafts=due, standing=standing, whole=roster.whole)


def _missing(event: Event, order: Order) -> dict[str, Problem]:
    """Return an error for each required field of the event that is blank; its kinds wait for it.

    A kind that is asked for by its name is made all the same, with the slot left open.
    """
    severity: Severity = "warning" if order.only else "error"
    return {
        field.key: Problem(
            _place(event, field), f"Chưa có «{field.heading}».", f"Ghi «{field.heading}», lưu lại tệp.", severity
        )
        for field in fields_of(Event)
        if field.required and field.key not in (*ALWAYS, *event.faulty) and not getattr(event, field.attribute)
    }


def _place(event: Event, field: Field) -> Where:
    where = event.place_of(field.key)
    return where if where.heading else where.at(heading=field.heading)


def _office(dossier: Dossier, stationery: _Stationery) -> tuple[Office | None, list[Problem]]:
    """Return the issuing office on the event's first day, with the event's own overrides."""
    event = dossier.event
    if event.faulty & {*UNDATED, "don_vi_to_chuc"}:
        return None, []  # the fault itself is told already
    found, why = _matching(event.organiser, event.starts, stationery.offices)
    if dossier.overrides is not None and (found is not None or dossier.overrides.issuer):
        return (found or Office()).overridden(dossier.overrides), []
    where = event.place_of("don_vi_to_chuc")
    if found is None:
        return None, [why.at(where)]
    return found, [] if _is_named(found, event.organiser) else [_only_one(found, where)]


def _is_named(office: Office, name: str) -> bool:
    return fold(office.full_name or "") in {fold(name), *map(fold, name.split("\n"))}


def _only_one(office: Office, where: Where) -> Problem:
    message = f"Không có cơ quan tên này; dùng cơ quan duy nhất đang có hiệu lực: «{_called(office)}»."
    return Problem(where, message, f"Nếu không đúng, thêm cơ quan vào templates/{OFFICE_FILE}.", "warning")


def _matching(name: str, day: date, offices: Sequence[Office]) -> tuple[Office | None, Mistake]:
    """Return the office of that full name in force that day, else the only one in force; else why there is none."""
    valid = [office for office in offices if office.valid_on(day)]
    named = [office for office in valid if _is_named(office, name)]
    if len(named) == 1 or (not named and len(valid) == 1):
        return (named or valid)[0], Mistake("", "")
    known = "; ".join(map(_called, named or valid or offices)) or "chưa có cơ quan nào"
    state, fix = "Không có cơ quan tên này", f"Ghi đúng «Tên đầy đủ» của một cơ quan trong templates/{OFFICE_FILE}."
    if len({fold(office.full_name or "") for office in named}) > 1:
        state, fix = (
            "Ô này ghi nhiều cơ quan",
            "Chỉ ghi cơ quan ban hành văn bản; nơi khác ghi ở «Đơn vị phối hợp».",
        )
    elif named:
        state = "Nhiều cơ quan cùng tên"
        fix = f"Mở templates/{OFFICE_FILE}, ghi «Có hiệu lực đến» của dòng cũ để mỗi ngày chỉ có một dòng."
    return None, Mistake(f"{state} có hiệu lực ngày {short_date(day)}. Đang có: {known}.", fix)


def _called(office: Office) -> str:
    return office.full_name or "(không tên)"


def _certifier(event: Event, office: Office, stationery: _Stationery) -> tuple[Office | None, list[Problem]]:
    """Return the office that gives the certificates, and a warning when it is no longer in force on their day."""
    if not event.certificate_office:
        return office, outlived(event, office)
    named = [o for o in stationery.offices if o.valid_on(event.starts)]
    found = [o for o in named if fold(o.full_name or "") == fold(event.certificate_office)]
    if len(found) == 1:
        return found[0], outlived(event, found[0])
    known = "; ".join(map(_called, named))
    message = f"Không rõ cơ quan cấp chứng nhận. Đang có: {known}."
    fix = f"Ghi đúng «Tên đầy đủ» của một cơ quan trong templates/{OFFICE_FILE}."
    return None, [Problem(event.place_of(CERTIFIER), message, fix)]
