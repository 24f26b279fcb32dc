"""Every kind of document, written out: one module a kind, each with the same few names.

KIND is its key and its template's name, NAME what the paper is called, NEEDS the event fields it cannot do without,
WORDS the template objects of its own with their meaning; `waits` says why it is not due yet ("" when it is),
`compose` yields its drafts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol

from flows.documents import certificate, invitation, news, plan
from flows.documents.facts import Base
from flows.model.case import Case
from flows.model.draft import Draft


class Kind(Protocol):
    """What every module of a kind offers."""

    KIND: str
    NAME: str
    NEEDS: frozenset[str]
    WORDS: dict[str, str]
    PER_PERSON: bool

    def waits(self, case: Case, today: date, /) -> str:
        """Return why the kind is not due, in Vietnamese; empty when it is."""

    def compose(self, case: Case, base: Base, /) -> Iterator[Draft]:
        """Yield the drafts of the kind, in order; `base` holds the objects that all kinds share."""


KINDS: tuple[Kind, ...] = (plan, invitation, news, certificate)
NAMES: Mapping[str, str] = {kind.KIND: kind.NAME for kind in KINDS}
