"""Mail issued invitations and certificates to their persons, each once, with a calendar entry for an invitation."""

from __future__ import annotations

import hashlib
import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from icalendar import Calendar, Event

from flows import pipeline
from flows.documents import NAMES, certificate, invitation
from flows.errors import MachineError, UsageError
from flows.model.draft import Draft, EventBatch
from flows.model.order import Order
from flows.model.person import Person
from flows.model.recorded_paper import Document
from flows.model.signed_paper import Posted, addresses_in
from flows.numbering.register import Register, open_register
from flows.outputs.changes import among
from flows.outputs.disk import digest, read
from flows.outputs.file_names import issued_copy, pdf_of
from flows.outputs.outputs_folder import Outputs
from flows.outputs.signing_folder import fresh_pdf
from flows.problems import Problem, Where, some_of
from flows.settings import Notices, settings_file
from flows.steps import number_papers
from flows.steps.print_papers import Press
from flows.steps.report_event import how_to_replace
from flows.vietnamese.dates import HANOI
from flows.word.template import filled_text

KINDS = (invitation.KIND, certificate.KIND)
LETTER = "thu-moi.txt"
PATIENCE = 60.0
_HEADING = "Email"
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """One person's message, where the address stands, and under what the outbox knows it."""

    message: EmailMessage
    where: Where
    posted: Posted

    def lines(self) -> Iterator[str]:
        """Yield it for the screen."""
        yield f"Đến: {self.message['To']}"
        yield f"Tiêu đề: {self.message['Subject']}"
        yield f"Kèm: {', '.join(str(part.get_filename()) for part in self.message.iter_attachments())}"
        body = self.message.get_body(("plain",))
        yield from (f"  {line}" for line in (body.get_content() if body else "").splitlines())


@dataclass(frozen=True, slots=True)
class Sent:
    """What was sent in this turn (or would be), how many had theirs before, and what a clerk must look at."""

    letters: tuple[Letter, ...]
    before: int
    problems: tuple[Problem, ...]

    def summary(self, *, dry: bool = False) -> str:
        """Return how many were sent, or would be, in a line."""
        nothing = not (self.letters or self.before or self.problems)
        told = f"{'Sẽ gửi' if dry else 'Đã gửi'} {len(self.letters)} thư. {self.before} thư đã gửi từ trước."
        return f"{told} Chưa có bản nào phát hành để gửi; phát hành bằng: vanthu issue" if nothing else told


@contextmanager
def connected(wish: Notices, patience: float) -> Iterator[smtplib.SMTP]:
    """Log in and give the server; it is told good-bye at the end. `patience` is how many seconds an answer may take."""
    host, _, port = wish.may_chu.rpartition(":")
    safe = ssl.create_default_context()
    server = (
        smtplib.SMTP_SSL(host, int(port), timeout=patience, context=safe)
        if wish.bao_mat == "ssl"
        else smtplib.SMTP(host, int(port), timeout=patience)
    )
    with server:
        if wish.bao_mat == "starttls":
            server.starttls(context=safe)
        if wish.tai_khoan:
            server.login(wish.tai_khoan, wish.mat_khau.get_secret_value())
        yield server


def send(order: Order, wish: Notices, *, at: datetime, dry: bool = False) -> Sent:
    """Mail an event's issued papers to who has not got them; `dry` only writes the letters.

    The register notes a letter before it goes and when it went: a letter that a killed run was about is not sent again
    but told, for nobody knows whether it went.

    Raises:
        FlowsError: usage, register, disk, or the mail server, which may have taken some letters by then.
    """
    if wish.lacking and not dry:
        message = f"Chưa gửi được thư: mục [thong_bao] của {settings_file()} còn thiếu {wish.lacking}."
        raise UsageError(message, "Ghi thêm rồi chạy lại. Xem trước thư sẽ gửi: --dry-run.")
    work = pipeline.read(replace(order, only=order.only or KINDS), at)
    with open_register(order.register_target, create=False) as register:
        events = number_papers.enter(register.rehearsal(), work.batch.events, Outputs(order.outputs), at)
        desk = _Desk(order, wish, at)
        found = [one for event in events for one in desk.letters(event)]
        letters = [one for one in found if isinstance(one, Letter)]
        problems = [one for one in found if isinstance(one, Problem)]
        known = {one.id: one.state for event in events for one in register.known(Posted, event.code)}
        new = [one for one in letters if known.get(one.posted.id, "refused") == "refused"]
        problems += [_doubtful(one) for one in letters if known.get(one.posted.id) == "sending"]
        before = sum(known.get(one.posted.id) == "sent" for one in letters)
        if dry or not new:
            return Sent(tuple(new), before, tuple(problems))
        gone: list[Letter] = []
        problems += _delivered(register, wish, new, gone)
    return Sent(tuple(gone), before, tuple(problems))


