"""Every part of a document is what docxtpl with autoescape makes of the same template and values."""

from __future__ import annotations

import pytest
from docxtpl import Listing, RichText, RichTextParagraph
from markupsafe import Markup
from word_files import cell, differing, docx, drawing, paragraph, printed, row, table, text, text_box

from flows.rendering import Template

PEOPLE = [{"ho_ten": "Lê An & con", "tuoi": 30}, {"ho_ten": "Trần <Bình>", "tuoi": 41}]
VALUES = {
    "nguoi": {"ho_ten": "Nguyễn \"Văn\" <An> & 'Bé'", "ghi_chu": "dòng một\nhai\tba", "trong": ""},
    "danh_sach": PEOPLE,
    "mau": "FFDD00",
    "so": 3,
    "co": True,
    "khong": None,
    "cot": ["a", "b", "c"],
}
ROWS_LOOP = (row("{%tr for n in danh_sach %}"), row("{{ n.ho_ten }}", "{{ n.tuoi }}"), row("{%tr endfor %}"))
FOOTNOTE = '<w:footnote w:id="2">' + paragraph("Chú thích {{ nguoi.ho_ten }}\n") + "</w:footnote>"

TEMPLATES = {
    "plain fields": docx("Kính mời {{ nguoi.ho_ten }}", "{{ so + 1 }} {{ co }} {{ khong }} {{ nguoi.trong }}."),
    "unknown names": docx("a{{ chua_co }}b{{ nguoi.chua_co }}c"),
    "nothing to fill": docx("Không có thẻ nào"),
    "a tag split over runs": docx(paragraph(text("{"), text("{ nguoi."), text("ho_ten }"), text("} xong"))),
    "a tag split by formatting": docx(
        paragraph(text("{{ nguoi"), text(".ho_ten", "<w:rPr><w:b/></w:rPr>"), text(" }}"))
    ),
    "line breaks and tabs": docx(paragraph(text("{{ nguoi.ghi_chu }}", "<w:rPr><w:i/></w:rPr>"), "sau")),
    "breaks in a paragraph with properties": docx(
        '<w:p><w:pPr><w:jc w:val="both"/></w:pPr>' + text("{{ nguoi.ghi_chu }}") + "</w:p>"
    ),
    "an inline condition": docx("{% if co %}có{% else %}không{% endif %} {% if khong %}x{% endif %}"),
    "a condition over paragraphs": docx("{%p if co %}", "Có {{ so }}", "{%p else %}", "Không", "{%p endif %}"),
    "a loop over paragraphs": docx("{%p for n in danh_sach %}", "{{ loop.index }}. {{ n.ho_ten }}", "{%p endfor %}"),
    "a loop inside a paragraph": docx(
        "{% for n in danh_sach %}{{ n.ho_ten }}{% if not loop.last %}, {% endif %}{% endfor %}."
    ),
    "a loop that crosses paragraphs": docx("{% for n in danh_sach %}đầu", "{{ n.ho_ten }} cuối{% endfor %}"),
    "a condition that opens in one cell and closes in the next": docx(table(row("{% if co %}a", "b{% endif %}"))),
    "a set variable": docx("{% set ten = nguoi.ho_ten|upper %}{{ ten }} {{ ten|length }}"),
    "a set block": docx("{% set doan %}xin {{ nguoi.ho_ten }}{% endset %}{{ doan }} {{ doan }}"),
    "a macro": docx("{% macro chao(x) %}Chào {{ x }}!{% endmacro %}{{ chao(nguoi.ho_ten) }}"),
    "a macro of paragraphs": docx("{%p macro hai(x) %}", "Chào {{ x }}", "{%p endmacro %}", "{{p hai(so) }}"),
    "a table with a loop": docx(table(row("Họ tên", "Tuổi"), *ROWS_LOOP)),
    "a table that is only a loop": docx(table(*ROWS_LOOP)),
    "a table with too wide a grid": docx(table(row("{{ so }}", "b"), widths=(100, 200, 300, 400))),
    "a table with too narrow a grid": docx(table(row("a", "{{ so }}", "c", "d"), widths=(100, 200))),
    "a table without rows": docx(table(widths=(100, 200)), "{{ so }}"),
    "a loop with too narrow a grid": docx(table(row("a"), *ROWS_LOOP, widths=(1500,))),
    "a loop over columns": docx(
        table(row("Tên", "{%tc for c in cot %}", "{{ c }}", "{%tc endfor %}"), widths=(1000, 1000))
    ),
    "columns and rows": docx(
        table(
            row("Tên", "{%tc for c in cot %}", "{{ c }}", "{%tc endfor %}"),
            row("{%tr for n in danh_sach %}"),
            row("{{ n.ho_ten }}", "{%tc for c in cot %}", "{{ c }}{{ n.tuoi }}", "{%tc endfor %}"),
            row("{%tr endfor %}"),
            widths=(900, 900, 900, 900, 900, 900),
        )
    ),
    "a cell colour": docx(table(row("{% cellbg mau %}màu", "b"))),
    "a cell span": docx(table(row("{% colspan so %}rộng"), row("a", "b", "c"), widths=(1, 2, 3))),
    "vertical merge": docx(
        table(row("{%tr for n in danh_sach %}"), row("{% vm %}chung", "{{ n.ho_ten }}"), row("{%tr endfor %}"))
    ),
    "horizontal merge": docx(table(row("{%tc for c in cot %}", "{% hm %}chung", "{%tc endfor %}"), widths=(1, 2, 3))),
    "a table in a table": docx(table(row("a", cell(table(*ROWS_LOOP), "")))),
    "a wider table in a table": docx(
        table(row(cell(table(row("1", "2", "{{ so }}"), widths=(1, 2, 3)), "")), widths=(5,))
    ),
    "a static span": docx(table(row(cell("{{ so }}", properties='<w:gridSpan w:val="2"/>')), row("a", "b"))),
    "drawings": docx(paragraph("{{ so }}", drawing(7), drawing(7))),
    "a drawing in a loop": docx(
        "{%p for n in danh_sach %}", paragraph("{{ n.ho_ten }}", drawing(5)), "{%p endfor %}", paragraph(drawing(5))
    ),
    "a text box": docx(paragraph(text_box("Gửi {{ nguoi.ho_ten }}\n{{ so }}"))),
    "comments of the template": docx("a{# ghi chú cho người soạn #}b", "{#p cả đoạn #}", "c {{ so }}"),
    "trimmed blanks": docx("một", "{%- if co %} hai{% endif %}", "{% if co -%}", "ba{% endif %}"),
    "escaped braces": docx("{_{ so }_} {_% if %_} {{ so }}"),
    "header and footer": docx(
        "{{ so }}", header=paragraph("Đầu {{ nguoi.ho_ten }}\n{{ so }}"), footer=paragraph("Chân {{ so }}")
    ),
    "a header without tags": docx("{{ so }}", header=paragraph("Cố định\tđây")),
    "a loop in a header table": docx("x", header=table(row("a", "b"), *ROWS_LOOP) + paragraph(" ")),
    "a paragraph printed in a header": docx("x", header=paragraph("{{p so }}") + paragraph("y")),
    "footnotes": docx("{{ so }}", footnotes=FOOTNOTE),
    "properties": docx(
        "{{ so }}", properties={"title": "Giấy mời {{ nguoi.ho_ten }}", "creator": "VP", "subject": "{{ so }}\n"}
    ),
    "properties without tags": docx("{{ so }}", properties={"title": "Giấy mời"}),
    "an expression with < and >": docx("{% if so > 2 and so < 9 %}đúng{% endif %}"),
    "curly quotes in a tag": docx("{{ danh_sach|map(attribute=“ho_ten”)|join(‘; ’) }}"),
    "a value in an attribute": docx(paragraph(text("x", '<w:rPr><w:color w:val="{{ mau }}"/></w:rPr>'))),
    "escaping switched off": docx("{% autoescape false %}{{ so }} {{ cot }}{% endautoescape %}"),
    "markup made by the template": docx("{{ '<w:tab/>'|safe }}{{ nguoi.ho_ten|e }}"),
    "a loop over no one": docx(table(row("Họ tên", "Tuổi"), *ROWS_LOOP).replace("danh_sach", "trong")),
    "raw text": docx("{% raw %}{{ so }}{% endraw %}"),
    "with and filter blocks": docx(
        "{% with a = so %}{{ a }}{% endwith %}{% filter upper %}xin {{ so }}{% endfilter %}"
    ),
    "unbalanced branches": docx("{% if co %}đầu", "{% else %}khác", "{% endif %} cuối {{ so }}"),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_part_is_docxtpls(name):
    assert differing(TEMPLATES[name], VALUES) == []


RICH = RichText("đậm & <", bold=True)
RICH.add("\nmàu\t", color="#FF0000", font="Arial", italic=True, underline="wave", size=30, superscript=True)
PARAGRAPHS = RichTextParagraph(RICH, parastyle="Kieu1")
PARAGRAPHS.add("hai")


@pytest.mark.parametrize(
    "value",
    [
        RICH,
        Listing("một\nhai\tba <&>"),
        Listing(5),
        "một\nhai\tba <&>",
        "\r\n và \r",
        Markup("<w:tab/>"),
        Markup("R&amp;D"),
        Markup("a < b & c"),
        Markup('"trích"'),
        "{{ 7*7 }} {% if %} {# #}",
        12.5,
        True,
        None,
        ["a", "b"],
    ],
    ids=lambda value: type(value).__name__,
)
@pytest.mark.parametrize("tag", ["{{r v }}", "{{ v }}", "{{p v }}"])
def test_every_kind_of_value_prints_as_docxtpl_prints_it(value, tag):
    assert differing(docx("trước", f"{tag}", table(row("x", "{{ v }}"))), {"v": value}) == []


@pytest.mark.parametrize("value", [Listing("một\nhai\aba\fbốn\tnăm <&>"), "một\aba\fbốn", RichText("a\ab")])
def test_new_paragraphs_and_pages_inside_a_value_are_docxtpls(value):
    assert (
        differing(docx('<w:p><w:pPr><w:jc w:val="both"/></w:pPr>' + text("x {{ v }} y") + "</w:p>"), {"v": value}) == []
    )


def test_rich_paragraphs_print_as_docxtpl_prints_them():
    assert differing(docx("trước", "{{p v }}", paragraph(drawing(3))), {"v": PARAGRAPHS}) == []


def test_rich_text_in_a_header_prints_as_docxtpl_prints_it():
    assert differing(docx("x", header=paragraph("{{r v }} và {{ so }}")), {"v": RICH, "so": 1}) == []


def test_a_table_brought_by_markup_gets_the_grid_docxtpl_gives_it():
    inner = Markup(table(row("1", "2", "3"), widths=(10,)))  # noqa: S704 - that is the case
    assert differing(docx(table(row("a", cell("{{p v }}", "")))), {"v": inner}) == []


def test_broken_markup_is_mended_as_docxtpl_mends_it():
    assert differing(docx("{{ v }} sau", "đoạn hai"), {"v": Markup("</w:t><b>")}) == []


def test_two_prefixes_for_one_namespace_make_no_difference():
    second = '<w:p xmlns:v2="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><v2:r><w:t>{{ so }}</w:t></v2:r></w:p>'
    assert differing(docx(second), {"so": 1}) == []


SIZES = (
    text("Ông {% if lon > 50 %}{{ a|upper }}{% elif lon > 20 %}", '<w:rPr><w:b/><w:sz w:val="40"/></w:rPr>'),
    text("{{ a|upper }}{% else %}", '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'),
    text("{{ a }}{% endif %}", '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr>'),
    text(", {% for n in ds %}x"),
    text("{{ n.x }}", '<w:rPr><w:b/><w:sz w:val="20"/></w:rPr>'),
    text(";{% endfor %}"),
)


def test_papers_of_one_template_are_docxtpls_whatever_their_conditions_and_loops_print():
    ds = [{"x": "1"}, {"x": "hai\nba"}]
    documents = [{"a": "Lê & <An>", "ds": ds[:count], "lon": lon} for lon in (99, 36, 9) for count in (2, 0, 1)]
    assert differing(docx(paragraph(*SIZES)), *documents) == []


IN_BODY = docx("{{ v }}", "x")
IN_HEADER = docx("x", header=paragraph("{{p v }}") + paragraph("y"))
BROKEN = [Markup("R&D"), Markup("\n<w:p>")]


@pytest.mark.parametrize(
    ("template", "v"),
    [(IN_BODY, v) for v in ("", " ", "x", "\n", Markup("<w:tab/>"), *BROKEN)]
    + [(IN_HEADER, v) for v in ("", " ", "x", "\n", Markup("<w:p/>"))],
)
def test_a_paper_is_docxtpls_whatever_was_printed_before_it(template, v):
    documents = [{"v": "chữ"}, {"v": v}, {"v": ""}, {"v": "khác"}, {"v": v}]
    assert differing(template, *documents) == []


@pytest.mark.parametrize(
    "text", ["{{ a }}{{ b }}", "{{ a }}{{ b }}{{ a }}", "{{ a }} {{ b }}", "x{% if a %}{{ b }}{% endif %}"]
)
@pytest.mark.parametrize(
    ("a", "b"), [("{", "_{"), ("{_", "{"), ("}", "_}"), ("{_{", "x_}"), ("_", "%_}"), ("a_", "'<&>\"")]
)
def test_signs_of_braces_that_values_make_together_are_docxtpls(text, a, b):
    assert differing(docx(text), {"a": a, "b": b}) == []


class Renamed(str):
    """A text that prints as another one, as a member of an enumeration of texts does."""

    __slots__ = ()

    def __str__(self):
        return "tên khác"


@pytest.mark.parametrize("tag", ["v", "v|upper", "v|trim", "v|capitalize", "v ~ '<'", "[v, 'x']|join", "v|string"])
def test_a_text_that_prints_as_another_one_is_taken_by_filters_as_docxtpl_takes_it(tag):
    assert differing(docx(f"{{{{ {tag} }}}}"), {"v": Renamed("tên & <này>")}) == []


def test_a_value_may_bear_the_name_of_a_word():
    template = Template(docx("{{ dong_ky(a, b) }}"))
    values = {"dong_ky": lambda a, b: a + b, "a": "1", "b": "2"}
    assert printed(template.render(values)) == ["12"]


class Person:
    ho_ten = "Lê An"


def test_an_object_is_looked_into_as_docxtpl_does():
    assert differing(docx("{{ p.ho_ten }} {{ b.items() }} {{ b.keys }}"), {"p": Person(), "b": {"keys": 1}}) == []


def test_a_generator_is_gone_through_once_and_its_items_are_printed():
    template = Template(docx("{% for n in ds %}{{ n }}{% endfor %}"))
    assert printed(template.render({"ds": (n for n in "abc")})) == ["abc"]
