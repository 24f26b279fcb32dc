"""The news report (tin bài): one per event, composed from the event's own facts and free paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from flows.documents import facts
from flows.documents.facts import Base
from flows.documents.naming import category, event_name
from flows.model.case import Case
from flows.model.draft import Draft, Heading
from flows.model.event import AgendaItem, Event
from flows.model.printing import Blank, printable
from flows.vietnamese.dates import date_range, day_list, short_date
from flows.vietnamese.names import person_line, split_honorific
from flows.vietnamese.numbers import ordinal
from flows.vietnamese.text import fold, lower_first, upper_first, without_stop

KIND = "tin-bai"
NAME = "Tin bài"
PER_PERSON = False
ON_REQUEST = False
ONE_PAGE = False
NAME_LINE = False
NEEDS = frozenset({"dang_luc", "so_co_mat", "thanh_phan"})
WORDS = {
    "tin.tieu_de": "tiêu đề; để trống thì: địa danh tổ chức tên sự kiện",
    "tin.dang_luc": "ngày giờ đăng: 03/07/2024 - 01:53 PM",
    "tin.khoang_ngay": "các ngày tổ chức: 01-02/7",
    "tin.cuoc": "gọi cuộc này là gì: hội nghị",
    "tin.goi_tat": "tên gọi tắt: lớp bồi dưỡng",
    "tin.thanh_phan": "thành phần dự, nối thành câu",
    "tin.khai_mac": "Đồng chí ... - chức vụ của người khai mạc",
    "tin.so_dai_bieu": "số có mặt",
    "tin.nhieu_ngay": "đúng khi sự kiện có từ hai ngày",
    "tin.boi_canh": "các đoạn bối cảnh",
    "tin.ket_qua": "các đoạn kết quả",
    "tin.ngay": "các ngày có chuyên đề",
    "tin.ngay[].thu_tu": "thứ nhất, thứ hai, ...",
    "tin.ngay[].ngay": "ngày",
    "tin.ngay[].cac_bai": "ai trình bày gì trong ngày",
}
_TALKS = facts.TOPICS_FROM | facts.SPEAKERS_FROM | {"bao_cao_vien", "chuong_trinh.ngay", "chuong_trinh.hinh_thuc"}
MADE_FROM = {
    "tin.tieu_de": frozenset({"tieu_de_tin", "dia_danh"}),
    "tin.cuoc": frozenset({"loai_su_kien", "goi_tat"}),
    "tin.goi_tat": frozenset({"goi_tat", "loai_su_kien"}),
    "tin.khai_mac": frozenset({"khai_mac"}),
    "tin.ngay": _TALKS,
    "tin.boi_canh": frozenset({"boi_canh"}),
    "tin.ket_qua": frozenset({"ket_qua", "muc_dich", "goi_tat", "loai_su_kien"}),
}
COMRADE = "đồng chí"
LOWERED = (
    "các ", "đại diện ", "lãnh đạo ", "đồng chí ", "toàn thể ", "đông đảo ", "thường trực các ", "cán bộ", "công chức",
    "viên chức", "giáo viên", "giảng viên", "học sinh", "học viên", "sinh viên", "đoàn viên", "hội viên", "đảng viên",
    "thanh niên", "thành viên", "chức sắc", "phụ huynh", "khách mời", "người ", "đại biểu", "hộ ", "cựu ",
)  # fmt: skip
ADDRESSES = frozenset({"ông", "bà", "đồng chí", "anh", "chị", "cô", "thầy"})
DEFAULT_MANNER = "trình bày"


def waits(case: Case, today: date) -> str:
    """Return a reason until the event is over or attendance is known."""
    known = case.event.present is not None or case.roster.has_attendance
    return (
        ""
        if known or case.over(today)
        else f"Sự kiện chưa kết thúc (ngày {short_date(case.event.ends)}) và chưa có số đại biểu có mặt."
    )


def compose(case: Case, base: Base) -> Iterator[Draft]:
    """Yield the event's news report."""
    event = case.event
    published = event.published.date() if event.published else None
    head = Heading(NAME.upper(), event.news_title or event_name(event), published)
    values = {**base, "tin": _report(case)}
    yield Draft(event.code, KIND, "", "", 0, KIND, head, values)


