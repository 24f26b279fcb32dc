"""What the clerk reads on the screen: reports, problems and templates in, Vietnamese lines out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from flows.documents import KINDS, NAMES
from flows.model.report import EventReport, Report
from flows.problems import Problem
from flows.publishing.changes import CHANGES, lines_of, listed
from flows.vietnamese.dates import short_date

MOST_NUMBERS = 8
MOST_PROBLEMS = 20
"""More problems of one event than fit a screen are told by number; --json and the annotated copy hold them all."""


def report_lines(report: Report, *, sent: bool = False) -> Iterator[str]:
    """Yield the closing summary of a run; `sent` tells under which numbers papers have gone out."""
    if not report.events and not report.problems:
        yield "Chưa có sự kiện nào trong thư mục inputs. Tạo tệp mẫu bằng: vanthu new su-kien.xlsx"
    for event in report.events:
        yield f"{event.event} · {event.title}" if event.title else event.event
        yield from _kind_lines(event, sent=sent)
        yield from problem_lines(event.problems)
    if report.problems:
        yield "Vấn đề chung"
        yield from problem_lines(report.problems)


def _kind_lines(event: EventReport, *, sent: bool) -> Iterator[str]:
    for kind in KINDS:
        counts = event.counts(kind.KIND)
        if counts:
            shown = (("made", "làm mới"), ("unchanged", "không đổi"), ("kept", "giữ bản sửa tay"))
            parts = [f"{counts[state]} {word}" for state, word in shown if counts[state]]
            yield f"  {kind.NAME}: {', '.join(parts)}{_sent(event, kind.KIND) if sent else ''}"
    if event.stopped:
        yield f"  Chưa làm được, chờ sửa lỗi: {', '.join(NAMES[one].lower() for one in event.stopped)}."
    for waiting in event.not_due:
        yield f"  {NAMES[waiting.kind]}: chưa làm. {waiting.reason}"
    yield from _difference_lines(event)


def _sent(event: EventReport, kind: str) -> str:
    """Return under which numbers and days papers of a kind have gone out, "" when none has."""
    days: dict[str, list[str]] = {}
    for one in event.documents:
        if one.kind == kind and one.number and one.issued not in ("", "?"):
            days.setdefault(one.issued, []).append(one.number)
    told = (f"{_span(days[day])}, ngày {short_date(date.fromisoformat(day))}" for day in sorted(days))
    return f"; phát hành số {'; số '.join(told)}" if days else ""


def _span(numbers: Sequence[str]) -> str:
    """Return the lowest and the highest of some numbers of one symbol, others as they come."""
    one_by_one = list(dict.fromkeys(numbers))
    places = sorted(one_by_one, key=_digits)
    alike = len({re.sub(r"\d+", "", number, count=1) for number in one_by_one}) == 1
    if alike and len(places) > 2 and _digits(places[-1]) - _digits(places[0]) == len(places) - 1:
        return f"{places[0]} đến {places[-1]}"
    shown = places[:MOST_NUMBERS]
    return ", ".join(shown) + (f" và {len(places) - len(shown)} số nữa" if len(places) > len(shown) else "")


def _digits(number: str) -> int:
    found = re.search(r"\d+", number)
    return int(found[0]) if found else 0


def _difference_lines(event: EventReport) -> Iterator[str]:
    """Yield who was added, changed and in what, removed, kept and held back since the run before."""
    for change in CHANGES:
        if not (change == "added" and event.is_new):
            yield from (f"  {line}" for line in lines_of(change, event.documents))
    kept = [document for document in event.documents if document.state == "kept" and document.change != "overtaken"]
    groups = (("Giữ bản sửa tay", kept), ("Đã chuyển vào bo/", event.removed), ("Chờ sửa dữ liệu", event.held))
    yield from (f"  {words}: {listed(papers)}" for words, papers in groups if papers)


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield each problem with its place and what to do, errors first."""
    ordered = sorted(_blanks_together(problems), key=lambda problem: not problem.is_error)
    for problem in ordered[:MOST_PROBLEMS]:
        yield f"  {'LỖI' if problem.is_error else 'Lưu ý'}: {problem}"
    if len(ordered) > MOST_PROBLEMS:
        yield f"  ... và {len(ordered) - MOST_PROBLEMS} vấn đề nữa (xem tất cả: --json, hoặc check --annotate THƯ_MỤC)"


def _blanks_together(problems: Sequence[Problem]) -> Iterator[Problem]:
    """Yield the problems, the blank slots of the same papers and sheet as one."""
    groups: dict[object, list[Problem]] = {}
    for place, problem in enumerate(problems):
        sheet = (problem.lacking, problem.where.file, problem.where.sheet)
        groups.setdefault(sheet if problem.lacking else place, []).append(problem)
    yield from (_blanks(group) if len(group) > 1 else group[0] for group in groups.values())


def _blanks(group: Sequence[Problem]) -> Problem:
    slots = [f"«{each.where.heading}»" + (f" (ô {each.where.cell})" if each.where.cell else "") for each in group]
    message = f"{group[0].lacking} còn {len(slots)} chỗ trống: {', '.join(slots)}."
    fix = "Ghi vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản."
    return replace(group[0], where=group[0].where.at(cell="", heading=""), message=message, fix=fix)


def totals_line(report: Report) -> str:
    """Return the last line: how much was made and how much waits for mending."""
    states = [document.state for event in report.events for document in event.documents]
    errors = sum(problem.is_error for problem in report.all_problems)
    done = f"Xong: {states.count('made')} văn bản mới, {states.count('unchanged')} không đổi"
    kept = f", {states.count('kept')} giữ bản sửa tay" if "kept" in states else ""
    return f"{done}{kept}. " + (f"Còn {errors} lỗi cần sửa." if errors else "Không có lỗi.")


def paper_lines(count: int, faults: Sequence[Problem]) -> Iterator[str]:
    """Yield what is wrong with the form of some papers; what many share is told once."""
    if count:
        warned = len({fault.where.file for fault in faults})
        verdict = f"{warned} văn bản có chỗ cần xem" if warned else "không thấy chỗ nào sai"
        yield f"Thể thức: đã soát {count} văn bản, {verdict}"
        yield from problem_lines(list(_together(faults)))


def _together(problems: Sequence[Problem]) -> Iterator[Problem]:
    same: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        same.setdefault((problem.where.heading, problem.message), []).append(problem)
    for first, *others in same.values():
        file = f"{first.where.file} và {len(others)} tệp nữa" if others else first.where.file
        yield replace(first, where=first.where._replace(file=file))
