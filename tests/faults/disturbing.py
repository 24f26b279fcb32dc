"""Disturb a run, let the next one follow, and compare with an undisturbed one: scenes in, differences out."""

from __future__ import annotations

import multiprocessing
import random
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import fault_office
from crash_states import State, states, undisturbed
from disk_calls import Call, record
from fault_office import home_of, mails, outbox, register_file, register_rows, set_scene, whole

PROCESSES = multiprocessing.get_context("forkserver")
# Each run is a fresh process that need not import everything again.
PROCESSES.set_forkserver_preload(["fault_office", "docxtpl", "openpyxl", "flows.after_signing.issue", "icalendar"])
LONG = 600
"""Seconds after which a run counts as one that hangs: many, for on a busy machine an idle process hardly gets on."""
MOST_MISSES = 40
"""Kills that may come when the run is over: after each the next come twice as early, so that some hit at last."""


@dataclass(frozen=True)
class Disturbed:
    """A scene, set once in a folder of its own, with the run that is to be disturbed."""

    folder: Path
    scene: str

    @cached_property
    def run(self) -> str:
        """The run's name; the scene is set when it is first asked for."""
        return set_scene(self.start, self.scene)

    @property
    def start(self) -> Path:
        """The office before the run."""
        return self.folder / "start"

    @cached_property
    def wanted(self) -> Path:
        """The office after an undisturbed run."""
        root = self.copy("wanted")
        assert start(self.run, root) == 0
        return root

    def copy(self, name: str) -> Path:
        """Return another office at the moment before the run."""
        self.run  # noqa: B018 sets the scene
        return Path(shutil.copytree(self.start, self.folder / name))

    @cached_property
    def calls(self) -> list[Call]:
        """What the undisturbed run changes, in order."""
        return recorded([self])[0]

    def states(self) -> Iterator[State]:
        """Yield what a fault at any call may leave."""
        return states(self.start, self.calls)

    def differences(self, root: Path) -> list[str]:
        """Let the next run follow in a disturbed office; return in what it differs from the undisturbed one."""
        if start(self.run, root):
            return ["the next run failed"]
        found, wanted = whole(root), whole(self.wanted)
        files = [path for path in sorted(found.keys() | wanted.keys()) if found.get(path, "") != wanted.get(path, "")]
        numbers = [] if register_rows(root) == register_rows(self.wanted) else ["the register's lines"]
        return [*files, *numbers, *left_over(root), *self._wrongly_mailed(root)]

    def _wrongly_mailed(self, root: Path) -> Iterator[str]:
        """Yield who got a mail twice, or none and stands in the outbox as if; of some nobody knows, and they are told."""
        found, letters, got = outbox(root), outbox(self.wanted), mails(root)
        yield from ([] if found.keys() == letters.keys() else ["the outbox"])
        yield from (f"{to} {count} mails" for to, count in got.items() if count > 1)
        doubtful = sum(one.state == "sending" for one in found.values())
        lacking = sorted(mails(self.wanted) - got)
        yield from lacking if len(lacking) > doubtful else []


def recorded(scenes: Sequence[Disturbed]) -> list[list[Call]]:
    """Record the scenes' runs, in one process, which takes longer to start than they take.

    The model of the disk is held to what then stands there.
    """
    roots = [scene.copy("recorded") for scene in scenes]
    runs = [word for scene, root in zip(scenes, roots, strict=True) for word in (scene.run, str(root))]
    found = record([sys.executable, fault_office.__file__, *runs], roots, scenes[0].folder / "calls.log")
    for scene, root, calls in zip(scenes, roots, found, strict=True):
        stands = {str(one.relative_to(root)): one.read_bytes() if one.is_file() else None for one in root.rglob("*")}
        assert undisturbed(scene.start, calls) == stands, "the model of the disk is wrong"
    return found


def left_over(root: Path) -> list[str]:
    """Return what a run should not leave: beside the register, and of temporary copies."""
    file, copies = register_file(root), home_of(root) / ".vanthu" / "tam"
    # A journal whose head SQLite has not yet written (a zero) undoes nothing, and goes with the next write.
    journals = [one for one in root.glob(f"{file.name}-*") if one.read_bytes()[:1].strip(b"\0")]
    return [one.name for one in (*journals, *root.glob("*.sao-luu/*.part"), *copies.glob("*"))]


def start(run: str, root: Path, *, kill_after: float | None = None) -> int:
    """Carry out a run in a process of its own; return its exit code, -9 when it was killed in time or hung."""
    process = PROCESSES.Process(target=fault_office.run, args=(run, str(root)))
    process.start()
    if kill_after is not None:
        process.join(kill_after)
        process.kill()
    process.join(LONG)
    process.kill()
    process.join()
    code = process.exitcode
    process.close()
    return -1 if code is None else code


def fault_at_every_call(scene: Disturbed, *, every: int = 1, most: int = 0) -> tuple[int, list[str]]:
    """Try every state (or every n-th, or about so many) a fault can leave; return how many, and what came out wrong."""
    found = list(scene.states())
    some = found[:: max(every, len(found) // most if most else 1)]
    return len(some), [fault for state in some for fault in _tried(scene, state)]


def _tried(scene: Disturbed, state: State) -> Iterator[str]:
    root = state.lay_out(scene.folder / "tried")
    differences = scene.differences(root)
    if differences:
        yield f"{scene.scene}: {state.told}: {', '.join(differences)}"
    shutil.rmtree(root)


@dataclass
class Kills:
    """How many kills hit a run that was still at work, and what came out wrong."""

    hit: int = 0
    tried: int = 0
    wrong: Sequence[str] = ()


def kill_at_random(scene: Disturbed, moments: int, *, seed: int = 0) -> Kills:
    """Kill the run at random moments of its life, sometimes twice in a row, each in an office of its own."""
    chance = random.Random(seed)  # noqa: S311 nothing secret
    took, kills = _length(scene), Kills()
    while kills.hit < moments and kills.tried < moments + MOST_MISSES:
        root = scene.copy("killed")
        codes = [start(scene.run, root, kill_after=chance.uniform(0, took)) for _ in range(chance.choice((1, 1, 2)))]
        kills.tried, kills.hit = kills.tried + 1, kills.hit + (-9 in codes)
        if -9 not in codes:
            # Measured while others were at work: it is quicker now.
            took /= 2
        if differences := scene.differences(root):
            kills.wrong = [*kills.wrong, f"{scene.scene}: kill {kills.tried}: {', '.join(differences)}"]
        shutil.rmtree(root)
    return kills


def _length(scene: Disturbed) -> float:
    scene.wanted  # noqa: B018 the second run is the warm one
    root, began = scene.copy("measured"), time.perf_counter()
    start(scene.run, root)
    return time.perf_counter() - began
