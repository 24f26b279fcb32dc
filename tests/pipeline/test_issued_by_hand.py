"""A paper edited by hand is what was signed: it is what goes out, with number and day, and nothing of it is lost."""

from __future__ import annotations

import hashlib

import docx
import pytest
from issuing_office import PLAN, document, folder, issued, manifest, messages, register_rows, replaced

COPY = f"phat-hanh/{PLAN}"
WORDS = "{{ van_ban.ky_hieu }}\n{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }}\n{{ su_kien.muc_dich }}"


@pytest.fixture
def plan(bureau):
    """Make a plan that prints number, day and purpose, a paragraph each; return its path."""
    paper = docx.Document()
    for line in WORDS.splitlines():
        paper.add_paragraph(line)
    paper.save(bureau.folder / "templates" / PLAN)
    bureau.write(event=bureau.event.replace("Ngày ký | 20/6/2024", "Ngày ký | "))
    bureau.make()
    return folder(bureau) / PLAN


def rewrite(path, **changed):
    """Change paragraphs in Word: p0 is the first."""
    paper = docx.Document(path)
    for place, text in changed.items():
        paper.paragraphs[int(place[1:])].text = text
    paper.save(path)
    return path.read_bytes()


def errors(report):
    return [problem for problem in report.all_problems if problem.is_error]


def test_number_and_day_are_put_into_the_issued_copy_of_a_paper_edited_by_hand(bureau, plan):
    edited = rewrite(plan, p2="Bồi dưỡng, theo ý chị Hoa")
    report = issued(bureau, "ke-hoach")
    assert bureau.text(COPY) == "01/KH-UB\nAn, ngày 08 tháng 7 năm 2024\nBồi dưỡng, theo ý chị Hoa"
    assert plan.read_bytes() == edited
    assert errors(report) == []


def test_after_that_nothing_is_said_or_written_any_more(bureau, plan):
    rewrite(plan, p2="theo ý chị Hoa")
    bureau.make()
    assert plan.with_suffix(".moi.docx").exists()
    issued(bureau, "ke-hoach")
    assert not plan.with_suffix(".moi.docx").exists()
    bureau.make()
    before = bureau.times()
    report = bureau.make()
    assert bureau.times() == before
    assert messages(report) == []
    assert (document(report, PLAN).state, document(report, PLAN).change) == ("kept", "")


def test_a_later_change_of_the_data_is_told_of_it_too(bureau, plan):
    rewrite(plan, p2="theo ý chị Hoa")
    issued(bureau, "ke-hoach")
    before = bureau.text(COPY)
    bureau.write(event=bureau.event.replace("Mục đích | Bồi dưỡng", "Mục đích | Tập huấn").replace("20/6/2024", ""))
    report = bureau.make()
    assert document(report, PLAN).fields == ("Mục đích",)
    assert bureau.text(COPY) == before


def test_a_paper_in_which_the_places_are_gone_waits_and_the_clerk_is_told_what_to_write(bureau, plan):
    edited = rewrite(plan, p0="Kế hoạch số ......", p1="An, ngày ... tháng ...")
    report = issued(bureau, "ke-hoach")
    (problem,) = errors(report)
    assert problem.where.file == f"AN-01/{PLAN}"
    assert problem.message == "Kế hoạch đã sửa tay, không rõ chỗ điền số và ngày, nên chưa phát hành."
    assert problem.fix == (
        "Mở tệp này, ghi số 01/KH-UB, ngày 08 tháng 7 năm 2024, lưu lại, rồi chạy lại vanthu issue: "
        "tệp được phát hành đúng như đang có."
    )
    assert plan.read_bytes() == edited
    assert not (folder(bureau) / COPY).exists()


@pytest.mark.parametrize("day", ["An, ngày 08 tháng 7 năm 2024", "an, ngày 8 tháng 07 năm 2024", "ký 08/07/2024"])
def test_when_she_has_written_number_and_day_the_next_issue_takes_the_file_as_it_stands(bureau, plan, day):
    rewrite(plan, p0="Kế hoạch số ......", p1="An, ngày ... tháng ...")
    issued(bureau, "ke-hoach")
    edited = rewrite(plan, p0="Kế hoạch số 01 /kh-ub", p1=day)
    report = issued(bureau, "ke-hoach")
    assert errors(report) == []
    assert (folder(bureau) / COPY).read_bytes() == edited
    assert [row.symbol for row in register_rows(bureau) if row.kind == "ke-hoach"] == ["01/KH-UB"]
    bureau.make()
    assert messages(bureau.make()) == []


