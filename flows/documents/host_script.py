"""The host's script (kịch bản điều hành): what is said at each item of the agenda, and what is to be ready for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from functools import cached_property

from flows.documents import facts
from flows.documents.agenda_acts import (
    AWARD,
    BREAK,
    CEREMONY,
    CLOSING,
    DISCUSSION,
    OPENING,
    REPORT,
    SPEECH,
    TEST,
    TOPIC,
    VISIT,
    VOTE,
    WELCOME,
    Act,
    addressed_acts,
)
from flows.documents.event_words import WHEN_FROM, at_place, deed, event_name, event_noun, when
from flows.documents.news_body import closing_speech, done, quoted, reported, spoken
from flows.documents.participants import group_told, learners
from flows.documents.performers import COMRADE, Performers, honorifics, named, performers
from flows.documents.sentences import ended, join, lower_inside, with_partners
from flows.model.draft import Case, Draft, Heading
from flows.model.event import AgendaItem
from flows.model.printing import Items
from flows.vietnamese.dates import short_date
from flows.vietnamese.hours import hour_h
from flows.vietnamese.text import fold, upper_first, without_stop

KIND = "kich-ban"
NAME = "Kịch bản điều hành"
SERIES = ""
PER_PERSON = False
ON_REQUEST = True
NEEDS = frozenset({"dia_diem"})
WORDS = {
    "kich_ban.thoi_gian": "số ngày, giờ, ngày, thứ, viết đủ",
    "kich_ban.nguoi_dan": "người dẫn chương trình; không ghi thì là chỗ để ghi tay",
    "kich_ban.muc": "các mục của chương trình",
    "kich_ban.muc[].dau_ngay": "đúng ở mục đầu tiên của mỗi ngày",
    "kich_ban.muc[].ngay": "ngày",
    "kich_ban.muc[].gio": "giờ bắt đầu",
    "kich_ban.muc[].viec": "việc, như ở chương trình",
    "kich_ban.muc[].loi_dan": "các đoạn lời dẫn",
    "kich_ban.muc[].nguoi_thuc_hien": "ai thực hiện",
    "kich_ban.muc[].chuan_bi": "cần chuẩn bị gì",
}
MADE_FROM = {"kich_ban.thoi_gian": WHEN_FROM, "kich_ban.muc": facts.TOPICS_FROM | facts.SPEAKERS_FROM}
ORGANISERS = "đại diện Ban Tổ chức"
LONGEST_BREAK = 30
"""Minutes; where the next item is farther away, more than the break lies between."""
BY_HAND = "." * 40
_READY = {
    WELCOME: "bàn đón tiếp, danh sách điểm danh, tài liệu",
    OPENING: "bục, bài phát biểu, hoa",
    TOPIC: "máy chiếu, tài liệu, nước",
    REPORT: "báo cáo đã in",
    DISCUSSION: "phòng, giấy, người ghi",
    BREAK: "nước, trà",
    VISIT: "xe, danh sách lên xe",
    TEST: "đề, giấy",
    VOTE: "phiếu hoặc thẻ, tổ kiểm phiếu",
    AWARD: "phần thưởng xếp đúng thứ tự, hoa, khay",
}
_READY_BY_WORDS = {
    "chứng nhận": "giấy chứng nhận xếp đúng thứ tự, hoa, khay",
    "chào cờ": "cờ, nhạc Quốc ca",
    "giới thiệu đại biểu": "danh sách đại biểu có mặt, sửa theo thực tế",
    "văn nghệ": "âm thanh, đội văn nghệ chờ sẵn",
}


def waits(case: Case, _today: date) -> str:
    """Return a reason while there is no agenda."""
    return "" if case.agenda else "Chưa có trang «Chương trình»."


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield the event's script."""
    event = case.event
    head = Heading(NAME.upper(), event_name(event))
    told = {"thoi_gian": when(event), "nguoi_dan": event.host or BY_HAND, "muc": list(rows(case))}
    yield Draft.of_event(event.code, KIND, head, {**base, "kich_ban": told})


def rows(case: Case) -> Iterator[Mapping[str, object]]:
    """Yield a row for each item of the agenda."""
    script = Script(case)
    following = [*case.agenda[1:], None]
    for item, told, after in zip(case.agenda, facts.agenda_values(case.agenda), following, strict=False):
        yield {
            "dau_ngay": told["dau_ngay"],
            "ngay": item.day,
            "gio": hour_h(item.starts) if item.starts else upper_first(item.session or ""),
            "viec": without_stop(item.content or ""),
            "loi_dan": Items(script.words(item, after)),
            "nguoi_thuc_hien": told["nguoi_thuc_hien"],
            "chuan_bi": upper_first(item.ready or ", ".join(script.ready(item))),
        }


