"""What a template carries that a paper should not: macros, links to elsewhere, tracked changes, comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from flows.problems import Problem, Where
from flows.rendering.fields import W
from flows.rendering.tags import FILLED_PART

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_REMOTE = ("http:", "https:", "ftp:", "\\\\", "//", "file://///", "file:\\\\\\\\")


def carried(parts: Mapping[str, bytes], file: str) -> Iterator[Problem]:
    """Give a problem for each kind of baggage."""
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        yield Problem(Where(file), "Mẫu có macro.", "Lưu lại dạng .docx không có macro.")
    yield from _external_links(parts, file)
    yield from _marks(parts, file)


def _external_links(parts: Mapping[str, bytes], file: str) -> Iterator[Problem]:
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in etree.fromstring(content):
            if relation.get("TargetMode") == "External":
                yield from _external(relation.get("Type", "").rpartition("/")[2], relation.get("Target", ""), file)


def _external(kind: str, target: str, file: str) -> Iterator[Problem]:
    where = Where(file, heading=target)
    if kind == "attachedTemplate":
        # Word notes the path of every document's own template, as a rule Normal.dotm on the author's disk.
        if target.lower().startswith(_REMOTE):
            fix = "Trong Word: Developer > Document Template, bỏ mẫu đính kèm."
            yield Problem(where, "Mẫu tải một mẫu khác từ mạng khi mở.", fix)
    elif kind != "hyperlink":
        fix = "Chèn hẳn vào tệp thay vì liên kết."
        yield Problem(where, "Mẫu liên kết tới một tệp bên ngoài.", fix, "warning")


def _marks(parts: Mapping[str, bytes], file: str) -> Iterator[Problem]:
    roots = [etree.fromstring(content) for name, content in parts.items() if FILLED_PART.fullmatch(name)]
    changes = sum(1 for root in roots for _ in root.iter(*_CHANGES))
    if changes:
        fix = "Trong Word: Review > Accept All Changes."
        yield Problem(Where(file), f"Mẫu còn {changes} chỗ sửa đang theo dõi.", fix, "warning")
    comments = etree.fromstring(parts["word/comments.xml"]) if "word/comments.xml" in parts else ()
    if len(comments):
        fix = "Trong Word: Review > Delete All Comments."
        yield Problem(Where(file), f"Mẫu còn {len(comments)} nhận xét bên lề.", fix, "warning")
