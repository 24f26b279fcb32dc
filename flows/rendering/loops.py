"""Sections of other template languages, {{#x}} ... {{/x}}: which belong together, and what Word keeps of them."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.rendering.fields import Element, W, empty_copy, with_text
from flows.rendering.placeholders import Place

_BOUND = re.compile(r"\{%-?\s*(?:p|tr|tc|r)?\s*(?:for|set|macro|with)\s+([\w, ]+?)(?:\s+in\b|\s*[=(])")


@dataclass(frozen=True, slots=True)
class Loop:
    """What a section means: the list it goes through, or the field whose presence it asks for."""

    name: str
    path: str = ""
    opening: str = ""
    closing: str = ""
    variable: str = ""
    item: str = ""

    def negated(self) -> Loop:
        """Return the condition for what is not there."""
        return replace(self, opening=f"if not {self.path}", closing="endif", variable="", item="")


@dataclass(frozen=True)
class Turn:
    """A section's tag as it now stands in a run."""

    run: Element
    paragraph: Element
    code: str

    @property
    def row(self) -> Element:
        """The row around it, or None."""
        return next(self.paragraph.iterancestors(f"{W}tr"), None)

    @property
    def is_alone(self) -> bool:
        """Whether its paragraph says nothing else."""
        texts = self.paragraph.iter(f"{W}t")
        return all(text.getparent() is self.run or not (text.text or "").strip() for text in texts)


def paired(sections: Sequence[Place]) -> frozenset[Place]:
    """Return the sections that have both ends, in the order of nesting."""
    opened: list[Place] = []
    good: set[Place] = set()
    for place in sections:
        if place.style == "close" and opened and opened[-1].name == place.name:
            good |= {opened.pop(), place}
        elif place.style == "else" and opened and opened[-1].name == place.name:
            good.add(place)
        elif place.style != "close":
            opened.append(place)
    return frozenset(good)


def bound_names(text: str) -> frozenset[str]:
    """Return the names that a part's own Jinja statements make."""
    return frozenset(name.strip() for found in _BOUND.findall(text) for name in found.split(",")) | {"loop"}


def in_place(turns: Sequence[Turn]) -> None:
    """Give the tags of sections the places docxtpl wants: rows or paragraphs of their own, or in the text."""
    for opening, closing in _pairs(turns):
        row = opening.row
        apart = opening.paragraph is not closing.paragraph
        if apart and row is not None and row is closing.row:
            row.addprevious(row_saying(row, opening.code, opening.run))
            row.addnext(row_saying(row, closing.code, closing.run))
            for turn in (opening, closing):
                turn.run.getparent().remove(turn.run)
        elif apart and opening.is_alone and closing.is_alone:
            for turn in (opening, closing):
                turn.run.find(f"{W}t").text = "{%p " + turn.code + " %}"


def _pairs(turns: Sequence[Turn]) -> list[tuple[Turn, Turn]]:
    opened: list[Turn] = []
    found: list[tuple[Turn, Turn]] = []
    for turn in sorted(turns, key=lambda turn: _order(turn.run)):
        if turn.code.startswith("end"):
            found.append((opened.pop(), turn))
        elif turn.code != "else":
            opened.append(turn)
    return found


def _order(run: Element) -> tuple[int, ...]:
    """Return a run's place in its document, for sorting."""
    steps = [run, *run.iterancestors()]
    return tuple(child.getparent().index(child) for child in reversed(steps[:-1]))


def row_saying(row: Element, code: str, like: Element | None = None) -> Element:
    """Return a row like another one, with nothing but a tag in its first cell, set as a run is."""
    alone: Element = copy.deepcopy(row)
    for number, cell in enumerate(alone.iterchildren(f"{W}tc")):
        for child in [child for child in cell if child.tag != f"{W}tcPr"]:
            cell.remove(child)
        paragraph = cell.makeelement(f"{W}p")
        cell.append(paragraph)
        if number == 0:
            run = paragraph.makeelement(f"{W}r") if like is None else empty_copy(like)
            paragraph.append(with_text(run, "{%tr " + code + " %}"))
    return alone
