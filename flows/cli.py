"""The commands: the only place that prints, exits, or asks what day it is."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from flows.arguments import parse
from flows.errors import ExitCode, FlowsError, MachineError, NotApprovedError, UsageError, system_words
from flows.model.report import Report
from flows.problems import Problem, Where
from flows.settings import Order
from flows.telling import paper_lines, problem_lines, report_lines, totals_line
from flows.vietnamese.text import bare

if TYPE_CHECKING:  # --help stays quick
    from flows.reporting.previewing import Preview

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command; return its exit code. A failure is a Vietnamese line, a bug a line and a log."""
    _speak_unicode()
    try:
        return int(_carried_out(parse(words)))
    except FlowsError as failure:
        _complain(f"{failure}")
        if "--json" in (sys.argv if words is None else words):
            _say_json(Report(problems=(Problem(Where(), failure.message, failure.fix),)).as_json())
        return int(failure.exit_code)
    except KeyboardInterrupt:
        _complain("Đã dừng theo yêu cầu. Chạy lại sẽ làm tiếp phần còn dở.")
        return int(ExitCode.machine)
    except Exception:  # noqa: BLE001 whatever is left is a bug of ours: the clerk gets a line, we get the traceback
        log = _log_file()
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(traceback.format_exc())
        _complain(f"Phần mềm gặp lỗi chưa lường trước. Hãy gửi tệp {log} cho người hỗ trợ.")
        return int(ExitCode.machine)


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


def _complain(text: str) -> None:
    sys.stderr.write(text + "\n")


def _say(*lines: str) -> None:
    sys.stdout.write("".join(line + "\n" for line in lines))
    sys.stdout.flush()  # a service's lines go to a journal, while it stays up


def _say_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def _now() -> datetime:
    return datetime.now(VIETNAM)


def _log_file() -> Path:
    """Return where Prefect and our own bugs write; the office's folders hold papers, not logs."""
    try:
        return Path.home() / ".vanthu" / "nhat-ky.log"
    except RuntimeError:  # no home, as in some services
        return Path(tempfile.gettempdir()) / "vanthu-nhat-ky.log"


