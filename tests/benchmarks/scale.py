"""Measure cost against size: certificates end to end, step by step, beside the parts alone, Prefect, modes, a province.

    python tests/benchmarks/scale.py [--sizes 230 10000 100000] [--only steps parts prefect modes year] [--events 5000]

Each measurement is a process of its own, held to one core where the system can. Processor seconds count (what else
runs on the machine does not); the clock's stand beside them.
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
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import scale_office as office

from flows import making
from flows.pausing import lasting_values_passed_over
from flows.reading.inbox import read_inbox

AT = datetime(2024, 7, 5, 8)
T = TypeVar("T")
MODES = ("tuan-tu", "luong", "tien-trinh", "dask")


class Clock:
    """Takes the time and the peak of memory of each step, and prints them."""

    def __init__(self) -> None:
        """Begin with nothing spent."""
        self.processor = self.clock = 0.0

    def take(self, name: str, step: Callable[[], T]) -> T:
        """Do a step and print what it took; the peak of memory is counted anew where Linux can."""
        _forget_peak()
        began, processor = time.perf_counter(), time.process_time()
        found = step()
        clock, processor = time.perf_counter() - began, time.process_time() - processor
        self.clock, self.processor = self.clock + clock, self.processor + processor
        print(f"  {name:<12} {processor:8.2f} s processor {clock:8.2f} s clock {_peak():6.0f} MB", flush=True)
        return found

    def total(self, name: str) -> None:
        """Print all that was spent."""
        print(f"  {name:<12} {self.processor:8.2f} s processor {self.clock:8.2f} s clock", flush=True)


def _forget_peak() -> None:
    if sys.platform == "linux":
        Path("/proc/self/clear_refs").write_text("5")


def _peak() -> float:
    lines = Path("/proc/self/status").read_text().splitlines() if sys.platform == "linux" else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0)


def steps(root: Path) -> None:
    """Run all steps as `making.make` does."""
    order, clock = office.order(root), Clock()
    with lasting_values_passed_over():
        work = clock.take("read, draft", lambda: making.read(order, AT))
        work = clock.take("number", lambda: making.number(work))
        made = clock.take("print, write", lambda: making.publish_all(work, making.press_for(work)))
        report = clock.take("record, page", lambda: making.record(work, made))
    clock.total("end to end")
    print(f"  {sum(len(event.documents) for event in report.events):,} documents")


def parts(root: Path) -> None:
    """Read, render and write alone: what no program could leave out."""
    order, clock = office.order(root), Clock()
    clock.take("read alone", lambda: len(read_inbox([order.inputs])[0]))
    drafts = [draft for event in making.read(order, AT).batch.events for draft in event.drafts]
    template, _ = making.press_for(making.read(order, AT)).template(office.KIND)
    content = clock.take("render alone", lambda: _last(template.fill(draft.filled()).document for draft in drafts))
    clock.take("write alone", lambda: _write(root / "alone", content, len(drafts)))
    clock.total("sum")


def _last(contents: Iterable[bytes]) -> bytes:
    return deque(contents, 1)[0]


def _write(folder: Path, content: bytes, count: int) -> None:
    folder.mkdir()
    for number in range(count):
        handle = os.open(f"{folder}/{number:06}.docx", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        os.write(handle, content)
        os.close(handle)
    os.sync()


def again(root: Path) -> None:
    """Run once more, where nothing is new."""
    clock = Clock()
    report = clock.take("run again", lambda: making.make(office.order(root), AT))
    assert {one.state for event in report.events for one in event.documents} == {"unchanged"}


def prefect(root: Path) -> None:
    """Make the same papers without Prefect and through the flow, by turns; the server is up already."""
    from flows import pipeline, prefect_home  # noqa: PLC0415 it takes seconds to import

    connection = prefect_home.connect(root / "log")
    connection.wait()
    url = connection.api_url
    pipeline.run_once(office.order(root), pipeline.Caller(AT), url)
    for turn in range(2):
        clock = Clock()
        _empty(root)
        clock.take(f"alone {turn + 1}", lambda: making.make(office.order(root), AT))
        _empty(root)
        clock.take(f"in Prefect {turn + 1}", lambda: pipeline.run_once(office.order(root), pipeline.Caller(AT), url))


def spread(root: Path) -> None:
    """Publish alone on the workers of the setting: it is what is shared out; then the whole flow."""
    from flows import pipeline, prefect_home  # noqa: PLC0415 it takes seconds to import

    connection = prefect_home.connect(root / "log")
    connection.wait()
    clock = Clock()
    clock.take("whole flow", lambda: pipeline.run_once(office.order(root), pipeline.Caller(AT), connection.api_url))


def _empty(root: Path) -> None:
    shutil.rmtree(root / "outputs", ignore_errors=True)
    for file in root.glob("so-dang-ky*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()


def year(root: Path) -> None:
    """Run a province's year at once, then with one event of it changed."""
    clock = Clock()
    clock.take("first run", lambda: making.make(office.order(root), AT))
    office.add_event(root, office.code(1), 21)
    clock.take("one changed", lambda: making.make(office.order(root), AT))
    clock.take("none changed", lambda: making.make(office.order(root), AT))


HERE: dict[str, Callable[[Path], None]] = {
    "steps": steps,
    "again": again,
    "parts": parts,
    "prefect": prefect,
    "spread": spread,
    "year": year,
}


@contextmanager
def an_office(events: int, people: int) -> Iterator[Path]:
    """Give an office with so many events of so many people in its inbox."""
    with tempfile.TemporaryDirectory() as folder:
        root = office.open_office(Path(folder))
        for number in range(1, events + 1):
            office.add_event(root, office.code(number), people)
        yield root


def run(name: str, root: Path, *, cores: int = 1, **environment: str) -> None:
    """Measure in a process of its own, on so many cores."""
    print(f"{name}, {cores} core(s), load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else name, flush=True)
    held = ["taskset", "-c", f"0-{cores - 1}"] if shutil.which("taskset") else []
    home = {"PREFECT_HOME": str(root / "prefect"), "VANTHU_CACHE": str(root / "cache")}
    command = [*held, sys.executable, __file__, "--here", name, str(root)]
    subprocess.run(command, check=True, env={**os.environ, **home, **environment})


def modes(size: int) -> None:
    """Run the flow in every mode of the setting, with one worker and with two."""
    for mode in MODES:
        for workers in (1,) if mode == MODES[0] else (1, 2):
            with an_office(1, size) as root:
                wish = {"CHAY": mode, "SO_MAY": str(workers)}
                print(f"{mode}, {workers} worker(s)")
                run("spread", root, cores=2, **{f"VANTHU_QUY_MO__{name}": value for name, value in wish.items()})


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[230, 10_000, 100_000])
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--only", nargs="+", choices=["steps", "parts", "prefect", "modes", "year"], default=[])
    parser.add_argument("--here", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        HERE[asked.here[0]](Path(asked.here[1]))
        return
    wanted = asked.only or ["steps", "parts", "prefect", "modes", "year"]
    for size in asked.sizes:
        print(f"{size:,} certificates", flush=True)
        with an_office(1, size) as root:
            for name in [one for one in ("steps", "parts") if one in wanted]:
                run(name, root)
            if "steps" in wanted:
                run("again", root)
            if "prefect" in wanted:
                run("prefect", root, cores=2)
    if "modes" in wanted:
        modes(asked.sizes[-1])
    if "year" in wanted:
        print(f"{asked.events:,} events of 20 people", flush=True)
        with an_office(asked.events, 20) as root:
            run("year", root)


if __name__ == "__main__":
    main()
