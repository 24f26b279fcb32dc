"""What a secretary finds in outputs/ after a run, after her own changes, and after the next run."""

from __future__ import annotations

import hashlib
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from publishing_office import TEMPLATE, Office, draft, tree

from flows.errors import MachineError
from flows.model.draft import EventBatch
from flows.outputs.outputs_folder import Outputs
from flows.problems import Problem, Where

LETTERS = """
ke-hoach - 0 ke-hoach | kế hoạch
giay-moi an 1 Lê Văn An | mời An
giay-moi binh 2 Trần Thị Bình | mời Bình
"""
AN, BINH = "giay-moi/001-le-van-an.docx", "giay-moi/002-tran-thi-binh.docx"


def states(published) -> dict[str, str]:
    return {document.path.removeprefix("PT-2024-07/"): document.state for document in published.documents}


def manifest(office: Office) -> dict:
    return json.loads(office.path("manifest.json").read_text("utf-8"))


def times(root: Path) -> dict[str, int]:
    return {str(path): path.stat().st_mtime_ns for path in (root, *root.rglob("*"))}


def test_a_first_run_makes_every_paper_and_the_manifest(office):
    published = office.run(LETTERS)
    assert office.files() == [AN, BINH, "ke-hoach.docx", "manifest.json"]
    assert office.text(AN) == "mời An"
    assert states(published) == {"ke-hoach.docx": "made", AN: "made", BINH: "made"}
    assert [one.state for one in published.documents] == ["made"] * 3
    assert published.removed == ()


def test_the_manifest_tells_of_each_document_in_the_order_of_the_office(office):
    problem = Problem(Where("ds.xlsx", "Danh sách", "D17", "Ngày sinh"), "31/02/1990 không có trong lịch", "Sửa ô D17")
    office.run(LETTERS + "giay-chung-nhan an 1 Lê Văn An | chứng nhận", problems=(problem,))
    told = manifest(office)
    assert (told["event"], told["title"], told["problems"]) == ("PT-2024-07", "Lớp tập huấn", [problem.as_json()])
    assert [one["kind"] for one in told["documents"]] == ["ke-hoach", "giay-moi", "giay-moi", "giay-chung-nhan"]
    assert told["documents"][1] == {
        "kind": "giay-moi",
        "path": f"PT-2024-07/{AN}",
        "key": "an",
        "recipient": "Lê Văn An",
        "number": "001/GCN",
        "state": "made",
        "sha256": hashlib.sha256("mời An".encode()).hexdigest(),
        "blanks": [],
        "template_sha256": TEMPLATE,
        "series": "{so:03}/GCN",
        "year": 2024,
        "marks": "van_ban.ky_hieu=88b519 van_ban.ngay=518995",
    }


def test_the_manifest_is_read_by_people_too(office):
    office.run(LETTERS)
    assert '\n  "title": "Lớp tập huấn",\n' in office.text("manifest.json")


def test_a_second_run_writes_nothing_and_changes_no_time(office):
    office.run(LETTERS)
    before = times(office.root)
    assert set(states(office.run(LETTERS)).values()) == {"unchanged"}
    assert times(office.root) == before


def test_a_changed_row_remakes_its_papers_only(office):
    office.run(LETTERS)
    before = times(office.path("giay-moi"))
    published = office.run(LETTERS.replace("mời An", "mời An họp"))
    assert states(published) == {"ke-hoach.docx": "unchanged", AN: "made", BINH: "unchanged"}
    assert office.text(AN) == "mời An họp"
    assert times(office.path("giay-moi"))[str(office.path(BINH))] == before[str(office.path(BINH))]


def test_a_lost_file_is_made_again(office):
    office.run(LETTERS)
    office.path(AN).unlink()
    assert states(office.run(LETTERS))[AN] == "made"
    assert office.text(AN) == "mời An"


@pytest.mark.parametrize("text", ["mời An", "mời An họp"])
def test_a_paper_changed_by_hand_stays_and_ours_stands_beside_it(office, text):
    office.run(LETTERS)
    office.path(AN).write_text("sửa tay")
    published = office.run(LETTERS.replace("mời An", text))
    assert states(published)[AN] == "kept"
    assert office.text(AN) == "sửa tay"
    assert office.text("giay-moi/001-le-van-an.moi.docx") == text
    assert manifest(office)["documents"][1]["state"] == "kept"


