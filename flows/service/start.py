"""Start the service: Prefect's server, and the worker with the office's page; end on a signal."""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flows.errors import MachineError, UsageError
from flows.machine import child_process, prefect_server, private_files
from flows.model.order import Order
from flows.outputs import disk
from flows.page.door import IN_ADDRESS
from flows.settings import Service, settings_file

POLICY = "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; connect-src 'self' ws: wss:"
_SEAL = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
_HEAD = "<head>"
_LOOPS = ("CLEANUP_RECONCILER", "FOREMAN", "LATE_RUNS", "PAUSE_EXPIRATIONS", "REPOSSESSOR")
SELDOM = {
    "PREFECT_SERVER_EVENTS_PROACTIVE_GRANULARITY": "00:01:00",
    **{f"PREFECT_SERVER_SERVICES_{name}_LOOP_SECONDS": "60" for name in _LOOPS},
}
"""What Prefect would look for every five or fifteen seconds, which at rest costs more than all else."""


def seal(pages: Path) -> None:
    """Tell browsers to take everything from our own server: for each version of Prefect's page in the folder."""
    for page in pages.glob("*/index.html"):
        text = page.read_text("utf-8")
        if _SEAL not in text:
            disk.place({page: text.replace(_HEAD, _HEAD + _SEAL, 1).encode("utf-8")})


Say = Callable[[str], None]
SHORT, FALLS = 60.0, 3
"""A service that falls so many times in a row, each within so many seconds of its start, would only fall again."""


@dataclass(frozen=True, slots=True)
class PageAddress:
    """Where the office's page is to be; Prefect's takes the port after it, or any that is free."""

    host: str = "127.0.0.1"
    port: int = 8420

    @property
    def address(self) -> str:
        """Return the address of the page, without its key."""
        return f"http://{prefect_server.within(self.host)}:{self.port}"


def serve(order: Order, at: PageAddress, settings: Service, *, log_file: Path, say: Say) -> None:
    """Serve until Ctrl+C or SIGTERM; `say` gets the lines for the screen. What dies is started again.

    Raises:
        UsageError: others could reach the page without a password that the office has chosen.
        MachineError: the port is taken, Prefect does not start, or falls again and again.
    """
    _require_password(at, settings)
    prefect_server.settle(log_file)
    if "PREFECT_API_URL" not in os.environ and prefect_server.running_service():
        page = prefect_server.announcement().get("trang", "")
        open_in_browser(page)
        fix = "Trang ấy dùng được; muốn khởi động lại thì dừng dịch vụ trước (Ctrl+C ở cửa sổ của nó)."
        raise MachineError(f"Dịch vụ đang chạy rồi: {page.partition('/?')[0]}.", fix)
    if not prefect_server.is_free(at.host, at.port):
        raise MachineError(f"Cổng {at.port} đang được chương trình khác dùng.", "Chọn cổng khác bằng --port.")
    say("Đang khởi động dịch vụ; chừng nửa phút, máy chậm hoặc bận thì một hai phút...")
    falls = 0
    with _signalled() as stop:
        while not stop.is_set():
            began = time.monotonic()
            _stay(order, at, settings, log_file, (stop, say))
            falls = falls + 1 if time.monotonic() - began < SHORT else 1
            if not stop.is_set():
                _go_on(falls, log_file, say)
    say("Đã dừng. Lịch vẫn giữ nguyên cho lần chạy sau.")


def _stay(order: Order, at: PageAddress, settings: Service, log_file: Path, clerk: tuple[threading.Event, Say]) -> None:
    """Serve until the clerk stops it or one of the processes dies."""
    stop, say = clerk
    key = page_key()
    with _working(order, at, settings, log_file, key) as (prefect, worker, still):
        for line in _greeting(at, prefect, order, settings, log_file):
            say(line)
        worker.hear(say)
        open_in_browser(f"{at.address}/?{IN_ADDRESS}={key}")
        while still() and not stop.wait(1):
            pass
        if stop.is_set():
            say("Đang dừng...")


def page_key() -> str:
    """Return the key of the office's page: made up at the first start, and kept for this user alone."""
    return private_files.kept_secret(_key_file())


def _key_file() -> Path:
    return prefect_server.password_file().with_name("khoa-trang.txt")


def open_in_browser(page: str) -> None:
    """Open the page where somebody sits at this computer, by a file: an address in a command can be read by all."""
    if not page or not sys.stdout.isatty():
        return
    file = _key_file().with_name("mo-trang.html")
    html = f'<!doctype html><meta http-equiv="refresh" content="0;url={page}"><a href="{page}">Mở trang</a>'
    private_files.write(file, html.encode())
    webbrowser.open(file.as_uri())


def _go_on(falls: int, log_file: Path, say: Say) -> None:
    if falls > FALLS:
        fix = f"Xem lý do ở cuối tệp nhật ký {log_file}, rồi chạy lại vanthu serve."
        raise MachineError("Dịch vụ Prefect đã dừng đột ngột nhiều lần.", fix)
    say(f"Dịch vụ Prefect đã dừng đột ngột (xem {log_file}); đang khởi động lại, việc dở sẽ được làm tiếp.")


