"""Which files make which event: a folder of workbooks in, dossiers (event, agenda, roster, overrides) out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person, Roster
from flows.problems import Problem, Where
from flows.reading.agenda import read_agenda
from flows.reading.cells import Sheet
from flows.reading.event import events_of
from flows.reading.offices import offices_of
from flows.reading.pairs import Pairs, pairs_of
from flows.reading.roster import RosterReading, merged_rosters, read_roster
from flows.reading.table import Header, header_of
from flows.reading.workbook import SUFFIXES, read_workbook
from flows.vietnamese.text import fold

IGNORED_STARTS = ("~$", ".~lock", ".")
IGNORED_ENDS = (".tmp", ".part")
FEWEST_ROWS = 3
"""A sheet with fewer rows that nothing is recognised in is a scrap, not a mistake."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """Everything the inbox holds for one event; `folder` is where its photo stands."""

    event: Event
    agenda: tuple[AgendaItem, ...] = ()
    roster: Roster = field(default_factory=Roster)
    overrides: Office | None = None
    problems: tuple[Problem, ...] = ()
    folder: Path = Path()


@dataclass(frozen=True, slots=True)
class _Group:
    """The recognised sheets of one workbook or of one folder."""

    name: str
    folder: Path
    events: tuple[tuple[Event, tuple[Problem, ...]], ...] = ()
    agendas: tuple[Header, ...] = ()
    rosters: tuple[RosterReading, ...] = ()
    offices: tuple[tuple[Office, tuple[Problem, ...]], ...] = ()
    problems: tuple[Problem, ...] = ()
    whole: bool = field(default=True)


Form = Pairs | Header


def is_ignored(path: Path) -> bool:
    """Whether a file is one of those that Excel, LibreOffice and copying leave about."""
    return path.name.startswith(IGNORED_STARTS) or path.name.lower().endswith(IGNORED_ENDS)


def _is_workbook(path: Path) -> bool:
    return path.is_file() and not is_ignored(path) and path.suffix.lower() in SUFFIXES


def read_inbox(paths: Iterable[Path]) -> tuple[tuple[Dossier, ...], tuple[Problem, ...]]:
    """Return the dossier of every event found under these paths, and the problems that belong to none.

    A path is a workbook, a folder of one event, or a folder of such (the inbox itself).
    """
    groups = [_group(name, folder, files) for name, folder, files in _grouped(paths)]
    groups, problems = _attached(groups)
    dossiers: list[Dossier] = []
    for group in groups:
        made, found = _dossiers(group)
        dossiers += made
        problems += found
    return _unique(dossiers), tuple(problems)


def _grouped(paths: Iterable[Path]) -> Iterator[tuple[str, Path, list[Path]]]:
    """Yield the files that belong together: a workbook by itself, or all workbooks of a folder."""
    for path in paths:
        if _is_workbook(path):
            yield path.name, path.parent, [path]
        elif path.is_dir():
            yield from _grouped_in(path)


def _grouped_in(folder: Path) -> Iterator[tuple[str, Path, list[Path]]]:
    """Yield a folder's groups; a folder named outright may be one event or hold several."""
    entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    own = [entry for entry in entries if _is_workbook(entry)]
    below = [entry for entry in entries if entry.is_dir() and not is_ignored(entry)]
    if own and not below and _is_one_event(own):
        yield folder.name, folder, own
        return
    for file in own:
        yield file.name, folder, [file]
    for inner in below:
        files = [file for file in sorted(inner.rglob("*")) if _is_workbook(file)]
        if files:
            yield inner.name, inner, files


def _is_one_event(files: Sequence[Path]) -> bool:
    """Whether a folder of workbooks is one event: exactly one of them has an event sheet."""
    return len(files) > 1 and sum(_has_event(file) for file in files) == 1


def _has_event(file: Path) -> bool:
    sheets, _ = read_workbook(file)
    return any((form := recognise(sheet)) is not None and form.record is Event for sheet in sheets)


def recognise(sheet: Sheet) -> Form | None:
    """Return what a sheet is, by its headings alone: the reading that recognises most fields."""
    forms: list[Form | None] = [header_of(sheet, record) for record in (Person, AgendaItem, Event, Office)]
    forms += [pairs_of(sheet, record) for record in (Event, Office)]
    found = [form for form in forms if form is not None and form.score > 1]
    return max(found, key=lambda form: form.score, default=None)


def _group(name: str, folder: Path, files: Sequence[Path]) -> _Group:
    group = _Group(name, folder)
    for file in files:
        sheets, problems = read_workbook(file)
        group = replace(group, problems=(*group.problems, *problems), whole=group.whole and not problems)
        for sheet in sheets:
            group = _with_sheet(group, sheet)
    return group


def _with_sheet(group: _Group, sheet: Sheet) -> _Group:
    form = recognise(sheet)
    if form is None:
        return replace(group, problems=(*group.problems, *_unrecognised(sheet)))
    if form.record is Event:
        return replace(group, events=(*group.events, *events_of(form)))
    if form.record is Office:
        return replace(group, offices=(*group.offices, *offices_of(form)))
    if form.record is AgendaItem and isinstance(form, Header):
        return replace(group, agendas=(*group.agendas, form))
    return replace(group, rosters=(*group.rosters, read_roster(form))) if isinstance(form, Header) else group


def _unrecognised(sheet: Sheet) -> tuple[Problem, ...]:
    if len(sheet.rows) < FEWEST_ROWS:
        return ()
    message = "Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc."
    fix = "Nếu cần đọc: ghi dòng tiêu đề như trong tệp mẫu (vanthu new), ví dụ «Họ và tên», «Chức vụ», «Đơn vị»."
    return (Problem(sheet.where, message, fix, "warning"),)


