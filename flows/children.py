"""Child processes that end with us: a module to run in, its first line and a way to end it out."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Child:
    """A running child; `said` is its first line, "" when it ended before it had one."""

    process: subprocess.Popen[bytes]
    said: str

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def end(self) -> None:
        """Close its input, which asks it to end, and make sure that it does."""
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


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


def say(line: str) -> None:
    """In the child: say the line the parent waits for; from then on everything printed goes to the log."""
    print(line, flush=True)  # noqa: T201 the parent reads it
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())


def when_parent_goes(end: Callable[[], object]) -> None:
    """In the child: call `end`, in a thread of its own, once the parent closes our input or dies."""
    threading.Thread(target=_wait, args=(end,), daemon=True).start()


def _wait(end: Callable[[], object]) -> None:
    # Not sys.stdin: a thread that waits inside its buffer makes the interpreter abort at the end.
    os.read(0, 1)
    end()
