"""All papers to sign in one PDF behind their list: in order, with bookmarks, true for as long as it stands."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import pikepdf
import pypdfium2
import pytest
from service import WAIT

from flows.numbering.register import open_register
from flows.outputs.outputs_folder import Outputs
from flows.outputs.signing_folder import is_sealed
from flows.pipeline import make

pytestmark = pytest.mark.skipif(
    not shutil.which("soffice"), reason="needs LibreOffice (apt install libreoffice-writer-nogui)"
)
LIST = "Danh mục {% for d in danh_muc %}{{ d.stt }} {{ d.ten_loai }} {{ d.trich_yeu }}: {{ d.so_ban }} bản, {{ d.so_trang }} trang; {% endfor %}"
LACKING = "Không còn bản PDF cả tập khớp với các văn bản và danh mục hiện nay"


@pytest.fixture(scope="module")
def first(first_bureau):
    """An office that has asked for PDFs once."""
    first_bureau.template("danh-muc-trinh-ky", LIST)
    first_bureau.make(pdf="pdf")
    return first_bureau


@pytest.fixture
def office(first, tmp_path):
    return first.copied(tmp_path)


def bound(bureau, name="tap-trinh-ky.pdf"):
    return bureau.outputs / "AN-01" / "trinh-ky" / name


def pages(pdf):
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


def pack_times(bureau):
    """When the files to print and to sign were written; the page also tells what a run was asked for."""
    return {
        path: time
        for path, time in bureau.times().items()
        if "trinh-ky" in path.parts and path.suffix in (".docx", ".pdf")
    }


def remarks(report):
    return [one.message for one in report.events[0].problems if one.where.file == "AN-01/trinh-ky/tap-trinh-ky.pdf"]


def test_the_list_comes_first_then_every_paper_in_order(office):
    assert pages(bound(office)) == [
        (
            "Danh mục 1 Kế hoạch Tổ chức Lớp bồi dưỡng: 1 bản, 1 trang; 2 Giấy mời Dự Lớp bồi dưỡng: 3 bản, 3 trang; 3"
            " Giấy chứng nhận Lớp bồi dưỡng: 3 bản, 3 trang;"
        ),
        "/KH-UB Lớp bồi dưỡng Bồi dưỡng",
        "/GM-UB Lê Văn An Trưởng thôn",
        "/GM-UB Hà Thị Bình Bí thư",
        "/GM-UB Vũ Cảnh Hội viên",
        "001/GCN Lê Văn An",
        "002/GCN Hà Thị Bình",
        "003/GCN Vũ Cảnh",
        "Lớp bồi dưỡng",
    ]


def test_a_bookmark_leads_to_every_kind_and_person(office):
    with pikepdf.open(bound(office)) as pdf, pdf.open_outline() as outline:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        marks = [(top.title, pages[top.destination[0].objgen], top) for top in outline.root]
        assert [mark[:2] for mark in marks] == [
            ("Danh mục trình ký", 0),
            ("Kế hoạch", 1),
            ("Giấy mời (3)", 2),
            ("Giấy chứng nhận (3)", 5),
            ("Tin bài", 8),
        ]
        people = [(one.title, pages[one.destination[0].objgen]) for one in marks[3][2].children]
        assert people == [("Lê Văn An – 001/GCN", 5), ("Hà Thị Bình – 002/GCN", 6), ("Vũ Cảnh – 003/GCN", 7)]
        assert [one.title for one in marks[2][2].children] == ["Lê Văn An", "Hà Thị Bình", "Vũ Cảnh"]


def test_it_bears_title_language_labels_and_each_font_once(office):
    with pikepdf.open(bound(office)) as pdf:
        assert pdf.open_metadata()["dc:title"] == "Tập trình ký: Lớp bồi dưỡng"
        assert str(pdf.Root.Lang) == "vi-VN"
        assert [pdf.pages[number].label for number in (0, 1, 8)] == ["i", "1", "8"]
        fonts = [font for page in pdf.pages[5:8] for font in page.Resources.Font.values()]
        assert len({font.objgen for font in fonts}) < len(fonts)


def test_a_second_run_writes_nothing_and_a_lost_one_comes_back_the_same(office):
    office.make(pdf="pdf")  # the register remembers where the manifest stands
    before, content = office.times(), bound(office).read_bytes()
    assert not remarks(office.make(pdf="pdf"))
    assert not remarks(office.make())
    assert office.times() == before
    bound(office).unlink()
    office.make(pdf="pdf")
    assert bound(office).read_bytes() == content


def test_it_goes_when_a_paper_changes_and_comes_back_when_asked_for(office):
    office.write(roster=office.roster.replace("Vũ Cảnh", "Vũ Văn Cảnh"))
    report = office.make()
    assert not bound(office).exists()
    assert [LACKING in one for one in remarks(report)] == [True]
    before = pack_times(office)
    assert remarks(office.make()) == remarks(report)
    assert pack_times(office) == before
    assert not remarks(office.make(pdf="pdf"))
    assert pages(bound(office))[-2] == "004/GCN Vũ Văn Cảnh"


def test_a_removed_person_leaves_it(office):
    office.write(roster=office.roster.replace("Hà Thị Bình | Bí thư | thôn Hai | hoàn thành\n", ""))
    office.make(pdf="pdf")
    assert len(pages(bound(office))) == 7
    assert "Hà Thị Bình" not in " ".join(pages(bound(office)))


def test_a_file_of_somebody_else_under_its_name_stays(bureau):
    bureau.template("danh-muc-trinh-ky", LIST)
    bound(bureau).parent.mkdir(parents=True)
    bound(bureau).write_bytes(b"scan of the office's own")
    bureau.make(pdf="pdf")
    assert bound(bureau).read_bytes() == b"scan of the office's own"
    assert len(pages(bound(bureau, "tap-trinh-ky.moi.pdf"))) == 9
    before = bureau.times()
    bureau.make(pdf="pdf")
    assert bureau.times() == before


def test_a_signed_one_stays_when_a_paper_changes_and_the_page_says_that_it_is_not_of_now(office):
    with bound(office).open("ab") as file:
        file.write(b"% signature of the director's token\n")
    signed = bound(office).read_bytes()
    office.write(roster=office.roster.replace("Vũ Cảnh", "Vũ Văn Cảnh"))
    assert [LACKING in one for one in remarks(office.make())] == [True]
    office.make(pdf="pdf")
    assert bound(office).read_bytes() == signed
    assert pages(bound(office, "tap-trinh-ky.moi.pdf"))[-2] == "004/GCN Vũ Văn Cảnh"
    assert LACKING not in (bound(office).parent / "xem.html").read_text("utf-8")


def test_a_run_of_one_kind_leaves_what_the_list_says_of_the_others(office):
    first = pages(bound(office))[0]
    before = pack_times(office)
    office.make(only=("giay-moi",))
    assert pack_times(office) == before
    office.write(roster=office.roster.replace("Vũ Cảnh", "Vũ Văn Cảnh"))
    office.make(only=("giay-moi",), pdf="pdf")
    assert pages(bound(office))[0] == first


def test_a_damaged_pdf_beside_a_paper_is_told_and_nothing_is_bound(office):
    paper = next((office.outputs / "AN-01" / "giay-moi").glob("002-*.pdf"))
    paper.write_bytes(b"%PDF-1.7 cut short")
    [told] = remarks(office.make(pdf="pdf"))
    assert "002-ha-thi-binh.pdf" in told
    assert not bound(office).exists()


def test_bound_papers_for_the_archive_are_pdf_a_too(bureau):
    bureau.template("danh-muc-trinh-ky", LIST)
    bureau.make(pdf="pdf-a")
    with pikepdf.open(bound(bureau)) as pdf:
        assert pdf.open_metadata().pdfa_status == "2B"
        assert len(pdf.Root.OutputIntents) == 1


def test_a_paper_made_anew_takes_its_old_pdf_away_and_a_removed_one_leaves_none_behind(office):
    folder = office.outputs / "AN-01" / "giay-moi"
    office.write(
        roster=office.roster.replace("Hà Thị Bình | Bí thư | thôn Hai | hoàn thành\n", "").replace("Trưởng", "Phó")
    )
    office.make()
    assert [path.name for path in folder.glob("*.pdf")] == ["003-vu-canh.pdf"]
    office.make(pdf="pdf")
    assert sorted(path.stem for path in folder.glob("*.pdf")) == sorted(path.stem for path in folder.glob("*.docx"))


def test_a_signed_pdf_of_one_paper_outlives_every_change_and_is_told(office):
    own = office.outputs / "AN-01" / "giay-moi" / "001-le-van-an.pdf"
    with own.open("ab") as file:
        file.write(b"% signature\n")
    signed = own.read_bytes()
    office.write(roster=office.roster.replace("Trưởng thôn", "Phó thôn"))
    [event] = office.make().events
    assert [one.where.file for one in event.problems if "đã ký hoặc sửa tay" in one.message] == [
        "AN-01/giay-moi/001-le-van-an.pdf"
    ]
    office.make(pdf="pdf")
    assert own.read_bytes() == signed
    assert "Phó thôn" in pages(own.with_name("001-le-van-an.moi.pdf"))[0]
    assert "Phó thôn" in pages(bound(office))[2]


def test_two_runs_at_once_leave_what_one_leaves(bureau, monkeypatch):
    # A busy disk may keep one run longer than an office's other run waits for it.
    monkeypatch.setitem(Outputs.__init__.__kwdefaults__, "patience", WAIT)
    monkeypatch.setitem(open_register.__init__.__kwdefaults__, "wait", WAIT)
    bureau.template("danh-muc-trinh-ky", LIST)
    with ThreadPoolExecutor() as pool:
        moments = (datetime(2024, 7, 5, 8), datetime(2024, 7, 5, 9))
        reports = list(pool.map(lambda moment: make(bureau.order(pdf="pdf"), moment), moments))
    assert not [problem for report in reports for problem in report.all_problems if problem.is_error]
    files = {path.relative_to(bureau.outputs) for path in bureau.outputs.rglob("*") if path.is_file()}
    assert not [path for path in files if ".moi." in path.name or "dang-ghi" in path.name]
    assert all(is_sealed(path.read_bytes()) for path in bureau.outputs.glob("AN-01/giay-*/*.pdf"))
    assert len(pages(bound(bureau))) == 9
    before = bureau.times()
    bureau.make(pdf="pdf")
    assert bureau.times() == before
