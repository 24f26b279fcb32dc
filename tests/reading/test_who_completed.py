"""Who was there, who passed and who is not to be invited: a lower heading decides, in any order, with any mark."""

from __future__ import annotations

import pytest
from cases import EVENT, OFFICE, TALKS, drafts
from sheets import roster, sheet, told

from flows.documents import certificate, invitation
from flows.model.draft import Case
from flows.reading.roster import merged_rosters

ABOVE = ("A1:A2", "B1:B2")


def case_of(*readings):
    people, problems = merged_rosters(readings)
    return Case(EVENT, TALKS, people, OFFICE, OFFICE), told(problems)


def certified(*readings):
    """Return who gets a certificate, and what is told."""
    of, problems = case_of(*readings)
    held = {person.key for person in of.people if person.held}
    return [draft.recipient for draft in drafts(certificate, of) if draft.key not in held], problems


def invited(*readings):
    of, problems = case_of(*readings)
    return [draft.recipient for draft in drafts(invitation, of)], problems


@pytest.mark.parametrize("mark", ["x", "✓", "#1", "@2026-03-05", "05/3", "#2", "ốm", "P"])
@pytest.mark.parametrize("upper", ["Điểm danh", "Ngày 05/3", "Tình hình tham gia", "CHUYÊN CẦN"])
@pytest.mark.parametrize("away", ["Vắng", "VẮNG", "Vang", "Vắng có phép", "Vắng không phép", "Vắng↵mặt", "Vắng (KP)"])
def test_a_mark_under_vang_says_away_whatever_stands_above(mark, upper, away):
    table = (
        f"STT | Họ và tên | {upper} |\n | | Có mặt | {away}\n1 | Lê An | x |\n2 | Vũ Bình | | {mark}\n3 | Tạ Cúc | x |"
    )
    assert certified(roster(sheet(table, merges=(*ABOVE, "C1:D1")))) == (["Lê An", "Tạ Cúc"], [])


def test_vang_may_stand_first_or_alone_or_beside_several_sittings():
    first = "STT | Họ tên | Vắng | Có mặt\n1 | Lê An | | x\n2 | Vũ Bình | x |"
    alone = "STT | Họ tên | Vắng có phép | Vắng không phép\n1 | Lê An | |\n2 | Vũ Bình | x |\n3 | Tạ Cúc | | x"
    beside = "STT | Họ tên | S1 | C1 | Vắng\n1 | Lê An | x | x |\n2 | Vũ Bình | x | | x"
    for table in (first, alone, beside):
        assert certified(roster(table)) == (["Lê An"], []), table


def test_sittings_below_vang_say_who_was_away_from_which():
    read = roster(sheet("Họ tên | Vắng | \n | S1 | C1\nLê An | | \nVũ Bình | | x", merges=("A1:A2", "B1:C1")))
    assert [person.present for person in read.people] == [(True, True), (True, False)]
    both = "Họ tên | Có mặt | | Vắng | \n | S1 | C1 | S1 | C1\nLê An | x | x | | \nVũ Bình | x | | | x"
    read = roster(sheet(both, merges=("A1:A2", "B1:C1", "D1:E1")))
    assert [person.present for person in read.people] == [(True, True), (True, False)]


def test_three_rows_of_headings_and_headings_that_are_not_merged():
    deep = """
        STT | Họ tên | Kết quả tham gia | | |
         | | Sáng 05/3 | | Chiều 05/3 |
         | | Có mặt | Vắng | Vắng | Có mặt
        1 | Lê An | x | | | x
        2 | Vũ Bình | x | | x |
        """
    merged = sheet(deep, merges=("A1:A3", "B1:B3", "C1:F1", "C2:D2", "E2:F2"))
    for read in (roster(merged), roster(deep)):
        assert [person.present for person in read.people] == [(True, True), (True, False)]
    assert certified(roster("STT | Họ tên | Điểm danh |\n | | Có | Không\n1 | Lê An | x |\n2 | Vũ Bình | | x")) == (
        ["Lê An"],
        [],
    )


