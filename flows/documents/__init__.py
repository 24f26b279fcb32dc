"""Every kind of document, written out: one module a kind, each with the same few names.

KIND is its key and its template's name, NAME what the paper is called, SERIES the end of the keys of its number and
symbol (`ky_hieu_bao_cao`; "" for a paper that bears none), NEEDS the event fields it cannot do without,
WORDS the template objects of its own with their meaning, MADE_FROM the fields that such a word is made of (one that
cannot be read holds the kind back where its template prints the word), PER_PERSON whether each is for one person and
for one page, ON_REQUEST whether it is made only where it is asked for: by `--only` or by the event's field «Giấy tờ kèm
theo»; `waits` says why it is not due yet ("" when it is), `compose` yields its drafts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Protocol

from flows.documents import (
    award_decision,
    calling_letter,
    certificate,
    host_script,
    invitation,
    money_list,
    name_plates,
    news,
    plan,
    programme,
    results_report,
    sign_in_sheet,
)
from flows.documents.facts import Base
from flows.model.draft import Case, Draft


class Kind(Protocol):
    """What every module of a kind offers."""

    KIND: str
    NAME: str
    SERIES: str
    NEEDS: frozenset[str]
    WORDS: dict[str, str]
    MADE_FROM: dict[str, frozenset[str]]
    PER_PERSON: bool
    ON_REQUEST: bool

    def waits(self, case: Case, today: date, /) -> str:
        """Return why the kind is not due, in Vietnamese; empty when it is."""

    def compose(self, case: Case, base: Base, /) -> Iterator[Draft]:
        """Yield the drafts of the kind, in order; `base` holds the objects that all kinds share."""


KINDS: tuple[Kind, ...] = (
    plan,
    invitation,
    news,
    certificate,
    sign_in_sheet,
    name_plates,
    programme,
    results_report,
    award_decision,
    calling_letter,
    money_list,
    host_script,
)
NAMES: Mapping[str, str] = {kind.KIND: kind.NAME for kind in KINDS}
PERSONAL = frozenset(kind.KIND for kind in KINDS if kind.PER_PERSON)
SHARED = frozenset({invitation.KIND, calling_letter.KIND})
"""Kinds whose papers all bear one number: an event's invitations are one outgoing paper."""
SIGNED = tuple(kind.KIND for kind in KINDS if kind.SERIES)
"""The kinds that bear a signature and a number; the others are printed, or sent to the press, as they are."""


def asked_for(kind: Kind, case: Case, only: Collection[str]) -> bool:
    """Tell whether a kind is made for an event: of those on request the ones that it names."""
    if only:
        return kind.KIND in only
    return not kind.ON_REQUEST or case.event.asks_for(kind.NAME)
