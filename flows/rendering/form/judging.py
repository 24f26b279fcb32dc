"""Judge the form of a finished paper: the bytes of a .docx in, warnings with paragraph and article out."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from flows.errors import TemplateError
from flows.problems import Problem, Where
from flows.rendering.form.body import of_body
from flows.rendering.form.faults import Fault, quoted
from flows.rendering.form.finding import Found, find
from flows.rendering.form.looks import of_colours, of_elements, of_fonts
from flows.rendering.form.paper import Paper
from flows.rendering.form.parts import parts_of
from flows.rendering.form.profile import FORMS, FREE, FRONT, FRONT_NAMES, OTHER_RULES, STATE, Profile
from flows.rendering.form.reading import read_paper
from flows.rendering.form.setting import of_middles, of_page_numbers, of_pages, of_rules
from flows.rendering.form.wording import of_wording
from flows.vietnamese.text import bare

_OLD_WORD = b"\xd0\xcf\x11\xe0"
_HEAD = 12
_TAG = re.compile(r"\{\{.*\}\}|\{%.*%\}")
# What unpacking and parsing a broken package raise, seen by breaking packages at random.
_BROKEN = (
    *(TemplateError, zipfile.BadZipFile, lzma.LZMAError, struct.error, etree.XMLSyntaxError),
    *(KeyError, ValueError, OSError),
)


def judge(data: bytes, file: str, kind: str = "", *, official_only: bool = False) -> tuple[Problem, ...]:
    """Return a warning for every departure from the form; an error for what is no Word file.

    `kind` names one of our kinds, so that what it lacks is missed; without it the paper itself says what it is.
    `official_only` passes over papers for which the decree has no form (certificates, news, sheets of an office's own).
    """
    if data.startswith(_OLD_WORD):
        message = "Tệp Word dạng cũ (.doc) hoặc có mật khẩu, không đọc được."
        fix = "Mở bằng Word, bỏ mật khẩu nếu có, rồi lưu lại dạng .docx (File > Save As > Word Document)."
        return (Problem(Where(file), message, fix),)
    try:
        paper = read_paper(data, file)
    except _BROKEN:
        return (Problem(Where(file), "Không phải tệp Word .docx, hoặc tệp đã hỏng.", "Mở bằng Word và lưu lại."),)
    return _judged(paper, file, kind, official_only=official_only)


def _judged(paper: Paper, file: str, kind: str, *, official_only: bool) -> tuple[Problem, ...]:
    if all(paragraph.is_blank for paragraph in paper.paragraphs):
        return (Problem(Where(file), "Văn bản không có chữ nào.", "Kiểm tra lại tệp.", "warning"),)
    parts = parts_of(paper)
    if any(_TAG.search(part.text) for part in parts):
        fix = "Mẫu được soát bằng lệnh: vanthu templates"
        return (Problem(Where(file), "Đây là mẫu có thẻ, chưa phải văn bản.", fix, "warning"),)
    for part in parts[:_HEAD]:
        rules = next((OTHER_RULES[head] for head in OTHER_RULES if bare(part.text) == head), "")
        if rules:
            message = f"{rules}; không xét theo Nghị định 30/2020/NĐ-CP."
            return (Problem(Where(file, heading=quoted(part.text)), message, "", "warning"),)
    found = find(paper, FORMS.get(kind, FREE) if kind else None)
    if official_only and found.form.free:
        return ()
    return tuple(fault.problem(file) for fault in _faults(paper, found, profile_of(found)))


def profile_of(found: Found) -> Profile:
    """Return the rules of the body that issued a paper."""
    issuing = " ".join(bare(part.text) for key in ("parent", "issuer") for part in found.elements.get(key, ()))
    return FRONT if any(name in issuing for name in FRONT_NAMES) else STATE


def _faults(paper: Paper, found: Found, profile: Profile) -> Iterator[Fault]:
    """Yield the faults from the top of the first page down: the page, the elements, the text."""
    yield from of_pages(paper, found.form, profile)
    yield from of_fonts(found, profile)
    if found.form.free:
        heads = [fault for fault in of_wording(found, profile) if fault.element in _ALSO_ON_FREE_PAPERS]
        yield from chain(heads, of_rules(paper, found, frozenset({"words"})))
        return
    yield from of_colours(found)
    yield from _missing(found, profile)
    yield from of_wording(found, profile)
    yield from of_elements(found, profile)
    yield from of_middles(found)
    yield from of_rules(paper, found, frozenset({"words", "issuer", "abstract"}))
    yield from of_body(found, profile)
    yield from of_page_numbers(paper, profile)


_ALSO_ON_FREE_PAPERS = frozenset({"Quốc hiệu", "Tiêu ngữ", "Địa danh và thời gian"})


def _missing(found: Found, profile: Profile) -> Iterator[Fault]:
    for key in found.form.needs:
        if key not in found.elements:
            element = profile.elements[key]
            what = f"không thấy {element.name} trên {found.form.name} này"
            fix = f"Thêm {element.name} đúng chỗ của nó; xem các mẫu trong Phụ lục III của Nghị định."
            yield Fault(element.name, what, element.article.rpartition(".")[0] or element.article, fix)
