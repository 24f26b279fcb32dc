"""The signing pack of an event: one file to print a kind, the list to sign from, all as one PDF.

How the list looks is its template's affair: templates/danh-muc-trinh-ky.docx.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from flows.documents import KINDS, NAMES, SIGNED, Kind, certificate
from flows.documents.vocabulary import SIGNING_LIST
from flows.errors import FlowsError, MachineError, TemplateError
from flows.machine.work_folders import workroom
from flows.model.draft import Draft, EventBatch
from flows.model.office import TWO_SIDES
from flows.model.order import Order
from flows.model.recorded_paper import Document
from flows.outputs.changes import among, quoted
from flows.outputs.disk import digest, read, standing
from flows.outputs.file_names import PACK, order_of
from flows.outputs.hand_edits import put_file
from flows.outputs.issued_papers import places_of
from flows.outputs.outputs_folder import Outputs
from flows.outputs.signing_folder import BOUND, Chapter, Leaf, Memory, Pack, clear_outdated
from flows.pdf.paper_fit import Unfit, told_of, unfit
from flows.problems import Problem, Where, grouped_by
from flows.word.finished_papers import Paper, joined, taken_apart
from flows.word.template import Template


@dataclass(frozen=True, slots=True)
class Told:
    """What drafts say of a kind beside its papers; `held` are people who wait until their row is mended.

    `apart` are the places of papers that cannot stand in the file to print.
    """

    abstract: str = ""
    signatory: str = ""
    recipients: str = ""
    two_sides: bool = False
    held: int = 0
    apart: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The papers of one kind as they stand in outputs, ready to sign: `contents` by path within the event's folder.

    Of `unfit` ones something does not fit the page. `lacking` are left out: something is blank in them.
    """

    kind: Kind
    entries: tuple[Document, ...]
    contents: Mapping[str, bytes]
    told: Told
    unfit: int = 0
    lacking: tuple[Document, ...] = ()

    @property
    def is_many(self) -> bool:
        """Whether the kind is one of many papers: one for each person, or for each unit."""
        return self.kind.PER_PERSON or len(self.entries) > 1

    def as_row(self, place: int, *, pages: int | None) -> Mapping[str, Any]:
        """Return the kind's row of the list."""
        return {
            "stt": place,
            "ten_loai": self.kind.NAME,
            "trich_yeu": self.told.abstract,
            "phai_ky": self.kind.KIND in SIGNED,
            "so_ban": len(self.entries),
            "so_trang": "" if pages is None else pages,
            "nguoi_ky": self.told.signatory,
            "noi_nhan": self.told.recipients,
            "canh_bao": "; ".join(self._warnings()),
        }

    def lacking_rows(self) -> Iterator[Mapping[str, Any]]:
        """Yield the rows of what cannot be signed yet, papers that lack the same together."""
        for blanks, entries in sorted(grouped_by(self.lacking, lambda entry: entry.blanks or ()).items()):
            whose = among([entry.recipient for entry in entries if entry.recipient])
            yield {"ten_loai": self.kind.NAME, "so_ban": len(entries), "thieu": quoted(blanks), "cua": whose}

    def marks(self, pack: Pack) -> Iterator[str]:
        """Yield what changes whenever the pack must be made anew."""
        yield (str(self.as_row(0, pages=None)) + str(self.told.two_sides) + str([*self.lacking_rows()]))
        for entry in self.entries:
            pdf = pack.pdf_of(entry.path)
            yield f"{entry.path} {entry.number} {digest(self.contents[entry.path])} {standing(pdf) if pdf else ''}"

    def _warnings(self) -> Iterator[str]:
        told = (
            (sum(entry.state == "kept" for entry in self.entries), "bản đã sửa tay"),
            (sum(bool(entry.void) for entry in self.entries), "bản có số đã hủy"),
            (sum(bool(entry.issued and not entry.void) for entry in self.entries), "bản đã phát hành"),
            (len(self.told.apart), "bản phải in riêng"),
            (self.told.held, "người chờ sửa dữ liệu"),
            (self.unfit, "bản không vừa trang"),
            (len(self.lacking), "bản còn chỗ trống, để riêng"),
        )
        yield from (f"{count} {what}" for count, what in told if count)