def _delivered(register: Register, wish: Notices, letters: Sequence[Letter], gone: list[Letter]) -> Iterator[Problem]:
    """Send the letters, note each that went, and yield what was refused."""
    try:
        with connected(wish, PATIENCE) as server:
            for letter in letters:
                if not register.claim(letter.posted):
                    continue  # another run sends it at this moment
                try:
                    refused = server.send_message(letter.message)
                except smtplib.SMTPRecipientsRefused as error:
                    refused = error.recipients
                    register.note([letter.posted.as_refused(next(iter(refused)))])
                except smtplib.SMTPResponseException:
                    register.unclaim(letter.posted)  # the server said that it did not take it
                    raise
                else:
                    register.note([replace(letter.posted, state="sent")])
                    gone.append(letter)
                for address, (code, _) in refused.items():
                    message = f"Máy chủ thư không nhận địa chỉ «{address}» (mã {code})."
                    yield Problem(letter.where, message, "Sửa địa chỉ rồi chạy lại vanthu send.")
    except (smtplib.SMTPException, OSError) as error:
        told = f"{type(error).__name__} {getattr(error, 'smtp_code', '')}".strip()
        message = f"Máy chủ thư {wish.may_chu} không gửi được ({told}); {len(gone)} thư đã đi."
        fix = "Kiểm tra mục [thong_bao] và mạng rồi chạy lại: thư đã đi không gửi lại."
        raise MachineError(message, fix) from error


def _doubtful(letter: Letter) -> Problem:
    message = f"Lần gửi trước bị ngắt: không rõ thư đến {letter.message['To']} đã đi chưa, nên không gửi lại."
    fix = "Hỏi người nhận; nếu chưa nhận được thì gửi tay bản trong phat-hanh/."
    return Problem(letter.where, message, fix, "warning")


@dataclass(frozen=True, slots=True)
class _Desk:
    """Writes an event's letters."""

    order: Order
    wish: Notices
    at: datetime

    def letters(self, event: EventBatch) -> Iterator[Letter | Problem]:
        """Yield a letter for each issued paper whose person has an address, and a problem for whom it cannot reach."""
        drafts = {(draft.kind, draft.key): draft for draft in event.drafts}
        people = {person.key: person for person in event.people}
        went = {one.id for one in event.posted if one.state == "sent"}
        press = Press(self.order.templates)
        silent: list[str] = []
        outdated: dict[str, list[tuple[Document, Person]]] = {}
        for entry in Outputs(self.order.outputs).manifest(event.code).entries:
            person, draft = people.get(entry.key), drafts.get((entry.kind, entry.key))
            if entry.kind not in (self.order.only or KINDS) or not entry.issued or entry.void or person is None:
                continue
            addresses = addresses_in(person.email)
            if not person.email:
                silent.append(person.name)
            elif not addresses:
                place, message = event.place_in_row(person, _HEADING), f"«{person.email}» không phải địa chỉ thư."
                yield Problem(place, message, "Sửa ô này rồi chạy lại vanthu send.")
            elif draft is None or draft.heading.symbol != entry.number:
                message = f"{NAMES[entry.kind]} của {person.name} chưa gửi: dòng này còn lỗi, hoặc số đã hủy."
                yield Problem(person.where, message, "Xem lỗi: vanthu check, rồi vanthu run.")
            elif (event.code, *entry.id, entry.number) in went or press.prints(draft, entry.sha256, entry.moi_sha256):
                yield self._letter(event, entry, draft, addresses, event.place_in_row(person, _HEADING))
            else:
                outdated.setdefault(entry.kind, []).append((entry, person))
        yield from (_held(event, papers) for papers in outdated.values())
        if silent:
            names = dict.fromkeys(silent)
            message = f"{len(names)} người chưa có địa chỉ thư: {some_of([*names], _MOST_NAMES)}."
            yield Problem(event.where.at(heading=""), message, f"Ghi cột «{_HEADING}» của danh sách.", "warning")

    def _letter(
        self, event: EventBatch, entry: Document, draft: Draft, addresses: Sequence[str], where: Where
    ) -> Letter | Problem:
        folder = self.order.outputs / Outputs(self.order.outputs).folder_of(event.code)
        paper = _paper(folder, entry)
        if paper is None:
            fix = "Lấy lại bản lưu, chép vào chỗ ấy, rồi chạy lại vanthu send."
            return Problem(Where(f"{folder.name}/{issued_copy(entry.path)}"), "Không còn bản đã phát hành.", fix)
        posted = Posted(event.code, entry.kind, entry.key, entry.number or "", at=self.at.isoformat())
        mark = hashlib.sha256("|".join(posted.id).encode()).hexdigest()[:24]
        subject, text = self._text(draft)
        message = EmailMessage()
        message["Subject"], message["From"] = subject, self.wish.sender or "van-thu@localhost"
        message["To"] = [Address(entry.recipient, addr_spec=address) for address in addresses]
        message["Date"] = format_datetime(self.at)
        # The same letter has the same name, by which a receiving server may know a second one.
        message["Message-ID"] = f"<{mark}@{message['From'].addresses[0].domain or 'localhost'}>"
        message.set_content(text, charset="utf-8")
        kind = "pdf" if paper[0].endswith(".pdf") else "vnd.openxmlformats-officedocument.wordprocessingml.document"
        message.add_attachment(paper[1], maintype="application", subtype=kind, filename=paper[0])
        if draft.kind == invitation.KIND and (invite := calendar(event.days, draft, mark, self.at)):
            method = {"method": "PUBLISH"}
            message.add_attachment(invite, "calendar", charset="utf-8", filename="lich.ics", params=method)
        return Letter(message, where, posted)

    def _text(self, draft: Draft) -> tuple[str, str]:
        """Return subject and text, as the office's own file says them: its first line is the subject."""
        path = self.order.templates / LETTER
        source = read(path)
        if source is None:
            raise UsageError(f"Không có mẫu thư {path}.", "Chép thu-moi.txt từ thư mục templates của phần mềm vào đó.")
        filled = filled_text(source.decode("utf-8-sig", "replace"), draft.filled(), LETTER)
        subject, _, text = filled.partition("\n")
        return " ".join(subject.removeprefix("Tiêu đề:").split()), text.strip() + "\n"


