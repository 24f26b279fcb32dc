"""What one rendering has done so far, counted, and what it may still do."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Iterator
from time import thread_time
from typing import TYPE_CHECKING, Any

import docxtpl
from jinja2.exceptions import SecurityError

from flows.rendering.planned_words import MOST_CHARACTERS, MOST_TURNS

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from markupsafe import Markup

# Sub-documents need docxcompose, which docxtpl does not bring by itself.
SUBDOC: tuple[type, ...] = (docxtpl.Subdoc,) if hasattr(docxtpl, "Subdoc") else ()
BRINGS_PARTS: tuple[type, ...] = (docxtpl.InlineImage, *SUBDOC)
MOST_SECONDS = 60
"""So long may one document take, of a processor's time: the largest that were tried take a tenth of it."""
_STEPS = 64
# A macro's call takes as long as this many turns of a loop.
_A_CALL = (None,) * 20


class NeedsDocxtplError(Exception):
    """A printed value brings parts of its own, so that docxtpl must put the document together."""


class Trace:
    """What one rendering has done so far: turns of its loops, and whether a value brought markup of its own."""

    __slots__ = ("_began", "_steps", "characters", "docx", "markup", "place", "turns")

    def __init__(self, docx: DocxTemplate | None = None) -> None:
        """Begin; `docx` is the document docxtpl is filling, if it is docxtpl that fills."""
        self.turns = 0
        self.characters = 0
        self._steps = 0
        self._began = 0.0
        self.markup = False
        self.docx = docx
        self.place: Callable[[docxtpl.InlineImage], Markup] | None = None
        """What gives the markup of an image where one may stand without docxtpl."""

    def __call__(self, characters: int, items: Any = _A_CALL) -> Any:  # noqa: ANN401 - whatever a loop goes through
        """Count the items of a loop before it begins, or as they come; without items, count a call.

        Each turn prints so many characters at most, besides its values.
        """
        if not hasattr(items, "__len__"):
            return self._counted(characters, items)
        self._count(len(items), characters if items is not _A_CALL else 0)
        return items

    def _counted(self, characters: int, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self._count(1, characters)
            yield item

    def _count(self, turns: int, characters: int) -> None:
        self.turns += turns
        if self.turns > MOST_TURNS:
            raise SecurityError(f"vòng lặp chạy quá {MOST_TURNS} lượt")
        self.spend(turns * characters)

    def spend(self, characters: int) -> None:
        """Count text that is made, printed or not."""
        self.characters += characters
        if self.characters > MOST_CHARACTERS:
            raise SecurityError("văn bản làm ra dài quá mức")
        self._steps += 1
        if self._steps % _STEPS == 0:
            self._look_at_clock()

    def step(self) -> None:
        """Look at the clock now and then: what is neither long nor often can still take long, often."""
        self._steps += 1
        if self._steps % _STEPS == 0:
            self._look_at_clock()

    def _look_at_clock(self) -> None:
        self._began = self._began or thread_time()
        if thread_time() - self._began > MOST_SECONDS:
            raise SecurityError("mẫu chạy quá lâu")

    def printed(self, value: Any) -> Any:  # noqa: ANN401 - whatever has __html__
        """Return what docxtpl prints for a value that is no plain text, and remember that it was there."""
        if self.place is not None and type(value) is docxtpl.InlineImage:
            return self.place(value)
        if isinstance(value, BRINGS_PARTS) and self.docx is None:
            raise NeedsDocxtplError
        if isinstance(value, docxtpl.InlineImage):
            # An image asks its own DocxTemplate which part is being written; it may stand in any.
            value = copy.copy(value)
            value.tpl = self.docx
        self.markup = self.markup or not isinstance(value, docxtpl.Listing)
        return value
