"""What was signed: the papers as they stand in outputs in; whether and in which bytes each may go out, out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flows.documents import NAMES
from flows.errors import TemplateError
from flows.model.draft import Draft, EventBatch
from flows.numbering.entries import Slot
from flows.press import Press
from flows.problems import Problem, Where
from flows.publishing.disk import digest, read
from flows.publishing.outputs import Outputs, Standing
from flows.rendering.amending import amended, text_of
from flows.requesting import slot_of
from flows.vietnamese.dates import long_date, short_date

Paper = tuple[Slot, str]
"""A number's slot, and the person where many papers share the number."""


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
        try:
            return made.sha256 not in (digest(self.press.printed(one)) for one in (draft, draft.as_signed()))
        except TemplateError:
            return True

    def changed(self, event: EventBatch, draft: Draft) -> Problem:
        """Return why a paper that differs does not go out."""
        message = f"{NAMES[draft.kind]} đã làm để trình ký khác với dữ liệu hay mẫu bây giờ, nên chưa phát hành."
        return Problem(_row(event, draft), message, "Chạy vanthu run, trình ký lại bản mới, rồi phát hành.")

    def worked_in(self, slot: Slot) -> list[Standing]:
        """Return the papers under a slot's number whose files another hand has worked in."""
        own = [one for one in self.papers.values() if slot_of(one) == slot]
        return [one for one in own if (content := read(self.outputs / one.path)) and digest(content) != one.sha256]

    def going_out(self, event: EventBatch) -> Iterator[tuple[Draft, bytes | Problem]]:
        """Yield the papers with an issued number that have not gone out: the bytes to keep, or why it cannot go.

        b"" is for one that goes out as it is printed.
        """
        for draft in event.drafts:
            made = self._made(draft)
            known = (made is not None and made.issued) or (made is None and (draft.kind, draft.key) in event.gone_out)
            if draft.heading.issued and not known:
                yield draft, self._bytes(event, draft)

    def _made(self, draft: Draft) -> Standing | None:
        """Return the paper as it stands, unless that went out under another number, which was made void since."""
        made = self.papers.get(paper_of(draft))
        return None if made is not None and made.issued and made.number != _symbol(draft) else made

    def _bytes(self, event: EventBatch, draft: Draft) -> bytes | Problem:
        if self._is_unmade(draft):
            message = f"{NAMES[draft.kind]} chưa từng được làm để trình ký, nên chưa phát hành."
            return Problem(_row(event, draft), message, "Trình ký bản vừa làm, rồi chạy lại vanthu issue.")
        if self.differs(draft):
            return self.changed(event, draft)
        by_hand = self._by_hand(draft)
        if by_hand is None:
            return b""
        return self._with_number(draft, by_hand) or self._to_number(draft)

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
        made, day = self.papers[paper_of(draft)], draft.heading.day
        wish = f"số {_symbol(draft)}" + (f", {long_date(day)}" if isinstance(day, date) else "")
        message = f"{NAMES[draft.kind]} đã sửa tay, không rõ chỗ điền số và ngày, nên chưa phát hành."
        fix = f"Mở tệp này, ghi {wish}, lưu lại, rồi chạy lại vanthu issue: tệp được phát hành đúng như đang có."
        return Problem(Where(made.path), message, fix)


def _row(event: EventBatch, draft: Draft) -> Where:
    return next((person.where for person in event.people if person.key == draft.key), event.where)


def _symbol(draft: Draft) -> str:
    return draft.heading.series.symbol(draft.heading.number) if draft.heading.series else ""


def _bears(text: str, ours: str, draft: Draft) -> bool:
    """Whether a text says the number and the day, as far as our own printing of the paper says them."""
    return all(sign.search(_even(text)) for sign in _signs(draft) if sign.search(_even(ours)))


def _signs(draft: Draft) -> Iterator[re.Pattern[str]]:
    yield re.compile(rf"(?<!\d){re.escape(_even(_symbol(draft)))}")
    day = draft.heading.day
    if isinstance(day, date):
        # Days and months with or without their zeros: a clerk types either.
        forms = (re.sub(r"0?(\d+)", r"0?\1", _even(form)) for form in (long_date(day), short_date(day)))
        yield re.compile("|".join(rf"(?<!\d){form}" for form in forms))


def _even(text: str) -> str:
    return re.sub(r"\s+", "", text).casefold()
