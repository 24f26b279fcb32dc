"""The days of an event in the news: one sentence a day, each opened differently."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from flows.documents.agenda_acts import AWARD, CONTEST, REPORT, SPEECH, TOPIC, Act, topic_names
from flows.documents.news_body import IN_A_SENTENCE, News, topics_told
from flows.documents.performers import named, performers
from flows.documents.sentences import ended
from flows.model.printing import printable
from flows.vietnamese.numbers import ordinal
from flows.vietnamese.text import fold, upper_first


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
    if place == 1 or (place == 2 and talks):
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
        by_subject.setdefault(subject, []).append(news.did(act))
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
