from __future__ import annotations

import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from flows.errors import MachineError
from flows.machine import prefect_server
from flows.page.event_rows import Facts
from flows.service.watch_folders import Found, Watch, found_in, is_whole, look, open_in_office
from flows.spreadsheets.limits import MAX_UNPACKED

IN, TEMPLATES = Path("/van-phong/inputs"), Path("/van-phong/templates")
A, B = IN / "a.xlsx", IN / "b.xlsx"


def due(*looks, every=1.0, opens=lambda _: True, busy=()):
    """What each of these looks, `every` so many seconds, says is to be made; files are given with a state."""
    watch = Watch(IN, opens)
    told = []
    for number, files in enumerate(looks):
        reading = {path: (state, state) for path, state in files.items()}
        told.append({group.name for group in watch.due(reading, number * every, busy=number in busy)})
    return told


def test_a_run_begins_when_two_looks_see_the_same():
    assert due({A: 1}, {A: 2}, {A: 2}, {A: 2}) == [set(), set(), {"a.xlsx"}, set()]


def test_a_file_saved_again_begins_another_run():
    assert due({A: 1}, {A: 1}, {A: 2}, {A: 2}) == [set(), {"a.xlsx"}, set(), {"a.xlsx"}]


def test_an_empty_folder_begins_none():
    assert due({}, {}, {}) == [set(), set(), set()]


def test_what_was_there_before_the_watch_counts_as_dropped():
    assert due({A: 1}, {A: 1}) == [set(), {"a.xlsx"}]


def test_a_folders_files_come_to_rest_together():
    one, two = IN / "lop" / "su-kien.xlsx", IN / "lop" / "xa-an" / "danh-sach.xlsx"
    assert due({one: 1}, {one: 1, two: 1}, {one: 1, two: 1}) == [set(), set(), {"lop"}]


def test_templates_are_one_group():
    one, two = TEMPLATES / "giay-moi.docx", TEMPLATES / "co-quan.xlsx"
    assert due({one: 1, two: 1}, {one: 1, two: 1}) == [set(), {"templates"}]


def test_a_file_at_rest_waits_a_little_for_one_on_the_move_and_goes_with_it():
    assert due({A: 1, B: 1}, {A: 1, B: 2}, {A: 1, B: 2}) == [set(), set(), {"a.xlsx", "b.xlsx"}]


def test_a_file_that_never_rests_does_not_hold_the_others_for_ever():
    told = due(*({A: 1, B: size} for size in range(12)))
    assert told[:9] == [set()] * 9
    assert told[9] == {"a.xlsx"}
    assert told[10:] == [set(), set()]


def test_what_comes_to_rest_while_a_run_is_at_work_waits_and_goes_together():
    looks = [{A: 1}, {A: 1}, {A: 1, B: 1}, {A: 1, B: 1}, {A: 2, B: 1}, {A: 2, B: 1}, {A: 2, B: 1}]
    assert due(*looks, busy=(2, 3, 4, 5)) == [set(), {"a.xlsx"}, set(), set(), set(), set(), {"a.xlsx", "b.xlsx"}]


def test_a_file_that_does_not_open_is_waited_for_a_minute_and_then_made_so_that_the_run_names_it():
    told = due(*[{A: 1}] * 4, every=25.0, opens=lambda _: False)
    assert told == [set(), set(), set(), {"a.xlsx"}]


def test_a_folder_that_is_gone_is_a_change_too():
    assert due({A: 1}, {A: 1}, {}, {}, {}) == [set(), {"a.xlsx"}, set(), {"a.xlsx"}, set()]


@pytest.mark.parametrize("name", ["~$a.xlsx", ".~lock.a.xlsx#", ".a", "a.tmp", "a.part"])
def test_a_look_does_not_see_what_programs_leave_about(tmp_path, name):
    (tmp_path / "lop").mkdir()
    (tmp_path / "lop" / name).write_bytes(b"x")
    (tmp_path / "lop" / "a.xlsx").write_bytes(b"xy")
    assert [size for size, _ in look(tmp_path).values()] == [2]


def test_a_folder_that_does_not_answer_is_no_empty_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        look(tmp_path / "mat-mang")


