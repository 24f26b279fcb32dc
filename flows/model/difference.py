"""What of a document's data changed: drafts in, a short mark for each field out, and the headings of those that differ.

A mark is six digits of a hash: enough to see that a cell changed, too little to read it back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter

from flows.model.draft import HEAD, Draft
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.model.printing import Blank

Marks = Mapping[str, str]
_Named = tuple[str, str, Callable[[str, str, str], str]]

_RECORDS = (("nguoi", Person), ("su_kien", Event), ("co_quan", Office))
_LISTS = {"chuong_trinh": "Chương trình", "danh_sach": "Danh sách"}
_OWN = {"van_ban.ngay": "Ngày văn bản", "van_ban.ky_hieu": "Số, ký hiệu"}
# Backwards, as the lines of earlier manifests have them.
_HEAD = {path.removeprefix(f"{HEAD}."): path for path in reversed(_OWN)}
TEMPLATE = "Mẫu Word"
"""What is named when nothing but the template changed."""


def own_marks(draft: Draft) -> str:
    """Return, as a line of a manifest, the marks of what is this document's alone: its person, its number and day."""
    # Of a draft that is laid out, the same stands there already.
    laid_out = draft.values.get(HEAD)
    head = laid_out if isinstance(laid_out, dict) else draft.heading.number_and_day()
    own = [_marked_once(path, _text(head[name]), path) for name, path in _HEAD.items()]
    own += _of_record(draft.values, "nguoi", Person)
    return " ".join(own)


def shared_marks(draft: Draft) -> Marks:
    """Return the marks of what all documents of its kind share: the fields of the event and its office, the lists."""
    lists = [_marked_once(name, _text(draft.values[name]), name) for name in _LISTS if draft.values.get(name)]
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
    # `isinstance(held, Mapping)` takes longer than two of the marks.
    if not isinstance(held, dict):
        return []
    named, values_of = _reader(name, record)
    # Most of a person's cells are blank: false, and equal to no number, which is quicker known than asked.
    return [
        mark(path, value if type(value) is str else _text(value), key)
        for (path, key, mark), value in zip(named, values_of(held), strict=True)
        if type(value) is not Blank and (value or value == 0)
    ]


@cache
def _reader(name: str, record: type) -> tuple[tuple[_Named, ...], itemgetter[tuple[object, ...]]]:
    """Return path, key and maker of the mark of each field, and what takes all the values out of a record."""
    first, *others = keys = [field.key for field in fields_of(record)]
    named = tuple((f"{name}.{key}", key, _marked_once if key in _UNIQUE else _marked) for key in keys)
    return named, itemgetter(first, *others)


def _text(value: object) -> str:
    if isinstance(value, date):
        return _day_text(value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list) else str(value)


# What prints a day takes longer than its mark.
_day_text = lru_cache(maxsize=1 << 14, typed=True)(str)


def _marked_once(path: str, text: str, key: str) -> str:
    """Return a value's mark with its path before it, as `packed` has them; `key` is the path or its last name.

    Which of them it is must not change: the marks of earlier manifests are compared with those of now.
    """
    told = f"{key}|{text}".encode("utf-8", "surrogatepass")
    return f"{path}={hashlib.blake2b(told, digest_size=3).hexdigest()}"


# Posts, units, days and results stand in a roster thousands of times; these are everybody's own.
_marked = lru_cache(maxsize=1 << 14)(_marked_once)
_UNIQUE = frozenset({"stt", "ho_ten"})


def _all_headings() -> Iterator[tuple[str, str]]:
    for prefix, record in _RECORDS:
        for field in fields_of(record):
            yield f"{prefix}.{field.key}", field.heading
    yield from _LISTS.items()
    yield from _OWN.items()
