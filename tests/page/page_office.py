"""An office with its page, driven without a server: what the page asks of runs is done at once, without Prefect."""

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from threading import Thread

import uvicorn
from small_office import Bureau
from starlette.testclient import TestClient

from flows import pipeline
from flows.model.order import Order
from flows.page.app import page_app
from flows.page.desk import Desk, Run
from flows.page.door import TOKEN, derived
from flows.page.event_rows import Facts, Shelf
from flows.telling.preview import preview

KEY = "khoa-cua-bai-thu"
AT = datetime(2024, 7, 5, 8)
ADDRESS = "http://127.0.0.1:8420"
GUIDE = Path(__file__).parents[2]


@dataclass
class RunsAtOnce:
    """Runs in this process, each done before the page answers; one can be made to wait for a word, or to be at work."""

    order: Order
    done: list[Run] = field(default_factory=list)
    waiting: Run | None = None
    at_work: Run | None = None

    async def recent(self):
        return [*filter(None, (self.at_work, self.waiting)), *reversed(self.done)]

    async def begin(self, events, only):
        pipeline.make(replace(self.order, events=tuple(events), only=tuple(only)), AT)
        self.done.append(Run(str(len(self.done)), ", ".join(only) or "Tất cả văn bản", "xong", "", AT, tuple(events)))

    async def question(self, run):
        if self.waiting is None or run != self.waiting.id:
            return []
        found = preview(pipeline.read(self.order, AT))
        return [found.summary, *found.lines]

    async def answer(self, run, *, approved, opinion):
        if self.waiting is None or run != self.waiting.id:
            return False
        self.done.append(replace(self.waiting, state="xong" if approved else "bo", words=opinion))
        self.waiting = None
        if approved:
            await self.begin([], [])
        return True


class PageOffice:
    """A small office and a browser that has its key."""

    def __init__(self, folder, facts=None, bureau=None):
        self.bureau = bureau or Bureau.furnished(folder)
        self.order = self.bureau.order()
        self.runs = RunsAtOnce(self.order)
        people = tuple((name, "") for name in ("Lê Văn An", "Hà Thị Bình", "Vũ Cảnh"))
        facts = facts or {"AN-01": Facts("Lớp bồi dưỡng", "01-02/7/2024", "Hội trường xã", people)}
        self.desk = Desk(
            order=lambda: self.order, now=lambda: AT, runs=self.runs, key=KEY, shelf=Shelf(self.order.outputs),
            guide=GUIDE, facts=lambda: facts,
        )  # fmt: skip
        self.app = page_app(self.desk, names=frozenset({"localhost"}))
        self.browser = self.stranger()
        self.browser.get(f"/?khoa={KEY}")

    def stranger(self, **more):
        """A browser without the key."""
        return TestClient(self.app, base_url=ADDRESS, raise_server_exceptions=False, **more)

    def see(self, path="/"):
        answer = self.browser.get(path)
        assert answer.status_code == 200, answer.text
        return answer.text

    def send(self, path, files=(), **fields):
        data = {TOKEN: derived(KEY, TOKEN), **{name.replace("_", "-"): value for name, value in fields.items()}}
        return self.browser.post(path, data=data, files=[("tep", one) for one in files] or None)

    def book(self, name="lop.xlsx"):
        return (self.bureau.folder / "inputs" / name).read_bytes()

    @contextmanager
    def served(self):
        """The page on a port of its own; gives its address."""
        server = uvicorn.Server(uvicorn.Config(self.app, port=0, log_level="warning", lifespan="off"))
        thread = Thread(target=server.run)
        thread.start()
        while not server.started:
            thread.join(0.05)
        try:
            yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()

    def made(self, **changed):
        self.bureau.make(**changed)
        return self


def day(text):
    return date.fromisoformat(text)
