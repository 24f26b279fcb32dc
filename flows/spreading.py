"""The office's setting in, Prefect's task runner that works on its portions out: threads, processes, Dask."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import parent_process
from typing import Any

from prefect import Task, task
from prefect.cache_policies import NO_CACHE
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows import prefect_home
from flows.errors import UsageError
from flows.pausing import collector_paused
from flows.portions import Promise
from flows.preferences import Scale


class _Sealed:
    """A job that nobody looks into: Prefect would seek its futures in every value of every draft, and Dask its name.

    Not Prefect's own `quote`, of which Dask makes a plain tuple on the way.
    """

    __slots__ = ("packed",)

    def __init__(self, function: Callable[..., Any], given: tuple[Any, ...]) -> None:
        """Pack both."""
        self.packed = pickle.dumps((function, given), pickle.HIGHEST_PROTOCOL)

    # What a job brings and gives lasts as long as it does, in no circle.
    @collector_paused()
    def done(self) -> Any:  # noqa: ANN401 what the job gives
        """Unpack the job and do it."""
        function, given = pickle.loads(self.packed)  # noqa: S301 packed by the run that handed it out
        return function(*given)


@task(name="Làm một phần", task_run_name="Làm một phần", cache_policy=NO_CACHE, persist_result=False)
def portion(job: _Sealed) -> Any:  # noqa: ANN401 what the job gives
    """Do a job where the task runner says."""
    if parent_process() is not None:
        # A child's screen is the clerk's, too.
        prefect_home.hush()
    return job.done()


waking = portion.with_options(name="Gọi máy", task_run_name="Gọi máy")


class Runner:
    """Portions on a task runner of Prefect's."""

    def __init__(self, runner: TaskRunner[Any], wish: Scale) -> None:
        """Hand out portions as large as is wished, to as many workers."""
        self._runner = runner
        self.ahead = 2 * count(wish)
        self.portion = wish.moi_phan

    def submit(self, function: Callable[..., Any], /, *given: Any) -> Promise:  # noqa: ANN401 a job of any kind
        """Hand out a job."""
        return self._hand_out(portion, function, given)

    @contextmanager
    def woken(self, count: int) -> Iterator[None]:
        """Let the workers begin now: Prefect and what prints take a worker five seconds to import."""
        promises = [self._hand_out(waking, _wake, ()) for _ in range(count)]
        yield
        for promise in promises:
            # Whom it could not wake has failed at its portions, or had none.
            with suppress(Exception):
                promise.result()

    def _hand_out(self, one: Task[Any, Any], function: Callable[..., Any], given: tuple[Any, ...]) -> Promise:
        promise: Promise = self._runner.submit(one, {"job": _Sealed(function, given)})
        return promise


def _wake() -> None:
    """Import in a worker what its portions will need."""
    import flows.press  # noqa: F401, PLC0415 this is all that is asked


def count(wish: Scale) -> int:
    """Return how many workers there are; unless it is set, one for each core that this process may use."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return wish.so_may or allowed or 1


@contextmanager
def spread(wish: Scale) -> Iterator[Runner | None]:
    """Give the workers of the office's setting as long as a run needs them; None where it works in one row.

    Raises:
        UsageError: Dask is asked for and not installed.
    """
    if wish.chay == "tuan-tu":
        yield None
        return
    with _runner(wish) as runner:
        workers = Runner(runner, wish)
        # Threads have everything that this process has.
        with workers.woken(0 if wish.chay == "luong" else count(wish)):
            yield workers


def _runner(wish: Scale) -> TaskRunner[Any]:
    if wish.chay == "luong":
        return ThreadPoolTaskRunner(max_workers=count(wish))
    if wish.chay == "tien-trinh":
        return ProcessPoolTaskRunner(max_workers=count(wish))
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 an extra, and slow to import
    except ImportError as error:
        raise UsageError("Máy này chưa cài Dask.", 'Cài bằng: pip install "vanthu[dask]".') from error
    if wish.dia_chi:
        return DaskTaskRunner(address=wish.dia_chi)
    own = {"n_workers": count(wish), "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    return DaskTaskRunner(cluster_kwargs=own)
