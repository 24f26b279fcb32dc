"""Papers of one template join in one document that Word accepts: all their text in order, each numbered from 1."""

import io
import re

from docx import Document
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from word_files import docx, paragraph, row, table

from flows.word.finished_papers import Paper, joined, taken_apart


def papers(*documents):
    return [taken_apart(document, "giấy") for document in documents]


def body(document):
    return taken_apart(document, "giấy").body.decode()


PAGE = '<w:p><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'


def test_joined_papers_stand_in_order_each_on_pages_numbered_from_one():
    whole = joined(papers(*(docx(paragraph(f"Ông {name}"), footer=PAGE) for name in ("An", "Ba", "Ca"))))
    assert [each.text for each in Document(io.BytesIO(whole)).paragraphs] == ["Ông An", "Ông Ba", "Ông Ca"]
    assert body(whole).count('<w:pgNumType w:start="1"/>') == 3
    assert body(whole).count("<w:sectPr") == 3


def test_papers_without_page_numbers_stand_in_one_section_each_on_a_page_of_its_own():
    made = papers(*(docx(paragraph(f"Ông {name}"), footer=paragraph("MTTQ")) for name in ("An", "Ba", "Ca")))
    whole = Document(io.BytesIO(joined(made)))
    assert len(whole.sections) == 1
    assert [each.paragraph_format.page_break_before for each in whole.paragraphs] == [None, True, True]


def test_a_duplex_join_begins_every_paper_on_a_sheet_of_its_own():
    whole = joined(papers(docx(paragraph("Một")), docx(paragraph("Hai"))), duplex=True)
    assert body(whole).count('<w:type w:val="oddPage"/>') == 2


def test_a_paper_that_ends_in_a_table_keeps_it_whole():
    whole = joined(papers(docx(table(row("a", "b"))), docx(paragraph("sau"))))
    assert len(Document(io.BytesIO(whole)).tables) == 1
    assert len(Document(io.BytesIO(whole)).sections) == 2


def test_bookmarks_and_drawings_of_two_papers_never_share_a_number():
    marked = '<w:p><w:bookmarkStart w:id="0" w:name="ten"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    whole = body(joined(papers(docx(marked), docx(marked))))
    ids = re.findall(r'bookmarkStart w:id="(\d+)"', whole)
    names = re.findall(r'bookmarkStart w:id="\d+" w:name="(\w+)"', whole)
    assert len(ids) == len(set(ids)) == 4
    assert len(set(names)) == 4
    assert sorted(ids) == sorted(re.findall(r'bookmarkEnd w:id="(\d+)"', whole))


def test_papers_of_two_templates_have_two_fingerprints():
    one, other = papers(docx(paragraph("a")), docx(paragraph("b")))
    assert one.fingerprint == other.fingerprint
    frame = {**other.frame, "word/styles.xml": other.frame["word/styles.xml"].replace(b"<w:sz ", b"<w:szCs ")}
    assert Paper(other.body, frame).fingerprint != one.fingerprint


def test_a_paper_with_automatic_numbers_or_page_counts_stands_alone():
    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    counting = '<w:p><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    plain, *alone = papers(docx(paragraph("a")), docx(numbered), docx(counting))
    assert [plain.stands_alone, *(paper.stands_alone for paper in alone)] == [False, True, True]


@given(st.lists(st.lists(st.sampled_from(["đoạn", "bảng"]), max_size=4), min_size=1, max_size=4))
def test_any_papers_give_a_valid_document(shapes):
    made = [
        docx(*(paragraph("đoạn") if shape == "đoạn" else table(row("a", "b")) for shape in each), paragraph("hết"))
        for each in shapes
    ]
    whole = Document(io.BytesIO(joined(papers(*made))))
    breaks = whole.element.xpath("//w:pageBreakBefore")
    assert len(whole.sections) + len(breaks) == len(shapes)
    assert len(whole.tables) == sum(each.count("bảng") for each in shapes)


def footers(document):
    sections = Document(io.BytesIO(document)).sections
    return [section.footer.paragraphs[0].text for section in sections]


def test_papers_whose_footers_name_their_person_stand_in_one_document_each_with_its_own():
    made = papers(*(docx(paragraph("mời"), footer=paragraph(f"Gửi {name}")) for name in ("An", "Ba", "An", "Ca")))
    assert len({paper.fingerprint for paper in made}) == 1
    whole = joined(made)
    assert footers(whole) == ["Gửi An", "Gửi Ba", "Gửi An", "Gửi Ca"]
    assert sum(name.startswith("word/footer") for name in taken_apart(whole, "").frame) == 3


def test_papers_with_a_picture_of_their_own_keep_it():
    made = [with_picture(colour) for colour in ("red", "blue", "red")]
    whole = Document(io.BytesIO(joined(papers(*made))))
    shown = [
        whole.part.related_parts[shape._inline.graphic.graphicData.pic.blipFill.blip.embed]
        for shape in whole.inline_shapes
    ]
    assert [part.blob for part in shown] == [picture(colour) for colour in ("red", "blue", "red")]
    assert shown[0] is shown[2]


def test_a_picture_in_a_footer_of_its_own_is_that_paper_s():
    made = []
    for colour in ("red", "blue"):
        document = Document()
        document.sections[0].footer.paragraphs[0].add_run().add_picture(io.BytesIO(picture(colour)))
        made.append(saved(document))
    whole = Document(io.BytesIO(joined(papers(*made))))
    shown = [
        part.blob
        for section in whole.sections
        for part in section.footer.part.related_parts.values()
        if part.content_type == "image/png"
    ]
    assert shown == [picture("red"), picture("blue")]


def picture(colour):
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(buffer, "PNG")
    return buffer.getvalue()


def saved(document):
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def with_picture(colour):
    document = Document()
    document.add_picture(io.BytesIO(picture(colour)))
    return saved(document)
