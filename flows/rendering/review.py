"""What is wrong with a template, all at once: each fault with its paragraph and the nearest known name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from flows.errors import TemplateError
from flows.problems import Problem, Where
from flows.rendering.baggage import carried
from flows.rendering.environment import ENVIRONMENT
from flows.rendering.faults import shortened
from flows.rendering.findings import Finding
from flows.rendering.fonts import foreign_fonts
from flows.rendering.merge_fields import merge_fields_of, with_tags
from flows.rendering.nesting import Fault, Nesting, misplaced
from flows.rendering.package import read_bytes, read_sound_parts
from flows.rendering.scope import Paths, Reader, Use
from flows.rendering.tags import FILLED_PART, Loose, Paragraph, Tag, only_tags, paragraphs_of, tags_of, without_tags
from flows.rendering.template import Template
from flows.vietnamese.text import bare

_LIKE_A_FIELD = re.compile(r"(?<![{$])\{\s*([^\W\d]\w*(?:\.\w+)*)\s*\}(?!\})")
_MENDED_QUOTES = re.compile("[“”‘’]")
_STRANGE_QUOTES = re.compile("[„‟″′«»`]")
_SEE_ALL = "Xem các trường bằng `vanthu templates --fields`."
_NAMES_OF: Mapping[str, Collection[str]] = {
    "bộ lọc": ENVIRONMENT.filters,
    "hàm": ENVIRONMENT.globals,
    "phép thử": ENVIRONMENT.tests,
}


def review(
    source: str | Path | bytes,
    *,
    known: Collection[str],
    file: str,
    names: Mapping[str, str] | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Return every fault of a template that may use the known paths (su_kien.ten_su_kien, danh_sach[].ho_ten).

    `names` are the expressions of Word's own merge fields, as `Template` takes them; `elsewhere` says of objects that
    other kinds have (nguoi, tin) whose they are.
    """
    found = findings(source, known=known, file=file, names=names, elsewhere=elsewhere)
    return tuple(dict.fromkeys(each.problem for each in found))


