"""Open the register's database, a SQLite file or a server, and tell its failures in the words of the office."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self, TypeVar

from sqlalchemy import Connection, Engine, NullPool, create_engine, insert, inspect, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
    SQLAlchemyError,
)

from flows.errors import DamagedRegisterError, RegisterError, UsageError
from flows.model.order import without_password
from flows.numbering.tables import META, METADATA, SCHEMA

Item = TypeVar("Item")

WAIT = 30.0
"""Seconds to wait for another run that is writing: on a slow disk that others fill, each confirmed write takes some."""
PRIVATE = 0o600
"""Rights of the register and its copies, where the system knows them: they hold people's names."""


class Database:
    """The register's database; a connection lives as long as its transaction, so nothing stays locked or open."""

    def __init__(self, target: str | Path, *, wait: float = WAIT, create: bool = True) -> None:
        """Open the path of a SQLite file, or an SQLAlchemy URL (it holds "://"); make the tables when it is new.

        With create=False a missing file is a RegisterError. `wait` is how many seconds another run may keep it busy.
        `is_new` says whether opening made it. Raises RegisterError, or UsageError for a URL that is none.
        """
        url = _url(target)
        self.path, self.wait = file_of(target), wait
        # The path, or the URL without the password.
        self.name = str(self.path or without_password(url.render_as_string(hide_password=True)))
        self._prepare_folder(create=create)
        self._engine = _engine(url, self.name, wait)
        self.is_new = self._ready()

    def __enter__(self) -> Self:
        """Return the open database."""
        return self

    def __exit__(self, *_failure: object) -> None:
        """Close it."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def verify(self) -> None:
        """Look at every page of a file; raises DamagedRegisterError."""
        if self.path is not None:
            with self.reading() as connection:
                found = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
            if found != "ok":
                raise _told(DamagedRegisterError, _SQLITE[sqlite3.SQLITE_CORRUPT], self.name)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look; takes no lock that would stop a writer for longer than the look."""
        with self._begin("BEGIN") as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction that no other writer can be inside of; undone as a whole by any exception."""
        with self._begin("BEGIN IMMEDIATE") as connection:
            if self.path is None:
                # Servers let writers in side by side: this row is their queue.
                connection.execute(select(META.c.value).where(META.c.name == "revision").with_for_update())
            yield connection

    @contextmanager
    def _begin(self, statement: str) -> Iterator[Connection]:
        with in_words(self.name), self._engine.begin() as connection:
            if self.path is not None:
                # FULL, the default, may lose a confirmed transaction to a power cut: the journal's removal is not
                # made sure (sqlite.org/pragma.html#pragma_synchronous). Its numbers would stand in outputs already.
                connection.exec_driver_sql("PRAGMA synchronous = EXTRA")
                connection.exec_driver_sql(statement)
            yield connection

    def _prepare_folder(self, *, create: bool) -> None:
        with in_words(self.name):
            if self.path is None or self.path.exists():
                return
            if not create:
                raise RegisterError(f"Chưa có sổ đăng ký {self.name}.", "Sổ có sau lần vanthu run đầu tiên có cấp số.")
            self.path.parent.mkdir(parents=True, exist_ok=True)

    def _ready(self) -> bool:
        """Make the tables if there are none; return whether they were made here."""
        if self._has_tables():
            self._check_schema()
            return False
        try:
            with self._begin("BEGIN IMMEDIATE") as connection:
                made = _create(connection)
        except RegisterError as error:
            # On a server two first runs may both have found nothing, and the other was first.
            if isinstance(error.__cause__, ProgrammingError | IntegrityError) and self._has_tables():
                return False
            raise
        if self.path is not None:
            with suppress(OSError):  # a disk that knows no rights
                self.path.chmod(PRIVATE)
        return made

    def _has_tables(self) -> bool:
        with self.reading() as connection:
            names = set(inspect(connection).get_table_names())
        if names and self.path is not None and not names.issuperset(METADATA.tables):
            raise _told(RegisterError, _SQLITE[sqlite3.SQLITE_NOTADB], self.name)
        return names.issuperset(METADATA.tables)

    def _check_schema(self) -> None:
        with self.reading() as connection:
            version = read_meta(connection, "schema")
        if version != str(SCHEMA):
            raise RegisterError(
                f"Sổ đăng ký {self.name} do phiên bản khác của vanthu lập (bản {version}, cần bản {SCHEMA}).",
                "Cập nhật vanthu trên máy này rồi chạy lại.",
            )


def file_of(target: str | Path) -> Path | None:
    """Return the file that a register is, None for a server's; UsageError for a URL that is none."""
    url = _url(target)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def read_meta(connection: Connection, name: str) -> str:
    """Return one of the register's own facts, "" when it is not there."""
    return connection.execute(select(META.c.value).where(META.c.name == name)).scalar() or ""


