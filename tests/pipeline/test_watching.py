from __future__ import annotations

import json
import os

import pytest

from flows import prefect_home
from flows.errors import MachineError
from flows.watching import Watch, look


def answers(*readings):
    watch = Watch()
    return [watch.is_ready(reading) for reading in readings]


SMALL, WHOLE, MENDED = {"a.xlsx": (1, 1)}, {"a.xlsx": (2, 2)}, {"a.xlsx": (2, 3)}


def test_a_run_begins_when_two_looks_see_the_same():
    assert answers(SMALL, WHOLE, WHOLE, WHOLE) == [False, False, True, False]


def test_a_file_saved_again_begins_another_run():
    assert answers(WHOLE, WHOLE, MENDED, MENDED) == [False, True, False, True]


def test_an_empty_folder_begins_none():
    assert answers({}, {}, {}) == [False, False, False]


def test_what_was_there_before_the_watch_counts_as_dropped():
    assert answers(WHOLE, WHOLE) == [False, True]


@pytest.mark.parametrize("name", ["~$a.xlsx", ".~lock.a.xlsx#", ".a", "a.tmp", "a.part"])
def test_a_look_does_not_see_what_programs_leave_about(tmp_path, name):
    (tmp_path / "lop").mkdir()
    (tmp_path / "lop" / name).write_bytes(b"x")
    (tmp_path / "lop" / "a.xlsx").write_bytes(b"xy")
    assert [size for size, _ in look(tmp_path).values()] == [2]


def test_a_service_that_left_its_address_and_died_is_not_attached_to(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    (tmp_path / prefect_home.ADDRESS_FILE).write_text(json.dumps({"api_url": "http://127.0.0.1:9/api"}))
    assert prefect_home.running_service() is None


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"api_url": 3}'])
def test_a_damaged_address_is_no_service(tmp_path, monkeypatch, content):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    (tmp_path / prefect_home.ADDRESS_FILE).write_text(content)
    assert prefect_home.running_service() is None


def test_the_address_stands_only_while_the_service_is_up(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    with prefect_home.announced("http://127.0.0.1:9/api"):
        assert (tmp_path / prefect_home.ADDRESS_FILE).exists()
    assert not (tmp_path / prefect_home.ADDRESS_FILE).exists()


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(prefect_home, "_log_to", lambda _: None)
    return os.environ


def test_settings_of_the_user_stand_and_loopback_needs_no_proxy(tmp_path, environment):
    environment |= {"NO_PROXY": "intranet", "PREFECT_SERVER_DATABASE_TIMEOUT": "5", "PREFECT_HOME": str(tmp_path / "p")}
    prefect_home.settle(tmp_path / "log" / "nhat-ky.log")
    assert environment["NO_PROXY"] == "intranet,127.0.0.1,localhost,::1"
    assert environment["PREFECT_SERVER_DATABASE_TIMEOUT"] == "5"
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_a_home_that_cannot_be_made_is_told_before_anything_starts(tmp_path, environment):
    (tmp_path / "file").write_text("")
    environment["PREFECT_HOME"] = str(tmp_path / "file" / "prefect")
    with pytest.raises(MachineError, match="Không ghi được vào"):
        prefect_home.settle(tmp_path / "nhat-ky.log")
