"""What the clerk reads on the screen: reports, problems and templates in, Vietnamese lines out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.documents import KINDS, NAMES
from flows.model.report import EventReport, Report
from flows.problems import Problem

MOST_PROBLEMS = 20
"""More problems of one event than fit a screen are told by number; --json and the annotated copy hold them all."""


def report_lines(report: Report) -> Iterator[str]:
    """Yield the closing summary of a run."""
    if not report.events and not report.problems:
        yield "Chưa có sự kiện nào trong thư mục inputs. Tạo tệp mẫu bằng: vanthu new su-kien.xlsx"
    for event in report.events:
        yield f"{event.event} · {event.title}" if event.title else event.event
        yield from _kind_lines(event)
        yield from problem_lines(event.problems)
    if report.problems:
        yield "Vấn đề chung"
        yield from problem_lines(report.problems)


def _kind_lines(event: EventReport) -> Iterator[str]:
    for kind in KINDS:
        counts = event.counts(kind.KIND)
        if counts:
            shown = (("made", "làm mới"), ("unchanged", "không đổi"), ("kept", "giữ bản sửa tay"))
            parts = [f"{counts[state]} {word}" for state, word in shown if counts[state]]
            yield f"  {kind.NAME}: {', '.join(parts)}"
    for waiting in event.not_due:
        yield f"  {NAMES[waiting.kind]}: chưa làm. {waiting.reason}"
    if event.removed:
        yield f"  Đã chuyển vào bo/: {event.removed} văn bản của người không còn trong danh sách"


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Yield each problem with its place and what to do, errors first."""
    ordered = sorted(problems, key=lambda problem: not problem.is_error)
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
    return f"{done}{kept}. " + (f"Còn {errors} lỗi cần sửa." if errors else "Không có lỗi.")
