"""What is odd in an issue (its day, a replacement that changes nothing) is told before anything is written, and asked."""

from __future__ import annotations

import pytest

# The event runs from 30/12/2025 to 02/01/2026.
LATE = "Kế hoạch sẽ ghi ngày 31/12/2025, sau ngày sự kiện bắt đầu (30/12/2025)."
EARLY = "Giấy chứng nhận sẽ ghi ngày 01/01/2026, trước ngày sự kiện kết thúc (02/01/2026)."


@pytest.mark.parametrize(
    ("kind", "day", "told"), [("ke-hoach", "2025-12-31", LATE), ("giay-chung-nhan", "2026-01-01", EARLY)]
)
def test_an_odd_day_is_told_and_writes_nothing_until_it_is_agreed_to(office, kind, day, told):
    office.run()
    before = {path: path.stat().st_mtime_ns for path in office.root.rglob("*")}
    words = ("DT-12", "--only", kind, "--date", day)
    refused = office("issue", *words)
    assert refused.returncode == 1
    assert told in refused.stderr
    assert "--yes" in refused.stderr
    assert {path: path.stat().st_mtime_ns for path in office.root.rglob("*")} == before
    agreed = office("issue", *words, "--yes")
    assert agreed.returncode == 0
    assert told in agreed.stderr
    assert "đã phát hành" in office("register").stdout
    again = office("issue", *words)
    assert (again.returncode, again.stderr) == (0, "")


@pytest.mark.parametrize(("typed", "code"), [("có\n", 0), ("không\n", 1), ("", 1)])
def test_at_the_screen_it_is_asked_once(office, monkeypatch, capsys, typed, code):
    screen = Screen(typed)
    monkeypatch.setattr("sys.stdin", screen)
    done = office("issue", "DT-12", "--date", "2025-12-31")
    assert done.returncode == code
    assert screen.read_lines == 1
    assert LATE in done.stderr
    assert "Giấy mời sẽ ghi ngày 31/12/2025" in done.stderr


@pytest.mark.parametrize("words", [("--date", "2025-12-30"), ("--only", "giay-chung-nhan")])
def test_a_usual_day_is_not_asked_of(office, words):
    done = office("issue", "DT-12", *words)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_replacement_that_changes_nothing_is_asked_about(office):
    assert office("issue", "DT-12", "--only", "ke-hoach", "--date", "2025-12-01").returncode == 0
    words = ("DT-12", "--replace", "01/KH-MTTQ-BTT", "--why", "mất bản giấy")
    before = {path: path.stat().st_mtime_ns for path in office.root.rglob("*")}
    refused = office("issue", *words)
    assert refused.returncode == 1
    assert "không có gì đổi: bản thay chỉ khác số và ngày." in refused.stderr
    assert "--yes" in refused.stderr
    assert {path: path.stat().st_mtime_ns for path in office.root.rglob("*")} == before
    agreed = office("issue", *words, "--yes")
    assert agreed.returncode == 0
    assert "đã hủy" in office("register").stdout


class Screen:
    """A keyboard at which somebody sits."""

    def __init__(self, typed):
        self.typed, self.read_lines = typed, 0

    def isatty(self):
        return True

    def readline(self):
        self.read_lines += 1
        return self.typed
