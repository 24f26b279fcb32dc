"""One run from outside: an order in, the flow on a server of its own or on the service that is up, a report out."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flows import prefect_home
from flows.errors import MachineError
from flows.making import Progress
from flows.model.report import Report
from flows.pausing import collector_paused
from flows.reporting.previewing import Preview
from flows.settings import Order

Ask = Callable[[Preview], bool]


# Of the seconds that Prefect's import takes, the collector had a third.
@collector_paused()
def run(
    order: Order, *, at: datetime, progress: Progress | None = None, ask: Ask | None = None, log_file: Path
) -> Report:
    """Make every document of the order, once `ask` approves; Prefect's words go to the log file, none to the screen.

    Raises:
        FlowsError: whatever the steps raise; MachineError when Prefect cannot do its part.
    """
    prefect_home.settle(log_file)
    connection = prefect_home.connect(log_file)
    # Threads of its own, as those that serve other processes, know no other way to the server.
    os.environ.update(prefect_home.towards(connection.api_url))
    # Prefect takes seconds to import, and reads its settings while it does; its server starts meanwhile.
    from flows import pipeline  # noqa: PLC0415

    prefect_home.hush()
    connection.wait()
    try:
        return pipeline.run_once(order, pipeline.Caller(at, progress, ask), connection.api_url)
    except pipeline.PREFECT_FAILURES as error:
        message = "Prefect không ghi được lần chạy này."
        raise MachineError(message, f"Xem lý do trong tệp nhật ký {log_file}, rồi chạy lại.") from error
