"""The signing pack: an event's papers in; one file to print for each kind and the list to sign from out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.documents import KINDS, Kind, certificate
from flows.documents.vocabulary import SIGNING_LIST
from flows.errors import FlowsError, TemplateError
from flows.model.draft import Draft, EventBatch
from flows.model.office import TWO_SIDES
from flows.problems import Problem, Where
from flows.publishing.disk import digest, read
from flows.publishing.manifest import Entry
from flows.publishing.outputs import Outputs, Pack
from flows.rendering import Template
from flows.rendering.joining import Paper, joined, taken_apart
from flows.settings import Order

_FORM = "1"


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The papers of one kind as they stand in outputs: `contents` by path within the event's folder."""

    kind: Kind
    entries: tuple[Entry, ...]
    contents: Mapping[str, bytes]
    draft: Draft | None
    pages: int | None
    held: int

    def as_row(self, place: int, apart: int) -> Mapping[str, object]:
        """Return the kind's row of the list."""
        office = self.office if self.is_signed else {}
        return {
            "stt": place,
            "ten_loai": self.kind.NAME,
            "trich_yeu": self.draft.heading.abstract if self.draft else "",
            "so_ban": len(self.entries),
            "so_trang": "" if self.pages is None else self.pages,
            "nguoi_ky": office.get("nguoi_ky", ""),
            "noi_nhan": "Người được cấp" if self.kind.KIND == certificate.KIND else office.get("noi_nhan", ""),
            "canh_bao": "; ".join(self._warnings(apart)),
        }

    @property
    def office(self) -> Mapping[str, object]:
        """The office as the kind's papers print it."""
        values = self.draft.values["co_quan"] if self.draft else {}
        return values if isinstance(values, Mapping) else {}

    @property
    def is_signed(self) -> bool:
        """Whether the papers are official ones, with number and signature; a news report is not."""
        return self.draft is not None and bool(self.draft.heading.series or self.draft.heading.symbol_heading)

    def _warnings(self, apart: int) -> Iterator[str]:
        edited = sum(entry.state == "kept" for entry in self.entries)
        told = (
            (edited, "bản đã sửa tay"),
            (apart, "bản phải in riêng"),
            (self.held, "người chờ sửa dữ liệu"),
        )
        yield from (f"{count} {what}" for count, what in told if count)


def pack(order: Order, event: EventBatch) -> tuple[Problem, ...]:
    """Make an event's signing pack anew where its papers have changed; return what could not be made, as warnings.

    It is begun by a run that asks for PDFs; from then on every run keeps it true.
    """
    if not event.drafts:
        return ()
    try:
        with Outputs(order.outputs).pack(event.code) as standing:
            return tuple(_packed(order, event, standing)) if order.pdf or standing.is_begun else ()
    except FlowsError as error:
        return (Problem(Where(f"{event.code}/trinh-ky"), error.message, error.fix, "warning"),)


def _packed(order: Order, event: EventBatch, standing: Pack) -> Iterator[Problem]:
    sheaves = tuple(_sheaves(event, standing))
    template = read(order.templates / f"{SIGNING_LIST}.docx")
    source = _source(sheaves, template, event)
    if standing.source == source:
        return
    files: dict[str, bytes] = {}
    rows: list[Mapping[str, object]] = []
    for place, sheaf in enumerate(sheaves, 1):
        together, apart = _to_print(sheaf)
        if together and sheaf.kind.PER_PERSON:
            files[f"in-{sheaf.kind.KIND}.docx"] = joined(together, duplex=_two_sides(sheaf))
        rows.append(sheaf.as_row(place, apart if sheaf.kind.PER_PERSON else 0))
    if template is not None:
        try:
            files[f"{SIGNING_LIST}.docx"] = _list(template, event, rows)
        except TemplateError as error:
            yield Problem(Where(f"{SIGNING_LIST}.docx"), error.message, error.fix, "warning")
    standing.put(files, source)


def _sheaves(event: EventBatch, standing: Pack) -> Iterator[Sheaf]:
    drafts = {draft.kind: draft for draft in reversed(event.drafts)}
    held = Counter(kind for kind, key in event.standing if key and kind in event.kinds)
    for kind in KINDS:
        entries = tuple(entry for entry in standing.entries if entry.kind == kind.KIND)
        contents = {entry.path: content for entry in entries if (content := read(standing.folder / entry.path))}
        if contents:
            there = tuple(entry for entry in entries if entry.path in contents)
            pages = standing.pages(list(contents))
            yield Sheaf(kind, there, contents, drafts.get(kind.KIND), pages, held[kind.KIND])


def _to_print(sheaf: Sheaf) -> tuple[list[Paper], int]:
    """Return the papers that can stand in one file, and how many cannot: those another hand has formatted."""
    papers = [paper for path, content in sheaf.contents.items() if (paper := _paper(content, path))]
    common = Counter(paper.fingerprint for paper in papers).most_common(1)
    together = [paper for paper in papers if common and paper.fingerprint == common[0][0]]
    return together, len(sheaf.contents) - len(together)


def _paper(content: bytes, path: str) -> Paper | None:
    try:
        return taken_apart(content, path)
    except TemplateError:
        return None


def _two_sides(sheaf: Sheaf) -> bool:
    return sheaf.office.get("cach_in") == TWO_SIDES


def _list(template: bytes, event: EventBatch, rows: Sequence[Mapping[str, object]]) -> bytes:
    values = event.drafts[0].values
    return Template(template, file=f"{SIGNING_LIST}.docx").render(
        {"su_kien": values["su_kien"], "co_quan": values["co_quan"], "danh_muc": rows}
    )


def _source(sheaves: Sequence[Sheaf], template: bytes | None, event: EventBatch) -> str:
    """Return what the pack is made from, in short."""
    told = [_FORM, event.title, digest(template or b"")]
    for sheaf in sheaves:
        told += [*map(str, sheaf.as_row(0, 0).values()), str(_two_sides(sheaf))]
        told += [f"{path} {digest(content)}" for path, content in sheaf.contents.items()]
    return digest("\n".join(told).encode("utf-8", "backslashreplace"))
