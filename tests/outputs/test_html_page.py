"""The page to look at: values in, one HTML file out that runs nothing, asks nothing of the network and can be read."""

import base64
import hashlib
import os
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages import PAGE, PICTURE, Seen

from flows.outputs.html_page import KindLine, Link, Page, Paper, Row, State, html, is_made_from
from flows.problems import Problem, Where

GOLDEN = Path(__file__).with_name("xem.golden.html")


def test_a_small_events_page_is_word_for_word_the_golden_one():
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(html(PAGE, "nguồn"), encoding="utf-8")
    assert html(PAGE, "nguồn") == GOLDEN.read_text(encoding="utf-8")


def test_the_policy_lets_this_script_run_and_nothing_else():
    seen = Seen(html(PAGE))
    [policy] = [one["content"] for one in seen.all("meta") if one.get("http-equiv") == "Content-Security-Policy"]
    fingerprint = base64.b64encode(hashlib.sha256(seen.own["script"].encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; img-src data:; style-src 'unsafe-inline'; ")
    assert f"script-src 'sha256-{fingerprint}';" in policy
    assert len(seen.all("script")) == 1


def test_nothing_is_fetched_and_nothing_runs_from_an_attribute():
    seen = Seen(html(PAGE))
    assert not [name for _, attributes in seen.elements for name in attributes if name.startswith("on")]
    assert {one["href"].partition("/")[0].partition("-")[0] for one in seen.all("a")} <= {
        ".",
        "..",
        "#noi",
        "#van",
        "#tung",
    }
    assert all(one["src"] == PICTURE for one in seen.all("img"))
    assert not seen.all("link")
    assert "url(" not in seen.own["style"]


def test_every_table_has_a_caption_and_every_heading_its_direction():
    seen = Seen(html(PAGE))
    assert len(seen.all("caption")) == len(seen.all("table")) == 3
    assert {one["scope"] for one in seen.all("th")} == {"col", "row"}


def test_every_control_has_a_label_and_every_section_its_heading():
    seen = Seen(html(PAGE))
    ids = {attributes["id"] for _, attributes in seen.elements if "id" in attributes}
    assert {one["for"] for one in seen.all("label") if "for" in one} == {"tim", "tt"} <= ids
    assert {one["aria-labelledby"] for one in seen.all("section")} == {"van-ban", "van-de", "tung-nguoi"} <= ids
    assert [one["lang"] for one in seen.all("html")] == ["vi"]
    assert {tag for tag, _ in seen.elements} >= {"header", "nav", "main", "footer"}
    assert [attributes["aria-live"] for _, attributes in seen.elements if "aria-live" in attributes] == ["polite"]


def test_errors_stand_before_remarks_with_their_cell_and_fix():
    texts = Seen(html(PAGE)).texts
    first = texts.index('lop.xlsx, trang "Danh sách", ô D17 ("Ngày sinh") ')
    assert texts[first + 2 : first + 4] == ["Ngày sinh không đọc được.", "Gõ ngày/tháng/năm."]
    assert first < texts.index('lop.xlsx, trang "Sự kiện", ô B9 ("Ảnh") ')


def test_a_kind_tells_how_many_stand_in_which_state_and_between_which_numbers():
    certificates = PAGE.kinds[-1]
    assert [(state.words, count) for state, count in certificates.counts] == [
        ("chờ ký", 1),
        ("đã phát hành", 1),
        ("giữ bản sửa tay", 1),
        ("chờ sửa dữ liệu", 1),
    ]
    assert (certificates.made, certificates.numbers) == (3, "001/GCN, 003/GCN, 012/GCN")


def luminance(colour):
    """WCAG 2.2's relative luminance of #rgb or #rrggbb."""
    digits = colour.strip("#")
    pairs = [one * 2 for one in digits] if len(digits) == 3 else [digits[at : at + 2] for at in (0, 2, 4)]
    parts = [int(pair, 16) / 255 for pair in pairs]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_text_stands_out_by_light_in_the_dark_and_in_print():
    style = Seen(html(PAGE)).own["style"]
    schemes = [
        dict(re.findall(r"--([\w-]+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    ]
    assert len(schemes) == 3
    weak = [
        (name, back)
        for scheme in schemes
        for back in ("nen", "dai")
        for name in set(scheme) - {"nen", "dai", "vien"}
        if contrast(scheme[name], scheme[back]) < 4.5
    ]
    assert weak == []
    assert all(contrast(scheme["vien"], scheme["nen"]) >= 3 for scheme in schemes)


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_an_event_without_people_and_papers_still_has_a_page():
    texts = Seen(html(Page("DT-12", ""))).texts
    assert "Chưa làm văn bản nào." in texts
    assert "Không có vấn đề nào." in texts
    assert "Từng người" not in texts


@pytest.mark.parametrize(
    ("path", "href"),
    [
        ("../giay-moi/001-an.docx", "../giay-moi/001-an.docx"),
        ("in giấy.docx", "./in%20gi%E1%BA%A5y.docx"),
        ("javascript:alert(1)", "./javascript%3Aalert%281%29"),
        ("//may-chu/tep.docx", ".///may-chu/tep.docx"),
        ('../a"b#c?d%.docx', "../a%22b%23c%3Fd%25.docx"),
    ],
)
def test_a_link_is_a_relative_address(path, href):
    assert Link("Word", path).href == href


def test_a_page_knows_what_it_was_made_from():
    content = html(PAGE, "abc").encode()
    assert is_made_from(content, "abc")
    assert not is_made_from(content, "abd")
    assert not is_made_from(b"", "abc")


# What a browser would change itself: controls become U+FFFD in the page, half characters too.
texts = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"]), min_size=1).filter(str.strip)


def page_of(text):
    """A page with this text wherever a page shows one."""
    paper = Paper((State.TO_SIGN,), text, (Link(text, "../a.docx"),), PICTURE)
    link = Link(text, text)
    return Page(
        text,
        text,
        (KindLine(text, (paper,), text, (link,), PICTURE),),
        (text,),
        (Row(text, text, (paper,)),),
        0,
        (Problem(Where(text, text, text, text), text, text),),
        (link,),
        {text: link},
    )


@given(texts)
def test_any_text_anywhere_is_text_again_for_who_reads_the_page(text):
    seen, plain = Seen(html(page_of(text), text)), Seen(html(page_of("tên")))
    assert [tag for tag, _ in seen.elements] == [tag for tag, _ in plain.elements]
    assert [set(attributes) for _, attributes in seen.elements] == [set(attributes) for _, attributes in plain.elements]
    assert seen.own == plain.own
    if text != "tên":  # the page's own words may be the same
        assert seen.texts.count(text) == plain.texts.count("tên") + plain.texts.count(text)
    assert f"Trình ký: {text}" in seen.texts
    assert f"{Where(text, text, text, text)} " in seen.texts


@given(st.text(st.characters(categories=["Cc", "Cs", "L", "P"])))
def test_controls_and_half_characters_never_reach_the_file(text):
    content = html(Page("A", text, people=(Row(text, text, ()),), problems=(Problem(Where(text), text, text),)))
    assert content.encode().decode() == content
    assert not [sign for sign in content if sign < " " and sign not in "\t\n"]


def test_a_name_that_is_code_is_a_name():
    assert {"<script>document.title = 'hỏng'</script>", "Lớp bồi dưỡng <b>Mặt trận</b>"} <= {*Seen(html(PAGE)).texts}
