"""What of a document's data changed: drafts in, a short mark for each field out, and the headings of those that differ.

A mark is six digits of a hash: enough to see that a cell changed, too little to read it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from itertools import chain
from operator import itemgetter

from flows.model.draft import Draft
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.model.printing import Blank

Marks = Mapping[str, str]

_RECORDS = (("nguoi", Person), ("su_kien", Event), ("co_quan", Office))
_LISTS = {"chuong_trinh": "Chương trình", "danh_sach": "Danh sách"}
_OWN = {"van_ban.ngay": "Ngày văn bản", "van_ban.ky_hieu": "Số, ký hiệu"}
TEMPLATE = "Mẫu Word"
"""What is named when nothing but the template changed."""


def own_marks(draft: Draft) -> str:
    """Return, as a line of a manifest, the marks of what is this document's alone: its person, its number and day."""
    own = [_mark(f"van_ban.{name}", one) for name, one in draft.heading.number_and_day().items()]
    own += _of_record(draft.values, "nguoi", Person)
    return " ".join(own)


def shared_marks(draft: Draft) -> Marks:
    """Return the marks of what all documents of its kind share: the fields of the event and its office, the lists."""
    lists = [_mark(name, draft.values[name]) for name in _LISTS if draft.values.get(name)]
    records = (_of_record(draft.values, prefix, record) for prefix, record in _RECORDS[1:])
    return unpacked(" ".join([*lists, *chain.from_iterable(records)]))


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


def _of_record(values: Mapping[str, object], name: str, record: type) -> list[str]:
    held = values.get(name)
    if not isinstance(held, Mapping):
        return []
    names, values_of = _reader(name, record)
    # Most of a person's cells are blank: false, and equal to no number, which is quicker known than asked.
    given = ((one, value) for one, value in zip(names, values_of(held), strict=True) if type(value) is not Blank)
    return [_mark(path, value, key) for (path, key), value in given if value or value == 0]


@lru_cache(maxsize=len(_RECORDS))
def _reader(name: str, record: type) -> tuple[tuple[tuple[str, str], ...], itemgetter[tuple[object, ...]]]:
    """Return path and key of each field, and what takes all the values out of a record."""
    first, *others = keys = [field.key for field in fields_of(record)]
    return tuple((f"{name}.{key}", key) for key in keys), itemgetter(first, *others)


def _mark(path: str, value: object, key: str = "") -> str:
    """Return a value's mark with its path before it, as `packed` has them; `key` is what the field is called alone."""
    if type(value) is str:
        return _marked(path, value, key)
    return _marked_day(path, value, key) if isinstance(value, date) else _marked(path, _text(value), key)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list) else str(value)


# Posts, units, days and results stand in a roster thousands of times.
@lru_cache(maxsize=1 << 12)
def _marked(path: str, text: str, key: str) -> str:
    told = f"{key or path}|{text}".encode("utf-8", "surrogatepass")
    return f"{path}={hashlib.blake2b(told, digest_size=3).hexdigest()}"


# All papers of a kind bear one day; what prints a day takes longer than its mark.
@lru_cache(maxsize=1 << 7, typed=True)
def _marked_day(path: str, day: date, key: str) -> str:
    return _marked(path, str(day), key)


def _all_headings() -> Iterator[tuple[str, str]]:
    for prefix, record in _RECORDS:
        for field in fields_of(record):
            yield f"{prefix}.{field.key}", field.heading
    yield from _LISTS.items()
    yield from _OWN.items()
