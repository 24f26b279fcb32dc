"""A run that names its events reads what it needs of a large inbox, and finds what a reading of everything finds."""

from __future__ import annotations

import os
import random
import shutil

import pytest
from sheets import book, names, sheet, told

from flows.reading import catalogue
from flows.reading.inbox import read_inbox

MANY = catalogue.FEWEST + 4


def event(code: str, *more: str) -> str:
    return sheet(
        "\n".join([f"Mã sự kiện | {code}", "Tên sự kiện | Hội nghị", "Ngày bắt đầu | 01/7/2024", *more]), name="Sự kiện"
    )


def roster(*people: str, heading: str = "Họ và tên | Đơn vị"):
    return sheet("\n".join([heading, *people]), name="Danh sách")


@pytest.fixture(autouse=True)
def kept(tmp_path, monkeypatch):
    monkeypatch.setenv("VANTHU_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def inbox(inputs):
    for number in range(MANY):
        book(inputs / f"lop-{number}.xlsx", event(f"A-{number}"), roster(f"Lê An {number} | xã A"))
    read_inbox([inputs], inputs)
    return inputs


def read(inbox, *wanted: str):
    dossiers, problems = read_inbox([inbox], inbox, wanted)
    return {dossier.event.code: dossier for dossier in dossiers}, problems


def said(inbox, *wanted: str):
    """Return what a reading tells of the wanted events: their people and problems, and the problems of nobody."""
    dossiers, problems = read(inbox, *wanted)
    chosen = {code: one for code, one in dossiers.items() if any(catalogue.asked_names(w) & one.names for w in wanted)}
    return {code: (names(one.roster.people), told(one.problems)) for code, one in chosen.items()}, told(problems)


def everything(inbox, *wanted: str):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VANTHU_CACHE", "")
        return said(inbox, *wanted)


def test_only_the_named_event_is_read(inbox):
    assert [*read(inbox, "A-3")[0]] == ["A-3"]
    assert [*read(inbox, "lop-5.xlsx", "a-7 – Hội nghị")[0]] == ["A-5", "A-7"]


def test_a_small_inbox_is_not_remembered(inputs, kept):
    book(inputs / "lop.xlsx", event("A-1"), roster("Lê An | xã A"))
    read_inbox([inputs], inputs)
    assert not kept.exists()


def test_a_workbook_saved_over_is_read_again_whatever_it_held(inbox):
    book(inbox / "lop-4.xlsx", event("B-1"), roster("Vũ Bình | xã B"))
    assert names(read(inbox, "B-1")[0]["B-1"].roster.people) == ["Vũ Bình"]
    assert read(inbox, "A-9")[0].keys() == {"A-9"}


def test_a_saved_over_workbook_that_takes_another_ones_code_is_seen(inbox):
    book(inbox / "lop-4.xlsx", event("A-9"), roster("Vũ Bình | xã B"))
    assert said(inbox, "lop-4") == everything(inbox, "lop-4")
    assert "Mã sự kiện này đã có" in str(said(inbox, "lop-4"))
    assert said(inbox, "A-9") == everything(inbox, "A-9")


def test_rows_for_an_event_that_was_passed_over_are_no_strays(inbox):
    rows = roster("Vũ Bình | A-1 | xã B", "Tạ Cúc | A-2 | xã C", heading="Họ và tên | Mã sự kiện | Đơn vị")
    book(inbox / "them.xlsx", rows)
    read_inbox([inbox], inbox)
    found, problems = said(inbox, "A-2")
    assert (found["A-2"][0], problems) == (["Lê An 2", "Tạ Cúc"], [])


def test_rows_for_an_event_that_nobody_has_are_strays_all_the_same(inbox):
    book(inbox / "them.xlsx", roster("Vũ Bình | A-99 | xã B", heading="Họ và tên | Mã sự kiện | Đơn vị"))
    assert "Không có sự kiện nào mang mã này." in said(inbox, "A-2")[1][0]


def test_an_event_that_is_nowhere_is_looked_for_in_everything(inbox):
    assert len(read(inbox, "A-77")[0]) == MANY


def test_a_workbook_that_cannot_be_read_may_hold_anybodys_people(inbox):
    (inbox / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    assert not read(inbox, "A-2")[0]["A-2"].roster.whole


def test_a_workbook_that_vanishes_is_forgotten_and_its_code_free(inbox):
    (inbox / "lop-3.xlsx").unlink()
    book(inbox / "moi.xlsx", event("A-3"), roster("Vũ Bình | xã B"))
    assert said(inbox, "A-3") == everything(inbox, "A-3") != ({}, [])


@pytest.mark.parametrize("broken", [b"", b"[]", b'{"by": 1}', b'{"groups": 3}', b"\xff"])
def test_a_broken_catalogue_is_no_catalogue(inbox, kept, broken):
    (file,) = kept.glob("*.muc")
    file.write_bytes(broken)
    assert len(read(inbox, "A-2")[0]) == MANY
    assert len(read(inbox, "A-2")[0]) == 1


def test_after_any_changes_a_named_run_finds_what_a_reading_of_everything_finds(inbox):
    rng = random.Random(7)  # noqa: S311 no secret
    for step in range(40):
        place, code = inbox / f"lop-{rng.randrange(MANY)}.xlsx", f"A-{rng.randrange(MANY)}"
        act = rng.randrange(5)
        if act == 0:
            place.unlink(missing_ok=True)
        elif act == 1:
            book(place, event(code), roster(f"Vũ Bình {step} | xã B"))
        elif act == 2:
            book(place, roster(f"Tạ Cúc {step} | {code} | xã C", heading="Họ và tên | Mã sự kiện | Đơn vị"))
        elif act == 3 and place.exists():
            (inbox / f"thu-muc-{step}").mkdir()
            shutil.move(place, inbox / f"thu-muc-{step}" / place.name)
        elif place.exists():
            os.utime(place, (step, step))
        wanted = (f"A-{rng.randrange(MANY)}",)
        assert said(inbox, *wanted) == everything(inbox, *wanted), (step, act, place.name, code, wanted)
