"""What a run shows on Prefect's page: reports in; tables, words and the run's name out.

Nobody's papers are listed there, for whoever may look at the page may look at all runs; a problem may name its person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from socket import gethostname
from typing import Any

from flows.documents import KINDS, NAMES
from flows.making import Work
from flows.model.report import EventReport, Report
from flows.problems import Problem, Where
from flows.publishing.disk import digest
from flows.publishing.names import ANNOTATED, NOTICE, PACK, event_folder
from flows.publishing.signing import PAGE
from flows.settings import Order
from flows.vietnamese.text import slug

MOST_ROWS = 200
MOST_EVENTS = 10
"""Of a run over more events only those are shown that have something new or something to mend."""
ALL = "Tất cả văn bản"
MOST_NAMES = 2
MOST_ERRORS = 10
"""So many errors of an event are told in full beside its papers; the table has them all, but cuts long ones off."""
_LONGEST_TITLE = 80
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#|]")


def table(work: Work, report: Report) -> list[dict[str, Any]]:
    """Return the run in numbers, a row for each kind."""
    held = work.held_back(report)
    counts = {kind: sum((event.counts(kind) for event in report.events), Counter[str]()) for kind in NAMES}
    return [
        {
            "Loại văn bản": kind.NAME,
            "Làm mới": counts[kind.KIND]["made"],
            "Không đổi": counts[kind.KIND]["unchanged"],
            "Giữ bản sửa tay": counts[kind.KIND]["kept"],
            "Chờ sửa dữ liệu": held[kind.KIND],
        }
        for kind in KINDS
        if counts[kind.KIND] or (not kind.ON_REQUEST and kind.KIND in (work.order.only or NAMES))
    ]


def problem_rows(report: Report) -> list[dict[str, str]]:
    """Return everything that is wrong, errors first, with its cell and what to do."""
    told = [(event.event, problem) for event in report.events for problem in event.problems]
    told += [("", problem) for problem in report.problems]
    told.sort(key=lambda one: not one[1].is_error)
    rows = [_row(event, problem) for event, problem in told[:MOST_ROWS]]
    rest = len(told) - MOST_ROWS
    return [*rows, _row("", Problem(Where(), f"Còn {rest} vấn đề nữa.", f"Xem {PAGE}."))] if rest > 0 else rows


def _row(event: str, problem: Problem) -> dict[str, str]:
    where = problem.where
    return {
        # The cell and what is wrong first: the page shows the first columns, and scrolls to the others.
        "Mức": "Lỗi" if problem.is_error else "Lưu ý",
        "Ô": where.cell,
        "Vấn đề": problem.message,
        "Cách sửa": problem.fix,
        "Cột": where.heading,
        "Trang": where.sheet,
        "Tệp": where.file,
        "Sự kiện": event,
    }


def shown(report: Report) -> Sequence[EventReport]:
    """Return the events worth a look: all of a few, of many those with something new or something to mend."""
    if len(report.events) <= MOST_EVENTS:
        return report.events
    return [event for event in report.events if event.bulletin.is_new or event.errors]


def event_key(code: str) -> str:
    """Return the key under which Prefect keeps an event's history: small letters, digits and dashes."""
    name = slug(code)
    mark = "" if name == code.casefold() else f"-{digest(code.encode('utf-8', 'surrogatepass'))[:6]}"
    return f"su-kien-{name}{mark}"


def event_page(order: Order, event: EventReport) -> str:
    """Return what to do next for one event, as Markdown."""
    return "\n".join([f"## {_title(event)}", "", event.bulletin.summary, "", *_steps(order, event), ""])


def run_page(order: Order, report: Report) -> str:
    """Return what to do next after a run, as Markdown."""
    events = shown(report)
    rest = len(report.events) - len(events)
    lines = [event_page(order, event) for event in events]
    if report.problems:
        errors = sum(problem.is_error for problem in report.problems)
        lines.append(
            f"## Ngoài các sự kiện\n\n{errors} lỗi, {len(report.problems) - errors} lưu ý: xem bảng «van-de».\n"
        )
    if rest:
        lines.append(f"{rest} sự kiện khác không có gì mới và không có lỗi.\n")
    return "\n".join(lines) or "Chưa có sự kiện nào trong thư mục bảng tính.\n"


