"""Build an event from the cells of a vector, and compose the slot that it asks for."""

from dataclasses import replace
from datetime import date

from cases import EVENT, OFFICE

from flows.documents import (
    agenda_acts,
    certificate,
    event_words,
    facts,
    invitation,
    news,
    news_body,
    participants,
    plan,
    sentences,
)
from flows.documents.head_and_foot import recipient_lines
from flows.documents.news_body import talks_told, topics_told
from flows.documents.performers import named, performers
from flows.model.draft import Case
from flows.model.event import AgendaItem
from flows.model.person import Person, Roster
from flows.model.printing import Items
from flows.vietnamese.date_reading import read_day
from flows.vietnamese.hours import read_hour
from flows.vietnamese.names import split_honorific
from flows.vietnamese.span_reading import read_span
from flows.vietnamese.text import upper_first

EVENT_KEYS = {
    "ten_su_kien": "name",
    "loai_su_kien": "category",
    "goi_tat": "short_name",
    "buoi": "session",
    "dia_diem": "place",
    "don_vi_to_chuc": "organiser",
    "chu_tri": "chair",
    "khai_mac": "opener",
    "so_co_mat": "present",
    "noi_dung_chung_nhan": "certified_for",
}
LISTS = {"don_vi_phoi_hop": "partners", "thanh_phan": "groups", "chuyen_de": "topics", "giay_to_kem_theo": "extras"}
ITEM_KEYS = {
    "noi_dung": "content",
    "bao_cao_vien": "speaker",
    "hoc_vi": "degree",
    "chuc_vu": "title",
    "hinh_thuc": "manner",
    "buoi": "session",
}


def item(cells):
    day, hour = read_day(cells["ngay"])[0] if "ngay" in cells else None, None
    if "gio_bat_dau" in cells:
        hour = read_hour(cells["gio_bat_dau"])[0]
    return AgendaItem(
        **{ITEM_KEYS[key]: value for key, value in cells.items() if key in ITEM_KEYS}, day=day, starts=hour
    )


def case(cells):
    event = replace(EVENT, name="", organiser="", place=None, start_hour=None)
    agenda = [item(row) for row in cells.get("chuong_trinh", ())]
    event = replace(event, **{EVENT_KEYS[key]: value for key, value in cells.items() if key in EVENT_KEYS})
    event = replace(event, **{LISTS[key]: Items(value) for key, value in cells.items() if key in LISTS})
    for key, name in (("gio_bat_dau", "start_hour"), ("gio_ket_thuc", "end_hour")):
        if key in cells:
            event = replace(event, **{name: read_hour(cells[key])[0]})
    start, length = date(2026, 3, 12), cells.get("so_ngay", 1)
    days = tuple(date.fromordinal(start.toordinal() + n) for n in range(length))
    if "ngay" in cells:
        span = read_span(cells["ngay"])[0]
        days, event = span.days, replace(event, span=span)
    event = replace(event, starts=days[0], ends=days[-1])
    people = [person(cells)] if "ho_ten" in cells else []
    done = cells.get("so_hoan_thanh", 0)
    people += [Person(name=f"Người {n}", key=str(n), result="hoàn thành") for n in range(done)]
    office = replace(OFFICE, full_name=event.organiser or None, place=cells.get("dia_danh", "Tân Hòa Đông"))
    return Case(event, tuple(agenda), Roster(tuple(people), has_results=bool(done)), office, office)


def person(cells):
    honorific, name = split_honorific(cells.get("ho_ten", ""))
    born = read_day(cells["ngay_sinh"], birth=True)[0] if "ngay_sinh" in cells else None
    return Person(
        name=name,
        key=name,
        honorific=honorific or None,
        gender=cells.get("gioi_tinh"),
        title=cells.get("chuc_vu") or None,
        unit=cells.get("don_vi") or None,
        born=born,
    )


def acts_class(cells):
    course = agenda_acts.is_course(case({key: value for key, value in cells.items() if key in EVENT_KEYS}).event)
    found = agenda_acts.acts_of(item(cells), course=course)
    return "+".join(dict.fromkeys(act.kind for act in found))


