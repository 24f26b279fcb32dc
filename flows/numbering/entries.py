"""What goes into the register and what comes out of it, as frozen values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from flows.documents import NAMES
from flows.model.draft import NOT_BOOKED, Booked, Series, overlap
from flows.problems import Mistake
from flows.vietnamese.text import lower_first

State = Literal["reserved", "issued", "void"]
"""Reserved for a draft; issued with its day once signed (Nghị định 30/2020, Điều 13, 15); void for ever."""


def _told_holder(recipient: str, kind: str, event: str) -> str:
    return f"{recipient or lower_first(NAMES.get(kind, kind))} ({event})"


class Slot(NamedTuple):
    """What a number is given to: one person's (key "" for nobody's) paper of one kind, of one event."""

    event: str
    kind: str
    key: str


class NumberRequest(NamedTuple):
    """One paper that asks for a number.

    `fixed` is a number the user wrote, `start` the first number of the series in its year (an office may start in
    July with 45), `anew` the explicit wish for another number after the old one was made void, `begins` the first day
    of the event.
    """

    event: str
    kind: str
    key: str
    series: Series
    fixed: int | None = None
    recipient: str = ""
    title: str = ""
    day: date | None = None
    signer: str = ""
    start: int = 1
    anew: bool = False
    begins: date | None = None

    @property
    def slot(self) -> Slot:
        """What the number is for."""
        return Slot(self.event, self.kind, self.key)

    @property
    def holder(self) -> str:
        """Who asks, in the words of a message."""
        return _told_holder(self.recipient, self.kind, self.event)


class Given(NamedTuple):
    """A number newly given, and the void line it replaces; `void` is why it is void from the start."""

    request: NumberRequest
    number: int
    replaces: int | None = None
    void: str = ""


@dataclass(frozen=True, slots=True)
class Allotment:
    """Numbers by slot, and what the user should know: with an error a slot has no number, with a warning it has one.

    `kept` are the papers whose number is of another symbol or period than they now ask for. `given` are the numbers
    among them that were given and written down just now.
    """

    numbers: Mapping[Slot, int] = field(default_factory=dict)
    mistakes: Mapping[Slot, Mistake] = field(default_factory=dict)
    kept: Mapping[Slot, Kept] = field(default_factory=dict)
    given: Sequence[Given] = ()


class Entry(NamedTuple):
    """One line of the register.

    `pattern` is the series' pattern without the width of its slot, `symbol` the number as printed, `unit` the
    person's unit as the roster last gave it, `replaces` the line of the void number this one stands for.
    """

    id: int
    pattern: str
    year: int
    number: int
    symbol: str
    event: str
    kind: str
    key: str
    state: State
    reason: str
    day: date | None
    recipient: str
    title: str
    signer: str
    path: str
    sha256: str
    created: datetime
    changed: datetime
    who: str
    replaces: int | None = None
    unit: str = ""

    @property
    def slot(self) -> Slot:
        """What the number was given to."""
        return Slot(self.event, self.kind, self.key)

    @property
    def series(self) -> Series:
        """The series the number is unique in."""
        return Series(self.pattern, self.year)

    def printed_in(self, now: Series | None) -> Series:
        """Return the series that prints the number as it was printed; `now` is the one the office uses today."""
        if now is not None and now.symbol(self.number) == self.symbol:
            return now if now.year == self.year else Series(now.pattern, self.year)
        before, slot, after = self.pattern.partition("{so}")
        width = len(self.symbol.strip()) - len(before) - len(after)
        return Series(f"{before}{{so:0{width}}}{after}" if slot else self.pattern, self.year)

    @property
    def holder(self) -> str:
        """Who has the number, in the words of a message."""
        return _told_holder(self.recipient, self.kind, self.event)


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper's number that is of another series than the office would now give it one in."""

    line: Entry
    wanted: Series

    @property
    def is_past(self) -> bool:
        """Whether the paper's day has left the period of the number, so that it may be printed no more."""
        return not overlap(self.line.year, self.wanted.year)


def by_slot(entries: Iterable[Entry]) -> dict[Slot, Entry]:
    """Return the lines by what their numbers are for; the void one, the last of them, where there is no other."""
    return {entry.slot: entry for entry in sorted(entries, key=lambda entry: (entry.state != "void", entry.id))}


class Finished(NamedTuple):
    """A document that stands in outputs under its number; `path` is relative to outputs."""

    event: str
    kind: str
    key: str
    series: Series
    path: str
    sha256: str

    @property
    def slot(self) -> Slot:
        """What the document is."""
        return Slot(self.event, self.kind, self.key)


class IssuedPaper(NamedTuple):
    """A paper that went out under a number: `sha256` is the hash of its lasting copy. Many may share one number."""

    event: str
    kind: str
    key: str
    symbol: str
    sha256: str


class Holder(NamedTuple):
    """What the certificates' book says of a person: post and unit as one phrase, and the result."""

    event: str
    key: str
    workplace: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Manifested:
    """A number as a manifest of outputs remembers it; `symbol` is the number as printed.

    `issued` is the day on which its paper went out, `void` why the number was made void, `replaces` the void number it
    stands for.
    """

    event: str
    kind: str
    key: str
    symbol: str
    series: Series
    path: str = ""
    sha256: str = ""
    recipient: str = ""
    issued: str = ""
    void: str = ""
    replaces: str = ""
    booked: Booked = NOT_BOOKED

    @property
    def slot(self) -> Slot:
        """What the number was given to."""
        return Slot(self.event, self.kind, self.key)


class Enrolment(NamedTuple):
    """One person of a roster; year of birth and post tell namesakes apart and are not stored."""

    name: str
    unit: str = ""
    birth_year: int | None = None
    post: str = ""


class Place(NamedTuple):
    """A person's stable key and ordinal within the event, and a question about who it is, if there is one.

    `forgotten` says that the person asked to be erased: no papers are made.
    """

    key: str
    ordinal: int
    question: Mistake | None = None
    forgotten: bool = False


FORGOTTEN = "đã xóa theo yêu cầu"
_FORGOTTEN_KEY = "da-xoa-"


def forgotten_key(ordinal: int) -> str:
    """Return the key under which the numbers of an erased person stay taken."""
    return f"{_FORGOTTEN_KEY}{ordinal}"


def is_forgotten(key: str) -> bool:
    """Whether a key is that of an erased person."""
    return key.removeprefix(_FORGOTTEN_KEY).isdecimal() and key.startswith(_FORGOTTEN_KEY)


@lru_cache
def counted_in(series: Series) -> Series:
    """Return the series that counts: 7/GCN and 007/GCN are the same number, whatever width is printed."""
    return Series(re.sub(r"\{so[^}]*\}", "{so}", series.pattern).strip(), series.year)


def bare_symbol(text: str) -> str:
    """Return a printed number ready to compare: no spaces, no leading zeros, one case."""
    return re.sub(r"0*(\d+)", r"\1", re.sub(r"\s+", "", text)).casefold()


def number_of(symbol: str, series: Series) -> int | None:
    """Return the number in a printed symbol of the series, or None: 012/GCN is 12; so is 012 alone."""
    before, _, after = counted_in(series).pattern.partition("{so}")
    shape = rf"(?:{re.escape(before)})?\s*(\d+)\s*(?:{re.escape(after)})?"
    found = re.fullmatch(shape, symbol.strip())
    return int(found[1]) if found else None
