"""Copies of the register beside it: a file in, at most ten dated copies out, one for each state it had."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from flows.numbering import failures

KEPT = 10
PRIVATE = 0o600
"""Rights of the register and its copies, where the system knows them: they hold people's names."""


def backup(register: Path, *, at: datetime, wait: float) -> Path | None:
    """Copy the register if no copy has its state; return the copy, None when one has it or there is nothing yet.

    Who else wants a copy waits: two runs of one second would write into one another's unfinished file.
    """
    with failures.in_words(str(register)), _quiet(register, wait, "IMMEDIATE"), _quiet(register, wait) as source:
        revision, copies = _revision(source), _copies(register)
        if not revision or any(_revision_of(copy) == revision for copy in copies):
            return None
        made = _copy(source, _free_path(register, at))
        for old in [copy for copy in copies if copy != made][: -(KEPT - 1)]:
            old.unlink(missing_ok=True)
        return made


def copies_of(register: Path) -> list[Path]:
    """Return the copies of a register, the oldest first."""
    return _copies(register)


def folder_of(register: Path) -> Path:
    """Return where the copies of a register stand."""
    return register.with_name(f"{register.name}.sao-luu")


def moved_aside(register: Path, *, at: datetime) -> Path:
    """Give a register that cannot be read another name beside its place, with the journal it may have; return it."""
    with failures.in_words(str(register)):
        names = (f"{register.stem}.hong-{at:%Y%m%d-%H%M%S}{more}" for more in ("", *(f"-{n}" for n in range(2, 100))))
        free = (register.with_name(f"{name}{register.suffix}") for name in names)
        target = next(path for path in free if not path.exists())
        journal = register.with_name(f"{register.name}-journal")
        if journal.exists():
            # First: left behind, it would be taken for the new register's own.
            journal.rename(target.with_name(f"{target.name}-journal"))
        register.rename(target)
    return target


@contextmanager
def _quiet(register: Path, wait: float, how: str = "DEFERRED") -> Iterator[sqlite3.Connection]:
    """Open the register with a lock, taken before copying: sqlite3's backup itself would wait for ever."""
    # Not read-only: a journal that a killed run left behind is rolled back by whoever opens first.
    uri = f"{register.absolute().as_uri()}?mode=rw"
    with closing(sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)) as source:
        source.execute(f"BEGIN {how}")
        yield source


def _revision(connection: sqlite3.Connection) -> str:
    found = connection.execute("SELECT value FROM meta WHERE name = 'revision'").fetchone()
    return str(found[0]) if found else ""


def _revision_of(copy: Path) -> str:
    """Return the state a copy holds; a copy that cannot be read holds none."""
    try:
        with closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            return _revision(connection)
    except sqlite3.Error:
        return ""


def _copies(register: Path) -> list[Path]:
    return sorted(folder_of(register).glob(f"{register.stem}-*.sqlite"), key=lambda copy: copy.stem)


def _free_path(register: Path, at: datetime) -> Path:
    folder, name = folder_of(register), f"{register.stem}-{at:%Y%m%d-%H%M%S}"
    folder.mkdir(exist_ok=True)
    names = [name, *(f"{name}-{count}" for count in range(2, KEPT + 3))]
    return next(path for path in (folder / f"{each}.sqlite" for each in names) if not path.exists())


def _copy(source: sqlite3.Connection, target: Path) -> Path:
    unfinished = target.with_suffix(".part")
    unfinished.unlink(missing_ok=True)
    with closing(sqlite3.connect(unfinished)) as copy:
        # One fsync at the end is as safe as SQLite's own, and a copy in the making needs no journal.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        source.backup(copy)
    unfinished.chmod(PRIVATE)
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    return unfinished.replace(target)
