"""Annotated copies of workbooks: problems in, a marked copy of each workbook that has some out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from flows.model.report import Report
from flows.problems import Problem
from flows.publishing.annotated import put_copy
from flows.publishing.outputs import Outputs
from flows.reading.copies import is_passed_over
from flows.reading.grouping import workbooks_of
from flows.settings import Order


def annotate(problems: Sequence[Problem], order: Order, paths: Iterable[Path], folder: Path) -> list[Path]:
    """Write into a folder a copy of every workbook of the order, or under the paths, that has problems."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    told = _by_file(problems)
    for name, workbook in _workbooks(order, paths).items():
        content = _marked(workbook, told.get(name, []))
        if content is not None:
            made.append(put_copy(folder, name, content))
    return made


def refresh(order: Order, report: Report) -> None:
    """Keep outputs/loi/ as a run found things: a copy of each workbook with errors, none of those without.

    A run of some events only says nothing of the others' workbooks, whose copies stay.
    """
    outputs, told, sound = Outputs(order.outputs), _by_file(report.all_problems), []
    for name, workbook in _workbooks(order, ()).items():
        own = told.get(name, [])
        content = _marked(workbook, own) if any(problem.is_error for problem in own) else None
        if content is not None:
            outputs.annotated(name, content)
        else:
            sound.append(name)
    if not order.events:
        outputs.remove_annotated(sound)


def _marked(workbook: Path, problems: Sequence[Problem]) -> bytes | None:
    from flows.reading.annotate import annotated  # noqa: PLC0415 it brings openpyxl, half a second; most runs mark none

    return annotated(workbook, problems)


def _workbooks(order: Order, paths: Iterable[Path]) -> dict[str, Path]:
    """Return the workbooks by name, without the copies that are not read: their originals are marked instead."""
    found = workbooks_of(tuple(paths) or (order.inputs,), order.inputs)
    return {name: path for name, path in found.items() if not is_passed_over(path)}


def _by_file(problems: Iterable[Problem]) -> Mapping[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.where.file, []).append(problem)
    return found
