"""Several processes at once, and any sequence of acts: no number twice, none skipped, none given back."""

from __future__ import annotations

import multiprocessing
import tempfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from flows.model.series import Series
from flows.numbering.backups import copies_of, folder_of
from flows.numbering.register import Register, open_register
from flows.numbering.tables import Enrolment, NumberRequest, Slot

AT = datetime(2024, 7, 1, 8, 30)
STATES = 20
GCN = Series("{so:03}/GCN", 2024)
EACH, PROCESSES, AT_ONCE = 200, 4, 20
LONG = 600
"""Seconds: SQLite lets whoever comes first write, and who is out of luck may wait until all others are done."""


def _certificate(event: str, key: str, fixed: int | None = None, *, anew: bool = False) -> NumberRequest:
    return NumberRequest(event, "giay-chung-nhan", key, GCN, fixed=fixed, anew=anew)


def _allot_many(work: tuple[str, int]) -> list[int]:
    target, worker = work
    with open_register(target, wait=LONG) as register:
        numbers: list[int] = []
        for start in range(0, EACH, AT_ONCE):
            requests = [_certificate(f"LOP-{worker}", f"k{count}") for count in range(start, start + AT_ONCE)]
            numbers.extend(register.allot(requests, at=AT).numbers.values())
        return numbers


def _allot_same(work: tuple[str, int]) -> list[int]:
    with open_register(work[0], wait=LONG) as register:
        register.enrol({"LOP-12": [Enrolment(f"Lê Văn {name}") for name in ("An", "Bình", "Cúc")]})["LOP-12"]
        requests = [_certificate("LOP-12", f"k{count}") for count in range(EACH)]
        return list(register.allot(requests, at=AT).numbers.values())


@pytest.fixture(scope="module")
def together():
    """Let four processes act on one register at once; give what each gave."""
    # A forked child would share the parent's locks of the file; a real second run does not.
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        yield lambda act, target: pool.map(act, [(target, worker) for worker in range(PROCESSES)], chunksize=1)
        pool.close()
        pool.join()


def test_four_processes_never_get_the_same_number(target, together):
    given = [number for numbers in together(_allot_many, target) for number in numbers]

    assert sorted(given) == list(range(1, PROCESSES * EACH + 1))


def test_four_runs_of_the_same_event_get_the_same_numbers(target, together):
    given = together(_allot_same, target)

    assert given == [list(range(1, EACH + 1))] * PROCESSES
    with open_register(target) as register:
        assert len(register.rows()) == EACH


def _copy_every_state(work: tuple[str, int]) -> int:
    target, worker = work
    with open_register(target, wait=LONG) as register:
        for count in range(STATES):
            register.allot([_certificate(f"LOP-{worker}", f"k{count}")], at=AT)
            register.backup(at=AT)
    return worker


def test_runs_of_one_second_do_not_write_into_one_another_s_copy(tmp_path, together):
    register = tmp_path / "so-dang-ky.sqlite"

    assert together(_copy_every_state, str(register)) == list(range(PROCESSES))
    assert not list(folder_of(register).glob("*.part"))
    for copy in copies_of(register):
        with open_register(copy) as old:
            assert [entry.number for entry in old.rows()] == list(range(1, len(old.rows()) + 1))


EVENTS = st.sampled_from(["LOP-1", "LOP-2"])
KEYS = st.sampled_from(["an", "binh", "chi", "dung"])
NAMES = st.lists(st.sampled_from(["Lê An", "Lê Ân", "Tạ Bình"]), max_size=4)


class AnySequence(RuleBasedStateMachine):
    """Whatever happens in whatever order, a number belongs to the first paper that got it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.register: Register = open_register(Path(self.folder.name) / "so.sqlite")
        self.owners: dict[int, Slot] = {}
        self.void: set[int] = set()
        self.ordinals: dict[str, set[tuple[int, str]]] = {}

    def teardown(self) -> None:
        self.register.close()
        self.folder.cleanup()

    @rule(
        wishes=st.lists(st.tuples(EVENTS, KEYS, st.none() | st.integers(1, 12), st.booleans()), min_size=1, max_size=6)
    )
    def allot(self, wishes) -> None:
        requests = [_certificate(event, key, fixed, anew=anew) for event, key, fixed, anew in wishes]
        given = self.register.allot(requests, at=AT)
        assert self.register.allot(requests, at=AT).numbers == given.numbers
        for slot, number in given.numbers.items():
            assert number not in self.void
            assert self.owners.setdefault(number, slot) == slot
        assert {request.slot for request in requests} == set(given.numbers) | {
            slot for slot, mistake in given.mistakes.items() if mistake.severity == "error"
        }

    @rule(event=EVENTS, key=KEYS)
    def issue(self, event, key) -> None:
        for slot, number in self.register.issue([_certificate(event, key)], at=AT).numbers.items():
            assert number not in self.void
            assert self.owners.setdefault(number, slot) == slot

    @rule(data=st.data())
    def make_void(self, data) -> None:
        alive = sorted(set(self.owners) - self.void)
        if alive:
            number = data.draw(st.sampled_from(alive))
            self.register.void(GCN.symbol(number), "in hỏng", at=AT)
            self.void.add(number)

    @rule(event=EVENTS, names=NAMES)
    def enrol(self, event, names) -> None:
        roster = [Enrolment(name, "xã A") for name in names]
        places = self.register.enrol({event: roster})[event]
        assert self.register.enrol({event: roster})[event] == places
        pairs = self.ordinals.setdefault(event, set())
        pairs |= {(place.ordinal, place.key) for place in places}
        assert len(pairs) == len({ordinal for ordinal, _ in pairs}) == len({key for _, key in pairs})

    @invariant()
    def every_number_is_where_it_was(self) -> None:
        rows = self.register.rows()
        assert {entry.number: entry.slot for entry in rows} == self.owners
        assert {entry.number for entry in rows if entry.state == "void"} == self.void
        alive = [entry.slot for entry in rows if entry.state != "void"]
        assert len(alive) == len(set(alive))


TestAnySequence = AnySequence.TestCase
TestAnySequence.settings = settings(stateful_step_count=15)
