"""What an office typed is read, or named: headings of other lists, remarks among the people, cells that say nothing."""

from __future__ import annotations

from datetime import date

import pytest
from sheets import book, names, roster, sheet, told

from flows.model.event import AgendaItem
from flows.reading.inbox import read_inbox
from flows.reading.sheet_kinds import recognise

EVENT = sheet(
    "Mã sự kiện | TWO\nTên sự kiện | Lớp tập huấn\nNgày bắt đầu | 05/3/2026\nĐịa điểm | Hội trường\nĐơn vị tổ chức | BTT xã",
    name="Sự kiện",
)


def read(folder, *sheets):
    """Return the people of the event in a folder, and everything that is told."""
    book(folder / "su-kien.xlsx", EVENT)
    for number, each in enumerate(sheets):
        book(folder / f"ds-{number}.xlsx", each)
    (dossier,), loose = read_inbox([folder])
    return dossier.roster.people, told([*dossier.problems, *loose])


def test_a_second_workbook_with_a_heading_of_its_own_is_read(tmp_path):
    one = sheet("STT | Họ và tên | Chức vụ | Đơn vị\n1 | Lê An | Trưởng thôn | xã A")
    two = sheet("STT | Họ và tên cán bộ↵Full name | Chức vụ | Đơn vị\n1 | Vũ Chi | Chủ tịch | xã B")
    people, problems = read(tmp_path, one, two)
    assert names(people) == ["Lê An", "Vũ Chi"]
    assert problems == []


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("STT | Họ à tên đệm | Chức vụ | Đơn vị\n1 | Vũ Chi | Chủ tịch | xã B",
         "A1 Trang này gần giống danh sách nhưng không đọc được: hiểu «Chức vụ», «Đơn vị», không thấy «Họ và tên»."),
        ("STT | Họ và tên chủ hộ | Địa chỉ | SĐT\n1 | Vũ Chi | xã B | 0912345678\n2 | Lê An | xã B |",
         "B2 Trang này gần giống danh sách nhưng không đọc được: hiểu «Địa chỉ», «SĐT», không thấy «Họ và tên»."),
        ("Tên hội nghị: Sơ kết\nThời gian: 8h00 ngày 10/7/2026",
         "A1 Trang này ghi cả đề mục và nội dung trong một ô, nên không đọc."),
        ("STT | Họ vầ tênn | Chức vụ | Đơn vị\n1 | Vũ Chi | Chủ tịch | xã B",
         "B1 Trang này gần giống danh sách nhưng không đọc được: hiểu «Chức vụ», «Đơn vị», không thấy «Họ và tên»."),
        ("Từ giờ | Đến giờ | Việc\n8h00 | 9h00 | Khai mạc",
         "A1 Trang này gần giống chương trình nhưng không đọc được: hiểu «Từ giờ», «Đến giờ», không thấy «Nội dung»."),
        ("Họ tên chồng | Họ tên vợ\nLê An | Vũ Bình\nTạ Cao Cường | Hà Én",
         "A2 Trang này có vẻ là danh sách người nhưng không có cột «Họ và tên», nên không đọc."),
        ("Nhiệm vụ | Người phụ trách\nNước uống | Lê Văn An\nÂm thanh | Vũ Thị Bình",
         "? Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc."),
        ("STT | Nội dung | ĐVT | Số lượng | Đơn giá | Ghi chú\n1 | Nước uống | chai | 100 | 5000 |",
         "? Trang này có «ĐVT» nên hiểu là dự toán hay bảng phân công, không đọc như chương trình."),
        ("Nội dung chi | ĐVT | Số lượng\nNước uống | chai | 100",
         "? Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc."),
        ("PHÂN CÔNG NHIỆM VỤ\nNội dung công việc | Người thực hiện | Thời gian\nIn tài liệu | Lê Văn An | 01/3/2026",
         "? Trang này có «PHÂN CÔNG NHIỆM VỤ» nên hiểu là dự toán hay bảng phân công, không đọc như chương trình."),
        ("mua nước", "? Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc."),
    ],
)  # fmt: skip
def test_a_sheet_that_is_not_read_is_told_however_small_and_is_an_error_when_nearly_known(tmp_path, table, message):
    assert read(tmp_path, sheet(table))[1] == [message]


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("Sheet1", "PHÂN CÔNG BÁO CÁO VIÊN LỚP TẬP HUẤN\nNgày | Buổi | Từ giờ | Đến giờ | Nội dung | Báo cáo viên\n01/3/2026 | Sáng | 8h00 | 9h00 | A | Lê An"),
        ("Sheet1", "PHÂN CÔNG NHIỆM VỤ\nTừ giờ | Nội dung | Người thực hiện\n8h00 | A | Lê An"),
        ("Sheet1", "TIẾN ĐỘ TỔ CHỨC HỘI NGHỊ\nThời gian | Nội dung | Người thực hiện\n8h00 - 8h30 | A | Lê An"),
        ("Chương trình", "Nội dung | Người thực hiện | Kinh phí\nA | Lê An | 500000"),
        ("Sheet1", "Nội dung | Báo cáo viên | Thời hạn\nA | Lê An | 60 phút"),
    ],
)  # fmt: skip
def test_a_programme_is_one_whatever_stands_beside_its_items(name, table):
    form = recognise(sheet(table, name=name))
    assert getattr(form, "record", None) is AgendaItem


