"""A paper as it was made: what a manifest remembers of it, and what a run tells."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from flows.model.signed_paper import Signing

Id = tuple[str, str]
"""Kind and key: what a paper of an event is, whatever its name."""
State = Literal["made", "unchanged", "kept"]
Change = Literal["", "added", "changed", "overtaken"]
"""What became of the data since the paper was made; overtaken: it changed after the paper was issued."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What the office's books say of a paper beside its number; `day` is ISO text, "" for none."""

    day: str = ""
    title: str = ""
    signer: str = ""
    unit: str = ""


NOT_BOOKED = Booked()
TOLD = ("kind", "path", "key", "recipient", "number", "state", "sha256", "blanks")


@dataclass(frozen=True, slots=True)
class Document:
    """A paper that was made; `path` is within its event's folder in the manifest, within outputs in what a run tells.

    `number` is the symbol as printed (045/GCN), `series` and `year` the series it was given in.
    `sha256` is what this program last put under that name: a file with another one was changed by hand.
    `moi_sha256` is what it put beside such a file, or would have. `issued` is the day on which the paper went out under
    its number, `issued_sha256` the hash of the paper as it went out. Where its lasting copy is a signed PDF, `original`
    is the hash of that, `signings` who signed it and when, `stamp` the number and day that are still to be stamped.
    `void` is why that number was made void, `replaces` and `replaced_by` lead from one paper to the other.
    `marks` are those of the paper's own data (model.difference). `day`, `title`, `signer` and `unit` are what the
    register's books say of it (Booked): a register that is lost is rebuilt from them. `blanks` are the headings of the
    `[CẦN BỔ SUNG: ...]` that stand in the paper, None where an older version did not look. In what a run tells,
    `change` is what became of the paper's data, `fields` the headings of what is different.
    """

    kind: str
    path: str
    key: str
    recipient: str
    number: str | None
    state: State
    sha256: str
    template_sha256: str = ""
    series: str | None = None
    year: int | None = None
    moi_sha256: str = ""
    issued: str = ""
    void: str = ""
    replaces: str = ""
    replaced_by: str = ""
    marks: str = ""
    issued_sha256: str = ""
    day: str = ""
    title: str = ""
    signer: str = ""
    unit: str = ""
    blanks: tuple[str, ...] | None = None
    original: str = ""
    signings: tuple[Signing, ...] = ()
    stamp: str = ""
    change: Change = ""
    fields: tuple[str, ...] = ()

    @property
    def id(self) -> Id:
        """Return what the document is, whatever its name."""
        return self.kind, self.key

    def in_outputs(
        self, folder: str, *, state: State | None = None, change: Change = "", fields: tuple[str, ...] = ()
    ) -> Document:
        """Return the paper as a run tells of it; `folder` is its event's."""
        return replace(self, path=f"{folder}/{self.path}", state=state or self.state, change=change, fields=fields)

    def as_json(self) -> dict[str, object]:
        """Return the paper as reports write it."""
        return {**{name: getattr(self, name) for name in TOLD}, "blanks": self.blanks or ()}

    def in_full(self) -> dict[str, object]:
        """Return the paper as --json writes it: with what changed."""
        return {**self.as_json(), "issued": self.issued or None, "change": self.change, "fields": list(self.fields)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing(Document):
    """A document that some manifest tells of, with its event; `path` is within outputs."""

    event: str
    is_removed: bool
