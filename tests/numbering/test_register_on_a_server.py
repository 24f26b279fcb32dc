"""The register on a PostgreSQL server: two machines, wrong passwords, a server that is down, the command itself."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path

import fault_office
import pytest
from sqlalchemy import make_url

from flows.after_signing.register_book import rebuild
from flows.cli import main
from flows.errors import RegisterError
from flows.model.order import Order, without_password
from flows.numbering.register import open_register

WRONG = "sai mật khẩu"


def command(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run vanthu as on a machine of its own: own home, own folders."""
    home = root / "home"
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    line = [sys.executable, "-m", "flows", *words]
    return subprocess.run(line, capture_output=True, text=True, check=False, env=environment, cwd=root)


def refusal(address: str) -> tuple[str, str]:
    with pytest.raises(RegisterError) as refused:
        open_register(address, wait=1).close()
    return refused.value.message, refused.value.fix


def test_a_wrong_password_is_told_without_printing_it(database):
    message, fix = refusal(make_url(database).set(password=WRONG).render_as_string(hide_password=False))

    assert message.startswith("Không dùng được sổ đăng ký postgresql+psycopg://so:***@127.0.0.1:")
    assert "mật khẩu" in fix
    assert WRONG not in message + fix


def test_a_server_that_is_down_is_told(database):
    message, fix = refusal(make_url(database).set(port=1).render_as_string(hide_password=False))

    assert message == "Không dùng được sổ đăng ký postgresql+psycopg://so:***@127.0.0.1:1/postgres."
    assert fix.startswith("Kiểm tra máy chủ có chạy")


def test_a_machine_that_hangs_while_it_writes_holds_up_nobody_for_ever(database, ask, at):
    with open_register(database) as hanging, hanging.writing(), open_register(database, wait=0.2) as register:
        with pytest.raises(RegisterError, match="đang được máy khác hoặc lần chạy khác dùng"):
            register.allot([ask()], at=at)
        assert register.rows() == ()


def test_the_command_too_ends_with_3_and_hides_the_password(database, capsys):
    address = make_url(database).set(password=WRONG).render_as_string(hide_password=False)

    assert main(["register", "--register", address]) == 3
    out, err = capsys.readouterr()
    assert err.startswith("Không dùng được sổ đăng ký postgresql+psycopg://so:***@")
    assert "Traceback" not in err
    assert WRONG not in out + err


def test_two_machines_share_one_register_and_no_number_comes_twice(database, tmp_path):
    machines = [fault_office.open_office(tmp_path / name) for name in ("may-1", "may-2")]
    for machine, code in zip(machines, ("LOP-1", "LOP-2"), strict=True):
        (machine / "inputs" / f"{'lop-2' if code == 'LOP-1' else 'lop-1'}.xlsx").unlink()
    program = (
        "import sys; from pathlib import Path; import fault_office as office; from flows.pipeline import make\n"
        "make(office.order(Path(sys.argv[1]), register=sys.argv[2]), office.AT)"
    )
    path = {**os.environ, "PYTHONPATH": str(Path(fault_office.__file__).parent)}
    runs = [
        subprocess.Popen([sys.executable, "-c", program, str(machine), database], env={**path, "HOME": str(machine)})
        for machine in machines
    ]

    assert [run.wait(600) for run in runs] == [0, 0]
    with open_register(database) as register:
        rows = register.rows()
    assert sorted(row.number for row in rows) == [1, 2, 3, 4, 5, 6]
    assert {row.event for row in rows} == {"LOP-1", "LOP-2"}


def test_the_whole_command_runs_on_a_server(database, tmp_path, capsys):
    root = fault_office.open_office(tmp_path / "office")
    (root / "inputs" / "lop-2.xlsx").unlink()

    done = command(root, "run", "--as-of", "2024-07-05", "--register", database)

    assert done.returncode == 0, done.stderr
    assert make_url(database).password not in done.stdout + done.stderr
    assert main(["register", "--register", database]) == 0
    assert [line[:7] for line in capsys.readouterr().out.splitlines()] == ["001/GCN", "002/GCN", "003/GCN"]


def test_a_server_without_its_driver_is_told_how_to_get_it(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "psycopg", None)

    assert main(["register", "--register", "postgresql+psycopg://so:kin@may-chu/so"]) == 3
    told = capsys.readouterr().err
    assert "Máy này thiếu phần mềm để nối tới sổ đăng ký postgresql+psycopg://so:***@may-chu/so." in told
    assert "psycopg" in told
    assert "kin" not in told


def test_what_a_run_and_a_rebuilding_tell_of_the_register_hides_the_password(database, tmp_path):
    hidden = "so:***@127.0.0.1"
    (told, *_) = rebuild(database, tmp_path / "outputs", at=datetime(2024, 7, 1))
    assert hidden in told
    assert hidden in Order(today=date(2024, 7, 1), register=database).register_name


@pytest.mark.parametrize(
    "address", ["postgresql://so:a@b:c@may-chu/so", "postgresql://may-chu/so?user=so&password=a@b:c&sslmode=require"]
)
def test_a_password_is_hidden_however_the_address_says_it(address):
    shown = without_password(address)
    assert "a@b" not in shown
    assert "b:c" not in shown
    assert shown.startswith("postgresql://")
    assert "may-chu/so" in shown


def test_a_file_is_shown_as_it_is():
    assert without_password("D:\\văn thư\\so@nam:2024.sqlite") == "D:\\văn thư\\so@nam:2024.sqlite"