def _paper(folder: Path, entry: Document) -> tuple[str, bytes] | None:
    """Return the issued paper's file name and bytes: its PDF where there is one of these very bytes, else the Word."""
    name, copy = Path(entry.path).name, read(folder / issued_copy(entry.path))
    original = read(folder / issued_copy(pdf_of(entry.path)))
    if original is not None:
        return pdf_of(name), original
    if copy is None:
        return None
    own = folder / entry.path
    pdf = fresh_pdf(own) if read(own) is not None and digest(read(own) or b"") == digest(copy) else None
    return (pdf_of(name), read(pdf) or b"") if pdf else (name, copy)


def calendar(days: Sequence[date], draft: Draft, mark: str, at: datetime) -> str | None:
    """Return an entry for each day of an invitation's event; whole days without an hour.

    The hour at which it ends is known of the last day alone.
    """
    if not days:
        return None
    begins, ends = (draft.said("su_kien", key) for key in ("gio_bat_dau", "gio_ket_thuc"))
    book = Calendar()
    book.add("prodid", "-//vanthu//VN")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    for place, day in enumerate(days, 1):
        entry = Event()
        entry.add("uid", f"{mark}-{place}@vanthu")
        entry.add("dtstamp", at)
        entry.add("summary", str(draft.said("su_kien", "ten_trong_cau") or draft.said("su_kien", "ten_su_kien")))
        entry.add("location", str(draft.said("su_kien", "dia_diem") or ""))
        entry.add("dtstart", _moment(day, begins))
        if day == days[-1] and isinstance(begins, time) and isinstance(ends, time) and ends > begins:
            entry.add("dtend", _moment(day, ends))
        book.add_component(entry)
    book.add_missing_timezones()
    return str(book.to_ical().decode())


def _moment(day: date, hour: object) -> date | datetime:
    return datetime.combine(day, time(hour.hour, hour.minute), HANOI) if isinstance(hour, time) else day


def _held(event: EventBatch, papers: Sequence[tuple[Document, Person]]) -> Problem:
    """Return why papers of one kind are not mailed: nobody gets one that contradicts the workbook."""
    (entry, person), *others = papers
    message = f"{NAMES[entry.kind]} số {entry.number} của {person.name} đã phát hành mà dữ liệu đã đổi, nên chưa gửi."
    if others:
        names = among([one.name for _, one in papers])
        message = f"{len(papers)} {NAMES[entry.kind].lower()}{names} đã phát hành mà dữ liệu đã đổi, nên chưa gửi."
    return Problem(event.where if others else person.where, message, how_to_replace(event.code, entry.number or ""))
