"""Measure cost against size: certificates end to end, step by step, beside the parts alone, Prefect, modes, a province.

    python tests/benchmarks/scale.py [--sizes 230 10000 100000] [--only steps parts again prefect modes year] [--events 5000]

Each measurement is a process of its own, held to one core where the system can. Processor seconds count (what else
runs on the machine does not); the clock's stand beside them.
"""

# ruff: noqa: T201 - the figures are for the screen

from __future__ import annotations

import argparse
import itertools
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import scale_office as office

from flows import pipeline
from flows.reading.inbox import read_inbox
from flows.service.watch_folders import Watch, found_in, look

AT = datetime(2024, 7, 5, 8)
A_DAY = 20
"""5,000 events a year, over 250 working days."""
T = TypeVar("T")
WANTED = ("steps", "parts", "again", "prefect", "modes", "year")
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
    """Run all steps as `pipeline.make` does."""
    order, clock = office.order(root), Clock()
    work = clock.take("read, draft", lambda: pipeline.read(order, AT))
    work = clock.take("number", lambda: pipeline.number(work))
    made = clock.take("print, write", lambda: pipeline.publish_all(work, pipeline.press_for(work)))
    report = clock.take("record, page", lambda: pipeline.record(work, made))
    clock.total("end to end")
    print(f"  {sum(len(event.documents) for event in report.events):,} documents")


def parts(root: Path) -> None:
    """Read, render and write alone: what no program could leave out."""
    order, clock = office.order(root), Clock()
    clock.take("read alone", lambda: len(read_inbox([order.inputs])[0]))
    work = pipeline.read(order, AT)
    drafts = [draft for event in work.batch.events for draft in event.drafts]
    template, _ = pipeline.press_for(work).template(drafts[0])
    content = clock.take("render alone", lambda: _last(template.fill(one.filled()).document for one in drafts))
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
    report = clock.take("run again", lambda: pipeline.make(office.order(root), AT))
    assert {one.state for event in report.events for one in event.documents} == {"unchanged"}


def prefect(root: Path) -> None:
    """Make the same papers without Prefect and through the flow, by turns; the server is up already."""
    from flows import prefect_flow  # noqa: PLC0415 it takes seconds to import
    from flows.machine import prefect_server  # noqa: PLC0415 it takes seconds to import

    connection = prefect_server.connect(root / "log")
    os.environ.update(prefect_server.towards(connection.api_url))
    connection.wait()
    url = connection.api_url
    prefect_flow.run_once(office.order(root), prefect_flow.Caller(AT), url)
    for turn in range(2):
        clock = Clock()
        _empty(root)
        clock.take(f"alone {turn + 1}", lambda: pipeline.make(office.order(root), AT))
        _empty(root)
        clock.take(
            f"in Prefect {turn + 1}", lambda: prefect_flow.run_once(office.order(root), prefect_flow.Caller(AT), url)
        )


def spread(root: Path) -> None:
    """Run the whole flow on the workers of the setting, and tell apart what is shared out: printing and writing."""
    from flows import prefect_flow  # noqa: PLC0415 it takes seconds to import
    from flows.machine import prefect_server  # noqa: PLC0415 it takes seconds to import

    connection = prefect_server.connect(root / "log")
    os.environ.update(prefect_server.towards(connection.api_url))
    connection.wait()
    clock, shared_out = Clock(), pipeline.publish_all
    pipeline.publish_all = lambda *given: clock.take("shared out", lambda: shared_out(*given))
    clock.take(
        "whole flow", lambda: prefect_flow.run_once(office.order(root), prefect_flow.Caller(AT), connection.api_url)
    )


def _empty(root: Path) -> None:
    shutil.rmtree(root / "outputs", ignore_errors=True)
    for file in root.glob("so-dang-ky*"):
        shutil.rmtree(file) if file.is_dir() else file.unlink()


