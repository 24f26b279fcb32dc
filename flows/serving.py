"""Stay up: Prefect's server with its page, and the worker with schedule, watch and runs on demand; ends on a signal."""

from __future__ import annotations

import json
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from flows import children, making, prefect_home
from flows.errors import MachineError
from flows.settings import Order

Say = Callable[[str], None]


def serve(order: Order, *, host: str = "127.0.0.1", port: int = 4200, log_file: Path, say: Say) -> None:
    """Serve until Ctrl+C or SIGTERM; `say` gets the lines for the screen.

    Raises:
        MachineError: the port is taken, Prefect does not start, or one of the two processes ended by itself.
    """
    prefect_home.settle(log_file)
    with _signalled() as stop, _server(log_file, host, port) as server:
        page = server.api_url.removesuffix("/api")
        with _worker(order, server) as worker, prefect_home.announced(server.api_url):
            for line in _greeting(page, order, log_file):
                say(line)
            while not stop.wait(1):
                _require(server, worker)
        say("Đang dừng...")
    say("Đã dừng. Lịch vẫn giữ nguyên cho lần chạy sau.")


def _greeting(page: str, order: Order, log_file: Path) -> Iterator[str]:
    yield f"Trang theo dõi: {page}"
    yield f"Đang theo dõi {order.inputs}: thêm hoặc sửa bảng tính là văn bản được làm ngay."
    yield "Mỗi ngày làm việc lúc 07:00 làm mọi văn bản đã đến lúc."
    yield f"Nhật ký: {log_file}. Dừng: Ctrl+C."


@contextmanager
def _signalled() -> Iterator[threading.Event]:
    """Give an event that Ctrl+C and SIGTERM set."""
    stop = threading.Event()
    before = {one: signal.signal(one, lambda *_: stop.set()) for one in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


@contextmanager
def _server(log_file: Path, host: str, port: int) -> Iterator[prefect_home.Connection]:
    """Start Prefect's server with its page and its scheduler."""
    mode = {
        "PREFECT__SERVER_FINAL": "1",
        "PREFECT_SERVER_API_HOST": host,
        "PREFECT_SERVER_API_PORT": str(port),
        # Else the page's files are written into the installation, which may be read-only.
        "PREFECT_UI_STATIC_DIRECTORY": str(prefect_home.home() / "ui"),
    }
    server = prefect_home.start(log_file, host, port, mode)
    try:
        server.wait()
        yield server
    finally:
        server.end()


@contextmanager
def _worker(order: Order, server: prefect_home.Connection) -> Iterator[children.Child]:
    mode = {"PREFECT_API_URL": server.api_url, "PREFECT_RUNNER_POLL_FREQUENCY": "2"}
    arguments = [json.dumps(making.as_parameters(order, scheduled=True))]
    worker = children.start("flows.deploying", arguments, server.log_file, mode)
    try:
        if worker.said != "ready":
            raise prefect_home.no_start(server.log_file)
        yield worker
    finally:
        worker.end()


def _require(server: prefect_home.Connection, worker: children.Child) -> None:
    if not worker.is_alive or not (server.server and server.server.is_alive):
        fix = f"Xem lý do ở cuối tệp nhật ký {server.log_file}, rồi chạy lại vanthu serve."
        raise MachineError("Dịch vụ Prefect đã dừng đột ngột.", fix)
