"""The news report (tin bài): one per event, composed from the event's own facts and free paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from flows.documents import facts
from flows.documents.agenda_acts import AWARD, CONTEST, REPORT, SPEECH, TOPIC, Act, topic_names
from flows.documents.event_words import at_place, category, deed, event_name, event_noun, is_long, is_unbroken
from flows.documents.news_body import IN_A_SENTENCE, News, done, topics_told
from flows.documents.participants import (  # fmt: skip
    attendants,
    counted,
    group,
    group_told,
    groups_told,
    is_marked,
    is_of_all,
)
from flows.documents.performers import Performers, named, performers, performers_of
from flows.documents.sentences import ended, join, with_partners
from flows.model.draft import Case, Draft, Heading
from flows.model.event import Event
from flows.model.printing import optional, printable
from flows.vietnamese.dates import date_range, day_list, day_month, short_date
from flows.vietnamese.numbers import grouped, ordinal
from flows.vietnamese.text import fold, lower_first, upper_first

KIND = "tin-bai"
NAME = "Tin bài"
PER_PERSON = False
ON_REQUEST = False
SERIES = ""
NEEDS = frozenset({"dang_luc", "so_co_mat", "thanh_phan"})
WORDS = {
    "tin.tieu_de": "tiêu đề; để trống thì: địa danh tổ chức tên sự kiện",
    "tin.dang_luc": "ngày giờ đăng: 03/07/2024 - 01:53 PM",
    "tin.dan": "câu dẫn: Ngày ..., cơ quan phối hợp với ... tổ chức ...",
    "tin.du": "câu «Dự ... có ...»; không biết ai dự thì trống",
    "tin.cau_khai_mac": "câu về người chủ trì, người khai mạc; không có thì trống",
    "tin.than": "các câu về hội nghị, buổi lễ một ngày; lớp học và sự kiện nhiều ngày thì trống",
    "tin.ket": "câu «Kết thúc ...»: bế mạc, trao giấy chứng nhận; không có thì trống",
    "tin.khoang_ngay": "các ngày tổ chức: 01-02/7",
    "tin.cuoc": "gọi cuộc này là gì: hội nghị",
    "tin.goi_tat": "tên gọi tắt: lớp bồi dưỡng",
    "tin.thanh_phan": "thành phần dự, nối thành câu",
    "tin.khai_mac": "Đồng chí ... - chức vụ của người khai mạc",
    "tin.so_dai_bieu": "số có mặt",
    "tin.nhieu_ngay": "đúng khi sự kiện có từ hai ngày",
    "tin.boi_canh": "các đoạn bối cảnh",
    "tin.ket_qua": "các đoạn kết quả",
    "tin.ngay": "các ngày có việc để kể",
    "tin.ngay[].cau": "câu kể ngày ấy",
    "tin.ngay[].thu_tu": "thứ nhất, thứ hai, ...",
    "tin.ngay[].ngay": "ngày",
    "tin.ngay[].cac_bai": "ai trình bày gì trong ngày",
}
_TALKS = facts.TOPICS_FROM | facts.SPEAKERS_FROM | {
    "bao_cao_vien", "chuong_trinh.ngay", "chuong_trinh.hinh_thuc", "chuong_trinh.buoi", "goi_tat", "loai_su_kien",
}  # fmt: skip
MADE_FROM = {
    "tin.tieu_de": frozenset({"tieu_de_tin", "dia_danh"}),
    "tin.dan": frozenset({"don_vi_phoi_hop", "buoi"}),
    "tin.du": frozenset({"loai_su_kien", "goi_tat", "goi_nguoi_du"}),
    "tin.cau_khai_mac": frozenset({"chu_tri", "khai_mac", "goi_tat", "chuong_trinh.bao_cao_vien"}),
    "tin.than": _TALKS,
    "tin.ket": _TALKS,
    "tin.cuoc": frozenset({"loai_su_kien", "goi_tat"}),
    "tin.goi_tat": frozenset({"goi_tat", "loai_su_kien"}),
    "tin.khai_mac": frozenset({"khai_mac"}),
    "tin.ngay": _TALKS,
    "tin.boi_canh": frozenset({"boi_canh"}),
    "tin.ket_qua": frozenset({"ket_qua", "muc_dich", "goi_tat", "loai_su_kien"}),
}
_INSPECTIONS = ("đợt kiểm tra", "đợt giám sát", "đợt khảo sát")
_MANNERS = ("trực tuyến", "trực tiếp", "tập trung")
"""What «Hình thức» says of how an event is held: no name for it."""
_INTRODUCES = re.compile(r"(?:phát biểu )?đề dẫn", re.IGNORECASE).match
_NEEDED = frozenset({"ten_su_kien", "ten_trong_cau", "don_vi_to_chuc", "ngay_bat_dau", "ngay_ket_thuc", "ngay"})
"""What no news can do without: of the event the name, the host and the days."""


def waits(case: Case, today: date) -> str:
    """Return a reason until the event is over or attendance is known."""
    known = case.event.present is not None or case.roster.has_attendance
    waiting = f"Sự kiện chưa kết thúc (ngày {short_date(case.event.ends)}) và chưa có số đại biểu có mặt."
    return "" if known or case.over(today) else waiting


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield the event's news report."""
    event = case.event
    published = event.published.date() if event.published else None
    head = Heading(NAME.upper(), event.news_title or event_name(event), published)
    # An editor prints what there is: of all the rest the paper can do without.
    values = {name: optional(record) for name, record in {**base, "tin": report(case)}.items()}
    values["su_kien"] = optional(base["su_kien"], _NEEDED)
    yield Draft.of_event(event.code, KIND, head, values)


