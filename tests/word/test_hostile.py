"""Templates that mean harm, or mean well and never end: each is stopped with a message, with little memory."""

from __future__ import annotations

import resource

import pytest
from word_files import differing, docx, printed

from flows.errors import TemplateError
from flows.rendering import Template
from flows.word import sandbox

GROWING = "{%% set ns = namespace(a=%s) %%}{%% for i in range(40) %%}%s{%% endfor %%}{{ ns.a|length }}"
NESTING = GROWING.replace("ns.a|length", "ns.a")
BIG = "('a'*9999999)"
ENDLESS = [
    "{{ 'a'|center(10**9) }}",
    "{{ 'a'|indent(10**9, true) }}",
    "{{ ds|batch(10**9, 'x')|list }}",
    "{{ ds|slice(10**9)|list }}",
    "{{ 'x'.ljust(10**9) }}",
    "{{ 'x'.zfill(10**9) }}",
    "{{ '\t'.expandtabs(10**9) }}",
    "{{ (5).to_bytes(10**9, 'big')|length }}",
    "{{ '%1000000000d' % 1 }}",
    "{{ '%*d' % (10**9, 1) }}",
    "{{ '%1000000000s'|format('x') }}",
    "{{ '{:>1000000000}'.format(1) }}",
    "{{ '{0:{1}}'.format('x', 10**9) }}",
    f"{{{{ {BIG}.replace('a', 'b'*9999999) }}}}",
    f"{{{{ {BIG}|replace('a', 'b'*9999999) }}}}",
    f"{{{{ {BIG}.translate({{97: 'b'*9999999}}) }}}}",
    f"{{{{ {BIG}.join(range(99999)|map('string')) }}}}",
    f"{{{{ range(99999)|map('string')|join{BIG} }}}}",
    f"{{{{ ([{BIG}]*99999)|map('upper')|join }}}}",
    "{{ ((1,)*9999999)|sort }}",
    "{{ range(99999)|map('center', 9999999)|join }}",
    GROWING % ("'x'", "{% set ns.a = ns.a ~ ns.a %}"),
    GROWING % ("'x'", "{% set ns.a = ns.a + ns.a %}"),
    GROWING % ("'x'", "{% set ns.a = ns.a.replace('', ns.a*9) %}"),
    GROWING % ("'x'", "{% set ns.a %}{{ ns.a }}{{ ns.a }}{% endset %}"),
    GROWING % ("[1]", "{% set ns.a = ns.a + ns.a %}"),
    GROWING % ("7", "{% set ns.a = ns.a * ns.a %}"),
    NESTING % ("[1]", "{% set ns.a = [ns.a, ns.a] %}"),
    NESTING % ("[1]", "{% set ns.a = (ns.a, ns.a) %}"),
    NESTING % ("[1]", "{% set ns.a = {'a': ns.a, 'b': ns.a} %}"),
    NESTING % ("[1]", "{% set ns.a = dict(a=ns.a, b=ns.a) %}"),
    NESTING % ("[1, 2]", "{% set ns.a = ((ns.a|list) + (ns.a|list))|batch(2)|list %}"),
    "{% macro m() %}{% set ns.a = varargs %}{% endmacro %}" + NESTING % ("[1]", "{{ m(ns.a, ns.a) }}"),
    "{% set ns = namespace(a=[1]) %}{% for i in range(9999) %}{% set ns.a = [ns.a] %}{% endfor %}{{ ns.a }}",
    f"{{{{ [{BIG}]*99999 }}}}",
    f"{{{{ ([{BIG}]*99999)|pprint }}}}",
    f"{{{{ '%s' % ([{BIG}]*99999,) }}}}",
    f"{{{{ '{{}}'.format([{BIG}]*99999) }}}}",
    f"{{{{ ([{BIG}]*99999) ~ 'x' }}}}",
    "{% set a = 'a'*9999999 %}{{ (a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a ~ a)|length }}",
    f"{{% for i in range(99999) %}}{{{{ {BIG} }}}}{{% endfor %}}",
    "{% set y %}{% for i in range(99999) %}" + "chữ " * 5000 + "{% endfor %}{% endset %}{{ y|length }}",
    "{% for i in range(10**9) %}x{% endfor %}",
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
]


