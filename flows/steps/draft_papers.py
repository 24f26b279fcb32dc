"""Read the inbox and draft the papers of each event, with what waits and what is wrong."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.documents import KINDS, NAMES, Kind, asked_for, award_decision, certificate
from flows.documents.facts import EITHER_SEX, SHARED_FROM, idle, shared
from flows.errors import UsageError
from flows.model.draft import Batch, Case, Draft, EventBatch, asked, shared_asked
from flows.model.event import Event
from flows.model.fields import Field, fields_of
from flows.model.office import Office
from flows.model.order import Order
from flows.model.person import Roster
from flows.model.printing import Absent, Blank
from flows.problems import Problem, Severity, Where
from flows.reading.event_sheet import ALWAYS
from flows.reading.event_workbooks import alongside
from flows.reading.inbox import Dossier, read_inbox
from flows.reading.offices import OFFICE_FILE, certifier_of_event, office_of_event, read_offices
from flows.reading.roster_order import arranged
from flows.steps.check_event import doubts_of_case, missing_photo, outlived
from flows.word.template_names import CHOICE

Uses = Mapping[str, Collection[str]]
"""For each kind, the dotted paths that its template uses: what a bad field holds back."""

CERTIFIER = "co_quan_cap_chung_nhan"
AGENDA = "chuong_trinh"
BY_CERTIFIER = (certificate, award_decision)
"""What the office that certifies issues."""


@dataclass(frozen=True, slots=True)
class Gaps:
    """The keys that are missing or cannot be read, and which kinds their absence holds back."""

    case: Case
    missing: Collection[str]
    uses: Uses

    def holds(self, kind: Kind) -> bool:
        """Whether a kind cannot do without something that is missing, or its template prints it."""
        unread, used = self._unread(kind), self.uses.get(kind.KIND, ())
        if unread & (kind.NEEDS | _typed(used)):
            return True
        if any(path.startswith(AGENDA) for path in used) and any(key.startswith(f"{AGENDA}.") for key in unread):
            return True
        return bool((unread - idle(self.case)) & _made_from(kind, used))

    def _unread(self, kind: Kind) -> frozenset[str]:
        """Return what cannot be read for a kind; what the event says itself is not asked of the office that signs."""
        event, is_certificate = self.case.event, kind in BY_CERTIFIER
        office = self.case.certifier if is_certificate else self.case.office
        said = {"nguoi_ky": event.signatory, "noi_nhan": event.recipients}
        of_agenda = (f"{AGENDA}.{key}" for item in self.case.agenda for key in item.faulty)
        own = {*event.faulty, *self.missing, *of_agenda}
        if is_certificate and event.certified is None and "ngay_ky" in own:
            own.add("ngay_cap_chung_nhan")  # the day of signing may have been meant for the certificates
        if office is self.case.office:
            return frozenset(own | (office.faulty - {key for key, value in said.items() if value}))
        return frozenset((own - said.keys()) | office.faulty)  # another office signs with its own signatory


def _typed(used: Collection[str]) -> frozenset[str]:
    """Return the keys of the event and of the office that a template prints as they are typed."""
    objects = ("su_kien.", "co_quan.")
    return frozenset(path.split(".")[-1].removesuffix("[]") for path in used if any(each in path for each in objects))


def _made_from(kind: Kind, used: Collection[str]) -> frozenset[str]:
    """Return the keys behind the words that a kind makes of several fields, as far as its template prints them."""
    printed = {path.split("[]")[0] for path in used}
    made_from = {**SHARED_FROM, **kind.MADE_FROM}
    return frozenset().union(*(made_from[word] for word in printed & made_from.keys()))


def draft(order: Order, uses: Uses | None = None, paths: Sequence[Path] = ()) -> Batch:
    """Return everything that is due in the inbox (or under `paths`) on the order's day.

    Raises UsageError for a folder or an event that is not there.
    """
    sources = tuple(paths) or (order.inputs,)
    for path in sources:
        if not path.exists():
            raise UsageError(f"Không có thư mục hoặc tệp {path}.", "Kiểm tra lại đường dẫn.")
    dossiers, problems = read_inbox(sources, order.inputs)
    chosen = _chosen(dossiers, order.events)
    if not order.templates.is_dir():
        raise UsageError(f"Không có thư mục mẫu {order.templates}.", "Chỉ đúng thư mục bằng --templates.")
    offices, slips = read_offices(order.templates / OFFICE_FILE)
    nameless = [problem for dossier in chosen if not dossier.event.code for problem in dossier.problems]
    events = tuple(_event_batch(arranged(d), offices, order, uses or {}) for d in chosen if d.event.code)
    return Batch(events, (*_of_these(problems, chosen, order), *slips, *nameless))


def _of_these(problems: Sequence[Problem], chosen: Sequence[Dossier], order: Order) -> Sequence[Problem]:
    """Return the problems that belong to no event; of those in files of others, a run of some events is silent."""
    if not order.events:
        return problems
    own = alongside(frozenset().union(*(dossier.files for dossier in chosen)), order.inputs)
    return [problem for problem in problems if problem.where.file in own]


def _chosen(dossiers: Sequence[Dossier], wanted: Sequence[str]) -> list[Dossier]:
    """Return the dossiers of the wanted events, named by their code or by their file or folder."""
    if not wanted:
        return list(dossiers)
    chosen = [dossier for dossier in dossiers if any(map(dossier.is_called, wanted))]
    unknown = [name for name in wanted if not any(dossier.is_called(name) for dossier in chosen)]
    if unknown:
        known = ", ".join(dossier.event.code for dossier in dossiers if dossier.event.code) or "chưa có sự kiện nào"
        kind = next((name for name in unknown if name in NAMES), None)
        fix = f"{kind} là loại văn bản: --only {kind} (mỗi loại một --only)." if kind else f"Các mã đang có: {known}."
        raise UsageError(f"Không có sự kiện {', '.join(unknown)}.", fix)
    return chosen


def _event_batch(dossier: Dossier, offices: Sequence[Office], order: Order, uses: Uses) -> EventBatch:
    event, missing = dossier.event, _missing(dossier.event, order)
    # Where the event does not tell its day or its office, that is told already.
    told = event.starts is not None and "don_vi_to_chuc" not in event.faulty
    office, slips = office_of_event(event, dossier.overrides, offices) if told else (None, [])
    problems = [*dossier.problems, *missing.values(), *slips, *missing_photo(event, dossier.folder)]
    roster = _numbered(dossier.roster)
    batch = EventBatch(event.code, event.name, people=roster.people, where=event.where, columns=roster.columns)
    if office is None or event.faulty & UNDATED.union(ALWAYS):
        return replace(batch, places=_places(event), problems=tuple(problems))
    certifier, slips = certifier_of_event(event, office, offices)
    slips += outlived(event, certifier) if certifier else []
    case = Case(event, dossier.agenda, roster, office, certifier or office, dossier.folder)
    other = "" if case.certifier is office else f"; giấy chứng nhận: {case.certifier.called}"
    batch = replace(batch, places=_places(event, office), office=f"{office.called}{other}", days=event.days)
    absent = [] if order.only else [*missing]
    gaps = Gaps(case, {*absent, *([CERTIFIER] if certifier is None else [])}, uses)
    problems += [*slips, *doubts_of_case(case)]
    made = _composed(replace(batch, problems=tuple(problems)), case, gaps, order)
    return _with_others(made, case, replace(gaps, missing={*gaps.missing, *missing}), order)


UNDATED = frozenset({"ngay_bat_dau", "ngay_ket_thuc"})


def _places(event: Event, office: Office | None = None) -> dict[str, Where]:
    """Return where each heading is filled in: the event's own cells, else those of the office."""
    own = {field.heading: event.sources[field.key] for field in fields_of(Event) if field.key in event.sources}
    if office is None:
        return own
    beside = office.where.at(cell="")
    theirs = {
        field.heading: office.sources.get(field.key, beside.at(heading=field.heading)) for field in fields_of(Office)
    }
    return theirs | own