def test_a_sheet_of_others_beside_no_roster_is_an_error_whose_advice_ends_it(tmp_path):
    book(tmp_path / "su-kien.xlsx", EVENT, sheet("Thành viên BTC | Việc\nLê Văn An | Nước\nVũ Thị Bình | Âm thanh"))
    (dossier,), _ = read_inbox([tmp_path])
    (problem,) = (one for one in dossier.problems if "Trang này" in one.message)
    assert problem.is_error
    assert "chuyển trang này sang tệp để nơi khác" in problem.fix


@pytest.mark.parametrize(
    ("rows", "message", "fix"),
    [
        ("Mã sự kiện | E\nTên sự kiẹnn | Lớp\nThời gian | 05/3/2026\nĐơn vị tổ chức | BTT",
         "A2 Chưa có «Tên sự kiện»; có lẽ là «Tên sự kiẹnn».", "Sửa đề mục «Tên sự kiẹnn» thành «Tên sự kiện»."),
        ("Mã sự kiện | E\nTên buổi gặp mặt | Lớp\nThời gian | 05/3/2026\nĐơn vị tổ chức | BTT",
         "A2 Chưa có «Tên sự kiện»; có lẽ là «Tên buổi gặp mặt».", "Sửa đề mục «Tên buổi gặp mặt» thành «Tên sự kiện»."),
        ("Mã sự kiện | E\nTên sự kiện | Lớp\nThời gain | 05/3/2026\nĐơn vị tổ chức | BTT",
         "A3 Chưa có «Ngày bắt đầu»; có lẽ là «Thời gain».", "Sửa đề mục «Thời gain» thành «Thời gian»."),
        ("Mã sự kiện | E\nTên sự kiện | Lớp\nThời gian | 05/3/2026\nĐơn vị đứng ra tổ chức | BTT",
         "A4 Chưa có «Đơn vị tổ chức»; có lẽ là «Đơn vị đứng ra tổ chức».",
         "Sửa đề mục «Đơn vị đứng ra tổ chức» thành «Đơn vị tổ chức»."),
        ("Mã sự kiện | Tên sự kiện | Thời gian | Đơn vị tổ chứ\nE | Lớp | 05/3/2026 | BTT",
         "D1 Chưa có «Đơn vị tổ chức»; có lẽ là «Đơn vị tổ chứ».", "Sửa đề mục «Đơn vị tổ chứ» thành «Đơn vị tổ chức»."),
        ("Mã sự kiện | E\nTên sự kiện | Lớp\nThời gian | 05/3/2026\nMàu phông | đỏ",
         " Chưa có «Đơn vị tổ chức».", "Ghi «Đơn vị tổ chức» rồi lưu lại tệp."),
    ],
)  # fmt: skip
def test_a_misspelt_heading_of_a_required_field_is_named_once_with_the_field_that_is_missing(
    tmp_path, rows, message, fix
):
    (dossier,), loose = read_inbox([book(tmp_path / "e.xlsx", sheet(rows, name="Sự kiện"))])
    errors = [problem for problem in (*dossier.problems, *loose) if problem.is_error]
    assert (told(errors), [problem.fix for problem in errors]) == ([message], [fix])
    assert not any("ý bạn là" in problem.message for problem in dossier.problems)


