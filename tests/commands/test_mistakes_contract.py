"""Bad input: exit 1, the message with its cell, and everything else made."""

import pytest
from office import EVENT, OFFICE, PEOPLE
from openpyxl import load_workbook


def found(result):
    events = [problem for event in result["events"] for problem in event["problems"]]
    return [p for p in (*events, *result["problems"]) if p["severity"] == "error"]


def kinds(result):
    return sorted({d["kind"] for event in result["events"] for d in event["documents"]})


def test_a_date_of_month_thirteen_is_named_with_its_cell(office):
    office.event(Ngày_bắt_đầu="01/13/2025")
    code, result = office.run()
    (problem,) = found(result)
    assert code == 1
    assert (problem["file"], problem["sheet"], problem["cell"]) == ("su-kien.xlsx", "Sheet", "B3")
    assert problem["heading"] == "Ngày bắt đầu"
    assert "13" in problem["message"]
    assert problem["fix"]
    assert kinds(result) == []


def test_an_end_before_the_start_is_named_at_the_end(office):
    office.event(Ngày_kết_thúc="29/12/2025")
    code, result = office.run()
    assert code == 1
    assert [p["cell"] for p in found(result)] == ["B4"]


def test_a_name_that_is_a_number_holds_back_that_person_only(office):
    office.event(people=((1, 12345, "Bí thư", "xã Đức Thọ", "hoàn thành"), *PEOPLE[1:]))
    code, result = office.run()
    assert code == 1
    assert [(p["sheet"], p["cell"]) for p in found(result)] == [("Sheet2", "B2")]
    assert kinds(result) == ["giay-chung-nhan", "giay-moi", "ke-hoach", "tin-bai"]
    invited = [d["recipient"] for d in result["events"][0]["documents"] if d["kind"] == "giay-moi"]
    assert invited == ["Hồ Thị Bình", "H'Hen Niê"]


def test_a_missing_place_holds_back_the_kinds_that_use_it(office):
    office.event(without=("Địa điểm",))
    code, result = office.run()
    assert code == 1
    assert [p["heading"] for p in found(result)] == ["Địa điểm"]
    assert kinds(result) == ["giay-chung-nhan", "tin-bai"]


@pytest.mark.parametrize("heading", ["Mã sự kiện", "Tên sự kiện", "Ngày bắt đầu", "Đơn vị tổ chức"])
def test_a_field_that_every_paper_needs_holds_back_the_event(office, heading):
    office.event("khac.xlsx", Mã_sự_kiện="KHAC")
    office.event(without=(heading,))
    code, result = office.run()
    assert code == 1
    assert [p["heading"] for p in found(result)] == [heading]
    assert {d["path"].split("/")[0] for event in result["events"] for d in event["documents"]} == {"KHAC"}


def test_a_file_that_is_no_workbook_is_named_and_the_rest_is_made(office):
    (office.root / "inputs/hong.xlsx").write_bytes(b"PK no workbook")
    code, result = office.run()
    assert code == 1
    assert [p["file"] for p in found(result)] == ["hong.xlsx"]
    assert kinds(result) == ["giay-chung-nhan", "giay-moi", "ke-hoach", "tin-bai"]


def test_a_workbook_without_an_event_sheet_is_named(office):
    office.event("chi-danh-sach.xlsx", without=tuple(EVENT))
    code, result = office.run()
    assert code == 1
    assert [p["file"] for p in found(result)] == ["chi-danh-sach.xlsx"]


def test_one_code_on_two_sheets_is_named_at_both_and_made_by_none(office):
    office.event("lan-hai.xlsx")
    code, result = office.run()
    assert code == 1
    assert sorted((p["file"], p["cell"]) for p in found(result)) == [("lan-hai.xlsx", "B1"), ("su-kien.xlsx", "B1")]
    assert kinds(result) == []


def test_an_office_that_nobody_knows_lists_the_candidates(office):
    office.stationery(OFFICE, {**OFFICE, "Tên đầy đủ": "Cơ quan khác"})
    office.event(Đơn_vị_tổ_chức="Ban nào đó")
    code, result = office.run()
    (problem,) = found(result)
    assert code == 1
    assert problem["cell"] == "B7"
    assert "Cơ quan khác" in problem["message"]


def test_a_mended_workbook_makes_only_the_difference(office):
    office.event(people=((1, 12345, "Bí thư", "xã Đức Thọ", "hoàn thành"), *PEOPLE[1:]))
    office.run()
    office.event()
    code, result = office.run()
    assert code == 0
    made = sorted(d["path"] for e in result["events"] for d in e["documents"] if d["state"] == "made")
    assert [path.split("/")[1] for path in made] == ["giay-chung-nhan", "giay-moi"]


def test_a_roster_that_cannot_be_read_removes_nobody(office):
    folder = office.root / "inputs" / "lop"
    folder.mkdir()
    (office.root / "inputs/su-kien.xlsx").rename(folder / "su-kien.xlsx")
    office.run()
    (folder / "su-kien.xlsx").unlink()
    office.event("lop/su-kien.xlsx", people=None)
    (folder / "danh-sach.xlsx").write_bytes(b"being copied")
    code, _ = office.run()
    assert code == 1
    assert not (office.root / "outputs/DT-12/bo").exists()
    assert (office.root / "outputs/DT-12/giay-moi/001-nguyen-van-an.docx").is_file()


