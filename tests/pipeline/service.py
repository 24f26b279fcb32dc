"""A service as a clerk starts it, on a folder and a home of its own: start, ask, kill."""

import base64
import contextlib
import json
import os
import socket
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import httpx
import psutil

PASSWORD = "mat-khau-1"  # noqa: S105 of this test alone


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def free_pair():
    """A free port whose next one is free too: the page takes the first, Prefect the second."""
    while True:
        port = free_port()
        with contextlib.suppress(OSError), socket.create_server(("127.0.0.1", port + 1)):
            return port


def waited(condition, seconds=900):
    """Look until something is found; the limit is for what hangs, not for what is slow on a busy machine."""
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
        self.folder, self.page, self.set_password = folder, free_pair(), password
        self.port = self.page + 1
        (folder / "cai-dat.toml").write_text(f'[phuc_vu]\nmat_khau = "{password}"\nlich = "30 6 * * 2"', "utf-8")
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
        return self

    def kill(self):
        """Cut the power of every process at once."""
        for pid in descendants(self.process.pid):
            with contextlib.suppress(ProcessLookupError):  # it has just ended
                os.kill(pid, 9)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=600)

    def ask(self, route, method="POST", **body):
        address = f"http://127.0.0.1:{self.port}/api/{route}"
        # Prefect answers 503, try again, while another process writes to its database.
        secret = Secret(self.password)
        answer = waited(lambda: _unless_busy(httpx.request(method, address, json=body, timeout=60, auth=secret)))[0]
        answer.raise_for_status()
        return answer.json() if answer.content else None

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


def _answer(answer):
    return None if answer.status_code == 503 else answer


def _unless_busy(answer):
    return None if answer.status_code == 503 else (answer,)


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
