"""What a run asks of the disk: a command in, every call that changes a folder out, SQLite's own calls too (strace)."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

_CALLS = (
    "open,openat,creat,close,write,pwrite64,ftruncate,fsync,fdatasync,sync,"
    "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    # These the model does not know: to meet one in the folder is an error, not silence.
    "writev,pwritev,truncate,link,linkat,symlink,sendfile,copy_file_range,fallocate,dup,dup2,dup3"
)
_LINE = re.compile(r"^(?:\d+\s+)?(\w+)\((.*)\)\s+= (-?\d+|\?)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_UNKNOWN = {"writev", "pwritev", "truncate", "link", "linkat", "symlink", "sendfile", "copy_file_range", "fallocate"}

Act = Literal["create", "write", "cut", "settle", "settle all", "rename", "remove", "make folder", "remove folder"]


@dataclass(frozen=True, slots=True)
class Call:
    """One change of the disk; paths are relative to the folder that is looked at.

    `create` makes or empties a file; `write` puts bytes at an offset; `cut` shortens; `settle` is fsync of a file or
    folder; `settle all` is sync.
    """

    act: Act
    path: str = ""
    to: str = ""
    at: int = 0
    content: bytes = b""


@cache
def can_trace() -> bool:
    """Tell whether strace is here and may be used."""
    if shutil.which("strace") is None:
        return False
    return subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode == 0


def record(command: Sequence[str], folders: Sequence[Path], log: Path) -> list[list[Call]]:
    """Run a command that must succeed, and return what it changed in each of the folders, in order."""
    # -f: a call of another thread would come as pieces of lines, which `_calls` refuses.
    trace = ["strace", "-f", "--seccomp-bpf", "-qq", "-xx", "-s", "100000000", "-e", f"trace={_CALLS}", "-o", str(log)]
    subprocess.run([*trace, *command], check=True)
    lines = log.read_text("ascii").splitlines()
    return [list(_Reader(folder).calls(lines)) for folder in folders]


class _Reader:
    """Follows the open files of one process."""

    def __init__(self, folder: Path) -> None:
        self._root = f"{folder.resolve()}/"
        self._open: dict[int, tuple[str, int]] = {}

    def calls(self, lines: Sequence[str]) -> Iterator[Call]:
        for line in lines:
            if "unfinished ..." in line or "resumed>" in line:
                raise NotImplementedError("two threads at once")
            found = _LINE.match(line)
            if found and found[3].isdigit():
                yield from self._call(found[1], found[2], int(found[3]))

    def _call(self, name: str, arguments: str, result: int) -> Iterator[Call]:
        texts = [bytes.fromhex(text.replace("\\x", "")) for text in _TEXT.findall(arguments)]
        if name in ("open", "openat", "creat"):
            yield from self._opened(self._inside(texts[0]), arguments, result)
        elif name in ("rename", "renameat", "renameat2", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"):
            yield from self._named(name, [self._inside(text) for text in texts])
        elif name == "sync":
            yield Call("settle all")
        elif name in _UNKNOWN:
            yield from self._unknown(name, arguments, texts)
        else:
            yield from self._on_handle(name, arguments, texts, result)

    def _opened(self, path: str | None, arguments: str, handle: int) -> Iterator[Call]:
        self._open.pop(handle, None)
        if path is not None:
            self._open[handle] = path, 0
            if "O_TRUNC" in arguments:
                yield Call("create", path, at=1)
            elif "O_CREAT" in arguments:
                yield Call("create", path)

    @staticmethod
    def _named(name: str, paths: Sequence[str | None]) -> Iterator[Call]:
        if paths[0] is None:
            return
        if name.startswith("rename"):
            yield Call("rename", paths[0], to=paths[1] or "")
        else:
            acts: dict[str, Act] = {"mkdir": "make folder", "mkdirat": "make folder", "rmdir": "remove folder"}
            yield Call(acts.get(name, "remove"), paths[0])

    def _on_handle(self, name: str, arguments: str, texts: Sequence[bytes], result: int) -> Iterator[Call]:
        numbers = [int(one) for one in re.findall(r"(?<![\w\\])-?\d+(?!\w)", _TEXT.sub("", arguments))]
        path, place = self._open.get(numbers[0], ("", 0))
        if not path:
            return
        if name == "close":
            del self._open[numbers[0]]
        elif name == "write":
            self._open[numbers[0]] = path, place + result
            yield Call("write", path, at=place, content=texts[0][:result])
        elif name == "pwrite64":
            yield Call("write", path, at=numbers[-1], content=texts[0][:result])
        elif name == "ftruncate":
            yield Call("cut", path, at=numbers[1])
        elif name in ("fsync", "fdatasync"):
            yield Call("settle", path)
        else:
            raise NotImplementedError(name)

    def _unknown(self, name: str, arguments: str, texts: Sequence[bytes]) -> Iterator[Call]:
        numbers = [int(one) for one in re.findall(r"(?<![\w\\])\d+(?!\w)", _TEXT.sub("", arguments))]
        if any(self._inside(text) for text in texts) or any(number in self._open for number in numbers[:2]):
            raise NotImplementedError(name)
        yield from ()

    def _inside(self, path: bytes) -> str | None:
        text = path.decode()
        return (
            text.removeprefix(self._root) if text.startswith(self._root) else "." if f"{text}/" == self._root else None
        )
