"""What else goes wrong in an office, on real folders and processes: what the clerk reads, and what stands afterwards."""

from __future__ import annotations

import errno
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import fault_office
import pytest
from disturbing import PROCESSES
from fault_office import AT, CHANGED, FIRST, event, open_office, order, register_file, register_rows, tree

from flows.errors import ExitCode, FlowsError, MachineError, RegisterError
from flows.numbering.backups import folder_of
from flows.pipeline import make

NOBODY = 65534
root_only = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may do this")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return open_office(tmp_path / "office")


@pytest.fixture
def wanted(office: Path, tmp_path: Path) -> Path:
    """The same office after an undisturbed run."""
    root = Path(shutil.copytree(office, tmp_path / "wanted"))
    run(root)
    return root


def run(root: Path, at: datetime = AT, **changed: object):
    return make(order(root, **changed), at)


def refused(root: Path) -> FlowsError:
    with pytest.raises(FlowsError) as met:
        run(root)
    assert met.value.exit_code is ExitCode.machine
    assert met.value.fix
    return met.value


def numbers(root: Path) -> list[int]:
    return sorted(row.number for row in register_rows(root))


def papers(root: Path) -> dict[str, bytes | None]:
    """Every paper in its place; what waits in a hidden folder is none yet."""
    return {path: one for path, one in tree(root).items() if path.endswith(".docx") and not path.startswith(".")}


def same(root: Path, wanted: Path) -> bool:
    """Whether outputs are equal byte for byte, and the register line for line, moments apart."""
    lines = [
        [(row.slot, row.symbol, row.state, row.path, row.sha256) for row in register_rows(one)]
        for one in (root, wanted)
    ]
    return tree(root) == tree(wanted) and lines[0] == lines[1]


def in_a_process(prepare: Callable[[Path], None], root: Path) -> str:
    """Run in a process of its own, prepared; return what the run refuses, "" when it does all."""
    ours, theirs = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_told, args=(prepare, root, theirs))
    process.start()
    # Else a process that is ended from outside would be waited for for ever.
    theirs.close()
    said: str = ours.recv()
    process.join()
    return said


def _told(prepare: Callable[[Path], None], root: Path, answer) -> None:
    try:
        prepare(root)
        run(root)
    except MachineError as error:
        answer.send(f"{type(error).__name__}: {error.message}")
    except BaseException as error:
        answer.send(f"a bug: {error!r}")
        raise
    else:
        answer.send("")


