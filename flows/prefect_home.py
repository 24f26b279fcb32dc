"""Where Prefect lives: its folder, settings and log, and a server of its own; imports no Prefect, so it can go first.

Prefect reads its settings while it is imported, which takes 2 s; its server takes 6 s more to start. Whoever needs both
calls `settle` and `connect` before the import, so that the server starts meanwhile.
"""

from __future__ import annotations

import atexit
import json
import logging
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from flows.errors import MachineError

ADDRESS_FILE = "dich-vu.json"
# An empty home on an office disk: the database alone has taken 11 s on a quick one.
STARTS_WITHIN = 180.0
SETTINGS: Mapping[str, str] = MappingProxyType({
    # An office's data stays in the office: the server's telemetry, and the notice and events of the library.
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "DO_NOT_TRACK": "1",
    # A request less; server and client are the same installation.
    "PREFECT_CLIENT_SERVER_VERSION_CHECK_ENABLED": "false",
    # Two runs at once share one SQLite file: wait for each other instead of "database is locked" after 10 s.
    "PREFECT_SERVER_DATABASE_TIMEOUT": "60",
    "PREFECT_LOGGING_COLORS": "false",
    "PREFECT_CLI_COLORS": "false",
})  # fmt: skip
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def home() -> Path:
    """Return Prefect's folder: PREFECT_HOME, or one of our own.

    Not ~/.prefect: another project's newer Prefect may have moved the database there to a form ours cannot read, and
    its profile may send an office's runs to a server elsewhere.
    """
    return Path(os.environ.get("PREFECT_HOME") or Path.home() / ".vanthu" / "prefect")


def settle(log_file: Path) -> None:
    """Give Prefect its settings, and its log a file; what the user has set in the environment stands."""
    for folder in (log_file.parent, home()):
        folder.mkdir(parents=True, exist_ok=True)
    for name, value in {**SETTINGS, "PREFECT_HOME": str(home())}.items():
        os.environ.setdefault(name, value)
    # An office's proxy must not be asked for 127.0.0.1.
    for name in ("NO_PROXY", "no_proxy"):
        os.environ[name] = ",".join(filter(None, (os.environ.get(name), *LOOPBACK)))
    log_to(log_file)


def log_to(log_file: Path) -> None:
    """Send every record of this process to the file: a root handler that is already there, Prefect leaves alone."""
    handler = logging.FileHandler(log_file, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    logging.captureWarnings(capture=True)


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
            return bool(answer.status == 200)
    except (OSError, ValueError):
        return False


def running_service() -> str | None:
    """Return the API address of the service that is up on this computer, if there is one."""
    try:
        api_url = str(json.loads((home() / ADDRESS_FILE).read_text("utf-8"))["api_url"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return api_url if alive(api_url) else None


@contextmanager
def announced(api_url: str) -> Iterator[None]:
    """Leave the service's address where `vanthu run` looks for it, as long as the service is up."""
    file = home() / ADDRESS_FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"api_url": api_url}), "utf-8")
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Connection:
    """A server to talk to; `process` is None when it is not ours."""

    api_url: str
    log_file: Path
    process: subprocess.Popen[bytes] | None = None

    def wait(self) -> None:
        """Return as soon as the server answers; MachineError when it ended or stays silent."""
        if self.process is None:
            return
        deadline = time.monotonic() + STARTS_WITHIN
        while not alive(self.api_url):
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise MachineError(*no_start(self.log_file))
            time.sleep(0.05)

    def end(self) -> None:
        """End our server, if it is ours, and wait until it has let go of its database."""
        if self.process is None:
            return
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def no_start(log_file: Path) -> tuple[str, str]:
    """Return what to say when Prefect's server does not start."""
    return "Không khởi động được máy chủ Prefect.", f"Xem lý do trong tệp nhật ký {log_file}, sửa rồi chạy lại."


def connect(log_file: Path) -> Connection:
    """Attach to the given or the running service, or start a server that ends with this process."""
    api_url = os.environ.get("PREFECT_API_URL") or running_service()
    if api_url:
        return Connection(api_url, log_file)
    connection = start(log_file)
    # Called before Prefect is imported, so undone after it: Prefect first hands in its last records.
    atexit.register(connection.end)
    return connection


def start(log_file: Path, host: str = "127.0.0.1", port: int = 0, *, ui: bool = False) -> Connection:
    """Start Prefect's server as a child whose every word goes to the log; it ends when told to, or with us."""
    # What Prefect itself sets for its embedded server (prefect.server.api.server.SubprocessASGIServer, 3.8.8).
    mode = {"PREFECT__SERVER_FINAL": "1"} | (
        {} if ui else {"PREFECT__SERVER_EPHEMERAL": "1", "PREFECT_UI_ENABLED": "0"}
    )
    mode |= {"PREFECT_SERVER_API_HOST": host, "PREFECT_SERVER_API_PORT": str(port)} if ui else {}
    with log_file.open("ab") as log:
        process = subprocess.Popen(  # noqa: S603 our own interpreter and module
            [sys.executable, "-m", "flows.prefect_home", host, str(port)],
            env={**os.environ, **mode},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
        )
    return Connection(f"http://{host}:{_port_of(process, log_file)}/api", log_file, process)


def _port_of(process: subprocess.Popen[bytes], log_file: Path) -> int:
    """Return the port the child has taken, which it says before anything else."""
    said = process.stdout.readline() if process.stdout else b""
    if not said.strip().isdigit():
        raise MachineError(*no_start(log_file))
    return int(said)


def _serve(host: str, port: int) -> None:
    """Be the server: take the port, say which, serve until the parent closes our input or dies."""
    listener = socket.create_server((host, port))
    print(listener.getsockname()[1], flush=True)  # noqa: T201 the parent reads it
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    import uvicorn  # noqa: PLC0415 only the child needs it

    app = "prefect.server.api.server:create_app"
    server = uvicorn.Server(uvicorn.Config(app, factory=True, log_level="error", lifespan="on"))
    threading.Thread(target=_stop_with_parent, args=(server,), daemon=True).start()
    server.run(sockets=[listener])
    # All is written; taking the interpreter apart would cost another second.
    os._exit(0)


def _stop_with_parent(server: object) -> None:
    # Not sys.stdin: a thread that waits inside its buffer makes the interpreter abort at the end.
    os.read(0, 1)
    server.should_exit = True  # type: ignore[attr-defined]


if __name__ == "__main__":
    _serve(sys.argv[1], int(sys.argv[2]))
