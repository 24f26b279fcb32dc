"""The rest of docxtpl's language, as its own tests use it: every part is docxtpl's."""

from __future__ import annotations

import pytest
from docxtpl import RichText
from word_files import NAMESPACES, by_docxtpl, cell, differing, docx, paragraph, row, table, text, text_box

from flows.errors import TemplateError

VALUES = {
    "ds": [{"x": "1", "ho_ten": "a"}, {"x": "2", "ho_ten": "b"}],
    "so": 3,
    "cot": ["a", "b"],
    "ten": "Lê & An",
    "rt": RichText("đậm", bold=True),
    "mau": "FF0000",
    "trong": [],
}
TEMPLATES = {
    "a run that is there on a condition": docx(
        paragraph(text("{%r if so > 1 %}"), text("có"), text("{%r else %}"), text("không"), text("{%r endif %}"))
    ),
    "runs of a loop": docx(paragraph(text("{%r for n in ds %}"), text("{{ n.x }}"), text("{%r endfor %}"))),
    "runs of a loop, each with its formatting": docx(
        paragraph(
            "a",
            text("{%r for n in ds %}", "<w:rPr><w:b/></w:rPr>"),
            text("{{ n.x }}", "<w:rPr><w:i/></w:rPr>"),
            text("{%r endfor %}"),
            "z",
        )
    ),
    "an empty text inside a tag": docx(
        "<w:p><w:r><w:t>{{ te</w:t></w:r><w:r><w:t/></w:r><w:r><w:t>n }}</w:t></w:r></w:p>"
    ),
    "empty texts around a tag": docx("<w:p><w:r><w:t/></w:r><w:r><w:t>{{ ten }}</w:t></w:r><w:r><w:t/></w:r></w:p>"),
    "comments of Word, which are left alone": docx(
        "{{ ten }}",
        extra={
            "word/comments.xml": f'<w:comments {NAMESPACES}><w:comment w:id="1">{paragraph("{{ ten }}")}</w:comment></w:comments>'
        },
    ),
    "remarks of Jinja": docx("{# x #}{{ ten }}{#p y #}", "{%p if so %}", "{{ ten }}", "{%p endif %}"),
    "a remark that takes its paragraph": docx("{#p bỏ cả đoạn #}", "{{ ten }}"),
    "a remark that takes its row": docx(table(row("{#tr x #}"), row("{{ ten }}"))),
    "dashes that eat blanks": docx("a {%- if so %} b {%- endif -%} c", "{{- ten -}} x"),
    "rich text in a run": docx(paragraph("a ", text("{{r rt }}"), " b")),
    "nested loops": docx(
        "{%p for n in ds %}", "{% for c in cot %}{{ c }}{{ n.x }}{{ loop.index }}{% endfor %}", "{%p endfor %}"
    ),
    "a variable set in a paragraph of its own": docx("{%p set y = so + 1 %}", "{{ y }}"),
    "a cell colour in a loop": docx(
        table(row("{%tr for n in ds %}"), row("{% cellbg mau %}{{ n.x }}", "b"), row("{%tr endfor %}"))
    ),
    "a cell that has a colour": docx(
        table(row(cell("{% cellbg mau %}x", properties='<w:tcW w:w="1"/><w:shd w:val="clear" w:fill="00FF00"/>'), "b"))
    ),
    "a span over columns of a loop": docx(
        table(row("{% colspan cot|length %}x"), row("{%tc for c in cot %}", "{{ c }}", "{%tc endfor %}"), widths=(1, 2))
    ),
    "horizontal merge over a loop": docx(
        table(row("{%tc for c in cot %}", "{% hm %}x", "{%tc endfor %}"), row("a", "b"))
    ),
    "vertical merge in a loop": docx(
        table(row("{%tr for n in ds %}"), row("{% vm %}x", "{{ n.x }}"), row("{%tr endfor %}"), row("c", "d"))
    ),
    "vertical merge in nested loops": docx(
        table(
            row("{%tr for n in ds %}"),
            row("{%tr for c in cot %}"),
            row("{% vm %}{{ n.x }}", "{{ c }}"),
            row("{%tr endfor %}"),
            row("{%tr endfor %}"),
        )
    ),
    "blanks at the ends of texts": docx(
        paragraph("<w:r><w:t>{{ ten }} </w:t></w:r>", '<w:r><w:t xml:space="preserve"> x</w:t></w:r>')
    ),
    "a tag over two paragraphs": docx("{% if so", "> 1 %}x{% endif %}"),
    "formats and remainders": docx("{{ '%d'|format(so) }} {{ so % 2 }}"),
    "braces that are no tags": docx("{_{ x }_} {_% y %_}{{ ten }}"),
    "a counter in a namespace": docx(
        "{% set ns = namespace(a=0) %}{% for n in ds %}{% set ns.a = ns.a + 1 %}{% endfor %}{{ ns.a }}"
    ),
    "a mapped list": docx("{{ ds|map(attribute='x')|join(',') }}{{ ds|length }}"),
    "cells on a condition": docx(table(row("{%tc if so > 5 %}", "x", "{%tc endif %}", "y"), widths=(1, 2))),
    "fewer cells after a loop": docx(
        table(
            row("a", "b", "c"),
            row("{%tr for n in ds %}"),
            row("{{ n.x }}", "x", "y"),
            row("{%tr endfor %}"),
            row("{% if so %}x{% endif %}"),
            widths=(1, 2, 3),
        )
    ),
    "curly quotes in a subscript": docx("{{ ds[0][‘x’] }}"),
    "an ampersand in a tag": docx("{% if ten == 'Lê & An' %}x{% endif %}{{ 'a&b' }}"),
    "a comparison in a tag": docx("{% if so < 5 %}x{% endif %}"),
    "a tab between texts": docx(paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>{{ ten }}</w:t></w:r>")),
    "a tag split by a spelling mark": docx(
        paragraph('<w:proofErr w:type="spellStart"/>', text("{{ "), '<w:proofErr w:type="spellEnd"/>', text("ten }}"))
    ),
    "a tag split by a bookmark": docx(
        '<w:p><w:bookmarkStart w:id="0" w:name="_x"/>'
        + text("{{ te")
        + '<w:bookmarkEnd w:id="0"/>'
        + text("n }}")
        + "</w:p>"
    ),
    "a loop over paragraphs in a cell": docx(table(row(cell("{%p for n in ds %}", "{{ n.x }}", "{%p endfor %}"), "b"))),
    "a block printed again": docx("{% block a %}x{{ so }}{% endblock %}{{ self.a() }}"),
    "a joiner": docx("{% set j = joiner(', ') %}{% for n in ds %}{{ j() }}{{ n.x }}{% endfor %}"),
    "keys and values": docx("{% for k, v in ds[0].items() %}{{ k }}={{ v }}{% endfor %}{{ ds[0].values()|list|join }}"),
    "a loop in a property": docx(
        "x", properties={"title": "{% for n in ds %}{{ n.x }}{% endfor %} & <", "subject": "{{ ten }}"}
    ),
    "a loop in a table of a footer": docx(
        "x",
        footer=table(row("{%tr for n in ds %}"), row("{{ n.x }}", "a"), row("{%tr endfor %}")) + paragraph("{{ ten }}"),
    ),
    "a tag in a link": docx('<w:p><w:hyperlink w:anchor="x"><w:r><w:t>{{ ten }}</w:t></w:r></w:hyperlink></w:p>'),
    "a tag in a content control": docx("<w:sdt><w:sdtContent>" + paragraph("{{ ten }}") + "</w:sdtContent></w:sdt>"),
    "a tag in a text box, which Word keeps twice": docx(paragraph(text_box("{{ ten }}"))),
    "a tag in a field of Word": docx('<w:p><w:r><w:instrText>IF "{{ ten }}" = "x"</w:instrText></w:r></w:p>'),
    "a condition over runs": docx(
        paragraph("<w:r><w:t>{{ ten }}</w:t><w:br/><w:t>{% if so %}x</w:t></w:r>", "<w:r><w:t>{% endif %}</w:t></w:r>")
    ),
    "XML on many lines": docx("<w:p>\n  <w:r>\n    <w:t>{{ ten }}</w:t>\n  </w:r>\n</w:p>"),
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_part_is_docxtpls(name):
    assert differing(TEMPLATES[name], VALUES) == []


@pytest.mark.parametrize("empty", [{}, {"ds": [], "cot": [], "so": 0, "ten": "", "rt": "", "mau": ""}])
@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "formats and remainders"])
def test_every_part_is_docxtpls_where_there_is_nothing_to_print(name, empty):
    assert made(name, empty) in ([], "docxtpl fails too")


def made(name, values):
    try:
        return differing(TEMPLATES[name], values)
    except TemplateError:
        with pytest.raises(Exception):  # noqa: B017 - Jinja's own
            by_docxtpl(TEMPLATES[name], values)
        return "docxtpl fails too"
