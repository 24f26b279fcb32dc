"""The page in a real browser: what scripts do, what keys reach, what fits a telephone, whom it asks."""

import pytest
from chromium import CHROMIUM, opened
from page_office import AT, KEY, PageOffice
from small_office import EVENT, ROSTER, workbook

from flows.machine.run_progress import Progress
from flows.page.desk import Run

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="cần Chromium: apt install chromium")
PAGES = ["/", "/su-kien/AN-01", "/so", "/so?so=cn", "/co-quan", "/huong-dan", "/duyet/x"]
CONTROLS = """[...document.querySelectorAll("a[href], button, input, select, summary")].filter((one) => {
    const folded = one.closest("details:not([open])");
    return one.type !== "hidden" && !(folded && folded !== one.parentElement) && one.checkVisibility();
})"""


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    with pytest.MonkeyPatch.context() as own:
        folder = tmp_path_factory.mktemp("trinh-duyet")
        own.setenv("VANTHU_SETTINGS", str(folder / "cai-dat.toml"))
        made = PageOffice(folder)
        made.bureau.write(
            roster=ROSTER.replace("Kết quả", "Kết quả | Ngày sinh").replace("hoàn thành", "hoàn thành | 1970")
        )
        yield made.made()


@pytest.fixture(scope="module")
def browser(office):
    with office.served() as base, opened(base) as browser:
        yield browser.go(f"/?khoa={KEY}", pages=2)


@pytest.fixture
def books(tmp_path):
    """A folder with a workbook, a list, a picture, a lock file and something else."""
    folder = tmp_path / "Lớp Ba Vì"
    (folder / "xã").mkdir(parents=True)
    workbook(folder / "su-kien.xlsx", **{"Sự kiện": EVENT.replace("AN-01", "AN-03")})
    workbook(folder / "xã" / "an.xlsx", **{"Danh sách": ROSTER})
    for name in ("anh.jpg", "ghi-chep.docx", ".khoa"):
        (folder / name).write_bytes(b"x")
    return folder


def test_workbooks_and_folders_are_dropped_anywhere_on_the_page(browser, office, books):
    workbook(books.parent / "lớp hai.xlsx", **{"Sự kiện": EVENT.replace("AN-01", "AN-02"), "Danh sách": ROSTER})
    browser.go("/").drop(books, books.parent / "lớp hai.xlsx")
    told = browser.text()
    assert "Đã nhận lớp hai.xlsx" in told
    assert "Đã nhận Lớp Ba Vì/xã/an.xlsx" in told
    assert "không phải bảng tính hay ảnh: " in told
    assert "Lớp Ba Vì/ghi-chep.docx" in told
    names = {str(path.relative_to(office.order.inputs)) for path in office.order.inputs.rglob("*.*")}
    assert names == {"lop.xlsx", "lớp hai.xlsx"} | {
        f"Lớp Ba Vì/{one}" for one in ("su-kien.xlsx", "xã/an.xlsx", "anh.jpg")
    }


def test_a_folder_that_is_chosen_is_an_events_folder(browser, office, books):
    folder = books.rename(books.parent / "Lớp Cam Thượng")
    browser.go("/").choose("thu-muc", folder)
    assert "Đã nhận Lớp Cam Thượng/xã/an.xlsx" in browser.text()
    assert (office.order.inputs / "Lớp Cam Thượng" / "anh.jpg").exists()


def test_a_file_of_200_megabytes_is_told_before_it_is_sent(browser, office, tmp_path):
    with (tmp_path / "to.xlsx").open("wb") as file:
        file.truncate(200_000_000)
    browser.go("/").drop(tmp_path / "to.xlsx", pages=0)
    browser.until("!document.querySelector('[role=alert]').hidden")
    assert "Nặng quá" in browser.text()
    assert not (office.order.inputs / "to.xlsx").exists()