def test_a_sheet_that_is_nearly_an_event_is_one_error_with_what_it_lacks(tmp_path):
    event = sheet("Tên gọi sự kiện | Lớp\nThời gian | 05/3/2026\nĐịa điểm | Hội trường", name="Sự kiện")
    path = book(tmp_path / "e.xlsx", event, sheet("Họ và tên | Đơn vị\nLê An | xã A"))
    dossiers, (problem,) = read_inbox([path])
    assert dossiers == ()
    assert told([problem]) == [
        "A1 Trang này gần giống trang sự kiện nhưng không đọc được: hiểu «Thời gian», «Địa điểm», không thấy «Tên sự kiện»."
    ]
    assert problem.fix == "Sửa tiêu đề «Tên gọi sự kiện» (ô A1) thành «Tên sự kiện»."


def test_an_office_s_unread_headings_are_told(tmp_path):
    office = sheet("Tên đầy đủ | BTT xã\nĐịa danhh | Hát Môn\nSố máy lẻ | 12\nNgười ký | Lê An", name="Cơ quan")
    _, problems = read(tmp_path, office)
    assert "? A2 Không hiểu đề mục «Địa danhh»; ý bạn là «Địa danh»?" in problems
    assert "? B3 Không đọc 1 ô vì không biết tiêu đề: B3 «Số máy lẻ»." in problems


def test_a_school_s_class_codes_are_its_units_unless_the_column_holds_the_event_s_code(tmp_path):
    people, problems = read(
        tmp_path, sheet("Họ tên SV | Phái | Mã lớp\nLê An | Nam | DI15V7A2\nVũ Chi | Nữ | DI15V7A1")
    )
    assert [(person.name, person.unit) for person in people] == [("Lê An", "DI15V7A2"), ("Vũ Chi", "DI15V7A1")]
    assert problems == []


def test_codes_of_other_events_beside_the_event_s_own_are_asked_for(tmp_path):
    people, problems = read(tmp_path, sheet("Họ tên | Chức vụ | Mã lớp\nLê An | Uỷ viên | TWO\nVũ Chi | Uỷ viên | K99"))
    assert names(people) == ["Lê An"]
    assert problems == ["C3 Không có sự kiện nào mang mã này."]


def test_a_column_with_one_filled_cell_is_told():
    table = "STT | Họ và tên | Tổ trưởng | Tổ phó | Đơn vị\n1 | Lê An | x | | Tổ 1\n2 | Vũ Bình | | x | Tổ 1\n3 | Tạ Cúc | | | Tổ 1"
    assert told(roster(table)) == ["? C1 Không đọc 2 cột vì không biết tiêu đề: «Tổ trưởng», «Tổ phó»."]


def test_a_relative_s_columns_are_not_read_and_no_wrong_advice_is_given():
    read = roster("Họ tên học sinh | Họ tên mẹ | SĐT mẹ | Lớp\nLê An | Lê Thị Bình | 0912345678 | 5A")
    assert [(person.name, person.phone, person.unit) for person in read.people] == [("Lê An", None, "5A")]
    assert told(read) == ["? B1 Không đọc 2 cột vì là của gia đình, người thân: «Họ tên mẹ», «SĐT mẹ»."]
    assert [problem.fix for problem in read.problems] == ["Cứ để nguyên."]