def year(root: Path) -> None:
    """Drop a province's year into an empty inbox, a day's events at once, and make each day what the watch tells of."""
    count, watch, days = int(os.environ["EVENTS"]), Watch(root / "inputs"), []
    for first in range(1, count + 1, A_DAY):
        codes = [office.code(number) for number in range(first, min(first + A_DAY, count + 1))]
        for code in codes:
            office.add_event(root, code, 20)
        days.append(_day(root, watch, codes))
    print(f"  {count:,} events, {len(days)} days {sum(days):8.2f} s processor {_peak():6.0f} MB")
    print(f"  a day        first {days[0]:.2f}, last {days[-1]:.2f} s, of it the watch {_seen(root, watch, []):.2f} s")
    office.add_event(root, office.code(1), 21)
    print(f"  one changed  {_day(root, watch, [office.code(1)]):8.2f} s processor")
    Clock().take("everything", lambda: pipeline.make(office.order(root), AT))


def _day(root: Path, watch: Watch, codes: list[str]) -> float:
    """Make the events that have come, as the service's worker begins its runs; return the processor's seconds."""
    seconds = _seen(root, watch, codes)
    began = time.process_time()
    pipeline.make(office.order(root, events=tuple(codes)), AT)
    return seconds + time.process_time() - began


def _seen(root: Path, watch: Watch, codes: list[str]) -> float:
    """Look twice, and tell whose the files are that have come to rest; return the processor's seconds."""
    inputs, began = root / "inputs", time.process_time()
    groups = [group for _ in range(2) for group in watch.due(look(inputs), time.monotonic())]
    found = [code for group in groups for code in found_in(group, inputs).events]
    assert sorted(found) == sorted(codes)
    return time.process_time() - began


HERE: dict[str, Callable[[Path], None]] = {
    "steps": steps,
    "again": again,
    "parts": parts,
    "prefect": prefect,
    "spread": spread,
    "year": year,
}


@contextmanager
def offices() -> Iterator[Callable[[int, int], Path]]:
    """Give what opens an office with so many events of so many people in its inbox; all are closed at the end.

    Not sooner: for seconds after thousands of files went, ext4 takes ten times as long to make new ones.
    """
    with tempfile.TemporaryDirectory() as folder:
        room = itertools.count(1)

        def opened(events: int, people: int) -> Path:
            root = Path(folder, str(next(room)))
            root.mkdir()
            office.open_office(root)
            for number in range(1, events + 1):
                office.add_event(root, office.code(number), people)
            return root

        yield opened


def run(name: str, root: Path, *, cores: int = 1, **environment: str) -> None:
    """Measure in a process of its own, on so many cores."""
    print(f"{name}, {cores} core(s), load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else name, flush=True)
    held = ["taskset", "-c", f"0-{cores - 1}"] if shutil.which("taskset") else []
    home = {"PREFECT_HOME": str(root / "prefect"), "VANTHU_CACHE": str(root / "cache")}
    command = [*held, sys.executable, __file__, "--here", name, str(root)]
    subprocess.run(command, check=True, env={**os.environ, **home, **environment})


def modes(size: int, opened: Callable[[int, int], Path]) -> None:
    """Run the flow in every mode of the setting, with one worker and with two."""
    for mode in MODES:
        for workers in (1,) if mode == MODES[0] else (1, 2):
            wish = {"CHAY": mode, "SO_MAY": str(workers)}
            print(f"{mode}, {workers} worker(s)")
            environment = {f"VANTHU_QUY_MO__{name}": value for name, value in wish.items()}
            run("spread", opened(1, size), cores=2, **environment)


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[230, 10_000, 100_000])
    parser.add_argument("--events", type=int, default=5_000)
    parser.add_argument("--only", nargs="+", choices=WANTED, default=WANTED)
    parser.add_argument("--here", nargs=2, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        HERE[asked.here[0]](Path(asked.here[1]))
        return
    with offices() as opened:
        for size in asked.sizes:
            print(f"{size:,} certificates", flush=True)
            _of_size(size, asked.only, opened)
        if "modes" in asked.only:
            modes(asked.sizes[-1], opened)
        if "year" in asked.only:
            run("year", opened(0, 0), EVENTS=str(asked.events))


def _of_size(size: int, wanted: Sequence[str], opened: Callable[[int, int], Path]) -> None:
    named = [one for one in ("steps", "parts", "again", "prefect") if one in wanted]
    root = opened(1, size) if named else Path()
    for name in named:
        run(name, root, cores=2 if name == "prefect" else 1)


if __name__ == "__main__":
    main()
