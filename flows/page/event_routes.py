"""The routes of events: the list, dropped workbooks, one event, its files, approval, and what follows the signature."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace

from anyio import from_thread
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from flows.after_signing import forget, mail_people
from flows.after_signing.issue import issue
from flows.after_signing.register_book import outbox
from flows.after_signing.replace import Replacing, reissue, renumber
from flows.after_signing.scans import scan
from flows.documents import KINDS, SIGNED
from flows.errors import NotApprovedError
from flows.machine.work_folders import workroom
from flows.model.signed_paper import in_words
from flows.outputs.disk import digest
from flows.outputs.file_names import ANNOTATED, is_inside
from flows.outputs.outputs_folder import Outputs
from flows.page import uploads
from flows.page.desk import XLSX, Desk, Question, Run, attached, day_in, file_in, files_in, is_sure, kind_in, text_in
from flows.page.event_rows import STATES, files_of, marked_of, pack_of, paths_of
from flows.problems import Problem
from flows.reading.offices import OFFICE_FILE, office_names
from flows.settings import load, settings_file
from flows.spreadsheets.blank_workbook import blank_workbook
from flows.telling.preview import renew_pages
from flows.telling.screen_lines import TOLD_LATER, problem_lines

SIGN = "X-Dau"


def events_page(desk: Desk, request: Request) -> Response:
    """Show the events, the place to drop workbooks, and what goes on."""
    runs, state = desk.recent(), request.query_params.get("loc", "")
    sign = _sign(desk, runs)
    rows = desk.events(runs)
    counts = {key: sum(row.state == key for row in rows) for key in STATES}
    shown = [row for row in rows if state in ("", row.state)]
    strays = list(problem_lines(desk.strays()))
    return desk.page("events.html", here="/", rows=shown, total=len(rows), counts=counts, chosen=state,
                     at_work=_at_work(runs), sign=sign, taken=uploads.TAKEN, strays=strays)  # fmt: skip


def _at_work(runs: Sequence[Run]) -> list[Run]:
    return [run for run in runs if run.state in ("chay", "duyet")]


def state(desk: Desk, _: Request) -> Response:
    """Return what goes on, with a sign of everything in a header: where that changed, the page loads itself anew."""
    runs = desk.recent()
    return HTMLResponse(desk.part("at_work.html", at_work=_at_work(runs)), headers={SIGN: _sign(desk, runs)})


def _sign(desk: Desk, runs: Sequence[Run]) -> str:
    """Return a sign of everything; a page takes it before it reads, so that what changes meanwhile loads it anew."""
    everything = ([(run.id, run.state) for run in runs], Outputs(desk.order().outputs).stamps(), desk.strays())
    return digest(repr(everything).encode("utf-8", "backslashreplace"))


def blank(desk: Desk, _: Request) -> Response:
    """Give a blank workbook, as `vanthu new` writes it."""
    names = office_names(desk.order().templates / OFFICE_FILE)
    return attached(blank_workbook(names), "su-kien-moi.xlsx", XLSX)


def event_page(desk: Desk, request: Request) -> Response:
    """Show one event: mistakes by cell, papers by kind, people, the pack to sign."""
    outputs, search = desk.order().outputs, request.query_params.get("tim", "")
    runs = desk.recent()
    sign = _sign(desk, runs)
    row = desk.event(request, runs)
    people, count = row.people(search)
    made = {kind.kind for kind in row.kinds}
    letters = {one.id: one for one in outbox(desk.order().register_target, row.manifest.event)}
    return desk.page(
        "event.html", here="/", row=row, people=people, count=count, search=search, at_work=_at_work(runs), sign=sign,
        pack=pack_of(outputs, row.folder), marked=marked_of(outputs, row.problems), signed=SIGNED,
        others=[kind for kind in KINDS if kind.KIND not in made], scans=uploads.SCANS,
        mailed=[kind for kind in row.kinds if kind.kind in mail_people.KINDS and kind.issued],
        links=lambda entry: list(files_of(outputs, row.folder, entry)), signers=lambda entry: in_words(entry.signings),
        letter=lambda entry: letters.get((row.manifest.event, entry.kind, entry.key, entry.number)),
    )  # fmt: skip


def paper(desk: Desk, request: Request) -> Response:
    """Give a file of an event's folder."""
    row, path = desk.event(request), request.path_params["path"]
    folder = desk.order().outputs / row.folder
    if not is_inside(path) or not path.endswith((".docx", ".pdf", ".xlsx", ".txt")):
        raise HTTPException(404)
    return file_in(folder, path)


