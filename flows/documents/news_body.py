"""The body of the news: who taught what, what was discussed, visited and handed over, in days or as one meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.documents.agenda_acts import (
    AWARD,
    CLOSING,
    CONTENTS,
    DISCUSSION,
    OTHER,
    REPORT,
    SPEECH,
    TEST,
    TOPIC,
    VOTE,
    Act,
    addressed_acts,
    is_deed,
)
from flows.documents.participants import completed
from flows.documents.performers import (
    COLLECTIVE,
    HOST,
    PERSON,
    POST,
    Performers,
    collective,
    honorifics,
    named,
    performers,
)
from flows.documents.sentences import ended, join, lower_inside
from flows.model.draft import Case
from flows.vietnamese.numbers import grouped
from flows.vietnamese.text import fold, join_list, lower_first, upper_first, without_stop

VERBS = tuple(map(fold, (
    "báo cáo", "trình bày", "quán triệt", "triển khai", "giới thiệu", "phổ biến", "hướng dẫn", "tuyên truyền",
    "truyền đạt", "thông tin", "thông báo", "chia sẻ", "phân tích", "đánh giá", "công bố", "ôn lại",
)))  # fmt: skip
"""Verbs of speaking: a topic that begins with one needs no «trình bày»."""
LONG_TOPIC = 160
"""Letters; a longer topic is never put in quotation marks."""
IN_A_SENTENCE = 3
"""Speakers; those who follow are told in a sentence of their own."""
MEETINGS = ("hội nghị", "đại hội", "cuộc họp", "hội thảo", "buổi tọa đàm", "diễn đàn")
"""Events that are themselves the subject: «Hội nghị đã nghe ...»."""
COURSES = ("lớp", "khóa", "tập huấn", "bồi dưỡng", "chương trình")
_ORGANISERS = ("ban tổ chức", "btc", "văn phòng")
_EVERYBODY = re.compile(r"(?:các |cả |toàn thể |toàn )?(?:lớp|đoàn|đại biểu|học viên|hội nghị|hội trường)")
_ALL_WHO_CAME = re.compile(r"(?:các |cả |toàn thể |toàn )?(?:tổ|nhóm|lớp|đoàn|đại biểu|học viên|hội nghị|hội trường)")


@dataclass(frozen=True)
class News:
    """What the sentences about an event are made of; `count` is None where nobody knows how many were there."""

    case: Case
    noun: str
    called: str
    count: int | None

    @cached_property
    def agenda(self) -> tuple[Act, ...]:
        """Return all acts of the agenda, each person with the same honorific throughout the paper."""
        return addressed_acts(self.case, self.honorifics)

    @cached_property
    def acts(self) -> tuple[Act, ...]:
        """Return the acts that a report tells, in the order of the agenda; awards at the closing are told there."""
        told = (act for act in self.agenda if act.kind in CONTENTS or act.kind == SPEECH or is_deed(act))
        closing = self._at_closing()
        return tuple(act for act in told if act not in closing)

    @cached_property
    def honorifics(self) -> dict[str, str]:
        """Return how each person of the event is addressed: «bà» of one cell is «bà» in every sentence."""
        event = self.case.event
        return honorifics((event.chair, event.opener, "\n".join(event.speakers)), self.case.agenda)

    def addressed(self, who: Performers) -> Performers:
        """Return people with the honorifics that the whole paper gives them."""
        return who.with_honorifics(self.honorifics)

    @cached_property
    def has_talks(self) -> bool:
        """Whether somebody taught something."""
        return any(act.kind == TOPIC for act in self.acts) or bool(self.case.event.topics and not self.acts)

    @cached_property
    def counts_hearers(self) -> bool:
        """Whether the sentence of the first talks says how many were there."""
        first = [act for act in self.acts if act.item.day in {None, self.case.event.starts}]
        return self.has_talks and self.in_days and any(act.kind in {TOPIC, REPORT} for act in first or self.acts)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the event's own names, which keep their capitals inside sentences."""
        office = self.case.office
        return tuple(filter(None, (office.full_name, office.place)))

    @property
    def is_meeting(self) -> bool:
        """Whether the event itself hears and discusses, as a conference does."""
        return self.noun.startswith(MEETINGS)

    @property
    def is_course(self) -> bool:
        """Whether the event is a course of lessons."""
        return self.noun.startswith(COURSES)

    @property
    def in_days(self) -> bool:
        """Whether the body goes day by day; a meeting or ceremony of one day is told as a whole."""
        return len(self.case.event.days) > 1 or self.is_course or not (self.is_meeting or self.acts)

    def _at_closing(self) -> list[Act]:
        """Return the closing and the awards that belong to it: in the same item, or by the same in the one before."""
        ends = [place for place, act in enumerate(self.agenda) if act.kind == CLOSING]
        if not ends:
            return []
        closing = self.agenda[ends[0]]
        near = self.agenda[max(0, ends[0] - 1) : ends[-1] + 2]
        same = [act for act in near if act.kind == AWARD and (_is_by_organisers(act) or act.by == closing.by)]
        return [*(self.agenda[place] for place in ends), *same]

    def attend(self, verb_part: str, *, hearing: bool) -> str:
        """Return "230 đại biểu tham gia ..." or "các đại biểu ..."."""
        many = "các" if self.count is None or not hearing else grouped(self.count)
        return f"{many} {self.called} {verb_part}"

    def closing(self) -> str:
        """Return the sentence of the closing: who closed, what was handed over; "" where nothing is known."""
        told = self._at_closing()
        if not told:
            return ""
        closing = next(act for act in told if act.kind == CLOSING)
        awards = [self._award(act) for act in told if act.kind == AWARD]
        if not closing.by.are_people:
            return f"Kết thúc {self.noun}, Ban Tổ chức {join_list(awards)}." if awards else ""
        opener = performers(self.case.event.opener or "").people + performers(self.case.event.chair or "").people
        who = named(closing.by.without_posts({one.key for one in opener}))
        said = [f"phát biểu {closing_speech(closing)}", *awards]
        several = any(" và " in award for award in awards)
        return f"Kết thúc {self.noun}, {who} {', '.join(said) if several else join_list(said)}."

    def _award(self, act: Act) -> str:
        text = lower_first(act.text)
        if re.search(r"(?<!\w)(?:cho|tới|đến)(?!\w)", fold(text)) or "chứng nhận" not in fold(text):
            return text
        done = len(completed(self.case)) if self.case.roster.has_results else 0
        called = "học viên" if self.called == "đại biểu" else self.called
        return f"{text} cho {f'{done} {called} hoàn thành chương trình' if done else f'các {called}'}"

    def meeting(self) -> str:
        """Return the body of a meeting or ceremony of one day; "" where days tell it or nothing is told."""
        if self.in_days or not self.acts:
            return ""
        sentences = self._heard() if self.is_meeting else []
        told = {TOPIC, REPORT, DISCUSSION, VOTE, TEST} if self.is_meeting else ()
        own = [self.own_sentence(act) for act in self.acts if act.kind not in told]
        if own and not sentences:
            own[0] = f"Tại {self.noun}, {own[0]}"
        return " ".join(ended(upper_first(one)) for one in (*sentences, *own))

    def _heard(self) -> list[str]:
        """Return «Hội nghị đã nghe ...; thảo luận ...»."""
        heard = [act for act in self.acts if act.kind in {TOPIC, REPORT}]
        others = [act for act in self.acts if act.kind in {DISCUSSION, VOTE, TEST}]
        together = [done(act, self.words) for act in others if _is_of_meeting(act)]
        own = [done(act, self.words) for act in others if not _is_of_meeting(act)]
        said = self.heard(heard)
        first = [f"đã nghe {'; '.join(said[:IN_A_SENTENCE])}"] if said else []
        by_all = [f"các {self.called} {', '.join(own)}"] if own else []
        if not first and not together:
            return [f"Tại {self.noun}, {by_all[0]}"] if by_all else []
        told = "; ".join([*first, *together, *by_all] if first else [f"đã {join_list(together)}", *by_all])
        left = "; ".join(said[IN_A_SENTENCE:])
        more = [f"Các {self.called} còn được nghe {left}"] if left else []
        return [f"{upper_first(self.noun)} {told}", *more]

    def heard(self, heard: Sequence[Act]) -> list[str]:
        """Return "who said what" of talks and reports, in their order, the talks of one speaker together."""
        reports = [self._report(act) for act in heard if act.kind == REPORT]
        talks = [act for act in heard if act.kind == TOPIC]
        return [*reports, *talks_told(talks, known_words=self.words)]

    def _report(self, act: Act) -> str:
        if act.by.is_nobody or (act.by.text and fold(act.by.text) in fold(act.text)):
            return lower_inside(act.text, self.words)
        return f"{named(act.by, known_words=self.words)} {reported(act, self.words)}"

    def own_sentence(self, act: Act) -> str:
        """Return an act with its own subject: a speech, an award, what a collective did."""
        if act.kind == SPEECH:
            who = named(act.by, known_words=self.words) if not act.by.is_nobody else ""
            text = spoken(act)
            said = join(text, self.noun) if _TO_THE_EVENT.fullmatch(fold(text)) else text
            return f"{who} {said}" if who else f"các {self.called} nghe {said}"
        if act.kind == AWARD:
            return f"{self._giver(act)} {lower_first(act.text)}"
        if act.kind in {REPORT, TOPIC}:
            return self.heard([act])[0]
        subject = named(act.by) if act.by.are_people else self.subject(act)
        return f"{subject} {done(act, self.words).removesuffix(f' {subject}')}"

    def subject(self, act: Act) -> str:
        """Return who did what nobody taught: a body of its own, or all who came."""
        everybody = _EVERYBODY if act.kind == OTHER else _ALL_WHO_CAME
        if act.by.kind != COLLECTIVE or everybody.fullmatch(fold(act.by.text)):
            return f"các {self.called}"
        return re.sub(r"^0(?=\d )", "", collective(act.by, self.words))

    def _giver(self, act: Act) -> str:
        if act.by.kind in {PERSON, POST}:
            return named(act.by)
        return "Ban Tổ chức" if _is_by_organisers(act) or act.by.kind == HOST else collective(act.by, self.words)


