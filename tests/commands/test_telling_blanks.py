"""The blank slots of one paper are one line on the screen, and each its own problem everywhere else."""

from __future__ import annotations

from flows.problems import Problem, Where
from flows.telling import problem_lines


def blank(papers, heading, cell=""):
    where = Where("su-kien.xlsx", "Sự kiện", cell, heading)
    return Problem(where, f"{papers} còn chỗ trống «{heading}».", f"Ghi «{heading}».", "warning", papers)


def test_the_blank_slots_of_a_paper_are_told_in_one_line_with_their_cells():
    problems = [blank("Kế hoạch", "Mục đích", "B12"), blank("Giấy mời", "Thành phần"), blank("Kế hoạch", "Yêu cầu")]
    assert list(problem_lines(problems)) == [
        (
            '  Lưu ý: su-kien.xlsx, trang "Sự kiện": Kế hoạch còn 2 chỗ trống: «Mục đích» (ô B12), «Yêu cầu». '
            "Ghi vào bảng tính rồi chạy lại, hoặc điền tay vào văn bản."
        ),
        '  Lưu ý: su-kien.xlsx, trang "Sự kiện" ("Thành phần"): Giấy mời còn chỗ trống «Thành phần». Ghi «Thành phần».',
    ]


def test_other_problems_stand_by_themselves():
    same = [Problem(Where("ds.xlsx", cell=cell), "sai", severity="warning") for cell in ("A1", "A2")]
    assert len(list(problem_lines(same))) == 2
