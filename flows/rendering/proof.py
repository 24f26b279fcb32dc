"""Prove from a template alone that filling it with plain text leaves docxtpl nothing to repair.

docxtpl parses every document again to mend broken XML, to fit table grids to their rows and to number drawings.
Here the template's XML is walked once along the branches of its Jinja: what cannot be proved is repaired per document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import nodes

# An expression's text and a branch's place among the tags; _QUOTES is one that may end an attribute.
# No XML holds these.
_TEXT, _BRANCH, _QUOTES = "\ufffe", "\uffff", "\ufdd0"
_PIECE = re.compile(
    r"""<(?P<close>/?)(?P<name>[\w:.-]+)(?P<attributes>(?:\s+[\w:.-]+\s*=\s*"[^"<\uffff\ufdd0]*")*)\s*(?P<empty>/?)>"""
    r"|(?P<branch>\uffff)|(?P<comment><[!?][^<>\uffff]*>)|(?P<text>[^<\uffff]+)"
)
_SPAN = re.compile(r"""\sw:val\s*=\s*["'](\d+)["']""")
_OF_TABLES = frozenset({"w:tbl", "w:tr", "w:tc"})
_COUNTED = _OF_TABLES | {"w:gridCol", "w:gridSpan", "wp:docPr"}
_TEXT_HOLDERS = frozenset({"w:t", "w:delText", "w:instrText", "w:delInstrText", "a:t", "m:t", "v:textpath"})


class UnprovenError(Exception):
    """The template may need docxtpl's repairs."""


@dataclass(frozen=True)
class Proof:
    """What is known of every document a template can give, as long as its values are plain text."""

    sound: bool
    """The XML is well-formed and every table's grid fits."""
    drawings_fixed: bool = True
    """The drawings are the same in every document, so their numbers are too."""
    loose_text: bool = False
    """Text is printed where elements are expected, which a parser may drop."""
    takes_pictures: bool = False
    """Values are printed in the texts of runs only, which markup that ends a run and begins another may part."""


@dataclass
class _Row:
    fixed: bool
    depth: int
    cells: int = 0
    width: int = 0


@dataclass
class _Table:
    depth: int
    columns: int = 0
    has_grid: bool = False
    rows: list[_Row] = field(default_factory=list)

    def check(self) -> None:
        """Raise unless no row outgrows the grid and a row that is always there fills it."""
        if not self.has_grid:
            raise UnprovenError
        if any(row.cells > self.columns for row in self.rows):
            raise UnprovenError
        if max((row.width for row in self.rows if row.fixed), default=0) < self.columns:
            raise UnprovenError


class _Element(NamedTuple):
    """An open element, and how many branches deep a table's begins; of others, as runs, it says nothing."""

    name: str
    depth: int


