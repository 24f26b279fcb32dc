"""A workbook's package as its parts (ECMA-376 part 2): bytes in; parts read, changed, added, dropped; bytes out.

openpyxl, loading and saving, loses what it does not know: drawings, form controls, slicers, results of formulas. Here
every part that is not asked for as XML goes out as it came in.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from functools import cached_property

from lxml import etree

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT = "[Content_Types].xml"
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=False)


def parsed(data: bytes, *, lenient: bool = False) -> etree._Element:
    """Return the root of a part; lenient for VML, which Excel does not always write well formed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True) if lenient else _PARSER
    return etree.fromstring(data, parser)


class Parts:
    """The parts of one package, with what was changed in them so far."""

    def __init__(self, data: bytes) -> None:
        """Open a package; zipfile.BadZipFile when it is none."""
        self._package = zipfile.ZipFile(io.BytesIO(data))
        self._trees: dict[str, etree._Element] = {}
        self._views: dict[str, etree._Element] = {}
        self._new: dict[str, bytes] = {}
        self._dropped: set[str] = set()

    @property
    def unpacked(self) -> int:
        """Return how many bytes all parts have together, as they say."""
        return sum(part.file_size for part in self._package.infolist())

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names as they stand in the package, by their lower case: names of parts do not differ by case."""
        return {name.casefold(): name for name in self._package.namelist()}

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._new or name in self._trees or (name.casefold() in self.names and name not in self._dropped)

    def read(self, name: str) -> bytes:
        """Return the bytes of a part; KeyError when there is none."""
        return self._new[name] if name in self._new else self._package.read(self.names.get(name.casefold(), name))

    def xml(self, name: str, *, lenient: bool = False) -> etree._Element:
        """Return a part as a tree, whose changes are saved."""
        if name not in self._trees:
            self._trees[name] = self._taken(name, lenient=lenient)
        return self._trees[name]

    def _taken(self, name: str, *, lenient: bool) -> etree._Element:
        seen = self._views.pop(name, None)
        return parsed(self.read(name), lenient=lenient) if seen is None else seen

    def view(self, name: str) -> etree._Element:
        """Return a part as a tree to be looked at: the part goes out as it came."""
        if name in self._trees:
            return self._trees[name]
        if name not in self._views:
            self._views[name] = parsed(self.read(name))
        return self._views[name]

    def put(self, name: str, data: bytes, content_type: str = "") -> None:
        """Add or replace a part."""
        self._new[name] = data
        self._trees.pop(name, None)
        self._views.pop(name, None)
        self._dropped.discard(name)
        if content_type:
            self.set_type(name, content_type)

    def drop(self, name: str) -> None:
        """Take a part out, with its relations and its type."""
        for gone in (name, _relations_of(name)):
            self._dropped.add(gone)
            self._new.pop(gone, None)
            self._trees.pop(gone, None)
        for override in self.xml(_CONTENT).findall(f"{{{_TYPES}}}Override"):
            if override.get("PartName", "").lstrip("/").casefold() == name.casefold():
                self.xml(_CONTENT).remove(override)

    def set_type(self, name: str, content_type: str) -> None:
        """Say what a part is."""
        types = self.xml(_CONTENT)
        own = (o for o in types.findall(f"{{{_TYPES}}}Override") if o.get("PartName") == f"/{name}")
        found = next(own, None)
        if found is None:
            found = etree.SubElement(types, f"{{{_TYPES}}}Override", PartName=f"/{name}")
        found.set("ContentType", content_type)

    def set_default_type(self, extension: str, content_type: str) -> None:
        """Say what parts of an extension are, unless that is said already."""
        types = self.xml(_CONTENT)
        if all(d.get("Extension", "").lower() != extension for d in types.findall(f"{{{_TYPES}}}Default")):
            types.insert(0, etree.Element(f"{{{_TYPES}}}Default", Extension=extension, ContentType=content_type))

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what a part is related to: (kind, part) by id; the kind is the last word of its type."""
        if not self.has(_relations_of(name)):
            return {}
        found = self.view(_relations_of(name)).findall(f"{{{_RELATIONS}}}Relationship")
        inner = [one for one in found if one.get("TargetMode") != "External"]
        return {
            o.get("Id", ""): (posixpath.basename(o.get("Type", "")), _target(name, o.get("Target", ""))) for o in inner
        }

    def related(self, name: str, kind: str) -> str:
        """Return the first part of a kind that a part is related to, "" if none."""
        return next((part for one, part in self.relations(name).values() if one == kind), "")

    def relate(self, name: str, kind: str, part: str) -> str:
        """Relate a part to another one; return the id."""
        if not self.has(_relations_of(name)):
            self.put(_relations_of(name), f'<Relationships xmlns="{_RELATIONS}"/>'.encode())
        known = self.xml(_relations_of(name))
        taken = {one.get("Id") for one in known}
        identity = next(f"rIdVt{n}" for n in range(1, len(taken) + 2) if f"rIdVt{n}" not in taken)
        made = etree.SubElement(known, f"{{{_RELATIONS}}}Relationship", Id=identity)
        made.set("Type", f"{_OFFICE}/{kind}")
        made.set("Target", f"/{part}")
        return identity

    def unrelate(self, name: str, identity: str) -> None:
        """Take a relation out."""
        known = self.xml(_relations_of(name))
        for one in [one for one in known if one.get("Id") == identity]:
            known.remove(one)

    def saved(self) -> bytes:
        """Return the package; the same parts give the same bytes."""
        stream = io.BytesIO()
        order = dict.fromkeys([*self._package.namelist(), *self._new])
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as copy:
            for name in order:
                if name not in self._dropped and not name.endswith("/"):
                    part = zipfile.ZipInfo(name, _ZIP_EPOCH)
                    part.compress_type = zipfile.ZIP_DEFLATED
                    copy.writestr(part, self._content(name))
        return stream.getvalue()

    def _content(self, name: str) -> bytes:
        if name in self._trees:
            return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        return self.read(name)


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _target(name: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
