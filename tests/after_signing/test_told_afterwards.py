"""After the signature every book, page and notice says whose scan is filed and who was mailed; who is forgotten is not."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from post_office import mail_server
from scanner import sheet, stack
from small_office import AT, CERTIFICATE, Bureau

from flows.after_signing.forget import Wish, forget, found
from flows.after_signing.issue import issue
from flows.after_signing.mail_people import send
from flows.after_signing.register_book import entries, export, holders, notes
from flows.after_signing.scans import scan
from flows.model.signed_paper import Posted
from flows.numbering.register import open_register
from flows.settings import Notices
from flows.steps.record_papers import codes_in
from flows.telling.preview import renew_pages

NOW = datetime(2024, 7, 8, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
KIND = "giay-chung-nhan"
ROSTER = """
Họ và tên | Đơn vị | Kết quả | Email
Lê Văn An | thôn Một | hoàn thành | an@xa.test
Hà Thị Bình | thôn Hai | hoàn thành | khong-co@xa.test
Vũ Cảnh | thôn Ba | hoàn thành |
"""


def mailed(office):
    with mail_server() as post:
        wish = Notices(may_chu=post.address, bao_mat="khong", tu="vp@xa.test")
        return send(office.order(events=("AN-01",), only=(KIND,)), wish, at=NOW)


@pytest.fixture(scope="module")
def after(tmp_path_factory):
    """An office whose certificates went out: one is scanned and mailed, one was refused, one has no address."""
    office = Bureau.furnished(tmp_path_factory.mktemp("co-quan"))
    office.template(KIND, CERTIFICATE)
    (office.folder / "templates" / "thu-moi.txt").write_text("Thư\n{{ nguoi.ho_ten }}\n", encoding="utf-8")
    office.write(roster=ROSTER)
    office.make()
    issue(office.order(only=(KIND,)), day=None, at=AT)
    code = next(codes_in((office.outputs / "AN-01" / KIND / "001-le-van-an.docx").read_bytes()))
    scan(office.order(), [stack(tmp_path_factory.mktemp("quet"), "mot.png", [sheet(code)])])
    mailed(office)
    assert renew_pages(office.order(events=("AN-01",)), AT)
    return office


@pytest.fixture
def own(after, tmp_path):
    return after.copied(tmp_path)


def cells(office):
    """What the page says of each person's certificate."""
    page = (office.outputs / "AN-01" / "trinh-ky" / "xem.html").read_text("utf-8")
    rows = re.findall(r'<tr data-tt.*?<th scope="row">(.*?)</th>.*<td>(.*?)</td></tr>', page)
    return {name: " ".join(re.sub(r"<[^>]*>", " ", cell).split()) for name, cell in rows}


def notice(office):
    return (office.outputs / "AN-01" / "THONG-BAO.txt").read_text("utf-8-sig")


def test_the_page_says_it_in_everybodys_row(after):
    out = "Word Bản đã phát hành"
    assert cells(after) == {
        "Lê Văn An": f"✓ đã phát hành ▤ đã có bản quét ✉ đã gửi thư (08/7/2024) 001/GCN {out} Bản quét",
        "Hà Thị Bình": f"✓ đã phát hành ▢ chưa có bản quét ✖ địa chỉ thư bị từ chối (08/7/2024) 002/GCN {out}",
        "Vũ Cảnh": f"✓ đã phát hành ▢ chưa có bản quét ▢ chưa gửi thư 003/GCN {out}",
    }


def test_the_notice_counts_them_and_names_who_lacks_what_and_the_refused_cell(after):
    assert (
        "Giấy chứng nhận: 3 văn bản, bản lưu trong phat-hanh; 1 đã có bản quét; 2 chưa có bản quét (Hà Thị Bình; "
        "Vũ Cảnh); 1 đã gửi thư; 1 chưa gửi thư (Vũ Cảnh); 1 địa chỉ thư bị từ chối (Hà Thị Bình)\n"
    ) in notice(after)
    assert (
        'lop.xlsx, trang "Danh sách", ô D3 ("Email"): Máy chủ thư không nhận địa chỉ này (gửi ngày 08/7/2024). '
        "Sửa địa chỉ rồi chạy lại vanthu send.\n"
    ) in notice(after)


def test_the_books_say_it_in_their_remarks(after):
    target, path = after.order().register_target, after.folder / "so.xlsx"
    rows = entries(target)
    export(rows, path, holders(target), notes(target, rows, after.outputs))

    sheet_rows = openpyxl.load_workbook(path)["Sổ cấp giấy chứng nhận"].iter_rows(values_only=True)
    assert {row[1]: row[-1] for row in sheet_rows if str(row[1]).endswith("/GCN")} == {
        "001/GCN": "có bản quét; đã gửi thư 08/7/2024",
        "002/GCN": "địa chỉ thư bị từ chối 08/7/2024",
        "003/GCN": None,
    }


def test_a_second_run_changes_nothing_and_no_address_is_kept(after):
    before = after.times()
    after.make()

    assert after.times() == before
    kept = [path for path in after.folder.rglob("*") if path.is_file() and "inputs" not in path.parts]
    assert [path.name for path in kept if b"khong-co@xa" in path.read_bytes()] == []


def test_a_mended_address_is_no_longer_told_and_then_mailed(own):
    own.write(roster=ROSTER.replace("khong-co@", "binh@"))
    own.make()
    assert "không nhận địa chỉ" not in notice(own)
    assert "▢ chưa gửi thư" in cells(own)["Hà Thị Bình"]

    mailed(own)
    own.make()

    assert "✉ đã gửi thư (08/7/2024)" in cells(own)["Hà Thị Bình"]


def test_pages_wait_for_a_run_where_it_would_do_more_than_renew_them(own):
    own.write(roster=f"{ROSTER}Đỗ Mới | thôn Bốn | hoàn thành |\n")
    before = own.times()

    assert not renew_pages(own.order(events=("AN-01",)), AT)
    assert own.times() == before


def test_who_is_forgotten_is_in_no_scan_no_outbox_no_book_and_on_no_page(own):
    order, path = own.order(), own.folder / "so.xlsx"
    list(forget(order, found(order, Wish("Lê Văn An")), at=AT))
    own.make()

    rows = entries(order.register_target)
    export(rows, path, holders(order.register_target), notes(order.register_target, rows, own.outputs))
    remarks = [row[-1] for row in openpyxl.load_workbook(path)["Sổ cấp giấy chứng nhận"].iter_rows(values_only=True)]
    assert not any("thư 08/7" in str(one) for one in remarks if "từ chối" not in str(one))
    assert "Lê Văn An" not in cells(own)
    assert list((own.outputs / "AN-01" / "phat-hanh" / "ban-ky").rglob("*.pdf")) == []
    with open_register(order.register_target) as register:
        assert [one.key for one in register.known(Posted)] == ["ha-thi-binh--thon-hai"]
    held = [one for one in (*own.outputs.rglob("*"), *own.folder.glob("so-dang-ky*")) if one.is_file()]
    traces = ("le-van-an", "Lê Văn An")
    assert [one for one in held if "le-van-an" in one.name] == []
    assert [one for one in held if any(trace.encode() in one.read_bytes() for trace in traces)] == []
