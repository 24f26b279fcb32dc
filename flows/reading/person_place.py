"""Where a field of a person stands: a person and the columns of the roster sheets in, the cell out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from flows.model.fields import field_named
from flows.model.person import Person
from flows.problems import Where
from flows.reading.cells import letters
from flows.reading.table import Header

Columns = Mapping[tuple[str, str], Mapping[str, int]]
"""For each roster sheet (file, sheet) the columns of its fields, by key, those that have one column."""


def columns_of(header: Header) -> dict[str, int]:
    """Return the columns of the fields that have one."""
    found = {key: header.columns_of(key) for key in header.keys}
    return {key: columns[0].index for key, columns in found.items() if len(columns) == 1}


def place_of(person: Person, key: str, columns: Columns) -> Where:
    """Return the cell of a person's field; the name's where a section or the sheet said it, or several columns may."""
    heading, row = field_named(Person, key).heading, re.search(r"\d+$", person.where.cell)
    column = columns.get((person.where.file, person.where.sheet), {}).get(key)
    cell = f"{letters(column)}{row[0]}" if column and row else person.where.cell
    return person.where.at(cell=cell, heading=heading)