def performer(cells):
    who = performers(cells["bao_cao_vien"], cells.get("hoc_vi", ""), cells.get("chuc_vu", ""))
    if who.are_people:
        needs_count = len(who.people) > 1 or "," in cells["bao_cao_vien"]
        return f"persons:{len(who.people)}" if needs_count else "person"
    return who.kind


def who(cells):
    return named(performers(cells["bao_cao_vien"], cells.get("hoc_vi", ""), cells.get("chuc_vu", "")))


def talks(cells):
    found = case(cells)
    if not found.agenda:
        return topics_told([(one, "") for one in agenda_acts.topic_names(found.event)], alone=True)
    return "; ".join(talks_told([act for one in found.agenda for act in agenda_acts.acts_of(one, course=True)]))


def report(cells):
    return news.report(case(cells))


def day(place):
    def told(cells):
        days = report(cells)["ngay"]
        if place == "last":
            return days[-1]["cau"]
        found = case(cells)
        if len(found.event.days) == 1:
            return days[0]["cau"]
        wanted = found.event.days[place - 1]
        return next(one["cau"] for one in days if one["ngay"] == wanted)

    return told


def body(cells):
    told = report(cells)
    return told["than"]


def whole(cells):
    told = report(cells)
    first = " ".join(filter(None, (told["dan"], told["du"], told["cau_khai_mac"])))
    return "\n".join(filter(None, (first, told["than"], *(one["cau"] for one in told["ngay"]), told["ket"])))


SLOTS = {
    "class": acts_class,
    "performer": performer,
    "nguoi_giua_cau": who,
    "nguoi_dau_cau": lambda cells: upper_first(who(cells)),
    "noi_cong_tac": lambda cells: facts.post(person(cells)),
    "bai": talks,
    "ten_trong_cau": lambda cells: event_words.event_name(
        replace(case(cells).event, organiser=f"UBND xã {cells.get('dia_danh', '')}")
    ),
    "chu_dau_giua_cau": lambda cells: sentences.lower_inside(cells["noi_dung"]),
    "dan": lambda cells: report(cells)["dan"],
    "du": lambda cells: report(cells)["du"],
    "khai_mac": lambda cells: report(cells)["cau_khai_mac"],
    "ket": lambda cells: report(cells)["ket"],
    "thanh_phan_ke_hoach": lambda cells: "\n".join(participants.group_lines(case(cells).event.groups)),
    "ngay[1]": day(1),
    "ngay[2]": day(2),
    "ngay[3]": day(3),
    "ngay[last]": day("last"),
    "than": body,
    "tin": whole,
    "so": lambda cells: (
        news_body.News(case(cells), "", "đại biểu", cells["so_co_mat"]).attend("", hearing=True).strip()
    ),
    "noi_dung_ke_hoach": lambda cells: "\n".join(plan.contents(case(cells))),
    "mo_dau": lambda cells: plan.opening(case(cells).event),
    "can_cu_in": lambda cells: "\n".join(sentences.ground_lines(cells["can_cu"])),
    "H thoi_gian": lambda cells: event_words.when(case(cells).event),
    "G thoi_gian": lambda cells: certificate.course_days(case(cells).event),
    "noi_dung_giay_moi": lambda cells: invitation.contents(case(cells)),
    "kinh_moi": lambda cells: invitation.invited_line(person(cells), case(cells).event),
    "trich_yeu": lambda cells: invitation.abstract(case(cells).event),
    "nguoi": lambda cells: certificate.certified_person(person(cells), case(cells).event),
    "ngay_sinh": lambda cells: certificate.birth_line(person(cells)),
    "da": lambda cells: certificate.certified_for(case(cells).event),
    "don_vi_nhan": lambda cells: facts.post(person(cells)),
    "noi_nhan_in": lambda cells: "\n".join(recipient_lines(cells["noi_nhan"])),
    "noi": lambda cells: sentences.join(cells["truoc"], cells["sau"]),
}
