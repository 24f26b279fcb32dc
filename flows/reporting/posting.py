"""Put what a run found on Prefect's page: artifacts under lasting keys, the run's name, how far it is."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Iterator
from typing import Any
from uuid import UUID

from prefect import get_client, get_run_logger
from prefect.artifacts import (
    acreate_markdown_artifact,
    acreate_progress_artifact,
    acreate_table_artifact,
    aupdate_progress_artifact,
)
from prefect.runtime import flow_run

from flows.making import Work
from flows.model.report import Report
from flows.reporting import presenting

SUMMARY, PROBLEMS, TO_DO, PROGRESS = "ket-qua", "van-de", "viec-can-lam", "tien-do"


async def post(work: Work, report: Report) -> None:
    """Post a run's artifacts, together; name the run after its event where it is about one; say it in the log."""
    for line in presenting.log_lines(report):
        get_run_logger().info(line)
    await asyncio.gather(*_artifacts(work, report), _rename(presenting.run_name(report, work.at)))


def _artifacts(work: Work, report: Report) -> Iterator[Awaitable[Any]]:
    yield acreate_table_artifact(presenting.table(work, report), key=SUMMARY, description="Kết quả của lần chạy")
    rows = presenting.problem_rows(report)
    if rows:
        yield acreate_table_artifact(rows, key=PROBLEMS, description="Chỗ cần sửa hoặc xem lại, theo từng ô")
    page = presenting.run_page(work.order, report)
    yield acreate_markdown_artifact(page, key=TO_DO, description="Việc cần làm tiếp theo")
    for event in presenting.shown(report):
        told = presenting.event_page(work.order, event)
        yield acreate_markdown_artifact(told, key=presenting.event_key(event.event), description=event.title)


async def _rename(name: str) -> None:
    if name and flow_run.id:
        async with get_client() as client:
            await client.update_flow_run(UUID(str(flow_run.id)), name=name)


class Progress:
    """How far a run is, on Prefect's page; a run of one step shows none."""

    def __init__(self, steps: int) -> None:
        """Begin before the first of so many steps."""
        self._steps = steps
        self._artifact: UUID | None = None

    async def reached(self, step: int) -> None:
        """Tell that so many steps are done."""
        if self._steps < 2:
            return
        share = 100 * step / self._steps
        if self._artifact:
            await aupdate_progress_artifact(self._artifact, share)
        else:
            made = await acreate_progress_artifact(share, key=PROGRESS, description="Đã làm được")
            self._artifact = made if isinstance(made, UUID) else None
