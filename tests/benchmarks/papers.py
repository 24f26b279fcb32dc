"""The papers the benchmark fills: templates in each engine's own syntax, and values for them."""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import images
import word_files

from flows.rendering.review import fields_used

ROOT = Path(__file__).parents[2]
STYLES_OF_WORD = 31_000
ROWS = 20
FIELDS = [f"truong_{number}" for number in range(20)]
COLUMNS = ("ho_ten", "don_vi", "chuc_vu")
# What templates go through line by line.
_LINES = {"co_quan_chu_quan": 2, "co_quan_ban_hanh": 1, "tham_quyen_ky": 2, "noi_nhan_in": 4, "noi_dung": 3}

Values = dict[str, Any]


@dataclass(frozen=True)
class Paper:
    """A paper: its template by syntax, and the values of a hundred documents."""

    name: str
    templates: Mapping[str, bytes]
    values: list[Values]


def papers() -> list[Paper]:
    """Return all papers, each with the styles of a Word file."""
    return [
        _of_office("giay-chung-nhan"),
        _of_office("giay-moi"),
        _typed("20 trường", _plain, {name: f"{name} số # & <Phúc Thọ>" for name in FIELDS}),
        _typed(
            "bảng 20 dòng", _table, {"ds": [{name: f"{name} # & {row}" for name in COLUMNS} for row in range(ROWS)]}
        ),
        _pictured(),
    ]


def _of_office(kind: str) -> Paper:
    template = word_sized((ROOT / "templates" / f"{kind}.docx").read_bytes())
    return Paper(kind, {"jinja": template}, [_values_for(template, number) for number in range(100)])


def _typed(name: str, build: Callable[[str], bytes], values: Values) -> Paper:
    syntaxes = ("jinja", "braces", "carbone") + (("merge",) if build is _plain else ())
    return Paper(name, {syntax: build(syntax) for syntax in syntaxes}, [_numbered(values, n) for n in range(100)])


def _pictured() -> Paper:
    """Return a paper of fields with another image of 5 KB in every document; what fills it makes the image."""
    template = word_files.docx("Mã của {{ ho_ten }}", "{{ anh }}")
    pictures = [base64.b64encode(images.noise(number)).decode() for number in range(100)]
    values = [{"ho_ten": f"Người số {n}", "anh": {"image": picture}} for n, picture in enumerate(pictures)]
    return Paper("ảnh 5 KB", {"jinja": template}, values)


def _numbered(value: Any, number: int) -> Any:
    match value:
        case dict():
            return {key: _numbered(inner, number) for key, inner in value.items()}
        case list():
            return [_numbered(inner, number) for inner in value]
    return value.replace("#", str(number))


def _plain(syntax: str) -> bytes:
    def field(name: str) -> str:
        run = word_files.text({"braces": "{%s}", "carbone": "{d.%s}"}.get(syntax, "{{ %s }}") % name)
        return f'<w:fldSimple w:instr=" MERGEFIELD {name} ">{run}</w:fldSimple>' if syntax == "merge" else run

    return word_files.docx(*(word_files.paragraph(f"Mục {name}: ", field(name), ".") for name in FIELDS))


def _table(syntax: str) -> bytes:
    first, middle, last = COLUMNS
    rows = {
        "jinja": [("{%tr for n in ds %}",), tuple(f"{{{{ n.{name} }}}}" for name in COLUMNS), ("{%tr endfor %}",)],
        "braces": [(f"{{#ds}}{{{first}}}", f"{{{middle}}}", f"{{{last}}}{{/ds}}")],
        "carbone": [tuple(f"{{d.ds[{place}].{name}}}" for name in COLUMNS) for place in ("i", "i+1")],
    }[syntax]
    head = word_files.row("Họ và tên", "Đơn vị", "Chức vụ")
    return word_files.docx(
        "Danh sách", word_files.table(head, *(word_files.row(*row) for row in rows), widths=(1, 2, 3))
    )


def word_sized(template: bytes) -> bytes:
    """Return the template with as many styles as Word itself writes (about 31 KB)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/styles.xml":
                missing = max(0, STYLES_OF_WORD - len(content))
                content = content.replace(b"</w:styles>", _styles(missing) + b"</w:styles>")
            new.writestr(name, content)
    return buffer.getvalue()


def _styles(size: int) -> bytes:
    return word_files.STYLES[:size].rpartition("</w:style>")[0].encode() + b"</w:style>" if size > 300 else b""


def _values_for(template: bytes, number: int) -> Values:
    """Return values for every field a template uses: days, lists of lines, or a person's worth of text."""
    values: Values = {}
    for path in sorted(fields_used(template), key=len, reverse=True):
        _put(values, path.replace("[]", "").split("."), number)
    return values


def _put(into: Values, path: list[str], number: int) -> None:
    name, rest = path[0], path[1:]
    if rest:
        _put(into.setdefault(name, {}), rest, number)
    elif name in _LINES:
        into.setdefault(name, [f"Dòng {line} & số {number}" for line in range(_LINES[name])])
    elif name.startswith("ngay"):
        into.setdefault(name, f"2024-07-{1 + number % 28:02}")
    else:
        into.setdefault(name, f"{name.replace('_', ' ')} số {number} & <Phúc Thọ>")
