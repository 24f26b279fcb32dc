"""A paper fits its pages, or it is told what does not: the lines of its pages in, misfits out."""

import pytest

from flows.pdf.paper_fit import Wanted, _misfits

SIGNED = Wanted(authority="TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH", signer="Lê Thị Toan")


def pages(text):
    """Pages as a PDF gives them, between rules: without the number above each."""
    return [[line.strip() for line in page.strip().splitlines()] for page in text.split("---")]


def found(text, wanted):
    return [(one.fault, one.page) for one in _misfits(pages(text), wanted)]


WHOLE = """
Kế hoạch tổ chức lớp bồi dưỡng
---
Trên đây là Kế hoạch; đề nghị các cơ quan
phối hợp thực hiện./.
Nơi nhận:
- Lưu: VT.
TM. BAN THƯỜNG TRỰC
CHỦ TỊCH
Lê Thị Toan
"""


def test_a_signature_with_two_lines_of_text_above_it_fits():
    assert found(WHOLE, SIGNED) == []


@pytest.mark.parametrize("above", ["", "phối hợp thực hiện./.\n"])
def test_a_signature_with_less_than_two_lines_above_it_stands_alone(above):
    block = WHOLE.split("---")[1].partition("Nơi nhận")
    assert found(f"Kế hoạch\n---\n{above}{block[1]}{block[2]}", SIGNED) == [("alone", 2)]


def test_recipients_are_no_text_of_the_paper():
    recipients = "".join(f"- Nơi thứ {number};\n" for number in range(9))
    assert found(f"Kế hoạch\n---\nNơi nhận:\n{recipients}TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\nLê Thị Toan", SIGNED) == [
        ("alone", 2)
    ]


@pytest.mark.parametrize(
    "torn",
    [
        "lời văn\nTM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n---\nLê Thị Toan",
        "lời văn\nTM. BAN THƯỜNG TRỰC\n---\nCHỦ TỊCH\nLê Thị Toan",
    ],
)
def test_a_signature_on_two_pages_is_torn(torn):
    assert found(torn, SIGNED) == [("torn", 2)]


@pytest.mark.parametrize(
    "text",
    [
        "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\nLê Thị Toan",
        "Kế hoạch của Lê Thị Toan\n---\nkhông có ai ký",
        "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\n---\n" + "rất nhiều lời văn\n" * 9 + "do Lê Thị Toan",
        "",
    ],
)
def test_nothing_is_told_of_a_first_page_or_of_text_that_is_no_signature(text):
    assert found(text, SIGNED) == []


def test_a_post_broken_over_lines_and_a_note_before_the_name_are_the_same_block():
    text = "lời văn\n---\nTM. BAN THƯỜNG\nTRỰC\nCHỦ TỊCH\n(Đã ký)\nLê Thị Toan"
    assert found(text, SIGNED) == [("alone", 2)]


def test_who_signs_may_be_named_in_the_text_too():
    text = WHOLE.replace("lớp bồi dưỡng", "lớp bồi dưỡng do bà\nLê Thị Toan")
    assert found(text, SIGNED) == []


def test_a_paper_meant_for_one_page_that_takes_two_is_told_once():
    text = "Chứng nhận: Ông LÊ VĂN AN\n---\nTM. BAN THƯỜNG TRỰC\nCHỦ TỊCH\nLê Thị Toan"
    assert found(text, Wanted(one_page=True, authority=SIGNED.authority, signer=SIGNED.signer)) == [("pages", 2)]
    assert found(text.partition("---")[0], Wanted(one_page=True)) == []


@pytest.mark.parametrize(
    ("text", "misfits"),
    [
        ("Chứng nhận: Ông CÔNG TẰNG TÔN NỮ\nHỒNG PHƯƠNG", [("broken", 1)]),
        ("Chứng nhận: Ông CÔNG TẰNG TÔN NỮ HỒNG PHƯƠNG", []),
        ("CÔNG TẰNG TÔN NỮ HỒNG PHƯƠNG\nmời bà Công Tằng Tôn Nữ\nHồng Phương dự", []),
        ("không nêu tên ai", []),
    ],
)
def test_a_name_that_stands_nowhere_on_one_line_is_broken(text, misfits):
    assert found(text, Wanted(lines=("Công Tằng  Tôn Nữ Hồng Phương",))) == misfits


def test_a_name_in_decomposed_letters_is_the_same_name():
    assert found("CO\u0302NG\nTA\u0306\u0300NG", Wanted(lines=("Công Tằng",))) == [("broken", 1)]
