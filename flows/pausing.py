"""Work without the garbage collector: a run of a hundred thousand papers takes two thirds of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let nothing be collected meanwhile: each pass would walk through all cells, drafts and reports, in vain.

    They last as long as the run. What lies in circles is little, about 20 KB an event, and waits for the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
