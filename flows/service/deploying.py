"""The service's worker, a process of its own: the deployments in Prefect, their runs one by one, the watch on inputs/.

It says a line when the deployments stand, and ends with its parent.
"""

from __future__ import annotations

import asyncio
import json
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import inf
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.client.orchestration import PrefectClient, get_client
from prefect.runner import Runner

from flows import children
from flows.publishing.names import ANNOTATED
from flows.reporting.ending import NOT_DONE
from flows.service import watching
from flows.service.affecting import Choice, affected
from flows.service.foreseeing import name_at, name_the_foreseen
from flows.service.offering import MOST_EVENTS, TAG, Offer, deployment_of, known, offers, show_events
from flows.service.resuming import BY_WATCH, close_the_dead, drop_the_missed

DUTY = "VANTHU_DUTY"
"""What the worker is to do, in its environment: arguments of a process can be read by everybody."""
LOOKS_EVERY = 1.0
REST = 4
"""The next look waits so many times as long as one took: a slow share or a huge inbox is not looked at all the time."""
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
    """What the service tells its worker; `alone` says that the server is the service's own."""

    parameters: Mapping[str, Any]
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
            # Offered for these folders under another name, by an earlier version or before the office was renamed:
            # its schedule would stand beside ours. Other offices' stay.
            is_ours = (one.parameters or {}).get("inputs") == duty.parameters["inputs"]
            if is_ours and one.name not in {offer.name for offer in listed}:
                await client.delete_deployment(one.id)
        ids = [await runner.aadd_deployment(await deployment_of(offer, before)) for offer in listed]
        await close_the_dead(client, ids, alone=duty.alone)
        await drop_the_missed(client, ids)
        children.say("ready")
        async with asyncio.TaskGroup() as together:
            together.create_task(runner.start())
            together.create_task(_Watcher(client, duty, listed, ids).watch())


@dataclass
class _Watcher:
    """Begins runs when files have come to rest, one at a time, and keeps the list of events in the forms."""

    client: PrefectClient
    duty: Duty
    listed: Sequence[Offer]
    ids: Sequence[UUID]
    at_work: UUID | None = None
    caught_up: bool = False
    pause: float = FIRST_PAUSE
    again_at: float = inf
    events: dict[Path, tuple[Choice, ...]] = field(default_factory=dict)
    unread: set[Path] = field(default_factory=set)
    named_at: float = -inf

    async def watch(self) -> None:
        """Look, begin what is due, sleep; for ever."""
        inputs, templates = (Path(self.duty.parameters[name]) for name in ("inputs", "templates"))
        watch, looked = watching.Watch(inputs), time.time()
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
                await self._show_events(inputs)
            elif now - self.named_at > NAMES_EVERY:
                await name_the_foreseen(self.client, self.ids)
                self.named_at = now
            await asyncio.sleep(pause)

    async def _is_busy(self) -> bool:
        """Whether the run begun last has still to read; one that waits for a person's word does not hold others up."""
        if self.at_work is None:
            return False
        state = (await self.client.read_flow_run(self.at_work)).state
        if state is not None and (state.is_scheduled() or state.is_pending() or state.is_running()):
            return True
        self.at_work = None
        self._try_later(failed=state is not None and (state.is_crashed() or state.name == NOT_DONE))
        return False

    def _try_later(self, *, failed: bool) -> None:
        """Set when to try everything again after a failure of the machine, which no change of a file will tell of."""
        self.again_at = time.monotonic() + self.pause if failed else inf
        self.pause = min(2 * self.pause, LONGEST_PAUSE) if failed else FIRST_PAUSE

    async def _begin(self, groups: Iterable[Path], inputs: Path) -> None:
        """Begin a run of the events that changed, or of everything at the start and where that cannot be said."""
        codes = await self._codes(groups, inputs) if self.caught_up and self.again_at == inf else []
        opened = await asyncio.to_thread(watching.open_in_office, inputs)
        run = await self.client.create_flow_run_from_deployment(
            self.ids[0],
            name=name_at(datetime.now(UTC), "bảng tính vừa đổi" if self.caught_up else "khi khởi động", codes),
            parameters={"events": codes},
            tags=[TAG, BY_WATCH, *(f"đang mở: {name}" for name in opened)],
        )
        self.at_work, self.caught_up, self.again_at = run.id, True, inf
        self.unread |= {group for group in groups if group.parent == inputs}

    async def _codes(self, groups: Iterable[Path], inputs: Path) -> list[str]:
        """Return the events of these groups, none where others may have a share in them: that means everything."""
        chosen = [*groups]
        # Only a run of everything can tell which marked copies of workbooks nobody needs any more.
        if len(chosen) > MANY or await asyncio.to_thread(self._has_marked_copies):
            return []
        found = [await asyncio.to_thread(affected, group, inputs) for group in chosen]
        codes = sorted({choice.code for choices in found for choice in choices or ()})
        return codes if all(found) and len(codes) <= MANY else []

    def _has_marked_copies(self) -> bool:
        return any((Path(self.duty.parameters["outputs"]) / ANNOTATED).glob("*.xlsx"))

    async def _show_events(self, inputs: Path) -> None:
        """Give the forms the events there are now, the newest first."""
        before = self._labels()
        for group in sorted(self.unread, key=_changed)[-MOST_EVENTS:]:
            self.events.pop(group, None)
            if choices := await asyncio.to_thread(affected, group, inputs):
                self.events = {group: choices, **self.events}
        self.unread.clear()
        if (labels := self._labels()) != before:
            for offer, deployment in zip(self.listed, self.ids, strict=True):
                await show_events(self.client, offer, deployment, labels)

    def _labels(self) -> list[str]:
        return list(dict.fromkeys(choice.label for choices in self.events.values() for choice in sorted(choices)))


def _changed(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _looked(*folders: Path) -> watching.Reading | None:
    """Return a look, None when a folder does not answer: a share that is away for a minute is no change."""
    try:
        return watching.look(*folders)
    except OSError:
        return None


async def _work_with_parent(duty: Duty) -> None:
    loop, working = asyncio.get_running_loop(), asyncio.ensure_future(work(duty))
    children.when_parent_goes(lambda: loop.call_soon_threadsafe(working.cancel))
    await asyncio.wait([working])
    if not working.cancelled():
        working.result()


if __name__ == "__main__":
    asyncio.run(_work_with_parent(Duty(**json.loads(os.environ.pop(DUTY)))))
