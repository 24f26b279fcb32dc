"""Documents as they come out: text as typed, the same bytes for the same values, nothing dropped in silence."""

from __future__ import annotations

import base64
import io
import pickle
import zipfile

import pytest
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from word_files import by_docxtpl, cell, docx, drawing, paragraph, parts_of, printed, relation, row, table

from flows.errors import TemplateError
from flows.rendering import Template
from flows.word.package import MOST_PARTS

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TYPED = ["{{ 7*7 }}", "<b>", "&", "=1+1", "R&D; &amp; a < b", "{% if x %}", "{# x #}", "«x»", "a\nb\tc", "$1 \\1 %s"]


@pytest.mark.parametrize("value", TYPED)
def test_text_from_a_cell_prints_as_typed_everywhere(value):
    template = docx(
        "{{ v }}", table(row("{{ v }}", cell("{{ v }}"))), header=paragraph("{{ v }}"), footer=paragraph("{{ v }}")
    )
    made = Template(template).render({"v": value})
    assert printed(made) == [value] * 3
    assert printed(made, "word/header1.xml") == printed(made, "word/footer1.xml") == [value]


def test_a_line_break_in_a_cell_is_a_line_break_of_word():
    assert b"a</w:t><w:br></w:br>" in parts_of(Template(docx("{{ v }}")).render({"v": "a\nb"}))["word/document.xml"]


def test_the_same_values_give_the_same_bytes():
    template = docx("{{ v }}", header=paragraph("{{ v }}"), properties={"title": "{{ v }}"})
    first, second = Template(template), Template(template)
    assert first.render({"v": "x"}) == first.render({"v": "x"}) == second.render({"v": "x"})
    assert first.render({"v": "x"}) != first.render({"v": "y"})


def test_every_part_bears_the_same_time():
    with zipfile.ZipFile(io.BytesIO(Template(docx("{{ v }}")).render({"v": 1}))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


def test_a_document_can_be_opened_again():
    made = Template(docx("{{ v }}", header=paragraph("{{ v }}"))).render({"v": "Đỗ"})
    assert DocxTemplate(io.BytesIO(made)).get_docx().paragraphs[0].text == "Đỗ"


def test_a_template_goes_to_another_process_with_its_merge_fields():
    field = '<w:fldSimple w:instr=" MERGEFIELD ten "><w:r><w:t>x</w:t></w:r></w:fldSimple>'
    template = Template(docx(paragraph(field)), names={"ten": "v"}, file="a.docx")
    again = pickle.loads(pickle.dumps(template))  # noqa: S301 - our own
    assert again.render({"v": "Đỗ"}) == template.render({"v": "Đỗ"})
    assert again.file == "a.docx"


def test_a_template_is_read_from_a_path(tmp_path):
    path = tmp_path / "giay-moi.docx"
    path.write_bytes(docx("{{ v }}"))
    assert (
        Template(path).render({"v": 1})
        == Template(str(path)).render({"v": 1})
        == Template(path.read_bytes()).render({"v": 1})
    )


def test_rendering_leaves_the_values_alone():
    values = {"v": {"x": ["a"]}}
    Template(docx("{{ v.x[0] }}")).render(values)
    assert values == {"v": {"x": ["a"]}}


def test_the_blanks_that_were_printed_are_named_once_in_their_order():
    template = docx("{{ a }} {{ b }}", table(row("{{ a }}")), header=paragraph("{{ c }}"))
    values = {"a": "[CẦN BỔ SUNG: Địa điểm]", "b": "[CẦN BỔ SUNG: Bối cảnh & khác]", "c": "[CẦN BỔ SUNG: Giờ]"}
    assert Template(template).fill(values).blanks == ("Địa điểm", "Bối cảnh & khác", "Giờ")


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_value_that_xml_cannot_hold_is_refused_by_its_path(character):
    values = {"nguoi": {"tot": "ổn", "ho_ten": f"Lê{character}An"}, "ds": [{"x": 1}]}
    with pytest.raises(TemplateError, match=r"giay-moi.docx: giá trị «nguoi\.ho_ten» có ký tự") as raised:
        Template(docx("{{ nguoi.ho_ten }}"), file="giay-moi.docx").render(values)
    assert "Lê" not in str(raised.value)


def test_a_bad_value_in_a_list_is_named_by_its_number():
    with pytest.raises(TemplateError, match=r"«ds\[1\]\.ten»"):
        Template(docx("{% for n in ds %}{{ n.ten }}{% endfor %}")).render({"ds": [{"ten": "a"}, {"ten": "b\x0b"}]})


def test_a_bad_value_that_is_not_printed_does_no_harm():
    assert printed(Template(docx("{{ a }}")).render({"a": "x", "b": "\x0b"})) == ["x"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{% for n in ds %}x", "chưa đóng"),
        ("{{ a b }}", "viết sai"),
        ("{{ a|khong_co }}", "bộ lọc"),
        ("{{ a.b.c }}", "một trường không có"),
        ("{{ ''.__class__.__mro__ }}", "không được phép"),
        ("{{ ds.append(1) }}", "không được phép"),
        ("{% for i in range(10**9) %}x{% endfor %}", "quá dài"),
        ("{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}", "lượt"),
        ("{{ 9**99999 }}", "quá lớn"),
        ("{{ 'a' * 999999999 }}", "quá dài"),
        ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "chính nó"),
        ("{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(99) }}", "lượt"),
        (
            "{% for x in ds recursive %}{% if loop.depth < 99 %}{{ loop(ds) }}{{ loop(ds) }}{% endif %}{% endfor %}",
            "lượt",
        ),
        ("{{ 1/0 }}", "ZeroDivisionError"),
    ],
)
def test_a_template_that_cannot_be_filled_says_where_and_why(text, told):
    with pytest.raises(TemplateError) as raised:
        Template(docx("đoạn đầu", text), file="ke-hoach.docx").render({"ds": [1], "so": 1})
    assert "ke-hoach.docx" in raised.value.message
    assert told in raised.value.message
    assert "đoạn đầu" not in raised.value.message


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.4", docx("x")[:200]])
def test_a_file_that_is_no_word_file_is_refused_by_name(data):
    with pytest.raises(TemplateError, match=r"mau\.docx: .*Word"):
        Template(data, file="mau.docx")


