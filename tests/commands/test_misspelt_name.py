"""A clerk who finds a name misspelt after the papers went out: who is asked, what is replaced, what stays."""

from __future__ import annotations

import json

import pytest
from openpyxl import load_workbook

HEADINGS = ("STT", "Họ và tên", "Ngày sinh", "Đơn vị", "Kết quả", "Thay cho số")
WRONG = (1, "Nguyễn Văn Ann", "02/3/1970", "xã Đức Thọ", "hoàn thành", None)
RIGHT = (1, "Nguyễn Văn Nam", "02/3/1970", "xã Đức Thọ", "hoàn thành", None)
OTHERS = (
    (2, "Hồ Thị Bình", "05/9/1981", "xã Đức Thọ", "hoàn thành", None),
    (3, "Tạ Cảnh", "02/3/1970", "thôn Tây", "hoàn thành", None),
)
WRONG_PAPER, RIGHT_PAPER = "001-nguyen-van-ann.docx", "001-nguyen-van-nam.docx"
# Of the year in which the first one was given: the numbers of another year begin anew, also when this test runs then.
REPLACED = ("--replace", "001/GCN", "--why", "sai họ tên", "--date", "2026-01-05")


@pytest.fixture
def office(office):
    office.template("giay-chung-nhan", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }}")
    office.template("giay-moi", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }}")
    roster(office, WRONG)
    return office


def roster(office, *rows, headings=HEADINGS):
    office.event(people=(*rows, *OTHERS), headings=headings)


def said(row, answer):
    return (*row[:-1], answer)


def issue(office, *words):
    done = office("issue", "DT-12", "--yes", *words)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def certificates(office, state=None):
    done = office("register", "--json", folders=True)
    lines = [line for line in json.loads(done.stdout)["entries"] if line["kind"] == "giay-chung-nhan"]
    return [(line["number"], line["recipient"], line["state"]) for line in lines if state in (None, line["state"])]


def questions(report):
    problems = [one for event in report["events"] for one in event["problems"]]
    return [(one["cell"], one["message"]) for one in problems if "Cùng một người?" in one["message"]]


def standing(office):
    folder = office.root / "outputs" / "DT-12"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.docx")}


def test_before_issue_a_corrected_name_keeps_its_number(office):
    office.run()
    roster(office, RIGHT)
    _, report = office.run()
    assert questions(report) == []
    assert certificates(office)[0] == ("001/GCN", "Nguyễn Văn Nam", "reserved")
    assert office.text(f"DT-12/giay-chung-nhan/{RIGHT_PAPER}") == "001/GCN Nguyễn Văn Nam"
    assert len(certificates(office)) == 3
    before = office.tree()
    office.run()
    assert office.tree() == before


def test_after_issue_it_is_asked_at_the_row_and_nothing_issued_moves(office):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    issued = standing(office)
    roster(office, RIGHT)
    for _ in range(2):
        _, report = office.run()
        ((cell, message),) = questions(report)
        assert cell == "B2"
        assert "Nguyễn Văn Ann" in message
        assert "001/GCN" in message
    now = standing(office)
    certified = {path: content for path, content in issued.items() if "chung-nhan" in path}
    assert certified.items() <= now.items()
    assert not [path for path in now if path.startswith("bo/giay-chung-nhan")]
    assert certificates(office)[0] == ("001/GCN", "Nguyễn Văn Ann", "issued")


@pytest.mark.parametrize("answer", ["001/GCN", "không"])
def test_a_question_lasts_through_other_corrections_until_it_is_answered(office, answer):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, RIGHT)
    office.run()
    moved = (*RIGHT[:3], "xã Hát Môn", *RIGHT[4:])
    roster(office, moved)
    _, report = office.run()
    assert len(questions(report)) == 1
    assert "reserved" not in {state for _, _, state in certificates(office)}
    for _ in range(2):
        roster(office, said(moved, answer))
        _, report = office.run()
        assert questions(report) == []
    assert len(certificates(office)) == {"001/GCN": 3, "không": 4}[answer]
    roster(office, moved)
    _, report = office.run()
    assert questions(report) == []
    assert len(certificates(office)) == {"001/GCN": 3, "không": 4}[answer]


def test_a_correction_taken_back_is_asked_of_no_more(office):
    office.run()
    issue(office, "--only", "giay-moi", "--date", "2025-12-20")
    for row, asked in ((RIGHT, 1), (WRONG, 0), (WRONG, 0)):
        roster(office, row)
        _, report = office.run()
        assert len(questions(report)) == asked
    assert len(certificates(office)) == 3