def done(act: Act, known_words: Sequence[str] = ()) -> str:
    """Return what attendants do, as a verb; «Kiểm tra cuối khóa» is «làm bài kiểm tra cuối khóa»."""
    text = lower_inside(act.text, known_words)
    for begins, verb in _AS_VERB:
        if found := re.match(begins, text, re.IGNORECASE):
            return f"{verb}{text[found.end() :]}"
    return text


def reported(act: Act, known_words: Sequence[str] = ()) -> str:
    """Return what somebody reports, with the verb it needs; whose paper it is says the performer."""
    text = lower_inside(_OF_ALL.sub("", act.text), known_words)
    verb = next((verb for begins, verb in _READ_OUT if re.match(begins, text, re.IGNORECASE)), "")
    return f"{verb}{text}"


def spoken(act: Act) -> str:
    """Return a speech without whose it is where the performer says it: «Phát biểu của lãnh đạo xã»."""
    return lower_first(act.text if act.by.is_nobody else _NOUNS.sub("Phát biểu ", _OF_GUESTS.sub(r"\1", act.text)))


def closing_speech(act: Act) -> str:
    """Return what a closing speech is called: «kết luận», else «bế mạc»."""
    return "kết luận" if "kết luận" in fold(act.text) else "bế mạc"


_OF_ALL = re.compile(r"(?<=tham luận) của các [^,;]+?(?=$| về )", re.IGNORECASE)
_OF_GUESTS = re.compile(r"(?<=^)((?:(?! về ).)*?)\s+của\s+[^,;]+?(?=$|[,;]| về )", re.IGNORECASE)
_NOUNS = re.compile(r"^(?:ý kiến|lời) (?=chỉ đạo|chúc mừng|cảm ơn)", re.IGNORECASE)
_BY_ATTENDANTS = re.compile(r"đóng vai|thực hành|ôn tập|giao lưu|làm việc nhóm|bài tập|giải đáp|hỏi\s*(?:-\s*)?đáp")
_TO_THE_EVENT = re.compile(r"(?!.*tiếp thu).*(?:chỉ đạo|chúc mừng|chào mừng)")
_READ_OUT = (
    (r"diễn văn", "đọc "),
    (
        r"tham luận|dự thảo|tờ trình|báo cáo (?:chính trị|kiểm điểm|thẩm tra|tài chính|tóm tắt|tổng hợp|của)",
        "trình bày ",
    ),
)
_AS_VERB = (
    (r"trao đổi,\s*giải đáp(?=\s)", "trao đổi và được giải đáp"),
    (r"giải đáp(?=\s)", "được giải đáp"),
    (r"hỏi\s*(?:-\s*)?đáp", "tham gia hỏi đáp"),
    (r"ý kiến phát biểu(?:\s+của đại biểu)?", "phát biểu ý kiến"),
    (r"(?=kiểm tra (?:cuối|đầu))", "làm bài "),
    (r"(?=bài kiểm tra)", "làm "),
    (r"(?=bài thu hoạch)", "viết "),
    (r"phần thi\s+", "thi "),
    (r"(?=trò chơi|vòng |bán kết|chung kết|hội thi)", "tham gia "),
)


