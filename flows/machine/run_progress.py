"""How far the service's run is, in a file that the office's page reads: at which step, how many papers of how many."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import inf
from pathlib import Path

from flows.errors import MachineError
from flows.machine import private_files
from flows.machine.work_folders import own_folder

EVERY = 0.3
"""Seconds between two writes: a run prints thousands of papers a second."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A step of a run, and of its papers how many are done, where it counts them."""

    run: str
    step: str
    done: int = 0
    total: int = 0


class ProgressFile:
    """Tells of one run; one without an id, which nobody looks at, tells nothing."""

    def __init__(self, run: str) -> None:
        """Take the run's id."""
        self._run = run
        self._told = -inf

    def step(self, name: str) -> None:
        """Tell that a step begins."""
        self._write(Progress(self._run, name))

    def papers(self, done: int, total: int) -> None:
        """Tell how many papers are printed."""
        if time.monotonic() - self._told >= EVERY:
            self._write(Progress(self._run, "In văn bản", done, total))

    def _write(self, progress: Progress) -> None:
        self._told = time.monotonic()
        # Papers do not wait for a page that cannot be told.
        with suppress(OSError, MachineError):
            if self._run:
                private_files.write(_file(), json.dumps(asdict(progress)).encode())


def progress_of(run: str) -> Progress | None:
    """Return how far a run is; None where it has not told."""
    with suppress(OSError, MachineError, ValueError, TypeError):
        told = Progress(**json.loads(_file().read_bytes()))
        return told if told.run == run else None
    return None


def _file() -> Path:
    return own_folder() / "tien-do.json"
