"""Damaged, locked, missing, foreign registers: a message in words of the office, never a traceback or a fresh start."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flows.errors import RegisterError, UsageError
from flows.numbering.register import open_register
from flows.numbering.tables import Enrolment


def refusal(target: str | Path, **options: object) -> str:
    with pytest.raises(RegisterError) as refused:
        open_register(target, wait=0.1, **options).close()
    assert refused.value.fix
    return refused.value.message


def test_a_new_register_says_so_and_makes_its_folder(tmp_path):
    file = tmp_path / "sổ" / "2024" / "so.sqlite"

    with open_register(file) as first, open_register(file) as second:
        assert (first.is_new, second.is_new) == (True, False)
    assert file.exists()


def test_an_empty_file_a_killed_first_run_left_is_a_new_register(tmp_path):
    (tmp_path / "so.sqlite").touch()

    with open_register(tmp_path / "so.sqlite") as register:
        assert register.is_new


def test_reading_commands_do_not_make_a_register(tmp_path):
    assert refusal(tmp_path / "so.sqlite", create=False) == f"Chưa có sổ đăng ký {tmp_path / 'so.sqlite'}."
    assert not list(tmp_path.iterdir())


def test_a_file_that_is_no_database(tmp_path):
    file = tmp_path / "so.sqlite"
    file.write_text("Kính gửi các đồng chí,\n" * 100, "utf-8")

    assert refusal(file) == f"Tệp {file} không phải là sổ đăng ký."


def test_a_database_of_somebody_else(tmp_path):
    file = tmp_path / "so.sqlite"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE songs (name TEXT)")

    assert refusal(file) == f"Tệp {file} không phải là sổ đăng ký."


def test_a_damaged_register(tmp_path, ask, at):
    file = tmp_path / "so.sqlite"
    with open_register(file) as register:
        register.allot([ask(f"k{count}") for count in range(500)], at=at)
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    file.write_bytes(content)

    assert refusal(file) == f"Sổ đăng ký {file} bị hỏng."


def test_a_register_of_a_newer_version(tmp_path):
    file = tmp_path / "so.sqlite"
    open_register(file).close()
    with closing(sqlite3.connect(file)) as newer, newer:
        newer.execute("UPDATE meta SET value = '99' WHERE name = 'schema'")

    assert "(bản 99, cần bản 1)" in refusal(file)


def test_a_register_somebody_else_is_writing_in(tmp_path, ask, at):
    file = tmp_path / "so.sqlite"
    with open_register(file, wait=0.1) as register, closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        for call in (
            lambda: register.allot([ask()], at=at),
            lambda: register.enrol({"LOP-12": [Enrolment("An")]}),
            lambda: register.backup(at=at),
        ):
            with pytest.raises(RegisterError, match="đang được máy khác hoặc lần chạy khác dùng"):
                call()
        assert "đang được" in refusal(file)


@pytest.mark.parametrize("place", ["", "so.txt/so.sqlite"])
def test_a_path_where_no_file_can_be(tmp_path, place):
    (tmp_path / "so.txt").touch()

    assert refusal(tmp_path / place).startswith("Không mở hoặc không ghi được sổ đăng ký")


def test_a_url_without_its_driver_hides_the_password(tmp_path):
    message = refusal("mysql+mysqldb://hoa:matkhau@may-chu/so")

    assert message == "Máy này thiếu phần mềm để nối tới sổ đăng ký mysql+mysqldb://hoa:***@may-chu/so."
    assert refusal("nosuchdb://may-chu/so").startswith("Máy này thiếu phần mềm")


@pytest.mark.parametrize("target", ["://", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_is_none_is_wrong_usage(target):
    with pytest.raises(UsageError):
        open_register(target)


def test_a_sqlite_url_is_a_file(tmp_path):
    with open_register(f"sqlite:///{tmp_path}/so.sqlite") as register:
        assert register.is_new
    assert (tmp_path / "so.sqlite").exists()


def test_a_failure_in_the_middle_leaves_nothing_behind(register, ask, at, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr("flows.numbering.queries.correct", fail)
    with pytest.raises(RegisterError):
        register.allot([ask("an"), ask("binh")], at=at)

    assert register.rows() == ()