# SQLite takes 32,766 parameters in a statement, PostgreSQL 65,535; older ones of either far fewer.
_AT_ONCE = 500


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the items in parts that a statement takes at once."""
    return (items[start : start + _AT_ONCE] for start in range(0, len(items), _AT_ONCE))


def touch(connection: Connection) -> None:
    """Note that this transaction changes the register: backups compare the revision."""
    connection.execute(update(META).where(META.c.name == "revision").values(value=secrets.token_hex(8)))


def _create(connection: Connection) -> bool:
    if inspect(connection).has_table(META.name):
        return False
    METADATA.create_all(connection)
    facts = {"schema": str(SCHEMA), "salt": secrets.token_hex(16), "revision": ""}
    connection.execute(insert(META), [{"name": name, "value": value} for name, value in facts.items()])
    return True


def _url(target: str | Path) -> URL:
    text = str(target)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).absolute()))
    try:
        url = make_url(text)
    except ArgumentError as error:
        raise UsageError(
            "Không hiểu địa chỉ sổ đăng ký.",
            "Viết theo dạng postgresql+psycopg://người_dùng@máy_chủ/tên_cơ_sở_dữ_liệu.",
        ) from error
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise UsageError("Sổ đăng ký không thể nằm trong bộ nhớ tạm.", "Ghi đường dẫn của một tệp.")
    return url


def _engine(url: URL, name: str, wait: float) -> Engine:
    # isolation_level None: sqlite3 then begins no transaction of its own, and BEGIN IMMEDIATE is ours to say.
    arguments: dict[str, object] = {}
    if url.get_backend_name() == "sqlite":
        arguments = {"timeout": wait, "isolation_level": None}
    elif url.get_backend_name() == "postgresql":
        # libpq's words: without them a machine that hangs holds up all others for ever. A busy server answers late.
        milliseconds = f"-c lock_timeout={int(wait * 1000)}"
        arguments = {"connect_timeout": int(max(wait, WAIT)), "options": url.query.get("options", milliseconds)}
    try:
        return create_engine(url, poolclass=NullPool, connect_args=arguments)
    except (ImportError, NoSuchModuleError, ArgumentError) as error:
        raise RegisterError(
            f"Máy này thiếu phần mềm để nối tới sổ đăng ký {name}.",
            'Cài trình điều khiển (PostgreSQL: pip install "psycopg[binary]"), hoặc dùng một tệp .sqlite.',
        ) from error


_RESTORE = (
    "Chép bản sao lưu mới nhất trong thư mục .sao-luu cạnh sổ về đúng chỗ, "
    "hoặc dựng lại sổ từ outputs: vanthu register --rebuild"
)
_NO_ACCESS = (
    "Không mở hoặc không ghi được sổ đăng ký {name}.",
    "Kiểm tra đường dẫn, và quyền đọc, ghi của tệp và thư mục.",
)
_IN_USE = (
    "Sổ đăng ký {name} đang được máy khác hoặc lần chạy khác dùng.",
    "Chờ lần chạy kia xong rồi chạy lại.",
)
_SQLITE = {
    sqlite3.SQLITE_BUSY: _IN_USE,
    sqlite3.SQLITE_LOCKED: _IN_USE,
    sqlite3.SQLITE_PERM: _NO_ACCESS,
    sqlite3.SQLITE_READONLY: _NO_ACCESS,
    sqlite3.SQLITE_CANTOPEN: _NO_ACCESS,
    sqlite3.SQLITE_AUTH: _NO_ACCESS,
    sqlite3.SQLITE_NOTADB: ("Tệp {name} không phải là sổ đăng ký.", f"Kiểm tra lại đường dẫn. {_RESTORE}"),
    sqlite3.SQLITE_CORRUPT: ("Sổ đăng ký {name} bị hỏng.", _RESTORE),
    sqlite3.SQLITE_FULL: ("Ổ đĩa đầy, chưa ghi được vào sổ đăng ký {name}.", "Dọn ổ đĩa rồi chạy lại."),
    sqlite3.SQLITE_IOERR: (
        "Không đọc, ghi được sổ đăng ký {name}: lỗi ổ đĩa hoặc mất mạng.",
        "Kiểm tra ổ đĩa, đường mạng rồi chạy lại.",
    ),
}
_DAMAGES = (_SQLITE[sqlite3.SQLITE_NOTADB], _SQLITE[sqlite3.SQLITE_CORRUPT])
# Class and condition as in PostgreSQL's appendix A, "Error Codes".
_POSTGRESQL = {
    "55P03": _IN_USE,  # lock_not_available
    "53100": ("Ổ đĩa của máy chủ đã đầy, chưa ghi được vào sổ đăng ký {name}.", "Dọn ổ đĩa của máy chủ rồi chạy lại."),
    "25006": _NO_ACCESS,  # read_only_sql_transaction
    "42501": _NO_ACCESS,  # insufficient_privilege
}
_OTHER = (
    "Không dùng được sổ đăng ký {name}.",
    "Kiểm tra máy chủ có chạy, địa chỉ, tài khoản và mật khẩu, rồi chạy lại.",
)


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Raise what the database or the disk refuses as a RegisterError."""
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise _failure(name, error) from error
    except OSError as error:
        raise _told(RegisterError, _NO_ACCESS, name) from error


def _failure(name: str, error: Exception) -> RegisterError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    # Extended result codes keep the primary one in their low byte (sqlite.org/rescode.html).
    code = getattr(cause, "sqlite_errorcode", -1) & 0xFF
    told = _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "", _SQLITE.get(code, _OTHER))
    return _told(DamagedRegisterError if told in _DAMAGES else RegisterError, told, name)


def _told(kind: type[RegisterError], told: tuple[str, str], name: str) -> RegisterError:
    return kind(*(part.format(name=name) for part in told))
