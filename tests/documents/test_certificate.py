"""The certificate: one per person who completed, numbered by the register, dated the last day."""

from dataclasses import replace
from datetime import date

import pytest
from cases import OFFICE, case, drafts, person, words

from flows.documents import certificate, invitation
from flows.model.office import BLANK
from flows.model.printing import Blank
from flows.vietnamese.span_reading import Span


@pytest.mark.parametrize("result", ["hoàn thành", "Hoàn thành tốt", "Đạt", "x", "Đã hoàn thành", "Khá"])
def test_a_result_that_says_completed_gives_a_certificate(result):
    assert drafts(certificate, case(person("Lê An", result=result), results=True))


@pytest.mark.parametrize("result", ["không hoàn thành", "Chưa hoàn thành", "không đạt", "vắng", None, "học lại"])
def test_any_other_result_gives_none(result):
    assert not drafts(certificate, case(person("Lê An", result=result), results=True))


@pytest.mark.parametrize(
    ("unasked", "said", "shown"),
    [
        ((), "[CẦN BỔ SUNG: Chức vụ]", True),
        (("chuc_vu",), "[CẦN BỔ SUNG: Đơn vị]", True),
        (("don_vi",), "[CẦN BỔ SUNG: Chức vụ]", True),
        (("chuc_vu", "don_vi"), "", False),
    ],
)
def test_post_and_unit_are_missed_only_where_the_roster_has_a_column_for_them(unasked, said, shown):
    own = words(certificate, case(person("Lê An", unasked=frozenset(unasked))))["chung_nhan"]
    assert (str(own["noi_cong_tac"]), own["co_noi_cong_tac"]) == (said, shown)


def test_without_results_only_those_present_at_every_sitting_get_one():
    of = case(
        person("Lê Đủ", present=(True, True)),
        person("Vũ Thiếu", present=(True, False)),
        person("Hồ Vắng", present=(False, False)),
        attendance=True,
    )
    assert [draft.recipient for draft in drafts(certificate, of)] == ["Lê Đủ"]


def test_a_certificate_is_dated_the_last_day_unless_a_day_was_typed():
    of = case(person("Lê An"))
    assert words(certificate, of)["van_ban"]["ngay"] == date(2025, 9, 9)
    assert words(certificate, case(person("Lê An"), certified=date(2025, 9, 12)))["van_ban"]["ngay"] == date(
        2025, 9, 12
    )


def test_a_signing_day_after_the_event_is_the_certificates():
    of = case(person("Lê An"), signed=date(2025, 9, 10))
    assert words(certificate, of)["van_ban"]["ngay"] == date(2025, 9, 10)


def test_certificates_are_numbered_at_once_unless_the_office_says_otherwise():
    assert drafts(certificate, case(person("Lê An")))[0].heading.automatic
    waiting = replace(OFFICE, certificate_numbers=BLANK)
    assert not drafts(certificate, case(person("Lê An"), office=waiting))[0].heading.automatic


def test_another_office_may_certify_with_its_own_signatory():
    centre = replace(OFFICE, full_name="Trung tâm Chính trị", signatory="Phạm Giám Đốc", certificate_symbol="{so}/TTCT")
    given = words(certificate, case(person("Lê An"), certifier=centre, signatory="Người Khác"))
    assert given["co_quan"]["nguoi_ky"] == "Phạm Giám Đốc"
    assert given["chung_nhan"]["nguoi_cap"] == "TRUNG TÂM CHÍNH TRỊ"
    assert given["van_ban"]["ky_hieu"] == "      /TTCT"


def test_the_course_is_dated_in_full():
    told = words(certificate, case(person("Lê An")))["chung_nhan"]["thoi_gian"]
    assert told == "Từ ngày 08 tháng 9 năm 2025 đến ngày 09 tháng 9 năm 2025"


def test_a_grade_counts_only_where_nobody_has_a_result():
    graded, failed = person("Lê An", grade="Giỏi"), person("Vũ Bình", result="không đạt", grade="Khá")
    assert not drafts(certificate, case(graded, failed, results=True))
    assert len(drafts(certificate, case(graded, results=True))) == 1


