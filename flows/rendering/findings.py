"""A fault of a template with its place inside the file: what is told, and the paragraph where it is to be seen."""

from __future__ import annotations

from typing import NamedTuple

from flows.problems import Problem


class Finding(NamedTuple):
    """A problem, and the paragraph of a part it stands in; `shown` is the text there that is wrong.

    Without a part it is the file's as a whole.
    """

    problem: Problem
    part: str = ""
    number: int = -1
    shown: str = ""
