"""What the page knows of runs, and asks of them; the service answers with Prefect's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flows.machine.run_progress import Progress


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the page tells of it: `state` is sua, duyet, chay, xong or bo, `words` how it ended, `far` how far."""

    id: str
    name: str
    state: str
    words: str
    at: datetime
    events: tuple[str, ...] = ()
    far: Progress | None = None


class Runs(Protocol):
    """The runs of this office."""

    async def recent(self) -> Sequence[Run]:
        """Return the last runs, the newest first, with those at work and those that wait for a word."""

    async def begin(self, events: Sequence[str], only: Sequence[str]) -> None:
        """Begin a run of these events and kinds."""

    async def question(self, run: str) -> Sequence[str]:
        """Return in lines what a waiting run would do; none where it does not wait any more."""

    async def answer(self, run: str, *, approved: bool, opinion: str) -> bool:
        """Let a waiting run go on, or end it; say whether it still waited, and the answer was taken."""
