"""Work in portions, here or elsewhere: jobs in, their results in the same order out; no queue of our own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any, Protocol

Job = tuple[Any, ...]
"""A function that other processes can import, and its arguments, which can travel there."""


class Promise(Protocol):
    """A result that may still be in the making."""

    def result(self) -> Any:  # noqa: ANN401 whatever the job gives
        """Wait for it; raise what the job raised."""


class Workers(Protocol):
    """Where portions are worked on: `ahead` is how many are handed out at once, `portion` how many papers one has."""

    ahead: int
    portion: int

    def submit(self, function: Callable[..., Any], /, *given: Any) -> Promise:  # noqa: ANN401 a job of any kind
        """Hand out a job."""


def results(workers: Workers, jobs: Iterable[Job]) -> Iterator[Any]:
    """Yield the jobs' results in their order; few are in hand at a time, so that memory does not hold them all.

    After a failure, it waits for those that were handed out: nobody writes any more once it is raised.
    """
    waiting: deque[Promise] = deque()
    try:
        for function, *given in jobs:
            if len(waiting) >= workers.ahead:
                yield waiting.popleft().result()
            waiting.append(workers.submit(function, *given))
        while waiting:
            yield waiting.popleft().result()
    finally:
        for left in waiting:
            with suppress(Exception):
                left.result()
