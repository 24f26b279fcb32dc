"""Replacing an issued paper is one act: one paper found, one number void, one given, however often it is asked for."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from flows.after_signing.issue import issue
from flows.after_signing.replace import Replacing, reissue
from flows.errors import UsageError
from flows.numbering.register import open_register
from flows.pipeline import make

AT = datetime(2024, 7, 6, 8)
DAY = date(2024, 7, 8)
NEXT_YEAR = datetime(2025, 1, 3, 8)
AN = "giay-chung-nhan/001-le-van-an.docx"


@pytest.fixture(scope="module")
def first(first_bureau):
    first_bureau.make()
    issue(first_bureau.order(events=("AN-01",), only=("giay-chung-nhan",)), day=None, at=AT)
    return first_bureau


@pytest.fixture
def certified(first, tmp_path):
    return first.copied(tmp_path)


def replaced(bureau, paper, why="ghi sai", day=DAY, at=AT):
    return reissue(bureau.order(events=("AN-01",)), Replacing(paper, why), day=day, at=at)


def refused(bureau, paper, why="ghi sai"):
    """Ask for what must be refused, with nothing changed; return the message."""
    before = rows(bureau)
    with pytest.raises(UsageError) as refusal:
        replaced(bureau, paper, why)
    assert rows(bureau) == before
    assert refusal.value.fix
    return refusal.value.message


def rows(bureau):
    with open_register(bureau.order().register_target) as register:
        found = register.rows()
    symbols = {row.id: row.symbol for row in found}
    return [(row.symbol, row.year, row.state, symbols.get(row.replaces, "")) for row in found]


def live(bureau):
    return [(symbol, replaces) for symbol, _, state, replaces in rows(bureau) if state == "issued"]


AFTER = [("002/GCN", ""), ("003/GCN", ""), ("004/GCN", "001/GCN")]


@pytest.mark.parametrize("paper", ["001/GCN", "1/gcn", "001/GCN/2024", "Lê Văn An", "lê văn an", "le-van-an--thon-mot"])
def test_asked_twice_in_the_same_words_a_paper_is_replaced_once(certified, paper):
    replaced(certified, paper)
    assert live(certified) == AFTER
    times = certified.times()
    again = replaced(certified, paper)
    assert live(certified) == AFTER
    assert certified.times() == times
    assert [problem.message for problem in again.problems] == [
        "001/GCN đã được thay bằng 004/GCN từ trước; không cấp thêm số."
    ]


def test_what_a_kill_left_between_register_and_files_is_completed_by_asking_again(certified, monkeypatch):
    monkeypatch.setattr("flows.after_signing.replace.pipeline.finish", killed)
    with pytest.raises(KeyboardInterrupt):
        replaced(certified, "Lê Văn An")
    assert certified.text(AN).startswith("001/GCN")
    monkeypatch.undo()
    replaced(certified, "Lê Văn An")
    assert live(certified) == AFTER
    assert certified.text(AN) == certified.text(f"phat-hanh/{AN}") == "004/GCN Lê Văn An"
    assert certified.text(f"bo/{AN}") == certified.text(f"bo/phat-hanh/{AN}") == "001/GCN Lê Văn An"


def test_what_a_kill_left_between_register_and_files_is_completed_by_issuing_too(certified, monkeypatch):
    monkeypatch.setattr("flows.after_signing.replace.pipeline.finish", killed)
    with pytest.raises(KeyboardInterrupt):
        replaced(certified, "Lê Văn An")
    monkeypatch.undo()
    issue(certified.order(events=("AN-01",), only=("giay-chung-nhan",)), day=None, at=AT)
    assert certified.text(AN) == certified.text(f"phat-hanh/{AN}") == "004/GCN Lê Văn An"


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_the_replacement_itself_is_replaced_by_its_number_or_for_another_reason(certified):
    replaced(certified, "Lê Văn An", "sai dấu")
    replaced(certified, "004/GCN", "in hỏng")
    replaced(certified, "Lê Văn An", "rách")
    assert live(certified) == [("002/GCN", ""), ("003/GCN", ""), ("006/GCN", "005/GCN")]
    assert refused(certified, "001/GCN", "rách") == "001/GCN đã được thay bằng 006/GCN."


def test_a_number_of_two_years_is_asked_for_with_its_year(certified):
    replaced(certified, "001/GCN", "sang năm", day=None, at=NEXT_YEAR)
    assert rows(certified)[-1] == ("001/GCN", 2025, "issued", "001/GCN")
    before = rows(certified)
    replaced(certified, "001/GCN", "sang năm", day=None, at=NEXT_YEAR)
    assert rows(certified) == before
    message = refused(certified, "001/GCN", "rách")
    assert "001/GCN/2024: Lê Văn An (AN-01) [le-van-an--thon-mot], đã hủy; 001/GCN/2025: Lê Văn An (AN-01)" in message
    replaced(certified, "001/GCN/2025", "rách", day=None, at=NEXT_YEAR)
    assert rows(certified)[-1] == ("002/GCN", 2025, "issued", "001/GCN")


def test_two_people_of_one_name_are_told_apart_by_their_keys(bureau):
    bureau.write(roster=f"{bureau.roster}Lê Văn An |  | thôn Chín | hoàn thành\n")
    bureau.make()
    issue(bureau.order(events=("AN-01",), only=("giay-chung-nhan",)), day=None, at=AT)
    message = refused(bureau, "Lê Văn An")
    assert message.startswith(
        "Không rõ văn bản «Lê Văn An» cần thay. Đang có: 001/GCN/2024: Lê Văn An (AN-01) [le-van-"
    )
    assert "004/GCN/2024: Lê Văn An (AN-01) [le-van-an--thon-chin]" in message
    replaced(bureau, "le-van-an--thon-chin")
    assert ("005/GCN", "004/GCN") in live(bureau)


def test_a_paper_that_has_not_gone_out_is_not_replaced(bureau):
    bureau.make()
    assert refused(bureau, "001/GCN") == "Số 001/GCN năm 2024 chưa phát hành nên chưa cần thay."


def test_no_number_is_made_void_for_a_paper_whose_row_must_be_mended_first(certified):
    certified.write(
        roster=certified.roster.replace("Lê Văn An | Trưởng thôn | thôn Một | hoàn thành", "Lê Văn An | | | có lẽ")
    )
    assert refused(certified, "001/GCN").startswith("Chưa thay 001/GCN được")


def test_no_number_is_made_void_when_the_template_cannot_print_the_new_paper(certified):
    certified.template("giay-chung-nhan", "{{ van_ban.ky_hieu }} {{ nguoi.ho_tenn }}")
    assert refused(certified, "001/GCN").startswith("Chưa thay 001/GCN được")


def test_a_paper_of_another_event_is_not_found_here(certified):
    certified.write("khac.xlsx", event=certified.event.replace("AN-01", "AN-02"))
    make(certified.order(events=("AN-02",)), AT)
    assert refused(certified, "004/GCN").startswith("Không rõ văn bản «004/GCN» cần thay.")


def test_a_replacement_bears_the_symbol_of_its_own_day(certified):
    certified.stationery(Đánh_số_theo="nhiệm kỳ", Nhiệm_kỳ="2024-2029")
    replaced(certified, "001/GCN")
    assert rows(certified)[-1] == ("004/GCN", 20242029, "issued", "001/GCN")
