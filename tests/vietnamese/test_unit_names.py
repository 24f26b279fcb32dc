"""Units as people type them: their nouns written out, their names alike."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.vietnamese.names import is_uneven
from flows.vietnamese.text import fold
from flows.vietnamese.units import in_sentence, unit_name


@pytest.mark.parametrize(
    ("typed", "noun", "name"),
    [
        ("xã Hát Môn", "xã", "hát môn"), ("X. Hát Môn", "xã", "hát môn"), ("XÃ HÁT MÔN", "xã", "hát môn"),
        ("Hát Môn", "", "hát môn"), ("UBMTTQ xã Hát Môn", "xã", "hát môn"), ("MTTQ Hát Môn", "", "hát môn"),
        ("Ủy ban MTTQ Việt Nam xã Hát Môn", "xã", "hát môn"), ("TT Phúc Thọ", "thị trấn", "phúc thọ"),
        ("TT. Phúc Thọ", "thị trấn", "phúc thọ"), ("P.Sơn Lộc", "phường", "sơn lộc"), ("xã Phúc Hoà", "xã", "phúc hòa"),
        ("Trung tâm Chính trị", "", "trung tâm chính trị"), ("", "", ""),
    ],
)  # fmt: skip
def test_a_unit_has_a_noun_and_a_name(typed, noun, name):
    assert unit_name(typed)[:2] == (noun, name)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("X. Hát Môn", "xã Hát Môn", True), ("Hát Môn", "xã Hát Môn", True), ("TT Phúc Thọ", "xã Phúc Thọ", False),
     ("xã Phúc Hòa", "xã Phúc Hoà", True), ("xã Tam Hiệp", "xã Hiệp Thuận", False)],
)  # fmt: skip
def test_two_texts_may_mean_one_unit_unless_name_or_noun_differ(one, other, same):
    assert unit_name(one).may_be(unit_name(other)) is same


@given(st.text(max_size=20), st.text(max_size=20))
def test_any_two_texts_are_compared_both_ways_alike(one, other):
    assert unit_name(one).may_be(unit_name(other)) == unit_name(other).may_be(unit_name(one))


@pytest.mark.parametrize("name", ["LÊ Văn An", "Nguyễn văn An", "Lê An và Vũ Bình"])
def test_syllables_written_unlike_each_other_are_seen(name):
    assert is_uneven(name)


@pytest.mark.parametrize("name", ["Lê Văn An", "H'Hen Niê", "Y A", "Ksor H\u2019Bơ Khăp", "K'Brêu", "Giàng A Pao"])
def test_names_of_every_people_are_even(name):
    assert not is_uneven(name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("XÃ VÂN PHÚC", "xã Vân Phúc"), ("xã VÂN PHÚC", "xã Vân Phúc"), ("Xã Vân Phúc", "xã Vân Phúc"),
        ("THỊ TRẤN PHÚC THỌ", "thị trấn Phúc Thọ"), ("XÃ TRẠCH MỸ LỘC", "xã Trạch Mỹ Lộc"), ("PHƯỜNG 5", "Phường 5"),
        ("Quận 1", "Quận 1"), ("TỈNH ĐẮK LẮK", "tỉnh Đắk Lắk"), ("xã Vân Phúc", "xã Vân Phúc"),
    ],
)  # fmt: skip
def test_inside_a_sentence_a_units_noun_is_small_and_its_name_has_its_capitals(typed, shown):
    assert in_sentence(typed) == shown


@pytest.mark.parametrize(
    "typed",
    ["HUYỆN ỦY", "HUYỆN UỶ PHÚC THỌ", "XÃ ĐOÀN HÁT MÔN", "XÃ HĐND", "XÃ UBND", "XÃ A VÀ XÃ B", "UBND XÃ VÂN PHÚC",
     "TỈNH BÀ RỊA - VŨNG TÀU", "MTTQ", ""],
)  # fmt: skip
def test_what_may_be_no_units_name_keeps_its_capitals(typed):
    assert in_sentence(typed) == typed


@given(st.one_of(st.text(max_size=30), st.text("XÃxãPHÚC AỦ5.", max_size=20).map("XÃ {}".format)))
def test_a_text_changes_in_its_capitals_only(text):
    assert fold(in_sentence(text)) == fold(text)
