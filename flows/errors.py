"""Failures of the machine and of the configuration: one root, one exit code a kind."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum


class ExitCode(IntEnum):
    """What a command tells the shell."""

    ok = 0
    held_back = 1
    usage = 2
    machine = 3


class FlowsError(Exception):
    """A failure that ends a command with a Vietnamese message, and no traceback on the screen."""

    exit_code = ExitCode.machine

    def __init__(self, message: str, fix: str = "") -> None:
        """Say what happened and what to do about it, both in Vietnamese."""
        super().__init__(f"{message} {fix}".strip())
        self.message = message
        self.fix = fix


class UsageError(FlowsError):
    """A wrong option, argument or setting."""

    exit_code = ExitCode.usage


class TemplateError(FlowsError):
    """A Word template that cannot be read or filled."""

    exit_code = ExitCode.usage


class MachineError(FlowsError):
    """A disk, a permission or a program that is missing."""


class RegisterError(MachineError):
    """The register is missing, damaged, or in use."""


class DamagedRegisterError(RegisterError):
    """The register's file stands, and cannot be read as one."""


class NotApprovedError(FlowsError):
    """Somebody said no, or nobody could be asked: nothing was numbered or written."""

    exit_code = ExitCode.held_back


class WaitingError(NotApprovedError):
    """Another run waits already for the answer to the same question."""


def system_words(error: OSError) -> str:
    """Return what the system refuses, in the words of the office: its own are English."""
    if isinstance(error, PermissionError):
        return "không được phép ghi, hoặc tệp đang mở trong phần mềm khác"
    return _SYSTEM_WORDS.get(error.errno or 0, f"lỗi hệ thống số {error.errno}")


_SYSTEM_WORDS = {
    errno.ENOENT: "không có thư mục hoặc tệp này",
    errno.ENOTDIR: "trên đường dẫn có một tệp ở chỗ phải là thư mục",
    errno.EISDIR: "đây là một thư mục",
    errno.EEXIST: "đã có tệp hoặc thư mục tên này",
    errno.ENAMETOOLONG: "tên hoặc đường dẫn quá dài",
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "đã hết dung lượng được cấp",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EFBIG: "tệp quá lớn",
    errno.EIO: "ổ đĩa hỏng hoặc mất mạng",
    errno.EBUSY: "tệp đang bận",
    errno.EMFILE: "mở quá nhiều tệp một lúc",
    errno.EINVAL: "tên tệp có ký tự không dùng được",
    errno.ENOEXEC: "không phải chương trình chạy được trên máy này",
}


@contextmanager
def writing(what: str, fix: str = "Kiểm tra thư mục và quyền ghi.") -> Iterator[None]:
    """Raise what the system refuses as a MachineError that says what could not be written: "vào inputs"."""
    try:
        yield
    except OSError as error:
        raise MachineError(f"Không ghi được {what}: {system_words(error)}.", fix) from error
