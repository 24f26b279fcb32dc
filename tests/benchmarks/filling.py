"""Fill one template many times in a process of its own: ENGINE TEMPLATE VALUES COUNT OUT; seconds and peak MB out."""

# ruff: noqa: PLC0415, T201 - each engine alone is imported; the figures go to the caller

from __future__ import annotations

import base64
import io
import json
import re
import resource
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

Filler = Callable[[Mapping[str, object]], bytes]


def ours(path: str) -> Filler:
    """Fill with this engine."""
    from flows.rendering import Template

    template = Template(path)
    return lambda values: template.render(_with_images(values))


def ours_by_jinja(path: str) -> Filler:
    """Fill with this engine, as templates are filled whose Jinja is more than plain."""
    from flows.rendering import Template

    template = Template(path)
    return lambda values: template._usual().fill(_with_images(values))[0]


def docxtpl_loop(path: str) -> Filler:
    """Fill as docxtpl's users do: a new object for each document."""
    from docxtpl import DocxTemplate

    environment, template = _environment(), Path(path).read_bytes()
    return lambda values: _saved(DocxTemplate(io.BytesIO(template)), values, environment)


def docxtpl_reused(path: str) -> Filler:
    """Fill with one docxtpl object over and over."""
    from docxtpl import DocxTemplate

    environment, docx = _environment(), DocxTemplate(path)
    return lambda values: _saved(docx, values, environment)


def _with_images(values: Mapping[str, object], docx: Any = None) -> Mapping[str, object]:
    """Return the values with what stands for an image made one of a document."""
    pictures = {name: value["image"] for name, value in values.items() if isinstance(value, dict) and "image" in value}
    if not pictures:
        return dict(values)
    from docxtpl import InlineImage

    made = {name: InlineImage(docx, io.BytesIO(base64.b64decode(text))) for name, text in pictures.items()}
    return {**values, **made}


def _environment() -> Any:
    import jinja2

    from flows.rendering.words import WORDS

    environment = jinja2.Environment(autoescape=True)
    words = {word.name: word.function for word in WORDS}
    environment.filters.update(words)
    environment.globals.update(words)
    return environment


def _saved(docx: Any, values: Mapping[str, object], environment: Any) -> bytes:
    docx.render(_with_images(values, docx), environment, autoescape=True)
    buffer = io.BytesIO()
    docx.save(buffer)
    return buffer.getvalue()


def docx_mailmerge2(path: str) -> Filler:
    """Fill Word's merge fields with docx-mailmerge2."""
    from mailmerge import MailMerge

    template = Path(path).read_bytes()

    def fill(values: Mapping[str, object]) -> bytes:
        buffer = io.BytesIO()
        with MailMerge(io.BytesIO(template)) as merger:
            merger.merge(**values)
            merger.write(buffer)
        return buffer.getvalue()

    return fill


def main(engine: str, template: str, values: str, count: str, out: str) -> None:
    """Fill, and tell how long it took."""
    all_values = json.loads(Path(values).read_text(encoding="utf-8"))
    fill = globals()[engine](template)
    Path(out).write_bytes(fill(all_values[0]))
    start = time.perf_counter()
    for number in range(int(count)):
        fill(all_values[number % len(all_values)])
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "peak": peak()}))


def peak() -> int:
    """Return the peak memory of this process in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # what the system's own counter says includes the process that started this one
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
