"""Tell people that papers are ready to sign or wait to be mended: a run's report in; one mail and one post out.

Told is what differs from what was told of the event last, in the same way. What cannot be sent neither fails a run nor
holds it up for long.
"""

from __future__ import annotations

import json
import smtplib
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from itertools import starmap
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from flows.errors import MachineError
from flows.model.report import EventReport, Report
from flows.preferences import Notices, settings_file
from flows.problems import Problem, Where
from flows.publishing import disk
from flows.publishing.names import event_folder
from flows.settings import Order

PATIENCE = 10.0
"""So many seconds may the telling of a run take."""
_TOLD = "da-bao.json"
_GENERAL, _QUESTION = "", "?"
_MOST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class News:
    """What is new of one event, or of the inbox as a whole; `matter` is a short sign of it."""

    event: str
    title: str
    summary: str
    text: str
    matter: str
    ready: int = 0
    held: int = 0
    errors: int = 0
    folder: str = ""

    def as_json(self) -> Mapping[str, object]:
        """Return the news for programs, which may be anybody's: nobody's name, no cell."""
        return {
            name: getattr(self, name) for name in ("event", "title", "summary", "ready", "held", "errors", "folder")
        }


def notify(order: Order, report: Report, wish: Notices, patience: float = PATIENCE) -> tuple[Problem, ...]:
    """Tell what a run has found, in every way that the office wishes; return a warning for each way that failed."""
    return tell(order, list(news_of(order, report)), wish, patience)


def tell(order: Order, news: Sequence[News], wish: Notices, patience: float = PATIENCE) -> tuple[Problem, ...]:
    """Tell what of the news was not told before."""
    ways = list(_ways(wish, patience))
    if not ways:
        return ()
    told, place = _read(), str(order.outputs.absolute())
    errands = [(way, _Errand(way, _fresh(news, told.get(_known(place, way), {})))) for way in ways]
    deadline = time.monotonic() + patience
    failed = {way: reason for way, errand in errands if (reason := errand.reason_within(deadline - time.monotonic()))}
    now = {one.event: one.matter for one in news}
    after = {**told, **{(at := _known(place, way)): {**told.get(at, {}), **now} for way in ways if way not in failed}}
    return (*starmap(_unsent, failed.items()), *(_written(after) if after != told else ()))


def _known(place: str, way: Way) -> str:
    """Return under what name it is kept what was told that way of the events of one folder."""
    return f"{way.name} {place}"


def _fresh(news: Sequence[News], known: Mapping[str, str]) -> Sequence[News]:
    return [one for one in news if one.matter and known.get(one.event) != one.matter]


def _unsent(way: Way, reason: str) -> Problem:
    fix = f"Kiểm tra mục [thong_bao] trong {settings_file()} và mạng; lần chạy sau sẽ gửi lại."
    return Problem(Where(), f"Không gửi được thông báo ({way.told}): {reason}.", fix, "warning")


def news_of(order: Order, report: Report) -> Iterator[News]:
    """Yield what there is to tell of each event, then what belongs to none."""
    yield from (_news(order, event) for event in report.events)
    errors = [str(problem) for problem in report.problems if problem.is_error]
    if errors or not order.events:
        summary = f"{len(errors)} lỗi ngoài các sự kiện." if errors else ""
        text = "".join(f"  - {line}\n" for line in errors)
        matter = disk.digest(text.encode("utf-8", "backslashreplace")) if errors else ""
        yield News(_GENERAL, "Thư mục bảng tính", summary, _whole(f"{summary}\n{text}"), matter, errors=len(errors))


def question(summary: str, text: str, matter: str) -> News:
    """Return the news that a run waits for somebody's word."""
    return News(_QUESTION, "Chờ duyệt", summary, _whole(text), matter)


def _news(order: Order, event: EventReport) -> News:
    told, folder = event.bulletin, order.outputs.absolute() / event_folder(event.event)
    title = _whole(" ".join(event.title.split()) or event.event)
    counts = (told.ready, told.held, event.errors)
    return News(event.event, title, told.summary, told.text, told.matter, *counts, str(folder))


@dataclass(frozen=True, slots=True)
class Way:
    """A way to tell people: its short name, how it is named to the clerk, and what sends."""

    name: str
    told: str
    send: Callable[[Sequence[News]], None]


