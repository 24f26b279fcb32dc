"""`vanthu verify`, `scan`, `send`: what becomes of papers after the signature."""

from __future__ import annotations

import argparse
from dataclasses import replace

from flows.commands.screen import now, order_of, say, say_json
from flows.errors import ExitCode
from flows.settings import load
from flows.telling.screen_lines import TOLD_LATER, problem_lines


def verify(arguments: argparse.Namespace) -> ExitCode:
    """Judge files and texts."""
    from flows.after_signing.verify import verify as judged  # noqa: PLC0415 2.5 s of processor, which --help is not to pay

    verdicts = judged(order_of(arguments).register_target, arguments.things)
    if arguments.json:
        say_json({"verdicts": [verdict.as_json() for verdict in verdicts]})
    else:
        say(*(verdict.line() for verdict in verdicts))
    return ExitCode.ok if all(verdict.is_genuine for verdict in verdicts) else ExitCode.held_back


def scan(arguments: argparse.Namespace) -> ExitCode:
    """File stacks of scans."""
    from flows.after_signing.scans import scan as filed  # noqa: PLC0415 2.5 s of processor, which --help is not to pay
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
    from flows.after_signing.sending import send as sent  # noqa: PLC0415 2.5 s of processor, which --help is not to pay
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
