"""What a template carries that a paper should not: macros, links to elsewhere, tracked changes, comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from flows.problems import Problem, Where
from flows.rendering.fields import W
from flows.rendering.findings import Finding
from flows.rendering.tags import FILLED_PART

_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_REMOTE = ("http:", "https:", "ftp:", "\\\\", "//", "file://///", "file:\\\\\\\\")


def carried(parts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """Give a problem for each kind of baggage."""
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        yield Finding(Problem(Where(file), "Mẫu có macro.", "Lưu lại dạng .docx không có macro."))
    yield from _external_links(parts, file)
    yield from _marks(parts, file)


def _external_links(parts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    for name, content in parts.items():
        if not name.endswith(".rels"):
            continue
        for relation in etree.fromstring(content):
            if relation.get("TargetMode") == "External":
                yield from _external(relation.get("Type", "").rpartition("/")[2], relation.get("Target", ""), file)


def _external(kind: str, target: str, file: str) -> Iterator[Finding]:
    where, is_remote = Where(file, heading=target), target.lower().startswith(_REMOTE)
    if kind == "attachedTemplate":
        # Word notes the path of every document's own template, as a rule Normal.dotm on the author's disk.
        if is_remote:
            fix = "Trong Word: Developer > Document Template, bỏ mẫu đính kèm."
            yield Finding(Problem(where, "Mẫu tải một mẫu khác từ mạng khi mở.", fix))
    elif kind != "hyperlink" and is_remote:
        # A picture, a frame, another document: whoever opens the paper tells that address of it.
        fix = "Chèn hẳn vào tệp thay vì liên kết, hoặc bỏ đi."
        yield Finding(Problem(where, "Mẫu tải nội dung từ mạng khi mở.", fix))
    elif kind != "hyperlink":
        fix = "Chèn hẳn vào tệp thay vì liên kết."
        yield Finding(Problem(where, "Mẫu liên kết tới một tệp bên ngoài.", fix, "warning"))


def _marks(parts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    found = [place for name in sorted(filter(FILLED_PART.fullmatch, parts)) for place in _changes(name, parts[name])]
    if found:
        fix = "Trong Word: Review > Accept All Changes."
        problem = Problem(Where(file), f"Mẫu còn {len(found)} chỗ sửa đang theo dõi.", fix, "warning")
        yield Finding(problem, *found[0])
    comments = etree.fromstring(parts["word/comments.xml"]) if "word/comments.xml" in parts else ()
    if len(comments):
        fix = "Trong Word: Review > Delete All Comments."
        yield Finding(Problem(Where(file), f"Mẫu còn {len(comments)} nhận xét bên lề.", fix, "warning"))


def _changes(name: str, content: bytes) -> Iterator[tuple[str, int]]:
    """Give the paragraph of every tracked change of a part."""
    root = etree.fromstring(content)
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"))}
    for change in root.iter(*_CHANGES):
        around = [*change.iterancestors(f"{W}p"), *change.iter(f"{W}p")]
        yield name, numbers[around[0]] if around else -1
