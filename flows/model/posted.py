"""A paper that is mailed to its person: whether it went, when, and which address was refused."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import datetime

from flows.vietnamese.dates import short_date

_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+", re.ASCII)


def addresses_in(cell: str | None) -> list[str]:
    """Return the addresses that a cell holds."""
    return _ADDRESS.findall(cell or "")


def _mark(address: str) -> str:
    """Return by what a refused address is known again; the register keeps no addresses."""
    return hashlib.sha256(address.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Posted:
    """A line of the outbox: "sending" from before a letter goes, "sent" once the server has it, "refused" for ever.

    `at` is the moment as ISO text, `refused` a mark of the address that the server did not take.
    """

    event: str
    kind: str
    key: str
    symbol: str
    state: str = "sending"
    at: str = ""
    refused: str = ""

    @property
    def id(self) -> tuple[str, str, str, str]:
        """Return which letter it is; a paper that replaces another has a number of its own."""
        return self.event, self.kind, self.key, self.symbol

    def as_refused(self, address: str) -> Posted:
        """Return it as not sent, for the server took no letter to this address."""
        return replace(self, state="refused", refused=_mark(address))

    def was_refused_at(self, cell: str | None) -> bool:
        """Whether it was refused for an address that this cell still holds."""
        return self.state == "refused" and self.refused in map(_mark, addresses_in(cell))

    @property
    def day(self) -> str:
        """Return the day as papers print it."""
        return short_date(datetime.fromisoformat(self.at).date()) if self.at else ""

    @property
    def told(self) -> str:
        """Return what became of it, in words."""
        return f"{_WORDS[self.state]} {self.day}".strip()


_WORDS = {"sent": "đã gửi thư", "sending": "không rõ thư đã đi chưa,", "refused": "địa chỉ thư bị từ chối"}
