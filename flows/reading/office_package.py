"""Open an Office package (ECMA-376 part 2), trusting nothing in it: a path in; its parts, bounded and parsed, out."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from lxml import etree

from flows.reading.grids import TooManyCellsError

MAX_UNPACKED = 400 * 1024 * 1024
MAX_READ = 300 * 1024 * 1024
"""So many bytes of a workbook are looked at: 200,000 rows of twelve cells take half of them."""
MAX_TREE = 12 * 1024 * 1024
"""A part that is read as a whole, as a tree."""

# libxml2's code for a text or a depth beyond what it takes without being told to (XML_ERR_RESOURCE_LIMIT).
_TOO_DEEP_OR_LONG = frozenset({110, 111, 114, 115, 116, 118})


class HostileError(ValueError):
    """A package that no spreadsheet program writes: two parts of one name, a document type of its own."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: the kind is the end of the relation's type, the target a part's name."""

    kind: str
    target: str


class Package:
    """The parts of one file."""

    def __init__(self, path: Path) -> None:
        """Open the package; what it would unpack to is counted before anything is unpacked."""
        self._zip = zipfile.ZipFile(path)
        entries = self._zip.infolist()
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise TooManyCellsError(path.name)
        if len({entry.filename for entry in entries}) < len(entries):
            raise HostileError("two parts of one name: which of them is meant?")
        self._names = {_plain(entry.filename): entry for entry in reversed(entries)}
        self._left = MAX_READ

    def __enter__(self) -> Self:
        """Return the package."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file."""
        self._zip.close()

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of that name."""
        return _plain(name) in self._names

    def open(self, name: str) -> IO[bytes]:
        """Return a part to read from; KeyError when there is none."""
        entry = self._names[_plain(name)]
        self._left -= entry.file_size
        if self._left < 0:
            raise TooManyCellsError(name)
        return self._zip.open(entry)

    def size(self, name: str) -> int:
        """Return how long a part is when it is unpacked."""
        return self._names[_plain(name)].file_size

    def tree(self, name: str) -> etree._Element:
        """Return a small part as a tree."""
        if self.size(name) > MAX_TREE:
            raise TooManyCellsError(name)
        with self.open(name) as file:
            return parsed(file.read())

    def relations(self, name: str) -> dict[str, Relation]:
        """Return what a part refers to, by id; targets outside of the package are left out."""
        folder, own = posixpath.split(name)
        part = f"{folder}/_rels/{own}.rels" if folder else f"_rels/{own}.rels"
        return dict(_relations(self.tree(part), folder)) if part in self else {}


def parsed(content: bytes) -> etree._Element:
    """Return XML as a tree: without entities, network and document types."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _meant(error) from error
    refuse_document_type(root)
    return root


def refuse_document_type(element: etree._Element) -> None:
    """Raise for a document type: no spreadsheet has one, and its entities may grow without end."""
    if getattr(element.getroottree().docinfo, "doctype", ""):  # the stubs forget it
        raise HostileError("a document type with entities of its own")


def name_of(element: etree._Element) -> str:
    """Return an element's name without its namespace: strict and transitional workbooks differ in nothing else here."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children of a local name."""
    return (child for child in element if name_of(child) == name)


def child(element: etree._Element, *path: str) -> etree._Element | None:
    """Return the first element down a path of local names."""
    found: etree._Element | None = element
    for name in path:
        found = next(children(found, name), None) if found is not None else None
    return found


def _meant(error: etree.XMLSyntaxError) -> Exception:
    return (
        TooManyCellsError("a text or a depth without end") if getattr(error, "code", 0) in _TOO_DEEP_OR_LONG else error
    )


def _plain(name: str) -> str:
    """Return a part's name as names are compared: case and the kind of stroke do not count (part 2, 6.2.2)."""
    return name.replace("\\", "/").lstrip("/").casefold()


def _relations(root: etree._Element, folder: str) -> Iterator[tuple[str, Relation]]:
    for relation in children(root, "Relationship"):
        target = relation.get("Target", "").replace("\\", "/")
        if relation.get("TargetMode") != "External":
            whole = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield relation.get("Id", ""), Relation(relation.get("Type", "").rpartition("/")[2], whole)
