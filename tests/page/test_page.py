"""The office's page as a clerk goes through it: drop, mistakes, papers, issue, replace, approval, books, templates."""

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from page_office import AT
from signed_pdfs import plain_pdf, signer, with_signature
from small_office import EVENT, ROSTER, workbook

from flows.machine import run_progress
from flows.machine.run_progress import Progress, ProgressFile, progress_of
from flows.model.signed_paper import Posted
from flows.numbering.register import open_register
from flows.numbering.tables import IssuedPaper
from flows.page.desk import Run, in_buttons
from flows.page.event_routes import SIGN
from flows.telling.screen_lines import report_lines


def bytes_of(path, **sheets):
    workbook(path, **sheets)
    return Path(path).read_bytes()


def test_the_first_day_says_how_to_begin(office):
    told = office.see()
    assert "Chưa có sự kiện nào" in told
    assert "Uỷ ban xã An" in told


def test_a_dropped_workbook_lies_in_inputs(office, tmp_path):
    content = bytes_of(tmp_path / "khac.xlsx", **{"Sự kiện": EVENT.replace("AN-01", "AN-02"), "Danh sách": ROSTER})
    answer = office.send("/tha", [("lớp hai.xlsx", content), ("ba.xlsx", content)])
    assert answer.text.count("văn bản được làm ngay") == 2
    assert (office.order.inputs / "lớp hai.xlsx").read_bytes() == content


def test_the_same_file_again_changes_nothing(office):
    before = (office.order.inputs / "lop.xlsx").stat().st_mtime_ns
    assert "đã có sẵn, không khác gì" in office.send("/tha", [("lop.xlsx", office.book())]).text
    assert (office.order.inputs / "lop.xlsx").stat().st_mtime_ns == before


@pytest.mark.parametrize("choice", ["thay", "giu"])
def test_a_name_that_exists_asks_first_and_keeps_the_older_file(office, tmp_path, choice):
    old, new = (
        office.book(),
        bytes_of(tmp_path / "moi.xlsx", **{"Sự kiện": EVENT, "Danh sách": ROSTER + "Lê Tư | | | "}),
    )
    asked = office.send("/tha", [("lop.xlsx", new)]).text
    assert "đã có tệp cùng tên" in asked
    assert office.book() == old
    ticket = re.search(r'name="phieu" value="(\w+)"', asked)[1]
    told = office.send("/thay-tep", phieu=ticket, chon=choice).text
    kept = list((office.order.inputs / ".ban-cu").glob("*.xlsx"))
    if choice == "thay":
        assert (office.book(), [one.read_bytes() for one in kept]) == (new, [old])
        assert kept[0].name in told
    else:
        assert (office.book(), kept) == (old, [])
    assert not (office.order.inputs / ".cho-thay").exists()
    assert len(office.made().bureau.make().events) == 1


def test_an_event_shows_its_state_days_place_and_what_there_is_to_sign(office):
    told = office.made().see()
    assert "Sẵn sàng trình ký" in told
    assert "1 kế hoạch, 3 giấy mời, 3 giấy chứng nhận" in told
    assert "Hội trường xã · 3 người" in told


def test_mistakes_are_told_by_cell_with_the_marked_copy(office):
    office.bureau.write(
        roster=ROSTER.replace(
            "Hà Thị Bình | Bí thư | thôn Hai | hoàn thành", "Hà Thị Bình | Bí thư | thôn Hai | 5/13/2024"
        )
    )
    office.bureau.write(
        roster="Họ và tên | Ngày sinh | Kết quả\nLê Văn An | 31/02/1966 | hoàn thành\nVũ Cảnh | 1960 | hoàn thành"
    )
    office.made()
    assert "Cần sửa" in office.see()
    told = office.see("/su-kien/AN-01")
    assert "<code>B2</code>" in told
    [name] = re.findall(r'href="/danh-dau/([^"]+)"', told)
    assert office.browser.get(f"/danh-dau/{name}").content[:2] == b"PK"


def test_a_mistake_that_many_cells_share_is_one_row_with_the_first_of_them(office):
    people = "".join(f"Lê Văn {letter} | 31/02/1966 | hoàn thành\n" for letter in "ABCDEGHIKLMN")
    office.bureau.write(roster="Họ và tên | Ngày sinh | Kết quả\n" + people)
    told = office.made().see("/su-kien/AN-01")
    assert told.count("<code>B2, B3, B4 và 9 ô nữa</code>") == 1
    assert "B13" not in told


def test_people_of_the_roster_without_a_paper_are_listed(office):
    office.made(only=("giay-moi",))
    told = office.see("/su-kien/AN-01")
    assert "chưa có giấy tờ" not in told
    office.bureau.write(roster=ROSTER.replace("Vũ Cảnh", "Đỗ Dung"))
    told = office.made(only=("giay-moi",)).see("/su-kien/AN-01?tim=vu canh")
    assert "Thấy 1 người" in told
    assert "chưa có giấy tờ" in told


