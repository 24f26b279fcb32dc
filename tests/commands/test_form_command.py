"""`vanthu check` on finished papers, wherever they were made; runs and templates tell of their form in a few words."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest

from flows.cli import main

TEMPLATES = Path("templates")


def rewritten(source, target, *changes):
    """A Word file with texts of its XML replaced."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            for before, after in changes:
                content = content.replace(before, after)
            new.writestr(name, content)
    return target


@pytest.fixture
def made(office):
    """The outputs of a run with the project's own templates."""
    for kind in ("ke-hoach", "giay-moi", "tin-bai", "giay-chung-nhan"):
        shutil.copy(TEMPLATES / f"{kind}.docx", office.root / "templates")
    office.event(
        Mục_đích="Đánh giá kết quả", Yêu_cầu="Đúng giờ", Chuyên_đề="Luật Mặt trận", Nguồn_kinh_phí="Ngân sách xã",
        Tổ_chức_thực_hiện="Văn phòng chuẩn bị",
    )  # fmt: skip
    code, report = office.run()
    assert code == 0
    assert report["problems"] == []
    return office.root / "outputs" / "DT-12"


def checked(*paths, capsys):
    code = main(["check", *map(str, paths), "--json"])
    return code, json.loads(capsys.readouterr().out)


def test_a_made_paper_is_checked_and_found_in_order(made, capsys):
    assert main(["check", str(made / "ke-hoach.docx")]) == 0
    told = capsys.readouterr().out
    assert told.splitlines() == ["Thể thức: đã soát 1 văn bản, không thấy chỗ nào sai", "Đã soát xong: không có lỗi."]


def test_departures_are_warnings_in_the_form_of_all_problems(made, tmp_path, capsys):
    paper = rewritten(made / "ke-hoach.docx", tmp_path / "a.docx", ("Độc lập - Tự do", "Độc lập – Tự do"))
    code, report = checked(paper, capsys=capsys)
    assert (code, report["events"]) == (0, [])
    [problem] = report["problems"]
    assert problem["severity"] == "warning"
    assert (problem["file"], problem["heading"]) == ("a.docx", "Tiêu ngữ")
    assert "NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục II.1.b" in problem["message"]
    assert problem["fix"] == "Gõ lại: Độc lập - Tự do - Hạnh phúc"


def test_a_paper_is_not_changed(made, capsys):
    paper = made / "ke-hoach.docx"
    before = paper.read_bytes(), paper.stat().st_mtime_ns
    checked(paper, capsys=capsys)
    assert (paper.read_bytes(), paper.stat().st_mtime_ns) == before


def test_a_folder_of_papers_is_checked_through_and_what_they_share_is_told_once(made, capsys):
    for paper in (made / "giay-moi").glob("*.docx"):
        rewritten(paper, paper.with_name(f"sai-{paper.name}"), ("Độc lập - Tự do", "Độc lập – Tự do"))
    assert main(["check", str(made)]) == 0
    told = capsys.readouterr().out
    assert "đã soát 10 văn bản, 3 văn bản có chỗ cần xem" in told
    assert told.count("Độc lập – Tự do - Hạnh phúc") == 1
    assert "giay-moi/sai-001-nguyen-van-an.docx và 2 tệp nữa" in told
    _, report = checked(made, capsys=capsys)
    assert len(report["problems"]) == 3


def test_a_folder_with_workbooks_too_is_read_for_both(made, office, capsys):
    shutil.copy(made / "ke-hoach.docx", office.root / "inputs" / "cu.docx")
    main(["check", str(office.root / "inputs"), "--templates", str(office.root / "templates")])
    told = capsys.readouterr().out
    assert "DT-12 · Hội nghị tổng kết" in told
    assert "Thể thức: đã soát 1 văn bản, không thấy chỗ nào sai" in told


@pytest.mark.parametrize(("name", "content"), [("a.docx", b"x"), ("a.doc", b"\xd0\xcf\x11\xe0"), ("b.odt", b"PK")])
def test_what_is_no_word_file_is_an_error_that_says_how_to_save_it(name, content, tmp_path, capsys):
    (tmp_path / name).write_bytes(content)
    code, report = checked(tmp_path / name, capsys=capsys)
    assert code == 1
    [problem] = report["problems"]
    assert (problem["severity"], problem["file"]) == ("error", name)
    assert "Mở bằng Word" in problem["fix"]


def test_lock_files_of_word_are_no_papers(made, tmp_path, capsys):
    (made / "~$-hoach.docx").write_bytes(b"x")
    _, report = checked(made, capsys=capsys)
    assert report["problems"] == []


def test_a_template_out_of_form_is_told_by_templates_and_once_by_a_run(made, office, capsys):
    changes = ("Độc lập - Tự do", "Độc lập – Tự do"), ('w:left="1701"', 'w:left="1417"')
    template = rewritten(TEMPLATES / "giay-moi.docx", office.root / "templates" / "giay-moi.docx", *changes)
    assert main(["templates", str(template.parent)]) == 0
    told = capsys.readouterr().out
    assert "giay-moi.docx: mẫu giấy mời, dùng được" in told
    assert "Lề trái 25 mm" in told
    assert "không phải gạch dài" in told
    code, report = office.run()
    assert code == 0
    [problem] = report["problems"]
    assert (problem["severity"], problem["file"]) == ("warning", "giay-moi.docx")
    assert problem["message"] == "Giấy mời có 2 chỗ chưa đúng thể thức (NĐ 30/2020/NĐ-CP): Lề trang; Tiêu ngữ."
    assert "thể thức" not in json.dumps(report["events"], ensure_ascii=False)
    again, second = office.run()
    assert (again, second["problems"]) == (0, [problem])
    assert {document["state"] for event in second["events"] for document in event["documents"]} == {"unchanged"}


def test_a_template_that_cannot_be_printed_is_told_for_that_alone(made, office, capsys):
    office.template("giay-moi", "{{ nguoi.ho_tenn }}")
    assert main(["templates", str(office.root / "templates")]) == 2
    told = capsys.readouterr().out
    assert "không có trường «nguoi.ho_tenn»" in told
    assert "thể thức" not in told.lower()
