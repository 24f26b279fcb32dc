"""A PDF beside every paper: joined by template, converted together, cut apart and proved; how its first page looks."""

from __future__ import annotations

import base64
import ctypes
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Any

import pypdfium2

from flows.documents import NAMES
from flows.errors import MachineError, TemplateError
from flows.machine.work_folders import workroom
from flows.model.recorded_paper import Document
from flows.outputs.disk import digest, read, standing
from flows.outputs.outputs_folder import Outputs
from flows.outputs.signing_folder import fresh_pdf, is_archive, is_sealed, put_pdfs
from flows.pdf.convert import Converter, converter
from flows.pdf.cut_and_stitch import Title, WrongPagesError, cut, titled
from flows.pdf.signature_fields import Block, has_form, with_fields
from flows.problems import Problem, Where
from flows.word.finished_papers import MARK, Paper, joined, taken_apart

PAGES_TOGETHER = 24
"""Papers joined in one file: LibreOffice's time grows faster than their number.

96 certificates with a code each take 9 s of a processor in one file, 4.6 s in files of 24.
"""


@dataclass(frozen=True, slots=True)
class _Job:
    """One file to convert, and the papers that stand in it, with the hash that each had when it was read."""

    source: Path
    papers: tuple[Document, ...]
    hashes: tuple[str, ...]


def add_pdfs(
    outputs: Path,
    documents: Sequence[Document],
    *,
    archive: bool = False,
    blocks: Mapping[str, Block] = MappingProxyType({}),
) -> list[Path]:
    """Make a PDF beside each document that has none as new as itself; return the new ones.

    `archive` asks for PDF/A-2b, `blocks` for signature fields in the PDFs of papers by their paths.

    Raises:
        MachineError: LibreOffice is missing, hangs, or leaves a document out; the PDFs made by then stand.
    """
    # Of an electronic original nothing is made: its signed PDF is the paper.
    due = [
        document
        for document in documents
        if not document.original and _is_due(outputs / document.path, archive=archive, fields=document.path in blocks)
    ]
    if not due:
        return []
    program = converter(archive=archive)
    with workroom("pdf") as room:
        jobs = list(_jobs(outputs, due, room, program))
        convert = partial(_converted, outputs, room=room, program=program, blocks=blocks)
        made = dict(convert(jobs))
        alone = [_single(outputs, document, room) for document in due if document.path not in made]
        made |= dict(convert(alone))
    missing = [document for document in due if document.path not in made]
    if missing:
        message = f"Không chuyển được {missing[0].path} (và {len(missing) - 1} tệp khác) thành PDF."
        raise MachineError(message, "Mở thử tệp đó bằng Word, lưu lại, rồi chạy lại với --pdf.")
    return [made[document.path] for document in due]


def fonts_lacking(pdfs: Sequence[Path]) -> Iterator[Problem]:
    """Yield a warning where this machine's fonts have not all Vietnamese letters; the first PDF of each kind tells."""
    lent = {
        pdf: families
        for pdf in {pdf.parent: pdf for pdf in reversed(pdfs)}.values()
        if (families := lent_typefaces(pdf))
    }
    if lent:
        pdf, families = next(iter(lent.items()))
        message = (
            f"Máy này thiếu phông Times New Roman có đủ chữ Việt: trong PDF, chữ có dấu phải mượn của phông "
            f"{', '.join(families)}, khác nét và làm xô dòng."
        )
        fix = (
            "Cài phông (Debian 12, Ubuntu 22.04: apt install fonts-liberation2; bản mới hơn: apt install "
            "fonts-liberation), xóa các tệp PDF chưa ký, rồi chạy lại với --pdf."
        )
        yield Problem(Where(pdf.name), message, fix, "warning")


# ISO 32000-1, 9.6.4: the name of a font of which a part is embedded begins with six letters and a plus sign.
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_STYLE = re.compile(r"[-,]?(?:Bold|Italic|Oblique|Regular|Roman|Book|MT|PS)*$")
# Latin Extended Additional: what fonts for Western Europe lack.
_ACCENTED = re.compile("[\u1ea0-\u1ef9]")
_UNACCENTED = re.compile("[A-Za-z]")
_LONGEST = 128


