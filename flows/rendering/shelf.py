"""Plans of templates kept on disk for the next process: a template's bytes in, what was made of it out.

They lie in the user's own folder, hold nothing that can run, and are worth nothing: whatever is wrong with one, or
with the folder, the template is compiled again. Each holds the template itself, so that no two are ever mixed up.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence
from importlib.machinery import PathFinder

from flows.rendering.frame import Frame
from flows.rendering.quick import Quick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

FOLDER = "VANTHU_CACHE"
"""The variable that names another folder; empty, it keeps nothing."""
MOST_KEPT = 100
LARGEST = 8 * 2**20
_HEADER = b"vanthu 1\n"


def find(data: bytes, names: Mapping[str, str]) -> Quick | None:
    """Return what was kept of a template with these names for its merge fields."""
    folder = _folder()
    if not folder or not _is_private(folder):
        return None
    try:
        with open(_path(folder, data, names), "rb") as kept:  # noqa: PTH123 - pathlib takes 10 ms to import
            return _read(kept.read(), data, _asked(names))
    except Exception:  # noqa: BLE001 - a broken one is made again
        return None


def keep(data: bytes, names: Mapping[str, str], plans: Sequence[Mapping[str, Any]], frame: Frame) -> Quick:
    """Keep the plans of a template if that can be done, and return what they make."""
    folder = _folder()
    if folder and len(data) <= LARGEST:
        try:  # noqa: SIM105 - contextlib takes 3 ms to import
            _write(folder, _path(folder, data, names), _entry(data, _asked(names), plans, frame))
        except OSError:
            pass
    return Quick(plans, frame)


def _folder() -> str:
    home = os.path.expanduser("~")  # noqa: PTH111 - pathlib takes 10 ms to import
    return os.environ.get(FOLDER, os.path.join(home, ".vanthu", "mau") if home != "~" else "")  # noqa: PTH118


def _is_private(folder: str) -> bool:
    """Tell whether nobody else could have written into the folder."""
    if os.name != "posix":
        return True
    try:
        found = os.lstat(folder)
    except OSError:
        return False
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def _asked(names: Mapping[str, str]) -> str:
    return json.dumps([_stamp(), *sorted(names.items())])


def _stamp() -> list[Any]:
    """Return what changes whenever this engine, docxtpl or Jinja do."""
    here = os.path.dirname(__file__)  # noqa: PTH120 - as above
    with os.scandir(here) as listed:
        own = sorted((each.name, each.stat().st_mtime_ns) for each in listed if each.name.endswith(".py"))
    installed = PathFinder.find_spec("docxtpl")
    where = os.path.dirname(os.path.dirname(installed.origin)) if installed and installed.origin else here  # noqa: PTH120
    # A package that is installed or replaced changes the folder it lies in.
    return [own, where, os.stat(where).st_mtime_ns]  # noqa: PTH116 - as above


def _path(folder: str, data: bytes, names: Mapping[str, str]) -> str:
    typed = json.dumps(sorted(names.items())).encode()
    return os.path.join(folder, f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}{zlib.crc32(typed):08x}.mau")  # noqa: PTH118


def _entry(data: bytes, asked: str, plans: Sequence[Mapping[str, Any]], frame: Frame) -> bytes:
    blobs = (data, frame.head, frame.listing)
    told = {
        "asked": asked, "plans": plans, "fixed": frame.fixed, "open": [name.decode() for name in frame.names],
        "lengths": [len(blob) for blob in blobs],
    }  # fmt: skip
    content = json.dumps(told).encode() + b"\n" + b"".join(blobs)
    return _HEADER + b"%08x\n" % zlib.crc32(content) + content


def _read(entry: bytes, data: bytes, asked: str) -> Quick | None:
    start = len(_HEADER) + 9
    content = entry[start:]
    if entry[:start] != _HEADER + b"%08x\n" % zlib.crc32(content):
        return None
    line, _, blobs = content.partition(b"\n")
    told = json.loads(line)
    source, head, listing = _cut(blobs, told["lengths"])
    if source != data or told["asked"] != asked:
        return None
    return Quick(told["plans"], Frame(head, listing, told["fixed"], told["open"]))


def _cut(blobs: bytes, lengths: Sequence[int]) -> Iterator[bytes]:
    at = 0
    for length in lengths:
        yield blobs[at : at + length]
        at += length


def _write(folder: str, path: str, entry: bytes) -> None:
    """Write an entry so that it is whole or not there, into a folder that is the user's own."""
    os.makedirs(folder, mode=0o700, exist_ok=True)  # noqa: PTH103 - as above
    if not _is_private(folder):
        return
    aside = f"{path}.{os.getpid()}.tmp"
    try:
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:  # noqa: PTH123
            opened.write(entry)
        os.replace(aside, path)  # noqa: PTH105 - as above
    finally:
        if os.path.exists(aside):  # noqa: PTH110 - as above
            os.remove(aside)  # noqa: PTH107 - as above
    _drop_the_oldest(folder)


def _drop_the_oldest(folder: str) -> None:
    with os.scandir(folder) as listed:
        kept = sorted((each.stat().st_mtime_ns, each.path) for each in listed)
    for _, path in kept[:-MOST_KEPT]:
        os.remove(path)  # noqa: PTH107 - as above
