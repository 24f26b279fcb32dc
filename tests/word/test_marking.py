"""A faulty template comes back with a Word comment at each fault; Word takes the copy as it takes the template."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree
from openxml_audit import OpenXmlValidator
from word_files import docx, paragraph, printed, row, table, text, text_box

from flows.adopting.adopt_form import adopt
from flows.documents import KINDS
from flows.word.check_template import review_template
from flows.word.package import packed, read_parts
from flows.word.paragraph_runs import W
from flows.word.template_comments import marked

KNOWN = {"nguoi.ho_ten", "danh_sach[].ho_ten"}
BOLD = "<w:rPr><w:b/></w:rPr>"


def copy_of(template):
    return marked(template, review_template(template, known=KNOWN, file="a.docx").findings, "a.docx")


def comments(copy):
    """What each comment says, by its number, and the text it stands at."""
    parts = read_parts(copy, "a.docx")
    root = etree.fromstring(parts["word/comments.xml"])
    said = {
        each.get(f"{W}id"): "\n".join("".join(p.itertext()) for p in each.iter(f"{W}p"))
        for each in root.iter(f"{W}comment")
    }
    body = parts["word/document.xml"].decode()
    found = []
    for number, told in said.items():
        span = re.search(
            rf'<w:commentRangeStart w:id="{number}"/>(.*?)<w:commentRangeEnd w:id="{number}"/>', body, re.DOTALL
        )
        found.append(("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", span[1])), told))
        assert body.count(f'<w:commentReference w:id="{number}"/>') == 1
    return found


def test_each_fault_has_a_comment_at_its_tag_with_what_to_do():
    template = docx("Chào {{ nguoi.ho_tn }} nhé", paragraph(text("{{ ngu"), text("oi.tuoi", BOLD), text(" }}")))
    assert comments(copy_of(template)) == [
        (
            "{{ nguoi.ho_tn }}",
            "LỖI: Đoạn «Chào {{ nguoi.ho_tn }} nhé»: không có trường «nguoi.ho_tn».\nCách sửa: Ý bạn là «nguoi.ho_ten»?",
        ),
        (
            "{{ nguoi.tuoi }}",
            "LỖI: Đoạn «{{ nguoi.tuoi }}»: không có trường «nguoi.tuoi».\nCách sửa: Xem các trường bằng `vanthu templates --fields`.",
        ),
    ]


def test_the_copy_says_what_the_template_says():
    template = docx("Chào {{ nguoi.x }}", paragraph(text_box("{{ nguoi.y }}")), table(row("{{ nguoi.z }}")))
    assert printed(copy_of(template)) == printed(template)


def test_what_word_allows_no_comment_in_is_said_at_the_nearest_place_it_does():
    template = docx("Đầu", paragraph(text_box("{{ nguoi.y }}")), header=paragraph("{{ nguoi.z }}"))
    body = read_parts(copy_of(template), "a.docx")["word/document.xml"].decode()
    assert not any("<w:comment" in box for box in re.findall(r"<w:txbxContent>.*?</w:txbxContent>", body))
    told = [said for _, said in comments(copy_of(template))]
    assert len(told) == 2
    assert told[1].startswith("LỖI: Ở đầu trang: Đoạn «{{ nguoi.z }}»")


def test_comments_that_are_there_already_stay():
    form = Document(io.BytesIO(docx("{{ x }}")))
    form.add_comment(form.paragraphs[0].runs, "xem lại", "Lan")
    saved = io.BytesIO()
    form.save(saved)
    root = etree.fromstring(read_parts(copy_of(saved.getvalue()), "a")["word/comments.xml"])
    said = [(each.get(f"{W}id"), each.get(f"{W}author"), "".join(each.itertext())[:7]) for each in root]
    assert said[0] == ("0", "Lan", "xem lại")
    assert {author for _, author, _ in said[1:]} == {"Vănthư"}


def test_the_same_template_gives_the_same_copy():
    template = docx("{{ nguoi.x }}")
    assert copy_of(template) == copy_of(template)


@pytest.mark.parametrize("kind", ["ke-hoach", "giay-moi", "giay-chung-nhan"])
def test_word_takes_a_copy_of_a_real_template_with_comments(kind, tmp_path):
    parts = read_parts(Path(f"templates/{kind}.docx").read_bytes(), kind)
    body = parts["word/document.xml"].replace(b"co_quan.nguoi_ky", "co_quan.nguoi_kí".encode())
    template = packed({**parts, "word/document.xml": body})
    copy = tmp_path / "copy.docx"
    copy.write_bytes(copy_of(template))
    assert len(comments(copy.read_bytes())) > 3
    assert [str(error) for error in OpenXmlValidator().validate(str(copy)).errors] == []


def test_word_takes_an_adopted_copy_of_a_real_paper(tmp_path):
    kind = next(each for each in KINDS if each.KIND == "giay-moi")
    parts = read_parts(Path("templates/giay-moi.docx").read_bytes(), "giay-moi")
    body = re.sub(rb"\{\{ [^}]*\}\}", "Quê quán: ........... «Que_Quan»".encode(), parts["word/document.xml"])
    copy = tmp_path / "copy.docx"
    copy.write_bytes(adopt(packed({**parts, "word/document.xml": body}), kind, "a.docx").document)
    with zipfile.ZipFile(io.BytesIO(copy.read_bytes())) as archive:
        assert archive.read("word/comments.xml").count(b"<w:comment ") > 10
    assert [str(error) for error in OpenXmlValidator().validate(str(copy)).errors] == []
