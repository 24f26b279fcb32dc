"""Sign-in sheet, name plates and programme are made where somebody asks for them."""

from dataclasses import replace
from datetime import date, time

import pytest
from cases import EVENT, case, person, words

from flows.documents import KINDS, asked_for, name_plates, programme, sign_in_sheet
from flows.documents.sign_in_sheet import sittings
from flows.model.event import AgendaItem
from flows.model.printing import Items

MONDAY, TUESDAY = date(2025, 9, 8), date(2025, 9, 9)


def item(day, hour=None, session=None):
    return AgendaItem(day=day, content="Việc", starts=time(hour) if hour else None, session=session)


@pytest.mark.parametrize(
    ("extras", "only", "made"),
    [
        ((), (), set()),
        (("Biển tên",), (), {"bien-ten"}),
        (("biển tên", "DANH SÁCH ĐIỂM DANH"), (), {"bien-ten", "danh-sach-diem-danh"}),
        ((), ("chuong-trinh",), {"chuong-trinh"}),
        (("Biển tên",), ("ke-hoach",), set()),
    ],
)
def test_an_extra_paper_is_made_where_the_event_or_the_command_asks(extras, only, made):
    of = case(person("Lê An"), extras=Items(extras))
    assert {kind.KIND for kind in KINDS if kind.ON_REQUEST and asked_for(kind, of, only)} == made


@pytest.mark.parametrize(
    ("agenda", "columns"),
    [
        ((), ["Ngày 08/9", "Ngày 09/9"]),
        ((item(MONDAY, 8), item(MONDAY, 14), item(TUESDAY, 8)), ["Sáng 08/9", "Chiều 08/9", "Sáng 09/9"]),
        ((item(MONDAY, session="Buổi chiều"), item(TUESDAY, session="sáng")), ["Chiều 08/9", "Sáng 09/9"]),
        ((item(MONDAY, 12), item(MONDAY, 13)), ["Chiều 08/9", "Ngày 09/9"]),
    ],
)
def test_the_sign_in_sheet_has_a_column_for_each_sitting(agenda, columns):
    assert sittings(case(person("Lê An"), agenda=agenda)) == columns


@pytest.mark.parametrize(("days", "columns"), [(1, 1), (4, 4), (5, 5), (6, 6), (7, 1), (30, 1)])
def test_a_long_course_signs_in_by_day_or_once(days, columns):
    of = case(person("Lê An"), agenda=(), ends=date.fromordinal(EVENT.starts.toordinal() + days - 1))
    assert len(sittings(of)) == columns
    own = words(sign_in_sheet, of)["diem_danh"]
    assert len(own["buoi"]) * own["do_rong"] == 12


def test_name_plates_name_the_speakers_first_and_each_once():
    talk = AgendaItem(day=MONDAY, content="Luật", speaker="TS. Trần Thị Giảng", title="Phó Chủ tịch")
    of = case(
        person("Lê An", title="Trưởng ban", unit="thôn 1"),
        person("Trần Thị Giảng"),
        person("Lê An"),
        agenda=(talk, talk),
    )
    plates = words(name_plates, of)["bien_ten"]["nguoi"]
    assert [(plate["ho_ten"], plate["noi_cong_tac"]) for plate in plates] == [
        ("Trần Thị Giảng", "Phó Chủ tịch"),
        ("Lê An", "Trưởng ban thôn 1"),
        ("Lê An", ""),
    ]


def test_a_plate_shows_a_degree_or_rank_and_bodies_have_none():
    talk = AgendaItem(day=MONDAY, content="Luật", speaker="TS. Trần Thị Giảng", title="Phó Chủ tịch")
    welcome = AgendaItem(day=MONDAY, content="Đón tiếp", speaker="Ban Tổ chức")
    of = case(
        person("Lê An", honorific="đồng chí", degree="Đại học"),
        person("Vũ Bình", degree="Thạc sĩ Luật"),
        agenda=(talk, welcome),
    )
    plates = words(name_plates, of)["bien_ten"]["nguoi"]
    assert [(plate["ho_ten"], plate["hoc_vi"]) for plate in plates] == [
        ("Trần Thị Giảng", "TS"), ("Lê An", ""), ("Vũ Bình", "Thạc sĩ"),
    ]  # fmt: skip


def test_what_has_nothing_to_show_waits():
    empty = replace(case(), agenda=())
    assert sign_in_sheet.waits(empty, MONDAY) == name_plates.waits(empty, MONDAY) == "Chưa có danh sách đại biểu."
    assert programme.waits(empty, MONDAY) == "Chưa có trang «Chương trình»."
