"""What one run is asked to do: folders, register, which events and kinds, and the day it thinks it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

REGISTER_NAME = "so-dang-ky.sqlite"


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order to read, check or make.

    `register` is a file or an SQLAlchemy URL; empty means beside the outputs folder, never in it, since people empty
    that one. `events` and `only` empty mean all. `only` makes a kind even when it is not due.
    """

    inputs: Path = Path("inputs")
    outputs: Path = Path("outputs")
    templates: Path = Path("templates")
    register: str = ""
    events: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    today: date

    @property
    def register_target(self) -> str:
        """Return the register's file or URL."""
        return self.register or str(self.outputs.absolute().parent / REGISTER_NAME)
