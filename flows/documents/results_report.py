"""The report of results (báo cáo, form 1.4 of Nghị định 30): one per event, once it is over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import partial

from flows.documents import facts
from flows.documents.agenda_acts import AWARD, is_course, topic_names
from flows.documents.event_words import at_place, deed, event_noun, is_long, is_unbroken
from flows.documents.head_and_foot import addressed, cited_plan, needed, numbered
from flows.documents.participants import HeadCount, counts_by_unit, head_count, is_marked, learners
from flows.documents.sentences import dashed, ended, join, lower_inside, partners
from flows.model.draft import Case, Draft, Heading, Later, Numbers
from flows.model.event import Event
from flows.model.printing import Blank, Items
from flows.model.series import has_no_gap
from flows.vietnamese.dates import OpenDate, day_list, short_date
from flows.vietnamese.numbers import grouped, money, money_in_words, two_digits
from flows.vietnamese.text import fold, upper_first

KIND = "bao-cao"
NAME = "Báo cáo"
SERIES = "bao_cao"
PER_PERSON = False
ON_REQUEST = True
NEEDS = needed(SERIES) | {"dia_diem", "so_co_mat", "so_luong_du_kien", "ngay_bao_cao", "kinh_phi", "kinh_phi_chi"}
WORDS = {
    "bao_cao.kinh_gui": "dòng Kính gửi; không gửi ai thì trống",
    "bao_cao.mo_dau": "câu mở đầu: Thực hiện Kế hoạch số ..., cơ quan báo cáo kết quả như sau:",
    "bao_cao.thoi_gian_dia_diem": "câu về ngày, nơi tổ chức, đơn vị phối hợp",
    "bao_cao.noi_dung": "các dòng nội dung, có người trình bày",
    "bao_cao.so_luong": "câu về số người được mời, có mặt, vắng",
    "bao_cao.bang": "bảng theo đơn vị; không có từ hai đơn vị, hoặc chưa điểm danh thì trống",
    **{
        f"bao_cao.{row}.{key}": what
        for row in ("bang[]", "tong")
        for key, what in {
            "don_vi": "đơn vị", "duoc_moi": "được mời", "co_mat": "có mặt", "vang_co_ly_do": "vắng có lý do",
            "vang_khong_ly_do": "vắng không lý do", "hoan_thanh": "hoàn thành",
        }.items()
    },
    "bao_cao.co_hoan_thanh": "đúng khi biết ai hoàn thành",
    "bao_cao.hoc_tap": "đúng khi là lớp học",
    "bao_cao.ket_qua": "các câu về hoàn thành, xếp loại, giấy chứng nhận đã cấp",
    "bao_cao.kinh_phi": "câu về kinh phí; không ghi kinh phí thì trống",
    "bao_cao.danh_gia": "ưu điểm, tồn tại, nguyên nhân: mục nào có ghi thì có",
    "bao_cao.danh_gia[].tieu_de": "1. Ưu điểm",
    "bao_cao.danh_gia[].doan": "các đoạn như đã gõ",
    "bao_cao.cau_ket": "Trên đây là báo cáo kết quả ...",
}  # fmt: skip
MADE_FROM = {
    "bao_cao.kinh_gui": frozenset({"bao_cao_gui"}),
    "bao_cao.mo_dau": frozenset({"ten_ngan"}),
    "bao_cao.cau_ket": frozenset({"ten_ngan"}),
    "bao_cao.noi_dung": facts.TOPICS_FROM | facts.SPEAKERS_FROM,
    "bao_cao.danh_gia": frozenset({"uu_diem", "ton_tai", "nguyen_nhan", "ket_qua"}),
}
_GRADES = ("xuất sắc", "giỏi", "khá", "tốt", "trung bình khá", "trung bình", "đạt", "yếu", "kém")


def waits(case: Case, today: date) -> str:
    """Return a reason until the event is over and attendance or results are known."""
    if not case.over(today):
        return f"Sự kiện chưa kết thúc; làm sau ngày {short_date(case.event.ends)}."
    known = case.event.present is not None or case.roster.has_attendance or case.roster.has_results
    return "" if known else "Chưa có điểm danh hoặc kết quả."


def compose(case: Case, base: facts.Base) -> Iterator[Draft]:
    """Yield the event's report."""
    event = case.event
    day = event.reported or OpenDate(event.ends.year)
    head = Heading(NAME.upper(), f"Kết quả {deed(event)}", day)
    first = "Như trên" if event.report_to else ""
    base = facts.with_recipients(base, addressed(case.recipients, first, event.report_to))
    values = {**base, "bao_cao": Later(partial(report, case))}
    yield Draft.of_event(event.code, KIND, numbered(head, SERIES, event, case.office), values)


