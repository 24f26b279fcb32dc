"""The files that make a service of `vanthu serve`, on a folder as Vietnamese offices name theirs."""

import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from flows.model.order import Order
from flows.service.install_files import install_files


@pytest.fixture
def written(tmp_path, monkeypatch):
    folder = tmp_path / "Văn phòng 100% – Xã An"
    for name in ("inputs", "templates"):
        (folder / name).mkdir(parents=True)
    monkeypatch.chdir(folder)
    order = Order(today=date(2024, 7, 5), inputs=Path("inputs"))
    return folder, install_files(order, folder / "cai-dat", host="127.0.0.1", port=4312)


def test_the_unit_begins_the_service_in_the_offices_folder(written):
    folder, (unit, _) = written
    lines = dict(line.split("=", 1) for line in unit.read_text("utf-8").splitlines() if "=" in line and line[0] != "#")
    assert lines["WorkingDirectory"] == str(folder).replace("%", "%%")
    python, *words = shlex.split(lines["ExecStart"].replace("%%", "%"))
    assert python == sys.executable
    assert words[:5] == ["-X", "utf8", "-m", "flows", "serve"]
    assert f"--inputs={folder / 'inputs'}" in words
    assert words[-2:] == ["--host=127.0.0.1", "--port=4312"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd verifies its own units")
def test_systemd_finds_nothing_wrong_with_the_unit(written):
    _, (unit, _) = written
    done = subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)
    assert [line for line in (done.stdout + done.stderr).splitlines() if "vanthu" in line] == []


def test_windows_own_powershell_reads_the_recipe_as_unicode(written):
    folder, (_, recipe) = written
    assert recipe.read_bytes().startswith(b"\xef\xbb\xbf")
    text = recipe.read_text("utf-8-sig")
    assert f"-WorkingDirectory '{folder}'" in text
    assert "http://127.0.0.1:4312" in text
    assert "{" not in text
