"""What a run would do, before it numbers or writes: counts, changed fields and numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows import pipeline
from flows.documents import KINDS, NAMES
from flows.errors import FlowsError, TemplateError
from flows.model.difference import own_marks, packed, shared_marks, unpacked
from flows.model.draft import Draft, EventBatch
from flows.model.order import Order
from flows.model.recorded_paper import Document
from flows.model.series import spanned
from flows.numbering.register import open_register
from flows.numbering.tables import Slot
from flows.outputs.disk import digest
from flows.outputs.manifest import Manifest
from flows.outputs.outputs_folder import Outputs
from flows.pipeline import Work
from flows.steps import number_papers
from flows.steps.number_papers import slot_of
from flows.steps.print_papers import Press


@dataclass(frozen=True, slots=True)
class Preview:
    """`lines` to read, an event's heading before its own; `sign` is another one for any other difference or place.

    `making` counts the papers that would be made, `numbers` the numbers that would be given.
    """

    lines: tuple[str, ...] = ()
    sign: str = ""
    making: int = 0
    numbers: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be made, numbered or moved."""
        return not self.lines

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the events it is about."""
        return tuple(line for line in self.lines if not line.startswith(" "))

    @property
    def summary(self) -> str:
        """Return it in a sentence."""
        return f"Sẽ làm {self.making} văn bản, cấp {self.numbers} số."


@dataclass(frozen=True, slots=True)
class _Change:
    """One paper that would be made, remade or moved away; `marks` are those of the data it would be made from."""

    kind: str
    key: str
    what: str
    marks: str = ""
    number: str = ""


def preview(work: Work) -> Preview:
    """Return what the run would do; nothing is written, neither in the register nor in outputs.

    Raises:
        RegisterError: as numbering itself would.
    """
    if not work.batch.events:
        return Preview()
    with open_register(work.order.register_target) as register:
        try:
            rehearsal = register.rehearsal()
            events = number_papers.enter(rehearsal, work.batch.events, Outputs(work.order.outputs), work.at)
            given = number_papers.to_be_given(rehearsal, events, work.at)
        finally:
            if register.is_new:
                register.undo_opening()
    outputs, press = Outputs(work.order.outputs), Press(work.order.templates)
    found = {event.code: list(_changes(press, event, outputs.manifest(event.code), given)) for event in events}
    titles = {event.code: " ".join(event.title.split()) or event.code for event in events}
    lines = [line for code, changes in found.items() if changes for line in _told(code, titles[code], changes)]
    every = [change for changes in found.values() for change in changes]
    place = f"{work.order.outputs.absolute()} {work.order.register_target}"
    told = [place, *(f"{code} {one}" for code, changes in found.items() for one in changes)]
    sign = digest("\n".join(told).encode("utf-8", "backslashreplace"))
    making = sum(change.what != _GONE for change in every)
    return Preview(tuple(lines), sign if every else "", making, len({change.number for change in every} - {""}))


def renew_pages(order: Order, at: datetime) -> bool:
    """Make the events' pages and notices anew, unless a run would do more than that; return whether they are."""
    try:
        work = pipeline.read(order, at)
        is_settled = preview(work).is_empty
        if is_settled:
            pipeline.finish(pipeline.number(work))
    except FlowsError:
        return False
    return is_settled


_NEW, _GONE, _AGAIN = "bản mới", "bản chuyển vào bo/", "bản làm lại"


def _changes(press: Press, event: EventBatch, manifest: Manifest, given: Mapping[Slot, str]) -> Iterator[_Change]:
    standing = manifest.by_id()
    for draft in event.drafts:
        before = standing.get((draft.kind, draft.key))
        what = _difference(press, draft, before, manifest) if before else _NEW
        number = given.get(slot_of(draft), "")
        if what or number:
            marks = packed({**unpacked(own_marks(draft)), **shared_marks(draft)})
            yield _Change(draft.kind, draft.key, what or _AGAIN, marks, number)
    asked = {(draft.kind, draft.key) for draft in event.drafts} | event.standing
    if event.whole:
        yield from (_Change(*one, _GONE) for one in sorted(standing.keys() - asked) if one[0] in event.kinds)


def _difference(press: Press, draft: Draft, before: Document, manifest: Manifest) -> str:
    """Return what changed since the paper was made; what has gone out is not made again."""
    if before.issued or _printed(press, draft) in ("", before.sha256, before.moi_sha256):
        return ""
    template_sha256 = press.template(draft)[1]
    fields = ", ".join(manifest.changed(before, own_marks(draft), shared_marks(draft), template_sha256))
    return f"{_AGAIN} (đổi {fields})" if fields else _AGAIN


def _printed(press: Press, draft: Draft) -> str:
    """Return the hash of the paper as it would be now, "" where its template cannot take it."""
    try:
        return digest(press.printed(draft))
    except TemplateError:
        return ""


def _told(code: str, title: str, changes: Sequence[_Change]) -> Iterator[str]:
    yield f"{title} ({code})" if title != code else code
    for kind in KINDS:
        own = [change for change in changes if change.kind == kind.KIND]
        for what, count in Counter(change.what for change in own).items():
            shown = spanned(one.number for one in own if one.what == what and one.number)
            yield f"  {NAMES[kind.KIND]}: {count} {what}{shown and f', số {shown}'}"


Ask = Callable[[Preview], bool]
"""Shows somebody what would be done; returns whether to do it."""
