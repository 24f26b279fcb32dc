"""Killed, or out of power, at any call of the disk: the next run gives what an undisturbed run gives, byte for byte.

This is the reduced form; `python tests/benchmarks/kills.py` tries every state.
"""

from __future__ import annotations

import shutil
import sys
from functools import cache

import pytest
import staged_event
from crash_states import states, undisturbed
from disk_calls import Call, can_trace, record
from disturbing import Disturbed, fault_at_every_call, kill_at_random, recorded
from fault_office import SCENES

traced = pytest.mark.skipif(not can_trace(), reason="needs strace (Debian: apt install strace)")


@pytest.fixture(scope="module")
def disturbed(tmp_path_factory):
    """Give a scene that is set and carried out undisturbed once for all tests."""
    return cache(lambda scene: Disturbed(tmp_path_factory.mktemp("canh"), scene))


@pytest.fixture(scope="module")
def all_recorded(disturbed):
    """Give a scene whose calls of the disk are known."""
    scenes = {name: disturbed(name) for name in SCENES}
    for scene, calls in zip(scenes.values(), recorded([*scenes.values()]), strict=True):
        vars(scene)["calls"] = calls
    return scenes


@traced
@pytest.mark.parametrize("scene", SCENES)
def test_after_a_fault_at_some_calls_the_next_run_completes_the_work(scene, all_recorded):
    tried, wrong = fault_at_every_call(all_recorded[scene], most=3)

    assert wrong == []
    assert tried > 1


@traced
@pytest.mark.parametrize("name", staged_event.EVENTS)
def test_after_a_fault_at_any_call_an_event_is_wholly_as_it_was_or_as_it_should_be(name, tmp_path):
    staged_event.lay_out(tmp_path / "start", name)
    shutil.copytree(tmp_path / "start", tmp_path / "recorded")
    command = [sys.executable, staged_event.__file__, str(tmp_path / "recorded"), name]
    [calls] = record(command, [tmp_path / "recorded"], tmp_path / "calls.log")
    before, _, after = staged_event.EVENTS[name]
    assert staged_event.papers(tmp_path / "recorded") == after

    for number, state in enumerate(states(tmp_path / "start", calls)):
        root = state.lay_out(tmp_path / str(number))
        staged_event.stage_of(root).recover()
        assert staged_event.papers(root) in (before, after), state.told


@pytest.mark.parametrize("scene", ["first run", "after changes", "issue", "replace", "scan", "send"])
def test_killed_at_random_moments_the_next_run_completes_the_work(scene, disturbed):
    kills = kill_at_random(disturbed(scene), 1)

    assert list(kills.wrong) == []
    assert kills.hit


PUT = [Call("create", "a.tmp"), Call("write", "a.tmp", content=b"new"), Call("rename", "a.tmp", to="a")]


def files(told: str, calls, folder) -> list[dict[str, bytes | None]]:
    return [state.files for state in states(folder, calls) if told in state.told]


def test_the_model_finds_a_new_name_over_bytes_that_were_lost(tmp_path):
    (tmp_path / "a").write_bytes(b"old")

    assert {"a": b""} in files("bytes lost", PUT, tmp_path)
    settled = [*PUT[:2], Call("settle", "a.tmp"), PUT[2]]
    assert {"a": b""} not in [state.files for state in states(tmp_path, settled)]
    assert undisturbed(tmp_path, settled) == {"a": b"new"}


def test_the_model_finds_a_name_that_was_lost_until_its_folder_is_settled(tmp_path):
    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "d").mkdir()
    gone, come = Call("remove", "a"), Call("create", "d/b")
    back = {"a": b"old", "d": None, "d/b": b""}

    assert back in files("names in . lost", [gone, come], tmp_path)
    assert back not in [state.files for state in states(tmp_path, [gone, Call("settle", "."), come])]


def test_the_model_finds_a_write_that_is_half_done(tmp_path):
    assert {"a": b"ne"} in files("middle", [Call("create", "a"), Call("write", "a", content=b"news")], tmp_path)
