"""What the clerk reads on the screen: reports, problems and templates as Vietnamese lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from flows.documents import KINDS, NAMES
from flows.model.recorded_paper import Document
from flows.model.report import EventReport, Report, office_lines
from flows.model.series import spanned
from flows.outputs.changes import CHANGES, lines_of, listed
from flows.outputs.file_names import ANNOTATED, PACK, annotated_name
from flows.outputs.signing_folder import PAGE
from flows.problems import Problem, grouped_by, pressing_first, some_of, together
from flows.vietnamese.dates import short_date

MOST_NEXT = 3
MOST_PROBLEMS = 20
"""More problems of one event than fit a screen are told by number; --json and the annotated copy hold them all."""

TOLD_LATER = "Trang xem.html và THONG-BAO ghi việc này ở lần vanthu run sau."


def report_lines(report: Report, *, sent: bool = False) -> Iterator[str]:
    """Yield the closing summary of a run; `sent` tells under which numbers papers have gone out."""
    if not report.events and not report.problems:
        yield "Chưa có sự kiện nào trong thư mục inputs. Tạo tệp mẫu bằng: vanthu new su-kien.xlsx"
    yield from office_lines((event.event, event.office) for event in report.events)
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
    if lacking := _lacking(event):
        yield f"  Còn chỗ trống, chưa trình ký được ({len(lacking)} văn bản): {listed(lacking)}"
    if event.stopped:
        yield f"  Chưa làm được, chờ sửa lỗi: {', '.join(NAMES[one].lower() for one in event.stopped)}."
    for waiting, reason in event.not_due.items():
        yield f"  {NAMES[waiting]}: chưa làm. {reason}"
    yield from _difference_lines(event)


def _lacking(event: EventReport) -> Sequence[Document]:
    """Return the papers in which something is blank, and which have not gone out."""
    return [document for document in event.documents if document.blanks and not document.issued]


def _sent(event: EventReport, kind: str) -> str:
    """Return under which numbers and days papers of a kind have gone out, "" when none has."""
    days: dict[str, list[str]] = {}
    for one in event.documents:
        if one.kind == kind and one.number and one.issued not in ("", "?"):
            days.setdefault(one.issued, []).append(one.number)
    told = (f"{spanned(days[day])}, ngày {short_date(date.fromisoformat(day))}" for day in sorted(days))
    return f"; phát hành số {'; số '.join(told)}" if days else ""


def _difference_lines(event: EventReport) -> Iterator[str]:
    """Yield who was added, changed and in what, removed, kept and held back since the run before."""
    for change in CHANGES:
        if not (change == "added" and event.is_new):
            yield from (f"  {line}" for line in lines_of(change, event.documents))
    kept = [document for document in event.documents if document.state == "kept" and document.change != "overtaken"]
    groups = (("Giữ bản sửa tay", kept), ("Đã chuyển vào bo/", event.removed), ("Chờ sửa dữ liệu", event.held))
    yield from (f"  {words}: {listed(papers)}" for words, papers in groups if papers)


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield each problem with its place and what to do, errors and what stops most papers first."""
    ordered = pressing_first(together(problems))
    for problem in ordered[:MOST_PROBLEMS]:
        yield f"  {'LỖI' if problem.is_error else 'Lưu ý'}: {problem}"
    if len(ordered) > MOST_PROBLEMS:
        yield f"  ... và {len(ordered) - MOST_PROBLEMS} vấn đề nữa (xem tất cả: --json, hoặc check --annotate THƯ_MỤC)"


def totals_line(report: Report) -> str:
    """Return the last line: how much was made and how much waits for mending."""
    states = [document.state for event in report.events for document in event.documents]
    errors = sum(problem.is_error for problem in report.all_problems)
    done = f"Xong: {states.count('made')} văn bản mới, {states.count('unchanged')} không đổi"
    kept = f", {states.count('kept')} giữ bản sửa tay" if "kept" in states else ""
    blank = sum(len(_lacking(event)) for event in report.events)
    lacking = f"; {blank} văn bản còn chỗ trống, chưa trình ký được" if blank else ""
    return f"{done}{kept}{lacking}. " + (f"Còn {errors} lỗi cần sửa." if errors else "Không có lỗi.")


def next_lines(report: Report, outputs: Path) -> Iterator[str]:
    """Yield what to open next: the copies that show the mistakes, then the page of each event that has papers."""
    faulty = dict.fromkeys(problem.where.file for problem in report.all_problems if problem.is_error)
    folders = dict.fromkeys(one.path.partition("/")[0] for event in report.events for one in event.documents)
    copies = [outputs / ANNOTATED / annotated_name(file) for file in faulty if file]
    pages = [outputs / folder / PACK / PAGE for folder in folders]
    yield from _to_open([path for path in copies if path.is_file()], "ô sai đã tô màu")
    yield from _to_open([path for path in pages if path.is_file()], "cả sự kiện trên một trang")


def _to_open(paths: Sequence[Path], words: str) -> Iterator[str]:
    yield from (f"Mở tiếp: {path} ({words})" for path in paths[:MOST_NEXT])
    if len(paths) > MOST_NEXT:
        yield f"... và {len(paths) - MOST_NEXT} tệp như vậy nữa"


def paper_lines(count: int, faults: Sequence[Problem]) -> Iterator[str]:
    """Yield what is wrong with the form of some papers; what many share is told once."""
    if count:
        warned = len({fault.where.file for fault in faults})
        verdict = f"{warned} văn bản có chỗ cần xem" if warned else "không thấy chỗ nào sai"
        yield f"Thể thức: đã soát {count} văn bản, {verdict}"
        yield from problem_lines(list(_together(faults)))


def _together(problems: Sequence[Problem]) -> Iterator[Problem]:
    for alike in grouped_by(problems, lambda problem: (problem.where.heading, problem.message)).values():
        file = some_of([one.where.file for one in alike], 1, "tệp")
        yield replace(alike[0], where=alike[0].where._replace(file=file))
