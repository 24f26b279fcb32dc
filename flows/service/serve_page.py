"""Serve the office's page beside the watch and the runs, in the same process."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import uvicorn

from flows.machine.guard import names_of
from flows.machine.prefect_server import LOOPBACK
from flows.model.order import Order
from flows.page.app import page_app
from flows.page.desk import Desk, Runs
from flows.page.event_rows import Facts, Shelf
from flows.problems import Problem
from flows.settings import carried_folder
from flows.vietnamese.dates import HANOI


class _PageServer(uvicorn.Server):
    """A server that leaves signals to the process it is in."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def desk_of(
    places: Mapping[str, str],
    page: Mapping[str, Any],
    runs: Runs,
    facts: Callable[[], Mapping[str, Facts]],
    strays: Callable[[], Sequence[Problem]],
) -> Desk:
    """Return what the page works with, from what the service told its worker."""

    def now() -> datetime:
        return datetime.now(HANOI)

    def order() -> Order:
        inputs, outputs, templates = (Path(places[name]) for name in ("inputs", "outputs", "templates"))
        target = places["register_target"]
        return Order(inputs=inputs, outputs=outputs, templates=templates, register=target, today=now().date())

    shelf, guide = Shelf(Path(places["outputs"])), carried_folder()
    return Desk(order, now, runs, page["key"], shelf, guide, facts=facts, strays=strays, prefect=page["prefect"])


async def serve_page(desk: Desk, host: str, door: socket.socket) -> None:
    """Answer whoever comes through an open socket, until cancelled."""
    app = page_app(desk, names=names_of(host, is_loopback=host in LOOPBACK))
    config = uvicorn.Config(app, log_config=None, log_level="warning", access_log=False, lifespan="off")
    await _PageServer(config).serve([door])