def _numbered(roster: Roster) -> Roster:
    """Return the roster with a key for each person, good for this batch: the register knows the lasting ones."""
    if len({person.key for person in roster.people}) == len(roster.people):
        return roster
    # Read from several workbooks, two people stand in cells of one name.
    return replace(roster, people=tuple(replace(p, key=str(place)) for place, p in enumerate(roster.people, 1)))


def _composed(batch: EventBatch, case: Case, gaps: Gaps, order: Order) -> EventBatch:
    drafts: list[Draft] = []
    waiting: dict[str, str] = {}
    kinds: set[str] = set()
    kinds_asked = [kind for kind in KINDS if asked_for(kind, case, order.only) and not gaps.holds(kind)]
    base = shared(case)
    early: list[Problem] = []
    for kind in kinds_asked:
        reason = kind.waits(case, order.today)
        used = gaps.uses.get(kind.KIND, ())
        composed = () if reason and not order.only else kind.compose(case, shared_asked(base, used))
        made = [asked(one, used) for one in composed]
        if reason and not made:
            waiting[kind.KIND] = reason
            continue
        if reason:
            message = f"{kind.NAME} được làm theo yêu cầu dù chưa đến lúc. {reason}"
            early.append(Problem(batch.where, message, "Xem kỹ trước khi ký.", "warning"))
        early += _unknown_choices(kind, made, used, batch)
        drafts += made
        if not made:
            waiting[kind.KIND] = f"Danh sách chưa có ai được nhận {kind.NAME.lower()}."
        kinds.add(kind.KIND)
    told = replace(batch, kinds=frozenset(kinds), not_due=waiting, problems=(*batch.problems, *early))
    return _without_held_people(told, drafts, case.roster)


