"""Word comments in a copy of a template or form: each fault is told at the place where it stands."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.text.run import Run

from flows.word.package import filled, packed, read_parts, roots_of
from flows.word.paragraph_runs import OBJECT, Element, Line, W
from flows.word.template_tags import Finding

AUTHOR, INITIALS = "Vănthư", "VT"
BODY = "word/document.xml"
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
# The styles that python-docx gives to comments; a template need not have them.
_STYLES = {"Comment Reference": WD_STYLE_TYPE.CHARACTER, "Comment Text": WD_STYLE_TYPE.PARAGRAPH}
_NAMES = {"error": "LỖI", "warning": "Lưu ý"}
_BLANKS = str.maketrans({"\t": " ", "\n": " ", OBJECT: " "})


@dataclass(frozen=True)
class Remark:
    """What to say about some runs of a paragraph, line by line; without runs, about the whole paragraph."""

    paragraph: Element
    lines: tuple[str, ...]
    runs: Sequence[Element] = ()


def place_of(part: str) -> str:
    """Return where a part other than the document itself is seen: "Ở đầu trang: "."""
    name = part.rpartition("/")[2].rstrip("0123456789.xml")
    return {"header": "Ở đầu trang: ", "footer": "Ở chân trang: ", "footnotes": "Ở cước chú: "}.get(name, "")


def remarked(parts: Mapping[str, bytes], body: Element, remarks: Iterable[Remark]) -> bytes:
    """Return a package with the remarks as comments; `body` is its document as python-docx parsed it.

    Word allows no comment in headers, footers and text boxes (ECMA-376 part 1, 17.13.4): what is said of a text box
    stands at its anchor, what is said of another part at the first paragraph.
    """
    opened = docx.Document(io.BytesIO(packed(parts)))
    opened.part._element = body  # noqa: SLF001 - the runs of the remarks stand in it
    document = Document(body, opened.part)
    for name, kind in _STYLES.items():
        if name.replace(" ", "") not in {style.style_id for style in opened.styles}:
            opened.styles.add_style(name, kind)
    for remark in remarks:
        runs = _runs_beside(body, remark)
        text = _ILLEGAL.sub("", "\n".join(remark.lines))
        ends = [Run(run, document) for run in (runs[0], runs[-1])]
        comment = document.add_comment(ends, text, AUTHOR, INITIALS)
        del comment._comment_elm.attrib[f"{W}date"]  # noqa: SLF001 - the same copy at any hour
    saved = io.BytesIO()
    opened.save(saved)
    return packed(read_parts(saved.getvalue(), ""))


def _runs_beside(body: Element, remark: Remark) -> Sequence[Element]:
    """Return the runs that a comment can stand at: the remark's own, its paragraph's, or a text box's anchor."""
    if remark.paragraph.getroottree().getroot() is not body:
        return _runs_of(next(body.iter(f"{W}p")))
    boxes = list(remark.paragraph.iterancestors(f"{W}txbxContent"))
    if boxes:
        return [next(boxes[-1].iterancestors(f"{W}r"))]
    return [run for run in remark.runs if run.getparent() is not None] or _runs_of(remark.paragraph)


def _runs_of(paragraph: Element) -> Sequence[Element]:
    own = [run for run in paragraph.iter(f"{W}r") if next(run.iterancestors(f"{W}p")) is paragraph]
    return own or [paragraph.add_r()]


def marked(data: bytes, findings: Sequence[Finding], file: str) -> bytes | None:
    """Return a copy with a comment at each fault's tag, else at its paragraph; None for what is no Word file."""
    parts = read_parts(data, file)
    roots = filled(roots_of(parts, file))
    if BODY not in parts:
        return None
    if next(roots[BODY].iter(f"{W}p"), None) is None:
        return None
    return remarked(parts, roots[BODY], [*_remarks(roots, findings)])


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
