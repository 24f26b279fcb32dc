"""What goes into the register and what comes out of it: requests, lines, people, papers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from flows.documents import NAMES
from flows.model.draft import NOT_BOOKED, Booked
from flows.model.series import Series, overlap
from flows.problems import Mistake
from flows.vietnamese.text import lower_first

State = Literal["reserved", "issued", "void"]
"""Reserved for a draft; issued with its day once signed (Nghị định 30/2020, Điều 13, 15); void for ever."""


@dataclass(frozen=True, slots=True)
class Slot:
    """What a number is given to: one person's (key "" for nobody's) paper of one kind, of one event."""

    event: str
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class OfPaper:
    """Whatever is said of one paper, or of the number that it shares with others."""

    event: str
    kind: str
    key: str

    @property
    def slot(self) -> Slot:
        """What a number is given to."""
        return Slot(self.event, self.kind, self.key)


@dataclass(frozen=True, slots=True)
class NumberRequest(OfPaper):
    """One paper that asks for a number.

    `fixed` is a number the user wrote, `start` the first number of the series in its year (an office may start in
    July with 45), `anew` the explicit wish for another number after the old one was made void, `begins` the first day
    of the event.
    """

    series: Series
    fixed: int | None = None
    recipient: str = ""
    title: str = ""
    day: date | None = None
    signer: str = ""
    start: int = 1
    anew: bool = False
    begins: date | None = None


@dataclass(frozen=True, slots=True)
class Entry(OfPaper):
    """One line of the register.

    `pattern` is the series' pattern without the width of its slot, `symbol` the number as printed, `unit` the
    person's unit as the roster last gave it, `replaces` the line of the void number this one stands for.
    """

    id: int
    pattern: str
    year: int
    number: int
    symbol: str
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
    def series(self) -> Series:
        """The series the number is unique in."""
        return Series(self.pattern, self.year)

    @property
    def void_key(self) -> str:
        """Under which key the books find what they said of the holder when the number became void."""
        return f"{self.key} {self.symbol}/{self.year}"

    def printed_in(self, now: Series | None) -> Series:
        """Return the series that prints the number as it was printed; `now` is the one the office uses today."""
        if now is not None and now.symbol(self.number) == self.symbol:
            return now if now.year == self.year else Series(now.pattern, self.year)
        before, slot, after = self.pattern.partition("{so}")
        width = len(self.symbol.strip()) - len(before) - len(after)
        return Series(f"{before}{{so:0{width}}}{after}" if slot else self.pattern, self.year)


def holder_of(paper: NumberRequest | Entry) -> str:
    """Return who has a number or asks for one, in the words of a message."""
    return f"{paper.recipient or lower_first(NAMES.get(paper.kind, paper.kind))} ({paper.event})"


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


@dataclass(frozen=True, slots=True)
class Finished(OfPaper):
    """A document that stands in outputs under its number; `path` is relative to outputs."""

    series: Series
    path: str
    sha256: str


@dataclass(frozen=True, slots=True)
class IssuedPaper(OfPaper):
    """A paper that went out under a number, and its hash as it went out. Many may share one number.

    `original` is the hash of the signed PDF that is its lasting copy, `signers` who signed that and when, in words.
    """

    symbol: str
    sha256: str
    original: str = ""
    signers: str = ""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """The mark of a code that went out on a certificate, and the line of its number."""

    mark: str
    line: int


@dataclass(frozen=True, slots=True)
class Holder:
    """What the certificates' book says of a person: post and unit as one phrase, the result, the birth date as printed.

    `decision` is the number of the decision to award the certificate.
    """

    event: str
    key: str
    workplace: str = ""
    result: str = ""
    born: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class Manifested(OfPaper):
    """A number as a manifest of outputs remembers it; `symbol` is the number as printed.

    `issued` is the day on which its paper went out, `void` why the number was made void, `replaces` the void number it
    stands for.
    """

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
    def number(self) -> int:
        """The number in the symbol, 0 where that is none of the series: 012/GCN is 12; so is 012 alone."""
        before, _, after = self.series.counted.pattern.partition("{so}")
        shape = rf"(?:{re.escape(before)})?\s*(\d+)\s*(?:{re.escape(after)})?"
        found = re.fullmatch(shape, self.symbol.strip())
        return int(found[1]) if found else 0

    @property
    def place(self) -> tuple[Slot, Series, int]:
        """The line it has in a register."""
        return self.slot, self.series.counted, self.number

    @property
    def reason(self) -> str:
        """Why the number is void."""
        return self.void or "số cũ, văn bản đã mang số khác"

    @property
    def day(self) -> date | None:
        """The day of its paper."""
        return day_in(self.issued) or day_in(self.booked.day)

    def request(self) -> NumberRequest:
        """Return what would ask for it."""
        booked, own = self.booked, (self.event, self.kind, self.key, self.series)
        return NumberRequest(*own, self.number, self.recipient, booked.title, self.day, booked.signer)


def day_in(text: str) -> date | None:
    """Return the day of a manifest, None where nobody knows it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Enrolment:
    """One person of a roster; birth and post tell people apart and are not stored.

    `born` is a whole date of birth. `stands_for` is the number of the issued paper that bore the name wrongly, or
    «không» for somebody else.
    """

    name: str
    unit: str = ""
    birth_year: int | None = None
    post: str = ""
    born: date | None = None
    stands_for: str = ""


@dataclass(frozen=True, slots=True)
class Place:
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


def bare_symbol(text: str) -> str:
    """Return a printed number ready to compare: no spaces, no leading zeros, one case."""
    return re.sub(r"0*(\d+)", r"\1", re.sub(r"\s+", "", text)).casefold()
