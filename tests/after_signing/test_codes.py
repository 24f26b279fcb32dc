"""What a code says, how short it is, and that no other text is taken for one."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.model.codes import CODE, LONGEST, LONGEST_IN_MARGIN, SYMBOLS, OfficeKey, Said

KEY = OfficeKey(bytes(range(32)))
SAID = Said(
    "012/GCN",
    date(2024, 7, 2),
    "Nguyễn Thị Phương Thảo",
    "Đã hoàn thành Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận năm 2024",
    "Ban Thường trực Uỷ ban MTTQ Việt Nam huyện Phúc Thọ",
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"


@pytest.mark.parametrize(
    "said",
    [
        SAID,
        replace(SAID, number="", day=None),
        replace(SAID, name="H'Hen Niê Êban", deed="Đạt giải Nhất Hội thi «Dân vận khéo» (khối I)", office=""),
        replace(SAID, name="李 Ñ 😀", deed="TẬP HUẤN lớp MTTQ 100%"),
    ],
)
def test_a_code_says_what_it_was_given(said):
    code = KEY.code(said)

    assert CODE.fullmatch(code)
    assert KEY.read(code) == said


def test_the_papers_that_bear_it_keep_its_form_for_ever():
    assert KEY.code(replace(SAID, deed="Đã hoàn thành Lớp tập huấn", office="Ủy ban xã An")) == (
        "VT1.EL2YEVF7VK5IWQWOBOYFQNSG4C2C3HBK5ZXPPCXE6OLMGUCAXCBODUQPWBT3ULZCDLMQI2DNR3ELKOBBOYVGKW223PYSO55YFFJXFSCG"
        "LMQ5T26N2S2JUCGSYKIVDLNLXHY4OUXWBUURKYOKKCBAU"
    )


def test_every_string_of_bits_is_read_in_one_way():
    assert sum(len(symbols) / 2**bits for bits, symbols in SYMBOLS.items()) == 1


def test_long_words_are_cut_so_that_the_picture_stays_20_mm():
    long = replace(SAID, deed="Đạt giải Khuyến khích Hội thi " + "ứng xử, " * 60, office="Sở Ỷ " * 30)

    code = KEY.code(long)

    assert len(code) <= LONGEST
    said = KEY.read(code)
    assert (said.number, said.day, said.name) == (long.number, long.day, long.name)
    assert said.deed.startswith("Đạt giải Khuyến khích Hội thi ứng xử")
    assert said.deed.endswith("…")


def test_a_name_is_never_cut():
    name = "Ỹ" * 300

    assert KEY.read(KEY.code(replace(SAID, name=name))).name == name


def test_in_the_margin_an_invitation_says_whose_it_is_and_to_what():
    said = replace(SAID, number="PT-2024-07/giay-moi/012", deed="Giấy mời dự Lớp bồi dưỡng nghiệp vụ công tác Mặt trận")

    assert KEY.read(KEY.code(said, LONGEST_IN_MARGIN)) == said


SOME = st.text("aạẦ 1Ỹ…李", max_size=90)


@given(SOME, SOME, SOME, SOME, st.sampled_from([LONGEST, LONGEST_IN_MARGIN]))
def test_whatever_is_to_be_said_ends_in_a_code_that_names_number_and_person(number, name, deed, office, longest):
    said = KEY.read(code := KEY.code(Said(number, None, name, deed, office), longest))

    assert (said.number, said.name) == (" ".join(number.split()), " ".join(name.split()))
    assert len(code) <= longest or (said.deed in ("", "…") and said.office in ("", "…"))


def test_of_10000_altered_cut_and_mixed_codes_none_is_accepted():
    chance = random.Random(19)  # noqa: S311 nothing secret
    codes = [KEY.code(replace(SAID, number=f"{number:03}/GCN")) for number in range(1, 41)]
    genuine = {*codes}

    def altered(code):
        at = chance.randrange(len(code))
        match chance.randrange(6):
            case 0:
                return code[:at] + chance.choice(LETTERS) + code[at + 1 :]
            case 1:
                return code[:at]
            case 2:
                return code[:at] + code[at + 1 :]
            case 3:
                return code[:at] + chance.choice(codes)[at:]
            case 4:
                return code[:at] + chance.choice(LETTERS) + code[at:]
        return code[:at] + code[at:].lower()

    tried = [made for _ in range(10_600) if (made := altered(chance.choice(codes))) not in genuine]

    assert len(tried) > 10_000
    assert [one for one in tried if KEY.read(one) is not None] == []


def test_each_other_last_letter_is_refused_also_where_its_bits_say_nothing():
    for name in ("An", "Anh", "Ánh", "Bảo An", "Bảo Anh"):
        code = KEY.code(replace(SAID, name=name))

        assert [last for last in LETTERS if KEY.read(code[:-1] + last)] == [code[-1]]


def test_a_code_of_another_office_is_refused():
    assert KEY.read(OfficeKey(bytes(32)).code(SAID)) is None


def test_nobody_sees_the_seed_in_a_log():
    assert KEY.seed.hex() not in f"{KEY!r} {KEY}"
    assert str(KEY.seed) not in f"{KEY!r} {KEY}"