def test_a_class_is_the_unit_only_where_no_other_column_says_it():
    read = roster("Họ tên | Lớp | Đơn vị công tác\nLê An | Trung cấp 5 | xã A")
    assert [person.unit for person in read.people] == ["xã A"]
    assert told(read) == ["? B1 Không đọc 1 cột vì không biết tiêu đề: «Lớp»."]


def test_remarks_dates_and_decisions_among_and_below_the_people_are_nobody():
    read = roster(
        """
        TT | Mã sinh viên | Họ và tên | Nữ | Số CCCD | Lớp
        (1) | (2) | (3) | (4) | (5) | (6)
        #1 | B01 | Lê An | | | A1
        #2 | B02 | Vũ Bình | x | | A1
        Số thứ tự từ 1 - 50 | | Quyết định tốt nghiệp số 123/QĐ-ĐHCT | | |
        | | Kèm theo Công văn số 12/CV-UBND | | |
        #51 | B03 | Tạ Cúc | | | A2
        (3) Ghi đúng họ tên | | | | ……….. ngày …. tháng ….năm …. |
        | | | | Thủ trưởng đơn vị |
        """
    )
    assert [(person.name, person.gender) for person in read.people] == [
        ("Lê An", "Nam"),
        ("Vũ Bình", "Nữ"),
        ("Tạ Cúc", "Nam"),
    ]
    assert told(read) == ["? B1 Không đọc 1 cột vì không biết tiêu đề: «Mã sinh viên»."]


@pytest.mark.parametrize(
    "foot",
    ["| Kế toán | Thủ quỹ | Chủ tịch\n| Hà Thị Hoa | Lê Thị Quỹ | Lê Thị Toan", "| Giáo viên chủ nhiệm | Hiệu trưởng |\n| Hà Hoa | Lê Toan |",
     "| Chủ tịch | |\n| Lê Thị Toan | |", "| BÍ THƯ CHI BỘ | TRƯỞNG THÔN |\n| Lê Thị Toan | Hà Văn Hoa |",
     "| ĐẠI DIỆN ĐƠN VỊ | |\n| Lê Thị Toan | |", "| T/M BAN CHẤP HÀNH | |\n| CHỦ TỊCH | |\n| Lê Thị Toan | |",
     "| (Có danh sách kèm theo) | |", "| ./. | |", "| Hết | |", "| ---------- | |"],
)  # fmt: skip
def test_who_signs_below_a_numbered_list_and_its_closing_marks_are_nobody(foot):
    read = roster(f"STT | Họ và tên | Đơn vị | Ghi chú\n1 | Lê An | Thôn 1 |\n2 | Vũ Bình | Thôn 1 |\n{foot}")
    assert (names(read), told(read)) == (["Lê An", "Vũ Bình"], [])


def test_who_has_no_number_below_a_numbered_list_is_a_person_all_the_same():
    read = roster("STT | Họ và tên | Chức vụ\n1 | Lê An | Uỷ viên\nII | Trưởng thôn |\n2 | Vũ Bình | b\n | Tạ Cúc | c")
    assert names(read) == ["Lê An", "Vũ Bình", "Tạ Cúc"]
    read = roster("STT | Họ và tên | Chức vụ\nI | Thôn 1 |\n1 | Lê An | a\n | Ban Tổ chức |\n | Vũ Bình | Trưởng ban")
    assert names(read) == ["Lê An", "Vũ Bình"]


@pytest.mark.parametrize("after", ["2 | Vũ Bình | Uỷ viên | xã A", "| | |"])
def test_a_post_that_goes_on_in_a_row_of_its_own_is_told_and_not_cut_short_in_silence(after):
    read = roster(
        f"STT | Họ và tên | Chức vụ | Đơn vị\n1 | Lê An | Phó Chủ tịch Ủy ban | xã A\n | | Mặt trận Tổ quốc |\n{after}"
    )
    assert told(read) == ["? C3 Dòng này thuộc người ở dòng trên (ô B2), nên không đọc."]


