from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from datetime import datetime

import pytest
from prefect_server import artifacts, last_run

from flows.documents import KINDS
from flows.errors import MachineError, UsageError
from flows.machine import prefect_server

AT = datetime(2024, 7, 5, 8)
RUN = """
import json, sys
from datetime import date, datetime
from pathlib import Path
from flows.service.run_flow import run
from flows.model.order import Order
folder = Path(sys.argv[1])
order = Order(inputs=folder / "inputs", outputs=folder / "outputs", templates=folder / "templates", today=date(2024, 7, 5))
report = run(order, at=datetime(2024, 7, 5, 8), log_file=folder / "nhat-ky.log")
print(sum(len(event.documents) for event in report.events))
"""


def test_a_run_in_prefect_has_a_vietnamese_name_and_a_table_without_people(bureau, flow_module, api_url):
    told = []
    caller = flow_module.Caller(AT, lambda done, size: told.append((done, size)))
    report = flow_module.run_once(bureau.order(), caller, api_url)
    assert told[-1] == (8, 8)
    assert len(report.events[0].documents) == 8
    table, run = artifacts(api_url)["ket-qua"], last_run(api_url)
    assert [row["Làm mới"] for row in json.loads(table)] == [1, 3, 1, 3]
    assert "Lê Văn An" not in table
    assert run["name"] == "Lớp bồi dưỡng – 4 loại văn bản – 05/07/2024 08:00"
    assert (run["state_type"], run["state_name"]) == ("COMPLETED", "Đã xong")


def test_what_a_step_raises_comes_out_unchanged(bureau, flow_module, api_url):
    order = bureau.order(events=("KHÔNG-CÓ",))
    with pytest.raises(UsageError, match="Không có sự kiện"):
        flow_module.run_once(order, flow_module.Caller(AT), api_url)


def test_a_command_attaches_to_the_given_server_and_leaves_the_screen_alone(bureau, api_url):
    environment = {**os.environ, "PREFECT_API_URL": api_url}
    done = subprocess.run(
        [sys.executable, "-c", RUN, bureau.folder], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("8\n", "")
    assert "Finished in state Đã xong" in (bureau.folder / "nhat-ky.log").read_text("utf-8")


def test_a_server_that_cannot_start_is_told_with_the_log(bureau):
    (bureau.folder / "home").mkdir()
    (bureau.folder / "home" / "prefect.db").mkdir()
    environment = {**os.environ, "PREFECT_HOME": str(bureau.folder / "home")}
    done = subprocess.run(
        [sys.executable, "-c", RUN, bureau.folder], env=environment, capture_output=True, text=True, check=False
    )
    assert "MachineError: Không khởi động được máy chủ Prefect." in done.stderr.splitlines()[-1]
    assert "nhat-ky.log" in done.stderr.splitlines()[-1]
    assert not bureau.outputs.exists()


def test_the_form_has_a_vietnamese_title_for_every_field_and_every_kind_to_choose(flow_module):
    form = flow_module.make_documents.parameters.properties
    assert list(form) == list(flow_module.FORM)
    assert form["as_of"]["title"] == "Coi hôm nay là ngày"
    assert form["only"]["items"]["enum"] == [kind.KIND for kind in KINDS]


def test_the_forms_names_of_kinds_are_as_good_as_their_keys(flow_module):
    chosen = flow_module.make_documents.validate_parameters({"only": ["Giấy mời", "tin-bai"]})
    assert chosen["only"] == ["giay-moi", "tin-bai"]


def test_an_order_becomes_plain_parameters_and_a_scheduled_one_has_no_day(bureau):
    assert bureau.order(only=("giay-moi",)).as_parameters()["as_of"] == "2024-07-05"
    assert bureau.order().as_parameters(scheduled=True)["as_of"] is None


def test_a_taken_port_is_told(bureau):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(MachineError, match=f"Cổng {port} đang được chương trình khác dùng"):
            prefect_server.start(bureau.folder / "log", "127.0.0.1", port, {})
