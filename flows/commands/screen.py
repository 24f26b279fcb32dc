"""What every command shares: the screen, the clock, the order that typed words ask for."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime
from pathlib import Path

from flows.errors import ExitCode, NotApprovedError, UsageError
from flows.machine.work_folders import own_folder
from flows.model.order import Order, Pdf
from flows.model.report import Report
from flows.telling.screen_lines import next_lines, report_lines, totals_line
from flows.vietnamese.dates import HANOI
from flows.vietnamese.text import bare, shown_name


def complain(text: str) -> None:
    """Write a line on the error stream, where --json never stands."""
    sys.stderr.write(text + "\n")


def answer(question: str, otherwise: str) -> bool:
    """Wait for yes or no on the screen; the answer to --json stays alone on stdout.

    Raises:
        NotApprovedError: nobody sits there; `otherwise` says what to do instead.
    """
    if not sys.stdin.isatty():
        raise NotApprovedError("Cần người duyệt, mà đây không phải cửa sổ lệnh để hỏi.", otherwise)
    while True:
        sys.stderr.write(f"{question} (có/không): ")
        sys.stderr.flush()
        word = bare(sys.stdin.readline())
        if word in {"co", "c", "y", "yes"}:
            return True
        if word in {"khong", "k", "n", "no", ""}:
            return False


def say(*lines: str) -> None:
    """Write lines on the screen."""
    sys.stdout.write("".join(line + "\n" for line in lines))
    sys.stdout.flush()  # a service's lines go to a journal, while it stays up


def say_json(value: object) -> None:
    """Write one JSON object, for programs."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def now() -> datetime:
    """Return the moment, in Vietnam."""
    return datetime.now(HANOI)


def log_file() -> Path:
    """Return where Prefect and our own bugs write; the office's folders hold papers, not logs."""
    try:
        return Path.home() / ".vanthu" / "nhat-ky.log"
    except RuntimeError:  # no home, as in some services
        return own_folder() / "nhat-ky.log"


def order_of(arguments: argparse.Namespace) -> Order:
    """Return the order that typed words ask for.

    Raises:
        UsageError: a folder's name is no text, so that no other program can be told of it; fields of no PDFs.
    """
    for folder in (arguments.inputs, arguments.outputs, arguments.templates, arguments.register):
        place = str(Path(folder or "").absolute())
        if shown_name(place) != place:
            raise UsageError(f"Đường dẫn {shown_name(place)} có chữ hỏng.", "Đổi tên thư mục ấy rồi chạy lại.")
    pdf: Pdf = "pdf-a" if getattr(arguments, "pdf_a", False) else "pdf" if getattr(arguments, "pdf", False) else ""
    sign_fields = getattr(arguments, "sign_fields", False)
    if sign_fields and not pdf:
        raise UsageError("--sign-fields chỉ đi cùng --pdf hoặc --pdf-a.", "Ví dụ: vanthu run --pdf --sign-fields")
    return Order(
        inputs=arguments.inputs,
        outputs=arguments.outputs,
        templates=arguments.templates,
        register=arguments.register,
        events=tuple(map(shown_name, getattr(arguments, "events", ()))),
        only=tuple(getattr(arguments, "only", ())),
        today=getattr(arguments, "as_of", None) or now().date(),
        pdf=pdf,
        sign_fields=sign_fields,
    )


def require_folders(*folders: Path) -> None:
    """Refuse to begin without the folders of an office."""
    for folder in folders:
        if not folder.is_dir():
            fix = "Chạy trong thư mục của cơ quan; chưa có thì tạo bằng: vanthu init"
            raise UsageError(f"Không có thư mục {folder}.", fix)


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
        say(*report_lines(report, sent=True), totals_line(report), *next_lines(report, arguments.outputs))
    return verdict(report)
