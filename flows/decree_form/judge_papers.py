"""Judge the form of finished papers: one file, all papers under some folders, or one paper of each kind just made."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from flows.decree_form import judge_layout
from flows.decree_form.decree_table import ELEMENTS, FORMS, FREE, OTHER_RULES, Fault, quoted
from flows.decree_form.find_elements import Found, find
from flows.decree_form.judge_wording import of_wording
from flows.decree_form.paper import Paper, read_paper
from flows.documents import NAMES
from flows.errors import TemplateError
from flows.model.report import EventReport
from flows.outputs.changes import quoted as quoted_blanks
from flows.outputs.file_names import PACK
from flows.outputs.hand_edits import blanks_in
from flows.problems import Problem, Where
from flows.reading.event_workbooks import is_ignored
from flows.spreadsheets.workbook import SUFFIXES as WORKBOOKS
from flows.vietnamese.text import bare, shown_name, upper_first
from flows.word.package import DAMAGED, MOST_BYTES

SUFFIXES = (".docx", ".docm", ".dotx", ".doc", ".rtf", ".odt")
"""What word processors write; all but the first three get a message that says how to save it."""
_SEEN = 3
_HEAD = 12
_TAG = re.compile(r"\{\{.*\}\}|\{%.*%\}")
# What unpacking and parsing a broken package raise, seen by breaking packages at random.
_BROKEN = (*DAMAGED, zipfile.BadZipFile, lzma.LZMAError, struct.error, OSError)
_ALSO_ON_FREE_PAPERS = frozenset({"Quốc hiệu", "Tiêu ngữ", "Địa danh và thời gian"})

Papers = dict[str, Path]
"""Papers by the names that problems call them."""


def judge(data: bytes, file: str, kind: str = "", *, official_only: bool = False) -> tuple[Problem, ...]:
    """Return a warning for every departure from the form; an error for what is no Word file.

    `kind` names one of our kinds, so that what it lacks is missed; without it the paper itself says what it is.
    `official_only` passes over papers for which the decree has no form (certificates, news, sheets of an office's own).
    """
    try:
        paper = read_paper(data, file)
    except TemplateError as error:
        return (Problem(Where(file), upper_first(error.message.removeprefix(f"{file}: ")), error.fix),)
    except _BROKEN:
        return (Problem(Where(file), "Không phải tệp Word .docx, hoặc tệp đã hỏng.", "Mở bằng Word và lưu lại."),)
    return tuple(_judged(paper, file, kind, official_only=official_only))


def _judged(paper: Paper, file: str, kind: str, *, official_only: bool) -> Iterator[Problem]:
    rules = [(part, OTHER_RULES[bare(part.text)]) for part in paper.parts[:_HEAD] if bare(part.text) in OTHER_RULES]
    if not paper.parts:
        yield Problem(Where(file), "Văn bản không có chữ nào.", "Kiểm tra lại tệp.", "warning")
    elif any(_TAG.search(part.text) for part in paper.parts):
        fix = "Mẫu được soát bằng lệnh: vanthu templates"
        yield Problem(Where(file), "Đây là mẫu có thẻ, chưa phải văn bản.", fix, "warning")
    elif rules:
        head, rule = rules[0]
        message = f"{rule}; không xét theo Nghị định 30/2020/NĐ-CP."
        yield Problem(Where(file, heading=quoted(head.text)), message, "", "warning")
    else:
        found = find(paper, FORMS.get(kind, FREE) if kind else None)
        if not (official_only and found.form.free):
            yield from (fault.problem(file) for fault in _faults(paper, found))


def _faults(paper: Paper, found: Found) -> Iterator[Fault]:
    """Yield the faults from the top of the first page down: the page, the elements, the text."""
    yield from judge_layout.of_pages(paper, found.form)
    yield from judge_layout.of_fonts(found)
    if found.form.free:
        yield from (fault for fault in of_wording(found) if fault.element in _ALSO_ON_FREE_PAPERS)
        yield from judge_layout.of_rules(paper, found, ("words",))
        return
    yield from judge_layout.of_colours(found)
    yield from _missing(found)
    yield from of_wording(found)
    yield from judge_layout.of_elements(found)
    yield from judge_layout.of_middles(found)
    yield from judge_layout.of_rules(paper, found, ("words", "issuer", "abstract"))
    yield from judge_layout.of_body(found)
    yield from judge_layout.of_page_numbers(paper)


def _missing(found: Found) -> Iterator[Fault]:
    for element in (ELEMENTS[key] for key in found.form.needs if key not in found.elements):
        what = f"không thấy {element.name} trên {found.form.name} này"
        fix = f"Thêm {element.name} đúng chỗ của nó; xem các mẫu trong Phụ lục III của Nghị định."
        yield Fault(element.name, what, element.article.rpartition(".")[0] or element.article, fix)


def papers_among(paths: Iterable[Path]) -> tuple[Papers, tuple[Path, ...]]:
    """Return the papers under these paths, and the paths that hold something else."""
    papers: Papers = {}
    others: list[Path] = []
    for path in paths:
        inside = [(path, path.name)]
        if path.is_dir():
            inside = [(found, found.relative_to(path).as_posix()) for found in sorted(path.rglob("*"))]
        found = {name: each for each, name in inside if _is_paper(each)}
        papers |= found
        if not found or any(_is_workbook(each) for each, _ in inside):
            others.append(path)
    return papers, tuple(others)


def _is_paper(path: Path) -> bool:
    # The signing pack holds papers that stand beside it, joined.
    mine = path.suffix.lower() in SUFFIXES and path.parent.name != PACK
    return mine and path.is_file() and not is_ignored(path.name)


def _is_workbook(path: Path) -> bool:
    """Whether a file is a workbook; the marked copies that runs write into outputs are none."""
    return path.suffix.lower() in WORKBOOKS and not is_ignored(path.name) and not path.name.endswith(".loi.xlsx")


def judge_papers(papers: Papers) -> tuple[Problem, ...]:
    """Return what is blank in each paper, and what is wrong with its form."""
    return tuple(problem for name, path in papers.items() for problem in _judge_file(path, shown_name(name)))


def _judge_file(path: Path, name: str, kind: str = "", *, official_only: bool = False) -> tuple[Problem, ...]:
    try:
        if path.stat().st_size > MOST_BYTES:
            return (Problem(Where(name), "Tệp lớn quá mức.", "Bỏ bớt ảnh rồi lưu lại."),)
        data = path.read_bytes()
    except OSError:
        return (Problem(Where(name), "Không đọc được tệp.", "Kiểm tra quyền đọc, đóng tệp trong Word."),)
    lacking = () if official_only else _lacking(data, name)
    return (*lacking, *judge(data, name, kind, official_only=official_only))


def _lacking(paper: bytes, name: str) -> Iterator[Problem]:
    """Yield a warning for a paper in which something is blank."""
    if blanks := blanks_in(paper):
        message = f"Còn chỗ trống {quoted_blanks(blanks)}, nên chưa trình ký được."
        fix = "Ghi vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản."
        yield Problem(Where(name), message, fix, "warning", stops=1)


def judge_printed(document: bytes, template: str, kind: str) -> tuple[Problem, ...]:
    """Return what is wrong with the form of what a template of a kind prints."""
    # What is said of no element is said of an empty paper, and a template may be empty.
    return tuple(problem for problem in judge(document, template, _seen_as(kind)) if problem.where.heading)


def judge_made(outputs: Path, made: Sequence[EventReport]) -> tuple[Problem, ...]:
    """Return one warning for each kind whose papers depart from the form, as the first of them does.

    The form is the template's, so that one paper speaks for all of its kind. Papers for which the decree has no form
    are left to `vanthu templates` and `vanthu check`.
    """
    # What a blank stands for cannot be judged, and is no fault of the template.
    whole = (document for event in reversed(made) for document in reversed(event.documents) if not document.blanks)
    first = {document.kind: document for document in whole}
    kinds = [kind for kind in NAMES if kind in first and first[kind].state != "kept"]
    return tuple(told for kind in kinds if (told := _told(kind, outputs / first[kind].path)))


def _seen_as(kind: str) -> str:
    """Return the kind to judge a paper as: an administrative one is judged as what it shows itself to be.

    An office that keeps neither motto nor number nor signature in its own template means to.
    """
    return "" if kind in FORMS else kind


def _told(kind: str, path: Path) -> Problem | None:
    told = _judge_file(path, path.name, _seen_as(kind), official_only=True)
    faults = [each for each in told if each.where.heading]
    elements = [heading for heading, _ in groupby(problem.where.heading for problem in faults)]
    if not faults:
        return None
    seen = "; ".join(elements[:_SEEN]) + ("; ..." if len(elements) > _SEEN else "")
    message = f"{NAMES[kind]} có {len(faults)} chỗ chưa đúng thể thức (NĐ 30/2020/NĐ-CP): {seen}."
    return Problem(Where(f"{kind}.docx"), message, "Xem từng chỗ bằng lệnh: vanthu templates", "warning")
