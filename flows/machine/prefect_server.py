"""Prefect's server: its folder, password and log, and a server of our own for one run."""

from __future__ import annotations

import atexit
import errno
import json
import logging
import os
import secrets
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from flows.errors import MachineError
from flows.machine import child_process, private_files
from flows.machine.work_folders import own_folder, workroom

ADDRESS_FILE = "dich-vu.json"
# On an empty home the server makes its database first, 10 s on a quick disk. One that ends is seen at once.
STARTS_WITHIN = 600.0
# Where nobody listens any more, the system says so at once; only a machine that is busy takes its time.
ANSWERS_WITHIN = 30.0
SETTINGS: Mapping[str, str] = MappingProxyType({
    # An office's data stays in the office: the server's telemetry, and the library's notice and events.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    "PREFECT_TELEMETRY_ENABLE_RESOURCE_METRICS": "false",
    # A request less; server and client are the same installation.
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    # Two runs at once share one SQLite file: they wait, instead of "database is locked" after 10 s.
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    "PREFECT_LOGGING_COLORS": "false",
})  # fmt: skip
# What Prefect itself sets for its embedded server (prefect.server.api.server.SubprocessASGIServer, 3.8.8).
EMBEDDED = {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT__SERVER_FINAL": "1", "PREFECT_UI_ENABLED": "0"}
LOOPBACK = ("127.0.0.1", "localhost", "::1")
SERVER_PASSWORD, CLIENT_PASSWORD = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"
KEPT_PASSWORD = "mat-khau.txt"  # noqa: S105 a file's name


def home() -> Path:
    """Return Prefect's folder: PREFECT_HOME, or one of our own.

    Not ~/.prefect: another project's newer Prefect may have moved the database there to a form ours cannot read, and
    its profile may send an office's runs to a server elsewhere.
    """
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".vanthu" / "prefect")


def password_file() -> Path:
    """Return where the password stands that the first start makes up."""
    try:
        return Path.home() / ".vanthu" / KEPT_PASSWORD
    except RuntimeError:  # no home, as in some services
        return home() / KEPT_PASSWORD


def made_password() -> str:
    """Return the password of an office that has set none: made up at its first start, and kept for the next."""
    return private_files.kept_secret(password_file())


def writable(log_file: Path) -> Path:
    """Return a log file that can be written: where the home cannot, one in the system's temporary folder.

    Prefect then has a home for this run alone.
    """
    if "PREFECT_HOME" in os.environ:
        return log_file
    try:
        _make_folders(log_file)
    except OSError:
        stack = ExitStack()
        os.environ["PREFECT_HOME"] = str(stack.enter_context(workroom("prefect")))
        # Registered before the server's end, so called after it.
        atexit.register(stack.close)
        return own_folder() / log_file.name
    return log_file


def _make_folders(log_file: Path) -> None:
    for folder in (log_file.parent, home()):
        private_files.make_folder(folder)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    private_files.touch(log_file)
    private_files.close_to_others(password_file().parent, log_file, *home().glob("prefect.db*"))


def settle(log_file: Path) -> None:
    """Give Prefect its settings, and its log a file; what the user has set in the environment stands."""
    try:
        _make_folders(log_file)
    except OSError as error:
        message = f"Không ghi được vào {error.filename}, thư mục riêng của phần mềm (nhật ký, lịch chạy)."
        fix = "Kiểm tra quyền ghi và chỗ trống, hoặc đặt PREFECT_HOME là một thư mục ghi được."
        raise MachineError(message, fix) from error
    for name, value in {**SETTINGS, "PREFECT_HOME": str(home())}.items():
        os.environ.setdefault(name, value)
    # An office's proxy must not be asked for 127.0.0.1.
    for name in ("NO_PROXY", "no_proxy"):
        known = [host for host in os.environ.get(name, "").split(",") if host]
        os.environ[name] = ",".join(dict.fromkeys((*known, *LOOPBACK)))
    _log_to(log_file)


