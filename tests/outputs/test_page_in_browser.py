"""The page to look at in a real browser, from a file and without network: the search, its policy, and print."""

import re
import shutil
import subprocess
import tempfile
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from pages import PAGE, PEOPLE, Seen

from flows.outputs.html_page import html

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
pytestmark = pytest.mark.skipif(not CHROMIUM, reason="cần Chromium: apt install chromium")


def browse(address, *wishes):
    """Open an address in a browser of its own; give what it prints."""
    # Chromium has no sandbox for root, nor for anybody in most containers; the page is our own.
    free = ["--no-sandbox"]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        own = ["--headless", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={profile}", *free]
        command = [CHROMIUM, *own, "--virtual-time-budget=2000", *wishes, address]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=600).stdout


@pytest.fixture
def opened(tmp_path):
    """Open the page with a search in its address; give the names it shows and what it says of their number."""

    def opened(search, page=PAGE):
        file = tmp_path / "trình ký" / "xem.html"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(html(page).encode())
        found = browse(f"{file.as_uri()}#{search}", "--dump-dom")
        body = found[found.index('<table id="nguoi">') :].partition("<tbody>")[2].partition("</tbody>")[0]
        shown = [row for row in body.split("</tr>") if "<tr" in row and not re.search(r"<tr[^>]* hidden", row)]
        told = re.search(r'role="status"[^>]*>([^<]*)<', found)[1]
        return [Seen(re.search(r"<th[^>]*>(.*?)</th>", row)[1]).texts[0] for row in shown], told

    return opened


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("tim=nguyen van a", ["Nguyễn Văn Á", "Đặng Văn Ánh"]),
        ("tim=nguyen van a tho", ["Nguyễn Văn Á"]),
        ("tim=NGUYỄN+á", ["Nguyễn Văn Á", "Đặng Văn Ánh"]),
        ("tim=dang", ["Đặng Văn Ánh"]),
        ("tim=hhen", ["H'Hen Niê"]),
        ("tim=guyen", []),
        ("tim=h'hen", ["H'Hen Niê"]),
        ("tim=sut m'dung", ["H'Hen Niê"]),
        ("tim=12/gcn", ["Hồ Thị Bình"]),
        ("tt=cho-sua", ["<script>document.title = 'hỏng'</script>"]),
        ("tim=van&tt=cho-ky", ["Nguyễn Văn Á"]),
    ],
)
def test_the_search_finds_people_without_marks_and_case(opened, search, names):
    told = f"Tìm thấy {len(names)} trên 5 người." if names else "Không thấy ai. Thử gõ ít chữ hơn."
    assert opened(search) == (names, told)


def test_without_a_search_everybody_is_there(opened):
    assert opened("tung-nguoi") == ([row.name for row in PEOPLE], "Đang hiện cả 5 người.")


def test_the_policy_holds_a_script_back_even_where_one_had_come_in(tmp_path):
    intruder = html(PAGE).replace("<body>", "<body><script>document.title = 'hỏng'</script><p onclick='1'>")
    (tmp_path / "xem.html").write_text(intruder, encoding="utf-8")
    found = browse((tmp_path / "xem.html").as_uri(), "--dump-dom")
    assert "<title>Trình ký: " in found
    assert "Đang hiện cả 5 người." in found


def test_printed_on_a4_every_page_repeats_the_heading_and_no_control_is_left(tmp_path):
    (tmp_path / "xem.html").write_text(html(replace(PAGE, people=PEOPLE * 30)), encoding="utf-8")
    browse((tmp_path / "xem.html").as_uri(), f"--print-to-pdf={tmp_path / 'xem.pdf'}", "--no-pdf-header-footer")
    document = pypdfium2.PdfDocument(Path(tmp_path / "xem.pdf"))
    sizes = {tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document}
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert sizes == {(210, 297)}
    assert len(texts) >= 3
    assert all("Họ và tên" in text for text in texts[2:])
    assert not [text for text in texts if "Tìm người" in text or "Word" in text]
