"""The texts of a paper between its line breaks and tabs, and the lines drawn near them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flows.rendering.form.paper import Paper, Paragraph, Piece

_TYPED_RULE = re.compile(r"[_\u2500\u2501]{3,}|[-\u2013\u2014=*\s]{5,}")


@dataclass(frozen=True, eq=False)
class Part:
    """A text between line breaks and tabs, and the paragraph it stands in."""

    pieces: tuple[Piece, ...]
    paragraph: Paragraph
    number: int

    @property
    def text(self) -> str:
        """Return it with single blanks."""
        return " ".join("".join(piece.text for piece in self.pieces).split())

    @property
    def is_capitals(self) -> bool:
        """Whether its letters show as capitals."""
        shown = [piece for piece in self.pieces if any(sign.isalpha() for sign in piece.text)]
        return bool(shown) and all(piece.look.capitals or piece.text == piece.text.upper() for piece in shown)


def parts_of(paper: Paper) -> tuple[Part, ...]:
    """Return every text of a paper."""
    return tuple(
        Part(pieces, paragraph, number)
        for number, paragraph in enumerate(paper.paragraphs)
        for pieces in paragraph.segments()
    )


def is_rule(paragraph: Paragraph) -> bool:
    """Whether a paragraph shows a line only: drawn, as a border, or typed."""
    if paragraph.is_blank:
        return bool(paragraph.drawn) or paragraph.shape.border_above or paragraph.shape.border_below
    return _TYPED_RULE.fullmatch(paragraph.text.strip()) is not None


def drawn_near(paper: Paper, part: Part, reach: int = 2) -> Iterator[Paragraph]:
    """Yield the paragraph of a text and those just below it in the same cell."""
    at, place = part.number, part.paragraph.place
    yield from (each for each in paper.paragraphs[at : at + reach + 1] if each.place == place)


def is_left_of(paragraph: Paragraph, table: int, row: int, column: int) -> bool:
    """Whether a paragraph stands in an earlier cell of the same row."""
    place = paragraph.place
    return place is not None and (place.table, place.row) == (table, row) and place.column < column
