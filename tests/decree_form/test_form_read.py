"""What a paper looks like is what Word shows: styles, themes, switches, text boxes, changes, tabs, whoever made it."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt
from form_papers import (
    DEFAULTS,
    LINES,
    NAMES,
    RULE,
    TEXT,
    TIMES,
    cell,
    docx,
    letters,
    line,
    official,
    run,
    section,
    table,
    zipped,
)

from flows.decree_form.judge_papers import judge
from flows.decree_form.paper import read_paper

THEME = (
    f'<a:theme {NAMES}><a:themeElements><a:fontScheme name="x"><a:majorFont><a:latin typeface="Cambria"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
)


def style(ident, inner="", *, kind="paragraph", based="", default=False):
    chained = f'<w:basedOn w:val="{based}"/>' if based else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{ident}"{first}><w:name w:val="{ident}"/>{chained}{inner}</w:style>'


def look(body, styles=DEFAULTS, extra=None):
    """The look of the first text of a body."""
    return read_paper(docx(body, styles, extra), "a.docx").paragraphs[0].pieces[0].look


def size_and_weight(body, styles):
    seen = look(body, styles)
    return seen.size, seen.bold


def told(paper):
    return [problem.where.heading for problem in judge(paper, "a.docx")]


def test_what_stands_at_the_text_wins_over_its_styles():
    styles = DEFAULTS + style("Goc", letters(size=11, bold=True)) + style("Con", letters(size=12), based="Goc")
    assert size_and_weight(line("x", pstyle="Con"), styles) == (12, True)
    assert size_and_weight(line("x", pstyle="Con", size=13.5), styles) == (13.5, True)
    assert look(line("x", pstyle="Goc"), styles).size == 11


def test_a_paragraph_without_a_style_has_the_default_one():
    assert look(line("x"), DEFAULTS + style("Thuong", letters(size=11), default=True)).size == 11


def test_a_character_style_stands_above_the_paragraphs_and_switches_what_it_says_too():
    dam = letters(bold=True, size=16)
    styles = DEFAULTS + style("Dam", dam) + style("Nhan", letters(bold=True, size=12), kind="character")
    assert size_and_weight(line(runs=run("x", style="Nhan"), pstyle="Dam"), styles) == (12, False)
    assert size_and_weight(line(runs=run("x", style="Nhan")), styles) == (12, True)


def test_a_table_style_stands_below_the_paragraphs():
    styles = DEFAULTS + style("Bang", letters(size=10), kind="table") + style("Muoi", letters(size=12))
    for pstyle, size in (("", 10), ("Muoi", 12)):
        inside = table(cell(line("x", pstyle=pstyle)), properties='<w:tblStyle w:val="Bang"/>')
        assert look(inside, styles).size == size


def test_a_theme_gives_its_font_unless_the_text_names_one():
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    styles = f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}</w:rPr></w:rPrDefault></w:docDefaults>"
    extra = {"word/theme/theme1.xml": THEME}
    assert look(line("x"), styles, extra).fonts == ("Calibri", "Calibri")
    assert look(line("x", font="Arial"), styles, extra).fonts == ("Arial", "Arial")


def test_letters_with_marks_have_a_font_of_their_own():
    split = '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Arial"/>'
    runs = f"<w:r><w:rPr>{split}</w:rPr><w:t>{TEXT}</w:t></w:r>"
    assert told(official(body={"runs": runs})) == ["Phông chữ"]
    plain = f"<w:r><w:rPr>{split}</w:rPr><w:t>MTTQ</w:t></w:r>"
    assert told(official(body={"runs": plain})) == []


def test_styles_that_are_based_on_each_other_end():
    styles = DEFAULTS + style("A", letters(size=12), based="B") + style("B", letters(bold=True), based="A")
    assert size_and_weight(line("x", pstyle="A"), styles) == (12, True)


def test_without_a_styles_part_the_letters_are_words_own():
    paper = zipped(
        {"word/document.xml": f"<w:document {NAMES}><w:body><w:p><w:r><w:t>x</w:t></w:r></w:p></w:body></w:document>"}
    )
    piece = read_paper(paper, "a.docx").paragraphs[0].pieces[0]
    assert (piece.look.fonts[0], piece.look.size) == ("Times New Roman", 10)


def test_hidden_struck_and_instruction_texts_are_not_seen():
    runs = (
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:del><w:r><w:delText>xóa</w:delText></w:r></w:del>"
        "<w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:r><w:instrText>PAGE</w:instrText></w:r>"
        "<w:ins><w:r><w:t>thêm</w:t></w:r></w:ins>"
    )
    assert read_paper(docx(line(runs=runs)), "a.docx").paragraphs[0].text == "thêm"


def test_a_text_box_is_read_once():
    inner = f"<w:txbxContent>{line('Trong khung')}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inner}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inner}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    paper = read_paper(docx(line(runs=box) + line("Sau")), "a.docx")
    assert [each.text for each in paper.paragraphs] == ["", "Trong khung", "Sau"]
    assert paper.paragraphs[0].drawn == 0


def test_the_standards_strict_names_are_read_too():
    strict = NAMES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006", "http://purl.oclc.org/ooxml/wordprocessingml"
    )
    paper = zipped({"word/document.xml": f"<w:document {strict}><w:body>{line('chặt')}</w:body></w:document>"})
    assert read_paper(paper, "a.docx").paragraphs[0].text == "chặt"


def both(left, right):
    """Two names on one line, a tab between them, as papers without a table have it."""
    looks = [{key: given[key] for key in ("text", "size", "bold", "italic") if key in given} for given in (left, right)]
    runs = "<w:r><w:tab/></w:r>".join(run(given.pop("text"), **given) for given in looks)
    return line(runs=runs)


def test_a_head_set_with_tabs_and_without_a_table_is_read():
    head = (
        both(LINES["parent"], LINES["country"])
        + both(LINES["issuer"], LINES["words"])
        + line(runs=RULE + RULE)
        + both(LINES["number"], LINES["date"])
    )
    text = "".join(line(**LINES[name]) for name in ("title", "abstract", "abstract_rule", "body"))
    foot = table(
        cell(*(line(**LINES[name]) for name in ("recipients", "recipient", "filing")))
        + cell(line(**LINES["authority"]))
    )
    assert told(docx(head + text + foot + section())) == []
    wrong = head.replace("Độc lập - Tự do", "Độc lập – Tự do")
    assert told(docx(wrong + text + foot + section())) == ["Tiêu ngữ"]


def test_both_names_of_a_cell_in_one_paragraph_are_told_apart():
    two = run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True) + "<w:r><w:br/></w:r>"
    words = run("Độc lập - Tự do - Hạnh phúc", size=13, bold=True)
    assert told(official(country={"runs": two + words}, without=["words"])) == []


@pytest.mark.parametrize(
    "rule",
    [
        {"words": {"pstyle": "Ke"}},
        {"words_rule": {"rule": False, "pstyle": "Ke"}},
        {"number": {"runs": run("Số: 05/KH", size=13) + RULE}},
    ],
)
def test_a_line_may_be_a_border_or_be_tied_to_other_text(rule):
    styles = DEFAULTS + style("Ke", '<w:pPr><w:pBdr><w:bottom w:val="single"/></w:pBdr></w:pPr>')
    without = [] if "words_rule" in rule else ["words_rule"]
    assert told(official(styles=styles, without=without, **rule)) == []


def by_hand(**margins):
    """A notice as a clerk makes it from Word's own blank document."""
    paper = Document()
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    given = {"top": 2, "bottom": 2, "left": 3, "right": 2, **margins}
    for side, length in given.items():
        setattr(page, f"{side}_margin", Cm(length))
    head = paper.add_table(2, 2)
    fill(head.cell(0, 0), "ỦY BAN NHÂN DÂN XÃ PHÚC THỌ", 13, bold=True)
    fill(head.cell(0, 1), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True)
    fill(head.cell(0, 1), "Độc lập - Tự do - Hạnh phúc", 14, bold=True)
    fill(head.cell(1, 0), "Số: 15/TB-UBND", 13)
    fill(head.cell(1, 1), "Phúc Thọ, ngày 10 tháng 10 năm 2024", 14, italic=True)
    for text in ("THÔNG BÁO", "Về việc khai giảng lớp bồi dưỡng"):
        put(paper.add_paragraph(), text, 14, bold=True)
    body = paper.add_paragraph()
    put(body, TEXT, 14)
    body.alignment, body.paragraph_format.first_line_indent = WD_ALIGN_PARAGRAPH.JUSTIFY, Cm(1.27)
    foot = paper.add_table(1, 2)
    for text, size, looks in (("Nơi nhận:", 12, {"bold": True, "italic": True}), ("- Lưu: VT.", 11, {})):
        fill(foot.cell(0, 0), text, size, **looks)
    fill(foot.cell(0, 1), "TM. ỦY BAN NHÂN DÂN", 14, bold=True)
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


def fill(where, text, size, **looks):
    put(where.paragraphs[0] if not where.text else where.add_paragraph(), text, size, **looks)


def put(paragraph, text, size, *, bold=False, italic=False):
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    shown = paragraph.add_run(text)
    shown.font.name, shown.font.size, shown.bold, shown.italic = "Times New Roman", Pt(size), bold, italic


def test_a_paper_made_from_words_blank_document_is_judged():
    # No line is drawn in it anywhere; everything else is right.
    assert told(by_hand()) == ["Tiêu ngữ", "Cơ quan ban hành", "Trích yếu"]
    assert told(by_hand(left=2.5))[0] == "Lề trang"


def test_the_rule_of_a_font_holds_for_styles_too():
    styles = DEFAULTS.replace(TIMES, '<w:rFonts w:ascii="Arial" w:hAnsi="Arial"/>')
    [problem] = judge(official(styles=styles), "a.docx")
    assert (problem.where.heading, "phông Arial" in problem.message) == ("Phông chữ", True)
