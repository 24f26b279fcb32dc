"""A register to try: in SQLite, and in PostgreSQL where its server is installed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from postgres_server import postgres, programs
from sqlalchemy import NullPool, create_engine

from flows.model.series import Series
from flows.numbering.register import Register, open_register
from flows.numbering.tables import HOLDERS, METADATA, PAPERS, NumberRequest


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a database on a PostgreSQL server of the tests' own."""
    if programs() is None:
        pytest.skip("PostgreSQL is not installed (Debian: apt install postgresql)")
    with postgres() as address:
        yield address


@pytest.fixture
def database(server: str) -> str:
    """The address of an empty database."""
    engine = create_engine(server, poolclass=NullPool)
    METADATA.drop_all(engine)
    for table in (PAPERS, HOLDERS):
        table.drop(engine, checkfirst=True)
    engine.dispose()
    return server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "so-dang-ky.sqlite")
    address: str = request.getfixturevalue("database")
    return address


@pytest.fixture
def register(target: str) -> Iterator[Register]:
    with open_register(target) as opened:
        yield opened


@pytest.fixture
def at() -> datetime:
    return datetime(2024, 7, 1, 8, 30)


@pytest.fixture
def ask() -> Callable[..., NumberRequest]:
    """Ask for a certificate of 2024; every field can be said otherwise."""

    def request(key: str = "an", **fields: object) -> NumberRequest:
        return NumberRequest(
            **{
                "event": "LOP-12",
                "kind": "giay-chung-nhan",
                "key": key,
                "series": Series("{so:03}/GCN", 2024),
                "recipient": key.title(),
            }
            | fields
        )

    return request
