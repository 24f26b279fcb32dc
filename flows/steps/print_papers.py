"""Print drafts with the office's templates, here or in portions elsewhere."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from math import ceil
from pathlib import Path
from typing import Any, Protocol

from flows.documents import NAMES
from flows.documents.vocabulary import merge_names
from flows.errors import TemplateError
from flows.model.draft import MARGIN_CODE, Draft, EventBatch
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.person import Person
from flows.model.printing import Blank, Code, Picture
from flows.outputs.disk import digest
from flows.outputs.hand_edits import Taken
from flows.outputs.outputs_folder import Publication
from flows.problems import Problem, Where
from flows.steps.check_templates import template_of
from flows.word.pictures import IN_MARGIN, photograph, qr_picture, with_margin_code
from flows.word.template import Filling, Template

Job = tuple[Any, ...]
"""A function that other processes can import, and its arguments, which can travel there."""


class Workers(Protocol):
    """Where portions are worked on: `ahead` is how many are handed out at once, `portion` how many papers one may have.

    Twice as many are handed out as there are workers, so that nobody waits for the next.
    """

    ahead: int
    portion: int

    def submit(self, function: Callable[..., Any], /, *given: Any) -> Any:  # noqa: ANN401 a job of any kind
        """Hand out a job; what is given back waits for it in `result`, and raises what it raised."""


FEWEST = 2_500
"""Papers that are worth a portion: Prefect and Dask take as long for each as some hundred papers."""


def share(workers: Workers, papers: int) -> int:
    """Return how many of so many papers a portion has: few portions, and something for everybody."""
    return min(workers.portion, max(FEWEST, ceil(papers / workers.ahead)))


def results(workers: Workers, jobs: Iterable[Job]) -> Iterator[Any]:
    """Yield the jobs' results in their order; few are in hand at a time, so that memory does not hold them all.

    After a failure, it waits for those that were handed out: nobody writes any more once it is raised.
    """
    waiting: deque[Any] = deque()
    try:
        for function, *given in jobs:
            if len(waiting) >= workers.ahead:
                yield waiting.popleft().result()
            waiting.append(workers.submit(function, *given))
        while waiting:
            yield waiting.popleft().result()
    finally:
        for left in waiting:
            with suppress(Exception):
                left.result()


Blanks = tuple[str, ...]
"""The headings of the slots that a document leaves open, as it stands: a hand may have filled some."""
Printed = tuple[Draft, Blanks | Problem]
"""A draft, and the blanks that were printed in it or why it could not be."""


class Press:
    """Prints drafts; each kind's template is compiled when the first of them comes. May go to other processes."""

    def __init__(self, folder: Path, progress: Callable[[int, int], None] | None = None, size: int = 0) -> None:
        """Print with the templates of a folder, and tell how many of so many documents are printed."""
        self._folder = folder
        self._progress, self._done, self._size = progress, 0, size
        self._templates: dict[tuple[str, bool], tuple[Template, str]] = {}

    def template(self, draft: Draft) -> tuple[Template, str]:
        """Return a draft's template and the hash of its file; a code in the margin is put in where one is asked for."""
        made = draft.kind, draft.has_margin_code
        if made not in self._templates:
            file = template_of(self._folder, draft.kind)
            content = file.read_bytes()
            sha256 = digest(content)
            if draft.has_margin_code:
                content = with_margin_code(content, f"van_ban.{MARGIN_CODE}", file.name)
            self._templates[made] = Template(content, names=merge_names(), file=file.name), sha256
        return self._templates[made]

    def printed(self, draft: Draft) -> bytes:
        """Return the document that a draft would give; TemplateError when its template cannot take it."""
        return self._fill(draft).document

    def prints(self, draft: Draft, *hashes: str) -> bool:
        """Whether the document that a draft would give has one of these hashes."""
        try:
            return digest(self.printed(draft)) in hashes
        except TemplateError:
            return False

    def lacking(self, draft: Draft) -> Blanks:
        """Return what would be blank in the document that a draft would give; TemplateError as above."""
        return self._fill(draft).blanks

    def __reduce__(self) -> tuple[type[Press], tuple[Path]]:
        """Travel as the folder alone: whoever is told stays here, and templates are found again quicker than sent."""
        return Press, (self._folder,)

    def tell(self, count: int) -> None:
        """Tell of so many documents that were printed."""
        self._done += count
        if self._progress is not None:
            self._progress(self._done, self._size)

    def spread(self, publication: Publication, drafts: Sequence[Draft], workers: Workers) -> Iterator[Printed]:
        """Do what `print` does with the help of others; numbers are given, so that any order gives the same papers."""
        size = share(workers, len(drafts))
        parts = [drafts[start : start + size] for start in range(0, len(drafts), size)]
        jobs = ((print_part, self, publication.part(), part) for part in parts)
        for part, (taken, found) in zip(parts, results(workers, jobs), strict=True):
            publication.join(taken)
            self.tell(len(taken.additions))
            yield from zip(part, found, strict=True)

    def print(self, publication: Publication, drafts: Iterable[Draft]) -> Iterator[Printed]:
        """Fill and hand in the drafts; a draft that its template cannot take is held back."""
        for draft in drafts:
            try:
                filling = self._fill(draft)
            except TemplateError as error:
                yield draft, Problem(Where(self.template(draft)[0].file), error.message, error.fix)
                continue
            publication.add(draft, filling.document, self.template(draft)[1], filling.blanks)
            self.tell(1)
            yield draft, publication.blanks_of(draft)

    def _fill(self, draft: Draft) -> Filling:
        return self.template(draft)[0].fill(_with_pictures(draft.filled()))