def test_a_kept_paper_stays_kept_and_nothing_is_written_again(office):
    office.run(LETTERS)
    office.path(AN).write_text("sửa tay")
    office.run(LETTERS)
    before = times(office.root)
    assert states(office.run(LETTERS))[AN] == "kept"
    assert times(office.root) == before


def test_our_version_beside_a_changed_paper_follows_the_data(office):
    office.run(LETTERS)
    office.path(AN).write_text("sửa tay")
    office.run(LETTERS)
    office.run(LETTERS.replace("mời An", "mời An họp"))
    assert office.text(AN) == "sửa tay"
    assert office.text("giay-moi/001-le-van-an.moi.docx") == "mời An họp"


def test_a_version_beside_that_was_changed_by_hand_too_is_kept_and_said(office):
    office.run(LETTERS)
    office.path(AN).write_text("sửa tay")
    office.run(LETTERS)
    office.path("giay-moi/001-le-van-an.moi.docx").write_text("cũng sửa tay")
    published = office.run(LETTERS.replace("mời An", "mời An họp"))
    assert office.text("giay-moi/001-le-van-an.moi.docx") == "cũng sửa tay"
    assert [problem.where.file for problem in published.problems] == [f"PT-2024-07/{AN}"]
    assert published.problems[0].severity == "warning"


@pytest.mark.parametrize("back", ["deleted", "ours", "ours of before", "new one taken over"])
def test_when_the_changed_paper_is_given_up_the_next_run_is_normal_again(office, back):
    office.run(LETTERS)
    office.path(AN).write_text("sửa tay")
    office.run(LETTERS.replace("mời An", "mời An họp"))
    beside = office.path("giay-moi/001-le-van-an.moi.docx")
    match back:
        case "deleted":
            office.path(AN).unlink()
        case "ours":
            office.path(AN).write_text("mời An họp")
        case "ours of before":
            office.path(AN).write_text("mời An")
        case _:
            beside.replace(office.path(AN))
    published = office.run(LETTERS.replace("mời An", "mời An họp"))
    assert states(published)[AN] in ("made", "unchanged")
    assert office.text(AN) == "mời An họp"
    assert not beside.exists()
    assert manifest(office)["documents"][1]["state"] == "made"


def test_a_file_nobody_knows_counts_as_made_by_hand(office):
    office.path("giay-moi").mkdir(parents=True)
    office.path(AN).write_text("của chị Hoa")
    office.path(BINH).write_text("mời Bình")
    published = office.run(LETTERS)
    assert states(published) == {"ke-hoach.docx": "made", AN: "kept", BINH: "unchanged"}
    assert office.text(AN) == "của chị Hoa"


def test_a_removed_person_leaves_for_bo_and_the_manifest_remembers_the_number(office):
    office.run(LETTERS)
    published = office.run(LETTERS.replace("giay-moi binh 2 Trần Thị Bình | mời Bình", ""))
    assert office.files() == [f"bo/{BINH}", AN, "ke-hoach.docx", "manifest.json"]
    assert [one.path for one in published.removed] == [f"PT-2024-07/bo/{BINH}"]
    assert [one["key"] for one in manifest(office)["documents"]] == ["", "an"]
    assert ("binh", "002/GCN") in [(one.key, one.number) for one in office.outputs.manifests()]


def test_bo_never_loses_a_paper(office):
    for text in ("mời Bình", "mời Bình lần hai", "mời Bình lần ba"):
        office.run(LETTERS.replace("mời Bình", text))
        office.run(LETTERS.replace("giay-moi binh 2 Trần Thị Bình | mời Bình", ""))
    left = [office.text(f"bo/giay-moi/002-tran-thi-binh{end}.docx") for end in ("", "-2", "-3")]
    assert left == ["mời Bình", "mời Bình lần hai", "mời Bình lần ba"]


def test_a_removed_paper_that_was_changed_by_hand_is_moved_with_the_version_beside_it(office):
    office.run(LETTERS)
    office.path(BINH).write_text("sửa tay")
    office.run(LETTERS)
    office.run(LETTERS.replace("giay-moi binh 2 Trần Thị Bình | mời Bình", ""))
    assert office.text(f"bo/{BINH}") == "sửa tay"
    assert office.text("bo/giay-moi/002-tran-thi-binh.moi.docx") == "mời Bình"
    assert not office.path(BINH).exists()


