"""Which files make which event: a folder of workbooks in, dossiers (event, agenda, roster, overrides) out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person, Roster
from flows.pausing import collector_paused
from flows.problems import Problem, Where
from flows.reading.agenda import read_agenda
from flows.reading.bygone_units import bygone_units
from flows.reading.catalogue import Catalogue, event_names
from flows.reading.grouping import Group, groups_of, is_ignored
from flows.reading.miscounts import miscounted
from flows.reading.person_place import Columns, place_of
from flows.reading.recognising import recognise
from flows.reading.roster import merged_rosters
from flows.reading.sharing import Share, shared_out
from flows.reading.swapped_days import against_agenda
from flows.vietnamese.text import fold

__all__ = ["Dossier", "is_ignored", "read_inbox", "recognise"]

NO_EVENT = "Không có trang «Sự kiện» nào cho tệp này."
YOUNGEST = 14
LEAST = 3
"""Years: below, a birth date is certainly wrong; below YOUNGEST it is doubted."""
ADD_EVENT = "Thêm trang «Sự kiện» (tạo tệp mẫu: vanthu new), hoặc ghi cột «Mã sự kiện» trong danh sách."


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the inbox holds for one event; `folder` is where its photo stands."""

    event: Event
    agenda: tuple[AgendaItem, ...] = ()
    roster: Roster = field(default_factory=Roster)
    overrides: Office | None = None
    problems: tuple[Problem, ...] = ()
    folder: Path = Path()

    @property
    def names(self) -> frozenset[str]:
        """Return the names, folded, by which the event may be asked for."""
        return event_names(self.event.code, self.event.where.file, self.folder)


@collector_paused()
def read_inbox(
    paths: Collection[Path], inbox: Path | None = None, wanted: Collection[str] = ()
) -> tuple[tuple[Dossier, ...], tuple[Problem, ...]]:
    """Return the dossier of every event found under these paths, and the problems that belong to none.

    A path is a workbook, a folder of one event, or a folder of such, as `inbox` itself is. Where `wanted` names some
    events of the inbox, others may be left out.
    """
    groups, elsewhere = _groups(paths, inbox, wanted)
    shares, strays = shared_out(groups, elsewhere)
    # A file that cannot be read and has no event of its own may hold anybody's people.
    lost = any(not group.whole and group.is_blank for group in groups)
    columns = {at: found for group in groups for at, found in group.columns.items()}
    dossiers = [_judged(_dossier(share, columns, lost=lost), columns) for share in shares]
    loose = [problem for group in groups for problem in _loose(group)]
    return _unique(dossiers), (*loose, *strays)


def _groups(paths: Collection[Path], inbox: Path | None, wanted: Collection[str]) -> tuple[list[Group], frozenset[str]]:
    """Return the groups under these paths, and the codes of the events whose groups were passed over."""
    if inbox is None or [*paths] != [inbox]:
        return list(groups_of(paths, inbox)), frozenset()
    catalogue = Catalogue.of(inbox)
    groups = list(groups_of(paths, inbox, lambda stamp: bool(wanted) and catalogue.passes(stamp, wanted)))
    if not catalogue.suffices(groups, wanted):
        catalogue.passed.clear()
        groups = list(groups_of(paths, inbox))
    catalogue.keep(groups)
    return groups, catalogue.codes


def _loose(group: Group) -> list[Problem]:
    """Return the problems of a group that no single event can be blamed for."""
    if len(group.events) == 1:
        return []
    return [*group.problems, *(_eventless(group) if not group.events else [])]


def _eventless(group: Group) -> list[Problem]:
    """Return the error for a group that lacks an event, unless all it has was claimed by events elsewhere.

    A workbook that could not be read has an error of its own, and a marked copy beside its workbook is not missed.
    """
    places = [row.person.where for reading in group.rosters for row in reading.rows]
    places += [header.sheet.where for header in group.agendas] + [office.where for office, _ in group.offices]
    told = group.problems and not (group.strange and group.whole)
    if not places and (told or group.claimed):
        return []
    where = places[0].at(cell="", heading="") if places else Where(group.name)
    return [Problem(where, NO_EVENT, ADD_EVENT)]


