"""Register and manifest lost together: numbers are never begun anew beside papers or copies that bear them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from flows.errors import RegisterError


def lose_both(bureau):
    Path(bureau.order().register_target).unlink()
    (bureau.outputs / "AN-01" / "manifest.json").unlink()


def copies(bureau):
    target = Path(bureau.order().register_target)
    return target.with_name(f"{target.name}.sao-luu")


def refused(bureau, match):
    before = bureau.times()
    with pytest.raises(RegisterError, match=match) as refusal:
        bureau.make()
    assert {path: time for path, time in bureau.times().items() if path.is_file()} == {
        path: time for path, time in before.items() if path.is_file()
    }
    return refusal.value.fix


def test_beside_filled_copies_of_the_register_nothing_begins_anew(bureau):
    bureau.make()
    lose_both(bureau)
    shutil.rmtree(bureau.outputs)
    newest, target = max(copies(bureau).glob("*.sqlite")), bureau.order().register_target
    told = refused(bureau, "bản sao lưu của sổ có 3 số")
    # Not to build it from outputs, which hold no number: that register would be refused again.
    assert told == f"Chép {newest} thành {target}. Chưa cấp số nào để khỏi trùng."
    shutil.copy(newest, target)
    report = bureau.make()
    assert [one.number for event in report.events for one in event.documents if one.kind == "giay-chung-nhan"] == [
        "001/GCN",
        "002/GCN",
        "003/GCN",
    ]


def test_beside_papers_that_bear_numbers_nothing_begins_anew(bureau):
    bureau.make()
    lose_both(bureau)
    shutil.rmtree(copies(bureau))
    assert "chuyển thư mục ấy đi nơi khác" in refused(bureau, "mang số 001/GCN")
    shutil.move(bureau.outputs / "AN-01", bureau.folder / "elsewhere")
    assert bureau.make().events[0].documents


def test_beside_papers_without_numbers_a_register_begins(bureau):
    bureau.make(only=("ke-hoach",))
    lose_both(bureau)
    shutil.rmtree(copies(bureau), ignore_errors=True)
    assert bureau.make().events[0].documents