def report(case: Case) -> dict[str, object]:
    """Return `tin`: the report's sentences; one that has nothing to say is blank and is not printed."""
    event = case.event
    kind, noun = category(event), event_noun(event)
    body = News(case, noun, attendants(case), headcount(case))
    opener = body.addressed(_opener(case))
    return {
        "tieu_de": event.news_title or f"{case.office.place or event.organiser} {deed(event)}",
        "dang_luc": printable(event.published) if event.published else "",
        "dan": lead(event),
        "du": attendance(case, body),
        "cau_khai_mac": opening(case, body),
        "than": body.meeting(),
        "ngay": days_told(body),
        "ket": body.closing(),
        "cuoc": kind or event.short_name or noun,
        "khoang_ngay": _days_named(event),
        "goi_tat": noun,
        "thanh_phan": groups_told(event.groups, body.called),
        "khai_mac": upper_first(named(opener)) if opener.are_people else "",
        "so_dai_bieu": "các" if body.count is None else grouped(body.count),
        "nhieu_ngay": len(event.days) > 1 and any(item.speaker and item.day for item in case.agenda),
        "boi_canh": _joined_on(event.background, "Theo đó, "),
        "ket_qua": _outcome(event, event.short_name or kind or noun),
    }


def lead(event: Event) -> str:
    """Return the first sentence: when, who, with whom, what."""
    session = fold(event.session or "").removeprefix("buổi ")
    one_session = len(event.days) == 1 and session in {"sáng", "chiều", "tối"}
    when = upper_first(session) if one_session else "Ngày" if is_unbroken(event) else "Các ngày"
    days = f"{when} {_days_named(event)}"
    if is_long(event) or (is_unbroken(event) and event.starts.year != event.ends.year):
        days = upper_first(date_range(event.starts, event.ends, "tu_den"))
    online = "trực tuyến" in fold(event.place or "") and "trực tuyến" not in fold(event.name)
    sentence = f"{days}, {facts.organiser(event)}{with_partners(event.partners)} {deed(event)}"
    return ended(sentence + (" theo hình thức trực tuyến" if online else ""))


def _days_named(event: Event) -> str:
    """Return the days as a lead names them, 01-02/7; days that do not follow each other are listed."""
    if is_unbroken(event):
        return date_range(event.starts, event.ends)
    return day_list(event.days).removesuffix(f"/{event.ends.year}")


def attendance(case: Case, body: News) -> str:
    """Return who attended; the number of people only where no talk says it."""
    event = case.event
    exceeded = body.count is not None and counted(event.groups) > body.count
    groups = groups_told(event.groups, body.called, numbers=not exceeded)
    what = event.category if event.category and not fold(event.category).startswith(_MANNERS) else body.noun
    if body.noun.startswith(_INSPECTIONS):
        place = f"{upper_first(body.noun)} diễn ra {at_place(event.place)}. " if event.place else ""
        return place + (ended(f"Đoàn {body.noun.removeprefix('đợt ')} gồm {groups}") if groups else "")
    count = None if body.count is None or body.counts_hearers else f"{grouped(body.count)} {body.called}"
    if count and len(event.groups) == 1 and (alone := group(event.groups[0])).count and not is_of_all(alone):
        # Of one group with a number, those who came are that many of it.
        came = f"{alone.who}: {body.count} {alone.unit}"
        return ended(f"Dự {what} có {group_told(came, body.called, numbers=True)}")
    if groups == body.called and body.counts_hearers:
        return ""
    if groups:
        return ended(f"Dự {what} có {f'{count}, gồm ' if count else ''}{groups}")
    return f"{upper_first(what)} có {count} tham dự." if count and not body.has_talks else ""


