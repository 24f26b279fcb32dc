"""What a secretary can rely on in outputs/: names, numbers, reruns, hand-made changes; another office, another year."""

import json
import zipfile
from pathlib import Path

from office import EVENT, OFFICE, PEOPLE, Office
from openpyxl import Workbook


def documents(result, kind=None):
    return [d for event in result["events"] for d in event["documents"] if kind in (None, d["kind"])]


def test_everything_due_is_made_under_its_name(office):
    code, result = office.run()
    assert code == 0
    assert sorted(d["path"] for d in documents(result)) == [
        "DT-12/giay-chung-nhan/001-nguyen-van-an.docx",
        "DT-12/giay-chung-nhan/002-ho-thi-binh.docx",
        "DT-12/giay-moi/001-nguyen-van-an.docx",
        "DT-12/giay-moi/002-ho-thi-binh.docx",
        "DT-12/giay-moi/003-h-hen-nie.docx",
        "DT-12/ke-hoach.docx",
        "DT-12/tin-bai.docx",
    ]


def test_certificates_are_numbered_and_plans_wait(office):
    _, result = office.run()
    assert [d["number"] for d in documents(result, "giay-chung-nhan")] == ["001/GCN", "002/GCN"]
    assert [d["number"] for d in documents(result, "ke-hoach")] == [None]


def test_the_manifest_says_what_stands(office):
    _, result = office.run()
    manifest = json.loads((office.root / "outputs/DT-12/manifest.json").read_text(encoding="utf-8"))
    assert manifest["event"] == "DT-12"
    assert manifest["title"] == EVENT["Tên sự kiện"]
    assert {d["path"] for d in manifest["documents"]} == {d["path"] for d in documents(result)}
    assert all(len(d["template_sha256"]) == 64 for d in manifest["documents"])


def test_a_second_run_touches_nothing(office):
    office.run()
    before, register = office.tree(), (office.root / "so-dang-ky.sqlite").stat().st_mtime_ns
    code, result = office.run()
    assert code == 0
    assert {d["state"] for d in documents(result)} == {"unchanged"}
    assert office.tree() == before
    assert (office.root / "so-dang-ky.sqlite").stat().st_mtime_ns == register


def test_the_same_inputs_elsewhere_give_the_same_bytes(office, tmp_path_factory):
    other = Office(tmp_path_factory.mktemp("other"))
    assert documents(office.run()[1]) == documents(other.run()[1])


def test_a_changed_row_remakes_its_documents_with_their_numbers(office):
    office.template("giay-chung-nhan", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }} {{ nguoi.chuc_vu }}")
    office.run()
    office.event(people=((1, "Nguyễn Văn An", "Phó Bí thư", "xã Đức Thọ", "hoàn thành"), *PEOPLE[1:]))
    _, result = office.run()
    made = [d for d in documents(result) if d["state"] == "made"]
    assert [(d["path"], d["number"]) for d in made] == [("DT-12/giay-chung-nhan/001-nguyen-van-an.docx", "001/GCN")]
    assert office.text(made[0]["path"]) == "001/GCN Nguyễn Văn An Phó Bí thư"


def test_a_corrected_name_and_a_new_order_of_rows_keep_the_number(office):
    office.run()
    corrected = (PEOPLE[1], (2, "Nguyễn Văn Ân", "Bí thư", "xã Đức Thọ", "hoàn thành"))
    office.event(people=corrected)
    numbers = {d["recipient"]: d["number"] for d in documents(office.run()[1], "giay-chung-nhan")}
    assert numbers == {"Hồ Thị Bình": "002/GCN", "Nguyễn Văn Ân": "001/GCN"}


