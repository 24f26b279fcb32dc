"""Measure filling Word templates: documents a processor second, of this engine and of docxtpl, by turns in one process.

    python tests/benchmarks/rendering.py [--documents 3000]

Both print the same text, which is checked first. Templates have as many styles as Word itself writes (31 KB).
"""

# ruff: noqa: T201 - the figures are for the screen

from __future__ import annotations

import argparse
import io
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "word")]

import jinja2  # noqa: E402
import word_files  # noqa: E402
from docxtpl import DocxTemplate, InlineImage  # noqa: E402
from images import noise, stream  # noqa: E402

from flows.rendering import WORDS, Template  # noqa: E402
from flows.word.check_template import review_template  # noqa: E402

STYLES_OF_WORD = 31_000
TURNS = 3
# What the office's templates go through line by line.
LINES = {"co_quan_chu_quan": 2, "co_quan_ban_hanh": 1, "tham_quyen_ky": 2, "noi_nhan_in": 4, "noi_dung": 3}
Values = dict[str, Any]
Fill = Callable[[Values], bytes]


def papers() -> Mapping[str, tuple[bytes, Values]]:
    """Return templates by name, each with the values of a document."""
    rows = [("{%tr for n in ds %}",), ("{{ n.ho_ten }}", "{{ n.don_vi }}", "{{ n.chuc_vu }}"), ("{%tr endfor %}",)]
    people = [{name: f"{name} & {row}" for name in ("ho_ten", "don_vi", "chuc_vu")} for row in range(20)]
    table = word_files.table(*(word_files.row(*row) for row in rows), widths=(1, 2, 3))
    return {
        "giay-chung-nhan": of_office("giay-chung-nhan"),
        "giay-moi": of_office("giay-moi"),
        "bảng 20 dòng": (word_files.docx("Danh sách", table), {"ds": people}),
        "ảnh 5 KB": (word_files.docx("Mã của {{ ho_ten }}", "{{ anh }}"), {"ho_ten": "Lê An", "anh": noise(1)}),
    }


def of_office(kind: str) -> tuple[bytes, Values]:
    """Return one of our templates with the styles of a Word file, and a text, day or list for every field it uses."""
    template = word_sized((ROOT / "templates" / f"{kind}.docx").read_bytes())
    # What a paper's properties name is no field of its text.
    values: Values = {name: {} for name in ("nguoi", "su_kien", "co_quan")}
    for path in sorted(review_template(template, known=None, file="").fields, key=len, reverse=True):
        *owners, name = path.replace("[]", "").split(".")
        into = values
        for owner in owners:
            into = into.setdefault(owner, {})
        lines = [f"Dòng {line} & số" for line in range(LINES.get(name, 0))]
        into.setdefault(name, lines or ("2024-07-03" if name.startswith("ngay") else f"{name} & <Phúc Thọ>"))
    return template, values


def word_sized(template: bytes) -> bytes:
    """Return the template with as many styles as Word itself writes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/styles.xml":
                more = word_files.STYLES[: max(0, STYLES_OF_WORD - len(content))].rpartition("</w:style>")
                content = content.replace(b"</w:styles>", (more[0] + more[1]).encode() + b"</w:styles>")
            new.writestr(name, content)
    return buffer.getvalue()


def ours(template: bytes) -> Fill:
    """Fill with this engine."""
    made = Template(template)
    return lambda values: made.render(pictured(values, None))


def docxtpls(template: bytes) -> Fill:
    """Fill as docxtpl's users do: a new object for each document."""
    environment = jinja2.Environment(autoescape=True)
    words = {word.name: word.function for word in WORDS}
    environment.filters.update(words)
    environment.globals.update(words)

    def fill(values: Values) -> bytes:
        docx = DocxTemplate(io.BytesIO(template))
        docx.init_docx()
        docx.render(pictured(values, docx), environment, autoescape=True)
        buffer = io.BytesIO()
        docx.save(buffer)
        return buffer.getvalue()

    return fill


def pictured(values: Values, docx: Any) -> Values:
    """Return the values with the bytes of a picture made an image of a document."""
    images = {name: InlineImage(docx, stream(value)) for name, value in values.items() if isinstance(value, bytes)}
    return {**values, **images}


def rate(fill: Fill, values: Values, documents: int) -> float:
    """Return documents a second of the processor."""
    start = time.process_time()
    for _ in range(documents):
        fill(values)
    return documents / (time.process_time() - start)


def main() -> None:
    """Measure every paper, by turns."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=3_000)
    documents = parser.parse_args().documents
    print("| paper | this engine | docxtpl | times |\n|---|--:|--:|--:|")
    for name, (template, values) in papers().items():
        mine, other = ours(template), docxtpls(template)
        if word_files.printed(mine(values)) != word_files.printed(other(values)):
            sys.exit(f"{name}: the two print another text")
        turns = [(rate(mine, values, documents), rate(other, values, max(documents // 100, 3))) for _ in range(TURNS)]
        best, theirs = (max(one[at] for one in turns) for at in (0, 1))
        print(f"| {name} | {best:,.0f} | {theirs:,.0f} | {best / theirs:,.0f} |", flush=True)


if __name__ == "__main__":
    main()
