"""A bar on the clerk's screen: how many documents of how many are done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Tick = Callable[[int, int], None]


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Tick | None]:
    """Show a bar on stderr while a run goes on; yield what tells it (done, of all), None when nobody looks."""
    if quiet:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Đang làm văn bản", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
