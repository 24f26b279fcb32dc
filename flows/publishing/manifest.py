"""The memory of an event's folder: manifest.json in, what stands there in values out, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from operator import attrgetter, itemgetter
from typing import Any, Literal, NamedTuple

from flows.model.difference import own_marks
from flows.model.draft import TOLD, Booked, Change, Document, Draft, State
from flows.publishing.names import is_inside

Id = tuple[str, str]
Told = Mapping[str, object]

_KINDS = ("ke-hoach", "giay-moi", "tin-bai", "giay-chung-nhan", "danh-sach-diem-danh", "bien-ten", "chuong-trinh")


class Entry(NamedTuple):
    """A document as the manifest remembers it; `path` is within the event's folder.

    `number` is the symbol as printed (045/GCN), `series` and `year` the series it was given in.
    `sha256` is what this program last put under that name: a file with another one was changed by hand.
    `moi_sha256` is what it put beside such a file. `issued` is the day on which the paper went out under its number,
    `issued_sha256` the hash of its lasting copy.
    `void` is why that number was made void, `replaces` and `replaced_by` lead from one paper to the other.
    `marks` are those of the paper's own data (model.difference). `day`, `title`, `signer` and `unit` are what the
    register's books say of it (model.draft.Booked): a register that is lost is rebuilt from them.
    """

    kind: str
    path: str
    key: str
    recipient: str
    number: str | None
    state: Literal["made", "kept"]
    sha256: str
    template_sha256: str
    series: str | None = None
    year: int | None = None
    moi_sha256: str = ""
    issued: str = ""
    void: str = ""
    replaces: str = ""
    replaced_by: str = ""
    marks: str = ""
    day: str = ""
    title: str = ""
    signer: str = ""
    unit: str = ""
    issued_sha256: str = ""

    @property
    def id(self) -> Id:
        """Return what the document is, whatever its name."""
        return self.kind, self.key

    def document(
        self, folder: str, *, state: State | None = None, change: Change = "", fields: tuple[str, ...] = ()
    ) -> Document:
        """Return the document as the commands tell of it."""
        where, now = f"{folder}/{self.path}", state or self.state
        told = (self.kind, where, self.key, self.recipient, self.number, now, self.sha256, self.issued)
        return Document(*told, change, fields, self.issued_sha256)

    def members(self, folder: str) -> list[str]:
        """Return the members of its JSON object: DOCUMENT's, and what only this program asks for."""
        values = list(_values_of(self))
        values[_PATH] = f"{folder}/{self.path}"
        told = zip(_NAMED, values, strict=True)
        return [
            name + (quoted(one) if type(one) is str else _other(one)) for (name, always), one in told if one or always
        ]


_ALWAYS = (*TOLD, "template_sha256")
_EXTRA = (
    "series",
    "year",
    "moi_sha256",
    "issued",
    "void",
    "replaces",
    "replaced_by",
    "marks",
    "issued_sha256",
    *Booked._fields,
)
_PATH = _ALWAYS.index("path")
_NAMED = [(f'"{name}": ', name in _ALWAYS) for name in (*_ALWAYS, *_EXTRA)]
_values_of = attrgetter(*_ALWAYS, *_EXTRA)


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything an event's folder holds; `removed` are those moved to bo/, whose numbers stay taken.

    `shared` are, for each kind, the marks of what all its papers share (model.difference); `changes` what the last run
    that changed anything had changed, in lines to read: whoever is asked later cannot compare any more. `problems` is
    what the last run had to say, as JSON.
    """

    event: str = ""
    title: str = ""
    entries: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    shared: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[str, ...] = ()
    problems: tuple[Told, ...] = ()

    def by_id(self) -> dict[Id, Entry]:
        """Return the entries by kind and key."""
        return {entry.id: entry for entry in self.entries}

    def dumps(self, folder: str) -> bytes:
        """Return the bytes of manifest.json."""
        pieces = [_opening(self.event), f'  "title": {_quick(self.title)}'.encode("utf-8", _ESCAPED)]
        pieces += _list("documents", (entry.members(folder) for entry in self.entries))
        pieces += _list("problems", (_members(problem) for problem in self.problems))
        if self.shared:
            pieces.append(_member("shared", _by_name(self.shared)))
        if self.changes:
            pieces.append(_member("changes", _texts(self.changes)))
        if self.removed:
            pieces += _list("removed", (entry.members(folder) for entry in self.removed))
        return b"".join([*pieces, b"\n}\n"])


# Indented, json writes in Python and takes seconds for a hundred thousand papers; these lines are the same.
_quick = json.JSONEncoder(ensure_ascii=False).encode
# All papers of an event are of one year.
_other = lru_cache(maxsize=16, typed=True)(_quick)
_MARGIN = "\n      "
_BREAK = f",{_MARGIN}"
# A lone surrogate comes out as its JSON escape, and reads back as it was.
_ESCAPED = "backslashreplace"


def _opening(event: str) -> bytes:
    return f'{{\n  "event": {_quick(event)},\n'.encode("utf-8", _ESCAPED)


def _member(name: str, told: bytes) -> bytes:
    return b',\n  "%b": %b' % (name.encode(), told)


def _list(name: str, records: Iterable[Iterable[str]]) -> Iterator[bytes]:
    """Yield a list of objects in pieces: joined here and again with the rest, it would be in memory several times."""
    before = "["
    yield _member(name, b"")
    for record in records:
        yield f"{before}\n    {{{_MARGIN}{_BREAK.join(record)}\n    }}".encode("utf-8", _ESCAPED)
        before = ","
    yield b"[]" if before == "[" else b"\n  ]"


def _texts(texts: Iterable[str]) -> bytes:
    return "[\n{}\n  ]".format(",\n".join(f"    {_quick(text)}" for text in texts)).encode("utf-8", _ESCAPED)


def _by_name(record: Mapping[str, object]) -> bytes:
    told = ",\n    ".join(_members(dict(sorted(record.items()))))
    return f"{{\n    {told}\n  }}".encode("utf-8", _ESCAPED)


def _members(record: Told) -> Iterator[str]:
    return (f"{_quick(name)}: {_quick(value)}" for name, value in record.items())


def begins_for(content: bytes, event: str) -> bool:
    """Tell, without reading it whole, whether a manifest as we write it is this event's."""
    return content.startswith(_opening(event))