def _dossier(share: Share, columns: Columns, *, lost: bool) -> Dossier:
    event, group = share.event, share.group
    dated = not event.faulty & {"ngay_bat_dau", "ngay_ket_thuc"}
    items: list[AgendaItem] = []
    found: list[Problem] = [*share.problems]
    for header, alone in share.agendas if dated else ():
        read, slips = read_agenda(header, event, alone=alone)
        items += read
        found += slips
    overrides, slips = _overrides(group)
    roster, doubles = merged_rosters(share.rosters, whole=share.whole and not lost)
    roster, young = _grown(roster, event, columns) if dated else (roster, [])
    return Dossier(event, tuple(items), roster, overrides, (*found, *slips, *doubles, *young), group.folder)


def _judged(dossier: Dossier, columns: Columns) -> Dossier:
    """Return the dossier with what shows only when its sheets are held against each other and the law of the day."""
    event, people = dossier.event, dossier.roster.people
    if event.faulty & {"ngay_bat_dau", "ngay_ket_thuc"}:
        return dossier
    swaps = against_agenda(event, dossier.agenda)
    found = (*swaps, *miscounted(event, dossier.roster), *bygone_units(event, dossier.agenda, people, columns))
    faulty = event.faulty | ({"ngay_bat_dau", "ngay_ket_thuc"} if swaps else set())
    return replace(dossier, event=replace(event, faulty=faulty), problems=(*dossier.problems, *found))


def _grown(roster: Roster, event: Event, columns: Columns) -> tuple[Roster, list[Problem]]:
    """Return the roster with babies held back, and a problem for each child: Excel adds the running year to a day."""
    children = [person for person in roster.people if _age(person, event) < YOUNGEST]
    babies = {id(person) for person in children if _age(person, event) < LEAST}
    people = tuple(replace(p, held=True) if id(p) in babies else p for p in roster.people)
    return replace(roster, people=people), [
        _too_young(place_of(person, "ngay_sinh", columns), sure=id(person) in babies) for person in children
    ]


def _age(person: Person, event: Event) -> int:
    return YOUNGEST if person.born is None else event.starts.year - person.born.year


def _too_young(where: Where, *, sure: bool) -> Problem:
    message = f"Năm sinh cho thấy người này chưa đến {YOUNGEST} tuổi; có thể Excel đã tự điền năm."
    if sure:
        message = "Ngày sinh sau ngày của sự kiện hoặc ngay trước đó; có thể Excel đã tự điền năm."
    return Problem(where, message, "Gõ lại ngày sinh đủ ngày, tháng, năm.", "error" if sure else "warning")


def _overrides(group: Group) -> tuple[Office | None, tuple[Problem, ...]]:
    """Return what the event's own sheet "Cơ quan" says; of several offices the first counts."""
    if not group.offices:
        return None, ()
    problems = [problem for _, found in group.offices for problem in found]
    if len(group.offices) > 1:
        message = "Đã có một cơ quan ghi cho sự kiện này; dòng này không được dùng."
        problems += [Problem(office.where, message, "Chỉ giữ một cơ quan.") for office, _ in group.offices[1:]]
    return group.offices[0][0], tuple(problems)


def _unique(dossiers: Sequence[Dossier]) -> tuple[Dossier, ...]:
    """Hold back every event whose code stands on two event sheets, naming both cells."""
    first: dict[str, Dossier] = {}
    doubled: dict[str, list[Problem]] = {}
    for dossier in dossiers:
        code = fold(dossier.event.code)
        if code and code in first:
            here, there = dossier.event.place_of("ma_su_kien"), first[code].event.place_of("ma_su_kien")
            doubled.setdefault(code, [_doubled(there, here)]).append(_doubled(here, there))
        else:
            first[code or str(id(dossier))] = dossier
    return tuple(_held_back(dossier, doubled.get(fold(dossier.event.code), ())) for dossier in first.values())


def _doubled(where: Where, other: Where) -> Problem:
    message = f"Mã sự kiện này đã có ở {other}."
    return Problem(where, message, "Mỗi sự kiện một mã: sửa một trong hai ô, hoặc bỏ tệp thừa ra khỏi inputs.")


def _held_back(dossier: Dossier, problems: Sequence[Problem]) -> Dossier:
    if not problems:
        return dossier
    event = replace(dossier.event, faulty=dossier.event.faulty | {"ma_su_kien"})
    return replace(dossier, event=event, problems=(*problems, *dossier.problems))
