"""Both roads print the same: plans of plain templates, and Jinja; the plan gives way to Jinja where it must."""

from __future__ import annotations

from datetime import date

import pytest
from docxtpl import RichText
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup
from test_generated import BODY, INLINE, VALUES
from word_files import differing, docx, drawing, paragraph, parts_of, row, table, text

from flows.errors import TemplateError
from flows.model.printing import Blank, Items, PrintedDay
from flows.rendering import Template
from flows.vietnamese.dates import OpenDate

DAY = date(2024, 7, 3)
OBJECTS = {
    "a": "Lê & <An>",
    "b": {"c": "x_y", "ngay": DAY, "trong": Blank("Địa điểm"), "dong": Items(["một", "hai"], "một\nhai")},
    "ds": [{"x": "1"}, {"x": "{_{2}_}"}],
    "so": 2,
    "khong": None,
    "mo": OpenDate(2024, 7),
}
PLAIN = [
    "{{ a }} {{ b.c }} {{ b['c'] }} {{ ds[1].x }} {{ ds[7] }} {{ khong }} {{ so }} {{ b.trong }} {{ b.dong }}",
    "{{ khong_co }}{{ b.khong_co }}{% if b.khong_co %}x{% elif so %}y{% endif %}",
    "{% for n in ds %}{{ loop.index }}/{{ loop.length }}{{ n.x }}{% if not loop.last %}, {% endif %}{% endfor %}",
    "{% for n in b.trong %}{{ n }}{% else %}{{ b.trong }}{% endfor %}{% for n in b.dong %}{{ n }};{% endfor %}",
    "{% for n in ds %}{% for m in ds %}{{ loop.index0 }}{{ n.x }}{{ m.x }}{% endfor %}{{ loop.revindex }}{% endfor %}",
    "{% for a in ds[1:] %}{{ a.x }}{% endfor %}{{ a }}",
    "{{ b.ngay|ngay_day_du }} {{ dong_ky(a, b.ngay) }} {{ dong_ky(a, mo) }} {{ b.dong|noi }} {{ b.trong|ngay_ngan }}",
    "{{ a|upper }} {{ a|lower|capitalize }} {{ a|trim|length }} {{ b.dong|join(', ') }} {{ so|string }} {{ a|bo_cham }}",
    "{{ khong_co|default('không') }} {{ a|d('x') }} {{ khong|default('rỗng', true) }}",
    "{% if so > 1 and so < 9 and a != 'x' and 'L' in a or not so %}đúng{% else %}sai{% endif %}",
    "{{ 'có' if b.c is defined else 'chưa' }}{{ 'x' if so == 3 }}{{ a ~ so ~ khong_co }}{{ so + 1 }}{{ so - 1 }}",
    "{{ khong is none }}{{ khong_co is undefined }}{{ 'trích \"x\"' }}{{ 1.5 }}{{ true }}{{ none }}",
    "{# nhận xét #}{{ a }}{%- if so %} x {% endif -%} y",
]
SIZE = '<w:rPr><w:b/><w:sz w:val="{}"/></w:rPr>'


def is_quick(template):
    return template._quick is not None


@pytest.mark.parametrize("text", PLAIN)
def test_a_plain_template_prints_the_same_by_its_plan_as_by_jinja(text):
    template = Template(docx("đầu", text, header=paragraph(text)))
    assert is_quick(template)
    assert template._quick.fill(OBJECTS) == template._usual().fill(OBJECTS)


SIZES = (
    text("Ông {% if a|upper|vua_dong(20, lon) %}{{ a|upper }}{% elif a|vua_dong(20, lon) %}", SIZE.format(40)),
    text("{{ a|upper }}{% else %}", SIZE.format(32)),
    text("{{ a }}{% endif %}", SIZE.format(26)),
    text(", {% for n in ds %}x"),
    text("{{ n.x }}", SIZE.format(20)),
    text(";{% endfor %}"),
)


@pytest.mark.parametrize(
    ("room", "name", "size"),
    [(99, "Ông LÊ &amp; &lt;AN&gt;", 40), (36, "LÊ &amp; &lt;AN&gt;", 32), (9, "Lê &amp; &lt;An&gt;", 26)],
)
def test_a_name_in_the_largest_of_some_sizes_that_fits_goes_by_the_plan(room, name, size):
    data = docx(paragraph(*SIZES))
    template = Template(data)
    assert is_quick(template)
    document = template._quick.fill({**OBJECTS, "lon": room})[0]
    assert document == template._usual().fill({**OBJECTS, "lon": room})[0]
    body = parts_of(document)["word/document.xml"].decode()
    assert f'<w:sz w:val="{size}"></w:sz></w:rPr><w:t xml:space="preserve">{name}</w:t>' in body