def test_scores_tell_of_nobody_so_that_attendance_decides_or_a_result_is_asked_for():
    here, gone = person("Lê An", grade="8", present=(True,)), person("Vũ Bình", grade="4", present=(False,))
    of = case(here, gone, results=True, attendance=True)
    assert [draft.recipient for draft in drafts(certificate, of)] == ["Lê An"]
    assert certificate.waits(of, date(2026, 1, 1)) == ""
    scored = case(here, gone, results=True)
    assert not drafts(certificate, scored)
    assert certificate.waits(scored, date(2026, 1, 1)).endswith("ghi thêm cột Kết quả.")


def test_days_that_do_not_follow_each_other_are_listed_on_the_certificate():
    days = Span((date(2025, 9, 8), date(2025, 9, 10)))
    told = words(certificate, case(person("Lê An"), span=days, ends=date(2025, 9, 10)))["chung_nhan"]["thoi_gian"]
    assert told == "Các ngày 08 và 10/9/2025"


def told(one, **event):
    return words(certificate, case(one, **event))["chung_nhan"]


def test_a_certificate_names_its_person_and_what_was_done():
    said = told(person("Đỗ Minh Khang", gender="Nam", born=date(1978, 3, 2)))
    assert said["nguoi"] == "Ông ĐỖ MINH KHANG"
    assert said["sinh"] == "Sinh ngày 02/3/1978"
    assert said["noi_dung"] == "Đã hoàn thành Lớp tập huấn công tác Mặt trận năm 2025"
    assert said["da_lam"] == "Đã hoàn thành"


@pytest.mark.parametrize(
    ("of_event", "of_person", "deed"),
    [
        (None, None, "Đã hoàn thành"),
        ("Đã tham dự", None, "Đã tham dự"),
        ("Đã tham dự", "Đạt giải Nhất", "Đạt giải Nhất"),
        ("Đạt giải Nhất Lớp tập huấn công tác Mặt trận năm 2025.", None, "Đạt giải Nhất"),
    ],
)
def test_what_is_certified_is_the_events_or_the_persons_own(of_event, of_person, deed):
    assert told(person("Lê An", certified_for=of_person), certified_for=of_event)["da_lam"] == deed


def test_a_pupil_has_a_class_and_a_school():
    pupil = told(person("Trần Gia Hân", title="Học sinh lớp 9A", unit="Trường THCS Hát Môn"))
    assert (pupil["xung_ho"], pupil["nhan_cong_tac"]) == ("Em", "Lớp, trường")
    assert told(person("Lê An"))["nhan_cong_tac"] == "Chức vụ, đơn vị công tác"


@pytest.mark.parametrize(
    ("number", "day", "line"),
    [
        ("57/QĐ-MTTQ-BTT", date(2025, 9, 5), "Theo Quyết định số 57/QĐ-MTTQ-BTT ngày 05/9/2025"),
        ("Quyết định số 57/QĐ-MTTQ-BTT", None, "Theo Quyết định số 57/QĐ-MTTQ-BTT"),
        (None, None, ""),
    ],
)
def test_the_decision_is_named_where_one_was_typed(number, day, line):
    assert told(person("Lê An"), decision_number=number, decided=day)["quyet_dinh"] == line


def test_birth_and_post_are_missed_only_where_the_roster_has_a_column_for_them():
    of = case(
        person("Lê An", born=date(1970, 1, 2), unit="thôn 1"),
        person("Vũ Bình"),
        person("Hồ Cúc", unasked=frozenset({"chuc_vu", "don_vi", "ngay_sinh"})),
    )
    said = [words(certificate, of, place)["chung_nhan"] for place in range(3)]
    assert [one["sinh"] for one in said] == ["Sinh ngày 02/01/1970", Blank("Ngày sinh"), ""]
    assert [one["noi_cong_tac"] for one in said] == ["thôn 1", Blank("Chức vụ"), ""]


def test_a_pupil_whose_list_says_only_the_class_is_no_lady():
    pupil = person("Lê Hà An", gender="Nữ", unit="6A1")
    assert words(invitation, case(pupil))["giay_moi"]["kinh_moi"] == "em Lê Hà An - lớp 6A1"
    told = words(certificate, case(person("Lê Hà An", gender="Nữ", unit="6A1", result="đạt"), results=True))[
        "chung_nhan"
    ]
    assert (told["xung_ho"], told["noi_cong_tac"]) == ("Em", "Lớp 6A1")
