"""Measure Word files to PDF: joined, converted and cut, beside one LibreOffice for each file and unoserver, in one run.

    python tests/benchmarks/pdf.py [--certificates 230 1000 3000 5000] [--unoserver PYTHON] [--rounds 3]

PYTHON is one that has LibreOffice's uno and unoserver: `apt install python3-uno`, then a virtual environment of
/usr/bin/python3 with --system-site-packages, and `pip install unoserver` in it. All 230 page images are compared
with those of files converted one by one first.
"""

# ruff: noqa: T201 - the figures are for the screen

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import cycle, islice
from pathlib import Path

import pypdfium2

from flows.model.order import Order
from flows.model.recorded_paper import Document
from flows.pdf.convert import LibreOffice, soffice
from flows.pdf.paper_pdfs import add_pdfs
from flows.pipeline import make

ONE_BY_ONE = 12
PORTS = ("23003", "23002")
# One client for all files, which is kinder to it than its own command, a process a file.
CLIENT = """
import sys
from unoserver.client import UnoClient
client = UnoClient(port=sys.argv[1])
for line in sys.stdin:
    source, target = line.rstrip().split("|")
    client.convert(inpath=source, outpath=target)
"""


def sample(room: Path) -> list[Path]:
    """Return the sample's certificates."""
    order = Order(outputs=room / "outputs", today=date(2024, 7, 3))
    make(order, datetime(2024, 7, 3, 8, tzinfo=UTC))
    return sorted(order.outputs.glob("*/giay-chung-nhan/*.docx"))


def copies(certificates: Sequence[Path], count: int, folder: Path) -> list[Document]:
    """Return so many documents, the same certificates over and over."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "A").mkdir(parents=True)
    made = []
    for number, path in enumerate(islice(cycle(certificates), count)):
        shutil.copy(path, folder / "A" / f"{number:05}.docx")
        made.append(Document("giay-chung-nhan", f"A/{number:05}.docx", str(number), "", None, "made", ""))
    return made


@dataclass(frozen=True, order=True)
class Taken:
    """Seconds by the clock, and of all processors together: others who share the machine do not add to these."""

    clock: float
    processor: float = 0.0

    def each(self, count: int) -> Taken:
        """Return what one of so many takes."""
        return Taken(self.clock / count, self.processor / count)


def taken(work: Callable[[], object]) -> Taken:
    """Return how long it takes, with the processes that it starts and ends."""
    before, start = os.times(), time.perf_counter()
    work()
    after = os.times()
    return Taken(time.perf_counter() - start, sum(after[:4]) - sum(before[:4]))


def images(pdf: Path) -> list[bytes]:
    """Return the pages as pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.render(scale=1).to_pil().tobytes() for page in document]
    finally:
        document.close()


@contextmanager
def unoserver(python: str, room: Path) -> Iterator[Callable[[Sequence[Path], Path], None]]:
    """Run unoserver; give what converts files, one after the other, into a folder."""
    command = [python, "-m", "unoserver.server", "--port", PORTS[0], "--uno-port", PORTS[1], "--quiet"]
    server = subprocess.Popen([*command, "--user-installation", str(room / "ho-so")], stderr=subprocess.DEVNULL)

    def convert(documents: Sequence[Path], folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        pairs = "\n".join(f"{one}|{folder / one.stem}.pdf" for one in documents)
        subprocess.run([python, "-c", CLIENT, PORTS[0]], input=pairs, text=True, check=True, capture_output=True)

    try:
        yield convert
    finally:
        server.terminate()
        server.wait()


def warm(convert: Callable[[Sequence[Path], Path], None], paper: Path, room: Path) -> None:
    """Wait until unoserver answers, which is not measured."""
    for _ in range(60):
        try:
            return convert([paper], room)
        except subprocess.CalledProcessError:
            time.sleep(1)
    return sys.exit("unoserver does not answer")


def one_by_one(certificates: Sequence[Path], room: Path, count: int) -> Taken:
    """Return what each of so many files takes with a LibreOffice of its own."""
    one = LibreOffice(soffice(), workers=1)
    return taken(lambda: [one.convert([path], room, papers=1) for path in certificates[:count]]).each(count)


def same_images(certificates: Sequence[Path], alone: Path, folder: Path) -> int:
    """Return how many of the sample's certificates look as those that were converted alone, where these are."""
    pairs = ((folder / "A" / f"{n:05}.pdf", alone / f"{path.stem}.pdf") for n, path in enumerate(certificates))
    checked = [images(ours) == images(theirs) for ours, theirs in pairs if theirs.is_file()]
    if not all(checked):
        sys.exit(f"only {sum(checked)} of {len(checked)} pages look the same")
    return len(checked)


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--certificates", type=int, nargs="*", default=[230, 1000])
    parser.add_argument("--unoserver", default="")
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        room, alone = Path(name), Path(name, "tung-tep")
        certificates = sample(room)
        single = one_by_one(certificates, alone, ONE_BY_ONE)
        print(f"one LibreOffice for each file, {ONE_BY_ONE} files: {single.clock:.2f} s ({single.processor:.2f}) each")
        each = 0.0
        if options.unoserver:
            with unoserver(options.unoserver, room) as convert:
                warm(convert, certificates[0], room / "thu")
                each = taken(lambda: convert(certificates, alone)).each(len(certificates)).clock
            print(f"unoserver, {len(certificates)} files in a loop: {each:.3f} s each")
        for count in options.certificates:
            measured(certificates, count, room / "chung", options.rounds, (single, Taken(each)))
            print(
                f"       {same_images(certificates, alone, room / 'chung')} page images equal to those converted alone"
            )


def measured(certificates: Sequence[Path], count: int, folder: Path, rounds: int, others: tuple[Taken, Taken]) -> None:
    """Print how long so many take; the best of some rounds."""
    found = []
    for _ in range(rounds):
        documents = copies(certificates, count, folder)
        found.append(taken(lambda documents=documents: add_pdfs(folder, documents)))
    best = min(found)
    one = best.each(count)
    ratios = [f"{other.clock / one.clock:.1f}" for other in others if other.clock]
    less = others[0].processor / one.processor
    print(
        f"{count:6,} joined and cut on {os.cpu_count()} cores: {best.clock:6.1f} s, {1000 * one.clock:5.1f} ms"
        f" ({1000 * one.processor:5.1f}) each, {' and '.join(ratios)} times less, {less:.1f} of the processors"
    )


if __name__ == "__main__":
    main()
