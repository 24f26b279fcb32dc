"""The signing pack: every invitation in one file, every certificate in another, and the list to lay on top."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook

from flows.pdf import convert


@pytest.fixture
def without_office(monkeypatch):
    """No LibreOffice: PDFs fail, the pack is made all the same."""
    monkeypatch.setenv("PATH", "/khong-co")
    monkeypatch.setattr(convert, "_WINDOWS", ())


@pytest.fixture
def pack(bureau):
    return bureau.outputs / "AN-01" / "trinh-ky"


LIST = "{% for d in danh_muc %}{{ d.stt }} {{ d.ten_loai }} x {{ d.so_ban }} ({{ d.nguoi_ky }}) {{ d.canh_bao }}; {% endfor %}"


def lines(path):
    return [line.text for line in Document(io.BytesIO(path.read_bytes())).paragraphs if line.text.strip()]


def test_the_pack_joins_the_papers_of_a_kind_in_order(bureau, pack, without_office):
    bureau.make(pdf="pdf")
    assert lines(pack / "in-giay-chung-nhan.docx") == ["001/GCN Lê Văn An", "002/GCN Hà Thị Bình", "003/GCN Vũ Cảnh"]
    assert not (pack / "in-ke-hoach.docx").exists()


def test_the_list_tells_what_there_is_to_sign(bureau, pack, without_office):
    bureau.template("danh-muc-trinh-ky", LIST)
    bureau.make(pdf="pdf")
    (line,) = lines(pack / "danh-muc-trinh-ky.docx")
    assert line.strip() == "1 Kế hoạch x 1 (Lê Toan) ; 2 Giấy mời x 3 (Lê Toan) ; 3 Giấy chứng nhận x 3 (Lê Toan) ;"


def test_what_nobody_signs_is_told_apart_in_the_list(bureau, pack, without_office):
    beside = "{% for d in kem_theo %}{{ d.stt }} {{ d.ten_loai }} x {{ d.so_ban }}{{ d.nguoi_ky }}; {% endfor %}"
    total = "{{ tong_cong.so_loai }} loại, {{ tong_cong.so_ban }} bản, {{ tong_cong.so_ban_kem_theo }} bản kèm theo"
    bureau.template("danh-muc-trinh-ky", beside + total)
    bureau.make(pdf="pdf")
    assert lines(pack / "danh-muc-trinh-ky.docx") == ["4 Tin bài x 1; 3 loại, 7 bản, 1 bản kèm theo"]


def test_no_pack_is_made_until_somebody_asks_and_then_every_run_keeps_it_true(bureau, pack, without_office):
    bureau.make()
    assert not list(pack.glob("*.docx"))
    bureau.make(pdf="pdf")
    bureau.write(roster=bureau.roster.replace("Vũ Cảnh", "Vũ Văn Cảnh"))
    bureau.make()
    assert "003/GCN Vũ Cảnh" not in lines(pack / "in-giay-chung-nhan.docx")


def test_a_second_run_leaves_the_pack_alone(bureau, without_office):
    bureau.make(pdf="pdf")
    before = bureau.times()
    bureau.make(pdf="pdf")
    assert bureau.times() == before


def test_a_pack_that_was_worked_in_is_kept(bureau, pack, without_office):
    bureau.make(pdf="pdf")
    edited = Document(pack / "in-giay-moi.docx")
    edited.add_paragraph("Ghi tay")
    edited.save(pack / "in-giay-moi.docx")
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Bí thư"))
    bureau.make()
    assert lines(pack / "in-giay-moi.docx")[-1] == "Ghi tay"
    assert any("Bí thư" in line for line in lines(pack / "in-giay-moi.moi.docx"))


def test_a_paper_formatted_by_hand_is_printed_apart_and_the_list_says_so(bureau, pack, without_office):
    bureau.template("danh-muc-trinh-ky", LIST)
    bureau.make()
    paper = next((bureau.outputs / "AN-01" / "giay-moi").glob("002-*.docx"))
    edited = Document(paper)
    edited.styles["Normal"].font.name = "Arial"
    edited.save(paper)
    made, again = bureau.make(pdf="pdf"), bureau.make()
    assert len(lines(pack / "in-giay-moi.docx")) == 2
    told = "Tệp in chung không có 1 giấy mời (Hà Thị Bình)."
    for outcome in (made, again):
        assert told in [problem.message for event in outcome.events for problem in event.problems]
        assert told in (bureau.outputs / "AN-01" / "THONG-BAO.txt").read_text("utf-8")
    assert "1 bản đã sửa tay; 1 bản phải in riêng" in lines(pack / "danh-muc-trinh-ky.docx")[0]


def test_an_office_that_prints_on_both_sides_begins_each_paper_on_a_new_sheet(bureau, pack, without_office):
    bureau.write(event=f"{bureau.event}")
    office = bureau.folder / "templates" / "co-quan.xlsx"
    book = load_workbook(office)
    sheet = book.active
    sheet.cell(1, sheet.max_column + 1, "Cách in")
    sheet.cell(2, sheet.max_column, "hai mặt")
    book.save(office)
    bureau.make(pdf="pdf")
    sections = Document(io.BytesIO((pack / "in-giay-moi.docx").read_bytes())).sections
    assert [str(section.start_type) for section in sections] == ["ODD_PAGE (4)"] * 3


def test_papers_whose_footer_names_the_person_are_all_in_the_file_to_print(bureau, pack, without_office):
    form = Document(bureau.folder / "templates" / "giay-moi.docx")
    form.sections[0].different_first_page_header_footer = True
    for footer in (form.sections[0].footer, form.sections[0].first_page_footer):
        footer.paragraphs[0].text = "Chân trang: {{ nguoi.ho_ten }}"
    form.save(bureau.folder / "templates" / "giay-moi.docx")
    bureau.make(pdf="pdf")
    sections = Document(io.BytesIO((pack / "in-giay-moi.docx").read_bytes())).sections
    assert [section.first_page_footer.paragraphs[0].text for section in sections] == [
        "Chân trang: Lê Văn An",
        "Chân trang: Hà Thị Bình",
        "Chân trang: Vũ Cảnh",
    ]
