"""Issued papers whose files are gone, and people who came after the issue: nothing goes out that was not signed."""

from __future__ import annotations

import shutil

import pytest
from issuing_office import AN, AT, PLAN, document, files, folder, issued, register_rows, replaced

from flows.after_signing.register_book import rebuild, void
from flows.numbering.register import open_register

NEW = "giay-moi/004-lo-thi-moi.docx"


def retold(bureau):
    """Change a field that every plan and invitation of these tests prints."""
    bureau.write(event=bureau.event.replace("Mục đích | Bồi dưỡng", "Mục đích | Tập huấn"))


def somebody_new(bureau):
    bureau.write(roster=f"{bureau.roster}Lò Thị Mới |  | thôn Tư | hoàn thành\n")


def warnings(report, word):
    return [problem for problem in report.all_problems if word in problem.message and not problem.is_error]


@pytest.fixture(scope="module")
def first(first_bureau):
    """Let plan and invitations of an office be issued."""
    first_bureau.template("giay-moi", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }} {{ su_kien.muc_dich }}")
    first_bureau.make()
    issued(first_bureau)
    return first_bureau


@pytest.fixture
def out(first, tmp_path):
    return first.copied(tmp_path)


def test_deleted_outputs_of_issued_papers_come_back_where_the_data_are_the_same(out):
    before = files(out)
    shutil.rmtree(out.outputs)
    report = out.make()
    assert files(out) == before
    assert warnings(report, "phát hành") == []
    assert document(report, PLAN).issued == "2024-07-08"


def test_deleted_outputs_of_issued_papers_are_not_made_from_other_data(out):
    shutil.rmtree(out.outputs)
    retold(out)
    for _ in range(2):
        report = out.make(only=("ke-hoach", "giay-moi"))
        assert files(out) == {}
        told = warnings(report, "không còn trong outputs")
        assert [problem.where.file for problem in told] == [
            f"AN-01/phat-hanh/{PLAN}",
            "AN-01/phat-hanh/giay-moi/001-le-van-an.docx",
        ]
    assert told[1].message == (
        "3 văn bản đã phát hành của Lê Văn An, Hà Thị Bình, Vũ Cảnh (số 01/GM-UB) không còn trong outputs; "
        "dữ liệu nay đã khác nên không làm lại."
    )
    assert [one for event in report.events for one in event.documents] == []


def test_a_saved_copy_that_is_brought_back_settles_it(out):
    saved = (folder(out) / "phat-hanh" / PLAN).read_bytes()
    shutil.rmtree(out.outputs)
    retold(out)
    out.make(only=("ke-hoach",))
    (folder(out) / "phat-hanh").mkdir()
    (folder(out) / "phat-hanh" / PLAN).write_bytes(saved)
    report = out.make(only=("ke-hoach",))
    assert (folder(out) / PLAN).read_bytes() == saved
    assert warnings(report, "không còn trong outputs") == []
    assert warnings(report, "sửa tay") == []


def test_one_lost_paper_is_told_and_not_made_from_other_data(out):
    (folder(out) / PLAN).unlink()
    (folder(out) / "phat-hanh" / PLAN).unlink()
    retold(out)
    report = out.make()
    assert not (folder(out) / PLAN).exists()
    assert len(warnings(report, "không còn trong outputs")) == 1


def test_one_lost_paper_comes_back_silently_where_the_data_are_the_same(out):
    before = files(out)
    (folder(out) / PLAN).unlink()
    (folder(out) / "phat-hanh" / PLAN).unlink()
    report = out.make()
    assert files(out) == before
    assert warnings(report, "phát hành") == []


def test_a_lost_copy_comes_back_in_runs_of_other_kinds_too(out):
    before = files(out)
    (folder(out) / "phat-hanh" / PLAN).unlink()
    out.make(only=("tin-bai",))
    assert files(out).items() >= before.items()


def test_of_a_lost_copy_whose_paper_was_edited_nothing_is_made_up(out):
    (folder(out) / "phat-hanh" / PLAN).unlink()
    (folder(out) / PLAN).write_bytes(b"edited after the issue")
    retold(out)
    report = out.make()
    assert not (folder(out) / "phat-hanh" / PLAN).exists()
    assert (folder(out) / PLAN).read_bytes() == b"edited after the issue"
    assert len(warnings(report, "không còn trong outputs")) == 1


