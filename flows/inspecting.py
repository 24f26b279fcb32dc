"""Finished papers and what templates print, judged by their form: files in, warnings out; nothing is changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from flows.documents import KINDS, NAMES
from flows.documents.vocabulary import merge_names
from flows.errors import TemplateError
from flows.model.report import EventReport
from flows.problems import Problem, Where
from flows.publishing.names import PACK
from flows.reading.inbox import is_ignored
from flows.reading.workbook import SUFFIXES as WORKBOOKS
from flows.rendering import Template
from flows.rendering.form.judging import judge
from flows.rendering.form.profile import FORMS
from flows.rendering.package import MOST_BYTES
from flows.specimen import specimen_of

SUFFIXES = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt")
"""What word processors write; all but the first three get a message that says how to save it."""
_SEEN = 3

Papers = dict[str, Path]
"""Papers by the names that problems call them."""


def papers_among(paths: Iterable[Path]) -> tuple[Papers, tuple[Path, ...]]:
    """Return the papers under these paths, and the paths that hold something else."""
    papers: Papers = {}
    others: list[Path] = []
    for path in paths:
        found = _papers_at(path)
        papers |= found
        if not found or (path.is_dir() and _has_others(path)):
            others.append(path)
    return papers, tuple(others)


def _papers_at(path: Path) -> Papers:
    if path.is_dir():
        return {found.relative_to(path).as_posix(): found for found in sorted(path.rglob("*")) if _is_paper(found)}
    return {path.name: path} if _is_paper(path) else {}


def _is_paper(path: Path) -> bool:
    # The signing pack holds papers that stand beside it, joined.
    mine = path.suffix.lower() in SUFFIXES and path.parent.name != PACK
    return mine and path.is_file() and not is_ignored(path)


def _has_others(folder: Path) -> bool:
    """Whether a folder holds workbooks too; the marked copies that runs write into outputs are none."""
    return any(
        found.suffix.lower() in WORKBOOKS and not is_ignored(found) and not found.name.endswith(".loi.xlsx")
        for found in folder.rglob("*")
    )


def inspected(papers: Papers) -> tuple[Problem, ...]:
    """Return what is wrong with the form of each paper."""
    return tuple(problem for name, path in papers.items() for problem in _inspected(path, name))


def _inspected(path: Path, name: str, kind: str = "", *, official_only: bool = False) -> tuple[Problem, ...]:
    try:
        if path.stat().st_size > MOST_BYTES:
            return (Problem(Where(name), "Tệp lớn quá mức.", "Bỏ bớt ảnh rồi lưu lại."),)
        data = path.read_bytes()
    except OSError:
        return (Problem(Where(name), "Không đọc được tệp.", "Kiểm tra quyền đọc, đóng tệp trong Word."),)
    return judge(data, name, kind, official_only=official_only)


def form_of_template(path: Path, kind: str) -> tuple[Problem, ...]:
    """Return what is wrong with the form of what a template prints; nothing for one that cannot print."""
    module = next(one for one in KINDS if kind == one.KIND)
    try:
        document = Template(path, names=merge_names(), file=path.name).fill(specimen_of(module)).document
    except TemplateError:
        return ()
    # What is said of no element is said of an empty paper, and a template may be empty.
    return tuple(fault for fault in judge(document, path.name, _seen_as(kind)) if fault.where.heading)


def forms_of_made(outputs: Path, made: Sequence[EventReport]) -> tuple[Problem, ...]:
    """Return one warning for each kind whose papers depart from the form, as the first of them does.

    The form is the template's, so that one paper speaks for all of its kind. Papers for which the decree has no form
    are left to `vanthu templates` and `vanthu check`.
    """
    first = {document.kind: document for event in reversed(made) for document in reversed(event.documents)}
    kinds = [kind for kind in NAMES if kind in first and first[kind].state != "kept"]
    return tuple(told for kind in kinds if (told := _told(kind, outputs / first[kind].path)))


def _seen_as(kind: str) -> str:
    """Return the kind to judge a paper as: an administrative one is judged as what it shows itself to be.

    An office that keeps neither motto nor number nor signature in its own template means to.
    """
    return "" if kind in FORMS else kind


def _told(kind: str, path: Path) -> Problem | None:
    told = _inspected(path, path.name, _seen_as(kind), official_only=True)
    faults = [each for each in told if each.where.heading]
    elements = [heading for heading, _ in groupby(problem.where.heading for problem in faults)]
    if not faults:
        return None
    seen = "; ".join(elements[:_SEEN]) + ("; ..." if len(elements) > _SEEN else "")
    message = f"{NAMES[kind]} có {len(faults)} chỗ chưa đúng thể thức (NĐ 30/2020/NĐ-CP): {seen}."
    return Problem(Where(f"{kind}.docx"), message, "Xem từng chỗ bằng lệnh: vanthu templates", "warning")
