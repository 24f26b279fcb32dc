"""Small documents with merge fields anywhere print what docx-mailmerge2 prints of them."""

from __future__ import annotations

import io
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from mailmerge import MailMerge
from word_files import docx, paragraph, printed, row, table, text, text_box

from flows.rendering import Template

NAMES = {"ho_ten": "nguoi.ho_ten", "don_vi": "nguoi.don_vi"}
VALUES = {"ho_ten": "lê văn An & <Bé>", "don_vi": "Xã Hát Môn"}
BOLD = "<w:rPr><w:b/></w:rPr>"
# Not FirstCap: docx-mailmerge2 makes "Xã hát môn" of "Xã Hát Môn", where Word raises the first letter and no more.
SWITCHES = ["", r" \* MERGEFORMAT", r" \* Upper", r" \* Lower", r" \* Upper \* MERGEFORMAT"]


def run(inside):
    return f"<w:r>{inside}</w:r>"


def mark(kind):
    return run(f'<w:fldChar w:fldCharType="{kind}"/>')


def simple(code):
    return f'<w:fldSimple w:instr="{code}">{text("«…»", BOLD)}</w:fldSimple>'


def split(code, cuts, result):
    """A complex field with its instruction and its result in several runs, as Word leaves them."""
    bounds = [0, *sorted(cut % len(code) for cut in cuts), len(code)]
    pieces = [code[start:end] for start, end in pairwise(bounds)]
    written = "".join(run(f'<w:instrText xml:space="preserve">{piece}</w:instrText>') for piece in pieces)
    shown = "".join(text(piece, BOLD) for piece in result)
    return mark("begin") + written + mark("separate") + shown + mark("end")


CODES = st.builds(
    lambda name, switch: f" MERGEFIELD {name}{switch} ", st.sampled_from(sorted(VALUES)), st.sampled_from(SWITCHES)
)
FIELDS = st.one_of(
    st.builds(simple, CODES),
    st.builds(split, CODES, st.lists(st.integers(0, 99), max_size=3), st.sampled_from([["«x»"], ["«", "x»"], [""]])),
)
PIECES = st.one_of(st.sampled_from([text("Kính gửi: "), text(" và ", BOLD), text(".")]), FIELDS)
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=4).map(lambda pieces: paragraph(*pieces))
TABLES = st.lists(PARAGRAPHS, min_size=2, max_size=2).map(
    lambda cells: table(row(*(f"<w:tc><w:tcPr/>{each}</w:tc>" for each in cells)))
)
BODIES = st.lists(st.one_of(PARAGRAPHS, TABLES), min_size=1, max_size=3)


def merged(template):
    """What docx-mailmerge2 makes of a template."""
    written = io.BytesIO()
    with MailMerge(io.BytesIO(template)) as merger:
        merger.merge(**VALUES)
        merger.write(written)
    return written.getvalue()


@given(BODIES, PARAGRAPHS)
def test_merge_fields_in_body_tables_and_headers_print_as_another_merger_prints_them(body, header):
    template = docx(*body, header=header)
    ours, theirs = Template(template, names=NAMES).render({"nguoi": VALUES}), merged(template)
    for part in ("word/document.xml", "word/header1.xml"):
        assert printed(ours, part) == printed(theirs, part)


def test_a_text_box_is_filled_in_both_its_copies():
    template = docx(paragraph(text_box("@").replace(text("@"), simple(" MERGEFIELD ho_ten "))))
    made = printed(Template(template, names=NAMES).render({"nguoi": VALUES}))
    assert made.count(VALUES["ho_ten"]) == 2
