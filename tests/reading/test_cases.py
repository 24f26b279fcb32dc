"""What offices typed and what must come of it: each line of the list of cases, on small books of invented people."""

from __future__ import annotations

import pytest
from cases import OFFICE, drafts
from sheets import book, names, sheet, told

from flows.documents import certificate, invitation, news, plan
from flows.documents.facts import shared
from flows.model.draft import Case
from flows.reading.inbox import read_inbox
from flows.steps.check_event import doubts_of_case

EVENT = {
    "Mã sự kiện": "E1",
    "Tên sự kiện": "Lớp tập huấn công tác Mặt trận",
    "Thời gian": "05-06/3/2026",
    "Địa điểm": "Hội trường UBND xã",
    "Đơn vị tổ chức": "Ban Thường trực Ủy ban MTTQ Việt Nam xã Hát Môn",
}


@pytest.fixture
def read(tmp_path):
    """Read an event with these sheets; what `more` says goes before."""

    def of(*tables, **more):
        lines = EVENT | {key.replace("_", " "): value for key, value in more.items()}
        own = sheet("\n".join(f"{heading} | {value}" for heading, value in lines.items()), name="Sự kiện")
        tabs = [each if not isinstance(each, str) else sheet(each, name=f"DS {at}") for at, each in enumerate(tables)]
        (dossier,), loose = read_inbox([book(tmp_path / "inputs" / "e.xlsx", own, *tabs)])
        case = Case(dossier.event, dossier.agenda, dossier.roster, OFFICE, OFFICE)
        return case, told([*dossier.problems, *loose])

    return of


def people(kind, case):
    return [draft.recipient for draft in drafts(kind, case)]


def text(kind, case):
    """Return the sentences of the paper that a kind makes first, one after the other."""
    said = drafts(kind, case)[0].filled().items()
    return " ".join(_texts([value for key, value in said if key not in shared(case)]))


