"""A service as a clerk starts it, on a folder and a home of its own: start, ask, kill."""

import json
import os
import socket
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import httpx

PASSWORD = "mat-khau-1"  # noqa: S105 of this test alone


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def waited(condition, seconds=300):
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


class Service:
    """`vanthu serve`; every start takes the same port."""

    def __init__(self, folder):
        self.folder, self.port = folder, free_port()
        (folder / "cai-dat.toml").write_text(f'[phuc_vu]\nmat_khau = "{PASSWORD}"\nlich = "30 6 * * 2"', "utf-8")
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

    def command(self, *words):
        return [sys.executable, "-m", "flows", *words, *(f"--{name}={self.folder / name}" for name in FOLDERS)]

    def start(self):
        with (self.folder / "man-hinh.txt").open("wb") as screen:
            self.process = subprocess.Popen(
                self.command("serve", "--port", str(self.port)), env=self.environment, stdout=screen, stderr=screen
            )
        waited(lambda: "Dừng: Ctrl+C" in self.said or self.process.poll() is not None)
        return self

    def kill(self):
        """Cut the power of every process at once."""
        for pid in descendants(self.process.pid):
            os.kill(pid, 9)
        self.process.wait()

    def stop(self):
        self.process.terminate()
        return self.process.wait(timeout=60)

    def ask(self, path, method="POST", **body):
        address = f"http://127.0.0.1:{self.port}/api/{path}"
        # Prefect answers 503, try again, while another process writes to its database.
        answer = waited(lambda: _unless_busy(httpx.request(method, address, json=body, timeout=60, auth=Secret())))[0]
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def deployment(self, name):
        [found] = [one for one in self.ask("deployments/filter") if one["name"] == name]
        return found

    def runs(self, *states):
        """The runs that the schedule has not merely foreseen, in their order."""
        found = [run for run in self.ask("flow_runs/filter", limit=200) if run["state_type"] != "SCHEDULED"]
        found.sort(key=lambda run: run["created"])
        return [run for run in found if not states or run["state_type"] in states]

    def rested(self, count):
        """The runs, once there are so many and none is at work."""
        waited(lambda: len(self.runs()) >= count and not self.runs("RUNNING", "PENDING"))
        return self.runs()


def _answer(answer):
    return None if answer.status_code == 503 else answer


def _unless_busy(answer):
    return None if answer.status_code == 503 else (answer,)


class Secret(httpx.Auth):
    """What Prefect's page sends once the password was typed."""

    def auth_flow(self, request):
        import base64  # noqa: PLC0415 beside its one use

        request.headers["Authorization"] = f"Basic {base64.b64encode(PASSWORD.encode()).decode()}"
        yield request


FOLDERS = ("inputs", "outputs", "templates")


def papers(folder):
    """Every paper with the moment it was written."""
    return {str(path.relative_to(folder)): path.stat().st_mtime_ns for path in Path(folder).rglob("*.docx")}


def manifest(bureau):
    return json.loads((bureau.outputs / "AN-01" / "manifest.json").read_text("utf-8"))
