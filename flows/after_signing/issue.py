"""The second pass, after the signature: papers with number and day, each for good."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from flows import pipeline
from flows.documents import NAMES, award_decision, calling_letter, certificate, invitation, plan, results_report
from flows.errors import NotApprovedError, TemplateError
from flows.model.draft import Draft, EventBatch, Heading
from flows.model.order import Order
from flows.model.recorded_paper import Standing
from flows.model.report import Report
from flows.model.signed_paper import SignedPdf
from flows.numbering.backups import is_missing
from flows.numbering.give_numbers import was_void
from flows.numbering.issue_numbers import FARTHEST
from flows.numbering.register import Register, open_register
from flows.numbering.tables import NumberRequest, Slot
from flows.outputs.changes import among, quoted
from flows.outputs.disk import digest, read
from flows.outputs.file_names import issued_copy, pdf_of
from flows.outputs.hand_edits import blanks_in
from flows.outputs.issued_papers import doubts_of, signed_beside, told_once
from flows.outputs.outputs_folder import Outputs
from flows.pipeline import Work
from flows.problems import Problem, Where
from flows.steps.event_page import show
from flows.steps.number_papers import expect, request_for, slot_of
from flows.steps.print_papers import Press, place_of_blank
from flows.vietnamese.dates import long_date, short_date
from flows.word.finished_papers import amended, text_of

Paper = tuple[Slot, str]
"""A number's slot, and the person where many papers share the number."""


Lacking = Mapping[Paper, tuple[Draft, tuple[str, ...]]]
"""Papers that cannot go out, for something is blank in them, and what it is."""
Electronic = Mapping[Paper, SignedPdf | Problem]
"""Papers that were signed as PDFs, or why the signed PDF cannot go out."""


def paper_of(one: Draft | Standing) -> Paper:
    """Return what a paper is."""
    return slot_of(one), one.key


