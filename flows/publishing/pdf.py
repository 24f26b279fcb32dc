"""PDF beside every document: paths of .docx in, .pdf next to each out, through LibreOffice."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from flows.errors import MachineError

BATCH = 100
"""One call stops at 246 files and still reports success; fewer also lose less to a hang."""

SECONDS_A_FILE, SECONDS_TO_START = 5, 60
INSTALL = (
    "Cài LibreOffice (Windows: tải từ trang libreoffice, cài như thường; Debian, Ubuntu: apt install "
    "libreoffice-writer) rồi chạy lại. Các tệp Word đã làm xong."
)
_WINDOWS = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


def add_pdfs(outputs: Path, documents: Sequence[str]) -> list[Path]:
    """Make a PDF beside each document (paths relative to outputs) that has none as new as itself; return the new ones.

    Raises:
        MachineError: LibreOffice is missing, hangs, or leaves a document out.
    """
    wanted = [path for path in (outputs / document for document in documents) if _is_due(path)]
    if not wanted:
        return []
    program = soffice()
    return [pdf for batch in _batches(wanted) for pdf in _converted(program, batch)]


def soffice() -> str:
    """Return LibreOffice's program; MachineError with how to install it when there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice") or next(filter(os.path.isfile, _WINDOWS), None)
    if found is None:
        raise MachineError("Không tìm thấy LibreOffice để làm PDF.", INSTALL)
    return found


def _is_due(document: Path) -> bool:
    pdf = document.with_suffix(".pdf")
    return document.is_file() and (not pdf.is_file() or pdf.stat().st_mtime_ns < document.stat().st_mtime_ns)


def _batches(paths: Sequence[Path]) -> Iterator[Sequence[Path]]:
    """Yield so many files at a time, never two of one name: they meet in one folder."""
    for folder in dict.fromkeys(path.parent for path in paths):
        own = [path for path in paths if path.parent == folder]
        yield from (own[start : start + BATCH] for start in range(0, len(own), BATCH))


def _converted(program: str, batch: Sequence[Path]) -> list[Path]:
    """Convert one batch in a profile of its own and move what came out beside the documents."""
    with tempfile.TemporaryDirectory(prefix="vanthu-pdf-") as room:
        made = Path(room, "pdf")
        _call(program, Path(room, "ho-so"), made, batch)
        missing = [path for path in batch if not (made / f"{path.stem}.pdf").is_file()]
        if missing:
            message = f"LibreOffice không chuyển được {missing[0].name} (và {len(missing) - 1} tệp khác) thành PDF."
            raise MachineError(message, "Mở thử tệp đó, rồi chạy lại với --pdf.")
        return [_moved(made / f"{path.stem}.pdf", path.with_suffix(".pdf")) for path in batch]


def _call(program: str, profile: Path, made: Path, batch: Sequence[Path]) -> None:
    options = [f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf", "--outdir", str(made)]
    limit = SECONDS_TO_START + SECONDS_A_FILE * len(batch)
    try:
        subprocess.run([program, *options, *map(str, batch)], capture_output=True, timeout=limit, check=False)  # noqa: S603 the office's own LibreOffice, files of our own making
    except subprocess.TimeoutExpired:
        raise MachineError(f"LibreOffice treo quá {limit} giây.", "Chạy lại với --pdf.") from None
    except OSError as error:
        raise MachineError(f"Không chạy được LibreOffice: {error.strerror}.", INSTALL) from error


def _moved(made: Path, place: Path) -> Path:
    """Move a PDF beside its document, whole or not at all."""
    staged = place.with_name(f".{place.name}.tmp")
    try:
        shutil.copyfile(made, staged)
        staged.replace(place)
    except OSError as error:
        raise MachineError(f"Không ghi được {place}: {error.strerror}.", "Đóng tệp nếu đang mở.") from error
    return place
