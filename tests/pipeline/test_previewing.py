"""Before anything is numbered or written, a run can say what it would do; it says the truth and writes nothing."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from flows import pipeline
from flows.after_signing.issue import issue
from flows.errors import RegisterError
from flows.telling.preview import preview

AT = datetime(2024, 7, 5, 8)


def shown(bureau, **changed):
    return preview(pipeline.read(bureau.order(**changed), AT))


def test_a_first_run_tells_every_kind_and_the_numbers_it_would_give(bureau):
    assert shown(bureau).lines == (
        "Lớp bồi dưỡng (AN-01)",
        "  Kế hoạch: 1 bản mới",
        "  Giấy mời: 3 bản mới",
        "  Tin bài: 1 bản mới",
        "  Giấy chứng nhận: 3 bản mới, số 001/GCN – 003/GCN",
    )
    assert shown(bureau).summary == "Sẽ làm 8 văn bản, cấp 3 số."


def test_looking_writes_nothing_before_the_first_run_and_after_it(bureau):
    before = bureau.times()
    shown(bureau)
    assert bureau.times() == before
    bureau.make()
    bureau.write(roster=f"{bureau.roster}Đỗ Mới | | thôn Bốn | hoàn thành\n")
    before = bureau.times()
    shown(bureau)
    assert bureau.times() == before


def test_a_run_with_nothing_to_do_shows_nothing(bureau):
    bureau.make()
    assert shown(bureau).is_empty
    assert shown(bureau).sign == ""


def test_a_changed_field_a_new_row_and_a_removed_one_are_told_apart(bureau):
    bureau.make()
    roster = bureau.roster.replace("Trưởng thôn", "Phó thôn").replace("Vũ Cảnh | Hội viên | thôn Ba | hoàn thành\n", "")
    bureau.write(roster=f"{roster}Đỗ Mới | | thôn Bốn | hoàn thành\n")
    assert shown(bureau).lines[1:] == (
        "  Giấy mời: 1 bản làm lại (đổi Chức vụ)",
        "  Giấy mời: 1 bản mới",
        "  Giấy mời: 1 bản chuyển vào bo/",
        "  Giấy chứng nhận: 1 bản mới, số 004/GCN",
        "  Giấy chứng nhận: 1 bản chuyển vào bo/",
    )
    report = bureau.make()
    assert sum(document.state == "made" for document in report.events[0].documents) == 3
    assert len(report.events[0].removed) == 2


def test_a_changed_template_is_named(bureau):
    bureau.make()
    bureau.template("tin-bai", "Tin: {{ su_kien.ten_su_kien }}")
    assert shown(bureau).lines[1:] == ("  Tin bài: 1 bản làm lại (đổi Mẫu Word)",)


def test_issued_papers_are_not_made_again_so_they_are_not_shown(bureau):
    bureau.make()
    issue(bureau.order(), day=date(2024, 7, 4), at=AT)
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    assert shown(bureau).is_empty


def test_the_sign_is_the_same_for_the_same_difference_and_another_for_any_other(bureau):
    first = shown(bureau).sign
    assert shown(bureau).sign == first
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    second = shown(bureau).sign
    assert len({first, second, shown(bureau, only=("ke-hoach",)).sign}) == 3


def test_a_register_that_lacks_the_numbers_of_outputs_is_told_and_not_made_anew(bureau):
    bureau.make()
    register = bureau.folder / "so-dang-ky.sqlite"
    register.unlink()
    with pytest.raises(RegisterError):
        shown(bureau)
    assert not register.exists()