@dataclass(frozen=True, slots=True)
class Signed:
    """The papers of outputs as they were made for signing, and the press that can make them again."""

    outputs: Path
    press: Press
    papers: Mapping[Paper, Standing]

    @classmethod
    def of(cls, outputs: Path, press: Press) -> Signed:
        """Look at what stands in outputs."""
        return cls(outputs, press, {paper_of(one): one for one in Outputs(outputs).manifests() if not one.is_removed})

    def differs(self, draft: Draft) -> bool:
        """Whether a paper would not be made again as it was made for signing; one changed by hand is what it is."""
        made = self._made(draft)
        if made is None or made.issued or self._by_hand(draft) is not None:
            return False
        return not any(self.press.prints(one, made.sha256) for one in (draft, draft.as_signed()))

    def stands(self, draft: Draft) -> bool:
        """Whether a paper has gone out and says what it would say now."""
        made = self._made(draft)
        return made is not None and bool(made.issued) and self.press.prints(draft, made.sha256, made.moi_sha256)

    def changed(self, event: EventBatch, draft: Draft) -> Problem:
        """Return why a paper that differs does not go out."""
        message = f"{NAMES[draft.kind]} đã làm để trình ký khác với dữ liệu hay mẫu bây giờ, nên chưa phát hành."
        return Problem(event.row_of(draft.key), message, "Chạy vanthu run, trình ký lại bản mới, rồi phát hành.")

    def lacking(self, event: EventBatch) -> Lacking:
        """Return what is blank in each paper that may go out; one changed by hand is what it is."""
        found = {}
        for draft in event.drafts:
            # A paper without number and symbol, as the news, never goes out.
            bears_number = draft.heading.series or draft.heading.symbol_heading
            if bears_number and not self._is_out(event, draft) and (blanks := self._blanks(draft)):
                found[paper_of(draft)] = draft, blanks
        return found

    def _blanks(self, draft: Draft) -> tuple[str, ...]:
        by_hand = self._by_hand(draft)
        try:
            return self.press.lacking(draft) if by_hand is None else blanks_in(by_hand)
        except TemplateError:
            return ()

    def electronic(self, event: EventBatch) -> Electronic:
        """Return the signed PDFs beside the papers that may go out."""
        found = ((draft, self._made(draft)) for draft in event.drafts if not self._is_out(event, draft))
        judged = ((paper_of(draft), _signed_pdf(self.outputs, made.path)) for draft, made in found if made)
        return {paper: told for paper, told in judged if told}

    def to_stamp(self, draft: Draft, pdf: SignedPdf) -> SignedPdf:
        """Return a signed PDF with what is still to be stamped onto it: the number and day that it does not say."""
        from flows.pdf.signatures import text_seen  # noqa: PLC0415 half a second, and few papers are signed as PDFs

        if _bears(text_seen(pdf.content), text_of(self.press.printed(draft)), draft):
            return pdf
        return replace(pdf, stamp=_number_and_day(draft))

    def place_of(self, paper: Paper) -> str:
        """Return where the issued PDF of a paper stands."""
        folder, _, path = self.papers[paper].path.partition("/")
        return f"{folder}/{issued_copy(pdf_of(path))}"

    def worked_in(self, slot: Slot) -> list[Standing]:
        """Return the papers under a slot's number whose files another hand has worked in."""
        own = [one for one in self.papers.values() if slot_of(one) == slot]
        return [one for one in own if (content := read(self.outputs / one.path)) and digest(content) != one.sha256]

    def going_out(self, event: EventBatch, electronic: Electronic) -> Iterator[tuple[Draft, bytes | Problem]]:
        """Yield the papers with an issued number that have not gone out: the bytes to keep, or why it cannot go.

        b"" is for one that goes out as it is printed.
        """
        for draft in event.drafts:
            if draft.heading.issued and not self._is_out(event, draft):
                yield draft, self._bytes(event, draft, is_signed=paper_of(draft) in electronic)

    def _is_out(self, event: EventBatch, draft: Draft) -> bool:
        made = self._made(draft)
        return (draft.kind, draft.key) in event.gone_out if made is None else bool(made.issued)

    def _made(self, draft: Draft) -> Standing | None:
        """Return the paper as it stands, unless that went out under another number, which was made void since."""
        made = self.papers.get(paper_of(draft))
        return None if made is not None and made.issued and made.number != draft.heading.symbol else made

    def _bytes(self, event: EventBatch, draft: Draft, *, is_signed: bool) -> bytes | Problem:
        if self._is_unmade(draft):
            message = f"{NAMES[draft.kind]} chưa từng được làm để trình ký, nên chưa phát hành."
            return Problem(event.row_of(draft.key), message, "Trình ký bản vừa làm, rồi chạy lại vanthu issue.")
        if self.differs(draft):
            return self.changed(event, draft)
        by_hand = self._by_hand(draft)
        if by_hand is None:
            return b""
        # A signed PDF is the paper: that its Word text cannot be numbered holds nothing back.
        return self._with_number(draft, by_hand) or (by_hand if is_signed else self._to_number(draft))

    def _is_unmade(self, draft: Draft) -> bool:
        """Whether nobody can have signed a paper: others of its kind were made here, and it was not."""
        others = any((one.event, one.kind) == (draft.event, draft.kind) for one in self.papers.values())
        return others and paper_of(draft) not in self.papers

    def _by_hand(self, draft: Draft) -> bytes | None:
        """Return the file in which another hand has worked, None where ours stands or none."""
        made = self._made(draft)
        content = read(self.outputs / made.path) if made else None
        return None if content is None or made is None or digest(content) == made.sha256 else content

    def _with_number(self, draft: Draft, by_hand: bytes) -> bytes | None:
        """Return a paper changed by hand with number and day; as it stands where it bears them."""
        try:
            after = self.press.printed(draft)
            if after == by_hand or _bears(text_of(by_hand), text_of(after), draft):
                return by_hand
            return amended(by_hand, self.press.printed(draft.as_signed()), after)
        except TemplateError:
            return None

    def _to_number(self, draft: Draft) -> Problem:
        message = f"{NAMES[draft.kind]} đã sửa tay, không rõ chỗ điền số và ngày, nên chưa phát hành."
        wish = f"Mở tệp này, ghi {_number_and_day(draft)}, lưu lại, rồi chạy lại vanthu issue"
        fix = f"{wish}: tệp được phát hành đúng như đang có."
        return Problem(Where(self.papers[paper_of(draft)].path), message, fix)


def _number_and_day(draft: Draft) -> str:
    day = draft.heading.day
    return f"số {draft.heading.symbol}" + (f", {long_date(day)}" if isinstance(day, date) else "")


def _signed_pdf(outputs: Path, path: str) -> SignedPdf | Problem | None:
    """Return the signed PDF beside a paper, None where there is none."""
    signed = signed_beside(outputs / path)
    if signed is None:
        return None
    from flows.pdf.signatures import signed_pdf  # noqa: PLC0415 half a second, and few papers are signed as PDFs

    pdf, is_fresh = signed
    where = Where(f"{path.rpartition('/')[0]}/{pdf.name}")
    if not is_fresh:
        message = "Bản PDF đã ký số này làm từ văn bản trước khi văn bản được làm lại, nên chưa phát hành."
        return Problem(where, message, "Trình ký lại bản mới; bản đã ký cũ thì dời ra ngoài thư mục, rồi chạy lại.")
    found = signed_pdf(read(pdf) or b"")
    if found.fault:
        message = f"Bản PDF đã ký số này {found.fault}, nên chưa phát hành."
        return Problem(where, message, "Lấy lại tệp từ người ký, hoặc ký lại, rồi chạy lại vanthu issue.")
    return found