def test_replacing_the_old_number_is_the_answer(office):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, RIGHT)
    office.run()
    issue(office, *REPLACED)
    assert certificates(office)[0] == ("001/GCN", "Nguyễn Văn Ann", "void")
    assert certificates(office, "issued")[-1] == ("004/GCN", "Nguyễn Văn Nam", "issued")
    assert office.text(f"DT-12/phat-hanh/giay-chung-nhan/{RIGHT_PAPER}") == "004/GCN Nguyễn Văn Nam"
    assert office.text(f"DT-12/bo/phat-hanh/giay-chung-nhan/{WRONG_PAPER}") == "001/GCN Nguyễn Văn Ann"
    _, report = office.run()
    before = office.tree()
    _, report = office.run()
    assert questions(report) == []
    assert office.tree() == before


def test_the_book_says_of_the_void_number_what_its_paper_said(office, tmp_path):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, (1, "Nguyễn Văn Nam", "02/3/1970", "xã Đức Thọ", "hoàn thành", None))
    office.run()
    issue(office, *REPLACED)
    roster(office, (1, "Nguyễn Văn Nam", "02/3/1970", "xã Hát Môn", "hoàn thành", None))
    office.run()
    office("register", "--xlsx", str(tmp_path / "so.xlsx"))
    book = load_workbook(tmp_path / "so.xlsx")["Sổ cấp giấy chứng nhận"]
    first, last = ([cell.value for cell in book[row]] for row in (4, 7))
    assert first[1:6:2] == ["001/GCN", "Nguyễn Văn Ann", "xã Đức Thọ"]
    assert first[-1] == "Đã hủy: sai họ tên; Được thay bằng số 004/GCN"
    assert last[1:6:2] == ["004/GCN", "Nguyễn Văn Nam", "xã Đức Thọ"]


def test_a_column_says_that_it_is_the_same_person(office):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, said(RIGHT, "001/GCN"))
    _, report = office.run()
    assert questions(report) == []
    assert certificates(office) == [
        ("001/GCN", "Nguyễn Văn Ann", "issued"),
        ("002/GCN", "Hồ Thị Bình", "issued"),
        ("003/GCN", "Tạ Cảnh", "issued"),
    ]
    issue(office, *REPLACED)
    assert certificates(office, "issued")[-1] == ("004/GCN", "Nguyễn Văn Nam", "issued")


def test_a_column_says_so_where_the_roster_has_no_dates_of_birth(office):
    roster(office, (1, "Nguyễn Văn Ann", None, "xã Đức Thọ", "hoàn thành", None))
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, (1, "Nguyễn Văn Nam", None, "xã Đức Thọ", "hoàn thành", "001/GCN"))
    _, report = office.run()
    assert questions(report) == []
    assert len(certificates(office)) == 3


def test_a_column_says_that_it_is_somebody_else(office):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, RIGHT)
    office.run()
    roster(office, said(RIGHT, "không"))
    _, report = office.run()
    assert questions(report) == []
    assert certificates(office)[0] == ("001/GCN", "Nguyễn Văn Ann", "issued")
    assert certificates(office)[-1] == ("004/GCN", "Nguyễn Văn Nam", "reserved")
    assert office.text(f"DT-12/phat-hanh/giay-chung-nhan/{WRONG_PAPER}") == "001/GCN Nguyễn Văn Ann"


@pytest.mark.parametrize("number", ["099/GCN", "002/GCN"])
def test_a_number_that_nobody_left_behind_is_told_and_takes_nothing(office, number):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, said(RIGHT, number))
    _, report = office.run()
    told = [one["message"] for event in report["events"] for one in event["problems"]]
    assert f"«Thay cho số» ghi {number}, mà không rõ số ấy là của ai đã ra khỏi danh sách này." in told
    assert ("002/GCN", "Hồ Thị Bình", "issued") in certificates(office)


def test_two_who_came_for_one_who_left_are_new(office):
    office.run()
    issue(office, "--only", "giay-chung-nhan")
    roster(office, RIGHT, (4, "Lý Dũng", "02/3/1970", "xã Đức Thọ", "hoàn thành", None))
    _, report = office.run()
    assert questions(report) == []
    assert [line[0] for line in certificates(office, "reserved")] == ["004/GCN", "005/GCN"]


def test_an_issued_invitation_of_a_misspelt_name_is_asked_of_too(office):
    office.run()
    issue(office, "--only", "giay-moi", "--date", "2025-12-20")
    roster(office, RIGHT)
    _, report = office.run()
    assert len(questions(report)) == 1
    assert office.text(f"DT-12/giay-moi/{WRONG_PAPER}") == "01/GM-MTTQ-BTT Nguyễn Văn Ann"
    roster(office, said(RIGHT, "01/GM-MTTQ-BTT"))
    _, report = office.run()
    assert questions(report) == []
    assert office.text(f"DT-12/giay-moi/{WRONG_PAPER}") == "01/GM-MTTQ-BTT Nguyễn Văn Ann"
    assert len(certificates(office)) == 3
