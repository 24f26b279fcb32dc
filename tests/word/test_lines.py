"""A paragraph's text can be replaced anywhere, however Word has split it; what is around it stays as it was set."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from word_files import NAMESPACES, paragraph, text

from flows.word.paragraph_runs import OBJECT, Line, W

RUNS = st.lists(st.tuples(st.text("ab {}.\t", max_size=4), st.booleans()), min_size=1, max_size=5)


def line_of(*runs):
    return Line(etree.fromstring(paragraph(*runs).replace("<w:p>", f"<w:p {NAMESPACES}>")))


def settings(line):
    """Each sign with whether it is bold."""
    found = []
    for run in line.paragraph.iter(f"{W}r"):
        bold = run.find(f"{W}rPr/{W}b") is not None
        found += [(sign, bold) for each in run.iter(f"{W}t") for sign in each.text or ""]
    return found


def made(runs):
    return line_of(*(text(shown, "<w:rPr><w:b/></w:rPr>" if bold else "") for shown, bold in runs))


@given(RUNS, st.data())
def test_a_replacement_changes_its_stretch_and_nothing_else(runs, data):
    line = made(runs)
    before = settings(line)
    start = data.draw(st.integers(0, len(line.text)))
    end = data.draw(st.integers(start, len(line.text)))
    line.replace(start, end, "XY")
    after = settings(line)
    assert line.text == "".join(sign for sign, _ in after)
    assert after[:start] == before[:start]
    assert after[start + 2 :] == before[end:]
    assert "".join(sign for sign, _ in after[start : start + 2]) == "XY"
    if start < end:
        assert {bold for _, bold in after[start : start + 2]} == {before[start][1]}


@given(RUNS, st.data())
def test_the_runs_of_a_stretch_hold_it_and_no_more(runs, data):
    line = made(runs)
    before = settings(line)
    start = data.draw(st.integers(0, len(line.text)))
    end = data.draw(st.integers(start, len(line.text)))
    found = line.runs(start, end)
    assert "".join(each.text or "" for run in found for each in run.iter(f"{W}t")) == line.text[start:end]
    assert settings(line) == before


def test_the_result_of_a_field_is_not_read_as_text():
    field = f'<w:fldSimple w:instr="PAGE">{text("12")}</w:fldSimple>'
    assert line_of("trang ", field, " hết").text == f"trang {OBJECT * 2} hết"
