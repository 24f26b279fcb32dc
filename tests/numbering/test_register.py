"""Numbers: given once, kept for ever, and nothing written when nothing is new."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.event import listen

from flows.errors import UsageError
from flows.model.series import Series
from flows.numbering.register import open_register
from flows.numbering.tables import Enrolment, Finished, Slot

AN, BINH = Slot("LOP-12", "giay-chung-nhan", "an"), Slot("LOP-12", "giay-chung-nhan", "binh")


def test_requests_get_the_numbers_of_their_series_in_their_order(register, ask, at):
    given = register.allot([ask("an"), ask("binh"), ask("an", kind="giay-moi", series=Series("{so}/GM", 2024))], at=at)

    assert given.numbers == {AN: 1, BINH: 2, Slot("LOP-12", "giay-moi", "an"): 1}
    assert not given.mistakes


def test_asking_again_gives_the_same_number_and_a_newcomer_gets_the_next(register, ask, at):
    register.allot([ask("an"), ask("binh")], at=at)

    again = register.allot([ask("chi"), ask("binh"), ask("an")], at=at)

    assert again.numbers == {AN: 1, BINH: 2, ask("chi").slot: 3}


def test_the_number_of_somebody_who_left_goes_to_nobody_else(register, ask, at):
    register.allot([ask("an"), ask("binh")], at=at)

    assert register.allot([ask("an"), ask("chi")], at=at).numbers[ask("chi").slot] == 3


def test_a_new_year_begins_again_at_one(register, ask, at):
    register.allot([ask("an")], at=at)

    assert register.allot([ask("an", event="LOP-13", series=Series("{so:03}/GCN", 2025))], at=at).numbers == {
        Slot("LOP-13", "giay-chung-nhan", "an"): 1
    }


def test_a_series_can_start_with_another_number(register, ask, at):
    given = register.allot([ask("an", start=45), ask("binh", start=45)], at=at)

    assert given.numbers == {AN: 45, BINH: 46}


def test_a_wider_slot_is_the_same_series(register, ask, at):
    register.allot([ask("an", series=Series("{so}/GCN", 2024))], at=at)

    assert register.allot([ask("an"), ask("binh")], at=at).numbers == {AN: 1, BINH: 2}


def other(pattern="{so:03}/GCN", year=2024):
    return {"series": Series(pattern, year)}


def live(register):
    return [(entry.key, entry.symbol, entry.year) for entry in register.rows() if entry.state != "void"]


@pytest.mark.parametrize("now", [other("{so:03}/GCN-MTTQ"), other(year=20242029), other("{so}/CN", 20202025)])
def test_a_paper_keeps_its_number_and_symbol_when_the_office_changes_its_symbol_or_its_counting(register, ask, at, now):
    register.allot([ask("an")], at=at)

    given = register.allot([ask("an", **now)], at=at)
    back = register.allot([ask("an")], at=at)

    assert given.numbers == back.numbers == {AN: 1}
    assert (given.kept[AN].line.symbol, given.kept[AN].is_past) == ("001/GCN", False)
    assert live(register) == [("an", "001/GCN", 2024)]
    assert not given.mistakes
    assert not back.kept


def test_who_comes_after_a_changed_symbol_gets_the_first_number_under_it(register, ask, at):
    register.allot([ask("an")], at=at)

    register.allot([ask("an", **other("{so:03}/CN")), ask("binh", **other("{so:03}/CN"))], at=at)

    assert live(register) == [("binh", "001/CN", 2024), ("an", "001/GCN", 2024)]


def test_years_and_terms_that_print_the_same_symbol_never_share_a_number(register, ask, at):
    register.allot([ask("an"), ask("binh")], at=at)

    by_term = register.allot([ask("chi", **other(year=20242029)), ask("du", **other(year=20242029), fixed=2)], at=at)
    by_year = register.allot([ask("em"), ask("gia", **other(year=2029), day=date(2029, 1, 5))], at=at)

    assert by_term.numbers == {ask("chi").slot: 3}
    assert by_term.mistakes[ask("du").slot].message == "Số 002/GCN đã cấp cho Binh (LOP-12)."
    assert by_year.numbers == {ask("em").slot: 4, ask("gia").slot: 4}


def test_a_new_year_begins_at_one_though_the_term_before_it_was_counted_together(register, ask, at):
    register.allot([ask("an", **other(year=20242029), day=date(2024, 12, 30))], at=at)

    assert register.allot([ask("binh", **other(year=2025))], at=at).numbers == {BINH: 1}


def test_a_paper_whose_day_moves_to_another_year_is_held_back_with_its_number(register, ask, at):
    register.allot([ask("an")], at=at)

    moved = register.allot([ask("an", **other(year=2025))], at=at)

    assert moved.numbers == {}
    assert moved.mistakes[AN].severity == "error"
    assert "001/GCN" in moved.mistakes[AN].message
    assert live(register) == [("an", "001/GCN", 2024)]
    assert register.allot([ask("an")], at=at).numbers == {AN: 1}


def test_a_wider_slot_is_printed_until_the_paper_goes_out(register, ask, at):
    register.allot([ask("an"), ask("binh")], at=at)
    register.issue([ask("binh")], at=at)
    register.allot([ask("an", **other("{so:04}/GCN")), ask("binh", **other("{so:04}/GCN"))], at=at)

    assert live(register) == [("an", "0001/GCN", 2024), ("binh", "002/GCN", 2024)]


def test_renumbering_takes_reserved_numbers_over_and_leaves_issued_ones(register, ask, at):
    people = ("an", "binh", "chi")
    register.allot([ask(key) for key in people], at=at)
    register.issue([ask("binh")], at=at)

    moved = register.renumber([ask(key, **other("{so:03}/CN")) for key in people], at=at)
    again = register.renumber([ask(key, **other("{so:03}/CN")) for key in people], at=at)

    old = {entry.id: (entry.symbol, entry.reason) for entry in register.rows() if entry.state == "void"}
    links = {entry.symbol: old.get(entry.replaces) for entry in register.rows() if entry.state != "void"}
    assert links == {
        "001/CN": ("001/GCN", "đổi ký hiệu"), "002/GCN": None, "003/CN": ("003/GCN", "đổi ký hiệu")
    }  # fmt: skip
    assert (moved.numbers, again.numbers) == ({AN: 1, ask("chi").slot: 3}, {})


def test_renumbering_gives_the_next_numbers_where_the_old_ones_are_somebodys(register, ask, at):
    register.allot([ask("an"), ask("binh"), ask("x", event="LOP-13", **other("{so:03}/CN"), fixed=2)], at=at)

    register.renumber([ask("an", **other("{so:03}/CN")), ask("binh", **other("{so:03}/CN"))], at=at)

    assert live(register) == [("x", "002/CN", 2024), ("an", "003/CN", 2024), ("binh", "004/CN", 2024)]


def test_renumbering_into_another_year_counts_on_there(register, ask, at):
    register.allot([ask("an"), ask("binh"), ask("x", event="LOP-13", **other(year=2025))], at=at)

    register.renumber([ask("an", **other(year=2025)), ask("binh", **other(year=2025))], at=at)

    assert live(register) == [("x", "001/GCN", 2025), ("an", "002/GCN", 2025), ("binh", "003/GCN", 2025)]
    assert {entry.reason for entry in register.rows(year=2024)} == {"chuyển sang số của năm 2025"}


def test_a_number_the_user_wrote_is_reserved_and_the_others_follow_it(register, ask, at):
    given = register.allot([ask("an"), ask("binh", fixed=12), ask("chi")], at=at)

    assert given.numbers == {AN: 13, BINH: 12, ask("chi").slot: 14}


def test_a_fixed_number_that_somebody_has_is_a_mistake_that_names_them(register, ask, at):
    register.allot([ask("an")], at=at)

    given = register.allot([ask("binh", fixed=1)], at=at)

    assert given.numbers == {}
    assert given.mistakes[BINH].message == "Số 001/GCN đã cấp cho An (LOP-12)."


def test_two_people_with_the_same_fixed_number_the_first_row_gets_it(register, ask, at):
    given = register.allot([ask("an", fixed=7), ask("binh", fixed=7)], at=at)

    assert given.numbers == {AN: 7}
    assert given.mistakes[BINH].message == "Số 007/GCN đã cấp cho An (LOP-12)."


def test_another_fixed_number_than_the_one_given_is_a_mistake(register, ask, at):
    register.allot([ask("an")], at=at)

    given = register.allot([ask("an", fixed=9)], at=at)

    assert given.numbers == {}
    assert given.mistakes[AN].message == "Sổ đăng ký đã cấp số 001/GCN cho An (LOP-12), bảng tính lại ghi 9."


@pytest.mark.parametrize("wish", [0, -3, 10_000_000_000])
def test_a_fixed_number_that_is_no_number_is_a_mistake(register, ask, at, wish):
    assert register.allot([ask("an", fixed=wish)], at=at).mistakes[AN].severity == "error"


def test_a_void_number_is_never_given_again_and_its_owner_gets_no_new_one_unasked(register, ask, at):
    register.allot([ask("an"), ask("binh")], at=at)
    register.void("002/GCN", "in hỏng", at=at)

    given = register.allot([ask("an"), ask("binh"), ask("chi")], at=at)

    assert given.numbers == {AN: 1, ask("chi").slot: 3}
    assert given.mistakes[BINH].message == "Số 002/GCN của Binh (LOP-12) đã hủy (in hỏng), không tự cấp số mới."


@pytest.mark.parametrize("wish", [{"fixed": 3}, {"anew": True}])
def test_a_void_number_is_replaced_when_somebody_asks_for_it(register, ask, at, wish):
    register.allot([ask("an"), ask("binh")], at=at)
    register.void("001/GCN", "in hỏng", at=at)

    given = register.allot([ask("an", **wish)], at=at)
    again = register.allot([ask("an", **wish)], at=at)

    old, _, new = register.rows()
    assert given.numbers == again.numbers == {AN: 3}
    assert (old.state, new.state, new.replaces) == ("void", "reserved", old.id)


def test_a_void_number_cannot_be_fixed_for_anybody(register, ask, at):
    register.allot([ask("an")], at=at)
    register.void("001/GCN", "in hỏng", at=at)

    given = register.allot([ask("an", fixed=1), ask("binh", fixed=1)], at=at)

    assert given.numbers == {}
    assert given.mistakes[AN].message == "Số 001/GCN năm 2024 đã hủy (in hỏng), không dùng lại."


def test_void_reads_a_number_as_people_write_it(register, ask, at):
    register.allot([ask("an")], at=at)

    voided = register.void(" 1/gcn", "in hỏng", at=at, who="Hoa")

    assert (voided.symbol, voided.state, voided.reason, voided.who) == ("001/GCN", "void", "in hỏng", "Hoa")
    assert register.rows() == (voided,)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("009/GCN", "Sổ đăng ký không có số 009/GCN."),
        ("abc", "Sổ đăng ký không có số abc."),
        ("001/GCN", "Có 2 số 001/GCN: 001/GCN năm 2024: An (LOP-12); 001/GCN năm 2025: An (LOP-13)."),
    ],
)
def test_void_refuses_what_it_cannot_find_or_tell_apart(register, ask, number, message):
    at = datetime(2024, 7, 1)
    register.allot([ask("an"), ask("an", event="LOP-13", series=Series("{so:03}/GCN", 2025))], at=at)

    with pytest.raises(UsageError) as refused:
        register.void(number, "in hỏng", at=at)

    assert refused.value.message == message


def test_void_takes_the_year_wants_a_reason_and_happens_once(register, ask, at):
    register.allot([ask("an"), ask("an", event="LOP-13", series=Series("{so:03}/GCN", 2025))], at=at)

    assert register.void("001/GCN", "hỏng", at=at, year=2025).event == "LOP-13"
    with pytest.raises(UsageError, match="đã hủy từ trước"):
        register.void("001/GCN", "hỏng", at=at, year=2025)
    with pytest.raises(UsageError, match="lý do"):
        register.void("001/GCN", "  ", at=at, year=2024)


def test_issue_gives_the_next_number_and_the_day(register, ask, at):
    plan = ask("", kind="ke-hoach", series=Series("{so}/KH", 2024), day=date(2024, 7, 3))

    given = register.issue([plan], at=at, who="Hoa")

    (entry,) = register.rows()
    assert given.numbers == {plan.slot: 1}
    assert (entry.symbol, entry.state, entry.day, entry.who) == ("01/KH", "issued", date(2024, 7, 3), "Hoa")


def test_issue_keeps_a_reserved_number_and_takes_the_day_of_the_moment(register, ask, at):
    register.allot([ask("an")], at=at)

    assert register.issue([ask("an")], at=at).numbers == {AN: 1}
    assert register.issue([ask("an")], at=at + timedelta(days=1)).numbers == {AN: 1}
    assert register.look_up("LOP-12")[AN].day == at.date()


def test_an_issued_paper_keeps_its_day(register, ask, at):
    register.issue([ask("an", day=date(2024, 7, 3))], at=at)

    again = register.issue([ask("an", day=date(2024, 7, 4))], at=at)

    assert again.numbers == {}
    assert again.mistakes[AN].message == "Văn bản số 001/GCN đã phát hành ngày 03/7/2024."
    assert register.look_up("LOP-12")[AN].day == date(2024, 7, 3)


def test_a_corrected_name_corrects_the_line_until_it_is_issued(register, ask, at):
    register.allot([ask("an", recipient="Lê An")], at=at)
    register.allot([ask("an", recipient="Lê Ân")], at=at)
    register.issue([ask("an", recipient="Lê Ân")], at=at)
    register.allot([ask("an", recipient="Ai khác")], at=at)

    assert register.look_up("LOP-12")[AN].recipient == "Lê Ân"


def test_look_up_gives_none_and_prefers_the_number_that_is_not_void(register, ask, at):
    assert register.look_up("LOP-12") == {}
    register.allot([ask("an")], at=at)
    register.void("001/GCN", "hỏng", at=at)
    assert register.look_up("LOP-12")[AN].state == "void"
    register.allot([ask("an", anew=True)], at=at)
    assert register.look_up("LOP-12")[AN].number == 2


def test_finished_documents_are_written_down(register, ask, at):
    register.allot([ask("an")], at=at)

    register.record([Finished(*astuple(AN), ask().series, "LOP-12/giay-chung-nhan/001-an.docx", "ab" * 32)], at=at)

    entry = register.look_up("LOP-12")[AN]
    assert (entry.path, entry.sha256) == ("LOP-12/giay-chung-nhan/001-an.docx", "ab" * 32)


def test_rows_can_be_chosen_and_know_the_unit(register, ask, at):
    (place,) = register.enrol({"LOP-12": [Enrolment("Lê Văn An", "xã Hát Môn")]})["LOP-12"]
    register.allot([ask(place.key), ask("x", event="LOP-13"), ask("", kind="ke-hoach")], at=at)

    (entry,) = register.rows(event="LOP-12", kind="giay-chung-nhan", year=2024)
    assert entry.unit == "xã Hát Môn"
    assert entry.created == at


def test_a_second_run_does_not_touch_the_file(tmp_path: Path, ask, at):
    file = tmp_path / "so.sqlite"

    def run(moment: datetime) -> None:
        with open_register(file) as register:
            places = register.enrol({"LOP-12": [Enrolment("Lê Văn An", "xã Hát Môn", 1970), Enrolment("Tạ Bình", "")]})[
                "LOP-12"
            ]
            requests = [ask(place.key, day=date(2024, 7, 2)) for place in places]
            register.allot(requests, at=moment)
            register.record(
                [Finished(*astuple(each.slot), each.series, f"{each.key}.docx", "00") for each in requests], at=moment
            )
            register.issue(requests, at=moment)
            register.backup(at=moment)

    run(at)
    run(at + timedelta(hours=1))
    before = sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.rglob("*"))
    run(at + timedelta(hours=2))

    assert sorted((path.name, path.stat().st_mtime_ns) for path in tmp_path.rglob("*")) == before


@pytest.fixture
def written(register):
    """For each transaction that ends well, whether it changed anything."""
    commits: list[bool] = []
    engine = register._engine
    listen(engine, "commit", lambda connection: commits.append(connection.info.pop("writes", False)))
    listen(engine, "before_cursor_execute", _note_a_change)
    return commits


def test_ten_thousand_numbers_take_one_transaction(register, ask, at, written):
    given = register.allot([ask(f"k{count}") for count in range(10_000)], at=at)

    assert list(given.numbers.values()) == list(range(1, 10_001))
    assert sum(written) == 1


def test_the_people_of_all_events_are_entered_in_one_transaction(register, written):
    rosters = {f"LOP-{count}": [Enrolment("Lê Văn An", "xã Hát Môn"), Enrolment("Tạ Bình")] for count in range(20)}

    places = register.enrol(rosters)

    keys = ["le-van-an--xa-hat-mon", "ta-binh"]
    assert {event: [place.key for place in found] for event, found in places.items()} == dict.fromkeys(rosters, keys)
    assert sum(written) == 1
    assert register.enrol(rosters) == places
    assert sum(written) == 1


def _note_a_change(connection, _cursor, statement: str, *_: object) -> None:
    if statement.startswith(("INSERT", "UPDATE", "DELETE")):
        connection.info["writes"] = True
