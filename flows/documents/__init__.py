"""Every kind of document, written out: one module a kind, each with the same few names.

KIND is its key and its template's name, NAME what the paper is called, NEEDS the event fields it cannot do without,
WORDS the template objects of its own with their meaning, MADE_FROM the fields that such a word is made of (one that
cannot be read holds the kind back where its template prints the word), ON_REQUEST whether it is made only where it is
asked for: by `--only` or by the event's field «Giấy tờ kèm theo», ONE_PAGE whether each is meant for one page,
NAME_LINE whether the person's name stands on a line that must not break; `waits` says why it is not due yet ("" when
it is), `compose` yields its drafts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Protocol

from flows.documents import certificate, invitation, name_plates, news, plan, programme, sign_in_sheet
from flows.documents.facts import Base
from flows.model.case import Case
from flows.model.draft import Draft
from flows.vietnamese.text import fold


class Kind(Protocol):
    """What every module of a kind offers."""

    KIND: str
    NAME: str
    NEEDS: frozenset[str]
    WORDS: dict[str, str]
    MADE_FROM: dict[str, frozenset[str]]
    PER_PERSON: bool
    ON_REQUEST: bool
    ONE_PAGE: bool
    NAME_LINE: bool

    def waits(self, case: Case, today: date, /) -> str:
        """Return why the kind is not due, in Vietnamese; empty when it is."""

    def compose(self, case: Case, base: Base, /) -> Iterator[Draft]:
        """Yield the drafts of the kind, in order; `base` holds the objects that all kinds share."""


KINDS: tuple[Kind, ...] = (plan, invitation, news, certificate, sign_in_sheet, name_plates, programme)
NAMES: Mapping[str, str] = {kind.KIND: kind.NAME for kind in KINDS}
SIGNED = frozenset({plan.KIND, invitation.KIND, certificate.KIND})
"""The kinds that bear a signature; the others are printed, or sent to the press, as they are."""


def asked_for(kind: Kind, case: Case, only: Collection[str]) -> bool:
    """Tell whether a kind is made for an event: of those on request the ones that it names."""
    if only:
        return kind.KIND in only
    return not kind.ON_REQUEST or fold(kind.NAME) in map(fold, case.event.extras)
