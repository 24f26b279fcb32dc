"""Print drafts with the office's templates: drafts in, documents handed to a publication, blanks and refusals out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from flows.checking import template_of
from flows.documents import NAMES
from flows.documents.vocabulary import merge_names
from flows.errors import TemplateError
from flows.model.draft import Draft, EventBatch
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.parcel import Parcel
from flows.model.person import Person
from flows.model.printing import Blank, Picture
from flows.portions import Workers, results, share
from flows.problems import Problem, Where
from flows.publishing.outputs import Publication
from flows.publishing.published import Taken
from flows.rendering import Filling, Template

Blanks = tuple[str, ...]
"""The headings of the slots that a document leaves open."""


Printed = tuple[Draft, "Blanks | Problem"]
"""A draft, and the blanks that were printed in it or why it could not be."""


_AT_ONCE = 30
"""So many are filled, then handed in: a processor that does one thing at a time has less to fetch, a tenth of all."""


def _nobody() -> None:
    """Tell nobody."""


class Press:
    """Prints drafts; each kind's template is compiled when the first of them comes. May go to other processes."""

    def __init__(self, folder: Path, told: Callable[[], None] = _nobody) -> None:
        """Print with the templates of a folder, and tell of each document printed."""
        self._folder = folder
        self._told = told
        self._templates: dict[str, tuple[Template, str]] = {}

    def template(self, kind: str) -> tuple[Template, str]:
        """Return a kind's template and the hash of its file."""
        if kind not in self._templates:
            content = template_of(self._folder, kind).read_bytes()
            template = Template(content, names=merge_names(), file=template_of(self._folder, kind).name)
            self._templates[kind] = template, hashlib.sha256(content).hexdigest()
        return self._templates[kind]

    def printed(self, draft: Draft) -> bytes:
        """Return the document that a draft would give; TemplateError when its template cannot take it."""
        return self.template(draft.kind)[0].fill(_with_photograph(draft.filled())).document

    def __getstate__(self) -> dict[str, object]:
        """Travel as the folder alone: whoever is told stays here, and templates are found again quicker than sent."""
        return {"_folder": self._folder, "_told": _nobody, "_templates": {}}

    def tell(self, count: int) -> None:
        """Tell of so many documents that were printed elsewhere."""
        for _ in range(count):
            self._told()

    def spread(self, publication: Publication, drafts: Sequence[Draft], workers: Workers) -> Iterator[Printed]:
        """Do what `print` does with the help of others; numbers are given, so that any order gives the same papers."""
        size = share(workers, len(drafts))
        parts = [drafts[start : start + size] for start in range(0, len(drafts), size)]
        jobs = ((print_part, self, publication.part(part), Parcel(part)) for part in parts)
        for part, (taken, found) in zip(parts, results(workers, jobs), strict=True):
            publication.join(taken)
            self.tell(len(taken.additions))
            yield from zip(part, found, strict=True)

    def print(self, publication: Publication, drafts: Iterable[Draft]) -> Iterator[Printed]:
        """Fill and hand in the drafts, some at a time; a draft that its template cannot take is held back."""
        left = iter(drafts)
        while some := list(islice(left, _AT_ONCE)):
            laid_out = [draft.laid_out() for draft in some]
            for draft, ready, filling in zip(some, laid_out, list(map(self._filled, laid_out)), strict=True):
                if isinstance(filling, Problem):
                    yield draft, filling
                    continue
                publication.add(ready, filling.document, self.template(draft.kind)[1])
                self._told()
                yield draft, filling.blanks

    def _filled(self, draft: Draft) -> Filling | Problem:
        template, _ = self.template(draft.kind)
        try:
            return template.fill(_with_photograph(draft.filled()))
        except TemplateError as error:
            return Problem(Where(template.file), error.message, error.fix)


def print_part(press: Press, part: Publication, parcel: Parcel) -> tuple[Taken, list[Blanks | Problem]]:
    """Print a portion, wherever this is called; return what it took, and what `print` says of each draft."""
    found = [said for _, said in press.print(part, parcel.drafts)]
    return part.taken, found


def _with_photograph(values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the values with the event's photograph ready to print; a file that is no picture leaves its slot."""
    event = values.get("su_kien")
    if not isinstance(event, dict) or not isinstance(event.get("anh"), Picture):
        return values
    from flows.rendering.photographs import photograph  # noqa: PLC0415 brings docxtpl, and few events have one

    return {**values, "su_kien": {**event, "anh": photograph(event["anh"].path) or Blank("Ảnh")}}


def problems_of(event: EventBatch, printed: Sequence[Printed]) -> Iterator[Problem]:
    """Yield each refusal once, and one warning for each heading that a kind's papers lack."""
    yield from dict.fromkeys(problem for _, problem in printed if isinstance(problem, Problem))
    filled = [(draft, blanks) for draft, blanks in printed if not isinstance(blanks, Problem)]
    lacking: dict[tuple[str, str], list[str]] = {}
    for draft, blanks in filled:
        for heading in blanks:
            lacking.setdefault((draft.kind, heading), []).append(draft.key)
    yield from (_blank(event, kind, heading, keys) for (kind, heading), keys in lacking.items())


def _blank(event: EventBatch, kind: str, heading: str, keys: Sequence[str]) -> Problem:
    """Return the warning for a slot, at the event's cell; at the first person's row where it is a person's field."""
    where = event.place_of(heading)
    person = next((person for person in event.people if person.key in keys), None)
    if person and heading in _PERSONAL:
        where = person.where.at(heading=heading)
    whose = f" của {len(keys)} người" if person else ""
    papers = f"{NAMES[kind]}{whose}"
    message = f"{papers} còn chỗ trống «{heading}»."
    fix = f"Ghi «{heading}» vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản."
    return Problem(where, message, fix, "warning", papers)


_PERSONAL = frozenset(field.heading for field in fields_of(Person)) - {field.heading for field in fields_of(Event)}
