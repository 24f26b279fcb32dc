from __future__ import annotations

import shutil
import zipfile
from datetime import date

import docx
import pytest
from issuing_office import AN, AT, PLAN, document, files, folder, issued, manifest, messages, register_rows, replaced

from flows.after_signing.issue import issue
from flows.after_signing.register_book import rebuild
from flows.errors import UsageError
from flows.numbering.register import open_register
from flows.telling.screen_lines import report_lines


def retitled(bureau, title):
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", title))


def test_issued_papers_keep_a_lasting_copy(bureau):
    bureau.make()
    issued(bureau)
    assert bureau.text(PLAN) == bureau.text(f"phat-hanh/{PLAN}") == "01/KH-UB Lớp bồi dưỡng Bồi dưỡng"
    assert len(list((folder(bureau) / "phat-hanh/giay-moi").iterdir())) == 3


def test_issued_papers_differ_from_the_signed_ones_in_number_and_day_only(bureau):
    words = "{{ van_ban.ky_hieu }}|{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }}"
    papers = docx.Document()
    papers.sections[0].header.paragraphs[0].text = "{{ co_quan.co_quan_ban_hanh }}"
    papers.add_paragraph(words)
    papers.add_paragraph("{{ nguoi.ho_ten }}, {{ nguoi.chuc_vu }}, {{ su_kien.ten_su_kien }}")
    papers.save(bureau.folder / "templates" / "giay-moi.docx")
    bureau.make()
    signed = parts(folder(bureau) / "giay-moi/001-le-van-an.docx")
    issued(bureau)
    out = parts(folder(bureau) / "phat-hanh/giay-moi/001-le-van-an.docx")
    blank = (signed.pop("word/document.xml"), out.pop("word/document.xml"))
    assert signed == out
    number_and_day = ("      /GM-UB|An, ngày 20 tháng 6 năm 2024", "01/GM-UB|An, ngày 08 tháng 7 năm 2024")
    assert blank[0].replace(number_and_day[0], number_and_day[1]) == blank[1]


def test_without_a_day_papers_go_out_under_the_day_that_was_signed_else_today(bureau):
    bureau.template("ke-hoach", "{{ van_ban.ky_hieu }}, {{ van_ban.ngay|ngay_day_du }}")
    bureau.make()
    issued(bureau, "ke-hoach", day=None)
    assert bureau.text(f"phat-hanh/{PLAN}") == "01/KH-UB, ngày 20 tháng 6 năm 2024"
    bureau.write("khac.xlsx", event=bureau.event.replace("AN-01", "AN-02").replace("Ngày ký | 20/6/2024", ""))
    bureau.make()
    report = issue(bureau.order(events=("AN-02",), only=("ke-hoach",)), day=None, at=AT)
    assert [one.issued for event in report.events for one in event.documents] == ["2024-07-06"]
    assert "  Kế hoạch: 1 làm mới; phát hành số 02/KH-UB, ngày 06/7/2024" in report_lines(report, sent=True)


def parts(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}


def test_a_row_changed_after_issue_is_told_at_its_cell_and_nothing_is_remade(bureau):
    bureau.make()
    issued(bureau)
    before = files(bureau)
    retitled(bureau, "Phó thôn")
    report = bureau.make()
    assert files(bureau) == before
    letter = document(report, "giay-moi/001-le-van-an.docx")
    assert (letter.state, letter.change, letter.fields) == ("unchanged", "overtaken", ("Chức vụ",))
    (problem,) = [each for each in report.all_problems if "thay thế" in each.message]
    assert (problem.where.file, problem.where.sheet, problem.where.cell) == ("lop.xlsx", "Danh sách", "B2")
    assert problem.message == (
        "Giấy mời số 01/GM-UB của Lê Văn An đã phát hành mà «Chức vụ» đã đổi; "
        "bản đã phát hành được giữ nguyên, cần văn bản thay thế."
    )
    assert not problem.is_error


def test_the_warning_is_the_same_in_every_run_until_the_row_is_as_it_was(bureau):
    bureau.make()
    issued(bureau)
    retitled(bureau, "Phó thôn")
    first = messages(bureau.make())
    times = bureau.times()
    assert messages(bureau.make()) == first
    assert bureau.times() == times
    bureau.write()
    report = bureau.make()
    assert messages(report) == []
    assert document(report, "giay-moi/001-le-van-an.docx").state == "unchanged"


def test_an_event_changed_after_issue_is_told_once_for_all_its_papers(bureau):
    bureau.template("giay-moi", "{{ nguoi.ho_ten }} {{ su_kien.dia_diem }}")
    bureau.make()
    issued(bureau)
    before = files(bureau)
    bureau.write(event=bureau.event.replace("Hội trường xã", "Nhà văn hóa"))
    report = bureau.make()
    assert files(bureau) == before
    (problem,) = [each for each in report.all_problems if "thay thế" in each.message]
    assert problem.where.cell == "B6"
    assert problem.message.startswith("Giấy mời số 01/GM-UB (3 bản) đã phát hành mà «Địa điểm» đã đổi")


