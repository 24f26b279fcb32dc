"""The news report: composed from the event's own facts; what nobody wrote does not appear."""

from datetime import date, datetime
from pathlib import Path

from cases import TALKS, case, person, words
from docx import Document

from flows.documents import news
from flows.model.event import AgendaItem
from flows.model.printing import Items
from flows.rendering import Template
from flows.vietnamese.span_reading import Span


def told(**more):
    return words(news, case(**more))["tin"]


def test_each_day_with_talks_is_counted_and_told():
    days = told()["ngay"]
    assert [(day["thu_tu"], day["cac_bai"]) for day in days] == [
        ("thứ nhất", "đồng chí Trần Thị Giảng - Phó Chủ tịch trình bày chuyên đề “Luật Mặt trận”"),
        ("thứ hai", "Tiến sĩ Lê Văn Thuyết trình bày chuyên đề “Giám sát cộng đồng”"),
    ]
    assert told()["nhieu_ngay"] is True


def test_the_days_of_an_event_that_takes_weeks_are_named():
    later = (TALKS[0], AgendaItem(day=date(2025, 9, 22), content="B", speaker="Hồ Giảng"))
    said = told(ends=date(2025, 11, 7), agenda=later)
    assert said["dan"].startswith("Từ ngày 08/9 đến ngày 07/11/2025, ")
    assert [day["cau"].partition(",")[0] for day in said["ngay"]] == ["Ngày 08/9", "Ngày 22/9"]


def test_a_one_day_event_has_no_first_day():
    assert told(ends=date(2025, 9, 8), agenda=TALKS[:1])["nhieu_ngay"] is False


def test_the_manner_of_a_talk_is_the_agendas():
    item = AgendaItem(day=date(2025, 9, 8), content="Nghị quyết", speaker="Trần Giảng", manner="quán triệt")
    assert told(agenda=(item,))["ngay"][0]["cac_bai"] == "đồng chí Trần Giảng quán triệt Nghị quyết"


def test_two_talks_of_a_day_stand_in_one_sentence():
    two = (TALKS[0], AgendaItem(day=date(2025, 9, 8), content="B", speaker="Đ/c Hồ Giảng"))
    assert told(agenda=two)["ngay"][0]["cac_bai"] == (
        "đồng chí Trần Thị Giảng - Phó Chủ tịch trình bày chuyên đề “Luật Mặt trận”; "
        "đồng chí Hồ Giảng trình bày chuyên đề “B”"
    )


def test_the_opener_gets_the_post_that_the_agenda_knows():
    assert told(opener="Trần Thị Giảng")["khai_mac"] == "Đồng chí Trần Thị Giảng - Phó Chủ tịch"


def test_an_opener_typed_with_an_honorific_keeps_it_and_gets_the_post():
    assert told(opener="Đồng chí Trần Thị Giảng")["khai_mac"] == "Đồng chí Trần Thị Giảng - Phó Chủ tịch"


def test_an_opener_typed_with_a_post_keeps_it():
    assert told(opener="Bà Lê Mở – Chủ tịch")["khai_mac"] == "Bà Lê Mở - Chủ tịch"


def test_groups_become_one_enumeration():
    groups = Items(["Các đồng chí lãnh đạo", "Trưởng ban Công tác Mặt trận"])
    assert told(groups=groups)["thanh_phan"] == "các đồng chí lãnh đạo và Trưởng ban Công tác Mặt trận"


def test_those_present_are_counted_from_the_roster_unless_the_event_says_how_many():
    here, away = person("Lê An", present=(True, False)), person("Vũ Bình", present=(False, False))
    of = case(here, away, attendance=True)
    assert words(news, of)["tin"]["so_dai_bieu"] == "1"
    assert told(present=215)["so_dai_bieu"] == "215"
    assert "các đại biểu được nghe" in told()["ngay"][0]["cau"]


def test_a_title_is_made_from_place_and_name_when_none_was_typed():
    assert told()["tieu_de"] == "Hát Môn tổ chức Lớp tập huấn công tác Mặt trận năm 2025"


