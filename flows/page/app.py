"""The office's page: which address shows what, which form does what, and the door before them."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from flows.errors import FlowsError
from flows.machine.guard import Guard
from flows.page import event_routes as events
from flows.page import office_routes as office
from flows.page.desk import Desk
from flows.page.door import TOKEN, Door, is_own_form

MOST_FILES, MOST_FIELDS = 200, 20
Show = Callable[[Desk, Request], Response]
Act = Callable[[Desk, Request, FormData], Response]


def _asset(_: Desk, request: Request) -> Response:
    return FileResponse(Path(__file__).parent / "templates" / request.url.path[1:])


SHOWN: dict[str, Show] = {
    "/": events.events_page,
    "/tinh-hinh": events.state,
    "/mau": events.blank,
    "/huong-dan": office.first_guide,
    "/huong-dan/{path:path}": office.guide,
    "/su-kien/{folder}": events.event_page,
    "/su-kien/{folder}/tep/{path:path}": events.paper,
    "/su-kien/{folder}/bo/{kind}": events.bundle,
    "/danh-dau/{name}": events.marked,
    "/duyet/{run}": events.question,
    "/so": office.register_page,
    "/so/tai": office.register_file,
    "/co-quan": office.office_page,
    "/co-quan/tep/{name}": office.stationery,
    "/page.css": _asset,
    "/page.js": _asset,
}
DONE: dict[str, Act] = {
    "/tha": events.drop,
    "/thay-tep": events.replace_dropped,
    "/su-kien/{folder}/lam": events.make,
    "/su-kien/{folder}/phat-hanh": events.send_out,
    "/su-kien/{folder}/thay": events.replace_paper,
    "/su-kien/{folder}/doi-so": events.change_numbers,
    "/su-kien/{folder}/ban-quet": events.take_scans,
    "/su-kien/{folder}/thu": events.mail,
    "/su-kien/{folder}/xoa": events.forget_person,
    "/duyet/{run}": events.answer,
    "/so/huy": office.void_number,
    "/co-quan/tep": office.take_stationery,
}


def page_app(desk: Desk, *, names: frozenset[str]) -> ASGIApp:
    """Return the page behind its door; `names` are those under which others may ask for it."""
    routes = [Route(path, _showing(desk, one), methods=["GET"]) for path, one in SHOWN.items()]
    routes += [Route(path, _acting(desk, one), methods=["POST"]) for path, one in DONE.items()]
    failures = dict.fromkeys((HTTPException, FlowsError, Exception), _telling(desk))
    return Guard(Door(Starlette(routes=routes, exception_handlers=failures), key=desk.key), names=names)


def _showing(desk: Desk, show: Show) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(show, desk, request)

    return endpoint


def _acting(desk: Desk, act: Act) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        async with request.form(max_files=MOST_FILES, max_fields=MOST_FIELDS) as form:
            if not is_own_form(desk.key, form.get(TOKEN)):
                raise HTTPException(403)
            return await run_in_threadpool(act, desk, request, form)

    return endpoint


_REFUSED = {
    400: f"Không nhận được: gửi mỗi lần nhiều nhất {MOST_FILES} tệp, tên tệp không có ký hiệu lạ.",
    403: "Từ chối: biểu mẫu này không phải của trang. Mở lại trang rồi làm lại.",
    404: "Không có trang hoặc tệp này.",
}
_BUG = "Phần mềm gặp lỗi chưa lường trước; lý do nằm trong tệp nhật ký. Hãy gửi tệp ấy cho người hỗ trợ."


def _telling(desk: Desk) -> Callable[[Request, Exception], Response]:
    """Return what tells of a failure: of a request that is none of ours, of what cannot be done, of a bug."""

    def told(_: Request, failure: Exception) -> Response:
        if isinstance(failure, HTTPException):
            lines, status = [_REFUSED.get(failure.status_code, "Trang không hiểu yêu cầu này.")], failure.status_code
            return desk.told("Không làm được", lines, "/", is_bad=True, status=status)
        if isinstance(failure, FlowsError):
            return desk.told("Chưa làm được", [str(failure)], "/", is_bad=True)
        logging.getLogger(__name__).error("unforeseen", exc_info=failure)
        return desk.told("Chưa làm được", [_BUG], "/", is_bad=True, status=500)

    return told
