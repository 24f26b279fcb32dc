"""A register's file that is missing or damaged: its place in, what is the matter or where it was moved to out."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime
from pathlib import Path

from flows.errors import DamagedRegisterError
from flows.numbering import backups
from flows.numbering.database import Database, file_of

SUFFIXES = (".sqlite", ".sqlite3", ".db")
"""What a register's file is called: another file that is no register may be somebody's letter."""


def is_missing(target: str | Path) -> bool:
    """Whether the register is a file that is not there yet."""
    path = file_of(target)
    return path is not None and not path.exists()


def set_aside(target: str | Path, *, at: datetime) -> Path | None:
    """Move a damaged register out of its place, never away; return where it now is, None where nothing is damaged.

    Raises:
        RegisterError: it is in use, or a file that never was a register.
    """
    try:
        with closing(Database(target)) as database:
            database.verify()
    except DamagedRegisterError:
        path = file_of(target)
        if path is None or path.suffix not in SUFFIXES:
            raise
        return backups.moved_aside(path, at=at)
    return None
