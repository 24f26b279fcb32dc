"""Sign the codes of papers, and note in the register which code went out under which number."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from PIL import Image, UnidentifiedImageError

from flows.documents import NAMES, certificate, invitation, plan
from flows.model.codes import CODE, LONGEST_IN_MARGIN, OfficeKey, Said, reference
from flows.model.draft import Draft, EventBatch
from flows.numbering.entries import Entry, IssuedCode
from flows.numbering.register import Register
from flows.outputs.disk import PATIENCE, locked, read
from flows.outputs.file_names import VERIFIED, issued_copy, order_of
from flows.outputs.outputs_folder import Outputs, Standing
from flows.outputs.verify_page import CodeState, refresh
from flows.problems import Problem
from flows.vietnamese.text import lower_first
from flows.word.pictures import codes_seen

LARGEST = 200_000
"""Bytes of a picture in a paper that may be its code; ours has 2,000, a photograph millions."""
IN_MARGIN = (plan.KIND, invitation.KIND)
"""The kinds whose code stands in the margin, where their office wants one."""
CODED = (certificate.KIND, *IN_MARGIN)


def with_codes(register: Register, events: Sequence[EventBatch]) -> tuple[EventBatch, ...]:
    """Return the events with the codes of the papers that print one; the first of them makes the office's key."""
    if all(draft.code is None for event in events for draft in event.drafts):
        return tuple(events)
    key = register.office_key()
    signed = (tuple(each if each.code is None else _signed(key, each) for each in event.drafts) for event in events)
    return tuple(replace(event, drafts=drafts) for event, drafts in zip(events, signed, strict=True))


def _signed(key: OfficeKey, draft: Draft) -> Draft:
    """Return a draft with its code: that of the paper as it is signed, which it keeps when it is issued."""
    head, told = draft.as_signed().heading, draft.filled()
    day, office = head.day if isinstance(head.day, date) else None, _text(told, "co_quan", "ten_day_du")
    if draft.has_margin_code:
        own = reference(draft.event, draft.kind, draft.order, draft.heading.replaces)
        said = Said(own, day, draft.recipient, f"{NAMES[draft.kind]} {lower_first(head.abstract)}", office)
        return replace(draft, code=key.code(said, LONGEST_IN_MARGIN))
    number = head.series.symbol(head.number) if head.series and head.number is not None else ""
    deed, grade = _text(told, "chung_nhan", "noi_dung"), _text(told, "nguoi", "xep_loai")
    deed = f"{deed}. Xếp loại: {grade}" if grade else deed
    return replace(draft, code=key.code(Said(number, day, draft.recipient, deed, office)))


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


def publish_codes(register: Register, outputs: Path, events: Sequence[EventBatch] | None = ()) -> tuple[Problem, ...]:
    """Note the codes of papers that went out since, and renew the page by which anybody checks one.

    Codes in the margin are looked for in papers of `events` that bear one, in all papers for None: most offices want
    none there, and looking takes time.
    """
    if not register.has_office_key():
        return ()
    key, rows = register.office_key(), rows_with_codes(register)
    drafts = None if events is None else (one for event in events for one in event.drafts)
    coded = None if drafts is None else {(one.event, one.kind) for one in drafts if one.has_margin_code}
    asked = [one for one in rows if one.kind == certificate.KIND or coded is None or (one.event, one.kind) in coded]
    if new := dict(_gone_out(key, asked, Counter(register.codes().values()), outputs)):
        register.note([IssuedCode(*one) for one in new.items()])
    with locked(outputs / f".{VERIFIED}.khoa", patience=PATIENCE):
        return refresh(outputs, key, states(rows_with_codes(register), register.codes()))


def rows_with_codes(register: Register) -> list[Entry]:
    """Return the register's lines of the kinds that may bear codes."""
    return [row for kind in CODED for row in register.rows(kind=kind)]


def _gone_out(
    key: OfficeKey, rows: Iterable[Entry], known: Mapping[int, int], outputs: Path
) -> Iterator[tuple[str, int]]:
    """Yield the marks of codes that went out, each with the line of its number; `known` is how many a line has."""
    new = (row for row in rows if row.state != "reserved" and (row.kind in IN_MARGIN or not known[row.id]))
    lines = {(row.event, row.kind, row.symbol): row.id for row in new}
    papers = [one for one in Outputs(outputs).manifests() if one.issued] if lines else []
    found = [(lines[paper], one) for one in papers if (paper := (one.event, one.kind, one.number or "")) in lines]
    # Many invitations share a line.
    bearing = Counter(line for line, _ in found)
    for line, one in found:
        if known[line] < bearing[line]:
            said = ((code, key.read(code)) for code in codes_in(_copy(outputs, one)))
            # Not that of another's paper, from which somebody may have copied it.
            own = ("", one.number) if one.kind == certificate.KIND else (named(one),)
            yield from ((key.mark(code), line) for code, its in said if its and its.number in own)


def named(paper: Standing) -> str:
    """Return what the code of a paper that stands in outputs calls it."""
    if paper.kind == certificate.KIND:
        return paper.number or ""
    return reference(paper.event, paper.kind, order_of(paper.path), paper.replaces)


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
