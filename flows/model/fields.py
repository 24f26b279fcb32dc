"""Declare a field of a sheet once: its key, heading, aliases and kind. All else is derived from here."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

Kind = Literal[
    "text",  # one cell as typed
    "items",  # a list in a cell: lines, or parts between ";"
    "paragraphs",  # long text, one paragraph a line
    "day",
    "open_day",  # a day that may still lack its day: "tháng 6/2024"
    "birth",  # a day, a month or only a year
    "span",  # several days in one cell: "01-02/7/2024"
    "hour",
    "hours",  # from-to in one cell: "8h00-9h30"
    "moment",  # day and hour
    "number",
    "days",  # on how many days: "04 buổi (02 ngày)"
    "money",
    "rate",  # money a day, a sitting or a person: 50.000/buổi
    "score",  # 8,5: figures with the comma, or words
    "digits",  # numbers that are names: telephone, identity card
    "choice",
    "mark",  # x or blank
    "marks",  # the same, in as many columns as there are sittings
]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a sheet: `key` is what templates say, `heading` and `aliases` what people type above it."""

    key: str
    heading: str
    kind: Kind
    also: tuple[str, ...] = ()
    required: bool = False
    private: bool = False
    choices: tuple[str, ...] = ()
    example: str = ""
    note: str = ""
    attribute: str = ""

    @property
    def headings(self) -> tuple[str, ...]:
        """Every heading that names this field."""
        return (self.heading, *self.also)


def column(key: str, heading: str, kind: Kind = "text", *also: str, **more: Any) -> Any:  # noqa: ANN401 dataclass fields are typed by their annotation
    """Declare a dataclass field as a column (or a heading with a value) of a sheet.

    `also` are the other headings people type; `more` are Field's own: required, private, choices, example, note.
    """
    default = () if kind in ("items", "paragraphs", "marks") else None
    field = Field(key, heading, kind, also, **more)
    return dataclasses.field(default=default, metadata={"field": field})


# Worked out anew for each person and paper, they would add 3 s to a run of 10,000 certificates.
@cache
def fields_of(record: type) -> tuple[Field, ...]:
    """Return the declared fields of a dataclass, in the order of declaration."""
    return tuple(
        dataclasses.replace(declared.metadata["field"], attribute=declared.name)
        for declared in dataclasses.fields(record)
        if "field" in declared.metadata
    )


def field_named(record: type, key: str) -> Field:
    """Return the declared field of that key; KeyError when there is none."""
    return {field.key: field for field in fields_of(record)}[key]
