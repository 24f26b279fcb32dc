"""Letters lent from another typeface are seen in the PDF, whatever fonts this machine has."""

from __future__ import annotations

import pikepdf
import pytest

from flows.pdf.paper_pdfs import fonts_lacking, lent_typefaces

# A page that says «Thọ», its «ọ» as «A» of a font that may be another one.
_PAGE = b"BT /F1 14 Tf 50 50 Td (Th) Tj /F2 14 Tf (A) Tj ET"
_TO_UNICODE = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /x def /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange
1 beginbfchar
<41> <1ECD>
endbfchar endcmap end end"""


@pytest.fixture
def paper(tmp_path):
    def write(name: str, other: str) -> pikepdf.Pdf:
        pdf = pikepdf.new()
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        page.Contents = pdf.make_stream(_PAGE)
        accented = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type1,
            BaseFont=pikepdf.Name(f"/{other}"),
            ToUnicode=pdf.make_stream(_TO_UNICODE),
        )
        plain = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/ABCDEF+Times-Roman")
        )
        page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=plain, F2=accented))
        pdf.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.mark.parametrize(
    ("other", "lent"), [("Times-Bold", ()), ("GHIJKL+Times-Italic", ()), ("Helvetica", ("Helvetica",))]
)
def test_an_accented_letter_of_another_family_is_lent(paper, other, lent):
    assert lent_typefaces(paper("001-le-van-an.pdf", other)) == lent


def test_a_file_that_is_no_pdf_lends_nothing(tmp_path):
    (tmp_path / "001-le-van-an.pdf").write_text("không phải PDF")
    assert lent_typefaces(tmp_path / "001-le-van-an.pdf") == ()


def test_a_machine_without_the_letters_is_told_once_with_what_to_install(paper):
    papers = [paper(name, "Helvetica") for name in ("001-le-van-an.pdf", "002-ta-binh.pdf")]
    (problem,) = fonts_lacking(papers)
    assert problem.where.file == "001-le-van-an.pdf"
    assert problem.severity == "warning"
    assert "mượn của phông Helvetica" in problem.message
    assert "apt install fonts-liberation2" in problem.fix


def test_a_machine_with_the_letters_is_not_told_anything(paper):
    assert list(fonts_lacking([paper("001-le-van-an.pdf", "Times-Bold")])) == []
