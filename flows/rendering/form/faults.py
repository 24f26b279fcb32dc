"""One departure from the form, and the warning that it becomes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.problems import Problem, Where
from flows.rendering.form.profile import LAW

_SHOWN = 70
_PRIVATE = re.compile(r"\d[\d .]{6,}\d|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b")


@dataclass(frozen=True, slots=True)
class Fault:
    """What an element is and should be, with its article in Phần I of the annex and the text it stands in."""

    element: str
    what: str
    article: str
    fix: str
    text: str = ""
    more: int = 0
    """How many further paragraphs have the same fault."""

    def problem(self, file: str) -> Problem:
        """Return the warning."""
        others = f" (và {self.more} đoạn nữa)" if self.more else ""
        place = f"Đoạn «{quoted(self.text)}»{others}: " if self.text else ""
        message = f"{place}{self.what if place else self.what[:1].upper() + self.what[1:]}"
        return Problem(Where(file, heading=self.element), f"{message} ({LAW} {self.article}).", self.fix, "warning")


def quoted(text: str) -> str:
    """Return a text as messages show it: short, without what looks like a telephone, an identity or a birthday."""
    text = _PRIVATE.sub("…", " ".join(text.split()))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
