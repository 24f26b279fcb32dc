"""Walk down a roster: its rows in; the people's rows with their section and unit, and every wrong total, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flows.problems import Problem
from flows.reading.cells import Sheet
from flows.reading.columns import as_text
from flows.reading.headings import field_for, heading_text
from flows.reading.people import Level, RosterRow, classify, name_column
from flows.reading.row_words import is_group, is_guests, is_hamlet, is_unit
from flows.reading.table import Header
from flows.vietnamese.text import fold

FARTHEST_GAP = 300
"""So many rows with nothing in them end a table."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """The row of a person, the innermost section it stands under, and the unit and hamlet that the sections name."""

    number: int
    section: str = ""
    unit: str = ""
    hamlet: str = ""


@dataclass(slots=True)
class _Open:
    """A section that has not ended yet, and the people counted in it so far."""

    row: RosterRow
    people: int = 0


@dataclass
class Walk:
    """What was met on the way down a roster; `names`: section, unit and hamlet of whoever stands here, once asked."""

    sheet: Sheet
    people: list[PersonRow] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    sections: list[_Open] = field(default_factory=list)
    names: tuple[str, str, str] | None = None
    footer: RosterRow | None = None
    below: list[int] = field(default_factory=list)
    totals: list[tuple[int, Problem]] = field(default_factory=list)

    def doubts(self, everybody: int) -> list[Problem]:
        """Return what is wrong; a total that counts everybody of the sheet's tables together is right."""
        return [*self.problems, *(problem for count, problem in self.totals if count != everybody)]


def walk(header: Header) -> Walk:
    """Return the rows of people in a table, with totals and counts compared as they are passed."""
    way = Walk(header.sheet)
    last = header.bottom
    for number in header.body():
        if number - last > FARTHEST_GAP:
            way.problems.append(_beyond(way, number))
            break
        last = number
        row = classify(header, number)
        if number in header.sheet.hidden_rows:
            way.hidden += [number] if row.kind == "person" and not _names_columns(header, number) else []
        elif way.footer:
            _below(way, header, row)
        else:
            _pass(way, row)
    _close(way, 0)
    if way.below:
        way.problems.append(_lost(way, header))
    return way


def _names_columns(header: Header, row: int) -> bool:
    """Whether a hidden row holds the names that a program gave the columns: stt, hoten, ngaysinh."""
    texts = [heading_text(cell.value) for cell in header.sheet.filled(row)]
    return sum(field_for(header.record, text) is not None for text in texts) > 1


def _pass(way: Walk, row: RosterRow) -> None:
    match row.kind:
        case "person":
            for section in way.sections:
                section.people += 1
            way.people.append(_standing(way, row.number))
        case "section":
            settled = _settled(way, row)
            _close(way, _depth(way, settled.level))
            way.sections.append(_Open(settled))
        case "total":
            _compare_total(way, row)
        case "rest":
            way.problems.append(_rest(way, row))
        case "footer":
            way.footer = row
            _compare(way, row, len(way.people))


def _rest(way: Walk, row: RosterRow) -> Problem:
    where = way.sheet.where.at(cell=row.cell.address if row.cell else f"A{row.number}")
    message = f"Dòng này thuộc người ở dòng trên (ô {row.text}), nên không đọc."
    return Problem(where, message, "Gộp vào ô của dòng trên; nếu là người khác thì ghi họ tên.", "warning")


def _standing(way: Walk, number: int) -> PersonRow:
    if way.names is None:
        way.names = _names(way.sections)
    return PersonRow(number, *way.names)


def _names(sections: Sequence[_Open]) -> tuple[str, str, str]:
    """Return the innermost section, the unit and the hamlet that the open sections name."""
    names = [section.row.text for section in sections]
    telling = [name for name in reversed(names) if name and (is_guests(name) or not is_group(name))]
    # A hamlet is a part of the commune whose section it stands in; alone it is all that is known of the unit.
    hamlet = telling.pop(0) if len(telling) > 1 and is_hamlet(telling[0]) and is_unit(telling[1]) else ""
    unit = next(iter(telling), "")
    return names[-1] if names else "", "" if is_guests(unit) else unit, hamlet


def _depth(way: Walk, level: Level) -> int:
    """Return how many sections stay open above a new one: those before the last of its own level, else all.

    A section without an ordinal stands below those that have one.
    """
    same = [place for place, section in enumerate(way.sections) if section.row.level == level]
    return same[-1] if same else len(way.sections)


def _settled(way: Walk, row: RosterRow) -> RosterRow:
    """Return the section with its level settled: C or I after B or H is a letter, not a Roman number."""
    letters = [section.row.mark for section in way.sections if section.row.level == "letter"]
    follows = letters and row.level == "roman" and len(row.mark) == 1 and ord(row.mark) == ord(letters[-1][-1:]) + 1
    return replace(row, level="letter") if follows else row


def _close(way: Walk, depth: int) -> None:
    """End the sections below that depth and compare each with the count in its own line."""
    for section in way.sections[depth:]:
        _compare(way, section.row, section.people)
    del way.sections[depth:]
    way.names = None


def _compare(way: Walk, row: RosterRow, people: int) -> None:
    """Add a warning when a row claims another number of people than there are."""
    if row.count is None or row.count == people or row.cell is None:
        return
    where = way.sheet.where.at(cell=row.cell.address)
    message = f"Ghi {row.count} người nhưng danh sách có {people} người."
    wrong = Problem(where, message, "Kiểm tra lại số người hoặc các dòng bị thiếu.", "warning")
    if row.kind == "section":
        way.problems.append(wrong)
    else:
        way.totals.append((row.count, wrong))


def _compare_total(way: Walk, row: RosterRow) -> None:
    """Compare a total: it counts an open section, or all so far."""
    counts = [len(way.people), *(section.people for section in way.sections)]
    of_all = not way.sections or fold(row.text).startswith(("tổng cộng", "tổng số"))
    if row.count not in counts:
        _compare(way, row, counts[0] if of_all else counts[-1])


def _below(way: Walk, header: Header, row: RosterRow) -> None:
    """Below the foot only counts are read; a row that still looks like a person is remembered."""
    if row.kind in ("footer", "total"):
        _compare(way, row, len(way.people))
    elif row.kind == "person" and _looks_like_person(header, row.number):
        way.below.append(row.number)


def _looks_like_person(header: Header, row: int) -> bool:
    name, number = header.sheet.cell(row, name_column(header)), header.cell(row, "stt")
    if not isinstance(name.value, str) or name.is_empty:
        return False
    known = sum(cell.column in {c.index for c in header.columns if c.field} for cell in header.sheet.filled(row))
    return known > 2 or (number is not None and as_text(number.value).strip(".").isdigit())


def _lost(way: Walk, header: Header) -> Problem:
    at = way.footer.cell.address if way.footer and way.footer.cell else ""
    message = f"{len(way.below)} dòng nằm dưới phần cuối danh sách (ô {at}) nên không được đọc."
    fix = "Nếu là đại biểu, chuyển các dòng lên trên phần cuối danh sách."
    return Problem(header.place(way.below[0], "ho_ten"), message, fix)


def _beyond(way: Walk, row: int) -> Problem:
    message = f"Từ dòng {row} trở đi không đọc, vì cách phần trên hơn {FARTHEST_GAP} dòng trống."
    fix = "Nếu còn đại biểu ở dưới, xóa các dòng trống ở giữa."
    return Problem(way.sheet.where.at(cell=way.sheet.filled(row)[0].address), message, fix, "warning")
