"""Microsoft Word on Windows, through docx2pdf, in a process of its own: paths of .docx in, PDFs in a folder out."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from flows.errors import MachineError

SECONDS_A_PAPER, SECONDS_TO_START = 10, 120
MOST_FAULTS = 3
"""So many papers may make docx2pdf stop, which then leaves out those that come after."""


class Word:
    """Word starts once for all papers; one after the other, and never more than one Word."""

    keeps_marks = False
    workers = 1

    def convert(self, documents: Sequence[Path], folder: Path, *, papers: int) -> None:
        """Convert the documents, as far as Word can.

        Raises:
            MachineError: Word does not answer.
        """
        waiting = sorted(documents)
        for _ in range(MOST_FAULTS):
            _call(waiting, folder, SECONDS_TO_START + SECONDS_A_PAPER * papers)
            # docx2pdf goes by name and stops at the first paper that Word refuses.
            waiting = [path for path in waiting if not (folder / f"{path.stem}.pdf").is_file()][1:]
            if not waiting:
                return


def _call(documents: Sequence[Path], folder: Path, limit: int) -> None:
    with tempfile.TemporaryDirectory(prefix="vanthu-word-", ignore_cleanup_errors=True) as room:
        for path in documents:
            shutil.copy(path, room)
        try:
            # In our own process COM would fail in any thread but the first, and a question of Word's hang us.
            subprocess.run(  # noqa: S603 our own interpreter and module
                [sys.executable, "-m", __name__, room, str(folder)],
                check=False,
                timeout=limit,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired as error:
            message = f"Word không trả lời quá {limit} giây khi làm PDF."
            fix = "Mở Word xem có đang hỏi gì không, đóng hết Word (kể cả trong Task Manager), rồi chạy lại với --pdf."
            raise MachineError(message, fix) from error


def main(source: str, target: str) -> None:
    """Convert a folder's documents; a Word that the user has open is not closed."""
    docx2pdf: Any = import_module("docx2pdf")
    docx2pdf.convert(source, target, keep_active=_is_open())


def _is_open() -> bool:
    with contextlib.suppress(Exception):  # pywin32 has a class of its own for each thing that can go wrong
        client: Any = import_module("win32com.client")
        client.GetActiveObject("Word.Application")
        return True
    return False


if __name__ == "__main__":
    main(*sys.argv[1:3])