def test_a_new_row_gets_the_next_number_and_a_removed_ones_stays_taken(office):
    office.run()
    office.event(people=(PEOPLE[0], (3, "Lê Mới", "Bí thư", "thôn Nam", "hoàn thành")))
    _, result = office.run()
    assert {d["recipient"]: d["number"] for d in documents(result, "giay-chung-nhan")} == {
        "Nguyễn Văn An": "001/GCN", "Lê Mới": "003/GCN",
    }  # fmt: skip
    assert (office.root / "outputs/DT-12/bo/giay-chung-nhan/002-ho-thi-binh.docx").is_file()
    office.event()
    back = {d["recipient"]: d["number"] for d in documents(office.run()[1], "giay-chung-nhan")}
    assert back["Hồ Thị Bình"] == "002/GCN"


def test_a_document_changed_by_hand_is_kept_and_the_new_one_stands_beside_it(office):
    office.run()
    edited = office.root / "outputs/DT-12/giay-moi/001-nguyen-van-an.docx"
    edited.write_bytes(b"the clerk's own words")
    _, result = office.run()
    assert [d["path"] for d in documents(result) if d["state"] == "kept"] == ["DT-12/giay-moi/001-nguyen-van-an.docx"]
    assert edited.read_bytes() == b"the clerk's own words"
    assert edited.with_name("001-nguyen-van-an.moi.docx").is_file()


def test_a_kind_asked_for_is_made_before_it_is_due_and_leaves_the_others_alone(office):
    office.event(people=None)
    code, result = office.run("tin-bai")
    assert code == 0
    assert [d["kind"] for d in documents(result)] == ["tin-bai"]


def test_a_slot_without_data_prints_itself_and_is_a_warning_at_the_events_cell(office):
    office.template("ke-hoach", "Liên hệ: {{ su_kien.lien_he }}")
    office.event(Liên_hệ=None)
    code, result = office.run("ke-hoach")
    assert code == 0
    assert office.text("DT-12/ke-hoach.docx") == "Liên hệ: [CẦN BỔ SUNG: Liên hệ]"
    (problem,) = result["events"][0]["problems"]
    assert (problem["severity"], problem["file"], problem["cell"]) == ("warning", "su-kien.xlsx", "B10")


def test_dates_of_another_year_and_month_span_print_as_offices_write_them(office):
    office.template(
        "ke-hoach",
        "{{ khoang_ngay(su_kien.ngay_bat_dau, su_kien.ngay_ket_thuc) }}",
        "{{ su_kien.ngay_bat_dau|ngay_day_du }}, {{ su_kien.ngay_bat_dau|thu }}, {{ su_kien.gio_bat_dau|gio_phut }}",
        "{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }} / {{ van_ban.ky_hieu }} / {{ co_quan.nguoi_ky }}",
        "{{ su_kien.ngay_bat_dau }} {{ su_kien.ngay_bat_dau|am_lich }}",
    )
    office.event(Ngày_ký="22/12/2025", Số="7")
    office.run("ke-hoach")
    assert office.text("DT-12/ke-hoach.docx").split("\n") == [
        "30/12/2025 - 02/01/2026",
        "ngày 30 tháng 12 năm 2025, thứ Ba, 14 giờ 00 phút",
        "Đức Thọ, ngày 22 tháng 12 năm 2025 / 07/KH-MTTQ-BTT / Phan Thị Ký",
        "30/12/2025 ngày 11 tháng 11 năm Ất Tỵ",
    ]


def test_text_of_a_cell_is_text(office):
    office.template("giay-moi", "{{ nguoi.chuc_vu }}|{{ nguoi.ghi_chu }}")
    noise = (1, "Nguyễn Văn An", "{{ 7*7 }} <b>&amp; R&D;", "xã Đức Thọ", "=1+1\ndòng hai")
    office.event(people=(noise,), headings=("STT", "Họ và tên", "Chức vụ", "Đơn vị", "Ghi chú"))
    office.run("giay-moi")
    assert office.text("DT-12/giay-moi/001-nguyen-van-an.docx").startswith("{{ 7*7 }} <b>&amp; R&D;|")


