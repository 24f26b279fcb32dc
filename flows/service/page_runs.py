"""Runs as the office's page asks for them, in Prefect: begin, list, and answer those that wait for a word."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from httpx import HTTPStatusError
from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import FlowRun, State, StateType
from prefect.client.schemas.responses import SetStateStatus
from prefect.client.schemas.sorting import FlowRunSort
from prefect.exceptions import ObjectNotFound

from flows.machine.run_progress import progress_of
from flows.page.runs import Run
from flows.service.deployments import TAG, name_at
from flows.service.resume_runs import CUT_OFF, PASSED_OVER, these_runs
from flows.service.watch_folders import SEPARATOR
from flows.telling.approval import NO, YES, lines_asked
from flows.telling.prefect_artifacts import DONE, ELSEWHERE, NOT_APPROVED, NOT_DONE, TO_MEND
from flows.vietnamese.dates import HANOI

MOST = 15
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
    """The runs of this office's deployments, of which the first makes everything (flows/page/runs.py)."""

    client: PrefectClient
    deployments: Sequence[UUID]

    async def recent(self) -> Sequence[Run]:
        """Return the last runs, and those asked for that are about to begin."""
        begun = [state for state in _STATES if state is not StateType.SCHEDULED]
        due = these_runs([StateType.SCHEDULED], self.deployments, before_=datetime.now(UTC))
        order = FlowRunSort.EXPECTED_START_TIME_DESC
        asked = (
            self.client.read_flow_runs(flow_run_filter=wanted, sort=order, limit=MOST)
            for wanted in (due, these_runs(begun, self.deployments))
        )
        return [_shown(run) for found in await asyncio.gather(*asked) for run in found]

    async def begin(self, events: Sequence[str], only: Sequence[str]) -> None:
        """Begin a run of these events and kinds."""
        await self.client.create_flow_run_from_deployment(
            self.deployments[0],
            name=name_at(datetime.now(UTC), "theo yêu cầu", events),
            parameters={"events": list(events), "only": list(only)},
            tags=[TAG],
        )

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
