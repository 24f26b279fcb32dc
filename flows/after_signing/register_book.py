"""What `vanthu register` shows, exports, makes void and rebuilds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from flows.documents import NAMES, SHARED
from flows.errors import MachineError, UsageError, system_words
from flows.machine import private_files
from flows.model.order import Order
from flows.model.recorded_paper import Standing
from flows.model.series import overlap, period_name
from flows.model.signed_paper import Posted, in_words
from flows.numbering.backups import folder_of, is_missing, set_aside
from flows.numbering.books import Holders, Notes, certificate_book, outgoing_book
from flows.numbering.register import open_register
from flows.numbering.tables import Entry, IssuedPaper
from flows.outputs.disk import is_there
from flows.outputs.file_names import scan_in
from flows.outputs.outputs_folder import Outputs
from flows.problems import grouped_by
from flows.spreadsheets.save_workbook import book_workbook
from flows.steps.number_papers import expect
from flows.steps.record_papers import publish_codes
from flows.vietnamese.dates import short_date

STATES = {"reserved": "đã cấp", "issued": "đã phát hành", "void": "đã hủy"}


def entries(target: str, year: int | None = None, outputs: Path | None = None) -> tuple[Entry, ...]:
    """Return the register's lines; none where there is no register yet.

    Raises:
        RegisterError: it cannot be read, or is missing though `outputs` hold numbers.
    """
    if outputs:
        expect(target, outputs)
    if is_missing(target):
        return ()
    with open_register(target, create=False) as register:
        return tuple(row for row in register.rows() if year is None or overlap(row.year, year))


def book_lines(rows: Sequence[Entry]) -> Iterator[str]:
    """Yield the register as lines of text."""
    if not rows:
        yield "Sổ chưa có số nào."
    for row in rows:
        day = short_date(row.day) if row.day else "chưa có ngày"
        whom = f" · {row.recipient}" if row.recipient else ""
        reason = f" ({row.reason})" if row.reason else ""
        period, kind = period_name(row.year).removeprefix("năm "), NAMES.get(row.kind, row.kind)
        yield f"{row.symbol} · {period} · {kind}{whom} · {row.event} · {day} · {STATES[row.state]}{reason}"


def as_json(row: Entry) -> dict[str, object]:
    """Return a line of the register for programs."""
    return {
        "number": row.symbol,
        "year": row.year,
        "kind": row.kind,
        "event": row.event,
        "key": row.key,
        "recipient": row.recipient,
        "state": row.state,
        "reason": row.reason,
        "day": row.day.isoformat() if row.day else None,
        "path": row.path,
    }


def holders(target: str) -> Holders:
    """Return what the certificates' book says of people beside name and unit; nothing where there is no register."""
    if is_missing(target):
        return {}
    with open_register(target, create=False) as register:
        return register.holders()


def outbox(target: str, event: str = "") -> Sequence[Posted]:
    """Return which papers were mailed, or could not be: those of an event, else of all."""
    if is_missing(target):
        return ()
    with open_register(target, create=False) as register:
        return register.known(Posted, event)


def notes(target: str, rows: Sequence[Entry], outputs: Path) -> Notes:
    """Return what became of the papers at the signature and after it: who signed PDFs, scans in outputs, mails."""
    if is_missing(target):
        return {}
    with open_register(target, create=False) as register:
        papers = [one for one in register.known(IssuedPaper) if one.signers]
        signed = grouped_by(papers, lambda one: (one.event, one.kind, one.symbol))
        letters = grouped_by(register.known(Posted), lambda one: (one.event, one.kind, one.symbol))

    def told(row: Entry) -> Iterator[str]:
        number = row.event, row.kind, row.symbol
        if own := signed.get(number):
            yield f"ký số: {own[0].signers}" + (f" và {len(own) - 1} bản nữa" if own[1:] else "")
        if row.path and row.state != "void" and is_there(outputs / scan_in(row.path)):
            yield "có bản quét"
        for said, count in Counter(one.told for one in letters.get(number, ())).items():
            yield f"{said} ({count} người)" if row.kind in SHARED else said

    return {row.id: "; ".join(told(row)) for row in rows}


def books_of(
    rows: Sequence[Entry], people: Holders = MappingProxyType({}), after: Notes = MappingProxyType({})
) -> bytes:
    """Return the office's two books as a workbook."""
    both = (outgoing_book(rows, after), certificate_book(rows, people, after))
    return book_workbook([(book.title, book.headings, book.rows) for book in both])


def export(
    rows: Sequence[Entry], path: Path, people: Holders = MappingProxyType({}), after: Notes = MappingProxyType({})
) -> None:
    """Write the office's two books, outgoing papers and certificates, into a workbook; UsageError for another file."""
    if path.suffix.lower() != ".xlsx":
        raise UsageError(f"Tên tệp phải có đuôi .xlsx: {path}", "Ví dụ: vanthu register --xlsx so.xlsx")
    try:
        private_files.write(path, books_of(rows, people, after))
    except OSError as error:
        fix = "Đóng tệp nếu đang mở trong Excel, hoặc chọn tên khác."
        raise MachineError(f"Không ghi được {path}: {system_words(error)}.", fix) from error


def void(order: Order, number: str, why: str, *, at: datetime, year: int | None = None) -> str:
    """Make a number void and return it as printed; nobody ever gets it again. `year` tells equal numbers apart."""
    target = order.register_target
    if is_missing(target):
        fix = "Sổ có sau lần vanthu run đầu tiên có cấp số; sổ ở nơi khác thì chỉ bằng --register."
        raise UsageError(f"Chưa có sổ đăng ký {target}, nên không có số {number} để hủy.", fix)
    with open_register(target, create=False) as register:
        register.backup(at=at)
        symbol = register.void(number, why, at=at, year=year).symbol
        publish_codes(register, order.outputs)
    return symbol


def rebuild(target: str, outputs: Path, *, at: datetime) -> Iterator[str]:
    """Write down the numbers that the manifests of outputs remember and the register lacks; yield what was done.

    A damaged register is set aside under another name, and another one is built in its place.
    """
    standing = [one for one in Outputs(outputs).manifests() if one.number and one.series and one.year]
    known = list(map(_of_number, standing))
    aside = set_aside(target, at=at) if known else None
    with open_register(target) as register:
        register.backup(at=at)
        refused = register.rebuild(known, at=at)
        register.note([_issued(one) for one in standing if one.issued_sha256 and not one.void])
        publish_codes(register, outputs, None)
        count, name = len(register.rows()), register.name
    yield f"Đã dựng lại sổ {name}: {count} số."
    if aside is not None:
        yield f"  Sổ hỏng còn ở {aside}; số chỉ có trong sổ ấy thì xem bản sao lưu trong {folder_of(Path(target))}."
    yield from (f"  Không ghi được: {mistake.message} {mistake.fix}" for mistake in refused.values())
    yield from (f"  Không đọc được: {problem}" for problem in Outputs(outputs).damaged())


def _issued(paper: Standing) -> IssuedPaper:
    own = paper.event, paper.kind, paper.key, paper.number or "", paper.issued_sha256
    return IssuedPaper(*own, paper.original, in_words(paper.signings))


def _of_number(paper: Standing) -> Standing:
    """Return what its number tells of a paper: one that many papers share is nobody's."""
    return replace(paper, key="", path="", sha256="", recipient="") if paper.kind in SHARED else paper
