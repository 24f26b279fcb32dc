"""The signing pack: events' papers in; for each one file to print a kind, the list to sign from, and all as PDF out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flows.documents import NAMES
from flows.documents.vocabulary import SIGNING_LIST
from flows.errors import FlowsError, TemplateError
from flows.model.draft import EventBatch
from flows.problems import Problem, Where
from flows.publishing.beside import clear_outdated
from flows.publishing.disk import digest, read
from flows.publishing.manifest import Entry
from flows.publishing.names import PACK
from flows.publishing.outputs import Outputs, Pack
from flows.publishing.signing import Chapter, Leaf, Memory
from flows.rendering import Template
from flows.rendering.joining import Paper, joined, taken_apart
from flows.settings import Order
from flows.signing.binding import Wish, bind, bound_problem
from flows.signing.fitting import Unfit, told_of, unfit
from flows.signing.sheaves import Sheaf, sheaves

_FORM = "3"
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
            return replace(packed, problems=(*told, *told_of(event, misfits, standing), *packed.problems))
    except FlowsError as error:
        return _Packed((Problem(Where(f"{event.code}/{PACK}"), error.message, error.fix, "warning"),))


def _kept_true(order: Order, event: EventBatch, standing: Pack, misfits: Sequence[Unfit]) -> _Packed:
    found = tuple(sheaves(event, standing, Counter(kind for kind, _ in {one.entry.id for one in misfits})))
    template = read(order.templates / _LIST)
    source = _source(found, template, event, standing)
    chapters = tuple(_chapters(found, standing)) if order.pdf else ()
    is_true = standing.memory.source == source and standing.is_whole
    if is_true and (standing.is_bound or not chapters):
        return _Packed(tuple(_lacking(standing)))
    files, rows = _printed(found, standing)
    problems: list[Problem] = []
    try:
        files |= {_LIST: _list(template, event, rows)} if template else {}
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
    if old:
        message = f"{len(old)} tệp PDF đã ký hoặc sửa tay nhưng văn bản Word cùng tên đã được làm lại sau đó."
        fix = "Xem văn bản mới; nếu bản PDF ấy không còn dùng thì xóa hoặc dời đi nơi khác, rồi chạy lại với --pdf."
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
    for sheaf in found:
        leaves = tuple(Leaf(_words(entry), pdf) for entry in sheaf.entries if (pdf := pdfs[entry.path]))
        name = f"{sheaf.kind.NAME} ({len(leaves)})" if sheaf.kind.PER_PERSON else _words(sheaf.entries[0])
        yield Chapter(name, leaves, each=sheaf.kind.PER_PERSON)


def _words(entry: Entry) -> str:
    return " – ".join(filter(None, (entry.recipient or NAMES[entry.kind], entry.number)))


def _printed(found: Sequence[Sheaf], standing: Pack) -> tuple[dict[str, bytes], list[Mapping[str, Any]]]:
    """Return one file to print for each kind of many papers, and the rows of the list."""
    files: dict[str, bytes] = {}
    rows: list[Mapping[str, Any]] = []
    for place, sheaf in enumerate(found, 1):
        together, apart = _to_print(sheaf) if sheaf.kind.PER_PERSON else ([], 0)
        if together:
            files[f"in-{sheaf.kind.KIND}.docx"] = joined(together, duplex=sheaf.told.two_sides)
        rows.append(sheaf.as_row(place, pages=standing.pages(list(sheaf.contents)), apart=apart))
    return files, rows


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


def _list(template: bytes, event: EventBatch, rows: Sequence[Mapping[str, Any]]) -> bytes:
    values = event.drafts[0].values
    signed, others = ([row for row in rows if row["phai_ky"] is to_sign] for to_sign in (True, False))
    pages = [row["so_trang"] for row in signed]
    total = {
        "so_loai": len(signed),
        "so_ban": sum(row["so_ban"] for row in signed),
        "so_trang": sum(pages) if all(pages) else "",
        "so_ban_kem_theo": sum(row["so_ban"] for row in others),
    }
    own = {"su_kien": values["su_kien"], "co_quan": values["co_quan"]}
    return Template(template, file=_LIST).render({**own, "danh_muc": signed, "kem_theo": others, "tong_cong": total})


def _source(found: Sequence[Sheaf], template: bytes | None, event: EventBatch, standing: Pack) -> str:
    """Return what the pack is made from, in short."""
    told = [_FORM, event.title, digest(template or b"")]
    told += [mark for sheaf in found for mark in sheaf.marks(standing)]
    return digest("\n".join(told).encode("utf-8", "backslashreplace"))
