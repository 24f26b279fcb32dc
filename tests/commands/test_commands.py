"""The commands as a shell sees them: exit codes, Vietnamese, one JSON object, no Prefect where none is needed."""

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook

from flows.cli import main
from flows.commands.screen import verdict
from flows.model.order import Order
from flows.pipeline import make

COMMANDS = ("init", "run", "check", "new", "templates", "issue", "register", "serve")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_in_vietnamese(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("cách dùng: vanthu")
    assert "usage" not in told


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["frob"], "LỆNH không nhận «frob»"),
        (["run", "--frob"], "Không hiểu: --frob. Xem: vanthu run --help"),
        (["issue", "LOP-9", "--dte=2024-07-03"], "Ý bạn là «--date»?"),
        (["run", "--olny", "ke-hoach"], "Ý bạn là «--only»?"),
        (["run", "--sign-fields"], "--sign-fields chỉ đi cùng --pdf"),
        (["run", "--only", "thu-moi"], "--only không nhận «thu-moi»"),
        (["run", "--only", "Giấy mời"], "Ý bạn là «giay-moi»?"),
        (["check", "--as-of", "32/01/2024"], "không phải ngày"),
        (["register", "void"], "Thiếu số hoặc lý do hủy."),
        (["register", "--year", "abc"], "«abc» không phải số."),
        (["serve", "--port", "99999"], "không phải cổng"),
        (["serve", "--inputs", "khong-co"], "Không có thư mục khong-co."),
        (["serve", "--host", "192.168.1.9"], "cho máy khác xem thì phải có mật khẩu"),
        (["new", "su-kien.doc"], "phải có đuôi .xlsx"),
        (["check", "khong-co-thu-muc"], "Không có thư mục hoặc tệp khong-co-thu-muc."),
        (["templates", "khong-co"], "Không có thư mục mẫu khong-co."),
    ],
)
def test_wrong_usage_is_told_in_vietnamese_and_ends_with_2(words, message, capsys):
    assert main(words) == 2
    told = capsys.readouterr()
    assert message in told.err
    assert told.out == ""


def test_a_misspelt_command_is_answered_with_the_nearest(capsys):
    assert main(["chek"]) == 2
    assert "Ý bạn là «check»?" in capsys.readouterr().err


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("vanthu ")


def test_check_prints_one_json_object_and_nothing_else(office):
    office.event(Ngày_bắt_đầu="31/06/2025")
    done = office.shell("check", "--json")
    assert done.returncode == 1
    assert done.stderr == ""
    (event,) = json.loads(done.stdout)["events"]
    assert event["event"] == "DT-12"
    assert event["problems"][0]["cell"] == "B3"
    assert not (office.root / "outputs").exists()


def test_check_reads_the_path_it_is_given(office):
    office.event("khac.xlsx", Mã_sự_kiện="KHAC")
    done = office("check", str(office.root / "inputs/khac.xlsx"), "--json")
    assert [event["event"] for event in json.loads(done.stdout)["events"]] == ["KHAC"]


def test_check_annotates_when_asked(office):
    office.event(Ngày_bắt_đầu="31/06/2025")
    office("check", "--annotate", str(office.root / "xem"))
    assert load_workbook(office.root / "xem/su-kien.loi.xlsx").sheetnames[0] == "Cần sửa"


def test_commands_that_need_no_prefect_do_not_import_it(tmp_path):
    register, book = ["register", "--register", str(tmp_path / "so.sqlite")], ["new", str(tmp_path / "moi.xlsx")]
    program = (
        "import sys; from flows.cli import main\n"
        f"for words in {[['check'], ['templates'], register, book]!r}:\n"
        "    main(words)\n"
        "    assert 'prefect' not in sys.modules, words"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_new_workbook_never_writes_over_another(tmp_path, capsys):
    path = tmp_path / "su-kien.xlsx"
    assert main(["new", str(path)]) == 0
    before = path.read_bytes()
    assert main(["new", str(path)]) == 2
    assert path.read_bytes() == before
    assert "không ghi đè" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("moi.xlsx", "chép vào thư mục inputs rồi chạy: vanthu run"),
        ("inputs/moi.xlsx", "Điền xong thì chạy: vanthu run"),
    ],
)
def test_a_new_workbook_says_where_it_goes_unless_it_lies_there(tmp_path, monkeypatch, capsys, file, words):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "inputs").mkdir()
    assert main(["new", file]) == 0
    assert words in capsys.readouterr().out


def test_an_event_nobody_knows_lists_the_known_ones(office):
    done = office("issue", "LOP-9", "--json")
    assert done.returncode == 2
    assert "DT-12" in done.stderr


def test_issuing_gives_number_and_day_once_and_keeps_the_issued_copy(office):
    office.template("ke-hoach", "{{ van_ban.ky_hieu }}, {{ van_ban.ngay|ngay_day_du }}")
    done = office("issue", "DT-12", "--date", "2025-12-20", "--json")
    assert done.returncode == 0, done.stderr
    numbers = {d["kind"]: d["number"] for d in json.loads(done.stdout)["events"][0]["documents"]}
    assert numbers == {"ke-hoach": "01/KH-MTTQ-BTT", "giay-moi": "01/GM-MTTQ-BTT"}
    for path in ("DT-12/ke-hoach.docx", "DT-12/phat-hanh/ke-hoach.docx"):
        assert office.text(path) == "01/KH-MTTQ-BTT, ngày 20 tháng 12 năm 2025"
    before = papers_of(office)
    assert office("issue", "DT-12").returncode == 0
    assert office.run()[0] == 0
    assert before.items() <= papers_of(office).items()