@pytest.mark.parametrize("number", ["Kế hoạch số 101/KH-UB", "Kế hoạch số 01"])
def test_another_number_is_not_taken_for_the_papers_own(bureau, plan, number):
    rewrite(plan, p0=number, p1="An, ngày 08 tháng 7 năm 2024")
    assert len(errors(issued(bureau, "ke-hoach"))) == 1


def test_a_file_that_is_no_word_file_is_kept_and_told(bureau, plan):
    plan.write_bytes(b"the clerk's own words")
    assert len(errors(issued(bureau, "ke-hoach"))) == 1
    assert plan.read_bytes() == b"the clerk's own words"


def test_a_file_that_the_clerk_has_put_into_phat_hanh_is_the_issued_paper(bureau, plan):
    rewrite(plan, p0="không số", p1="không ngày")
    issued(bureau, "ke-hoach")
    (folder(bureau) / "phat-hanh").mkdir(exist_ok=True)
    (folder(bureau) / COPY).write_bytes(b"as it was signed")
    bureau.make()
    report = issued(bureau, "ke-hoach")
    assert errors(report) == []
    assert messages(bureau.make()) == []
    assert (folder(bureau) / COPY).read_bytes() == b"as it was signed"


def test_a_hand_edit_inside_phat_hanh_is_kept_and_told_once(bureau, plan):
    issued(bureau, "ke-hoach")
    (folder(bureau) / COPY).write_bytes(b"changed in phat-hanh")
    told = [problem for problem in bureau.make().all_problems if "sửa tay" in problem.message]
    assert [(problem.severity, problem.where.file) for problem in told] == [("warning", f"AN-01/{COPY}")]
    assert (folder(bureau) / COPY).read_bytes() == b"changed in phat-hanh"
    assert [problem for problem in bureau.make().all_problems if "sửa tay" in problem.message] == []


def test_the_manifest_holds_the_hash_of_the_issued_copy(bureau, plan):
    rewrite(plan, p2="theo ý chị Hoa")
    issued(bureau, "ke-hoach")
    (told,) = [one for one in manifest(bureau)["documents"] if one["kind"] == "ke-hoach"]
    assert told["issued"] == "2024-07-08"
    assert told["issued_sha256"] == hashlib.sha256((folder(bureau) / COPY).read_bytes()).hexdigest()
    assert told["state"] == "kept"


def test_who_replaces_papers_is_told_of_each_that_had_been_edited_by_hand(bureau):
    bureau.make()
    letters = folder(bureau) / "giay-moi"
    edited = rewrite(letters / "002-ha-thi-binh.docx", p0="GHI TAY THÊM")
    issued(bureau, "giay-moi")
    report = replaced(bureau, "01/GM-UB")
    assert [one.where.file for one in report.all_problems if "sửa tay" in one.message] == [
        "AN-01/giay-moi/002-ha-thi-binh.docx"
    ]
    assert edited in [path.read_bytes() for path in (folder(bureau) / "bo").rglob("*.docx")]
    assert [one for one in replaced(bureau, "02/GM-UB", "nữa").all_problems if "sửa tay" in one.message] == []


def test_a_paper_edited_after_its_issue_is_kept_in_the_manifest_too_until_it_is_as_it_was(bureau):
    bureau.make()
    issued(bureau)
    before = (folder(bureau) / PLAN).read_bytes()
    rewrite(folder(bureau) / PLAN, p0="Sửa sau khi phát hành")

    bureau.make()
    assert manifest(bureau)["documents"][0]["state"] == "kept"
    times = bureau.times()
    bureau.make()
    assert bureau.times() == times

    (folder(bureau) / PLAN).write_bytes(before)
    bureau.make()
    assert manifest(bureau)["documents"][0]["state"] == "made"
