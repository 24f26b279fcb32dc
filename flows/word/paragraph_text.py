"""A paragraph as one line of text that can be cut, replaced and marked, whatever runs Word has split it into."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from flows.word.word_fields import OBJECT, SIGNS, XML_SPACE, Element, W, empty_copy, with_text

FIXED = OBJECT
"""What stands in the text for a sign that must not be touched: a drawing, the result of a field."""
_SILENT = frozenset(f"{W}{name}" for name in ("rPr", "fldChar", "instrText", "lastRenderedPageBreak", "delText"))


class Atom(NamedTuple):
    """A piece of a run that shows something, and where its text stands in the line."""

    run: Element
    element: Element
    start: int
    text: str

    @property
    def end(self) -> int:
        """Where the piece ends."""
        return self.start + len(self.text)


class Line:
    """The text of a paragraph; positions are places in `text`, which changes with every replacement."""

    def __init__(self, paragraph: Element) -> None:
        """Read a paragraph; texts of paragraphs inside it, as in a text box, are not its own."""
        self.paragraph = paragraph
        self._read()

    def _read(self) -> None:
        self._atoms: list[Atom] = []
        at = 0
        for run, element, text in _pieces(self.paragraph):
            self._atoms.append(Atom(run, element, at, text))
            at += len(text)
        self.text = "".join(atom.text for atom in self._atoms)

    def runs(self, start: int, end: int) -> list[Element]:
        """Return the runs that hold exactly the text between two places; runs are cut where they hold more."""
        self._cut(start)
        self._cut(end)
        found = (atom.run for atom in self._atoms if start <= atom.start and atom.end <= end and atom.text)
        return list(dict.fromkeys(found))

    def replace(self, start: int, end: int, text: str) -> list[Element]:
        """Put a text in the place of another one, in the formatting of its first sign; return its run."""
        if start == end:
            return self._inserted(start, text)
        self.runs(start, end)
        inside = [atom for atom in self._atoms if start <= atom.start and atom.end <= end and atom.text]
        run = inside[0].run
        for atom in inside:
            atom.run.remove(atom.element)
        if text:
            with_text(run, text)
        self._drop_empty([atom.run for atom in inside])
        self._read()
        return [run] if text else []

    def _inserted(self, at: int, text: str) -> list[Element]:
        self._cut(at)
        before = next((atom.run for atom in reversed(self._atoms) if atom.end <= at), None)
        run = self.paragraph.makeelement(f"{W}r") if before is None else empty_copy(before)
        with_text(run, text)
        if before is not None:
            before.addnext(run)
        elif self._atoms:
            self._atoms[0].run.addprevious(run)
        else:
            _take_mark(self.paragraph, run)
            self.paragraph.append(run)
        self._read()
        return [run]

    def _drop_empty(self, runs: list[Element]) -> None:
        for run in dict.fromkeys(runs):
            if run.getparent() is not None and all(child.tag == f"{W}rPr" for child in run):
                run.getparent().remove(run)

    def _cut(self, at: int) -> None:
        """Have a run begin at a place of the text."""
        inside = next((atom for atom in self._atoms if atom.start < at < atom.end), None)
        if inside is not None and inside.element.tag == f"{W}t":
            self._cut_text(inside, at - inside.start)
        first = next((atom for atom in self._atoms if atom.start == at and atom.text), None)
        if first is not None and any(atom.run is first.run and atom.start < at for atom in self._atoms):
            self._cut_run(first)

    def _cut_text(self, atom: Atom, at: int) -> None:
        holder = with_text(empty_copy(atom.run), atom.text[at:])[-1]
        atom.element.text = atom.text[:at]
        atom.element.set(XML_SPACE, "preserve")
        atom.element.addnext(holder)
        self._read()

    def _cut_run(self, atom: Atom) -> None:
        rest = empty_copy(atom.run)
        for child in [atom.element, *atom.element.itersiblings()]:
            rest.append(child)
        atom.run.addnext(rest)
        self._read()


def _take_mark(paragraph: Element, run: Element) -> None:
    """Give a run the formatting that an empty paragraph would give to what is typed there."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is not None:
        formatting = run.makeelement(f"{W}rPr")
        kept = ("rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "color", "sz", "szCs", "u")
        for child in mark:
            if child.tag in {f"{W}{name}" for name in kept}:
                formatting.append(child.__copy__())
        run.insert(0, formatting)


def _pieces(paragraph: Element) -> Iterator[tuple[Element, Element, str]]:
    """Give what the runs of a paragraph show, piece by piece; what belongs to a field is fixed."""
    depth = 0
    for run in paragraph.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is not paragraph:
            continue
        in_simple = next(run.iterancestors(f"{W}fldSimple"), None) is not None
        for child in run:
            if child.tag == f"{W}fldChar":
                depth += {"begin": 1, "end": -1}.get(child.get(f"{W}fldCharType"), 0)
            elif child.tag not in _SILENT:
                text = _shown(child)
                yield run, child, FIXED * len(text) if in_simple or depth > 0 else text


def _shown(child: Element) -> str:
    return (child.text or "") if child.tag == f"{W}t" else SIGNS.get(child.tag, FIXED)
