"""What every route of the page shares: folders, events, runs, forms, pages to show and files to give."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from anyio import from_thread
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response

from flows.documents import NAMES
from flows.errors import UsageError
from flows.machine.run_progress import Progress
from flows.model.order import Order
from flows.model.report import Report
from flows.outputs.html_page import printable
from flows.page.door import TOKEN, TOO_BIG, derived
from flows.page.event_rows import STATES, EventRow, Facts, Shelf
from flows.page.uploads import MOST_BYTES, Upload
from flows.problems import Problem
from flows.reading.offices import OFFICE_FILE, read_offices
from flows.telling.screen_lines import report_lines, totals_line
from flows.vietnamese.date_reading import read_day
from flows.vietnamese.numbers import grouped

_WHY = r'(?: --why "[^"]*")?'
_INSTEAD = tuple(
    (re.compile(command), words)
    for command, words in (
        (rf"vanthu issue (?:\S+ )?--replace(?: [\w/-]+)?{_WHY}", "nút «Thay» ở trang sự kiện"),
        (rf"vanthu register void [\w/-]+{_WHY}", "«Hủy một số» ở trang Sổ"),
        (r"vanthu register renumber [\w-]+(?: --only [\w-]+)?", "«Đổi ký hiệu, đổi năm của số chưa phát hành»"),
        (r"vanthu register\b(?! --)", "trang Sổ"),
        (r"\b([Cc])hạy (?:lại )?vanthu run\b(?! --)", r"\1họn «Làm lại»"),
        (r"(rồi|ở lần) vanthu run\b", r"\1 «Làm lại»"),
        (r"\b([Cc])hạy lại vanthu issue", r"\1họn lại «Phát hành»"),
        (r"\b([Cc])hạy lại lệnh này", r"\1họn lại «Thay»"),
        (r"\b([Cc])hạy lại vanthu scan", r"\1họn lại «Gửi bản quét»"),
        (r"\b([Cc])hạy lại vanthu send", r"\1họn lại «Xem thư sẽ gửi»"),
        (r"vanthu check(?: --annotate)?\b", "trang sự kiện"),
        (r" \(xem tất cả: --json, hoặc check --annotate THƯ_MỤC\)", ": sửa xong các chỗ trên sẽ thấy tiếp"),
        (r"(?:tạo tệp mẫu: )?vanthu new", "nút «Tải tệp mẫu»"),
        (r": --date NGÀY", " vào ô ngày"),
        (r'--why "lý do"', "Ghi vào ô «Lý do»."),
    )
)


def in_buttons(message: str) -> str:
    """Return a message as the page shows it; commands that the page has no button for stay."""
    for command, words in _INSTEAD:
        message = command.sub(words, message)
    return message


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the page tells of it: `state` is sua, duyet, chay, xong or bo, `words` how it ended, `far` how far."""

    id: str
    name: str
    state: str
    words: str
    at: datetime
    events: tuple[str, ...] = ()
    far: Progress | None = None


