"""The shared strings of a workbook: the part's bytes in; a text for each number and font out."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from functools import lru_cache, partial
from typing import IO
from xml.parsers import expat

from flows.reading.excel_pieces import IrregularError, Pieces
from flows.reading.excel_scanner import SPACES, Run, Scanner, unmarked
from flows.reading.grids import MAX_CELLS, TooManyCellsError
from flows.reading.legacy_fonts import may_be_old, to_unicode

MAX_TEXT = 64 * 1024 * 1024
"""Bytes of shared strings: a million different names have less."""
# Texts as nearly all are written; what is written otherwise goes the way of a whole XML parser.
_ITEM = re.compile(
    r'<si><t(?: xml:space="preserve")?>([^<\x00-\x08\x0b-\x1f]*)</t></si>|(<si/>|<si><t/></si>)|<si>(.*?)</si>|(\S)',
    re.DOTALL,
)
_ENTITY = re.compile("&([^&;]{1,8};)?")
_NAMED = {"lt;": "<", "gt;": ">", "amp;": "&", "quot;": '"', "apos;": "'"}
_CODE = re.compile("#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")
# What XML 1.0 (2.2) has no letters for.
_NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_HEAD = re.compile(r"<sst(?: [^<>]*)?>\s*")
_SST = '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


class Strings:
    """Texts by number; `plain` holds them as cells of any Unicode font show them.

    `doubtful` says that one may be older than Unicode all the same: a column's texts together tell.
    """

    def __init__(self, items: Iterable[str | tuple[Run, ...]] = ()) -> None:
        """Take the items in order: a text, or runs with fonts of their own."""
        told = list(items)
        self.plain = [item if isinstance(item, str) else joined(item, "") for item in told]
        self.doubtful = any(map(may_be_old, self.plain))
        # No method of its own: in a circle with its cache it would outlive the reading of its workbook.
        self.told = lru_cache(maxsize=50_000)(partial(_told, told))


def _told(items: Sequence[str | tuple[Run, ...]], number: int, font: str) -> str:
    item = items[number]
    return to_unicode(item, font) if isinstance(item, str) else joined(item, font)


def joined(runs: Iterable[Run], font: str) -> str:
    """Return runs as one text in Unicode, each by its own font, else by the cell's."""
    return "".join(to_unicode(text, own or font) for own, text in runs)


def read_strings(file: IO[bytes]) -> Strings:
    """Return the shared strings as nearly every program writes them; IrregularError for any other XML."""
    pieces = Pieces(file, begin=_HEAD, between="</si>", end="</sst>")
    items: list[str | tuple[Run, ...]] = []
    for piece in pieces:
        for text, empty, rich, other in _ITEM.findall(piece):
            if text:
                items.append(unmarked(plain_text(text)))
            elif rich:
                items.append(_settled(scanned_runs(rich)))
            elif other:
                raise IrregularError
            else:
                items.append(empty and "")
        if len(items) > MAX_CELLS:
            raise TooManyCellsError("shared strings")
    if pieces.tail.strip() != "</sst>" or not any(f'xmlns="{space}"' in pieces.head for space in SPACES):
        raise IrregularError
    return Strings(items)


@lru_cache(maxsize=10_000)
def scanned_runs(inside: str) -> tuple[Run, ...]:
    """Return the runs of a text from the XML within its element."""
    scanner = Scanner({}, {})
    try:
        scanner.feed(io.BytesIO(f"{_SST}<si>{inside}</si></sst>".encode()))
    except expat.ExpatError as error:
        raise IrregularError from error
    return scanner.runs


def scan_strings(file: IO[bytes]) -> Strings:
    """Return the shared strings of any XML."""
    return Strings(_scanned_file(file))


def plain_text(text: str) -> str:
    """Return the text of an element without its escapes; IrregularError for an entity that XML does not know."""
    if "&" not in text:
        return text
    return _ENTITY.sub(_letter, text)


def _letter(sign: re.Match[str]) -> str:
    name = sign[1] or ""
    code = _CODE.fullmatch(name)
    letter = chr(min(int(code[1], 16) if code[1] else int(code[2]), 0x10FFFF)) if code else _NAMED.get(name, "")
    if not letter or _NO_LETTER.match(letter):
        raise IrregularError
    return letter


def _scanned_file(file: IO[bytes]) -> list[str | tuple[Run, ...]]:
    items: list[str | tuple[Run, ...]] = []

    def add() -> None:
        items.append(_settled(scanner.runs))
        if len(items) > MAX_CELLS:
            raise TooManyCellsError("shared strings")

    scanner = Scanner({}, {"si": add})
    scanner.feed(file)
    return items


def _settled(runs: tuple[Run, ...]) -> str | tuple[Run, ...]:
    """Return one run in the cell's font as the text it is."""
    return "".join(text for _, text in runs) if len(runs) < 2 and not any(font for font, _ in runs) else runs
