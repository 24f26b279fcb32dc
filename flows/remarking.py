"""Annotated copies of templates: verdicts in, a copy with Word comments of each faulty one out, none of the sound."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.errors import MachineError, TemplateError, system_words
from flows.judging import Verdict
from flows.publishing.annotated import put_copy, remove_copy
from flows.rendering.marking import marked
from flows.rendering.package import read_bytes


def annotate(verdicts: Sequence[Verdict], templates: Path, folder: Path) -> list[Path]:
    """Write NAME.loi.docx into a folder for every template with faults; remove the copies of those without.

    A copy somebody has worked in is kept. Raises MachineError where the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return [copy for verdict in verdicts for copy in _copies(verdict, templates, folder)]
    except OSError as error:
        fix = "Kiểm tra thư mục và quyền ghi."
        raise MachineError(f"Không ghi được bản sao vào {folder}: {system_words(error)}.", fix) from error


def _copies(verdict: Verdict, templates: Path, folder: Path) -> Sequence[Path]:
    content = _marked(verdict, templates / verdict.file) if verdict.problems else None
    if content is None:
        remove_copy(folder, verdict.file)
        return ()
    return (put_copy(folder, verdict.file, content),)


def _marked(verdict: Verdict, template: Path) -> bytes | None:
    try:
        return marked(read_bytes(template, verdict.file), verdict.findings, verdict.file)
    except TemplateError:  # no Word file: there is nothing to write in
        return None
