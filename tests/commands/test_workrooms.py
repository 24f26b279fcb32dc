"""Temporary copies of papers lie in the user's own folder, and go at the next start of any command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from service import has_ended, waited

from flows import cli
from flows.machine.work_folders import own_folder, workroom

HOLDS_A_COPY = """
import subprocess, sys, time
from flows.machine.work_folders import workroom
with workroom("pdf") as room:
    (room / "le-van-an.docx").write_bytes(b"PK")
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", room], start_new_session=True)
    print(room, child.pid, flush=True)
    time.sleep(600)
"""


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path / "nha"))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    return tmp_path / "nha"


@pytest.fixture
def other_run():
    """Another process with a copy of a paper, where it lies, and the program that it started there."""
    with subprocess.Popen([sys.executable, "-c", HOLDS_A_COPY], stdout=subprocess.PIPE, text=True) as process:
        room, child = process.stdout.readline().split()
        yield process, Path(room), int(child)
        process.kill()
        with suppress(ProcessLookupError):
            os.kill(int(child), signal.SIGKILL)


def command():
    assert cli.main(["templates", "--fields"]) == 0


def test_copies_lie_where_nobody_else_can_look_and_go_when_they_are_done_with(home):
    with workroom("pdf") as room:
        assert room.is_relative_to(home / ".vanthu")
        assert [folder.stat().st_mode & 0o777 for folder in (home / ".vanthu", room.parent, room)] == [0o700] * 3
    assert list(own_folder().iterdir()) == []


def test_what_a_killed_run_left_goes_at_the_next_start_of_a_command(other_run):
    process, room, child = other_run
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (room / "le-van-an.docx").is_file()
    command()
    assert list(own_folder().iterdir()) == []
    waited(lambda: has_ended(child))


def test_what_a_living_run_uses_stays(other_run):
    _, room, child = other_run
    command()
    assert (room / "le-van-an.docx").is_file()
    assert not has_ended(child)


def test_without_a_home_to_write_in_the_folder_is_as_private(home, tmp_path):
    home.write_text("no folder")
    with workroom("pdf") as room:
        assert room.parent == tmp_path / f"vanthu-{os.getuid()}"
        assert room.parent.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_is_only_a_way_to_another_place_is_not_used(home, tmp_path):
    home.write_text("no folder")
    (tmp_path / "cua-nguoi-khac").mkdir()
    (tmp_path / f"vanthu-{os.getuid()}").symlink_to(tmp_path / "cua-nguoi-khac")
    assert cli.main(["templates", "--fields"]) == 0
    with pytest.raises(Exception, match="Không có chỗ ghi tệp tạm"), workroom("pdf"):
        pass