def remembered(draft: Draft, path: str, sha256: str, template_sha256: str) -> Entry:
    """Return the entry of a draft that was made."""
    head, marks = draft.heading, own_marks(draft)
    made = draft.kind, path, draft.key, draft.recipient
    if head.series is None or head.number is None:
        return Entry(*made, None, "made", sha256, template_sha256, marks=marks)
    day, title, signer, unit = head.booked
    return Entry(
        *made,
        head.series.symbol(head.number),
        "made",
        sha256,
        template_sha256,
        head.series.pattern,
        head.series.year,
        replaces=head.replaces,
        marks=marks,
        day=day,
        title=title,
        signer=signer,
        unit=unit,
    )


def gone_out(entry: Entry, draft: Draft, issued_sha256: str) -> Entry:
    """Return the entry of a paper that goes out."""
    day = draft.heading.day
    # A register rebuilt by hand may know that a paper went out, and not when.
    return entry._replace(issued=day.isoformat() if isinstance(day, date) else "?", issued_sha256=issued_sha256)


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries as the office reads them: plan, invitations, news, certificates, others; then by path."""
    rank = {kind: place for place, kind in enumerate(_KINDS)}
    return tuple(sorted(entries, key=lambda entry: (rank.get(entry.kind, len(rank)), entry.kind, entry.path)))


# Whoever comes next reads the same one: the publication, the signing pack, the page to look at.
# Both are set in one act, for threads.
_last: list[tuple[bytes, Manifest | None]] = [(b"", None)]


def loads(content: bytes) -> Manifest | None:
    """Return the manifest these bytes hold, None when they are damaged or tell of files outside their folder."""
    mark = sha256(content).digest()
    known, manifest = _last[0]
    if known != mark:
        manifest = _loaded(content)
        _last[0] = mark, manifest
    return manifest


def written(content: bytes, manifest: Manifest) -> None:
    """Take note of what was written as these bytes: to read a large event's again takes a quarter of all memory."""
    _last[0] = sha256(content).digest(), manifest


def _loaded(content: bytes) -> Manifest | None:
    try:
        # Entries at once: as the mappings they come in, a hundred thousand would take another 200 MB.
        told = json.loads(content, object_hook=_read)
        documents, removed = (tuple(map(_sure, told.get(name, ()))) for name in ("documents", "removed"))
        shared = {str(kind): str(marks) for kind, marks in told.get("shared", {}).items()}
        changes = tuple(map(str, told.get("changes", ())))
        problems = tuple(problem for problem in told.get("problems", ()) if isinstance(problem, dict))
        manifest = Manifest(_text(told, "event"), _text(told, "title"), documents, removed, shared, changes, problems)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    paths = {entry.path for entry in manifest.entries}
    return manifest if len(paths) == len(manifest.by_id()) == len(manifest.entries) else None


def _read(told: dict[str, Any]) -> Entry | dict[str, Any]:
    return _entry(told) if "template_sha256" in told else told


def _sure(found: object) -> Entry:
    if not isinstance(found, Entry):
        raise TypeError
    return found


def _entry(told: Mapping[str, Any]) -> Entry:
    kind, place, key, recipient, state, sha256, template_sha256 = needed = _NEEDED(told)
    number, series, year = told.get("number"), told.get("series"), told.get("year")
    later = [told.get(name) or "" for name in _LATER]
    named = ["" if one is None else one for one in (number, series)]
    "".join((*needed, *named, *later))  # raises TypeError where one is no text
    folder, _, path = place.partition("/")
    if not (is_inside(folder) and is_inside(path)):
        raise ValueError(path)
    return Entry(
        kind,
        path,
        key,
        recipient,
        number,
        "kept" if state == "kept" else "made",
        sha256,
        template_sha256,
        series,
        year if isinstance(year, int) else None,
        *later,
    )


# Asked for together, for there may be a hundred thousand entries.
_NEEDED = itemgetter("kind", "path", "key", "recipient", "state", "sha256", "template_sha256")
_LATER = tuple(name for name, default in Entry._field_defaults.items() if default == "")


def _text(told: Mapping[str, object], name: str) -> str:
    value = told[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value