def print_part(press: Press, part: Publication, drafts: Sequence[Draft]) -> tuple[Taken, list[Blanks | Problem]]:
    """Print a portion, wherever this is called; return what it took, and what `print` says of each draft."""
    found = [said for _, said in press.print(part, drafts)]
    return part.taken, found


def _with_pictures(values: Mapping[str, object]) -> Mapping[str, object]:
    """Return the values with the event's photograph and the paper's code as pictures.

    A photograph that is no picture leaves its slot.
    """
    event, own, head = (values.get(name) for name in ("su_kien", "chung_nhan", "van_ban"))
    if isinstance(event, dict) and isinstance(photo := event.get("anh"), Picture):
        values = {**values, "su_kien": {**event, "anh": photograph(photo.path) or Blank("Ảnh")}}
    if isinstance(own, dict) and isinstance(code := own.get("ma_qr"), Code):
        values = {**values, "chung_nhan": {**own, "ma_qr": qr_picture(code.text)}}
    if isinstance(head, dict) and isinstance(code := head.get(MARGIN_CODE), Code):
        values = {**values, "van_ban": {**head, MARGIN_CODE: qr_picture(code.text, IN_MARGIN)}}
    return values


def problems_of(event: EventBatch, printed: Sequence[Printed]) -> Iterator[Problem]:
    """Yield each refusal once, and one warning for each heading that a kind's papers lack, what most papers lack first.

    A heading of the event's stands before a person's: whoever mends it mends all.
    """
    yield from dict.fromkeys(problem for _, problem in printed if isinstance(problem, Problem))
    filled = [(draft, blanks) for draft, blanks in printed if not isinstance(blanks, Problem)]
    lacking: dict[tuple[str, str], list[str]] = {}
    for draft, blanks in filled:
        for heading in blanks:
            lacking.setdefault((draft.kind, heading), []).append(draft.key)
    stops = Counter(heading for (_, heading), keys in lacking.items() for _ in keys)
    first = sorted(lacking, key=lambda of: (-stops[of[1]], of[1] in _PERSONAL))
    yield from (_blank(event, kind, heading, lacking[kind, heading], stops[heading]) for kind, heading in first)


def _blank(event: EventBatch, kind: str, heading: str, keys: Sequence[str], stops: int) -> Problem:
    """Return the warning for a slot, at the event's cell; at the first person's row where it is a person's field."""
    person = next((person for person in event.people if person.key in keys), None)
    where = place_of_blank(event, heading, person.key if person else "")
    whose = f" của {len(keys)} người" if person else ""
    papers = f"{NAMES[kind]}{whose}"
    message = f"{papers} còn chỗ trống «{heading}»."
    fix = f"Ghi «{heading}» vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản."
    return Problem(where, message, fix, "warning", papers, stops)


def place_of_blank(event: EventBatch, heading: str, key: str) -> Where:
    """Return where to fill a blank of a paper: the person's row where it is a person's field, else the event's cell."""
    if heading in _PERSONAL and (person := event.person(key)):
        return event.place_in_row(person, heading)
    return event.place_of(heading)


_PERSONAL = frozenset(field.heading for field in fields_of(Person)) - {field.heading for field in fields_of(Event)}
