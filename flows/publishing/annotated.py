"""Copies of workbooks with their problems marked: bytes in, outputs/loi/ out, never over what the user mended there."""

from __future__ import annotations

from pathlib import Path

from flows.publishing.kept import put_file, remove_file
from flows.publishing.names import annotated_name


def put_copy(folder: Path, workbook: str, content: bytes) -> Path:
    """Put a workbook's annotated copy in its place; return where it stands.

    A copy the user has worked in is kept, the new one then stands beside it as NAME.loi.moi.xlsx.
    """
    return put_file(folder, annotated_name(workbook), content)


def remove_copy(folder: Path, workbook: str) -> None:
    """Remove a mended workbook's copy, unless the user has worked in it; an empty folder goes too."""
    remove_file(folder, annotated_name(workbook))