def test_unread_columns_of_a_programme_and_of_a_table_of_events_are_told(tmp_path):
    agenda = sheet("Thời gian | Nội dung | Thời lượng\n8h00 ngày 05/3/2026 | Chuyên đề 1 | 15 phút")
    assert read(tmp_path / "a", agenda)[1] == ["? C1 Không đọc 1 cột vì không biết tiêu đề: «Thời lượng»."]
    events = sheet(
        "Mã sự kiện | Tên sự kiện | Thời gian | Địa điểm | Đơn vị tổ chức | Trang phục\nE | Lớp | 05/3/2026 | HT | BTT | áo dài"
    )
    (dossier,), _ = read_inbox([book(tmp_path / "b.xlsx", events)])
    assert told(dossier.problems) == ["? F1 Không đọc 1 cột vì không biết tiêu đề: «Trang phục»."]


def test_a_second_day_beside_the_first_is_told(tmp_path):
    event = sheet(
        "Mã sự kiện | E\nTên sự kiện | Lớp | tên đủ\nThời gian | @2026-03-05 | @2026-03-06\nĐịa điểm | -\nĐơn vị tổ chức | BTT"
    )
    (dossier,), _ = read_inbox([book(tmp_path / "e.xlsx", event)])
    assert told(dossier.problems) == ["? C3 Không đọc 1 ô bên phải cột giá trị: C3 «06/3/2026»."]
    assert dossier.event.place is None


def test_a_unit_of_before_is_not_read_and_no_wrong_advice_is_given():
    read = roster(
        "Họ tên | Chức vụ | Đơn vị cũ | Đơn vị mới | Kỹ năng | Kỳ thi\nLê An | Uỷ viên | xã A | xã B | tốt | 1"
    )
    assert [person.unit for person in read.people] == ["xã B"]
    assert told(read) == ["? C1 Không đọc 3 cột vì không biết tiêu đề: «Đơn vị cũ», «Kỹ năng», «Kỳ thi»."]


def test_other_names_beside_a_roster_are_told_and_stop_nothing(tmp_path):
    serving = sheet("Phục vụ | Việc\nLê Văn An | Nước\nVũ Thị Bình | Âm thanh", name="Phục vụ")
    _, problems = read(tmp_path, sheet("Họ và tên | Đơn vị\nTạ Cúc | xã A"), serving)
    assert problems == ["? A2 Trang này có vẻ là danh sách người nhưng không có cột «Họ và tên», nên không đọc."]


@pytest.mark.parametrize("heading", ["Số áo", "Mã CCHN"])
def test_no_other_field_is_advised_for_a_heading_that_only_begins_like_one(heading):
    read = roster(f"Họ và tên | Đơn vị | {heading}\nLê An | xã A | 10")
    assert told(read) == [f"? C1 Không đọc 1 cột vì không biết tiêu đề: «{heading}»."]


def test_where_somebody_comes_from_is_no_unit():
    read = roster("STT | Họ và tên | Quê quán | | Chức vụ\n | | Thôn | Xã |\n1 | Lê An | Đông | Hát Môn | Trưởng thôn")
    assert [(person.unit, person.hamlet) for person in read.people] == [(None, None)]
    assert told(read) == ["? C2 Không đọc 2 cột vì không biết tiêu đề: «Quê quán Thôn», «Quê quán Xã»."]


@pytest.mark.parametrize("headings", ["Năm sinh (Nam) | Năm sinh (Nữ)", "Nam sinh năm | Nữ sinh năm"])
def test_birth_years_may_stand_in_a_column_for_each_sex(headings):
    read = roster(f"Họ và tên | {headings} | Đơn vị\nLê An | 1965 | | A\nVũ Bình | | 1970 | A")
    assert [(str(person.born), person.gender) for person in read.people] == [("1965", "Nam"), ("1970", "Nữ")]
    assert told(read) == []


