"""A document to be made: for whom, from which template, with which values, in which series of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal, NamedTuple

from flows.model.person import Person
from flows.model.personal import Personal
from flows.model.printing import Blank, printable
from flows.problems import Problem, Where
from flows.vietnamese.dates import OpenDate

State = Literal["made", "unchanged", "kept"]
Change = Literal["", "added", "changed", "overtaken"]
"""What became of the data since the paper was made; overtaken: it changed after the paper was issued."""


_LAST_YEAR = 9999


def term_period(first: int, last: int) -> int:
    """Return a term of office as one number beside the years: 2024 to 2029 is 20242029."""
    return first * 10_000 + last


def covers(period: int, year: int) -> bool:
    """Whether a year is the period, or lies in it."""
    return overlap(period, year)


def overlap(one: int, other: int) -> bool:
    """Whether two periods have a year in common."""
    (first, last), (begins, ends) = bounds(one), bounds(other)
    return first <= ends and begins <= last


def bounds(period: int) -> tuple[int, int]:
    """Return the first and last year of a period."""
    return divmod(period, 10_000) if is_term(period) else (period, period)


def is_term(period: int) -> bool:
    """Whether a period is a term of office, not a year."""
    return period > _LAST_YEAR


def period_name(period: int) -> str:
    """Return a period in words: năm 2024, nhiệm kỳ 2024-2029."""
    return "nhiệm kỳ {}-{}".format(*bounds(period)) if is_term(period) else f"năm {period}"


@lru_cache(maxsize=64)
def _printers(pattern: str) -> tuple[Callable[[object], str], Callable[[int], str]]:
    """Return what fills the slots of a symbol with a text, and what prints a number as wide as they are."""
    width = re.search(r"\{so:0?(\d+)\}", pattern)
    around = (text.replace("{", "{{").replace("}", "}}") for text in re.split(r"\{so(?::0?\d+)?\}", pattern))
    return "{0}".join(around).format, f"{{:0{width[1] if width else 2}}}".format


# A paper is told by it several times, from its print to the register; papers are printed some at a time.
@lru_cache(maxsize=128)
def _symbol(pattern: str, number: int | None) -> str:
    print_symbol, print_number = _printers(pattern)
    return print_symbol("      " if number is None else print_number(number))


class Series(NamedTuple):
    """A series of numbers, unique together with its year or its term (see `term_period`).

    `pattern` is the symbol with its slot: `{so}/KH-MTTQ-BTT`, `{so:03}/GCN`.
    """

    pattern: str
    year: int

    def on(self, day: date) -> Series:
        """Return the series that counts on a day; a term goes on over the years."""
        return self if is_term(self.year) else Series(self.pattern, day.year)

    def number(self, number: int) -> str:
        """Return the number alone; below ten it takes a zero (Nghị định 30, Phụ lục I, II.3.c)."""
        _, print_number = _printers(self.pattern)
        return print_number(number)

    def symbol(self, number: int | None) -> str:
        """Return number and symbol, with room to write the number by hand while there is none."""
        return _symbol(self.pattern, number)


class Booked(NamedTuple):
    """What the office's books say of a paper beside its number; `day` is ISO text, "" for none."""

    day: str = ""
    title: str = ""
    signer: str = ""
    unit: str = ""


NOT_BOOKED = Booked()


# All certificates of a course bear one day.
_printable_day = lru_cache(maxsize=64)(printable)


class Heading(NamedTuple):
    """What stands at the head of a paper: its kind, abstract, series, number and day.

    `title` is what the books say of the paper where kind and abstract do not tell enough. `symbol_heading` is the
    office's heading to fill when it has no symbol for the kind. `issued` says that the paper
    has gone out under its number and day, `replaces` whose void number it stands for; `start` is the first number of
    the series in the office's first year. `booked` is what the register holds of the paper, `before` the head as it
    was made for signing, before the number was issued.
    """

    kind_name: str
    abstract: str
    day: date | OpenDate | None = None
    series: Series | None = None
    number: int | None = None
    automatic: bool = False
    symbol_heading: str = ""
    issued: bool = False
    replaces: str = ""
    start: int = 1
    booked: Booked = NOT_BOOKED
    before: Heading | None = None
    title: str = ""

    def as_values(self) -> Mapping[str, object]:
        """Return the template object `van_ban`; a number not yet given leaves its room."""
        return {
            "so": "      " if self.series is None or self.number is None else self.series.number(self.number),
            **self.number_and_day(),
            "loai": self.kind_name,
            "trich_yeu": self.abstract,
        }

    def number_and_day(self) -> Mapping[str, object]:
        """Return the part of `van_ban` that is each paper's own."""
        return {
            "ky_hieu": Blank(self.symbol_heading) if self.series is None else self.series.symbol(self.number),
            "ngay": Blank("Ngày ký") if self.day is None else _printable_day(self.day),
        }


