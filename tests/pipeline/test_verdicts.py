"""A template found sound once is not judged again, until it or the program changes; one with faults always is."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from word_files import docx

from flows.checking import look_at

TEMPLATES = Path(__file__).parents[2] / "templates"
KIND = "giay-chung-nhan"


@pytest.fixture
def kept(tmp_path, monkeypatch):
    folder = tmp_path / "kept"
    monkeypatch.setenv("VANTHU_CACHE", str(folder))
    return folder


@pytest.fixture
def folder(tmp_path):
    shutil.copytree(TEMPLATES, tmp_path / "templates")
    return tmp_path / "templates"


def verdicts(kept: Path) -> list[Path]:
    return sorted(kept.glob("*.xet"))


def test_the_second_look_finds_the_same_without_jinja_and_docxtpl(kept, folder):
    first = look_at(folder, [KIND])
    script = (
        "import sys; from pathlib import Path; from flows.checking import look_at\n"
        f"found = look_at(Path({str(folder)!r}), [{KIND!r}])\n"
        f"print(sorted(found.uses[{KIND!r}]), {{'docxtpl', 'jinja2'}} & {{*sys.modules}})"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert told.stdout.strip() == f"{sorted(first.uses[KIND])} set()"


def test_a_template_that_was_saved_over_is_judged_again(kept, folder):
    look_at(folder, [KIND])
    (folder / f"{KIND}.docx").write_bytes(docx("{{ nguoi.ho_ten }} {{ nguoi.khong_co }}"))
    (fault,) = look_at(folder, [KIND]).faults[KIND]
    assert "nguoi.khong_co" in fault.message


def test_a_template_with_faults_is_told_of_every_time(kept, folder):
    (folder / f"{KIND}.docx").write_bytes(docx("{{ nguoi.khong_co }}"))
    assert look_at(folder, [KIND]).faults == look_at(folder, [KIND]).faults != {}
    assert verdicts(kept) == []


def test_the_same_words_are_sound_for_one_kind_and_not_for_another(kept, folder):
    content = docx("{{ nguoi.ho_ten }}")
    for kind in (KIND, "tin-bai"):
        (folder / f"{kind}.docx").write_bytes(content)
    for _ in range(2):
        found = look_at(folder, [KIND, "tin-bai"])
        assert (*found.uses, *found.faults) == (KIND, "tin-bai")


@pytest.mark.parametrize("broken", [b"", b"[]", b"3", b'{"by": 1}', b'{"uses": [["a"]]}', b'{"by'])
def test_a_broken_verdict_is_found_again(kept, folder, broken):
    first = look_at(folder, [KIND])
    (verdict,) = verdicts(kept)
    whole = verdict.read_bytes()
    verdict.write_bytes(broken)
    assert look_at(folder, [KIND]) == first
    assert verdict.read_bytes() == whole


def test_a_changed_program_judges_again(kept, folder, monkeypatch):
    look_at(folder, [KIND])
    (verdict,) = verdicts(kept)
    monkeypatch.setattr("flows.keeping.program", lambda: "another")
    verdict.write_bytes(verdict.read_bytes().replace(b"su_kien", b"su_khac"))
    assert not any("su_khac" in use for use in look_at(folder, [KIND]).uses[KIND])