def _log_to(log_file: Path) -> None:
    """Send every record and warning of this process to the file: root handlers that are there, Prefect leaves alone."""
    handler = logging.FileHandler(log_file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(capture=True)


def towards(api_url: str) -> Mapping[str, str]:
    """Return the settings of a process that talks to the server there; what the user has set stands."""
    settings, address = {"PREFECT_API_URL": api_url}, urlsplit(api_url)
    if address.scheme == "http" and address.hostname in LOOPBACK and _AUTHORITIES not in os.environ:
        # Each of Prefect's clients, ten a run, loads all authorities, 50 ms each time; without TLS none is asked.
        # On this computer alone: elsewhere a server may send its callers on to one with TLS.
        settings[_AUTHORITIES] = str(_one_authority())
    return settings


_AUTHORITIES = "PREFECT_API_SSL_CERT_FILE"
_END = "-----END CERTIFICATE-----\n"


def _one_authority() -> Path:
    """Return a file of one of the authorities that come with Prefect: without any, no TLS context can be made."""
    file = home() / "mot-chung-thu.pem"
    # After a power cut a file may stand there without all its bytes.
    if not (file.exists() and file.read_bytes().endswith(_END.encode())):
        import certifi  # noqa: PLC0415 asked once

        private_files.make_folder(file.parent)
        private_files.write(file, (certifi.contents().partition(_END)[0] + _END).encode())
    return file


def hush() -> None:
    """Take from the screen what Prefect's loggers would still print there, once it is imported."""
    for name in ("prefect", "prefect._internal", "uvicorn", "fastapi"):
        logger = logging.getLogger(name)
        for handler in [one for one in logger.handlers if isinstance(one, logging.StreamHandler)]:
            logger.removeHandler(handler)
        logger.propagate = True
    # Where there was no log file before Prefect, as in a process that does a portion, its console is everybody's.
    from prefect.logging.handlers import PrefectConsoleHandler  # noqa: PLC0415 it is imported by now

    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, PrefectConsoleHandler)]:
        root.removeHandler(handler)
        # Without any, Python itself would print warnings.
        root.addHandler(logging.NullHandler())


def alive(api_url: str, patience: float = 2.0) -> bool:
    """Whether a Prefect server answers there within so many seconds; no proxy is asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{api_url}/health", timeout=patience) as answer:
            return bool(answer.read() == b"true")
    except (OSError, ValueError):
        return False


def announcement() -> Mapping[str, str]:
    """Return what the service of this computer has announced (see `announced`), nothing where none has."""
    try:
        told = json.loads((home() / ADDRESS_FILE).read_text("utf-8"))
        return {name: str(value) for name, value in told.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def running_service() -> str | None:
    """Return the API address of the service that is up on this computer, if there is one; take its password."""
    told = announcement()
    if not {"api_url", "mat_khau"} <= told.keys() or not alive(told["api_url"], ANSWERS_WITHIN):
        return None
    os.environ[CLIENT_PASSWORD] = told["mat_khau"]
    return told["api_url"]


@contextmanager
def announced(api_url: str, password: str, page: str) -> Iterator[None]:
    """Leave the service's address and password where `vanthu run` looks for them, as long as the service is up.

    `page` is the address of the office's page, for a second start, which opens it.

    Nobody but this user can read them, as the settings they come from. They may have changed since: what counts is
    what the service began with.
    """
    file = home() / ADDRESS_FILE
    private_files.write(file, json.dumps({"api_url": api_url, "mat_khau": password, "trang": page}).encode())
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Connection:
    """A server to talk to; `server` is None when it is not ours."""

    api_url: str
    log_file: Path
    server: child_process.Child | None = None

    def wait(self) -> None:
        """Return as soon as our server answers; MachineError when it ended or stays silent."""
        deadline = time.monotonic() + STARTS_WITHIN
        while self.server and not alive(self.api_url):
            if not self.server.is_alive or time.monotonic() > deadline:
                raise no_start(self.log_file)
            time.sleep(0.05)

    def end(self) -> None:
        """End our server, if it is ours, and wait until it has let go of its database."""
        if self.server:
            self.server.end()


def no_start(log_file: Path) -> MachineError:
    """Return what to say when Prefect's server does not start."""
    fix = f"Xem lý do ở cuối tệp nhật ký {log_file}, sửa rồi chạy lại."
    return MachineError("Không khởi động được máy chủ Prefect.", fix)


