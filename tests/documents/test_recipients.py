"""The lines of «Nơi nhận», as the decree sets them out whatever marks were typed."""

import pytest

from flows.documents.recipients import recipient_lines


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        (["- Như trên;", "- Lưu: VT."], ["- Như trên;", "- Lưu: VT."]),
        (["Như trên", "Lưu: VT"], ["- Như trên;", "- Lưu: VT."]),
        (["– Đảng ủy xã (để b/c),", "•Lưu: VT, MTTQ./"], ["- Đảng ủy xã (để b/c);", "- Lưu: VT, MTTQ."]),
        (["- Như trên; - Lưu: VT."], ["- Như trên;", "- Lưu: VT."]),
        (["- Thường trực Đảng ủy, HĐND,", "UBND xã (để b/c);", "- Lưu: VT."],
         ["- Thường trực Đảng ủy, HĐND, UBND xã (để b/c);", "- Lưu: VT."]),
        (["- Như trên", "Lưu: VT"], ["- Như trên;", "- Lưu: VT."]),
        (["- UBND các xã:", "+ Xã A", "+ Xã B", "- Lưu: VT."],
         ["- UBND các xã:", "+ Xã A;", "+ Xã B;", "- Lưu: VT."]),
        (["", "  "], []),
    ],
)  # fmt: skip
def test_each_place_has_its_dash_and_its_mark(typed, printed):
    assert [*recipient_lines(typed)] == printed