@pytest.mark.parametrize(
    "text", ["{{ a }}{{ b }}", "{{ a }}{{ b }}{{ a }}", "{{ a }} {{ b }}", "x{% if a %}{{ b }}{% endif %}"]
)
@pytest.mark.parametrize(
    ("a", "b"), [("{", "_{"), ("{_", "{"), ("}", "_}"), ("{_{", "x_}"), ("_", "%_}"), ("a_", "'<&>\"")]
)
def test_signs_of_braces_that_values_make_together_are_docxtpls(text, a, b):
    data = docx(text)
    assert is_quick(Template(data))
    assert differing(data, {"a": a, "b": b}) == []


class Renamed(str):
    """A text that prints as another one, as a member of an enumeration of texts does."""

    __slots__ = ()

    def __str__(self):
        return "tên khác"


@pytest.mark.parametrize("tag", ["v", "v|upper", "v|trim", "v|capitalize", "v ~ '<'", "[v, 'x']|join", "v|string"])
def test_a_text_that_prints_as_another_one_is_taken_by_filters_as_docxtpl_takes_it(tag):
    assert differing(docx(f"{{{{ {tag} }}}}"), {"v": Renamed("tên & <này>")}) == []


@pytest.mark.parametrize("room", [99, 36, 9])
def test_what_conditions_and_loops_over_runs_print_by_the_plan_is_docxtpls(room):
    data = docx(
        paragraph(
            *(
                run.replace("a|upper|vua_dong(20, lon)", "lon > 50").replace("a|vua_dong(20, lon)", "lon > 20")
                for run in SIZES
            )
        )
    )
    assert is_quick(Template(data))
    assert differing(data, {**OBJECTS, "lon": room}) == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(BODY, st.lists(INLINE, max_size=2), VALUES)
def test_whatever_a_plan_prints_is_what_jinja_prints(body, header, values):
    template = Template(docx(*body, header="".join(paragraph(each) for each in header)))
    assert template.fill(values).document == template._usual().fill(values)[0]
    assert template.fill(values).blanks == template._usual().fill(values)[1]


ANYTHING = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(alphabet="aạ<&\"'{}_%\n\t\xa0\ufffd.", max_size=6)
    | st.sampled_from([DAY, PrintedDay(2024, 7, 3), Blank("Giờ"), OpenDate(2024), Markup("<w:tab/>"), RichText("x")]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["c", "x", "ngay", "trong", "dong"]), inner, max_size=3)
        | st.lists(inner, max_size=2).map(tuple)
    ),
    max_leaves=6,
)
TEMPLATES = [Template(docx(text)) for text in PLAIN]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(TEMPLATES), st.dictionaries(st.sampled_from(["a", "b", "ds", "so", "mo", "dong_ky"]), ANYTHING))
def test_values_of_any_kind_print_or_fail_alike_on_both_roads(template, values):
    assert outcome(lambda: template.fill(values).document) == outcome(lambda: template._usual().fill(values)[0])


def outcome(fill):
    try:
        return fill()
    except TemplateError as error:
        return error.message


@pytest.mark.parametrize(
    "text",
    [
        "{% set x = so %}{{ x }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(so) }}",
        "{{ b.items() }}",
        "{{ b.keys }}",
        "{{ ''.__class__ }}",
        "{{ so * 2 }}",
        "{{ a|safe }}",
        "{{ range(3) }}",
        "{% for x in ds recursive %}{{ x.x }}{% endfor %}",
        "{% for x in ds if x.x %}{{ x.x }}{% endfor %}",
        "{{ a.b.c(1) }}",
    ],
)
def test_a_template_that_does_more_stays_with_jinja(text):
    assert not is_quick(Template(docx(text)))


@pytest.mark.parametrize(
    "body",
    [
        [table(row("{{ a }}", "b"), widths=(1, 2, 3))],
        ["{%p for n in ds %}", paragraph(drawing(5)), "{%p endfor %}"],
        [table(row("{%tc for n in ds %}", "{{ n.x }}", "{%tc endfor %}"))],
    ],
)
def test_a_template_that_docxtpl_repairs_is_printed_as_docxtpl_repairs_it(body):
    assert differing(docx(*body, "{{ a }}"), OBJECTS) == []


def test_a_value_may_bear_the_name_of_a_word():
    template = Template(docx("{{ dong_ky(a, b) }}"))
    assert template.render({"dong_ky": lambda a, b: a + b, "a": "1", "b": "2"}) == Template(docx("{{ a }}")).render(
        {"a": "12"}
    )


class Person:
    ho_ten = "Lê An"


def test_an_object_is_looked_into_as_jinja_does():
    assert Template(docx("{{ p.ho_ten }}")).render({"p": Person()}) == Template(docx("{{ p.ho_ten }}")).render(
        {"p": {"ho_ten": "Lê An"}}
    )


def test_a_generator_is_gone_through_once_and_its_items_are_printed():
    template = Template(docx("{% for n in ds %}{{ n }}{% endfor %}"))
    assert is_quick(template)
    assert template.render({"ds": (n for n in "abc")}) == template.render({"ds": "abc"})
