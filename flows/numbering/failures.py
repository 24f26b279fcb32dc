"""What went wrong with the database, in words of the office: driver errors in, RegisterError out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from flows.errors import DamagedRegisterError, RegisterError

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
_DAMAGED = (_SQLITE[sqlite3.SQLITE_NOTADB], _SQLITE[sqlite3.SQLITE_CORRUPT])
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
        raise RegisterError(*(part.format(name=name) for part in _NO_ACCESS)) from error


def damaged(name: str) -> DamagedRegisterError:
    """Return the refusal of a register in which pages are wrong."""
    return DamagedRegisterError(*(part.format(name=name) for part in _SQLITE[sqlite3.SQLITE_CORRUPT]))


def not_a_register(name: str) -> RegisterError:
    """Return the refusal of a database that holds something else."""
    return RegisterError(*(part.format(name=name) for part in _SQLITE[sqlite3.SQLITE_NOTADB]))


def _failure(name: str, error: Exception) -> RegisterError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    # Extended result codes keep the primary one in their low byte (sqlite.org/rescode.html).
    code = getattr(cause, "sqlite_errorcode", -1) & 0xFF
    told = _POSTGRESQL.get(getattr(cause, "sqlstate", None) or "", _SQLITE.get(code, _OTHER))
    kind = DamagedRegisterError if told in _DAMAGED else RegisterError
    return kind(*(part.format(name=name) for part in told))
