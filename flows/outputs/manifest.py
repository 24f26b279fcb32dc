"""The memory of an event's folder: manifest.json as values, and back."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from flows.documents import NAMES
from flows.model.difference import TEMPLATE, Marks, headings, own_marks, unpacked
from flows.model.draft import Draft
from flows.model.recorded_paper import TOLD, Document, Id
from flows.model.signed_paper import Signing
from flows.outputs.file_names import is_inside

Told = Mapping[str, object]


def _told(paper: Document, folder: str) -> Told:
    """Return a paper's JSON object: what reports tell of it, and what only this program asks for."""
    told = {name: getattr(paper, name) for name in (*_ALWAYS, *_WHERE_TOLD)}
    told |= {"path": f"{folder}/{paper.path}", "blanks": paper.blanks or ()}
    told["signings"] = [asdict(one) for one in paper.signings]
    return {name: value for name, value in told.items() if value or name in _ALWAYS}


_ALWAYS = (*TOLD, "template_sha256")
_OF_A_RUN = ("change", "fields")
_WHERE_TOLD = tuple(one.name for one in fields(Document) if one.name not in (*_ALWAYS, *_OF_A_RUN))


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything an event's folder holds; `removed` are those moved to bo/, whose numbers stay taken.

    `shared` are, for each kind, the marks of what all its papers share (model.difference); `changes` what the last run
    that changed anything had changed, in lines to read: whoever is asked later cannot compare any more. `problems` is
    what the last run had to say, as JSON.
    """

    event: str = ""
    title: str = ""
    entries: tuple[Document, ...] = ()
    removed: tuple[Document, ...] = ()
    shared: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    problems: tuple[Told, ...] = ()

    def by_id(self) -> dict[Id, Document]:
        """Return the entries by kind and key."""
        return {entry.id: entry for entry in self.entries}

    def changed(self, before: Document, own: str, shared: Marks, template_sha256: str) -> tuple[str, ...]:
        """Return the headings of what changed since a paper was made: in its own data, its kind's, its template."""
        then = {**unpacked(before.marks), **unpacked(self.shared.get(before.kind, ""))}
        found = headings(then, {**unpacked(own), **shared}) if before.marks else ()
        return found if before.template_sha256 in ("", template_sha256) else (*found, TEMPLATE)

    def dumps(self, folder: str) -> bytes:
        """Return the bytes of manifest.json."""
        told: dict[str, object] = {
            "event": self.event,
            "title": self.title,
            "documents": [_told(entry, folder) for entry in self.entries],
            "problems": self.problems,
        }
        others = {
            "shared": dict(sorted(self.shared.items())),
            "changes": self.changes,
            "removed": [_told(entry, folder) for entry in self.removed],
        }
        told |= {name: value for name, value in others.items() if value}
        content = io.BytesIO()
        # A lone surrogate comes out as its JSON escape, and reads back as it was.
        with io.TextIOWrapper(content, "utf-8", "backslashreplace", newline="\n") as file:
            json.dump(told, file, ensure_ascii=False, indent=2)
            file.write("\n")
            file.flush()
            return content.getvalue()


def remembered(draft: Draft, path: str, sha256: str, template_sha256: str) -> Document:
    """Return the entry of a draft that was made."""
    head, marks = draft.heading, own_marks(draft)
    made = Document(draft.kind, path, draft.key, draft.recipient, None, "made", sha256, template_sha256, marks=marks)
    if head.series is None or head.number is None:
        return made
    return replace(
        made,
        number=head.series.symbol(head.number),
        series=head.series.pattern,
        year=head.series.year,
        replaces=head.replaces,
        **asdict(head.booked),
    )


def gone_out(entry: Document, draft: Draft, issued_sha256: str) -> Document:
    """Return the entry of a paper that goes out."""
    day = draft.heading.day
    # A register rebuilt by hand may know that a paper went out, and not when.
    return replace(entry, issued=day.isoformat() if isinstance(day, date) else "?", issued_sha256=issued_sha256)


def in_order(entries: Iterable[Document]) -> tuple[Document, ...]:
    """Return the entries as the office reads them: plan, invitations, news, certificates, others; then by path."""
    rank = {kind: place for place, kind in enumerate(NAMES)}
    return tuple(sorted(entries, key=lambda entry: (rank.get(entry.kind, len(rank)), entry.kind, entry.path)))


@lru_cache(maxsize=1)
def loads(content: bytes) -> Manifest | None:
    """Return the manifest these bytes hold, None when they are damaged or tell of files outside their folder."""
    # A run reads an event's manifest some four times; of 100,000 papers each reading takes 4 seconds.
    try:
        told = json.loads(content)
        manifest = Manifest(
            _text(told["event"]),
            _text(told["title"]),
            tuple(map(_entry, told.get("documents", ()))),
            tuple(map(_entry, told.get("removed", ()))),
            {str(kind): str(marks) for kind, marks in told.get("shared", {}).items()},
            tuple(map(str, told.get("changes", ()))),
            tuple(problem for problem in told.get("problems", ()) if isinstance(problem, dict)),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    paths = {entry.path for entry in manifest.entries}
    return manifest if len(paths) == len(manifest.by_id()) == len(manifest.entries) else None


def _entry(told: Mapping[str, Any]) -> Document:
    """Return the entry of a JSON object; one that lacks a member or has one of another type raises."""
    needed: dict[str, Any] = {name: _text(told[name]) for name in _NEEDED}
    folder, _, path = needed.pop("path").partition("/")
    if not (is_inside(folder) and is_inside(path)):
        raise ValueError(path)
    later: dict[str, Any] = {name: _text(told.get(name) or "") for name in _LATER}
    number, series, year, blanks = map(told.get, ("number", "series", "year", "blanks"))
    return Document(
        path=path,
        **needed,
        **later,
        state="kept" if _text(told["state"]) == "kept" else "made",
        number=None if number is None else _text(number),
        series=None if series is None else _text(series),
        year=year if isinstance(year, int) else None,
        blanks=None if blanks is None else tuple(map(_text, blanks)),
        signings=tuple(Signing(_text(one["signer"]), _text(one["at"])) for one in told.get("signings", ())),
    )


_NEEDED = ("kind", "path", "key", "recipient", "sha256", "template_sha256")
_LATER = tuple(one.name for one in fields(Document) if one.default == "" and one.name not in (*_NEEDED, *_OF_A_RUN))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value
