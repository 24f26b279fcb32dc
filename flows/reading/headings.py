"""Which field a typed heading names: the text of a heading in, the declared field out."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache

from flows.model.fields import Field, fields_of
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import bare, clean, heading_key


def heading_text(value: object) -> str:
    """Return a heading as one line of text; a date above an attendance column is a heading too."""
    if value is None:
        return ""
    if hasattr(value, "year"):
        return short_date(value)  # type: ignore[arg-type]  # openpyxl gives dates and datetimes
    return " ".join(clean(str(value)).split())


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
    return {key: declared for key, declared in named.items() if declared is not None}


def field_for(record: type, heading: str) -> Field | None:
    """Return the field that a heading names: with its marks first, without them only when nothing else could be meant."""
    key = heading_key(heading)
    if not key:
        return None
    return _exact(record).get(key) or _unmarked(record).get(bare(key).replace("_", " "))


def nearest(record: type, heading: str) -> Field | None:
    """Return the field whose heading is closest to a mistyped one."""
    known = _unmarked(record)
    close = get_close_matches(bare(heading_key(heading)), known, n=1, cutoff=0.82)
    return known[close[0]] if close else None
