"""The tags of a template as a person sees them, paragraph by paragraph, and what is wrong with their nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from flows.problems import Problem, Severity, Where
from flows.vietnamese.text import shortened
from flows.word.paragraph_runs import Element, W
from flows.word.sandbox import ENVIRONMENT

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_INNER = re.compile(r"(?P<prefix>(?:p|tr|tc|r)\s)?[-+]?\s*(?P<code>.*?)\s*[-+]?", re.DOTALL)
_STATEMENT = re.compile(r"(?P<prefix>\s*(?:p|tr|tc|r)\s)?[-+]?\s*(?P<code>.*?)\s*[-+]?", re.DOTALL | re.IGNORECASE)
_MENDED_QUOTES = str.maketrans("“”‘’", "\"\"''")
PROPERTIES = "docProps/core.xml"
_BLOCKS = ("for", "if", "macro", "call", "filter", "set", "with", "autoescape", "raw", "block")
_ENDS = {f"end{name}": name for name in _BLOCKS}
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_OF_DOCXTPL = ("colspan", "cellbg", "vm", "hm")
STATEMENTS = frozenset({*_BLOCKS, *_ENDS, *_MIDDLES, *_OF_DOCXTPL, "set", "include", "import", "from", "extends"})
_PLACES = {"tr": ("một hàng của bảng", "tr"), "tc": ("một ô của bảng", "tc"), "p": ("một đoạn", "p")}
UNCLEAR = "_khong_ro"


class Finding(NamedTuple):
    """A problem, and the paragraph of a part it stands in; `shown` is the text there that is wrong.

    Without a part it is the file's as a whole, whose name whoever has read it puts in.
    """

    problem: Problem
    part: str = ""
    number: int = -1
    shown: str = ""


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph's text, and the row, cell and table it stands in."""

    part: str
    text: str
    element: Element = field(repr=False)
    number: int = -1
    """Its place among all paragraphs of the part."""
    holders: Sequence[Element] = field(default=(), repr=False)
    """What holds each letter's run: the paragraph, a link, a content control, an insertion."""

    def inside(self, tag: str) -> Element:
        """Return the nearest element of that name around the paragraph, or None."""
        return next(self.element.iterancestors(f"{W}{tag}"), None)

    def fault(self, shown: str, what: str, fix: str, severity: Severity = "error") -> Finding:
        """Return what is wrong in the paragraph, at the text as typed."""
        where = Where(heading=shortened(shown))
        place = "Thuộc tính của tệp (Tệp > Thông tin)" if self.part == PROPERTIES else "Đoạn"
        message = f"{place} «{shortened(self.text)}»: {what}."
        return Finding(Problem(where, message, fix, severity), self.part, self.number, shown)


@dataclass(frozen=True)
class Tag:
    """A tag as typed, and what stands in it without braces, prefix and dashes.

    Braces that make none come as one with some text around: opened by their own where these only close, else by "".
    """

    paragraph: Paragraph
    text: str
    opening: str = ""
    prefix: str = ""
    code: str = ""
    start: int = 0

    @property
    def keyword(self) -> str:
        """The first word of a statement."""
        found = re.match(r"\w+", self.code) if self.opening == "{%" else None
        return found[0] if found else ""

    @property
    def mended(self) -> str:
        """A statement as it must be typed: `{%tr` in one, its command in small letters; nothing where it is so."""
        is_right = self.text[2:].startswith(self.prefix) and re.search(rf"\b{self.keyword}\b", self.text)
        return "" if is_right or not self.keyword else f"{{%{self.prefix} {self.code} %}}"

    @property
    def is_torn(self) -> bool:
        """Whether it begins inside a link, a content control or a tracked change and ends outside, or the reverse."""
        around = self.paragraph.holders[self.start : self.start + len(self.text)]
        return bool(around) and around[0] is not around[-1]

    def fault(self, what: str, fix: str, severity: Severity = "error") -> Finding:
        """Return what is wrong with the tag."""
        return self.paragraph.fault(self.text, what, fix, severity)


def paragraphs_of(name: str, root: Element) -> list[Paragraph]:
    """Return the paragraphs of a part; what Word keeps twice, once."""
    found = []
    for number, paragraph in enumerate(root.iter(f"{W}p")):
        if not is_second(paragraph):
            texts = list(_own_texts(paragraph))
            holders = tuple(holder for text, holder in texts for _ in text)
            found.append(Paragraph(name, "".join(text for text, _ in texts), paragraph, number, holders))
    return found


