"""Give a template no more of people than it asks for: values and the fields that it uses in, fewer values out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from flows.model.draft import Draft
from flows.model.fields import Field, fields_of
from flows.model.person import Person
from flows.model.personal import PERSON, Personal, Withheld
from flows.model.printing import Blank

LISTS = ("chuong_trinh", "danh_sach")
_PRIVATE = tuple(field for field in fields_of(Person) if field.private)


def shared_asked(base: Mapping[str, object], used: Collection[str]) -> Mapping[str, object]:
    """Return the shared objects with the lists that a template names, and of the people in them what it names.

    Luật 91/2025/QH15: data are used for their purpose only.
    """
    unasked = _unasked("danh_sach[].", used)
    kept = {name: value for name, value in base.items() if name not in LISTS or _names(name, used)}
    people = kept.get("danh_sach")
    return {**kept, "danh_sach": [_without(each, unasked) for each in people]} if isinstance(people, list) else kept


def asked(drafts: Iterable[Draft], used: Collection[str]) -> Iterator[Draft]:
    """Yield a kind's drafts with those private fields of their people that its template names; the others are blank."""
    withheld = Withheld.of(_unasked(f"{PERSON}.", used))
    for draft in drafts:
        values = draft.values
        yield draft._replace(values=values.without(withheld)) if isinstance(values, Personal) else draft


def _unasked(prefix: str, used: Collection[str]) -> tuple[Field, ...]:
    return tuple(field for field in _PRIVATE if f"{prefix}{field.key}" not in used)


def _names(name: str, used: Collection[str]) -> bool:
    return any(path.split(".")[0].removesuffix("[]") == name for path in used)


def _without(person: object, unasked: Collection[Field]) -> object:
    if not isinstance(person, Mapping):
        return person
    blanks = {field.key: Blank(field.heading) for field in unasked if person.get(field.key)}
    return {**person, **blanks} if blanks else person
