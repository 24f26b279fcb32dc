"""Templates that were compiled before: found again by another process, harmless when missing, broken or foreign."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest
from word_files import docx, paragraph

from flows.keeping import MOST_KEPT
from flows.rendering import Template

PLAIN = docx("{{ a }} {{ dong_ky(b, c) }}")
VALUES = {"a": "x", "b": "Phúc Thọ", "c": "2024-07-03"}


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    folder = tmp_path / "mau"
    monkeypatch.setenv("VANTHU_CACHE", str(folder))
    return folder


def was_kept(template):
    """Tell whether a template needed no compiling."""
    return template._compiled is None


def test_a_template_is_compiled_once_and_found_again_with_the_same_bytes(shelf):
    first, again = Template(PLAIN), Template(PLAIN)
    assert not was_kept(first)
    assert was_kept(again)
    assert first.render(VALUES) == again.render(VALUES)


def test_only_the_user_may_look_into_what_is_kept(shelf):
    Template(PLAIN)
    assert stat.S_IMODE(shelf.stat().st_mode) == 0o700
    assert [stat.S_IMODE(each.stat().st_mode) for each in shelf.iterdir()] == [0o600]


def test_another_process_fills_without_importing_what_compiling_needs(shelf):
    Template(PLAIN)
    script = (
        "import sys; from flows.rendering import Template; Template(sys.stdin.buffer.read()).render({'a': 'x'});"
        "print(sorted({'docxtpl', 'docx', 'lxml', 'jinja2', 'babel', 'zipfile', 'dataclasses', 'typing'} & {*sys.modules}))"
    )
    plain = docx("{{ a }}")
    Template(plain)
    told = subprocess.run([sys.executable, "-c", script], input=plain, capture_output=True, check=True)
    assert told.stdout.strip() == b"[]"


def test_merge_fields_are_kept_with_the_names_they_were_given(shelf):
    field = docx(paragraph('<w:fldSimple w:instr=" MERGEFIELD ten "><w:r><w:t>x</w:t></w:r></w:fldSimple>'))
    one, other = (Template(field, names={"ten": name}) for name in ("a", "b"))
    assert one.render({"a": "1", "b": "2"}) != other.render({"a": "1", "b": "2"})
    assert was_kept(Template(field, names={"ten": "a"}))
    assert Template(field, names={"ten": "a"}).render({"a": "1", "b": "2"}) == one.render({"a": "1", "b": "2"})


@pytest.mark.parametrize(
    "broken",
    [
        b"",
        b"vanthu 1\n",
        b"vanthu 1\n00000000\n{}\n",
        lambda kept: kept[:-1],
        lambda kept: kept.replace(b'"text"', b'"test"', 1),
        lambda kept: b"x" + kept,
        lambda kept: bytes(reversed(kept)),
    ],
)
def test_a_broken_one_is_made_again(shelf, broken):
    expected = Template(PLAIN).render(VALUES)
    (kept,) = shelf.iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(broken if isinstance(broken, bytes) else broken(whole))
    assert Template(PLAIN).render(VALUES) == expected
    assert kept.read_bytes() == whole


def test_templates_of_the_same_checksum_are_not_mixed_up(shelf):
    other = docx("{{ b }}")
    Template(PLAIN)
    (kept,) = shelf.iterdir()
    Template(other)
    (others,) = set(shelf.iterdir()) - {kept}
    others.write_bytes(kept.read_bytes())
    assert b"Ph\xc3\xbac" not in Template(other).render(VALUES)
    assert Template(other).render({"b": "x"}) == Template(docx("{{ a }}")).render({"a": "x"})


def test_what_others_could_have_written_is_not_read(shelf):
    Template(PLAIN)
    shelf.chmod(0o777)
    assert not was_kept(Template(PLAIN))


def test_a_changed_engine_or_library_compiles_again(shelf, monkeypatch):
    Template(PLAIN)
    monkeypatch.setattr("flows.rendering.shelf._stamp", lambda: ["another"])
    assert not was_kept(Template(PLAIN))


def test_a_folder_that_cannot_be_written_does_no_harm(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("VANTHU_CACHE", str(tmp_path / "file" / "mau"))
    assert Template(PLAIN).render(VALUES) == Template(PLAIN).render(VALUES)


def test_nothing_is_kept_where_no_folder_is_wanted(monkeypatch, tmp_path):
    monkeypatch.setenv("VANTHU_CACHE", "")
    monkeypatch.setenv("HOME", str(tmp_path))
    Template(PLAIN)
    assert list(tmp_path.iterdir()) == []


def test_by_default_they_are_kept_in_the_home_and_the_oldest_go(monkeypatch, tmp_path):
    monkeypatch.delenv("VANTHU_CACHE")
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = tmp_path / ".vanthu" / "mau"
    folder.mkdir(parents=True)
    folder.chmod(0o700)
    for number in range(MOST_KEPT + 5):
        (folder / f"{number}.mau").write_bytes(b"x")
        os.utime(folder / f"{number}.mau", (number, number))
    Template(PLAIN)
    names = {each.name for each in folder.iterdir()}
    assert len(names) == MOST_KEPT
    assert not {"0.mau", "5.mau"} & names
    assert was_kept(Template(PLAIN))