def papers_of(office):
    return {path: time for path, time in office.tree().items() if path.suffix == ".docx"}


def test_the_register_is_printed_exported_and_a_number_made_void(office):
    office.run()
    listed = office("register")
    assert listed.returncode == 0
    assert "001/GCN · 2026 · Giấy chứng nhận · Nguyễn Văn An" in listed.stdout
    assert office("register", "--xlsx", str(office.root / "so.xlsx")).returncode == 0
    book = load_workbook(office.root / "so.xlsx")
    assert book["Sổ cấp giấy chứng nhận"]["B4"].value == "001/GCN"
    office("issue", "DT-12", "--date", "2025-12-20")
    office("register", "--xlsx", str(office.root / "so.xlsx"))
    outgoing = load_workbook(office.root / "so.xlsx")["Sổ đăng ký văn bản đi"]
    assert [cell.value for cell in outgoing[4]][:4] == [
        "01/GM-MTTQ-BTT",
        "20/12",
        "Giấy mời dự Hội nghị tổng kết công tác Mặt trận năm 2025",
        "Phan Thị Ký",
    ]
    done = office("register", "void", "001/GCN", "--why", "in hỏng")
    assert done.returncode == 0, done.stderr
    assert "đã hủy (in hỏng)" in office("register").stdout


@pytest.mark.parametrize("words", [["new"], ["register", "--xlsx"]])
def test_what_the_system_refuses_is_told_in_vietnamese(words, tmp_path, capsys):
    # Not the project's own outputs: whoever made the sample's papers has numbers there.
    register = ["--register", str(tmp_path / "so.sqlite"), "--outputs", str(tmp_path)] if words[0] == "register" else []
    assert main([*words, str(tmp_path / "khong-co" / "so.xlsx"), *register]) == 3
    assert "không có thư mục hoặc tệp này" in capsys.readouterr().err


def test_the_books_are_written_into_a_workbook_only(tmp_path, capsys):
    place = ["--register", str(tmp_path / "so.sqlite"), "--outputs", str(tmp_path)]
    assert main(["register", *place, "--xlsx", str(tmp_path / "so.txt")]) == 2
    assert "đuôi .xlsx" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_before_the_first_run_the_register_is_empty_and_no_number_can_be_void(office):
    for words in ((), ("--year", "2026"), ("--xlsx", str(office.root / "so.xlsx"))):
        done = office("register", *words)
        assert (done.returncode, done.stderr) == (0, "")
    assert office("register").stdout == "Sổ chưa có số nào.\n"
    done = office("register", "void", "001/GCN", "--why", "in hỏng")
    assert done.returncode == 2
    assert "không có số 001/GCN để hủy" in done.stderr
    assert office("forget", "Nguyễn Văn An").returncode == 2
    assert not (office.root / "so-dang-ky.sqlite").exists()


def test_a_missing_register_beside_numbered_papers_is_not_printed_as_empty(office):
    office.run()
    (office.root / "so-dang-ky.sqlite").unlink()
    done = office("register")
    assert (done.returncode, done.stdout) == (3, "")
    assert "vanthu register --rebuild" in done.stderr


def test_a_lost_register_is_rebuilt_from_the_manifests(office):
    office.run()
    (office.root / "so-dang-ky.sqlite").unlink()
    assert office.run_fails() == "RegisterError"
    assert not (office.root / "so-dang-ky.sqlite").exists()
    done = office("register", "--rebuild")
    assert done.returncode == 0, done.stderr
    assert "2 số" in done.stdout
    assert {d["state"] for e in office.run()[1]["events"] for d in e["documents"]} == {"unchanged"}


def test_a_failure_too_prints_one_json_object_when_asked(office):
    done = office("check", "khong-co", "--json")
    assert done.returncode == 2
    (problem,) = json.loads(done.stdout)["problems"]
    assert "khong-co" in problem["message"]


def test_a_damaged_register_is_the_machines_failure(office):
    (office.root / "so-dang-ky.sqlite").write_bytes(b"no register" * 100)
    done = office.shell("register")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_a_missing_register_beside_numbered_papers_is_refused(office):
    office.run()
    (office.root / "so-dang-ky.sqlite").unlink()
    done = office("issue", "DT-12")
    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_without_libreoffice_the_papers_stand_and_the_reason_is_told(office, monkeypatch):
    monkeypatch.setenv("PATH", "/khong-co")
    order = Order(inputs=office.root / "inputs", outputs=office.root / "outputs", today=date(2026, 1, 5), pdf="pdf")
    report = make(replace(order, templates=office.root / "templates"), datetime(2026, 1, 5, tzinfo=UTC))
    assert verdict(report) == 3
    assert "LibreOffice" in report.problems[-1].message
    assert len(report.events[0].documents) == 7
    assert all((order.outputs / document.path).is_file() for document in report.events[0].documents)