def test_a_person_is_erased_after_a_question(office):
    told = office.made().see("/su-kien/AN-01?tim=le van an")
    [key] = re.findall(r'name="khoa" value="([^"]+)"', told)
    asked = office.send("/su-kien/AN-01/xoa", khoa=key).text
    assert "Sẽ xóa Lê Văn An" in asked
    assert key in office.see("/su-kien/AN-01?tim=le van an")
    assert "Đã xóa một người của AN-01" in office.send("/su-kien/AN-01/xoa", khoa=key, chac="1").text
    assert not list(office.order.outputs.rglob("*le-van-an*"))
    told = office.see("/su-kien/AN-01?tim=le van an")
    assert "chưa có giấy tờ" in told  # inputs still have the row, as the answer said
    assert 'name="khoa"' not in told


def test_people_are_found_without_diacritics(office):
    office.made()
    told = office.see("/su-kien/AN-01?tim=le an")
    assert "Thấy 1 người" in told
    assert "Lê Văn An" in told
    assert "Hà Thị Bình" not in told


def test_papers_are_fetched_one_by_one_and_a_whole_kind(office):
    told = office.made().see("/su-kien/AN-01")
    [path] = re.findall(r'href="(/su-kien/AN-01/tep/ke-hoach.docx)"', told)
    answer = office.browser.get(path)
    assert answer.content == (office.order.outputs / "AN-01" / "ke-hoach.docx").read_bytes()
    assert answer.headers["content-disposition"] == 'attachment; filename="ke-hoach.docx"'
    package = zipfile.ZipFile(io.BytesIO(office.browser.get("/su-kien/AN-01/bo/giay-moi").content))
    assert package.namelist() == ["001-le-van-an.docx", "002-ha-thi-binh.docx", "003-vu-canh.docx"]


def test_a_kind_is_made_again_where_its_paper_is_gone(office):
    (office.made().order.outputs / "AN-01" / "ke-hoach.docx").unlink()
    office.send("/su-kien/AN-01/lam", loai="ke-hoach")
    assert (office.order.outputs / "AN-01" / "ke-hoach.docx").exists()


def test_issuing_gives_number_and_day_in_the_words_of_the_command(office):
    told = office.made().send("/su-kien/AN-01/phat-hanh", loai="ke-hoach", ngay="20/6/2024").text
    assert "phát hành số 01/KH-UB, ngày 20/6/2024" in told
    copy = office.order.outputs / "AN-01" / "phat-hanh" / "ke-hoach.docx"
    assert "01/KH-UB" in docx.Document(copy).paragraphs[0].text
    assert "Đã phát hành" in office.see("/su-kien/AN-01")


def test_an_odd_day_is_asked_about_once_before_anything_is_issued(office):
    told = office.made().send("/su-kien/AN-01/phat-hanh", loai="ke-hoach", ngay="04/7/2024").text
    assert "sau ngày sự kiện bắt đầu (01/7/2024)" in told
    assert not (office.order.outputs / "AN-01" / "phat-hanh").exists()
    told = office.send("/su-kien/AN-01/phat-hanh", loai="ke-hoach", ngay="04/7/2024", chac="1").text
    assert "ngày 04/7/2024" in told


def test_a_day_that_is_none_is_refused_and_nothing_is_issued(office):
    told = office.made().send("/su-kien/AN-01/phat-hanh", loai="ke-hoach", ngay="31/02/2024").text
    assert "không phải ngày" in told
    assert not (office.order.outputs / "AN-01" / "phat-hanh").exists()


def test_an_issued_paper_is_replaced_under_another_number(office):
    office.made().send("/su-kien/AN-01/phat-hanh", loai="giay-chung-nhan")
    office.bureau.write(roster=ROSTER.replace("Lê Văn An", "Lê Văn Ân"))
    told = office.send("/su-kien/AN-01/thay", so="001/GCN", ly_do="sai tên").text
    assert "004/GCN" in told
    assert "Đã hủy: sai tên" in office.see("/so?so=cn")


def test_scan_and_mail_stand_beside_the_paper_and_in_the_book(office):
    office.made().send("/su-kien/AN-01/phat-hanh", loai="giay-chung-nhan")
    scan = office.order.outputs / "AN-01/phat-hanh/ban-ky/giay-chung-nhan/001-le-van-an.pdf"
    scan.parent.mkdir(parents=True)
    scan.write_bytes(b"%PDF-1.7")
    with open_register(office.order.register_target) as register:
        key = register.known(IssuedPaper, "AN-01")[1].key
        register.note([Posted("AN-01", "giay-chung-nhan", key, "001/GCN", "sent", "2024-07-08T09:00:00+07:00")])

    seen = office.see("/su-kien/AN-01")
    assert ">Bản quét<" in seen
    assert "· đã gửi thư 08/7/2024" in seen
    assert (
        office.browser.get("/su-kien/AN-01/tep/phat-hanh/ban-ky/giay-chung-nhan/001-le-van-an.pdf").content
        == b"%PDF-1.7"
    )
    assert "có bản quét; đã gửi thư 08/7/2024" in office.see("/so?so=cn&tim=le van an")


