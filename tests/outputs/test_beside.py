"""The PDF beside a paper: it bears its own hash, so that one which somebody has signed is known and never lost."""

import io
import os

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.errors import MachineError
from flows.outputs.signing_folder import clear_outdated, fresh_pdf, is_sealed, put_pdfs, sealed


def pdf(width=400):
    whole = pikepdf.new()
    whole.add_blank_page(page_size=(width, 600))
    buffer = io.BytesIO()
    whole.save(buffer, deterministic_id=True)
    return buffer.getvalue()


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / "001-le-van-an.docx"
    path.write_bytes(b"a paper")
    return path


def make_anew(paper):
    later = max(path.stat().st_mtime_ns for path in paper.parent.iterdir()) + 10**9
    os.utime(paper, ns=(later, later))


def sign(place):
    with place.open("ab") as file:
        file.write(b"\n% signature\n%%EOF\n")
    return place.read_bytes()


def test_a_sealed_pdf_is_still_a_pdf_and_of_the_same_length():
    content = sealed(pdf())
    assert is_sealed(content)
    assert len(content) == len(pdf())
    assert len(pikepdf.open(io.BytesIO(content)).pages) == 1
    assert not is_sealed(pdf())


@given(st.integers(min_value=0), st.integers(1, 255))
def test_any_changed_byte_breaks_the_seal(place, change):
    content = bytearray(sealed(pdf()))
    content[place % len(content)] ^= change
    assert not is_sealed(bytes(content))


@given(st.binary())
def test_what_is_no_pdf_is_not_ours(content):
    assert not is_sealed(content)
    assert sealed(content) == content


def test_a_pdf_of_ours_gives_way_to_a_new_one(paper):
    put_pdfs({paper: pdf()})
    make_anew(paper)
    assert fresh_pdf(paper) is None
    place = put_pdfs({paper: pdf(500)})[paper]
    assert place == paper.with_suffix(".pdf")
    assert is_sealed(place.read_bytes())


def test_a_signed_one_is_kept_and_the_new_one_stands_beside_it(paper):
    [own] = put_pdfs({paper: pdf()}).values()
    signed = sign(own)
    assert fresh_pdf(paper) == own
    make_anew(paper)
    [place] = put_pdfs({paper: pdf(500)}).values()
    assert place.name == "001-le-van-an.moi.pdf"
    os.utime(place, ns=(paper.stat().st_mtime_ns,) * 2)
    assert fresh_pdf(paper) == place
    assert own.read_bytes() == signed


def test_the_one_beside_goes_once_the_signed_one_is_taken_away(paper):
    [own] = put_pdfs({paper: pdf()}).values()
    sign(own)
    [aside] = put_pdfs({paper: pdf(500)}).values()
    own.unlink()
    assert put_pdfs({paper: pdf(600)}) == {paper: own}
    assert not aside.exists()


def test_where_both_are_signed_none_is_lost(paper):
    for _ in range(2):
        sign(put_pdfs({paper: pdf()})[paper])
    with pytest.raises(MachineError, match="đều đã ký hoặc sửa"):
        put_pdfs({paper: pdf(500)})


def test_pdfs_of_papers_made_anew_or_gone_go_and_others_stay(paper):
    gone = paper.with_name("002-ha-thi-binh.docx")
    for one in (paper, gone):
        one.write_bytes(b"a paper")
        put_pdfs({one: pdf()})
    gone.unlink()
    (paper.parent / "ban-quet.pdf").write_bytes(b"a scan of the office's own")
    assert clear_outdated(paper.parent) == []
    assert sorted(path.name for path in paper.parent.iterdir()) == [
        "001-le-van-an.docx",
        "001-le-van-an.pdf",
        "ban-quet.pdf",
    ]
    make_anew(paper)
    assert clear_outdated(paper.parent) == []
    assert not paper.with_suffix(".pdf").exists()


def test_a_signed_pdf_of_a_paper_made_anew_stays_and_is_told(paper):
    [own] = put_pdfs({paper: pdf()}).values()
    sign(own)
    make_anew(paper)
    assert clear_outdated(paper.parent) == ["001-le-van-an.pdf"]
    assert own.exists()