@pytest.mark.parametrize("merges", [(), ("A1:A2", "B1:B2", "C1:D1", "E1:F1")])
def test_mornings_and_afternoons_below_the_days_are_sittings(merges):
    table = "STT | Họ tên | Ngày 05/3 | | Ngày 06/3 |\n | | S | C | S | C\n1 | Lê An | x | x | x | x\n2 | Vũ Bình | x | | x | x"
    assert certified(roster(sheet(table, merges=merges))) == (["Lê An"], [])


@pytest.mark.parametrize("grades", ["TB Khá | Yếu", "Khá (7,5) | Yếu (4,0)", "8.0 - Giỏi | 4 - Yếu", "TBK | Kém"])
def test_a_grade_may_be_short_or_bear_its_score(grades):
    good, bad = grades.split(" | ")
    for heading in ("Xếp loại", "Kết quả"):
        read = roster(f"Họ tên | {heading}\nLê An | {good}\nVũ Bình | {bad}\nTạ Cúc | Khá")
        assert certified(read) == (["Lê An", "Tạ Cúc"], [])
    marked = "Họ tên | Xếp loại | |\n | Khá | TB khá | Yếu\nLê An | | x |\nVũ Bình | | | x"
    assert certified(roster(marked)) == (["Lê An"], [])


def test_two_marks_that_contradict_are_asked_at_the_row():
    read = roster("STT | Họ tên | Có mặt | Vắng\n1 | Lê An | x |\n2 | Vũ Bình | x | x")
    assert certified(read) == (["Lê An"], ["D3 Đánh dấu ở hai cột trái nhau: «Có mặt» và «Vắng»."])
    read = roster("STT | Họ tên | Đạt | Không đạt\n1 | Lê An | x |\n2 | Vũ Bình | x | x")
    assert certified(read) == (["Lê An"], ["D3 Đánh dấu ở hai cột trái nhau: «Đạt» và «Không đạt»."])
    read = roster("STT | Họ tên | Kết quả | Xếp loại\n1 | Lê An | Đạt | Khá\n2 | Vũ Bình | Đạt | Yếu")
    assert certified(read) == (["Lê An"], ["D3 Xếp loại này trái với Kết quả đã ghi."])


def test_a_reason_of_absence_is_a_field_of_its_own_and_contradicts_full_presence():
    read = roster("Họ tên | Có mặt | Lý do vắng | Ghi chú\nLê An | x | |\nVũ Bình | | ốm | tổ 2\nTạ Cúc | x | bận |")
    assert [(person.absence, person.note) for person in read.people][1] == ("ốm", "tổ 2")
    assert certified(read) == (["Lê An"], ["C4 Có lý do vắng nhưng mọi buổi đều được đánh dấu có mặt."])


@pytest.mark.parametrize("mark", ["x", "✓", "#1", "#8.5", "@2026-03-06"])
@pytest.mark.parametrize(
    "levels", ["Giỏi | Khá | Yếu", "GIỎI | KHÁ | YẾU", "Gioi | Kha | Yeu", "Loại giỏi | Loại khá | Loại yếu"]
)
def test_below_xep_loai_the_lower_heading_is_the_value(mark, levels):
    rows = f"1 | Lê An | {mark} | |\n2 | Vũ Bình | | {mark} |\n3 | Tạ Cúc | | | {mark}"
    read = roster(sheet(f"STT | Họ và tên | Xếp loại | |\n | | {levels}\n{rows}", merges=(*ABOVE, "C1:E1")))
    assert [person.grade.removeprefix("Loại ").capitalize() for person in read.people] == ["Giỏi", "Khá", "Yếu"]
    assert certified(read) == (["Lê An", "Vũ Bình"], [])


@pytest.mark.parametrize("upper", ["Kết quả", "KẾT QUẢ", "Đánh giá cuối khóa", "Bài kiểm tra"])
@pytest.mark.parametrize("lower", ["Đạt | Không đạt", "Không đạt | Đạt", "DAT | KHONG DAT", "Chưa đạt | Đạt yêu cầu"])
def test_whoever_failed_gets_none_in_either_order(upper, lower):
    left, right = ("x |", "| x") if lower.casefold().startswith(("đạt", "dat")) else ("| x", "x |")
    table = f"STT | Họ tên | {upper} |\n | | {lower}\n1 | Lê An | {left}\n2 | Vũ Bình | {right}\n3 | Tạ Cúc | |"
    assert certified(roster(sheet(table, merges=(*ABOVE, "C1:D1")))) == (["Lê An"], [])


