"""Empty signature fields: the signer's between post and name, the seal's over a third of it; any program signs them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from office_program import NEEDS_OFFICE
from signed_pdfs import signer, with_signature

from flows.model.order import Order
from flows.outputs.signing_folder import is_sealed
from flows.pdf.paper_pdfs import add_pdfs
from flows.pdf.signature_fields import Block
from flows.pdf.signatures import signed_pdf
from flows.pipeline import make

pytestmark = NEEDS_OFFICE
BLOCK = Block("TM. BAN THƯỜNG TRỰC\nCHỦ TỊCH", "Lê Thị Toan")


@pytest.fixture(scope="module")
def order(tmp_path_factory):
    """A run of the sample's plan that asks for fields."""
    root = tmp_path_factory.mktemp("o-ky")
    order = Order(outputs=root / "outputs", only=("ke-hoach",), pdf="pdf", sign_fields=True, today=date(2024, 7, 3))
    report = make(order, datetime(2024, 7, 3, 8, tzinfo=UTC))
    assert not [one for one in report.all_problems if "ô ký số" in one.message]
    return order


@pytest.fixture(scope="module")
def papers(outputs, documents, tmp_path_factory):
    """Two certificates, an invitation and the news with their PDFs; of all but the news it is said who signs."""
    root = tmp_path_factory.mktemp("giay")
    ends = (
        "giay-chung-nhan/001-vu-van-hoe.docx",
        "giay-chung-nhan/002",
        "giay-moi/001-vu-van-hoe.docx",
        "tin-bai.docx",
    )
    chosen = [one for one in documents if any(end in one.path for end in ends)]
    for one in chosen:
        (root / one.path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(outputs / one.path, root / one.path)
    blocks = {one.path: BLOCK for one in chosen if one.kind != "tin-bai"}
    return root, chosen, blocks, add_pdfs(root, chosen, blocks=blocks)


@pytest.fixture
def plan(order, tmp_path):
    return Path(shutil.copy(order.outputs / "PT-2024-07/ke-hoach.pdf", tmp_path))


def fields_of(path):
    """The fields by name: page and box."""
    with pikepdf.open(path) as pdf:
        return {
            str(one.T): (number, tuple(map(float, one.Rect)))
            for number, page in enumerate(pdf.pages)
            for one in page.obj.get("/Annots", ())
        }


def words_at(path, number, words):
    """The box of the last place on a page where the words stand."""
    document = pypdfium2.PdfDocument(path)
    try:
        text = document[number].get_textpage()
        *_, (begins, count) = iter(text.search(words, match_case=True).get_next, None)
        boxes = [text.get_charbox(place) for place in range(begins, begins + count)]
        left, bottom, right, top = zip(*boxes, strict=True)
        return min(left), min(bottom), max(right), max(top)
    finally:
        document.close()


def stands_right(path, pages):
    fields = fields_of(path)
    assert sorted(fields) == ["CoQuan", "NguoiKy"]
    (page, (left, bottom, right, top)), (seal_page, seal) = fields["NguoiKy"], fields["CoQuan"]
    assert page == seal_page == pages - 1
    post, name = words_at(path, page, "CHỦ TỊCH"), words_at(path, page, "Lê Thị Toan")
    assert post[1] >= top > bottom >= name[3]
    assert abs((left + right) / 2 - (name[0] + name[2]) / 2) < 1
    assert seal[2] == pytest.approx(left + (right - left) / 3, abs=0.1)
    assert seal[0] < left < seal[2]
    assert seal[1] < (bottom + top) / 2 < seal[3]


def test_the_plans_fields_stand_between_post_and_name_on_its_last_page(plan):
    stands_right(plan, 3)


def test_so_do_those_of_papers_cut_from_one_file_and_the_news_has_none(papers):
    *_, pdfs = papers
    signed, [news] = [pdf for pdf in pdfs if pdf.stem != "tin-bai"], [pdf for pdf in pdfs if pdf.stem == "tin-bai"]
    assert len(signed) == 3
    for pdf in signed:
        stands_right(pdf, 1)
    assert b"/AcroForm" not in news.read_bytes()


def test_a_second_run_makes_nothing_and_the_same_papers_give_the_same_bytes(order, papers, tmp_path):
    root, chosen, blocks, _ = papers
    assert add_pdfs(root, chosen, blocks=blocks) == []
    assert add_pdfs(root, chosen) == []
    before = {path: path.stat().st_mtime_ns for path in order.outputs.rglob("*")}
    make(order, datetime(2024, 7, 3, 8, tzinfo=UTC))
    make(order, datetime(2024, 7, 3, 8, tzinfo=UTC))
    assert {path: path.stat().st_mtime_ns for path in order.outputs.rglob("*")} == before
    one = next(one for one in chosen if one.path.endswith("giay-moi/001-vu-van-hoe.docx"))
    (tmp_path / one.path).parent.mkdir(parents=True)
    shutil.copy(root / one.path, tmp_path / one.path)
    [plain] = add_pdfs(tmp_path, [one])
    assert fields_of(plain) == {}
    assert add_pdfs(tmp_path, [one], blocks=blocks) == [plain]
    assert sorted(fields_of(plain)) == ["CoQuan", "NguoiKy"]
    content = plain.read_bytes()
    plain.unlink()
    add_pdfs(tmp_path, [one], blocks=blocks)
    assert plain.read_bytes() == content
    assert is_sealed(content)


def test_both_fields_can_be_signed_and_a_signed_pdf_is_never_made_anew(plan, order, tmp_path):
    once = with_signature(plan.read_bytes(), "NguoiKy", signer(tmp_path, "Lê Thị Toan"))
    twice = with_signature(once, "CoQuan", signer(tmp_path, "Uỷ ban MTTQ huyện"))
    found = signed_pdf(twice)
    assert (found.fault, found.doubts) == ("", ())
    assert [one.signer for one in found.signings] == ["Lê Thị Toan", "Uỷ ban MTTQ huyện"]
    own = order.outputs / "PT-2024-07/ke-hoach.pdf"
    before = own.read_bytes()
    own.write_bytes(twice)
    make(replace(order, pdf="pdf-a"), datetime(2024, 7, 3, 8, tzinfo=UTC))
    assert own.read_bytes() == twice
    assert not own.with_suffix(".moi.pdf").exists()
    own.write_bytes(before)


def test_a_paper_that_does_not_say_who_signs_gets_no_field(papers, tmp_path):
    root, chosen, *_ = papers
    one = next(one for one in chosen if one.kind == "tin-bai")
    (tmp_path / one.path).parent.mkdir(parents=True)
    shutil.copy(root / one.path, tmp_path / one.path)
    [pdf] = add_pdfs(tmp_path, [one], blocks={one.path: BLOCK})
    assert fields_of(pdf) == {}
    assert add_pdfs(tmp_path, [one], blocks={one.path: BLOCK}) == []
