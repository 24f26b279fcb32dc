"""What does not fit in a folder of papers, remembered: PDFs and wishes in, misfits out, each file looked at once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flows.publishing import disk
from flows.publishing.fitting import Misfit, Wanted, misfits

_MEMORY = ".vua-trang.json"
_FORM = "1"
"""Another one where papers are judged in another way."""

Found = Mapping[Path, tuple[Misfit, ...]]


def looked_over(room: Path, papers: Mapping[Path, Wanted]) -> Found:
    """Return the misfits of each PDF; a room's memory spares those whose file and wish are as they were."""
    before = _recalled(room)
    now: dict[str, list[object]] = {}
    found: dict[Path, tuple[Misfit, ...]] = {}
    for pdf, wanted in papers.items():
        name, mark = f"{pdf.parent.name}/{pdf.name}", disk.digest(f"{_FORM} {disk.stamp(pdf)} {wanted!r}".encode())
        known = _known(before.get(name), mark)
        found[pdf] = misfits(pdf, wanted) if known is None else known
        now[name] = [mark, [[one.fault, one.page, one.line] for one in found[pdf]]]
    if now != before:
        disk.make_folder(room)
        disk.write(room / _MEMORY, json.dumps(now, ensure_ascii=False).encode())
    return found


def _recalled(room: Path) -> Mapping[str, object]:
    try:
        memory = json.loads(disk.read(room / _MEMORY) or b"{}")
    except ValueError:
        return {}
    return memory if isinstance(memory, dict) else {}


def _known(entry: object, mark: str) -> tuple[Misfit, ...] | None:
    """Return what was found before; None where that was another file or wish."""
    match entry:
        case [str() as old, list() as faults] if old == mark:
            return tuple(Misfit(fault, page, line) for fault, page, line in faults)
    return None
