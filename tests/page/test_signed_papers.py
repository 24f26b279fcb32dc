"""After the signature, on the page as by the commands: scans filed, letters shown and sent, what changes nothing asked."""

import re

import pytest
from page_office import PageOffice
from post_office import mail_server
from scanner import sheet, stack
from small_office import CERTIFICATE, ROSTER

from flows.steps.record_papers import codes_in
from flows.telling.screen_lines import TOLD_LATER

EVENT = "/su-kien/AN-01"
KIND = "giay-chung-nhan"
SCAN = "AN-01/phat-hanh/ban-ky/giay-chung-nhan/001-le-van-an.pdf"
ADDRESSES = """
Họ và tên | Chức vụ | Đơn vị | Kết quả | Email
Lê Văn An | Trưởng thôn | thôn Một | hoàn thành | an@xa.test
Hà Thị Bình | Bí thư | thôn Hai | hoàn thành | binh@xa.test
Vũ Cảnh | Hội viên | thôn Ba | hoàn thành |
"""


@pytest.fixture
def issued(tmp_path, monkeypatch):
    """An office whose certificates bear codes, and have gone out."""
    monkeypatch.setenv("VANTHU_SETTINGS", str(tmp_path / "cai-dat.toml"))
    office = PageOffice(tmp_path)
    office.bureau.template(KIND, CERTIFICATE)
    office.bureau.write(roster=ADDRESSES)
    (office.order.templates / "thu-moi.txt").write_text(
        "Tiêu đề: {{ van_ban.loai }}\nGửi {{ nguoi.ho_ten }}\n", "utf-8"
    )
    office.made().send(f"{EVENT}/phat-hanh", loai=KIND)
    return office


def scanned(office, folder, name="chong.pdf"):
    code = next(codes_in((office.order.outputs / "AN-01" / KIND / "001-le-van-an.docx").read_bytes()))
    return name, stack(folder / "quet", "chong.pdf", [sheet(code, 180), sheet("la")]).read_bytes()


def settings(office, **values):
    text = "\n".join(f'{name} = "{value}"' for name, value in values.items())
    (office.bureau.folder / "cai-dat.toml").write_text(f"[thong_bao]\n{text}\n", "utf-8")


def hidden(page, name):
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def test_scans_are_filed_and_told_as_the_command_tells_it(issued, tmp_path):
    assert "Gửi bản quét" in issued.see(EVENT)
    told = issued.send(f"{EVENT}/ban-quet", [scanned(issued, tmp_path)]).text
    assert (issued.order.outputs / SCAN).read_bytes()[:4] == b"%PDF"
    for words in (SCAN, "chong.pdf, tờ 2: Không đọc được mã QR", "2 người chưa có bản quét: Hà Thị Bình (002/GCN)"):
        assert words in told
    assert "Đã xếp 1 bản quét." in told
    assert TOLD_LATER not in told
    assert "vanthu" not in told
    assert "1 bản đã xếp từ trước." in issued.send(f"{EVENT}/ban-quet", [scanned(issued, tmp_path)]).text


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("../chong.pdf", b"%PDF-1.7", "ký hiệu không dùng được"),
        ("lop.xlsx", b"PK", "Bảng tính thì thả ở trang «Sự kiện»."),
        ("trong.pdf", b"", "tệp trống"),
        ("hong.pdf", b"%PDF-1.7", "hong.pdf: tệp hỏng hoặc không mở được."),
        ("hong.png", b"khong phai anh", "hong.png: tệp hỏng hoặc không mở được."),
    ],
)
def test_what_is_no_scan_is_told_and_files_nothing(issued, name, content, words):
    assert words in issued.send(f"{EVENT}/ban-quet", [(name, content)]).text
    assert not (issued.order.outputs / "AN-01/phat-hanh/ban-ky").exists()


