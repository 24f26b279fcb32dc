"""Kill runs at random moments and break them at every call of the disk; the next run must mend everything.

    python tests/benchmarks/kills.py [--moments 100] [--every 1] [--commands 3]

For each scene of tests/faults/fault_office.py (first run, changes, issue, signing folder, replace, forget, rebuild
and others): the run is traced once (strace), and every state of the disk that a kill or a power cut at any of its
calls may leave is laid out and followed by the next run; then real processes are killed (SIGKILL) at random moments.
Outputs and register must equal an undisturbed run's, byte for byte.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "making"))
sys.path.insert(0, str(Path(__file__).parents[1] / "faults"))

from disk_calls import can_trace
from disturbing import Disturbed, fault_at_every_call, kill_at_random
from fault_office import SCENES, register_rows, tree


def commands(folder: Path, count: int) -> Iterator[str]:
    """Kill `vanthu run` itself, with Prefect and all, at a moment each; yield what came out wrong."""
    scene = Disturbed(folder, "first run")
    wanted = scene.copy("wanted")
    began = time.perf_counter()
    subprocess.run(_command(wanted), check=True, capture_output=True)
    took = time.perf_counter() - began
    for number in range(count):
        root = scene.copy(f"killed-{number}")
        killed = subprocess.Popen(_command(root), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            # The papers are made in the last part of its life.
            killed.wait(took * (0.6 + 0.35 * number / count))
        except subprocess.TimeoutExpired:
            killed.kill()
            killed.wait()
        subprocess.run(_command(root), check=True, capture_output=True)
        numbers = [[(one.slot, one.number) for one in register_rows(office)] for office in (root, wanted)]
        if tree(root) != tree(wanted) or numbers[0] != numbers[1]:
            yield f"vanthu run, killed after part {number}"


def _command(root: Path) -> list[str]:
    folders = [f"--{name}={root / name}" for name in ("inputs", "outputs", "templates")]
    return [sys.executable, "-m", "flows", "run", "--as-of", "2024-07-05", *folders]


def main() -> int:
    """Print how many faults were tried in each scene, and what came out wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--moments", type=int, default=100, help="kills that hit, over all scenes")
    parser.add_argument("--every", type=int, default=1, help="try every n-th state only")
    parser.add_argument("--commands", type=int, default=3, help="kills of the whole command")
    wanted, wrong = parser.parse_args(), list[str]()
    for scene in SCENES:
        with tempfile.TemporaryDirectory() as folder:
            wrong += _tried(Disturbed(Path(folder), scene), wanted)
    with tempfile.TemporaryDirectory() as folder:
        found = list(commands(Path(folder), wanted.commands))
    _say(f"vanthu run, killed {wanted.commands} times: {len(found)} wrong")
    _say(*wrong, *found)
    return int(bool(wrong or found))


def _tried(scene: Disturbed, wanted: argparse.Namespace) -> list[str]:
    states, broken = fault_at_every_call(scene, every=wanted.every) if can_trace() else (0, [])
    calls = len(scene.calls) if states else 0
    kills = kill_at_random(scene, -(-wanted.moments // len(SCENES)))
    _say(
        f"{scene.scene}: {calls} calls of the disk, {states} states after a fault, {len(broken)} wrong; "
        f"{kills.hit} kills of {kills.tried} hit the run at work, {len(kills.wrong)} wrong"
    )
    return [*broken, *kills.wrong]


def _say(*lines: str) -> None:
    sys.stdout.writelines(line + "\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
