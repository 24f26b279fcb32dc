"""Which events the files that changed belong to: a group of files in; their codes and titles, or "cannot say", out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.errors import FlowsError
from flows.reading.inbox import read_inbox

SEPARATOR = " – "
LONGEST = 80


@dataclass(frozen=True, slots=True, order=True)
class Choice:
    """An event to choose in a form."""

    code: str
    title: str

    @property
    def label(self) -> str:
        """Return what the form shows; whoever gets it back takes what is before the dash."""
        return f"{self.code}{SEPARATOR}{self.title[:LONGEST]}" if self.title else self.code


def affected(group: Path, inputs: Path) -> tuple[Choice, ...] | None:
    """Return the events that a group of files makes, None when others may have a share in it, or it has no event."""
    try:
        dossiers, strays = read_inbox([group], inputs)
    except (OSError, FlowsError):
        return None
    if strays or not dossiers or not all(dossier.event.code for dossier in dossiers):
        return None
    return tuple(Choice(dossier.event.code, dossier.event.name or "") for dossier in dossiers)