@pytest.fixture
def package(bureau):
    return (bureau.folder / "inputs" / "lop.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("half_copied", "whole"),
    [
        (lambda package: package, True),
        (lambda package: package[:-100], False),
        (lambda package: package[: len(package) // 2] + bytes(len(package) - len(package) // 2), False),
        (lambda package: bytes(len(package)), False),
        (lambda package: package[:1000] + bytes(200) + package[1200:], False),
        (lambda _: b"", False),
        (lambda _: "Họ và tên;Chức vụ".encode(), True),
        (lambda _: bytes.fromhex("d0cf11e0a1b11ae1"), True),
    ],
)
def test_a_workbook_is_whole_when_its_zip_opens(tmp_path, package, half_copied, whole):
    path = tmp_path / "lop.xlsx"
    path.write_bytes(half_copied(package))
    assert is_whole(path) is whole


def test_workbooks_open_in_excel_and_libreoffice_are_known_by_what_lies_beside(tmp_path):
    for name in ("danh-sach.xlsx", "~$nh-sach.xlsx", "lop.ods", ".~lock.lop.ods#", "khac.xlsx"):
        (tmp_path / name).write_bytes(b"")
    assert open_in_office(tmp_path) == ["danh-sach.xlsx", "lop.ods"]


def test_the_event_of_a_changed_workbook_is_known(bureau):
    inputs = bureau.folder / "inputs"
    found = found_in(inputs / "lop.xlsx", inputs)
    people = (("Lê Văn An", "thôn Một"), ("Hà Thị Bình", "thôn Hai"), ("Vũ Cảnh", "thôn Ba"))
    assert found == Found({"AN-01": Facts("Lớp bồi dưỡng", "01-02/7/2024", "Hội trường xã", people)}, is_whole=True)
    assert found.labels == ["AN-01 – Lớp bồi dưỡng"]


def test_of_a_workbook_with_people_of_events_elsewhere_it_cannot_be_said_whose_it_is(bureau):
    inputs = bureau.folder / "inputs"
    bureau.write("xa.xlsx", event="Ghi chú", roster="Họ và tên | Mã sự kiện\nLê An | AN-01")
    assert not found_in(inputs / "xa.xlsx", inputs).is_whole
    assert not found_in(inputs / "xoa-roi.xlsx", inputs).is_whole


def test_a_zip_that_would_swell_beyond_a_workbook_is_not_unpacked_to_see_whether_it_is_whole(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("hỏng", b"khac", zipfile.ZIP_STORED)
        with package.open("to", "w", force_zip64=True) as part:
            for _ in range(MAX_UNPACKED // 1_000_000 + 1):
                part.write(bytes(1_000_000))
    (tmp_path / "bom.xlsx").write_bytes(content.getvalue().replace(b"khac", b"khoc"))
    assert is_whole(tmp_path / "bom.xlsx")


def test_a_service_that_left_its_address_and_died_is_not_attached_to(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    (tmp_path / prefect_server.ADDRESS_FILE).write_text(
        json.dumps({"api_url": "http://127.0.0.1:9/api", "mat_khau": "mat-khau-1"})
    )
    assert prefect_server.running_service() is None


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"api_url": 3}'])
def test_a_damaged_address_is_no_service(tmp_path, monkeypatch, content):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    (tmp_path / prefect_server.ADDRESS_FILE).write_text(content)
    assert prefect_server.running_service() is None


def test_the_address_stands_only_while_the_service_is_up_and_for_its_user_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path))
    file = tmp_path / prefect_server.ADDRESS_FILE
    file.write_text("{}")
    file.chmod(0o644)
    with prefect_server.announced("http://127.0.0.1:9/api", "mat-khau-1", "http://127.0.0.1:8/?khoa=k"):
        assert file.stat().st_mode & 0o777 == 0o600
    assert not file.exists()


@pytest.fixture
def environment(monkeypatch):
    monkeypatch.setattr(os, "environ", dict(os.environ))
    monkeypatch.setattr(prefect_server, "_log_to", lambda _: None)
    return os.environ


def test_settings_of_the_user_stand_and_loopback_needs_no_proxy(tmp_path, environment):
    environment |= {"NO_PROXY": "intranet", "PREFECT_SERVER_DATABASE_TIMEOUT": "5", "PREFECT_HOME": str(tmp_path / "p")}
    prefect_server.settle(tmp_path / "log" / "nhat-ky.log")
    assert environment["NO_PROXY"] == "intranet,127.0.0.1,localhost,::1"
    assert environment["PREFECT_SERVER_DATABASE_TIMEOUT"] == "5"
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"


def test_a_home_that_cannot_be_made_is_told_before_anything_starts(tmp_path, environment):
    (tmp_path / "file").write_text("")
    environment["PREFECT_HOME"] = str(tmp_path / "file" / "prefect")
    with pytest.raises(MachineError, match="Không ghi được vào"):
        prefect_server.settle(tmp_path / "nhat-ky.log")


def test_a_run_whose_home_cannot_be_written_takes_a_temporary_one(tmp_path, environment):
    (tmp_path / "file").write_text("")
    del environment["PREFECT_HOME"]
    environment["HOME"] = str(tmp_path / "file")
    log = prefect_server.writable(tmp_path / "file" / ".vanthu" / "nhat-ky.log")
    assert log.name == "nhat-ky.log"
    assert log.parent.is_dir()
    assert prefect_server.home().parent == log.parent


def test_a_home_that_can_be_written_is_kept(tmp_path, environment):
    del environment["PREFECT_HOME"]
    environment["HOME"] = str(tmp_path)
    assert prefect_server.writable(tmp_path / "nhat-ky.log") == tmp_path / "nhat-ky.log"
    assert prefect_server.home() == tmp_path / ".vanthu" / "prefect"
