"""What a signing pack is made of: an event's papers in outputs, one sheaf for each kind, and its row of the list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from flows.documents import KINDS, SIGNED, Kind, certificate
from flows.model.draft import Draft, EventBatch
from flows.model.office import TWO_SIDES
from flows.publishing.disk import digest, read, standing
from flows.publishing.manifest import Entry
from flows.publishing.names import order_of
from flows.publishing.signing import Pack


@dataclass(frozen=True, slots=True)
class Told:
    """What drafts say of a kind beside its papers; `held` are people who wait until their row is mended."""

    abstract: str = ""
    signatory: str = ""
    recipients: str = ""
    two_sides: bool = False
    held: int = 0


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The papers of one kind as they stand in outputs: `contents` by path within the event's folder.

    Of `unfit` ones something does not fit the page.
    """

    kind: Kind
    entries: tuple[Entry, ...]
    contents: Mapping[str, bytes]
    told: Told
    unfit: int = 0

    def as_row(self, place: int, *, pages: int | None, apart: int) -> Mapping[str, Any]:
        """Return the kind's row of the list; `apart` are papers that no file to print holds."""
        return {
            "stt": place,
            "ten_loai": self.kind.NAME,
            "trich_yeu": self.told.abstract,
            "phai_ky": self.kind.KIND in SIGNED,
            "so_ban": len(self.entries),
            "so_trang": "" if pages is None else pages,
            "nguoi_ky": self.told.signatory,
            "noi_nhan": self.told.recipients,
            "canh_bao": "; ".join(self._warnings(apart)),
        }

    def marks(self, pack: Pack) -> Iterator[str]:
        """Yield what changes whenever the pack must be made anew."""
        yield str(self.as_row(0, pages=None, apart=0)) + str(self.told.two_sides)
        for entry in self.entries:
            pdf = pack.pdf_of(entry.path)
            yield f"{entry.path} {entry.number} {digest(self.contents[entry.path])} {standing(pdf) if pdf else ''}"

    def _warnings(self, apart: int) -> Iterator[str]:
        told = (
            (sum(entry.state == "kept" for entry in self.entries), "bản đã sửa tay"),
            (sum(bool(entry.void) for entry in self.entries), "bản có số đã hủy"),
            (sum(bool(entry.issued and not entry.void) for entry in self.entries), "bản đã phát hành"),
            (apart, "bản phải in riêng"),
            (self.told.held, "người chờ sửa dữ liệu"),
            (self.unfit, "bản không vừa trang"),
        )
        yield from (f"{count} {what}" for count, what in told if count)


def sheaves(event: EventBatch, pack: Pack, unfit: Mapping[str, int]) -> Iterator[Sheaf]:
    """Yield the papers of each kind that has any, in order of kinds and people, those to sign first.

    `unfit` counts by kind.

    Of a kind that this run does not draft, the list says what it said before.
    """
    drafts = {draft.kind: draft for draft in reversed(event.drafts)}
    held = Counter(kind for kind, key in event.standing if key)
    for kind in sorted(KINDS, key=lambda kind: kind.KIND not in SIGNED):
        entries = sorted((entry for entry in pack.entries if entry.kind == kind.KIND), key=_place)
        contents = {entry.path: content for entry in entries if (content := read(pack.folder / entry.path))}
        if contents:
            before = pack.memory.kinds.get(kind.KIND, {})
            told = _told(kind, drafts[kind.KIND]) if kind.KIND in drafts else Told(**before)
            told = replace(told, held=held[kind.KIND]) if kind.KIND in event.kinds else told
            there = tuple(entry for entry in entries if entry.path in contents)
            yield Sheaf(kind, there, contents, told, unfit.get(kind.KIND, 0))


def _place(entry: Entry) -> tuple[int, str]:
    return order_of(entry.path), entry.path


def _told(kind: Kind, draft: Draft) -> Told:
    office = draft.values["co_quan"]
    # A news report is no official paper: it has no number, and nobody signs it.
    signed = bool(draft.heading.series or draft.heading.symbol_heading)
    own = office if isinstance(office, Mapping) and signed else {}
    recipients = "Người được cấp" if kind.KIND == certificate.KIND else str(own.get("noi_nhan", ""))
    two_sides = isinstance(office, Mapping) and office.get("cach_in") == TWO_SIDES
    return Told(draft.heading.abstract, str(own.get("nguoi_ky", "")), recipients, two_sides)