def test_a_failure_in_one_of_two_subjects_is_a_failure():
    table = "Họ tên | Luật | | Kỹ năng |\n | Đạt | Không đạt | Đạt | Không đạt\nLê An | x | | x |\nVũ Bình | x | | | x"
    assert certified(roster(sheet(table, merges=("A1:A2", "B1:C1", "D1:E1")))) == (["Lê An"], [])


def test_where_only_failures_are_marked_attendance_decides_of_the_others_or_they_are_asked_for():
    read = roster("Họ tên | Có mặt | Không đạt\nLê An | x |\nVũ Bình | x | x\nTạ Cúc | |")
    assert certified(read)[0] == ["Lê An"]
    of, _ = case_of(roster("Họ tên | Đơn vị | Không đạt\nLê An | xã A |\nVũ Bình | xã A | x"))
    assert certificate.waits(of, EVENT.ends.replace(year=2026)).startswith("Kết quả chỉ cho biết ai không hoàn thành")


def test_scores_and_grades_are_both_read_the_score_with_a_comma():
    read = roster(
        "STT | Họ tên | Điểm | Xếp loại | Kết quả\n1 | Lê An | #8.5 | Giỏi | Đạt\n2 | Vũ Bình | #4 | Yếu | Không đạt\n3 | Tạ Cúc | 6.25 | Khá | Đạt"
    )
    assert [(person.score, person.grade) for person in read.people] == [("8,5", "Giỏi"), ("4", "Yếu"), ("6,25", "Khá")]
    assert certified(read) == (["Lê An", "Tạ Cúc"], [])


FIRST = "STT | Họ và tên | Đơn vị | Ký nhận\n1 | Lê An | Thôn 1 | x\n2 | Vũ Bình | Thôn 1 | x\n3 | Tạ Cúc | Thôn 1 | x"
SECOND = "STT | Họ và tên | Đơn vị | Ký nhận\n1 | Lê An | Thôn 1 | x\n2 | Vũ Bình | Thôn 1 |\n3 | Tạ Cúc | Thôn 1 |"


@pytest.mark.parametrize("days", [("Ngày 05-3", "Ngày 06-3"), ("Sáng", "Chiều"), ("5.3", "6.3"), ("Buổi 1", "Buổi 2")])
def test_one_sheet_per_day_is_attendance_of_several_days(days):
    one, two = roster(FIRST, name=days[0]), roster(SECOND, name=days[1])
    assert certified(one, two) == (["Lê An"], [])
    assert len(case_of(two, one)[0].people) == 3


def test_one_workbook_or_one_table_per_day_is_attendance_of_several_days():
    one, two = roster(FIRST, name="Sheet1", file="ngay 5-3.xlsx"), roster(SECOND, name="Sheet1", file="ngay 6-3.xlsx")
    assert certified(one, two) == (["Lê An"], [])
    assert certified(roster(f"NGÀY 05/3 | |\n{FIRST}\nNGÀY 06/3 | |\n{SECOND}"))[0] == ["Lê An"]


def test_who_is_listed_on_one_of_two_days_was_away_on_the_other():
    later = "Họ và tên | Đơn vị | Ký nhận\nLê An | Thôn 1 | x\nHồ Dũng | Thôn 2 | x"
    names, problems = certified(roster(FIRST, name="Ngày 05-3"), roster(later, name="Ngày 06-3"))
    assert names == ["Lê An"]
    assert problems == [
        "? B3 2 người không có tên ở «Ngày 06-3», nên được hiểu là vắng ở đó.",
        "? A3 1 người không có tên ở «Ngày 05-3», nên được hiểu là vắng ở đó.",
    ]


def test_sheets_with_no_day_in_their_names_that_mark_the_same_people_are_told():
    names, problems = certified(roster(FIRST, name="Sheet1"), roster(SECOND, name="Sheet2"))
    assert names == ["Lê An"]
    assert problems == ["? Ghi lại 3 người của «Sheet1»; dấu điểm danh được hiểu là của một buổi khác."]


