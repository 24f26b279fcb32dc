"""The register's tables: what the database itself refuses, so that no code can give a number twice."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Connection,
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
from sqlalchemy.event import listens_for

SCHEMA = 1

METADATA = MetaData()

META = Table(
    "meta",
    METADATA,
    Column("name", String, primary_key=True),
    Column("value", String, nullable=False),
)
"""`schema`: version of the tables; `salt`: of the namesakes' marks; `revision`: changed by every transaction."""

NUMBERS = Table(
    "numbers",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("pattern", String, nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("symbol", String, nullable=False),
    Column("event", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("key", String, nullable=False),
    Column("state", String, nullable=False),
    Column("reason", String, nullable=False, server_default=""),
    Column("day", Date),
    Column("recipient", String, nullable=False, server_default=""),
    Column("title", String, nullable=False, server_default=""),
    Column("signer", String, nullable=False, server_default=""),
    Column("path", String, nullable=False, server_default=""),
    Column("sha256", String, nullable=False, server_default=""),
    # Moments are ISO text: SQLite and PostgreSQL then keep the zone alike, and a person can read them.
    Column("created", String, nullable=False),
    Column("changed", String, nullable=False),
    Column("who", String, nullable=False, server_default=""),
    Column("replaces", Integer),
    UniqueConstraint("pattern", "year", "number", name="number_once"),
    CheckConstraint("number > 0", name="number_counts"),
    CheckConstraint("state IN ('reserved', 'issued', 'void')", name="state_known"),
    Index("numbers_of_event", "event"),
)

_ONCE = Index("number_once_a_paper", NUMBERS.c.event, NUMBERS.c.kind, NUMBERS.c.key, unique=True)


@listens_for(METADATA, "before_create")
def _spare_void_lines(_tables: MetaData, connection: Connection, **_: object) -> None:
    """Let a void line keep its number, and leave room for one that replaces it.

    Said as `sqlite_where` and `postgresql_where`, it would bring both dialects into every run: 0.1 s.
    """
    _ONCE.dialect_options[connection.dialect.name]["where"] = NUMBERS.c.state != "void"


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
"""Lines of the register with the person's unit, in the order of the fields of `entries.Entry`."""
