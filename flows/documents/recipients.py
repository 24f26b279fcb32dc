"""The lines of «Nơi nhận»: what a clerk typed in, the lines as the decree sets them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from flows.model.printing import Blank, Items
from flows.vietnamese.text import fold, upper_first

_REMARK = re.compile(r"\s*\(.*?\)")
_DASH = re.compile(r"[-‐-―−•*·]\s*")
_FILING = re.compile(r"^(Lưu)\s*:?\s+(?=\w)")
_SUBORDINATE = "+"
_STOPS = ".;,/ "


def recipient_lines(typed: Iterable[str]) -> Items:
    """Return each place on a line of its own: "- ...;", and "- ... ." the last (Phụ lục I, phần I, mục II.9.d)."""
    places = list(_places([line.strip() for line in typed if line.strip()]))
    marks = [*(";" for _ in places[1:]), "."]
    return Items(place if place.endswith(":") else f"{place}{mark}" for place, mark in zip(places, marks, strict=False))


def addressed(typed: Sequence[str], first: str, named: Iterable[str] = ()) -> Items | Blank:
    """Return the places with `first` in front («Như trên», "" for none), without those that `named` addresses already.

    A line «Như ...» of the office's own speaks of another kind of paper.
    """
    if not typed:
        return Blank("Nơi nhận")
    given = {_bare(line) for line in named}
    others = (
        line for line in recipient_lines(typed) if _bare(line) not in given and not _bare(line).startswith("như ")
    )
    return Items([f"- {first};", *others] if first else others)


def _bare(line: str) -> str:
    return fold(_REMARK.sub("", _DASH.sub("", line.strip(), count=1))).rstrip(_STOPS)


def _places(lines: list[str]) -> Iterator[str]:
    """Yield the places with their dash; a line that goes on with the one above is joined to it."""
    for line in _joined(lines):
        for place in filter(None, (each.rstrip(_STOPS) for each in re.split(r";\s*", line))):
            bare = _DASH.sub("", place, count=1) if _DASH.match(place) else place
            bare = _FILING.sub(r"\1: ", upper_first(bare), count=1)
            yield place if bare.startswith(_SUBORDINATE) else f"- {bare}"


def _joined(lines: list[str]) -> list[str]:
    dashed = any(map(_DASH.match, lines))
    joined: list[str] = []
    for line in lines:
        begins = _DASH.match(line) or line.startswith((_SUBORDINATE, "Lưu"))
        if dashed and joined and not begins and not joined[-1].endswith((";", ".")):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined
