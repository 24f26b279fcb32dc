"""Measure the register: processes at once, and a run beside two years of papers; prints a table.

python tests/benchmarks/register.py [--each 10000] [--events 600]
"""

from __future__ import annotations

import argparse
import multiprocessing
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))

import fault_office
from postgres_server import postgres, programs

from flows.model.draft import Draft, Heading
from flows.model.order import Order
from flows.model.series import Series
from flows.numbering.register import open_register
from flows.numbering.tables import Enrolment, NumberRequest
from flows.outputs.disk import digest
from flows.outputs.manifest import Manifest, remembered
from flows.pipeline import make

AT = datetime(2024, 7, 5, 8)
HOME = Path(__file__).parents[2]
PROCESSES = 4
PEOPLE = 49
"""Of an event: with the plan and the news, 100 papers."""
ROUNDS = 7


def allot(work: tuple[str, int, int]) -> list[int]:
    """Ask for so many numbers at once, in a process of its own."""
    target, worker, each = work
    series = Series("{so}/GCN", 2024)
    requests = [NumberRequest(f"LOP-{worker}", "giay-chung-nhan", f"k{count}", series) for count in range(each)]
    with open_register(target, wait=120) as register:
        return list(register.allot(requests, at=AT).numbers.values())


def together(target: str, each: int) -> str:
    """Let four processes ask at once; every number must be given once, none skipped."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        pool.map(len, [()] * PROCESSES)
        began = time.perf_counter()
        given = pool.map(allot, [(target, worker, each) for worker in range(PROCESSES)], chunksize=1)
        took = time.perf_counter() - began
    assert sorted(number for numbers in given for number in numbers) == list(range(1, PROCESSES * each + 1))
    return f"{PROCESSES} processes, {each:,} numbers each: {PROCESSES * each:,} distinct, none skipped, {took:.1f} s"


def two_years(root: Path, events: int) -> int:
    """Fill an office's register and outputs with the papers of so many events; return how many papers."""
    papers = 0
    with open_register(fault_office.register_file(root)) as register:
        for number in range(events):
            code, day = f"NAM-{number:03}", date(2022, 7, 1) + timedelta(days=number)
            drafts = list(_numbered(register, code, day))
            entries = [_stood(root, code, draft) for draft in drafts]
            (root / "outputs" / code / "manifest.json").write_bytes(
                Manifest(code, f"Lớp bồi dưỡng {code}", tuple(entries)).dumps(code)
            )
            papers += len(drafts)
    return papers


def _numbered(register, code: str, day: date) -> Iterator[Draft]:
    names = [f"Nguyễn Văn {chr(65 + n % 25)}{n:02}" for n in range(PEOPLE)]
    places = register.enrol({code: [Enrolment(name, f"thôn {n % 7}") for n, name in enumerate(names)]})[code]
    own = {"giay-moi": Series("{so}/GM-UB", day.year), "giay-chung-nhan": Series("{so:03}/GCN", day.year)}
    asked = [NumberRequest(code, "giay-moi", "", own["giay-moi"], title="Về việc dự lớp", day=day)]
    asked += [
        NumberRequest(code, "giay-chung-nhan", place.key, own["giay-chung-nhan"], recipient=name, day=day)
        for place, name in zip(places, names, strict=True)
    ]
    given = register.allot(asked, at=AT).numbers
    for kind in ("ke-hoach", "tin-bai"):
        yield Draft(code, kind, "", "", 0, kind, Heading("", ""), {})
    for kind, series in own.items():
        for place, name in zip(places, names, strict=True):
            number = given[code, kind, "" if kind == "giay-moi" else place.key]
            heading = Heading("", "", series=series, number=number)
            yield Draft(code, kind, place.key, name, place.ordinal, name, heading, {})


def _stood(root: Path, code: str, draft: Draft):
    path = f"{draft.kind}/{draft.order:03}-{draft.key}.docx" if draft.key else f"{draft.kind}.docx"
    file, content = root / "outputs" / code / path, f"{code} {path}".encode()
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    return remembered(draft, path, digest(content), "f" * 64)


def _run(root: Path, code: str, at: datetime) -> float:
    """Time a run on one new event, whose workbook is the only one in the inbox."""
    people = (f"Lê Văn {chr(65 + n % 25)} {chr(65 + n // 25)}n | thôn {n % 7} | hoàn thành" for n in range(PEOPLE))
    roster = "Họ và tên | Đơn vị | Kết quả\n" + "\n".join(people)
    for old in (root / "inputs").iterdir():
        old.unlink()
    fault_office.event(root, code, roster)
    order: Order = fault_office.order(root)
    began = time.perf_counter()
    report = make(order, at)
    took = time.perf_counter() - began
    assert not report.all_problems or all(not problem.is_error for problem in report.all_problems)
    return took


def compare(folder: Path, events: int) -> Iterator[str]:
    """Yield how long a run takes beside nothing, and beside the papers of so many events."""
    empty, full = (fault_office.open_office(folder / name) for name in ("empty", "full"))
    for root in (empty, full):
        shutil.copytree(HOME / "templates", root / "templates", ignore=lambda *_: ["co-quan.xlsx"], dirs_exist_ok=True)
    papers = two_years(full, events)
    size = fault_office.register_file(full).stat().st_size
    # In turn, so that a neighbour's load on the machine meets both.
    for root in (empty, full):
        _run(root, "LAM-NONG", AT)
    pairs = [
        (_run(empty, f"MOI-{n}", AT + timedelta(minutes=n)), _run(full, f"MOI-{n}", AT + timedelta(minutes=n)))
        for n in range(1, ROUNDS + 1)
    ]
    beside_nothing, beside_all = (statistics.median(times) for times in zip(*pairs, strict=True))
    yield f"register of {events} events, {papers:,} papers: {size / 2**20:.0f} MB"
    yield f"run on one new event ({PEOPLE * 2 + 2} papers) on an empty register: {beside_nothing:.3f} s"
    yield f"the same on the full one: {beside_all:.3f} s, ratio {beside_all / beside_nothing:.2f}"


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=10_000)
    parser.add_argument("--events", type=int, default=600)
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in compare(Path(folder), wanted.events):
            print(line, flush=True)  # noqa: T201 a benchmark prints
        print("SQLite,", together(str(Path(folder) / "so.sqlite"), wanted.each), flush=True)  # noqa: T201
    with postgres() if programs() else nullcontext() as server:
        told = together(server, wanted.each) if server else "not installed"
        print("PostgreSQL,", told)  # noqa: T201


if __name__ == "__main__":
    main()
