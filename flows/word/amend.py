"""Put the number and day into a paper that somebody has edited since we printed it.

Two printings of ours say what changed between them, paragraph by paragraph. The same is changed in the paper, where
every such paragraph still stands as we printed it; otherwise nothing is, for nobody knows where it belongs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping

from lxml import etree

from flows.errors import TemplateError
from flows.word.package import packed, parsed, read_parts
from flows.word.paragraph_runs import OBJECT, Line, W

_UNCHANGEABLE = frozenset({OBJECT, "\t", "\n"})
_PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


def amended(paper: bytes, before: bytes, after: bytes) -> bytes | None:
    """Return the paper with what `after` prints otherwise than `before`; None where that cannot be told for sure."""
    try:
        changes = _changes(_texts(before), _texts(after))
        parts = read_parts(paper, "")
        trees = {name: parsed(part, name, "") for name, part in parts.items() if _PARTS.fullmatch(name)}
    except TemplateError:
        return None
    lines = [Line(paragraph) for tree in trees.values() for paragraph in tree.iter(f"{W}p")]
    standing = Counter(line.text for line in lines)
    if not changes or any(standing[old] + standing[new] != times for (old, new), times in changes.items()):
        return None
    replacing = dict(changes.keys())
    if not all(_rewritten(line, replacing[line.text]) for line in lines if line.text in replacing):
        return None
    written = {name: etree.tostring(tree, encoding="UTF-8", standalone=True) for name, tree in trees.items()}
    return packed({**parts, **written})


def text_of(paper: bytes) -> str:
    """Return what a paper says, a paragraph a line; "" for a file that is no paper."""
    try:
        return "\n".join(_texts(paper))
    except TemplateError:
        return ""


def _changes(before: list[str], after: list[str]) -> Mapping[tuple[str, str], int]:
    """Return which paragraphs changed into what, and how often; none when there are others than before."""
    if len(before) != len(after):
        return {}
    return Counter((old, new) for old, new in zip(before, after, strict=True) if old != new)


def _texts(paper: bytes) -> list[str]:
    parts = sorted((name, part) for name, part in read_parts(paper, "").items() if _PARTS.fullmatch(name))
    return [Line(paragraph).text for name, part in parts for paragraph in parsed(part, name, "").iter(f"{W}p")]


def _rewritten(line: Line, new: str) -> bool:
    """Change what differs, in the run where it begins; tell whether that could be done."""
    begin, end, put = _difference(line.text, new)
    if not line.text or not _UNCHANGEABLE.isdisjoint(line.text[begin:end]):
        return False
    line.replace(begin, end, put)
    return True


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """Return from where to where the old text differs, and what stands there in the new one."""
    shorter = min(len(old), len(new))
    begin = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    alike = next((n for n in range(shorter - begin) if old[-1 - n] != new[-1 - n]), shorter - begin)
    return begin, len(old) - alike, new[begin : len(new) - alike]
