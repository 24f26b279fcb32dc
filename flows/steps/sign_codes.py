"""Sign the codes of certificates, and note in the register which code went out under which number."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from PIL import Image, UnidentifiedImageError

from flows.documents import certificate
from flows.model.codes import CODE, OfficeKey, Said
from flows.model.draft import Draft, EventBatch
from flows.numbering.entries import Entry
from flows.numbering.register import Register
from flows.outputs.disk import read
from flows.outputs.file_names import issued_copy
from flows.outputs.outputs_folder import Outputs, Standing
from flows.outputs.verify_page import CodeState, refresh
from flows.problems import Problem
from flows.word.qr_codes import codes_seen

LARGEST = 200_000
"""Bytes of a picture in a paper that may be its code; ours has 2,000, a photograph millions."""


def with_codes(register: Register, events: Sequence[EventBatch]) -> tuple[EventBatch, ...]:
    """Return the events with the codes of the certificates that print one; the first of them makes the office's key."""
    if all(draft.code is None for event in events for draft in event.drafts):
        return tuple(events)
    key = register.office_key()
    signed = (tuple(each if each.code is None else _signed(key, each) for each in event.drafts) for event in events)
    return tuple(replace(event, drafts=drafts) for event, drafts in zip(events, signed, strict=True))


def _signed(key: OfficeKey, draft: Draft) -> Draft:
    """Return a draft with its code: that of the paper as it is signed, which it keeps when it is issued."""
    head, told = draft.as_signed().heading, draft.filled()
    number = head.series.symbol(head.number) if head.series and head.number is not None else ""
    deed, grade = _text(told, "chung_nhan", "noi_dung"), _text(told, "nguoi", "xep_loai")
    deed = f"{deed}. Xếp loại: {grade}" if grade else deed
    day = head.day if isinstance(head.day, date) else None
    return replace(draft, code=key.code(Said(number, day, draft.recipient, deed, _text(told, "co_quan", "ten_day_du"))))


def _text(told: Mapping[str, object], name: str, key: str) -> str:
    """Return what an object of the template says of a key, "" where that is blank."""
    found = told.get(name)
    value = found.get(key) if isinstance(found, Mapping) else None
    return str(value) if value else ""


def codes_in(paper: bytes) -> Iterator[str]:
    """Yield the codes that a Word file shows."""
    try:
        with ZipFile(io.BytesIO(paper)) as package:
            listed = [one for one in package.infolist() if one.filename.startswith("word/media/")]
            pictures = [package.read(one) for one in listed if one.file_size < LARGEST]
    except BadZipFile:
        return
    for content in pictures:
        try:
            found = codes_seen(Image.open(io.BytesIO(content)))
            yield from (one.text for one in found if CODE.fullmatch(one.text))
        except (UnidentifiedImageError, OSError):
            continue  # a picture that Pillow does not know, as Windows' metafiles


def publish_codes(register: Register, outputs: Path) -> tuple[Problem, ...]:
    """Note the codes of certificates that went out since, and renew the page by which anybody checks one."""
    if not register.has_office_key():
        return ()
    key, rows = register.office_key(), register.rows(kind=certificate.KIND)
    if new := dict(_gone_out(key, rows, register.codes().values(), outputs)):
        register.record_codes(new)
    return refresh(outputs, key, states(rows, register.codes()))


def _gone_out(key: OfficeKey, rows: Iterable[Entry], known: Iterable[int], outputs: Path) -> Iterator[tuple[str, int]]:
    lacking = {(row.event, row.kind, row.symbol): row.id for row in rows if row.state != "reserved"}
    lacking = {paper: line for paper, line in lacking.items() if line not in set(known)}
    for one in Outputs(outputs).manifests() if lacking else ():
        line = lacking.get((one.event, one.kind, one.number or ""))
        if line is not None and one.issued:
            said = ((code, key.read(code)) for code in codes_in(_copy(outputs, one)))
            # Not that of another's paper, from which somebody may have copied it.
            yield from ((key.mark(code), line) for code, its in said if its and its.number in ("", one.number))


def _copy(outputs: Path, paper: Standing) -> bytes:
    """Return the lasting copy of a paper, or the paper itself where its copy left with it."""
    folder, _, path = paper.path.partition("/")
    return read(outputs / folder / issued_copy(path)) or read(outputs / paper.path) or b""


def states(rows: Iterable[Entry], codes: Mapping[str, int]) -> Mapping[str, CodeState]:
    """Return what became of the paper that bears each code, by the code's mark."""
    lines = {row.id: row for row in rows}
    successors = {row.replaces: row.symbol for row in lines.values() if row.replaces}
    return {
        mark: CodeState(lines[line].state, lines[line].symbol, lines[line].day, successors.get(line, ""))
        for mark, line in codes.items()
        if line in lines
    }