def test_a_list_and_the_sheets_of_its_attendance_and_results_are_one_roster():
    listed = roster("Họ tên | Chức vụ | Đơn vị\nLê An | Uỷ viên | xã A\nVũ Bình | Uỷ viên | xã A", name="Danh sách")
    marked = roster("Họ tên | Có mặt\nLê An | x\nVũ Bình |", name="Điểm danh")
    judged = roster("Họ tên | Kết quả\nLê An | Không đạt\nVũ Bình | Đạt", name="Kết quả")
    assert certified(listed, marked)[0] == ["Lê An"]
    of, _ = case_of(listed, marked, judged)
    assert [(p.name, p.title, p.present, p.result) for p in of.people] == [
        ("Lê An", "Uỷ viên", (True,), "Không đạt"),
        ("Vũ Bình", "Uỷ viên", (False,), "Đạt"),
    ]


def test_groups_that_came_on_different_days_stay_as_they_are():
    other = "Họ và tên | Đơn vị | Ký nhận\nHồ Dũng | Thôn 2 | x\nĐỗ Em | Thôn 2 |"
    assert certified(roster(FIRST, name="Ngày 05-3"), roster(other, name="Ngày 06-3"))[0] == [
        "Lê An",
        "Vũ Bình",
        "Tạ Cúc",
        "Hồ Dũng",
    ]


@pytest.mark.parametrize(
    "note",
    [
        "đã mất",
        "Mất",
        "Mất ngày 02/3",
        "không mời",
        "Xin vắng",
        "xin nghỉ, ốm",
        "Đ/c đã từ trần",
        "từ chối",
        "Ốm, xin vắng",
        "Mất 12/2025",
        "Bỏ",
        "Hủy",
        "Thay bằng ông Hồ Dũng",
        "báo vắng",
        "Thay bằng Hồ Dũng",
        "Không tham gia được",
        "không tham dự hội nghị",
        "Thay bằng: ông Hồ Dũng",
        "Thay bằng Doãn Văn A",
        "Thay bằng GĐ Lê An",
        "Thay bằng con trai",
        "Thay bằng 01 đ/c khác",
        "Thay bằng đại diện xã",
        "Không dự được, ốm",
        "Không đến họp",
        "Từ chối tham gia",
    ],
)
def test_who_died_declined_or_is_not_to_be_invited_gets_no_invitation_and_is_told_once(note):
    table = f"Họ và tên | Chức vụ | Ghi chú\nLê An | Uỷ viên | {note}\nVũ Bình ({note}) | Uỷ viên | tổ 2\nTạ Cúc | Uỷ viên |"
    assert invited(roster(table)) == (
        ["Tạ Cúc"],
        [f"? A2 2 người không được mời vì ghi chú trong danh sách: Lê An («{note}»), Vũ Bình («{note}»)."],
    )


@pytest.mark.parametrize(
    "note",
    [
        "bố đã mất",
        "thay ông Nam (đã mất)",
        "đã mất thẻ",
        "không mời cơm",
        "xin vắng buổi chiều",
        "xin nghỉ ngày 06/3",
        "Mất sóng",
        "Loại: Giỏi",
        "thay bằng thẻ mới",
        "không tham gia văn nghệ",
        "không tham dự buổi chiều",
        "đã rút kinh nghiệm",
        "LS Đỗ Dũng (đã hy sinh)",
        "không đi lại được",
        "Thay bằng căn cước mới",
        "Không đến muộn",
        "Không đi xe",
        "Không dự thi",
        "Không dự tiệc",
        "Không dự kiến phát biểu",
        "Không tham gia Đoàn TN",
        "không tham gia được buổi chiều",
        "Từ chối nhận tiền",
        "Đã mất chồng",
        "Mồ côi cha, mất năm 2010",
        "Đã rút đơn",
    ],
)
def test_a_note_of_somebody_or_something_else_takes_no_invitation_away(note):
    assert invited(roster(f"Họ và tên | Chức vụ | Ghi chú\nLê An | Uỷ viên | {note}"))[0] == ["Lê An"]