def _with_others(batch: EventBatch, case: Case, gaps: Gaps, order: Order) -> EventBatch:
    """Return the batch with what is to be said of the kinds that the order does not name: the page shows them too."""
    others = [kind for kind in KINDS if order.only and kind.KIND not in order.only and asked_for(kind, case, ())]
    stopped = frozenset(kind.KIND for kind in others if gaps.holds(kind))
    reasons = {kind.KIND: kind.waits(case, order.today) for kind in others if kind.KIND not in stopped}
    due = frozenset(kind for kind, reason in reasons.items() if not reason)
    waiting = {kind: reason for kind, reason in reasons.items() if reason}
    return replace(batch, others_due=due, others_not_due=waiting, others_stopped=stopped)


def _unknown_choices(kind: Kind, made: Sequence[Draft], used: Collection[str], batch: EventBatch) -> Iterator[Problem]:
    """Yield a warning for each field by which a template chooses its words, and which is blank for somebody.

    Such a person gets the words of the other case: «bà» where only «Nam» is «ông».
    """
    chosen_by = (path for path in sorted(used) if path.startswith("nguoi.") and path.endswith(CHOICE))
    for key in (path.removeprefix("nguoi.").removesuffix(CHOICE) for path in chosen_by):
        headings = {draft.key: _unknown(draft.said("nguoi", key)) for draft in made}
        if people := [person for person in batch.people if headings.get(person.key)]:
            heading = headings[people[0].key]
            message = f"{kind.NAME} của {len(people)} người in chữ của trường hợp kia, vì mẫu chọn chữ theo «{heading}»"
            fix = f"Ghi «{heading}», hoặc thêm trường hợp để trống vào mẫu {kind.KIND}.docx."
            yield Problem(batch.place_in_row(people[0], heading), f"{message} mà ô ấy trống.", fix, "warning")


def _unknown(value: object) -> str:
    """Return the heading of what a paper's person lacks; "" where nothing is missing."""
    if value == EITHER_SEX:
        return "Giới tính"
    return value.heading if isinstance(value, Blank) and not isinstance(value, Absent) else ""


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
