from __future__ import annotations

import json
import os
import stat
import sys
from datetime import UTC, date, datetime

import pytest

from flows.after_signing.forget import Wish, forget, found
from flows.after_signing.issue import issue
from flows.cli import main
from flows.errors import RegisterError, UsageError
from flows.numbering.register import open_register
from flows.outputs.outputs_folder import Outputs
from flows.outputs.staging import Alias

AT = datetime(2024, 7, 9, 8)
TRACES = ("Hà Thị Bình", "ha-thi-binh", "thôn Hai")


def erase(bureau, person="Hà Thị Bình", **wish):
    order = bureau.order()
    return list(forget(order, found(order, Wish(person, **wish)), at=AT))


def traces(bureau):
    """Where the person's name, key or unit can still be read, outside inputs/."""
    places = []
    for path in (*bureau.outputs.rglob("*"), *bureau.folder.glob("so-dang-ky*"), *bureau.folder.glob("*.sao-luu/*")):
        content = path.read_bytes() if path.is_file() and path.suffix in (".json", ".sqlite") else b""
        if any(trace in path.name or trace.encode() in content for trace in TRACES):
            places.append(path)
    return places


def rows(bureau):
    with open_register(bureau.order().register_target) as register:
        return {row.symbol: (row.recipient, row.state) for row in register.rows()}


def gone(bureau):
    return bureau.roster.replace("Hà Thị Bình | Bí thư | thôn Hai | hoàn thành\n", "")


def test_a_forgotten_persons_papers_and_name_are_gone_and_the_number_stays_taken(bureau):
    bureau.make()
    issue(bureau.order(only=("giay-chung-nhan",)), day=None, at=AT)
    bureau.write(event=bureau.event.replace("Lớp bồi dưỡng", "Lớp tập huấn"))
    bureau.make()
    assert len(traces(bureau)) > 4
    erase(bureau)
    assert traces(bureau) == []
    assert rows(bureau)["002/GCN"] == ("đã xóa theo yêu cầu", "issued")


def test_the_next_run_makes_nothing_for_a_row_that_is_still_there_and_names_it(bureau):
    bureau.make()
    lines = erase(bureau)
    (held,) = [line for line in lines if line.startswith("Còn trong bảng tính: lop.xlsx")]
    assert "ô A3" in held
    report = bureau.make()
    assert {one.recipient for one in report.events[0].documents} == {"", "Lê Văn An", "Vũ Cảnh"}
    (problem,) = [each for each in report.all_problems if "xóa dữ liệu theo yêu cầu" in each.message]
    assert (problem.where.cell, problem.severity) == ("A3", "warning")
    assert traces(bureau) == []
    before = bureau.times()
    bureau.make()
    assert bureau.times() == before


def test_after_the_row_is_removed_the_number_and_the_order_are_given_to_nobody(bureau):
    bureau.make()
    erase(bureau)
    bureau.write(roster=gone(bureau) + "Đỗ Dũng | | thôn Bốn | hoàn thành\n")
    bureau.make()
    assert bureau.text("giay-chung-nhan/004-do-dung.docx") == "004/GCN Đỗ Dũng"
    assert rows(bureau)["002/GCN"][0] == "đã xóa theo yêu cầu"


def test_the_manifest_keeps_the_number_so_that_a_rebuilt_register_keeps_it_too(bureau):
    bureau.make()
    erase(bureau)
    told = json.loads((bureau.outputs / "AN-01" / "manifest.json").read_text(encoding="utf-8"))
    assert [(one["number"], one["recipient"]) for one in told["removed"]] == [("002/GCN", "đã xóa theo yêu cầu")]


def test_a_namesake_of_another_unit_is_somebody_else(bureau):
    bureau.make()
    erase(bureau)
    bureau.write(roster=gone(bureau) + "Hà Thị Bình | | thôn Chín | hoàn thành\n")
    bureau.make()
    assert rows(bureau)["004/GCN"] == ("Hà Thị Bình", "reserved")


