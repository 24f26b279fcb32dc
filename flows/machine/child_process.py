"""Child processes that end with us."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import parent_process
from pathlib import Path

PATIENCE = 15.0
"""Seconds that a child has to end in order."""


@dataclass(frozen=True, slots=True)
class Child:
    """A running child; `said` is its first line, "" when it ended before it had one."""

    process: subprocess.Popen[bytes]
    said: str

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def hear(self, tell: Callable[[str], object]) -> None:
        """Give to `tell`, from a thread of its own, what the child says after its first line."""
        lines = self.process.stdout or ()

        def listen() -> None:
            for line in lines:
                tell(line.decode("utf-8", "replace").rstrip())

        threading.Thread(target=listen, daemon=True).start()

    def end(self) -> None:
        """Close its input, which asks it to end, and make sure that it does."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()


def start(module: str, arguments: list[str], log_file: Path, environment: Mapping[str, str]) -> Child:
    """Run a module of ours as a child: it says one line to us, everything else to the log.

    It has a session of its own: Ctrl+C reaches us alone, and we end it in order.
    """
    with log_file.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 our own interpreter and module
            [sys.executable, "-m", module, *arguments],
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
        )
    line = process.stdout.readline() if process.stdout else b""
    return Child(process, line.decode("utf-8").strip())


def say(line: str) -> Callable[[str], None]:
    """In the child: say the line the parent waits for; from then on everything printed goes to the log.

    What is returned says more lines to the parent.
    """
    to_parent = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())

    def tell(line: str) -> None:
        with suppress(OSError):  # it is gone
            os.write(to_parent, f"{line}\n".encode("utf-8", "replace"))

    tell(line)
    return tell


def when_parent_goes(end: Callable[[], object]) -> None:
    """In the child: call `end`, in a thread of its own, once the parent closes our input or dies."""

    def wait() -> None:
        # Not sys.stdin: a thread that waits inside its buffer makes the interpreter abort at the end.
        os.read(0, 1)
        end()

    threading.Thread(target=wait, daemon=True).start()


def when_starter_goes(end: Callable[[], object]) -> None:
    """In a process that multiprocessing starts: call `end`, in a thread of its own, once whoever started it dies."""

    def wait() -> None:
        # Its main module is imported before it knows who started it.
        while (starter := parent_process()) is None:
            time.sleep(0.1)
        starter.join()
        end()

    threading.Thread(target=wait, daemon=True).start()
