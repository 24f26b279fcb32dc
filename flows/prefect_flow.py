"""The run as a Prefect flow: names and form in Vietnamese, steps as tasks, task runners by setting."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from multiprocessing import parent_process
from pathlib import Path
from typing import Annotated, Any, ParamSpec, TypeVar, cast

from httpx import HTTPError
from prefect import State, flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.exceptions import PrefectException
from prefect.runtime import flow_run
from prefect.settings import (
    PREFECT_API_URL,
    PREFECT_CLIENT_MAX_RETRIES,
    PREFECT_FLOWS_HEARTBEAT_FREQUENCY,
    PREFECT_LOGGING_TO_API_ENABLED,
    temporary_settings,
)
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner
from prefect.utilities.annotations import quote
from pydantic import BeforeValidator, WithJsonSchema

from flows import pipeline, settings
from flows.documents import KINDS, NAMES
from flows.errors import UsageError
from flows.machine import prefect_server
from flows.machine.cores import cores
from flows.machine.run_progress import ProgressFile
from flows.model.order import Order, Pdf
from flows.model.report import Report, office_lines
from flows.settings import Scale
from flows.steps.copy_elsewhere import mirror
from flows.telling.approval import require_approval
from flows.telling.office_mail import notify
from flows.telling.prefect_artifacts import ALL, ended, failed, post, value_of
from flows.telling.preview import Ask
from flows.vietnamese.dates import HANOI


@task(name="Làm một phần", task_run_name="Làm một phần", cache_policy=NO_CACHE, persist_result=False)
def portion(job: bytes) -> Any:  # noqa: ANN401 what the job gives
    """Do a job where the task runner says; `job` is a pickled function and its arguments."""
    if parent_process() is not None:
        # A child's screen is the clerk's, too.
        prefect_server.hush()
    function, given = pickle.loads(job)  # noqa: S301 packed by the run that handed it out
    return function(*given)


class Runner:
    """Portions on a task runner of Prefect's."""

    def __init__(self, runner: TaskRunner[Any], wish: Scale) -> None:
        """Hand out portions as large as is wished, to as many workers."""
        self._runner = runner
        self.ahead = 2 * count(wish)
        self.portion = wish.moi_phan

    def submit(self, function: Callable[..., Any], /, *given: Any) -> Any:  # noqa: ANN401 a job of any kind
        """Hand out a job."""
        # Packed: Prefect would seek its futures in every value of every draft.
        job = pickle.dumps((function, given), pickle.HIGHEST_PROTOCOL)
        return self._runner.submit(portion, {"job": job})


def count(wish: Scale) -> int:
    """Return how many workers there are; unless it is set, one for each core that this process may use."""
    return wish.so_may or cores()


@contextmanager
def spread(wish: Scale) -> Iterator[Runner | None]:
    """Give the workers of the office's setting as long as a run needs them; None where it works in one row.

    Raises:
        UsageError: Dask is asked for and not installed.
    """
    if wish.chay == "tuan-tu":
        yield None
        return
    with _runner(wish) as runner:
        yield Runner(runner, wish)


def _runner(wish: Scale) -> TaskRunner[Any]:
    if wish.chay == "luong":
        return ThreadPoolTaskRunner(max_workers=count(wish))
    if wish.chay == "tien-trinh":
        return ProcessPoolTaskRunner(max_workers=count(wish))
    try:
        from prefect_dask.task_runners import DaskTaskRunner  # noqa: PLC0415 an extra, and slow to import
    except ImportError as error:
        raise UsageError("Máy này chưa cài Dask.", 'Cài bằng: pip install "vanthu[dask]".') from error
    if wish.dia_chi:
        return DaskTaskRunner(address=wish.dia_chi)
    # Dask does whatever its ports are asked to, by any user of the computer: they are for whoever has the certificate
    # that it makes for this run.
    own = {"n_workers": count(wish), "threads_per_worker": 1, "processes": True, "dashboard_address": None}
    own["security"] = True
    # What a worker fails at comes back with its task. Dask's own log of it says more only of workers that still report
    # while the cluster ends: a traceback on a clerk's screen about nothing.
    own["silence_logs"] = logging.CRITICAL
    return DaskTaskRunner(cluster_kwargs=own)


P = ParamSpec("P")
T = TypeVar("T")
PREFECT_FAILURES = (PrefectException, HTTPError)
"""What Prefect's own part of a run may raise; the steps turn theirs into FlowsError."""
KIND_CALLED = {kind.NAME: kind.KIND for kind in KINDS}


