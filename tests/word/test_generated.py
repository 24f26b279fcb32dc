"""Templates and values that a machine thinks up, compared with docxtpl part by part."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from word_files import differing, docx, drawing, paragraph, row, table, text

LETTERS = st.text(alphabet="aạĂ đỗ<>&\"'{}%#.\n\t_", max_size=8)
EXPRESSIONS = st.sampled_from(
    ["a", "b.c", "b.khong_co", "khong_co", "ds|length", "a|upper", "ds[0].x", "b.c ~ a", "a if so > 1 else b.c", "'<'"]
)
VALUES = st.fixed_dictionaries(
    {
        "a": LETTERS,
        "b": st.fixed_dictionaries({"c": LETTERS | st.integers() | st.none()}),
        "ds": st.lists(st.fixed_dictionaries({"x": LETTERS}), min_size=1, max_size=3),
        "so": st.integers(0, 3),
    }
)
SAFE_TEXT = st.text(alphabet="aạĂ đỗ<>&\"'.", max_size=5)
INLINE = st.one_of(
    SAFE_TEXT,
    EXPRESSIONS.map("{{{{ {} }}}}".format),
    st.tuples(SAFE_TEXT, EXPRESSIONS).map(
        lambda p: f"{{% if so > 1 %}}{p[0]}{{% else %}}{{{{ {p[1]} }}}}{{% endif %}}"
    ),
    SAFE_TEXT.map(lambda inner: f"{{% for n in ds %}}{inner}{{{{ n.x }}}}{{{{ loop.index }}}}{{% endfor %}}"),
)


@st.composite
def split_runs(draw):
    whole = draw(INLINE)
    cuts = sorted(draw(st.lists(st.integers(0, len(whole)), max_size=3)))
    ends = [0, *cuts, len(whole)]
    formats = st.sampled_from(["", "<w:rPr><w:b/></w:rPr>"])
    return "".join(text(whole[a:b], draw(formats)) for a, b in pairwise(ends) if a < b)


PARAGRAPH = st.one_of(
    INLINE.map(paragraph),
    split_runs().map(lambda runs: f"<w:p>{runs}</w:p>"),
    st.integers(1, 9).map(lambda number: paragraph(drawing(number))),
)
WIDTHS = st.lists(st.integers(1, 999), min_size=1, max_size=4).map(tuple)
ROW = st.lists(INLINE, min_size=1, max_size=3).map(lambda cells: row(*cells))


def around(kind, blocks):
    open_tag, close_tag = kind
    return [open_tag, *blocks, close_tag]


P_KINDS = st.sampled_from([("{%p if so > 1 %}", "{%p endif %}"), ("{%p for n in ds %}", "{%p endfor %}")])
TR_KINDS = st.sampled_from([("{%tr if so > 1 %}", "{%tr endif %}"), ("{%tr for n in ds %}", "{%tr endfor %}")])
LOOPED_ROWS = st.tuples(TR_KINDS, st.lists(ROW, min_size=1, max_size=2)).map(
    lambda both: "".join([row(both[0][0]), *both[1], row(both[0][1])])
)
TABLE = st.tuples(st.lists(ROW | LOOPED_ROWS, min_size=1, max_size=3), WIDTHS).map(
    lambda both: table(*both[0], widths=both[1])
)
BLOCK = st.one_of(PARAGRAPH.map(lambda one: [one]), TABLE.map(lambda one: [one]))
BLOCKS = BLOCK | st.tuples(P_KINDS, BLOCK).map(lambda both: around(*both))
BODY = st.lists(BLOCKS, min_size=1, max_size=4).map(lambda groups: [block for group in groups for block in group])


@given(BODY, st.lists(INLINE, max_size=2), st.lists(VALUES, min_size=1, max_size=3))
def test_every_part_is_docxtpls_whatever_the_template_and_the_values(body, header, documents):
    made = docx(*body, header="".join(paragraph(each) for each in header))
    assert differing(made, *documents) == []