def _attached(groups: Sequence[_Group]) -> tuple[list[_Group], list[Problem]]:
    """Move rosters that name their event in "Mã sự kiện" from workbooks without an event sheet to that event's."""
    homes = {fold(event.code): place for place, group in enumerate(groups) for event, _ in group.events if event.code}
    result = list(groups)
    problems: list[Problem] = []
    for place, group in enumerate(groups):
        if group.events or not (group.rosters or group.agendas or group.offices):
            continue
        codes = {fold(person.event_code or "") for reading in group.rosters for person in reading.people}
        for home in sorted({homes[code] for code in codes if code in homes}):
            result[home] = replace(result[home], rosters=(*result[home].rosters, *group.rosters))
        if codes and codes <= homes.keys():
            result[place] = _Group(group.name, group.folder, problems=group.problems)
    return result, problems


def _dossiers(group: _Group) -> tuple[list[Dossier], list[Problem]]:
    if not group.events:
        return [], [*group.problems, *_eventless(group)]
    several = len(group.events) > 1
    dossiers = [_dossier(group, event, problems, several=several) for event, problems in group.events]
    if several:
        strays = [problem for reading in group.rosters for problem in _strays(group, reading)]
        return dossiers, [*group.problems, *strays]
    return [replace(dossiers[0], problems=(*group.problems, *dossiers[0].problems))], []


def _eventless(group: _Group) -> list[Problem]:
    if not (group.rosters or group.agendas or group.offices) and group.problems:
        return []
    fix = "Thêm trang «Sự kiện» (tạo tệp mẫu: vanthu new), hoặc ghi cột «Mã sự kiện» trong danh sách."
    where = _first_where(group) or Where(group.name)
    return [Problem(where, "Không có trang «Sự kiện» nào cho tệp này.", fix)] if _has_any(group) else []


def _has_any(group: _Group) -> bool:
    return bool(group.rosters or group.agendas or group.offices or not group.whole) or group.problems == ()


def _first_where(group: _Group) -> Where | None:
    people = (person.where for reading in group.rosters for person in reading.people)
    first = next(people, None) or next((header.sheet.where for header in group.agendas), None)
    return replace(first, cell="", heading="") if first else None


def _dossier(group: _Group, event: Event, problems: Sequence[Problem], *, several: bool) -> Dossier:
    dated = not event.faulty & {"ngay_bat_dau", "ngay_ket_thuc"}
    items, slips = _agenda(group, event) if dated else ((), ())
    reading = merged_rosters([_of_event(reading, event, several=several) for reading in group.rosters])
    roster = Roster(reading.people, reading.results, reading.attendance, group.whole)
    offices = [office for office, _ in group.offices]
    overrides = offices[0] if offices else None
    office_slips = [problem for _, found in group.offices for problem in found]
    found = (*problems, *slips, *office_slips, *reading.problems)
    return Dossier(event, items, roster, overrides, found, group.folder)


def _agenda(group: _Group, event: Event) -> tuple[tuple[AgendaItem, ...], tuple[Problem, ...]]:
    items: list[AgendaItem] = []
    problems: list[Problem] = []
    for header in group.agendas:
        if len(group.events) > 1 and not header.column("ma_su_kien"):
            continue
        read, found = read_agenda(header, event)
        own = [item for item in read if not item.event_code or fold(item.event_code) == fold(event.code)]
        rows = {item.where.cell for item in read} - {item.where.cell for item in own}
        items += own
        problems += [problem for problem in found if not _in_rows(problem, rows)]
    return tuple(items), tuple(problems)


def _in_rows(problem: Problem, cells: set[str]) -> bool:
    digits = {"".join(sign for sign in cell if sign.isdigit()) for cell in cells}
    return "".join(sign for sign in problem.where.cell if sign.isdigit()) in digits


def _of_event(reading: RosterReading, event: Event, *, several: bool) -> RosterReading:
    """Return the part of a roster that is about this event: by its column "Mã sự kiện", or all when there is one."""
    coded = any(person.event_code for person in reading.people)
    if not coded:
        return reading if not several else RosterReading((), ())
    own = tuple(p for p in reading.people if fold(p.event_code or "") == fold(event.code))
    cells = {person.where.cell for person in reading.people} - {person.where.cell for person in own}
    problems = tuple(problem for problem in reading.problems if not _in_rows(problem, cells))
    return replace(reading, people=own, problems=problems)


def _strays(group: _Group, reading: RosterReading) -> list[Problem]:
    """Return an error for people whose event cannot be told."""
    codes = {fold(event.code) for event, _ in group.events}
    lost = [person for person in reading.people if fold(person.event_code or "") not in codes]
    if not lost:
        return []
    message = f"{len(lost)} người không rõ thuộc sự kiện nào."
    fix = "Ghi đúng «Mã sự kiện» ở cột Mã sự kiện của từng dòng."
    return [Problem(lost[0].where, message, fix)]


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
    return tuple(
        _held_back(dossier, doubled.get(fold(dossier.event.code), ())) for dossier in first.values()
    )


def _doubled(where: Where, other: Where) -> Problem:
    message = f"Mã sự kiện này đã có ở {other}."
    return Problem(where, message, "Mỗi sự kiện một mã: sửa một trong hai ô, hoặc bỏ tệp thừa ra khỏi inputs.")


def _held_back(dossier: Dossier, problems: Sequence[Problem]) -> Dossier:
    if not problems:
        return dossier
    event = replace(dossier.event, faulty=dossier.event.faulty | {"ma_su_kien"})
    return replace(dossier, event=event, problems=(*problems, *dossier.problems))