def test_a_rebuilt_register_knows_which_papers_went_out(out):
    target = out.order().register_target
    shutil.move(target, out.folder / "elsewhere.sqlite")
    list(rebuild(target, out.outputs, at=AT))
    before = files(out)
    shutil.rmtree(out.outputs)
    out.make()
    assert files(out) == before


def test_a_person_added_after_the_issue_waits_as_to_be_signed(out):
    somebody_new(out)
    report = out.make()
    assert (folder(out) / NEW).exists()
    assert not (folder(out) / "phat-hanh" / NEW).exists()
    assert document(report, NEW).issued == ""
    (problem,) = warnings(report, "chưa phát hành")
    assert problem.where.file == f"AN-01/{NEW}"
    assert problem.message == "1 văn bản của Lò Thị Mới mang số 01/GM-UB đã cấp, nhưng chưa phát hành."
    assert problem.fix.startswith("Trình ký, rồi chạy lại vanthu issue.")


def test_the_next_issue_sends_it_out_under_the_number_and_day_of_the_others(out):
    somebody_new(out)
    out.make()
    rows, before = register_rows(out), files(out)
    report = issued(out, day=None)
    assert out.text(f"phat-hanh/{NEW}") == "01/GM-UB Lò Thị Mới Bồi dưỡng"
    assert document(report, NEW).issued == "2024-07-08"
    assert warnings(report, "chưa phát hành") == []
    assert register_rows(out) == rows
    assert files(out).items() >= before.items()
    assert warnings(out.make(), "chưa phát hành") == []


def test_a_paper_that_was_never_made_for_signing_does_not_go_out(out):
    somebody_new(out)
    report = issued(out, day=None)
    assert not (folder(out) / "phat-hanh" / NEW).exists()
    (problem,) = [each for each in report.all_problems if each.is_error]
    assert problem.message == "Giấy mời chưa từng được làm để trình ký, nên chưa phát hành."
    assert problem.where.cell == "A5"


def test_a_number_issued_by_a_run_that_was_killed_before_its_files_waits_for_the_next_issue(bureau):
    bureau.make()
    shutil.copytree(bureau.outputs, bureau.folder / "signed")
    issued(bureau, "ke-hoach")
    done = (folder(bureau) / "phat-hanh" / PLAN).read_bytes()
    shutil.rmtree(bureau.outputs)
    shutil.move(bureau.folder / "signed", bureau.outputs)
    with open_register(bureau.order().register_target) as register, register.writing() as connection:
        connection.exec_driver_sql("DROP TABLE papers")
    retold(bureau)
    assert len(warnings(bureau.make(), "chưa phát hành")) == 1
    assert not (folder(bureau) / "phat-hanh").exists()
    bureau.write()
    bureau.make()
    issued(bureau, "ke-hoach", day=None)
    assert (folder(bureau) / "phat-hanh" / PLAN).read_bytes() == done


def test_certificates_that_went_out_are_known_one_by_one(bureau):
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    before = (folder(bureau) / AN).read_bytes()
    shutil.rmtree(bureau.outputs)
    bureau.write(roster=bureau.roster.replace("Hà Thị Bình", "Hà Thị Bính"))
    report = bureau.make()
    assert (folder(bureau) / "phat-hanh" / AN).read_bytes() == before
    assert not (folder(bureau) / "phat-hanh/giay-chung-nhan/002-ha-thi-binh.docx").exists()
    assert len(warnings(report, "không còn trong outputs")) == 1


def test_a_run_after_the_issue_of_one_kind_writes_nothing_into_manifest_and_register(bureau):
    bureau.template("ke-hoach", "{{ su_kien.ten_su_kien }} {{ su_kien.ket_qua }}")
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    before = bureau.times()
    assert any("còn chỗ trống" in problem.message for problem in bureau.make().all_problems)
    kept = [path for path in before if path.suffix in (".json", ".sqlite", ".docx") and path.parent.name != "trinh-ky"]
    assert {path: bureau.times()[path] for path in kept} == {path: before[path] for path in kept}


