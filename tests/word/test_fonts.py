"""Fonts that other computers lack are told once each, only where text is set in them."""

from __future__ import annotations

import pytest
from word_files import NAMESPACES, docx, paragraph, review, text

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
THEME = (
    f'<a:theme xmlns:a="{A}"><a:themeElements><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="UVN Bay Buom"/></a:majorFont><a:minorFont><a:latin typeface="Calibri"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)


def set_in(font, attribute="{0}"):
    return f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr>'


def told(*body, **extra):
    parts = {name.replace("__", "/") + ".xml": content for name, content in extra.items()}
    found = review(docx(*body, extra=parts), known=(), file="a.docx")
    return [(problem.severity, problem.where.heading, problem.message, problem.fix) for problem in found]


def fonts(*body, **extra):
    return [font for _, font, _, _ in told(*body, **extra)]


def styles(inner):
    return f"<w:styles {NAMESPACES}>{inner}</w:styles>"


@pytest.mark.parametrize("size", ["<w:sz/>", '<w:sz w:val="to"/>', '<w:color/><w:sz w:val=""/>'])
def test_a_size_or_colour_without_a_value_that_word_knows_counts_as_not_stated(size):
    letters = set_in("UVN Ba Le").replace("</w:rPr>", f"{size}</w:rPr>")
    assert fonts(paragraph(text("Tên", letters))) == ["UVN Ba Le"]


def test_a_font_of_few_computers_is_a_warning_told_once():
    [(severity, font, message, fix)] = told(*[paragraph(text("Tên", set_in("UVN Ba Le")))] * 3)
    assert (severity, font) == ("warning", "UVN Ba Le")
    assert message == "Mẫu dùng phông «UVN Ba Le» mà máy khác có thể không có."
    assert "Times New Roman" in fix


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times", "VnTime"])
def test_a_font_of_an_old_code_page_is_to_be_converted_to_unicode(font):
    [(_, _, message, fix)] = told(paragraph(text("Tªn", set_in(font))))
    assert "bảng mã cũ" in message
    assert fix == "Chuyển chữ sang Unicode (bằng UniKey hoặc công cụ chuyển mã), rồi đặt phông Times New Roman."


@pytest.mark.parametrize("font", ["Times New Roman", "times new roman", "Arial", "Calibri", "Liberation Serif"])
def test_fonts_of_every_office_are_no_fault(font):
    assert fonts(paragraph(text("Tên", set_in(font)))) == []


def test_a_font_of_which_no_letter_is_set_is_no_fault():
    table_of_fonts = f'<w:fonts {NAMESPACES}><w:font w:name="UVN Ba Le"/></w:fonts>'
    unused = '<w:style w:type="character" w:styleId="La"><w:rPr><w:rFonts w:ascii="UVN Ba Le"/></w:rPr></w:style>'
    blank = paragraph(text("   ", set_in("UVN Ba Le")), "chữ")
    assert fonts(blank, word__styles=styles(unused), word__fontTable=table_of_fonts) == []


def test_a_font_that_comes_with_the_file_is_no_fault():
    embedded = f'<w:fonts {NAMESPACES}><w:font w:name="UVN Ba Le"><w:embedRegular r:id="rId1"/></w:font></w:fonts>'
    assert fonts(paragraph(text("Tên", set_in("UVN Ba Le"))), word__fontTable=embedded) == []


def test_a_font_is_found_through_styles_their_bases_and_the_defaults():
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr>{0}</w:rPr></w:rPrDefault></w:docDefaults>"
    base = (
        '<w:style w:type="paragraph" w:styleId="Goc"><w:rPr><w:rFonts w:ascii="Lạ 1" w:hAnsi="Lạ 1"/></w:rPr></w:style>'
    )
    own = '<w:style w:type="paragraph" w:styleId="Con"><w:basedOn w:val="Goc"/></w:style>'
    styled = paragraph("chữ").replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="Con"/></w:pPr>')
    known = styles(defaults.format('<w:rFonts w:ascii="Lạ 2" w:hAnsi="Lạ 2"/>') + base + own)
    assert fonts(styled, paragraph("chữ"), word__styles=known) == ["Lạ 1", "Lạ 2"]


def test_a_theme_says_which_font_its_name_means():
    by_theme = '<w:rPr><w:rFonts w:asciiTheme="{0}HAnsi" w:hAnsiTheme="{0}HAnsi"/></w:rPr>'
    body = [paragraph(text("chữ", by_theme.format(name))) for name in ("minor", "major")]
    assert fonts(*body, word__theme__theme1=THEME) == ["UVN Bay Buom"]


def test_letters_with_marks_take_the_second_font():
    mixed = '<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Lạ"/></w:rPr>'
    assert fonts(paragraph(text("abc", mixed))) == []
    assert fonts(paragraph(text("ữ", mixed))) == ["Lạ"]