def _steps(order: Order, event: EventReport) -> Iterator[str]:
    folder = order.outputs.absolute() / event_folder(event.event)
    told, place = event.bulletin, 1
    if event.errors:
        marked = order.outputs.absolute() / ANNOTATED
        yield f"{place}. Sửa {event.errors} lỗi trong bảng tính; bản tô màu ở {_path(marked)}."
        yield "   Lưu lại bảng tính là phần mềm làm tiếp, chỉ phần đã sửa."
        yield from (f"   - {_plain(str(problem))}" for problem in _errors(event)[:MOST_ERRORS])
        if event.errors > MOST_ERRORS:
            yield f"   - ... và {event.errors - MOST_ERRORS} lỗi nữa, xem bảng «van-de»."
        place += 1
    if told.ready:
        pack = folder / PACK / PAGE
        yield f"{place}. Xem lại rồi trình ký {told.ready} văn bản trong {_path(folder)}."
        yield f"   Cả sự kiện trên một trang: {_path(pack)}."
        place += 1
        yield f"{place}. Ký xong, cấp số và ngày: `vanthu issue {event.event}`"
    yield ""
    yield f"Thông báo bằng chữ: {_path(folder / NOTICE)}"
    yield ""
    yield f"Mở bằng cách chép đường dẫn rồi dán vào thanh địa chỉ của trình duyệt trên máy {gethostname()}."


def _errors(event: EventReport) -> Sequence[Problem]:
    return [problem for problem in event.problems if problem.is_error]


def _path(path: Path) -> str:
    """Return a path to copy: Prefect's page opens no file, and takes links to files away."""
    return f"`{path}`"


def _title(event: EventReport) -> str:
    return f"{_plain(event.title) or event.event} ({event.event})"


def _plain(text: str) -> str:
    """Return a text that Markdown shows as it is, in one line."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def run_name(report: Report, at: datetime) -> str:
    """Return the name of a run that was about one event: its title, what was made, when; "" for any other."""
    told = [event for event in report.events if event.bulletin.is_new]
    events = told or report.events
    if len(events) != 1:
        return ""
    title = " ".join(events[0].title.split()) or events[0].event
    short = title if len(title) <= _LONGEST_TITLE else f"{title[: _LONGEST_TITLE - 1].rstrip()}…"
    return f"{short} – {_made(events[0])} – {at:%d/%m/%Y %H:%M}"


def _made(event: EventReport) -> str:
    names = [kind.NAME for kind in KINDS if event.counts(kind.KIND)["made"]]
    if not names:
        return "Cần sửa dữ liệu" if event.errors else "Không có gì mới"
    return ", ".join(names) if len(names) <= MOST_NAMES else f"{len(names)} loại văn bản"


def log_lines(report: Report) -> Iterator[str]:
    """Yield what stands in the run's log, which its page opens with: cells alone, for the log is a file too."""
    yield outcome(report)
    wrong = [str(problem.where) for problem in report.all_problems if problem.is_error and problem.where != Where()]
    if wrong:
        more = f"; và {len(wrong) - MOST_ERRORS} chỗ nữa" if len(wrong) > MOST_ERRORS else ""
        yield f"Cần sửa: {'; '.join(wrong[:MOST_ERRORS])}{more}."
    yield "Xem thẻ Artifacts của lần chạy này: viec-can-lam (làm gì tiếp theo), van-de (từng ô), ket-qua (số liệu)."


def outcome(report: Report) -> str:
    """Return how a run ended, in a sentence."""
    states = Counter(document.state for event in report.events for document in event.documents)
    errors = sum(problem.is_error for problem in report.all_problems)
    held = sum(event.bulletin.held for event in report.events)
    made = f"{states['made']} văn bản mới, {states['unchanged'] + states['kept']} giữ nguyên"
    return f"{made}; {held} văn bản chờ sửa, {errors} lỗi cần sửa." if errors else f"{made}; không có lỗi."
