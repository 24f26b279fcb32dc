"""Take reserved papers over into the series the office uses now: requests in, old numbers void, new ones given, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import Connection

from flows.model.draft import Series, period_name
from flows.numbering import ledger
from flows.numbering.allotting import Plan, plan
from flows.numbering.entries import Kept, NumberRequest, Slot, counted_in


def renumber(connection: Connection, requests: Sequence[NumberRequest], *, at: datetime, who: str) -> Plan:
    """Make void what reserved papers have of another symbol or period; give each a number of the series it asks for.

    Where only the symbol changed, and nobody has any of these numbers under the new one, everybody keeps the number.
    """
    kept = plan(requests, ledger.held(connection, requests)).kept
    moved = {slot: each for slot, each in kept.items() if each.line.state == "reserved"}
    reasons: list[ledger.Change] = [
        (each.line.id, {"state": "void", "reason": _reason(each)}) for each in moved.values()
    ]
    ledger.correct(connection, reasons, at=at, who=who)
    asked = list(_asked(connection, [each for each in requests if each.slot in moved], moved))
    decided = plan(asked, ledger.held(connection, asked))
    ledger.write(connection, decided, at=at, who=who)
    return decided


def _reason(kept: Kept) -> str:
    same = counted_in(kept.wanted).pattern == kept.line.pattern
    return f"chuyển sang số của {period_name(kept.wanted.year)}" if same else "đổi ký hiệu"


def _asked(
    connection: Connection, requests: Iterable[NumberRequest], moved: dict[Slot, Kept]
) -> Iterator[NumberRequest]:
    groups: dict[Series, list[NumberRequest]] = {}
    for request in requests:
        groups.setdefault(counted_in(request.series), []).append(request)
    for group in groups.values():
        same = [each._replace(anew=True, fixed=moved[each.slot].line.number) for each in group]
        stay = not any(moved[each.slot].is_past for each in group) and _are_free(connection, same)
        yield from same if stay else (each._replace(anew=True) for each in group)


def _are_free(connection: Connection, requests: Sequence[NumberRequest]) -> bool:
    wishes = [each.fixed for each in requests]
    return len(set(wishes)) == len(wishes) and not ledger.held(connection, requests).taken
