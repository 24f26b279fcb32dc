"""Killed at any change of the disk, two at once, a full disk: the next run gives what an undisturbed one gives."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest
from publishing_office import Killed, Office, power_cut, tree

from flows.errors import MachineError
from flows.model.draft import EventBatch

FIRST = """
ke-hoach - 0 ke-hoach | kế hoạch
giay-moi an 1 Lê Văn An | mời An
giay-moi binh 2 Trần Thị Bình | mời Bình
giay-moi chi 3 Đỗ Chi | mời Chi
giay-moi dung 4 Đỗ Dung | mời Dung
giay-moi em 5 Lê Em | mời Em
"""
SECOND = """
ke-hoach - 0 ke-hoach | kế hoạch mới
giay-moi an 1 Lê Văn An | mời An mới
giay-moi chi 3 Đỗ Chỉnh | mời Chỉnh
giay-moi dung 4 Đỗ Dũng Sĩ | mời Dũng
giay-moi em 5 Lê Em | mời Em
giay-moi giang 6 Vũ Giang | mời Giang
"""
BY_HAND = {"giay-moi/001-le-van-an.docx": "An sửa tay", "giay-moi/004-do-dung.docx": "Dung sửa tay"}


def begin(root: Path, *, manifest: bytes | None = None) -> Office:
    office = Office(root)
    office.run(FIRST)
    for path, text in BY_HAND.items():
        office.path(path).write_text(text)
    if manifest is not None:
        office.path("manifest.json").write_bytes(manifest)
    return office


def killed_at(office: Office, papers: str, change: int) -> bool:
    """Run until the n-th change of the disk, and tell whether the run came that far."""
    with power_cut(change):
        try:
            office.run(papers)
        except Killed:
            return True
    return False


def changes_of(office: Office, papers: str) -> int:
    with power_cut(10**6) as cut:
        office.run(papers)
    return cut.changes


def whole_papers() -> set[bytes]:
    lines = [*FIRST.splitlines(), *SECOND.splitlines()]
    return {line.partition("|")[2].strip().encode() for line in lines} | {text.encode() for text in BY_HAND.values()}


def documents(found: Mapping[str, bytes | None]) -> set[bytes]:
    return {content for path, content in found.items() if path.startswith("PT-") and path.endswith(".docx") and content}


@pytest.fixture(params=[None, b"{"], ids=["", "damaged manifest"])
def world(request, tmp_path) -> tuple[Path, Mapping[str, bytes | None], int]:
    begin(tmp_path / "start", manifest=request.param)
    shutil.copytree(tmp_path / "start", tmp_path / "undisturbed")
    changes = changes_of(Office(tmp_path / "undisturbed"), SECOND)
    return tmp_path / "start", tree(tmp_path / "undisturbed"), changes


def test_killed_at_any_change_of_the_disk_the_next_run_completes_the_work(world, tmp_path):
    start, undisturbed, changes = world
    assert changes > 25
    for change in range(1, changes + 1):
        office = Office(tmp_path / f"{change}")
        shutil.copytree(start, office.root)
        assert killed_at(office, SECOND, change)
        assert documents(tree(office.root)) <= whole_papers()
        assert set(map(str.encode, BY_HAND.values())) <= documents(tree(office.root))
        office.run(SECOND)
        assert tree(office.root) == undisturbed, f"killed at change {change}"


def test_killed_again_while_it_completes_the_work_nothing_is_lost(world, tmp_path):
    start, undisturbed, changes = world
    for change in range(1, changes + 1, 2):
        for again in (2, 3, 5, 8, 13):
            office = Office(tmp_path / f"{change}-{again}")
            shutil.copytree(start, office.root)
            killed_at(office, SECOND, change)
            killed_at(office, SECOND, again)
            office.run(SECOND)
            assert tree(office.root) == undisturbed, f"killed at change {change}, then {again}"


def test_killed_in_its_first_run_an_event_is_complete_after_the_second(tmp_path):
    undisturbed = Office(tmp_path / "undisturbed")
    for change in range(1, changes_of(undisturbed, FIRST) + 1):
        office = Office(tmp_path / f"{change}")
        assert killed_at(office, FIRST, change)
        office.run(FIRST)
        assert tree(office.root) == tree(undisturbed.root), f"killed at change {change}"


def test_numbers_on_papers_of_a_killed_first_run_are_known_to_the_register(tmp_path):
    for change in range(1, changes_of(Office(tmp_path / "undisturbed"), FIRST) + 1):
        office = Office(tmp_path / f"{change}")
        killed_at(office, FIRST, change)
        if documents(tree(office.root)):
            assert len(list(office.outputs.manifests())) == 6


def test_after_a_kill_a_run_that_is_asked_for_less_still_knows_its_own_files(tmp_path):
    for change in range(1, changes_of(begin(tmp_path / "undisturbed"), SECOND) + 1):
        office = begin(tmp_path / f"{change}")
        killed_at(office, SECOND, change)
        published = office.run("ke-hoach - 0 ke-hoach | kế hoạch mới nữa", whole=False)
        assert [one.state for one in published.documents] == ["made"]


def test_a_paper_changed_by_hand_between_a_kill_and_the_next_run_stays(tmp_path):
    em = "giay-moi/005-le-em.docx"
    for change in range(1, changes_of(begin(tmp_path / "undisturbed"), SECOND) + 1):
        office = begin(tmp_path / f"{change}")
        killed_at(office, SECOND.replace("mời Em", "mời Em mới"), change)
        office.path(em).write_text("Em sửa tay")
        office.run(SECOND.replace("mời Em", "mời Em mới"))
        assert office.text(em) == "Em sửa tay"
        assert office.text("giay-moi/005-le-em.moi.docx") == "mời Em mới"


def test_a_new_event_stands_whole_or_not_at_all(tmp_path):
    for change in range(1, changes_of(Office(tmp_path / "undisturbed"), FIRST) + 1):
        office = Office(tmp_path / f"{change}")
        killed_at(office, FIRST, change)
        assert len(documents(tree(office.root))) in (0, 6), f"killed at change {change}"


def folders_refused(source: os.PathLike[str] | str, target: os.PathLike[str] | str, *, rename=os.replace) -> None:
    """Do as Windows does while a scanner looks into a folder."""
    if Path(source).is_dir():
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    rename(source, target)


def test_where_no_folder_may_be_renamed_a_new_event_is_put_file_by_file_and_survives_a_kill(tmp_path):
    undisturbed = Office(tmp_path / "undisturbed")
    undisturbed.run(FIRST)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "replace", folders_refused)
        for change in range(1, changes_of(Office(tmp_path / "counted"), FIRST) + 1):
            office = Office(tmp_path / f"{change}")
            assert killed_at(office, FIRST, change)
            assert documents(tree(office.root)) <= whole_papers()
            office.run(FIRST)
            assert tree(office.root) == tree(undisturbed.root), f"killed at change {change}"


def test_a_file_put_into_the_folder_of_a_new_event_while_it_is_made_stays(office, monkeypatch):
    def meddling(source, target, *, rename=os.replace):
        office.path("giay-moi/001-le-van-an.docx").parent.mkdir(parents=True, exist_ok=True)
        office.path("giay-moi/001-le-van-an.docx").write_text("của người dùng")
        rename(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", meddling)
        office.run(FIRST)
    assert office.text("giay-moi/001-le-van-an.docx") == "của người dùng"
    assert office.text("giay-moi/002-tran-thi-binh.docx") == "mời Bình"
    office.run(FIRST)
    assert office.text("giay-moi/001-le-van-an.moi.docx") == "mời An"


def test_a_journal_somebody_damaged_is_cleared_away(office):
    office.run(FIRST)
    stage = office.root / ".PT-2024-07.dang-ghi"
    stage.mkdir()
    (stage / "so-ghi.json").write_bytes(b"{")
    office.run(FIRST)
    assert not stage.exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (errno.ENOSPC, "Ổ đĩa đã đầy"),
        (errno.EACCES, "Không được phép"),
        (errno.EROFS, "chỉ cho đọc"),
        (errno.ENAMETOOLONG, "quá dài"),
        (errno.EIO, "Lỗi hệ thống"),
    ],
)
@pytest.mark.parametrize("operation", ["write", "replace", "mkdir"])
def test_what_the_disk_refuses_is_said_in_vietnamese_and_made_good_later(tmp_path, code, said, operation):
    undisturbed = begin(tmp_path / "undisturbed")
    undisturbed.run(SECOND)
    for after in range(12):
        office = begin(tmp_path / f"{after}")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, operation, refusing(getattr(os, operation), code, after))
            with refusals() as met:
                office.run(SECOND)
        assert met or after
        assert all(said in one.message and one.fix.endswith("vẫn còn nguyên.") for one in met)
        office.run(SECOND)
        assert tree(office.root) == tree(undisturbed.root)


def refusing(operation, code: int, after: int):
    calls = iter(range(10**6))

    def refused(*args, **kwargs):
        if next(calls) >= after:
            raise OSError(code, os.strerror(code))
        return operation(*args, **kwargs)

    return refused


@contextmanager
def refusals() -> Iterator[list[MachineError]]:
    """Collect the MachineError that ends the block, if one does."""
    met: list[MachineError] = []
    try:
        yield met
    except MachineError as error:
        met.append(error)


def test_a_full_disk_gives_back_the_room_it_had_taken(office):
    office.run(FIRST)
    before = tree(office.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", refusing(os.write, errno.ENOSPC, 2))
        with pytest.raises(MachineError):
            office.run(SECOND)
    assert tree(office.root) == before


def test_a_second_run_at_once_waits_and_then_says_so(office):
    with (
        office.outputs.publication(EventBatch("PT-2024-07", "")),
        pytest.raises(MachineError, match="Một lần chạy khác"),
    ):
        office.run(FIRST)
    office.run(FIRST)


HOLDER = """
import sys, time
from pathlib import Path
from flows.outputs.disk import locked
with locked(Path(sys.argv[1]), patience=0):
    print("held", flush=True)
    time.sleep(600)
