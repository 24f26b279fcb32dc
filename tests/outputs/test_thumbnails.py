"""First pages in small: a picture of what can be read, none of what cannot."""

import base64
import io

import pikepdf
import pytest
from PIL import Image

from flows.pdf.paper_pdfs import first_page


def pdf(path, width, height, pages=1):
    whole = pikepdf.new()
    for _ in range(pages):
        whole.add_blank_page(page_size=(width, height))
    whole.save(path)
    return path


@pytest.mark.parametrize(("page", "picture"), [((595, 842), (119, 169)), ((842, 595), (169, 119))])
def test_a_page_of_a4_is_a_small_picture_of_the_same_shape(tmp_path, page, picture):
    kind, _, content = first_page(pdf(tmp_path / "a.pdf", *page, pages=2)).partition(",")
    assert kind == "data:image/jpeg;base64"
    assert Image.open(io.BytesIO(base64.b64decode(content))).size == picture


def test_the_same_page_gives_the_same_picture(tmp_path):
    assert first_page(pdf(tmp_path / "a.pdf", 595, 842)) == first_page(pdf(tmp_path / "b.pdf", 595, 842))


@pytest.mark.parametrize("content", [b"", b"not a PDF", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_has_no_picture(tmp_path, content):
    (tmp_path / "a.pdf").write_bytes(content)
    assert first_page(tmp_path / "a.pdf") == ""


def test_a_file_that_is_gone_has_no_picture(tmp_path):
    assert first_page(tmp_path / "a.pdf") == ""
