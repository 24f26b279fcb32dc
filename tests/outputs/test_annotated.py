"""Annotated copies in outputs/loi/: put, renewed, removed, and never over what the user mended in them."""

from __future__ import annotations

import shutil
from contextlib import suppress

from publishing_office import Killed, power_cut, tree


def copies(office) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (office.root / "loi").glob("[!.]*")}


def test_a_workbook_with_problems_has_its_copy_in_loi(office):
    assert office.outputs.annotated("lop-12.xlsx", b"copy") == office.root / "loi" / "lop-12.loi.xlsx"
    assert copies(office) == {"lop-12.loi.xlsx": b"copy"}


def test_the_same_copy_is_not_written_again(office):
    office.outputs.annotated("lop-12.xlsx", b"copy")
    before = {path: path.stat().st_mtime_ns for path in (office.root, *office.root.rglob("*"))}
    office.outputs.annotated("lop-12.xlsx", b"copy")
    assert {path: path.stat().st_mtime_ns for path in (office.root, *office.root.rglob("*"))} == before


def test_another_copy_takes_the_place_of_ours(office):
    office.outputs.annotated("lop-12.xlsx", b"copy")
    office.outputs.annotated("lop-12.xlsx", b"copy of today")
    assert copies(office) == {"lop-12.loi.xlsx": b"copy of today"}


def test_a_mended_workbook_loses_its_copy_and_an_empty_folder_goes(office):
    for workbook in ("lop-12.xlsx", "lop-13.xlsx"):
        office.outputs.annotated(workbook, b"copy")
    office.outputs.remove_annotated(["lop-12.xlsx"])
    assert copies(office) == {"lop-13.loi.xlsx": b"copy"}
    office.outputs.remove_annotated(["lop-13.xlsx", "never-seen.xlsx"])
    assert not (office.root / "loi").exists()


def test_a_copy_the_user_mended_is_neither_replaced_nor_removed(office):
    office.outputs.annotated("lop-12.xlsx", b"copy")
    (office.root / "loi" / "lop-12.loi.xlsx").write_bytes(b"mended here")
    beside = office.outputs.annotated("lop-12.xlsx", b"copy of today")
    assert beside.name == "lop-12.loi.moi.xlsx"
    assert copies(office) == {"lop-12.loi.xlsx": b"mended here", "lop-12.loi.moi.xlsx": b"copy of today"}
    office.outputs.remove_annotated(["lop-12.xlsx"])
    assert copies(office) == {"lop-12.loi.xlsx": b"mended here"}


def test_a_damaged_index_makes_every_differing_copy_the_users(office):
    office.outputs.annotated("lop-12.xlsx", b"copy")
    (office.root / "loi" / ".muc-luc.json").write_bytes(b"{")
    office.outputs.annotated("lop-12.xlsx", b"copy of today")
    assert copies(office)["lop-12.loi.xlsx"] == b"copy"


def test_without_loi_there_is_nothing_to_remove_and_nothing_is_made(office):
    office.outputs.remove_annotated(["lop-12.xlsx"])
    assert not office.root.exists()


def test_killed_at_any_change_of_the_disk_the_next_run_completes_the_copies(office, tmp_path):
    office.outputs.annotated("lop-12.xlsx", b"copy")
    shutil.copytree(office.root, tmp_path / "undisturbed")
    start = tmp_path / "start"
    shutil.copytree(office.root, start)
    with power_cut(10**6) as whole:
        office.outputs.annotated("lop-12.xlsx", b"copy of today")
    expected = tree(office.root)
    for change in range(1, whole.changes + 1):
        shutil.rmtree(office.root)
        shutil.copytree(start, office.root)
        with power_cut(change), suppress(Killed):
            office.outputs.annotated("lop-12.xlsx", b"copy of today")
        office.outputs.annotated("lop-12.xlsx", b"copy of today")
        assert tree(office.root) == expected, f"killed at change {change}"
