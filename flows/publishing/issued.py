"""The issued papers: documents that bear number and day in, lasting copies in phat-hanh/ out, never written over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from flows.model.draft import Document
from flows.problems import Problem, Where
from flows.publishing import disk

ISSUED = "phat-hanh"


def keep_issued(root: Path, documents: Iterable[Document]) -> tuple[Problem, ...]:
    """Copy each numbered document into its event's phat-hanh/; return a warning for each that could not be.

    `root` is outputs/. A copy that stands there already is the paper that was issued: another version of it is told,
    not written (Nghị định 30/2020, Điều 18.3: a content error is mended by another document).
    """
    return tuple(found for document in documents if document.number for found in _kept(root, document))


def _kept(root: Path, document: Document) -> Iterator[Problem]:
    source = root / document.path
    event, *rest = PurePosixPath(document.path).parts
    place = root.joinpath(event, ISSUED, *rest)
    content = disk.read(source)
    if document.state == "kept":
        message = "Văn bản này đã sửa tay nên phần mềm không điền số và ngày vào."
        yield Problem(Where(document.path), message, "Tự ghi số, ngày, hoặc dùng bản .moi bên cạnh.", "warning")
    elif content is not None and not disk.is_there(place):
        disk.make_folder(place.parent)
        staged = place.with_name(f".{place.name}.tmp")
        disk.write(staged, content)
        disk.rename(staged, place)
    elif content is not None and disk.standing(place) != disk.digest(content):
        message = "Văn bản đã phát hành; bản mới khác bản đã phát hành nên không ghi đè."
        yield Problem(Where(f"{event}/{ISSUED}"), message, "Nếu cần thay: phát hành văn bản thay thế.", "warning")
