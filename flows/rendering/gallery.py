"""Images that values bring into a document's body: images in; their markup, parts and relations, as docxtpl's, out."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from docx.image.image import Image
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.spec import default_content_types
from docx.oxml.shape import CT_Inline
from docx.shared import Emu
from docxtpl import InlineImage
from lxml import etree
from markupsafe import Markup

from flows.rendering.escaping import escaped
from flows.rendering.frame import Frame
from flows.rendering.package import read_parts
from flows.rendering.parts import PICTURE
from flows.rendering.tracing import NeedsDocxtplError

_TYPES = "[Content_Types].xml"
_OF_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_NO_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
_RELATION, _NAME = "vanthu:relation", "vanthu:name"
_MOST_KNOWN = 1_000


class _Looks(NamedTuple):
    """What python-docx reads in an image: its type, the name of one without a file, its size on paper in EMU."""

    content_type: str
    name: str
    width: int
    height: int


class _Part(NamedTuple):
    """An image in a package: its name, the relation to it from the document if there is one, its bytes if it is new."""

    name: PackURI
    relation: str = ""
    content: bytes = b""


class Gallery:
    """What a template's package says of images, and the frame of its documents with images."""

    def __init__(self, docx: Any, frame: Frame, file: str) -> None:  # noqa: ANN401 - untyped docxtpl
        """Take the template as docxtpl has opened it, and the frame of its documents without images."""
        part = docx.docx.part
        self.base = part.partname.baseURI
        self.next_id = part.next_id
        self.relations = frozenset(part.rels)
        self.parts = dict(reversed([(image.sha1, _known(image, part)) for image in part.package.image_parts]))
        self.numbers = [image.partname.idx for image in part.package.image_parts]
        names = [name.decode() for name in frame.names]
        self._package = read_parts(frame.close([b""] * len(names)), file)
        self._related = part.partname.rels_uri.lstrip("/")
        self._names = [*names, self._related]
        self._frames: dict[frozenset[tuple[str, str]], Frame] = {}
        self._looks: dict[tuple[str, Any, Any], _Looks] = {}

    def looks(self, digest: str, content: bytes, width: Any, height: Any) -> _Looks:  # noqa: ANN401 - as docxtpl's
        """Return what is to be known of an image, which is read once."""
        key = (digest, width, height)
        if key not in self._looks:
            if len(self._looks) >= _MOST_KNOWN:
                self._looks.clear()
            image = Image.from_blob(content)
            self._looks[key] = _Looks(image.content_type, image.filename, *image.scaled_dimensions(width, height))
        return self._looks[key]

    def close(self, contents: Sequence[bytes], hung: Hanging) -> bytes:
        """Return the document with these contents of its changing parts, and its images."""
        frame = self._frame(frozenset(hung.types))
        added = [part for part in hung.parts.values() if part.content]
        names = [*self._names, *(part.name.lstrip("/") for part in added)]
        related = self._relations([part for part in hung.parts.values() if part.relation not in self.relations])
        return Frame(frame.head, frame.listing, frame.fixed, names).close(
            [*contents, related, *(part.content for part in added)]
        )

    def _frame(self, types: frozenset[tuple[str, str]]) -> Frame:
        if types not in self._frames:
            parts = {**self._package, _TYPES: _with_types(self._package[_TYPES], types)}
            self._frames[types] = Frame.of(parts, self._names)
        return self._frames[types]

    def _relations(self, parts: Sequence[_Part]) -> bytes:
        text = self._package.get(self._related, _NO_RELATIONS.encode())
        added = "".join(
            f'<Relationship Id="{part.relation}" Type="{RELATIONSHIP_TYPE.IMAGE}"'
            f' Target="{_target(part.name, self.base)}"/>'
            for part in parts
        )
        return text.replace(b"</Relationships>", added.encode() + b"</Relationships>")


