"""What becomes of a paper once it is signed: who signed its PDF and when, and whether it was mailed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from flows.problems import Mistake
from flows.vietnamese.dates import HANOI, short_date


@dataclass(frozen=True, slots=True)
class Signing:
    """One signature: its signer, and the hour that the signer's machine tells, as ISO text ("" for none)."""

    signer: str
    at: str = ""

    def __str__(self) -> str:
        """Return it as the books say it."""
        when = datetime.fromisoformat(self.at).astimezone(HANOI) if self.at else None
        return f"{self.signer}, {when:%H:%M ngày %d/%m/%Y}" if when else self.signer


def in_words(signings: Iterable[Signing]) -> str:
    """Return who signed and when, as the books, the page and the notice say it."""
    return "; ".join(map(str, signings))


@dataclass(frozen=True, slots=True)
class SignedPdf:
    """A signed PDF: `fault` says why it is not what was signed, "" where nothing speaks against it.

    `doubts` are what a clerk should know all the same, `stamp` the number and day that it does not say yet, `text` what
    its pages say where no picture may say more, `is_alike` whether they look as those of the version before.
    """

    content: bytes = field(repr=False)
    signings: tuple[Signing, ...]
    fault: str = ""
    doubts: tuple[Mistake, ...] = ()
    stamp: str = ""
    text: str = field(default="", repr=False)
    is_alike: bool = False

    def lacks(self, number: str) -> bool:
        """Whether there is something to be read, and not this number."""
        said, sought = (re.sub(r"\s+", "", one).casefold() for one in (self.text, number))
        return bool(said) and re.search(rf"(?<!\d){re.escape(sought)}", said) is None


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
