"""Tell people by mail and webhook that papers are ready or wait: counts and folders, no names."""

from __future__ import annotations

import json
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

from flows.after_signing.mail_people import connected
from flows.errors import MachineError
from flows.model.order import Order
from flows.model.report import EventReport, Report
from flows.outputs import disk
from flows.outputs.file_names import event_folder
from flows.problems import Problem, Where
from flows.settings import Notices, settings_file

PATIENCE = 10.0
"""So many seconds may the telling of a run take."""
_TOLD = "da-bao.json"
_GENERAL, _QUESTION = "", "?"
_CALLED = {_GENERAL: "Thư mục bảng tính", _QUESTION: "Chờ duyệt"}
_MOST_EVENTS = 20


@dataclass(frozen=True, slots=True)
class News:
    """What is new of one event, or of the inbox as a whole: counts and a folder; `matter` is a short sign of it.

    Nobody's name stands in it, no cell and no file, whose name may be a person's: a mail goes through many hands.
    """

    event: str
    summary: str
    matter: str
    ready: int = 0
    blank: int = 0
    held: int = 0
    errors: int = 0
    folder: str = ""

    @property
    def text(self) -> str:
        """Return it as a mail says it."""
        where = f"Thư mục: {self.folder}\n" if self.folder else ""
        return f"{self.called}\n{self.summary}\n{where}"

    @property
    def called(self) -> str:
        """Return what it is about: an event's code, for its title may name a person."""
        return _CALLED.get(self.event, self.event)

    def as_json(self) -> Mapping[str, object]:
        """Return the news for programs."""
        return {name: getattr(self, name) for name in _POSTED}


_POSTED = ("event", "summary", "ready", "blank", "held", "errors", "folder")


def notify(order: Order, report: Report, wish: Notices, patience: float = PATIENCE) -> tuple[Problem, ...]:
    """Tell what a run has found, in every way that the office wishes; return a warning for each way that failed."""
    return tell(order, list(news_of(order, report)), wish, patience)


def tell(order: Order, news: Sequence[News], wish: Notices, patience: float = PATIENCE) -> tuple[Problem, ...]:
    """Tell what of the news was not told before."""
    ways = list(_ways(wish, patience))
    if not ways:
        return ()
    told, place = _read(), order.outputs.absolute()
    errands = [(way, _Errand(way, _fresh(news, told.get(f"{way.name} {place}", {})))) for way in ways]
    deadline = time.monotonic() + patience
    failed = {way: reason for way, errand in errands if (reason := errand.reason_within(deadline - time.monotonic()))}
    now = {one.event: one.matter for one in news}
    kept = [f"{way.name} {place}" for way in ways if way not in failed]
    after = {**told, **{name: {**told.get(name, {}), **now} for name in kept}}
    return (*starmap(_unsent, failed.items()), *(_written(after) if after != told else ()))


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
        matter = disk.digest("\n".join(errors).encode("utf-8", "backslashreplace")) if errors else ""
        summary, folder = f"{len(errors)} lỗi ngoài các sự kiện.", _whole(str(order.inputs.absolute()))
        yield News(_GENERAL, summary, matter, errors=len(errors), folder=folder)


def question(summary: str, how: str, matter: str) -> News:
    """Return the news that a run waits for somebody's word; `how` says where to answer."""
    return News(_QUESTION, f"{summary}\n{how}", matter)


def _news(order: Order, event: EventReport) -> News:
    told, folder = event.bulletin, order.outputs.absolute() / event_folder(event.event)
    counts = (told.ready, told.blank, told.held, event.errors)
    code = " ".join(_whole(event.event).split())
    return News(code, told.summary, told.matter, *counts, _whole(str(folder)))


@dataclass(frozen=True, slots=True)
class Way:
    """A way to tell people: its short name, how it is named to the clerk, and what sends."""

    name: str
    told: str
    send: Callable[[Sequence[News]], None]


def _ways(wish: Notices, patience: float) -> Iterator[Way]:
    if wish.recipients:
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
    parts = [one.text for one in news[:_MOST_EVENTS]]
    more = [f"... và {rest} sự kiện nữa.\n"] if rest > 0 else []
    told = "Ai, ô nào, văn bản nào: xem THONG-BAO.txt trong thư mục của sự kiện.\n"
    mail.set_content("\n".join([*parts, *more, told]), charset="utf-8")
    return mail


def subject(news: Sequence[News]) -> str:
    """Return what the mail is about, in a line."""
    if len(news) == 1:
        return f"[Văn thư] {news[0].called}: {news[0].summary.partition(chr(10))[0]}"
    held, ready = sum(one.held for one in news), sum(one.ready for one in news)
    blank = sum(one.blank for one in news)
    lacking = f", {blank} văn bản còn chỗ trống" if blank else ""
    return f"[Văn thư] {len(news)} sự kiện: {ready} văn bản chờ ký{lacking}, {held} văn bản chờ sửa"


def _mail(mail: EmailMessage, wish: Notices, patience: float) -> None:
    with connected(wish, patience) as server:
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