class Hanging:
    """The images of one document, in the order in which they are printed."""

    def __init__(self, gallery: Callable[[], Gallery]) -> None:
        """Begin; the gallery is asked for when there is an image."""
        self._gallery = gallery
        self.parts: dict[str, _Part] = {}
        self.types: set[tuple[str, str]] = set()

    def place(self, image: InlineImage) -> Markup:
        """Return what docxtpl prints for an image; raise NeedsDocxtplError for an unusual one."""
        if image.anchor:
            raise NeedsDocxtplError
        try:
            return self._placed(image)
        except Exception as error:  # docxtpl then tells what is wrong with it
            raise NeedsDocxtplError from error

    @property
    def relations(self) -> frozenset[str]:
        """The ids of the relations to the images."""
        return frozenset(part.relation for part in self.parts.values())

    def _placed(self, image: InlineImage) -> Markup:
        content, name = _read(image.image_descriptor)
        # python-docx tells images apart by this sum.
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        gallery = self._gallery()
        looks = gallery.looks(digest, content, image.width, image.height)
        name = name or looks.name
        if digest not in self.parts:
            self.parts[digest] = self._part(gallery, digest, content, _extension(name, looks.content_type))
        markup = _markup(gallery.next_id, looks.width, looks.height)
        return Markup(markup.replace(_RELATION, self.parts[digest].relation).replace(_NAME, escaped(name)))  # noqa: S704 - ours

    def _part(self, gallery: Gallery, digest: str, content: bytes, extension: str) -> _Part:
        part = gallery.parts.get(digest)
        if part is None:
            part = _Part(PackURI(f"/word/media/image{self._number(gallery)}.{extension}"), content=content)
            self.types.add((extension.lower(), _TYPE_OF[extension.lower()]))
        if part.relation:
            return part
        taken = gallery.relations | self.relations
        return part._replace(relation=_first_free("rId", taken))

    def _number(self, gallery: Gallery) -> int:
        """Return the first number that no image of the package bears."""
        numbers = [*gallery.numbers, *(part.name.idx for part in self.parts.values() if part.content)]
        return next(number for number in range(1, len(numbers) + 2) if number not in numbers)


def _read(descriptor: Any) -> tuple[bytes, str]:  # noqa: ANN401 - a path or a stream
    """Return the bytes of an image, and the name of its file if it has one."""
    if isinstance(descriptor, str):
        name = os.path.basename(descriptor)  # noqa: PTH119 - what python-docx makes of a path
        if not name.isprintable():
            raise NeedsDocxtplError
        return Path(descriptor).read_bytes(), name
    descriptor.seek(0)
    return descriptor.read(), ""


_TYPE_OF = {extension: kind for extension, kind in default_content_types if kind.startswith("image/")}


def _extension(name: str, content_type: str) -> str:
    extension = os.path.splitext(name)[1][1:]  # noqa: PTH122 - what python-docx makes of a name
    if _TYPE_OF.get(extension.lower()) != content_type:
        raise NeedsDocxtplError
    return extension


def _first_free(stem: str, taken: frozenset[str]) -> str:
    return next(name for name in (f"{stem}{number}" for number in range(1, len(taken) + 2)) if name not in taken)


def _known(image: Any, document: Any) -> _Part:  # noqa: ANN401 - untyped python-docx
    """Return an image of the template, with the document's relation to it."""
    relations = [
        relation.rId
        for relation in document.rels.values()
        if relation.reltype == RELATIONSHIP_TYPE.IMAGE and not relation.is_external and relation.target_part is image
    ]
    return _Part(image.partname, next(iter(relations), ""))


@lru_cache(maxsize=256)
def _target(name: PackURI, base: str) -> str:
    """Return how a document in a folder of the package speaks of an image."""
    return escaped(name.relative_ref(base))


@lru_cache(maxsize=256)
def _markup(number: int, width: int, height: int) -> str:
    """Return docxtpl's markup of an image of a size, with signs for its relation, its name and its number."""
    inline = CT_Inline.new_pic_inline(number, _RELATION, _NAME, Emu(width), Emu(height)).xml
    drawing = inline.replace(f'<wp:docPr id="{number}"', f"<wp:docPr {PICTURE}", 1)
    return f'</w:t></w:r><w:r><w:drawing>{drawing}</w:drawing></w:r><w:r><w:t xml:space="preserve">'


def _with_types(content: bytes, types: frozenset[tuple[str, str]]) -> bytes:
    """Return the list of content types with those of images, in python-docx's order."""
    root = etree.fromstring(content)
    known = {each.get("Extension", "").lower() for each in root.iter(f"{_OF_TYPES}Default")}
    for extension, kind in types:
        if extension not in known:
            etree.SubElement(root, f"{_OF_TYPES}Default", Extension=extension, ContentType=kind)
    root[:] = sorted(root, key=lambda each: (each.get("PartName", ""), each.get("Extension", "")))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
