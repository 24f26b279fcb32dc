"""Everything that documents are composed from: one event with its agenda, roster and offices."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.model.event import AgendaItem, Event
from flows.model.office import Office
from flows.model.person import Person, Roster


@dataclass(frozen=True, slots=True)
class Case:
    """One event as the documents see it; `certifier` is the office that gives the certificates."""

    event: Event
    agenda: tuple[AgendaItem, ...]
    roster: Roster
    office: Office
    certifier: Office
    folder: Path = Path()

    def over(self, today: date) -> bool:
        """Whether the event's last day has passed."""
        return today > self.event.ends

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the people of the roster who have not withdrawn."""
        return tuple(person for person in self.roster.people if not person.withdrawn)
