"""Papers signed as PDFs: what was signed is what is kept, byte for byte; what was altered is told and never taken."""

from __future__ import annotations

import sys

import pytest
from issuing_office import AT, PLAN, folder, issued, manifest, replaced
from plain_template import write_template
from signed_pdfs import plain_pdf, signer, with_signature, with_stamp

from flows.after_signing.register_book import entries, notes, rebuild
from flows.numbering.books import outgoing_book
from flows.outputs.disk import digest
from flows.outputs.signing_folder import put_pdfs
from flows.pdf.paper_pdfs import add_pdfs

BESIDE, KEPT = "ke-hoach.pdf", "phat-hanh/ke-hoach.pdf"
TOAN, OFFICE = "Lê Thị Toan", "Uỷ ban xã An"


@pytest.fixture(scope="module")
def first(first_bureau):
    """An office whose plan has a PDF beside it, which nobody has signed."""
    first_bureau.make()
    put_pdfs({folder(first_bureau) / PLAN: plain_pdf("so .../KH-UB")})
    return first_bureau


@pytest.fixture(scope="module")
def versions(first, tmp_path_factory):
    """The plan's PDF as it is signed, stamped and sealed, and what may become of it."""
    room = tmp_path_factory.mktemp("khoa")
    once = with_signature((folder(first) / BESIDE).read_bytes(), "NguoiKy", signer(room, TOAN))
    stamped = with_stamp(once, "01/KH-UB")
    return {
        "once": once,
        "stamped": stamped,
        "twice": with_signature(once, "CoQuan", signer(room, OFFICE)),
        "all": with_signature(stamped, "CoQuan", signer(room, OFFICE)),
        "altered": once.replace(b"so ...", b"so 007", 1),
        "cut": once[:-500],
        "unsigned": plain_pdf("so .../KH-UB"),
        "another": with_signature(plain_pdf("so .../KH-UB"), "NguoiKy", signer(room, TOAN)),
    }


@pytest.fixture
def office(first, tmp_path):
    return first.copied(tmp_path)


@pytest.fixture
def put(office, versions):
    def put(version, path=BESIDE):
        (folder(office) / path).write_bytes(versions[version])

    return put


@pytest.fixture
def kept(office, put):
    """The office after its plan has gone out, signed once."""
    put("once")
    issued(office, "ke-hoach")
    return office


def bytes_of(office, path):
    return (folder(office) / path).read_bytes()


def paper(office):
    return next(one for one in manifest(office)["documents"] if one["kind"] == "ke-hoach")


def remarks(office):
    """What the book of outgoing papers says of the plan in its last column."""
    target = office.order().register_target
    rows = entries(target)
    [line] = [row for row in outgoing_book(rows, notes(target, rows, office.outputs)).rows if row[0] == "01/KH-UB"]
    return line[-1]


def told(report, place):
    return [one.message for one in report.all_problems if one.where.file == f"AN-01/{place}"]


def notice(office):
    return (folder(office) / "THONG-BAO.txt").read_text("utf-8-sig")


def test_the_signed_pdf_is_what_is_issued_with_its_hash_signers_and_hours(office, versions, put):
    put("once")
    issued(office, "ke-hoach")
    assert bytes_of(office, KEPT) == bytes_of(office, BESIDE) == versions["once"]
    assert not (folder(office) / "phat-hanh" / PLAN).exists()
    assert office.text(PLAN).startswith("01/KH-UB")
    assert paper(office)["original"] == digest(versions["once"])
    assert [one["signer"] for one in paper(office)["signings"]] == [TOAN]
    assert paper(office)["signings"][0]["at"].startswith("20")
    assert remarks(office).startswith(f"ký số: {TOAN}, ")


def test_the_notice_says_which_number_and_day_to_stamp_until_that_is_done(kept, put):
    assert "Kế hoạch: số 01/KH-UB, ngày 08 tháng 7 năm 2024 (1 tệp PDF đã ký)" in notice(kept)
    page = (folder(kept) / "trinh-ky/xem.html").read_text("utf-8")
    assert f"Ký số: {TOAN}, " in page
    assert "Cần đóng số, ngày" in page
    put("stamped")
    kept.make()
    assert "CẦN ĐÓNG SỐ" not in notice(kept)
    assert f"(ký số: {TOAN}, " in notice(kept)


def test_a_signature_alone_that_nobody_sees_on_the_page_ends_no_reminder(kept, put):
    put("twice")
    kept.make()
    assert f"{OFFICE}, " in notice(kept)
    assert "Kế hoạch: số 01/KH-UB, ngày 08 tháng 7 năm 2024 (1 tệp PDF đã ký)" in notice(kept)


@pytest.mark.parametrize("later", ["twice", "stamped", "all"])
def test_a_later_version_takes_its_place_and_the_next_run_writes_nothing(kept, versions, put, later):
    put(later)
    report = kept.make()
    assert [one for one in report.all_problems if one.is_error] == []
    assert bytes_of(kept, KEPT) == bytes_of(kept, BESIDE) == versions[later]
    assert paper(kept)["original"] == digest(versions[later])
    signers = {"twice": [TOAN, OFFICE], "stamped": [TOAN], "all": [TOAN, OFFICE]}[later]
    assert [one["signer"] for one in paper(kept)["signings"]] == signers
    kept.make()
    before = kept.times()
    kept.make()
    assert kept.times() == before


