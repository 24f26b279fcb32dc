"""What holds a kind back: what cannot be read of an event, its agenda and its office in; the kinds that use it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from flows.documents import Kind, certificate
from flows.documents.facts import SHARED_FROM, idle
from flows.model.case import Case

Uses = Mapping[str, Collection[str]]
"""For each kind, the dotted paths that its template uses: what a bad field holds back."""

CERTIFIER = "co_quan_cap_chung_nhan"
AGENDA = "chuong_trinh"


@dataclass(frozen=True, slots=True)
class Held:
    """The keys that are missing or cannot be read, and which kinds their absence holds back."""

    case: Case
    missing: Collection[str]
    uses: Uses

    def holds(self, kind: Kind) -> bool:
        """Whether a kind cannot do without something that is missing, or its template prints it."""
        unread, used = self._unread(kind), self.uses.get(kind.KIND, ())
        if unread & (kind.NEEDS | _typed(used)):
            return True
        if any(path.startswith(AGENDA) for path in used) and any(key.startswith(f"{AGENDA}.") for key in unread):
            return True
        return bool((unread - idle(self.case)) & _made_from(kind, used))

    def _unread(self, kind: Kind) -> frozenset[str]:
        """Return what cannot be read for a kind; what the event says itself is not asked of the office that signs."""
        event, is_certificate = self.case.event, kind.KIND == certificate.KIND
        office = self.case.certifier if is_certificate else self.case.office
        said = {"nguoi_ky": event.signatory, "noi_nhan": event.recipients}
        own = {*event.faulty, *self.missing, *_agenda_faults(self.case)}
        if is_certificate and event.certified is None and "ngay_ky" in own:
            own.add("ngay_cap_chung_nhan")  # the day of signing may have been meant for the certificates
        if office is self.case.office:
            return frozenset(own | (office.faulty - {key for key, value in said.items() if value}))
        return frozenset((own - said.keys()) | office.faulty)  # another office signs with its own signatory


def _agenda_faults(case: Case) -> Iterable[str]:
    return (f"{AGENDA}.{key}" for item in case.agenda for key in item.faulty)


def _typed(used: Collection[str]) -> frozenset[str]:
    """Return the keys of the event and of the office that a template prints as they are typed."""
    objects = ("su_kien.", "co_quan.")
    return frozenset(path.split(".")[-1].removesuffix("[]") for path in used if any(each in path for each in objects))


def _made_from(kind: Kind, used: Collection[str]) -> frozenset[str]:
    """Return the keys behind the words that a kind makes of several fields, as far as its template prints them."""
    printed = {path.split("[]")[0] for path in used}
    made_from = {**SHARED_FROM, **kind.MADE_FROM}
    return frozenset().union(*(made_from[word] for word in printed & made_from.keys()))