class _Walk:
    """The state of a walk: open elements, open tables and rows, how many branches deep."""

    def __init__(self, *, tables: bool) -> None:
        self.fits_tables = tables
        self.open: list[_Element] = []
        self.tables: list[_Table] = []
        self.rows: list[_Row] = []
        self.depth = 0
        self.aside = False
        self.drawings_fixed = True
        self.loose_text = False
        self.takes_pictures = True

    def body(self, body: Sequence[nodes.Node]) -> None:
        """Walk a sequence of nodes."""
        branches: list[nodes.Node] = []
        text = "".join(_flat(body, branches))
        remaining = iter(branches)
        for piece in _pieces(text):
            if piece["branch"]:
                self.branch(next(remaining))
            elif piece["name"]:
                self.tag(piece)
            elif piece["text"]:
                self.text(piece["text"])
            elif _TEXT in piece[0]:
                self.takes_pictures = False

    def tag(self, piece: re.Match[str]) -> None:
        name = piece["name"]
        if self.aside and self.fits_tables and name in _COUNTED:
            raise UnprovenError
        self.takes_pictures = self.takes_pictures and _TEXT not in piece["attributes"]
        if piece["close"]:
            self.close(name)
            return
        if self.fits_tables:
            self.enter(name, piece["attributes"])
        if not piece["empty"]:
            self.open.append(_Element(name, self.depth if name in _OF_TABLES else 0))
        elif name in _OF_TABLES and self.fits_tables:
            raise UnprovenError

    def enter(self, name: str, attributes: str) -> None:
        match name:
            case "w:tbl":
                self.tables.append(_Table(self.depth))
            case "w:tblGrid" | "w:gridCol":
                self.grid(name)
            case "w:tr":
                self.row()
            case "w:tc":
                self.cell()
            case "w:gridSpan":
                self.span(attributes)
            case "wp:docPr":
                self.drawings_fixed = self.drawings_fixed and not self.depth

    def grid(self, name: str) -> None:
        if not self.tables or self.tables[-1].depth != self.depth:
            raise UnprovenError
        self.tables[-1].has_grid = True
        self.tables[-1].columns += name == "w:gridCol"

    def row(self) -> None:
        if not self.tables:
            raise UnprovenError
        self.rows.append(_Row(fixed=False, depth=self.depth))

    def cell(self) -> None:
        if not self.rows or self.rows[-1].depth != self.depth:
            raise UnprovenError
        self.rows[-1].cells += 1
        self.rows[-1].width += 1

    def span(self, attributes: str) -> None:
        found = _SPAN.search(attributes)
        if not found or not self.rows or self.rows[-1].depth != self.depth:
            raise UnprovenError
        self.rows[-1].width += int(found[1]) - 1

    def close(self, name: str) -> None:
        if not self.open or self.open[-1].name != name:
            raise UnprovenError
        element = self.open.pop()
        if not self.fits_tables or name not in _OF_TABLES:
            return
        if element.depth != self.depth:
            raise UnprovenError
        if name == "w:tr":
            self.end_row(self.rows.pop())
        elif name == "w:tbl":
            self.tables.pop().check()

    def end_row(self, row: _Row) -> None:
        # docxtpl counts the rows of a table inside a cell for the outer table too.
        for table in self.tables:
            table.rows.append(_Row(row.depth == table.depth, row.depth, row.cells, row.width))

    def text(self, text: str) -> None:
        if not self.open or self.open[-1].name not in _TEXT_HOLDERS:
            self.loose_text = self.loose_text or bool(self.open) or bool(text.strip())
        if [element.name for element in self.open[-2:]] != ["w:r", "w:t"] and (_TEXT in text or _QUOTES in text):
            self.takes_pictures = False

    def branch(self, node: nodes.Node) -> None:
        if isinstance(node, nodes.Macro | nodes.CallBlock | nodes.AssignBlock):
            self.elsewhere(node.body)
            return
        before = list(self.open)
        self.depth += 1
        ends = [self.end_of(body, before) for body in _bodies(node)]
        self.depth -= 1
        if any(end != ends[0] for end in ends) or (isinstance(node, nodes.For) and ends[0] != before):
            raise UnprovenError
        self.open = ends[0]

    def end_of(self, body: Sequence[nodes.Node], before: list[_Element]) -> list[_Element]:
        self.open = list(before)
        self.body(body)
        return self.open

    def elsewhere(self, body: Sequence[nodes.Node]) -> None:
        """Walk what is printed at another place: it must be whole, and nothing that is counted."""
        kept, self.open, was_aside, self.aside = self.open, [], self.aside, True
        self.body(body)
        if self.open:
            raise UnprovenError
        self.open, self.aside = kept, was_aside


def _flat(body: Iterable[nodes.Node], branches: list[nodes.Node]) -> Iterator[str]:
    """Write nodes as XML in which a character stands for each expression and for each branch that holds tags."""
    for node in body:
        match node:
            case nodes.Output():
                for part in node.nodes:
                    yield part.data if isinstance(part, nodes.TemplateData) else _TEXT
            case nodes.With() | nodes.Scope() | nodes.Block():
                yield from _flat(node.body, branches)
            # A filter around text may break the escapes in it: upper makes &AMP; of &amp;.
            case nodes.If() | nodes.For() | nodes.Macro() | nodes.CallBlock():
                yield from _branch(node, branches)
            case nodes.AssignBlock():
                yield from _branch(node, branches)
            case nodes.Assign() | nodes.ExprStmt():
                continue
            case _:
                raise UnprovenError


def _branch(node: nodes.Node, branches: list[nodes.Node]) -> Iterator[str]:
    """Write a branch: as text where it holds nothing but text."""
    text = "".join(data.data for data in node.find_all(nodes.TemplateData))
    if "<" not in text and ">" not in text:
        yield _QUOTES if '"' in text else _TEXT
        return
    branches.append(node)
    yield _BRANCH


def _bodies(node: nodes.Node) -> Iterator[Sequence[nodes.Node]]:
    """Give the ways a condition or a loop can go."""
    if isinstance(node, nodes.If):
        yield node.body
        yield from (other.body for other in node.elif_)
        yield node.else_
    elif isinstance(node, nodes.For):
        yield node.body
        yield node.else_


def _pieces(text: str) -> Iterator[re.Match[str]]:
    """Cut XML into tags, text and branches; raise where that does not work out."""
    at = 0
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            raise UnprovenError
        yield piece
        at = piece.end()


def prove(template: nodes.Template, *, tables: bool) -> Proof:
    """Return what can be proved of a template; its table grids matter where docxtpl would mend them."""
    walk = _Walk(tables=tables)
    try:
        walk.body(template.body)
    except UnprovenError:
        return Proof(sound=False, drawings_fixed=False, loose_text=True)
    return Proof(not walk.open, walk.drawings_fixed, walk.loose_text, walk.takes_pictures)
