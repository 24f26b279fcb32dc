"""The page that checks codes, in a real browser and from a file: no server, no network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from datetime import date

import pytest

from flows.model.codes import CodeState, OfficeKey, Said
from flows.outputs.html_page import verify_page
from flows.steps.record_papers import renew_page

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
KEY = OfficeKey(bytes(range(32)))
NAMES = ("Lê Văn An", "Hà Thị Bình", "Vũ Cảnh", "H'Hen Niê Êban 李 😀")
CODES = [
    KEY.code(Said(f"{at:03}/GCN", date(2024, 7, 2), name, "Đã hoàn thành Lớp «Ứng phó» <b>", "Ủy ban xã An"))
    for at, name in enumerate(NAMES, 1)
]
STATES = {
    KEY.mark(CODES[0]): CodeState("issued", "001/GCN", date(2024, 7, 2)),
    KEY.mark(CODES[1]): CodeState("void", "002/GCN", date(2024, 7, 2)),
    KEY.mark(CODES[2]): CodeState("void", "003/GCN", date(2024, 7, 2), "009/GCN"),
}
HAND = KEY.code(Said("", None, "Tạ Tay", "Đã hoàn thành Lớp", "Ủy ban xã An"))
STATES[KEY.mark(HAND)] = CodeState("issued", "017/GCN", date(2024, 7, 9))


@pytest.fixture
def seen(tmp_path):
    """Open the page with a code in its address; give its verdict, what it lists, and what it asked the network for."""
    if not CHROMIUM:
        pytest.skip("cần Chromium: apt install chromium")
    page, log = tmp_path / "xác minh.html", tmp_path / "net.json"
    page.write_bytes(verify_page(KEY, STATES))

    def seen(code):
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
            own = [
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                f"--user-data-dir={profile}",
            ]
            quiet = ["--disable-background-networking", "--disable-component-update", f"--log-net-log={log}"]
            wishes = ["--virtual-time-budget=5000", "--dump-dom", f"{page.as_uri()}#{code}"]
            found = subprocess.run([CHROMIUM, *own, *quiet, *wishes], check=True, capture_output=True, timeout=600)
        shown = found.stdout.decode().partition('id="ket-qua"')[2].partition("</div>")[0]
        # Chromium asks its maker for the time and for updates, whatever it shows, the sooner or later the busier it is.
        own = re.compile(r"(?:https?|wss?)://(?:[\w-]+\.)*(?:google|googleapis|gstatic|gvt1|gvt2)\.com[:/]")
        urls = re.findall(r'"url":"((?:https?|wss?|ftp):[^"]*)"', log.read_text("utf-8"))
        asked = {url for url in urls if not own.match(url)}
        verdict = re.search(r'<p class="\w+">(.*?)</p>', shown)
        return verdict[1] if verdict else "", dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", shown)), asked

    return seen


def test_a_good_code_shows_what_the_paper_must_say(seen):
    verdict, told, asked = seen(CODES[0])

    assert verdict == "✓ Giấy thật, đang có giá trị."
    assert told == {
        "Số": "001/GCN",
        "Ngày": "02/07/2024",
        "Họ tên": "Lê Văn An",
        "Nội dung": "Đã hoàn thành Lớp «Ứng phó» &lt;b&gt;",
        "Cơ quan": "Ủy ban xã An",
    }
    assert asked == set()


@pytest.mark.parametrize(
    ("code", "verdict", "told"),
    [
        (CODES[1], "✗ Giấy đã bị hủy, không còn giá trị.", {"Số": "002/GCN"}),
        (CODES[2], "✗ Giấy đã được thay thế, không còn giá trị.", {"Giấy thay thế": "009/GCN"}),
        (CODES[3], "? Chưa phát hành.", {"Họ tên": "H'Hen Niê Êban 李 😀"}),
        (HAND, "✓ Giấy thật, đang có giá trị.", {"Số": "017/GCN", "Ngày": "09/07/2024"}),
        (f"{CODES[0][:50]}A{CODES[0][51:]}", "✗ Không phải mã của cơ quan", {}),
        (CODES[0][:-1], "✗ Không phải mã của cơ quan", {}),
        (OfficeKey(bytes(32)).code(Said("", None, "Tạ Giả", "", "")), "✗ Không phải mã của cơ quan", {}),
        ("mã bừa <b>", "✗ Không phải mã của cơ quan", {}),
    ],
)
def test_every_other_code_is_told_for_what_it_is(seen, code, verdict, told):
    found = seen(code)

    assert found[0].startswith(verdict)
    assert told.items() <= found[1].items()


def test_in_the_browser_too_no_altered_code_is_accepted(tmp_path, seen):
    """Of each letter of a code three others, and cuts: judged by the page's own functions, all in one visit."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    altered = [
        f"{CODES[0][:at]}{letters[(letters.find(CODES[0][at]) + step) % 32]}{CODES[0][at + 1 :]}"
        for at in range(4, len(CODES[0]), 3)
        for step in (1, 16)
    ] + [CODES[0][:-cut] for cut in range(1, 9)]
    script = (
        f"document.title = {json.dumps(altered)}.map(checked).filter((found) => found).length + ' of {len(altered)}'"
    )
    page = verify_page(KEY, STATES).decode()
    page = re.sub(r"script-src '[^']*'", "script-src 'unsafe-inline'", page)
    (tmp_path / "all.html").write_text(page.replace("</body>", f"<script>{script}</script></body>"), encoding="utf-8")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        own = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={profile}"]
        command = [CHROMIUM, *own, "--virtual-time-budget=60000", "--dump-dom", (tmp_path / "all.html").as_uri()]
        found = subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=600).stdout

    assert re.search("<title>(.*?)</title>", found)[1] == f"0 of {len(altered)}"


def test_the_page_names_nobody_and_asks_nobody():
    page = verify_page(KEY, STATES).decode()

    assert not any(name in page for name in NAMES)
    assert "http" not in page.replace("http-equiv", "").replace("plain http", "")
    assert "default-src 'none'" in page


def test_it_is_written_when_it_changes_and_only_then(tmp_path):
    page = tmp_path / "xac-minh" / "index.html"
    assert renew_page(tmp_path, KEY, {}) == ()
    first = page.stat().st_mtime_ns

    assert renew_page(tmp_path, KEY, {}) == ()
    assert page.stat().st_mtime_ns == first

    renew_page(tmp_path, KEY, STATES)
    assert page.read_bytes() == verify_page(KEY, STATES)


def test_another_key_is_told_and_the_page_of_the_old_one_stays_beside(tmp_path):
    renew_page(tmp_path, KEY, STATES)

    (told,) = renew_page(tmp_path, OfficeKey(bytes(32)), {})

    assert told.message.startswith("Khóa ký mã QR đã đổi")
    (old,) = (tmp_path / "xac-minh").glob("khoa-cu-*.html")
    assert old.read_bytes() == verify_page(KEY, STATES)
    assert renew_page(tmp_path, OfficeKey(bytes(32)), {}) == ()
