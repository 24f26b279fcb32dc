"""Beside each event's papers stands THONG-BAO.txt: what to sign, what to mend and where, what waits, what changed."""

from dataclasses import replace
from datetime import date, datetime

from small_office import EVENT

from flows.after_signing.forget import Wish, forget, found
from flows.after_signing.issue import issue
from flows.outputs.html_page import KindLine, Link, Page, Paper, Row, State
from flows.outputs.notice import Notice
from flows.problems import Problem, Where
from flows.telling.screen_lines import next_lines

WRONG = """
Họ và tên | Đơn vị | Ngày sinh | Số điện thoại | Số CCCD | Kết quả
Lê Văn An | thôn Một | 01/7/1965 | 0912345678 | 001065012345 | hoàn thành
Hà Thị Bình | thôn Hai | 31/02/1971 | 0987654321 | 001170054321 | hoàn thành
"""


def notice(bureau):
    return (bureau.outputs / "AN-01" / "THONG-BAO.txt").read_bytes().decode("utf-8-sig").replace("\r\n", "\n")


def section(bureau, heading):
    """The lines under a heading, without their dashes."""
    _, _, rest = notice(bureau).partition(f"\n{heading}\n")
    return [line.removeprefix("  - ") for line in rest.partition("\n\n")[0].splitlines()]


def test_notepad_shows_it_utf_8_with_its_mark_and_windows_line_ends(bureau):
    bureau.make()
    content = (bureau.outputs / "AN-01" / "THONG-BAO.txt").read_bytes()
    assert content.startswith("\ufeffTHÔNG BÁO: Lớp bồi dưỡng (AN-01)\r\n".encode())
    assert content.count(b"\n") == content.count(b"\r\n")


def test_what_is_ready_to_sign_stands_first_with_counts_numbers_and_places(bureau):
    bureau.make()
    assert notice(bureau).splitlines()[1] == "7 văn bản sẵn sàng trình ký; không có lỗi."
    assert section(bureau, "SẴN SÀNG TRÌNH KÝ") == [
        "Kế hoạch: 1 văn bản (ke-hoach.docx)",
        "Giấy mời: 3 văn bản (giay-moi)",
        "Giấy chứng nhận: 3 văn bản, số 001/GCN – 003/GCN (giay-chung-nhan)",
    ]
    assert section(bureau, "ĐÃ LÀM, KHÔNG CẦN KÝ") == ["Tin bài: 1 văn bản (tin-bai.docx)"]
    assert section(bureau, "THAY ĐỔI GẦN NHẤT") == ["Làm lần đầu: 1 kế hoạch, 3 giấy mời, 1 tin bài, 3 giấy chứng nhận"]


def test_a_mistake_is_told_with_its_cell_and_who_waits_for_it(bureau):
    bureau.write(roster=WRONG)
    report = bureau.make()
    assert list(next_lines(report, bureau.outputs)) == [
        f"Mở tiếp: {bureau.outputs}/loi/lop.loi.xlsx (ô sai đã tô màu)",
        f"Mở tiếp: {bureau.outputs}/AN-01/trinh-ky/xem.html (cả sự kiện trên một trang)",
    ]
    assert "1 lỗi cần sửa trong bảng tính." in notice(bureau).splitlines()[1]
    [told] = section(bureau, "PHẢI SỬA TRONG BẢNG TÍNH")
    assert told.startswith('lop.xlsx, trang "Danh sách", ô C3 ("Ngày sinh"): ')
    assert section(bureau, "CHỜ SỬA XONG MỚI LÀM") == [
        "Giấy mời: 1 văn bản (Hà Thị Bình)",
        "Giấy chứng nhận: 1 văn bản (Hà Thị Bình)",
    ]
    private = ("1965", "1971", "09123", "09876", "0010650", "0011700")
    assert [one for one in private if one in notice(bureau)] == []


def test_what_is_not_due_says_until_when(bureau):
    bureau.make(today=date(2024, 6, 30))
    assert section(bureau, "CHƯA ĐẾN LÚC") == [
        "Tin bài: Sự kiện chưa kết thúc (ngày 02/7/2024) và chưa có số đại biểu có mặt.",
        "Giấy chứng nhận: Sự kiện chưa kết thúc; làm sau ngày 02/7/2024.",
    ]


def test_the_last_change_stays_told_until_the_next_one(bureau):
    bureau.make()
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    bureau.make()
    told = ["Đổi (Chức vụ): Lê Văn An (giấy mời)"]
    assert section(bureau, "THAY ĐỔI GẦN NHẤT") == told
    before = bureau.times()
    bureau.make()
    assert (section(bureau, "THAY ĐỔI GẦN NHẤT"), bureau.times()) == (told, before)


def test_what_was_typed_into_it_goes_and_what_was_deleted_comes_again(bureau):
    bureau.make()
    own = bureau.outputs / "AN-01" / "THONG-BAO.txt"
    content = own.read_bytes()
    own.write_text("ghi chú của tôi", encoding="utf-8")
    bureau.make()
    assert own.read_bytes() == content
    own.unlink()
    bureau.make()
    assert own.read_bytes() == content
    assert "đừng viết vào đây" in notice(bureau).splitlines()[-1]