def test_who_signed_stands_beside_the_paper(office, tmp_path):
    office.made()
    signed = with_signature(plain_pdf(), "NguoiKy", signer(tmp_path, "Lê Thị Toan"))
    for path in ("ke-hoach.pdf", "giay-chung-nhan/001-le-van-an.pdf"):
        (office.order.outputs / "AN-01" / path).write_bytes(signed)
    for kind in ("ke-hoach", "giay-chung-nhan"):
        office.send("/su-kien/AN-01/phat-hanh", loai=kind)

    seen = office.see("/su-kien/AN-01")
    assert seen.count("ký số: Lê Thị Toan, ") == 2
    assert "1 bản ký số" in seen


def test_a_number_is_made_void_and_stands_so_in_the_book(office):
    office.made()
    assert "Đã hủy số 002/GCN" in office.send("/so/huy", so="002/GCN", ly_do="in hỏng").text
    assert "Đã hủy: in hỏng" in office.see("/so?so=cn&tim=ha thi binh")


def test_void_without_a_reason_is_refused(office):
    assert "Thiếu số hoặc lý do hủy" in office.made().send("/so/huy", so="002/GCN", ly_do=" ").text


def test_the_books_are_searched_and_fetched(office):
    office.made()
    assert "1 dòng trên 3" in office.see("/so?so=cn&tim=vu canh")
    assert office.browser.get("/so/tai").content[:2] == b"PK"


def test_the_page_says_what_the_command_says(office):
    office.made()
    report = office.bureau.make(events=("AN-01",), only=("tin-bai",))
    told = office.send("/su-kien/AN-01/phat-hanh", loai="ke-hoach", ngay="20/6/2024").text
    assert next(report_lines(report)) in told


def test_what_waits_for_a_word_is_shown_and_answered(office):
    office.runs.waiting = Run("7", "Chờ duyệt – Lớp bồi dưỡng", "duyet", "", AT, ("AN-01",))
    assert 'href="/duyet/7"' in office.see()
    assert "Sẽ làm 8 văn bản, cấp 3 số." in office.see("/duyet/7")
    assert not office.order.outputs.exists()
    assert "Đã duyệt" in office.send("/duyet/7", chon="duyet").text
    assert (office.order.outputs / "AN-01" / "ke-hoach.docx").exists()
    assert "Không còn chờ duyệt" in office.see("/duyet/7")
    told = office.send("/duyet/7", chon="khong").text
    assert "Không còn chờ duyệt" in told
    assert "Không duyệt:" not in told


def test_the_office_and_its_templates_are_shown_and_fetched(office):
    told = office.see("/co-quan")
    assert "{so}/KH-UB" in told
    assert "mẫu giấy mời, dùng được" in told
    assert office.browser.get("/co-quan/tep/giay-moi.docx").content[:2] == b"PK"


def test_a_template_with_an_unknown_word_is_not_taken(office, tmp_path):
    before = (office.order.templates / "giay-moi.docx").read_bytes()
    page = docx.Document()
    page.add_paragraph("{{ nguoi.ho_tenn }}")
    page.save(tmp_path / "x.docx")
    told = office.send("/co-quan/tep", [("giay-moi.docx", (tmp_path / "x.docx").read_bytes())]).text
    assert "Không nhận giay-moi.docx" in told
    assert "ho_tenn" in told
    assert (office.order.templates / "giay-moi.docx").read_bytes() == before


def test_a_sound_template_is_taken_and_the_older_one_kept(office, tmp_path):
    before = (office.order.templates / "tin-bai.docx").read_bytes()
    page = docx.Document()
    page.add_paragraph("Tin: {{ su_kien.ten_su_kien }}")
    page.save(tmp_path / "x.docx")
    assert (
        "Đã thay tin-bai.docx"
        in office.send("/co-quan/tep", [("tin-bai.docx", (tmp_path / "x.docx").read_bytes())]).text
    )
    assert [one.read_bytes() for one in (office.order.templates / ".ban-cu").iterdir()] == [before]


def test_settings_show_no_secret(office, tmp_path):
    (tmp_path / "cai-dat.toml").write_text('[phuc_vu]\nmat_khau = "rat-bi-mat-1"\nduyet = true', "utf-8")
    told = office.see("/co-quan")
    assert "rat-bi-mat-1" not in told
    assert "đã đặt" in told


