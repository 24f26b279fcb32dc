"""What is doubtful about an event and its office together: told, and nothing is held back by it."""

from dataclasses import replace
from datetime import date

import pytest
from cases import OFFICE, case, person

from flows.model.office import Office
from flows.problems import Where
from flows.steps.check_event import doubts_of_case


def told(of):
    found = doubts_of_case(of)
    assert not [problem for problem in found if problem.is_error]
    return [problem.message for problem in found]


def test_an_event_and_an_office_of_the_same_day_are_not_doubted():
    assert told(case(person("Lê An"))) == []


def test_an_office_that_still_bears_its_district_is_doubted_at_its_own_cell():
    old = replace(
        OFFICE,
        parent="ỦY BAN MTTQ VIỆT NAM\nHUYỆN PHÚC THỌ",
        sources={"co_quan_chu_quan": Where("co-quan.xlsx", "Cơ quan", "B2")},
    )
    (problem,) = doubts_of_case(case(office=old))
    assert problem.where.cell == "B2"
    assert "không còn cấp huyện" in problem.message


def test_what_an_event_s_own_sheet_says_of_the_office_is_doubted_there():
    own = Office(
        place="huyện", full_name="Ủy ban MTTQ huyện", sources={"ten_day_du": Where("sk.xlsx", "Cơ quan", "B3")}
    )
    (problem,) = doubts_of_case(case(office=OFFICE.overridden(own)))
    assert problem.where == Where("sk.xlsx", "Cơ quan", "B3")


def test_a_day_of_signing_outside_the_office_s_validity_is_doubted():
    (message,) = told(case(signed=date(2025, 8, 1), office=replace(OFFICE, valid_from=date(2025, 8, 15))))
    assert message == "«Ban Thường trực Ủy ban MTTQ Việt Nam xã Hát Môn» không có hiệu lực vào ngày ký 01/8/2025."


@pytest.mark.parametrize(("typed", "doubted"), [("12/KH-UBND", True), ("12/KH-MTTQ-BTT", False), ("12", False)])
def test_a_number_typed_with_another_symbol_than_the_office_s_is_doubted(typed, doubted):
    assert bool(told(case(plan_number=typed))) == doubted


def test_a_shortened_post_is_doubted_once_for_all_who_bear_it():
    people = [person("Lê An", title="TBCTMT"), person("Vũ Bình", title="TBCTMT thôn 2"), person("Hà Cúc", title="PCT")]
    assert told(case(*people)) == [
        "Chức vụ của Lê An và 1 người nữa viết tắt «TBCTMT»; giấy mời, giấy chứng nhận in đúng như đã gõ.",
        "Chức vụ của Hà Cúc viết tắt «PCT»; giấy mời, giấy chứng nhận in đúng như đã gõ.",
    ]


def test_what_papers_write_short_too_is_not_doubted():
    assert told(case(person("Lê An", title="Chủ tịch UBND, HĐND xã"), person("Vũ Bình", title="Ban CT-XH"))) == []
