"""Turn Word files into PDF by the office's own program: LibreOffice, or Word on Windows."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import Any

from flows.errors import MachineError, system_words
from flows.machine.cores import cores
from flows.machine.work_folders import workroom

WORD_SECONDS_A_PAPER, WORD_SECONDS_TO_START = 10, 120
MOST_FAULTS = 3
"""So many papers may make docx2pdf stop, which then leaves out those that come after."""


class Word:
    """Word starts once for all papers; one after the other, and never more than one Word."""

    keeps_marks = False
    workers = 1

    def convert(self, documents: Sequence[Path], folder: Path, *, papers: int) -> None:
        """Make folder/<stem>.pdf of each document, as far as Word can; `papers` is how many stand in all of them.

        Raises:
            MachineError: Word does not answer.
        """
        waiting = sorted(documents)
        for _ in range(MOST_FAULTS):
            _call(waiting, folder, WORD_SECONDS_TO_START + WORD_SECONDS_A_PAPER * papers)
            # docx2pdf goes by name and stops at the first paper that Word refuses.
            waiting = [path for path in waiting if not (folder / f"{path.stem}.pdf").is_file()][1:]
            if not waiting:
                return


def _call(documents: Sequence[Path], folder: Path, limit: int) -> None:
    with workroom("word") as room:
        for path in documents:
            shutil.copy(path, room)
        try:
            # In our own process COM would fail in any thread but the first, and a question of Word's hang us.
            subprocess.run(  # noqa: S603 our own interpreter and module
                [sys.executable, "-m", __name__, str(room), str(folder)],
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


MOST_FILES = 100
"""One call stops at 246 files and still reports success; fewer also lose less to a hang."""

OFFICE_SECONDS_A_PAPER, OFFICE_SECONDS_TO_START = 5, 180
INSTALL = (
    "Cài LibreOffice (Windows: tải từ trang libreoffice, cài như thường; Debian, Ubuntu: apt install "
    "libreoffice-writer) rồi chạy lại. Các tệp Word đã làm xong."
)
_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)
# Bookmarks become named destinations: where each paper of a joined document begins. Fonts are always embedded. Tags let
# a screen reader follow a paper; those cut out of a joined document lose them.
_FILTER = (
    "pdf:writer_pdf_Export:{"
    '"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"ExportBookmarks":{"type":"boolean","value":"false"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"%d"}}'
)
_PLAIN, _ARCHIVE = 0, 2


class LibreOffice:
    """LibreOffice, one process a core, each with a profile of its own: two never share one."""

    keeps_marks = True

    def __init__(self, program: str, *, workers: int = 0, archive: bool = False) -> None:
        """Use the program at a path; `archive` asks for PDF/A-2b."""
        self._program = program
        self._filter = _FILTER % (_ARCHIVE if archive else _PLAIN)
        self.workers = workers or cores()

    def convert(self, documents: Sequence[Path], folder: Path, *, papers: int) -> None:
        """Make the same, several documents at once; a process that hangs is ended and its rest tried once more.

        Raises:
            MachineError: LibreOffice does not start, or hangs twice.
        """
        limit = OFFICE_SECONDS_TO_START + OFFICE_SECONDS_A_PAPER * papers
        shares = [share for share in (documents[start :: self.workers] for start in range(self.workers)) if share]
        with ThreadPoolExecutor(len(shares) or 1) as pool:
            for done in [pool.submit(self._share, share, folder, limit) for share in shares]:
                done.result()

    def _share(self, documents: Sequence[Path], folder: Path, limit: int) -> None:
        with workroom("ho-so") as room:
            for start in range(0, len(documents), MOST_FILES):
                batch = documents[start : start + MOST_FILES]
                if not self._call(room / "1", batch, folder, limit):
                    rest = [path for path in batch if not (folder / f"{path.stem}.pdf").is_file()]
                    if not self._call(room / "2", rest, folder, limit):
                        raise MachineError(f"LibreOffice treo quá {limit} giây, hai lần.", "Chạy lại với --pdf.")

    def _call(self, profile: Path, documents: Sequence[Path], folder: Path, limit: int) -> bool:
        """Run once; tell whether it ended by itself."""
        options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        command = [self._program, *options, "--convert-to", self._filter, "--outdir", str(folder)]
        try:
            process = subprocess.Popen(  # noqa: S603 the office's own LibreOffice, files of our own making
                [*command, *map(str, documents)],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                # LibreOffice makes temporary copies of its own.
                env={**os.environ, "TMPDIR": str(profile.parent)},
                start_new_session=True,
            )
        except OSError as error:
            raise MachineError(f"Không chạy được LibreOffice: {system_words(error)}.", INSTALL) from error
        try:
            process.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            _end(process)
            return False
        return True


Converter = Word | LibreOffice
"""A program that makes PDFs; `keeps_marks` says that bookmarks of Word come out as named destinations."""


def converter(*, archive: bool = False) -> Converter:
    """Return what this machine has: Word on Windows, else LibreOffice; PDF/A is LibreOffice's alone.

    Raises:
        MachineError: it has neither.
    """
    if not archive and _has_word():
        return Word()
    return LibreOffice(soffice(), archive=archive)


def soffice() -> str:
    """Return LibreOffice's program; MachineError with how to install it when there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice") or next(filter(os.path.isfile, _WINDOWS), None)
    if found is None:
        raise MachineError("Không tìm thấy LibreOffice để làm PDF.", INSTALL)
    return found


def _has_word() -> bool:
    if os.name != "nt":
        return False
    registry: Any = import_module("winreg")
    try:
        registry.OpenKey(registry.HKEY_CLASSES_ROOT, "Word.Application").Close()
    except OSError:
        return False
    return True


def _end(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the process that it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:3])
