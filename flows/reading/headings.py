"""Which field a typed heading names: the text of a heading in, the declared field out."""

from __future__ import annotations

import re
from datetime import date
from difflib import get_close_matches
from functools import cache, lru_cache

from flows.model.fields import Field, fields_of
from flows.model.person import PRIVATE_COLUMNS, Person
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import bare, clean, heading_key

LONGEST_HEADING = 80
CLOSE_ENOUGH = 0.82
# As in "1. Tên lớp" and "IV. Thời gian".
_ORDINAL = re.compile(r"(?:\d{1,2}|[IVXivx]{1,4}|[A-Za-zđ])\s*[.)/]\s+|\d{1,2}\s*[.)]")


def heading_text(value: object) -> str:
    """Return a heading as one line of text; a date above an attendance column is a heading too."""
    if value is None:
        return ""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return short_date(value)
    return _in_one_line(str(value))


@lru_cache(maxsize=20_000)
def _in_one_line(text: str) -> str:
    tidy = clean(text)
    return " ".join(tidy.split()) if "\n" in tidy else tidy


@cache
def _exact(record: type) -> dict[str, Field]:
    named: dict[str, Field] = {}
    for declared in fields_of(record):
        for heading in declared.headings:
            named.setdefault(heading_key(heading), declared)
    return named


@cache
def _unmarked(record: type) -> dict[str, Field]:
    """Headings without diacritics, but only those that two fields do not share (số and sở, tổ and tờ)."""
    named: dict[str, Field | None] = {}
    for key, declared in _exact(record).items():
        plain = bare(key)
        named[plain] = declared if named.get(plain, declared) == declared else None
    for declared in fields_of(record):
        named.setdefault(declared.key.replace("_", " "), declared)
    joined = {key.replace(" ", ""): declared for key, declared in reversed(named.items())}  # NgaySinh, HOTEN
    return {key: declared for key, declared in {**joined, **named}.items() if declared is not None}


@lru_cache(maxsize=20_000)
def field_for(record: type, heading: str) -> Field | None:
    """Return the field that a heading names: with its marks first, without them only when nothing else could be meant.

    An ordinal before it does not count ("1. Tên lớp") unless it is part of a heading ("S.T.T").
    """
    if not heading or len(heading) > LONGEST_HEADING:
        return None
    ordinal = _ORDINAL.match(heading)
    return _named(record, heading) or (_named(record, heading[ordinal.end() :]) if ordinal else None)


def _named(record: type, heading: str) -> Field | None:
    key = heading_key(heading)
    if not key or (record is Person and is_private(heading)):
        return None
    return _exact(record).get(key) or _unmarked(record).get(bare(key).replace("_", " "))


_PRIVATE = re.compile(r"(?:ten )?(?:dan ?toc|ton ?giao)\b.*")


@lru_cache(maxsize=1_000)
def is_private(heading: str) -> bool:
    """Whether a heading of a roster says ethnic group or religion, in any spelling; DT may do so, ĐT does not."""
    key = heading_key(heading)
    return key in map(heading_key, PRIVATE_COLUMNS) or bool(_PRIVATE.fullmatch(bare(key)))


def nearest(record: type, heading: str) -> Field | None:
    """Return the field whose heading is closest to a mistyped one."""
    known = _unmarked(record)
    close = get_close_matches(bare(heading_key(heading[:LONGEST_HEADING])), known, n=1, cutoff=CLOSE_ENOUGH)
    return known[close[0]] if close else None


@lru_cache(maxsize=20_000)
def first_word(text: str) -> str:
    """Return the first word of a cell in small letters."""
    return "".join(text.casefold().split(maxsplit=1)[:1])


@cache
def first_words(record: type, keys: frozenset[str]) -> frozenset[str]:
    """Return the first words, in small letters, of every heading of these fields: a quick sieve for header rows."""
    wanted = [declared for declared in fields_of(record) if declared.key in keys]
    words = {heading_key(heading).split()[0] for declared in wanted for heading in declared.headings}
    return frozenset({*words, *map(bare, words)})