def sheaves(event: EventBatch, pack: Pack, unfit: Mapping[str, int]) -> Iterator[Sheaf]:
    """Yield the papers of each kind that has any, in order of kinds and people, those to sign first.

    `unfit` counts by kind.

    Of a kind that this run does not draft, the list says what it said before.
    """
    drafts = {draft.kind: draft for draft in reversed(event.drafts)}
    held = Counter(kind for kind, key in event.standing if key)
    for kind in sorted(KINDS, key=lambda kind: kind.KIND not in SIGNED):
        own = (entry for entry in pack.manifest.entries if entry.kind == kind.KIND)
        entries = sorted(own, key=lambda entry: (order_of(entry.path), entry.path))
        contents = {entry.path: content for entry in entries if (content := read(pack.folder / entry.path))}
        if contents:
            before = pack.memory.kinds.get(kind.KIND, {})
            told = _told(kind, drafts[kind.KIND]) if kind.KIND in drafts else replace(Told(**before), apart=())
            told = replace(told, held=held[kind.KIND]) if kind.KIND in event.kinds else told
            lacking = tuple(entry for entry in entries if entry.path in contents and entry.blanks)
            ready = tuple(entry for entry in entries if entry.path in contents and not entry.blanks)
            printed = {entry.path: contents[entry.path] for entry in ready}
            yield Sheaf(kind, ready, printed, told, unfit.get(kind.KIND, 0), lacking)


def _told(kind: Kind, draft: Draft) -> Told:
    office = draft.values["co_quan"]
    # A news report is no official paper: it has no number, and nobody signs it.
    signed = bool(draft.heading.series or draft.heading.symbol_heading)
    own = office if isinstance(office, Mapping) and signed else {}
    recipients = "Người được cấp" if kind.KIND == certificate.KIND else str(own.get("noi_nhan", ""))
    two_sides = isinstance(office, Mapping) and office.get("cach_in") == TWO_SIDES
    return Told(draft.heading.abstract, str(own.get("nguoi_ky", "")), recipients, two_sides)


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
    if not wishes:
        return failed
    with workroom("tap") as room:
        try:
            covers = _converted(wishes, room, archive=archive)
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
    from flows.pdf.convert import converter  # noqa: PLC0415 few runs make PDFs

    documents = [room / f"{number:05}.docx" for number in range(len(wishes))]
    for wish, document in zip(wishes, documents, strict=True):
        document.write_bytes(wish.cover)
    converter(archive=archive).convert(documents, room, papers=len(documents))
    return [document.with_suffix(".pdf") for document in documents]


def _bind(outputs: Path, wish: Wish, cover: Path) -> None:
    from flows.pdf.cut_and_stitch import stitched  # noqa: PLC0415 few runs make PDFs, and its library is heavy

    if not cover.is_file():
        message = "Không chuyển được danh mục trình ký thành PDF."
        raise MachineError(message, "Mở thử danh mục bằng Word, xem lại mẫu của nó, rồi chạy lại với --pdf.")
    with Outputs(outputs).pack(wish.event) as pack:
        # Another run may have come between; what it made from later papers stands.
        if pack.memory.source == wish.source:
            whole = stitched(f"Tập trình ký: {wish.title}", Leaf("Danh mục trình ký", cover), wish.chapters)
            put_file(pack.own, BOUND, whole)


_FORM = "4"
_LIST = f"{SIGNING_LIST}.docx"


@dataclass(frozen=True, slots=True)
class _Packed:
    """What is told of an event's pack, and what is to be bound."""

    problems: tuple[Problem, ...] = ()
    wish: Wish | None = None


def pack(order: Order, events: Sequence[EventBatch]) -> list[tuple[Problem, ...]]:
    """Make each event's signing pack anew where its papers have changed; return what could not be made, as warnings.

    It is begun by a run that asks for PDFs; from then on every run keeps it true. Only a run that asks for PDFs binds
    them: another takes a bound one away whose papers have changed.
    """
    packed = [_pack(order, event) for event in events]
    failed = bind(order.outputs, [one.wish for one in packed if one.wish], archive=order.pdf == "pdf-a")
    told = [failed.get(event.code) for event in events]
    return [(*one.problems, *([late] if late else [])) for one, late in zip(packed, told, strict=True)]


