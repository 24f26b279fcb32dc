"""Runs as the office's page asks for them, in Prefect: begin, list, and answer those that wait for a word."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from httpx import HTTPStatusError
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.filters import FlowRunFilterExpectedStartTime
from prefect.client.schemas.objects import TERMINAL_STATES, FlowRun, State, StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound

from flows.machine.run_progress import progress_of
from flows.page.desk import Run
from flows.service.deployments import TAG, name_at
from flows.service.resume_runs import CUT_OFF, PASSED_OVER, these_runs
from flows.service.watch_folders import SEPARATOR
from flows.telling.approval import NO, YES, lines_asked
from flows.telling.prefect_artifacts import DONE, ELSEWHERE, NOT_APPROVED, NOT_DONE, TO_MEND
from flows.vietnamese.dates import HANOI

MOST = 15
"""So many of the runs that are over are told."""
SOON = timedelta(seconds=10)
"""So long before its hour Prefect begins a run."""
_AT_WORK = (StateType.RUNNING, StateType.PENDING, StateType.CANCELLING, StateType.SCHEDULED)
_STATES = {
    **dict.fromkeys(_AT_WORK, "chay"),
    StateType.PAUSED: "duyet",
    StateType.COMPLETED: "xong",
    StateType.FAILED: "sua",
    StateType.CRASHED: "sua",
    StateType.CANCELLED: "bo",
}
_OURS = frozenset({DONE, TO_MEND, NOT_DONE, NOT_APPROVED, ELSEWHERE, CUT_OFF, PASSED_OVER})
"""States whose messages are ours; Prefect's own are English."""


@dataclass(frozen=True, slots=True)
class PrefectRuns:
    """The runs of this office's deployments, of which the first makes everything (flows/page/desk.py).

    `begun` is called when one may begin now.
    """

    client: PrefectClient
    deployments: Sequence[UUID]
    begun: Callable[[], None]

    async def recent(self) -> Sequence[Run]:
        """Return the runs that go on, wait for a word or are about to begin, and the last of those that are over."""
        going = these_runs([state for state in _STATES if state not in TERMINAL_STATES], self.deployments)
        going.expected_start_time = FlowRunFilterExpectedStartTime.model_validate({"before_": datetime.now(UTC) + SOON})
        order, found = FlowRunSort.EXPECTED_START_TIME_DESC, dict[UUID, FlowRun]()
        # One after the other: what ends between the two looks is seen by both, not by none.
        for wanted, most in ((going, None), (these_runs([*TERMINAL_STATES], self.deployments), MOST)):
            runs = await self.client.read_flow_runs(flow_run_filter=wanted, sort=order, limit=most)
            found |= {run.id: run for run in runs}
        return [_shown(run) for run in found.values()]

    async def begin(self, events: Sequence[str], only: Sequence[str]) -> None:
        """Begin a run of these events and kinds."""
        await self.client.create_flow_run_from_deployment(
            self.deployments[0],
            name=name_at(datetime.now(UTC), "theo yêu cầu", events),
            parameters={"events": list(events), "only": list(only)},
            tags=[TAG],
            # Where the answer of a busy server is late or lost, Prefect's client asks again: that is no second run.
            idempotency_key=str(uuid4()),
        )
        self.begun()

    async def question(self, run: str) -> Sequence[str]:
        """Return in lines what a waiting run would do."""
        found = await self._waiting(run)
        keys = found and found.state and found.state.state_details.run_input_keyset
        if not found or not keys:
            return []
        try:
            return lines_asked(json.loads(await self.client.read_flow_run_input(found.id, keys["description"])))
        except HTTPStatusError:  # it waits since this moment, and has not said yet what for
            return []

    async def answer(self, run: str, *, approved: bool, opinion: str) -> bool:
        """Let a waiting run go on, or end it; say whether the answer was taken."""
        found = await self._waiting(run)
        if found is None:
            return False
        said = {"quyet_dinh": YES if approved else NO, "y_kien": opinion}
        taken = await self.client.resume_flow_run(found.id, run_input=said)
        self.begun()
        return taken.status is SetStateStatus.ACCEPT

    async def _waiting(self, run: str) -> FlowRun | None:
        """Return a run of this office that waits for a word, None for any other."""
        try:
            found = await self.client.read_flow_run(UUID(run))
        except (ValueError, ObjectNotFound):
            return None
        is_ours = found.deployment_id in self.deployments
        return found if is_ours and found.state is not None and found.state.is_paused() else None


def told_of(state: State[object]) -> str:
    """Return how a run stands, in our own words."""
    return (state.message or "") if state.name in _OURS else ""


def _shown(run: FlowRun) -> Run:
    state, at = run.state, run.start_time or run.expected_start_time or run.created or datetime.now(UTC)
    words = told_of(state) if state else ""
    events = tuple(event.partition(SEPARATOR)[0] for event in run.parameters.get("events") or ())
    kind = _STATES[state.type] if state else "chay"
    far = progress_of(str(run.id)) if kind == "chay" else None
    return Run(str(run.id), run.name, kind, words, at.astimezone(HANOI), events, far)
