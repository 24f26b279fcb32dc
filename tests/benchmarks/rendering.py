"""Measure filling Word templates: this engine beside docxtpl, docx-mailmerge2 and the disk, in one run.

    python tests/benchmarks/rendering.py [--documents 10000] [--long]

It checks first that all of them print the same text.
"""

# ruff: noqa: T201 - the figures are for the screen

from __future__ import annotations

import argparse
import io
import multiprocessing
import os
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "rendering")]

import jinja2  # noqa: E402
import word_files  # noqa: E402
from docxtpl import DocxTemplate  # noqa: E402
from mailmerge import MailMerge  # noqa: E402

from flows.rendering import WORDS, Template  # noqa: E402
from flows.rendering.review import fields_used  # noqa: E402

STYLES_OF_WORD = 31_000
PEER_DOCUMENTS = 40
FRESH_DOCUMENTS = 230
PLAIN_FIELDS = [f"truong_{number}" for number in range(20)]
# What templates go through line by line.
LINES = {"co_quan_chu_quan": 2, "co_quan_ban_hanh": 1, "tham_quyen_ky": 2, "noi_nhan": 4, "noi_dung": 3}

Filler = Callable[[Mapping[str, object]], bytes]


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


def plain_template(*, merge: bool) -> bytes:
    """Return a paper of plain fields, as Jinja tags or as Word's merge fields."""

    def field(name: str) -> str:
        tag = f"{{{{ {name} }}}}"
        run = word_files.text(tag)
        return f'<w:fldSimple w:instr=" MERGEFIELD {name} ">{run}</w:fldSimple>' if merge else run

    return word_files.docx(*(word_files.paragraph(f"Mục {name}: ", field(name), ".") for name in PLAIN_FIELDS))


def values_for(template: bytes, number: int) -> dict[str, object]:
    """Return values for every field a template uses: days, lists of three, or a person's worth of text."""
    values: dict[str, object] = {}
    for path in sorted(fields_used(template), key=len, reverse=True):
        _put(values, path.replace("[]", "[].").strip(".").split("."), number)
    return values


def _put(into: dict[str, object], path: list[str], number: int) -> None:
    name, rest = path[0].removesuffix("[]"), [step for step in path[1:] if step]
    if path[0].endswith("[]") and rest:
        items = into.setdefault(name, [{}, {}, {}])
        for item in items if isinstance(items, list) else ():
            _put(item, rest, number)
    elif rest:
        below = into.setdefault(name, {})
        if isinstance(below, dict):
            _put(below, rest, number)
    elif name in LINES:
        into.setdefault(name, [f"{name} {line} & số {number}" for line in range(LINES[name])])
    elif name.startswith("ngay"):
        into.setdefault(name, date(2024, 7, 1 + number % 28))
    else:
        into.setdefault(name, f"{name.replace('_', ' ')} số {number} & <Phúc Thọ>")


def by_docxtpl(template: bytes) -> Filler:
    """Fill as docxtpl's users do: a new object for each document."""
    environment = _plain_environment()

    def fill(values: Mapping[str, object]) -> bytes:
        docx = DocxTemplate(io.BytesIO(template))
        docx.render(dict(values), environment, autoescape=True)
        return _saved(docx)

    return fill


def by_docxtpl_reused(template: bytes) -> Filler:
    """Fill with one docxtpl object over and over."""
    environment, docx = _plain_environment(), DocxTemplate(io.BytesIO(template))

    def fill(values: Mapping[str, object]) -> bytes:
        docx.render(dict(values), environment, autoescape=True)
        return _saved(docx)

    return fill


def _plain_environment() -> jinja2.Environment:
    environment = jinja2.Environment(autoescape=True)
    words = {word.name: word.function for word in WORDS}
    environment.filters.update(words)
    environment.globals.update(words)
    return environment


def _saved(docx: DocxTemplate) -> bytes:
    buffer = io.BytesIO()
    docx.save(buffer)
    return buffer.getvalue()


def by_mail_merge(template: bytes) -> Filler:
    """Fill Word's merge fields with docx-mailmerge2."""

    def fill(values: Mapping[str, object]) -> bytes:
        buffer = io.BytesIO()
        with MailMerge(io.BytesIO(template)) as merger:
            merger.merge(**values)
            merger.write(buffer)
        return buffer.getvalue()

    return fill


