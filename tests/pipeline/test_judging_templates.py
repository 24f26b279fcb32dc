"""The templates of a run are judged for their own kind, and anew in every run."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from word_files import docx

from flows.steps.check_templates import look_at

TEMPLATES = Path(__file__).parents[2] / "templates"
KIND = "giay-chung-nhan"


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return tmp_path / "templates"


def test_a_template_that_was_saved_over_is_judged_again(folder):
    assert look_at(folder, [KIND]).faults == {}
    (folder / f"{KIND}.docx").write_bytes(docx("{{ nguoi.ho_ten }} {{ nguoi.khong_co }}"))
    (fault,) = look_at(folder, [KIND]).faults[KIND]
    assert "nguoi.khong_co" in fault.message


def test_the_same_words_are_sound_for_one_kind_and_not_for_another(folder):
    content = docx("{{ nguoi.ho_ten }}")
    for kind in (KIND, "tin-bai"):
        (folder / f"{kind}.docx").write_bytes(content)
    found = look_at(folder, [KIND, "tin-bai"])
    assert (*found.uses, *found.faults) == (KIND, "tin-bai")


DEEP = {
    "if": "{% if su_kien %}" * 300 + "x" + "{% endif %}" * 300,
    "for": "{% for n in danh_sach %}" * 300 + "x" + "{% endfor %}" * 300,
    "parentheses": "{{ " + "(" * 300 + "1" + ")" * 300 + " }}",
    "sums": "{{ " + "1+" * 3000 + "1 }}",
    "lists": "{{ " + "[" * 1000 + "]" * 1000 + " }}",
    "filters": "{{ su_kien.ten_su_kien" + "|upper" * 2000 + " }}",
    "names": "{{ su_kien" + ".ten_su_kien" * 2000 + " }}",
}


@pytest.mark.parametrize("nested", DEEP)
def test_a_template_that_nests_very_deep_is_its_own_error(folder, nested):
    (folder / "tin-bai.docx").write_bytes(docx("{{ su_kien.ten_su_kien }}", DEEP[nested]))
    found = look_at(folder, [KIND, "tin-bai"])
    assert (*found.uses, *found.faults) == (KIND, "tin-bai")
    assert all(
        fault.where.file == "tin-bai.docx" and "lồng nhau quá sâu" in fault.message for fault in found.faults["tin-bai"]
    )