def lent_typefaces(pdf: Path) -> tuple[str, ...]:
    """Return the families on a PDF's first page that only set accented letters; none of a file that is no PDF."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            page = document[0].get_textpage()
            text = page.get_text_range()
            accented, plain = (_families(page, text, letters) for letters in (_ACCENTED, _UNACCENTED))
    except (pypdfium2.PdfiumError, OSError):
        return ()
    return tuple(sorted(accented - plain))


def _families(page: Any, text: str, letters: re.Pattern[str]) -> frozenset[str]:  # noqa: ANN401 no types
    return frozenset(_family(page, found.start()) for found in letters.finditer(text))


def _family(page: Any, place: int) -> str:  # noqa: ANN401 the same
    name = ctypes.create_string_buffer(_LONGEST)
    pypdfium2.raw.FPDFText_GetFontInfo(page, place, name, _LONGEST, None)
    return _STYLE.sub("", _SUBSET.sub("", name.value.decode("utf-8", "replace")))


# Pixels a point: enough to see that a page is whole, too few to read a birth date of 14 points off it.
_SCALE = 0.2
_QUALITY = 60


def first_page(pdf: Path) -> str:
    """Return the first page of a PDF in small; "" where it cannot be read."""
    try:
        with pypdfium2.PdfDocument(pdf) as document:
            picture = document[0].render(scale=_SCALE).to_pil()
    except (pypdfium2.PdfiumError, OSError, IndexError):
        return ""
    buffer = io.BytesIO()
    picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}"


def _is_due(paper: Path, *, archive: bool, fields: bool) -> bool:
    pdf = fresh_pdf(paper)
    if pdf is None or not (archive or fields):
        return paper.is_file() and pdf is None
    content = read(pdf) or b""
    # One that somebody has signed is what it is.
    return is_sealed(content) and ((archive and not is_archive(pdf)) or (fields and not has_form(content)))


def _jobs(outputs: Path, documents: Sequence[Document], room: Path, program: Converter) -> Iterator[_Job]:
    """Yield joined files of papers that share everything but their text, and single ones for the rest."""
    papers: dict[str, Paper] = {}
    hashes: dict[str, str] = {}
    for document in documents:
        content = (outputs / document.path).read_bytes()
        try:
            papers[document.path] = taken_apart(content, document.path)
            hashes[document.path] = digest(content)
        except TemplateError:
            yield _single(outputs, document, room)
    keys = {path: "" if paper.stands_alone else paper.fingerprint for path, paper in papers.items()}
    known = sorted((document for document in documents if document.path in papers), key=lambda one: keys[one.path])
    for key, group in groupby(known, key=lambda one: keys[one.path]):
        together = list(group)
        if not (key and program.keeps_marks):
            yield from (_single(outputs, document, room) for document in together)
            continue
        for chunk in _chunks(together, program.workers):
            whole = joined([papers[document.path] for document in chunk])
            yield _written(room, whole, chunk, [hashes[document.path] for document in chunk])


def _chunks(documents: Sequence[Document], workers: int) -> Iterator[Sequence[Document]]:
    """Yield shares of nearly the same size, a whole number for each worker."""
    rounds = -(-len(documents) // (PAGES_TOGETHER * workers))
    size = max(10, -(-len(documents) // (workers * rounds)))
    yield from (documents[start : start + size] for start in range(0, len(documents), size))


def _single(outputs: Path, document: Document, room: Path) -> _Job:
    content = (outputs / document.path).read_bytes()
    return _written(room, content, (document,), (digest(content),))


def _written(room: Path, content: bytes, documents: Sequence[Document], hashes: Sequence[str]) -> _Job:
    with NamedTemporaryFile(suffix=".docx", dir=room, delete=False) as file:
        file.write(content)
    return _Job(Path(file.name), tuple(documents), tuple(hashes))


def _converted(
    outputs: Path, jobs: Sequence[_Job], room: Path, program: Converter, blocks: Mapping[str, Block]
) -> Iterator[tuple[str, Path]]:
    """Convert and put each paper's PDF in its place; give path and PDF of those that came out right."""
    if not jobs:
        return
    program.convert([job.source for job in jobs], room, papers=sum(len(job.papers) for job in jobs))
    for job in jobs:
        pdfs = {path: with_fields(pdf, blocks[path]) if path in blocks else pdf for path, pdf in _cut(job).items()}
        yield from _put(outputs, job, pdfs).items()


def _put(outputs: Path, job: _Job, pdfs: Mapping[str, bytes]) -> dict[str, Path]:
    """Put a job's PDFs beside their papers; not those of papers made anew meanwhile."""
    places: dict[Path, Path] = {}
    read = dict(zip((document.path for document in job.papers), job.hashes, strict=True))
    for folder in dict.fromkeys(map(_event, pdfs)):
        with Outputs(outputs).holding(folder):
            own = [path for path in pdfs if _event(path) == folder]
            places |= put_pdfs({outputs / path: pdfs[path] for path in own if standing(outputs / path) == read[path]})
    return {path: places[outputs / path] for path in pdfs if outputs / path in places}


def _event(path: str) -> str:
    """Return the folder of the event whose paper a path is, "" for a paper beside the events."""
    return path.partition("/")[0] if "/" in path else ""


def _cut(job: _Job) -> Mapping[str, bytes]:
    """Return the PDFs of a job's papers by path; none when the whole did not come out right."""
    pdf = job.source.with_suffix(".pdf")
    if not pdf.is_file():
        return {}
    titles = [_title(document) for document in job.papers]
    try:
        contents = (
            [titled(pdf, titles[0])]
            if len(job.papers) == 1
            else cut(pdf, [MARK.format(number) for number in range(len(job.papers))], titles)
        )
    except WrongPagesError:
        return {}
    return {document.path: content for document, content in zip(job.papers, contents, strict=True)}


def _title(document: Document) -> Title:
    name = NAMES.get(document.kind, document.kind)
    return Title(f"{name} - {document.recipient}" if document.recipient else name, document.recipient)
