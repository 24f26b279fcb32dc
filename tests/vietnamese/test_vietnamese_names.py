"""Names of rosters: what stands before them, how they are spelled, how they are sorted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.vietnamese.names import is_shouting, looks_like_name, person_line, proper_case, sort_key, split_honorific


@pytest.mark.parametrize(
    ("typed", "honorific", "name"),
    [
        ("Đ/c Lê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("đ/c: Lê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("Đ/cLê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("Đc. Lê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("Đc Lê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("Đ.c Lê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("\u00d0/c Lê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("ĐỒNG CHÍ LÊ THỊ TOAN", "đồng chí", "LÊ THỊ TOAN"),
        ("Đồng  chí\nLê Thị Toan", "đồng chí", "Lê Thị Toan"),
        ("Ông Nguyễn Văn An", "ông", "Nguyễn Văn An"),
        ("bà Lê An", "bà", "Lê An"),
        ("Ông (Bà) Lê An", "ông/bà", "Lê An"),
        ("Ông/Bà Lê An", "ông/bà", "Lê An"),
        ("Cụ Lê An", "cụ", "Lê An"),
        ("Ths. Tạ Văn Sỹ", "ThS", "Tạ Văn Sỹ"),
        ("Th.S Tạ Văn Sỹ", "ThS", "Tạ Văn Sỹ"),
        ("TS Tạ Văn Sỹ", "TS", "Tạ Văn Sỹ"),
        ("TS.Tạ Văn Sỹ", "TS", "Tạ Văn Sỹ"),
        ("PGS Tạ Văn Sỹ", "PGS", "Tạ Văn Sỹ"),
        ("PGS, TS. Tạ Văn Sỹ", "PGS.TS", "Tạ Văn Sỹ"),
        ("PGS.TS Tạ Văn Sỹ", "PGS.TS", "Tạ Văn Sỹ"),
        ("GS.TSKH. Tạ Văn Sỹ", "GS.TSKH", "Tạ Văn Sỹ"),
        ("Tiến sỹ Tạ Văn Sỹ", "Tiến sỹ", "Tạ Văn Sỹ"),
        ("Đ/c TS. Tạ Văn Sỹ", "đồng chí TS", "Tạ Văn Sỹ"),
        ("Linh mục Giuse Lê An", "Linh mục", "Giuse Lê An"),
        ("Hoà thượng Thích Lê An", "Hoà thượng", "Thích Lê An"),
        ("THƯỢNG TỌA THÍCH LÊ AN", "Thượng tọa", "THÍCH LÊ AN"),
        ("Đại đức Thích Lê An", "Đại đức", "Thích Lê An"),
        ("Ni sư Thích Lê An", "Ni sư", "Thích Lê An"),
        ("Mục sư Y Bhiăng", "Mục sư", "Y Bhiăng"),
        ("Thượng tá Đặng Đình Quý", "Thượng tá", "Đặng Đình Quý"),
        ("Đại tá, TS Lê An", "Đại tá TS", "Lê An"),
        ("ĐD. Lê Thị Tâm", "ĐD", "Lê Thị Tâm"),
        ("KTV Đinh Sơn", "KTV", "Đinh Sơn"),
        ("NSND. Lê Thị Bình", "NSND", "Lê Thị Bình"),
        ("Anh hùng LLVT Lê Văn Hai", "Anh hùng LLVT", "Lê Văn Hai"),
        ("Thầy thuốc ưu tú Lê Tư", "Thầy thuốc ưu tú", "Lê Tư"),
        ("Mẹ VNAH Nguyễn Thị Chín", "Mẹ VNAH", "Nguyễn Thị Chín"),
        ("Mrs. Trần Thu Hà", "bà", "Trần Thu Hà"),
        ("MS. Nguyễn Văn Hùng", "Mục sư", "Nguyễn Văn Hùng"),
        ("Ms. Lê Thị An", "bà", "Lê Thị An"),
        ("MS. LÊ THỊ AN", "bà", "LÊ THỊ AN"),
        ("Dr. Phạm Văn Năm", "Dr", "Phạm Văn Năm"),
        ("Y Sĩ Lê Văn An", "Y sĩ", "Lê Văn An"),
        ("Điều dưỡng viên Lê Văn An", "Điều dưỡng viên", "Lê Văn An"),
        ("Thượng úy QNCN Lê Văn Ba", "Thượng úy QNCN", "Lê Văn Ba"),
        ("Anh hùng LLVT nhân dân Lê Văn Bốn", "Anh hùng LLVT nhân dân", "Lê Văn Bốn"),
        ("Anh nguyễn Văn An", "anh", "nguyễn Văn An"),
        ("ĐD Đoàn Văn Tư", "ĐD", "Đoàn Văn Tư"),
        ("Mr Lê An", "ông", "Lê An"),
        ("  Nguyễn  Văn A ", "", "Nguyễn Văn A"),
    ],
)
def test_an_honorific_is_taken_off_the_name(typed, honorific, name):
    assert split_honorific(typed) == (honorific, name)


def test_honorifics_without_end_are_an_answer_too():
    assert split_honorific("Đại tá, " * 1500 + "TS Lê An")[1] == "Lê An"


@pytest.mark.parametrize(
    "name",
    [
        "Bàn Văn Tý",
        "Y Sĩ Niê",
        "ĐD Đoàn Thanh niên",
        "Cung Văn An",
        "Tsơ Nay",
        "Đ.Cường",
        "Thsa Niê",
        "Ông Ích Khiêm",
        "Ông Văn A",
        "Ông",
        "Đ/c",
        "Bá Lê",
        "Đào Thị An",
        "",
        "H'Hen Niê",
        "LÊ Văn An",
        "MTTQ Hà Nội",
        "TP. Cao Bằng",
        "Cô giáo Lê An",
    ],
)
def test_a_real_name_is_never_eaten(name):
    assert split_honorific(name) == ("", name)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("NGUYỄN THỊ HOÀ", "Nguyễn Thị Hoà"),
        ("nguyễn văn a", "Nguyễn Văn A"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("K'BRÊU", "K'Brêu"),
        ("K’BRÊU", "K’Brêu"),
        ("Y BHIĂNG NIÊ", "Y Bhiăng Niê"),
        ("KSOR H'BƠ KHĂP", "Ksor H'Bơ Khăp"),
        ("ĐÀO THỊ ẢNH", "Đào Thị Ảnh"),
        ("Nguyễn văn A", "Nguyễn văn A"),
        ("Kơ Pa Kơ Lơng", "Kơ Pa Kơ Lơng"),
        ("groß", "Groß"),
        ("ß", "Ss"),
        ("", ""),
    ],
)
def test_a_name_in_one_case_gets_a_capital_a_syllable(typed, expected):
    assert proper_case(typed) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("NGUYỄN THỊ HOÀ", True), ("H'HEN NIÊ", True), ("Lê An", False), ("Y A", False), ("lê an", False), ("", False)],
)
def test_a_name_in_capitals_is_noticed(name, expected):
    assert is_shouting(name) is expected


DICTIONARY = (
    "An, Ánh, Ân, Ẩn, Bình, Cúc, Dũng, Đức, Hoa, Hòa, Hóa, Hương, Hường, Hưởng, Hướng, Lý, Oanh, Ở, Ơn, Sỹ, Thủy, Thúy, "
    "Toan, Út, Ước"
)


def test_given_names_sort_by_letters_then_by_tones():
    names = DICTIONARY.split(", ")
    shuffled = names[::2] + names[1::2]
    assert sorted(shuffled, key=sort_key) == names


def test_tones_have_their_order():
    assert sorted(["Mạ", "Má", "Mã", "Mả", "Mà", "Ma"], key=sort_key) == ["Ma", "Mà", "Mả", "Mã", "Má", "Mạ"]


def test_a_roster_sorts_by_given_name_then_surname_then_middle_name():
    roster = ["Nguyễn Văn An", "Lê Thị Bình", "Lê Văn An", "Lê Thị An", "Lê An", "Bùi Văn Bình", "Đặng An"]
    assert sorted(roster, key=sort_key) == [
        "Đặng An",
        "Lê An",
        "Lê Thị An",
        "Lê Văn An",
        "Nguyễn Văn An",
        "Bùi Văn Bình",
        "Lê Thị Bình",
    ]


def test_letters_of_a_syllable_come_before_tones():
    assert sorted(["Lê Hoàng An", "Lê Hoang Bá An", "Lê Hoang An"], key=sort_key) == [
        "Lê Hoang An",
        "Lê Hoang Bá An",
        "Lê Hoàng An",
    ]


def test_tone_placement_case_and_remarks_do_not_change_the_place():
    keys = [sort_key(name)[:3] for name in ("Lê Thị Hoà", "LÊ THỊ HÒA", "Lê  Thị Hòa (A)")]
    assert keys[0] == keys[1] == keys[2]


def test_letters_of_other_peoples_stand_with_their_base():
    assert sorted(["Niê Co", "Niê Čo", "Niê Da", "Niê Za"], key=sort_key) == ["Niê Co", "Niê Čo", "Niê Da", "Niê Za"]


@given(st.lists(st.text(), unique=True))
def test_the_order_of_names_is_total(names):
    keys = [sort_key(name) for name in names]
    assert len(set(keys)) == len(names)
    turned = names[::-1]
    assert sorted(names, key=sort_key) == sorted(turned, key=sort_key)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lê Thị Toan", True),
        ("H'Hen Niê", True),
        ("Ksor H’Bơ Khăp", True),
        ("Y Bhiăng", True),
        ("Đ/c Nguyễn Văn A", True),
        ("Nguyễn Văn A (thay đ/c B)", True),
        ("Nguyễn T. Hoa", True),
        ("123", False),
        ("Nguyễn Văn A 1965", False),
        ("---", False),
        ("...", False),
        ("", False),
        ("a@b.vn", False),
        ("Tổng: ba", False),
        ("(1)", False),
    ],
)
def test_a_name_has_letters_and_no_figures(text, expected):
    assert looks_like_name(text) is expected


@pytest.mark.parametrize(
    ("line", "name", "title"),
    [
        ("Lê Thị Toan - UVTV Huyện uỷ, Chủ tịch Uỷ ban MTTQ", "Lê Thị Toan", "UVTV Huyện uỷ, Chủ tịch Uỷ ban MTTQ"),
        ("Đồng chí Lê Thị Toan – UVTV Huyện uỷ", "Đồng chí Lê Thị Toan", "UVTV Huyện uỷ"),
        ("TS Tạ Văn Sỹ, nguyên Phó Vụ trưởng (đã nghỉ)", "TS Tạ Văn Sỹ", "nguyên Phó Vụ trưởng (đã nghỉ)"),
        ("Nguyễn Văn A (Trưởng ban)", "Nguyễn Văn A", "Trưởng ban"),
        ("Nguyễn Văn A\n(Trưởng ban)", "Nguyễn Văn A", "Trưởng ban"),
        ("Nguyễn Văn A\nTrưởng ban\nBan CTMT", "Nguyễn Văn A", "Trưởng ban Ban CTMT"),
        ("PGS, TS Lê An, Giám đốc", "PGS, TS Lê An", "Giám đốc"),
        ("Ông (Bà) Lê An - Giám đốc", "Ông (Bà) Lê An", "Giám đốc"),
        ("Đ/c Lê An- Giám đốc", "Đ/c Lê An", "Giám đốc"),
        ("- Lê An - Giám đốc", "Lê An", "Giám đốc"),
        ("Maria-Anna Lê An", "Maria-Anna Lê An", ""),
        ("Lê Thị Toan", "Lê Thị Toan", ""),
        ("", "", ""),
    ],
)
def test_a_line_splits_into_person_and_title(line, name, title):
    assert person_line(line) == (name, title)


@given(st.text())
def test_any_text_can_be_asked_for_a_name(text):
    honorific, name = split_honorific(text)
    assert honorific or name == " ".join(name.split())
    assert isinstance(looks_like_name(text), bool)
    assert all(isinstance(part, str) for part in person_line(text))
    assert proper_case(proper_case(text)) == proper_case(text)
