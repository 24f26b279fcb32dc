"""Characters that XML cannot hold are named with their place, wherever they come from; none is dropped in silence."""

from __future__ import annotations

import pytest
from docxtpl import Listing, RichText
from markupsafe import Markup
from word_files import differing, docx

from flows.errors import TemplateError
from flows.rendering import Template

ILLEGAL = ["\x0b", "\x00", "\x1f", "\ud800", "\ufffe"]


def refusal(template, values):
    with pytest.raises(TemplateError) as raised:
        Template(template).render(values)
    return raised.value.message


@pytest.mark.parametrize("sign", ILLEGAL)
@pytest.mark.parametrize(
    "template",
    [
        docx("{{r dam }} {{ nguoi.ho_ten }}"),
        docx("x", header="{{r dam }} {{ nguoi.ho_ten }}"),
        docx("{{ nguoi.ho_ten }}"),
        docx("x", header="{{ nguoi.ho_ten }}"),
    ],
    ids=["markup beside it", "in a header, markup beside it", "alone", "alone in a header"],
)
def test_such_a_character_is_named_whatever_else_is_printed(template, sign):
    values = {"dam": RichText("đậm", bold=True), "nguoi": {"ho_ten": f"Lê{sign}An"}}
    assert refusal(template, values) == f"mẫu: giá trị «nguoi.ho_ten» có ký tự không in được (U+{ord(sign):04X})."


@pytest.mark.parametrize("kind", [RichText, Listing])
def test_text_that_brings_its_own_formatting_is_looked_at_too(kind):
    assert "«muc» có ký tự không in được (U+000B)" in refusal(docx("{{r muc }}"), {"muc": kind("a\x0bb")})


def test_a_paper_that_brings_another_document_with_it_is_looked_at_too():
    template = Template(docx("{{p con }}", "{{ ho_ten }}"))
    with pytest.raises(TemplateError, match=r"«ho_ten» có ký tự không in được \(U\+000B\)"):
        template.render({"con": template.docxtpl().new_subdoc(), "ho_ten": "Lê\x0bAn"})


def test_the_value_that_has_the_character_is_named_and_not_one_that_has_another():
    values = {"trang": "một trang\fmới", "ho_ten": "Lê\x0bAn"}
    assert "«ho_ten»" in refusal(docx("{{ trang }} {{ ho_ten }}"), values)


def test_a_name_that_has_the_character_is_named():
    template = docx("{% for ten in ds %}{{ ten }}{% endfor %}")
    assert refusal(template, {"ds": {"a\x0bb": 1}}) == "mẫu: giá trị «ds.a\ufffdb» có ký tự không in được (U+000B)."


def test_a_character_the_template_makes_itself_is_told_as_the_templates():
    assert refusal(docx("{{ '%c'|format(11) }}"), {}) == "mẫu: mẫu làm ra ký tự không in được (U+000B)."


def test_markup_that_ends_what_never_began_is_mended_as_docxtpl_mends_it():
    assert differing(docx("{{ v }}", "{{ v }}>"), {"v": Markup("a]]>b")}) == []
    assert differing(docx("{{ v }}>"), {"v": Markup("a]]")}) == []
