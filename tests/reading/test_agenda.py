"""Agendas: days merged, on the first row, in section rows; hours of every kind; speakers with their posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from sheets import sheet, told

from flows.model.event import Event
from flows.reading.agenda import read_agenda
from flows.reading.sheet_kinds import recognise
from flows.vietnamese.span_reading import Span

MON, TUE = date(2024, 7, 1), date(2024, 7, 2)
COURSE = Event(code="A-1", name="Lớp", organiser="UBND", starts=MON, ends=TUE)


def agenda(table, event=COURSE, **more):
    return read_agenda(recognise(sheet(table, name="Chương trình", **more)), event)


def test_a_merged_day_is_that_of_all_its_rows():
    items, problems = agenda(
        """
        Ngày | Từ giờ | Đến giờ | Nội dung
        01/7/2024 | 7h30 | 8h00 | Đón tiếp
         | 8h00 | 9h30 | Khai mạc
        @2024-07-02 | @08:00 | #0.395833333 | Chuyên đề
         | #13 | 13 giờ 30 | Bế mạc
        """,
        merges=("A2:A3", "A4:A5"),
    )
    assert [(item.day, item.starts, item.ends) for item in items] == [
        (MON, time(7, 30), time(8)),
        (MON, time(8), time(9, 30)),
        (TUE, time(8), time(9, 30)),
        (TUE, time(13), time(13, 30)),
    ]
    assert problems == ()


def test_a_day_on_its_first_row_only_goes_on_below_and_is_told_once():
    items, problems = agenda("Ngày | Thời gian | Nội dung\n01/7 | 8h00 | A\n | 9h00 | B\n | 10h00 | C\n02/7 | 8h00 | D")
    assert [item.day for item in items] == [MON, MON, MON, TUE]
    assert told(problems) == ["? A3 2 mục không ghi ngày, được hiểu là cùng ngày với mục trên."]


def test_a_row_of_a_day_may_bear_a_number():
    items, problems = agenda(
        """
        TT | Thời gian | Nội dung
        I | NGÀY THỨ NHẤT (01/7/2024) |
        1 | 8h00 | A
        2. | Buổi chiều |
        3 | 14h00 | B
        II | Ngày 02/7 |
        4 | 8h00 | C
        5 | | Sáng tạo trẻ
        III | Chiều 02/7 |
        6 | | D
        """
    )
    assert [(item.day, item.session, item.content) for item in items] == [
        (MON, None, "A"),
        (MON, "chiều", "B"),
        (TUE, None, "C"),
        (TUE, None, "Sáng tạo trẻ"),
        (TUE, "chiều", "D"),
    ]
    assert problems == ()


@pytest.mark.parametrize(
    ("number", "content"),
    [
        ("II", "Sáng tạo trẻ"),
        ("B", "Sáng kiến kinh nghiệm hay"),
        ("IV", "Chiều quê hương (hát)"),
        ("C", "Tối lửa tắt đèn"),
        ("I", "Ngày hội sáng tạo"),
        ("III.", "Tối 01/7 giao lưu"),
        ("1", "Buổi sáng nghe báo cáo"),
    ],
)
def test_an_item_that_begins_like_a_part_of_the_day_is_an_item(number, content):
    items, problems = agenda(
        f"TT | Thời gian | Nội dung\n1 | 8h00 | Khai mạc\n{number} | | {content}", replace(COURSE, ends=MON)
    )
    assert ([item.content for item in items], problems) == (["Khai mạc", content], ())


def test_rows_across_the_table_give_day_and_session():
    items, problems = agenda(
        """
        Thời gian | Nội dung | Người thực hiện
        Ngày 01/7/2024 (thứ Hai) | |
        Buổi sáng | |
        8h00 - 9h30 | Khai mạc | Lê An
        Buổi chiều | |
        13h30 - 16h30 | Thảo luận |
        Ngày thứ hai | |
        8h00 - 11h30 | Chuyên đề | Tạ Bình
        """,
        merges=("A2:C2", "A3:C3", "A5:C5", "A7:C7"),
    )
    assert [(item.day, item.session, item.starts, item.ends) for item in items] == [
        (MON, "sáng", time(8), time(9, 30)),
        (MON, "chiều", time(13, 30), time(16, 30)),
        (TUE, None, time(8), time(11, 30)),
    ]
    assert problems == ()


@pytest.mark.parametrize(
    ("cell", "day", "session", "starts", "ends"),
    [
        ("8h00-9h30", None, None, time(8), time(9, 30)),
        ("8h00 - 9h30", None, None, time(8), time(9, 30)),
        ("7h30 sáng đến 4h30 chiều", None, "sáng", time(7, 30), time(16, 30)),
        ("Từ 8 giờ 00 đến 9 giờ 30", None, None, time(8), time(9, 30)),
        ("08:00 – 09:30", None, None, time(8), time(9, 30)),
        ("@08:00", None, None, time(8), None),
        ("#0.333333333", None, None, time(8), None),
        ("8h", None, None, time(8), None),
        ("Sáng 01/7", MON, "sáng", None, None),
        ("8h00 ngày 02/7/2024", TUE, None, time(8), None),
        ("Sáng thứ Ba, ngày 02/7", TUE, "sáng", None, None),
        ("Ngày thứ nhất", MON, None, None, None),
        ("Ngày thứ hai, buổi chiều", TUE, "chiều", None, None),
        ("Ngày 2", TUE, None, None, None),
        ("Thứ Ba", TUE, None, None, None),
        ("02/7", TUE, None, None, None),
        ("Cả ngày 02/7", TUE, "cả ngày", None, None),
        ("2h chiều", None, "chiều", time(14), None),
        ("Sáng 01/7 (8h00-11h30)", MON, "sáng", time(8), time(11, 30)),
        ("Chiều 02/7 (13h30-16h30)", TUE, "chiều", time(13, 30), time(16, 30)),
        ("02/7: 14h-16h", TUE, None, time(14), time(16)),
        ("Từ 8h00 đến 9h00, ngày 02/7/2024", TUE, None, time(8), time(9)),
        ("8 giờ 00, ngày 02 tháng 7 năm 2024", TUE, None, time(8), None),
        ("Ngày thứ hai (02/7/2024)", TUE, None, None, None),
        ("Ngày thứ nhất (01/7/2024)", MON, None, None, None),
    ],
)
def test_a_cell_of_time_is_read_whole(cell, day, session, starts, ends):
    (item,), problems = agenda(f"Thời gian | Nội dung | Giảng viên\n{cell} | Chuyên đề | Lê An")
    assert (item.day, item.session, item.starts, item.ends) == (day, session, starts, ends)
    assert problems == ()


@pytest.mark.parametrize(
    ("cell", "message"),
    [
        ("03/7/2024", "A2 Ngày này (03/7/2024) nằm ngoài thời gian của sự kiện."),
        ("01/13/2024", "A2 «01/13/2024»: tháng 13 không có trong lịch."),
        ("Thứ Ba, 01/7/2024", "A2 «Thứ Ba, 01/7/2024»: 01/7/2024 là thứ Hai."),
        ("Ngày thứ ba", "A2 Sự kiện chỉ có 2 ngày."),
        ("Thứ Sáu", "A2 «Thứ Sáu» không cho biết là ngày nào."),
        ("mai", "A2 Không hiểu thời gian «mai»."),
        ("=?", "A2 Ô là công thức nhưng tệp không giữ kết quả."),
    ],
)
def test_a_wrong_day_is_named_and_the_item_marked(cell, message):
    (item,), problems = agenda(f"Ngày | Nội dung | Giảng viên\n{cell} | Chuyên đề | Lê An")
    assert told(problems) == [message]
    assert item.faulty


def test_case_10_a_swapped_day_is_seen_by_the_weekday_beside_it():
    event = Event(code="A", name="B", organiser="C", starts=date(2024, 3, 7), ends=date(2024, 7, 3))
    _, problems = agenda("Thứ | Ngày | Nội dung | Giảng viên\nthứ Tư | @2024-03-07 | A | Lê An", event)
    assert told(problems) == ["B2 07/3/2024 là thứ Năm, nhưng ô A2 ghi «thứ Tư»."]


def test_day_15_is_a_date_where_the_event_has_no_15_days_and_doubtful_where_both_are_meant():
    event = Event(code="A", name="B", organiser="C", starts=date(2024, 7, 15), ends=date(2024, 7, 16))
    (item,), _ = agenda("Ngày | Nội dung\nNgày 15 | A", event)
    assert item.day == date(2024, 7, 15)
    event = Event(code="A", name="B", organiser="C", starts=date(2024, 7, 2), ends=date(2024, 7, 3))
    _, problems = agenda("Ngày | Nội dung\nNgày 2 | A", event)
    assert told(problems) == ["A2 «Ngày 2» có thể là ngày thứ 2 của sự kiện, hoặc ngày 02 trong tháng."]


def test_the_foot_of_the_page_is_told_from_items_that_only_sound_like_it():
    items, problems = agenda(
        """
        Thời gian | Nội dung | Người thực hiện
        Ngày 01 tháng 7 năm 2024
        8h00 | Khai mạc | TM. Ban Tổ chức
        Ngày 02 tháng 7 năm 2024
        8h00 | Phát biểu chỉ đạo | BÍ THƯ
        9h00, ngày 02/7/2024 | Bế mạc | Lê An
        Phúc Thọ, ngày 02 tháng 7 năm 2024
        NGƯỜI LẬP |  | TM. BAN TỔ CHỨC
        Lê An |  | Bùi Ký
        """
    )
    told_of = [(item.day, item.content, item.speaker) for item in items]
    assert told_of == [
        (MON, "Khai mạc", "TM. Ban Tổ chức"),
        (TUE, "Phát biểu chỉ đạo", "BÍ THƯ"),
        (TUE, "Bế mạc", "Lê An"),
    ]
    assert problems == ()


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("I. NGÀY 01/7/2024", MON),
        ("Ngày thứ nhất (01/7/2024)", MON),
        ("Chương trình ngày 02/7/2024", TUE),
        ("CHƯƠNG TRÌNH (Ngày 01-02/7/2024)", None),
        ("CHƯƠNG TRÌNH (Ngày 01, 02/7)", None),
        ("(Từ ngày 01/7 đến ngày 02/7/2024)", None),
        ("(Kèm theo Kế hoạch ngày 20/6/2024)", None),
        ("CHƯƠNG TRÌNH LỚP TẬP HUẤN NĂM 2024", None),
    ],
)
def test_the_title_above_a_table_may_tell_the_day_of_its_items(title, day):
    items, problems = agenda(f"{title}\nGiờ | Nội dung | Giảng viên\n8h | Luật Mặt trận | Lê An")
    assert [item.day for item in items] == [day]
    assert problems == ()


def test_the_items_below_a_day_that_cannot_be_read_are_marked_until_the_next_day():
    items, problems = agenda(
        """
        Thời gian | Nội dung
        Ngày 31/6/2024
        8h00 | Khai mạc
        Ngày 02/7/2024
        8h00 | Bế mạc
        """
    )
    assert [sorted(item.faulty) for item in items] == [["ngay"], []]
    assert told(problems) == ["A2 «Ngày 31/6/2024»: tháng 6/2024 không có ngày 31, chỉ có 30 ngày."]


def test_a_column_of_the_number_of_the_day_is_read():
    items, problems = agenda("Ngày thứ | Giờ | Nội dung\n#1 | 8h | A\nhai | 8h | B")
    assert [item.day for item in items] == [MON, TUE]
    assert problems == ()


def test_days_over_new_year_find_their_year():
    event = Event(code="A", name="B", organiser="C", starts=date(2024, 12, 30), ends=date(2025, 1, 3))
    items, problems = agenda("Ngày | Nội dung\n30/12 | A\n03/01 | B", event)
    assert [item.day for item in items] == [date(2024, 12, 30), date(2025, 1, 3)]
    assert problems == ()


def test_an_event_with_days_left_out_counts_only_its_own():
    event = Event(
        code="A", name="B", organiser="C", starts=MON, ends=date(2024, 7, 5), span=Span((MON, date(2024, 7, 5)))
    )
    (item,), _ = agenda("Ngày | Nội dung\nNgày thứ hai | A", event)
    assert item.day == date(2024, 7, 5)


@pytest.mark.parametrize(
    ("cell", "speaker", "degree", "title"),
    [
        ("TS. Nguyễn Văn A - Giám đốc Trung tâm", "Nguyễn Văn A", "TS.", "Giám đốc Trung tâm"),
        ("Tiến sỹ Tạ Văn Sỹ – Nguyên Giám đốc", "Tạ Văn Sỹ", "Tiến sỹ", "Nguyên Giám đốc"),
        ("PGS. TS Lê An", "Lê An", "PGS. TS", None),
        ("Đồng chí Lê Thị Toan - UVTV", "Đồng chí Lê Thị Toan", None, "UVTV"),
        ("Lê Thị Toan", "Lê Thị Toan", None, None),
        ("Chi hội 3, Chi hội 7", "Chi hội 3, Chi hội 7", None, None),
        ("Bí thư Đảng ủy, Chủ tịch HĐND xã", "Bí thư Đảng ủy, Chủ tịch HĐND xã", None, None),
        ("nguyễn văn an, Phó Chủ tịch", "nguyễn văn an", None, "Phó Chủ tịch"),
        ("TS. Lê An; ThS. Vũ Bình - Giảng viên", "TS. Lê An; ThS. Vũ Bình - Giảng viên", None, None),
    ],
)
def test_a_speaker_is_divided_into_degree_name_and_post(cell, speaker, degree, title):
    (item,), problems = agenda(f"Thời gian | Nội dung | Báo cáo viên\n8h00 | Chuyên đề | {cell}")
    assert (item.speaker, item.degree, item.title) == (speaker, degree, title)
    assert problems == ()


@pytest.mark.parametrize("ditto", ["nt", '"', "như trên"])
def test_as_above_in_a_programme_is_what_stands_above(ditto):
    table = f"Nội dung | Báo cáo viên\nA | TS. Tạ Văn Sỹ\nB | {ditto}\nC | {ditto}\nD |"
    assert [item.speaker for item in agenda(table)[0]] == ["Tạ Văn Sỹ", "Tạ Văn Sỹ", "Tạ Văn Sỹ", None]


def test_columns_of_degree_and_post_win_over_the_speakers_cell():
    (item,), _ = agenda("Nội dung | Báo cáo viên | Học vị | Chức vụ\nA | Tạ Văn Sỹ | Tiến sỹ | Giám đốc")
    assert (item.speaker, item.degree, item.title) == ("Tạ Văn Sỹ", "Tiến sỹ", "Giám đốc")


def test_an_item_without_content_or_with_hours_turned_round_is_named():
    _, problems = agenda("Từ giờ | Đến giờ | Nội dung | Giảng viên\n8h | 9h | | Lê An\n10h | 9h | A | Lê An")
    assert told(problems) == ["C2 Chưa có nội dung.", "B3 Giờ kết thúc không sau giờ bắt đầu."]


def test_the_foot_examples_and_hidden_rows_are_no_items():
    items, problems = agenda(
        """
        Thời gian | Nội dung | Giảng viên
        VÍ DỤ | Chuyên đề | Ai đó
        8h00 | A | Lê An
        9h00 | B | Lê An
        Phúc Thọ, ngày 20 tháng 6 năm 2024 | |
         | TM. BAN THƯỜNG TRỰC |
         | Lê Thị Toan |
        """,
        hidden=(4,),
    )
    assert [item.content for item in items] == ["A"]
    assert told(problems) == ["? A4 1 dòng đang ẩn, không được đọc."]


@pytest.mark.parametrize(
    ("row", "starts", "cells"),
    [
        ("Chiều | 1h30-3h00", time(1, 30), ["B2"]),
        ("Chiều | 13h30-15h00", time(13, 30), []),
        ("Sáng | 14h00-15h00", time(14), ["B2"]),
        ("Buổi sáng | 8h00-9h30", time(8), []),
        ("Tối | 7h00-9h00", time(7), ["B2"]),
        ("Cả ngày | 8h00-16h30", time(8), []),
    ],
)
def test_an_hour_that_cannot_be_of_its_session_is_doubted_and_never_guessed(row, starts, cells):
    items, problems = agenda(f"Buổi | Thời gian | Nội dung\n{row} | Thảo luận", event=replace(COURSE, ends=MON))
    assert [item.starts for item in items] == [starts]
    assert [(p.where.cell, p.message) for p in problems] == [(c, "Giờ này không khớp với buổi đã ghi.") for c in cells]
    assert not items[0].faulty


@pytest.mark.parametrize("nothing", ["-", "…", "N/A", "không"])
def test_a_speaker_s_cell_that_says_there_is_none_is_blank(nothing):
    (item,), problems = agenda(f"Từ giờ | Nội dung | Báo cáo viên | Chức vụ\n8h00 | Khai mạc | {nothing} | {nothing}")
    assert (item.speaker, item.title, told(problems)) == (None, None, [])


@pytest.mark.parametrize(
    ("cell", "hours"),
    [("8AM", (time(8), None)), ("tám giờ", (time(8), None)), ("14 giờ kém 15 - 16h", (time(13, 45), time(16)))],
)
def test_hours_in_words_and_in_english_are_read(cell, hours):
    (item,), problems = agenda(f"Thời gian | Nội dung\n{cell} | Thảo luận")
    assert ((item.starts, item.ends), told(problems)) == (hours, [])
