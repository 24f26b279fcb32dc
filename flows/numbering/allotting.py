"""Decide who gets which number: requests and what the register holds in, new and changed lines out; touches nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.model.draft import Series
from flows.numbering import refusals
from flows.numbering.entries import Entry, Given, Kept, NumberRequest, Slot, counted_in
from flows.problems import Mistake

LARGEST = 9_999_999

Place = tuple[Series, int]


@dataclass(frozen=True, slots=True)
class Held:
    """What the register holds before anything is given: of the requests' events, series and fixed numbers.

    `begun` are the series that have numbers of earlier years: theirs begin with 1 again.
    """

    entries: Sequence[Entry] = ()
    taken: Mapping[Place, Entry] = field(default_factory=dict)
    highest: Mapping[Series, int] = field(default_factory=dict)
    begun: Collection[Series] = ()


@dataclass(slots=True)
class Plan:
    """What one transaction will do; `held` are the lines that it was planned by."""

    held: Sequence[Entry] = ()
    numbers: dict[Slot, int] = field(default_factory=dict)
    mistakes: dict[Slot, Mistake] = field(default_factory=dict)
    kept: dict[Slot, Kept] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)
    corrected: list[tuple[Entry, NumberRequest]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything is to be written."""
        return bool(self.given or self.corrected)

    def give(self, request: NumberRequest, number: int, own: Sequence[Entry]) -> None:
        """Note a new number; the last void line of the same paper is the one it replaces."""
        self.numbers[request.slot] = number
        self.given.append(Given(request, number, max(entry.id for entry in own) if own else None))


def plan(requests: Iterable[NumberRequest], held: Held) -> Plan:
    """Plan all numbers of a run: those held stay, those the user wrote come next, the others follow in order."""
    decided, lines = Plan(held.entries), _Lines(held.entries)
    unique = {each.slot: each for each in requests}
    fresh = [each for each in unique.values() if not _settled(each, lines, decided)]
    highest = _give_fixed([each for each in fresh if each.fixed is not None], held, lines, decided)
    for request in fresh:
        if request.fixed is None:
            decided.give(request, _next(request, highest, held.begun), lines.of(request))
    return decided


class _Lines:
    """The held lines, by paper."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_slot: dict[Slot, list[Entry]] = {}
        for entry in entries:
            self._by_slot.setdefault(entry.slot, []).append(entry)

    def of(self, request: NumberRequest) -> Sequence[Entry]:
        """Return the lines of the paper, in whatever series."""
        # Of an event that has none, a hundred thousand people need not be looked up.
        return self._by_slot.get(request.slot, ()) if self._by_slot else ()

    def live(self, request: NumberRequest) -> Entry | None:
        """Return the number that the paper has, first one of the series it asks for."""
        found = [entry for entry in self.of(request) if entry.state != "void"]
        if not found:
            return None
        series = counted_in(request.series)
        return max(found, key=lambda entry: (entry.series == series, entry.id))


def _settled(request: NumberRequest, lines: _Lines, decided: Plan) -> bool:
    """Whether the request gets no new number: it has one, or must not have another."""
    live = lines.live(request)
    if live is not None:
        _keep(request, live, decided)
        return True
    refusal = _refusal(request, lines.of(request))
    if refusal is not None:
        decided.mistakes[request.slot] = refusal
    return refusal is not None


def _keep(request: NumberRequest, live: Entry, decided: Plan) -> None:
    if counted_in(request.series) != live.series:
        decided.kept[request.slot] = Kept(live, request.series)
    if request.fixed is not None and request.fixed != live.number:
        decided.mistakes[request.slot] = refusals.differs(live, request.fixed)
        return
    if request.slot in decided.kept and decided.kept[request.slot].is_past and live.state == "reserved":
        decided.mistakes[request.slot] = refusals.of_another_period(decided.kept[request.slot])
        return
    decided.numbers[request.slot] = live.number
    if live.state == "reserved" and described(request, live) != _described(live):
        decided.corrected.append((live, request))


def described(request: NumberRequest, live: Entry) -> Mapping[str, object]:
    """Return what the line of a reserved number should say of its paper."""
    series = request.series if counted_in(request.series) == live.series else live.printed_in(None)
    return {
        "recipient": request.recipient,
        "title": request.title,
        "day": request.day,
        "signer": request.signer,
        "symbol": series.symbol(live.number),
    }


def _described(line: Entry) -> Mapping[str, object]:
    return {name: getattr(line, name) for name in ("recipient", "title", "day", "signer", "symbol")}


def _refusal(request: NumberRequest, own: Sequence[Entry]) -> Mistake | None:
    if request.fixed is not None:
        return None if 0 < request.fixed <= LARGEST else refusals.no_number(request.fixed)
    # Another number for a paper whose number was made void is an act of a person, never of a rerun.
    return refusals.was_void(own[-1]) if own and not request.anew else None


def _give_fixed(requests: Iterable[NumberRequest], held: Held, lines: _Lines, decided: Plan) -> dict[Series, int]:
    """Give the numbers the user wrote where they are free; return the highest number of each series after that."""
    highest, here = dict(held.highest), dict[Place, NumberRequest]()
    for request in requests:
        series, number = counted_in(request.series), request.fixed or 0
        owner = held.taken.get((series, number)) or here.setdefault((series, number), request)
        if owner is not request:
            decided.mistakes[request.slot] = refusals.is_taken(owner, request.series.symbol(number))
            continue
        highest[series] = max(highest.get(series, 0), number)
        decided.give(request, number, lines.of(request))
    return highest


def _next(request: NumberRequest, highest: dict[Series, int], begun: Collection[Series]) -> int:
    series = counted_in(request.series)
    start = 1 if series in begun else request.start
    highest[series] = max(highest.get(series, 0), start - 1) + 1
    return highest[series]