def _order(arguments: argparse.Namespace) -> Order:
    return Order(
        inputs=arguments.inputs,
        outputs=arguments.outputs,
        templates=arguments.templates,
        register=arguments.register,
        events=tuple(getattr(arguments, "events", ())),
        only=tuple(getattr(arguments, "only", ())),
        today=getattr(arguments, "as_of", None) or _now().date(),
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


def _run(arguments: argparse.Namespace) -> ExitCode:
    from flows.prefect_home import writable  # noqa: PLC0415 --help stays quick
    from flows.preferences import load  # noqa: PLC0415 the same
    from flows.progress import progress_bar  # noqa: PLC0415 the same for its drawing
    from flows.running import run  # noqa: PLC0415 Prefect costs seconds; only `run` and `serve` pay them

    order, usual = _order(arguments), _log_file()
    log = writable(usual)
    if log != usual:
        _complain(f"Không ghi được vào {usual.parent}: lần chạy này không vào lịch sử, nhật ký ở {log}.")
    ask = _ask if arguments.ask or load().phuc_vu.duyet else None
    with progress_bar(quiet=bool(arguments.json or ask) or not sys.stderr.isatty()) as progress:
        report = run(order, at=_now(), progress=progress, ask=ask, log_file=log)
    if arguments.json:
        _say_json(report.as_json())
    else:
        _say(*report_lines(report), totals_line(report))
        _say(f"Văn bản ở {order.outputs}; sổ đăng ký: {order.register_target}; nhật ký: {log}")
    return verdict(report)


def _ask(found: Preview) -> bool:
    """Show on the screen what a run would do, and wait for a word; the answer to --json stays alone on stdout."""
    _complain("\n".join([found.summary, *found.lines]))
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


def _check(arguments: argparse.Namespace) -> ExitCode:
    from flows.checking import check  # noqa: PLC0415 --help stays quick
    from flows.inspecting import inspected, papers_among  # noqa: PLC0415 the same

    order = _order(arguments)
    papers, sheets = papers_among(arguments.paths)
    report = check(order, sheets) if sheets or not papers else Report()
    faults = inspected(papers)
    if arguments.annotate:
        from flows.annotating import annotate  # noqa: PLC0415 openpyxl's writer is rarely needed

        annotate(report.all_problems, order, tuple(arguments.paths), arguments.annotate)
    held = ExitCode.held_back if any(fault.is_error for fault in faults) else ExitCode.ok
    if arguments.json:
        _say_json(replace(report, problems=(*report.problems, *faults)).as_json())
    else:
        errors = sum(problem.is_error for problem in (*report.all_problems, *faults))
        _say(*(report_lines(report) if sheets or not papers else ()), *paper_lines(len(papers), faults))
        _say(f"Đã soát xong: {errors} lỗi." if errors else "Đã soát xong: không có lỗi.")
    return verdict(report) or held


def _new(arguments: argparse.Namespace) -> ExitCode:
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
    _say(f"Đã tạo {path}. Điền xong, chép vào thư mục inputs rồi chạy: vanthu run")
    return ExitCode.ok


def _templates(arguments: argparse.Namespace) -> ExitCode:
    from flows.judging import field_lines, judged  # noqa: PLC0415 --help stays quick

    if arguments.fields:
        _say(*field_lines())
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
        _say_json({"templates": [verdict.as_json() for verdict in verdicts]})
    else:
        for verdict in verdicts:
            _say(f"{verdict.file}: {verdict.purpose}", *problem_lines(verdict.problems))
        _say(*(f"Bản có nhận xét tại chỗ: {copy}" for copy in copies))
    return ExitCode.usage if any(problem.is_error for problem in problems) else ExitCode.ok


def _adopt(arguments: argparse.Namespace) -> ExitCode:
    from flows.adopting.forms import account_lines, adopted_form  # noqa: PLC0415 rarely asked for

    account = adopted_form(arguments.adopt, arguments.kind, arguments.to)
    if arguments.json:
        _say_json({"adopted": account.as_json()})
    else:
        _say(*account_lines(account), *problem_lines(account.problems))
    return ExitCode.usage if any(problem.is_error for problem in account.problems) else ExitCode.ok


def _issue(arguments: argparse.Namespace) -> ExitCode:
    from flows.issuing import issue  # noqa: PLC0415 --help stays quick
    from flows.replacing import Replacing, reissue  # noqa: PLC0415 the same

    arguments.events = [arguments.event]
    if arguments.replace:
        replacing = Replacing(arguments.replace, arguments.why)
        report = reissue(_order(arguments), replacing, day=arguments.date, at=_now())
    elif arguments.why:
        raise UsageError(
            "--why chỉ đi cùng --replace.", 'Ví dụ: vanthu issue LOP-12 --replace 01/KH --why "sai địa điểm"'
        )
    else:
        report = issue(_order(arguments), day=arguments.date, at=_now())
    return _told(report, arguments)


def _register(arguments: argparse.Namespace) -> ExitCode:
    from flows.bookkeeping import as_json, book_lines, entries, export, rebuild, void  # noqa: PLC0415 --help stays quick

    target = _order(arguments).register_target
    if arguments.rebuild:
        _say(*rebuild(target, arguments.outputs, at=_now()))
        return ExitCode.ok
    if arguments.action == "void":
        if not arguments.number or not arguments.why:
            raise UsageError("Thiếu số hoặc lý do hủy.", 'Ví dụ: vanthu register void 001/GCN --why "in hỏng"')
        number = void(target, arguments.number, arguments.why, at=_now(), year=arguments.year)
        _say(f"Đã hủy số {number}; số này không cấp lại.")
        return ExitCode.ok
    if arguments.action == "renumber":
        return _renumber(arguments)
    rows = entries(target, arguments.year, arguments.outputs)
    if arguments.xlsx:
        export(rows, arguments.xlsx)
        _say(f"Đã xuất {len(rows)} dòng ra {arguments.xlsx}.")
    elif arguments.json:
        _say_json({"entries": [as_json(row) for row in rows]})
    else:
        _say(*book_lines(rows))
    return ExitCode.ok


def _renumber(arguments: argparse.Namespace) -> ExitCode:
    from flows.renumbering import renumber  # noqa: PLC0415 --help stays quick

    if not arguments.number:
        raise UsageError("Thiếu mã sự kiện.", "Ví dụ: vanthu register renumber LOP-12")
    arguments.events = [arguments.number]
    return _told(renumber(_order(arguments), at=_now()), arguments)


def _told(report: Report, arguments: argparse.Namespace) -> ExitCode:
    if arguments.json:
        _say_json(report.as_json())
    else:
        _say(*report_lines(report), totals_line(report))
    return verdict(report)


def _forget(arguments: argparse.Namespace) -> ExitCode:
    from flows.forgetting import Wish, forget, found  # noqa: PLC0415 --help stays quick

    order = _order(arguments)
    if bool(arguments.person) == (arguments.older_than is not None):
        fix = 'Ví dụ: vanthu forget "Lê Văn An" --event LOP-12, hoặc vanthu forget --older-than 5'
        raise UsageError("Ghi một người, hoặc --older-than.", fix)
    people = found(order, Wish(arguments.person, arguments.event, arguments.older_than))
    if arguments.yes:
        _say(*forget(order, people, at=_now()))
    else:
        _say(*(f"Sẽ xóa {each}" for each in people), f"{len(people)} người. Chưa xóa gì; để xóa thật, thêm --yes.")
    return ExitCode.ok


def _serve(arguments: argparse.Namespace) -> ExitCode:
    from flows.preferences import load  # noqa: PLC0415 --help stays quick
    from flows.service.serving import Place, serve  # noqa: PLC0415 the same

    order = _order(arguments)
    for folder in (order.inputs, order.templates):
        if not folder.is_dir():
            raise UsageError(f"Không có thư mục {folder}.", "Kiểm tra lại đường dẫn.")
    if arguments.install_files:
        from flows.service.installing import install_files  # noqa: PLC0415 rarely asked for

        _say(*(f"Đã ghi {file}; cách cài nằm ở đầu tệp." for file in install_files(order, arguments.install_files)))
        return ExitCode.ok
    serve(order, Place(arguments.host, arguments.port), load().phuc_vu, log_file=_log_file(), say=_say)
    return ExitCode.ok


_COMMANDS: dict[str, Callable[[argparse.Namespace], ExitCode]] = {
    "run": _run,
    "check": _check,
    "new": _new,
    "templates": _templates,
    "issue": _issue,
    "register": _register,
    "forget": _forget,
    "serve": _serve,
}
