"""Find all that is wrong with a template at once: each fault with its paragraph and the nearest known name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from flows.errors import TemplateError
from flows.problems import Problem, Where
from flows.spreadsheets.legacy_fonts import encoding_of
from flows.vietnamese.text import bare, shortened
from flows.word.effective_styles import EffectiveStyles, value_at
from flows.word.merge_fields import Names, refused_fields, with_tags
from flows.word.package import filled, read_bytes, read_parts, roots_of
from flows.word.paragraph_runs import Element, W, paragraph_of
from flows.word.sandbox import ENVIRONMENT, TOO_DEEP, too_deep
from flows.word.template import Template
from flows.word.template_names import Paths, Reader, Use
from flows.word.template_tags import (
    PROPERTIES,
    Finding,
    Nesting,
    Paragraph,
    Tag,
    misplaced,
    paragraphs_of,
    tags_of,
    without_tags,
)

_LIKE_A_FIELD = re.compile(
    r"(?<![{$])\{\s*([^\W\d]\w*(?:\.\w+)*)\s*\}(?!\})|«([^«»{}]+)»|<<([^<>{}]+)>>|\$\{([^{}]+)\}"
)
_NEVER_FILLED = re.compile(r"word/(endnotes|charts/.*|diagrams/data.*)\.xml")
_MENDED_QUOTES = re.compile("[“”‘’]")
_STRANGE_QUOTES = re.compile("[„‟″′«»`]")
_SEE_ALL = "Xem các trường bằng `vanthu templates --fields`."
_NAMES_OF: Mapping[str, Collection[str]] = {
    "bộ lọc": ENVIRONMENT.filters,
    "hàm": ENVIRONMENT.globals,
    "phép thử": ENVIRONMENT.tests,
}
# Windows and Office have these; the Liberation and Carlito families measure like them elsewhere.
_STANDARD = (
    "Times New Roman; Arial; Arial Black; Arial Narrow; Calibri; Calibri Light; Cambria; Cambria Math; Candara; "
    "Comic Sans MS; Consolas; Constantia; Corbel; Courier New; Georgia; Impact; Lucida Console; Lucida Sans "
    "Unicode; Microsoft Sans Serif; Palatino Linotype; Segoe UI; Segoe UI Light; Segoe UI Semibold; Segoe UI "
    "Symbol; Segoe UI Emoji; Segoe Print; Segoe Script; Symbol; Sylfaen; Tahoma; Trebuchet MS; Verdana; Webdings; "
    "Wingdings; Wingdings 2; Wingdings 3; Aptos; Aptos Display; Aptos Narrow; Aptos Serif; Aptos Mono; Book "
    "Antiqua; Bookman Old Style; Century; Century Gothic; Century Schoolbook; Franklin Gothic Book; Franklin "
    "Gothic Medium; Garamond; Gill Sans MT; Monotype Corsiva; MS Gothic; MS Mincho; MS Sans Serif; MS Serif; "
    "SimSun; PMingLiU; Batang; Malgun Gothic; Yu Gothic; Yu Mincho; DengXian; Rockwell; Tw Cen MT; Ebrima; "
    "Liberation Serif; Liberation Sans; Liberation Mono; Carlito; Caladea; Tinos; Arimo"
)
STANDARD = frozenset(_STANDARD.casefold().split("; "))
_EMBEDDED = tuple(f"{W}{name}" for name in ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic"))
_THEME = re.compile(r"word/theme/theme\d*\.xml")
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_REMOTE = ("http:", "https:", "ftp:", "\\\\", "//", "file://///", "file:\\\\\\\\")


class Review(NamedTuple):
    """What is wrong with a template, and the paths it uses: su_kien.ten_su_kien, danh_sach, danh_sach[].ho_ten.

    Of one that cannot be read no path is known.
    """

    findings: tuple[Finding, ...]
    fields: frozenset[str] | None = None


def review_template(
    source: str | Path | bytes,
    *,
    known: Collection[str] | None,
    file: str,
    names: Mapping[str, str] | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> Review:
    """Return every fault of a template, with the paragraph it stands in, and what it uses.

    `known` are the paths it may use (su_kien.ten_su_kien, danh_sach[].ho_ten), None for any; `names` the expressions
    of Word's own merge fields, as `Template` takes them; `elsewhere` says of objects that other kinds have (nguoi,
    tin) whose they are.
    """
    try:
        data = with_tags(read_bytes(source, file), names or {}, file)
        roots = roots_of(parts := read_parts(data, file), file)
        paths, fields = Paths(known), Names(names or {})
        paragraphs = {name: paragraphs_of(name, root) for name, root in filled(roots).items()}
        # Word takes the title of a file from its first line.
        texts = [Paragraph(PROPERTIES, each.text or "", each) for each in roots.get(PROPERTIES, ())]
        read = [_read(own, paths, fields, elsewhere or {}) for own in (*paragraphs.values(), texts)]
        found = [fault for faults, _ in read for fault in faults]
        found += [one for name, own in paragraphs.items() for one in _of_word_fields(own, roots[name], names or {})]
        found += [*_carried(parts, roots), *_never_filled(roots)]
        found += _foreign_fonts(roots, [each for own in paragraphs.values() for each in own])
        if not any(each.problem.is_error for each in found):
            Template(data, file=file)
    except TOO_DEEP:
        error = too_deep(file)
    except TemplateError as raised:
        error = raised
    else:
        told = ((one, replace(one.problem, where=one.problem.where._replace(file=file))) for one in found)
        findings = tuple(one._replace(problem=problem) for one, problem in told)
        return Review(findings, frozenset(use.path for _, uses in read for use in uses if use.path))
    return Review((Finding(Problem(Where(file), error.message.removeprefix(f"{file}: "), error.fix)),))


def texts_of(source: str | Path | bytes, file: str) -> tuple[str, ...]:
    """Return the text of every paragraph that a template can fill."""
    roots = roots_of(read_parts(read_bytes(source, file), file), file)
    return tuple(paragraph.text for name, root in filled(roots).items() for paragraph in paragraphs_of(name, root))


def _read(
    paragraphs: Sequence[Paragraph], paths: Paths, fields: Names, elsewhere: Mapping[str, str]
) -> tuple[list[Finding], Sequence[Use]]:
    """Return the faults of a part in reading order, and the names it uses."""
    found = [each for paragraph in paragraphs for each in tags_of(paragraph)]
    tags = [each for each in found if each.opening in ("{{", "{%")]
    nesting, tree = Nesting.of(tags)
    uses = Reader(paths).read(tree)
    faults = [fault for paragraph in paragraphs for fault in _of_text(paragraph, fields)]
    faults += [*(_with_heading(fault, fields) for fault in nesting.faults), *misplaced(tags)]
    hints = {**_loop_names(tags), **elsewhere}
    faults += [_unknown(use, tags[use.line - 1], paths, hints) for use in uses if not use.is_known]
    return sorted(faults, key=lambda fault: fault.number), uses


def _with_heading(found: Finding, fields: Names) -> Finding:
    """Name the field that a tag which is none was meant for: {{ Họ và tên }}."""
    field = fields.find(found.shown.strip("{} "))
    return found._replace(problem=replace(found.problem, fix=f"Ý bạn là {{{{ {field} }}}}?")) if field else found


def _of_text(paragraph: Paragraph, fields: Names) -> Iterator[Finding]:
    """Give what is wrong with the braces and quotes of a paragraph."""
    for found in tags_of(paragraph):
        if found.opening in ("{{", "{%"):
            yield from _of_quotes(found)
            yield from (found.fault(f"thẻ {found.text} {what}", fix) for what, fix in _of_tag(found))
        elif found.opening != "{#":
            yield _of_braces(found)
    for like in _LIKE_A_FIELD.finditer(without_tags(paragraph.text)):
        name = like[1] or fields.find(next(filter(None, like.groups())))
        if name:
            what = f"«{like[0]}» không có hai dấu ngoặc nhọn nên được in nguyên như vậy"
            yield paragraph.fault(like[0], what, f"Nếu là trường, viết {{{{ {name} }}}}.", "warning")


def _of_tag(tag: Tag) -> Iterator[tuple[str, str]]:
    """Give what is wrong with a tag that could be read, and what to do."""
    if tag.mended:
        yield "viết sai", f"Viết {tag.mended}."
    if tag.is_torn:
        what = "nửa trong nửa ngoài một liên kết, điều khiển nội dung hoặc chỗ sửa đang theo dõi"
        yield what, "Chấp nhận mọi chỗ sửa (Review > Accept All Changes), xóa thẻ rồi gõ lại liền một mạch."
    if tag.prefix and tag.paragraph.part == PROPERTIES:
        yield "không dùng được ở thuộc tính của tệp", "Xóa chữ ở thuộc tính ấy."


def _of_quotes(tag: Tag) -> Iterator[Finding]:
    if _STRANGE_QUOTES.search(tag.text):
        yield tag.fault(f"thẻ {tag.text} có dấu nháy lạ", "Gõ lại dấu nháy thẳng: ' hoặc \".")
    elif _MENDED_QUOTES.search(tag.text):
        what, fix = f"thẻ {tag.text} có dấu nháy cong", "Nên gõ dấu nháy thẳng: ' hoặc \"."
        yield tag.fault(what, fix, "warning")


def _of_braces(found: Tag) -> Finding:
    if found.opening:
        what, fix = f"có dấu đóng thừa ở «{found.text}»", "Thêm dấu mở {{ hoặc {% phía trước, hoặc bỏ dấu đóng."
    else:
        what, fix = f"thẻ «{shortened(found.text)}» chưa đóng trong đoạn này", "Thêm dấu đóng }} hoặc %} vào cuối thẻ."
    return found.fault(what, fix)


def _loop_names(tags: Sequence[Tag]) -> dict[str, str]:
    """Return the names that only mean something between the tags of a loop, each with where that is."""
    loops = ((re.match(r"for\s+(\w+)\s+in\b", tag.code), tag) for tag in tags if tag.opening == "{%")
    return {found[1]: f"«{found[1]}» chỉ có giữa {tag.text} và thẻ endfor của nó." for found, tag in loops if found}


def _unknown(use: Use, tag: Tag, paths: Paths, elsewhere: Mapping[str, str]) -> Finding:
    owner = elsewhere.get(use.path.split(".")[0]) if use.kind == "trường" else None
    if owner:
        what = f"«{use.typed.partition('.')[0]}» không dùng được ở chỗ này"
        return tag.fault(what, owner)
    if use.kind == "danh sách":
        fix = "Danh sách người là danh_sach, các mục chương trình là chuong_trinh."
        return tag.fault(f"«{use.typed}» không phải danh sách nên không lặp qua được", fix)
    near = _nearest_field(use, paths) if use.kind == "trường" else _nearest(use.typed, _NAMES_OF[use.kind])
    fix = f"Ý bạn là «{near}»?" if near else _SEE_ALL
    return tag.fault(f"không có {use.kind} «{use.typed}»", fix)


def _nearest_field(use: Use, paths: Paths) -> str:
    """Return the nearest name beside the one typed, else the nearest anywhere, as it would be typed."""
    base, _, last = use.path.rpartition(".")
    typed_base = use.typed.rpartition(".")[0]
    if last in ENVIRONMENT.filters and paths.is_leaf(base):
        return f"{typed_base}|{last}"
    sibling = _nearest(last, paths.below(base)) or _only_one_with(last, paths.below(base))
    if sibling:
        return f"{typed_base}.{sibling}" if typed_base else sibling
    anywhere = {path.rpartition(".")[2]: path for path in sorted(paths.known, reverse=True) if "[" not in path}
    return anywhere.get(_nearest(last, anywhere, 0.8), "")


def _only_one_with(name: str, among: Collection[str]) -> str:
    found = [each for each in among if len(name) > 1 and _key(name) in _key(each)]
    return found[0] if len(found) == 1 else ""


def _nearest(name: str, among: Collection[str], alike: float = 0.7) -> str:
    keys = {_key(each): each for each in sorted(among)}
    found = difflib.get_close_matches(_key(name), keys, n=1, cutoff=alike)
    return keys[found[0]] if found else ""


def _key(name: str) -> str:
    return bare(name.replace("_", " ")).replace(" ", "")


def _of_word_fields(paragraphs: Sequence[Paragraph], root: Element, names: Mapping[str, str]) -> Iterator[Finding]:
    """Give the merge fields that cannot be filled."""
    at = {each.element: each for each in paragraphs}
    for refused, paragraph in refused_fields(root, names):
        near = _nearest(refused.name, names) if refused.name else ""
        if paragraph in at:
            yield at[paragraph].fault(refused.shown, refused.what, f"Ý bạn là «{near}»?" if near else refused.fix)


def _never_filled(roots: Mapping[str, Element]) -> Iterator[Finding]:
    """Give a warning for each paragraph with tags in a part that no paper fills: endnotes, charts, drawn lists."""
    for name in sorted(filter(_NEVER_FILLED.fullmatch, roots)):
        for number, element in enumerate(roots[name].iter("{*}p")):
            text = "".join(each.text or "" for each in element.iter("{*}t"))
            if text != without_tags(text):
                what = "thẻ ở chú thích cuối, biểu đồ, SmartArt được in nguyên như vậy"
                yield Paragraph(name, text, element, number).fault(text, what, "Dời thẻ vào lời văn.", "warning")


def _carried(parts: Mapping[str, bytes], roots: Mapping[str, Element]) -> Iterator[Finding]:
    """Give a problem for each thing that a paper should not carry: macros, links to elsewhere, changes, comments."""
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        yield Finding(Problem(Where(), "Mẫu có macro.", "Lưu lại dạng .docx không có macro."))
    for relation in (one for name, root in roots.items() if name.endswith(".rels") for one in root):
        if relation.get("TargetMode") == "External":
            yield from _external(relation.get("Type", "").rpartition("/")[2], relation.get("Target", ""))
    yield from _marks(roots)


def _external(kind: str, target: str) -> Iterator[Finding]:
    where, is_remote = Where(heading=target), target.lower().startswith(_REMOTE)
    if kind == "attachedTemplate":
        # Word notes the path of every document's own template, as a rule Normal.dotm on the author's disk.
        if is_remote:
            fix = "Trong Word: Developer > Document Template, bỏ mẫu đính kèm."
            yield Finding(Problem(where, "Mẫu tải một mẫu khác từ mạng khi mở.", fix))
    elif kind != "hyperlink" and is_remote:
        # A picture, a frame, another document: whoever opens the paper tells that address of it.
        fix = "Chèn hẳn vào tệp thay vì liên kết, hoặc bỏ đi."
        yield Finding(Problem(where, "Mẫu tải nội dung từ mạng khi mở.", fix))
    elif kind != "hyperlink":
        fix = "Chèn hẳn vào tệp thay vì liên kết."
        yield Finding(Problem(where, "Mẫu liên kết tới một tệp bên ngoài.", fix, "warning"))


def _marks(roots: Mapping[str, Element]) -> Iterator[Finding]:
    found = [place for name, root in filled(roots).items() for place in _tracked(name, root)]
    if found:
        fix = "Trong Word: Review > Accept All Changes."
        problem = Problem(Where(), f"Mẫu còn {len(found)} chỗ sửa đang theo dõi.", fix, "warning")
        yield Finding(problem, *found[0])
    if len(comments := roots.get("word/comments.xml", ())):
        fix = "Trong Word: Review > Delete All Comments."
        yield Finding(Problem(Where(), f"Mẫu còn {len(comments)} nhận xét bên lề.", fix, "warning"))


def _tracked(name: str, root: Element) -> Iterator[tuple[str, int]]:
    """Give the paragraph of every tracked change of a part."""
    numbers = {paragraph: number for number, paragraph in enumerate(root.iter(f"{W}p"))}
    for change in root.iter(*_CHANGES):
        around = [*change.iterancestors(f"{W}p"), *change.iter(f"{W}p")]
        yield name, numbers[around[0]] if around else -1


def _foreign_fonts(roots: Mapping[str, Element], paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    """Give each font that text is set in and that is neither standard nor embedded, at its first text."""
    theme = next(filter(_THEME.fullmatch, sorted(roots)), "")
    styles = EffectiveStyles(roots.get("word/styles.xml"), roots.get(theme))
    told = STANDARD | _embedded(roots.get("word/fontTable.xml"))
    for paragraph in paragraphs:
        for font in _used(paragraph.element, styles):
            if font.casefold() not in told:
                told |= {font.casefold()}
                yield Finding(_of_font(font), paragraph.part, paragraph.number)


def _embedded(table: Element) -> frozenset[str]:
    fonts = () if table is None else table.iter(f"{W}font")
    return frozenset(
        font.get(f"{W}name", "").casefold() for font in fonts if next(font.iter(*_EMBEDDED), None) is not None
    )


def _used(paragraph: Element, styles: EffectiveStyles) -> Iterator[str]:
    """Give the fonts of the runs with text."""
    style = value_at(paragraph.pPr, "w:pStyle") or ""
    for run in paragraph.iter(f"{W}r"):
        text = "".join(each.text or "" for each in run.iterfind(f"{W}t"))
        if text.strip() and paragraph_of(run) is paragraph:
            yield from styles.look("", style, run).fonts_of(text)


def _of_font(font: str) -> Problem:
    where = Where(heading=font)
    if encoding_of(font):
        fix = "Chuyển chữ sang Unicode (bằng UniKey hoặc công cụ chuyển mã), rồi đặt phông Times New Roman."
        message = f"Mẫu dùng phông «{font}» của bảng mã cũ; dữ liệu điền vào là Unicode nên sẽ in sai dấu."
        return Problem(where, message, fix, "warning")
    fix = "Đổi sang Times New Roman, hoặc nhúng phông vào tệp (Word: File > Options > Save > Embed fonts)."
    return Problem(where, f"Mẫu dùng phông «{font}» mà máy khác có thể không có.", fix, "warning")