def opening(case: Case, body: News) -> str:
    """Return who chaired and who opened the event; a person of both without the post the second time."""
    noun, typed = body.noun, performers(case.event.chair or "")
    chair, opener = body.addressed(_with_post(typed, case)), body.addressed(_opener(case))
    speech = f"phát biểu {'đề dẫn' if any(_INTRODUCES(act.text) for act in body.agenda) else 'khai mạc'}"
    if not chair.are_people and not opener.are_people:
        return ""
    if not chair.are_people:
        verb = f"dự và {speech}" if any(one.post for one in opener.people) else speech
        return ended(f"{upper_first(named(opener))} {join(verb, noun)}")
    if not opener.are_people:
        return ended(f"{upper_first(named(chair))} chủ trì {noun}")
    if {one.key for one in chair.people} == {one.key for one in opener.people}:
        known = chair if any(one.post for one in chair.people) else opener
        return ended(f"{upper_first(named(known))} chủ trì và {join(speech, noun)}")
    again = upper_first(named(opener.without_posts({one.key for one in chair.people})))
    return f"{ended(f'{upper_first(named(chair))} chủ trì {noun}')} {again} {speech}."


def _opener(case: Case) -> Performers:
    """Return who opens: as the event says, else as the agenda does where it names a person."""
    typed = performers(case.event.opener or "")
    return _with_post(typed, case) if typed.are_people else facts.opener_of_agenda(case)


def _with_post(who: Performers, case: Case) -> Performers:
    """Return a person with the post that agenda or roster know where the cell types none."""
    if len(who.people) != 1 or who.people[0].post:
        return who
    one = who.people[0]
    others = (other for item in case.agenda for other in performers_of(item).people)
    posts = [other.post for other in others if other.key == one.key and other.post]
    posts += [facts.post(person) for person in case.people if fold(person.name) == one.key]
    return replace(who, people=(replace(one, post=posts[0]),)) if posts else who


def headcount(case: Case) -> int | None:
    """Return how many were there: as typed, else as the roster's marks tell; None where nobody knows."""
    if case.event.present is not None:
        return case.event.present
    return sum(any(person.present) for person in case.people) if is_marked(case) else None


def _joined_on(paragraphs: Sequence[str], opening_words: str) -> list[str]:
    """Return the paragraphs as typed; one that begins in the middle of a sentence gets the customary opening."""
    first = "".join(paragraphs[:1])
    return [ended(opening_words + first) if first[:1].islower() else first, *paragraphs[1:]] if first else []


def _outcome(event: Event, short_name: str) -> list[str]:
    """Return the outcome, else the purpose where it says what the event helped to do."""
    helped = [text for text in event.purpose if fold(text).startswith("giúp ")]
    return _joined_on(event.outcome or [lower_first(text) for text in helped[:1]], f"Thông qua {short_name}, ")


def days_told(news: News) -> list[dict[str, object]]:
    """Return each day that has something to tell: `cau` its sentence, `cac_bai` its talks alone."""
    case = news.case
    if not news.in_days:
        return []
    if not news.acts:
        return _by_the_event(news)
    days = case.event.days
    dated = [day for day in days if any(act.item.day == day for act in news.acts)]
    if len(days) == 1 or not dated:
        told = [_one_day(news)]
        return [_day(news, days[0], 1, news.acts, told[0])] if told[0] else []
    said, had_talk = [], False
    for day in dated:
        of_day = [act for act in news.acts if act.item.day == day]
        said.append(_day(news, day, days.index(day) + 1, of_day, _day_sentence(news, day, of_day, had_talk=had_talk)))
        had_talk = had_talk or bool(_parted(of_day)[0])
    return said


def _day(news: News, day: date, place: int, told: Sequence[Act], sentence: str) -> dict[str, object]:
    talks = "; ".join(news.heard(_parted(told)[0]))
    return {"thu_tu": ordinal(place), "ngay": printable(day), "cau": sentence, "cac_bai": talks}


