"""What a run means to those who signed: documents and the event's cells in, warnings and papers that wait out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from flows.documents import KINDS, NAMES
from flows.model.draft import Document, EventBatch
from flows.model.fields import fields_of
from flows.model.person import Person
from flows.model.report import Held
from flows.problems import Problem, Where

_OF_A_PERSON = frozenset(field.heading for field in fields_of(Person))


def overtaken(event: EventBatch, documents: Iterable[Document]) -> Iterator[Problem]:
    """Yield a warning for each change that came after papers were issued, at the person's row or the event's cell."""
    found: dict[tuple[Where, str, tuple[str, ...]], list[Document]] = {}
    for document in documents:
        if document.change == "overtaken":
            found.setdefault((_place(event, document), document.kind, document.fields), []).append(document)
    for (where, kind, fields), papers in found.items():
        yield _overtaken(where, NAMES[kind], fields, papers, event.code)


def _place(event: EventBatch, document: Document) -> Where:
    own = [heading for heading in document.fields if heading in _OF_A_PERSON and heading not in event.places]
    row = next((person.where for person in event.people if person.key == document.key), None)
    if row and (own or not document.fields):
        return row.at(heading=own[0] if own else "")
    return event.place_of(next((heading for heading in document.fields if heading in event.places), ""))


def _overtaken(where: Where, name: str, fields: Sequence[str], papers: Sequence[Document], code: str) -> Problem:
    number = papers[0].number or ""
    whose = f"của {papers[0].recipient}" if len(papers) == 1 and papers[0].recipient else ""
    count = f"({len(papers)} bản)" if len(papers) > 1 else ""
    what = f"«{', '.join(fields)}» đã đổi" if fields else "dữ liệu đã đổi"
    subject = " ".join(part for part in (f"{name} số {number}", whose, count) if part)
    message = f"{subject} đã phát hành mà {what}; bản đã phát hành được giữ nguyên, cần văn bản thay thế."
    fix = f'Trả ô về như cũ, hoặc phát hành bản thay thế: vanthu issue {code} --replace {number} --why "lý do".'
    return Problem(where, message, fix, "warning")


def held_papers(event: EventBatch) -> tuple[Held, ...]:
    """Return the papers of people whose rows must be mended first."""
    personal = [kind.KIND for kind in KINDS if kind.PER_PERSON and kind.KIND in event.kinds]
    people = [(kind, person) for kind in personal for person in event.people]
    return tuple(Held(kind, each.key, each.called) for kind, each in people if (kind, each.key) in event.standing)