class Limited:
    """No file may grow larger than so many bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, _: Path) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.limit, self.limit))


@pytest.mark.parametrize("limit", [0, 500, 5000, 33000])
def test_a_disk_that_takes_no_more_is_told_and_made_good_later(office, wanted, limit):
    said = in_a_process(Limited(limit), office)

    assert not said.startswith("a bug")
    assert said
    run(office)
    assert same(office, wanted)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(disk)]
    if subprocess.run(mounting, capture_output=True, check=False).returncode:
        pytest.skip("this system lets nobody mount a disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@root_only
@pytest.mark.parametrize("left", [4, 60, 90, 120])
def test_a_full_disk_is_told_and_made_good_when_there_is_room_again(small_disk, office, wanted, left):
    office = Path(shutil.copytree(office, small_disk / "office"))
    filler = small_disk / "phim.mp4"
    filler.write_bytes(bytes(left * 1024))
    reserve = small_disk / "phim-2.mp4"
    _fill(reserve)
    filler.unlink()

    error = refused(office)

    assert "đầy" in error.message
    reserve.unlink()
    run(office)
    assert same(office, wanted)


def _fill(path: Path) -> None:
    with path.open("wb", buffering=0) as rest, suppress(OSError):
        while True:
            rest.write(bytes(4096))


class Nobody:
    """Somebody who may read the office, and write only in some of it."""

    def __init__(self, *closed: str) -> None:
        self.closed = closed

    def __call__(self, root: Path) -> None:
        # Nobody may not read Python's own folder: what is imported late must be there already.
        run(open_office(root.parent / "warm"))
        for name in self.closed:
            (root / name).chmod(0o500 if (root / name).is_dir() else 0o400)
        os.setgid(NOBODY)
        os.setuid(NOBODY)


@root_only
@pytest.mark.parametrize(
    ("closed", "said"),
    [
        ("outputs", "MachineError: Không được phép đọc hoặc ghi"),
        ("outputs/LOP-1", "MachineError: Không được phép đọc hoặc ghi"),
        ("so-dang-ky.sqlite", "RegisterError: Không mở hoặc không ghi được sổ đăng ký"),
    ],
)
def test_what_may_only_be_read_is_told_and_stays_as_it_was(closed, said):
    with tempfile.TemporaryDirectory() as folder:
        office = open_office(Path(folder) / "office")
        run(office)
        event(office, "LOP-1", CHANGED)
        before = papers(office)
        for path in (Path(folder), *Path(folder).rglob("*")):
            os.chown(path, NOBODY, NOBODY)

        assert in_a_process(Nobody(closed), office).startswith(said)
        assert papers(office) == before


def test_a_paper_open_in_word_is_told_and_the_next_run_puts_it_in_its_place(office, monkeypatch):
    run(office)
    open_paper = office / "outputs/LOP-1/giay-moi/001-le-van-an.docx"
    open_paper.with_name("~$1-le-van-an.docx").write_bytes(b"\x05Hoa")
    event(office, "LOP-1", FIRST.replace("Lê Văn An", "Lê Văn Ân"))
    replace = os.replace

    def as_windows(source, target) -> None:
        # What Windows answers while Word has the file open.
        if Path(target) == open_paper:
            raise PermissionError(errno.EACCES, "Access is denied")
        replace(source, target)

    monkeypatch.setattr(os, "replace", as_windows)
    error = refused(office)
    monkeypatch.undo()

    assert error.message == f"Không được phép đọc hoặc ghi {open_paper}."
    assert error.fix.startswith("Nếu tệp đang mở trong Word, hãy đóng lại")
    report = run(office)
    assert {one.state for made in report.events for one in made.documents} == {"unchanged"}
    assert open_paper.with_name("~$1-le-van-an.docx").exists()


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_register_is_refused_or_read_never_a_traceback(office, seed):
    run(office)
    chance, file = random.Random(seed), register_file(office)  # noqa: S311 nothing secret
    content = bytearray(file.read_bytes())
    begin = chance.randrange(len(content) - 600)
    content[begin : begin + 600] = chance.randbytes(600)
    file.write_bytes(content if seed % 2 else content[:begin])
    before = papers(office)

    with suppress(RegisterError):
        run(office)
    assert papers(office) == before


def test_a_folder_in_the_registers_place_is_told(office):
    register_file(office).mkdir()

    assert refused(office).message == f"Không mở hoặc không ghi được sổ đăng ký {register_file(office)}."


def test_two_runs_of_everything_at_once_give_what_one_gives(office, wanted):
    both = [PROCESSES.Process(target=fault_office.run, args=("make", str(office))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    run(office)
    assert same(office, wanted)


def test_runs_of_different_events_at_once_share_the_numbers_out(office):
    both = [PROCESSES.Process(target=_one_event, args=(office, code)) for code in ("LOP-1", "LOP-2")]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert [one.exitcode for one in both] == [0, 0]
    assert numbers(office) == [1, 2, 3, 4, 5, 6]


def _one_event(root: Path, code: str) -> None:
    run(root, events=(code,))


def test_a_clock_that_goes_back_changes_no_paper_and_no_number(office, wanted):
    run(office)
    for days in (1, 400, 4000):
        run(office, AT - timedelta(days=days))
    assert same(office, wanted)

    event(office, "LOP-3")
    run(office, AT - timedelta(days=4000))
    assert [(row.symbol, row.year) for row in register_rows(office)][-1] == ("009/GCN", 2024)


def test_deleted_outputs_come_back_byte_for_byte(office, wanted):
    run(office)
    shutil.rmtree(office / "outputs")

    run(office)

    assert same(office, wanted)


def test_a_deleted_register_gives_no_number_until_it_is_rebuilt(office, wanted):
    run(office)
    register_file(office).unlink()

    error = refused(office)

    assert error.message.startswith("Outputs có 6 văn bản đã có số (ví dụ 001/GCN) mà sổ")
    assert "vanthu register --rebuild" in error.fix
    assert not register_file(office).exists()
    fault_office.run("rebuild", office)
    run(office)
    assert same(office, wanted)


def test_an_older_copy_of_the_register_is_noticed_even_when_its_manifests_were_compared(office):
    run(office, events=("LOP-1",))
    run(office, events=("LOP-1",))
    (copy,) = folder_of(register_file(office)).iterdir()
    kept = copy.read_bytes()
    run(office)
    register_file(office).write_bytes(kept)

    error = refused(office)

    assert f"Sổ {register_file(office)} thiếu 3 số mà outputs đã dùng (ví dụ 004/GCN)" in error.message
    assert numbers(office) == [1, 2, 3]


def test_a_manifest_that_changed_since_is_compared_with_the_register(office):
    run(office)
    manifest = office / "outputs/LOP-2/manifest.json"
    manifest.write_text(manifest.read_text("utf-8").replace("006/GCN", "066/GCN"), "utf-8")

    assert "(ví dụ 066/GCN)" in refused(office).message


def test_a_deleted_manifest_is_made_anew_and_no_number_changes(office, wanted):
    run(office)
    (office / "outputs/LOP-1/manifest.json").unlink()

    run(office)

    now, before = (json.loads((root / "outputs/LOP-1/manifest.json").read_text("utf-8")) for root in (office, wanted))
    assert now["documents"] == before["documents"]
    (told,) = now["changes"]
    assert told.startswith("LOP-1/manifest.json: Không thấy tệp manifest.json")
    papers = [
        {path: content for path, content in tree(root).items() if path.endswith(".docx")} for root in (office, wanted)
    ]
    assert papers[0] == papers[1]
    assert numbers(office) == [1, 2, 3, 4, 5, 6]


def test_a_damaged_manifest_is_told_and_no_number_changes(office):
    run(office)
    (office / "outputs/LOP-1/manifest.json").write_bytes(b'{"event"')

    report = run(office)

    told = [problem for problem in report.all_problems if problem.where.file == "LOP-1/manifest.json"]
    assert [problem.severity for problem in told] == ["warning"]
    assert numbers(office) == [1, 2, 3, 4, 5, 6]


def test_a_title_somebody_wrote_into_a_manifest_is_put_right(office, wanted):
    run(office)
    manifest = office / "outputs/LOP-1/manifest.json"
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps({**told, "title": "sửa tay"}), "utf-8")

    run(office)

    assert same(office, wanted)


OTHER_DISK = Path("/dev/shm")  # noqa: S108 a disk of its own on every Linux


@pytest.mark.skipif(not OTHER_DISK.is_dir(), reason="there is no second disk")
def test_outputs_may_lie_on_another_disk_an_events_folder_alone_may_not(office, wanted):
    if OTHER_DISK.stat().st_dev == office.stat().st_dev:
        pytest.skip("both folders lie on one disk")
    with tempfile.TemporaryDirectory(dir=OTHER_DISK) as folder:
        (office / "outputs").symlink_to(folder, target_is_directory=True)
        run(office)
        assert same(office, wanted)

        (office / "outputs").unlink()
        (office / "outputs").mkdir()
        (office / "outputs/LOP-1").symlink_to(f"{folder}/LOP-1", target_is_directory=True)
        event(office, "LOP-1", CHANGED)
        assert refused(office).message.startswith("Thư mục này nằm trên ổ đĩa khác với thư mục outputs:")


def test_a_file_in_the_place_of_an_events_folder_is_told(office, wanted):
    (office / "outputs").mkdir()
    (office / "outputs/LOP-1").write_text("ghi chú")

    error = refused(office)

    assert error.message.startswith("Có tệp nằm ở chỗ phải là thư mục")
    assert (office / "outputs/LOP-1").read_text() == "ghi chú"
    (office / "outputs/LOP-1").unlink()
    run(office)
    assert same(office, wanted)


WRITER = """
import sys, itertools
from pathlib import Path
target, *versions = map(Path, sys.argv[1:])
contents = [one.read_bytes() for one in versions]
print("writing", flush=True)
for content in itertools.cycle(contents):
    with target.open("wb") as file:
        for start in range(0, len(content), 500):
            file.write(content[start : start + 500])
            file.flush()
"""


def test_a_workbook_that_is_saved_while_it_is_read_gives_a_result_or_a_problem(office, wanted, tmp_path):
    target, versions = office / "inputs/lop-1.xlsx", [tmp_path / "1.xlsx", tmp_path / "2.xlsx"]
    for version, roster in zip(versions, (FIRST, CHANGED), strict=True):
        event(office, "LOP-1", roster)
        version.write_bytes(target.read_bytes())
    run(office)
    with subprocess.Popen([sys.executable, "-c", WRITER, target, *versions], stdout=subprocess.PIPE) as writer:
        assert writer.stdout.readline() == b"writing\n"
        for _ in range(8):
            run(office)
        writer.kill()

    event(office, "LOP-1", CHANGED)
    run(office)
    given = numbers(office)
    assert given == list(range(1, len(given) + 1))
