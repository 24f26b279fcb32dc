"""Keep the last ten states of the register as dated copies beside it, and set a damaged register aside."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from flows.errors import DamagedRegisterError
from flows.numbering.database import PRIVATE, Database, file_of, in_words

KEPT = 10
SUFFIXES = (".sqlite", ".sqlite3", ".db")
"""What a register's file is called: another file that is no register may be somebody's letter."""


def backup(register: Path, *, at: datetime, wait: float) -> Path | None:
    """Copy the register if no copy has its state; return the copy, None when one has it or there is nothing yet.

    Who else wants a copy waits: two runs of one second would write into one another's unfinished file.
    """
    with in_words(str(register)), _quiet(register, wait, "IMMEDIATE"), _quiet(register, wait) as source:
        (revision,), copies = source.execute(_FACT, ("revision",)).fetchone() or ("",), copies_of(register)
        if not revision or any(fact_of(copy, "revision") == revision for copy in copies):
            return None
        made = _copy(source, _free_path(register, at))
        for old in [copy for copy in copies if copy != made][: -(KEPT - 1)]:
            old.unlink(missing_ok=True)
        return made


def copies_of(register: Path) -> list[Path]:
    """Return the copies of a register, the oldest first."""
    return sorted(folder_of(register).glob(f"{register.stem}-*.sqlite"), key=lambda copy: copy.stem)


def newest_copy(target: str | Path) -> tuple[Path, int] | None:
    """Return the newest copy of a register that can be read, and how many numbers it holds."""
    copies = copies_of(path) if (path := file_of(target)) else []
    counts = ((copy, _asked(copy, "SELECT count(*) FROM numbers")) for copy in reversed(copies))
    return next(((copy, int(count)) for copy, count in counts if count is not None), None)


def way_back(target: str | Path, *, from_outputs: bool) -> str:
    """Return what to do where a register's numbers are lost: put a copy back, or build it where outputs hold them."""
    newest = newest_copy(target)
    ways = [f"Chép {newest[0]} thành {target}" if newest else "Chép bản sao lưu mới nhất của sổ về đúng chỗ"]
    ways += ["dựng lại sổ từ outputs: vanthu register --rebuild"] * from_outputs
    return f"{', hoặc '.join(ways)}. Chưa cấp số nào để khỏi trùng."


def folder_of(register: Path) -> Path:
    """Return where the copies of a register stand."""
    return register.with_name(f"{register.name}.sao-luu")


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
        with Database(target) as database:
            database.verify()
    except DamagedRegisterError:
        path = file_of(target)
        if path is None or path.suffix not in SUFFIXES:
            raise
        return _moved_aside(path, at=at)
    return None


def _moved_aside(register: Path, *, at: datetime) -> Path:
    """Give a register that cannot be read another name beside its place, with the journal it may have; return it."""
    with in_words(str(register)):
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


_FACT = "SELECT value FROM meta WHERE name = ?"


def fact_of(copy: Path, name: str) -> str:
    """Return one of the register's own facts as a copy holds it; a copy that cannot be read holds none."""
    return str(_asked(copy, _FACT, name) or "")


def _asked(copy: Path, question: str, *given: str) -> Any:  # noqa: ANN401 a value of the database
    """Return the one value that answers a question to a copy, None where it has none or cannot be read."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{copy.absolute().as_uri()}?mode=ro", uri=True)) as opened:
        return next(iter(opened.execute(question, given).fetchone() or ()), None)
    return None


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
