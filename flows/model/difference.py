"""Mark the data a document was made from, and name what differs from the marks of an earlier run.

A mark is six digits of a hash: enough to see that a cell changed, too little to read it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping

from flows.model.draft import Draft
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.model.printing import Blank

Marks = Mapping[str, str]

_RECORDS = {"nguoi": Person, "su_kien": Event, "co_quan": Office}
_LISTS = {"chuong_trinh": "Chương trình", "danh_sach": "Danh sách"}
_OWN = {"van_ban.ngay": "Ngày văn bản", "van_ban.ky_hieu": "Số, ký hiệu"}
TEMPLATE = "Mẫu Word"
"""What is named when nothing but the template changed."""


def own_marks(draft: Draft) -> str:
    """Return, as a line of a manifest, the marks of what is this document's alone: its person, its number and day."""
    head = draft.heading.number_and_day()
    # In the order in which the manifests of earlier versions have them.
    marks = {path: _mark(path, head[path.removeprefix("van_ban.")]) for path in ("van_ban.ky_hieu", "van_ban.ngay")}
    return packed({**marks, **_of_record(draft.values, "nguoi")})


def shared_marks(draft: Draft) -> Marks:
    """Return the marks of what all documents of its kind share: the fields of the event and its office, the lists."""
    lists = {name: _mark(name, draft.values[name]) for name in _LISTS if draft.values.get(name)}
    return {**lists, **_of_record(draft.values, "su_kien"), **_of_record(draft.values, "co_quan")}


def headings(before: Marks, now: Marks) -> tuple[str, ...]:
    """Return the headings of what differs, in the order of declaration."""
    differing = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    return tuple(dict.fromkeys(heading for path, heading in _all_headings() if path in differing))


def packed(marks: Marks) -> str:
    """Return marks as one line of a manifest."""
    return " ".join(f"{path}={mark}" for path, mark in marks.items())


def unpacked(line: str) -> Marks:
    """Return the marks of a line; whatever is no mark is left out."""
    return {path: mark for path, found, mark in (part.partition("=") for part in line.split()) if found}


def _of_record(values: Mapping[str, object], name: str) -> Marks:
    record = values.get(name)
    if not isinstance(record, Mapping):
        return {}
    told = ((field.key, record[field.key]) for field in fields_of(_RECORDS[name]))
    known = ((key, value) for key, value in told if not isinstance(value, Blank))
    return {f"{name}.{key}": _mark(key, value) for key, value in known if value or value == 0}


def _mark(key: str, value: object) -> str:
    """Return a value's mark; how it is made must not change, for manifests of earlier versions hold such marks."""
    text = json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list) else str(value)
    return hashlib.blake2b(f"{key}|{text}".encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()


def _all_headings() -> Iterator[tuple[str, str]]:
    for name, record in _RECORDS.items():
        yield from ((f"{name}.{field.key}", field.heading) for field in fields_of(record))
    yield from _LISTS.items()
    yield from _OWN.items()