def connect(log_file: Path) -> Connection:
    """Attach to the given or the running service, or start a server that ends with this process."""
    api_url = os.environ.get("PREFECT_API_URL") or running_service()
    if api_url:
        return Connection(api_url, log_file)
    # For this run alone: its port answers every user of the computer.
    password = os.environ[CLIENT_PASSWORD] = secrets.token_urlsafe(18)
    connection = start(log_file, "127.0.0.1", 0, {**EMBEDDED, SERVER_PASSWORD: password})
    # Registered before Prefect is imported, so called after Prefect has handed in its last records.
    atexit.register(connection.end)
    return connection


def start(log_file: Path, host: str, port: int, mode: Mapping[str, str]) -> Connection:
    """Start Prefect's server as a child; port 0 is any that is free. MachineError when the port is taken."""
    server = child_process.start("flows.machine.prefect_server", [host, str(port)], log_file, mode)
    if not server.said.isdigit():
        server.end()
        if server.said == TAKEN:
            raise MachineError(f"Cổng {port} đang được chương trình khác dùng.", "Chọn cổng khác bằng --port.")
        raise no_start(log_file)
    return Connection(f"http://{within(host)}:{server.said}/api", log_file, server)


def family_of(host: str) -> socket.AddressFamily:
    """Return the family of an address to listen at."""
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def is_free(host: str, port: int) -> bool:
    """Whether a port can be taken."""
    try:
        socket.create_server((host, port), family=family_of(host)).close()
    except (OSError, OverflowError):
        return False
    return True


def within(host: str) -> str:
    """Return where a server that listens there is found from this computer, as an address has it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 compared, not bound
    return f"[{host}]" if ":" in host else host


TAKEN = "taken"
HOUSEKEEPING = timedelta(seconds=2)
"""How often Prefect looks whether its own work in the background is due."""


def _serve(host: str, port: int) -> None:
    """Be the server: take the port, say which, serve until the parent goes."""
    # From the first moment: Prefect takes seconds to import, and whoever wants the server may be killed meanwhile.
    servers: list[Any] = []
    starter = os.getppid()
    child_process.when_parent_goes(lambda: _leave(servers, starter))
    # What it keeps tells of an office's runs.
    os.umask(0o077)
    try:
        listener = socket.create_server((host, port), family=family_of(host))
    except OSError:
        child_process.say(TAKEN)
        raise
    taken = listener.getsockname()[1]
    child_process.say(str(taken))
    # Prefect's own is "*": then any page that the clerk has open may read what it answers.
    os.environ["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] = f"http://{within(host)}:{taken}"
    import uvicorn  # noqa: PLC0415 only the child needs it
    from prefect.server.api import background_workers  # noqa: PLC0415 the same
    from prefect.server.api.server import create_app  # noqa: PLC0415 the same

    from flows.machine.guard import Guard, names_of  # noqa: PLC0415 the same

    if "PREFECT__SERVER_EPHEMERAL" not in os.environ:
        # Of a service that stays: four times a second would cost several per cent of a core for ever.
        own = vars(background_workers)
        own["Worker"] = partial(own["Worker"], minimum_check_interval=HOUSEKEEPING, scheduling_resolution=HOUSEKEEPING)
    app = Guard(create_app(), names=names_of(host, is_loopback=host in LOOPBACK))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    servers.append(server)
    server.run(sockets=[listener])
    # All is written; taking the interpreter apart would cost another second.
    os._exit(0)


def _leave(servers: Sequence[Any], starter: int) -> None:
    """End in order; soon where whoever started us was killed: nobody is left to tell of an orderly end."""
    for server in servers:
        server.should_exit = True
    is_killed = os.getppid() != starter
    time.sleep(ABANDONED if is_killed or not servers else child_process.PATIENCE)
    os._exit(1)


ABANDONED = 2.0
"""Seconds. Prefect's services may take a quarter of a minute to end; its database bears being left at any moment."""


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
