"""What the page shows of events: their states, mistakes, papers and people, from manifests and from inputs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from flows.documents import KINDS, NAMES, SIGNED
from flows.model.recorded_paper import Document
from flows.model.series import spanned
from flows.model.signed_paper import in_words
from flows.outputs.changes import quoted
from flows.outputs.disk import is_there, names_in
from flows.outputs.file_names import ANNOTATED, PACK, annotated_name, beside, issued_copy, pdf_of, scan_of
from flows.outputs.html_page import Link
from flows.outputs.manifest import Manifest
from flows.outputs.outputs_folder import Outputs
from flows.outputs.signing_folder import PAGE
from flows.problems import Problem, from_json, pressing_first, together
from flows.vietnamese.text import bare, fold

MOST_PEOPLE = 300
"""Of more people the page shows the first; the search finds the others."""
MOST_BLANKS = 3
"""So many different lists of blanks are told of a kind; the table of mistakes tells all."""
STATES = {
    "sua": ("!", "Cần sửa"),
    "duyet": ("?", "Chờ duyệt"),
    "chay": ("…", "Đang làm"),
    "trinh": ("→", "Sẵn sàng trình ký"),
    "xong": ("✓", "Đã phát hành"),
    "bo": ("–", "Bản thảo"),
}
"""A sign and words beside each colour."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What inputs say of an event: its days, its place, its people with their units."""

    title: str = ""
    days: str = ""
    place: str = ""
    people: tuple[tuple[str, str], ...] = ()

    @property
    def told(self) -> str:
        """Return it in a line."""
        people = f"{len(self.people)} người" if self.people else ""
        return " · ".join(filter(None, (self.days, self.place, people)))


@dataclass(frozen=True)
class KindRow:
    """The papers of one kind of an event."""

    kind: str
    papers: tuple[Document, ...]

    @property
    def name(self) -> str:
        """The kind's name."""
        return NAMES.get(self.kind, self.kind)

    @cached_property
    def issued(self) -> int:
        """How many have gone out."""
        return sum(bool(paper.issued) for paper in self.papers)

    @cached_property
    def blanks(self) -> int:
        """How many have something blank in them, and wait for that."""
        return sum(bool(paper.blanks) and not paper.issued for paper in self.papers)

    @property
    def ready(self) -> int:
        """How many only wait for the signature."""
        return len(self.papers) - self.issued - self.blanks if self.kind in SIGNED else 0

    @property
    def state(self) -> str:
        """The state of them all."""
        if self.ready:
            return "trinh"
        return "xong" if self.issued == len(self.papers) else "bo"

    @property
    def told(self) -> str:
        """What stands beside the state: numbers, blanks, digital signatures."""
        shown = spanned(paper.number for paper in self.papers if paper.number)
        out = f"{self.issued} bản đã phát hành" if 0 < self.issued < len(self.papers) else ""
        signed = [in_words(paper.signings) for paper in self.papers if paper.signings]
        signers = f"ký số: {signed[0]}" if len(self.papers) == 1 and signed else ""
        count = f"{len(signed)} bản ký số" if signed and not signers else ""
        number = f"số {shown}" if shown else ""
        return ", ".join(filter(None, (out, number, *self._lacking(), count or signers)))

    def _lacking(self) -> Iterator[str]:
        """Yield how many lack what, those that lack the same together."""
        groups = Counter(paper.blanks for paper in self.papers if paper.blanks and not paper.issued).most_common()
        yield from (f"{count} bản còn chỗ trống {quoted(blanks)}" for blanks, count in groups[:MOST_BLANKS])
        if rest := sum(count for _, count in groups[MOST_BLANKS:]):
            yield f"{rest} bản còn chỗ trống khác"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person and what was made for them; without a `key` the person has no paper yet."""

    key: str
    name: str
    unit: str
    papers: tuple[Document, ...]

    @property
    def searched(self) -> str:
        """Name, unit and numbers, ready to compare."""
        return bare(" ".join((self.name, self.unit, *(paper.number or "" for paper in self.papers))))


@dataclass(frozen=True)
class EventRow:
    """One event; `folder` is its folder's name in outputs, and its name in the page's addresses."""

    folder: str
    manifest: Manifest
    facts: Facts
    waits: bool = False
    works: bool = False

    @property
    def title(self) -> str:
        """The event's name, else its code."""
        return self.manifest.title or self.facts.title or self.manifest.event

    @cached_property
    def problems(self) -> Sequence[Problem]:
        """What the last run had to say."""
        return [from_json(one) for one in self.manifest.problems]

    @property
    def mistakes(self) -> Sequence[Problem]:
        """The same, what many cells share as one, errors first."""
        return pressing_first(together(self.problems))

    @cached_property
    def errors(self) -> int:
        """How many of them hold papers back."""
        return sum(one.is_error for one in self.problems)

    @cached_property
    def kinds(self) -> Sequence[KindRow]:
        """The papers by kind, in the order of the work."""
        own = {kind.KIND: [one for one in self.manifest.entries if one.kind == kind.KIND] for kind in KINDS}
        return [KindRow(kind, tuple(papers)) for kind, papers in own.items() if papers]

    @property
    def state(self) -> str:
        """The state of the event: what waits for the clerk first."""
        if self.works:
            return "chay"
        if self.waits:
            return "duyet"
        if self.errors:
            return "sua"
        if any(kind.ready for kind in self.kinds):
            return "trinh"
        return "xong" if any(kind.issued for kind in self.kinds) else "bo"

    @property
    def told(self) -> str:
        """A line beside the state."""
        if self.state == "sua":
            return f"{self.errors} chỗ chưa đúng"
        if self.state == "trinh":
            return ", ".join(f"{kind.ready} {kind.name.lower()}" for kind in self.kinds if kind.ready)
        return ", ".join(f"{len(kind.papers)} {kind.name.lower()}" for kind in self.kinds)

    def people(self, search: str) -> tuple[Sequence[PersonRow], int]:
        """Return the people whose name, unit or number has every word of a search, and how many they are."""
        found: dict[str, list[Document]] = {}
        for entry in self.manifest.entries:
            if entry.key:
                found.setdefault(entry.key, []).append(entry)
        rows = [
            PersonRow(key, own[0].recipient, next((e.unit for e in own if e.unit), ""), tuple(own))
            for key, own in found.items()
        ]
        rows += self._without_papers(rows)
        words = bare(search).split()
        fit = [row for row in rows if all(word in row.searched for word in words)]
        return fit[:MOST_PEOPLE], len(fit)

    def _without_papers(self, rows: Sequence[PersonRow]) -> Iterator[PersonRow]:
        """Yield those of the roster for whom there is no paper; of namesakes those who come last."""
        served = Counter(fold(row.name) for row in rows)
        for name, unit in self.facts.people:
            if served[fold(name)]:
                served[fold(name)] -= 1
            else:
                yield PersonRow("", name, unit, ())


