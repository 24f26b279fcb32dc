"""Whoever is not the office gets nothing from the page, and what comes in a file or a name does no harm."""

import io
import re
import zipfile

import pytest
from page_office import AT, KEY
from small_office import EVENT

from flows.machine.run_progress import Progress
from flows.page.app import DONE, SHOWN
from flows.page.desk import Run
from flows.page.door import TOKEN, derived
from flows.page.uploads import name_refused


def filled(path):
    return re.sub(r"\{[^}]*\}", "x", path)


def test_without_the_key_no_address_answers(office):
    stranger = office.stranger()
    for path in SHOWN:
        assert stranger.get(filled(path)).status_code == 403
    for path in DONE:
        assert stranger.post(filled(path), data={TOKEN: derived(KEY, TOKEN)}).status_code == 403
    assert stranger.get("/?khoa=sai", follow_redirects=False).status_code == 403


def test_the_key_goes_from_the_address_into_a_cookie_that_scripts_and_other_sites_cannot_use(office):
    answer = office.stranger().get(f"/?khoa={KEY}")
    assert 'content="0;url=/"' in answer.text
    assert KEY not in answer.text
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert KEY not in cookie


@pytest.mark.parametrize(
    "lie",
    [
        {"Host": "may-la.example"},
        {"Host": "127.0.0.1:1"},
        {"Origin": "http://may-la.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_another_host_or_another_sites_page_is_refused_with_the_key(office, lie):
    for path in SHOWN:
        assert office.browser.get(filled(path), headers=lie).status_code == 403
    for path in DONE:
        assert office.browser.post(filled(path), data={TOKEN: derived(KEY, TOKEN)}, headers=lie).status_code == 403


def test_no_form_is_taken_without_its_token(office):
    office.made()
    for path in DONE:
        for data in ({"loai": "ke-hoach"}, {TOKEN: "sai", "loai": "ke-hoach"}):
            assert office.browser.post(path.replace("{folder}", "AN-01"), data=data).status_code == 403
    assert not (office.order.outputs / "AN-01" / "phat-hanh").exists()


def test_nothing_of_the_page_comes_from_elsewhere_or_stands_in_a_frame(office):
    office.made()
    for path in ("/", "/su-kien/AN-01", "/so", "/co-quan", "/huong-dan"):
        answer = office.browser.get(path)
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert answer.headers["cache-control"] == "no-store"
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text)
        assert " style=" not in answer.text
        assert not re.search(r"<script(?! src=\"/page.js\")|\son\w+=", answer.text)


@pytest.mark.parametrize(
    "name",
    [
        "../lop2.xlsx",
        "..\\lop2.xlsx",
        "/etc/lop2.xlsx",
        "a/../lop2.xlsx",
        "a//lop2.xlsx",
        "./lop2.xlsx",
        ".an/lop2.xlsx",
        "con/lop2.xlsx",
        "a/b/c/d/e/lop2.xlsx",
        "a" * 300 + "/lop2.xlsx",
        "lop.xlsx/lop2.xlsx",
        ".lop2.xlsx",
        "~$lop2.xlsx",
        "con.xlsx",
        "C:lop2.xlsx",
        "lop2.xlsx ",
        "l" * 300 + ".xlsx",
        "lop2.exe",
        "lop2.xlsx.lnk",
        "",
    ],
)
def test_a_file_of_a_wicked_name_is_not_taken(office, name):
    before = set(office.bureau.folder.rglob("*"))
    told = office.send("/tha", [(name, office.book()[:-1])])
    assert told.status_code in (200, 400)
    assert set(office.bureau.folder.rglob("*")) == before


@pytest.mark.parametrize("name", ["lop\x01.xlsx", "lop\u202exslx.xlsx", "lop\udc80.xlsx", "lop\n.xlsx"])
def test_a_name_with_signs_that_nobody_sees_is_refused(name):
    assert "ký hiệu không dùng được" in name_refused(name, (".xlsx",))


@pytest.mark.parametrize(
    "path",
    [
        "/su-kien/AN-01/tep/../../../cai-dat.toml",
        "/su-kien/AN-01/tep/..%2f..%2f..%2fcai-dat.toml",
        "/su-kien/AN-01/tep/%2fetc%2fpasswd",
        "/su-kien/AN-01/tep/manifest.json",
        "/su-kien/AN-01/tep/lien-ket.docx",
        "/su-kien/../bo/ke-hoach",
        "/su-kien/..%2finputs/tep/lop.xlsx",
        "/danh-dau/..%2fAN-01%2fke-hoach.docx",
        "/co-quan/tep/..%2finputs%2flop.xlsx",
        "/co-quan/tep/..%2f..%2fcai-dat.toml",
        "/page.py",
        "/templates/page.css",
    ],
)
def test_no_address_leads_out_of_the_folders(office, path):
    office.made()
    (office.bureau.folder / "cai-dat.toml").write_text("", "utf-8")
    (office.order.outputs / "AN-01" / "lien-ket.docx").symlink_to(office.bureau.folder / "cai-dat.toml")
    assert office.browser.get(path).status_code in (403, 404)


def test_a_request_of_200_megabytes_is_refused_before_it_is_read(office):
    def never():
        raise AssertionError
        yield b""

    headers = {"Content-Length": "200000000", "Content-Type": "multipart/form-data; boundary=x"}
    assert office.browser.post("/tha", content=never(), headers=headers).status_code == 413
    assert office.browser.post("/tha", content=iter([b"x"])).status_code == 413  # a length that nobody tells


def test_a_file_of_more_than_50_megabytes_is_not_taken(office):
    told = office.send("/tha", [("to.xlsx", b"x" * 50_000_001)]).text
    assert "nặng hơn 50 MB" in told
    assert not (office.order.inputs / "to.xlsx").exists()


def test_html_in_every_field_prints_as_it_was_typed(office):
    evil = "<script>alert(1)</script>\"'&amp;"
    event = EVENT.replace("Lớp bồi dưỡng", f"Lớp {evil}").replace("Hội trường xã", evil)
    office.bureau.stationery(Lĩnh_vực=evil, Điện_thoại=evil, Địa_chỉ=evil, Chức_danh=evil)
    office.bureau.write(
        event=event,
        roster=f"Họ và tên | Chức vụ | Đơn vị | Kết quả | Ngày sinh\nLê <b>An</b> | {evil} | {evil} | hoàn thành | {evil}",
    )
    office.made()
    office.send("/su-kien/AN-01/phat-hanh", loai="ke-hoach")
    office.runs.waiting = Run("7", evil, "duyet", "", AT, ("AN-01",))
    office.runs.at_work = Run("9", evil, "chay", "", AT, (), Progress("9", evil))
    paths = [
        "/",
        "/tinh-hinh",
        "/su-kien/AN-01",
        "/su-kien/AN-01?tim=<script>x",
        "/so",
        "/so?so=cn&tim=<b>",
        "/duyet/7",
    ]
    pages = [office.see(path) for path in [*paths, "/co-quan"]]
    answers = [
        office.send("/so/huy", so="<script>", ly_do="<script>"),
        office.send("/su-kien/AN-01/thay", so="01/KH-UB", ly_do=evil, ngay="<script>"),
        office.send("/su-kien/AN-01/thay", so="01/KH-UB", ly_do=evil),
        office.send("/su-kien/AN-01/phat-hanh", loai="ke-hoach", ngay="<script>"),
        office.send("/su-kien/AN-01/xoa", khoa="<script>"),
        office.send("/tha", [("<b>.xlsx", b"x")], bo_qua=evil),
        office.send("/tha", [("x.xlsx", b"x")], duong="<script>/x.xlsx"),
        office.send("/thay-tep", phieu=evil),
        office.send("/co-quan/tep", [("<b>.docx", b"x")]),
        office.send("/duyet/7", chon="khong", y_kien=evil),
    ]
    pages += [answer.text for answer in answers] + [office.see("/co-quan"), office.see("/so")]
    assert sum("&lt;script&gt;" in page for page in pages) > 10
    for page in pages:
        assert "<script>" not in page
        assert "<b>An" not in page


@pytest.fixture(scope="module")
def bomb():
    """A zip of less than a megabyte that swells to 400."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        for name in ("xl/workbook.xml", "word/document.xml"):
            with package.open(name, "w") as part:
                for _ in range(400):
                    part.write(b"\0" * 1_000_000)
    return content.getvalue()


def test_a_zip_bomb_is_no_template_and_no_stationery(office, bomb):
    before = {path: path.read_bytes() for path in office.order.templates.iterdir()}
    for name in ("giay-moi.docx", "co-quan.xlsx"):
        assert f"Không nhận {name}: tệp có lỗi" in office.send("/co-quan/tep", [(name, bomb)]).text
    assert {path: path.read_bytes() for path in office.order.templates.iterdir()} == before


def test_a_zip_bomb_is_a_message_at_its_cell_and_harms_nothing(office, bomb):
    assert "Đã nhận" in office.send("/tha", [("bom.xlsx", bomb)]).text
    report = office.bureau.make()
    assert [problem.where.file for problem in report.problems if problem.is_error] == ["bom.xlsx"]
    assert len(report.events) == 1


def test_without_its_stationery_the_page_still_answers(office):
    (office.order.templates / "co-quan.xlsx").unlink()
    assert "Không có tệp thông tin cơ quan" in office.see("/co-quan")