def _require_password(at: PageAddress, settings: Service) -> None:
    if at.host not in prefect_server.LOOPBACK and not settings.mat_khau.get_secret_value():
        message = f"Mở trang ở {at.host} cho máy khác xem thì phải có mật khẩu."
        raise UsageError(message, 'Ghi vào cai-dat.toml: [phuc_vu] rồi mat_khau = "..." (ít nhất 8 ký tự).')


def _greeting(at: PageAddress, prefect: str, order: Order, settings: Service, log_file: Path) -> Iterator[str]:
    if "JOURNAL_STREAM" in os.environ:  # systemd writes down what a service says
        yield f"Trang của cơ quan: {at.address}/?{IN_ADDRESS}=... với khóa ở tệp {_key_file()}."
    else:
        yield f"Trang của cơ quan: {at.address}/?{IN_ADDRESS}={page_key()}"
    yield f"Đang theo dõi {order.inputs}: thêm hoặc sửa bảng tính là văn bản được làm ngay."
    if settings.lich:
        yield f"Lịch làm mọi văn bản đã đến lúc: {settings.lich} (phút giờ ngày tháng thứ, giờ Hà Nội)."
    yield f"Trang Prefect, cho người phụ trách máy tính: {prefect}"
    yield from _password_told(settings)
    yield f"Nhật ký: {log_file}. Dừng: Ctrl+C."


def _password_told(settings: Service) -> Iterator[str]:
    """Yield where to find the password; itself where only whoever started the service reads it, and no log."""
    kept = prefect_server.password_file()
    if "PREFECT_API_URL" in os.environ:
        yield "Trang ấy hỏi mật khẩu: gõ mật khẩu của máy chủ Prefect dùng chung."
    elif settings.mat_khau.get_secret_value():
        yield f"Trang ấy hỏi mật khẩu: gõ «mat_khau» đã ghi trong {settings_file()}."
    elif "JOURNAL_STREAM" in os.environ:  # systemd writes down what a service says
        yield f"Trang ấy hỏi mật khẩu: mở tệp {kept}."
    else:
        yield f"Mật khẩu của trang ấy: {prefect_server.made_password()}"
        yield f"Mật khẩu ấy giữ ở {kept}, chỉ bạn đọc được; muốn đổi thì ghi «mat_khau» vào {settings_file()}."


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
def _working(
    order: Order, at: PageAddress, settings: Service, log_file: Path, key: str
) -> Iterator[tuple[str, child_process.Child, Callable[[], bool]]]:
    """Start the server, unless one is given, and the worker; yield Prefect's page, the worker, whether both live."""
    given = os.environ.get("PREFECT_API_URL")
    password = "" if given else settings.mat_khau.get_secret_value() or prefect_server.made_password()
    with ExitStack() as held:
        if given:
            server = prefect_server.Connection(given, log_file)
        else:
            server = held.enter_context(_server(log_file, at, password))
        prefect = server.api_url.removesuffix("/api")
        page = {"host": at.host, "port": at.port, "key": key, "prefect": prefect}
        worker = held.enter_context(_worker(order, server, settings, page, password))
        if not given:
            address = f"{at.address}/?{IN_ADDRESS}={key}"
            held.enter_context(prefect_server.announced(server.api_url, password, address))
        yield prefect, worker, lambda: worker.is_alive and (server.server is None or server.server.is_alive)


@contextmanager
def _server(log_file: Path, at: PageAddress, password: str) -> Iterator[prefect_server.Connection]:
    """Start Prefect's server with its page and its scheduler."""
    pages = prefect_server.home() / "ui"
    port = at.port + 1 if prefect_server.is_free(at.host, at.port + 1) else 0
    mode = {
        "PREFECT__SERVER_FINAL": "1",
        "PREFECT_SERVER_API_HOST": at.host,
        # The page asks the host it came from, by whatever name the browser knows it.
        "PREFECT_UI_API_URL": "/api",
        "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
        **SELDOM,
        # Else the page's files are written into the installation, which may be read-only.
        "PREFECT_UI_STATIC_DIRECTORY": str(pages),
        prefect_server.SERVER_PASSWORD: password,
    }
    server = prefect_server.start(log_file, at.host, port, mode)
    try:
        server.wait()
        seal(pages)
        yield server
    finally:
        server.end()


@contextmanager
def _worker(
    order: Order, server: prefect_server.Connection, settings: Service, page: Mapping[str, object], password: str
) -> Iterator[child_process.Child]:
    duty = {
        "parameters": order.as_parameters(scheduled=True),
        "places": order.places(),
        "page": page,
        "office": settings.co_quan,
        "cron": settings.lich,
        "alone": server.server is not None,
    }
    mode = {
        **prefect_server.towards(server.api_url),
        "VANTHU_DUTY": json.dumps(duty),
        **({prefect_server.CLIENT_PASSWORD: password} if password else {}),
    }
    worker = child_process.start("flows.service.worker", [], server.log_file, mode)
    try:
        if worker.said != "ready":
            raise prefect_server.no_start(server.log_file)
        yield worker
    finally:
        worker.end()