@dataclass
class Shelf:
    """The events of outputs; a manifest is read again only where it changed."""

    outputs: Path
    read: dict[str, tuple[str, Manifest]] = field(default_factory=dict)

    def manifests(self) -> Mapping[str, Manifest]:
        """Return every event's manifest by its folder."""
        stamps = Outputs(self.outputs).stamps()
        for folder, stamp in stamps.items():
            if self.read.get(folder, ("",))[0] != stamp and (manifest := Outputs(self.outputs).manifest_in(folder)):
                self.read[folder] = stamp, manifest
        self.read = {folder: one for folder, one in self.read.items() if folder in stamps}
        return {folder: manifest for folder, (_, manifest) in self.read.items()}


def files_of(outputs: Path, folder: str, entry: Document) -> Iterator[Link]:
    """Yield the files of one paper that stand in the event's folder."""
    words = {"Word": entry.path, "PDF": pdf_of(entry.path), "Bản mới": beside(entry.path)}
    words |= {"Bản đã phát hành": issued_copy(entry.path), "PDF đã phát hành": issued_copy(pdf_of(entry.path))}
    words["Bản quét"] = scan_of(entry.path)
    yield from (Link(word, path) for word, path in words.items() if is_there(outputs / folder / path))


def pack_of(outputs: Path, folder: str) -> Sequence[Link]:
    """Return the files of the signing pack."""
    names = {"danh-muc-trinh-ky": "Danh mục trình ký", "tap-trinh-ky": "Tập trình ký"}
    names |= {f"in-{kind.KIND}": f"Tệp in {kind.NAME.lower()}" for kind in KINDS}
    found = [name for name in names_in(outputs / folder / PACK) if not name.startswith(".") and name != PAGE]
    return [
        Link(f"{names.get(Path(name).stem, Path(name).stem)} ({Path(name).suffix[1:]})", f"{PACK}/{name}")
        for name in found
    ]


def marked_of(outputs: Path, problems: Sequence[Problem]) -> Mapping[str, str]:
    """Return the names of the marked copies that stand, by the workbook's name."""
    files = {one.where.file: annotated_name(one.where.file) for one in problems if one.where.file}
    return {file: name for file, name in files.items() if is_there(outputs / ANNOTATED / name)}


def paths_of(outputs: Path, folder: str, kind: KindRow) -> Iterator[str]:
    """Yield the papers of a kind as they stand now: the issued ones where they have gone out, PDFs too."""
    for entry in kind.papers:
        for path in (entry.path, pdf_of(entry.path)):
            places = (issued_copy(path), path) if entry.issued else (path,)
            yield from [place for place in places if is_there(outputs / folder / place)][:1]
