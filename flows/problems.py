"""What the user got wrong, as values: where it stands, what it is, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeVar

MOST_CELLS = 3
"""So many cells of those that share a problem are named."""
Severity = Literal["error", "warning"]
Item = TypeVar("Item")
Shared = TypeVar("Shared")


class Where(NamedTuple):
    """A place in a workbook, in the words the user sees: file, sheet, cell ("D17") and column heading."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    heading: str = ""

    def at(self, *, cell: str | None = None, heading: str | None = None) -> Where:
        """Return the same sheet at another cell or heading."""
        cell = self.cell if cell is None else cell
        return Where(self.file, self.sheet, cell, self.heading if heading is None else heading)

    def __str__(self) -> str:
        """Read aloud: ds.xlsx, trang "Danh sách", ô D17 ("Ngày sinh")."""
        parts = [self.file, f'trang "{self.sheet}"' if self.sheet else "", f"ô {self.cell}" if self.cell else ""]
        place = ", ".join(part for part in parts if part)
        return f'{place} ("{self.heading}")' if self.heading else place


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake of the user's: an error holds back what depends on it, a warning does not.

    `lacking` names the papers, where the problem is a slot of theirs that stays blank: a screen tells them together.
    `stops` is how many papers cannot be signed before it is mended. `once` says that the next run will not meet it
    again: what lies beside the papers must not tell it, or that run would have to write it anew.
    """

    where: Where
    message: str
    fix: str = ""
    severity: Severity = "error"
    lacking: str = ""
    stops: int = 0
    once: bool = False

    @property
    def is_error(self) -> bool:
        """Whether this holds documents back."""
        return self.severity == "error"

    def as_json(self) -> dict[str, str]:
        """Return the problem as the commands' --json writes it."""
        return {"severity": self.severity, **self.where._asdict(), "message": self.message, "fix": self.fix}

    def as_kept(self) -> dict[str, str]:
        """Return the problem as the manifest keeps it, so that a page too tells the blanks of a paper together."""
        return self.as_json() | ({"lacking": self.lacking} if self.lacking else {})

    def __str__(self) -> str:
        """Read aloud: the place, what is wrong, what to do."""
        return " ".join(part for part in (f"{self.where}:" if str(self.where) else "", self.message, self.fix) if part)


def from_json(told: Mapping[str, object]) -> Problem:
    """Return the problem that `as_kept` wrote."""
    file, sheet, cell, heading, message, fix, lacking = (str(told.get(name, "")) for name in _WORDS)
    severity: Severity = "error" if told.get("severity") == "error" else "warning"
    return Problem(Where(file, sheet, cell, heading), message, fix, severity, lacking)


_WORDS = (*Where._fields, "message", "fix", "lacking")


def pressing_first(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems, the urgent ones first, else in their order."""
    return sorted(problems, key=urgency)


def urgency(problem: Problem) -> tuple[bool, int]:
    """Return what to sort by: errors first, then what keeps most papers from being signed."""
    return not problem.is_error, -problem.stops


def grouped_by(items: Iterable[Item], key: Callable[[Item], Shared]) -> dict[Shared, list[Item]]:
    """Return the items by what they share, in their order."""
    groups: dict[Shared, list[Item]] = {}
    for one in items:
        groups.setdefault(key(one), []).append(one)
    return groups


def together(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems, what cells of one column share as one, and so the blank slots of the same papers."""
    for first, *others in grouped_by(problems, _shared).values():
        if not others:
            yield first
        elif first.lacking:
            yield _blanks([first, *others])
        else:
            yield _cells([first, *others])


def _shared(one: Problem) -> object:
    """Return what problems that are told as one have in common."""
    if one.lacking:
        return one.lacking, one.where.file, one.where.sheet
    return one.where.at(cell=""), bool(one.where.cell), one.message, one.fix, one.severity


def some_of(names: Sequence[str], most: int, what: str = "người", *, between: str = ", ") -> str:
    """Return the first of some names, and how many more there are."""
    rest = f" và {len(names) - most} {what} nữa" if len(names) > most else ""
    return between.join(names[:most]) + rest


def _cells(group: Sequence[Problem]) -> Problem:
    """Return one problem for what many cells share, with the first of them."""
    cells = list(dict.fromkeys(one.where.cell for one in group))
    where = group[0].where.at(cell=some_of(cells, MOST_CELLS, "ô"))
    return replace(group[0], where=where, stops=sum(one.stops for one in group))


def _blanks(group: Sequence[Problem]) -> Problem:
    slots = [f"«{each.where.heading}»" + (f" (ô {each.where.cell})" if each.where.cell else "") for each in group]
    message = f"{group[0].lacking} còn {len(slots)} chỗ trống: {', '.join(slots)}."
    fix = "Ghi vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản."
    where, stops = group[0].where.at(cell="", heading=""), max(each.stops for each in group)
    return replace(group[0], where=where, message=message, fix=fix, stops=stops)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem that does not know its place yet: what the pure parsers return."""

    message: str
    fix: str = ""
    severity: Severity = "error"

    def at(self, where: Where) -> Problem:
        """Return the problem at its place."""
        return Problem(where, self.message, self.fix, self.severity)