"""


def test_the_lock_of_a_dead_process_blocks_nobody(office):
    office.run(FIRST)
    lock = office.root / ".pt-2024-07.khoa"
    with subprocess.Popen([sys.executable, "-c", HOLDER, lock], stdout=subprocess.PIPE) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(MachineError, match="Một lần chạy khác"):
            office.run(FIRST)
        holder.kill()
        holder.wait()
        office.run(FIRST)


def test_runs_of_different_events_do_not_wait_for_each_other(office):
    with (
        office.outputs.publication(EventBatch("LOP-01", "")) as one,
        office.outputs.publication(EventBatch("PT-2024-07", "")),
    ):
        one.commit()
    assert (office.root / "LOP-01" / "manifest.json").exists()


PUBLISHER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from publishing_office import Office
papers = "\\n".join(f"giay-moi k{n} {n} Người {n} | {sys.argv[3]} {n} {'x' * 40000}" for n in range(1, 200))
print("ready", flush=True)
Office(Path(sys.argv[2])).run(papers)
"""


def publishing(root: Path, text: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", PUBLISHER, str(Path(__file__).parent), str(root), text]
    return subprocess.Popen(command, stdout=subprocess.PIPE)


def publish(root: Path, text: str, *, kill_after: float | None = None) -> None:
    with publishing(root, text) as run:
        assert run.stdout.readline() == b"ready\n"
        if kill_after is not None:
            time.sleep(kill_after)
            run.kill()
    assert kill_after is not None or run.returncode == 0


@pytest.fixture(scope="module")
def once_published(tmp_path_factory):
    """An event that was published once; and what stands after it was published again."""
    once, again = (tmp_path_factory.mktemp("xep") / name for name in ("once", "again"))
    publish(once, "first")
    shutil.copytree(once, again, dirs_exist_ok=True)
    publish(again, "second")
    return once, tree(again)


@pytest.mark.parametrize("kill_after", [0.01, 0.03, 0.05, 0.08])
def test_a_process_killed_while_it_publishes_leaves_nothing_the_next_one_cannot_finish(
    tmp_path, once_published, kill_after
):
    once, undisturbed = once_published
    killed = shutil.copytree(once, tmp_path / "killed")
    publish(killed, "second", kill_after=kill_after)
    publish(killed, "second")
    assert tree(killed) == undisturbed
