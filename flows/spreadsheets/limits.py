"""What is looked at before a workbook is loaded, so that a hostile file costs neither memory nor time."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import IO, NamedTuple
from xml.parsers import expat

from lxml import etree

from flows.spreadsheets.sheet import Cell, Merge

MAX_FILE = 200 * 1024 * 1024
MAX_WHOLE = 40 * 1024 * 1024
"""A file that is loaded as a whole: 65,536 rows of twelve cells, the most that an .xls holds, take half of it."""
MAX_UNPACKED = 400 * 1024 * 1024
MAX_READ = 300 * 1024 * 1024
"""So many bytes of a workbook are looked at: 200,000 rows of twelve cells take half of them."""
MAX_TREE = 12 * 1024 * 1024
"""A part that is read as a whole, as a tree."""
MAX_ELEMENT = 8 * 1024 * 1024
"""Bytes of one row, of one text, or of all that is neither."""
MAX_ROWS, MAX_COLUMNS = 200_000, 400
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
MAX_CELLS = 1_300_000
"""100,000 people with thirteen cells each; 1.5 million cells took 480 MB."""
MAX_MERGES = 200_000

# ISO/IEC 29500-1 (strict) says the same in other namespaces than ECMA-376 (transitional).
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_TRANSITIONAL = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
# libxml2's codes for a text or a depth beyond what it takes without being told to (XML_ERR_RESOURCE_LIMIT).
_TOO_DEEP_OR_LONG = frozenset({110, 111, 114, 115, 116, 118})


class TooManyCellsError(ValueError):
    """More cells than an office ever fills."""


class Bounded:
    """A stream that ends with TooManyCellsError where one element takes too many bytes.

    Whoever parses it sets `taken` to 0 when an element is complete and cleared.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        """Read from this stream."""
        self._stream, self.taken = stream, 0

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        data = self._stream.read(size)
        self.taken += len(data)
        if self.taken > MAX_ELEMENT:
            raise TooManyCellsError("a row or a text without end")
        return data


class Relation(NamedTuple):
    """What a part refers to: the kind is the end of the relation's type, the target a part's name."""

    kind: str
    target: str


class Package:
    """The parts of an Office package (ECMA-376 part 2), of which nothing is believed."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Count what the package would unpack to before anything is unpacked."""
        self._zip, entries = archive, archive.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise TooManyCellsError(str(archive.filename))
        if len({entry.filename for entry in entries}) < len(entries):
            raise ValueError("two parts of one name: which of them is meant?")
        self._names = {_plain(entry.filename): entry for entry in reversed(entries)}
        self._left = MAX_READ

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return _plain(name) in self._names

    def open(self, name: str) -> IO[bytes]:
        """Return a part to read from, a strict one in the namespaces that openpyxl knows; KeyError if there is none."""
        entry = self._names[_plain(name)]
        self._left -= entry.file_size
        if self._left < 0:
            raise TooManyCellsError(name)
        with self._zip.open(entry) as part:
            is_strict = _STRICT in _prolog(part)
        if not is_strict:
            return self._zip.open(entry)
        return BytesIO(self._zip.read(entry).replace(_STRICT, _TRANSITIONAL))

    def tree(self, name: str) -> etree._Element:
        """Return a small part as a tree: without entities, network and depth without end."""
        if self._names[_plain(name)].file_size > MAX_TREE:
            raise TooManyCellsError(name)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            with self.open(name) as part:
                return etree.fromstring(part.read(), parser)
        except etree.XMLSyntaxError as error:
            if getattr(error, "code", 0) in _TOO_DEEP_OR_LONG:
                raise TooManyCellsError("a text or a depth without end") from error
            raise

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by id; targets outside of the package are left out."""
        folder, own = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{own}.rels")
        found: dict[str, Relation] = {}
        for relation in self.tree(part).iterfind("{*}Relationship") if part in self else ():
            target = relation.get("Target", "").replace("\\", "/")
            if relation.get("TargetMode") != "External":
                whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[relation.get("Id", "")] = Relation(relation.get("Type", "").rpartition("/")[2], whole)
        return found


def declared(number: str | None, most: int) -> int:
    """Return how many a file says that there are, 1 for what is no number."""
    typed = (number or "").strip()
    return min(max(int(typed[:9]), 1), most) if typed.isascii() and typed.isdecimal() else 1


def without_covered(cells: Mapping[tuple[int, int], Cell], merges: Iterable[Merge]) -> dict[tuple[int, int], Cell]:
    """Return the cells without those under a merge: nobody sees them, only the corner."""
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    kept, room = dict(cells), MAX_CELLS
    for merge in (whole.within(last_row, last_column) for whole in merges if whole.top <= last_row):
        room -= merge.size
        if room < 0:
            raise TooManyCellsError("merges over one another")
        for row in range(merge.top, merge.bottom + 1):
            for column in range(merge.left + (row == merge.top), merge.right + 1):
                kept.pop((row, column), None)
    return kept


def _prolog(part: IO[bytes]) -> bytes:
    """Return the beginning of a part, up to its first element at least.

    Raises:
        ValueError: it has a document type: no spreadsheet has one, and its entities may grow without end.
    """
    parser, read, begun = expat.ParserCreate(), b"", list[str]()
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, _: begun.append(name)
    while not begun and len(read) < MAX_ELEMENT:
        piece = part.read(4096)
        parser.Parse(piece, not piece)
        read += piece
    return read


def _refuse(*_: object) -> None:
    raise ValueError("a document type with entities of its own")


def _plain(name: str) -> str:
    """Return a part's name as names are compared: case and the kind of stroke do not count (part 2, 6.2.2)."""
    return name.replace("\\", "/").lstrip("/").casefold()
