"""Make one run from outside: on a server of its own, or on the service that is up."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from flows.errors import MachineError
from flows.machine import prefect_server
from flows.model.order import Order
from flows.model.report import Report
from flows.pipeline import Progress
from flows.telling.preview import Ask


def run(
    order: Order, *, at: datetime, progress: Progress | None = None, ask: Ask | None = None, log_file: Path
) -> Report:
    """Make every document of the order, once `ask` approves; Prefect's words go to the log file, none to the screen.

    Raises:
        FlowsError: whatever the steps raise; MachineError when Prefect cannot do its part.
    """
    prefect_server.settle(log_file)
    connection = prefect_server.connect(log_file)
    # Threads of its own, as those that serve other processes, know no other way to the server.
    os.environ.update(prefect_server.towards(connection.api_url))
    # Prefect takes seconds to import, and reads its settings while it does; its server starts meanwhile.
    from flows import prefect_flow  # noqa: PLC0415

    prefect_server.hush()
    connection.wait()
    try:
        return prefect_flow.run_once(order, prefect_flow.Caller(at, progress, ask), connection.api_url)
    except prefect_flow.PREFECT_FAILURES as error:
        message = "Prefect không ghi được lần chạy này."
        raise MachineError(message, f"Xem lý do trong tệp nhật ký {log_file}, rồi chạy lại.") from error


@contextmanager
def progress_bar(*, quiet: bool) -> Iterator[Progress | None]:
    """Show a bar on stderr while a run goes on; yield what tells it (done, of all), None when nobody looks."""
    if quiet:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Đang làm văn bản", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
