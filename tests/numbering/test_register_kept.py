"""Backups, the guard beside manifests, and rebuilding from them."""

from __future__ import annotations

import shutil
from datetime import timedelta

import pytest

from flows.errors import RegisterError
from flows.model.recorded_paper import Standing
from flows.model.series import Series
from flows.numbering.backups import folder_of
from flows.numbering.register import open_register
from flows.numbering.tables import Enrolment, Slot

AN, BINH = Slot("LOP-12", "giay-chung-nhan", "le-van-an--xa-a"), Slot("LOP-12", "giay-chung-nhan", "ta-binh--xa-b")
ROSTER = [Enrolment("Lê Văn An", "xã A"), Enrolment("Tạ Bình", "xã B")]
GCN = Series("{so:03}/GCN", 2024)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "so-dang-ky.sqlite"


def remembered(slot, symbol, path="", recipient="", *, sha256="", series=GCN):
    """A paper as a manifest tells of it."""
    own = (slot.kind, path, slot.key, recipient, symbol, "made", sha256)
    return Standing(*own, series=series.pattern, year=series.year, event=slot.event, is_removed=False)


@pytest.fixture
def manifest():
    folder = "LOP-12/giay-chung-nhan"
    return [
        remembered(BINH, "005/GCN", f"{folder}/002-ta-binh.docx", "Tạ Bình", sha256="bb"),
        remembered(AN, "004/GCN", f"{folder}/001-le-van-an.docx", "Lê Văn An", sha256="aa"),
    ]


def test_a_backup_is_made_once_for_each_state(file, ask, at):
    with open_register(file) as register:
        assert register.backup(at=at) is None
        register.allot([ask("an")], at=at)
        made = register.backup(at=at)
        assert register.backup(at=at + timedelta(days=1)) is None
        register.allot([ask("binh")], at=at)
        again = register.backup(at=at)

    assert made == file.parent / "so-dang-ky.sqlite.sao-luu" / "so-dang-ky-20240701-083000.sqlite"
    assert again.name == "so-dang-ky-20240701-083000-2.sqlite"
    with open_register(made) as old:
        assert [entry.key for entry in old.rows()] == ["an"]


def test_the_last_ten_backups_stay_and_a_damaged_one_does_no_harm(file, ask, at):
    with open_register(file) as register:
        for count in range(13):
            register.allot([ask(f"k{count}")], at=at)
            register.backup(at=at + timedelta(minutes=count)).write_bytes(b"x" * 5000)

    copies = sorted(path.name for path in folder_of(file).iterdir())
    assert len(copies) == 10
    assert copies[0] == "so-dang-ky-20240701-083300.sqlite"


def test_a_new_backup_stays_when_the_clock_went_back(file, ask, at):
    with open_register(file) as register:
        for count in range(12):
            register.allot([ask(f"k{count}")], at=at)
            made = register.backup(at=at - timedelta(days=count))

    assert made.exists()


def test_numbers_in_outputs_that_the_register_lacks_stop_everything(file, ask, at):
    with open_register(file) as register:
        with pytest.raises(RegisterError) as refused:
            register.guard({AN: "004/GCN"})
        assert "(ví dụ 004/GCN)" in refused.value.message
        assert "sao lưu" in refused.value.fix


def test_a_register_restored_from_an_older_backup_is_noticed(file, ask, at):
    with open_register(file) as register:
        register.allot([ask("an")], at=at)
        copy = register.backup(at=at)
        register.allot([ask("binh")], at=at)
    shutil.copy(copy, file)

    with open_register(file) as register, pytest.raises(RegisterError, match="thiếu 1 số mà outputs đã dùng"):
        register.guard({ask("an").slot: "001/GCN", ask("binh").slot: "002/GCN"})


def test_the_guard_is_content_when_the_register_knows_every_number(register, ask, at):
    register.guard({})
    register.allot([ask("an"), ask("binh")], at=at)
    register.void("002/GCN", "in hỏng", at=at)

    register.guard({ask("an").slot: "001/GCN", ask("binh").slot: "2"})


def test_a_rebuilt_register_goes_on_where_the_lost_one_stopped(register, ask, at, manifest):
    assert register.rebuild(manifest, at=at) == {}

    register.guard({Slot(each.event, each.kind, each.key): each.number for each in manifest})
    places = register.enrol({"LOP-12": ROSTER})["LOP-12"]
    assert [(place.key, place.ordinal, place.question) for place in places] == [(AN.key, 1, None), (BINH.key, 2, None)]
    assert register.allot([ask(AN.key), ask("chi")], at=at).numbers == {AN: 4, ask("chi").slot: 6}
    entry = register.look_up("LOP-12")[AN]
    assert (entry.symbol, entry.path, entry.sha256) == ("004/GCN", "LOP-12/giay-chung-nhan/001-le-van-an.docx", "aa")


def test_rebuilding_adds_to_what_the_register_knows_and_changes_none_of_it(register, ask, at, manifest):
    register.enrol({"LOP-12": ROSTER[:1]})["LOP-12"]
    register.allot([ask(AN.key, fixed=4, title="Lớp bồi dưỡng"), ask("khac", fixed=5)], at=at)

    mistakes = register.rebuild([*manifest, remembered(Slot("LOP-12", "giay-chung-nhan", "x"), "GCN")], at=at)

    assert mistakes[BINH].message == "Số 005/GCN đã cấp cho Khac (LOP-12)."
    assert "GCN" in mistakes[Slot("LOP-12", "giay-chung-nhan", "x")].message
    assert register.look_up("LOP-12")[AN].title == "Lớp bồi dưỡng"


def test_rebuilding_twice_changes_nothing(register, at, manifest):
    register.rebuild(manifest, at=at)
    before = register.rows()

    assert register.rebuild(manifest, at=at + timedelta(days=1)) == {}
    assert register.rows() == before


def test_namesakes_of_a_rebuilt_register_are_recognised_by_the_unit_in_their_key(register, at):
    gm = Series("{so}/GM", 2024)
    register.rebuild(
        [
            remembered(Slot("L", "giay-moi", "le-an--xa-b"), "1/GM", "L/giay-moi/002-le-an.docx", "Lê An", series=gm),
            remembered(Slot("L", "giay-moi", "le-an--xa-a"), "2/GM", "L/giay-moi/001-le-an.docx", "Lê An", series=gm),
        ],
        at=at,
    )

    places = register.enrol({"L": [Enrolment("Lê An", "xã A"), Enrolment("Lê An", "xã B")]})["L"]

    assert [(place.key, place.ordinal) for place in places] == [("le-an--xa-a", 1), ("le-an--xa-b", 2)]
