"""Measure filling Word templates: this engine beside docxtpl, docx-mailmerge2, Node's libraries and the disk.

    python tests/benchmarks/rendering.py [--documents 10000] [--long] [--peers FOLDER]

It checks first that all of them print the same text. Each measurement has a process of its own. Node's libraries are
installed by npm into a folder outside the repository, a temporary one unless --peers names it.
"""

# ruff: noqa: T201 - the figures are for the screen

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "rendering")]

import papers  # noqa: E402
import word_files  # noqa: E402

FEW = 230
OURS = "ours"
# Each engine, the syntax of its templates, and what it is called.
ENGINES = {
    OURS: ("jinja", "this engine"),
    "ours_by_jinja": ("jinja", "this engine, not plain"),
    "docxtpl_loop": ("jinja", "docxtpl, a loop"),
    "docxtpl_reused": ("jinja", "docxtpl, one object"),
    "docx_mailmerge2": ("merge", "docx-mailmerge2"),
    "docxtemplater": ("braces", "docxtemplater"),
    "easy-template-x": ("braces", "easy-template-x"),
    "carbone": ("carbone", "carbone"),
}
NODE = ("docxtemplater", "easy-template-x", "carbone")


class Measured(NamedTuple):
    """One engine on one paper: documents a second, and the peak memory in MB."""

    engine: str
    rate: float
    peak: int


class Bench:
    """The folder with the templates and values, and the engines that are there."""

    def __init__(self, folder: Path, node: Path | None) -> None:
        """Write the papers."""
        self.folder, self.node = folder, node
        self.papers = papers.papers()
        for paper in self.papers:
            for syntax, template in paper.templates.items():
                self.template(paper, syntax).write_bytes(template)
            self.values(paper).write_text(json.dumps(paper.values), encoding="utf-8")

    def template(self, paper: papers.Paper, syntax: str = "jinja") -> Path:
        """Return where a template is."""
        return self.folder / f"{self.papers.index(paper)}-{syntax}.docx"

    def values(self, paper: papers.Paper) -> Path:
        """Return where its values are."""
        return self.folder / f"{self.papers.index(paper)}.json"

    def engines(self, paper: papers.Paper) -> list[str]:
        """Return the engines that can fill a paper here."""
        here = [name for name in ENGINES if self.node or name not in NODE]
        return [name for name in here if ENGINES[name][0] in paper.templates]

    def command(self, engine: str, paper: papers.Paper, count: int) -> list[str]:
        """Return the command that fills a paper."""
        program = ["node", str(self.node / "fill.js")] if engine in NODE and self.node else [sys.executable]
        program += [] if engine in NODE else [str(HERE / "filling.py")]
        template, out = self.template(paper, ENGINES[engine][0]), self.folder / f"{engine}.docx"
        return [*program, engine, str(template), str(self.values(paper)), str(count), str(out)]

    def measure(self, engine: str, paper: papers.Paper, count: int) -> Measured:
        """Fill a paper so many times, twice, and return the better time: a busy machine is no engine's fault."""
        command = self.command(engine, paper, count)
        told = [subprocess.run(command, check=True, capture_output=True, text=True).stdout for _ in range(2)]
        return max((_measured(engine, each, count) for each in told), key=lambda found: found.rate)

    def text(self, engine: str, paper: papers.Paper) -> list[str]:
        """Return what an engine prints."""
        self.measure(engine, paper, 0)
        return word_files.printed((self.folder / f"{engine}.docx").read_bytes())


def _measured(engine: str, told: str, count: int) -> Measured:
    found = json.loads(told.splitlines()[-1])
    return Measured(engine, count / found["seconds"], found["peak"])


def install(folder: Path) -> Path | None:
    """Install Node's libraries; tell why where that cannot be done."""
    if not shutil.which("node") or not shutil.which("npm"):
        print("Node's libraries are left out: there is no node or npm here.")
        return None
    for name in ("package.json", "fill.js"):
        shutil.copy(HERE / "peers" / name, folder)
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"Node's libraries are left out: npm failed: {done.stderr.strip()[-300:]}")
        return None
    return folder


def check(bench: Bench) -> None:
    """Stop unless all engines print the same text."""
    for paper in bench.papers:
        texts = {engine: bench.text(engine, paper) for engine in bench.engines(paper)}
        different = [engine for engine, text in texts.items() if text != texts[OURS]]
        if different:
            sys.exit(f"{paper.name}: {', '.join(different)} print another text")
    print("All print the same text.")


