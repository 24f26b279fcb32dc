"""Whose rows are whose: groups of sheets in; each event with the rosters and agendas that are about it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from flows.model.event import Event
from flows.model.person import Person
from flows.problems import Problem, Where
from flows.reading.columns import as_text
from flows.reading.grouping import Group
from flows.reading.headings import field_for
from flows.reading.person_row import PersonReading
from flows.reading.roster import RosterReading
from flows.reading.table import Header
from flows.vietnamese.text import fold

UNKNOWN = "Không có sự kiện nào mang mã này."
FIX = "Ghi đúng «Mã sự kiện» ở cột Mã sự kiện của từng dòng."
ADD_COLUMN = "Thêm cột «Mã sự kiện» vào bảng, ghi ở mỗi dòng mã của sự kiện; hoặc để mỗi sự kiện một tệp, một thư mục."


@dataclass
class Share:
    """One event of a group, with what is its own; an agenda comes with whether rows without a code are the event's."""

    event: Event
    group: Group
    problems: list[Problem] = field(default_factory=list)
    rosters: list[RosterReading] = field(default_factory=list)
    agendas: list[tuple[Header, bool]] = field(default_factory=list)
    whole: bool = True


def shared_out(groups: Sequence[Group], elsewhere: Iterable[str] = ()) -> tuple[list[Share], list[Problem]]:
    """Give every event its rows: by the column "Mã sự kiện", wherever the event's own sheet is; else by the file.

    What was given away is taken out of the groups, and what nobody can claim is an error. `elsewhere` are the folded
    codes of events that were not read: their rows are theirs, and lost here.
    """
    shares = [_share(group, event, problems) for group in groups for event, problems in group.events]
    homes = {code: Share(Event(code=code), Group("", Path())) for code in elsewhere}
    for share in shares:
        homes.setdefault(fold(share.event.code), share)
    strays = [problem for group in groups for problem in _share_group(group, shares, homes)]
    return shares, strays


def codes_in(group: Group) -> frozenset[str]:
    """Return the folded codes that a group's rows bear, "" for rows that have none."""
    rows = (fold(row.person.event_code or "") for reading in group.rosters for row in reading.rows)
    return frozenset(rows).union(*map(_codes, group.agendas))


def _share(group: Group, event: Event, problems: Sequence[Problem]) -> Share:
    own = [*group.problems, *problems] if len(group.events) == 1 else [*problems]
    return Share(event, group, own, whole=group.whole)


def _share_group(group: Group, shares: Sequence[Share], homes: Mapping[str, Share]) -> list[Problem]:
    own = [share for share in shares if share.group is group]
    alone = own[0] if len(own) == 1 else None
    mine = {fold(share.event.code): share for share in reversed(own)}
    known = {**homes, **mine}
    known.pop("", None)
    strays = [problem for reading in group.rosters for problem in _share_roster(reading, group, known, alone)]
    strays += [problem for header in group.agendas for problem in _share_agenda(header, known, alone)]
    if not own:
        group.claimed = bool(group.rosters or group.agendas)
        coded = [row for reading in group.rosters for row in reading.rows if row.person.event_code]
        strays = _lost([row for row in coded if fold(row.person.event_code or "") not in known])
        group.rosters = [left for reading in group.rosters if (left := _left(reading)).rows]
        group.agendas = [header for header in group.agendas if not _codes(header).keys() <= known.keys()]
    return strays


def _share_roster(
    reading: RosterReading, group: Group, known: Mapping[str, Share], alone: Share | None
) -> list[Problem]:
    """Give each row to its event; a row without a code is the event's that the group is about."""
    rows: dict[int, tuple[Share, list[PersonReading]]] = {}
    lost: list[PersonReading] = []
    for row in reading.rows:
        code = fold(row.person.event_code or "")
        share = known.get(code) if code else alone
        if share is None:
            lost.append(row)
        else:
            rows.setdefault(id(share), (share, []))[1].append(row)
    if not reading.rows and alone:
        alone.rosters.append(reading)
    for place, (share, own) in enumerate(rows.values()):
        sheet_problems = reading.sheet_problems if place == 0 else ()
        share.rosters.append(RosterReading(tuple(own), sheet_problems))
        share.whole = share.whole and group.whole
    return _lost(lost)


def _lost(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return an error at each code that no event bears, and one for all the rows without a code."""
    told = [_stray(row.coded_at, UNKNOWN) for row in rows if row.person.event_code]
    blank = [row for row in rows if not row.person.event_code]
    return told + [_stray(row.coded_at, f"{len(blank)} người không rõ thuộc sự kiện nào.") for row in blank[:1]]


def _left(reading: RosterReading) -> RosterReading:
    """Return the rows without a code, which only an event of their own workbook could claim."""
    return reading.of_rows([row for row in reading.rows if not row.person.event_code])


def _share_agenda(header: Header, known: Mapping[str, Share], alone: Share | None) -> list[Problem]:
    codes = _codes(header)
    if alone:
        alone.agendas.append((header, True))
    for code in codes.keys() & known.keys():
        if known[code] is not alone:
            known[code].agendas.append((header, False))
    strays = [where for code, where in codes.items() if (code or not alone) and code not in known]
    return [_stray(strays[0], "Chương trình không rõ của sự kiện nào.")] if strays else []


def _codes(header: Header) -> dict[str, Where]:
    """Return the codes of an agenda with the first cell of each; "" for rows that have none."""
    codes: dict[str, Where] = {}
    column = header.column("ma_su_kien")
    for row in header.body():
        cell = header.cell(row, "ma_su_kien")
        content = header.cell(row, "noi_dung")
        if content is not None and not content.is_empty:
            code = fold(as_text(cell.value)) if cell else ""
            codes.setdefault(code, header.place(row, "ma_su_kien" if column else "noi_dung"))
    return codes


def _stray(where: Where, message: str) -> Problem:
    named = field_for(Person, where.heading)
    return Problem(where, message, FIX if named is not None and named.key == "ma_su_kien" else ADD_COLUMN)