def test_a_person_who_comes_back_has_the_old_path_and_is_removed_no_more(office):
    office.run(LETTERS)
    office.run(LETTERS.replace("giay-moi binh 2 Trần Thị Bình | mời Bình", ""))
    assert states(office.run(LETTERS))[BINH] == "made"
    assert "removed" not in manifest(office)


@pytest.mark.parametrize(
    "batch",
    [
        {"whole": False},
        {"kinds": frozenset({"ke-hoach"})},
        {"standing": frozenset({("giay-moi", "binh"), ("giay-moi", "an")})},
    ],
    ids=["a roster could not be read", "only plans were asked for", "their papers stand"],
)
def test_papers_this_run_does_not_judge_stay_as_they_are(office, batch):
    office.run(LETTERS)
    before = manifest(office)["documents"]
    office.run("ke-hoach - 0 ke-hoach | kế hoạch", **batch)
    assert office.files() == [AN, BINH, "ke-hoach.docx", "manifest.json"]
    assert manifest(office)["documents"] == before


def test_a_draft_that_could_not_be_rendered_keeps_the_paper_it_had(office):
    office.run(LETTERS)
    an, binh = draft("giay-moi", "an", 1, "Lê Văn An"), draft("giay-moi", "binh", 2, "Trần Thị Bình")
    batch = EventBatch("PT-2024-07", "Lớp tập huấn", (an, binh), kinds=frozenset({"giay-moi"}))
    with office.outputs.publication(batch) as publication:
        publication.add(an, "mời An".encode(), TEMPLATE)
        publication.commit()
    assert office.text(BINH) == "mời Bình"
    assert [one["key"] for one in manifest(office)["documents"]] == ["", "an", "binh"]


def test_a_corrected_name_gives_the_file_its_new_name_and_its_old_order(office):
    office.run(LETTERS)
    office.run(LETTERS.replace("an 1 Lê Văn An", "an 7 Lê Văn Ân Thịnh"))
    assert office.files() == ["giay-moi/001-le-van-an-thinh.docx", BINH, "ke-hoach.docx", "manifest.json"]


def test_the_old_file_of_a_corrected_name_is_kept_in_bo_when_it_was_changed_by_hand(office):
    office.run(LETTERS)
    office.path(AN).write_text("sửa tay")
    published = office.run(LETTERS.replace("Lê Văn An", "Lê Văn Ẩn Thịnh"))
    assert office.text(f"bo/{AN}") == "sửa tay"
    assert office.text("giay-moi/001-le-van-an-thinh.docx") == "mời An"
    assert "bo/giay-moi/001-le-van-an.docx" in published.problems[0].message


def test_two_people_of_one_name_and_one_order_have_two_files_for_ever(office):
    twins = "giay-moi a 1 Lê An | của a\ngiay-moi b 1 Lê Ân | của b"
    office.run(twins)
    assert (office.text("giay-moi/001-le-an.docx"), office.text("giay-moi/001-le-an-2.docx")) == ("của a", "của b")
    swapped = "\n".join(reversed(twins.splitlines()))
    assert set(states(office.run(swapped)).values()) == {"unchanged"}


def test_documents_may_come_from_many_threads_in_any_order(office, tmp_path):
    people = [draft("giay-moi", f"k{n}", n, f"Người {n}") for n in range(1, 200)]
    batch = EventBatch("PT-2024-07", "Lớp tập huấn", tuple(people), kinds=frozenset({"giay-moi"}))
    for root, order in ((tmp_path / "a", people), (tmp_path / "b", people[::-1])):
        with Outputs(root).publication(batch) as publication, ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda one, taker=publication: taker.add(one, one.key.encode(), TEMPLATE), order))
            publication.commit()
    assert tree(tmp_path / "a") == tree(tmp_path / "b")


def test_a_document_added_again_counts_as_it_came_last(office):
    office.run(LETTERS)
    an = draft("giay-moi", "an", 1, "Lê Văn An")
    batch = EventBatch("PT-2024-07", "Lớp tập huấn", (an,))
    with office.outputs.publication(batch) as publication:
        assert publication.add(an, b"half-rendered", TEMPLATE) == "made"
        assert publication.add(an, "mời An".encode(), TEMPLATE) == "unchanged"
        publication.commit()
    assert office.text(AN) == "mời An"
    assert not list(office.root.glob(".*.dang-ghi"))


