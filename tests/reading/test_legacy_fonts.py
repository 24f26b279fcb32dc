"""Old fonts: what they hide comes out in Unicode, and what is Unicode stays."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flows.spreadsheets.legacy_fonts import (
    COMMON,
    TCVN3,
    VNI,
    encoding_of,
    is_damaged,
    is_syllable,
    likely_font,
    to_unicode,
    well_read,
)

VIETNAMESE = "Uỷ ban Mặt trận Tổ quốc huyện Phúc Thọ: đồng chí Nguyễn Thị Hoà, Lê Tô Hà, ưỡn ẹo"


@pytest.mark.parametrize(
    ("typed", "font", "meant"),
    [
        ("NguyÔn V¨n Hïng", ".VnTime", "Nguyễn Văn Hùng"),
        ("NguyÔn V¨n Hïng", "VnTime", "Nguyễn Văn Hùng"),
        ("NguyÔn V¨n Hïng", ".VnTimeH", "NGUYỄN VĂN HÙNG"),
        ("ñy ban", ".VnTime", "ủy ban"),
        ("h\u00adng", ".VnArial", "hưng"),
        ("Dòng", ".VnTime", "Dũng"),
        ("Phóc Léc", ".VnTime", "Phúc Lộc"),
        ("Xin chaøo caùc baïn", "VNI-Times", "Xin chào các bạn"),
        ("NGUYEÃN VAÊN HUØNG", "VNI-Helve", "NGUYỄN VĂN HÙNG"),
        ("Hoà Vaên Sôn", "VNI-Times", "Hồ Văn Sơn"),
        ("ñaúng caáp", "VNI-Times", "đẳng cấp"),
        ("Myõ, kyï, kî", "VNI-Times", "Mỹ, kỵ, kỵ"),
    ],
)
def test_text_in_an_old_font_is_converted(typed, font, meant):
    assert to_unicode(typed, font) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("NguyÔn V¨n Hïng", "Nguyễn Văn Hùng"),
        ("Uû ban MÆt trËn Tæ quèc huyÖn Phóc Thä", "Uỷ ban Mặt trận Tổ quốc huyện Phúc Thọ"),
        ("§/c TrÇn ThÞ B×nh", "Đ/c Trần Thị Bình"),
        ("Ñaëng Thò Thuûy", "Đặng Thị Thủy"),
    ],
)
def test_text_that_leaves_no_doubt_needs_no_font(typed, meant):
    assert to_unicode(typed) == to_unicode(typed, "Arial") == meant


@pytest.mark.parametrize("font", ["", "Arial", ".VnTime", ".VnTimeH", "VNI-Times"])
@pytest.mark.parametrize(
    "typed",
    [
        VIETNAMESE,
        "Lê Hà",
        "Tô",
        "LÊ HOÀ",
        "Nguyen Van A",
        "",
        "Café Müller",
        "España, São Paulo",
        "5.000 m² ± 3 %",
        "Ðinh",
    ],
)
def test_the_name_of_a_font_alone_converts_nothing(typed, font):
    assert to_unicode(typed, font) == typed


def test_plain_letters_in_a_font_of_capitals_stay_as_typed():
    assert to_unicode("Nam", ".VnTimeH") == "Nam"


def test_one_doubtful_mark_without_a_font_is_left_to_its_column():
    assert to_unicode("TrÇn") == "TrÇn"
    assert likely_font(["TrÇn", "Lª", "NguyÔn", "An"]) == ".VnTime"
    assert likely_font(["Taâm", "Thuûy", "Ñaëng"]) == "VNI-Times"
    assert likely_font(["Trần", "Lê", "Hà", "An"]) == ""


def test_the_tables_hold_every_letter_once():
    assert len(TCVN3) == 74
    assert len(set(TCVN3.values())) == 74
    letters = set("áàảãạâấầẩẫậăắằẳẵặéèẻẽẹêếềểễệóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựíìỉĩịýỳỷỹỵđ")
    assert letters <= set(VNI.values())
    assert {letter.upper() for letter in letters} <= set(VNI.values())


def test_every_frequent_syllable_is_one():
    assert [word for word in COMMON if not is_syllable(word)] == []


@pytest.mark.parametrize(
    ("font", "kind"), [(".VnTime", "tcvn3"), ("VNtimes", "tcvn3"), ("VNI-Times", "vni"), ("Arial", None)]
)
def test_a_font_promises_an_encoding(font, kind):
    assert encoding_of(font) == kind


@pytest.mark.parametrize(
    "lost", ["Hng Yên", "nớc", "đ-ợc", "phơng", "phó bí th Đảng ủy", "trờng", "Trng Trắc", "H\u00adng Yên"]
)
def test_a_lost_letter_is_seen(lost):
    assert is_damaged(lost)


@pytest.mark.parametrize(
    "whole",
    [
        VIETNAMESE,
        "UBND TP",
        "Đ/c",
        "ThS Lê An",
        "100.000đ",
        "T-shirt",
        "tr. 5",
        "HĐND, MTTQ",
        "cơn mưa",
        "th",
        "Trung",
        "ng",
    ],
)
def test_what_is_whole_is_not_called_damaged(whole):
    assert not is_damaged(whole)


@given(st.text(), st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times", "Arial"]))
def test_no_text_is_refused(text, font):
    is_damaged(to_unicode(text, font))


@given(
    st.lists(st.sampled_from(sorted(COMMON)), min_size=1).map(" ".join), st.sampled_from([".VnTime", "VNI-Times", ""])
)
def test_frequent_words_in_unicode_stay(text, font):
    assert to_unicode(text, font) == text


@given(st.lists(st.sampled_from(sorted(COMMON)), min_size=1))
def test_what_an_old_font_wrote_comes_back(words):
    back = {letter: sign for sign, letter in TCVN3.items()}
    typed = ["".join(back.get(letter, letter) for letter in word) for word in words]
    assume(any(not is_syllable(word) for word in typed))
    assert to_unicode(" ".join(typed), ".VnTime") == " ".join(words)


def misread(text, encoding):
    """Read the bytes of UTF-8 as another encoding; the places that Windows-1252 leaves empty keep their code."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