def _kind(typed: object) -> object:
    """Return a kind's key: the service's form shows names."""
    key = KIND_CALLED.get(str(typed), typed)
    if key not in NAMES:
        raise ValueError(f"Không có loại văn bản «{typed}».")
    return key


KindKey = Annotated[str, BeforeValidator(_kind), WithJsonSchema({"type": "string", "enum": list(NAMES)})]
FORM = {
    "inputs": ("Thư mục bảng tính", "Nơi để các bảng tính của sự kiện."),
    "outputs": ("Thư mục kết quả", "Nơi nhận văn bản."),
    "templates": ("Thư mục mẫu", "Nơi để mẫu Word và co-quan.xlsx."),
    "register_target": ("Sổ đăng ký", "Tệp hoặc URL; để trống thì nằm cạnh thư mục kết quả."),
    "events": ("Sự kiện", "Mã sự kiện; để trống là tất cả."),
    "only": ("Loại văn bản", "Chỉ làm các loại này, dù chưa đến lúc; để trống là mọi loại đã đến lúc."),
    "as_of": ("Coi hôm nay là ngày", "Để trống là hôm nay; chọn trong lịch, hoặc gõ năm-tháng-ngày."),
    "pdf": ("PDF và tập trình ký", "pdf: làm thêm PDF và tập trình ký; pdf-a: PDF để lưu trữ lâu dài."),
    "sign_fields": ("Ô ký số", "Chừa sẵn trong PDF ô trống để ký số và đóng dấu điện tử; chỉ có khi làm PDF."),
}


PLACES = "VANTHU_PLACES"
"""The variable in which the service tells its runs where they work: a request may ask for events, never for that."""


@dataclass(frozen=True, slots=True)
class Caller:
    """What a caller in the same process gives the flow beside its parameters, which must be plain.

    `places` are those of the order; without them the run is the service's, which has said at its start where it works.
    """

    at: datetime | None = None
    progress: pipeline.Progress | None = None
    ask: Ask | None = None
    places: Mapping[str, str] | None = None


CALLER: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039 frozen


def _step(name: str, step: Callable[P, T]) -> Callable[P, T]:
    """Make a task of a step."""

    # No cache: fingerprints and the register know what is new. quote: else Prefect looks for its own futures inside
    # every value of every draft, which takes longer than the documents.
    @wraps(step)
    def guarded(*given: P.args, **named: P.kwargs) -> T | State[Any]:
        try:
            return step(*given, **named)
        except Exception as failure:  # noqa: BLE001 what came out would stand in Prefect's database, values and all
            return failed(failure)

    made: Any = task(name=name, task_run_name=name, cache_policy=NO_CACHE, persist_result=False)(guarded)

    @wraps(step)
    def run(*given: P.args, **_none: P.kwargs) -> T:
        found = made(*map(quote, given))
        return cast(T, value_of(found) if isinstance(found, State) else found)

    return run


read = _step("Đọc bảng tính, soạn văn bản", pipeline.read)
number = _step("Cấp số", pipeline.number)
publish = _step("In và xếp văn bản", pipeline.publish)
record = _step("Ghi sổ", pipeline.record)


def _run_name() -> str:
    kinds = [NAMES.get(kind, kind) for kind in flow_run.parameters.get("only") or ()]
    return f"{', '.join(kinds) or ALL} {_now():%d/%m/%Y %H:%M}"


async def make_all(  # noqa: PLR0913, PLR0917 each is a field of Prefect's form
    inputs: str = "",
    outputs: str = "",
    templates: str = "",
    register_target: str = "",
    events: Sequence[str] = (),
    only: Sequence[KindKey] = (),
    as_of: date | None = None,
    pdf: Pdf = "",
    sign_fields: bool = False,  # noqa: FBT001, FBT002 as above
) -> State[Any]:
    """Make every document that is due and new or changed; a run that is asked for other places is refused."""
    # `register_target`, not `register`: pydantic's models have a method of that name.
    asked = {"inputs": inputs, "outputs": outputs, "templates": templates, "register_target": register_target}
    at = CALLER.get().at or _now()
    try:
        own = _places(asked)
        order = Order(
            inputs=Path(own["inputs"]),
            outputs=Path(own["outputs"]),
            templates=Path(own["templates"]),
            register=own["register_target"],
            events=tuple(events),
            only=tuple(only),
            today=as_of or at.date(),
            pdf=pdf,
            sign_fields=sign_fields,
        )
        report = await _make(order, at)
    except PREFECT_FAILURES:
        raise
    except Exception as failure:  # noqa: BLE001 what came out would stand in Prefect's database, values and all
        return failed(failure)
    return ended(report)


