"""Annotated copies of workbooks: problems in, a marked copy of each workbook that has some out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from flows.problems import Problem
from flows.publishing.annotated import put_copy
from flows.reading.annotate import annotated
from flows.reading.inbox import is_ignored
from flows.reading.workbook import SUFFIXES


def annotate(problems: Sequence[Problem], sources: Iterable[Path], folder: Path) -> list[Path]:
    """Write into a folder a copy of every workbook under the sources that has problems; return the copies."""
    folder.mkdir(parents=True, exist_ok=True)
    made: list[Path] = []
    for workbook in _workbooks(sources):
        content = annotated(workbook, [problem for problem in problems if problem.where.file == workbook.name])
        if content is not None:
            made.append(put_copy(folder, workbook.name, content))
    return made


def _workbooks(sources: Iterable[Path]) -> Iterator[Path]:
    for source in sources:
        for path in sorted(source.rglob("*")) if source.is_dir() else [source]:
            if path.is_file() and path.suffix.lower() in SUFFIXES and not is_ignored(path):
                yield path
