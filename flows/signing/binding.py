"""Bind the papers to sign: lists as Word files and everybody's PDF in, trinh-ky/tap-trinh-ky.pdf of each event out."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.errors import FlowsError, MachineError
from flows.problems import Problem, Where
from flows.publishing.names import PACK
from flows.publishing.outputs import Outputs
from flows.publishing.signing import BOUND, Chapter, Leaf


@dataclass(frozen=True, slots=True)
class Wish:
    """A pack to bind: the list that becomes its cover, as Word has it, and what the pack was made from."""

    event: str
    folder: str
    title: str
    cover: bytes
    chapters: tuple[Chapter, ...]
    source: str


def bind(outputs: Path, wishes: Sequence[Wish], *, archive: bool) -> dict[str, Problem]:
    """Bind these events' papers behind their lists, which are converted together; return what failed, by event."""
    failed: dict[str, Problem] = {}
    with tempfile.TemporaryDirectory(prefix="vanthu-tap-", ignore_cleanup_errors=True) as room:
        try:
            covers = _converted(wishes, Path(room), archive=archive)
        except FlowsError as error:
            return {wish.event: bound_problem(wish.folder, error.message, error.fix) for wish in wishes}
        for wish, cover in zip(wishes, covers, strict=True):
            try:
                _bind(outputs, wish, cover)
            except FlowsError as error:
                failed[wish.event] = bound_problem(wish.folder, error.message, error.fix)
    return failed


def bound_problem(folder: str, message: str, fix: str) -> Problem:
    """Return a remark at an event's bound PDF."""
    return Problem(Where(f"{folder}/{PACK}/{BOUND}"), message, fix, "warning")


def _converted(wishes: Sequence[Wish], room: Path, *, archive: bool) -> list[Path]:
    if not wishes:
        return []
    from flows.publishing.converting import converter  # noqa: PLC0415 few runs make PDFs

    documents = [room / f"{number:05}.docx" for number in range(len(wishes))]
    for wish, document in zip(wishes, documents, strict=True):
        document.write_bytes(wish.cover)
    converter(archive=archive).convert(documents, room, papers=len(documents))
    return [document.with_suffix(".pdf") for document in documents]


def _bind(outputs: Path, wish: Wish, cover: Path) -> None:
    from flows.publishing.stitching import stitched  # noqa: PLC0415 few runs make PDFs, and its library is heavy

    if not cover.is_file():
        message = "Không chuyển được danh mục trình ký thành PDF."
        raise MachineError(message, "Mở thử danh mục bằng Word, xem lại mẫu của nó, rồi chạy lại với --pdf.")
    with Outputs(outputs).pack(wish.event) as pack:
        # Another run may have come between; what it made from later papers stands.
        if pack.memory.source == wish.source:
            pack.bind(stitched(f"Tập trình ký: {wish.title}", Leaf("Danh mục trình ký", cover), wish.chapters))
