"""The sample's papers as Word and a printer take them: valid OOXML, one page where one is meant, nothing orphaned."""

import subprocess
from pathlib import Path

import pikepdf
import pytest
from docx import Document as WordDocument
from office_program import NEEDS_OFFICE
from openxml_audit import OpenXmlValidator

from flows.decree_form.judge_papers import judge_papers, papers_among
from flows.documents import KINDS
from flows.pdf.paper_fit import Wanted, misfits
from flows.rendering import Template
from flows.steps.check_templates import specimen_of
from flows.word.finished_papers import joined, taken_apart

PAPERS = (
    "ke-hoach.docx",
    "tin-bai.docx",
    "giay-moi/001-vu-van-hoe.docx",
    "giay-moi/230-{last}.docx",
    "giay-chung-nhan/001-vu-van-hoe.docx",
    "giay-chung-nhan/230-{last}.docx",
)


@pytest.fixture(scope="session")
def papers(outputs):
    """Some papers of each kind, the first and the last person's among them."""
    last = next((outputs / "PT-2024-07/giay-moi").glob("230-*.docx")).stem.removeprefix("230-")
    return [f"PT-2024-07/{paper.format(last=last)}" for paper in PAPERS]


@pytest.fixture(scope="session")
def pages(outputs, pdfs, papers):
    """The text of those papers, page by page."""
    assert pdfs
    return {paper.split("/", 1)[1]: pages_of((outputs / paper).with_suffix(".pdf")) for paper in papers}


def pages_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


@pytest.mark.wide
def test_no_paper_departs_from_the_decrees_form(outputs, documents):
    papers, others = papers_among([outputs])
    assert (len(papers), others) == (462, ())
    looked_at = {outputs / one.path for one in documents}
    assert judge_papers({name: path for name, path in papers.items() if path in looked_at}) == ()


@pytest.mark.wide
def test_every_paper_is_valid_ooxml(outputs, documents):
    validator = OpenXmlValidator()
    assert {
        one.path: errors for one in documents if (errors := validator.validate(str(outputs / one.path)).errors)
    } == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_every_template_of_a_kind_prints_valid_ooxml_that_names_paper_and_office(kind, tmp_path):
    for template in Path("templates").glob(f"{kind.KIND}*.docx"):
        (tmp_path / template.name).write_bytes(Template(template).render(specimen_of(kind)))
        assert OpenXmlValidator().validate(str(tmp_path / template.name)).errors == []
        told = WordDocument(tmp_path / template.name).core_properties
        of_event = "Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận năm 2024"
        whose = "Trần Thị Thử" if kind.PER_PERSON else {"cong-van": "thôn Đông"}.get(kind.KIND, of_event)
        assert (told.title, told.author) == (
            f"{kind.NAME} - {whose}",
            "Ban Thường trực Ủy ban MTTQ Việt Nam xã Phúc Thọ",
        )


@NEEDS_OFFICE
def test_a_certificate_holds_no_code_but_its_own(outputs, pdfs, papers):
    assert pdfs
    with pikepdf.open((outputs / papers[4]).with_suffix(".pdf")) as pdf:
        pictures = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
    assert len(pictures) == 1


@NEEDS_OFFICE
@pytest.mark.parametrize("kind", ["giay-moi", "giay-chung-nhan", "tin-bai.docx"])
def test_one_page_is_one_page(kind, pages):
    assert [len(sheets) for paper, sheets in pages.items() if paper.startswith(kind)] in ([1], [1, 1])


@NEEDS_OFFICE
def test_a_signature_stands_with_the_end_of_its_text(pages):
    last = pages["ke-hoach.docx"][-1]
    assert "TM. BAN THƯỜNG TRỰC" in last
    assert "./." in last
    assert "TỔ CHỨC THỰC HIỆN" in last


@pytest.mark.wide
@NEEDS_OFFICE
def test_nothing_of_the_sample_runs_over_its_page_or_its_line(documents, pdfs):
    signed = {"authority": "TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH", "signer": "Lê Thị Toan"}
    kinds = {kind.KIND: kind for kind in KINDS}
    wishes = [
        Wanted(kinds[one.kind].PER_PERSON, (one.recipient,) if one.kind == "giay-chung-nhan" else (), **signed)
        for one in documents
    ]
    assert [pdf.name for pdf, wanted in zip(pdfs, wishes, strict=True) if misfits(pdf, wanted)] == []


@NEEDS_OFFICE
def test_pages_are_numbered_from_the_second(pages):
    first, second, *_ = pages["ke-hoach.docx"]
    assert second.strip().startswith("2")
    assert not first.strip().startswith("1")


@pytest.mark.parametrize("duplex", [False, True])
@pytest.mark.parametrize("kind", ["giay-moi", "giay-chung-nhan"])
def test_papers_joined_for_the_printer_are_valid_ooxml(outputs, tmp_path, kind, duplex):
    papers = sorted(outputs.glob(f"*/{kind}/*.docx"))[:5]
    whole = tmp_path / "in.docx"
    whole.write_bytes(joined([taken_apart(paper.read_bytes(), paper.name) for paper in papers], duplex=duplex))
    assert OpenXmlValidator().validate(str(whole)).errors == []
