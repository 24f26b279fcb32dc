"""What an event is called: the sentences around its name say "tổ chức" and end by themselves."""

import pytest
from cases import case, words

from flows.documents import event_words, news, plan


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Lớp tập huấn A", "Lớp tập huấn A"),
        ("Tổ chức lớp tập huấn A.", "Lớp tập huấn A"),
        ("tổ chức Hội nghị tổng kết năm 2025", "Hội nghị tổng kết năm 2025"),
        ("Kế hoạch tổ chức lễ kỷ niệm", "Lễ kỷ niệm"),
        ("V/v tổ chức cuộc thi tìm hiểu Luật;", "Cuộc thi tìm hiểu Luật"),
        ("Tổ chức bộ máy của Mặt trận", "Tổ chức bộ máy của Mặt trận"),
        ("LỚP TẬP HUẤN VỀ MTTQ", "Lớp tập huấn về MTTQ"),
    ],
)
def test_a_name_that_begins_with_to_chuc_does_not_say_it_twice(typed, printed):
    assert event_words.event_name(case(name=typed).event) == printed


def test_every_paper_calls_the_event_by_the_same_name():
    of = {"name": "Tổ chức lớp tập huấn A.", "agenda": ()}
    assert words(plan, case(**of))["van_ban"]["trich_yeu"] == "Tổ chức Lớp tập huấn A"
    assert words(news, case(**of))["tin"]["tieu_de"] == "Hát Môn tổ chức Lớp tập huấn A"
    assert words(news, case(**of))["su_kien"]["ten_trong_cau"] == "Lớp tập huấn A"


def test_what_was_typed_is_printed_as_typed_where_a_template_asks_for_the_field_itself():
    of = case(name="Tổ chức lớp tập huấn A.", recipients=("Như trên", "Lưu: VT"))
    for kind in (plan, news):
        assert words(kind, of)["su_kien"]["ten_su_kien"] == "Tổ chức lớp tập huấn A."
        assert [*words(kind, of)["co_quan"]["noi_nhan"]] == ["Như trên", "Lưu: VT"]
        assert [*words(kind, of)["co_quan"]["noi_nhan_in"]] == ["- Như trên;", "- Lưu: VT."]


def test_what_an_event_is_shows_behind_to_chuc_too():
    assert event_words.category(case(name="Tổ chức lớp tập huấn A").event) == "lớp tập huấn"
