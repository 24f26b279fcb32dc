"""Word's own merge fields are filled as tags are, with the formatting their results had."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from mailmerge import MailMerge
from word_files import docx, paragraph, printed, row, table, text, text_box

from flows.documents.vocabulary import merge_names
from flows.model.printing import Blank
from flows.rendering import Template
from flows.word.check_template import review_template

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


def test_other_fields_are_left_to_word():
    made = document_xml(filled(paragraph(FIELDS[2]), paragraph(complex_field(" PAGE ", result=text("1")))))
    assert "PAGE" in made


def word_field(code, result=None):
    """The runs of a field typed as Word shows its codes, with other fields in braces inside."""
    pieces = re.split(r"(\{(?:[^{}]|\{[^{}]*\})*\})", code[1:-1])
    inside = [
        word_field(piece, instruction("«cũ»")) if piece.startswith("{") else instruction(escape(piece))
        for piece in pieces
        if piece
    ]
    return "".join([mark("begin"), *inside, mark("separate"), result or text("kết quả cũ"), mark("end")])


def rows(shown):
    return [[cell.strip() for cell in line.split("|")] for line in shown.strip().splitlines()]


IFS = """
{ IF { MERGEFIELD gioi_tinh } = "Nam" "ông" "bà" }                                   | bà
{ IF { MERGEFIELD gioi_tinh } = Nữ bà ông }                                          | bà
{ IF "{ MERGEFIELD gioi_tinh }"="nữ" "bà" "ông" }                                    | ông
{ IF { MERGEFIELD gioi_tinh \\* Upper } = "NỮ" "bà" "ông" }                          | bà
{ IF { MERGEFIELD gioi_tinh } <> "Nam" "bà" }                                        | bà
{ IF { MERGEFIELD gioi_tinh } = "Nam" "ông" }                                        |
{ IF { MERGEFIELD ghi_chu } = "" "trống" "có" }                                      | trống
{ IF { MERGEFIELD vang } <> "" "có { MERGEFIELD vang }" "không" }                    | không
{ IF { MERGEFIELD vang \\* Upper } = "" "trống" "có" }                               | trống
{ IF { MERGEFIELD so } >= 1500000 "đủ" "thiếu" }                                     | đủ
{ IF { MERGEFIELD so } < 20 "dưới" "trên" }                                          | trên
{ IF { MERGEFIELD so \\# "#,##0" } = 1500000 "bằng" "khác" }                         | bằng
{ IF { MERGEFIELD diem } > 8 "Giỏi" "Khá" }                                          | Giỏi
{ IF { MERGEFIELD diem } <= "8,5" "không quá" "quá" }                                | không quá
{ IF { MERGEFIELD ngay_sinh \\@ "yyyyMMdd" } < 19700101 "trước" "sau" }              | trước
{ IF { MERGEFIELD ho_ten } = "Lê *" "họ Lê" "họ khác" }                              | họ Lê
{ IF { MERGEFIELD ho_ten } <> "L? *[*]" "không" "có" }                               | không
{ IF { MERGEFIELD gioi_tinh } = "Nữ" "bà { MERGEFIELD ho_ten }" "ông" }              | bà Lê văn <An> & Bé
{ IF { MERGEFIELD so } > 5 "{ IF { MERGEFIELD diem } > 9 "a" "b" }" "c" }            | b
{ IF { IF { MERGEFIELD diem } > 8 "x" "y" } = "x" "trên" "dưới" }                    | trên
{ IF { MERGEFIELD gioi_tinh \\b "(" \\f ")" } = "(Nữ)" "bà" "ông" \\* MERGEFORMAT }  | bà
{ IF { MERGEFIELD diem } > 8 "nói \\"được\\"" "" }                                   | nói "được"
{ IF 1 = 1 "đúng" "sai" }                                                            | đúng
"""
PEOPLE = {
    "nguoi": {
        **VALUES["nguoi"], "gioi_tinh": "Nữ", "ghi_chu": "", "vang": Blank("Lý do vắng"), "diem": Decimal("8.5"),
    },
    "so": 1500000,
}  # fmt: skip
MORE = NAMES | {name: f"nguoi.{name}" for name in ("gioi_tinh", "ghi_chu", "vang", "diem")}


@pytest.mark.parametrize(("code", "shown"), rows(IFS))
def test_an_if_of_word_gives_what_word_gives(code, shown):
    filling = Template(docx(paragraph("@", word_field(code))), names=MORE).fill(PEOPLE)
    assert printed(filling.document) == [f"@{shown}"]
    assert filling.blanks == ()


CHOICES = """
{ IF { MERGEFIELD gioi_tinh } = "Nam" "ông" "bà" }                                      | nguoi.gioi_tinh?
{ IF { MERGEFIELD gioi_tinh \\* Upper } <> "NAM" "bà" }                                    | nguoi.gioi_tinh?
{ IF { MERGEFIELD gioi_tinh } = "Nam" "ông" { IF { MERGEFIELD gioi_tinh } = "" "" "bà" } } |
{ IF { MERGEFIELD gioi_tinh } = "Nam" "ông" }                                           |
{ IF { MERGEFIELD ghi_chu } = "" "trống" "có" }                                         |
"""


@pytest.mark.parametrize(("code", "chosen_by"), rows(CHOICES))
def test_a_field_by_which_an_if_chooses_its_words_is_told_apart(code, chosen_by):
    used = review_template(docx(paragraph(word_field(code))), known=None, file="", names=MORE).fields
    assert "".join(path for path in used if path.endswith("?")) == chosen_by


def test_an_old_mail_merge_says_ong_and_ba_to_whom_it_should():
    form = docx(
        paragraph(
            "Kính mời ",
            word_field('{ IF { MERGEFIELD Giới_tính } = "Nam" "ông" "bà" }', text("ông")),
            " ",
            word_field("{ MERGEFIELD Họ_và_tên }"),
        )
    )
    template = Template(form, names=merge_names())
    people = ({"ho_ten": "Nguyễn Văn An", "gioi_tinh": "Nam"}, {"ho_ten": "Lê Thị Bình", "gioi_tinh": "Nữ"})
    assert [printed(template.render({"nguoi": person})) for person in people] == [
        ["Kính mời ông Nguyễn Văn An"],
        ["Kính mời bà Lê Thị Bình"],
    ]


def test_a_quote_in_a_value_ends_no_argument():
    template = docx(paragraph(word_field('{ IF { MERGEFIELD ho_ten } = "" "a" "b" }')))
    assert printed(Template(template, names=NAMES).render({"nguoi": {"ho_ten": 'A" = "A'}})) == ["b"]


def test_the_words_of_an_if_keep_their_formatting():
    field = word_field('{ IF { MERGEFIELD so } > 1 "@" "b" }')
    bold = field.replace("<w:r><w:instrText", f"<w:r>{BOLD}<w:instrText")
    assert f'<w:r>{BOLD}<w:t xml:space="preserve">@</w:t></w:r>' in document_xml(filled(paragraph(bold)))


REFUSED = """
{ MERGEFIELD la }                                         | trường trộn thư «la» không điền được
{ MERGEFIELD so \\# "0.00 đồng" }                         | trường trộn thư «so» có khóa \\# 0.00 đồng không làm được
{ MERGEFIELD so \\* Roman }                               | trường trộn thư «so» có khóa \\* Roman không làm được
{ IF { MERGEFIELD la } = "Nam" "ông" "bà" }               | trường trộn thư «la» không điền được
{ IF { MERGEFIELD so } "1" "một" }                        | trường IF viết sai
{ IF { MERGEFIELD so } = 1 "một" "hai" "ba" }             | trường IF viết sai
{ IF { MERGEFIELD so } = 1 "một" "hai" \\* Upper }        | trường IF viết sai
{ IF gioi_tinh = "Nam" "ông" "bà" }                       | trường IF so sánh dấu trang «gioi_tinh»
{ IF { PAGE } = 1 "{ MERGEFIELD so }" "" }                | trường IF có trường PAGE bên trong
{ = { MERGEFIELD so } * 2 }                               | trường = có trường trộn thư bên trong không tính được
{ SET ten { MERGEFIELD ho_ten } }                         | trường SET có trường trộn thư bên trong không tính được
{ NEXT }                                                  | trường NEXT của trộn thư không dùng được ở đây
{ NEXTIF { MERGEFIELD so } = 1 }                          | trường NEXTIF của trộn thư không dùng được ở đây
{ SKIPIF { MERGEFIELD so } = 1 }                          | trường SKIPIF của trộn thư không dùng được ở đây
{ MERGEREC }                                              | trường MERGEREC của trộn thư không dùng được ở đây
{ FILLIN "Ngày nào?" }                                    | trường FILLIN của trộn thư không dùng được ở đây
{ ASK ngay "Ngày nào?" }                                  | trường ASK của trộn thư không dùng được ở đây
"""


@pytest.mark.parametrize(("code", "told"), rows(REFUSED))
def test_a_field_that_cannot_print_as_word_would_is_refused_at_its_place(code, told):
    template = docx(paragraph("Trên"), paragraph("Gửi ", word_field(code)))
    (found,) = review_template(template, known={"nguoi.ho_ten", "so"}, file="a.docx", names=NAMES).findings
    assert found.problem.is_error
    assert found.problem.message == f"Đoạn «Gửi kết quả cũ»: {told}."
    assert found.problem.fix
    assert (found.part, found.number) == ("word/document.xml", 1)


@pytest.mark.parametrize("code", ['{ IF { PAGE } = 1 "a" "b" }', "{ NUMPAGES }", '{ DATE \\@ "dd/MM" }'])
def test_what_word_itself_computes_is_no_fault(code):
    assert review_template(docx(paragraph(word_field(code))), known=(), file="a.docx", names=NAMES).findings == ()


def test_an_if_over_two_paragraphs_is_refused():
    begun = word_field('{ IF { MERGEFIELD so } = 1 "một" "hai" }')
    at = begun.index(instruction(escape(' = 1 "một" "hai" ')))
    form = docx(paragraph(begun[:at]), paragraph(begun[at:]))
    (found,) = review_template(form, known={"so"}, file="a.docx", names=NAMES).findings
    assert "kéo qua nhiều đoạn" in found.problem.message


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
