"""Each run makes the event's page to look at: what was made, what waits and why, for whom, and nothing private."""

import os
import re
from datetime import date, datetime

import pikepdf
import pytest

from flows.after_signing.issue import issue
from flows.after_signing.replace import Replacing, reissue
from flows.steps import event_page
from flows.steps.event_page import show

ROSTER = """
Họ và tên | Đơn vị | Ngày sinh | Số điện thoại | Số CCCD | Địa chỉ | Email | Kết quả
Lê Văn An | thôn Một | 01/7/1965 | 0912345678 | 001065012345 | số 5 ngõ 9 | an@xa.vn | hoàn thành
Hà Thị Bình | thôn Hai | 31/02/1971 | 0987654321 | 001170054321 | số 7 ngõ 8 | binh@xa.vn | hoàn thành
"""


def page(bureau):
    return (bureau.outputs / "AN-01" / "trinh-ky" / "xem.html").read_text(encoding="utf-8")


def row(bureau, name):
    """What the page says in a person's row, cell by cell."""
    [found] = re.findall(rf'<tr data-tt[^>]*><td[^>]*>\d+</td><th scope="row">{name}</th>(.*?)</tr>', page(bureau))
    return [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in found.split("</td>")[:-1]]


def test_a_persons_row_tells_state_number_and_files(bureau):
    bureau.make()
    assert row(bureau, "Lê Văn An") == ["thôn Một", "○ chờ ký Word", "○ chờ ký 001/GCN Word"]
    assert 'href="../giay-chung-nhan/001-le-van-an.docx"' in page(bureau)
    assert (bureau.outputs / "AN-01" / "trinh-ky" / "../giay-chung-nhan/001-le-van-an.docx").is_file()


def test_a_row_with_a_mistake_waits_and_the_reason_stands_with_its_cell(bureau):
    bureau.write(roster=ROSTER)
    bureau.make()
    assert row(bureau, "Hà Thị Bình") == ["thôn Hai", "⚠ chờ sửa dữ liệu", "⚠ chờ sửa dữ liệu"]
    assert "trang &#34;Danh sách&#34;, ô C3" in page(bureau)
    assert 'href="../../loi/lop.loi.xlsx"' in page(bureau)


def test_a_row_without_a_name_is_told_by_its_cell_wherever_it_waits(bureau):
    bureau.write(roster=ROSTER.replace("31/02", "28/02").replace("Hà Thị Bình", ""))
    report = bureau.make()
    assert row(bureau, "chưa ghi họ tên, ô A3") == ["thôn Hai", "⚠ chờ sửa dữ liệu", "⚠ chờ sửa dữ liệu"]
    notice = (bureau.outputs / "AN-01" / "THONG-BAO.txt").read_text(encoding="utf-8-sig")
    assert "Giấy mời: 1 văn bản (chưa ghi họ tên, ô A3)" in notice
    assert [one.recipient for one in report.events[0].held] == ["chưa ghi họ tên, ô A3"] * 2


def test_a_news_report_waits_for_no_signature(bureau):
    bureau.make()
    [line] = re.findall(r'<tr><th scope="row">Tin bài</th>(.*?)</tr>', page(bureau))
    assert "không phải ký" in line
    assert "chờ ký" not in line
    assert '<option value="khong-ky">' not in page(bureau)


def test_a_paper_whose_row_got_a_mistake_later_still_stands_and_waits(bureau):
    bureau.write(roster=ROSTER.replace("31/02", "28/02"))
    bureau.make()
    bureau.write(roster=ROSTER)
    bureau.make()
    assert row(bureau, "Hà Thị Bình")[2] == "⚠ chờ sửa dữ liệu 002/GCN Word"


def test_nothing_private_stands_on_the_page(bureau):
    bureau.write(roster=ROSTER)
    bureau.make()
    private = ("1965", "1971", "09123", "09876", "0010650", "0011700", "ngõ", "@xa.vn")
    assert [one for one in private if one in page(bureau)] == []


def test_a_kind_that_is_not_due_tells_its_reason(bureau):
    bureau.make(today=bureau.order().today.replace(month=6))
    assert re.search(r"Tin bài</th>.*?<p>Chưa làm\. [^<]+</p>", page(bureau))
    assert "Giấy chứng nhận</th><td" in page(bureau)


def test_a_fault_of_the_event_holds_a_kind_back_on_the_page(bureau):
    bureau.write(event=bureau.event.replace("Hội trường xã", ""))
    bureau.make()
    assert re.search(r"Kế hoạch</th>.*?chờ sửa dữ liệu.*?<p>Chờ sửa: xem mục Vấn đề\.</p>", page(bureau))
    assert "Chưa có «Địa điểm»." in page(bureau)


def test_a_broken_template_is_named_on_the_page(bureau):
    bureau.template("ke-hoach", "{{ su_kien.khong_co }}")
    bureau.make()
    assert re.search(r"Kế hoạch</th>.*?chờ sửa dữ liệu", page(bureau))
    assert "khong_co" in page(bureau)


def test_a_paper_changed_by_hand_says_so(bureau):
    bureau.make()
    (bureau.outputs / "AN-01/giay-moi/001-le-van-an.docx").write_bytes(b"sua tay")
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    bureau.make()
    assert row(bureau, "Lê Văn An")[1].startswith("✎ giữ bản sửa tay")


def test_an_issued_paper_says_so_and_its_copy_can_be_opened(bureau):
    report = bureau.make()
    copy = bureau.outputs / "AN-01/phat-hanh/giay-moi/001-le-van-an.docx"
    copy.parent.mkdir(parents=True)
    copy.write_bytes((bureau.outputs / "AN-01/giay-moi/001-le-van-an.docx").read_bytes())
    show(bureau.outputs, report)
    assert row(bureau, "Lê Văn An")[1] == "✓ đã phát hành Word Bản đã phát hành"
    assert 'href="../phat-hanh/giay-moi/001-le-van-an.docx"' in page(bureau)