NAMES = ["Nguyễn Văn An", "Chủ tịch", "Thôn 1", "Lê Đà", "TRẦN THỊ HÀ", "“Lớp” – Ủy viên", VIETNAMESE]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_letters_that_were_read_in_another_encoding_are_mended(name, encoding):
    assert well_read(misread(name, encoding)) == name
    assert well_read(misread(misread(name, encoding), encoding)) == name


@given(st.lists(st.sampled_from(sorted(COMMON)).map(str.title), min_size=1, max_size=5).map(" ".join))
def test_every_name_that_was_misread_comes_back(name):
    assert well_read(misread(name, "cp1252")) == well_read(misread(name, "latin-1")) == well_read(name) == name


@pytest.mark.parametrize(
    ("misread", "shown"),
    [
        ("Pháº¡m Ngá»c", "Phạm Ng\ufffdc"),
        ("Tráº§n Thá»‹ HÃ ", "Trần Thị H\ufffd "),
        ("BÃ\xad thÆ° Äáº£ng", "Bí thư \ufffd\ufffdng"),
        ("HoÃ ng Há»¯u", "Ho\ufffd ng Hữu"),
        ("ThÃ´n ï¿½n", "Thôn \ufffdn"),
    ],
)
def test_a_letter_that_lost_a_byte_is_shown_as_lost(misread, shown):
    assert well_read(misread) == shown


@pytest.mark.parametrize(
    "text", ["ĐÃ HOÀN THÀNH", "Björn Åkesson", "CÃ", "30 °C ± 1", "Ân, Ã, Ý", "«Lớp» – “Đạt”", VIETNAMESE]
)
def test_a_text_without_doubt_is_left_as_it_is(text):
    assert well_read(text) == text