@dataclass
class Script:
    """The words of one event; `introduced` are those whose post was said already."""

    case: Case
    introduced: set[str] = field(default_factory=set)

    @property
    def noun(self) -> str:
        """Return what the event is called after its name was said."""
        return event_noun(self.case.event)

    @property
    def everybody(self) -> str:
        """Return how those present are addressed."""
        called = learners(self.case)
        if called == "em học sinh":
            return "các thầy cô giáo và các em học sinh"
        return "quý vị đại biểu và các học viên" if called == "học viên" else "quý vị đại biểu"

    @property
    def attendants(self) -> str:
        """Return those who take part, as the host speaks of them."""
        called = learners(self.case)
        return self.everybody if called == "đại biểu" else f"các {called}"

    def words(self, item: AgendaItem, after: AgendaItem | None) -> list[str]:
        """Return the paragraphs of an item; typed words win, and a day that ends says when the next begins."""
        acts = self._in_order(self._acts(item))
        said = [item.words] if item.words else [text for act in acts for text in self._said(act, after)] or [""]
        if after and item.day and after.day and after.day != item.day:
            hour = f"lúc {hour_h(after.starts)}" if after.starts else "vào"
            day = "ngày mai" if (after.day - item.day).days == 1 else f"ngày {short_date(after.day)}"
            said[-1] += f" Chương trình hôm nay kết thúc tại đây. Hẹn gặp lại quý vị {hour} {day}."
        return said

    def _acts(self, item: AgendaItem) -> Sequence[Act]:
        return [act for act in self._agenda if act.item is item]

    @cached_property
    def _agenda(self) -> Sequence[Act]:
        """Return all acts, each person addressed alike throughout: the degree of one row counts in all others."""
        event = self.case.event
        return addressed_acts(self.case, honorifics((event.chair, event.opener), self.case.agenda))

    @staticmethod
    def _in_order(acts: Sequence[Act]) -> Sequence[Act]:
        """Return the acts of an item, the closing behind what is handed over; who dines after it does so after it."""
        closings = [place for place, act in enumerate(acts) if act.kind == CLOSING]
        after = acts[closings[0] + 1 :] if closings else ()
        return sorted(acts, key=lambda act: (act.kind == CLOSING) + 2 * (act.kind == BREAK and act in after))

    def ready(self, item: AgendaItem) -> Iterator[str]:
        """Yield what is to be ready for an item of its class."""
        for act in self._acts(item):
            by_words = act.kind in {CEREMONY, AWARD}
            told = [what for name, what in _READY_BY_WORDS.items() if by_words and name in fold(act.text)]
            yield from told or filter(None, [_READY.get(act.kind)])

    def _said(self, act: Act, after: AgendaItem | None) -> list[str]:
        if act.kind == CEREMONY:
            return list(self._ceremonies(act)) or [self._plain(act)]
        if act.kind == BREAK:
            return [self._break(act, after)]
        return [self._opening(act) if act.kind == OPENING else self._plain(act)]

    def _ceremonies(self, act: Act) -> Iterator[str]:
        """Yield the words of each ceremony that the item names, as far as they are known here."""
        text, stand = fold(act.text), f"Kính mời {self.everybody} đứng dậy"
        if "chào cờ" in text:
            yield f"{stand}, chỉnh đốn trang phục để làm lễ chào cờ. (Sau khi chào cờ:) Xin mời quý vị ngồi."
        if "mặc niệm" in text:
            yield f"{stand}, dành một phút mặc niệm. … Xin cảm ơn, xin mời quý vị ngồi."
        if "tuyên bố lý do" in text:
            yield self._reason(act.item.day)
        if "giới thiệu đại biểu" in text or "giới thiệu thành phần" in text:
            yield self._introduced()
        if "văn nghệ" in text:
            by = f" do {act.by.text} biểu diễn" if act.by.text else ""
            yield f"Mở đầu, xin mời {self.everybody} thưởng thức {lower_inside(act.text)}{by}."

    def _reason(self, day: date | None) -> str:
        """Return why all are here: who holds what, to what end."""
        event = self.case.event
        who = f"{facts.organiser(event)}{with_partners(event.partners)}"
        held = f"Hôm nay, ngày {short_date(day or event.starts)}, {who} {deed(event)}."
        purpose = f" {ended(upper_first(without_stop(event.purpose[0].lstrip(_BULLETS))))}" if event.purpose else ""
        welcome = f"Thay mặt Ban Tổ chức, xin nhiệt liệt chào mừng {self.everybody}."
        return f"Kính thưa {self.everybody}! {held}{purpose} {welcome}"

    def _introduced(self) -> str:
        """Return who is introduced: chair and opener, then the groups, at the end everybody."""
        event = self.case.event
        people = [who for typed in (event.chair, event.opener) if (who := performers(typed or "")).are_people]
        # Who chairs often opens too, and is introduced once.
        people = list({tuple(one.key for one in who.people): who for who in reversed(people)}.values())[::-1]
        called = learners(self.case)
        all_of_them = f"toàn thể {'các ' if called.startswith('em ') else ''}{called}"
        said = [*map(self._who, people), *(group_told(line, called, numbers=False) for line in event.groups)]
        listed = f"{'; '.join(said)}, cùng {all_of_them}" if said else all_of_them
        welcome = f"Đề nghị {self.everybody} nhiệt liệt chào mừng."
        return f"Về dự {self.noun} hôm nay, xin trân trọng giới thiệu: {listed}. {welcome}"

    def _who(self, by: Performers) -> str:
        """Return those who do something, their post at the first mention only; "" for nobody."""
        if by.is_nobody:
            return ""
        said = named(by.without_posts(self.introduced))
        self.introduced |= {one.key for one in by.people}
        return said

    def _opening(self, act: Act) -> str:
        opener = performers(self.case.event.opener or "")
        by = act.by if not act.by.is_nobody else opener
        asked = f"Sau đây, trân trọng kính mời {self._who(by) or ORGANISERS} {join('phát biểu khai mạc', self.noun)}."
        if len(by.people) != 1:
            return asked
        honorific, name = by.people[0].honorific or COMRADE, by.people[0].name
        thanks = f"(Sau phát biểu:) Xin trân trọng cảm ơn {honorific} {name}."
        # Nobody is called «ThS» without his name.
        return f"{asked} Xin trân trọng kính mời {honorific if honorific.islower() else COMRADE}! {thanks}"

    def _break(self, act: Act, after: AgendaItem | None) -> str:
        begins = after.starts if after and after.day == act.item.day else None
        if "trưa" in fold(act.text):
            back = f"; buổi chiều bắt đầu lúc {hour_h(begins)}" if begins else ""
            return f"Chương trình buổi sáng đến đây tạm dừng{back}. Kính chúc {self.everybody} ngon miệng."
        if fold(act.text).startswith(_MEALS):
            return f"Kính mời {self.everybody} {join('dự', lower_inside(act.text))}."
        minutes = _minutes(act.item.starts, act.item.ends or begins)
        how_long = f" {minutes} phút" if minutes and (act.item.ends or minutes <= LONGEST_BREAK) else ""
        goes_on = begins or act.item.ends
        back = f"; chương trình tiếp tục lúc {hour_h(goes_on)}" if goes_on else ""
        return f"Kính mời {self.everybody} nghỉ giải lao{how_long}{back}."

    def _plain(self, act: Act) -> str:
        """Return the words of an act that one sentence of its class says."""
        item, is_said = act.item, act.by.text and fold(act.by.text) in fold(act.text)
        who = "" if is_said else self._who(act.by)
        minutes = _minutes(item.starts, item.ends)
        say = _WHAT.get(act.kind, _as_typed) if who or act.kind in {TEST, CLOSING} else _as_typed
        pattern = _SAID.get(act.kind, _NEXT) if who else _OF_NOBODY.get(act.kind) or _SAID.get(act.kind, _NEXT)
        return pattern.format(
            everybody=self.everybody,
            attendants=self.attendants,
            called=learners(self.case),
            noun=self.noun,
            who=who or ORGANISERS,
            topic=quoted(act.text),
            what=say(act),
            place=at_place(without_stop(self.case.event.place or "nơi tổ chức")),
            hour=f" lúc {hour_h(item.starts)}" if item.starts else "",
            until=f", đến {hour_h(item.ends)}" if item.ends else "",
            length=f" Thời gian: {minutes} phút." if minutes else "",
            ended=f"{upper_first(self.noun)} đến đây kết thúc.",
        )


