"""The blank slots of one paper are one line on the screen, and each its own problem everywhere else."""

from __future__ import annotations

from flows.problems import Problem, Where
from flows.telling.screen_lines import problem_lines


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


def test_what_many_cells_of_a_column_share_is_one_line_with_the_first_cells():
    where = Where("ds.xlsx", "Danh sách", heading="Danh xưng")
    same = [
        Problem(where.at(cell=f"C{row}"), "Chưa rõ ông hay bà.", "Ghi «Giới tính».", "warning") for row in range(2, 39)
    ]
    assert list(problem_lines(same)) == [
        '  Lưu ý: ds.xlsx, trang "Danh sách", ô C2, C3, C4 và 34 ô nữa ("Danh xưng"): Chưa rõ ông hay bà. Ghi «Giới tính».'
    ]


def test_problems_of_other_columns_words_or_weight_stand_by_themselves():
    place = Where("ds.xlsx", "Danh sách", "C2", "Tên")
    others = [
        Problem(place, "sai"),
        Problem(place, "sai", severity="warning"),
        Problem(place.at(cell="C3"), "sai khác"),
        Problem(place.at(cell="D2", heading="Đơn vị"), "sai"),
        Problem(place.at(cell=""), "sai"),
    ]
    assert len(list(problem_lines(others))) == 5
