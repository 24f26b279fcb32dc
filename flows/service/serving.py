"""Stay up: Prefect's server with its page, and the worker with schedule, watch and runs on demand; ends on a signal."""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows import children, making, prefect_home
from flows.errors import MachineError, UsageError
from flows.preferences import Service, settings_file
from flows.service.sealing import seal
from flows.settings import Order

Say = Callable[[str], None]
SHORT, FALLS = 60.0, 3
"""A service that falls so many times in a row, each within so many seconds of its start, would only fall again."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the page is to be."""

    host: str = "127.0.0.1"
    port: int = 4200


def serve(order: Order, place: Place, settings: Service, *, log_file: Path, say: Say) -> None:
    """Serve until Ctrl+C or SIGTERM; `say` gets the lines for the screen. What dies is started again.

    Raises:
        UsageError: others could reach the page without a password.
        MachineError: the port is taken, Prefect does not start, or falls again and again.
    """
    _require_password(place, settings)
    prefect_home.settle(log_file)
    if "PREFECT_API_URL" not in os.environ and (elsewhere := prefect_home.running_service()):
        page = elsewhere.removesuffix("/api")
        raise MachineError(f"Dịch vụ đang chạy rồi: {page}.", "Dừng dịch vụ ấy trước (Ctrl+C ở cửa sổ của nó).")
    say("Đang khởi động dịch vụ; chừng nửa phút, máy chậm hoặc bận thì một hai phút...")
    falls = 0
    with _signalled() as stop:
        while not stop.is_set():
            began = time.monotonic()
            _stay(order, place, settings, log_file, (stop, say))
            falls = falls + 1 if time.monotonic() - began < SHORT else 1
            if not stop.is_set():
                _go_on(falls, log_file, say)
    say("Đã dừng. Lịch vẫn giữ nguyên cho lần chạy sau.")


def _stay(order: Order, place: Place, settings: Service, log_file: Path, clerk: tuple[threading.Event, Say]) -> None:
    """Serve until the clerk stops it or one of the processes dies."""
    stop, say = clerk
    with _working(order, place, settings, log_file) as (page, still):
        for line in _greeting(page, order, settings, log_file):
            say(line)
        while still() and not stop.wait(1):
            pass
        if stop.is_set():
            say("Đang dừng...")


def _go_on(falls: int, log_file: Path, say: Say) -> None:
    if falls > FALLS:
        fix = f"Xem lý do ở cuối tệp nhật ký {log_file}, rồi chạy lại vanthu serve."
        raise MachineError("Dịch vụ Prefect đã dừng đột ngột nhiều lần.", fix)
    say(f"Dịch vụ Prefect đã dừng đột ngột (xem {log_file}); đang khởi động lại, việc dở sẽ được làm tiếp.")


def _require_password(place: Place, settings: Service) -> None:
    if place.host not in prefect_home.LOOPBACK and not settings.mat_khau.get_secret_value():
        message = f"Mở trang ở {place.host} cho máy khác xem thì phải có mật khẩu."
        raise UsageError(message, 'Ghi vào cai-dat.toml: [phuc_vu] rồi mat_khau = "..." (ít nhất 8 ký tự).')


def _greeting(page: str, order: Order, settings: Service, log_file: Path) -> Iterator[str]:
    yield f"Trang theo dõi: {page}"
    if settings.mat_khau.get_secret_value():
        yield f"Trang hỏi mật khẩu: gõ «mat_khau» đã ghi trong {settings_file()}."
    yield f"Đang theo dõi {order.inputs}: thêm hoặc sửa bảng tính là văn bản được làm ngay."
    yield f"Làm theo yêu cầu: mở {page}/v2/deployments, chọn loại văn bản, bấm Run rồi Custom run, Submit."
    if settings.lich:
        yield f"Lịch làm mọi văn bản đã đến lúc: {settings.lich} (phút giờ ngày tháng thứ, giờ Hà Nội)."
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
def _working(order: Order, place: Place, settings: Service, log_file: Path) -> Iterator[tuple[str, Callable[[], bool]]]:
    """Start the server, unless one is given, and the worker; yield the page and whether both still live."""
    given = os.environ.get("PREFECT_API_URL")
    password = settings.mat_khau.get_secret_value()
    with ExitStack() as held:
        if given:
            server = prefect_home.Connection(given, log_file)
        else:
            server = held.enter_context(_server(log_file, place, password))
        worker = held.enter_context(_worker(order, server, settings))
        if not given:
            held.enter_context(prefect_home.announced(server.api_url, password))
        yield (
            server.api_url.removesuffix("/api"),
            lambda: worker.is_alive and (server.server is None or server.server.is_alive),
        )


@contextmanager
def _server(log_file: Path, place: Place, password: str) -> Iterator[prefect_home.Connection]:
    """Start Prefect's server with its page and its scheduler."""
    pages = prefect_home.home() / "ui"
    mode = {
        "PREFECT__SERVER_FINAL": "1",
        "PREFECT_SERVER_API_HOST": place.host,
        "PREFECT_SERVER_API_PORT": str(place.port),
        # The page asks the host it came from, by whatever name the browser knows it.
        "PREFECT_UI_API_URL": "/api",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        # Else the page's files are written into the installation, which may be read-only.
        "PREFECT_UI_STATIC_DIRECTORY": str(pages),
        **({prefect_home.SERVER_PASSWORD: password} if password else {}),
    }
    server = prefect_home.start(log_file, place.host, place.port, mode)
    try:
        server.wait()
        seal(pages)
        yield server
    finally:
        server.end()


@contextmanager
def _worker(order: Order, server: prefect_home.Connection, settings: Service) -> Iterator[children.Child]:
    duty = {
        "parameters": making.as_parameters(order, scheduled=True),
        "office": settings.co_quan,
        "cron": settings.lich,
        "alone": server.server is not None,
    }
    password = settings.mat_khau.get_secret_value()
    mode = {
        **prefect_home.towards(server.api_url),
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "VANTHU_DUTY": json.dumps(duty),
        **({prefect_home.CLIENT_PASSWORD: password} if password and server.server else {}),
    }
    worker = children.start("flows.service.deploying", [], server.log_file, mode)
    try:
        if worker.said != "ready":
            raise prefect_home.no_start(server.log_file)
        yield worker
    finally:
        worker.end()
