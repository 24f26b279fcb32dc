"""The service's worker, a process of its own: the deployments in Prefect, their runs one by one, the watch on inputs/.

It says a line when the deployments stand, and ends with its parent.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from prefect.deployments import arun_deployment
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows import children, watching
from flows.documents import KINDS
from flows.pipeline import make_documents
from flows.presenting import ALL

EVERYTHING = "Tất cả văn bản, 07:00 các ngày làm việc"
SCHEDULE = Cron("0 7 * * 1-5", timezone="Asia/Ho_Chi_Minh")
LOOKS_EVERY = 2.0


async def deployments(parameters: dict[str, Any]) -> AsyncIterator[RunnerDeployment]:
    """Yield what stands in Prefect's list: everything on working days, and each kind on demand."""
    yield await _deployment(
        EVERYTHING,
        parameters,
        f"{ALL} đã đến lúc: mỗi ngày làm việc lúc 07:00, mỗi khi thư mục inputs có thay đổi, và khi bấm Run.",
        schedule=SCHEDULE,
    )
    for kind in KINDS:
        told = f"Chỉ làm {kind.NAME.lower()}, dù chưa đến lúc; bấm Run, chọn sự kiện rồi chạy."
        yield await _deployment(kind.NAME, {**parameters, "only": [kind.KIND]}, told)


async def _deployment(name: str, parameters: dict[str, Any], description: str, **more: Any) -> RunnerDeployment:  # noqa: ANN401 Prefect's own options
    deployment = await make_documents.ato_deployment(
        name,
        parameters=parameters,
        description=description,
        tags=["văn thư"],
        # By file, the module would be imported a second time under another name.
        entrypoint_type=EntrypointType.MODULE_PATH,
        **more,
    )
    # It takes the form from the function anew, and with it the parameters' names for titles.
    deployment._parameter_openapi_schema = make_documents.parameters  # noqa: SLF001 no public way to a field's title
    return deployment


async def work(parameters: dict[str, Any]) -> None:
    """Serve the deployments until cancelled; runs take turns, for all write to the same folders."""
    runner = Runner(name="vanthu", limit=1, pause_on_shutdown=False)
    async for deployment in deployments(parameters):
        await runner.aadd_deployment(deployment)
    children.say("ready")
    async with asyncio.TaskGroup() as together:
        together.create_task(runner.start())
        together.create_task(_watch(Path(parameters["inputs"])))


async def _watch(inputs: Path) -> None:
    watch = watching.Watch()
    while True:
        if watch.is_ready(await asyncio.to_thread(watching.look, inputs)):
            await arun_deployment(f"{make_documents.name}/{EVERYTHING}", timeout=0, as_subflow=False)
        await asyncio.sleep(LOOKS_EVERY)


async def _work_with_parent(parameters: dict[str, Any]) -> None:
    loop, working = asyncio.get_running_loop(), asyncio.ensure_future(work(parameters))
    children.when_parent_goes(lambda: loop.call_soon_threadsafe(working.cancel))
    await asyncio.wait([working])
    if not working.cancelled():
        working.result()


if __name__ == "__main__":
    asyncio.run(_work_with_parent(json.loads(sys.argv[1])))
