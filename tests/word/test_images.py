"""Images in a document: every part is as docxtpl makes it."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx.shared import Emu, Mm
from docxtpl import DocxTemplate, InlineImage, RichText
from hypothesis import given, settings
from hypothesis import strategies as st
from images import KINDS, gif, jpg, png, stream
from word_files import cell, docx, drawing, paragraph, parts_of, printed, relation, row, table, text

from flows.errors import TemplateError
from flows.rendering import Template
from flows.word.pictures import photograph

PROPERTIES = {"title": "Giấy mời"}
HELD = relation("rId3", "image", "media/image2.png") + relation("rId1", "hyperlink", "http://a/", external=True)


def inline(content, **size):
    """Return a value that makes itself an image once a document is known to make it for."""
    return lambda made_for: InlineImage(made_for, stream(content), **size)


def made_for(owner, values):
    if isinstance(values, dict):
        return {key: made_for(owner, value) for key, value in values.items()}
    if isinstance(values, list):
        return [made_for(owner, value) for value in values]
    return values(owner) if callable(values) else values


def theirs(template, values):
    filled = DocxTemplate(io.BytesIO(template))
    filled.init_docx()
    filled.render(made_for(filled, values), autoescape=True)
    buffer = io.BytesIO()
    filled.save(buffer)
    return buffer.getvalue()


def differing(template, *documents):
    """Return the names of the parts in which one template's documents and docxtpl's differ."""
    ours = Template(template)
    different = []
    for values in documents:
        left = parts_of(ours.render(made_for(ours.docxtpl(), values)))
        right = parts_of(theirs(template, values))
        different += [name for name in left | right if left.get(name) != right.get(name)]
    return different


RED = RichText("đỏ", color="FF0000")
ONE = docx("Ảnh: {{ v }} hết", properties=PROPERTIES)
TWO = docx("{{ v }}", "{{ a }} và {{ b }}", properties=PROPERTIES)
HOLDING = docx(
    "{{ v }}",
    paragraph(drawing(7), "{{ a }}", drawing(40)),
    properties=PROPERTIES,
    relations=HELD,
    extra={"word/media/image2.png": png(9)},
)
CASES = {
    "one image": (ONE, {"v": inline(png())}),
    "one image of a width": (ONE, {"v": inline(png(), width=Mm(20))}),
    "one image of a height": (ONE, {"v": inline(png(), height=Mm(20))}),
    "one image of both": (ONE, {"v": inline(png(), width=Mm(20), height=Emu(5))}),
    "one image of its own resolution": (ONE, {"v": inline(png(dots_per_metre=11811))}),
    "two images": (TWO, {"v": "x", "a": inline(png(1)), "b": inline(png(2))}),
    "the same image twice": (TWO, {"v": inline(png(1)), "a": inline(png(1), width=Mm(9)), "b": inline(png(2))}),
    "images of three types": (TWO, {"v": inline(gif()), "a": inline(png()), "b": inline(jpg())}),
    "a text with breaks beside an image": (
        docx("{{ a }} {{ v }} {{ a }}", "{{ a }}", properties=PROPERTIES),
        {"v": inline(png()), "a": "một\nhai\tba <&>"},
    ),
    "an image and rich text": (
        docx("{{ v }}{{ a }}", "{{r rich }}", properties=PROPERTIES),
        {"v": inline(png()), "a": "x", "rich": RED},
    ),
    "an image in a formatted run": (
        docx(paragraph(text("x {{ v }} y", "<w:rPr><w:b/></w:rPr>")), properties=PROPERTIES),
        {"v": inline(png())},
    ),
    "an image in a cell": (docx(table(row("{{ v }}", cell("a {{ v }}"))), properties=PROPERTIES), {"v": inline(png())}),
    "images in the rows of a table": (
        docx(
            table(row("{%tr for n in ds %}"), row("{{ n.ten }}", "{{ n.anh }}"), row("{%tr endfor %}")),
            properties=PROPERTIES,
        ),
        {"ds": [{"ten": str(number), "anh": inline(png(number % 2))} for number in range(3)]},
    ),
    "images in a loop over paragraphs with drawings": (
        docx("{%p for n in ds %}", paragraph("{{ n }}", drawing(5)), "{%p endfor %}", properties=PROPERTIES),
        {"ds": [inline(png(1)), "x", inline(png(2))]},
    ),
    "images in a table whose grid must be mended": (
        docx(table(row("{{ v }}", "b", "c"), widths=(100,)), properties=PROPERTIES),
        {"v": inline(png())},
    ),
    "a template that holds images": (HOLDING, {"v": inline(png(1)), "a": inline(jpg(2))}),
    "the image that a template holds": (HOLDING, {"v": inline(png(9)), "a": inline(png(1))}),
    "an image that only the header of a template holds": (
        docx("{{ v }}", header=paragraph("x"), properties=PROPERTIES, extra={
            "word/media/image1.png": png(9),
            "word/_rels/header1.xml.rels": "<Relationships"
            ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f"{relation('rId1', 'image', 'media/image1.png')}</Relationships>",
        }),
        {"v": inline(png(9))},
    ),
    "an image under a condition": (docx("{% if v %}{{ v }}{% endif %}", properties=PROPERTIES), {"v": inline(png())}),
    "an image out of a macro": (
        docx("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(v) }}", properties=PROPERTIES),
        {"v": inline(png())},
    ),
    "changing headers beside an image": (
        docx("{{ v }}", header=paragraph("{{ a }}"), footer=paragraph("{{ a }}"), properties={"title": "{{ a }}"}),
        {"v": inline(png()), "a": "x & y"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_image_is_put_where_docxtpl_puts_it(case):
    template, values = CASES[case]
    assert differing(template, values) == []


@pytest.mark.parametrize("kind", KINDS)
def test_documents_of_one_template_have_an_image_each(kind):
    documents = [{"v": inline(KINDS[kind](number), width=Mm(20))} for number in range(4)]
    assert differing(ONE, *documents, {"v": "không có ảnh"}, {"v": inline(png(77))}) == []


PRINTED = st.one_of(
    st.sampled_from(["x & y", "một\nhai", RED]),
    st.builds(
        lambda kind, colour, width: inline(KINDS[kind](colour), width=width),
        st.sampled_from(sorted(KINDS)),
        st.sampled_from([1, 9]),
        st.sampled_from([None, Mm(20)]),
    ),
)


@settings(max_examples=25, deadline=None)
@given(st.lists(PRINTED, max_size=6))
def test_any_row_of_images_and_texts_is_printed_as_docxtpl_prints_it(printed_here):
    looping = "{% for n in ds %}[{{ n }}]{% endfor %}"
    template = docx(
        looping, drawing(3).join(["<w:p>", "</w:p>"]), properties=PROPERTIES, relations=HELD, extra={
            "word/media/image2.png": png(9),
        },
    )  # fmt: skip
    assert differing(template, {"ds": printed_here}) == []


def test_the_same_values_give_the_same_bytes_again():
    template, image = Template(ONE), InlineImage(None, stream(png()))
    assert template.render({"v": image}) == template.render({"v": image}) == Template(ONE).render({"v": image})


@pytest.mark.parametrize("name", ["ảnh & <con> 'của' \"tôi\".png", "ANH.PNG", "vanthu:relation.png"])
def test_an_image_keeps_the_name_of_its_file(name, tmp_path):
    path = tmp_path / name
    path.write_bytes(png())
    values = {"v": lambda owner: InlineImage(owner, str(path))}
    assert differing(ONE, values) == []


def test_a_photograph_is_put_where_docxtpl_puts_it(tmp_path):
    path = tmp_path / "hội nghị.jpg"
    path.write_bytes(jpg())
    expected = theirs(ONE, {"v": lambda owner: InlineImage(owner, str(path), width=photograph(path).width)})
    assert parts_of(Template(ONE).render({"v": photograph(path)})) == parts_of(expected)


UNUSUAL = {
    "an image in a header": (docx("{{ a }}", header=paragraph("{{ v }}"), properties=PROPERTIES), inline(png())),
    "an image that is a link": (ONE, inline(png(), anchor="https://example.org/?a=1&b=2")),
}


@pytest.mark.parametrize("case", UNUSUAL)
def test_an_unusual_image_is_put_where_docxtpl_puts_it(case):
    template, image = UNUSUAL[case]
    assert differing(template, {"v": image}) == []


def test_an_image_under_a_strange_ending_is_put_where_docxtpl_puts_it(tmp_path):
    path = tmp_path / "anh.dat"
    path.write_bytes(png())
    values = {"v": lambda owner: InlineImage(owner, str(path))}
    assert differing(ONE, values) == []


def test_an_image_printed_in_an_attribute_gives_what_docxtpl_gives():
    template = docx('<w:p><w:pPr><w:jc w:val="{{ v }}"/></w:pPr></w:p>', "{{ a }}", properties=PROPERTIES)
    assert differing(template, {"v": inline(png()), "a": "x"}) == []


def test_an_image_is_the_first_relation_of_a_document_that_had_none():
    bare = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ONE)) as old, zipfile.ZipFile(bare, "w") as new:
        for name in sorted({*old.namelist()} - {"word/styles.xml", "word/_rels/document.xml.rels"}):
            new.writestr(name, old.read(name))
    assert differing(bare.getvalue(), {"v": inline(png())}) == []


def test_the_words_around_an_image_are_printed():
    made = Template(ONE).fill({"v": InlineImage(None, stream(png()))})
    assert printed(made.document) == ["Ảnh:  hết"]
    assert made.blanks == ()


def test_what_is_no_image_is_refused_where_it_would_be_printed():
    with pytest.raises(TemplateError, match=r"giay-moi\.docx, đoạn «Ảnh.*UnrecognizedImageError"):
        Template(ONE, file="giay-moi.docx").render({"v": InlineImage(None, stream(b"no image"))})