def test_a_blank_birth_date_is_read_from_the_next_column_of_birth():
    read = roster("Họ và tên | Ngày sinh | Năm sinh\nLê An | 01/7/1965 | 1965\nVũ Bình | | 1970")
    assert [str(person.born) for person in read.people] == ["1965-07-01", "1970"]


@pytest.mark.parametrize("typed", ["Chưa có", "chưa cử", "Khuyết", "Bổ sung sau"])
def test_a_place_that_nobody_fills_yet_is_no_name(typed):
    read = roster(f"STT | Họ và tên | Đơn vị\n1 | Lê An | Thôn 1\n2 | {typed} | Thôn 2")
    assert (told(read), read.people[1].held) == (["B3 Chưa có họ tên."], True)


@pytest.mark.parametrize(
    ("typed", "honorific", "name"),
    [("Ông: Lê Văn An", "ông", "Lê Văn An"), ("Ô. Lê Văn An", "ông", "Lê Văn An"), ("B. Lê Thị An", "bà", "Lê Thị An"),
     ("Em Lê Văn An", "em", "Lê Văn An"), ("SC. Thích Nữ Hạnh", "Sư cô", "Thích Nữ Hạnh"), ("Lê Văn An *", None, "Lê Văn An")],
)  # fmt: skip
def test_what_stands_around_a_name_is_no_part_of_it(typed, honorific, name):
    read = roster(f"STT | Họ và tên | Đơn vị\n1 | {typed} | Thôn 1\n2 | Vũ Bình | Thôn 1")
    assert [(person.honorific, person.name) for person in read.people][:1] == [(honorific, name)]
    assert told(read) == []


@pytest.mark.parametrize("typed", ["1. Lê Văn An↵2. Vũ Thị Bé", "Lê Văn An/ Vũ Thị Bé"])
def test_two_people_in_a_cell_are_asked_for(typed):
    assert told(roster(f"STT | Họ và tên | Đơn vị\n1 | {typed} | Thôn 1")) == ["B2 Ô có thể ghi hai người."]


def test_a_list_of_guests_may_call_its_names_so_and_two_strokes_say_as_above():
    read = roster("STT | Khách mời | Chức vụ | Đơn vị\n1 | Lê An | Bí thư | xã A\n2 | Vũ Bình | Chủ tịch | //")
    assert [(person.name, person.unit) for person in read.people] == [("Lê An", "xã A"), ("Vũ Bình", "xã A")]


@pytest.mark.parametrize("blank", ["-", "…", "...", "0", "#0", "N/A", "không", "Không có", "--"])
def test_what_only_fills_a_cell_of_a_post_or_a_unit_is_blank_as_meant(blank):
    read = roster(f"Họ và tên | Chức vụ | Đơn vị\nLê An | {blank} | xã A\nVũ Bình | Uỷ viên | {blank}")
    assert [(person.title, person.unit) for person in read.people] == [(None, "xã A"), ("Uỷ viên", None)]
    assert told(read) == []


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("@1905-05-18", "B2 Ô hiện ngày 18/5/1905; có lẽ là năm 1965 gõ vào ô có định dạng ngày."),
        ("@1905-06-12", "B2 Ô hiện ngày 12/6/1905; có lẽ là năm 1990 gõ vào ô có định dạng ngày."),
        ("@1900-01-01", "B2 Ô hiện ngày 01/01/1900, không thể là ngày sinh."),
    ],
)
def test_a_year_typed_into_a_cell_of_dates_is_asked_for(cell, message):
    read = roster(f"Họ và tên | Ngày sinh\nLê An | {cell}\nVũ Bình | @1970-01-01")
    assert told(read) == [message]
    assert [(person.born, person.held) for person in read.people] == [(None, True), (date(1970, 1, 1), False)]
