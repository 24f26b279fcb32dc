"""Which groups of the inbox are about one event alone, kept for the next run: one of a few events passes the rest over.

Reading five thousand workbooks takes a minute, and a run that a single changed workbook asks for needs but one of them.
Only what a reading of the whole group has shown is passed over, as long as none of its files has changed its size or
time; whatever is in doubt is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from flows import keeping
from flows.reading.grouping import Group
from flows.reading.sharing import codes_in
from flows.vietnamese.text import fold

FEWEST = 20
"""An inbox of fewer groups is read quicker than remembered."""


def event_names(code: str, file: str, folder: Path) -> frozenset[str]:
    """Return the names by which an event may be asked for: its code, its file with and without the ending, its folder.

    They are folded, as `asked_names` are.
    """
    path = Path(file)
    return frozenset(fold(name) for name in (code, path.name, path.stem, folder.name) if name)


def asked_names(typed: str) -> frozenset[str]:
    """Return the names that a typed one may mean; forms show «code – name», of which the code counts."""
    return frozenset({fold(typed), fold(typed.partition(" – ")[0])})


@dataclass
class Catalogue:
    """The groups known to be about one event, by the stamp of their files: the event's code and names."""

    name: str
    known: Mapping[str, tuple[str, frozenset[str]]] = field(default_factory=dict)
    passed: dict[str, tuple[str, frozenset[str]]] = field(default_factory=dict)

    @classmethod
    def of(cls, inbox: Path) -> Catalogue:
        """Return what is kept of an inbox, nothing where that cannot be read or another program wrote it."""
        name = f"{sha256(str(inbox.absolute()).encode('utf-8', 'surrogatepass')).hexdigest()}.muc"
        try:
            told = json.loads(keeping.read(name))
            groups = told["groups"] if told["by"] == keeping.program() else {}
            return cls(name, {stamp: (str(code), frozenset(names)) for stamp, (code, names) in groups.items()})
        except (ValueError, KeyError, TypeError, AttributeError):
            return cls(name)

    def passes(self, stamp: str, wanted: Iterable[str]) -> bool:
        """Tell whether a group is known to be about an event that is none of the wanted ones, and note that."""
        found = self.known.get(stamp)
        if found is None or any(asked_names(one) & found[1] for one in wanted):
            return False
        self.passed[stamp] = found
        return True

    @property
    def codes(self) -> frozenset[str]:
        """Return the codes, folded, of the events passed over."""
        return frozenset(code for code, _ in self.passed.values())

    def suffices(self, groups: Sequence[Group], wanted: Iterable[str]) -> bool:
        """Tell whether what was read has all that was wanted, and no code that an event passed over has as well."""
        events = [(event, group) for group in groups for event, _ in group.events]
        names = [event_names(event.code, event.where.file, group.folder) for event, group in events]
        found = all(any(asked_names(one) & own for own in names) for one in wanted)
        return found and self.codes.isdisjoint(fold(event.code) for event, _ in events)

    def keep(self, groups: Sequence[Group]) -> None:
        """Keep what these groups and those passed over are about, if anything is new."""
        now = {**self.passed, **{group.stamp: about for group in groups if (about := _about(group))}}
        if now != self.known and len(now) >= FEWEST:
            told = {stamp: [code, sorted(names)] for stamp, (code, names) in now.items()}
            keeping.keep(self.name, lambda: json.dumps({"by": keeping.program(), "groups": told}).encode())


def _about(group: Group) -> tuple[str, frozenset[str]] | None:
    """Return code and names of the event that a group is about, if it has one alone and has read whole."""
    if len(group.events) != 1 or not group.whole or not group.stamp:
        return None
    event, _ = group.events[0]
    code = fold(event.code)
    if not code or codes_in(group) - {"", code}:
        return None
    return code, event_names(event.code, event.where.file, group.folder)
