"""The tags of a template as a person sees them: paragraph by paragraph, each with what is around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from flows.rendering.fields import Element, W

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CLOSERS = {"{{": "}}", "{%": "%}", "{#": "#}"}
_MARK = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_INNER = re.compile(r"(?P<prefix>(?:p|tr|tc|r)\s)?[-+]?\s*(?P<code>.*?)\s*[-+]?", re.DOTALL)
_MENDED_QUOTES = str.maketrans("“”‘’", "\"\"''")
FILLED_PART = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")


@dataclass(frozen=True, eq=False)
class Paragraph:
    """A paragraph's text, and the row, cell and table it stands in."""

    part: str
    text: str
    element: Element = field(repr=False)
    number: int = -1
    """Its place among all paragraphs of the part."""

    def inside(self, tag: str) -> Element:
        """Return the nearest element of that name around the paragraph, or None."""
        return next(self.element.iterancestors(f"{W}{tag}"), None)


@dataclass(frozen=True)
class Tag:
    """A tag as typed, and what stands in it without braces, prefix and dashes."""

    text: str
    opening: str
    prefix: str
    code: str
    paragraph: Paragraph

    @property
    def keyword(self) -> str:
        """The first word of a statement."""
        found = re.match(r"\w+", self.code) if self.opening == "{%" else None
        return found[0] if found else ""


class Loose(NamedTuple):
    """Braces that are no tag, with the text from them on."""

    text: str
    paragraph: Paragraph
    is_closing: bool


def paragraphs_of(name: str, content: bytes) -> list[Paragraph]:
    """Return the paragraphs of a part; what Word keeps twice, once."""
    root = etree.fromstring(content)
    return [
        Paragraph(name, "".join(_own_texts(paragraph)), paragraph, number)
        for number, paragraph in enumerate(root.iter(f"{W}p"))
        if not is_second(paragraph)
    ]


def is_second(paragraph: Element) -> bool:
    """Tell whether a paragraph is the second of two that Word keeps of every text in a text box."""
    return next(paragraph.iterancestors(_FALLBACK), None) is not None


def _own_texts(paragraph: Element) -> Iterator[str]:
    for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"):
        if next(each.iterancestors(f"{W}p")) is paragraph and next(each.iterancestors(f"{W}tabs"), None) is None:
            yield (each.text or "") if each.tag == f"{W}t" else " "


def tags_of(paragraph: Paragraph) -> Iterator[Tag | Loose]:
    """Give the tags of a paragraph, and braces that make none."""
    marks = list(_MARK.finditer(paragraph.text))
    at = 0
    while at < len(marks):
        mark, following = marks[at], marks[at + 1] if at + 1 < len(marks) else None
        if mark[0] not in _CLOSERS:
            yield Loose(_around(paragraph.text, mark.start()), paragraph, is_closing=True)
        elif following is None or following[0] != _CLOSERS[mark[0]]:
            yield Loose(paragraph.text[mark.start() : mark.start() + 40], paragraph, is_closing=False)
        else:
            yield _tag(paragraph.text[mark.start() : following.end()], paragraph)
            at += 1
        at += 1


def _around(text: str, at: int) -> str:
    return text[max(at - 20, 0) : at + 2]


def _tag(text: str, paragraph: Paragraph) -> Tag:
    inner = _INNER.fullmatch(text[2:-2])
    code = inner["code"] if inner else text[2:-2]
    prefix = (inner["prefix"] or "").strip() if inner else ""
    return Tag(text, text[:2], prefix, " ".join(code.translate(_MENDED_QUOTES).split()), paragraph)


def without_tags(text: str) -> str:
    """Return what a paragraph says besides its tags."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text)


def only_tags(found: Iterable[Tag | Loose]) -> list[Tag]:
    """Return the tags among what was found, without remarks for the author."""
    return [each for each in found if isinstance(each, Tag) and each.opening != "{#"]
