"""A register to try: SQLite always, PostgreSQL too where VANTHU_TEST_POSTGRES holds the URL of an empty database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import NullPool, create_engine

from flows.model.draft import Series
from flows.numbering.entries import NumberRequest
from flows.numbering.register import Register, open_register
from flows.numbering.tables import METADATA

POSTGRES = os.environ.get("VANTHU_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", "postgresql"] if POSTGRES else ["sqlite"])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "so-dang-ky.sqlite")
    engine = create_engine(POSTGRES, poolclass=NullPool)
    METADATA.drop_all(engine)
    engine.dispose()
    return POSTGRES


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