def test_the_second_pass_shows_at_once_what_it_issued(bureau):
    bureau.make()
    issue(bureau.order(), day=date(2024, 7, 4), at=datetime(2024, 7, 4, 9))
    assert row(bureau, "Lê Văn An")[1] == "✓ đã phát hành 01/GM-UB Word Bản đã phát hành"
    assert re.search(r"Kế hoạch</th>.*?1 đã phát hành.*?<td>01/KH-UB</td>", page(bureau))


def test_an_issued_paper_whose_row_changed_says_that_it_must_be_replaced_and_then_by_what(bureau):
    bureau.make()
    issue(bureau.order(only=("giay-chung-nhan",)), day=None, at=datetime(2024, 7, 4, 9))
    bureau.write(roster=bureau.roster.replace("Lê Văn An", "Lê Văn Ân"))
    bureau.make()
    assert row(bureau, "Lê Văn Ân")[2].startswith("✓ đã phát hành ↻ dữ liệu đã đổi, cần thay thế 001/GCN")
    order = bureau.order(events=("AN-01",))
    reissue(order, Replacing("001/GCN", "sai dấu"), day=date(2024, 7, 5), at=datetime(2024, 7, 5, 9))
    assert row(bureau, "Lê Văn Ân")[2] == "✓ đã phát hành 004/GCN Word Bản đã phát hành ⊘ bị thay thế 001/GCN"


def test_a_mended_problem_leaves_the_page_though_no_paper_changed(bureau):
    bureau.write(event=bureau.event + "Giấy tờ kèm theo | giấy lạ\n")
    bureau.make()
    assert "giấy lạ" in page(bureau)
    bureau.write()
    assert {document.state for document in bureau.make().events[0].documents} == {"unchanged"}
    assert "giấy lạ" not in page(bureau)


def test_a_page_the_user_deleted_comes_back_and_no_other_file_is_written(bureau):
    bureau.make()
    before, own = bureau.times(), bureau.outputs / "AN-01/trinh-ky/xem.html"
    own.unlink()
    bureau.make()
    changed = {path.name for path, time in bureau.times().items() if before.get(path) != time}
    assert changed <= {"xem.html", "trinh-ky", ".nguon", ".muc-luc.json"}


def test_a_page_that_cannot_be_written_is_a_remark_and_the_papers_stand(bureau):
    (bureau.outputs / "AN-01/trinh-ky/xem.html").mkdir(parents=True)
    [event] = bureau.make().events
    assert len(event.documents) == 8
    assert [one.severity for one in event.problems if one.where.file == "AN-01/trinh-ky/xem.html"] == ["warning"]


@pytest.mark.parametrize("name", ["<script>alert</script>", "A & B", "{{ 7*7 }}"])
def test_a_name_is_text(bureau, name):
    bureau.write(roster=bureau.roster.replace("Vũ Cảnh", name))
    bureau.make()
    assert page(bureau).count("<script") == 1
    assert name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in page(bureau)


def test_of_more_people_than_a_page_holds_those_who_wait_are_shown(bureau, monkeypatch):
    monkeypatch.setattr(event_page, "MOST_PEOPLE", 2)
    bureau.write(roster=ROSTER + "Vũ Cảnh | thôn Ba | | | | | | hoàn thành\n")
    bureau.make()
    assert re.findall(r'<th scope="row">([^<]*)</th><td class="don-vi">', page(bureau)) == ["Hà Thị Bình"]
    assert "còn 2 người khác xem trong thư mục" in page(bureau)
    assert "Từng người (3)" in page(bureau)


def pdfs(bureau, report):
    """Put a PDF of one blank page beside every paper."""
    for number, document in enumerate(report.events[0].documents, 1):
        whole = pikepdf.new()
        whole.add_blank_page(page_size=(400 + number, 600))
        whole.save((bureau.outputs / document.path).with_suffix(".pdf"))


def test_first_pages_come_with_the_pdfs(bureau):
    report = bureau.make()
    assert "<img" not in page(bureau)
    pdfs(bureau, report)
    show(bureau.outputs, report)
    assert page(bureau).count('<img class="to"') == 4
    assert page(bureau).count('<img class="nho"') == 6
    assert row(bureau, "Lê Văn An")[1] == "○ chờ ký Word PDF"


def test_too_many_first_pages_leave_each_kinds_first(bureau, monkeypatch):
    monkeypatch.setattr(event_page, "BUDGET", 3000)
    report = bureau.make()
    pdfs(bureau, report)
    show(bureau.outputs, report)
    assert page(bureau).count('<img class="to"') == 4
    assert page(bureau).count('<img class="nho"') == 2  # each kind's first paper is its first person's too


def test_a_run_after_the_pdfs_writes_the_page_once_and_then_leaves_it(bureau):
    pdfs(bureau, bureau.make())
    bureau.make()
    before = bureau.times()
    bureau.make()
    assert bureau.times() == before


def test_a_pdf_older_than_its_paper_is_not_shown(bureau):
    pdfs(bureau, bureau.make())
    paper = bureau.outputs / "AN-01/giay-moi/001-le-van-an.docx"
    later = paper.with_suffix(".pdf").stat().st_mtime_ns + 10**9
    os.utime(paper, ns=(later, later))
    bureau.make()
    assert row(bureau, "Lê Văn An")[1] == "○ chờ ký Word"