def marked(desk: Desk, request: Request) -> Response:
    """Give the marked copy of a workbook."""
    return file_in(desk.order().outputs / ANNOTATED, request.path_params["name"])


def bundle(desk: Desk, request: Request) -> Response:
    """Give all papers of a kind in one file."""
    row, outputs = desk.event(request), desk.order().outputs
    kinds = [kind for kind in row.kinds if kind.kind == request.path_params["kind"]]
    if not kinds:
        raise HTTPException(404)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as package:
        for path in paths_of(outputs, row.folder, kinds[0]):
            package.write(outputs / row.folder / path, path.rpartition("/")[2])
    return attached(content.getvalue(), f"{row.folder}-{kinds[0].kind}.zip", "application/zip")


def drop(desk: Desk, _: Request, form: FormData) -> Response:
    """Take workbooks."""
    taken = uploads.take_workbooks(files_in(form), desk.order().inputs)
    if left := text_in(form, "bo-qua"):
        lines = (*taken.lines, f"Bỏ qua trong thư mục, vì không phải bảng tính hay ảnh: {left}.")
        taken = replace(taken, lines=lines)
    if taken.waiting:
        return desk.page("replace.html", taken=taken, here="/")
    if taken.refused:
        return desk.told("Có tệp không nhận được", [*taken.refused, *taken.lines], "/", is_bad=True)
    return desk.told("Đã nhận", taken.lines or ["Chưa chọn tệp nào."], "/")


def replace_dropped(desk: Desk, _: Request, form: FormData) -> Response:
    """Put dropped workbooks in the places of those of the same names, or leave those."""
    told = uploads.replace_waiting(
        text_in(form, "phieu"), desk.order().inputs, desk.now(), wanted=text_in(form, "chon") == "thay"
    )
    return desk.told("Tệp trùng tên", list(told), "/")


def make(desk: Desk, request: Request, form: FormData) -> Response:
    """Begin a run that makes one kind of one event."""
    row, kind = desk.event(request), kind_in(form)
    from_thread.run(desk.runs.begin, [row.manifest.event], [kind] if kind else [])
    return RedirectResponse(f"/su-kien/{row.folder}", 303)


def forget_person(desk: Desk, request: Request, form: FormData) -> Response:
    """Erase a person, as `vanthu forget` does, after a question."""
    row, order, key = desk.event(request), desk.order(), text_in(form, "khoa")
    people = forget.found(order, forget.Wish(key, row.manifest.event))
    if not is_sure(form):
        lines = [*(f"Sẽ xóa {each}" for each in people), "Xóa văn bản và tên trong sổ, không lấy lại được; số vẫn giữ."]
        return desk.asked(request, {"khoa": key}, Question("Xóa dữ liệu của người này?", lines, "Xóa"))
    return desk.told("Đã xóa", list(forget.forget(order, people, at=desk.now())), f"/su-kien/{row.folder}")


def question(desk: Desk, request: Request) -> Response:
    """Show what a run that waits would do."""
    run = request.path_params["run"]
    lines = from_thread.run(desk.runs.question, run)
    if not lines:
        return _overtaken(desk)
    return desk.page("question.html", here="/", run=run, lines=lines)


def answer(desk: Desk, request: Request, form: FormData) -> Response:
    """Let a run that waits go on, or end it."""
    approved = text_in(form, "chon") == "duyet"

    async def answered() -> bool:
        return await desk.runs.answer(request.path_params["run"], approved=approved, opinion=text_in(form, "y-kien"))

    if not from_thread.run(answered):
        return _overtaken(desk)
    told = "Đã duyệt: đang làm và cấp số." if approved else "Không duyệt: chưa cấp số nào, chưa ghi văn bản nào."
    return desk.told("Đã trả lời", [told], "/")


def _overtaken(desk: Desk) -> Response:
    return desk.told("Không còn chờ duyệt", ["Lần này đã được trả lời, hoặc dữ liệu đã đổi và có lần mới."], "/")


def _agreeing(form: FormData) -> tuple[list[Problem], Callable[[Sequence[Problem]], bool]]:
    """Return the doubts that come up, and what answers them: yes where the form is the answer to them."""
    doubts: list[Problem] = []

    def agree(found: Sequence[Problem]) -> bool:
        doubts.extend(found)
        return is_sure(form)

    return doubts, agree