def report(case: Case, numbers: Numbers) -> Mapping[str, object]:
    """Return `bao_cao`: the report's sentences and its table."""
    event, units, total = case.event, counts_by_unit(case), head_count(case)
    # Of one unit the sentence says it all; without marks nobody knows who was there.
    listed = units.items() if len(units) > 1 and is_marked(case) else ()
    return {
        "kinh_gui": addressee(event.report_to),
        "mo_dau": opening(case, cited_plan(case, numbers)),
        "thoi_gian_dia_diem": when_and_where(event),
        "noi_dung": _contents(case),
        "so_luong": attendance(case, total),
        "bang": [_row(upper_first(unit), count) for unit, count in listed],
        "tong": _row("Tổng cộng", total),
        "co_hoan_thanh": _knows_results(case),
        "hoc_tap": learners(case) == "học viên",
        "ket_qua": results(case, total, numbers.given),
        "kinh_phi": costs(event),
        "danh_gia": list(_appraisal(event)),
        "cau_ket": closing(case),
    }


def addressee(named: Sequence[str]) -> Items:
    """Return the lines of «Kính gửi»: one place on its line, several each on a line of its own (form 1.4)."""
    if len(named) < 2:
        return Items(f"Kính gửi: {name}" for name in named)
    return Items(["Kính gửi:", *dashed(named)])


def opening(case: Case, plan: str) -> str:
    """Return the sentence before the chapters; the plan says the event's name where it is cited."""
    who = facts.organiser(case.event)
    if plan:
        return f"Thực hiện {plan}, {facts.named_again(case, who)} báo cáo kết quả như sau:"
    return f"{who} báo cáo kết quả {deed(case.event)} như sau:"


def when_and_where(event: Event) -> str:
    """Return "Lớp tập huấn được tổ chức trong 02 ngày, từ ngày ... đến ngày ..., tại ...", and with whom."""
    first, last = short_date(event.starts), short_date(event.ends)
    listed = f", từ ngày {first} đến ngày {last}" if is_unbroken(event) else f": {day_list(event.days)}"
    days = f"trong {len(event.days):02} ngày{listed}" if len(event.days) > 1 else f"ngày {first}"
    days = listed.removeprefix(", ") if is_long(event) else days
    place = event.place or str(Blank("Địa điểm"))
    said = ended(f"{upper_first(event_noun(event))} được tổ chức {days}, {at_place(place)}")
    return said + (f" Đơn vị phối hợp: {ended(partners(event.partners))}" if event.partners else "")


def _contents(case: Case) -> Items:
    left_out = AWARD if is_course(case.event) else None
    told = [f"{act.text}{facts.performed_by(act)}" for act in facts.told_acts(case) if act.kind != left_out]
    told = told or list(topic_names(case.event))
    return Items(dashed(told))


def _row(unit: str, count: HeadCount) -> dict[str, object]:
    return {
        "don_vi": unit or "Không rõ đơn vị",
        "duoc_moi": count.invited,
        "co_mat": count.present,
        "vang_co_ly_do": count.excused,
        "vang_khong_ly_do": count.unexcused,
        "hoan_thanh": count.completed,
    }


def attendance(case: Case, total: HeadCount) -> str:
    """Return how many were invited, came and were away; a typed number of those present counts before the marks."""
    invited = total.invited or case.event.expected
    marked = is_marked(case) and case.event.present in {None, total.present}
    present = total.present if marked else case.event.present
    asked = f"Số người được mời là {_people(invited)}" if invited else f"Số người được mời là {Blank('Số lượng')}"
    if present is None:
        return f"{asked}; có mặt {Blank('Có mặt')}."
    away = max((invited or present) - present, 0)
    came = f"có mặt {'đủ ' if invited == present else ''}{_people(present)}"
    came += _in_full(total, away) if marked and any(len(person.present) > 1 for person in case.people) else ""
    cause = _causes(total.excused, total.unexcused) if marked else ""
    return f"{asked}; {came}{f'; vắng {_people(away)}{cause}' if away else ''}."


