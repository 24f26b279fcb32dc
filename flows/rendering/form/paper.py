"""A paper as the eye sees it: paragraphs with the letters they really have, and the page they stand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

POINT = 20
"""Twips in a point."""
MILLIMETRE = 1440 / 25.4
"""Twips in a millimetre."""


class Place(NamedTuple):
    """A cell: the number of its table, its row, its column."""

    table: int
    row: int
    column: int


class Around(NamedTuple):
    """What is around a paragraph: its cell, its table's style, a border below its cell."""

    place: Place | None = None
    table: str = ""
    bordered: bool = False


class Look(NamedTuple):
    """The letters of a piece of text; colour is six hexadecimal digits, "" for black as Word chooses it."""

    fonts: tuple[str, ...] = ("Times New Roman",)
    size: float = 10.0
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    underlined: bool = False
    colour: str = ""


class Piece(NamedTuple):
    """A text in one look; `linked` says that it is a hyperlink, which Word colours."""

    text: str
    look: Look
    linked: bool = False

    @property
    def has_letters(self) -> bool:
        """Whether it shows letters or digits, whose look can be judged."""
        return any(sign.isalnum() for sign in self.text)


class Shape(NamedTuple):
    """How a paragraph stands: alignment, first line's indent and spacing in twips."""

    align: str = "left"
    first: int = 0
    left: int = 0
    before: int = 0
    after: int = 0
    line: int = 240
    line_rule: str = "auto"
    listed: bool = False
    close: bool = False
    border_above: bool = False
    border_below: bool = False


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; `drawn` is how many lines are drawn in it, `style` which style it names."""

    pieces: tuple[Piece, ...]
    shape: Shape
    place: Place | None = None
    style: str = ""
    drawn: int = 0
    underscored_cell: bool = False
    """Whether a border runs below its cell."""

    @cached_property
    def text(self) -> str:
        """Return what it says, line breaks and tabs as a program writes them."""
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def is_blank(self) -> bool:
        """Whether it shows no text."""
        return not self.text.strip()

    def segments(self) -> Iterator[tuple[Piece, ...]]:
        """Yield the pieces between line breaks and tabs, without the blank ones."""
        segment: list[Piece] = []
        for piece in self.pieces:
            first, *others = piece.text.replace("\t", "\n").split("\n")
            segment.append(piece._replace(text=first))
            for other in others:
                yield from _shown(segment)
                segment = [piece._replace(text=other)]
        yield from _shown(segment)


def _shown(segment: list[Piece]) -> Iterator[tuple[Piece, ...]]:
    if any(piece.text.strip() for piece in segment):
        yield tuple(piece for piece in segment if piece.text)


class Section(NamedTuple):
    """A page set up, in millimetres; None for what the file does not say."""

    width: float | None = None
    height: float | None = None
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None


class PageNumber(NamedTuple):
    """A page number: where it stands, and whether the first page shows it."""

    in_header: bool
    on_first: bool
    align: str
    look: Look


@dataclass(frozen=True)
class Paper:
    """A whole paper; `pages` is how many Word counted when it was saved, 0 when nobody did."""

    paragraphs: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    page_numbers: tuple[PageNumber, ...] = ()
    pages: int = 0
