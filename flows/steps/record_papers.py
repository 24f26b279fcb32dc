"""Write down in the register which papers stand and went out; sign their codes, and renew the page that checks them."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from PIL import Image, UnidentifiedImageError

from flows.documents import NAMES, SHARED, certificate, facts, invitation, plan
from flows.model.codes import CODE, LONGEST_IN_MARGIN, CodeState, OfficeKey, Said, reference
from flows.model.draft import Draft, EventBatch
from flows.model.recorded_paper import Document, Standing
from flows.model.signed_paper import in_words
from flows.numbering.register import Register
from flows.numbering.tables import Entry, Finished, Holder, IssuedCode, IssuedPaper
from flows.outputs.disk import PATIENCE, locked, place, read
from flows.outputs.file_names import VERIFIED, issued_copy, order_of
from flows.outputs.html_page import verify_page
from flows.outputs.outputs_folder import Outputs
from flows.problems import Problem, Where
from flows.vietnamese.text import lower_first
from flows.word.pictures import codes_seen

_KEY = re.compile(rb'"key": "([0-9a-f]{64})"')
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


def remember(
    register: Register, published: Iterable[tuple[EventBatch, Sequence[Document]]], at: datetime, who: str
) -> None:
    """Write down the files that numbers stand on, the papers that went out, and what the certificates' book says."""
    known, finished, gone_out = register.holders(), list[Finished](), list[IssuedPaper]()
    holders: list[Holder] = []
    for event, documents in published:
        heads = {(draft.kind, draft.key): draft.heading for draft in event.drafts}
        for one in documents:
            head = heads[one.kind, one.key]
            if one.number and head.series and one.kind not in SHARED:
                finished.append(Finished(event.code, one.kind, one.key, head.series, one.path, one.sha256))
            if one.issued_sha256:
                own = event.code, one.kind, one.key, head.symbol, one.issued_sha256
                gone_out.append(IssuedPaper(*own, one.original, in_words(one.signings)))
        holders += _holders(event, documents, known)
    register.record(finished, at=at, who=who)
    register.note(gone_out)
    register.note(holders)


def _holders(event: EventBatch, documents: Iterable[Document], known: Container[tuple[str, str]]) -> Iterator[Holder]:
    """Yield what the certificates' book should say of who has a number; of an issued paper it says what that says."""
    people = {person.key: person for person in event.people}
    decisions = {
        one.key: str(one.said("chung_nhan", "quyet_dinh") or "") for one in event.drafts if one.kind == certificate.KIND
    }
    for document in documents:
        person = people.get(document.key) if document.kind == certificate.KIND and document.number else None
        is_said = document.change == "overtaken" or (document.issued and (event.code, document.key) in known)
        if person is not None and not is_said:
            score = f"điểm {person.score}" if person.score else None
            result = ", ".join(filter(None, (person.result, person.grade, score)))
            born = certificate.birth_line(person).removeprefix("Sinh ").removeprefix("ngày ").removeprefix("năm ")
            decision = decisions.get(document.key, "").removeprefix("Theo Quyết định ").removeprefix("số ")
            yield Holder(event.code, person.key, facts.post(person), result, born, decision)


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
        return renew_page(outputs, key, states(rows_with_codes(register), register.codes()))


def renew_page(outputs: Path, key: OfficeKey, states: Mapping[str, CodeState]) -> tuple[Problem, ...]:
    """Write the page where it differs; one of another key is kept beside, for it still checks that key's codes."""
    path, content = outputs / VERIFIED / "index.html", verify_page(key, states)
    before = read(path)
    if before == content:
        return ()
    found = _KEY.search(before or b"")
    if before is None or found is None or found[1].decode() == key.public.hex():
        place({path: content})
        return ()
    old = path.with_name(f"khoa-cu-{found[1].decode()[:8]}.html")
    place({old: before})
    place({path: content})
    message = "Khóa ký mã QR đã đổi: mã trên các giấy trước chỉ còn kiểm được bằng trang cũ, nay là " + old.name + "."
    fix = "Nếu không cố ý: chép sổ đăng ký cũ từ .sao-luu về chỗ cũ rồi chạy lại."
    return (Problem(Where(f"{VERIFIED}/index.html"), message, fix, "warning"),)


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
