"""The service's worker: its deployments in Prefect, their runs one by one, the watch on the folders, the page."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from multiprocessing import active_children
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from httpx import HTTPStatusError, TransportError, codes
from prefect.client.orchestration import PrefectClient, get_client
from prefect.client.schemas.objects import StateType
from prefect.runner import Runner

from flows.machine import child_process
from flows.machine.prefect_server import family_of
from flows.page.event_rows import Facts
from flows.prefect_flow import PLACES
from flows.problems import Problem
from flows.service import watch_folders
from flows.service.deployments import MOST_EVENTS, TAG, Offer, known, name_at, offers, register, show_events
from flows.service.page_runs import SOON, PrefectRuns, told_of
from flows.service.resume_runs import BY_WATCH, close_the_dead, drop_the_missed, these_runs
from flows.service.serve_page import desk_of, serve_page
from flows.service.watch_folders import Found, found_in
from flows.telling.prefect_artifacts import NOT_DONE


async def name_the_foreseen(client: PrefectClient, deployments: Sequence[UUID]) -> None:
    """Give the runs that the schedule has made up their names; Prefect makes up new ones every minute or so."""
    wanted = these_runs([StateType.SCHEDULED], deployments, after_=datetime.now(UTC))
    for run in await client.read_flow_runs(flow_run_filter=wanted):
        if run.auto_scheduled and run.next_scheduled_start_time:
            name = name_at(run.next_scheduled_start_time, "theo lịch")
            if run.name != name:
                try:
                    await client.update_flow_run(run.id, name=name)
                except HTTPStatusError as error:  # whoever stops a schedule takes its runs away, perhaps just now
                    if error.response.status_code != codes.NOT_FOUND:
                        raise


DUTY = "VANTHU_DUTY"
"""What the worker is to do, in its environment: arguments of a process can be read by everybody."""
LOOKS_EVERY = 1.0
REST = 4
"""The next look waits so many times as long as one took: a slow share or a huge inbox is not looked at all the time."""
ASKS_EVERY = 10.0
"""Seconds after which Prefect's list is asked for runs that something else than the watch or the page has begun."""
BETWEEN_RUNS = 0.5
"""Seconds. A run that Prefect holds back is not asked for all the time."""
NAMES_EVERY = 60.0
"""Seconds between two looks at what the schedule foresees."""
ASLEEP = 300.0
"""Seconds between two looks after which the machine must have slept."""
FIRST_PAUSE, LONGEST_PAUSE = 300.0, 6 * 3600.0
"""Seconds until what the machine made fail (full disk, register in use) is tried again, twice as many each time."""
MANY = 20
"""More changed events than this are not named: the run takes them all."""


@dataclass(frozen=True, slots=True)
class Duty:
    """What the service tells its worker; `alone` says that the server is the service's own.

    `page` is where the office's page is to be (host, port), its key, and the address of Prefect's own.
    """

    parameters: Mapping[str, Any]
    places: Mapping[str, str]
    page: Mapping[str, Any]
    office: str = ""
    cron: str = ""
    alone: bool = True


async def work(duty: Duty) -> None:
    """Serve the deployments until cancelled; runs take turns, for all write to the same folders."""
    runner = Runner(name="vanthu", limit=1, pause_on_shutdown=False)
    listed = list(offers(duty.parameters, office=duty.office, cron=duty.cron))
    async with get_client() as client:
        before = await known(client)
        for one in before:
            # Offered under another name by an earlier version, or before the office was renamed: its schedule would
            # stand beside ours. On a server of several offices it may be somebody else's.
            if duty.alone and one.name not in {offer.name for offer in listed}:
                await client.delete_deployment(one.id)
        ids = [await register(runner, client, offer, before) for offer in listed]
        await close_the_dead(client, ids, alone=duty.alone)
        await drop_the_missed(client, ids)
        with socket.create_server((duty.page["host"], duty.page["port"]), family=family_of(duty.page["host"])) as door:
            begun = asyncio.Event()
            watcher = _Watcher(client, duty, listed, ids, begun, child_process.say("ready"))
            runs = PrefectRuns(client, ids, begun.set)
            async with asyncio.TaskGroup() as together:
                together.create_task(take_turns(runner, client, ids, begun))
                together.create_task(watcher.watch())
                desk = desk_of(duty.places, duty.page, runs, watcher.facts, lambda: watcher.strays)
                together.create_task(serve_page(desk, duty.page["host"], door))


