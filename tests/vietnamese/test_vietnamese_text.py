"""Text as people type it, and what becomes of it."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.vietnamese.text import (
    bare,
    clean,
    fold,
    heading_key,
    join_list,
    lines_of,
    lower_first,
    old_tones,
    slug,
    split_list,
    upper_first,
)

OLD = "òa óa ỏa õa ọa òe óe ỏe õe ọe ùy úy ủy ũy ụy"
NEW = "oà oá oả oã oạ oè oé oẻ oẽ oẹ uỳ uý uỷ uỹ uỵ"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("  Lê   An ", "Lê An"),
        ("\u00a0\u00a0Hoàng Thị Cúc\u00a0", "Hoàng Thị Cúc"),
        (unicodedata.normalize("NFD", "Nguyễn Thuỷ"), "Nguyễn Thuỷ"),
        ("huyê\u0323n", "huyện"),
        ("ca\u0301\u0302p", "cấp"),
        ("\u00d0ại \u00f0oàn", "Đại đoàn"),
        ("\u0189ại \u0256oàn", "Đại đoàn"),
        ("\ufeffMặt\u200b trận\u00ad", "Mặt trận"),
        ("một\x00 hai\x07\ud800", "một hai"),
        ("một\r\nhai\rba\x0bbốn\u2028năm", "một\nhai\nba\nbốn\nnăm"),
        ("một_x000D_\nhai_x000D_ba", "một\nhai\nba"),
        ("\n\n một \n\n hai \n\n", "một\n\nhai"),
        ("một\thai", "một hai"),
        ('a < b & "c"', 'a < b & "c"'),
        ("", ""),
    ],
)
def test_text_is_cleaned_of_what_cannot_be_seen(typed, expected):
    assert clean(typed) == expected


def test_words_stay_as_they_were_typed():
    assert clean("Uỷ ban và Ủy ban – “Hoà”") == "Uỷ ban và Ủy ban – “Hoà”"


@given(st.text())
def test_clean_text_is_clean_already_and_may_stand_in_a_word_file(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert unicodedata.is_normalized("NFC", cleaned)
    assert not re.search("[\x00-\x09\x0b-\x1f\ud800-\udfff\ufffe\uffff]", cleaned)
    assert all(line == line.strip() and "  " not in line for line in cleaned.split("\n"))


@pytest.mark.parametrize(("old", "new"), list(zip(OLD.split(), NEW.split(), strict=True)))
def test_the_new_tone_style_turns_into_the_old(old, new):
    for case in (str.lower, str.upper, str.capitalize):
        assert old_tones(case(new)) == case(old)


@pytest.mark.parametrize("word", ["quý", "quỳ", "QUÝ", "hoàn", "thuyền", "khoái", "ngoài", "khuỷu", "của", "giúp"])
def test_words_that_are_one_in_both_styles_stay(word):
    assert old_tones(word) == word


def test_names_in_the_new_tone_style_meet_those_in_the_old():
    assert old_tones("Uỷ ban xã Phúc Hoà, UỶ BAN") == "Ủy ban xã Phúc Hòa, ỦY BAN"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Uỷ ban MTTQ", "ỦY  BAN\nmttq"),
        ("Phúc Hoà", "Phúc Hòa"),
        ("H’Hen Niê", "H'HEN NIÊ"),
        ("Lê Thị Toan – UVTV", "Lê Thị Toan - UVTV"),
        ("\u00d0an Phượng", "Đan Phượng"),
        ("huyê\u0323n", "huyện"),
    ],
)
def test_two_spellings_of_one_thing_fold_to_one_key(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("số", "sở"), ("tổ", "tờ"), ("Khoa", "Khóa"), ("Nam", "Năm"), ("Đa", "Da")])
def test_marks_tell_words_apart_until_they_are_stripped(one, other):
    assert fold(one) != fold(other)
    assert bare(one) == bare(other)


def test_bare_text_has_no_marks():
    assert bare("Nguyễn Thị Ứớc ở Đắk Lắk, Ksor H'Bơ Khăp") == "nguyen thi uoc o dak lak, ksor h'bo khap"


@given(st.text())
def test_keys_of_keys_are_the_same_keys(text):
    assert fold(fold(text)) == fold(text)
    assert bare(bare(text)) == bare(text)
    assert heading_key(heading_key(text)) == heading_key(text)


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("Họ và tên", "HỌ VÀ TÊN *"),
        ("Họ và tên", "Họ & tên:"),
        ("Họ và tên", "Họ và tên\n(chữ in hoa)"),
        ("Ngày tháng năm sinh", "Ngày, tháng, năm sinh (dd/mm/yyyy)"),
        ("Họ tên đệm và tên", "Họ, tên đệm và tên"),
        ("Số TT", "số  TT."),
        ("STT", "S.T.T"),
        ("ĐT DĐ", "ĐT-DĐ"),
        ("Đc", "Đ.c"),
        ("CMND CCCD", "CMND/CCCD"),
        ("Thôn TDP", "Thôn, TDP"),
        ("ho ten", "ho_ten"),
        ("Đơn vị", "Đơn vị (xã, thị trấn"),
        ("Đơn vị", "Đơn vị (xã (phường), thị trấn) [2]"),
    ],
)
def test_headings_meet_whatever_their_punctuation(typed, same):
    assert heading_key(typed) == heading_key(same)


def test_a_column_number_is_no_heading_and_a_number_sign_is_one():
    assert heading_key("(1)") == ""
    assert heading_key("#") == "#"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lê Văn Ân", "le-van-an"),
        ("Đặng Thị \u00d0ào", "dang-thi-dao"),
        ("K'Brêu", "k-breu"),
        ("PT-2024-07", "pt-2024-07"),
        ("../../etc/passwd", "etc-passwd"),
        ("", "khong-ten"),
        ("---", "khong-ten"),
        ("阮", "khong-ten"),
        ("CON", "ten-con"),
        ("lpt1", "ten-lpt1"),
        ("Công", "cong"),
    ],
)
def test_a_file_name_is_plain_and_legal(text, expected):
    assert slug(text) == expected


def test_a_long_file_name_is_cut_at_a_word():
    assert slug("Lớp bồi dưỡng công tác Mặt trận", limit=16) == "lop-boi-duong"
    assert slug("Lớp bồi dưỡng công tác Mặt trận", limit=18) == "lop-boi-duong-cong"
    assert slug("x" * 100, limit=10) == "x" * 10


@given(st.text(), st.integers(min_value=1, max_value=80))
def test_every_file_name_is_legal_and_short_enough(text, limit):
    name = slug(text, limit=limit)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)
    assert len(name) <= limit
    assert name not in {"con", "prn", "aux", "nul", "com1", "lpt9"}


@pytest.mark.parametrize(
    ("items", "expected"), [([], ""), (["a"], "a"), (["a", "b"], "a và b"), (["a", "b", "c"], "a, b và c")]
)
def test_a_list_reads_as_a_sentence(items, expected):
    assert join_list(items) == expected


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        (
            "- Như thành phần mời;\n- TT Huyện ủy (để b/c);\n- Lưu: VT.",
            ("Như thành phần mời", "TT Huyện ủy (để b/c)", "Lưu: VT"),
        ),
        ("Chủ tịch; Phó Chủ tịch ;; Trưởng ban.", ("Chủ tịch", "Phó Chủ tịch", "Trưởng ban")),
        (
            "1. Mục đích\n2) Yêu cầu\na) Ý nhỏ\n+ Ý khác\n* Ý cuối\n• Chấm",
            ("Mục đích", "Yêu cầu", "Ý nhỏ", "Ý khác", "Ý cuối", "Chấm"),
        ),
        ("-Không cách\n– Gạch dài", ("Không cách", "Gạch dài")),
        ("1.500.000 đồng\n+84 912\n8 chỉ tiêu", ("1.500.000 đồng", "+84 912", "8 chỉ tiêu")),
        ("Hội, đoàn thể, v.v.\nvà ...", ("Hội, đoàn thể, v.v.", "và ...")),
        ("Hết./.", ("Hết",)),
        ("-\n \n;", ()),
        ("", ()),
    ],
)
def test_a_cell_splits_into_its_items(cell, items):
    assert split_list(cell) == items


def test_lines_stand_as_they_are():
    assert lines_of("TM. BAN THƯỜNG TRỰC\r\n\n  - CHỦ TỊCH; ") == ("TM. BAN THƯỜNG TRỰC", "- CHỦ TỊCH;")


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("Lớp bồi dưỡng", "lớp bồi dưỡng", "Lớp bồi dưỡng"),
        ("đồng chí", "đồng chí", "Đồng chí"),
        ("UVTV Huyện uỷ", "UVTV Huyện uỷ", "UVTV Huyện uỷ"),
        ("Ủy ban", "ủy ban", "Ủy ban"),
        ("ỦY BAN", "ỦY BAN", "ỦY BAN"),
        ("H'Hen Niê", "H'Hen Niê", "H'Hen Niê"),
        ("Y tế", "y tế", "Y tế"),
        ("", "", ""),
    ],
)
def test_the_first_letter_fits_its_place_in_the_sentence(text, lower, upper):
    assert lower_first(text) == lower
    assert upper_first(text) == upper


@given(
    st.text(
        st.one_of(st.characters(max_codepoint=0x2FF), st.sampled_from("ẠạỆệỹ\u0301\u0302\u031b\u00a0_`'\"-“ ")),
        max_size=12,
    )
)
def test_what_looks_clean_at_a_glance_is_clean(text):
    long_way = clean(f"{text}\u200b")  # the blank that cannot be seen takes it
    assert clean(text) == long_way
    assert fold(text) == fold(f"{text}\u200b")
