"""The lines of «Nơi nhận»: what a clerk typed in, the lines as the decree sets them out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from flows.model.printing import Items

_DASH = re.compile(r"[-‐-―−•*·]\s*")
_SUBORDINATE = "+"
_STOPS = ".;,/ "


def recipient_lines(typed: Iterable[str]) -> Items:
    """Return each place on a line of its own: "- ...;", and "- ... ." the last (Phụ lục I, phần I, mục II.9.d)."""
    places = list(_places([line.strip() for line in typed if line.strip()]))
    return Items(_marked(place, ";" if number < len(places) else ".") for number, place in enumerate(places, 1))


def _marked(place: str, mark: str) -> str:
    return place if place.endswith(":") else f"{place}{mark}"


def _places(lines: list[str]) -> Iterator[str]:
    """Yield the places with their dash; a line that goes on with the one above is joined to it."""
    for line in _joined(lines):
        for place in filter(None, (each.rstrip(_STOPS) for each in re.split(r";\s*", line))):
            bare = _DASH.sub("", place, count=1) if _DASH.match(place) else place
            yield place if bare.startswith(_SUBORDINATE) else f"- {bare}"


def _joined(lines: list[str]) -> list[str]:
    dashed = any(map(_DASH.match, lines))
    joined: list[str] = []
    for line in lines:
        goes_on = dashed and joined and not _begins(line) and not joined[-1].endswith((";", "."))
        if goes_on:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _begins(line: str) -> bool:
    return _DASH.match(line) is not None or line.startswith((_SUBORDINATE, "Lưu"))