@pytest.mark.parametrize("manifest", [None, b'{"event":'])
def test_after_a_lost_manifest_the_next_run_tells_all_and_the_second_writes_nothing(bureau, manifest):
    bureau.template("giay-chung-nhan", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }} {{ nguoi.don_vi }}")
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    (folder(bureau) / "manifest.json").unlink()
    if manifest:
        (folder(bureau) / "manifest.json").write_bytes(manifest)
    bureau.write(roster=bureau.roster.replace("thôn Hai", "thôn Hai Mới"))
    report = bureau.make()
    (problem,) = warnings(report, "đã phát hành mà")
    assert problem.where.cell == "A3"
    assert problem.message.startswith("Giấy chứng nhận số 002/GCN của Hà Thị Bình đã phát hành mà")
    notice = (folder(bureau) / "THONG-BAO.txt").read_text(encoding="utf-8")
    assert problem.message in notice
    before = bureau.times()
    assert warnings(bureau.make(), "đã phát hành mà") == [problem]
    assert bureau.times() == before


def without_manifest(bureau):
    """Make the certificates of an office, lose what it remembers of them, and return its folder."""
    bureau.template("giay-chung-nhan", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }} {{ nguoi.don_vi }}")
    bureau.make()
    (folder(bureau) / "manifest.json").unlink()
    return folder(bureau)


@pytest.mark.parametrize("edited", [False, True])
def test_a_paper_whose_number_is_void_leaves_though_the_manifest_is_lost(bureau, edited):
    event = without_manifest(bureau)
    if edited:
        (event / AN).write_bytes(b"edited")
    before = (event / AN).read_bytes()
    void(bureau.order(), "001/GCN", "in hỏng", at=AT)
    report = bureau.make()
    assert not (event / AN).exists()
    assert (event / "bo" / AN).read_bytes() == before
    told = [problem.where.file for problem in warnings(report, "Số của văn bản này đã hủy")]
    assert told == ([f"AN-01/{AN}"] if edited else [])
    times = bureau.times()
    bureau.make()
    assert bureau.times() == times


def test_what_is_replaced_while_the_manifest_is_lost_goes_out_under_its_new_number(bureau):
    bureau.make()
    issued(bureau, "giay-chung-nhan", day=None)
    event = folder(bureau)
    old = (event / "phat-hanh" / AN).read_bytes()
    (event / AN).write_bytes(b"edited")
    (event / "manifest.json").unlink()
    replaced(bureau, "001/GCN")
    assert (event / "bo" / AN).read_bytes() == b"edited"
    assert (event / "bo/phat-hanh" / AN).read_bytes() == old
    assert bureau.text(f"phat-hanh/{AN}").startswith("004/GCN")


@pytest.mark.parametrize("edited", [False, True])
def test_so_do_invitations_which_share_a_number(bureau, edited):
    bureau.template("giay-moi", "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }}")
    bureau.make()
    issued(bureau, "giay-moi", day=None)
    event, name = folder(bureau), "giay-moi/001-le-van-an.docx"
    old = (event / "phat-hanh" / name).read_bytes()
    if edited:
        (event / name).write_bytes(b"edited")
    before = (event / name).read_bytes()
    (event / "manifest.json").unlink()
    replaced(bureau, "01/GM-UB")
    assert (event / "bo" / name).read_bytes() == before
    assert (event / "bo/phat-hanh" / name).read_bytes() == old
    assert bureau.text(name) == bureau.text(f"phat-hanh/{name}") == "02/GM-UB Lê Văn An"
    (event / "manifest.json").unlink()
    bureau.make()
    assert bureau.text(f"phat-hanh/{name}") == "02/GM-UB Lê Văn An"
    times = bureau.times()
    bureau.make()
    assert bureau.times() == times


def test_a_lost_manifest_is_told_once_and_a_paper_that_the_register_knows_is_made_anew(bureau):
    event = without_manifest(bureau)
    bureau.write(roster=bureau.roster.replace("thôn Hai", "thôn Hai Mới"))
    report = bureau.make()
    paper = document(report, "giay-chung-nhan/002-ha-thi-binh.docx")
    assert (paper.state, paper.change) == ("made", "changed")
    assert bureau.text(paper.path.removeprefix("AN-01/")) == "002/GCN Hà Thị Bình thôn Hai Mới"
    (problem,) = warnings(report, "Không thấy tệp manifest.json")
    notice = (event / "THONG-BAO.txt").read_text(encoding="utf-8")
    assert problem.message in notice
    assert "Làm lần đầu" not in notice
    assert "Thêm: " not in notice
    times = bureau.times()
    assert warnings(bureau.make(), "manifest.json") == []
    assert bureau.times() == times