def _texts(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return [text for each in value for text in _texts(each)]
    return [str(value)] if value is not None else []


HEAD = "STT | Họ và tên | Đơn vị"


@pytest.mark.parametrize("away", ["Vắng", "Vắng có phép", "Vắng không phép", "V", "P"])
def test_a_mark_under_absence_is_absence_under_any_upper_heading(read, away):
    case, problems = read(
        f"{HEAD} | Điểm danh |\n | | | Có mặt | {away}\n1 | Lê An | Thôn 1 | x |\n2 | Vũ Bình | Thôn 1 | x |\n3 | Tạ Cúc | Thôn 1 | | x"
    )
    assert people(certificate, case) == ["Lê An", "Vũ Bình"]
    assert problems == []


@pytest.mark.parametrize(
    ("upper", "lower", "rows", "certified"),
    [
        ("Xếp loại", "Giỏi | Khá | Yếu", ("x | |", "| x |", "| | x"), ["Lê An", "Vũ Bình"]),
        ("Kết quả", "Đạt | Không đạt |", ("x | |", "x | |", "| x |"), ["Lê An", "Vũ Bình"]),
        ("Kết quả", "Không đạt | Đạt |", ("| x |", "| x |", "x | |"), ["Lê An", "Vũ Bình"]),
    ],
)
def test_the_lower_heading_is_the_value_and_whoever_failed_gets_none(read, upper, lower, rows, certified):
    marks = "\n".join(f"{at} | {name} | Thôn 1 | {row}" for at, (name, row) in
                      enumerate(zip(("Lê An", "Vũ Bình", "Tạ Cúc"), rows, strict=True), 1))  # fmt: skip
    case, problems = read(f"{HEAD} | {upper} | |\n | | | {lower}\n{marks}")
    assert people(certificate, case) == certified
    assert [person.grade or person.result for person in case.people][:2] in (["Giỏi", "Khá"], ["Đạt", "Đạt"])
    assert problems == []


def test_score_and_grade_are_both_read(read):
    case, problems = read(f"{HEAD} | Kết quả | Điểm | Xếp loại\n1 | Lê An | Thôn 1 | Đạt | #8.5 | Giỏi")
    assert [(person.score, person.grade) for person in case.people] == [("8,5", "Giỏi")]
    assert problems == []


@pytest.mark.parametrize("result", ["Đạt (thi lại)", "Đạt lần 2", "Thi lại: đạt"])
def test_who_passed_at_the_second_try_has_passed(read, result):
    case, problems = read(f"{HEAD} | Kết quả\n1 | Lê An | Thôn 1 | Đạt\n2 | Vũ Bình | Thôn 1 | {result}")
    assert (people(certificate, case), problems) == (["Lê An", "Vũ Bình"], [])


def test_the_same_people_s_marks_of_another_day_are_attendance_of_two_days(read):
    one = f"{HEAD} | Ký nhận\n1 | Lê An | Thôn 1 | x\n2 | Vũ Bình | Thôn 1 | x"
    two = f"{HEAD} | Ký nhận\n1 | Lê An | Thôn 1 | x\n2 | Vũ Bình | Thôn 1 |"
    case, problems = read(sheet(one, name="Ngày 05-3"), sheet(two, name="Ngày 06-3"))
    assert [person.present for person in case.people] == [(True, True), (True, False)]
    assert (people(certificate, case), problems) == (["Lê An"], [])


AGENDA = """
    Thời gian | Nội dung | Người thực hiện
    Ngày 05/3/2026 (thứ Năm) | |
    7h30-8h00 | Đón tiếp đại biểu | Văn phòng
    8h00-8h15 | Chào cờ, tuyên bố lý do | Ban Tổ chức
    8h15-8h30 | Khai mạc lớp tập huấn | Đ/c Lê Thị Toan
    8h30-11h30 | Chuyên đề 1: Nghiệp vụ công tác Mặt trận | TS. Tạ Văn Sỹ - Nguyên Giám đốc Trung tâm
    Ngày 06/3/2026 (thứ Sáu) | |
    8h00-10h00 | Thảo luận tổ | Các tổ
    10h15-11h00 | Tổng kết, bế mạc | Đ/c Lê Thị Toan
    """


def test_what_is_organised_is_no_lecture_and_a_body_no_comrade(read):
    case, problems = read(AGENDA, Có_mặt="100")
    said = text(news, case)
    assert "Tạ Văn Sỹ" in said
    assert "khai mạc" in said
    for wrong in ("đồng chí Văn phòng", "đồng chí Ban Tổ chức", "đồng chí Các tổ", "trình bày Đón tiếp"):
        assert wrong not in said
    assert problems == []


def test_two_speakers_in_a_cell_are_two_with_one_degree_each_and_capitals_do_not_shout(read):
    case, problems = read(
        """
        Nội dung | Báo cáo viên | Học hàm, học vị | Chức vụ
        Bài 1: Luật Đất đai | PGS.TS Lê Văn Bách | TS | Giám đốc
        Bài 2: Luật Hòa giải | ThS. Lê Văn Cảnh, TS. Trần Thị Dung | |
        Bài 3: Luật Thanh niên | Nguyễn Văn An và Lê Văn Bình | |
        Bài 4: Luật Thủ đô | ông Nguyễn Văn Đạt | Thạc sĩ | Giám đốc Sở
        BÀI 5: CHUYỂN ĐỔI SỐ | NGUYỄN VĂN EM | |
        Bài 6: Văn hóa | Phạm Văn Hóa - Trưởng phòng Văn hóa và Thông tin | |
        """,
        Thời_gian="05/3/2026",
        Có_mặt="100",
    )
    said = text(news, case)
    for right in ("PGS.TS Lê Văn Bách", "ThS Lê Văn Cảnh", "TS Trần Thị Dung", "Nguyễn Văn An và Lê Văn Bình",
                  "Nguyễn Văn Em", "Trưởng phòng Văn hóa và Thông tin"):  # fmt: skip
        assert right in said
    for wrong in ("TS PGS.TS", "Thạc sĩ ông", "NGUYỄN VĂN EM", "CHUYỂN ĐỔI SỐ", "TS. Trần Thị Dung, "):
        assert wrong not in said
    assert problems == []


def test_a_year_typed_into_a_cell_of_dates_is_doubted_with_the_year_that_was_meant(read):
    case, problems = read(f"{HEAD} | Ngày sinh\n1 | Lê An | Thôn 1 | @1905-05-18\n2 | Vũ Bình | Thôn 1 | @1900-01-01")
    assert [person.held for person in case.people] == [True, True]
    assert problems == ["D2 Ô hiện ngày 18/5/1905; có lẽ là năm 1965 gõ vào ô có định dạng ngày.",
                        "D3 Ô hiện ngày 01/01/1900, không thể là ngày sinh."]  # fmt: skip


@pytest.mark.parametrize(("typed", "printed"), [("SN 1965", "Sinh năm 1965"), ("00/00/1965", "Sinh năm 1965"),
                                               ("1965.", "Sinh năm 1965"), ("../7/1965", "Sinh tháng 7 năm 1965"),
                                               ("7-1965", "Sinh tháng 7 năm 1965")])  # fmt: skip
def test_of_a_birth_only_what_is_known_is_said(read, typed, printed):
    case, _ = read(f"{HEAD} | Ngày sinh | Kết quả\n1 | Lê An | Thôn 1 | {typed} | Đạt")
    assert printed in text(certificate, case)


def test_damaged_letters_are_mended_where_that_is_certain_else_an_error(read):
    broken = "Lê Thị Bình".encode().decode("cp1252")
    case, problems = read(f"{HEAD}\n1 | {broken} | Thôn 1\n2 | Lê Văn \ufffdn | Thôn 1")
    assert (names(case.people)[0], [person.held for person in case.people]) == ("Lê Thị Bình", [False, True])
    assert problems == ["B3 Chữ trong ô đã mất khi chuyển tệp (hiện thành dấu �)."]


@pytest.mark.parametrize("blank", ["-", "…", "0", "N/A", "không"])
def test_what_only_fills_a_cell_is_printed_nowhere(read, blank):
    case, problems = read(f"STT | Họ và tên | Chức vụ | Đơn vị\n1 | Lê An | {blank} | Thôn 1")
    assert (case.people[0].title, problems) == (None, [])


def test_who_died_declined_or_is_not_to_be_invited_is_not_invited_and_told_once(read):
    case, problems = read(
        f"{HEAD} | Ghi chú\n1 | Lê An | Thôn 1 | đã mất\n2 | Vũ Bình | Thôn 1 | không mời\n3 | Tạ Cúc (đã mất) | Thôn 1 |\n"
        "4 | Đỗ Dũng | Thôn 1 | Xin vắng\n5 | Hà Én | Thôn 1 |"
    )
    assert people(invitation, case) == ["Hà Én"]
    assert len(problems) == 1


@pytest.mark.parametrize("typed", ["Lê An †", "Lê An (†)", "Lê An† 02/3/2026", "Lê An († 2026)"])
def test_a_dagger_behind_a_name_says_that_the_person_is_dead(read, typed):
    case, problems = read(f"{HEAD}\n1 | {typed} | Thôn 1\n2 | Hà Én | Thôn 1")
    assert people(invitation, case) == ["Hà Én"]
    assert problems == ["? B2 1 người không được mời vì ghi chú trong danh sách: Lê An («đã mất»)."]


def test_dai_bieu_alone_is_the_heading_of_a_column_that_holds_names(read):
    case, problems = read(
        "STT | Đại biểu | Đơn vị\n1 | Lê An | Thôn 1\n2 | Vũ Thị Bình | Thôn 2\nSTT | Đại biểu | Đơn vị\n3 | Hà Én | Thôn 1"
    )
    assert (people(invitation, case), problems) == (["Lê An", "Vũ Thị Bình", "Hà Én"], [])


def test_dai_bieu_above_anything_else_is_no_name(read):
    case, _ = read("Đơn vị | Đại biểu | Chức vụ\nThôn 1 | 12 đại biểu | Uỷ viên\nThôn 2 | 4 đại biểu | Uỷ viên")
    assert not case.people


@pytest.mark.parametrize("part", ["cả ngày", "Cả ngày", "Buổi cả ngày", "buổi sáng", "1 buổi"])
def test_no_word_is_doubled_whatever_stands_under_buoi(read, part):
    case, _ = read(f"{HEAD}\n1 | Lê An | Thôn 1", Thời_gian="05/3/2026", Buổi=part)
    said = text(invitation, case).casefold()
    assert "05/3/2026" in said
    for wrong in ("buổi cả ngày", "ngày ngày", "buổi buổi", "cả ngày ngày"):
        assert wrong not in said


def test_an_hour_and_a_part_of_the_day_that_contradict_are_asked_at_the_cell(read):
    _, problems = read(Giờ="3h tối")
    assert problems == ["B6 «3h tối»: 15 giờ không phải buổi tối."]


def test_a_day_of_a_program_without_an_hour_has_none(read):
    case, problems = read(Thời_gian="2026-03-05 00:00:00")
    assert (str(case.event.starts), case.event.start_hour, problems) == ("2026-03-05", None, [])
    assert "00 giờ 00" not in text(plan, case)


@pytest.mark.parametrize(
    ("share", "asked"),
    [("100%", "«100%»: là phần trăm, không phải một số."), ("#0.95", "«0.95»: không phải số nguyên.")],
)
def test_a_share_is_no_number_of_people(read, share, asked):
    case, problems = read(Có_mặt=share)
    assert (case.event.present, problems) == (None, [f"B6 {asked}"])


def test_a_column_with_one_filled_cell_is_told(read):
    _, problems = read(f"{HEAD} | Tổ trưởng | Tổ phó\n1 | Lê An | Thôn 1 | x |\n2 | Vũ Bình | Thôn 1 | | x")
    assert problems == ["? D1 Không đọc 2 cột vì không biết tiêu đề: «Tổ trưởng», «Tổ phó»."]


def test_a_name_in_capitals_is_in_sentence_case_inside_sentences(read):
    case, problems = read(Tên_sự_kiện="HỘI NGHỊ TỔNG KẾT CÔNG TÁC MẶT TRẬN NĂM 2025")
    assert "Hội nghị tổng kết công tác Mặt trận năm 2025" in text(news, case)
    assert (problems, told(doubts_of_case(case))) == ([], [])


def test_a_name_in_capitals_that_may_hold_a_proper_name_is_doubted(read):
    case, _ = read(Tên_sự_kiện="LỄ KHÁNH THÀNH TRƯỜNG NGUYỄN HUỆ XÃ TÂN LẬP")
    (doubt,) = told(doubts_of_case(case))
    assert doubt.startswith("? B2 Tên gõ toàn chữ hoa; trong câu được viết là «Lễ khánh thành trường nguyễn huệ")


@pytest.mark.parametrize("heading", ["Cơ quan, đơn vị", "Cơ quan/đơn vị", "Chi hội", "Chi bộ", "Trường", "Lớp",
                                     "Nơi công tác hiện nay", "Tổ dân phố", "Tên thôn"])  # fmt: skip
def test_families_of_units_are_known(read, heading):
    case, problems = read(f"STT | Họ và tên | {heading}\n1 | Lê An | Hội Phụ nữ")
    assert (case.people[0].unit, problems) == ("Hội Phụ nữ", [])


@pytest.mark.parametrize("heading", ["Họ tên mẹ", "Mẹ", "Họ tên vợ", "Họ tên (bố)", "Người giám hộ", "HO TEN ME"])
def test_a_relative_s_column_is_not_read_and_no_advice_glues_it_to_the_child(read, heading):
    case, problems = read(f"STT | Họ tên học sinh | {heading} | Lớp\n1 | Lê An | Vũ Bình | 5A")
    assert (names(case.people), case.people[0].family_name) == (["Lê An"], None)
    assert problems == [f"? C1 Không đọc 1 cột vì là của gia đình, người thân: «{heading}»."]


def test_the_surname_ong_is_kept_and_a_woman_no_ong(read):
    case, problems = read(
        "STT | Họ và tên | Giới tính | Đơn vị\n1 | Ông Thị Lan Anh | Nữ | xã A\n2 | Ông Văn Bảo | Nam | xã A"
    )
    assert names(case.people) == ["Ông Thị Lan Anh", "Ông Văn Bảo"]
    assert [person.honorific for person in case.people] == [None, None]
    assert problems == []


def test_a_second_sheet_with_a_heading_of_its_own_is_read(read):
    case, problems = read(f"{HEAD}\n1 | Lê An | xã A", "STT | Họ và tên cán bộ↵Full name | Đơn vị\n1 | Vũ Bình | xã B")
    assert (names(case.people), problems) == (["Lê An", "Vũ Bình"], [])


def test_a_column_of_classes_is_no_column_of_event_codes(read):
    case, problems = read("STT | Họ và tên | Mã lớp\n1 | Lê An | K15A2\n2 | Vũ Bình | K15A1")
    assert ([person.unit for person in case.people], problems) == (["K15A2", "K15A1"], [])


def test_impossible_days_raise_doubt_over_the_whole_column(read):
    case, problems = read(f"{HEAD} | Ngày sinh\n1 | Lê An | Thôn 1 | 7/4/1986\n2 | Vũ Bình | Thôn 1 | 10/24/1975")
    assert [person.held for person in case.people] == [False, True]
    assert problems == [
        "? D2 1 ngày trong cột này có thể đã bị Excel đảo ngày với tháng: ô D3 ghi tháng trước, ngày sau.",
        "D3 Ngày sinh có tháng không có trong lịch (chỉ có tháng 1 đến tháng 12).",
    ]


@pytest.mark.parametrize("number", ["#3.0", "3.0", "3", "3.", "03", "#3"])
def test_rows_numbered_ahead_give_no_items(read, number):
    case, problems = read(f"STT | Thời gian | Nội dung\n1 | 8h00-9h30 ngày 05/3/2026 | Tăng huyết áp\n{number} | |")
    assert ([item.content for item in case.agenda], problems) == (["Tăng huyết áp"], [])


def test_an_item_that_may_be_taught_or_organised_is_asked_at_its_cell_and_a_heading_of_topics_decides(read):
    case, _ = read("Thời gian | Nội dung | Người thực hiện\n8h00 ngày 05/3 | Phần mềm quản lý hội viên | Văn phòng")
    assert told(doubts_of_case(case)) == [
        "? B2 Chưa rõ mục này là bài giảng hay việc tổ chức, nên chỉ ghi trong chương trình."
    ]
    case, _ = read("Thời gian | Chuyên đề | Người thực hiện\n8h00 ngày 05/3 | Phần mềm quản lý hội viên | Văn phòng")
    assert told(doubts_of_case(case)) == []


def test_remarks_dates_and_decisions_below_a_table_are_nobody(read):
    case, problems = read(
        f"{HEAD}\n1 | Lê An | Thôn 1\n | (*) Đại biểu vắng có lý do |\n | Đề nghị gửi danh sách trước ngày 01/3 |\n"
        " | Kèm theo Quyết định số 12/QĐ-UBND |\n | Phúc Thọ, ngày 02 tháng 3 năm 2026 |\n | NGƯỜI LẬP BIỂU | CHỦ TỊCH\n | Vũ Bình | Tạ Cúc"
    )
    assert (names(case.people), problems) == (["Lê An"], [])


def test_an_event_that_ends_before_it_starts_still_has_agenda_and_roster_judged(read):
    _, problems = read("Thời gian | Nội dung\n25h00 | Bài 1", f"{HEAD}\n1 | | Thôn 1", Thời_gian="",
                       Ngày_bắt_đầu="06/3/2026", Ngày_kết_thúc="05/3/2026")  # fmt: skip
    assert problems == ["B7 Ngày kết thúc 05/3/2026 trước ngày bắt đầu 06/3/2026.", "A2 «25h00»: không có 25 giờ.",
                        "B2 Chưa có họ tên."]  # fmt: skip