def _pack(order: Order, event: EventBatch) -> _Packed:
    if not event.drafts:
        return _Packed()
    try:
        with Outputs(order.outputs).pack(event.code) as standing:
            told = list(_signed_before(standing))
            if not (order.pdf or standing.is_begun):
                return _Packed(tuple(told))
            misfits = unfit(event, standing)
            packed = _kept_true(order, event, standing, misfits)
            return replace(
                packed, problems=(*told, *told_of(event, misfits, standing, order.templates), *packed.problems)
            )
    except FlowsError as error:
        return _Packed((Problem(Where(f"{event.code}/{PACK}"), error.message, error.fix, "warning"),))


def _kept_true(order: Order, event: EventBatch, standing: Pack, misfits: Sequence[Unfit]) -> _Packed:
    found = tuple(sheaves(event, standing, Counter(kind for kind, _ in {one.entry.id for one in misfits})))
    template = read(order.templates / _LIST)
    source = _source(found, template, event, standing)
    chapters = tuple(_chapters(found, standing)) if order.pdf else ()
    is_true = standing.memory.source == source and standing.is_whole
    if is_true and (standing.is_bound or not chapters):
        return _Packed((*_apart(_recalled(found, standing), standing), *_lacking(standing)))
    files, found = _printed(found)
    rows = [
        sheaf.as_row(place, pages=standing.pages(list(sheaf.contents)))
        for place, sheaf in enumerate((sheaf for sheaf in found if sheaf.entries), 1)
    ]
    problems = list(_apart(found, standing))
    lacking = [row for sheaf in found for row in sheaf.lacking_rows()]
    try:
        files |= {_LIST: _list(template, event, rows, lacking)} if template else {}
    except TemplateError as error:
        problems.append(Problem(Where(_LIST), error.message, error.fix, "warning"))
    standing.put(files, Memory(source, kinds={sheaf.kind.KIND: asdict(sheaf.told) for sheaf in found}))
    if chapters and _LIST in files:
        return _Packed(
            tuple(problems), Wish(event.code, standing.folder.name, event.title, files[_LIST], chapters, source)
        )
    return _Packed((*problems, *_lacking(standing)))


def _signed_before(standing: Pack) -> Iterator[Problem]:
    """Take the PDFs away whose papers have changed; yield a remark for those that somebody signed before that."""
    old = [f"{folder}/{name}" for folder in standing.pdf_folders for name in clear_outdated(standing.folder / folder)]
    # The Word text of an electronic original was made anew with its number after the signature.
    known = {pdf for paper in standing.originals for pdf in places_of(paper)}
    old = [path for path in old if path.removeprefix("./") not in known]
    if old:
        message = f"{len(old)} tệp PDF đã ký hoặc sửa tay nhưng văn bản Word cùng tên đã được làm lại sau đó."
        fix = "Xem văn bản mới; bản PDF ấy không còn dùng thì dời ra ngoài thư mục này, rồi chạy lại với --pdf."
        yield Problem(Where(f"{standing.folder.name}/{old[0].removeprefix('./')}"), message, fix, "warning")


def _lacking(standing: Pack) -> Iterator[Problem]:
    """Yield a remark where a bound PDF was taken away, or stays only because somebody has signed or changed it."""
    if standing.memory.was_bound and not standing.is_bound:
        message = "Không còn bản PDF cả tập khớp với các văn bản và danh mục hiện nay: có thay đổi sau khi đóng tập."
        yield bound_problem(standing.folder.name, message, "Chạy lại với --pdf để đóng tập mới.")


def _chapters(found: Sequence[Sheaf], standing: Pack) -> Iterator[Chapter]:
    """Yield what is to be bound; nothing as long as a paper has no PDF as new as itself."""
    pdfs = {entry.path: standing.pdf_of(entry.path) for sheaf in found for entry in sheaf.entries}
    if not all(pdfs.values()):
        return
    for sheaf in filter(lambda one: one.entries, found):
        leaves = tuple(Leaf(_words(entry), pdf) for entry in sheaf.entries if (pdf := pdfs[entry.path]))
        name = f"{sheaf.kind.NAME} ({len(leaves)})" if sheaf.is_many else _words(sheaf.entries[0])
        yield Chapter(name, leaves, each=sheaf.is_many)


