"""What goes into the register and what comes out of it: requests, lines, people, papers; and the tables of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    and_,
    select,
)
from sqlalchemy.types import TypeEngine

from flows.documents import NAMES
from flows.model.series import Series
from flows.model.signed_paper import Posted
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
class OfPaper(Slot):
    """Whatever is said of one paper, or of the number that it shares with others."""

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
    created: datetime
    changed: datetime
    reason: str = ""
    day: date | None = None
    recipient: str = ""
    title: str = ""
    signer: str = ""
    path: str = ""
    sha256: str = ""
    who: str = ""
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
    """A paper that went out under a number, and its hash as it went out.

    Many may share one number, as an event's invitations do: the number's line cannot tell whose have gone out.
    `original` is the hash of the signed PDF that is its lasting copy, `signers` who signed that and when, in words.
    """

    symbol: str
    sha256: str
    original: str = ""
    signers: str = ""


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """The mark of a code that went out on a certificate, where nobody can read a name, and the line of its number."""

    mark: str
    line: int


@dataclass(frozen=True, slots=True)
class Holder:
    """What the certificates' book says of a person: post and unit as one phrase, the result, the birth date as printed.

    `decision` is the number of the decision to award the certificate. Nothing is kept of who has no number.
    """

    event: str
    key: str
    workplace: str = ""
    result: str = ""
    born: str = ""
    decision: str = ""


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


SCHEMA = 1

METADATA = MetaData()

META = Table(
    "meta",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""`schema`: version of the tables; `salt`: of the namesakes' marks; `revision`: changed by every transaction; `seed`:
of the key that signs codes, made when the first code is, so that each copy of the register holds it.
"""


_KINDS: Mapping[str, type[TypeEngine[Any]]] = {"int": Integer, "int | None": Integer, "date | None": Date}


def _columns(record: type, *key: str) -> Iterator[Column[Any]]:
    """Yield the columns of a record; what may be blank is so in lines that an earlier version wrote."""
    # Moments are ISO text: SQLite and PostgreSQL then keep the zone alike, and a person can read them.
    for one in fields(record):
        kind, blank = _KINDS.get(str(one.type), String), one.default if isinstance(one.default, str) else None
        optional = one.default is None
        yield Column(one.name, kind, primary_key=one.name in key, nullable=optional, server_default=blank)


NUMBERS = Table(
    "numbers",
    METADATA,
    *(column for column in _columns(Entry, "id") if column.name != "unit"),
    UniqueConstraint("pattern", "year", "number", name="number_once"),
    CheckConstraint("number > 0", name="number_counts"),
    CheckConstraint("state IN ('reserved', 'issued', 'void')", name="state_known"),
    Index("numbers_of_event", "event"),
)

# A void line keeps its number, and leaves room for one that replaces it.
_STANDS = NUMBERS.c.state != "void"
Index(
    "number_once_a_paper",
    NUMBERS.c.event,
    NUMBERS.c.kind,
    NUMBERS.c.key,
    unique=True,
    sqlite_where=_STANDS,
    postgresql_where=_STANDS,
)

PEOPLE = Table(
    "people",
    METADATA,
    Column("event", String, primary_key=True),
    Column("key", String, primary_key=True),
    Column("ordinal", Integer, nullable=False),
    Column("name", String, nullable=False),
    Column("unit", String, nullable=False),
    Column("mark", String, nullable=False, server_default=""),
    Column("doubt", String, nullable=False, server_default=""),
    UniqueConstraint("event", "ordinal", name="ordinal_once"),
)

LINES = select(NUMBERS, PEOPLE.c.unit).outerjoin(
    PEOPLE, and_(PEOPLE.c.event == NUMBERS.c.event, PEOPLE.c.key == NUMBERS.c.key)
)
"""Lines of the register with the person's unit: the fields of `Entry`."""


# Apart from the others: a register of an earlier version lacks these tables, or columns of theirs, and gets them when
# needed.
PAPERS = Table("papers", MetaData(), *_columns(IssuedPaper, "event", "kind", "key"))
HOLDERS = Table("holders", MetaData(), *_columns(Holder, "event", "key"))
POSTED = Table("posted", MetaData(), *_columns(Posted, "event", "kind", "key", "symbol"))
CODES = Table("codes", MetaData(), *_columns(IssuedCode, "mark"))