def test_letters_are_shown_then_asked_about_then_sent_once(issued):
    with mail_server() as post:
        settings(issued, may_chu=post.address, bao_mat="khong", tu="vp@xa.test")
        asked = issued.send(f"{EVENT}/thu", loai="").text
        for words in ("Sẽ gửi 2 thư. 0 thư đã gửi từ trước.", "Đến: Lê Văn An &lt;an@xa.test&gt;", "Gửi Hà Thị Bình"):
            assert words in asked
        assert post.mails == []
        told = issued.send(f"{EVENT}/thu", loai=hidden(asked, "loai"), thu=hidden(asked, "thu"), chac="1").text
        assert "Đã gửi 2 thư. 0 thư đã gửi từ trước." in told
        assert [str(one["To"]) for one in post.mails] == ["Lê Văn An <an@xa.test>", "Hà Thị Bình <binh@xa.test>"]
        assert "Sẽ gửi 0 thư. 2 thư đã gửi từ trước." in issued.send(f"{EVENT}/thu", loai="").text
        assert len(post.mails) == 2


def test_letters_that_differ_from_those_shown_are_asked_about_again(issued):
    with mail_server() as post:
        settings(issued, may_chu=post.address, bao_mat="khong", tu="vp@xa.test")
        asked = issued.send(f"{EVENT}/thu", loai=KIND).text
        issued.bureau.write(roster=ADDRESSES.replace("an@xa.test", "an.moi@xa.test"))
        again = issued.send(f"{EVENT}/thu", loai=KIND, thu=hidden(asked, "thu"), chac="1").text
        assert "an.moi@xa.test" in again
        assert "Gửi 2 thư" in again
        assert post.mails == []


def test_without_a_mail_server_letters_are_shown_and_no_button_sends_them(issued):
    shown = issued.send(f"{EVENT}/thu", loai="").text
    assert "Đến: Lê Văn An" in shown
    assert "còn thiếu «may_chu» (tên:cổng)" in shown
    assert 'name="chac"' not in shown


def test_a_replacement_that_would_say_the_same_is_asked_about_first(issued):
    fields = {"so": "001/GCN", "ly_do": "mất bản giấy", "ngay": ""}
    asked = issued.send(f"{EVENT}/thay", **fields).text
    assert "Giấy chứng nhận số 001/GCN không có gì đổi" in asked
    assert hidden(asked, "ly-do") == "mất bản giấy"
    assert "Đã hủy" not in issued.see("/so?so=cn")
    assert "004/GCN" in issued.send(f"{EVENT}/thay", **fields, chac="1").text
    assert "Đã hủy: mất bản giấy" in issued.see("/so?so=cn")


def test_a_replacement_with_another_name_or_day_is_not_asked_about(issued):
    issued.bureau.write(roster=ADDRESSES.replace("Vũ Cảnh", "Vũ Cảnh Toàn"))
    for number, day in (("003/GCN", ""), ("001/GCN", "08/7/2024")):
        assert "vẫn thay?" not in issued.send(f"{EVENT}/thay", so=number, ly_do="ghi sai", ngay=day).text


def test_equal_blanks_are_one_line_before_and_after_issue(office):
    people = "".join(f"Trần Văn {letter}nh | | thôn {letter} | hoàn thành\n" for letter in "BCDGHKLMNPQRSTVX")
    office.bureau.template("ke-hoach", "{{ su_kien.kinh_phi }} {{ su_kien.lien_he }}")
    office.bureau.write(roster=f"{ROSTER.strip()}\n{people}")
    seen = office.made().see(EVENT)
    assert "16 bản còn chỗ trống «Chức vụ»" in seen
    assert "Kế hoạch còn 2 chỗ trống: «Kinh phí», «Liên hệ»." in seen
    told = office.send(f"{EVENT}/phat-hanh", loai="giay-moi").text
    assert told.count("LỖI:") == 1
    assert "16 giấy mời (Trần Văn Bnh; " in told