def test_a_zip_without_a_document_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(TemplateError, match="không phải tệp Word"):
        Template(buffer.getvalue())


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("word/document.xml", b"<x/>"),
        ("word/document.xml", b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'),
        ("word/header1.xml", b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "e">]><x>&e;</x>'),
    ],
)
def test_a_package_with_a_part_that_word_would_not_open_is_refused(part, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, own in (parts_of(docx("x", header="y")) | {part: content}).items():
            archive.writestr(name, own)
    with pytest.raises(TemplateError, match=r"mau\.docx: .*(không có nội dung|Word không nhận)"):
        Template(buffer.getvalue(), file="mau.docx")


def damaged(part: str, old: bytes, new: bytes) -> bytes:
    """Return a document with a part in which something is written otherwise."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, own in parts_of(docx("x", header="y")).items():
            assert name != part or old in own
            archive.writestr(name, own.replace(old, new) if name == part else own)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        docx("x")[:40] + docx("x")[45:],
        damaged("[Content_Types].xml", b"<Types", b"<Tipes").replace(b"</Types", b"</Tipes"),
        damaged("word/_rels/document.xml.rels", b"relationships", b"relations"),
    ],
)
def test_a_package_that_python_docx_stumbles_over_is_refused(data):
    with pytest.raises(TemplateError, match=r"mau\.docx: .*Word"):
        Template(data, file="mau.docx")


def test_a_missing_template_is_refused_by_name(tmp_path):
    with pytest.raises(TemplateError, match=r"khong-co\.docx: không đọc được"):
        Template(tmp_path / "khong-co.docx")


def test_a_package_of_endless_parts_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number in range(MOST_PARTS + 1):
            archive.writestr(str(number), "")
    with pytest.raises(TemplateError, match="lớn quá mức"):
        Template(buffer.getvalue())


def image(docx_template):
    return InlineImage(docx_template, io.BytesIO(PNG), width=Mm(20))


def test_an_image_is_inserted_as_docxtpl_inserts_it():
    data = docx("{{ v }}", paragraph("{{ x.y[0] }}", drawing(4)))
    template = Template(data)
    theirs = DocxTemplate(io.BytesIO(data))
    theirs.render({"v": image(theirs), "x": {"y": [image(theirs)]}}, autoescape=True)
    buffer = io.BytesIO()
    theirs.save(buffer)
    made = template.docxtpl()
    values = {"v": image(made), "x": {"y": [image(made)]}}
    ours = template.render(values)
    assert template.render(values) == ours
    left, right = parts_of(ours), parts_of(buffer.getvalue())
    del left["docProps/core.xml"], right["docProps/core.xml"]
    assert left == right


def test_an_image_may_be_made_for_another_document_or_for_none():
    made = parts_of(Template(docx("{{ v }}")).render({"v": image(None)}))
    assert made["word/media/image1.png"] == PNG


def test_documents_without_an_image_take_the_fast_way_again():
    template = Template(docx("a{{ v }}"))
    template.render({"v": image(None)})
    assert template.render({"v": "x"}) == Template(docx("a{{ v }}")).render({"v": "x"})


def test_a_link_made_with_the_templates_docxtpl_leads_to_its_address():
    template = Template(docx("{{r v }}", relations=relation("rId9", "hyperlink", "http://a/", external=True)))
    rich = RichText("xem ")
    rich.add("đây", url_id=template.docxtpl().build_url_id("https://example.org/?a=1&b=2"))
    made = parts_of(template.render({"v": rich}))
    assert b'Target="https://example.org/?a=1&amp;b=2"' in made["word/_rels/document.xml.rels"]
    assert b"rIdVanthu" not in made["word/document.xml"]


def test_a_link_made_with_another_docxtpl_is_refused_since_its_address_is_lost():
    data = docx("{{r v }}")
    other = DocxTemplate(io.BytesIO(data))
    rich = RichText("đây", url_id=other.build_url_id("https://example.org"))
    with pytest.raises(TemplateError, match="mẫu khác"):
        Template(data).render({"v": rich})


def test_footnotes_of_several_sections_are_filled_once():
    data = docx(
        "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
        "x",
        footnotes='<w:footnote w:id="2">' + paragraph("{{ v }}") + "</w:footnote>",
    )
    assert printed(Template(data).render({"v": "{{ 7*7 }}"}), "word/footnotes.xml") == ["{{ 7*7 }}"]


def test_properties_that_docxtpl_dates_now_bear_a_fixed_time():
    data = docx("{{ v }}")
    assert b"2000-01-01" in parts_of(Template(data).render({"v": 1}))["docProps/core.xml"]
    assert b"2000-01-01" not in parts_of(by_docxtpl(data, {"v": 1}))["docProps/core.xml"]
