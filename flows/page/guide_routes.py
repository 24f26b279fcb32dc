"""The guides for the clerk: the Vietnamese pages to read that lie in the office's folders, with their pictures."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from flows.page.desk import Desk, file_in

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