def is_second(paragraph: Element) -> bool:
    """Tell whether a paragraph is the second of two that Word keeps of every text in a text box."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None


def _own_texts(paragraph: Element) -> Iterator[tuple[str, Element]]:
    for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if next(each.iterancestors(f"{W}p")) is paragraph and next(each.iterancestors(f"{W}tabs"), None) is None:
            yield (each.text or "") if each.tag == f"{W}t" else " ", each.getparent().getparent()


def tags_of(paragraph: Paragraph) -> Iterator[Tag]:
    """Give the tags of a paragraph, and braces that make none."""
    marks = list(_MARK.finditer(paragraph.text))
    at = 0
    while at < len(marks):
        mark, following = marks[at], marks[at + 1] if at + 1 < len(marks) else None
        if mark[0] not in _CLOSERS:
            yield Tag(paragraph, paragraph.text[max(mark.start() - 20, 0) : mark.end()], mark[0])
        elif following is None or following[0] != _CLOSERS[mark[0]]:
            yield Tag(paragraph, paragraph.text[mark.start() : mark.start() + 40])
        else:
            yield _tag(paragraph, mark.start(), following.end())
            at += 1
        at += 1


def _tag(paragraph: Paragraph, start: int, end: int) -> Tag:
    text = paragraph.text[start:end]
    opening = text[:2]
    inner = (_STATEMENT if opening == "{%" else _INNER).fullmatch(text[2:-2])
    code = " ".join((inner["code"] if inner else text[2:-2]).translate(_MENDED_QUOTES).split())
    prefix = (inner["prefix"] or "").strip().lower() if inner else ""
    return Tag(paragraph, text, opening, prefix, _with_command(code) if opening == "{%" else code, start)


def _with_command(code: str) -> str:
    """Return a statement with its command as Jinja knows it: Word begins sentences with a capital, «end for»."""
    whole = code.replace(" ", "").lower()
    word = re.match(r"[^\W\d]*", code)[0]  # type: ignore[index]
    if whole in _ENDS:
        return whole
    return word.lower() + code[len(word) :] if word.lower() in STATEMENTS else code


def without_tags(text: str) -> str:
    """Return what a paragraph says besides its tags."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text)


@dataclass
class Nesting:
    """The tags of a part, one a line: what is wrong with their nesting, and a text that nests well."""

    faults: list[Finding] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    """The text for Jinja: the tag number n on line n."""
    _open: list[Tag] = field(default_factory=list)
    _crossed: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, tags: Sequence[Tag]) -> tuple[Nesting, nodes.Template]:
        """Return the nesting of a part's tags, and its parsed text."""
        nesting = cls()
        for tag in tags:
            nesting._add(tag)
        nesting._finish()
        return nesting, ENVIRONMENT.parse("\n".join(nesting.lines))

    def _add(self, tag: Tag) -> None:
        if self._open and self._open[-1].keyword == "raw" and tag.keyword != "endraw":
            self.lines.append("")
        elif tag.opening == "{{":
            self.lines.append(self._checked(tag, f"{{{{ {tag.code} }}}}"))
        elif tag.keyword in _ENDS:
            self.lines.append(self._closed(tag))
        elif tag.keyword in _MIDDLES:
            self.lines.append(self._middle(tag))
        else:
            self.lines.append(self._statement(tag))

    def _finish(self) -> None:
        """Close what is still open."""
        closing = ""
        for tag in reversed(self._open):
            self._fault(tag, f"thẻ {tag.text} chưa đóng", f"Thêm {_end(tag)} vào cuối phần đó.")
            closing += f"{{% end{tag.keyword} %}}"
        self.lines.append(closing)

    def _fault(self, tag: Tag, what: str, fix: str) -> None:
        self.faults.append(tag.fault(what, fix))

    def _checked(self, tag: Tag, source: str, around: str = "") -> str:
        try:
            ENVIRONMENT.parse(source + around)
        except TemplateSyntaxError:
            self._fault(tag, f"thẻ {tag.text} viết sai", "Kiểm tra dấu ngoặc, dấu nháy và dấu chấm trong thẻ.")
            return ""
        return source

    def _statement(self, tag: Tag) -> str:
        source = f"{{% {tag.code} %}}"
        match tag.keyword:
            case "vm" | "hm":
                return ""
            case "colspan" | "cellbg":
                return self._checked(tag, f"{{{{ {tag.code.partition(' ')[2]} }}}}")
            case "set" if "=" in tag.code:
                return self._checked(tag, source)
            case keyword if keyword in _BLOCKS:
                self._open.append(tag)
                return self._checked(tag, source, f"{{% end{keyword} %}}") or _stand_in(tag)
            case keyword if keyword in STATEMENTS:
                self._fault(tag, f"thẻ {tag.text} cần tệp khác, mẫu không dùng được", "Chép phần đó vào mẫu.")
            case keyword:
                self._fault(tag, f"không có lệnh «{keyword}» trong thẻ {tag.text}", "Sửa tên lệnh trong thẻ.")
        return ""

    def _middle(self, tag: Tag) -> str:
        if not self._open or self._open[-1].keyword not in _MIDDLES[tag.keyword]:
            self._fault(tag, f"thẻ {tag.text} không nằm trong {{% if %}} nào", "Thêm {% if ... %} phía trước.")
            return ""
        around = "{% if true %}" if tag.keyword == "elif" else ""
        source = f"{{% {tag.code} %}}"
        if around and not self._checked(tag, around + source + "{% endif %}"):
            return "{% elif true %}"
        return source

    def _closed(self, tag: Tag) -> str:
        wanted = _ENDS[tag.keyword]
        if wanted in self._crossed:
            self._crossed.remove(wanted)
            return ""
        if wanted not in [each.keyword for each in self._open]:
            self._fault(tag, f"thẻ {tag.text} đóng một phần chưa mở", f"Thêm {{% {wanted} ... %}} hoặc bỏ thẻ này.")
            return ""
        closing = ""
        while (opened := self._open.pop()).keyword != wanted:
            self._crossed.append(opened.keyword)
            fix = f"Đóng {_end(opened)} trước {tag.text}."
            self._fault(tag, f"thẻ {tag.text} đóng khi {opened.text} ở trong nó chưa đóng", fix)
            closing += f"{{% end{opened.keyword} %}}"
        self.faults += _mismatched(opened, tag)
        return closing + f"{{% {tag.keyword} %}}"


