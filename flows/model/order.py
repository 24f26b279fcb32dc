"""What one run is asked to do: which folders, events and kinds, with PDFs or not."""

from __future__ import annotations

import getpass
import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

REGISTER_NAME = "so-dang-ky.sqlite"


def user() -> str:
    """Return the name of the system's user, "" where the system has none."""
    try:
        return getpass.getuser()
    except (OSError, ImportError, KeyError):  # no such user, or a Windows service without a name
        return ""


def without_password(target: str) -> str:
    """Return a register's file or URL as it may be shown: a screen and a service's journal are read by others."""
    hidden = re.sub(r"(://[^:/@]*):.*@", r"\1:***@", target)
    return re.sub(r"(?<=[?&]password=)[^&]*", "***", hidden)


Pdf = Literal["", "pdf", "pdf-a"]
"""Whether a run makes PDFs and the signing pack too: no, as usual, or as PDF/A-2b for archives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One order to read, check or make.

    `register` is a file or an SQLAlchemy URL; empty means beside the outputs folder, never in it, since people empty
    that one. `events` and `only` empty mean all. `only` makes a kind even when it is not due. `sign_fields` asks for
    empty signature fields in the PDFs. `who` is the user of the system, for the register.
    """

    inputs: Path = Path("inputs")
    outputs: Path = Path("outputs")
    templates: Path = Path("templates")
    register: str = ""
    events: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    pdf: Pdf = ""
    sign_fields: bool = False
    today: date
    who: str = field(default_factory=user)

    @property
    def register_target(self) -> str:
        """Return the register's file or URL."""
        return self.register or str(self.outputs.absolute().parent / REGISTER_NAME)

    @property
    def register_name(self) -> str:
        """Return the register's file or URL as it may be shown."""
        return without_password(self.register_target)

    def as_parameters(self, *, scheduled: bool = False) -> dict[str, Any]:
        """Return what is asked for as the flow's parameters, which are plain; a scheduled run takes its own day."""
        return {
            "events": list(self.events),
            "only": list(self.only),
            "as_of": None if scheduled else self.today.isoformat(),
            "pdf": self.pdf,
            **({"sign_fields": True} if self.sign_fields else {}),
        }

    def places(self) -> dict[str, str]:
        """Return where to work, for a process of the service; no parameters, for those come with any request."""
        return {
            "inputs": str(self.inputs.absolute()),
            "outputs": str(self.outputs.absolute()),
            "templates": str(self.templates.absolute()),
            "register_target": self.register_target,
        }