class Runs(Protocol):
    """The runs of this office."""

    async def recent(self) -> Sequence[Run]:
        """Return the last runs, the newest first, with those at work and those that wait for a word."""

    async def begin(self, events: Sequence[str], only: Sequence[str]) -> None:
        """Begin a run of these events and kinds."""

    async def question(self, run: str) -> Sequence[str]:
        """Return in lines what a waiting run would do; none where it does not wait any more."""

    async def answer(self, run: str, *, approved: bool, opinion: str) -> bool:
        """Let a waiting run go on, or end it; say whether it still waited, and the answer was taken."""


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked before something is done, and the word that does it; without one there is only the way back.

    `letters` are shown below, each its first two lines and, on a click, the others.
    """

    title: str
    lines: Sequence[str]
    yes: str
    letters: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Desk:
    """What the page works with.

    `order` gives the office's folders and the day, `facts` what inputs say of each event, the newest first, `strays`
    what is wrong there and belongs to no event. `prefect` is the address of Prefect's page, `guide` the folder in which
    the guides lie.
    """

    order: Callable[[], Order]
    now: Callable[[], datetime]
    runs: Runs
    key: str
    shelf: Shelf
    guide: Path
    facts: Callable[[], Mapping[str, Facts]] = dict
    strays: Callable[[], Sequence[Problem]] = tuple
    prefect: str = ""

    def recent(self) -> Sequence[Run]:
        """Return the last runs."""
        return from_thread.run(self.runs.recent)

    def events(self, runs: Sequence[Run]) -> list[EventRow]:
        """Return the events, the newest first."""
        facts = self.facts()
        works = {code for run in runs if run.state == "chay" for code in run.events}
        waits = {code for run in runs if run.state == "duyet" for code in run.events}
        rows = [
            EventRow(folder, one, facts.get(one.event, Facts()), waits=one.event in waits, works=one.event in works)
            for folder, one in self.shelf.manifests().items()
        ]
        newest = {code: place for place, code in enumerate(facts)}
        return sorted(rows, key=lambda row: (newest.get(row.manifest.event, len(newest)), row.folder))

    def event(self, request: Request, runs: Sequence[Run] = ()) -> EventRow:
        """Return the event that an address means; 404 where there is none."""
        folder = request.path_params["folder"]
        found = [row for row in self.events(runs) if row.folder == folder]
        if not found:
            raise HTTPException(404)
        return found[0]

    def order_of(self, row: EventRow, kind: str = "") -> Order:
        """Return the order that means one event, and one kind of it."""
        return replace(self.order(), events=(row.manifest.event,), only=(kind,) if kind else ())

    def page(self, name: str, *, status: int = 200, **values: Any) -> Response:  # noqa: ANN401 whatever the page shows
        """Return a page of ours."""
        offices, _ = read_offices(self.order().templates / OFFICE_FILE)
        called = [one.called for one in offices if one.valid_on(self.now().date())]
        office = called[0] if len(called) == 1 else f"{len(called)} cơ quan"
        return HTMLResponse(self.part(name, office=office, **values), status)

    def part(self, name: str, **values: Any) -> str:  # noqa: ANN401 whatever it shows
        """Return a part of a page."""
        shared = {"states": STATES, "token": derived(self.key, TOKEN), "token_name": TOKEN, "NAMES": NAMES, "here": ""}
        return printable(_ROOM.get_template(name).render(shared, **values))

    def told(self, title: str, lines: Sequence[str], back: str, *, is_bad: bool = False, status: int = 200) -> Response:
        """Return a page that says what became of something."""
        return self.page("told.html", title=title, lines=lines, back=back, is_bad=is_bad, status=status)

    def asked(self, request: Request, fields: Mapping[str, str], question: Question) -> Response:
        """Return a page that asks before a form of an event is done; its answer sends the form again, now sure."""
        path = request.url.path
        return self.page("asked.html", question=question, fields=fields, action=path, back=path.rpartition("/")[0])

    def reported(self, title: str, report: Report, row: EventRow) -> Response:
        """Return a page that says what a report says, in the words of the command."""
        lines = [*report_lines(report, sent=True), totals_line(report)]
        bad = any(problem.is_error for problem in report.all_problems)
        return self.told("Có chỗ chưa làm được" if bad else title, lines, f"/su-kien/{row.folder}", is_bad=bad)


_ROOM = Environment(
    loader=PackageLoader("flows.page"), autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
)
_ROOM.globals |= {"MOST_BYTES": MOST_BYTES, "TOO_BIG": TOO_BIG}
_ROOM.filters |= {"so": grouped, "nut": in_buttons}


def text_in(form: FormData, name: str) -> str:
    """Return what was typed into a field of a form."""
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def day_in(form: FormData) -> date | None:
    """Return the day that was typed, None for a blank; UsageError for anything else."""
    typed = text_in(form, "ngay")
    found, _ = read_day(typed) if typed else (None, ())
    if typed and not isinstance(found, date):
        raise UsageError(f"«{typed}» không phải ngày.", "Ghi như 03/7/2024, hoặc để trống.")
    return found if isinstance(found, date) else None


def year_in(text: str) -> int | None:
    """Return the year that was chosen, None for whatever else an address or a form may hold."""
    return int(text) if re.fullmatch(r"[0-9]{4}", text) else None


def is_sure(form: FormData) -> bool:
    """Whether a form is the answer to a question that was asked first."""
    return bool(text_in(form, "chac"))


def kind_in(form: FormData) -> str:
    """Return the kind that a form is about."""
    if (kind := text_in(form, "loai")) not in NAMES:
        raise HTTPException(404)
    return kind


def files_in(form: FormData) -> list[Upload]:
    """Return the files that came with a form, by their paths where those came too: a script may not send them along."""
    files = [one for one in form.getlist("tep") if isinstance(one, UploadFile) and one.filename]
    paths = text_in(form, "duong").split("|") if text_in(form, "duong") else [one.filename or "" for one in files]
    if len(paths) != len(files):
        raise HTTPException(400)
    return [Upload(path, one.file.read(MOST_BYTES + 1)) for path, one in zip(paths, files, strict=True)]


def file_in(folder: Path, path: str) -> Response:
    """Give a file that stands in a folder; 404 for whatever leads out of it."""
    place = folder / path
    if not place.is_file() or not place.resolve().is_relative_to(folder.resolve()):
        raise HTTPException(404)
    return FileResponse(place, filename=place.name)


def attached(content: bytes, name: str, media: str) -> Response:
    """Give bytes as a file of this name."""
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})
