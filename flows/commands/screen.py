"""The screen, the clock and the order: what every command says and asks for, in one way."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from flows.errors import ExitCode
from flows.model.report import Report
from flows.settings import Order
from flows.telling import report_lines, totals_line

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def complain(text: str) -> None:
    """Write a line on the error stream, where --json never stands."""
    sys.stderr.write(text + "\n")


def say(*lines: str) -> None:
    """Write lines on the screen."""
    sys.stdout.write("".join(line + "\n" for line in lines))
    sys.stdout.flush()  # a service's lines go to a journal, while it stays up


def say_json(value: object) -> None:
    """Write one JSON object, for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def now() -> datetime:
    """Return the moment, in Vietnam."""
    return datetime.now(VIETNAM)


def log_file() -> Path:
    """Return where Prefect and our own bugs write; the office's folders hold papers, not logs."""
    try:
        return Path.home() / ".vanthu" / "nhat-ky.log"
    except RuntimeError:  # no home, as in some services
        return Path(tempfile.gettempdir()) / "vanthu-nhat-ky.log"


def order_of(arguments: argparse.Namespace) -> Order:
    """Return the order that typed words ask for."""
    return Order(
        inputs=arguments.inputs,
        outputs=arguments.outputs,
        templates=arguments.templates,
        register=arguments.register,
        events=tuple(getattr(arguments, "events", ())),
        only=tuple(getattr(arguments, "only", ())),
        today=getattr(arguments, "as_of", None) or now().date(),
        pdf="pdf-a" if getattr(arguments, "pdf_a", False) else "pdf" if getattr(arguments, "pdf", False) else "",
    )


def verdict(report: Report) -> ExitCode:
    """Return the exit code a report asks for: templates and stationery are configuration, everything else is data."""
    if report.failed:
        return ExitCode.machine
    errors = [problem for problem in report.all_problems if problem.is_error]
    if any(problem.where.file.lower().endswith((".docx", "co-quan.xlsx")) for problem in errors):
        return ExitCode.usage
    return ExitCode.held_back if errors else ExitCode.ok


def told(report: Report, arguments: argparse.Namespace) -> ExitCode:
    """Show a report as asked, and return its exit code."""
    if arguments.json:
        say_json(report.as_json())
    else:
        say(*report_lines(report, sent=True), totals_line(report))
    return verdict(report)
