"""Say what a run changed among an event's papers, in Vietnamese lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from flows.documents import KINDS, NAMES
from flows.model.draft import Document
from flows.model.report import Held
from flows.problems import grouped_by, some_of

CHANGES = {"added": "Thêm", "changed": "Đổi", "overtaken": "Đã phát hành nên giữ nguyên dù dữ liệu đổi"}
MOST_NAMES, MOST_IN_A_FILE = 8, 20


def change_lines(documents: Sequence[Document], removed: Sequence[Document], *, is_new: bool) -> tuple[str, ...]:
    """Return who was added, changed and in what, and removed; of an event's first run the counts alone."""
    if is_new:
        return (first_line(documents),) if documents else ()
    told = [line for change in ("added", "changed") for line in lines_of(change, documents)]
    return (*told, f"Đã chuyển vào bo/: {listed(removed)}") if removed else tuple(told)


def first_line(documents: Iterable[Document]) -> str:
    """Return how many of each kind were made."""
    counts = Counter(document.kind for document in documents)
    return "Làm lần đầu: " + ", ".join(f"{counts[one.KIND]} {one.NAME.lower()}" for one in KINDS if counts[one.KIND])


def lines_of(change: str, documents: Iterable[Document]) -> Iterator[str]:
    """Yield whose papers changed that way, those with the same fields together."""
    changed = (document for document in documents if document.change == change)
    for fields, papers in grouped_by(changed, lambda document: ", ".join(document.fields)).items():
        yield f"{CHANGES[change]}{f' ({fields})' if fields else ''}: {listed(papers)}"


def listed(papers: Iterable[Document | Held]) -> str:
    """Return whose papers these are, of what kinds; of many only the first by name."""
    kinds: dict[str, list[str]] = {}
    for paper in papers:
        kinds.setdefault(paper.recipient, []).append(NAMES[paper.kind].lower())
    named = [f"{name} ({', '.join(of)})" if name else ", ".join(of) for name, of in kinds.items()]
    return some_of(named, MOST_NAMES, between="; ")


def among(names: Sequence[str]) -> str:
    """Return some of the names, to be set behind a count."""
    return f" ({some_of(names, MOST_IN_A_FILE, between='; ')})" if names else ""