def _words(entry: Document) -> str:
    return " – ".join(filter(None, (entry.recipient or NAMES[entry.kind], entry.number)))


def _printed(found: Sequence[Sheaf]) -> tuple[dict[str, bytes], tuple[Sheaf, ...]]:
    """Return one file to print for each kind of many papers, and the kinds with what no such file holds."""
    files: dict[str, bytes] = {}
    known: list[Sheaf] = []
    for sheaf in found:
        together, apart = _to_print(sheaf) if sheaf.is_many else ([], [])
        if together:
            files[f"in-{sheaf.kind.KIND}.docx"] = joined(together, duplex=sheaf.told.two_sides)
        known.append(_with_apart(sheaf, tuple(map(order_of, apart))))
    return files, tuple(known)


def _with_apart(sheaf: Sheaf, apart: Sequence[int]) -> Sheaf:
    return replace(sheaf, told=replace(sheaf.told, apart=tuple(apart)))


def _recalled(found: Sequence[Sheaf], standing: Pack) -> list[Sheaf]:
    """Return the kinds with what no file to print held when the pack was made."""
    return [_with_apart(sheaf, standing.memory.kinds.get(sheaf.kind.KIND, {}).get("apart", ())) for sheaf in found]


def _apart(found: Sequence[Sheaf], standing: Pack) -> Iterator[Problem]:
    """Yield a remark for each file to print that does not hold all papers of its kind."""
    for sheaf in found:
        whose = [entry.recipient for entry in sheaf.entries if order_of(entry.path) in sheaf.told.apart]
        if whose:
            where = Where(f"{standing.folder.name}/{PACK}/in-{sheaf.kind.KIND}.docx")
            message = f"Tệp in chung không có {len(whose)} {sheaf.kind.NAME.lower()}{among(whose)}."
            fix = "In riêng các văn bản ấy: đã sửa tay hoặc làm từ mẫu khác nên không ghép chung được."
            yield Problem(where, message, fix, "warning")


def _to_print(sheaf: Sheaf) -> tuple[list[Paper], list[str]]:
    """Return the papers that can stand in one file, and the paths of the others: another hand has formatted them."""
    papers: dict[str, Paper] = {}
    for path, content in sheaf.contents.items():
        with suppress(TemplateError):
            papers[path] = taken_apart(content, path)
    common = Counter(paper.fingerprint for paper in papers.values()).most_common(1)
    together = {path: paper for path, paper in papers.items() if paper.fingerprint == common[0][0]}
    return list(together.values()), [path for path in sheaf.contents if path not in together]


def _list(
    template: bytes, event: EventBatch, rows: Sequence[Mapping[str, Any]], lacking: Sequence[Mapping[str, Any]]
) -> bytes:
    values = event.drafts[0].values
    signed, others = ([row for row in rows if row["phai_ky"] is to_sign] for to_sign in (True, False))
    pages = [row["so_trang"] for row in signed]
    total = {
        "so_loai": len(signed),
        "so_ban": sum(row["so_ban"] for row in signed),
        "so_trang": sum(pages) if all(pages) else "",
        "so_ban_kem_theo": sum(row["so_ban"] for row in others),
        "so_ban_con_trong": sum(row["so_ban"] for row in lacking),
    }
    own = {"su_kien": values["su_kien"], "co_quan": values["co_quan"]}
    rows_of = {"danh_muc": signed, "kem_theo": others, "con_trong": lacking}
    return Template(template, file=_LIST).render({**own, **rows_of, "tong_cong": total})


def _source(found: Sequence[Sheaf], template: bytes | None, event: EventBatch, standing: Pack) -> str:
    """Return what the pack is made from, in short."""
    told = [_FORM, event.title, digest(template or b"")]
    told += [mark for sheaf in found for mark in sheaf.marks(standing)]
    return digest("\n".join(told).encode("utf-8", "backslashreplace"))