def _ways(wish: Notices, patience: float) -> Iterator[Way]:
    if wish.may_chu:
        yield Way("thu", f"thư qua {wish.may_chu}", lambda news: _mail(message(news, wish), wish, patience))
    if wish.webhook:
        yield Way("webhook", f"webhook {urlsplit(wish.webhook).hostname}", lambda news: _post(news, wish, patience))


class _Errand:
    """Something sent from a thread of its own, so that a server which does not answer keeps nobody."""

    def __init__(self, way: Way, news: Sequence[News]) -> None:
        """Set out, if there is anything to tell."""
        self._reason = ""
        self._way, self._news = way, news
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            if self._news:
                self._way.send(self._news)
        except Exception as error:  # noqa: BLE001 whatever a mail server, a proxy or a resolver comes up with
            self._reason = f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()

    def reason_within(self, seconds: float) -> str:
        """Return why it failed, "" when it did not."""
        self._thread.join(max(0.0, seconds))
        return "quá thời gian chờ" if self._thread.is_alive() else self._reason


def _whole(text: str) -> str:
    """Return text without halves of characters, which no mail can carry."""
    return text.encode("utf-8", "replace").decode()


def message(news: Sequence[News], wish: Notices) -> EmailMessage:
    """Return the one mail of a run."""
    mail = EmailMessage()
    mail["Subject"] = subject(news)
    mail["From"] = wish.sender
    mail["To"] = ", ".join(wish.recipients)
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(domain=wish.sender.rpartition("@")[2])
    rest = len(news) - _MOST_EVENTS
    parts = [f"{one.text}\nThư mục: {one.folder}\n" if one.folder else one.text for one in news[:_MOST_EVENTS]]
    more = [f"... và {rest} sự kiện nữa: xem THONG-BAO.txt trong thư mục của từng sự kiện.\n"] if rest > 0 else []
    mail.set_content(f"\n{'-' * 60}\n\n".join([*parts, *more]), charset="utf-8")
    return mail


def subject(news: Sequence[News]) -> str:
    """Return what the mail is about, in a line."""
    if len(news) == 1:
        return f"[Văn thư] {news[0].title}: {news[0].summary}"
    held, ready = sum(one.held for one in news), sum(one.ready for one in news)
    return f"[Văn thư] {len(news)} sự kiện: {ready} văn bản chờ ký, {held} văn bản chờ sửa"


def _mail(mail: EmailMessage, wish: Notices, patience: float) -> None:
    host, _, port = wish.may_chu.rpartition(":")
    safe = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, int(port), timeout=patience, context=safe)
        if wish.bao_mat == "ssl"
        else smtplib.SMTP(host, int(port), timeout=patience)
    )
    with server:
        if wish.bao_mat == "starttls":
            server.starttls(context=safe)
        if wish.tai_khoan:
            server.login(wish.tai_khoan, wish.mat_khau.get_secret_value())
        server.send_message(mail)


class _NoRedirect(HTTPRedirectHandler):
    """A notice goes where the office said, and its secret with it, or nowhere."""

    def redirect_request(self, *_args: object, **_more: object) -> None:
        """Follow nobody."""


def _post(news: Sequence[News], wish: Notices, patience: float) -> None:
    body = json.dumps({"events": [one.as_json() for one in news]}, ensure_ascii=False).encode("utf-8", "replace")
    headers = {"Content-Type": "application/json; charset=utf-8"}
    if wish.webhook_khoa.get_secret_value():
        headers["Authorization"] = f"Bearer {wish.webhook_khoa.get_secret_value()}"
    request = Request(wish.webhook, body, headers)  # noqa: S310 the settings take http(s) alone
    with build_opener(_NoRedirect).open(request, timeout=patience) as answer:
        answer.read(1)


def _file() -> Path:
    return settings_file().with_name(_TOLD)


def _read() -> dict[str, dict[str, str]]:
    """Return what was told last, by outputs folder and event; a damaged file means that nothing was."""
    try:
        told = json.loads(disk.read(_file()) or b"{}")
        return {place: dict(events) for place, events in told.items()}
    except (ValueError, TypeError, AttributeError, MachineError):
        return {}


def _written(told: Mapping[str, Mapping[str, str]]) -> Iterator[Problem]:
    try:
        disk.place({_file(): json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")})
    except MachineError as error:
        yield Problem(
            Where(), f"Không ghi được {_file()}, nên lần sau sẽ báo lại: {error.message}", error.fix, "warning"
        )
