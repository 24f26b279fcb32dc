"""Damage good workbooks and Word templates at random and read them: a result or a Problem must come of it, never more.

    python tests/benchmarks/mutations.py [--count 20000] [--seed 1]

Every workbook is read to people and problems, every template judged and filled, in a process that has 500 MB and 20
processor seconds for each; the peak of memory, the slowest file and every failure are told.
"""

# ruff: noqa: T201, S311 - the figures are for the screen, and no secret hangs on the dice

from __future__ import annotations

import argparse
import io
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "reading"), str(ROOT / "tests" / "benchmarks")]

import reading as benchmark  # noqa: E402
from excel_files import DIALECTS, in_dialect, sheet_xml, write_excel  # noqa: E402

from flows.reading.inbox import read_inbox  # noqa: E402
from flows.spreadsheets.workbook import read_workbook  # noqa: E402
from flows.steps.check_templates import judged  # noqa: E402

SECONDS, MEGABYTES, BATCH = 20, 500, 1000
HTML = "<html><body><table><tr><th>Họ và tên</th><th>Ngày sinh</th></tr>{}</table></body></html>"
ROW = "<tr><td rowspan=2>Lê Văn An</td><td colspan='2'>01/7/1965</td></tr>"
OPEN_DOCUMENT = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
PIECES = [
    b"<", b">", b"</row>", b"<row>", b"</c>", b"<v>", b"&", b"&#0;", b"&e;", b"\x00", b"\xff", b"-1", b"1e999",
    b"999999999999999999999", b'r="XFD1048576"', b'r="AAAA1"', b'min="-5"', b'max="999999999"', b"<![CDATA[", b"<!--",
    b'<mergeCell ref="A1:XFD1048576"/>', b'<!DOCTYPE x [<!ENTITY e "ha">]>', b'xmlns="x"', b't="s"', b's="99999"',
    b"{{", b"}}", b"{% for x in danh_sach %}", b"{% endfor %}", b"{{ 9**9**9 }}", b"<w:p>", b"</w:p>", b"</w:tbl>",
    b'<w:fldChar w:fldCharType="begin"/>', b'table:number-columns-repeated="99999999"', b'rowspan="99999999"', b'"', b";", b"\t", b"\xef\xbb\xbf", b"nan",
]  # fmt: skip


def good_files(folder: Path) -> list[Path]:
    """Return workbooks of every format, small, each with something of everything in it."""
    cells = '<c r="A1" t="inlineStr"><is><t>Họ và tên</t></is></c><c r="B1" t="inlineStr"><is><t>Chức vụ</t></is></c>'
    rows = f'<row r="1">{cells}</row>' + "".join(
        f'<row r="{n}"><c r="A{n}" s="2" t="s"><v>{n % 2}</v></c><c r="B{n}" s="8"><f>A1</f><v>45292.5</v></c></row>'
        for n in range(2, 9)
    )
    strings = (
        '<si><t>NguyÔn V¨n Hïng</t></si><si><r><rPr><rFont val=".VnTime"/></rPr><t>Lª</t></r><r><t> An</t></r></si>'
    )
    sheet = sheet_xml(
        rows,
        before='<cols><col min="2" max="3" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A9:B12"/></mergeCells>',
    )
    made = [
        write_excel(folder / f"{dialect}.xlsx", in_dialect(dialect, sheet), strings=strings) for dialect in DIALECTS
    ]
    made.append(benchmark.write_workbook(folder / "danh-sach.xlsx", 20))
    for path in [*sorted(ROOT.glob("inputs/**/*.xlsx")), *sorted((ROOT / "tests" / "reading" / "xls").glob("*.xls"))]:
        made.append(folder / path.name)
        made[-1].write_bytes(path.read_bytes())
    csv = "Họ và tên;Ngày sinh;Đơn vị\r\n" + '"Lê; An";01/7/1965;Xã Hát Môn\r\n' * 5
    for name, content in [
        ("a.csv", csv.encode()), ("b.csv", csv.encode("utf-16")), ("c.csv", "Ho ten,Nam\nNguyÔn V¨n Hïng,1\n".encode("latin-1")),
        ("web.xls", HTML.format(ROW * 4).encode()), ("so.ods", open_document()),
    ]:  # fmt: skip
        made.append(folder / name)
        made[-1].write_bytes(content)
    for path in sorted((ROOT / "templates").glob("*.docx")):
        made.append(folder / path.name)
        made[-1].write_bytes(path.read_bytes())
    return made