async def take_turns(runner: Runner, client: PrefectClient, deployments: Sequence[UUID], begun: asyncio.Event) -> None:
    """Start each run that is due and wait for its end; for ever.

    `begun` says that the watch or the office's page has just begun one. Prefect's list is asked seldom, for what its
    schedule and its own page begin: asking it as often as a clerk would wait costs most of what the service does at
    rest.
    """
    while True:
        begun.clear()
        try:
            before = datetime.now(UTC) + SOON
            while await client.get_scheduled_flow_runs_for_deployments([*deployments], scheduled_before=before):
                await runner.start(run_once=True)
                await asyncio.sleep(BETWEEN_RUNS)
                before = datetime.now(UTC) + SOON
        except TransportError:  # a server elsewhere may be away for a minute
            logging.getLogger(__name__).warning("Prefect does not answer", exc_info=True)
        with suppress(TimeoutError):
            await asyncio.wait_for(begun.wait(), ASKS_EVERY)


@dataclass
class _Watcher:
    """Begins runs when files have come to rest, one at a time, and keeps the list of events in the forms."""

    client: PrefectClient
    duty: Duty
    listed: Sequence[Offer]
    ids: Sequence[UUID]
    begun: asyncio.Event
    say: Callable[[str], None]
    at_work: UUID | None = None
    caught_up: bool = False
    pause: float = FIRST_PAUSE
    again_at: float = inf
    found: dict[Path, Found] = field(default_factory=dict)
    strays: tuple[Problem, ...] = ()
    unread: set[Path] = field(default_factory=set)
    named_at: float = -inf

    def facts(self) -> Mapping[str, Facts]:
        """Return what inputs say of the events, those read last first."""
        return {code: one for found in self.found.values() for code, one in found.events.items()}

    async def watch(self) -> None:
        """Look, begin what is due, sleep; for ever."""
        inputs, templates = (Path(self.duty.places[name]) for name in ("inputs", "templates"))
        watch, looked = watch_folders.Watch(inputs), time.time()
        while True:
            if time.time() - looked > ASLEEP:
                await drop_the_missed(self.client, self.ids, keep=1)
            looked, began = time.time(), time.monotonic()
            reading = await asyncio.to_thread(_looked, inputs, templates)
            busy = await self._is_busy()
            now = time.monotonic()
            pause = max(LOOKS_EVERY, REST * (now - began))
            due = () if reading is None else await asyncio.to_thread(watch.due, reading, now, busy=busy)
            if due or (now > self.again_at and not busy):
                await self._begin(due, inputs)
            elif self.unread and not busy:
                await self._read(inputs)
            elif now - self.named_at > NAMES_EVERY:
                await name_the_foreseen(self.client, self.ids)
                self.named_at = now
            await asyncio.sleep(pause)

    async def _is_busy(self) -> bool:
        """Whether the run begun last has still to read; one that waits for a person's word does not hold others up."""
        if self.at_work is None:
            return False
        run = await self.client.read_flow_run(self.at_work)
        state = run.state
        if state is not None and (state.is_scheduled() or state.is_pending() or state.is_running()):
            return True
        self.at_work = None
        if state is not None:
            waits, where = "chờ duyệt trên trang.", f"Văn bản ở {self.duty.places['outputs']}."
            self.say(f"{run.name}: {waits if state.is_paused() else f'{told_of(state)} {where}'}")
        self._try_later(failed=state is not None and (state.is_crashed() or state.name == NOT_DONE))
        return False

    def _try_later(self, *, failed: bool) -> None:
        """Set when to try everything again after a failure of the machine, which no change of a file will tell of."""
        self.again_at = time.monotonic() + self.pause if failed else inf
        self.pause = min(2 * self.pause, LONGEST_PAUSE) if failed else FIRST_PAUSE

    async def _begin(self, groups: Iterable[Path], inputs: Path) -> None:
        """Begin a run of the events that changed, or of everything at the start and where that cannot be said."""
        codes = await self._codes(groups, inputs) if self.caught_up and self.again_at == inf else []
        opened = await asyncio.to_thread(watch_folders.open_in_office, inputs)
        run = await self.client.create_flow_run_from_deployment(
            self.ids[0],
            name=name_at(datetime.now(UTC), "bảng tính vừa đổi" if self.caught_up else "khi khởi động", codes),
            parameters={"events": codes},
            tags=[TAG, BY_WATCH, *(f"đang mở: {name}" for name in opened)],
            # Where the answer of a busy server is late or lost, Prefect's client asks again: that is no second run.
            idempotency_key=str(uuid4()),
        )
        self.begun.set()
        self.at_work, self.caught_up, self.again_at = run.id, True, inf
        self.unread |= {group for group in groups if group.parent == inputs}

    async def _codes(self, groups: Iterable[Path], inputs: Path) -> list[str]:
        """Return the events of these groups, none where others may have a share in them: that means everything."""
        chosen = [*groups]
        if len(chosen) > MANY:
            return []
        found = [await asyncio.to_thread(found_in, group, inputs) for group in chosen]
        codes = sorted({code for one in found for code in one.events})
        return codes if all(one.is_whole for one in found) and len(codes) <= MANY else []

    async def _read(self, inputs: Path) -> None:
        """Read what changed, for the page and for the forms: they show the events there are now, the newest first."""
        before = self._labels()
        groups, self.unread = sorted(self.unread, key=_changed), set()
        for group in groups:
            found = await asyncio.to_thread(found_in, group, inputs)
            # Another one each time: the page may be looking through it.
            self.found = {group: found, **{one: known for one, known in self.found.items() if one != group}}
        loose = any(one.strays for one in self.found.values())
        # Whether nobody has a share in a roster without an event, all files together tell.
        self.strays = (await asyncio.to_thread(found_in, inputs, inputs)).strays if loose else ()
        if (labels := self._labels()) != before:
            for offer, deployment in zip(self.listed, self.ids, strict=True):
                await show_events(self.client, offer, deployment, labels[:MOST_EVENTS])

    def _labels(self) -> list[str]:
        return list(dict.fromkeys(label for one in self.found.values() for label in sorted(one.labels)))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _looked(*folders: Path) -> watch_folders.Reading | None:
    """Return a look, None when a folder does not answer: a share that is away for a minute is no change."""
    try:
        return watch_folders.look(*folders)
    except OSError:
        return None


async def _work_with_parent(duty: Duty) -> None:
    loop, working = asyncio.get_running_loop(), asyncio.ensure_future(work(duty))
    gone: asyncio.Future[None] = loop.create_future()
    child_process.when_parent_goes(lambda: loop.call_soon_threadsafe(gone.set_result, None))
    await asyncio.wait([working, gone], return_when=asyncio.FIRST_COMPLETED)
    working.cancel()
    # Seen dying, a run would be closed as crashed, and not begun again at the next start.
    await asyncio.wait([working], timeout=1)
    for run in active_children():
        run.kill()
    await asyncio.wait([working])
    if not working.cancelled():
        working.result()


def _be_the_worker() -> None:
    duty = Duty(**json.loads(os.environ.pop(DUTY)))
    os.environ[PLACES] = json.dumps(dict(duty.places))
    asyncio.run(_work_with_parent(duty))


if __name__ == "__main__":
    _be_the_worker()
elif __name__ == "__mp_main__":
    # A run, in a process of its own. Left alone, it would go on writing beside the run that the next start begins.
    # Killing it is safe at any moment; orderly goodbyes to a server that is gone would take minutes.
    child_process.when_starter_goes(lambda: os._exit(3))