def test_who_is_meant_is_asked_when_several_bear_the_name(bureau):
    bureau.write("lop-2.xlsx", event=bureau.event.replace("AN-01", "AN-02"))
    bureau.make()
    with pytest.raises(UsageError, match="Có 2 người"):
        erase(bureau)
    erase(bureau, event="AN-02")
    assert (rows(bureau)["002/GCN"][0], rows(bureau)["005/GCN"][0]) == ("đã xóa theo yêu cầu", "Hà Thị Bình")
    erase(bureau, person="005/GCN")
    assert rows(bureau)["005/GCN"][0] == "đã xóa theo yêu cầu"


def test_nobody_of_that_name_is_said(bureau):
    bureau.make()
    with pytest.raises(UsageError, match="không có ai"):
        erase(bureau, person="Người Lạ")


def test_forgetting_that_was_cut_short_is_finished_by_asking_again(bureau):
    bureau.make()
    (person,) = found(bureau.order(), Wish("Hà Thị Bình"))
    Outputs(bureau.outputs).forget("AN-01", person.key, Alias("da-xoa-2", "đã xóa theo yêu cầu"))
    bureau.make()
    erase(bureau)
    bureau.make()
    assert traces(bureau) == []


def test_events_older_than_some_years_are_forgotten_whole(bureau):
    bureau.make()
    order = bureau.order(today=date(2029, 7, 4))
    assert found(order, Wish(years=5)) == ()
    order = bureau.order(today=date(2029, 7, 5))
    assert [each.name for each in found(order, Wish(years=5))] == ["Lê Văn An", "Hà Thị Bình", "Vũ Cảnh"]


def test_the_command_says_first_whom_it_would_erase(bureau, capsys):
    bureau.make()
    folders = [f"--{name}={bureau.folder / name}" for name in ("inputs", "outputs", "templates")]
    assert main(["forget", "Hà Thị Bình", *folders]) == 0
    assert "Sẽ xóa Hà Thị Bình, thôn Hai (AN-01): số 002/GCN" in capsys.readouterr().out
    assert rows(bureau)["002/GCN"][0] == "Hà Thị Bình"
    assert main(["forget", "Hà Thị Bình", "--yes", *folders]) == 0
    assert rows(bureau)["002/GCN"][0] == "đã xóa theo yêu cầu"
    assert main(["forget", *folders]) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps rights elsewhere")
def test_papers_manifests_and_register_are_for_the_offices_user_only(bureau):
    bureau.make()
    issue(bureau.order(only=("giay-chung-nhan",)), day=None, at=AT)
    bureau.make()
    made = [*bureau.outputs.rglob("*"), *bureau.folder.glob("so-dang-ky*"), *bureau.folder.glob("*.sao-luu/*")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in made if path.is_file()} == {0o600}


def test_a_missing_register_is_told_and_nobody_counts_as_unknown(bureau):
    with pytest.raises(UsageError, match="Chưa có sổ đăng ký"):
        erase(bureau)
    bureau.make()
    (bureau.folder / "so-dang-ky.sqlite").unlink()
    with pytest.raises(RegisterError, match=r"Không thấy sổ đăng ký .* mà outputs có 3 văn bản đã có số"):
        erase(bureau)


def test_an_event_without_any_number_is_as_old_as_the_last_change_of_its_papers(bureau):
    bureau.make(only=("giay-moi",))
    assert rows(bureau) == {}
    order = bureau.order(today=date(2029, 7, 5))
    assert found(order, Wish(years=5)) == ()
    five_years_ago = datetime(2024, 7, 4, tzinfo=UTC).timestamp()
    os.utime(bureau.outputs / "AN-01" / "manifest.json", (five_years_ago, five_years_ago))
    assert [each.name for each in found(order, Wish(years=5))] == ["Lê Văn An", "Hà Thị Bình", "Vũ Cảnh"]