def open_document() -> bytes:
    """Return an .ods with repeated cells and merges."""
    spaces = " ".join(f'xmlns:{name}="{OPEN_DOCUMENT.format(name)}"' for name in ("office", "table", "text"))
    cell = '<table:table-cell office:value-type="string" table:number-columns-repeated="2"><text:p>Lê An</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="3">{cell}</table:table-row>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f'<office:document-content {spaces}><office:body><office:spreadsheet><table:table table:name="Lớp">{row * 3}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


def mutated(content: bytes, dice: random.Random) -> bytes:
    """Return the file damaged: as bytes, or, for packages, inside one of its parts, with the sums made right again."""
    if not content.startswith(b"PK") or dice.random() < 0.2:
        return _damaged(content, dice)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        hit = dice.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, _damaged(part, dice) if name == hit else part)
    return buffer.getvalue()


def _damaged(content: bytes, dice: random.Random) -> bytes:
    data = bytearray(content)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(data) + 1)
        end = min(len(data), at + dice.choice((1, 1, 4, 30, 300)))
        match dice.randrange(6):
            case 0:
                data[at:end] = dice.randbytes(end - at)
            case 1:
                del data[at:end]
            case 2:
                data[at:at] = data[at:end] * dice.choice((1, 2, 50))
            case 3:
                data[at:at] = dice.choice(PIECES)
            case 4:
                data = bytearray(_number_changed(bytes(data), dice))
            case 5:
                del data[dice.randrange(len(data) // 2 + 1) + len(data) // 2 :]
    return bytes(data)


def _number_changed(content: bytes, dice: random.Random) -> bytes:
    numbers = list(re.finditer(rb"\d+", content))
    if not numbers:
        return content
    hit = dice.choice(numbers)
    new = dice.choice(
        (b"0", b"-1", b"1048577", b"4294967296", b"99999999999999999999", b"1e308", str(dice.randrange(500)).encode())
    )
    return content[: hit.start()] + new + content[hit.end() :]


def outcome(path: Path) -> str:
    """Read a file to its end and say what came of it; an exception is for the caller."""
    if path.suffix == ".docx":
        return template_outcome(path)
    sheets, refusals = read_workbook(path)
    assert sheets or refusals
    dossiers, problems = read_inbox([path])
    problems = (*problems, *refusals, *(problem for dossier in dossiers for problem in dossier.problems))
    assert all(problem.message and problem.where.file == path.name for problem in problems)
    return "read" if sheets else "refused"


def template_outcome(path: Path) -> str:
    """Judge a template by itself and fill it with a specimen of its kind."""
    alone = path.parent / "mau"
    alone.mkdir(exist_ok=True)
    for one in alone.iterdir():
        one.unlink()
    (alone / path.name).write_bytes(path.read_bytes())
    (verdict,) = judged(alone)
    assert all(problem.message and problem.where.file == path.name for problem in verdict.problems)
    return "refused" if any(problem.is_error for problem in verdict.problems) else "read"


class TooLong(BaseException):
    """Reading has not ended in time."""


def _too_long(*_: object) -> None:
    raise TooLong


def batch(seed: int, count: int, folder: Path) -> None:
    """Read damaged files in this process; a line for each that fails, and one with the sum."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEGABYTES << 20, MEGABYTES << 20))
    files = good_files(folder)
    signal.signal(signal.SIGPROF, _too_long)
    originals = [path.read_bytes() for path in files]
    found: Counter[str] = Counter()
    slowest = 0.0
    for number in range(seed, seed + count):
        dice = random.Random(number)
        pick = dice.randrange(len(files))
        files[pick].write_bytes(mutated(originals[pick], dice))
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            found[outcome(files[pick])] += 1
        except BaseException:  # noqa: BLE001 whatever it is, it is what we look for
            found["FAILED"] += 1
            print(f"seed {number}, {files[pick].name}: {traceback.format_exc(limit=-6)}", flush=True)
        signal.setitimer(signal.ITIMER_PROF, 0)
        slowest = max(slowest, time.process_time() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"sum {dict(found)} slowest {slowest:.2f} s peak {peak} MB", flush=True)


def main() -> None:
    """Read the files in batches, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.batch:
            batch(asked.seed, asked.batch, Path(folder))
            return
        for seed in range(asked.seed, asked.seed + asked.count, BATCH):
            size = min(BATCH, asked.seed + asked.count - seed)
            command = [sys.executable, __file__, "--seed", str(seed), "--batch", str(size)]
            done = subprocess.run(command, check=False)
            if done.returncode:
                print(f"the process for seeds {seed} to {seed + size - 1} ended with {done.returncode}", flush=True)


if __name__ == "__main__":
    main()