def _is_of_meeting(act: Act) -> bool:
    """Whether a meeting itself does it: it discusses and votes; its people practise, ask and sit tests."""
    return act.kind != TEST and not _BY_ATTENDANTS.match(fold(act.text))


def _is_by_organisers(act: Act) -> bool:
    return act.by.is_nobody or fold(act.by.text).startswith(_ORGANISERS)


def talks_told(talks: Sequence[Act], *, known_words: Sequence[str] = ()) -> list[str]:
    """Return "who verb topic" for each speaker in turn, the post at the first mention."""
    told, posts_said, groups = [], set[str](), dict[object, tuple[Performers, list[Act]]]()
    for talk in talks:
        key = tuple(one.key for one in talk.by.people) or fold(talk.by.text)
        groups.setdefault(key, (talk.by, []))[1].append(talk)
    for by, group in groups.values():
        who = named(by.without_posts(posts_said), known_words=known_words)
        posts_said |= {one.key for one in by.people if one.post}
        what = topics_told(
            [(talk.text, talk.item.manner or "") for talk in group], known_words=known_words, alone=not who
        )
        told.append(f"{who} {what}".strip())
    return told


def topics_told(topics: Sequence[tuple[str, str]], *, known_words: Sequence[str] = (), alone: bool = False) -> str:
    """Return what is taught as a sentence says it after the speaker; `alone` where nobody is named before it."""
    if not topics:
        return ""
    if all(not manner and not _speaks(text) and len(text) <= LONG_TOPIC for text, manner in topics):
        names = [quoted(text) for text, _ in topics]
        said = f"chuyên đề {names[0]}" if len(names) == 1 else f"{len(names)} chuyên đề: {join_list(names)}"
        return said if alone else f"trình bày {said}"
    before = ["", *(manner for _, manner in topics)]
    return "; ".join(_clause(*topic, last, known_words) for topic, last in zip(topics, before, strict=False))


def _clause(text: str, manner: str, before: str, known_words: Sequence[str]) -> str:
    if _speaks(text):
        return lower_first(text)
    content = lower_inside(text, known_words)
    if not manner:
        is_long = len(text) > LONG_TOPIC
        return f"trình bày về các nội dung: {content}" if is_long else f"trình bày chuyên đề {quoted(text)}"
    return content if fold(manner) == fold(before) else join(without_stop(manner), content)


def _speaks(text: str) -> bool:
    return any(fold(text).startswith(f"{verb} ") for verb in VERBS)


def quoted(text: str) -> str:
    """Return a topic in quotation marks, unless it holds some."""
    return text if any(mark in text for mark in '“”"«»') else f"“{text}”"
