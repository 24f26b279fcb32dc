"""Cut a big part into texts of whole rows or strings: bytes in, texts out; what surrounds them is kept aside."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import IO

from flows.reading.grids import TooManyCellsError

_READ = 1 << 20
LONGEST_PIECE = 8 * 1024 * 1024
"""Letters of one row, or of everything around the rows; Excel's longest formulas and lists are far below."""
_DECLARED = re.compile(r"<\?xml[^<>]*?encoding=[\"']([^\"']*)[\"']")


class IrregularError(ValueError):
    """XML that is written in another way than spreadsheet programs do: it may be right, a whole parser must say."""


class Pieces:
    """The texts between a beginning and an end, each ending with the same tag; `around` is all the rest."""

    def __init__(self, file: IO[bytes], *, begin: re.Pattern[str], between: str, end: str) -> None:
        """Read a file that begins as the pattern says."""
        self._file, self._begin, self._between, self._end = file, begin, between, end
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._rest = ""
        self.head, self.tail = "", ""

    def __iter__(self) -> Iterator[str]:
        """Yield the texts."""
        self._read_head()
        while True:
            stop = self._rest.find(self._end)
            cut = self._rest.rfind(self._between, 0, stop if stop >= 0 else None)
            if stop >= 0:
                cut = stop
            elif cut >= 0:
                cut += len(self._between)
            if cut > 0:
                yield self._rest[:cut]
                self._rest = self._rest[cut:]
            if stop >= 0:
                break
            self._more()
        while self._more(last=True):
            pass
        self.tail = self._rest

    def _read_head(self) -> None:
        while (found := self._begin.search(self._rest)) is None:
            if not self._more(last=True):
                raise IrregularError
        self.head, self._rest = self._rest[: found.end()], self._rest[found.end() :]
        declared = _DECLARED.match(self.head)
        if "<!" in self.head or (declared and declared[1].lower() != "utf-8"):
            raise IrregularError

    def _more(self, *, last: bool = False) -> bool:
        """Read on; a part that ends before its closing tag is irregular."""
        data = self._file.read(_READ)
        try:
            self._rest += self._decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise IrregularError from error
        if len(self._rest) > LONGEST_PIECE:
            raise TooManyCellsError("a row without end")
        if not data and not last:
            raise IrregularError
        return bool(data)