def told_of(event: EventBatch, lacking: Lacking, fix: str) -> Iterator[Problem]:
    """Yield why papers with blanks do not go out: one error for those that lack the same, at the first one's cell."""
    groups: dict[tuple[str, tuple[str, ...], Where], list[Draft]] = {}
    for draft, blanks in lacking.values():
        sheet = place_of_blank(event, blanks[0], draft.key).at(cell="")
        groups.setdefault((draft.kind, blanks, sheet), []).append(draft)
    for (kind, blanks, _), drafts in groups.items():
        where = place_of_blank(event, blanks[0], drafts[0].key)
        whose = [draft.recipient for draft in drafts if draft.recipient]
        papers = f" của {whose[0]}" if len(whose) == 1 else among(whose)
        count = f"{len(drafts)} {NAMES[kind].lower()}" if len(drafts) > 1 else NAMES[kind]
        message = f"{count}{papers} còn chỗ trống {quoted(blanks)}, nên chưa phát hành."
        yield Problem(where, message, fix, stops=len(drafts))


def _bears(text: str, ours: str, draft: Draft) -> bool:
    """Whether a text says the number and the day, as far as our own printing of the paper says them."""
    return all(sign.search(_even(text)) for sign in _signs(draft) if sign.search(_even(ours)))


def _signs(draft: Draft) -> Iterator[re.Pattern[str]]:
    yield re.compile(rf"(?<!\d){re.escape(_even(draft.heading.symbol))}")
    day = draft.heading.day
    if isinstance(day, date):
        # Days and months with or without their zeros: a clerk types either.
        forms = (re.sub(r"0?(\d+)", r"0?\1", _even(form)) for form in (long_date(day), short_date(day)))
        yield re.compile("|".join(rf"(?<!\d){form}" for form in forms))


