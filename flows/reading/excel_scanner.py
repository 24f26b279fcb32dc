"""Walk through the XML of a workbook's big parts without a tree: bytes in, starts, texts and ends out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import IO
from xml.parsers import expat

from flows.reading.grids import TooManyCellsError
from flows.reading.office_package import HostileError

# ECMA-376 part 1 (transitional) and ISO/IEC 29500-1 (strict) write the same elements in two namespaces.
SPACES = frozenset({
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
})  # fmt: skip
LONGEST_TEXT = 1_000_000
"""Excel itself holds 32,767 letters in a cell."""

Begin = Callable[[dict[str, str]], None]
End = Callable[[], None]
Run = tuple[str, str]
"""A piece of a text with the name of its own font, "" for the cell's."""


class Scanner:
    """Elements of a spreadsheet as they pass; `runs` is the text that ended last."""

    def __init__(self, starts: Mapping[str, Begin], ends: Mapping[str, End]) -> None:
        """Call these at the start and the end of elements; texts are gathered here."""
        self._starts = {"si": self._begin, "is": self._begin, "r": self._run, "rFont": self._font, "t": self._open_t,
                        "rPh": self._hide, **starts}  # fmt: skip
        self._ends = {"si": self._settle, "is": self._settle, "r": self._end_run, "t": self._close_t, "rPh": self._show}
        self._more_ends = ends
        self.runs: tuple[Run, ...] = ()
        self.text: list[str] | None = None
        self._begin({})

    def feed(self, file: IO[bytes]) -> None:
        """Walk through a part, once; expat's error, or ours for what no spreadsheet program writes."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.StartDoctypeDeclHandler = _refuse
        parser.ParseFile(file)
        # Methods of its own: in a circle with them all cells would outlive the reading of their workbook.
        self._starts, self._ends, self._more_ends = {}, {}, {}

    def gathered(self) -> str:
        """Return the text gathered since it was asked for."""
        found = "".join(self.text or ())
        self.text, self._letters = None, 0
        return found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if space in SPACES and (call := self._starts.get(local)):
            call(attributes)

    def _end(self, name: str) -> None:
        space, _, local = name.rpartition(" ")
        if space in SPACES:
            if own := self._ends.get(local):
                own()
            if more := self._more_ends.get(local):
                more()

    def _data(self, text: str) -> None:
        if self.text is not None:
            self.text.append(text)
            self._letters += len(text)
            if self._letters > LONGEST_TEXT:
                raise TooManyCellsError("a text without end")

    def _begin(self, _: dict[str, str]) -> None:
        self._whole, self._pieces, self._in_run, self._hidden, self._letters = "", list[Run](), False, False, 0
        self._own_font, self._own_text = "", ""

    def _run(self, _: dict[str, str]) -> None:
        self._in_run, self._own_font, self._own_text = True, "", ""

    def _font(self, attributes: dict[str, str]) -> None:
        self._own_font = attributes.get("val", "")

    def _open_t(self, _: dict[str, str]) -> None:
        self.text = None if self._hidden else []

    def _close_t(self) -> None:
        if self._hidden:
            return
        if self._in_run:
            self._own_text = self.gathered()
        else:
            self._whole = self.gathered()

    def _end_run(self) -> None:
        self._in_run = False
        self._pieces.append((self._own_font, unmarked(self._own_text)))

    def _hide(self, _: dict[str, str]) -> None:
        # How to pronounce a text (18.4.6) is no part of it.
        self._hidden = True

    def _show(self) -> None:
        self._hidden = False

    def _settle(self) -> None:
        self.runs = (("", unmarked(self._whole)),) if self._whole else tuple(self._pieces)


def unmarked(text: str) -> str:
    """Return a text without the sign that shields an underscore (22.9.2.19), as openpyxl does."""
    return text.replace("x005F_", "")


def _refuse(*_: object) -> None:
    raise HostileError("a document type with entities of its own")
