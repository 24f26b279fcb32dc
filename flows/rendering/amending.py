"""Put into a paper what has become known since another hand changed it: its text with number and day, or None, out.

Two printings of ours say what changed between them, paragraph by paragraph. The same is changed in the paper, where
every such paragraph still stands as we printed it; otherwise nothing is, for nobody knows where it belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from flows.errors import TemplateError
from flows.rendering.fields import XML_SPACE, Element, W
from flows.rendering.package import packed, read_parts

_XML = etree.XMLParser(resolve_entities=False, no_network=True)
_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def amended(paper: bytes, before: bytes, after: bytes) -> bytes | None:
    """Return the paper with what `after` prints otherwise than `before`; None where that cannot be told for sure."""
    try:
        changes = _changes(_texts(before), _texts(after))
        parts = read_parts(paper, "")
        trees = {name: etree.fromstring(part, _XML) for name, part in parts.items() if _PARTS.fullmatch(name)}
    except (TemplateError, etree.XMLSyntaxError):
        return None
    lines = [line for tree in trees.values() for line in _lines(tree)]
    standing = Counter(line.text for line in lines)
    if not changes or any(standing[old] + standing[new] != times for (old, new), times in changes.items()):
        return None
    replacing = dict(changes.keys())
    if not all(line.rewrite(replacing[line.text]) for line in lines if line.text in replacing):
        return None
    written = {name: etree.tostring(tree, encoding="UTF-8", standalone=True) for name, tree in trees.items()}
    return packed({**parts, **written})


def text_of(paper: bytes) -> str:
    """Return what a paper says, a paragraph a line; "" for a file that is no paper."""
    try:
        return "\n".join(_texts(paper))
    except (TemplateError, etree.XMLSyntaxError):
        return ""


def _changes(before: list[str], after: list[str]) -> Mapping[tuple[str, str], int]:
    """Return which paragraphs changed into what, and how often; none when there are others than before."""
    if len(before) != len(after):
        return {}
    return Counter((old, new) for old, new in zip(before, after, strict=True) if old != new)


def _texts(paper: bytes) -> list[str]:
    parts = sorted((name, part) for name, part in read_parts(paper, "").items() if _PARTS.fullmatch(name))
    return [line.text for _, part in parts for line in _lines(etree.fromstring(part, _XML))]


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's own texts, without those of boxes in it; a tab or break counts as a sign that cannot be changed."""

    pieces: tuple[Element, ...]

    @property
    def text(self) -> str:
        return "".join(map(_text, self.pieces))

    def rewrite(self, new: str) -> bool:
        """Change what differs, in the run where it begins; tell whether that could be done."""
        begin, end, put = _difference(self.text, new)
        at, waiting = 0, True
        for piece in self.pieces:
            text = _text(piece)
            first, last = max(begin - at, 0), min(end - at, len(text))
            at += len(text)
            touched = first < last or (waiting and begin == end and first <= len(text) and piece.tag == f"{W}t")
            if not touched:
                continue
            if piece.tag != f"{W}t":
                return False
            piece.text = text[:first] + (put if waiting else "") + text[last:]
            piece.set(XML_SPACE, "preserve")
            waiting = False
        return not waiting


def _lines(tree: Element) -> Iterator[_Line]:
    for paragraph in tree.iter(f"{W}p"):
        signs = (one for one in paragraph.iter(*_SIGNS) if one.getparent().tag == f"{W}r")
        yield _Line(tuple(one for one in signs if next(one.iterancestors(f"{W}p")) is paragraph))


_SIGNS = {f"{W}t": "", f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n"}


def _text(piece: Element) -> str:
    return (piece.text or "") if piece.tag == f"{W}t" else _SIGNS[str(piece.tag)]


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """Return from where to where the old text differs, and what stands there in the new one."""
    shorter = min(len(old), len(new))
    begin = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    alike = next((n for n in range(shorter - begin) if old[-1 - n] != new[-1 - n]), shorter - begin)
    return begin, len(old) - alike, new[begin : len(new) - alike]
