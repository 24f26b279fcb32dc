"""A register that is lost or damaged is built again from outputs, down to the last column of its books."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from flows.after_signing.issue import issue
from flows.after_signing.register_book import rebuild
from flows.after_signing.replace import Replacing, reissue, renumber
from flows.errors import RegisterError
from flows.numbering.books import certificate_book, outgoing_book
from flows.numbering.register import open_register

AT = datetime(2024, 7, 6, 8)


@pytest.fixture(scope="module")
def first(first_bureau):
    """An office that has issued, replaced, made void, changed its symbol and lost a person."""
    one = first_bureau.order(events=("AN-01",))
    first_bureau.make()
    issue(one, day=date(2024, 6, 20), at=AT)
    issue(first_bureau.order(events=("AN-01",), only=("giay-chung-nhan",)), day=None, at=AT)
    reissue(one, Replacing("001/GCN", "sai dấu"), day=date(2024, 7, 8), at=AT)
    reissue(one, Replacing("004/GCN", "rách"), day=date(2024, 7, 9), at=AT)
    reissue(one, Replacing("01/KH-UB", "đổi lịch"), day=date(2024, 6, 21), at=AT)
    first_bureau.write(roster=f"{first_bureau.roster}Lò Thị Mới |  | thôn Tư | hoàn thành\n")
    first_bureau.make()
    symbol(first_bureau, "{so:03}/CN")
    renumber(one, at=AT)
    first_bureau.write(roster="\n".join(line for line in first_bureau.roster.splitlines() if "Vũ Cảnh" not in line))
    first_bureau.make()
    with open_register(target(first_bureau)) as register:
        register.void("006/CN", "in hỏng", at=AT)
    first_bureau.make()
    return first_bureau


@pytest.fixture
def used(first, tmp_path):
    return first.copied(tmp_path)


def symbol(bureau, text):
    path = bureau.folder / "templates" / "co-quan.xlsx"
    book = openpyxl.load_workbook(path)
    book.active.cell(2, 6).value = text
    book.save(path)


def target(bureau):
    return bureau.order().register_target


def books(bureau):
    with open_register(target(bureau)) as register:
        rows = register.rows()
    return outgoing_book(rows).rows, certificate_book(rows).rows


def rebuilt(bureau):
    return list(rebuild(target(bureau), bureau.outputs, at=AT + timedelta(days=1)))


def test_both_books_of_a_rebuilt_register_are_those_of_the_lost_one(used):
    before = books(used)
    assert len(before[0]) == 3
    assert len(before[1]) == 7
    Path(target(used)).unlink()
    rebuilt(used)
    assert books(used) == before


def test_a_rebuilt_register_makes_no_paper_anew(used):
    Path(target(used)).unlink()
    rebuilt(used)
    papers = {path: path.stat().st_mtime_ns for path in used.outputs.rglob("*.docx")}
    used.make()
    assert {path: path.stat().st_mtime_ns for path in used.outputs.rglob("*.docx")} == papers


def test_a_copy_from_before_is_brought_up_to_what_outputs_tell(bureau):
    bureau.make()
    copy = Path(target(bureau)).read_bytes()
    issue(bureau.order(events=("AN-01",), only=("giay-chung-nhan",)), day=date(2024, 7, 4), at=AT)
    reissue(bureau.order(events=("AN-01",)), Replacing("002/GCN", "sai"), day=date(2024, 7, 8), at=AT)
    after = books(bureau)
    Path(target(bureau)).write_bytes(copy)
    rebuilt(bureau)
    assert books(bureau) == after


@pytest.mark.parametrize("damage", [b"", b"\xff" * 900])
def test_a_damaged_register_is_set_aside_and_another_one_built_in_its_place(used, damage):
    before, file = books(used), Path(target(used))
    content = file.read_bytes()
    broken = b"not a register" * 400 if not damage else content[:4096] + damage * 8 + content[11296:]
    file.write_bytes(broken)
    _, told = rebuilt(used)
    aside = file.with_name("so-dang-ky.hong-20240707-080000.sqlite")
    assert str(aside) in told
    assert aside.read_bytes() == broken
    assert books(used) == before


def test_a_second_damaged_register_of_the_same_moment_takes_another_name(used):
    file = Path(target(used))
    for broken in (b"one" * 999, b"two" * 999):
        file.write_bytes(broken)
        rebuilt(used)
    assert [path.read_bytes()[:3] for path in sorted(used.folder.glob("*.hong-*"))] == [b"two", b"one"]


def test_a_letter_named_by_mistake_is_left_alone(used):
    letter = used.folder / "thu.docx"
    letter.write_bytes(b"Kinh gui" * 500)
    with pytest.raises(RegisterError, match="không phải là sổ đăng ký"):
        list(rebuild(str(letter), used.outputs, at=AT))
    assert letter.read_bytes() == b"Kinh gui" * 500


def test_a_damaged_register_stays_where_outputs_remember_no_number(bureau):
    Path(target(bureau)).write_bytes(b"damaged" * 999)
    with pytest.raises(RegisterError):
        rebuilt(bureau)
    assert Path(target(bureau)).read_bytes() == b"damaged" * 999


def test_a_manifest_that_cannot_be_read_is_named(used):
    (used.outputs / "AN-01" / "manifest.json").write_text("{", encoding="utf-8")
    assert any("AN-01/manifest.json" in line for line in rebuilt(used))
