"""The commands that read, judge and make: typed words in, an exit code out."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands.screen import complain, log_file, now, order_of, say, say_json, verdict
from flows.errors import ExitCode, MachineError, NotApprovedError, UsageError, system_words
from flows.model.report import Report
from flows.telling import paper_lines, problem_lines, report_lines, totals_line
from flows.vietnamese.text import bare

if TYPE_CHECKING:  # --help stays quick
    from flows.reporting.previewing import Preview


def run(arguments: argparse.Namespace) -> ExitCode:
    """Make what is due."""
    from flows import running  # noqa: PLC0415 Prefect costs seconds; only `run` and `serve` pay them
    from flows.prefect_home import writable  # noqa: PLC0415 --help stays quick
    from flows.preferences import load  # noqa: PLC0415 the same
    from flows.progress import progress_bar  # noqa: PLC0415 the same for its drawing

    order, usual = order_of(arguments), log_file()
    log = writable(usual)
    if log != usual:
        complain(f"Không ghi được vào {usual.parent}: lần chạy này không vào lịch sử, nhật ký ở {log}.")
    ask = _ask if arguments.ask or load().phuc_vu.duyet else None
    with progress_bar(quiet=bool(arguments.json or ask) or not sys.stderr.isatty()) as progress:
        report = running.run(order, at=now(), progress=progress, ask=ask, log_file=log)
    if arguments.json:
        say_json(report.as_json())
    else:
        say(*report_lines(report), totals_line(report))
        say(f"Văn bản ở {order.outputs}; sổ đăng ký: {order.register_name}; nhật ký: {log}")
    return verdict(report)


def _ask(found: Preview) -> bool:
    """Show on the screen what a run would do, and wait for a word; the answer to --json stays alone on stdout."""
    complain("\n".join([found.summary, *found.lines]))
    if not sys.stdin.isatty():
        raise NotApprovedError("Cần người duyệt, mà đây không phải cửa sổ lệnh để hỏi.", "Chạy lại ở cửa sổ lệnh.")
    while True:
        sys.stderr.write("Làm và cấp số như trên? (có/không): ")
        sys.stderr.flush()
        answer = bare(sys.stdin.readline())
        if answer in {"co", "c", "y", "yes"}:
            return True
        if answer in {"khong", "k", "n", "no", ""}:
            return False


def check(arguments: argparse.Namespace) -> ExitCode:
    """Read and judge only."""
    from flows import checking  # noqa: PLC0415 --help stays quick
    from flows.inspecting import inspected, papers_among  # noqa: PLC0415 the same

    order = order_of(arguments)
    papers, sheets = papers_among(arguments.paths)
    report = checking.check(order, sheets) if sheets or not papers else Report()
    faults = inspected(papers)
    if arguments.annotate:
        from flows.annotating import annotate  # noqa: PLC0415 openpyxl's writer is rarely needed

        annotate(report.all_problems, order, tuple(arguments.paths), arguments.annotate)
    held = ExitCode.held_back if any(fault.is_error for fault in faults) else ExitCode.ok
    if arguments.json:
        say_json(replace(report, problems=(*report.problems, *faults)).as_json())
    else:
        errors = sum(problem.is_error for problem in (*report.all_problems, *faults))
        say(*(report_lines(report) if sheets or not papers else ()), *paper_lines(len(papers), faults))
        say(f"Đã soát xong: {errors} lỗi." if errors else "Đã soát xong: không có lỗi.")
    return verdict(report) or held


def new(arguments: argparse.Namespace) -> ExitCode:
    """Write a blank workbook."""
    from flows.reading.blank import blank_workbook  # noqa: PLC0415 --help stays quick

    path: Path = arguments.file
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"Tên tệp phải có đuôi .xlsx: {path}", "Ví dụ: vanthu new su-kien.xlsx")
    try:
        with path.open("xb") as file:
            file.write(blank_workbook())
    except FileExistsError:
        raise UsageError(f"Đã có tệp {path}; không ghi đè.", "Chọn tên khác.") from None
    except OSError as error:
        raise MachineError(
            f"Không ghi được tệp {path}: {system_words(error)}.", "Kiểm tra thư mục và quyền ghi."
        ) from error
    say(f"Đã tạo {path}. Điền xong, chép vào thư mục inputs rồi chạy: vanthu run")
    return ExitCode.ok


def templates(arguments: argparse.Namespace) -> ExitCode:
    """Judge, mark or adopt Word templates."""
    from flows.judging import field_lines, judged  # noqa: PLC0415 --help stays quick

    if arguments.fields:
        say(*field_lines())
        return ExitCode.ok
    if arguments.adopt:
        return _adopt(arguments)
    verdicts = judged(arguments.folder)
    problems = [problem for verdict in verdicts for problem in verdict.problems]
    copies = []
    if arguments.annotate:
        from flows.remarking import annotate  # noqa: PLC0415 rarely asked for

        copies = annotate(verdicts, arguments.folder, arguments.annotate)
    if arguments.json:
        say_json({"templates": [verdict.as_json() for verdict in verdicts]})
    else:
        for verdict in verdicts:
            say(f"{verdict.file}: {verdict.purpose}", *problem_lines(verdict.problems))
        say(*(f"Bản có nhận xét tại chỗ: {copy}" for copy in copies))
    return ExitCode.usage if any(problem.is_error for problem in problems) else ExitCode.ok


def _adopt(arguments: argparse.Namespace) -> ExitCode:
    from flows.adopting.forms import account_lines, adopted_form  # noqa: PLC0415 rarely asked for

    account = adopted_form(arguments.adopt, arguments.kind, arguments.to)
    if arguments.json:
        say_json({"adopted": account.as_json()})
    else:
        say(*account_lines(account), *problem_lines(account.problems))
    return ExitCode.usage if any(problem.is_error for problem in account.problems) else ExitCode.ok


def serve(arguments: argparse.Namespace) -> ExitCode:
    """Stay up, or write what a service needs."""
    from flows.preferences import load  # noqa: PLC0415 --help stays quick
    from flows.service import serving  # noqa: PLC0415 the same
    from flows.service.serving import Place  # noqa: PLC0415 the same

    order = order_of(arguments)
    for folder in (order.inputs, order.templates):
        if not folder.is_dir():
            raise UsageError(f"Không có thư mục {folder}.", "Kiểm tra lại đường dẫn.")
    if arguments.install_files:
        from flows.service.installing import install_files  # noqa: PLC0415 rarely asked for

        written = install_files(order, arguments.install_files, host=arguments.host, port=arguments.port)
        say(*(f"Đã ghi {file}; cách cài nằm ở đầu tệp." for file in written))
        return ExitCode.ok
    serving.serve(order, Place(arguments.host, arguments.port), load().phuc_vu, log_file=log_file(), say=say)
    return ExitCode.ok
