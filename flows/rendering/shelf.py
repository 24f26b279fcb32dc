"""Plans of templates kept on disk for the next process: a template's bytes in, what was made of it out.

They lie in the user's own folder, hold nothing that can run, and are worth nothing: whatever is wrong with one, or
with the folder, the template is compiled again. Each holds the template itself, so that no two are ever mixed up.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator, Mapping, Sequence

from flows import keeping
from flows.rendering.frame import Frame
from flows.rendering.quick import Quick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

LARGEST = 8 * 2**20
_HEADER = b"vanthu 1\n"


def find(data: bytes, names: Mapping[str, str]) -> Quick | None:
    """Return what was kept of a template with these names for its merge fields."""
    kept = keeping.read(_name(data, names))
    try:
        return _read(kept, data, _asked(names)) if kept else None
    except Exception:  # noqa: BLE001 - a broken one is made again
        return None


def keep(data: bytes, names: Mapping[str, str], plans: Sequence[Mapping[str, Any]], frame: Frame) -> Quick:
    """Keep the plans of a template if that can be done, and return what they make."""
    if len(data) <= LARGEST:
        keeping.keep(_name(data, names), lambda: _entry(data, _asked(names), plans, frame))
    return Quick(plans, frame)


def _asked(names: Mapping[str, str]) -> str:
    return json.dumps([_stamp(), *sorted(names.items())])


def _stamp() -> list[Any]:
    """Return what changes whenever this engine, docxtpl or Jinja do."""
    return [keeping.sources(os.path.dirname(__file__)), *keeping.installed()]  # noqa: PTH120 - pathlib takes 10 ms to import


def _name(data: bytes, names: Mapping[str, str]) -> str:
    typed = json.dumps(sorted(names.items())).encode()
    return f"{zlib.crc32(data):08x}{zlib.adler32(data):08x}{zlib.crc32(typed):08x}.mau"


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