def test_the_stamp_is_that_of_the_site():
    assert str(told(published=datetime(2025, 9, 10, 13, 53))["dang_luc"]) == "10/09/2025 - 01:53 PM"


def test_a_day_typed_without_an_hour_gets_none():
    assert str(told(published=datetime(2025, 9, 10))["dang_luc"]) == "10/09/2025"


def test_a_background_that_begins_in_mid_sentence_gets_its_opening():
    assert told(background=Items(["trong những năm qua, ..."]))["boi_canh"] == ["Theo đó, trong những năm qua, ..."]
    assert told(background=Items(["Những năm qua ..."]))["boi_canh"] == ["Những năm qua ..."]


def test_without_an_outcome_the_purpose_tells_what_the_event_helped_to_do():
    assert told(purpose=Items(["Giúp cán bộ nắm vững Luật."]))["ket_qua"] == [
        "Thông qua lớp tập huấn, giúp cán bộ nắm vững Luật."
    ]
    assert told()["ket_qua"] == []


def test_the_lead_names_the_days():
    assert told()["khoang_ngay"] == "08-09/9"
    days = Span((date(2025, 9, 8), date(2025, 9, 10)))
    assert told(span=days, ends=date(2025, 9, 10))["khoang_ngay"] == "08 và 10/9"


def test_nobody_is_counted_while_a_mark_of_attendance_cannot_be_read():
    here, unread = person("Lê An", present=(True,)), person("Vũ Bình", held=True, is_uncounted=True)
    assert words(news, case(here, unread, attendance=True))["tin"]["so_dai_bieu"] == "các"


def test_who_is_held_back_for_another_cell_is_counted_all_the_same():
    here, unread = person("Lê An", present=(True,)), person("Vũ Bình", present=(True,), held=True)
    assert words(news, case(here, unread, attendance=True))["tin"]["so_dai_bieu"] == "2"


def test_those_present_are_told_where_nobody_noted_what_was_taught():
    assert told(agenda=(), present=11)["ngay"] == []
    assert told(agenda=(), present=11)["du"] == "Lớp tập huấn có 11 đại biểu tham dự."


def test_common_words_lose_their_capital_in_the_enumeration():
    groups = Items(["Đảng viên mới", "Giáo viên", "Ban Chấp hành"])
    assert told(groups=groups)["thanh_phan"] == "đảng viên mới, giáo viên và Ban Chấp hành"


def test_a_speaker_is_addressed_as_the_middle_of_a_sentence_does():
    items = (
        AgendaItem(day=date(2025, 9, 8), content="Luật.", speaker="Bà Lê Nghe"),
        AgendaItem(day=date(2025, 9, 8), content="Nghị quyết;", speaker="Ông Văn Thuyết"),
    )
    assert told(agenda=items)["ngay"][0]["cac_bai"] == (
        "bà Lê Nghe trình bày chuyên đề “Luật”; đồng chí Ông Văn Thuyết trình bày chuyên đề “Nghị quyết”"
    )


def test_a_sentence_that_we_begin_ends():
    assert told(purpose=Items(["Giúp cán bộ nắm vững Luật"]))["ket_qua"] == [
        "Thông qua lớp tập huấn, giúp cán bộ nắm vững Luật."
    ]


def test_of_an_event_with_name_host_and_days_alone_the_news_says_these_and_leaves_no_blank(tmp_path):
    (tmp_path / "tin-bai.docx").write_bytes(
        Template(Path("templates/tin-bai.docx")).render(words(news, case(agenda=(), caption="Toàn cảnh")))
    )
    assert [line.text for line in Document(tmp_path / "tin-bai.docx").paragraphs if line.text] == [
        "Hát Môn tổ chức Lớp tập huấn công tác Mặt trận năm 2025",
        "Ngày 08-09/9, Ban Thường trực Ủy ban MTTQ Việt Nam xã Hát Môn tổ chức Lớp tập huấn công tác Mặt trận năm 2025.",
    ]


def test_the_name_of_an_event_is_missed_in_its_news():
    assert str(words(news, case(organiser=""))["su_kien"]["don_vi_to_chuc"]) == "[CẦN BỔ SUNG: Đơn vị tổ chức]"