def _stand_in(tag: Tag) -> str:
    """Return a well-formed opening for one that is not, so that what it names is not called unknown."""
    loop = re.match(r"for\s+([\w, ]+?)\s+in\b", tag.code)
    if tag.keyword == "for":
        return f"{{% for {loop[1] if loop else UNCLEAR} in {UNCLEAR} %}}"
    return {
        "if": "{% if true %}",
        "set": f"{{% set {UNCLEAR} %}}",
        "with": "{% with %}",
        "filter": "{% filter upper %}",
        "macro": f"{{% macro {UNCLEAR}() %}}",
        "call": f"{{% call {UNCLEAR}() %}}",
        "autoescape": "{% autoescape true %}",
        "block": f"{{% block {UNCLEAR} %}}",
    }.get(tag.keyword, "{% raw %}")


def _end(tag: Tag) -> str:
    return f"{{%{tag.prefix} end{tag.keyword} %}}"


def _mismatched(opened: Tag, closed: Tag) -> Iterator[Finding]:
    if opened.prefix != closed.prefix:
        yield closed.fault(f"thẻ {closed.text} đóng {opened.text} bằng cách khác", f"Viết {_end(opened)}.")
    elif opened.keyword in ("for", "if") or opened.prefix in ("tr", "tc"):
        yield from _apart(opened, closed)


def _apart(opened: Tag, closed: Tag) -> Iterator[Finding]:
    """Give what is wrong with a part that begins in one place of a table and ends in another."""
    here, there = opened.paragraph, closed.paragraph
    if here.inside("tbl") is not there.inside("tbl"):
        yield closed.fault(f"thẻ {closed.text} không ở cùng bảng với {opened.text}", "Đưa hai thẻ vào một bảng.")
    elif opened.prefix in ("", "p") and here.inside("tc") is not there.inside("tc"):
        what = f"thẻ {opened.text} mở ở một ô nhưng đóng ở ô khác"
        rows = f"{{%tr {opened.code} %}} và {{%tr end{opened.keyword} %}}"
        fix = f"Để lặp hoặc ẩn cả hàng: {rows}, mỗi thẻ một hàng riêng."
        yield opened.fault(what, fix, "warning")
    elif opened.prefix == "tr" and _follows(here.inside("tr"), there.inside("tr")):
        what = f"giữa {opened.text} và {closed.text} không có hàng nào"
        yield opened.fault(what, "Đặt hàng cần in vào giữa hai hàng có thẻ.", "warning")


def _follows(row: Element, other: Element) -> bool:
    return row is not None and next(row.itersiblings(row.tag), None) is other


def misplaced(tags: Sequence[Tag]) -> Iterator[Finding]:
    """Give the tags of rows, cells and paragraphs that stand in none, in one with another, or beside text."""
    seen: dict[tuple[str, object], Tag] = {}  # the elements themselves: lxml gives an id again
    for tag in tags:
        if tag.prefix not in _PLACES:
            continue
        name, element_name = _PLACES[tag.prefix]
        place = tag.paragraph.element if tag.prefix == "p" else tag.paragraph.inside(element_name)
        if place is None:
            yield tag.fault(f"thẻ {tag.text} phải nằm trong {name}", "Đưa thẻ vào bảng.")
        elif (tag.prefix, place) in seen:
            fix = f"Mỗi thẻ {{%{tag.prefix} chiếm {name} riêng; hàng, ô hoặc đoạn ấy không được in."
            yield tag.fault(f"thẻ {tag.text} ở cùng {name} với {seen[tag.prefix, place].text}", fix)
        else:
            seen[tag.prefix, place] = tag
            yield from _losing_text(tag, place, name)


def _losing_text(tag: Tag, place: object, name: str) -> Iterator[Finding]:
    texts = "".join(text.text or "" for text in place.iter("{*}t"))  # type: ignore[attr-defined]
    if tag.opening == "{%" and without_tags(texts).strip():
        what = f"chữ khác trong {name} có thẻ {tag.text} sẽ không được in"
        yield tag.fault(what, "Chuyển chữ ấy ra ngoài.", "warning")
