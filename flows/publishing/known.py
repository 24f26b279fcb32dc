"""What an earlier run left: a manifest and the void numbers in, which papers go on, come back or are withdrawn out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from flows.model.draft import EventBatch, Voided
from flows.publishing.manifest import Entry, Id, Manifest
from flows.publishing.names import REMOVED

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """`papers` stand in the event's folder; `withdrawn` ones must leave it, for their number was made void.

    `away` is where an issued paper lies that was moved to bo/ with its person, and is asked for again.
    """

    papers: Mapping[Id, Entry]
    withdrawn: Mapping[Id, Entry]
    away: Mapping[Id, str]

    def of(self, mine: Collection[Id]) -> Known:
        """Return what is known of some papers."""
        return Known(some(self.papers, mine), some(self.withdrawn, mine), some(self.away, mine))

    def before(self, one: Id) -> Entry | None:
        """Return the paper as an earlier run made it."""
        return self.papers.get(one) or self.withdrawn.get(one)


def some(held: Mapping[Id, T], wanted: Collection[Id]) -> Mapping[Id, T]:
    """Return what is held of the wanted ones."""
    return {one: held[one] for one in wanted if one in held}


def known_of(manifest: Manifest, batch: EventBatch) -> Known:
    """Return what is known of an event's papers."""
    void = {(one.kind, one.symbol, one.year): one for one in batch.voided}
    marked = {entry.id: _marked(entry, void) for entry in manifest.entries}
    withdrawn = {one: entry for one, entry in marked.items() if entry.void and entry.kind in batch.kinds}
    papers = {one: entry for one, entry in marked.items() if one not in withdrawn}
    back = list(_returning(manifest.removed, marked.keys(), void))
    asked = {(draft.kind, draft.key) for draft in batch.drafts}
    away = {entry.id: entry.path for entry in back if entry.id in asked}
    home = {entry.id: entry._replace(path=entry.path.removeprefix(f"{REMOVED}/")) for entry in back if entry.id in away}
    return Known({**papers, **home}, withdrawn, away)


def _marked(entry: Entry, void: Mapping[tuple[str, str, int], Voided]) -> Entry:
    found = void.get((entry.kind, entry.number or "", entry.year or 0))
    return entry._replace(void=found.reason, replaced_by=found.replaced_by) if found else entry


def _returning(
    removed: Iterable[Entry], standing: Collection[Id], void: Mapping[tuple[str, str, int], Voided]
) -> Iterable[Entry]:
    marked = (_marked(entry, void) for entry in removed if entry.id not in standing)
    return (entry for entry in marked if entry.issued and not entry.void)


def still_removed(manifest: Manifest, batch: EventBatch, back: Collection[Id]) -> Iterable[Entry]:
    """Yield the papers that left earlier and do not come back; void ones stay, to tell of their numbers."""
    void = {(one.kind, one.symbol, one.year): one for one in batch.voided}
    marked = (_marked(entry, void) for entry in manifest.removed)
    return (entry for entry in marked if entry.void or entry.id not in back)