def test_how_far_a_run_is_moves_without_loading_the_page_anew(browser, office):
    office.runs.at_work = Run("9", "Lớp bồi dưỡng", "chay", "", AT, ("AN-01",), Progress("9", "In văn bản", 1200, 3000))
    browser.go("/").js("window.same = true")
    assert "In văn bản: 1.200 trên 3.000" in browser.text()
    assert 'http-equiv="refresh"' in browser.js("document.querySelector('noscript').textContent")
    office.runs.at_work = Run("9", "Lớp bồi dưỡng", "chay", "", AT, ("AN-01",), Progress("9", "In văn bản", 2400, 3000))
    browser.until("document.querySelector('progress').value === 2400")
    assert browser.js("window.same")
    with browser.loading():
        office.runs.at_work = None
    assert "2.400" not in browser.text()


def test_what_waits_is_approved(browser, office):
    office.runs.waiting = Run("7", "Chờ duyệt – Lớp bồi dưỡng", "duyet", "", AT, ("AN-01",))
    browser.go("/su-kien/AN-01").click("Xem và duyệt")
    assert "văn bản, cấp" in browser.text()
    browser.click("Duyệt: làm và cấp số")
    assert "Đã duyệt" in browser.text()


def test_mistakes_stand_by_their_cell_with_the_marked_copy(browser, office):
    office.bureau.write(
        name="loi.xlsx", event=EVENT.replace("AN-01", "AN-04"), roster="Họ và tên | Ngày sinh\nVũ Cảnh | 31/02/1966"
    )
    office.bureau.make()
    browser.go("/su-kien/AN-04")
    assert "B2" in browser.text()
    assert browser.js("document.querySelector('a[href^=\"/danh-dau/\"]').innerText").startswith("Tải bản đã đánh dấu")


def test_people_are_searched_and_papers_issued_with_the_mouse(browser, office):
    browser.go("/su-kien/AN-01").js("document.querySelector('[name=tim]').value = 'ha thi'")
    browser.click("Tìm")
    assert "Thấy 1 người có «ha thi»" in browser.text()
    browser.js("document.querySelector('input[value=ke-hoach]').form.closest('tr').querySelector('summary').click()")
    browser.js("document.querySelector('details[open] [name=ngay]').value = '20/6/2024'")
    browser.click("Phát hành 1 bản")
    assert "ngày 20/6/2024" in browser.text()
    browser.click("Quay lại")
    browser.js("[...document.querySelectorAll('summary')].find((one) => one.innerText.startsWith('Thay')).click()")
    browser.js("document.querySelector('details[open] [name=ly-do]').value = 'sai tên'")
    browser.click("Thay bản đã phát hành")
    assert "không có gì đổi" in browser.text()
    browser.click("Hủy số 01/KH-UB, cấp số mới")
    assert "02/KH-UB" in browser.text()


@pytest.mark.parametrize("page", PAGES)
def test_the_keyboard_reaches_every_control(browser, page):
    browser.go(page)
    count = browser.js(f"window.all = {CONTROLS}; window.met = new Set(); all.length")
    for _ in range(count):
        browser.key("Tab")
        browser.js("met.add(document.activeElement)")
    assert browser.js("all.filter((one) => !met.has(one)).map((one) => one.outerHTML)") == []


@pytest.mark.parametrize("page", PAGES)
def test_a_telephone_shows_every_page_without_moving_it_sideways(browser, page):
    browser.width(390)
    browser.go(page)
    browser.js("for (const one of document.querySelectorAll('details')) one.open = true")
    assert browser.js("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
    browser.width(1280)


def test_no_other_host_is_asked_and_without_the_key_there_is_nothing(browser):
    assert [url for url in browser.asked if not url.startswith((f"{browser.base}/", "data:"))] == []
    browser.call("Network.clearBrowserCookies")
    for page in PAGES:
        assert browser.go(page).text().startswith("Trang này cần khóa")