def test_an_annotated_copy_stands_in_loi_until_the_workbook_is_mended(office):
    office.event(Ngày_bắt_đầu="01/13/2025")
    office.run()
    copy = office.root / "outputs/loi/su-kien.loi.xlsx"
    assert load_workbook(copy).sheetnames == ["Cần sửa", "Sheet", "Sheet2"]
    office.event()
    office.run()
    assert not copy.exists()


def test_a_mended_copy_that_takes_the_place_of_its_original_is_read_as_the_workbook(office):
    office.event(Ngày_bắt_đầu="01/13/2025")
    office.run()
    mended = load_workbook(office.root / "outputs/loi/su-kien.loi.xlsx")
    next(row for row in mended["Sheet"].iter_rows() if row[0].value == "Ngày bắt đầu")[1].value = "30/12/2025"
    mended.save(office.root / "inputs/su-kien.loi.xlsx")
    (office.root / "inputs/su-kien.xlsx").unlink()
    code, result = office.run()
    assert (code, found(result)) == (0, [])
    assert {"ke-hoach", "giay-moi"} <= set(kinds(result))


def test_a_copy_beside_its_original_is_passed_over_with_a_warning(office):
    office.event(Ngày_bắt_đầu="01/13/2025")
    office.run()
    copy = office.root / "outputs/loi/su-kien.loi.xlsx"
    (office.root / "inputs/su-kien.loi.xlsx").write_bytes(copy.read_bytes())
    before = copy.read_bytes()
    _, result = office.run()
    assert [p["file"] for p in result["problems"]] == ["su-kien.loi.xlsx"]
    assert {p["severity"] for p in result["problems"]} == {"warning"}
    assert copy.read_bytes() == before
    assert [path.name for path in (office.root / "outputs/loi").glob("[!.]*")] == ["su-kien.loi.xlsx"]


def test_two_workbooks_of_one_name_are_called_by_their_folders(office):
    office.event("a/su-kien.xlsx", Mã_sự_kiện="A", Ngày_bắt_đầu="31/06/2025")
    office.event("b/su-kien.xlsx", Mã_sự_kiện="B")
    (office.root / "inputs/su-kien.xlsx").unlink()
    _, result = office.run()
    assert {p["file"] for p in found(result)} == {"a/su-kien.xlsx"}
    assert len(list((office.root / "outputs/loi").glob("*.loi.xlsx"))) == 1


def test_an_unknown_field_of_a_template_is_a_mistake_of_the_configuration(office):
    office.template("giay-moi", "{{ nguoi.ho_tn }}")
    code, result = office.run()
    (problem,) = found(result)
    assert code == 2
    assert problem["file"] == "giay-moi.docx"
    assert "ho_ten" in problem["fix"]
    assert "giay-moi" not in kinds(result)
    assert "giay-chung-nhan" in kinds(result)


def test_everything_wrong_with_an_event_is_told_at_once(office):
    office.stationery(OFFICE, {**OFFICE, "Tên đầy đủ": "Cơ quan khác"})
    office.event(without=("Địa điểm", "Tên sự kiện"), Đơn_vị_tổ_chức="Ban nào đó")
    _, result = office.run()
    assert sorted(p["heading"] for p in found(result)) == ["Tên sự kiện", "Đơn vị tổ chức", "Địa điểm"]


def test_the_only_office_in_force_issues_nothing_for_another_one(office):
    office.event(Đơn_vị_tổ_chức="Ban nào đó")
    code, result = office.run()
    assert code == 1
    told = [p for p in result["events"][0]["problems"] if p["heading"] == "Đơn vị tổ chức"]
    assert [(p["severity"], p["cell"]) for p in told] == [("error", "B7")]
    assert kinds(result) == []


def test_a_kind_made_before_its_time_is_a_warning(office):
    office.event(headings=("STT", "Họ và tên", "Chức vụ", "Đơn vị"), people=[row[:4] for row in PEOPLE])
    code, result = office.run("giay-chung-nhan")
    assert code == 0
    assert any("theo yêu cầu" in p["message"] for p in result["events"][0]["problems"])


def test_stationery_that_cannot_be_read_is_a_mistake_of_the_configuration(office):
    (office.root / "templates/co-quan.xlsx").write_bytes(b"no workbook")
    code, result = office.run()
    assert code == 2
    assert "co-quan.xlsx" in {p["file"] for p in found(result)}


def test_a_result_that_says_neither_yes_nor_no_is_named_and_gives_no_certificate(office):
    office.event(people=((1, "Nguyễn Văn An", "Bí thư", "xã Đức Thọ", "8,5"), *PEOPLE[1:]))
    code, result = office.run()
    assert code == 1
    assert [(p["cell"], p["heading"]) for p in found(result)] == [("E2", "Kết quả")]
    certified = [d["recipient"] for d in result["events"][0]["documents"] if d["kind"] == "giay-chung-nhan"]
    assert certified == ["Hồ Thị Bình"]
