"""Legal names of files and folders in outputs, from codes, kinds, orders and names."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from itertools import count
from pathlib import PurePosixPath

from flows.vietnamese.text import slug

MANIFEST = "manifest.json"
REMOVED = "bo"
ANNOTATED = "loi"
VERIFIED = "xac-minh"
ISSUED = "phat-hanh"
SCANS = "ban-ky"
PACK = "trinh-ky"
NOTICE = "THONG-BAO.txt"

# 80 for the longest name, less what may still be added to it: ".moi", "-12" and ".docx".
_STEM = 66
_LONGEST = 80
# Windows keeps these names for devices, with any ending.
_DEVICE = r"(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.[^/]*)?"
_NAME = rf"(?!{_DEVICE}(?:/|\Z))(?![^/]{{{_LONGEST + 1}}})[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?"
_SAFE = re.compile(_NAME)
_INSIDE = re.compile(rf"{_NAME}(?:/{_NAME}){{0,3}}")
_MARKED = re.compile(r"--[0-9a-f]{8}$")
NEW = ".moi"


def event_folder(code: str, *, apart: bool = False) -> str:
    """Return the folder of an event: its code where that can be a folder, else the code made safe as names are.

    Two codes may be made safe the same way; `apart` adds a mark of the code, for one whose folder another event has.
    """
    folder = code if _is_safe(code, _LONGEST) else slug(code, _STEM)
    return _marked(code) if apart or folder.casefold() in (ANNOTATED, VERIFIED) else folder


def annotated_name(workbook: str) -> str:
    """Return the name of an annotated copy: lop-12.xlsx gives lop-12.loi.xlsx, a template giay-moi.loi.docx.

    So does such a copy itself, which came back.
    """
    ending = ".docx" if workbook.casefold().endswith(".docx") else ".xlsx"
    stem = workbook[: -len(ending)] if workbook.casefold().endswith(ending) else workbook
    stem = stem.removesuffix(".loi")
    return f"{stem if _is_safe(stem, _STEM) else _marked(stem)}.loi{ending}"


def document_path(kind: str, order: int, name: str) -> str:
    """Return a document's path within its event: ke-hoach.docx, giay-moi/001-le-van-an.docx."""
    if not order:
        return f"{kind}.docx"
    place = f"{order:03}-"
    return f"{kind}/{place}{slug(name, _STEM - len(place))}.docx"


def order_of(path: str) -> int:
    """Return the order a document's path holds, 0 if none."""
    found = re.match(r"\d+(?=-)", PurePosixPath(path).name)
    return int(found[0]) if found else 0


def beside(path: str) -> str:
    """Return where the new version stands when the file itself was changed by hand: NAME.moi.docx."""
    stem, dot, ending = path.rpartition(".")
    return f"{stem}{NEW}{dot}{ending}"


def issued_copy(path: str) -> str:
    """Return where the lasting copy of an issued paper stands."""
    return f"{ISSUED}/{path}"


def scan_of(path: str) -> str:
    """Return where the scan of a signed paper stands."""
    return f"{ISSUED}/{SCANS}/{pdf_of(path)}"


def scan_in(path: str) -> str:
    """Return where the scan of a signed paper stands, both with their event's folder."""
    folder, _, within = path.partition("/")
    return f"{folder}/{scan_of(within)}"


def pdf_of(path: str) -> str:
    """Return where a paper's PDF stands."""
    return f"{path.rpartition('.')[0]}.pdf"


def free(path: str, is_taken: Callable[[str], bool]) -> str:
    """Return the path, with -2, -3 ... before its ending when it is taken."""
    if not is_taken(path):
        return path
    stem, dot, ending = path.rpartition(".")
    tries = (f"{stem}-{n}{dot}{ending}" for n in count(2))
    return next(candidate for candidate in tries if not is_taken(candidate))


def is_variant(path: str, wanted: str) -> bool:
    """Tell whether a path is the wanted one, or that with the -2, -3 ... of `free`."""
    if path == wanted:
        return True
    stem, dot, ending = wanted.rpartition(".")
    added = path.removeprefix(f"{stem}-").removesuffix(dot + ending)
    return path == f"{stem}-{added}{dot}{ending}" and added.isdecimal()


def is_inside(path: str) -> bool:
    """Tell whether a path read from a manifest stays within the event's folder."""
    return _INSIDE.fullmatch(path) is not None


def _is_safe(name: str, limit: int) -> bool:
    """Tell whether a name can stand as it is, and cannot be taken for one that was marked."""
    return len(name) <= limit and _SAFE.fullmatch(name) is not None and not _MARKED.search(name)


def _marked(text: str) -> str:
    # surrogatepass: a cell may hold half a character, and must still have a folder of its own.
    mark = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{slug(text, _STEM - 10)}--{mark}"