_BULLETS = "-–—+•* "
_MEALS = ("liên hoan", "tiệc", "ăn ", "giao lưu")


def _as_typed(act: Act) -> str:
    return lower_inside(act.text)


_WHAT = {REPORT: reported, SPEECH: spoken, TEST: done, CLOSING: closing_speech}
"""How an act is said where its own words do not stand in a sentence as they are."""
_NEXT = "Tiếp theo là {what}."
_SAID = {
    WELCOME: "Kính mời {everybody} ký danh sách, nhận tài liệu và ổn định chỗ ngồi. Ít phút nữa {noun} sẽ bắt đầu.",
    TOPIC: "Tiếp theo chương trình là chuyên đề {topic}. Xin trân trọng giới thiệu và kính mời {who} trình bày.",
    REPORT: "Tiếp theo, kính mời {who} {what}.",
    SPEECH: "Trân trọng kính mời {who} {what}.",
    DISCUSSION: "Bây giờ là phần {what}{until}. Mời {attendants} tham gia.",
    TEST: "Bây giờ, {attendants} {what}.{length}",
    VISIT: "Kính mời {everybody} tập trung {place}{hour} để {what}.",
    VOTE: "Sau đây, đề nghị {noun} {what}.",
    AWARD: "Tiếp theo là phần {what}. Kính mời {who} lên trao; xin mời các {called} có tên trong danh sách lên nhận.",
    CLOSING: "Kính mời {who} phát biểu {what} {noun}. (Sau phát biểu:) Thay mặt Ban Tổ chức, xin trân trọng cảm ơn "
    "và kính chúc {everybody} sức khỏe. {ended}",
}
_OF_NOBODY = {
    TOPIC: "Tiếp theo chương trình là chuyên đề {topic}.",
    REPORT: _NEXT,
    SPEECH: _NEXT,
}


def _minutes(begin: time | None, end: time | None) -> int:
    """Return how long something takes; 0 where nobody knows."""
    return ((end.hour - begin.hour) * 60 + end.minute - begin.minute) % (24 * 60) if begin and end else 0