@pytest.mark.parametrize(
    ("spoilt", "word"),
    [("altered", "bị sửa"), ("another", "bị sửa"), ("cut", "bị cắt cụt"), ("unsigned", "không còn chữ ký số")],
)
def test_what_was_altered_after_the_issue_is_told_and_never_taken(kept, versions, put, spoilt, word):
    put(spoilt)
    for _ in range(2):
        report = kept.make()
        assert [word in one for one in told(report, BESIDE)] == [True]
        assert bytes_of(kept, KEPT) == versions["once"]
        assert bytes_of(kept, BESIDE) == versions[spoilt]
    put("all")
    assert not [one for one in kept.make().all_problems if one.is_error]
    assert bytes_of(kept, KEPT) == versions["all"]


@pytest.mark.parametrize(("spoilt", "word"), [("altered", "đã bị sửa sau khi ký"), ("cut", "bị cắt cụt hoặc hỏng")])
def test_what_was_altered_before_the_issue_goes_out_in_no_form(office, put, spoilt, word):
    put(spoilt)
    report = issued(office, "ke-hoach")
    assert [word in one for one in told(report, BESIDE)] == [True]
    assert not (folder(office) / "phat-hanh").exists()
    assert paper(office)["number"] is None


def test_an_altered_copy_is_told_and_a_lost_one_comes_back(kept, versions, put):
    (folder(kept) / KEPT).unlink()
    kept.make()
    assert bytes_of(kept, KEPT) == versions["once"]
    put("altered", KEPT)
    assert told(kept.make(), KEPT) == ["Bản gốc điện tử ở đây đã bị sửa."]
    (folder(kept) / BESIDE).unlink()
    assert told(kept.make(), KEPT) == ["Bản gốc điện tử đã phát hành bị mất hoặc đã bị sửa."]
    assert bytes_of(kept, KEPT) == versions["altered"]


def test_one_that_was_signed_before_its_paper_was_made_anew_does_not_go_out(office, versions, put):
    put("once")
    office.write(event=office.event.replace("Mục đích | Bồi dưỡng", "Mục đích | Tập huấn"))
    office.make()
    report = issued(office, "ke-hoach")
    assert any("làm từ văn bản trước khi văn bản được làm lại" in one for one in told(report, BESIDE))
    assert not (folder(office) / "phat-hanh").exists()
    assert bytes_of(office, BESIDE) == versions["once"]


def test_a_new_version_signed_beside_an_older_one_is_what_goes_out(office, versions, put):
    put("once")
    office.write(event=office.event.replace("Mục đích | Bồi dưỡng", "Mục đích | Tập huấn"))
    office.make()
    put("another", "ke-hoach.moi.pdf")
    issued(office, "ke-hoach")
    assert bytes_of(office, KEPT) == versions["another"]
    report = office.make()
    assert [one for one in report.all_problems if one.is_error] == []
    assert bytes_of(office, BESIDE) == versions["once"]
    assert add_pdfs(office.outputs, [one for one in report.events[0].documents if one.kind == "ke-hoach"]) == []


def test_a_paper_may_be_signed_after_its_number_was_given(office, versions, put):
    issued(office, "ke-hoach")
    assert (folder(office) / "phat-hanh" / PLAN).exists()
    put("once")
    office.make()
    assert bytes_of(office, KEPT) == versions["once"]
    assert not (folder(office) / "phat-hanh" / PLAN).exists()
    assert paper(office)["stamp"] == "số 01/KH-UB, ngày 08 tháng 7 năm 2024"


def test_one_signed_after_that_which_says_the_number_needs_no_stamp(office, versions, put):
    issued(office, "ke-hoach")
    put("stamped")
    office.make()
    assert bytes_of(office, KEPT) == versions["stamped"]
    assert "stamp" not in paper(office)


def test_a_lost_manifest_and_a_lost_register_forget_no_signature(kept, versions, put):
    put("all")
    kept.make()
    target = kept.order().register_target
    (folder(kept) / "manifest.json").unlink()
    kept.make()
    assert paper(kept)["original"] == digest(versions["all"])
    assert not (folder(kept) / "phat-hanh" / PLAN).exists()
    (kept.folder / "so-dang-ky.sqlite").unlink()
    list(rebuild(target, kept.outputs, at=AT))
    assert OFFICE in remarks(kept)


def test_after_a_lost_manifest_the_newest_version_is_taken_at_once(kept, versions, put):
    (folder(kept) / "manifest.json").unlink()
    put("all")
    kept.make()
    assert bytes_of(kept, KEPT) == versions["all"]


def test_after_a_lost_manifest_an_original_whose_word_text_was_worked_in_is_not_told_as_lost(kept, versions):
    write_template(folder(kept) / PLAN, "sửa tay")
    (folder(kept) / "manifest.json").unlink()
    kept.write(event=kept.event.replace("Mục đích | Bồi dưỡng", "Mục đích | Tập huấn"))
    report = kept.make()
    assert [one.message for one in report.all_problems if "không còn trong outputs" in one.message] == []
    assert paper(kept)["original"] == digest(versions["once"])


def test_a_replaced_paper_takes_its_signed_pdf_along(kept, versions):
    replaced(kept, "01/KH-UB")
    assert bytes_of(kept, f"bo/{BESIDE}") == bytes_of(kept, f"bo/{KEPT}") == versions["once"]
    assert not (folder(kept) / KEPT).exists()
    assert kept.text(f"phat-hanh/{PLAN}").startswith("02/KH-UB")


def test_without_the_extra_signers_are_read_and_the_rest_is_said_not_to_be_judged(office, versions, put, monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] == "pyhanko"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyhanko", None)
    put("altered")
    assert any("đã bị sửa sau khi ký" in one for one in told(issued(office, "ke-hoach"), BESIDE))
    put("once")
    report = issued(office, "ke-hoach")
    assert bytes_of(office, KEPT) == versions["once"]
    assert [one["signer"] for one in paper(office)["signings"]] == [TOAN]
    assert any("chưa xét được chữ ký có hiệu lực không" in one for one in told(report, KEPT))
