"""A result is read by its words; what could mean either is left to the clerk."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.vietnamese.results import completion


@pytest.mark.parametrize(
    "text",
    ["hoàn thành", "Hoàn thành tốt", "Đã hoàn thành", "Đạt", "ĐẠT.", "x", "X", "✓", "HT", "Đ", "Giỏi", "Khá", "Tốt", "có", "1",
     "Hoàn thành (xuất sắc)", "Xếp loại khá", "Đạt yêu cầu"],
)  # fmt: skip
def test_these_say_completed(text):
    assert completion(text) is True


@pytest.mark.parametrize(
    "text",
    ["không hoàn thành", "Chưa đạt", "vắng", "xin nghỉ", "Vi phạm quy chế", "có đơn xin nghỉ", "Xếp loại yếu", "học lại", "0",
     "KĐ", "Không", "kém"],
)  # fmt: skip
def test_these_say_not_completed(text):
    assert completion(text) is False


@pytest.mark.parametrize("text", ["1.5", "8.5", "1 buổi", "đạt 3/10", "v", "xem lại", "theo danh sách", "quá hạn"])
def test_these_are_left_to_the_clerk(text):
    assert completion(text) is None


@given(st.text())
def test_any_text_has_an_answer(text):
    assert completion(text) in (True, False, None)
