"""The routes of the books, of the office (stationery, templates, settings, the last runs) and of the guides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from markdown_it import MarkdownIt
from markupsafe import Markup
from pydantic import SecretStr
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from flows.after_signing import register_book
from flows.errors import UsageError
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.order import without_password
from flows.numbering.books import certificate_book, outgoing_book
from flows.outputs import disk
from flows.page import uploads
from flows.page.desk import XLSX, Desk, attached, file_in, files_in, text_in, year_in
from flows.reading.offices import OFFICE_FILE, read_offices
from flows.settings import Preferences, load, settings_file
from flows.steps.check_templates import Verdict, judged
from flows.steps.number_papers import expect
from flows.telling.screen_lines import problem_lines
from flows.vietnamese.text import bare


def register_page(desk: Desk, request: Request) -> Response:
    """Show one of the two books, with a search."""
    asked = request.query_params
    year = year_in(asked.get("nam", ""))
    order, which = desk.order(), asked.get("so", "di")
    entries = register_book.entries(order.register_target, None, order.outputs)
    own = register_book.entries(order.register_target, year, order.outputs) if year else entries
    after = register_book.notes(order.register_target, own, order.outputs)
    people = register_book.holders(order.register_target)
    book = certificate_book(own, people, after) if which == "cn" else outgoing_book(own, after)
    words = bare(asked.get("tim", "")).split()
    rows = [row for row in reversed(book.rows) if all(word in bare(" ".join(row)) for word in words)]
    years = sorted({one.day.year for one in entries if one.day}, reverse=True)
    return desk.page("register.html", here="/so", book=book, rows=rows, years=years, year=year, which=which,
                     search=asked.get("tim", ""))  # fmt: skip


def register_file(desk: Desk, _: Request) -> Response:
    """Give the books as a workbook, as `vanthu register --xlsx` writes them."""
    target, outputs = desk.order().register_target, desk.order().outputs
    rows = register_book.entries(target, None, outputs)
    after = register_book.notes(target, rows, outputs)
    return attached(register_book.books_of(rows, register_book.holders(target), after), "so.xlsx", XLSX)


def void_number(desk: Desk, _: Request, form: FormData) -> Response:
    """Make a number void, as `vanthu register void` does."""
    order = desk.order()
    expect(order.register_target, order.outputs)
    if not text_in(form, "so") or not text_in(form, "ly-do"):
        raise UsageError("Thiếu số hoặc lý do hủy.", "Ghi cả hai.")
    number = register_book.void(
        order, text_in(form, "so"), text_in(form, "ly-do"), at=desk.now(), year=year_in(text_in(form, "nam"))
    )  # fmt: skip
    return desk.told("Đã hủy", [f"Đã hủy số {number}; số này không cấp lại."], "/so")


def office_page(desk: Desk, _: Request) -> Response:
    """Show the offices, the templates, the settings and the last runs."""
    templates = desk.order().templates
    verdicts = [(one, list(problem_lines(one.problems))) for one in _verdicts(templates, _stamps(templates))]
    offices, problems = read_offices(templates / OFFICE_FILE)
    told = [
        (one, [(each.heading, _said(getattr(one, each.attribute))) for each in fields_of(Office)]) for one in offices
    ]
    return desk.page(
        "office.html", here="/co-quan", offices=told, problems=list(problem_lines(problems)), runs=desk.recent(),
        verdicts=verdicts, stationery=OFFICE_FILE,
        settings=list(_setting_lines(load())), settings_file=settings_file(), prefect=desk.prefect,
        folders=desk.order(),
    )  # fmt: skip


def _stamps(templates: Path) -> tuple[str, ...]:
    return tuple(f"{path.name} {disk.stamp(path)}" for path in sorted(templates.glob("*.docx")))


@lru_cache(maxsize=1)
def _verdicts(templates: Path, stamps: tuple[str, ...]) -> list[Verdict]:  # noqa: ARG001 others give another answer
    """Judge the templates: for ten of them it takes a second, which a click does not wait for twice."""
    return list(judged(templates))


def _setting_lines(wishes: Preferences) -> Iterator[tuple[str, str]]:
    """Yield the title and the value of each setting as they may be shown: of a secret only whether there is one."""
    for name in Preferences.model_fields:
        own = getattr(wishes, name)
        for key, one in type(own).model_fields.items():
            value = getattr(own, key)
            if isinstance(value, SecretStr):
                value = "đã đặt" if value.get_secret_value() else ""
            shown = ("có" if value else "không") if isinstance(value, bool) else str(value) or "chưa đặt"
            yield f"{one.title} ({name}.{key})", without_password(shown)


def _said(value: object) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "\n".join(map(str, value)) if isinstance(value, tuple) else str(value or "")


def stationery(desk: Desk, request: Request) -> Response:
    """Give a template or the office's stationery."""
    name, folder = request.path_params["name"], desk.order().templates
    if uploads.name_refused(name, (".docx", OFFICE_FILE)):
        raise HTTPException(404)
    return file_in(folder, name)


def take_stationery(desk: Desk, _: Request, form: FormData) -> Response:
    """Take templates or the office's stationery, judged first."""
    taken = [uploads.take_stationery(one, desk.order().templates, desk.now()) for one in files_in(form)]
    lines = [line for one in taken for line in (*one.refused, *one.lines)] or ["Chưa chọn tệp nào."]
    return desk.told("Mẫu và cơ quan", lines, "/co-quan", is_bad=any(one.refused for one in taken))


GUIDES = {
    "inputs/README.md": "Ghi bảng tính",
    "outputs/README.md": "Trình ký, phát hành, vào sổ",
    "templates/README.md": "Mẫu Word, đầu giấy",
    "templates/huong-dan/cai-dat.md": "Cài đặt máy",
}
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PICTURE = re.compile(r"templates/huong-dan/[a-z-]+\.png")


def first_guide(_: Desk, __: Request) -> Response:
    """Send on to the first guide: its links are relative, as they are in the folders."""
    return RedirectResponse(f"/huong-dan/{next(iter(GUIDES))}", 303)


def guide(desk: Desk, request: Request) -> Response:
    """Show a guide, or give a picture that stands in one."""
    path = request.path_params["path"]
    if _PICTURE.fullmatch(path):
        return file_in(desk.guide, path)
    if path not in GUIDES:
        raise HTTPException(404)
    text = _COMMENT.sub("", (desk.guide / path).read_text("utf-8"))
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(text)
    # Our own page, rendered without HTML in it.
    return desk.page("guide.html", text=Markup(html), guides=GUIDES, path=path)  # noqa: S704
