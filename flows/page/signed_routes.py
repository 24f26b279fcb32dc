"""The routes of papers once they are signed: issue, replace, renumber, file their scans, mail them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from flows.after_signing import sending
from flows.after_signing.issue import issue
from flows.after_signing.replace import Replacing, reissue, renumber
from flows.after_signing.scans import scan
from flows.errors import NotApprovedError
from flows.machine.work_folders import workroom
from flows.outputs.disk import digest
from flows.page import uploads
from flows.page.desk import Desk, Question, day_in, files_in, is_sure, kind_in, text_in
from flows.problems import Problem
from flows.settings import load, settings_file
from flows.telling.preview import renew_pages
from flows.telling.screen_lines import TOLD_LATER, problem_lines


def send_out(desk: Desk, request: Request, form: FormData) -> Response:
    """Issue the papers of a kind, as `vanthu issue` does; odd days are asked about once."""
    row, kind = desk.event(request), kind_in(form)
    odd: list[Problem] = []

    def agree(found: Sequence[Problem]) -> bool:
        odd.extend(found)
        return is_sure(form)

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
    replacing = Replacing(text_in(form, "so"), text_in(form, "ly-do"))
    same: list[Problem] = []

    def agree(found: Sequence[Problem]) -> bool:
        same.extend(found)
        return is_sure(form)

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
    if kind not in ("", *sending.KINDS):
        raise HTTPException(404)
    order = desk.order_of(row, kind)
    found = sending.send(order, wish, at=desk.now(), dry=True)
    letters = [list(letter.lines()) for letter in found.letters]
    seen = digest(repr(letters).encode())
    lines = [*problem_lines(found.problems), found.summary(dry=True)]
    back = f"/su-kien/{row.folder}"
    if not letters:
        return desk.told("Không có thư nào để gửi", lines, back)
    if wish.lacking:
        lines.append(f"Chưa gửi được thư: mục [thong_bao] của {settings_file()} còn thiếu {wish.lacking}.")
    elif is_sure(form) and text_in(form, "thu") == seen:
        done = sending.send(order, wish, at=desk.now())
        is_told = renew_pages(replace(order, only=()), desk.now())
        is_bad = any(problem.is_error for problem in done.problems)
        lines = [*problem_lines(done.problems), done.summary(), *(() if is_told else (TOLD_LATER,))]
        return desk.told("Có thư chưa gửi được" if is_bad else "Đã gửi thư", lines, back, is_bad=is_bad)
    title, yes = ("Thư sẽ gửi", "") if wish.lacking else ("Gửi những thư này?", f"Gửi {len(letters)} thư")
    return desk.asked(request, {"loai": kind, "thu": seen}, Question(title, lines, yes, letters))