@pytest.mark.parametrize(
    "note",
    [
        "Chủ tịch Hội CCB (đã mất)",
        "UV UBMTTQ (đã qua đời)",
        "Đảng viên Chi Bộ (đã mất)",
        "Đại diện Hội CCB (không dự)",
        "Hội Nông Dân xã Lương Sơn (đã mất)",
    ],
)
def test_a_post_and_a_body_before_a_bracket_are_nobody_else(note):
    assert invited(roster(f"Họ và tên | Ghi chú\nLê An | {note}\nVũ Bình |"))[0] == ["Vũ Bình"]


@pytest.mark.parametrize(
    "note",
    [
        "Hưu trí",
        "Kỷ luật tốt",
        "Sinh con thứ 3",
        "Đi bộ đội 1972-1975",
        "Mổ ruột thừa 2019",
        "Chuyển sang ăn chay",
    ],
)
def test_what_is_past_or_keeps_nobody_away_is_not_told(note):
    assert invited(roster(f"Họ và tên | Ghi chú\nLê An | {note}")) == (["Lê An"], [])


@pytest.mark.parametrize(
    "note",
    [
        "ốm",
        "Đang nằm viện",
        "đã chuyển công tác",
        "Chuyển sang xã B",
        "nghỉ hưu từ 01/7",
        "Hoãn",
        "nghỉ thai sản",
        "Đ/c bận, đi công tác",
    ],
)
def test_a_reason_for_which_somebody_may_not_come_is_told_at_the_note_and_invites_all_the_same(note):
    people = (
        f"Họ và tên | Ghi chú\nLê An |\nVũ Bình | {note}\nTạ Cúc | bố ốm\nĐỗ Em | chuyển khoản\nHồ Ny | vắng buổi chiều"
    )
    message = f"1 người có thể không dự, theo ghi chú: Vũ Bình («{note}»). Vẫn làm giấy mời."
    assert invited(roster(people)) == (["Lê An", "Vũ Bình", "Tạ Cúc", "Đỗ Em", "Hồ Ny"], [f"? B3 {message}"])
    assert invited(roster(people.replace("Ghi chú", "Ghi chú | Kết quả") + " | Đạt"))[1] == []


def test_a_section_of_those_who_withdrew_or_are_away_is_told():
    table = "STT | Họ và tên | Chức vụ\nI | ĐẠI BIỂU XIN RÚT |\n1 | Lê An | a\nII | VẮNG CÓ LÝ DO |\n1 | Vũ Bình | b"
    assert invited(roster(table)) == (
        ["Vũ Bình"],
        [
            "? B3 1 người không được mời vì ghi chú trong danh sách: Lê An («ĐẠI BIỂU XIN RÚT»).",
            "? B5 1 người có thể không dự, theo ghi chú: Vũ Bình («VẮNG CÓ LÝ DO»). Vẫn làm giấy mời.",
        ],
    )


@pytest.mark.parametrize("note", ["Chưa cấp GCN (thiếu ảnh)", "không cấp", "Giữ lại chứng chỉ", "chưa đủ điều kiện"])
def test_a_note_that_keeps_the_certificate_back_is_asked_where_the_result_gives_it(note):
    table = (
        f"Họ và tên | Kết quả | Ghi chú\nLê An | Đạt | {note}\nVũ Bình | Không đạt | {note}\n"
        "Tạ Cúc | Đạt | đã nhận GCN\nĐỗ Em | Đạt | Không đủ điều kiện kinh tế"
    )
    message = "Ghi chú nói không cấp hoặc chưa cấp chứng nhận, trái với kết quả của người này."
    assert certified(roster(table)) == (["Tạ Cúc", "Đỗ Em"], [f"C2 {message}"])


def test_a_column_of_who_gets_a_certificate_is_a_result():
    table = "Họ và tên | Xếp loại | Cấp GCN\nLê An | Giỏi | x\nVũ Bình | Khá |\nTạ Cúc | Khá | Có\nĐỗ Em | Khá | Chưa"
    assert certified(roster(table)) == (["Lê An", "Tạ Cúc"], [])
    beside = "Họ và tên | Kết quả | Cấp GCN\nLê An | Đạt | x\nVũ Bình | Đạt | Chưa"
    assert certified(roster(beside)) == (["Lê An"], ["C3 Trái với «Đạt» ở cột khác của dòng này."])
