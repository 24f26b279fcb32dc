"""A template and what was found wrong with it in; a copy with a Word comment at each fault out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lxml import etree

from flows.rendering.fields import Element, W
from flows.rendering.findings import Finding
from flows.rendering.lines import FIXED, Line
from flows.rendering.package import packed, read_sound_parts
from flows.rendering.remarks import BODY, Remark, place_of, remarked
from flows.rendering.tags import FILLED_PART

_NAMES = {"error": "LỖI", "warning": "Lưu ý"}
_BLANKS = str.maketrans({"\t": " ", "\n": " ", FIXED: " "})


def marked(data: bytes, findings: Sequence[Finding], file: str) -> bytes | None:
    """Return a copy with a comment at each fault's tag, else at its paragraph; None for what is no Word file."""
    parts = read_sound_parts(data, file)
    if BODY not in parts:
        return None
    roots = {name: etree.fromstring(parts[name]) for name in sorted(filter(FILLED_PART.fullmatch, parts))}
    if next(roots[BODY].iter(f"{W}p"), None) is None:
        return None
    return packed(remarked(parts, roots[BODY], [*_remarks(roots, findings)]))


def _remarks(roots: Mapping[str, Element], findings: Sequence[Finding]) -> Iterator[Remark]:
    paragraphs = {name: list(root.iter(f"{W}p")) for name, root in roots.items()}
    for finding in dict.fromkeys(findings):
        own = paragraphs.get(finding.part, [])
        inside = 0 <= finding.number < len(own)
        paragraph = own[finding.number] if inside else next(roots[BODY].iter(f"{W}p"))
        yield Remark(paragraph, _told(finding), _runs(paragraph, finding.shown) if inside else ())


def _runs(paragraph: Element, shown: str) -> Sequence[Element]:
    line = Line(paragraph)
    at = line.text.translate(_BLANKS).find(shown) if shown else -1
    return line.runs(at, at + len(shown)) if at >= 0 else ()


def _told(finding: Finding) -> tuple[str, ...]:
    problem = finding.problem
    fix = (f"Cách sửa: {problem.fix}",) if problem.fix else ()
    return f"{_NAMES[problem.severity]}: {place_of(finding.part)}{problem.message}", *fix
