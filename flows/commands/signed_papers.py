"""The commands on numbers and on papers that went out: issue, register, verify, scan, send, forget."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace

from flows.commands.screen import answer, complain, now, order_of, say, say_json, told
from flows.errors import ExitCode, UsageError
from flows.problems import Problem
from flows.settings import load
from flows.telling.screen_lines import TOLD_LATER, problem_lines


def issue(arguments: argparse.Namespace) -> ExitCode:
    """Give numbers and days after the signature, or replace an issued paper."""
    from flows.after_signing import issue  # noqa: PLC0415 0.5 s of processor, which --help is not to pay
    from flows.after_signing.replace import Replacing, reissue  # noqa: PLC0415 the same

    def agreeing(question: str, otherwise: str) -> issue.Agree:
        def agree(odd: Sequence[Problem]) -> bool:
            complain("\n".join(problem_lines(odd)))
            return arguments.yes or answer(question, otherwise)

        return agree

    arguments.events = [arguments.event]
    if arguments.replace:
        replacing = Replacing(arguments.replace, arguments.why)
        agree = agreeing("Vẫn hủy số này và cấp số mới?", "Vẫn muốn thay thì chạy lại với --yes.")
        report = reissue(order_of(arguments), replacing, day=arguments.date, at=now(), agree=agree)
    elif arguments.why:
        raise UsageError(
            "--why chỉ đi cùng --replace.", 'Ví dụ: vanthu issue LOP-12 --replace 01/KH --why "sai địa điểm"'
        )
    else:
        agree = agreeing("Vẫn phát hành với ngày như trên?", "Đúng ngày ấy thì chạy lại với --yes.")
        report = issue.issue(order_of(arguments), day=arguments.date, at=now(), agree=agree)
    return told(report, arguments)


def register(arguments: argparse.Namespace) -> ExitCode:
    """Show, export or mend the register."""
    from flows.after_signing.register_book import as_json, book_lines, entries, export, holders, notes, rebuild, void  # noqa: PLC0415 as below, 0.5 s
    from flows.steps.number_papers import expect  # noqa: PLC0415 the same

    target = order_of(arguments).register_target
    if arguments.rebuild:
        say(*rebuild(target, arguments.outputs, at=now()))
        return ExitCode.ok
    if arguments.action == "void":
        if not arguments.number or not arguments.why:
            raise UsageError("Thiếu số hoặc lý do hủy.", 'Ví dụ: vanthu register void 001/GCN --why "in hỏng"')
        expect(target, arguments.outputs)
        number = void(order_of(arguments), arguments.number, arguments.why, at=now(), year=arguments.year)
        say(f"Đã hủy số {number}; số này không cấp lại.")
        return ExitCode.ok
    if arguments.action == "renumber":
        return _renumber(arguments)
    rows = entries(target, arguments.year, arguments.outputs)
    if arguments.xlsx:
        export(rows, arguments.xlsx, holders(target), notes(target, rows, arguments.outputs))
        say(f"Đã xuất {len(rows)} dòng ra {arguments.xlsx}.")
    elif arguments.json:
        say_json({"entries": [as_json(row) for row in rows]})
    else:
        say(*book_lines(rows))
    return ExitCode.ok


def _renumber(arguments: argparse.Namespace) -> ExitCode:
    from flows.after_signing.replace import renumber  # noqa: PLC0415 0.5 s of processor, which --help is not to pay

    if not arguments.number:
        raise UsageError("Thiếu mã sự kiện.", "Ví dụ: vanthu register renumber LOP-12")
    arguments.events = [arguments.number]
    return told(renumber(order_of(arguments), at=now()), arguments)


def forget(arguments: argparse.Namespace) -> ExitCode:
    """Erase people."""
    from flows.after_signing import forget  # noqa: PLC0415 0.5 s of processor, which --help is not to pay

    order = order_of(arguments)
    if bool(arguments.person) == (arguments.older_than is not None):
        fix = 'Ví dụ: vanthu forget "Lê Văn An" --event LOP-12, hoặc vanthu forget --older-than 5'
        raise UsageError("Ghi một người, hoặc --older-than.", fix)
    people = forget.found(order, forget.Wish(arguments.person, arguments.event, arguments.older_than))
    if arguments.yes:
        say(*forget.forget(order, people, at=now()))
    else:
        say(*(f"Sẽ xóa {each}" for each in people), f"{len(people)} người. Chưa xóa gì; để xóa thật, thêm --yes.")
    return ExitCode.ok


def verify(arguments: argparse.Namespace) -> ExitCode:
    """Judge files and texts."""
    from flows.after_signing.verify import verify as judged  # noqa: PLC0415 0.5 s of processor, which --help is not to pay

    verdicts = judged(order_of(arguments).register_target, arguments.things)
    if arguments.json:
        say_json({"verdicts": [verdict.as_json() for verdict in verdicts]})
    else:
        say(*(verdict.line() for verdict in verdicts))
    return ExitCode.ok if all(verdict.is_genuine for verdict in verdicts) else ExitCode.held_back


def scan(arguments: argparse.Namespace) -> ExitCode:
    """File stacks of scans."""
    from flows.after_signing.scans import scan as filed  # noqa: PLC0415 0.5 s of processor, which --help is not to pay
    from flows.telling.preview import renew_pages  # noqa: PLC0415 the same

    order = order_of(arguments)
    done = filed(order, arguments.paths)
    is_told = not done.events or renew_pages(replace(order, events=done.events), now())
    if arguments.json:
        say_json({"filed": list(done.paths), "problems": [problem.as_json() for problem in done.problems]})
    else:
        say(*done.paths, *problem_lines(done.problems))
        say(done.summary, *(() if is_told else (TOLD_LATER,)))
    return ExitCode.held_back if any(problem.is_error for problem in done.problems) else ExitCode.ok


def send(arguments: argparse.Namespace) -> ExitCode:
    """Send an event's papers, or show what would be sent."""
    from flows.after_signing.mail_people import send as sent  # noqa: PLC0415 0.5 s of processor, which --help is not to pay
    from flows.telling.preview import renew_pages  # noqa: PLC0415 the same

    order = replace(order_of(arguments), events=(arguments.event,))
    done = sent(order, load().thong_bao, at=now(), dry=arguments.dry_run)
    is_told = arguments.dry_run or renew_pages(replace(order, only=()), now())
    if arguments.json:
        to = [str(letter.message["To"]) for letter in done.letters]
        say_json({"sent": to, "before": done.before, "problems": [problem.as_json() for problem in done.problems]})
    else:
        if arguments.dry_run:
            say(*(line for letter in done.letters for line in (*letter.lines(), "")))
        say(*problem_lines(done.problems))
        say(done.summary(dry=arguments.dry_run), *(() if is_told else (TOLD_LATER,)))
    return ExitCode.held_back if any(problem.is_error for problem in done.problems) else ExitCode.ok
