"""Tags in; those that are opened, closed or placed wrongly out, and the tags as one text Jinja can parse."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jinja2.exceptions import TemplateSyntaxError

from flows.problems import Severity
from flows.rendering.environment import ENVIRONMENT
from flows.rendering.fields import Element
from flows.rendering.tags import Paragraph, Tag, without_tags

_BLOCKS = ("for", "if", "macro", "call", "filter", "set", "with", "autoescape", "raw", "block")
_ENDS = {f"end{name}": name for name in _BLOCKS}
_MIDDLES = {"else": ("if", "for"), "elif": ("if",)}
_OF_DOCXTPL = ("colspan", "cellbg", "vm", "hm")
STATEMENTS = frozenset({*_BLOCKS, *_ENDS, *_MIDDLES, *_OF_DOCXTPL, "set", "include", "import", "from", "extends"})
_PLACES = {"tr": ("một hàng của bảng", "tr"), "tc": ("một ô của bảng", "tc"), "p": ("một đoạn", "p")}
UNCLEAR = "_khong_ro"


@dataclass(frozen=True)
class Fault:
    """What is wrong in a paragraph, in Vietnamese, and what to do about it; `shown` is the tag as typed."""

    shown: str
    paragraph: Paragraph
    what: str
    fix: str = ""
    severity: Severity = "error"


def _fault(tag: Tag, what: str, fix: str, severity: Severity = "error") -> Fault:
    return Fault(tag.text, tag.paragraph, what, fix, severity)


@dataclass
class Nesting:
    """The tags of a part, one a line: what is wrong with their nesting, and a text that nests well."""

    faults: list[Fault] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    _open: list[Tag] = field(default_factory=list)
    _crossed: list[str] = field(default_factory=list)

    @property
    def source(self) -> str:
        """The text for Jinja: the tag number n on line n."""
        return "\n".join(self.lines)

    def add(self, tag: Tag) -> None:
        """Take the next tag."""
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

    def finish(self) -> None:
        """Close what is still open."""
        closing = ""
        for tag in reversed(self._open):
            self._fault(tag, f"thẻ {tag.text} chưa đóng", f"Thêm {_end(tag)} vào cuối phần đó.")
            closing += f"{{% end{tag.keyword} %}}"
        self.lines.append(closing)

    def _fault(self, tag: Tag, what: str, fix: str) -> None:
        self.faults.append(_fault(tag, what, fix))

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


def _mismatched(opened: Tag, closed: Tag) -> Iterator[Fault]:
    if opened.prefix != closed.prefix:
        yield _fault(closed, f"thẻ {closed.text} đóng {opened.text} bằng cách khác", f"Viết {_end(opened)}.")
    elif opened.keyword in ("for", "if") or opened.prefix in ("tr", "tc"):
        yield from _apart(opened, closed)


def _apart(opened: Tag, closed: Tag) -> Iterator[Fault]:
    """Give what is wrong with a part that begins in one place of a table and ends in another."""
    here, there = opened.paragraph, closed.paragraph
    if here.inside("tbl") is not there.inside("tbl"):
        yield _fault(closed, f"thẻ {closed.text} không ở cùng bảng với {opened.text}", "Đưa hai thẻ vào một bảng.")
    elif opened.prefix in ("", "p") and here.inside("tc") is not there.inside("tc"):
        what = f"thẻ {opened.text} mở ở một ô nhưng đóng ở ô khác"
        rows = f"{{%tr {opened.code} %}} và {{%tr end{opened.keyword} %}}"
        fix = f"Để lặp hoặc ẩn cả hàng: {rows}, mỗi thẻ một hàng riêng."
        yield _fault(opened, what, fix, "warning")
    elif opened.prefix == "tr" and _follows(here.inside("tr"), there.inside("tr")):
        what = f"giữa {opened.text} và {closed.text} không có hàng nào"
        yield _fault(opened, what, "Đặt hàng cần in vào giữa hai hàng có thẻ.", "warning")


def _follows(row: Element, other: Element) -> bool:
    return row is not None and next(row.itersiblings(row.tag), None) is other


def misplaced(tags: Sequence[Tag]) -> Iterator[Fault]:
    """Give the tags of rows, cells and paragraphs that stand in none, in one with another, or beside text."""
    seen: dict[tuple[str, object], Tag] = {}  # the elements themselves: lxml gives an id again
    for tag in tags:
        if tag.prefix not in _PLACES:
            continue
        name, element_name = _PLACES[tag.prefix]
        place = tag.paragraph.element if tag.prefix == "p" else tag.paragraph.inside(element_name)
        if place is None:
            yield _fault(tag, f"thẻ {tag.text} phải nằm trong {name}", "Đưa thẻ vào bảng.")
        elif (tag.prefix, place) in seen:
            fix = f"Mỗi thẻ {{%{tag.prefix} chiếm {name} riêng; hàng, ô hoặc đoạn ấy không được in."
            yield _fault(tag, f"thẻ {tag.text} ở cùng {name} với {seen[tag.prefix, place].text}", fix)
        else:
            seen[tag.prefix, place] = tag
            yield from _losing_text(tag, place, name)


def _losing_text(tag: Tag, place: object, name: str) -> Iterator[Fault]:
    texts = "".join(text.text or "" for text in place.iter("{*}t"))  # type: ignore[attr-defined]
    if tag.opening == "{%" and without_tags(texts).strip():
        yield _fault(
            tag, f"chữ khác trong {name} có thẻ {tag.text} sẽ không được in", "Chuyển chữ ấy ra ngoài.", "warning"
        )
