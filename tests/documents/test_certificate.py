"""The certificate: one per person who completed, numbered by the register, dated the last day."""

from dataclasses import replace
from datetime import date

import pytest
from cases import OFFICE, case, drafts, person, words

from flows.documents import certificate
from flows.model.office import BLANK
from flows.vietnamese.date_reading import Span


@pytest.mark.parametrize("result", ["hoàn thành", "Hoàn thành tốt", "Đạt", "x", "Đã hoàn thành", "Khá"])
def test_a_result_that_says_completed_gives_a_certificate(result):
    assert drafts(certificate, case(person("Lê An", result=result), results=True))


@pytest.mark.parametrize("result", ["không hoàn thành", "Chưa hoàn thành", "không đạt", "vắng", None, "học lại"])
def test_any_other_result_gives_none(result):
    assert not drafts(certificate, case(person("Lê An", result=result), results=True))


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