# A function of its own name: the service's runs get the flow as a pickle, which then names it. Pickled with what it
# uses, as one that the name no longer leads to, it would lose the types of its parameters.
make_documents = flow(
    name="Làm văn bản",
    description="Đọc bảng tính, soạn, cấp số, in và xếp mọi văn bản đã đến lúc; chạy lại không làm gì thừa.",
    flow_run_name=_run_name,
    persist_result=False,
)(make_all)


def _places(asked: Mapping[str, str]) -> Mapping[str, str]:
    """Return where this run works: where its caller or the service says, whatever a request asks for.

    Raises:
        UsageError: the run is asked for other places, or nobody of ours has begun it.
    """
    own: Mapping[str, str] = CALLER.get().places or json.loads(os.environ.get(PLACES, "{}"))
    others = [FORM[name][0].lower() for name, place in asked.items() if place and place != own.get(name)]
    if others or not own:
        message = f"Từ chối: lần chạy này đòi {', '.join(others)} khác." if others else "Từ chối: không rõ ai bắt đầu."
        raise UsageError(message, "Thư mục và sổ chỉ đặt khi khởi động vanthu serve, hoặc bằng lệnh vanthu run.")
    return own


async def _make(order: Order, at: datetime) -> Report:
    # Before anything is written: a setting that cannot be read may be the one that says to ask first.
    wishes = settings.load()
    # Who runs it in a process of its own has a bar on the screen.
    far = ProgressFile("" if CALLER.get().places else str(flow_run.id))
    far.step("Đọc bảng tính")
    work = read(order, at)
    for line in office_lines((event.code, event.office) for event in work.batch.events):
        get_run_logger().info(line)
    ask = CALLER.get().ask
    if ask or wishes.phuc_vu.duyet:
        await require_approval(work, ask, wishes.thong_bao)
    # Before numbers are given: Dask may not be installed.
    with spread(wishes.quy_mo) as workers:
        far.step("Cấp số")
        work = number(work)
        press = pipeline.press_for(work, CALLER.get().progress or far.papers)
        # With workers each portion is a task of its own.
        made = pipeline.publish_all(work, press, workers) if workers else publish(order, work.batch.events, press)
    far.step("Ghi sổ, xếp tập trình ký")
    report = _told(order, record(work, made), wishes.thong_bao)
    if wishes.quy_mo.ban_sao:
        unsent = mirror(order.outputs, [event.event for event in report.events], wishes.quy_mo.ban_sao)
        report = replace(report, problems=(*report.problems, *unsent))
    await post(work, report)
    return report


def _told(order: Order, report: Report, wish: settings.Notices) -> Report:
    """Tell people what is new; return the report with a warning for what could not be sent."""
    unsent = notify(order, report, wish)
    for problem in unsent:
        get_run_logger().warning(str(problem))
    return replace(report, problems=(*report.problems, *unsent))


def run_once(order: Order, caller: Caller, api_url: str) -> Report:
    """Run the flow in this process against a server that is up; what the flow raises comes out as it is."""
    own = {
        PREFECT_API_URL: api_url,
        # Its thread makes every run a second longer; a run that dies here is seen dying by whoever started it.
        PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None,
        # The log file has it; sent to a server that is about to end, it would hold the command up.
        PREFECT_LOGGING_TO_API_ENABLED: False,
        # A server that died is not coming back: with Prefect's five, the clerk would wait two minutes for the news.
        PREFECT_CLIENT_MAX_RETRIES: 2,
    }
    token = CALLER.set(replace(caller, places=order.places()))
    try:
        with temporary_settings(own):
            # Prefect's types know no flow that returns its state.
            run: Any = make_documents(**order.as_parameters(), return_state=True)
            report: Report = value_of(asyncio.run(run))
            return report
    finally:
        CALLER.reset(token)


def _now() -> datetime:
    return datetime.now(HANOI)


def _speak_vietnamese() -> None:
    """Give the form's fields their titles: Prefect itself takes the parameters' names."""
    for name, (title, description) in FORM.items():
        make_documents.parameters.properties[name] |= {"title": title, "description": description}


_speak_vietnamese()
