"""The door: words typed in, a command carried out, its exit code; every failure a line in Vietnamese."""

from __future__ import annotations

import argparse
import atexit
import logging
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress

from flows.arguments import parse
from flows.commands import making, numbers
from flows.commands.screen import complain, log_file, say_json
from flows.errors import ExitCode, FlowsError
from flows.model.report import Report
from flows.problems import Problem, Where

_COMMANDS: dict[str, Callable[[argparse.Namespace], ExitCode]] = {
    "run": making.run,
    "check": making.check,
    "new": making.new,
    "templates": making.templates,
    "issue": numbers.issue,
    "register": numbers.register,
    "forget": numbers.forget,
    "serve": making.serve,
}


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command; return its exit code. A failure is a Vietnamese line, a bug a line and a log."""
    _speak_unicode()
    try:
        return int(_carried_out(parse(words)))
    except FlowsError as failure:
        complain(f"{failure}")
        if "--json" in (sys.argv if words is None else words):
            say_json(Report(problems=(Problem(Where(), failure.message, failure.fix),)).as_json())
        return int(failure.exit_code)
    except KeyboardInterrupt:
        complain("Đã dừng theo yêu cầu. Chạy lại sẽ làm tiếp phần còn dở.")
        return int(ExitCode.machine)
    except Exception:  # noqa: BLE001 whatever is left is a bug of ours: the clerk gets a line, we get the traceback
        log = log_file()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(traceback.format_exc())
        complain(f"Phần mềm gặp lỗi chưa lường trước. Hãy gửi tệp {log} cho người hỗ trợ.")
        return int(ExitCode.machine)


def entry() -> int:
    """Be the program `vanthu`: `main`, and an end without taking the interpreter apart, which takes a second."""
    codes: list[int] = []
    # Registered first, so called last: whoever else has something to end has ended it by then.
    atexit.register(_end, codes)
    codes.append(main())
    return codes[0]


def _end(codes: Sequence[int]) -> None:
    if codes:
        logging.shutdown()
        with suppress(OSError):  # nobody reads any more: the interpreter tells that in its own way
            for stream in filter(None, (sys.stdout, sys.stderr)):  # without a console Windows gives none
                stream.flush()
            os._exit(codes[0])


def _speak_unicode() -> None:
    """Let Windows' consoles and pipes print Vietnamese, whatever their code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _carried_out(arguments: argparse.Namespace) -> ExitCode:
    command = _COMMANDS.get(arguments.command or "")
    if command is None:
        parse(["--help"])
        return ExitCode.usage
    return command(arguments)
