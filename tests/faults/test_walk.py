"""A clerk's acts in any order: numbers last, issued bytes never change, work by hand is kept, a second run writes nothing.

Thousands of steps: `python tests/faults/walk.py 20000`.
"""

from __future__ import annotations

import pytest
from fault_office import AT
from plain_template import write_template
from walk import Walk, take

from flows.after_signing.issue import issue


@pytest.mark.parametrize("seed", range(4))
def test_an_office_keeps_its_promises_whatever_its_clerk_does(seed):
    take(seed, 25)


def test_a_version_that_stands_nowhere_is_told_of_once(tmp_path):
    """Both the news and the version beside it are worked in by hand, and somebody comes: the second run is silent."""
    office = Walk(tmp_path, 0)
    write_template(office.folder / "tin-bai.docx", "một")
    office.event_changes()
    office.write()
    office.run()
    write_template(office.folder / "tin-bai.moi.docx", "hai")
    write_template(office.folder / "tin-bai.docx", "ba")
    office.come()
    office.write()
    office.run()
    told = (office.folder / "THONG-BAO.txt").read_text(encoding="utf-8")
    assert "Thêm: " in told
    assert "Đổi (Danh sách): tin bài" in told
    office.run_again()
    (office.folder / "manifest.json").unlink()
    office.event_changes()
    office.write()
    office.run()
    office.run_again()


def test_a_version_that_stands_nowhere_is_told_of_once_also_beside_papers_that_went_out(tmp_path):
    """Those keep what a kind's papers share as it was when they went out: it says nothing of the newcomer's."""
    office = Walk(tmp_path, 0)
    issue(office.order, day=None, at=AT)
    before = {*office.live()}
    office.come()
    office.write()
    office.run()
    [paper] = (path for path in {*office.live()} - before if path.parent.name == "giay-moi")
    for path in (paper, paper.with_name(f"{paper.stem}.moi.docx")):
        write_template(path, "sửa tay")
        office.event_changes()
        office.write()
        office.run()
    told = (office.folder / "THONG-BAO.txt").read_text(encoding="utf-8")
    assert "Đổi (Mục đích): " in told
    office.run_again()
