"""What does not fit its page is told with the person, in the report, on the page to look at and in the list to sign."""

import io
import shutil

import docx
import pytest
from PIL import Image

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs LibreOffice (apt install libreoffice-writer-nogui)"
)

POST = "Phó Trưởng ban Công tác Mặt trận kiêm Trưởng ban Thanh tra nhân dân, " * 60
LIST = "{% for d in danh_muc %}{{ d.ten_loai }}: {{ d.canh_bao }}; {% endfor %}"


@pytest.fixture(scope="module")
def first(first_bureau):
    """An office whose certificate names the post, where one person's takes more than a page; and its first report."""
    first_bureau.template("giay-chung-nhan", "{{ nguoi.ho_ten }}, {{ nguoi.chuc_vu }}. {{ su_kien.muc_dich }}")
    first_bureau.template("danh-muc-trinh-ky", LIST)
    first_bureau.write(roster=first_bureau.roster.replace("Hà Thị Bình | ", f"Hà Thị Bình | {POST}"))
    return first_bureau, made(first_bureau)


@pytest.fixture
def crowded(first, tmp_path):
    return first[0].copied(tmp_path)


def made(bureau, pdf="pdf"):
    return bureau.make(pdf=pdf, only=("giay-chung-nhan",))


def told(report):
    return [one for one in report.all_problems if "chạy sang trang 2" in one.message]


def test_a_certificate_of_two_pages_is_told_at_its_persons_row(first):
    (problem,) = told(first[1])
    assert (problem.severity, problem.where.cell, problem.where.sheet) == ("warning", "A3", "Danh sách")
    assert "Hà Thị Bình" in problem.message
    assert "AN-01/giay-chung-nhan/002-ha-thi-binh.docx, trang 2" in problem.message
    assert "«Chức vụ»" in problem.fix


def test_the_page_to_look_at_and_the_list_to_sign_tell_it_too(crowded):
    assert "chạy sang trang 2" in (crowded.outputs / "AN-01/trinh-ky/xem.html").read_text(encoding="utf-8")
    assert "Giấy chứng nhận: 1 bản không vừa trang" in crowded.text("trinh-ky/danh-muc-trinh-ky.docx")


def test_a_run_that_changes_nothing_still_tells_it_and_writes_nothing(first, crowded):
    made(crowded)  # the register remembers where the manifest stands
    times = crowded.times()
    assert told(made(crowded, pdf="")) == told(made(crowded)) == told(first[1])
    assert crowded.times() == times


def test_a_row_made_shorter_is_told_no_more(crowded):
    crowded.write()
    assert told(made(crowded)) == []
    assert "không vừa" not in crowded.text("trinh-ky/danh-muc-trinh-ky.docx")


def test_what_all_papers_share_is_told_once_at_the_event(crowded):
    people = "".join(f"Lê Văn {letter * 2} | | thôn Một | hoàn thành\n" for letter in "abcdef")
    crowded.write(event=crowded.event.replace("Bồi dưỡng\n", f"{POST}\n"), roster=crowded.roster + people)
    assert [(one.where.heading, one.message[:17]) for one in told(made(crowded))] == [
        ("Tên sự kiện", "9 giấy chứng nhận")
    ]


def test_a_paper_edited_by_hand_is_to_be_mended_by_hand(crowded):
    crowded.write()
    made(crowded, pdf="")
    paper = crowded.outputs / "AN-01/giay-chung-nhan/001-le-van-an.docx"
    edited = docx.Document(paper)
    edited.add_page_break()
    edited.add_paragraph("Ghi tay thêm.")
    edited.save(paper)
    (problem,) = told(made(crowded))
    assert problem.fix.startswith("Bản này đã sửa tay")


def test_text_that_runs_off_the_paper_is_told(bureau):
    document = docx.Document()
    document.add_paragraph("{{ nguoi.ho_ten }}").paragraph_format.left_indent = docx.shared.Cm(-3.5)
    document.save(bureau.folder / "templates/giay-chung-nhan.docx")
    report = made(bureau)
    assert [
        (one.where.file, one.message.partition(" (")[0]) for one in report.all_problems if "mép giấy" in one.message
    ] == [("giay-chung-nhan.docx", "3 giấy chứng nhận có chữ chạy ra mép giấy")]


def test_a_crest_that_pushes_every_certificate_to_a_second_page_is_the_template_s_fault_told_once(bureau):
    crest = io.BytesIO()
    Image.new("RGB", (60, 60), "gold").save(crest, "PNG")
    document = docx.Document()
    document.add_picture(crest, height=docx.shared.Cm(23))
    document.add_paragraph("{{ nguoi.ho_ten }}")
    document.save(bureau.folder / "templates/giay-chung-nhan.docx")
    (problem,) = told(made(bureau))
    assert str(problem) == (
        "giay-chung-nhan.docx: 3 giấy chứng nhận chạy sang trang 2 "
        "(xem AN-01/giay-chung-nhan/001-le-van-an.docx, trang 2). Thu nhỏ hình ở đầu mẫu giay-chung-nhan.docx, "
        "hoặc bớt dòng trống, giãn dòng quanh nó."
    )
