"""Measure Word files to PDF: joined, converted and cut, beside one LibreOffice for each file, in one run.

    python tests/benchmarks/pdf.py [--certificates 230]

The page images of both ways are compared first.
"""

# ruff: noqa: T201 - the figures are for the screen

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path

import pypdfium2

from flows.making import make
from flows.model.draft import Document
from flows.pdf import add_pdfs
from flows.publishing.converting import LibreOffice, soffice
from flows.settings import Order

ONE_BY_ONE = 12


def sample(room: Path) -> list[Path]:
    """Return the sample's certificates."""
    order = Order(outputs=room / "outputs", today=date(2024, 7, 3))
    make(order, datetime(2024, 7, 3, 8, tzinfo=UTC))
    return sorted(order.outputs.glob("*/giay-chung-nhan/*.docx"))


def copies(certificates: Sequence[Path], count: int, folder: Path) -> list[Document]:
    """Return so many documents, the same certificates over and over."""
    folder.mkdir()
    made = []
    for number, path in enumerate(islice(cycle(certificates), count)):
        shutil.copy(path, folder / f"{number:05}.docx")
        made.append(Document("giay-chung-nhan", f"{number:05}.docx", str(number), "", None, "made", ""))
    return made


def seconds(work: Callable[[], object]) -> float:
    """Return how long it takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def images(pdf: Path) -> list[bytes]:
    """Return the pages as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=1).to_pil().tobytes() for page in document]


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--certificates", type=int, nargs="*", default=[230, 1000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room = Path(name)
        certificates = sample(room)
        alone = room / "tung-tep"
        one = LibreOffice(soffice(), workers=1)
        single = (
            seconds(lambda: [one.convert([path], alone, papers=1) for path in certificates[:ONE_BY_ONE]]) / ONE_BY_ONE
        )
        print(f"one LibreOffice for each file: {single:.2f} s a certificate")
        for count in options.certificates:
            folder = room / str(count)
            documents = copies(certificates, count, folder)
            taken = seconds(lambda folder=folder, documents=documents: add_pdfs(folder, documents))
            equal = sum(
                images(folder / f"{n:05}.pdf") == images(alone / f"{path.stem}.pdf")
                for n, path in enumerate(certificates[:ONE_BY_ONE])
            )
            if equal != ONE_BY_ONE:
                sys.exit(f"only {equal} of {ONE_BY_ONE} pages look the same")
            print(
                f"{count:6,} joined and cut on {os.cpu_count()} cores: {taken:6.1f} s, {1000 * taken / count:5.1f} ms each,"
                f" {single * count / taken:5.1f} times less"
            )


if __name__ == "__main__":
    main()