def send_out(desk: Desk, request: Request, form: FormData) -> Response:
    """Issue the papers of a kind, as `vanthu issue` does; odd days are asked about once."""
    row, kind, (odd, agree) = desk.event(request), kind_in(form), _agreeing(form)
    try:
        report = issue(desk.order_of(row, kind), day=day_in(form), at=desk.now(), agree=agree)
    except NotApprovedError:
        fields = {"loai": kind, "ngay": text_in(form, "ngay")}
        lines = [*problem_lines(odd), "Chưa phát hành gì."]
        return desk.asked(request, fields, Question("Ngày ban hành có đúng không?", lines, "Đúng ngày ấy: phát hành"))
    return desk.reported("Đã phát hành", report, row)


def replace_paper(desk: Desk, request: Request, form: FormData) -> Response:
    """Replace an issued paper, as `vanthu issue --replace` does."""
    row = desk.event(request)
    replacing, (same, agree) = Replacing(text_in(form, "so"), text_in(form, "ly-do")), _agreeing(form)
    try:
        report = reissue(desk.order_of(row), replacing, day=day_in(form), at=desk.now(), agree=agree)
    except NotApprovedError:
        fields = {name: text_in(form, name) for name in ("so", "ly-do", "ngay")}
        lines = [*problem_lines(same), "Chưa thay gì."]
        yes = f"Hủy số {replacing.paper}, cấp số mới"
        return desk.asked(request, fields, Question("Không có gì đổi, vẫn thay?", lines, yes))
    return desk.reported("Đã thay", report, row)


def change_numbers(desk: Desk, request: Request, _: FormData) -> Response:
    """Take numbers that have not gone out over to the symbols and the year of now, as `register renumber` does."""
    row = desk.event(request)
    return desk.reported("Đã đổi số", renumber(desk.order_of(row), at=desk.now()), row)


def take_scans(desk: Desk, request: Request, form: FormData) -> Response:
    """File scans of signed papers, as `vanthu scan` does."""
    row, order = desk.event(request), desk.order()
    back = f"/su-kien/{row.folder}"
    with workroom("quet") as room:
        files, refused = uploads.laid_out(files_in(form), room)
        if not files:
            told = [*refused, "Chưa có bản quét nào. Bảng tính thì thả ở trang «Sự kiện»."]
            return desk.told("Chưa xếp bản quét nào", told, back, is_bad=True)
        done = scan(order, files)
    is_told = not done.events or renew_pages(replace(order, events=done.events), desk.now())
    # Of some hundred papers the paths come last: here the end is not what stands before the eyes.
    told = [done.summary, *refused, *problem_lines(done.problems), *done.paths]
    is_bad = bool(refused) or any(problem.is_error for problem in done.problems)
    title = "Có tờ phải xem lại" if is_bad else "Đã xếp bản quét"
    return desk.told(title, told + [TOLD_LATER] * (not is_told), back, is_bad=is_bad)


def mail(desk: Desk, request: Request, form: FormData) -> Response:
    """Show what `vanthu send --dry-run` shows, ask, and send those very letters."""
    row, kind, wish = desk.event(request), text_in(form, "loai"), load().thong_bao
    if kind not in ("", *mail_people.KINDS):
        raise HTTPException(404)
    order = desk.order_of(row, kind)
    found = mail_people.send(order, wish, at=desk.now(), dry=True)
    letters = [list(letter.lines()) for letter in found.letters]
    seen = digest(repr(letters).encode())
    lines = [*problem_lines(found.problems), found.summary(dry=True)]
    back = f"/su-kien/{row.folder}"
    if not letters:
        return desk.told("Không có thư nào để gửi", lines, back)
    if wish.lacking:
        lines.append(f"Chưa gửi được thư: mục [thong_bao] của {settings_file()} còn thiếu {wish.lacking}.")
    elif is_sure(form) and text_in(form, "thu") == seen:
        done = mail_people.send(order, wish, at=desk.now())
        is_told = renew_pages(replace(order, only=()), desk.now())
        is_bad = any(problem.is_error for problem in done.problems)
        lines = [*problem_lines(done.problems), done.summary(), *(() if is_told else (TOLD_LATER,))]
        return desk.told("Có thư chưa gửi được" if is_bad else "Đã gửi thư", lines, back, is_bad=is_bad)
    title, yes = ("Thư sẽ gửi", "") if wish.lacking else ("Gửi những thư này?", f"Gửi {len(letters)} thư")
    return desk.asked(request, {"loai": kind, "thu": seen}, Question(title, lines, yes, letters))
