"""What does not fit its page is told with the person, in the report, on the page to look at and in the list to sign."""

import shutil

import docx
import pytest

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs LibreOffice (apt install libreoffice-writer-nogui)"
)

POST = "Phó Trưởng ban Công tác Mặt trận kiêm Trưởng ban Thanh tra nhân dân, " * 60
LIST = "{% for d in danh_muc %}{{ d.ten_loai }}: {{ d.canh_bao }}; {% endfor %}"


@pytest.fixture
def crowded(bureau):
    """The office's certificate names the post, and one person's takes more than a page."""
    bureau.template("giay-chung-nhan", "{{ nguoi.ho_ten }}, {{ nguoi.chuc_vu }}. {{ su_kien.muc_dich }}")
    bureau.template("danh-muc-trinh-ky", LIST)
    bureau.write(roster=bureau.roster.replace("Hà Thị Bình | ", f"Hà Thị Bình | {POST}"))
    return bureau


def made(bureau, pdf="pdf"):
    return bureau.make(pdf=pdf, only=("giay-chung-nhan",))


def told(report):
    return [one for one in report.all_problems if "chạy sang trang 2" in one.message]


def test_a_certificate_of_two_pages_is_told_at_its_persons_row(crowded):
    (problem,) = told(made(crowded))
    assert (problem.severity, problem.where.cell, problem.where.sheet) == ("warning", "A3", "Danh sách")
    assert "Hà Thị Bình" in problem.message
    assert "AN-01/giay-chung-nhan/002-ha-thi-binh.docx, trang 2" in problem.message
    assert "«Chức vụ»" in problem.fix


def test_the_page_to_look_at_and_the_list_to_sign_tell_it_too(crowded):
    made(crowded)
    assert "chạy sang trang 2" in (crowded.outputs / "AN-01/trinh-ky/xem.html").read_text(encoding="utf-8")
    assert "Giấy chứng nhận: 1 bản không vừa trang" in crowded.text("trinh-ky/danh-muc-trinh-ky.docx")


def test_a_run_that_changes_nothing_still_tells_it_and_writes_nothing(crowded):
    first = made(crowded)
    times = crowded.times()
    assert told(made(crowded, pdf="")) == told(made(crowded)) == told(first)
    assert crowded.times() == times


def test_a_row_made_shorter_is_told_no_more(crowded):
    assert told(made(crowded))
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
    crowded.make()
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
    assert [one.message.partition("(")[0] for one in report.all_problems if "mép giấy" in one.message] == [
        f"Giấy chứng nhận của {name} có chữ chạy ra mép giấy " for name in ("Lê Văn An", "Hà Thị Bình", "Vũ Cảnh")
    ]