def findings(
    source: str | Path | bytes,
    *,
    known: Collection[str],
    file: str,
    names: Mapping[str, str] | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> tuple[Finding, ...]:
    """Return every fault of a template, with the paragraph it stands in."""
    try:
        data = read_bytes(source, file)
        parts = read_sound_parts(with_tags(data, names, file) if names else data, file)
        found = [*_of_parts(parts, known, file, elsewhere or {}), *_of_merge_fields(parts, names or {}, file)]
        found += [*carried(parts, file), *foreign_fonts(parts, file)]
        if not any(each.problem.is_error for each in found):
            Template(data, names=names, file=file)
    except TemplateError as error:
        return (Finding(Problem(Where(file), error.message.removeprefix(f"{file}: "), error.fix)),)
    return tuple(found)


def fields_used(source: str | Path | bytes, *, names: Mapping[str, str] | None = None) -> frozenset[str]:
    """Return the dotted paths a template uses: su_kien.ten_su_kien, danh_sach, danh_sach[].ho_ten."""
    data = read_bytes(source, "mẫu")
    parts = read_sound_parts(with_tags(data, names, "mẫu") if names else data, "mẫu")
    uses = [use for paragraphs in _paragraphs(parts) for use in _uses(_nested(_tags(paragraphs)), None)]
    return frozenset(use.path for use in uses if use.path)


def texts_of(source: str | Path | bytes, file: str) -> tuple[str, ...]:
    """Return the text of every paragraph that a template can fill."""
    parts = read_sound_parts(read_bytes(source, file), file)
    return tuple(paragraph.text for paragraphs in _paragraphs(parts) for paragraph in paragraphs)


def _paragraphs(parts: Mapping[str, bytes]) -> Iterator[list[Paragraph]]:
    # The document first, then its footnotes, footers and headers.
    for name in sorted(filter(FILLED_PART.fullmatch, parts)):
        yield paragraphs_of(name, parts[name])


def _tags(paragraphs: Sequence[Paragraph]) -> list[Tag]:
    return only_tags(each for paragraph in paragraphs for each in tags_of(paragraph))


def _nested(tags: Sequence[Tag]) -> Nesting:
    nesting = Nesting()
    for tag in tags:
        nesting.add(tag)
    nesting.finish()
    return nesting


def _uses(nesting: Nesting, known: Collection[str] | None) -> list[Use]:
    return Reader(known).read(ENVIRONMENT.parse(nesting.source))


def _of_parts(
    parts: Mapping[str, bytes], known: Collection[str], file: str, elsewhere: Mapping[str, str]
) -> Iterator[Finding]:
    for paragraphs in _paragraphs(parts):
        place = {id(paragraph): number for number, paragraph in enumerate(paragraphs)}
        for fault in sorted(_faults(paragraphs, known, elsewhere), key=lambda fault: place[id(fault.paragraph)]):
            message = f"Đoạn «{shortened(fault.paragraph.text)}»: {fault.what}."
            problem = Problem(Where(file, heading=shortened(fault.shown)), message, fault.fix, fault.severity)
            yield Finding(problem, fault.paragraph.part, fault.paragraph.number, fault.shown)


def _faults(paragraphs: Sequence[Paragraph], known: Collection[str], elsewhere: Mapping[str, str]) -> Iterator[Fault]:
    for paragraph in paragraphs:
        yield from _of_text(paragraph)
    tags = _tags(paragraphs)
    nesting = _nested(tags)
    yield from nesting.faults
    yield from misplaced(tags)
    paths = Paths(known)
    for use in _uses(nesting, known):
        if not use.is_known:
            yield _unknown(use, tags[use.line - 1], paths, {**_loop_names(tags), **elsewhere})


def _of_text(paragraph: Paragraph) -> Iterator[Fault]:
    """Give what is wrong with the braces and quotes of a paragraph."""
    for found in tags_of(paragraph):
        if isinstance(found, Loose):
            yield _of_braces(found)
        elif found.opening != "{#":
            yield from _of_quotes(found)
    for like in _LIKE_A_FIELD.finditer(without_tags(paragraph.text)):
        what = f"«{like[0]}» chỉ có một dấu ngoặc nên được in nguyên như vậy"
        yield Fault(like[0], paragraph, what, f"Nếu là trường, viết {{{{ {like[1]} }}}}.", "warning")


def _of_quotes(tag: Tag) -> Iterator[Fault]:
    if _STRANGE_QUOTES.search(tag.text):
        yield Fault(tag.text, tag.paragraph, f"thẻ {tag.text} có dấu nháy lạ", "Gõ lại dấu nháy thẳng: ' hoặc \".")
    elif _MENDED_QUOTES.search(tag.text):
        what, fix = f"thẻ {tag.text} có dấu nháy cong", "Nên gõ dấu nháy thẳng: ' hoặc \"."
        yield Fault(tag.text, tag.paragraph, what, fix, "warning")


def _of_braces(found: Loose) -> Fault:
    if found.is_closing:
        what, fix = f"có dấu đóng thừa ở «{found.text}»", "Thêm dấu mở {{ hoặc {% phía trước, hoặc bỏ dấu đóng."
    else:
        what, fix = f"thẻ «{shortened(found.text)}» chưa đóng trong đoạn này", "Thêm dấu đóng }} hoặc %} vào cuối thẻ."
    return Fault(found.text, found.paragraph, what, fix)


def _loop_names(tags: Sequence[Tag]) -> dict[str, str]:
    """Return the names that only mean something between the tags of a loop, each with where that is."""
    loops = ((re.match(r"for\s+(\w+)\s+in\b", tag.code), tag) for tag in tags if tag.opening == "{%")
    return {found[1]: f"«{found[1]}» chỉ có giữa {tag.text} và thẻ endfor của nó." for found, tag in loops if found}


def _unknown(use: Use, tag: Tag, paths: Paths, elsewhere: Mapping[str, str]) -> Fault:
    owner = elsewhere.get(use.path.split(".")[0]) if use.kind == "trường" else None
    if owner:
        what = f"«{use.typed.partition('.')[0]}» không dùng được ở chỗ này"
        return Fault(tag.text, tag.paragraph, what, owner)
    near = _nearest_field(use, paths) if use.kind == "trường" else _nearest(use.typed, _NAMES_OF[use.kind])
    fix = f"Ý bạn là «{near}»?" if near else _SEE_ALL
    return Fault(tag.text, tag.paragraph, f"không có {use.kind} «{use.typed}»", fix)


def _nearest_field(use: Use, paths: Paths) -> str:
    """Return the nearest name beside the one typed, else the nearest anywhere, as it would be typed."""
    base, _, last = use.path.rpartition(".")
    typed_base = use.typed.rpartition(".")[0]
    sibling = _nearest(last, paths.below(base)) or _only_one_with(last, paths.below(base))
    if sibling:
        return f"{typed_base}.{sibling}" if typed_base else sibling
    anywhere = {path.rpartition(".")[2]: path for path in sorted(paths.known, reverse=True) if "[" not in path}
    return anywhere.get(_nearest(last, anywhere, 0.8), "")


def _only_one_with(name: str, among: Collection[str]) -> str:
    found = [each for each in among if _key(name) in _key(each)]
    return found[0] if len(found) == 1 else ""


def _nearest(name: str, among: Collection[str], alike: float = 0.7) -> str:
    keys = {_key(each): each for each in sorted(among)}
    found = difflib.get_close_matches(_key(name), keys, n=1, cutoff=alike)
    return keys[found[0]] if found else ""


def _key(name: str) -> str:
    return bare(name.replace("_", " ")).replace(" ", "")


def _of_merge_fields(parts: Mapping[str, bytes], names: Mapping[str, str], file: str) -> Iterator[Finding]:
    for name, content in parts.items():
        for found, text, number in merge_fields_of(content) if FILLED_PART.fullmatch(name) else ():
            near = _nearest(found.name, names)
            message = f"Đoạn «{shortened(text)}»: trường trộn thư {found.shown} không điền được."
            fix = f"Ý bạn là «{near}»?" if near else _SEE_ALL
            yield Finding(Problem(Where(file, heading=found.shown), message, fix), name, number)
