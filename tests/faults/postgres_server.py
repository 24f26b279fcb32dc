"""A PostgreSQL server that lives as long as the tests: nothing in, its address out."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from urllib.parse import quote

import psycopg

PASSWORD = "mật khẩu: @/%"  # noqa: S105 of a server that lives for seconds
_PATIENCE, _TRIES = 600, 5


@cache
def programs() -> Path | None:
    """Return the folder of initdb and postgres, None where there is none."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name), reverse=True)
    found = shutil.which("initdb")
    folders = [*known, Path(found).parent] if found else known
    return next((folder for folder in folders if (folder / "initdb").exists() and _user() is not False), None)


@contextmanager
def postgres() -> Iterator[str]:
    """Yield the URL of an empty database on a new server; it stands on loopback and wants its password."""
    folder = Path(tempfile.mkdtemp(prefix="vanthu-postgres-"))
    server = None
    try:
        server, port = _started(_initialised(folder))
        yield f"postgresql+psycopg://so:{quote(PASSWORD, safe='')}@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)
            server.wait(_PATIENCE)
        shutil.rmtree(folder)


def _initialised(folder: Path) -> Path:
    secret = folder / "password"
    secret.write_text(PASSWORD + "\n", "utf-8")
    _give(folder, secret)
    options = ["-U", "so", "--pwfile", secret, "-A", "scram-sha-256", "-E", "UTF8", "--no-sync", "--locale=C"]
    command = [programs() / "initdb", "-D", folder / "data", *options]
    subprocess.run(command, check=True, capture_output=True, **_as_user())
    return folder


def _started(folder: Path) -> tuple[subprocess.Popen[bytes], int]:
    # A port that was free may be taken by the time that the server asks for it.
    for _ in range(_TRIES):
        port = _free_port()
        settings = {"listen_addresses": "127.0.0.1", "port": port, "unix_socket_directories": "", "fsync": "off"}
        words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
        command = [programs() / "postgres", "-D", folder / "data", *words]
        with (folder / "log").open("ab") as log:
            server = subprocess.Popen(command, stdout=log, stderr=log, **_as_user())
        if _answers(port, server):
            return server, port
        server.kill()
        server.wait()
    raise RuntimeError((folder / "log").read_text("utf-8", "replace")[-2000:])


def _user() -> pwd.struct_passwd | bool | None:
    """Return whom the server is to run as: PostgreSQL refuses root. None is this user, False nobody."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    return False


def _as_user() -> dict[str, object]:
    user = _user()
    own = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if isinstance(user, pwd.struct_passwd) else {}
    return {**own, "cwd": "/"}


def _give(*paths: Path) -> None:
    user = _user()
    if isinstance(user, pwd.struct_passwd):
        for path in paths:
            os.chown(path, user.pw_uid, user.pw_gid)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def _answers(port: int, server: subprocess.Popen[bytes]) -> bool:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="so", password=PASSWORD, dbname="postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.1)
        else:
            return True
    return False