def _day_sentence(news: News, day: date, told: Sequence[Act], *, had_talk: bool) -> str:
    """Return a day's sentence; the formulas change with its place, so that days open differently."""
    days = news.case.event.days
    place, last = days.index(day) + 1, len(days)
    talks, others = _parted(told)
    name = f"ngày {ordinal(place)}"
    if is_long(news.case.event):
        opened = f"Ngày {day_month(day)}"
    elif place == 1 or (place == 2 and talks):
        opened = f"Tại {name} của {news.noun}"
    elif place == 2:
        opened = f"Sang {name}"
    else:
        opened = "Trong ngày cuối" if place == last else upper_first(name) if place % 2 else f"Đến {name}"
    if not talks:
        return ended(f"{opened}, {_done(news, others)}")
    joined_in = "tham gia " if place == 1 and news.count is not None else ""
    hears = f"{'cũng đã ' if place == 2 and had_talk else joined_in}được nghe"
    speaks_first = 2 < place < last and place % 2 and all(not act.by.is_nobody for act in talks)
    who = "" if speaks_first else f"{news.attend(hears, hearing=place == 1)} "
    return _heard(news, f"{opened}, {who}", talks, others)


def _parted(told: Sequence[Act]) -> tuple[list[Act], list[Act]]:
    """Return the talks and reports, and the other acts."""
    talks = [act for act in told if act.kind in {TOPIC, REPORT}]
    return talks, [act for act in told if act not in talks]


def _heard(news: News, opened: str, talks: Sequence[Act], others: Sequence[Act]) -> str:
    """Return what was heard and what followed it; speakers beyond the first few in a sentence of their own."""
    heard = news.heard(talks)
    more = "; ".join(heard[IN_A_SENTENCE:])
    further = f" Các {news.called} còn được nghe {more}." if more else ""
    return ended("; ".join([opened + "; ".join(heard[:IN_A_SENTENCE]), *_after(news, talks, others)])) + further


def _done(news: News, others: Sequence[Act]) -> str:
    own = [news.own_sentence(act) for act in others if act.kind in {SPEECH, AWARD}]
    by_subject: dict[str, list[str]] = {}
    for act in (act for act in others if act.kind not in {SPEECH, AWARD}):
        subject = news.subject(act) if act.kind == CONTEST else f"các {news.called}"
        by_subject.setdefault(subject, []).append(done(act, news.words))
    return "; ".join([*(f"{subject} {', '.join(said)}" for subject, said in by_subject.items()), *own])


def _after(news: News, talks: Sequence[Act], others: Sequence[Act]) -> list[str]:
    """Return what followed the talks of a day: "buổi chiều, các đại biểu thảo luận tổ"."""
    if not others:
        return []
    sessions = {_session(act) for act in others}
    later = sessions.pop() if len(sessions) == 1 else ""
    when = f"buổi {later}" if later and later not in map(_session, talks) else "sau đó"
    return [f"{when}, {_done(news, others)}"]


def _session(act: Act) -> str:
    if act.item.starts is not None:
        hour = act.item.starts.hour
        return "sáng" if hour < 12 else "chiều" if hour < 18 else "tối"
    return fold(act.item.session or "").removeprefix("buổi ")


def _one_day(news: News) -> str:
    """Return the sentence of a course of one day, or of one whose agenda names no days."""
    talks, others = _parted(news.acts)
    if not talks:
        return ended(f"Tại {news.noun}, {_done(news, others)}") if others else ""
    sessions = list(dict.fromkeys(map(_session, talks)))
    if len(sessions) == 2 and all(sessions):
        first, second = ([act for act in talks if _session(act) == one] for one in sessions)
        morning = f"Buổi {sessions[0]}, {news.attend('được nghe', hearing=True)} {'; '.join(news.heard(first))}."
        after = _after(news, talks, others)
        evening = "; ".join([f"Buổi {sessions[1]}, các {news.called} nghe {'; '.join(news.heard(second))}", *after])
        return f"{morning} {ended(evening)}"
    return _heard(news, f"Tại {news.noun}, {news.attend('được nghe', hearing=True)} ", talks, others)


def _by_the_event(news: News) -> list[dict[str, object]]:
    """Return the talks that only the event's own sheet names."""
    event = news.case.event
    topics = [(topic, "") for topic in topic_names(event)]
    if not topics:
        return []
    who = performers("\n".join(event.speakers))
    said = topics_told(topics, known_words=news.words, alone=who.is_nobody)
    talks = f"{named(who)} {said}".strip() if not who.is_nobody else said
    several = len(event.days) > 1
    hears = "tham gia được nghe" if news.count is not None and several else "được nghe"
    sentence = f"Tại {news.noun}, {news.attend(hears, hearing=True)} {talks}."
    return [{"thu_tu": ordinal(1), "ngay": printable(event.starts), "cau": sentence, "cac_bai": talks}]