def test_it_is_no_document_of_the_manifest(bureau):
    [event] = bureau.make().events
    assert not any("THONG-BAO" in document.path for document in event.documents)
    assert "THONG-BAO" not in (bureau.outputs / "AN-01" / "manifest.json").read_text("utf-8")


def test_issued_papers_leave_those_to_sign(bureau):
    bureau.make()
    issue(bureau.order(), day=date(2024, 7, 4), at=datetime(2024, 7, 4, 9))
    assert [line.partition(":")[0] for line in section(bureau, "SẴN SÀNG TRÌNH KÝ")] == ["Giấy chứng nhận"]
    assert "Giấy mời: 3 văn bản, bản lưu trong phat-hanh" in section(bureau, "ĐÃ PHÁT HÀNH")
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    bureau.make()
    [_, invitations] = section(bureau, "ĐÃ PHÁT HÀNH")
    assert invitations.endswith("bản lưu trong phat-hanh, trong đó 1 bản cần thay thế vì dữ liệu đã đổi")


def test_a_forgotten_person_is_named_in_no_change_and_no_notice(bureau):
    bureau.make()
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    bureau.make()
    list(forget(bureau.order(), found(bureau.order(), Wish("Lê Văn An")), at=datetime(2024, 7, 6)))
    names = [
        path.name for path in bureau.outputs.rglob("*") if path.is_file() and "Lê Văn An".encode() in path.read_bytes()
    ]
    assert names == []


def test_of_many_people_and_of_odd_names_the_notice_stays_short_and_plain():
    waiting = Paper((State.TO_MEND,))
    people = tuple(Row(f"Người\n{n}", "", (waiting,)) for n in range(1000))
    page = Page("A", "Lớp \ud800 A", (KindLine("Giấy mời", (waiting,) * 1000),), ("Giấy mời",), people)
    content = Notice(page).content().decode("utf-8-sig")
    assert content.startswith("THÔNG BÁO: Lớp \ufffd A (A)\r\n")
    assert "Giấy mời: 1000 văn bản (Người 0; " in content
    assert "và 980 người nữa)" in content


def test_files_to_print_are_named_only_when_something_is_to_sign():
    file = Link("Tệp in giấy mời (docx)", "in-giay-moi.docx")
    paper = Paper((State.TO_SIGN,), links=(Link("Word", "../giay-moi/001.docx"),))
    page = Page("A", "A", (KindLine("Giấy mời", (paper,)),), files=(file,))
    assert "Tệp in giấy mời (docx): trinh-ky/in-giay-moi.docx" in Notice(page).content().decode("utf-8-sig")
    assert "in-giay-moi.docx" not in Notice(replace(page, kinds=())).content().decode("utf-8-sig")


def test_papers_of_an_event_whose_date_is_wrong_are_not_ready_to_sign(bureau):
    bureau.make()
    bureau.write(event=bureau.event.replace("02/7/2024", "31/6/2024"))
    bureau.make()
    assert section(bureau, "SẴN SÀNG TRÌNH KÝ") == []
    waiting = [line.partition(":")[0] for line in section(bureau, "CHỜ SỬA XONG MỚI LÀM")]
    assert {"Giấy mời", "Giấy chứng nhận"} <= {*waiting}


def test_a_run_of_one_kind_tells_what_the_others_wait_for_too(bureau):
    bureau.write(roster=bureau.roster.replace("|  |", "| Bí thư |").replace("Vũ Cảnh", ""))
    bureau.make(today=date(2024, 6, 10))
    told = [(bureau.outputs / "AN-01" / name).read_bytes() for name in ("THONG-BAO.txt", "trinh-ky/xem.html")]
    assert "Giấy chứng nhận: Sự kiện chưa kết thúc" in told[0].decode("utf-8-sig")

    report = bureau.make(today=date(2024, 6, 10), only=("ke-hoach",))

    assert [(bureau.outputs / "AN-01" / name).read_bytes() for name in ("THONG-BAO.txt", "trinh-ky/xem.html")] == told
    assert report.events[0].as_json()["not_due"] == []


def test_a_kind_that_a_run_was_not_asked_for_still_waits_for_its_mend(bureau):
    bureau.write(event=f"{EVENT.rstrip()}\nNgày đăng | 31/02/2026\n")
    bureau.make()
    whole = notice(bureau)
    assert section(bureau, "CHỜ SỬA XONG MỚI LÀM") == ["Tin bài: 1 văn bản"]
    bureau.make(only=("giay-chung-nhan",))
    assert section(bureau, "CHỜ SỬA XONG MỚI LÀM") == ["Tin bài: 1 văn bản"]
    assert notice(bureau).splitlines()[1] == whole.splitlines()[1]


def test_a_warning_that_many_cells_share_is_one_line_with_the_first_cells():
    problems = tuple(
        Problem(Where("ds.xlsx", "Danh sách", f"C{row}", "Danh xưng"), "Chưa rõ ông hay bà.", severity="warning")
        for row in range(2, 39)
    )
    told = Notice(Page("AN-01", "Lớp bồi dưỡng", problems=problems)).content().decode("utf-8-sig")
    assert '  - ds.xlsx, trang "Danh sách", ô C2, C3, C4 và 34 ô nữa ("Danh xưng"): Chưa rõ ông hay bà.\r\n' in told
