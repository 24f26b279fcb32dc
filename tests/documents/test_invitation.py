"""The invitation: one per person who is neither speaker nor withdrawn."""

import pytest
from cases import case, drafts, person, words

from flows.documents import invitation
from flows.model.event import AgendaItem


def invited_line(**fields):
    return words(invitation, case(person("Lê Văn An", **fields)))["giay_moi"]["kinh_moi"]


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "ông/bà Lê Văn An"),
        ({"gender": "Nam"}, "ông Lê Văn An"),
        ({"gender": "Nữ", "title": "Bí thư"}, "bà Lê Văn An - Bí thư"),
        ({"honorific": "đồng chí", "title": "Trưởng thôn", "unit": "xã Vân Hà"},
         "đồng chí Lê Văn An - Trưởng thôn xã Vân Hà"),
        ({"title": "Chủ tịch", "unit": "Uỷ ban MTTQ Việt Nam xã Vân Hà"},
         "ông/bà Lê Văn An - Chủ tịch Uỷ ban MTTQ Việt Nam xã Vân Hà"),
        ({"title": "Chủ tịch Ủy ban MTTQ xã Vân Hà", "unit": "xã Vân Hà"},
         "ông/bà Lê Văn An - Chủ tịch Ủy ban MTTQ xã Vân Hà"),
        ({"unit": "xã Vân Hà"}, "ông/bà Lê Văn An - xã Vân Hà"),
    ],
)  # fmt: skip
def test_a_person_is_named_with_address_post_and_unit(fields, line):
    assert invited_line(**fields) == line


@pytest.mark.parametrize(
    ("title", "organiser", "called", "line"),
    [
        ("Học sinh lớp 9A", "Trường THCS Hát Môn", "em", "em Lê An - học sinh lớp 9A"),
        ("Giáo viên", "Trường THCS Hát Môn", "đại biểu", "ông Lê An - Giáo viên"),
        ("Đảng viên", "Chi bộ thôn Đoài", "đại biểu", "đồng chí Lê An - Đảng viên"),
        ("Bí thư", "Ban Thường vụ Đảng ủy xã", "đại biểu", "đồng chí Lê An - Bí thư"),
    ],
)
def test_a_pupil_is_no_delegate_and_in_the_party_everybody_is_a_comrade(title, organiser, called, line):
    said = words(invitation, case(person("Lê An", title=title, gender="Nam"), organiser=organiser))["giay_moi"]
    assert (said["goi_nguoi_du"], said["kinh_moi"]) == (called, line)


def test_speakers_and_withdrawn_people_get_no_invitation():
    of = case(
        person("Lê An"),
        person("Vũ Rút", withdrawn=True),
        person("Hồ Giảng", role="Báo cáo viên"),
        person("Trần Thị Giảng"),  # speaks on the first day
    )
    assert [draft.recipient for draft in drafts(invitation, of)] == ["Lê An"]


def test_all_invitations_of_an_event_share_one_number():
    of = case(person("Lê An"), person("Vũ Bình"), invitation_number="9")
    assert [draft.filled()["van_ban"]["so"] for draft in drafts(invitation, of)] == ["09", "09"]


def test_the_topics_are_the_agendas_talks():
    assert words(invitation, case(person("Lê An")))["giay_moi"]["noi_dung"] == "Luật Mặt trận; Giám sát cộng đồng"


def test_topics_that_end_with_a_mark_are_joined_without_it():
    agenda = (
        AgendaItem(content="Luật Mặt trận.", speaker="Trần Giảng"),
        AgendaItem(content="Giám sát", speaker="Lê A"),
    )
    of = case(person("Lê An"), agenda=agenda)
    assert words(invitation, of)["giay_moi"]["noi_dung"] == "Luật Mặt trận; Giám sát"


def test_family_and_given_name_can_be_printed_where_the_roster_has_them():
    apart = words(invitation, case(person("Lê Thị Toan", family_name="Lê Thị")))["nguoi"]
    assert (str(apart["ho_dem"]), str(apart["ten"])) == ("Lê Thị", "Toan")
    whole = words(invitation, case(person("Lê Thị Toan")))["nguoi"]
    assert (str(whole["ho_dem"]), str(whole["ten"])) == ("[CẦN BỔ SUNG: Họ đệm]", "[CẦN BỔ SUNG: Tên]")
