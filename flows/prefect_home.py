"""Where Prefect lives: its folder, settings and log, and a server of its own; imports no Prefect, so it can go first.

Prefect reads its settings while it is imported, which takes seconds; its server takes seconds more to start. Whoever
needs both calls `settle` and `connect` before the import, so that the server starts meanwhile.
"""

from __future__ import annotations

import atexit
import errno
import gc
import json
import logging
import os
import shutil
import socket
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from flows import children
from flows.errors import MachineError
from flows.pausing import collector_paused

ADDRESS_FILE = "dich-vu.json"
# On an empty home the server makes its database first, 10 s on a quick disk.
STARTS_WITHIN = 180.0
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


def home() -> Path:
    """Return Prefect's folder: PREFECT_HOME, or one of our own.

    Not ~/.prefect: another project's newer Prefect may have moved the database there to a form ours cannot read, and
    its profile may send an office's runs to a server elsewhere.
    """
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".vanthu" / "prefect")


def writable(log_file: Path) -> Path:
    """Return a log file that can be written: where the home cannot, one beside a home of Prefect for this run alone."""
    if "PREFECT_HOME" in os.environ:
        return log_file
    try:
        _make_folders(log_file)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="vanthu-"))
        os.environ["PREFECT_HOME"] = str(folder / "prefect")
        # The log stays; registered before the server's end, so called after it.
        atexit.register(shutil.rmtree, folder / "prefect", ignore_errors=True)
        return folder / log_file.name
    return log_file


def _make_folders(log_file: Path) -> None:
    for folder in (log_file.parent, home()):
        folder.mkdir(parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
    log_file.open("ab").close()


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

        file.parent.mkdir(parents=True, exist_ok=True)
        replaced = file.with_suffix(f".{os.getpid()}")
        replaced.write_bytes((certifi.contents().partition(_END)[0] + _END).encode())
        replaced.replace(file)
    return file


def hush() -> None:
    """Take from the screen what Prefect's loggers would still print there, once it is imported."""
    for name in ("prefect", "prefect._internal", "uvicorn", "fastapi"):
        logger = logging.getLogger(name)
        for handler in [one for one in logger.handlers if isinstance(one, logging.StreamHandler)]:
            logger.removeHandler(handler)
        logger.propagate = True


def alive(api_url: str) -> bool:
    """Whether a Prefect server answers there within two seconds; no proxy is asked."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{api_url}/health", timeout=2) as answer:
            return bool(answer.read() == b"true")
    except (OSError, ValueError):
        return False


def running_service() -> str | None:
    """Return the API address of the service that is up on this computer, if there is one; take its password."""
    try:
        told = json.loads((home() / ADDRESS_FILE).read_text("utf-8"))
        api_url, password = str(told["api_url"]), str(told.get("mat_khau", ""))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    if not alive(api_url):
        return None
    if password:
        os.environ.setdefault(CLIENT_PASSWORD, password)
    return api_url


SERVER_PASSWORD, CLIENT_PASSWORD = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"


@contextmanager
def announced(api_url: str, password: str = "") -> Iterator[None]:
    """Leave the service's address and password where `vanthu run` looks for them, as long as the service is up.

    Nobody but this user can read them, as the settings they come from. They may have changed since: what counts is
    what the service began with.
    """
    file = home() / ADDRESS_FILE
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as lines:
        json.dump({"api_url": api_url, **({"mat_khau": password} if password else {})}, lines)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Connection:
    """A server to talk to; `server` is None when it is not ours."""

    api_url: str
    log_file: Path
    server: children.Child | None = None

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
    connection = start(log_file, "127.0.0.1", 0, EMBEDDED)
    # Registered before Prefect is imported, so called after Prefect has handed in its last records.
    atexit.register(connection.end)
    return connection


def start(log_file: Path, host: str, port: int, mode: Mapping[str, str]) -> Connection:
    """Start Prefect's server as a child; port 0 is any that is free. MachineError when the port is taken."""
    server = children.start("flows.prefect_home", [host, str(port)], log_file, mode)
    if not server.said.isdigit():
        server.end()
        if server.said == TAKEN:
            raise MachineError(f"Cổng {port} đang được chương trình khác dùng.", "Chọn cổng khác bằng --port.")
        raise no_start(log_file)
    return Connection(f"http://{within(host)}:{server.said}/api", log_file, server)


def within(host: str) -> str:
    """Return where a server that listens there is found from this computer, as an address has it."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)  # noqa: S104 compared, not bound
    return f"[{host}]" if ":" in host else host


TAKEN = "taken"


def _serve(host: str, port: int) -> None:
    """Be the server: take the port, say which, serve until the parent goes."""
    try:
        listener = socket.create_server((host, port))
    except OSError:
        children.say(TAKEN)
        raise
    children.say(str(listener.getsockname()[1]))
    # Of the seconds that this takes, the collector had a third; what is made then lasts as long as the process.
    with collector_paused():
        import uvicorn  # noqa: PLC0415 only the child needs it
        from prefect.server.api.server import create_app  # noqa: PLC0415 the same

        server = uvicorn.Server(uvicorn.Config(create_app(), log_level="error", lifespan="on"))
    gc.freeze()
    children.when_parent_goes(lambda: setattr(server, "should_exit", True))
    server.run(sockets=[listener])
    # All is written; taking the interpreter apart would cost another second.
    os._exit(0)


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