def test_an_event_sheet_may_hold_several_events_with_rosters_by_code(office):
    (office.root / "inputs/su-kien.xlsx").unlink()
    book = Workbook()
    book.active.append(list(EVENT))
    book.active.append([*EVENT.values()])
    book.active.append([*{**EVENT, "Mã sự kiện": "DT-13", "Tên sự kiện": "Lớp tập huấn"}.values()])
    roster = book.create_sheet("ds")
    roster.append(["Mã sự kiện", "Họ và tên", "Chức vụ", "Đơn vị"])
    roster.append(["DT-13", "Lê Thị Hoa", "Bí thư", "thôn Đông"])
    roster.append(["DT-12", "Vũ Văn Sơn", "Bí thư", "thôn Tây"])
    book.save(office.root / "inputs/nhieu.xlsx")
    _, result = office.run("giay-moi")
    assert sorted(d["path"] for d in documents(result)) == [
        "DT-12/giay-moi/001-vu-van-son.docx",
        "DT-13/giay-moi/001-le-thi-hoa.docx",
    ]


def test_the_office_valid_that_day_signs(office):
    old = {**OFFICE, "Người ký": "Người Cũ"}
    office.stationery(old)
    office.template("ke-hoach", "{{ co_quan.nguoi_ky }} {{ su_kien.nguoi_ky }}")
    office.run("ke-hoach")
    assert office.text("DT-12/ke-hoach.docx") == "Người Cũ Người Cũ"


def test_a_photograph_beside_the_workbook_is_printed_in_the_news(office):
    pixel = bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
        "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
    )
    (office.root / "inputs/anh.png").write_bytes(pixel)
    office.template("tin-bai", "{{ su_kien.anh }}")
    office.event(Ảnh="anh.png")
    code, _ = office.run("tin-bai")
    assert code == 0
    with zipfile.ZipFile(office.root / "outputs/DT-12/tin-bai.docx") as package:
        assert [package.read(name) for name in package.namelist() if name.startswith("word/media/")] == [pixel]


def test_a_photograph_that_is_no_picture_leaves_its_slot(office):
    (office.root / "inputs/anh.png").write_bytes(b"no picture")
    office.template("tin-bai", "{{ su_kien.anh }}")
    office.event(Ảnh="anh.png")
    office.run("tin-bai")
    assert office.text("DT-12/tin-bai.docx") == "[CẦN BỔ SUNG: Ảnh]"


def test_a_month_without_its_day_prints_with_room_for_it(office):
    office.template("ke-hoach", "{{ su_kien.ngay_ky }} / {{ van_ban.ngay }}")
    office.event(Ngày_ký="tháng 12/2025")
    office.run("ke-hoach")
    assert office.text("DT-12/ke-hoach.docx") == "ngày      tháng 12 năm 2025 / ngày      tháng 12 năm 2025"


def test_a_stop_at_the_end_of_a_cell_is_not_doubled(office):
    template = Path("templates/giay-moi.docx").read_bytes()
    (office.root / "templates/giay-moi.docx").write_bytes(template)
    office.event(Địa_điểm="Nhà văn hóa xã.", Tên_sự_kiện="Hội nghị tổng kết.", Liên_hệ="Văn phòng;")
    office.run("giay-moi")
    told = office.text("DT-12/giay-moi/001-nguyen-van-an.docx")
    assert "Địa điểm: Nhà văn hóa xã.\n" in told
    assert "Tới dự Hội nghị tổng kết.\n" in told
    assert "Liên hệ: Văn phòng.\n" in told


def test_a_cell_of_time_that_holds_only_hours_gives_the_hours(office):
    office.template("ke-hoach", "{{ su_kien.gio_bat_dau|gio_h }} - {{ su_kien.gio_ket_thuc|gio_h }}")
    office.event(without=("Giờ",), Thời_gian="7h30 - 11h30")
    code, _ = office.run("ke-hoach")
    assert code == 0
    assert office.text("DT-12/ke-hoach.docx") == "07h30 - 11h30"
