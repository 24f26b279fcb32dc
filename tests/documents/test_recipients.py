"""The lines of «Nơi nhận», as the decree sets them out whatever marks were typed."""

import pytest
from cases import case, drafts, person

from flows.documents import invitation
from flows.documents.head_and_foot import recipient_lines
from flows.model.printing import Items


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


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Đảng ủy xã / Lưu: VT", "- Như thành phần mời; / - Đảng ủy xã; / - Lưu: VT."),
        ("Như kính gửi / Đảng ủy xã / Lưu: VT", "- Như thành phần mời; / - Đảng ủy xã; / - Lưu: VT."),
        ("- Như trên; / - Lưu: VT.", "- Như thành phần mời; / - Lưu: VT."),
        ("Như thành phần mời / Lưu: VT", "- Như thành phần mời; / - Lưu: VT."),
    ],
)
def test_an_invitations_recipients_begin_with_those_invited_each_on_a_line(typed, printed):
    first = drafts(invitation, case(person("Lê An"), recipients=Items(typed.split(" / "))))[0]
    assert " / ".join(first.values["co_quan"]["noi_nhan_in"]) == printed
