"""The head and the foot of a paper: its series and number, the day it is signed, the lines of «Nơi nhận»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from flows.documents.event_words import deed
from flows.model.draft import Case, Heading, Numbers
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.office import AUTOMATIC, BLANK, Office
from flows.model.printing import Blank, Items
from flows.model.series import Series
from flows.vietnamese.dates import SATURDAY, OpenDate, long_date
from flows.vietnamese.text import fold, upper_first

WORKING_DAYS_AHEAD = 3
"""Invitations go out at least three working days before (QĐ 45/2018/QĐ-TTg)."""
CERTIFICATES = "chung_nhan"
_OFFICE = {field.key: field for field in fields_of(Office)}
_NUMBERS = {field.key: field.attribute for field in fields_of(Event)}
# The office's fields that say in what periods numbers count, and whether it may sign at all: no paper that bears a
# number is made while they cannot be read.
_PERIODS = frozenset({"danh_so_theo", "nhiem_ky", "hieu_luc_tu", "hieu_luc_den"})


def number_key(series: str) -> str:
    """Return the key of the event's field that holds the typed number of a series; a plan's is the event's own."""
    return "so_van_ban" if series == "ke_hoach" else f"so_{series}"


def needed(series: str) -> frozenset[str]:
    """Return the fields that a number of the series cannot be given without."""
    given = "cap_so_chung_nhan" if series == CERTIFICATES else "cap_so_van_ban"
    return _PERIODS | {given, f"so_bat_dau_{series}", f"ky_hieu_{series}", number_key(series)}


def numbered(head: Heading, series: str, event: Event, office: Office) -> Heading:
    """Return the head of a paper with its series; None for the series when the office has no symbol for it.

    Certificates get their numbers at once unless the office says otherwise, other papers wait for `vanthu issue`.
    """
    symbol, first = _OFFICE[f"ky_hieu_{series}"], _OFFICE[f"so_bat_dau_{series}"]
    pattern = getattr(office, symbol.attribute)
    period = office.period((head.day and head.day.year) or event.starts.year)
    of_paper = office.paper_numbers == AUTOMATIC
    return replace(
        head,
        series=Series(pattern, period) if pattern else None,
        number=typed_number(getattr(event, _NUMBERS.get(number_key(series), ""), None)),
        automatic=office.certificate_numbers != BLANK if series == CERTIFICATES else of_paper,
        symbol_heading=symbol.heading,
        start=getattr(office, first.attribute) or 1,
    )


def typed_number(text: str | None) -> int | None:
    """Return the number that a clerk typed, with or without its symbol: 12 of "12/KH-MTTQ-BTT"."""
    digits = (text or "").split("/", maxsplit=1)[0].strip()
    return int(digits) if digits.isascii() and digits.isdigit() else None


def signing_day(event: Event) -> date | OpenDate:
    """Return the day of plan and invitation: as typed, else open, in the year in which they must go out at the latest.

    A typed day that is not before the event's end belongs to the certificates.
    """
    if event.signed is not None and not (isinstance(event.signed, date) and event.signed >= event.ends):
        return event.signed
    latest, left = event.starts, WORKING_DAYS_AHEAD
    while left:
        latest -= timedelta(days=1)
        left -= latest.weekday() < SATURDAY
    return OpenDate(latest.year)


def certificate_day(event: Event) -> date:
    """Return the day of the certificates: as typed, else the last day, when they are handed out."""
    if event.certified is not None:
        return event.certified
    return event.signed if isinstance(event.signed, date) and event.signed >= event.ends else event.ends


def cited_plan(case: Case, numbers: Numbers) -> str:
    """Return the plan as papers cite it, with number, day and subject; "" while number or day are not known."""
    event = case.event
    head = numbered(Heading("", "", signing_day(event)), "ke_hoach", event, case.office)
    typed = head.series.symbol(head.number) if head.series and head.number else ""
    symbol, day = numbers.issued.get("ke-hoach") or (typed, head.day)
    if not symbol or not isinstance(day, date):
        return ""
    return f"Kế hoạch số {symbol} {long_date(day)} của {case.office.called} về việc {deed(event)}"


_REMARK = re.compile(r"\s*\(.*?\)")
_DASH = re.compile(r"[-‐-―−•*·]\s*")
_FILING = re.compile(r"^(Lưu)\s*:?\s+(?=\w)")
_SEAM = re.compile(r";\s*|,\s+(?=[-‐-―−]\s)")
_SUBORDINATE = "+"
_STOPS = ".;,/ "


def recipient_lines(typed: Iterable[str]) -> Items:
    """Return each place on a line of its own: "- ...;", and "- ... ." the last (Phụ lục I, phần I, mục II.9.d)."""
    places = list(_places([line.strip() for line in typed if line.strip()]))
    marks = [*(";" for _ in places[1:]), "."]
    return Items(place if place.endswith(":") else f"{place}{mark}" for place, mark in zip(places, marks, strict=False))


def addressed(typed: Sequence[str], first: str, named: Iterable[str] = ()) -> Items | Blank:
    """Return the places with `first` in front («Như trên», "" for none), without those that `named` addresses already.

    A line «Như ...» of the office's own speaks of another kind of paper.
    """
    if not typed:
        return Blank("Nơi nhận")
    given = {_bare(line) for line in named}
    others = (
        line for line in recipient_lines(typed) if _bare(line) not in given and not _bare(line).startswith("như ")
    )
    return Items([f"- {first};", *others] if first else others)


def _bare(line: str) -> str:
    return fold(_REMARK.sub("", _DASH.sub("", line.strip(), count=1))).rstrip(_STOPS)


def _places(lines: list[str]) -> Iterator[str]:
    """Yield the places with their dash; a line that goes on with the one above is joined to it."""
    for line in _joined(lines):
        for place in filter(None, (each.rstrip(_STOPS) for each in _SEAM.split(line))):
            bare = _DASH.sub("", place, count=1) if _DASH.match(place) else place
            bare = _FILING.sub(r"\1: ", upper_first(bare), count=1)
            yield place if bare.startswith(_SUBORDINATE) else f"- {bare}"


def _joined(lines: list[str]) -> list[str]:
    dashed = any(map(_DASH.match, lines))
    joined: list[str] = []
    for line in lines:
        begins = _DASH.match(line) or line.startswith((_SUBORDINATE, "Lưu"))
        if dashed and joined and not begins and not joined[-1].endswith((";", ".")):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined
