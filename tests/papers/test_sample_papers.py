"""The sample's papers as Word and a printer take them: valid OOXML, one page where one is meant, nothing orphaned."""

import shutil
import subprocess
from datetime import UTC, date, datetime

import pytest
from openxml_audit import OpenXmlValidator

from flows.making import make
from flows.publishing.pdf import add_pdfs
from flows.settings import Order

NEEDS_OFFICE = pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="needs LibreOffice and poppler-utils (apt install libreoffice-writer-nogui poppler-utils)",
)
PAPERS = (
    "ke-hoach.docx",
    "tin-bai.docx",
    "giay-moi/001-vu-van-hoe.docx",
    "giay-moi/230-{last}.docx",
    "giay-chung-nhan/001-vu-van-hoe.docx",
    "giay-chung-nhan/230-{last}.docx",
)


@pytest.fixture(scope="session")
def outputs(tmp_path_factory):
    """Where the whole sample was made, once for all tests."""
    root = tmp_path_factory.mktemp("sample") / "outputs"
    report = make(Order(outputs=root, today=date(2024, 7, 3)), datetime(2024, 7, 3, 8, tzinfo=UTC))
    assert len(report.events[0].documents) == 462
    return root


@pytest.fixture(scope="session")
def papers(outputs):
    """Some papers of each kind, the first and the last person's among them."""
    last = next((outputs / "PT-2024-07/giay-moi").glob("230-*.docx")).stem.removeprefix("230-")
    return [f"PT-2024-07/{paper.format(last=last)}" for paper in PAPERS]


@pytest.fixture(scope="session")
def pages(outputs, papers):
    """The text of those papers, page by page."""
    add_pdfs(outputs, papers)
    return {paper.split("/", 1)[1]: pages_of((outputs / paper).with_suffix(".pdf")) for paper in papers}


def pages_of(pdf):
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    return text.split("\f")[:-1]


def test_every_paper_is_valid_ooxml(outputs):
    validator = OpenXmlValidator()
    made = sorted(outputs.rglob("*.docx"))
    faults = {paper.name: errors for paper in made if (errors := validator.validate(str(paper)).errors)}
    assert len(made) == 462
    assert not faults


@NEEDS_OFFICE
@pytest.mark.parametrize("kind", ["giay-moi", "giay-chung-nhan", "tin-bai.docx"])
def test_one_page_is_one_page(kind, pages):
    assert [len(sheets) for paper, sheets in pages.items() if paper.startswith(kind)] in ([1], [1, 1])


@NEEDS_OFFICE
def test_a_signature_stands_with_the_end_of_its_text(pages):
    last = pages["ke-hoach.docx"][-1]
    assert "TM. BAN THƯỜNG TRỰC" in last
    assert "./." in last


@NEEDS_OFFICE
def test_pages_are_numbered_from_the_second(pages):
    first, second, *_ = pages["ke-hoach.docx"]
    assert second.strip().startswith("2")
    assert not first.strip().startswith("1")


@NEEDS_OFFICE
def test_a_pdf_that_is_new_enough_is_not_made_again(outputs, papers, pages):
    assert pages
    assert add_pdfs(outputs, papers) == []