def test_another_template_does_not_remake_an_issued_paper(bureau):
    bureau.make()
    issued(bureau)
    before = (folder(bureau) / PLAN).read_bytes()
    bureau.template("ke-hoach", "mẫu khác {{ van_ban.ky_hieu }}")
    report = bureau.make()
    assert (folder(bureau) / PLAN).read_bytes() == before
    assert document(report, PLAN).fields == ("Mẫu Word",)


def test_a_corrected_name_leaves_the_issued_paper_under_its_old_name(bureau):
    bureau.make()
    issued(bureau)
    before = files(bureau)
    bureau.write(roster=bureau.roster.replace("Hà Thị Bình", "Hà Thị Bính"))
    report = bureau.make(only=("giay-moi",))
    assert files(bureau) == before
    assert document(report, "giay-moi/002-ha-thi-binh.docx").fields == ("Họ và tên",)


def test_a_deleted_issued_paper_comes_back_as_it_was_issued(bureau):
    bureau.make()
    issued(bureau)
    before = (folder(bureau) / PLAN).read_bytes()
    (folder(bureau) / PLAN).unlink()
    bureau.write(event=bureau.event.replace("Mục đích | Bồi dưỡng", "Mục đích | Tập huấn"))
    bureau.make()
    assert (folder(bureau) / PLAN).read_bytes() == before


def test_a_lost_lasting_copy_is_made_again_by_the_next_run(bureau):
    bureau.make()
    issued(bureau)
    before = files(bureau)
    shutil.rmtree(folder(bureau) / "phat-hanh")
    bureau.make()
    assert files(bureau) == before


def test_a_removed_and_returning_person_has_the_issued_paper_again(bureau):
    bureau.make()
    issued(bureau)
    before = files(bureau)
    head, *people = bureau.roster.strip().splitlines()
    bureau.write(roster="\n".join([head, *people[1:]]))
    bureau.make()
    assert (folder(bureau) / "bo/giay-moi/001-le-van-an.docx").exists()
    assert (folder(bureau) / "phat-hanh/giay-moi/001-le-van-an.docx").exists()
    retitled(bureau, "Phó thôn")
    report = bureau.make(only=("giay-moi",))
    assert files(bureau).items() >= {path: before[path] for path in before if "giay-moi" in str(path)}.items()
    assert document(report, "giay-moi/001-le-van-an.docx").change == "overtaken"


def test_a_paper_whose_data_changed_since_it_was_signed_gets_no_number(bureau):
    bureau.make()
    bureau.write(event=bureau.event.replace("Mục đích | Bồi dưỡng", "Mục đích | Tập huấn"))
    report = issued(bureau, "ke-hoach")
    (problem,) = [each for each in report.all_problems if each.is_error]
    assert problem.message == "Kế hoạch đã làm để trình ký khác với dữ liệu hay mẫu bây giờ, nên chưa phát hành."
    assert [row.kind for row in register_rows(bureau)] == ["giay-chung-nhan"] * 3
    assert messages(issued(bureau, "ke-hoach")) == []
    assert bureau.text(PLAN) == "01/KH-UB Lớp bồi dưỡng Tập huấn"


def test_certificates_are_issued_when_asked_and_keep_the_day_they_bear(bureau):
    bureau.make()
    before = bureau.text(AN), (folder(bureau) / AN).read_bytes()
    issued(bureau, "giay-chung-nhan", day=None)
    assert (bureau.text(f"phat-hanh/{AN}"), (folder(bureau) / AN).read_bytes()) == before
    assert {(row.state, row.day) for row in register_rows(bureau)} == {("issued", date(2024, 7, 2))}


def test_certificates_are_issued_on_the_day_that_is_said(bureau):
    bureau.template("giay-chung-nhan", "{{ van_ban.ky_hieu }} {{ van_ban.ngay }}")
    bureau.make()
    issued(bureau, "giay-chung-nhan")
    assert bureau.text(AN) == "001/GCN 08/7/2024"
    assert [row.state for row in register_rows(bureau)] == ["issued"] * 3


def test_replacing_makes_the_old_number_void_and_issues_a_new_paper(bureau):
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    old = (folder(bureau) / AN).read_bytes()
    bureau.write(roster=bureau.roster.replace("Lê Văn An", "Lê Văn Ân"))
    bureau.make()
    replaced(bureau, "001/GCN", "sai dấu")
    new = "giay-chung-nhan/001-le-van-an.docx"
    assert bureau.text(new) == bureau.text(f"phat-hanh/{new}") == "004/GCN Lê Văn Ân"
    assert (folder(bureau) / f"bo/{AN}").read_bytes() == (folder(bureau) / f"bo/phat-hanh/{AN}").read_bytes() == old
    first, *_, last = register_rows(bureau)
    assert (first.symbol, first.state, first.reason) == ("001/GCN", "void", "sai dấu")
    assert (last.symbol, last.state, last.replaces) == ("004/GCN", "issued", first.id)


