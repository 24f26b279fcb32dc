"""The register's tables: what the database itself refuses, so that no code can give a number twice."""

from __future__ import annotations

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


def _key(*names: str) -> list[Column[str]]:
    return [Column(name, String, primary_key=True) for name in names]


def _text(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False) for name in names]


def _blank_text(*names: str) -> list[Column[str]]:
    return [Column(name, String, nullable=False, server_default="") for name in names]


NUMBERS = Table(
    "numbers",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_text("pattern"),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    *_text("symbol", "event", "kind", "key", "state"),
    *_blank_text("reason"),
    Column("day", Date),
    *_blank_text("recipient", "title", "signer", "path", "sha256"),
    # Moments are ISO text: SQLite and PostgreSQL then keep the zone alike, and a person can read them.
    *_text("created", "changed"),
    *_blank_text("who"),
    Column("replaces", Integer),
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
    *_key("event", "key"),
    Column("ordinal", Integer, nullable=False),
    *_text("name", "unit"),
    *_blank_text("mark", "doubt"),
    UniqueConstraint("event", "ordinal", name="ordinal_once"),
)

LINES = select(NUMBERS, PEOPLE.c.unit).outerjoin(
    PEOPLE, and_(PEOPLE.c.event == NUMBERS.c.event, PEOPLE.c.key == NUMBERS.c.key)
)
"""Lines of the register with the person's unit: the fields of `entries.Entry`."""

PAPERS = Table(
    "papers",
    MetaData(),
    *_key("event", "kind", "key"),
    *_text("symbol", "sha256"),
    *_blank_text("original", "signers"),
)
"""Papers that went out. An event's invitations bear one number, so its line cannot tell whose have gone out."""

HOLDERS = Table(
    "holders", MetaData(), *_key("event", "key"), *_text("workplace", "result"), *_blank_text("born", "decision")
)
"""What the certificates' book says of people beside their names. Nothing is kept of who has no number.

These and the codes are apart from the other tables: a register made by an earlier version lacks them, or columns of
theirs, and gets them when needed.
"""

POSTED = Table(
    "posted",
    MetaData(),
    *_key("event", "kind", "key", "symbol"),
    *_text("state", "at"),
    *_blank_text("refused"),
)
"""The outbox: what became of papers that were mailed to their persons (model.posted)."""

CODES = Table("codes", MetaData(), *_key("mark"), Column("line", Integer, nullable=False))
"""Marks of the codes of certificates that went out, with the line of the number; nobody's name can be read there."""
