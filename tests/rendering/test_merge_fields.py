"""Word's own merge fields are filled as tags are, with the formatting their results had."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from mailmerge import MailMerge
from word_files import docx, paragraph, printed, row, table, text, text_box

from flows.rendering import Template
from flows.rendering.merge_fields import read_instruction

BOLD = "<w:rPr><w:b/></w:rPr>"
NAMES = {"ho_ten": "nguoi.ho_ten", "Họ và tên": "nguoi.ho_ten", "ngay_sinh": "nguoi.ngay_sinh", "so": "so"}
VALUES = {"nguoi": {"ho_ten": "Lê văn <An> & Bé", "ngay_sinh": date(1965, 7, 3)}, "so": 1500000}


def mark(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instruction(*pieces):
    return "".join(f'<w:r><w:instrText xml:space="preserve">{piece}</w:instrText></w:r>' for piece in pieces)


def complex_field(*pieces, result=None):
    shown = text("«…»", BOLD) if result is None else result
    return mark("begin") + instruction(*pieces) + mark("separate") + shown + mark("end")


def simple_field(code, shown="«…»"):
    return f'<w:fldSimple w:instr="{code}">{text(shown, BOLD)}</w:fldSimple>'


def filled(*body, **more):
    return Template(docx(*body, **more), names=NAMES).render(VALUES)


def document_xml(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()


FIELDS = [
    simple_field(" MERGEFIELD ho_ten "),
    simple_field(r" MERGEFIELD  ho_ten  \* MERGEFORMAT "),
    complex_field(" MERGEFIELD ho_ten "),
    complex_field(" MERGE", "FIELD ho", r"_ten \* MERGEFORMAT "),
    complex_field(' MERGEFIELD "ho_ten" '),
    complex_field(" MERGEFIELD ho_ten ", result=text("«ho", BOLD) + text("_ten»")),
    complex_field(" MERGEFIELD ho_ten ", result=""),
    complex_field(r" MERGEFIELD ho_ten \* Upper "),
    complex_field(r" MERGEFIELD ho_ten \* lower "),
    complex_field(r" MERGEFIELD ho_ten \b &quot;Ông &quot; \f &quot;.&quot; "),
]


@pytest.mark.parametrize("field", FIELDS)
def test_a_merge_field_prints_what_another_mail_merger_prints(field):
    template = docx(paragraph("Kính gửi: ", field, "!"))
    buffer = io.BytesIO()
    with MailMerge(io.BytesIO(template)) as merger:
        merger.merge(ho_ten=VALUES["nguoi"]["ho_ten"])
        merger.write(buffer)
    assert printed(Template(template, names=NAMES).render(VALUES)) == printed(buffer.getvalue())


def test_a_merge_field_is_found_by_key_by_heading_and_without_marks():
    fields = [simple_field(f" MERGEFIELD {name} ") for name in ("ho_ten", "Họ_và_tên", "HO_VA_TEN", "hovaten")]
    assert printed(filled(*map(paragraph, fields))) == [VALUES["nguoi"]["ho_ten"]] * 4


def test_a_name_without_marks_that_fits_two_fields_is_left_to_word():
    template = docx(paragraph(simple_field(" MERGEFIELD to ", "«to»")), paragraph(simple_field(" MERGEFIELD Tổ ")))
    assert printed(Template(template, names={"Tổ": "a", "Tờ": "b"}).render({"a": 1, "b": 2})) == ["«to»", "1"]


def test_the_result_keeps_its_formatting():
    assert f'{BOLD}<w:t xml:space="preserve">Lê văn' in document_xml(filled(paragraph(FIELDS[3])))


def test_no_field_remains_where_one_was_filled():
    made = document_xml(filled(paragraph(*FIELDS)))
    assert "fldChar" not in made
    assert "MERGEFIELD" not in made


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (r"MERGEFIELD ho_ten \* FirstCap", "Lê văn <An> & Bé"),
        (r"MERGEFIELD ho_ten \* Lower \* FirstCap", "Lê văn <an> & bé"),
        (r"MERGEFIELD ho_ten \* Caps", "Lê Văn <An> & Bé"),
        (r"MERGEFIELD ngay_sinh \@ &quot;dd/MM/yyyy&quot;", "03/07/1965"),
        (r"MERGEFIELD ngay_sinh \@ &quot;'ngày' d 'tháng' M 'năm' yy&quot;", "ngày 3 tháng 7 năm 65"),
        (r"MERGEFIELD ngay_sinh \@ &quot;dddd, HH:mm&quot;", "thứ Bảy, 00:00"),
        (r"MERGEFIELD so \# &quot;#,##0&quot;", "1.500.000"),
    ],
)
def test_the_switches_of_word_are_obeyed(code, shown):
    assert printed(filled(paragraph(complex_field(code)))) == [shown]


def test_merge_fields_in_headers_tables_and_text_boxes_are_filled():
    field = simple_field(" MERGEFIELD ho_ten ")
    box = text_box("@").replace(text("@"), field)
    made = filled(table(row("Họ tên", "@").replace(text("@"), field)), paragraph(box), header=paragraph(field))
    name = VALUES["nguoi"]["ho_ten"]
    assert printed(made, "word/header1.xml") == [name]
    assert printed(made) == ["Họ tên", name, name * 2, name, name]


def test_an_unknown_merge_field_stays_as_word_shows_it():
    made = filled(paragraph("a ", complex_field(" MERGEFIELD la ", result=text("«la»")), " {{ so }}"))
    assert printed(made) == ["a «la» 1500000"]
    assert "MERGEFIELD la" in document_xml(made)


def test_other_fields_are_left_to_word_and_computed_anew_where_a_merge_field_is_inside():
    inner = complex_field(" MERGEFIELD ho_ten ")
    outer = (
        mark("begin")
        + instruction(" IF ")
        + inner
        + instruction(' = "" "trống" "có" ')
        + mark("separate")
        + text("có")
        + mark("end")
    )
    made = document_xml(filled(paragraph(outer), paragraph(complex_field(" PAGE ", result=text("1")))))
    assert "IF " in made
    assert "PAGE" in made
    assert '<w:instrText xml:space="preserve">Lê văn &lt;An&gt; &amp; Bé</w:instrText>' in made
    assert made.count('w:dirty="true"') == 1


def test_a_quote_in_a_value_does_not_end_an_argument_of_word():
    outer = (
        mark("begin")
        + instruction(' IF "')
        + complex_field(" MERGEFIELD ho_ten ")
        + instruction('" = "" "a" "b" ')
        + mark("end")
    )
    values = {"nguoi": {"ho_ten": 'A" = "A'}}
    made = document_xml(Template(docx(paragraph(outer)), names=NAMES).render(values))
    assert "A\\&#34; = \\&#34;A</w:instrText>" in made


def test_marks_of_a_field_in_one_run_are_understood():
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> MERGEFIELD ho_ten </w:instrText>'
        '<w:fldChar w:fldCharType="separate"/><w:t>«x»</w:t><w:fldChar w:fldCharType="end"/></w:r>'
    )
    assert printed(filled(paragraph("a ", field, " z"))) == ["a Lê văn <An> & Bé z"]


def test_the_workbook_of_the_mail_merge_is_not_asked_for_again():
    template = docx(paragraph(FIELDS[0]), settings="<w:mailMerge><w:query w:val='SELECT'/></w:mailMerge><w:zoom/>")
    with zipfile.ZipFile(io.BytesIO(Template(template, names=NAMES).render(VALUES))) as archive:
        settings = archive.read("word/settings.xml")
    assert b"mailMerge" not in settings
    assert b"w:zoom" in settings


def test_without_names_merge_fields_are_left_to_word():
    assert "MERGEFIELD" in document_xml(Template(docx(paragraph(FIELDS[2]))).render(VALUES))


@pytest.mark.parametrize("code", ["", "PAGE", "MERGEFIELD", "IF x"])
def test_what_is_no_merge_field_is_not_read_as_one(code):
    assert read_instruction(code) is None
