"""A paper with a blank in it is not ready: told apart, out of the signing pack, and not issued until it is filled."""

from __future__ import annotations

import io
import json
import re
import zipfile

import docx
import pytest
from issuing_office import folder, issued, manifest, register_rows, replaced
from small_office import OFFICE, workbook

from flows import cli
from flows.commands.screen import verdict
from flows.errors import ExitCode
from flows.outputs.hand_edits import blanks_in
from flows.pdf import convert
from flows.telling.screen_lines import report_lines, totals_line

AN, BINH, CANH = "giay-moi/001-le-van-an.docx", "giay-moi/002-ha-thi-binh.docx", "giay-moi/003-vu-canh.docx"
LACKING = """
Họ và tên | Chức vụ | Đơn vị | Kết quả
Lê Văn An | Trưởng thôn | thôn Một | hoàn thành
Hà Thị Bình |  | thôn Hai | hoàn thành
Vũ Cảnh | Hội viên | thôn Ba | hoàn thành
"""


@pytest.fixture
def lacking(bureau, monkeypatch):
    """An office whose invitation to one of three has a blank; its list to sign tells what is put apart."""
    monkeypatch.setenv("PATH", "/khong-co")  # no LibreOffice: the pack is made all the same
    monkeypatch.setattr(convert, "_WINDOWS", ())
    paper = docx.Document()
    for line in ("{{ van_ban.ky_hieu }}", "{{ nguoi.ho_ten }}", "{{ nguoi.chuc_vu }}"):
        paper.add_paragraph(line)
    paper.save(bureau.folder / "templates" / "giay-moi.docx")
    bureau.template(
        "danh-muc-trinh-ky",
        "{% for d in danh_muc %}{{ d.ten_loai }} x {{ d.so_ban }} {{ d.canh_bao }}; {% endfor %}"
        "{% for d in con_trong %}{{ d.ten_loai }} x {{ d.so_ban }} thiếu {{ d.thieu }}{{ d.cua }}{% endfor %}",
    )
    bureau.write(roster=LACKING)
    return bureau


def fill(path, text="Trưởng ban"):
    """Fill a paper's blank in Word."""
    paper = docx.Document(path)
    (line,) = (line for line in paper.paragraphs if "CẦN BỔ SUNG" in line.text)
    line.text = text
    paper.save(path)


def blanks(report):
    told = report.as_json()["events"][0]["documents"]
    return {one["path"].removeprefix("AN-01/"): list(one["blanks"]) for one in told if one["blanks"]}


def in_manifest(bureau):
    return {one["path"].removeprefix("AN-01/"): one["blanks"] for one in manifest(bureau)["documents"] if one["blanks"]}


def errors(report):
    return [problem for problem in report.all_problems if problem.is_error]


def gone_out(bureau):
    return sorted(path.name for path in (folder(bureau) / "phat-hanh").rglob("*.docx"))


def test_its_blanks_are_told_for_programs_on_the_screen_in_the_notice_and_on_the_page(lacking):
    report = lacking.make()
    assert blanks(report) == in_manifest(lacking) == {BINH: ["Chức vụ"]}
    assert "  Còn chỗ trống, chưa trình ký được (1 văn bản): Hà Thị Bình (giấy mời)" in list(report_lines(report))
    assert "1 văn bản còn chỗ trống, chưa trình ký được" in totals_line(report)
    notice = (folder(lacking) / "THONG-BAO.txt").read_text("utf-8-sig")
    assert "6 văn bản sẵn sàng trình ký; 1 văn bản còn chỗ trống" in notice
    assert "CÒN CHỖ TRỐNG, CHƯA TRÌNH KÝ ĐƯỢC\n  - Giấy mời: 1 văn bản thiếu «Chức vụ» (Hà Thị Bình)" in notice
    assert "Giấy mời: 2 văn bản (giay-moi)" in notice
    page = (folder(lacking) / "trinh-ky" / "xem.html").read_text("utf-8")
    assert "<li>Giấy mời: 1 văn bản thiếu «Chức vụ» (Hà Thị Bình)</li>" in page


