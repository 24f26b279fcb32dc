"""The commands that read, judge and make papers: run, check, new, templates, serve."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.commands import init_office
from flows.commands.screen import answer, complain, log_file, now, order_of, require_folders, say, say_json, verdict
from flows.errors import ExitCode, UsageError
from flows.model.report import Report
from flows.outputs.disk import write_new
from flows.reading.offices import OFFICE_FILE, office_names
from flows.settings import load
from flows.spreadsheets.blank_workbook import blank_workbook
from flows.telling.screen_lines import next_lines, paper_lines, problem_lines, report_lines, totals_line

if TYPE_CHECKING:  # 0.5 s of processor, which --help is not to pay
    from flows.telling.preview import Preview


def run(arguments: argparse.Namespace) -> ExitCode:
    """Make what is due."""
    from flows.machine.prefect_server import writable  # noqa: PLC0415 0.5 s of processor, which --help is not to pay
    from flows.service import run_flow  # noqa: PLC0415 Prefect costs seconds; only `run` and `serve` pay them

    order, usual = order_of(arguments), log_file()
    init_office.offer(order)
    require_folders(order.inputs, order.templates)
    log = writable(usual)
    if log != usual:
        complain(f"Không ghi được vào {usual.parent}: lần chạy này không vào lịch sử, nhật ký ở {log}.")
    ask = _ask if arguments.ask or load().phuc_vu.duyet else None
    with run_flow.progress_bar(quiet=bool(arguments.json or ask) or not sys.stderr.isatty()) as progress:
        report = run_flow.run(order, at=now(), progress=progress, ask=ask, log_file=log)
    if arguments.json:
        say_json(report.as_json())
    else:
        say(*report_lines(report))
        if report.events or report.problems:
            say(totals_line(report))
            say(f"Văn bản ở {order.outputs}; sổ đăng ký: {order.register_name}; nhật ký: {log}")
            say(*next_lines(report, order.outputs))
    return verdict(report)


def _ask(found: Preview) -> bool:
    """Show on the screen what a run would do, and wait for a word."""
    complain("\n".join([found.summary, *found.lines]))
    return answer("Làm và cấp số như trên?", "Chạy lại ở cửa sổ lệnh.")


def check(arguments: argparse.Namespace) -> ExitCode:
    """Read and judge only."""
    from flows.decree_form.judge_papers import judge_papers, papers_among  # noqa: PLC0415 0.5 s of processor, which --help is not to pay
    from flows.steps import report_event  # noqa: PLC0415 the same

    order = order_of(arguments)
    if not arguments.paths:
        require_folders(order.inputs, order.templates)
    papers, sheets = papers_among(arguments.paths)
    report = report_event.check(order, sheets) if sheets or not papers else Report()
    faults = judge_papers(papers)
    if arguments.annotate:
        report_event.annotate(report.all_problems, order, tuple(arguments.paths), arguments.annotate)
    held = ExitCode.held_back if any(fault.is_error for fault in faults) else ExitCode.ok
    if arguments.json:
        say_json(replace(report, problems=(*report.problems, *faults)).as_json())
    else:
        errors = sum(problem.is_error for problem in (*report.all_problems, *faults))
        say(*(report_lines(report) if sheets or not papers else ()), *paper_lines(len(papers), faults))
        say(f"Đã soát xong: {errors} lỗi." if errors else "Đã soát xong: không có lỗi.")
        say(*_after_check(report, arguments.annotate))
    return verdict(report) or held


def _after_check(report: Report, marked: Path | None) -> Iterator[str]:
    if any(problem.is_error for problem in report.all_problems):
        yield f"Mở tiếp: bản có tô màu ô sai ở {marked}." if marked else f"Xem ô sai có tô màu: {_MARKING}"
    elif report.events:
        yield "Làm văn bản: vanthu run"


_MARKING = "vanthu check --annotate xem-loi"


def new(arguments: argparse.Namespace) -> ExitCode:
    """Write a blank workbook."""
    path: Path = arguments.file
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"Tên tệp phải có đuôi .xlsx: {path}", "Ví dụ: vanthu new su-kien.xlsx")
    write_new(path, blank_workbook(office_names(Path("templates") / OFFICE_FILE)), "Chọn tên khác.")
    is_there = path.resolve().is_relative_to(Path("inputs").resolve())
    say(f"Đã tạo {path}. Điền xong{' thì' if is_there else ', chép vào thư mục inputs rồi'} chạy: vanthu run")
    return ExitCode.ok


def templates(arguments: argparse.Namespace) -> ExitCode:
    """Judge, mark or adopt Word templates."""
    from flows.steps.check_templates import field_lines, judged  # noqa: PLC0415 0.5 s of processor, which --help is not to pay

    if arguments.fields:
        say(*field_lines())
        return ExitCode.ok
    if arguments.adopt:
        return _adopt(arguments)
    if arguments.folder == Path("templates"):
        require_folders(arguments.folder)
    verdicts = judged(arguments.folder)
    problems = [problem for verdict in verdicts for problem in verdict.problems]
    copies = []
    if arguments.annotate:
        from flows.steps.check_templates import annotate  # noqa: PLC0415 rarely asked for

        copies = annotate(verdicts, arguments.folder, arguments.annotate)
    if arguments.json:
        say_json({"templates": [verdict.as_json() for verdict in verdicts]})
    else:
        for verdict in verdicts:
            say(f"{verdict.file}: {verdict.purpose}", *problem_lines(verdict.problems))
        say(*(f"Bản có nhận xét tại chỗ: {copy}" for copy in copies))
    return ExitCode.usage if any(problem.is_error for problem in problems) else ExitCode.ok


def _adopt(arguments: argparse.Namespace) -> ExitCode:
    from flows.adopting.adopt_form import account_lines, adopted_form  # noqa: PLC0415 rarely asked for

    account = adopted_form(arguments.adopt, arguments.kind, arguments.to)
    if arguments.json:
        say_json({"adopted": account.as_json()})
    else:
        say(*account_lines(account), *problem_lines(account.problems))
    return ExitCode.usage if any(problem.is_error for problem in account.problems) else ExitCode.ok


def serve(arguments: argparse.Namespace) -> ExitCode:
    """Stay up, or write what a service needs."""
    from flows.service import start  # noqa: PLC0415 3 s of processor, which --help is not to pay
    from flows.service.start import PageAddress  # noqa: PLC0415 the same

    order = order_of(arguments)
    init_office.offer(order)
    require_folders(order.inputs, order.templates)
    if arguments.install_files:
        from flows.service.install_files import install_files  # noqa: PLC0415 rarely asked for

        written = install_files(order, arguments.install_files, host=arguments.host, port=arguments.port)
        say(*(f"Đã ghi {file}; cách cài nằm ở đầu tệp." for file in written))
        return ExitCode.ok
    start.serve(order, PageAddress(arguments.host, arguments.port), load().phuc_vu, log_file=log_file(), say=say)
    return ExitCode.ok
