"""A service as a clerk starts it, on a folder and a home of its own: start, ask, kill."""

import base64
import contextlib
import json
import os
import subprocess
import sys
import time
from collections import defaultdict
from datetime import datetime
from pathlib import Path

import httpx
import psutil

from flows.machine.prefect_server import is_free
from flows.vietnamese.dates import HANOI

PASSWORD = "mat-khau-1"  # noqa: S105 of this test alone
IN_THREE_DAYS = f"30 6 * * {(datetime.now(HANOI).weekday() + 4) % 7}"
"""A schedule that makes no run while the tests look, whenever they do: cron begins its week with Sunday, as 0."""
WAIT = 900
"""Seconds for what hangs; on a busy machine everything takes its time."""


def free_port():
    """A free port whose next one is free too: the page takes the first, Prefect the second.

    Not one that the system offers. It gives those to every connection, and another process's may have come there before
    the service is up. Each process of the tests looks elsewhere.
    """
    port = 10_000 + os.getpid() % 2_500 * 2
    while not (is_free("127.0.0.1", port) and is_free("127.0.0.1", port + 1)):
        port += 2
    return port


def waited(condition, seconds=WAIT):
    """Look until something is found."""
    end = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < end
        time.sleep(0.2)
    return found


def descendants(pid):
    """The processes below a process, and itself."""
    children = defaultdict(list)
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    for line in listed.splitlines():
        child, parent = map(int, line.split())
        children[parent].append(child)
    found = [pid]
    for one in found:
        found += children[one]
    return found


def has_ended(pid):
    """Whether a process is over; its remains may lie there for long."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


class Service:
    """`vanthu serve`; every start takes the same ports: `page` is the office's, `port` Prefect's.

    Without a password in its settings it makes one up.
    """

    def __init__(self, folder, password=PASSWORD):
        self.folder, self.page, self.set_password = folder, free_port(), password
        self.port = self.page + 1
        own = f'[phuc_vu]\nmat_khau = "{password}"\nlich = "{IN_THREE_DAYS}"'
        (folder / "cai-dat.toml").write_text(own, "utf-8")
        self.environment = {
            **os.environ,
            "HOME": str(folder),
            "PREFECT_HOME": str(folder / "prefect"),
            "VANTHU_SETTINGS": str(folder / "cai-dat.toml"),
        }
        self.process = None

    @property
    def said(self):
        return (self.folder / "man-hinh.txt").read_text("utf-8")

    @property
    def password(self):
        return self.set_password or (self.folder / ".vanthu" / "mat-khau.txt").read_text("utf-8").strip()

    def command(self, *words):
        return [sys.executable, "-m", "flows", *words, *(f"--{name}={self.folder / name}" for name in FOLDERS)]

    def start(self):
        with (self.folder / "man-hinh.txt").open("wb") as screen:
            self.process = subprocess.Popen(
                self.command("serve", "--port", str(self.page)), env=self.environment, stdout=screen, stderr=screen
            )
        waited(lambda: "Dừng: Ctrl+C" in self.said or self.process.poll() is not None)
        assert self.process.poll() is None, self.said
        return self

    def kill(self):
        """Cut the power of every process at once; one that waits for the disk goes a moment later, with its port."""
        alive = descendants(self.process.pid)
        for pid in alive:
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                os.kill(pid, 9)
        self.process.wait()
        waited(lambda: all(map(has_ended, alive)))

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=WAIT)

    def ask(self, route, method="POST", **body):
        return answered(method, f"http://127.0.0.1:{self.port}/api/{route}", self.password, **body)

    def deployment(self, name):
        [found] = [one for one in self.ask("deployments/filter") if one["name"] == name]
        return found

    def runs(self, *states):
        """The runs that the schedule has not merely foreseen, in their order."""
        every = self.ask("flow_runs/filter", limit=200)
        found = [run for run in every if not (run["auto_scheduled"] and run["state_type"] == "SCHEDULED")]
        found.sort(key=lambda run: run["created"])
        return [run for run in found if not states or run["state_type"] in states]

    def rested(self, count):
        """The runs, once there are so many and none is at work or about to begin."""
        waited(lambda: len(self.runs()) >= count and not self.runs("RUNNING", "PENDING", "SCHEDULED"))
        return self.runs()


def answered(method, address, password, **body):
    """What Prefect's server answers, once its database is not locked: its own clients ask again as well."""

    def unless_locked():
        answer = httpx.request(method, address, json=body, timeout=WAIT, auth=Secret(password))
        return None if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE else answer

    answer = waited(unless_locked)
    answer.raise_for_status()
    return answer.json() if answer.content else None


class Secret(httpx.Auth):
    """What Prefect's page sends once the password was typed."""

    def __init__(self, password):
        self.header = f"Basic {base64.b64encode(password.encode()).decode()}"

    def auth_flow(self, request):
        request.headers["Authorization"] = self.header
        yield request


FOLDERS = ("inputs", "outputs", "templates")


def papers(folder):
    """Every paper with the moment it was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in Path(folder).rglob("*.docx")}


def manifest(bureau):
    return json.loads((bureau.outputs / "AN-01" / "manifest.json").read_text("utf-8"))
