"""Find the events in a folder of workbooks, each with its agenda, its roster and its own office."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Columns, Person, Roster, cell_of
from flows.problems import Mistake, Problem, Where
from flows.reading.agenda import read_agenda
from flows.reading.event_checks import against_agenda, miscounted
from flows.reading.event_workbooks import Group, Share, groups_of, shared_out, unread_files
from flows.reading.roster import merged_rosters
from flows.reading.roster_checks import bygone_units
from flows.vietnamese.span_reading import LONGEST
from flows.vietnamese.text import fold

NO_EVENT = "Không có trang «Sự kiện» nào cho tệp này."
NOT_ITS_OFFICE = Mistake(
    "Dòng này không mang tên «Đơn vị tổ chức» của sự kiện nào trong tệp, nên không được dùng.",
    "Ghi «Tên đầy đủ» đúng như «Đơn vị tổ chức», hoặc xóa dòng này.",
)
TWICE = Mistake("Nhiều dòng ghi cùng một cơ quan.", "Chỉ giữ một dòng cho ngày của sự kiện.")
DAYS = frozenset({"ngay_bat_dau", "ngay_ket_thuc"})
YOUNGEST, YOUNGEST_PUPIL = 14, 5
OLDEST = 100
LEAST = 3
"""Years: below, a birth date is certainly wrong; below YOUNGEST it is doubted, among pupils below YOUNGEST_PUPIL."""
_TYPE_AGAIN = "Gõ lại ngày sinh đủ ngày, tháng, năm."
BABY = Mistake("Ngày sinh sau ngày của sự kiện hoặc ngay trước đó; có thể Excel đã tự điền năm.", _TYPE_AGAIN)
CHILD = Mistake("Năm sinh cho thấy người này còn là trẻ em; có thể Excel đã tự điền năm.", _TYPE_AGAIN, "warning")
TOO_OLD = Mistake(f"Năm sinh cho thấy người này đã hơn {OLDEST} tuổi.", "Kiểm tra lại năm sinh.", "warning")
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
        file = Path(self.event.where.file)
        return frozenset(fold(name) for name in (self.event.code, file.name, file.stem, self.folder.name) if name)

    @property
    def files(self) -> frozenset[str]:
        """Return the workbooks that the event and its people stand in."""
        return frozenset({self.event.where.file, *(person.where.file for person in self.roster.people)})

    def is_called(self, typed: str) -> bool:
        """Whether a typed name means the event; forms show «code – name», of which the code counts."""
        return not self.names.isdisjoint((fold(typed), fold(typed.partition(" – ")[0])))


def read_inbox(paths: Collection[Path], inbox: Path | None = None) -> tuple[tuple[Dossier, ...], tuple[Problem, ...]]:
    """Return the dossier of every event found under these paths, and the problems that belong to none.

    A path is a workbook, a folder of one event, or a folder of such, as `inbox` itself is.
    """
    groups = list(groups_of(paths, inbox))
    shares, strays = shared_out(groups)
    # A file that cannot be read and has no event of its own may hold anybody's people.
    lost = any(not (one.whole or one.events or one.agendas or one.rosters or one.offices) for one in groups)
    columns = {at: found for group in groups for at, found in group.columns.items()}
    dossiers = [_dossier(share, columns, lost=lost) for share in shares]
    loose = [one for group in groups if len(group.events) != 1 for one in (*group.problems, *_eventless(group))]
    return _unique(dossiers), (*loose, *strays, *unread_files(paths))


def _eventless(group: Group) -> list[Problem]:
    """Return the error for a group that lacks an event, unless all it has was claimed by events elsewhere.

    A workbook that could not be read has an error of its own, and a marked copy beside its workbook is not missed.
    """
    places = [row.person.where for reading in group.rosters for row in reading.rows]
    places += [header.sheet.where for header in group.agendas] + [office.where for office, _ in group.offices]
    told = group.problems and not (group.strange and group.whole)
    if group.events or group.nearly or (not places and (told or group.claimed)):
        return []
    where = places[0].at(cell="", heading="") if places else Where(group.name)
    return [Problem(where, NO_EVENT, ADD_EVENT)]


def _dossier(share: Share, columns: Columns, *, lost: bool) -> Dossier:
    event, group = share.event, share.group
    dated = _dated(event)
    items: list[AgendaItem] = []
    found: list[Problem] = [*share.problems]
    for header, alone in share.agendas if dated else ():
        read, slips = read_agenda(header, dated or event, alone=alone)
        items += read
        found += slips
    overrides, slips = _overrides(group, event)
    roster, doubles = merged_rosters(share.rosters, whole=share.whole and not lost)
    roster, young = _grown(roster, dated, columns) if dated else (roster, [])
    # What shows only when its sheets are held against each other and the law of the day.
    swaps = () if event.faulty & DAYS else against_agenda(event, items)
    sheets = {(person.where.file, person.where.sheet) for person in roster.people}
    roster = replace(roster, columns={sheet: columns[sheet] for sheet in sheets if sheet in columns})
    bygone = bygone_units(dated, items, roster.people, columns) if dated else ()
    found += [*slips, *doubles, *young, *swaps, *miscounted(event, roster), *bygone]
    event = replace(event, faulty=event.faulty | (DAYS if swaps else frozenset()))
    return Dossier(event, tuple(items), roster, overrides, tuple(found), group.folder)


def _dated(event: Event) -> Event | None:
    """Return the event with the days by which its other sheets are read, wrong ones too; None where it has none."""
    days = sorted(filter(None, (event.starts, event.ends)))
    if not event.faulty & DAYS or not days:
        return None if event.faulty & DAYS else event
    far = (days[-1] - days[0]).days >= LONGEST
    return replace(event, starts=days[0], ends=days[0] if far else days[-1], span=None)


def _grown(roster: Roster, event: Event, columns: Columns) -> tuple[Roster, list[Problem]]:
    """Return the roster with babies held back, and a problem for each child: Excel adds the running year to a day."""
    children = [person for person in roster.people if _age(person, event) < YOUNGEST]
    if 2 * len(children) > sum(person.born is not None for person in roster.people):  # a school's list
        children = [person for person in children if _age(person, event) < YOUNGEST_PUPIL]
    babies = {id(person) for person in children if _age(person, event) < LEAST}
    people = tuple(replace(p, held=True) if id(p) in babies else p for p in roster.people)
    wrong = [(person, BABY if id(person) in babies else CHILD) for person in children]
    wrong += [(person, TOO_OLD) for person in roster.people if _age(person, event) > OLDEST]
    found = [mistake.at(cell_of(person, "Ngày sinh", columns)) for person, mistake in wrong]
    return replace(roster, people=people), found


def _age(person: Person, event: Event) -> int:
    return YOUNGEST if person.born is None else event.starts.year - person.born.year


def _overrides(group: Group, event: Event) -> tuple[Office | None, tuple[Problem, ...]]:
    """Return what the sheet "Cơ quan" of the event's own workbook says.

    Of several offices, or in a workbook with events of several, only the one counts that the event names.
    """
    offices = [office for office, _ in group.offices]
    problems = [problem for _, found in group.offices for problem in found]
    organisers = {fold(other.organiser): other.organiser for other, _ in group.events}
    if len(offices) > 1 or len(organisers) > 1:
        unnamed = [one for one in offices if not any(map(one.is_called, organisers.values()))]
        problems += [NOT_ITS_OFFICE.at(office.where) for office in unnamed]
        offices = [office for office in offices if office.is_called(event.organiser)]
    if len(offices) > 1 and "ngay_bat_dau" not in event.faulty:
        offices = [office for office in offices if office.valid_on(event.starts)] or offices
    if len(offices) > 1:
        problems += [TWICE.at(office.where) for office in offices]
        return replace(offices[0], faulty=offices[0].faulty | {"ten_day_du"}), tuple(problems)
    return (offices[0] if offices else None), tuple(problems)


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
    for code, problems in doubled.items():
        event = replace(first[code].event, faulty=first[code].event.faulty | {"ma_su_kien"})
        first[code] = replace(first[code], event=event, problems=(*problems, *first[code].problems))
    return tuple(first.values())


def _doubled(where: Where, other: Where) -> Problem:
    message = f"Mã sự kiện này đã có ở {other}."
    return Problem(where, message, "Mỗi sự kiện một mã: sửa một trong hai ô, hoặc bỏ tệp thừa ra khỏi inputs.")