HEAD = "van_ban"


class Draft(NamedTuple):
    """One document that is due.

    `key` names the person within the event ("" for papers of the event itself), `order` its place in the roster,
    `stem` the file's name without folder, order and ending, `values` the template's objects; `van_ban` is
    not among them until the draft is laid out.
    """

    event: str
    kind: str
    key: str
    recipient: str
    order: int
    stem: str
    heading: Heading
    values: Mapping[str, object]

    def __repr__(self) -> str:
        """Name the paper; a person's data are nobody's who reads a log."""
        return f"Draft({self.event!r}, {self.kind!r}, {self.order!r})"

    def laid_out(self) -> Draft:
        """Return the draft with all its objects made, `van_ban` too, ready to be printed."""
        return self._replace(values=self.filled())

    def filled(self) -> Mapping[str, object]:
        """Return every object the template may name."""
        values = self.values.plain() if isinstance(self.values, Personal) else self.values
        return values if HEAD in values else {**values, HEAD: self.heading.as_values()}

    def as_signed(self) -> Draft:
        """Return the draft as it was made for signing: without a number and day that were issued since."""
        values = self.values
        if isinstance(values, dict) and HEAD in values:
            values = {name: one for name, one in values.items() if name != HEAD}
        return self._replace(heading=self.heading.before or self.heading, values=values)


@dataclass(frozen=True, slots=True)
class NotDue:
    """A kind that waits, and why."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Voided:
    """A number that was made void: why, and the number given in its place ("" for none)."""

    kind: str
    symbol: str
    year: int
    reason: str
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class EventBatch:
    """All that one event asks for now.

    `standing` are the (kind, key) whose papers of an earlier run stay as they are (not due, or held back by a
    mistake); whatever else an earlier run made and no draft asks for any more has been removed by the user.
    `whole` is false when a roster could not be read: then nobody counts as removed. `people` are all of the roster;
    their keys, which drafts and `standing` use, are good for this batch only: the register gives the lasting ones.
    `places` are the cells of the event's own fields, by the fields' main headings; `where` is its sheet. `withheld`
    are drafts whose number was refused, `voided` the numbers of the event that were made void. `gone_out` are the
    hashes of the papers that went out under the numbers of now, as the register knows them, by (kind, key). `issuing`
    are the papers that go out in this run: b"" for one as it is printed, else the bytes of the one that was signed.
    Of the kinds that a run is not asked for, `others_due` are due all the same, `others_not_due` wait until a day, and
    `others_stopped` until a mistake is mended.
    """

    code: str
    title: str
    drafts: tuple[Draft, ...] = ()
    not_due: tuple[NotDue, ...] = ()
    problems: tuple[Problem, ...] = ()
    standing: frozenset[tuple[str, str]] = frozenset()
    kinds: frozenset[str] = frozenset()
    people: tuple[Person, ...] = ()
    whole: bool = True
    places: Mapping[str, Where] = field(default_factory=dict, repr=False)
    where: Where = Where()
    withheld: tuple[Draft, ...] = ()
    voided: tuple[Voided, ...] = ()
    gone_out: Mapping[tuple[str, str], str] = field(default_factory=dict, repr=False)
    issuing: Mapping[tuple[str, str], bytes] = field(default_factory=dict, repr=False)
    others_due: frozenset[str] = frozenset()
    others_not_due: tuple[NotDue, ...] = ()
    others_stopped: frozenset[str] = frozenset()

    def place_of(self, heading: str) -> Where:
        """Return the cell of the event's field that bears this heading, else its sheet."""
        return self.places.get(heading) or self.where.at(heading=heading)


@dataclass(frozen=True, slots=True)
class Batch:
    """Everything one run is asked to make; `problems` belong to no event."""

    events: tuple[EventBatch, ...] = ()
    problems: tuple[Problem, ...] = ()


TOLD = ("kind", "path", "key", "recipient", "number", "state", "sha256")


class Document(NamedTuple):
    """A document as it stands in outputs; `fields` are the headings of what changed, `issued` the day it went out.

    `issued_sha256` is the hash of its lasting copy.
    """

    kind: str
    path: str
    key: str
    recipient: str
    number: str | None
    state: State
    sha256: str
    issued: str = ""
    change: Change = ""
    fields: tuple[str, ...] = ()
    issued_sha256: str = ""

    def as_json(self) -> dict[str, str | None]:
        """Return the document as the manifest writes it."""
        return {name: getattr(self, name) for name in TOLD}

    def in_full(self) -> dict[str, object]:
        """Return the document as --json writes it: with what changed."""
        return {**self.as_json(), "issued": self.issued or None, "change": self.change, "fields": list(self.fields)}
