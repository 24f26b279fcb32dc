"""Every kind keeps the same promises, and all modules of the folder are in the list."""

from datetime import date
from pathlib import Path

import pytest
from cases import TALKS, case, person, words

import flows.documents
from flows.documents import KINDS
from flows.documents.vocabulary import merge_names, vocabulary
from flows.reading.event_sheet import ALWAYS
from flows.vietnamese.numbers import Rate

SHARED_MODULES = {
    "__init__", "agenda_acts", "event_words", "facts", "head_and_foot", "news_body", "participants",
    "performers", "sentences", "vocabulary",
}  # fmt: skip


def test_every_module_of_the_folder_is_in_the_list_of_kinds():
    modules = {path.stem for path in Path(flows.documents.__file__).parent.glob("*.py")} - SHARED_MODULES
    assert {kind.__name__.rsplit(".", 1)[-1] for kind in KINDS} == modules


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_a_kind_has_a_template_of_its_name(kind):
    assert Path("templates", f"{kind.KIND}.docx").is_file()


def paths_of(value, prefix=""):
    """Every dotted path of a template's values: lists as path[]."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from paths_of(inner, f"{prefix}.{key}" if prefix else key)
    elif isinstance(value, list):
        yield prefix
        for inner in value[:1]:
            yield from paths_of(inner, f"{prefix}[]")
    else:
        yield prefix


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_the_vocabulary_names_exactly_what_templates_are_given(kind):
    people = (person(name, unit=f"thôn {name}", present=(True,)) for name in ("Lê An", "Trần Bình", "Vũ Chi"))
    of = case(*people, attendance=True, rate=Rate(1), agenda=TALKS)
    given = set(paths_of(words(kind, of))) - {"chuong_trinh", "danh_sach"}
    assert given == set(vocabulary(kind))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.KIND)
def test_no_word_lists_only_fields_that_hold_its_kind_back_anyway(kind):
    assert [word for word, fields in kind.MADE_FROM.items() if fields <= kind.NEEDS | set(ALWAYS)] == []


def test_a_merge_field_is_found_by_key_and_by_heading():
    names = merge_names()
    assert names["ho_ten"] == names["Họ và tên"] == "nguoi.ho_ten"
    assert names["ten_su_kien"] == "su_kien.ten_su_kien"
    assert names["ky_hieu"] == "van_ban.ky_hieu"


@pytest.mark.parametrize(
    ("kind", "today", "waits"),
    [
        ("ke-hoach", date(2025, 9, 1), False),
        ("giay-moi", date(2025, 9, 1), False),
        ("tin-bai", date(2025, 9, 9), True),
        ("tin-bai", date(2025, 9, 10), False),
        ("giay-chung-nhan", date(2025, 9, 9), True),
        ("giay-chung-nhan", date(2025, 9, 10), True),
    ],
)
def test_a_kind_waits_for_what_it_needs(kind, today, waits):
    module = next(each for each in KINDS if kind == each.KIND)
    assert bool(module.waits(case(person("Lê An")), today)) is waits


def test_certificates_are_due_once_the_event_is_over_and_attendance_is_marked():
    marked = case(person("Lê An", present=(True, True)), attendance=True)
    certificate = next(kind for kind in KINDS if kind.KIND == "giay-chung-nhan")
    assert certificate.waits(marked, date(2025, 9, 9)) == "Sự kiện chưa kết thúc; làm sau ngày 09/9/2025."
    assert not certificate.waits(marked, date(2025, 9, 10))


def test_invitations_wait_for_a_roster():
    assert KINDS[1].waits(case(), date(2025, 9, 1)) == "Chưa có danh sách đại biểu."