def rates(bench: Bench, paper: papers.Paper, documents: int, of_peers: int) -> list[Measured]:
    """Return all engines' measurements on one paper, this engine's first."""
    counts = {OURS: documents, "ours_by_jinja": documents}
    found = [bench.measure(engine, paper, counts.get(engine, of_peers)) for engine in bench.engines(paper)]
    document = (bench.folder / f"{OURS}.docx").read_bytes()
    return [*found, Measured("writing the finished bytes", rate_of_writing(document, 3000), 0)]


def rate_of_writing(document: bytes, documents: int) -> float:
    """Return files a second of writing finished bytes to disk."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        for number in range(documents):
            Path(folder, f"{number:06}.docx").write_bytes(document)
        return documents / (time.perf_counter() - start)


def fresh(bench: Bench, paper: papers.Paper) -> tuple[float, float]:
    """Return the seconds of a whole process for 230 documents: ours with the template known, and docxtpl's."""
    arguments = [str(bench.template(paper)), str(bench.values(paper))]
    ours, theirs = ([sys.executable, str(HERE / "fresh" / name), *arguments] for name in ("ours.py", "docxtpl_loop.py"))
    # In turns, so that both meet the same load; the best of each, since a busy machine is no engine's fault.
    seconds = [(min(_seconds(ours) for _ in range(5)), _seconds(theirs)) for _ in range(3)]
    return min(mine for mine, _ in seconds), min(other for _, other in seconds)


def _seconds(command: Sequence[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def gain_of_two(bench: Bench, paper: papers.Paper, documents: int) -> float:
    """Return how much more two processes fill than one in the same time."""
    one = bench.measure(OURS, paper, documents).rate
    command = bench.command(OURS, paper, documents)
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    return sum(_measured(OURS, each.communicate()[0], documents).rate for each in both) / one


def table(title: str, found: Sequence[Measured]) -> Iterator[str]:
    """Give the lines of a Markdown table."""
    ours = found[0].rate
    yield f"\n| {title} | documents/s | this engine is faster by | peak memory |"
    yield "|---|--:|--:|--:|"
    for engine, rate, peak in found:
        name = ENGINES[engine][1] if engine in ENGINES else engine
        yield f"| {name} | {rate:,.0f} | {ours / rate:.1f} | {f'{peak} MB' if peak else ''} |"


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--long", action="store_true", help="docxtpl over 10,000 documents, this engine over 100,000")
    parser.add_argument("--peers", type=Path, help="a folder to install Node's libraries into, and to find them in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as temporary:
        os.environ["VANTHU_CACHE"] = str(Path(folder, "mau"))
        peers = options.peers or Path(temporary)
        peers.mkdir(parents=True, exist_ok=True)
        bench = Bench(Path(folder), peers if (peers / "node_modules").is_dir() else install(peers))
        check(bench)
        run(bench, options.documents, long=options.long)


def run(bench: Bench, documents: int, *, long: bool) -> None:
    """Measure and print."""
    print(f"{datetime.now().astimezone():%d/%m/%Y}, Python {sys.version.split()[0]}, {os.cpu_count()} cores")
    for paper in bench.papers:
        print("\n".join(table(paper.name, rates(bench, paper, documents, FEW))), flush=True)
    for paper in bench.papers[:2]:
        ours, theirs = fresh(bench, paper)
        print(
            f"\n{paper.name}, a whole process for {FEW}: {ours * 1000:.0f} ms, docxtpl {theirs * 1000:.0f} ms:", end=""
        )
        print(f" {theirs / ours:.0f} times", flush=True)
        counts = (FEW, 1_000, 10_000, *((100_000,) if long else ()))
        peaks = {count: bench.measure(OURS, paper, count).peak for count in counts}
        print("peak memory: " + ", ".join(f"{count:,}: {peak} MB" for count, peak in peaks.items()))
        if long:
            print(
                "\n".join(
                    table(f"{paper.name}, 10,000", [bench.measure(e, paper, 10_000) for e in (OURS, "docxtpl_loop")])
                )
            )
    print(f"\ntwo processes: {gain_of_two(bench, bench.papers[0], 3 * documents):.2f} times one")


if __name__ == "__main__":
    main()
