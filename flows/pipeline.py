"""The flow in Prefect: plain parameters in; read, draft, number, print and publish; a report and its table out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, Literal, ParamSpec, TypeVar, cast

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
from prefect.utilities.annotations import quote
from pydantic import BeforeValidator

from flows import making, preferences
from flows.documents import KINDS, NAMES
from flows.mirroring import mirror
from flows.model.report import EventReport, Report
from flows.pausing import collector_paused
from flows.reporting.approving import Ask, require_approval
from flows.reporting.ending import ended, failed, value_of
from flows.reporting.notifying import notify
from flows.reporting.posting import Progress, post
from flows.reporting.presenting import ALL
from flows.settings import Order, Pdf
from flows.spreading import spread

HANOI = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
P = ParamSpec("P")
T = TypeVar("T")
PREFECT_FAILURES = (PrefectException, HTTPError)
"""What Prefect's own part of a run may raise; the steps turn theirs into FlowsError."""
KIND_CALLED = {kind.NAME: kind.KIND for kind in KINDS}
KindKey = Annotated[
    Literal["ke-hoach", "giay-moi", "tin-bai", "giay-chung-nhan", "danh-sach-diem-danh", "bien-ten", "chuong-trinh"],
    # The service's form shows names.
    BeforeValidator(lambda typed: KIND_CALLED.get(typed, typed)),
]

FORM = {
    "inputs": ("Thư mục bảng tính", "Nơi để các bảng tính của sự kiện."),
    "outputs": ("Thư mục kết quả", "Nơi nhận văn bản."),
    "templates": ("Thư mục mẫu", "Nơi để mẫu Word và co-quan.xlsx."),
    "register_target": ("Sổ đăng ký", "Tệp hoặc URL; để trống thì nằm cạnh thư mục kết quả."),
    "events": ("Sự kiện", "Mã sự kiện; để trống là tất cả."),
    "only": ("Loại văn bản", "Chỉ làm các loại này, dù chưa đến lúc; để trống là mọi loại đã đến lúc."),
    "as_of": ("Coi hôm nay là ngày", "Để trống là hôm nay; chọn trong lịch, hoặc gõ năm-tháng-ngày."),
    "pdf": ("PDF và tập trình ký", "pdf: làm thêm PDF và tập trình ký; pdf-a: PDF để lưu trữ lâu dài."),
}


@dataclass(frozen=True, slots=True)
class Caller:
    """What a caller in the same process gives the flow beside its parameters, which must be plain."""

    at: datetime | None = None
    progress: making.Progress | None = None
    ask: Ask | None = None


CALLER: ContextVar[Caller] = ContextVar("caller", default=Caller())  # noqa: B039 frozen


def _caller() -> Caller:
    # The flow goes to other processes with its own names, and a context variable cannot.
    return CALLER.get()


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


read = _step("Đọc bảng tính, soạn văn bản", making.read)
number = _step("Cấp số", making.number)
publish = _step("In và xếp văn bản", making.publish)
record = _step("Ghi sổ", making.record)


def _run_name() -> str:
    kinds = [NAMES.get(kind, kind) for kind in flow_run.parameters.get("only") or ()]
    return f"{', '.join(kinds) or ALL} {_now():%d/%m/%Y %H:%M}"


@flow(
    name="Làm văn bản",
    description="Đọc bảng tính, soạn, cấp số, in và xếp mọi văn bản đã đến lúc; chạy lại không làm gì thừa.",
    flow_run_name=_run_name,
    persist_result=False,
)
async def make_documents(  # noqa: PLR0913, PLR0917 each is a field of Prefect's form
    inputs: str = "inputs",
    outputs: str = "outputs",
    templates: str = "templates",
    register_target: str = "",
    events: Sequence[str] = (),
    only: Sequence[KindKey] = (),
    as_of: date | None = None,
    pdf: Pdf = "",
) -> State[Any]:
    """Make every document that is due and new or changed."""
    # `register_target`, not `register`: pydantic's models have a method of that name.
    at = _caller().at or _now()
    order = Order(
        inputs=Path(inputs),
        outputs=Path(outputs),
        templates=Path(templates),
        register=register_target,
        events=tuple(events),
        only=tuple(only),
        today=as_of or at.date(),
        pdf=pdf,
    )
    try:
        with collector_paused():
            report = await _make(order, at)
    except PREFECT_FAILURES:
        raise
    except Exception as failure:  # noqa: BLE001 what came out would stand in Prefect's database, values and all
        return failed(failure)
    return ended(report)


async def _make(order: Order, at: datetime) -> Report:
    # Before anything is written: a setting that cannot be read may be the one that says to ask first.
    wishes = preferences.load()
    work = read(order, at)
    ask = CALLER.get().ask
    if ask or wishes.phuc_vu.duyet:
        await require_approval(work, ask, wishes.thong_bao)
    made: list[EventReport] = []
    # Workers take a while to begin: they do it while numbers are given.
    with spread(wishes.quy_mo) as workers:
        work = number(work)
        press, parts = making.press_for(work, CALLER.get().progress), [*making.portions(work.batch)]
        progress = Progress(len(parts))
        # With workers one step: each portion is then a task of its own.
        for place, part in enumerate(parts if workers is None else ()):
            await progress.reached(place)
            made += publish(work, part, press)
        made = made if workers is None else making.publish_all(work, press, workers)
    report = _told(order, record(work, made), wishes.thong_bao)
    if wishes.quy_mo.ban_sao:
        unsent = mirror(order.outputs, [event.event for event in report.events], wishes.quy_mo.ban_sao)
        report = replace(report, problems=(*report.problems, *unsent))
    await post(work, report)
    return report


def _told(order: Order, report: Report, wish: preferences.Notices) -> Report:
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
    token = CALLER.set(caller)
    try:
        with temporary_settings(own):
            # Prefect's types know no flow that returns its state.
            run: Any = make_documents(**making.as_parameters(order), return_state=True)
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