def test_a_replaced_paper_and_its_successor_name_each_other_in_the_manifest(bureau):
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    replaced(bureau, "001/GCN", "sai dấu")
    told = manifest(bureau)
    (old,) = told["removed"]
    new = next(one for one in told["documents"] if one["path"] == f"AN-01/{AN}")
    assert (old["number"], old["void"], old["replaced_by"]) == ("001/GCN", "sai dấu", "004/GCN")
    assert (new["number"], new["replaces"], new["issued"]) == ("004/GCN", "001/GCN", "2024-07-08")
    bureau.make()
    assert manifest(bureau)["removed"] == told["removed"]
    before = bureau.times()
    bureau.make()
    assert bureau.times() == before


def test_replacing_invitations_replaces_all_that_bear_the_number(bureau):
    bureau.make()
    issued(bureau)
    bureau.write(event=bureau.event.replace("Hội trường xã", "Nhà văn hóa"))
    replaced(bureau, "01/GM-UB", "đổi địa điểm")
    assert {bureau.text(f"giay-moi/{path.name}")[:8] for path in (folder(bureau) / "giay-moi").iterdir()} == {
        "02/GM-UB"
    }
    assert len(list((folder(bureau) / "bo/phat-hanh/giay-moi").iterdir())) == 3


def test_a_void_certificate_leaves_and_is_not_made_again_until_it_is_replaced(bureau):
    bureau.make()
    with open_register(bureau.order().register_target) as register:
        register.void("001/GCN", "in hỏng", at=AT)
    report = bureau.make()
    assert not (folder(bureau) / AN).exists()
    assert (folder(bureau) / f"bo/{AN}").exists()
    (problem,) = [each for each in report.all_problems if "đã hủy" in each.message]
    assert "vanthu issue AN-01 --replace 001/GCN" in problem.fix
    assert problem.where.cell == "A2"
    before = bureau.times()
    bureau.make()
    assert bureau.times() == before
    replaced(bureau, "001/GCN", why="")
    assert bureau.text(AN) == "004/GCN Lê Văn An"


def test_a_void_plan_is_made_again_without_number_for_another_signature(bureau):
    bureau.make()
    issued(bureau)
    with open_register(bureau.order().register_target) as register:
        register.void("01/KH-UB", "sai căn cứ", at=AT)
    bureau.make()
    assert bureau.text(PLAN).startswith("      /KH-UB")
    assert bureau.text(f"bo/{PLAN}").startswith("01/KH-UB")
    issued(bureau, "ke-hoach")
    assert bureau.text(PLAN).startswith("      /KH-UB")
    replaced(bureau, "01/KH-UB", why="")
    assert bureau.text(PLAN) == bureau.text(f"phat-hanh/{PLAN}") == "02/KH-UB Lớp bồi dưỡng Bồi dưỡng"


@pytest.mark.parametrize(("paper", "why"), [("009/GCN", "x"), ("001/GCN", " "), ("", "x"), ("Lê Văn An", "")])
def test_replacing_needs_a_number_that_is_there_and_a_reason(bureau, paper, why):
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    before = register_rows(bureau)
    with pytest.raises(UsageError):
        replaced(bureau, paper, why)
    assert register_rows(bureau) == before


def test_a_paper_is_replaced_by_its_persons_name_too(bureau):
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    replaced(bureau, "Vũ Cảnh", "sai")
    assert bureau.text("giay-chung-nhan/003-vu-canh.docx") == "004/GCN Vũ Cảnh"


def test_the_register_says_who_gave_the_number(bureau):
    bureau.make(who="van.thu")
    assert {row.who for row in register_rows(bureau)} == {"van.thu"}


def test_a_register_rebuilt_from_outputs_knows_what_was_issued_and_what_is_void(bureau):
    bureau.make()
    issued(bureau)
    issued(bureau, "giay-chung-nhan")
    replaced(bureau, "002/GCN", "sai dấu")
    bureau.make()
    target = bureau.order().register_target
    before, times = told(bureau), files(bureau)
    shutil.move(target, bureau.folder / "elsewhere.sqlite")
    list(rebuild(target, bureau.outputs, at=AT))
    assert told(bureau) == before
    retitled(bureau, "Phó thôn")
    bureau.make()
    assert files(bureau) == times


def told(bureau):
    rows = register_rows(bureau)
    symbols = {row.id: row.symbol for row in rows}
    return {(row.symbol, row.state, row.reason, row.day, symbols.get(row.replaces, "")) for row in rows}


def test_numbers_that_went_out_on_several_days_are_told_day_by_day_and_in_order(bureau):
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    report = replaced(bureau, "001/GCN")
    (line,) = [line for line in report_lines(report, sent=True) if "Giấy chứng nhận" in line]
    assert line.endswith("phát hành số 002/GCN, 003/GCN, ngày 02/7/2024; số 004/GCN, ngày 08/7/2024")


def test_who_asks_to_replace_an_unknown_number_is_offered_the_others_in_vietnamese(bureau):
    bureau.make()
    issued(bureau)
    with pytest.raises(UsageError, match=r"01/GM-UB/2024: giấy mời \(AN-01\); 01/KH-UB/2024: kế hoạch \(AN-01\)"):
        replaced(bureau, "999/GCN")