@pytest.fixture
def little_memory():
    """Give what is there and a gigabyte more."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    with open("/proc/self/statm") as opened:  # noqa: PTH123 - a file of the system
        used = int(opened.read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + 2**30, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("text", ENDLESS)
def test_what_never_ends_or_fills_the_memory_is_stopped_with_a_message(text, little_memory):
    with pytest.raises(TemplateError, match=r"không được phép|quá dài") as raised:
        Template(docx(text)).render({"ds": [1, 2]})
    assert "MemoryError" not in raised.value.message


@pytest.mark.parametrize(
    "turn",
    ["{% if 'y' in a %}{% endif %}", "{% if a.count('y') %}{% endif %}", "{% if a|wordcount %}{% endif %}"],
)
def test_a_template_that_only_takes_time_is_stopped_when_it_has_taken_enough(turn, monkeypatch):
    monkeypatch.setattr(sandbox, "MOST_SECONDS", 0.2)
    with pytest.raises(TemplateError, match="chạy quá lâu"):
        Template(docx(f"{{% set a = {BIG} %}}{{% for i in range(99999) %}}{turn}{{% endfor %}}")).render({})


@pytest.mark.parametrize("name", ["_trace", "trace", "context", "environment", "counted"])
def test_a_template_does_not_reach_what_it_is_counted_with(name):
    assert outcome(f"{{{{ {name} }}}}") == ""


@pytest.mark.parametrize(
    "text",
    [
        "{{ ds.__init__.__globals__ }}",
        "{{ cycler.__init__.__globals__ }}",
        "{{ ''.__class__.__mro__ }}",
        "{{ ''['__class__']['__base__'] }}",
        "{{ dong_ky.__wrapped__.__globals__ }}",
        "{{ self.__init__.__globals__ }}",
        "{{ ds|map(attribute='__class__')|map(attribute='__mro__')|list }}",
        "{{ (ds|map(attribute='x')).gi_frame.f_globals }}",
        "{{ ds.append(3) }}",
    ],
)
def test_a_walk_into_the_program_is_refused_or_finds_nothing(text):
    assert outcome(text) in ("refused", "", "[, ]")


def outcome(text):
    try:
        return printed(Template(docx(text)).render({"ds": [1, 2]}))[0]
    except TemplateError as error:
        return "refused" if "không được phép" in error.message else error.message


@pytest.mark.parametrize(
    "text",
    [
        "{{ a|center(20) }}{{ a|indent(4) }}{{ ds|batch(2, '-')|list|length }}{{ a.ljust(9) }}{{ a.replace('L', 'M') }}",
        "{{ '%05d năm 2024 %s' % (so, a) }}{{ '{:>8} {}'.format(so, a) }}{{ '%s đại biểu'|format(so) }}",
        "{{ ds|map('string')|map('upper')|join(', ') }}{{ ds|sum }}{{ a ~ so ~ ds }}{{ ds + ds }}{{ so * 3 }}{{ '-' * 9 }}",
        "{{ ds|sort(reverse=true)|first }}{{ ds|join(' và ') }}{{ ', '.join(ds|map('string')) }}{{ a|wordwrap(2) }}",
        "{{ so|round(2) }}{{ a|truncate(3) }}{{ a|default('x')|title }}{{ 7 % 4 }}{{ 2 ** 10 }}{{ a|replace('L', '<') }}",
        "{% filter upper %}{{ a }}{% endfilter %}{{ ds|tojson }}{{ {'a': 1}|dictsort }}{{ ds|select('odd')|list }}",
    ],
)
def test_what_papers_compute_is_what_docxtpl_computes(text):
    assert differing(docx(text), {"a": "Lê & An", "ds": [3, 1, 2], "so": 12}) == []