def test_it_stays_out_of_the_pack_and_the_list_names_it_apart(lacking):
    lacking.make(pdf="pdf")
    assert lacking.text("trinh-ky/in-giay-moi.docx").splitlines()[1::3] == ["Lê Văn An", "Vũ Cảnh"]
    assert lacking.text("trinh-ky/danh-muc-trinh-ky.docx") == (
        "Kế hoạch x 1 ; Giấy mời x 2 1 bản còn chỗ trống, để riêng; Giấy chứng nhận x 3 ; "
        "Giấy mời x 1 thiếu «Chức vụ» (Hà Thị Bình)"
    )


def test_issue_refuses_it_names_it_and_what_it_lacks_and_the_others_go_out(lacking):
    lacking.make()
    report = issued(lacking)
    [error] = errors(report)
    assert error.message == "Giấy mời của Hà Thị Bình còn chỗ trống «Chức vụ», nên chưa phát hành."
    assert (error.where.sheet, error.where.heading) == ("Danh sách", "Chức vụ")
    assert "vanthu issue" in error.fix
    assert verdict(report) is ExitCode.held_back
    assert gone_out(lacking) == ["001-le-van-an.docx", "003-vu-canh.docx", "ke-hoach.docx"]


def test_filled_in_the_workbook_it_goes_out_under_the_number_of_the_others(lacking):
    lacking.make()
    issued(lacking)
    lacking.write(roster=LACKING.replace("Bình |  |", "Bình | Bí thư |"))
    lacking.make()
    report = issued(lacking)
    assert (errors(report), blanks(report)) == ([], {})
    assert lacking.text(f"phat-hanh/{BINH}").splitlines() == ["01/GM-UB", "Hà Thị Bình", "Bí thư"]


@pytest.mark.parametrize("before", ["issue", "run", "nothing"])
def test_filled_by_hand_it_goes_out_as_it_stands(lacking, before):
    lacking.make()
    if before == "issue":
        issued(lacking)
    fill(folder(lacking) / BINH)
    if before == "run":
        report = lacking.make()
        assert (blanks(report), in_manifest(lacking)) == ({}, {})
        assert [one for one in report.all_problems if "chỗ trống" in one.message] == []
    report = issued(lacking)
    assert errors(report) == []
    assert lacking.text(f"phat-hanh/{BINH}").splitlines() == ["01/GM-UB", "Hà Thị Bình", "Trưởng ban"]


def test_a_paper_edited_by_hand_whose_blank_still_stands_is_refused(lacking):
    lacking.make()
    paper = docx.Document(folder(lacking) / BINH)
    paper.paragraphs[1].text = "bà Hà Thị Bình"
    paper.save(folder(lacking) / BINH)
    assert blanks(lacking.make()) == {BINH: ["Chức vụ"]}
    assert "Hà Thị Bình còn chỗ trống «Chức vụ»" in errors(issued(lacking))[0].message


def test_a_run_for_another_kind_sees_what_a_hand_has_filled_meanwhile(lacking):
    lacking.make()
    fill(folder(lacking) / BINH)
    lacking.make(only=("ke-hoach",))
    assert in_manifest(lacking) == {}


def test_papers_that_all_lack_what_the_event_lacks_are_refused_together_and_take_no_number(bureau):
    bureau.template("giay-moi", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }} {{ su_kien.lien_he }}")
    bureau.make()
    [error] = errors(issued(bureau, "giay-moi"))
    assert error.message == (
        "3 giấy mời (Lê Văn An; Hà Thị Bình; Vũ Cảnh) còn chỗ trống «Liên hệ», nên chưa phát hành."
    )
    assert "giay-moi" not in {row.kind for row in register_rows(bureau)}


def test_a_replacement_with_a_blank_is_refused_before_anything_becomes_void(lacking):
    lacking.write(roster=LACKING.replace("Bình |  |", "Bình | Bí thư |"))
    lacking.make()
    issued(lacking)
    lacking.write(roster=LACKING)
    before = register_rows(lacking)
    report = replaced(lacking, "01/GM-UB")
    assert "Giấy mời của Hà Thị Bình còn chỗ trống «Chức vụ»" in errors(report)[0].message
    assert verdict(report) is ExitCode.held_back
    assert register_rows(lacking) == before