def rate(fill: Filler, all_values: list[dict[str, object]], documents: int) -> float:
    """Return documents a second."""
    fill(all_values[0])
    start = time.perf_counter()
    for number in range(documents):
        fill(all_values[number % len(all_values)])
    return documents / (time.perf_counter() - start)


def rate_of_writing(document: bytes, documents: int) -> float:
    """Return files a second of writing finished bytes to disk."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        for number in range(documents):
            Path(folder, f"{number:06}.docx").write_bytes(document)
        return documents / (time.perf_counter() - start)


def compare(title: str, template: bytes, peers: Mapping[str, Filler], documents: int) -> None:
    """Print the rates of all fillers on one template, after checking that they print the same."""
    ours = Template(template)
    all_values = [values_for(template, number) for number in range(100)]
    texts = {name: word_files.printed(fill(all_values[1])) for name, fill in peers.items()}
    expected = word_files.printed(ours.render(all_values[1]))
    different = [name for name, text in texts.items() if text != expected]
    if different:
        sys.exit(f"{title}: {', '.join(different)} print another text")
    ours_rate = rate(ours.render, all_values, documents)
    print(f"\n{title}: {len(template):,} bytes, document {len(ours.render(all_values[0])):,} bytes")
    _line("this engine", ours_rate, ours_rate)
    for name, fill in peers.items():
        _line(name, rate(fill, all_values, PEER_DOCUMENTS), ours_rate)
    _line("writing finished bytes", rate_of_writing(ours.render(all_values[0]), min(documents, 5000)), ours_rate)


def _line(name: str, measured: float, ours: float) -> None:
    print(f"  {name:28} {measured:10,.0f} documents/s   this engine: {ours / measured:8.2f} times")


def fresh(engine: str, template: Path) -> float:
    """Return the seconds a process takes from its start to the last of 230 documents."""
    start = time.perf_counter()
    subprocess.run([sys.executable, __file__, "--fresh", engine, str(template)], check=True)
    return time.perf_counter() - start


def fill_in_this_process(engine: str, path: Path) -> None:
    """Fill 230 documents, as the fresh process."""
    template = path.read_bytes()
    fill = Template(template).render if engine == "ours" else by_docxtpl(template)
    values = values_for(template, 1)
    for _ in range(FRESH_DOCUMENTS):
        fill(values)


def _many(template_and_count: tuple[Template, int]) -> None:
    template, documents = template_and_count
    values = values_for(template.docxtpl().template_file.getvalue(), 1)
    for _ in range(documents):
        template.render(values)


def two_processes(template: bytes, documents: int) -> None:
    """Print what a second process brings."""
    ours = Template(template)
    with multiprocessing.get_context("fork").Pool(2) as pool:
        pool.map(_many, [(ours, 10)] * 2)
        seconds = [
            _timed(lambda share=share: pool.map(_many, [(ours, documents // share)] * share)) for share in (1, 2)
        ]
    print(f"\ntwo processes: {seconds[0] / seconds[1]:.2f} times one ({os.cpu_count()} cores)")


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def memory(template: bytes, counts: Iterable[int]) -> None:
    """Print the peak memory after so many documents."""
    ours, values = Template(template), values_for(template, 1)
    for count in counts:
        for _ in range(count):
            ours.render(values)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"peak memory after {count:,} documents: {peak} MB")


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=3000)
    parser.add_argument("--long", action="store_true", help="memory over 100,000 documents too")
    parser.add_argument("--fresh", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.fresh:
        fill_in_this_process(options.fresh[0], Path(options.fresh[1]))
        return
    for kind in ("giay-chung-nhan", "giay-moi"):
        template = word_sized((ROOT / "templates" / f"{kind}.docx").read_bytes())
        peers = {"docxtpl, a loop": by_docxtpl(template), "docxtpl, one object": by_docxtpl_reused(template)}
        compare(kind, template, peers, options.documents)
    plain = plain_template(merge=False)
    peers = {"docxtpl, a loop": by_docxtpl(plain), "docx-mailmerge2": by_mail_merge(plain_template(merge=True))}
    compare("plain fields", plain, peers, options.documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "mau.docx")
        path.write_bytes(template)
        seconds = {engine: fresh(engine, path) for engine in ("ours", "docxtpl")}
    print(f"\nfresh process, {FRESH_DOCUMENTS} documents: {seconds['ours']:.2f} s, docxtpl {seconds['docxtpl']:.2f} s")
    two_processes(template, options.documents)
    memory(template, (1000, 100_000) if options.long else (1000, 10_000))


if __name__ == "__main__":
    main()
