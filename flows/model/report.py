"""What a run or a check found and made: the source of --json, of the closing lines and of the artifacts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from flows.model.draft import Reasons
from flows.model.recorded_paper import Document
from flows.model.signed_paper import Posted
from flows.problems import Problem


@dataclass(frozen=True, slots=True)
class Held:
    """A paper that waits until its person's row is mended."""

    kind: str
    key: str
    recipient: str


@dataclass(frozen=True, slots=True)
class Attendee:
    """A person of the roster, and the kinds of which their paper waits until a mistake is mended."""

    key: str
    name: str
    unit: str = ""
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What an event's notice says: in a sentence; how many papers only wait for the signature, how many wait.

    `matter` is a short sign of what there is to sign or to mend, "" when there is neither; `is_new` says that the
    notice differs from the one that stood there. `blank` papers lack something: see Document.blanks.
    """

    summary: str = ""
    ready: int = 0
    held: int = 0
    blank: int = 0
    matter: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class EventReport:
    """One event: its documents, the kinds that wait, its problems.

    `removed` papers went to bo/, `held` ones wait until somebody's row is mended; `is_new` on the event's first run.
    Of the kinds `stopped` nothing is made until a mistake is mended. `others_not_due` and `others_stopped` are kinds
    that wait and were not asked for: the page shows them, the report does not. `office` names who issues the papers,
    `posted` are those that were mailed.
    """

    event: str
    title: str
    documents: tuple[Document, ...] = ()
    not_due: Reasons = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    removed: tuple[Document, ...] = ()
    held: tuple[Held, ...] = ()
    is_new: bool = False
    people: tuple[Attendee, ...] = ()
    stopped: tuple[str, ...] = ()
    bulletin: Bulletin = Bulletin()
    others_not_due: Reasons = field(default_factory=dict)
    others_stopped: frozenset[str] = frozenset()
    office: str = ""
    posted: tuple[Posted, ...] = ()

    @property
    def errors(self) -> int:
        """Return how many of its problems hold something back."""
        return sum(problem.is_error for problem in self.problems)

    def counts(self, kind: str) -> Counter[str]:
        """Return how many documents of a kind are made, unchanged and kept."""
        return Counter(document.state for document in self.documents if document.kind == kind)

    def as_json(self) -> dict[str, object]:
        """Return the event as --json has it."""
        return {
            "event": self.event,
            "title": self.title,
            "documents": [document.in_full() for document in self.documents],
            "not_due": [{"kind": kind, "reason": reason} for kind, reason in self.not_due.items()],
            "problems": [problem.as_json() for problem in self.problems],
            "removed": [document.as_json() for document in self.removed],
            "held": [{"kind": one.kind, "key": one.key, "recipient": one.recipient} for one in self.held],
        }


def office_lines(issued: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield which office issues the papers of which events; they are given as (code, office)."""
    codes: dict[str, list[str]] = {}
    for code, office in issued:
        codes.setdefault(office, []).append(code)
    for office, own in codes.items():
        yield f"{', '.join(own)}: {f'văn bản của {office}' if office else 'chưa rõ cơ quan nào ban hành'}."


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run; `problems` belong to no event (an unreadable file, a template).

    `failed` says that the machine refused something after the papers were made, as one of the problems tells.
    """

    events: tuple[EventReport, ...] = ()
    problems: tuple[Problem, ...] = ()
    failed: bool = False

    @property
    def all_problems(self) -> tuple[Problem, ...]:
        """Return every problem, the events' first."""
        return (*(problem for event in self.events for problem in event.problems), *self.problems)

    def as_json(self) -> dict[str, object]:
        """Return the one object that --json prints."""
        return {
            "events": [event.as_json() for event in self.events],
            "problems": [problem.as_json() for problem in self.problems],
        }