def test_a_paper_changed_by_hand_during_the_run_stays(office):
    office.run(LETTERS)
    an = draft("giay-moi", "an", 1, "Lê Văn An")
    batch = EventBatch("PT-2024-07", "Lớp tập huấn", (an,))
    with office.outputs.publication(batch) as publication:
        publication.add(an, "mời An họp".encode(), TEMPLATE)
        office.path(AN).write_text("sửa tay")
        publication.commit()
    assert office.text(AN) == "sửa tay"
    assert states(office.run(LETTERS.replace("mời An", "mời An họp")))[AN] == "kept"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such owners")
def test_papers_are_for_the_offices_own_user(office):
    office.run(LETTERS)
    assert {office.path(path).stat().st_mode & 0o777 for path in office.files()} == {0o600}


def test_without_a_commit_everything_stays_as_it_was(office):
    office.run(LETTERS)
    before = tree(office.root)
    an = draft("giay-moi", "an", 1, "Lê Văn An")
    with office.outputs.publication(EventBatch("PT-2024-07", "", (an,))) as publication:
        publication.add(an, b"other", TEMPLATE)
    assert tree(office.root) == before


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'"x"',
        b'{"event": 1, "title": "", "documents": []}',
        b'{"event": "PT-2024-07", "title": "", "documents": [{"kind": "ke-hoach"}]}',
        b'{"event": "PT-2024-07", "title": "", "documents": 3}',
    ],
)
def test_a_damaged_manifest_makes_every_differing_file_hand_made(office, content):
    office.run(LETTERS)
    office.path("manifest.json").write_bytes(content)
    assert [problem.where.file for problem in office.outputs.damaged()] == ["PT-2024-07/manifest.json"]
    published = office.run(LETTERS.replace("mời An", "mời An họp"))
    assert states(published) == {"ke-hoach.docx": "unchanged", AN: "kept", BINH: "unchanged"}
    assert [problem.severity for problem in published.problems] == ["warning"]
    assert office.path("bo/manifest.json").read_bytes() == content
    assert not office.run(LETTERS.replace("mời An", "mời An họp")).problems


@pytest.mark.parametrize("path", ["PT-2024-07/../../ngoai.docx", "/etc/passwd", "PT-2024-07//x.docx", "PT-2024-07/C:x"])
def test_a_manifest_never_reaches_out_of_its_folder(office, path):
    office.run(LETTERS)
    (office.root.parent / "ngoai.docx").write_text("của người khác")
    told = manifest(office)
    told["documents"][2]["path"] = path
    office.path("manifest.json").write_text(json.dumps(told))
    published = office.run("ke-hoach - 0 ke-hoach | kế hoạch")
    assert (office.root.parent / "ngoai.docx").read_text() == "của người khác"
    assert published.removed == ()


def test_manifests_tell_the_register_of_every_event(office):
    office.run(LETTERS)
    batch = EventBatch("Lớp 02/2024", "", (draft("ke-hoach", "", 0, "ke-hoach"),))
    with office.outputs.publication(batch) as publication:
        publication.add(batch.drafts[0], b"x", TEMPLATE)
        publication.commit()
    (office.root / "ghi-chu.txt").write_text("tệp lạ")
    told = {(one.event, one.kind, one.key, one.number, one.series, one.year) for one in office.outputs.manifests()}
    assert ("PT-2024-07", "giay-moi", "an", "001/GCN", "{so:03}/GCN", 2024) in told
    assert ("Lớp 02/2024", "ke-hoach", "", None, None, None) in told
    assert len(told) == 4


def test_no_outputs_folder_has_no_manifests(tmp_path):
    assert list(Outputs(tmp_path / "missing").manifests()) == []


@pytest.mark.parametrize("blocked", ["outputs", "PT-2024-07", "giay-moi", "001-le-van-an.docx", "manifest.json"])
def test_a_file_where_a_folder_should_be_is_said_in_vietnamese_and_nothing_is_lost(tmp_path, blocked):
    office = Office(tmp_path / "outputs")
    place = {
        "outputs": office.root,
        "PT-2024-07": office.path(""),
        "giay-moi": office.path("giay-moi"),
        "001-le-van-an.docx": office.path(AN) / "x",
        "manifest.json": office.path("manifest.json") / "x",
    }[blocked]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("tệp lạ")
    before = tree(tmp_path)
    with pytest.raises(MachineError) as failure:
        office.run(LETTERS)
    assert blocked in failure.value.message
    assert failure.value.fix
    left = {path: content for path, content in tree(tmp_path).items() if not path.endswith(".khoa")}
    assert left == before
