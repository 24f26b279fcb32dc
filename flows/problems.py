"""What the user got wrong, as values: where it stands, what it is, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Severity = Literal["error", "warning"]


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
    """

    where: Where
    message: str
    fix: str = ""
    severity: Severity = "error"
    lacking: str = ""

    @property
    def is_error(self) -> bool:
        """Whether this holds documents back."""
        return self.severity == "error"

    def as_json(self) -> dict[str, str]:
        """Return the problem as the commands' --json and the manifest write it."""
        return {
            "severity": self.severity,
            "file": self.where.file,
            "sheet": self.where.sheet,
            "cell": self.where.cell,
            "heading": self.where.heading,
            "message": self.message,
            "fix": self.fix,
        }

    def __str__(self) -> str:
        """Read aloud: the place, what is wrong, what to do."""
        return " ".join(part for part in (f"{self.where}:" if str(self.where) else "", self.message, self.fix) if part)


@dataclass(frozen=True, slots=True)
class Mistake:
    """A problem that does not know its place yet: what the pure parsers return."""

    message: str
    fix: str = ""
    severity: Severity = "error"

    def at(self, where: Where) -> Problem:
        """Return the problem at its place."""
        return Problem(where, self.message, self.fix, self.severity)
