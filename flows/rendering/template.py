"""A Word template, compiled once and filled many times: values in, the bytes of a .docx out."""

from __future__ import annotations

import os
from collections.abc import Mapping

from flows.errors import TemplateError
from flows.rendering import shelf
from flows.rendering.quick import Quick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from flows.rendering.slower import OfficeTemplate
    from flows.rendering.usual import Usual


class Filling:
    """A finished document, and the headings of the blanks that were printed in it."""

    __slots__ = ("blanks", "document")

    def __init__(self, document: bytes, blanks: tuple[str, ...] = ()) -> None:
        """Take both."""
        self.document = document
        self.blanks = blanks


class Template:
    """A template as docxtpl defines it, with the office's words, sandboxed and escaped; may go to other processes."""

    def __init__(self, source: str | Path | bytes, *, names: Mapping[str, str] | None = None, file: str = "") -> None:
        """Compile a template from its path or bytes, or find what was kept of it.

        `names` are expressions for Word's own merge fields by key or heading ({"ho_ten": "nguoi.ho_ten"}), `file`
        the name that messages give a template that came as bytes. Raises TemplateError for one that cannot be used.
        """
        self.file = file or ("mẫu" if isinstance(source, bytes) else os.path.basename(source))  # noqa: PTH119 - see `_read`
        self._data = source if isinstance(source, bytes) else _read(source, self.file)
        self._names = dict(names or {})
        self._compiled: Usual | None = None
        self._quick: Quick | None = self._kept() or self._made()

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as the source: compiled code does not."""
        return _again, (self._data, self._names, self.file)

    def render(self, values: Mapping[str, object]) -> bytes:
        """Return the finished document; the same values give the same bytes.

        Values may be what docxtpl takes, nested mappings and lists, RichText, Listing, InlineImage, Subdoc: the last
        two, and links, made with `docxtpl()`. Raises TemplateError for what cannot be printed.
        """
        return self._filled(values)[0]

    def fill(self, values: Mapping[str, object]) -> Filling:
        """Return the finished document with the headings of its `[CẦN BỔ SUNG: ...]`, in order, each once."""
        return Filling(*self._filled(values))

    def docxtpl(self) -> OfficeTemplate:
        """Return a DocxTemplate to make images, sub-documents and links (`build_url_id`) for this template with."""
        return self._usual().docxtpl()

    def _filled(self, values: Mapping[str, object]) -> tuple[bytes, tuple[str, ...]]:
        if self._quick is not None:
            try:
                return self._quick.fill(values)
            except Exception:  # noqa: BLE001, S110 - whatever is not plain is for Jinja, which also tells what is wrong
                pass
        return self._usual().fill(values)

    def _usual(self) -> Usual:
        if self._compiled is None:
            from flows.rendering.usual import Usual  # noqa: PLC0415 - brings Jinja and docxtpl, 0.3 s

            self._compiled = Usual(self._data, self._names, self.file)
        return self._compiled

    def _kept(self) -> Quick | None:
        return shelf.find(self._data, self._names)

    def _made(self) -> Quick | None:
        """Compile the template, and keep its plan if it has one."""
        compiled = self._usual().compiled
        from flows.rendering.planning import plans_of  # noqa: PLC0415 - as above

        plans = plans_of(compiled.parts)
        return None if plans is None else shelf.keep(self._data, self._names, plans, compiled.frame)


def _read(source: str | Path, file: str) -> bytes:
    try:
        with open(source, "rb") as opened:  # noqa: PTH123 - pathlib takes as long to import as 200 papers to fill
            return opened.read()
    except OSError as error:
        raise TemplateError(f"{file}: không đọc được tệp mẫu.", "Kiểm tra tên tệp và quyền đọc.") from error


def _again(data: bytes, names: Mapping[str, str], file: str) -> Template:
    return Template(data, names=names, file=file)