def _report(case: Case) -> dict[str, object]:
    event, days = case.event, _days(case)
    kind = category(event)
    return {
        "tieu_de": event.news_title or f"{case.office.place or event.organiser} tổ chức {event_name(event)}",
        "dang_luc": printable(event.published) if event.published else Blank("Ngày đăng"),
        "cuoc": facts.plain(kind or event.short_name, "Loại"),
        "khoang_ngay": _days_told(event),
        "goi_tat": facts.plain(event.short_name or kind, "Gọi tắt"),
        "thanh_phan": facts.plain(_groups(event.groups), "Thành phần"),
        "khai_mac": _opener(case),
        "so_dai_bieu": _headcount(case),
        "nhieu_ngay": len(event.days) > 1 and any(item.speaker and item.day for item in case.agenda),
        "ngay": days,
        "boi_canh": _joined_on(event.background, "Theo đó, ") or Blank("Bối cảnh"),
        "ket_qua": _outcome(event, event.short_name or kind) or Blank("Kết quả"),
    }


def _days_told(event: Event) -> str:
    """Return the days as a lead names them, 01-02/7; days that do not follow each other are listed."""
    if facts.is_unbroken(event):
        return date_range(event.starts, event.ends)
    return day_list(event.days).removesuffix(f"/{event.ends.year}")


def _joined_on(paragraphs: Sequence[str], opening: str) -> list[str]:
    """Return the paragraphs as typed; one that begins in the middle of a sentence gets the customary opening."""
    first = "".join(paragraphs[:1])
    return [_ended(opening + first) if first[:1].islower() else first, *paragraphs[1:]] if first else []


def _ended(sentence: str) -> str:
    """Return a sentence that we began with its full stop."""
    return sentence if sentence.rstrip().endswith((".", "!", "?", "…", ":", ";")) else f"{sentence.rstrip()}."


def _outcome(event: Event, short_name: str | None) -> list[str]:
    """Return the outcome, else the purpose where it says what the event helped to do."""
    helped = [text for text in event.purpose if fold(text).startswith("giúp ")]
    opening = f"Thông qua {short_name}, " if short_name else ""
    return _joined_on(event.outcome or [lower_first(text) for text in helped[:1]], opening)


def _groups(groups: Sequence[str]) -> str:
    """Return the groups as one enumeration; common words at the start of a line lose their capital."""
    return ", ".join(lower_first(group) if fold(group).startswith(LOWERED) else group for group in groups)


def _headcount(case: Case) -> object:
    if case.event.present is not None:
        return case.event.present
    if case.roster.has_attendance and not any(person.is_uncounted for person in case.people):
        return sum(any(person.present) for person in case.people)
    return Blank("Có mặt")


def _opener(case: Case) -> str:
    """Return "Đồng chí Lê Thị Toan - UVTV Huyện uỷ, ...", the post taken from the agenda where it was not typed."""
    typed = case.event.opener
    if not typed:
        return ""
    honorific, rest = split_honorific(typed)
    title, name = person_line(typed)[1], facts.bare_name(typed)
    same = [item.title for item in case.agenda if item.title and facts.bare_name(item.speaker or "") == name]
    known = [*same, *(facts.post(person) for person in case.people if fold(person.name) == name)]
    line = upper_first(typed) if honorific else f"Đồng chí {rest}"
    return line if title or not known else f"{line} - {known[0]}"


def _days(case: Case) -> list[dict[str, object]]:
    """Return each day that had talks, with who spoke on what."""
    talks = [item for item in case.agenda if item.speaker]
    days = [day for day in case.event.days if any(item.day == day for item in talks)]
    if not days:
        return _undated(case, talks)
    return [
        {
            "thu_tu": ordinal(case.event.days.index(day) + 1),
            "ngay": printable(day),
            "cac_bai": "; ".join(_talk(item) for item in talks if item.day == day),
        }
        for day in days
    ]


def _undated(case: Case, talks: Sequence[AgendaItem]) -> list[dict[str, object]]:
    topics = "; ".join(_talk(item) for item in talks) or _told_by_the_event(case)
    first = {"thu_tu": ordinal(1), "ngay": printable(case.event.starts)}
    return [{**first, "cac_bai": topics or Blank("Chuyên đề")}]


def _told_by_the_event(case: Case) -> str:
    """Return topics and speakers where only the event's own sheet names them."""
    topics = "; ".join(case.event.topics)
    if not topics:
        return ""
    who = ", ".join(_inside(line) if split_honorific(line)[0] else f"{COMRADE} {line}" for line in case.event.speakers)
    return f"{who} {DEFAULT_MANNER} {topics}" if who else topics


def _talk(item: AgendaItem) -> str:
    who = _inside(facts.speaker_line(item, COMRADE))
    return f"{who} {item.manner or DEFAULT_MANNER} {without_stop(item.content or '')}"


def _inside(line: str) -> str:
    """Return a person as the middle of a sentence names them: "Bà Lê Nghe" is "bà Lê Nghe"."""
    honorific = split_honorific(line)[0]
    written_out = honorific in ADDRESSES and fold(line).startswith(f"{fold(honorific)} ")
    return lower_first(line) if written_out else line
