"""An office's folder made by `vanthu init`: what is in it, what it says of the office, and that nothing is lost."""

import configparser
import re
import subprocess
import sys
from datetime import date
from io import StringIO

import pytest

from flows.cli import main
from flows.commands.init_office import offer
from flows.model.order import Order
from flows.reading.offices import read_offices

SON_LAM = (
    "--ten", "Ban Thường trực Uỷ ban MTTQ Việt Nam xã Sơn Lâm", "--chu-quan", "Uỷ ban MTTQ Việt Nam xã Sơn Lâm",
    "--dia-danh", "Sơn Lâm", "--ky-hieu", "MTTQ-SL", "--tham-quyen", "TM. BAN THƯỜNG TRỰC; CHỦ TỊCH",
    "--nguoi-ky", "Đỗ Văn Khiêm",
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "Văn phòng (mới) 100%"
    assert main(["init", str(made), *SON_LAM]) == 0
    return made


def test_the_folder_has_templates_pages_to_read_and_launchers(folder):
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {"inputs/README.md", "outputs/README.md", "templates/README.md", "vanthu.bat", "vanthu.desktop"} <= names
    assert {"templates/ke-hoach.docx", "templates/giay-moi.docx", "templates/giay-chung-nhan.docx"} <= names


def test_the_stationery_holds_the_office_that_was_told_and_no_other(folder):
    [office], problems = read_offices(folder / "templates" / "co-quan.xlsx")
    assert problems == ()
    assert office.full_name == "Ban Thường trực Uỷ ban MTTQ Việt Nam xã Sơn Lâm"
    assert (office.parent, office.issuer) == ("UỶ BAN MTTQ VIỆT NAM\nXÃ SƠN LÂM", "BAN THƯỜNG TRỰC")
    assert (office.place, office.signatory) == ("Sơn Lâm", "Đỗ Văn Khiêm")
    assert office.authority == ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH")
    assert (office.plan_symbol, office.certificate_symbol) == ("{so}/KH-MTTQ-SL", "{so:03}/GCN")


def test_an_office_without_a_parent_body_heads_its_papers_with_its_own_name(tmp_path):
    assert main(["init", str(tmp_path), "--ten", "Trung tâm Chính trị xã Sơn Lâm"]) == 0
    [office], _ = read_offices(tmp_path / "templates" / "co-quan.xlsx")
    assert (office.parent, office.issuer) == (None, "TRUNG TÂM CHÍNH TRỊ\nXÃ SƠN LÂM")


def test_nothing_is_written_over(folder, capsys):
    (folder / "templates" / "giay-moi.docx").write_bytes(b"cua co quan")
    (folder / "templates" / "ke-hoach.docx").unlink()
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main(["init", str(folder), "--ten", "Cơ quan khác"]) == 0
    assert {path: path.read_bytes() for path in before} == before
    assert (folder / "templates" / "ke-hoach.docx").exists()
    told = capsys.readouterr().out
    assert "đã có, giữ nguyên: templates/giay-moi.docx" in told
    assert "Đã tạo 1 tệp." in told


def test_at_a_terminal_the_office_is_asked_for(tmp_path):
    pty = pytest.importorskip("pty", reason="terminals as POSIX has them")
    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-m", "flows", "init", tmp_path], stdin=theirs, stdout=-1, text=True) as run:
        with open(ours, "wb", closefd=False) as keys:
            keys.write("Đảng uỷ xã Sơn Lâm\n\nSơn Lâm\nĐU\nT/M ĐẢNG ỦY; BÍ THƯ\nLò Văn Páo\n".encode())
        told = run.communicate()[0]
    assert told.startswith("Cơ quan của bạn?")
    [office], _ = read_offices(tmp_path / "templates" / "co-quan.xlsx")
    assert (office.full_name, office.parent, office.signatory) == ("Đảng uỷ xã Sơn Lâm", None, "Lò Văn Páo")


def test_without_an_office_the_clerk_is_told_where_to_write_it(tmp_path, capsys):
    assert main(["init", str(tmp_path)]) == 0
    assert "co-quan.xlsx, ghi cơ quan của bạn" in capsys.readouterr().out


def test_in_a_folder_without_inputs_every_command_that_needs_them_says_how_to_begin(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for command in ("run", "serve", "check", "templates"):
        assert main([command]) == 2
        assert "vanthu init" in capsys.readouterr().err


@pytest.mark.parametrize(("said", "is_made"), [("có\nĐảng uỷ xã Sơn Lâm\n\nSơn Lâm\nĐU\nBÍ THƯ\nLò Văn Páo\n", True),
                                               ("không\n", False)])  # fmt: skip
def test_at_a_terminal_an_empty_folder_is_offered_to_become_an_office(said, is_made, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", Terminal(said))
    offer(Order(today=date(2026, 1, 5)))
    told = capsys.readouterr()
    assert "chưa phải thư mục của cơ quan. Tạo ngay ở đây? (có/không)" in told.err
    assert (tmp_path / "templates" / "co-quan.xlsx").exists() == is_made
    assert ("mở trang; hoặc: vanthu serve" in told.out) == is_made
    assert read_offices(tmp_path / "templates" / "co-quan.xlsx")[0] or not is_made


class Terminal(StringIO):
    def isatty(self):
        return True


def test_the_desktop_file_begins_the_service_in_the_folder(folder):
    parser = configparser.RawConfigParser()
    parser.optionxform = str
    parser.read(folder / "vanthu.desktop", "utf-8")
    entry = parser["Desktop Entry"]
    assert (entry["Path"], entry["Exec"]) == (str(folder), f'"{sys.executable}" -X utf8 -m flows serve')
    assert (folder / "vanthu.desktop").stat().st_mode & 0o111


@pytest.fixture
def batch(folder):
    """The lines of the launcher for Windows; its program, cmd, is not here to run it."""
    content = (folder / "vanthu.bat").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n")  # with single line ends cmd misses its own labels
    return content.decode().split("\r\n")


def test_the_windows_launcher_turns_to_unicode_before_its_first_vietnamese_letter(batch):
    assert batch[:2] == ["@echo off", "chcp 65001 >nul"]


def test_the_windows_launcher_goes_to_its_own_folder_whatever_its_name(batch):
    assert 'cd /d "%~dp0"' in batch
    assert all(re.search(r'"[^"]*%(~|USER|LOCAL)[^"]*"', line) for line in batch if re.search("%(~|USER|LOCAL)", line))
    assert not any("(" in line and line.rstrip().endswith("(") for line in batch)  # a ")" in a path would end a block


def test_the_windows_launcher_jumps_to_places_that_are_there(batch):
    places = {line[1:] for line in batch if line.startswith(":")}
    assert {found for line in batch for found in re.findall(r"goto (\w+)", line)} == places


def test_the_windows_launcher_brings_nothing_unasked_and_the_package_only_from_beside_it(batch):
    for place, line in enumerate(batch):
        if re.match(r"winget install|py -3 -m pip|uv tool install", line):
            before = batch[max(0, place - 3) : place]
            assert any("%TRALOI:~0,1%" in one for one in before)
    assert {line.split()[-1] for line in batch if "tool install" in line} == {'"%GOI%"'}
    assert 'for %%f in ("vanthu-*.whl") do set "GOI=%%~f"' in batch
