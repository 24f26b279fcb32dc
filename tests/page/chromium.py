"""A real browser over its DevTools protocol: go to a page, run a script in it, press keys; every request is kept."""

import itertools
import json
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
from service import WAIT, waited
from websockets.sync.client import connect

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
# No sandbox for root, nor for anybody in most containers; the page is our own. It finds no host but this computer.
OWN = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-port=0"]
ALONE = [
    "--disable-background-networking",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


class Browser:
    """One tab of it, as wide as is asked for."""

    def __init__(self, socket, base):
        self.socket, self.base, self.ids, self.asked, self.loads = socket, base, itertools.count(1), [], 0
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")
        self.width(1280)

    def call(self, method, **given):
        own = next(self.ids)
        self.socket.send(json.dumps({"id": own, "method": method, "params": given}))
        while (told := self._next()).get("id") != own:
            pass
        assert "error" not in told, told
        return told["result"]

    def _next(self):
        told = json.loads(self.socket.recv(timeout=WAIT))
        if told.get("method") == "Network.requestWillBeSent":
            self.asked.append(told["params"]["request"]["url"])
        self.loads += told.get("method") == "Page.loadEventFired"
        return told

    @contextmanager
    def loading(self, pages=1):
        """Wait at the end of the block until so many pages have come."""
        self.js("0")  # a page that had come by itself is told of before this is answered, and is none of them
        before, end = self.loads, time.monotonic() + WAIT
        yield
        while self.loads < before + pages:
            assert time.monotonic() < end
            self._next()

    def go(self, path, pages=1):
        with self.loading(pages):
            self.call("Page.navigate", url=self.base + path)
        return self

    def width(self, pixels):
        self.call("Emulation.setDeviceMetricsOverride", width=pixels, height=900, deviceScaleFactor=1, mobile=False)

    def js(self, script):
        """What a script gives."""
        told = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True, userGesture=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    def text(self):
        return self.js("document.body.innerText")

    def click(self, button):
        """Press what reads so, a button or a link, and wait for the page that it brings."""
        found = (
            f"[...document.querySelectorAll('button, a')].find((one) => one.innerText.trim() === {json.dumps(button)})"
        )
        with self.loading():
            self.js(f"{found}.click()")

    def drop(self, *paths, pages=1):
        """Drop files and folders in the middle of the page, and wait for the page that this brings."""
        data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
        with self.loading(pages):
            for kind in ("dragEnter", "dragOver", "drop"):
                self.call("Input.dispatchDragEvent", type=kind, x=600, y=500, data=data)

    def choose(self, field, *paths):
        """Choose files for a field, and wait for the page that this brings."""
        field = self.call("Runtime.evaluate", expression=f"document.getElementById({json.dumps(field)})")["result"]
        with self.loading():
            self.call("DOM.setFileInputFiles", objectId=field["objectId"], files=[str(path) for path in paths])

    def until(self, condition):
        waited(lambda: self.js(condition))

    def key(self, key):
        for kind in ("rawKeyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, windowsVirtualKeyCode={"Tab": 9}[key])


@contextmanager
def opened(base):
    """Start a browser with a profile of its own."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = subprocess.Popen(
            [CHROMIUM, *OWN, *ALONE, f"--user-data-dir={profile}", "about:blank"], stderr=subprocess.DEVNULL
        )
        try:
            port = waited(lambda: _port(Path(profile, "DevToolsActivePort")))
            [tab] = waited(lambda: [one for one in _tabs(port) if one["type"] == "page"])
            with connect(tab["webSocketDebuggerUrl"], max_size=None, open_timeout=WAIT, ping_interval=None) as socket:
                yield Browser(socket, base)
        finally:
            process.terminate()
            process.wait()


def _port(file):
    return file.read_text().partition("\n")[0] if file.exists() else ""


def _tabs(port):
    return httpx.get(f"http://127.0.0.1:{port}/json/list", timeout=WAIT).json()
