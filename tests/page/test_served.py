"""The page as `vanthu serve` serves it, on a service that asks before numbers: a morning, in its order."""

import re
import subprocess
import sys

import httpx
import pytest
from chromium import CHROMIUM, opened
from service import WAIT, Service, waited
from small_office import EVENT, ROSTER, Bureau, workbook

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="ends processes as POSIX does")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Bureau.furnished(tmp_path_factory.mktemp("trang"))


@pytest.fixture(scope="module")
def service(office):
    made = Service(office.folder)
    settings = office.folder / "cai-dat.toml"
    settings.write_text(settings.read_text("utf-8") + "\nduyet = true\n", "utf-8")
    yield made.start()
    made.stop()


@pytest.fixture(scope="module")
def address(service):
    return re.search(r"Trang của cơ quan: (\S+)", service.said)[1]


@pytest.fixture(scope="module")
def browser(address):
    # A line that is kept is closed after some seconds, perhaps just as the next request goes out.
    own = {"follow_redirects": True, "headers": {"Connection": "close"}}
    with httpx.Client(base_url=address.partition("/?")[0], timeout=WAIT, **own) as client:
        client.get(address)
        yield client


def see(browser, path="/"):
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.text


def send(browser, path, files=None, **fields):
    token = re.search(r'name="ma" value="(\w+)"', see(browser))[1]
    return browser.post(path, data={"ma": token, **fields}, files=files).text


def asked(browser):
    """The address of the question that waits, once it can be answered: Prefect keeps the form a moment later."""
    address = waited(lambda: re.search(r'href="(/duyet/[^"]+)"', see(browser)))[1]
    waited(lambda: "Sẽ làm" in see(browser, address))
    return address


def rested(browser):
    return waited(lambda: "Đang làm" not in see(browser))


def test_what_would_be_done_waits_on_the_page_and_is_done_when_approved(browser, office):
    question = asked(browser)
    assert "Sẽ làm 8 văn bản, cấp 3 số." in see(browser, question)
    assert not (office.outputs / "AN-01").exists()
    assert "Đã duyệt" in send(browser, question, chon="duyet")
    waited((office.outputs / "AN-01" / "THONG-BAO.txt").exists)
    assert "Sẵn sàng trình ký" in waited(lambda: rested(browser) and see(browser))


def test_a_dropped_workbook_is_asked_about_and_not_made_when_refused(browser, office, service, tmp_path):
    workbook(tmp_path / "x.xlsx", **{"Sự kiện": EVENT.replace("AN-01", "AN-02"), "Danh sách": ROSTER})
    told = send(browser, "/tha", files=[("tep", ("lớp hai.xlsx", (tmp_path / "x.xlsx").read_bytes()))])
    assert "Đã nhận lớp hai.xlsx" in told
    question = asked(browser)
    assert "Không duyệt:" in send(browser, question, chon="khong", **{"y-kien": "Chưa họp xong"})
    waited(lambda: "Chưa họp xong" in see(browser, "/co-quan"))
    assert not (office.outputs / "AN-02").exists()
    assert service.runs("CANCELLED")


def test_the_keys_stand_in_no_log_and_no_argument(service, office, address):
    key = address.partition("khoa=")[2]
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    logs = [path.read_text("utf-8") for path in office.folder.rglob("*.log")]
    assert len(key) > 20
    assert logs
    assert not any(key in text for text in (listed, *logs))
    assert (office.folder / ".vanthu" / "khoa-trang.txt").stat().st_mode & 0o077 == 0


@pytest.mark.skipif(not CHROMIUM, reason="cần Chromium: apt install chromium")
def test_a_browser_enters_by_the_address_asks_no_other_host_and_fits_a_telephone(address):
    base, entry, key = address.partition("/?")
    with opened(base) as browser:
        browser.width(390)
        shown = browser.go(entry + key, pages=2).text()
        assert "Thả tệp Excel vào đây" in shown
        assert "Lớp bồi dưỡng" in shown
        assert browser.js("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0
        assert [url for url in browser.asked if not url.startswith((f"{base}/", "data:"))] == []
