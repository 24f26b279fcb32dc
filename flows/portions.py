"""Work in portions, here or elsewhere: jobs in, their results in the same order out; no queue of our own."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from math import ceil
from typing import Any, Protocol

Job = tuple[Any, ...]
"""A function that other processes can import, and its arguments, which can travel there."""


class Promise(Protocol):
    """A result that may still be in the making."""

    def result(self) -> Any:  # noqa: ANN401 whatever the job gives
        """Wait for it; raise what the job raised."""


class Workers(Protocol):
    """Where portions are worked on: `ahead` is how many are handed out at once, `portion` how many papers one may have.

    Twice as many are handed out as there are workers, so that nobody waits for the next.
    """

    ahead: int
    portion: int

    def submit(self, function: Callable[..., Any], /, *given: Any) -> Promise:  # noqa: ANN401 a job of any kind
        """Hand out a job."""


FEWEST = 2_500
"""Papers that are worth a portion: Prefect and Dask take as long for each as some hundred papers."""


def share(workers: Workers, papers: int) -> int:
    """Return how many of so many papers a portion has: few portions, and something for everybody."""
    return min(workers.portion, max(FEWEST, ceil(papers / workers.ahead)))


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
