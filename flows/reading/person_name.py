"""Read a name cell: "Đ/c NGUYỄN VĂN A (Trưởng ban)" in; honorific, name, note and mistakes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.problems import Mistake
from flows.vietnamese.names import is_shouting, looks_like_name, proper_case, split_honorific

NO_NAME = Mistake("Chưa có họ tên.", "Ghi họ và tên, hoặc xóa dòng này.")
NOT_A_NAME = Mistake("Đây không phải họ tên người.", "Ghi họ và tên bằng chữ.")
_NOTE = re.compile(r"\(([^)]*)\)?")


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name as papers print it, with what stood around it in the cell."""

    name: str
    honorific: str = ""
    note: str = ""
    mistakes: tuple[Mistake, ...] = ()


def read_name(text: str) -> NameReading:
    """Return the name of a person, its honorific and what was noted in brackets or on a second line."""
    notes = [*_NOTE.findall(text), *text.split("\n")[1:]] if "(" not in text else _NOTE.findall(text)
    plain = " ".join(_NOTE.sub(" ", text).split("\n")[0].split()).strip(" .,;:-–")
    honorific, name = split_honorific(plain)
    note = "; ".join(part.strip() for part in notes if part.strip())
    if not name:
        return NameReading("", honorific, note, (NO_NAME,))
    if not looks_like_name(name):
        return NameReading(name, honorific, note, (NOT_A_NAME,))
    shouting = is_shouting(name) or name == name.lower()
    return NameReading(proper_case(name) if shouting else name, honorific, note)