def test_a_manifest_of_before_says_nothing_of_blanks_and_the_papers_are_looked_into(lacking):
    lacking.make()
    path = folder(lacking) / "manifest.json"
    path.write_text(re.sub(r'\n *"blanks": \[[^\]]*\],', "", path.read_text("utf-8")), "utf-8")
    assert "blanks" not in path.read_text("utf-8")
    lacking.make(only=("ke-hoach",))
    assert in_manifest(lacking) == {BINH: ["Chức vụ"]}


def test_a_missing_signer_is_the_first_warning(bureau):
    """Of more warnings than fit a screen, one stops every paper of the office."""
    people = "\n".join(f"Trần Văn {chr(65 + place)}nh |  | thôn {place} | hoàn thành" for place in range(24))
    bureau.write(
        roster=f"Họ và tên | Chức vụ | Đơn vị | Kết quả\nLê Văn An | Trưởng thôn | thôn Một | hoàn thành\n{people}"
    )
    workbook(bureau.folder / "templates" / "co-quan.xlsx", **{"Cơ quan": OFFICE.replace("Lê Toan", "")})
    bureau.template("ke-hoach", "{{ co_quan.nguoi_ky }}")
    for kind in ("giay-moi", "giay-chung-nhan"):
        bureau.template(kind, "{{ nguoi.ho_ten }} {{ nguoi.chuc_vu }} {{ co_quan.nguoi_ky }}")
    report = bureau.make()
    first = next(line for line in report_lines(report) if "Lưu ý" in line)
    assert "«Người ký»" in first
    assert "Người ký" in report.as_json()["events"][0]["problems"][0]["message"]


def test_check_names_the_blanks_of_a_paper(lacking, capsys):
    lacking.make()
    assert cli.main(["check", "--json", str(folder(lacking) / BINH)]) == 0
    [told] = [one for one in json.loads(capsys.readouterr().out)["problems"] if "chỗ trống" in one["message"]]
    assert (told["file"], told["message"]) == (
        "002-ha-thi-binh.docx",
        "Còn chỗ trống «Chức vụ», nên chưa trình ký được.",
    )


@pytest.mark.parametrize(
    ("xml", "found"),
    [
        ("<w:p><w:r><w:t>[CẦN BỔ SUNG: Chức vụ]</w:t></w:r></w:p>", ("Chức vụ",)),
        ("<w:p><w:r><w:t>[CẦN BỔ </w:t></w:r><w:r><w:t>SUNG: Nơi &amp; ngày]</w:t></w:r></w:p>", ("Nơi & ngày",)),
        ("<w:p><w:r><w:t>[cần bổ sung:Ảnh</w:t></w:r></w:p>", ("Ảnh",)),
        ("<w:p><w:r><w:delText>[CẦN BỔ SUNG: Ảnh]</w:delText></w:r></w:p>", ()),
        ("<w:p><w:r><w:t>cần bổ sung: ghế</w:t></w:r></w:p>", ()),
    ],
)
def test_a_blank_is_found_however_word_cuts_its_text(xml, found):
    paper = io.BytesIO()
    with zipfile.ZipFile(paper, "w") as package:
        package.writestr("word/document.xml", xml)
    assert blanks_in(paper.getvalue()) == found


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 hong", b"%PDF-1.7"])
def test_a_file_that_is_no_paper_has_none(content):
    assert blanks_in(content) == ()


@pytest.mark.parametrize("choice", [
    "{% if nguoi.gioi_tinh == 'Nam' %}ông{% else %}bà{% endif %}",
    "{{ 'bà' if nguoi.gioi_tinh != 'Nam' else 'ông' }}",
    "{% if nguoi.xung_ho == 'ông' %}ông{% else %}bà{% endif %}",
])  # fmt: skip
def test_somebody_of_unknown_sex_is_warned_of_where_a_template_chooses_by_it(bureau, choice):
    bureau.template("giay-moi", f"{choice} {{{{ nguoi.ho_ten }}}}")
    bureau.write(roster="Họ và tên | Giới tính\nLê Văn An | Nam\nHà Thị Bình |\nVũ Cảnh |")
    (told,) = (each for each in bureau.make(only=("giay-moi",)).all_problems if "chọn chữ" in each.message)
    assert (told.where.cell[1:], told.where.heading, told.severity) == ("3", "Giới tính", "warning")
    assert told.message == (
        "Giấy mời của 2 người in chữ của trường hợp kia, vì mẫu chọn chữ theo «Giới tính» mà ô ấy trống."
    )
