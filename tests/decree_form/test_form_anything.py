"""Whatever stands in a package, a value comes out: problems, never an exception."""

from __future__ import annotations

import pytest
from form_papers import DEFAULTS, NAMES, body_of, docx, line, margin, official, page_number, zipped
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from flows.decree_form.judge_papers import judge
from flows.problems import Problem

PART, REFERENCE = margin("header", page_number())
GOOD = official(page={"references": REFERENCE}, extra=PART)
TREE = f"<w:document {NAMES}><w:body>{body_of({'references': REFERENCE})}</w:body></w:document>"
VALUES = st.sampled_from(
    ["", "0", "-1", "99999999999999999999", "1e9", "abc", "nil", "Con", "center", "none", "1.5", "²"]
)
WORDS = st.sampled_from(
    ["", "Số:", "Số: /", "V/v", "Nơi nhận", "TM.", "ngày 0 tháng 99 năm 0", "Phúc, ngày 3 tháng 2 năm 2024", "KẾ HOẠCH", "---",
     "Độc lập hạnh phúc", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA", "\t\n", "²³¼", "Lưu", "A" * 200, "٣", "\u0301\u031b"]
)  # fmt: skip


def is_judged(data):
    problems = judge(data, "a.docx")
    assert all(isinstance(problem, Problem) and problem.message and problem.as_json() for problem in problems)


@given(st.binary(max_size=200))
def test_any_bytes_are_judged(data):
    is_judged(data)
    is_judged(b"PK\x03\x04" + data)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), max_size=8), st.integers(0, 400))
def test_a_package_with_wrong_bytes_is_judged(changes, lost):
    broken = bytearray(GOOD)
    for place, byte in changes:
        broken[place] = byte
    is_judged(bytes(broken[: len(broken) - lost]))


@given(
    st.randoms(use_true_random=False),
    st.lists(st.tuples(st.sampled_from(["drop", "value", "text", "double", "move"]), VALUES, WORDS), max_size=12),
)
def test_a_document_with_anything_changed_is_judged(chance, changes):
    root = etree.fromstring(TREE)
    for what, value, words in changes:
        element = chance.choice(list(root.iter())[2:] or [root])
        changed(element, what, value, words, chance)
    is_judged(
        zipped(
            {
                "word/document.xml": etree.tostring(root),
                "word/styles.xml": f"<w:styles {NAMES}>{DEFAULTS}</w:styles>",
                **PART,
            }
        )
    )


def changed(element, what, value, words, chance):
    parent = element.getparent()
    if what == "drop" and parent is not None:
        parent.remove(element)
    elif what == "value" and element.attrib:
        element.set(chance.choice(list(element.attrib)), value)
    elif what == "text":
        element.text = words
    elif what == "double" and parent is not None:
        parent.append(etree.fromstring(etree.tostring(element)))
    elif what == "move" and parent is not None and element.getprevious() is not None:
        element.getprevious().append(element)


@given(
    st.lists(
        st.sampled_from(
            [
                "[Content_Types].xml",
                "_rels/.rels",
                "word/_rels/document.xml.rels",
                "word/styles.xml",
                "word/theme/theme1.xml",
                "word/header1.xml",
                "docProps/app.xml",
            ]
        ),
        max_size=3,
    ),
    st.sampled_from([b"", b"<", b"<x/>", b"\xff\xfe", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"]),
)
def test_a_package_with_anything_in_a_part_is_judged(names, content):
    document = {"word/document.xml": TREE}
    is_judged(zipped({**document, **PART, **dict.fromkeys(names, content)}))


def test_entities_of_a_paper_are_not_opened(tmp_path):
    secret = tmp_path / "bi-mat.txt"
    secret.write_text("Mật khẩu 123")
    body = f"<!DOCTYPE w [<!ENTITY x SYSTEM '{secret.as_uri()}'>]><w:document {NAMES}><w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    problems = judge(zipped({"word/document.xml": body}), "a.docx")
    assert not any("Mật khẩu" in problem.message for problem in problems)


@pytest.mark.parametrize("depth", [1, 60, 2_000])
@pytest.mark.parametrize(
    ("opening", "closing"), [("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"), ("<w:sdt>", "</w:sdt>")]
)
def test_what_stands_deep_inside_tables_and_controls_is_judged(depth, opening, closing):
    is_judged(docx(opening * depth + line("sâu") + closing * depth))