def _people(count: int) -> str:
    return f"{count:02} người"


def _in_full(total: HeadCount, away: int) -> str:
    """Return who of those present came to every sitting."""
    if total.full == total.present:
        return ", dự đủ các buổi" if away and total.present else ""
    return f", trong đó {_people(total.full)} dự đủ các buổi"


def _causes(excused: int, unexcused: int) -> str:
    if excused and unexcused:
        return f" (có lý do {_people(excused)}, không có lý do {_people(unexcused)})"
    return " (có lý do)" if excused else " (không có lý do)"


def results(case: Case, total: HeadCount, given: Sequence[str]) -> Items:
    """Return who completed, with which grades, and the certificates that went out."""
    called = learners(case)
    told = [completion_told(total.completed, total.present, called)] if _knows_results(case) and total.completed else []
    grades = Counter(upper_first(person.grade) for person in case.people if person.grade)
    more = grades_told(grades, called), certificates_told(case, given)
    return Items([*told, *filter(None, more)])


def _knows_results(case: Case) -> bool:
    return case.roster.has_results or (case.roster.has_attendance and learners(case) == "học viên")


def completion_told(done: int, present: int, called: str) -> str:
    """Return how many completed, and the share of those present with one decimal."""
    if done == present:
        return f"Cả {done:02} {called} có mặt đều hoàn thành chương trình."
    percent = grouped(round(100 * done / present, 1)).removesuffix(",0") if present > done else ""
    share = f", bằng {percent}% số người có mặt" if percent else ""
    return f"Có {done:02} {called} hoàn thành chương trình{share}."


def grades_told(counts: Mapping[str, int], called: str) -> str:
    """Return how many have each grade, the best first; "" where nobody has one."""
    ranks = {grade: place for place, grade in enumerate(_GRADES)}
    ordered = sorted(counts, key=lambda grade: ranks.get(fold(grade), len(ranks)))
    said = ", ".join(f"{grade} {counts[grade]:02} {called}" for grade in ordered)
    return said and f"Xếp loại: {said}."


def certificates_told(case: Case, given: Sequence[str]) -> str:
    """Return how many certificates went out, with the first and the last number of the book."""
    if not given:
        return ""
    span = f"từ số {given[0]} đến số {given[-1]}" if len(given) > 1 else f"số {given[0]}"
    span = f", {span}" if has_no_gap(given) else f", trong khoảng {span}"
    who = facts.named_again(case, case.certifier.called)
    return f"{who} đã cấp {two_digits(len(given))} giấy chứng nhận{span}."


def costs(event: Event) -> str:
    """Return what was planned and what was spent; "" where neither is typed."""
    source = f", {join('từ nguồn', lower_inside(event.budget_source))}" if event.budget_source else ""
    said = [ended(f"Kinh phí dự kiến là {money(event.budget)}{source}")] if event.budget else []
    if event.spent:
        rest = (event.budget or event.spent) - event.spent
        left = f", {'còn lại' if rest > 0 else 'vượt dự kiến'} {money(abs(rest))}" if rest else ""
        said.append(f"Kinh phí đã chi là {money(event.spent)} (Bằng chữ: {money_in_words(event.spent)}){left}.")
    return " ".join(said)


def _appraisal(event: Event) -> Iterator[dict[str, object]]:
    """Yield the parts of the appraisal that were typed, numbered where there are several."""
    strengths = event.strengths or event.outcome or Items([str(Blank("Ưu điểm"))])
    parts = {"Ưu điểm": strengths, "Tồn tại, hạn chế": event.weaknesses, "Nguyên nhân": event.causes}
    typed = {name: lines for name, lines in parts.items() if lines}
    for place, (name, lines) in enumerate(typed.items(), 1):
        yield {"tieu_de": f"{place}. {name}" if len(typed) > 1 else name, "doan": lines}


def closing(case: Case) -> str:
    """Return the last sentence; «kính báo cáo» is said to those whom the paper addresses."""
    said = f"Trên đây là báo cáo kết quả {deed(case.event)}"
    who = facts.named_again(case, facts.organiser(case.event))
    return f"{said}, {who} kính báo cáo./." if case.event.report_to else f"{said}./."
