"""A PDF with digital signatures: who signed it and when, what speaks against it, what is to be stamped onto it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from flows.problems import Mistake
from flows.vietnamese.dates import HANOI


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