def test_the_guide_and_a_blank_workbook_are_there(office):
    assert "Ký xong: phát hành" in office.see("/huong-dan/outputs/README.md")
    book = openpyxl.load_workbook(io.BytesIO(office.browser.get("/mau").content))
    assert "Uỷ ban xã An" in [cell.value for cell in book["Hướng dẫn"]["A"]]


def test_a_year_that_is_none_shows_the_whole_book(office):
    assert office.browser.get(f"/so?nam={'9' * 5000}").status_code == 200


def test_the_sign_of_what_goes_on_changes_with_the_papers(office):
    def sign():
        return office.browser.get("/tinh-hinh").headers[SIGN]

    before = sign()
    assert sign() == before
    office.made()
    assert sign() != before
    for page in ("/", "/su-kien/AN-01"):  # a run that ends while the page comes is not missed
        assert f'data-dau="{sign()}"' in office.see(page)


def test_how_far_a_run_is_goes_through_a_file_to_the_page_of_that_run_alone(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(run_progress, "EVERY", 3600)
    assert progress_of("9") is None
    told = ProgressFile("9")
    told.step("Cấp số")
    told.papers(1, 3000)  # at once after the step: not written, for nobody could see it
    assert progress_of("9") == Progress("9", "Cấp số")
    assert progress_of("8") is None
    ProgressFile("8").papers(300, 3000)
    assert progress_of("8") == Progress("8", "In văn bản", 300, 3000)


def test_a_folder_is_kept_as_an_events_folder_and_asks_before_it_replaces(office, tmp_path):
    content = bytes_of(tmp_path / "x.xlsx", **{"Sự kiện": EVENT.replace("AN-01", "AN-02")})
    paths = ["Lớp hai/x.xlsx", "Lớp hai/xã/anh.jpg"]
    for again in (False, True):
        files = [("x.xlsx", content + b" " * again), ("anh.jpg", b"x")]
        told = office.send("/tha", files, duong="|".join(paths), bo_qua="Lớp hai/ghi.docx").text
        assert "không phải bảng tính hay ảnh: Lớp hai/ghi.docx." in told
    assert "<strong>Lớp hai/x.xlsx</strong>" in told
    ticket = re.search(r'name="phieu" value="(\w+)"', told)[1]
    office.send("/thay-tep", phieu=ticket, chon="thay")
    assert (office.order.inputs / paths[0]).read_bytes() == content + b" "
    assert (office.order.inputs / paths[1]).read_bytes() == b"x"
    assert [one.read_bytes() for one in (office.order.inputs / "Lớp hai" / ".ban-cu").iterdir()] == [content]


def test_paths_that_fit_no_file_are_refused(office):
    assert office.send("/tha", [("x.xlsx", b"x")], duong="a/x.xlsx|b/y.xlsx").status_code == 400
    assert not (office.order.inputs / "x.xlsx").exists()


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ('phát hành bản thay thế: vanthu issue AN-01 --replace 001/GCN --why "lý do".', "phát hành bản thay thế: nút «Thay» ở trang sự kiện."),
        ("phát hành văn bản thay thế (vanthu issue --replace).", "phát hành văn bản thay thế (nút «Thay» ở trang sự kiện)."),
        ("Muốn cấp lại: vanthu issue AN-01 --replace 2/GCN; không thì bỏ dòng này.", "Muốn cấp lại: nút «Thay» ở trang sự kiện; không thì bỏ dòng này."),
        ('in hỏng thì: vanthu register void 2/GCN --why "in hỏng"', "in hỏng thì: «Hủy một số» ở trang Sổ"),
        ("Ghi vào bảng tính, chạy vanthu run, rồi chạy lại lệnh này.", "Ghi vào bảng tính, chọn «Làm lại», rồi chọn lại «Thay»."),
        ("Xem các số đã cấp: vanthu register.", "Xem các số đã cấp: trang Sổ."),
        ("dựng lại sổ: vanthu register --rebuild", "dựng lại sổ: vanthu register --rebuild"),
        ("Ghi đúng ngày ký: --date NGÀY.", "Ghi đúng ngày ký vào ô ngày."),
        ("Quét các tờ còn thiếu, rồi chạy lại vanthu scan.", "Quét các tờ còn thiếu, rồi chọn lại «Gửi bản quét»."),
        ("Sửa ô này rồi chạy lại vanthu send.", "Sửa ô này rồi chọn lại «Xem thư sẽ gửi»."),
        ("Xem lỗi: vanthu check, rồi vanthu run.", "Xem lỗi: trang sự kiện, rồi «Làm lại»."),
        ("như trong tệp mẫu (vanthu new)", "như trong tệp mẫu (nút «Tải tệp mẫu»)"),
    ],
)  # fmt: skip
def test_a_message_names_buttons_where_the_command_says_commands(told, shown):
    assert in_buttons(told) == shown
