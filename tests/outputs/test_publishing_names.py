"""Names that every system takes, and never two things under one name."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.outputs.file_names import annotated_name, beside, document_path, event_folder, free, is_inside, order_of

ANYTHING = st.text(max_size=120) | st.text(alphabet="aA1.-_ /\\:còn", max_size=120)
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com\d|lpt\d)(\..*)?")


def is_legal(name: str) -> bool:
    legal = re.fullmatch(r"[A-Za-z0-9._-]+", name) and name[-1] not in ". " and name[0] not in ".-"
    return bool(legal) and not DEVICES.fullmatch(name) and len(name) <= 80


@pytest.mark.parametrize("code", ["PT-2024-07", "lop-mat-tran", "LOP_01", "TH.02", "45"])
def test_a_code_that_can_be_a_folder_is_one_as_it_stands(code):
    assert event_folder(code) == code


@pytest.mark.parametrize(
    ("code", "folder"),
    [
        ("Lớp 01/2024", "lop-01-2024"),
        ("../x", "x"),
        ("CON", "ten-con"),
        ("nul.txt", "nul-txt"),
        ("PT-07.", "pt-07"),
        (" PT-07", "pt-07"),
        ("", "khong-ten"),
        ("A" * 200, "a" * 66),
    ],
)
def test_any_other_code_is_made_safe_as_names_are(code, folder):
    assert event_folder(code) == folder


def test_the_folder_of_the_annotated_copies_is_no_events():
    assert event_folder("loi").startswith("loi--")


@given(ANYTHING)
def test_any_code_gives_a_legal_folder(code):
    for folder in (event_folder(code), event_folder(code, apart=True)):
        assert is_legal(folder)
        assert is_inside(folder)


@given(st.lists(ANYTHING, unique=True, max_size=20))
def test_codes_that_were_made_safe_the_same_way_can_be_told_apart(codes):
    assert len({event_folder(code, apart=True) for code in codes}) == len(codes)


@given(st.integers(0, 100_000), ANYTHING)
def test_any_name_gives_a_legal_path(order, name):
    path = document_path("giay-chung-nhan", order, name)
    for full in (path, beside(path), free(beside(path), {beside(path)}.__contains__)):
        assert all(is_legal(part) for part in full.split("/"))
        assert full == full.lower()
        assert is_inside(full)
    assert order_of(path) == order


@pytest.mark.parametrize(
    ("order", "path"),
    [
        (0, "giay-moi.docx"),
        (1, "giay-moi/001-le-van-an.docx"),
        (999, "giay-moi/999-le-van-an.docx"),
        (1234, "giay-moi/1234-le-van-an.docx"),
    ],
)
def test_a_document_is_named_by_order_and_name(order, path):
    assert document_path("giay-moi", order, "Lê Văn An") == path


def test_an_annotated_copy_is_named_after_its_workbook():
    assert annotated_name("lop-12.xlsx") == "lop-12.loi.xlsx"
    assert annotated_name("lop-12.csv") == "lop-12.csv.loi.xlsx"
    assert annotated_name("xã/ds.xlsx").startswith("xa-ds--")


@given(ANYTHING)
def test_any_workbook_gives_a_legal_annotated_name(workbook):
    assert is_legal(annotated_name(workbook))
    assert is_legal(beside(annotated_name(workbook)))


@pytest.mark.parametrize(
    "path", ["..", "a/..", "/a", "a//b", "", "a\\b", "c:x", "a/b/c/d/e", ".hidden", "con", "a/nul.docx"]
)
def test_a_path_out_of_the_folder_is_recognised(path):
    assert not is_inside(path)
