"""Workbooks as offices really send them: exactly the people and the problems that a careful clerk would find."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from corpus_books import Odd, expected, read, shown, told
from odd_files import FILES
from odd_fonts import FONTS
from odd_headers import HEADERS
from odd_kinds import KINDS
from odd_mix import MIX
from odd_names import NAMES
from odd_rows import ROWS
from odd_sheets import SHEETS
from odd_values import VALUES

CORPUS: tuple[Odd, ...] = (*HEADERS, *ROWS, *VALUES, *NAMES, *FONTS, *SHEETS, *FILES, *MIX, *KINDS)


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.title)
def test_a_workbook_gives_its_people_and_its_problems(one: Odd, tmp_path: Path):
    people, problems = read(one.drop(tmp_path))
    table = expected(one.people)
    assert shown(people, table[0] if table else ("cell", "name")) == table[1:]
    assert told(problems) == sorted(one.problems)


@pytest.mark.parametrize("one", CORPUS, ids=lambda one: one.title)
def test_every_problem_of_a_workbook_names_its_file_and_says_what_to_do(one: Odd, tmp_path: Path):
    _, problems = read(one.drop(tmp_path))
    assert [problem for problem in problems if not (problem.where.file and problem.message and problem.fix)] == []


def test_reading_changes_no_file(tmp_path: Path):
    for number, one in enumerate(CORPUS):
        folder = tmp_path / str(number)
        folder.mkdir()
        one.drop(folder)
        before = _prints(folder)
        read(folder)
        assert _prints(folder) == before, one.title


def _prints(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.*") if path.is_file()}


def test_the_corpus_holds_at_least_sixty_workbooks_each_with_a_sentence_of_its_own():
    assert len(CORPUS) >= 60
    assert len({one.title for one in CORPUS}) == len(CORPUS)
