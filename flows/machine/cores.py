"""Tell how many cores of the computer this process may use."""

import os
from contextlib import suppress
from pathlib import Path


def cores() -> int:
    """Return how many cores are ours: those that the system gives this process, or the time that a container has."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    # A container shows all cores of its machine, and may have the time of two.
    with suppress(OSError, ValueError):
        quota, period = map(int, Path("/sys/fs/cgroup/cpu.max").read_text("ascii").split())
        allowed = min(allowed, max(1, quota // period))
    return allowed