def _even(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()


KINDS = (plan.KIND, invitation.KIND)
"""What goes out where no kind is named."""
_AFTERWARDS = (certificate.KIND, award_decision.KIND, results_report.KIND)
OUT = ("issued",)
_FILL = (
    "Ghi vào bảng tính rồi chạy vanthu run, hoặc điền tay vào văn bản; trình ký bản đã đủ, rồi chạy lại vanthu issue."
)


Agree = Callable[[Sequence[Problem]], bool]
"""Asked whether papers are to go out on odd days."""


def issue(order: Order, *, day: date | None, at: datetime, agree: Agree | None = None) -> Report:
    """Give the order's papers, plans and invitations unless it names kinds, number and day, and keep their copies.

    `day` None is the day that a paper bears already, else today. Asking again gives the same numbers; an issued paper
    keeps its day, and to ask for another one is a mistake. A paper whose data changed since it was made for signing
    is not what was signed: it gets no number. Nor does one with blanks; the others go out. `agree` is asked once, where
    a day is odd, before anything is written.

    Raises:
        NotApprovedError: the days are not agreed to.
        FlowsError: usage, disk or register.
    """
    found = pipeline.read(replace(order, only=order.only or KINDS), at)
    odd = tuple(odd_days(found, day)) if agree else ()
    if agree and odd and not agree(odd):
        raise NotApprovedError("Chưa phát hành, vì ngày chưa đúng.", "Ghi đúng ngày ký: --date NGÀY.")
    work = pipeline.number(found)
    signed = Signed.of(order.outputs, pipeline.press_for(work))
    lacking = {event.code: signed.lacking(event) for event in work.batch.events}
    electronic = {event.code: signed.electronic(event) for event in work.batch.events}
    with open_register(order.register_target) as register:
        numbering = _SecondPass(work, signed, day).numbered
        stops = {
            event.code: tuple(numbering(register, event, lacking[event.code], electronic[event.code]))
            for event in work.batch.events
        }
    work = pipeline.number(found)
    papers = (each for event in work.batch.events for each in signed.going_out(event, electronic[event.code]))
    held = {paper for told in (*lacking.values(), *map(_refused, electronic.values())) for paper in told}
    going = {paper_of(draft): told for draft, told in papers if paper_of(draft) not in held}
    out = {paper: told for paper, told in going.items() if isinstance(told, bytes)}
    pdfs = {paper: pdf for told in electronic.values() for paper, pdf in told.items() if isinstance(pdf, SignedPdf)}

    def original(draft: Draft) -> SignedPdf | None:
        pdf = pdfs.get(paper_of(draft)) if paper_of(draft) in out else None
        return pdf and signed.to_stamp(draft, pdf)

    report = pipeline.finish(pipeline.going_out(work, lambda draft: out.get(paper_of(draft)), original))
    for (slot, _), told in going.items():
        stops[slot.event] += (told,) if isinstance(told, Problem) else ()
    for paper in out.keys() & pdfs.keys():
        stops[paper[0].event] += tuple(doubts_of(signed.place_of(paper), pdfs[paper]))
    stops = {code: told_once(told) for code, told in stops.items()}
    events = (replace(each, problems=(*each.problems, *stops[each.event])) for each in report.events)
    return show(order.outputs, replace(report, events=tuple(events)))


def _refused(electronic: Electronic) -> Mapping[Paper, Problem]:
    return {paper: told for paper, told in electronic.items() if isinstance(told, Problem)}


def odd_days(found: Work, day: date | None) -> Iterator[Problem]:
    """Yield a warning for each kind that would go out on a day that its event makes unlikely."""
    target, today = found.order.register_target, found.at.date()
    expect(target, found.order.outputs)
    with nullcontext() if is_missing(target) else open_register(target, create=False) as register:
        for event in found.batch.events:
            held = register.look_up(event.code) if register else {}
            for kind in dict.fromkeys(draft.kind for draft in event.drafts if request_for(draft)):
                drafts = [draft for draft in event.drafts if draft.kind == kind]
                out = [slot for slot, line in held.items() if slot.kind == kind and line.state in OUT]
                if len(out) < len({slot_of(draft) for draft in drafts}):
                    for issued in sorted({day or _own_day(draft.heading) or today for draft in drafts}):
                        yield from _odd(event, drafts[0], issued, today)


def _odd(event: EventBatch, draft: Draft, day: date, today: date) -> Iterator[Problem]:
    first, last = draft.said("su_kien", "ngay_bat_dau"), draft.said("su_kien", "ngay_ket_thuc")
    why = ""
    if draft.kind in (*KINDS, calling_letter.KIND) and isinstance(first, date) and day > first:
        why = f"sau ngày sự kiện bắt đầu ({short_date(first)})"
    elif draft.kind in _AFTERWARDS and isinstance(last, date) and day < last:
        why = f"trước ngày sự kiện kết thúc ({short_date(last)})"
    elif today < day <= today + FARTHEST:
        why = f"chưa tới, hôm nay là {short_date(today)}"
    if why:
        message = f"{NAMES[draft.kind]} sẽ ghi ngày {short_date(day)}, {why}."
        yield Problem(event.where, message, "Không đúng thì ghi ngày đã ký: --date NGÀY.", "warning")


@dataclass(frozen=True, slots=True)
class _SecondPass:
    """What was found to issue, on which day, and the papers as they were signed."""

    work: Work
    signed: Signed
    day: date | None

    def numbered(
        self, register: Register, event: EventBatch, lacking: Lacking, electronic: Electronic
    ) -> Iterator[Problem]:
        """Give one event's papers their numbers; yield what stands against it."""
        held = register.look_up(event.code)
        out = {slot for slot, entry in held.items() if entry.state in OUT}
        unlike = [draft for draft in event.drafts if slot_of(draft) not in out and self.signed.differs(draft)]
        faulty = _refused(electronic)
        yield from told_of(event, lacking, _FILL)
        yield from faulty.values()
        yield from (self.signed.changed(event, draft) for draft in unlike)
        slots = dict.fromkeys(map(slot_of, event.drafts))
        void = [slot for slot in slots if slot in held and held[slot].state == "void"]
        yield from (replace(was_void(held[slot]), severity="warning").at(event.where) for slot in void)
        whole = {slot_of(draft) for draft in event.drafts if paper_of(draft) not in {**lacking, **faulty}}
        refused = {*void, *map(slot_of, unlike), *({slot for slot, _ in (*lacking, *faulty)} - whole)}
        asked = [one for one in _requests(event.drafts, self.day, self.work.at.date()) if one.slot not in refused]
        requests = [one for one in asked if self.day is not None or one.slot not in out]
        if requests:
            answer = register.issue(requests, at=self.work.at, who=self.work.order.who)
            yield from (mistake.at(event.where) for mistake in answer.mistakes.values())


def _requests(drafts: Iterable[Draft], day: date | None, today: date) -> Iterator[NumberRequest]:
    """Yield one request a paper; the number counts in the year of the day of issue."""
    asked = {request.slot: (request, draft) for draft in drafts if (request := request_for(draft))}
    for request, draft in asked.values():
        issued = day or _own_day(draft.heading) or today
        # A number that the register holds stays in its year.
        series = request.series if draft.heading.number is not None else request.series.on(issued)
        yield replace(request, day=issued, series=series)


def _own_day(head: Heading) -> date | None:
    """Return the day that a paper bears already, typed or given before the signature: what was signed says it."""
    return head.day if isinstance(head.day, date) else None
