"""Papers of an event that name each other: the report its plan, certificates their decision, the decision the book."""

import pytest
from issuing_office import DAY, issued, messages

from flows.documents import NAMES


@pytest.fixture
def asking(bureau):
    """The office of these tests, which asks for report and decision and has symbols and grounds for them."""
    bureau.stationery(
        Ký_hiệu_báo_cáo="{so}/BC-UB", Ký_hiệu_quyết_định="{so}/QĐ-UB", Căn_cứ_thẩm_quyền="Căn cứ Quy chế của Uỷ ban xã"
    )
    bureau.template("bao-cao", "{{ van_ban.ky_hieu }} {{ bao_cao.mo_dau }}")
    bureau.template(
        "quyet-dinh", "{{ van_ban.ky_hieu }} {% for n in quyet_dinh.danh_sach %}{{ n.o[-1].chu }} {% endfor %}"
    )
    bureau.template("giay-chung-nhan", "{{ nguoi.ho_ten }}, {{ chung_nhan.quyet_dinh }}")
    bureau.write(event=f"{bureau.event}Giấy tờ kèm theo | {NAMES['bao-cao']}; {NAMES['quyet-dinh']}\n")
    bureau.make()
    return bureau


def test_a_report_cites_its_plan_once_that_is_issued(asking):
    assert asking.text("bao-cao.docx").endswith("Uỷ ban xã An báo cáo kết quả tổ chức Lớp bồi dưỡng như sau:")
    issued(asking, "ke-hoach")
    asking.make()
    assert "Thực hiện Kế hoạch số 01/KH-UB ngày 08 tháng 7 năm 2024 của Uỷ ban xã An" in asking.text("bao-cao.docx")
    report = issued(asking, "bao-cao")
    assert asking.text("phat-hanh/bao-cao.docx").startswith("01/BC-UB Thực hiện Kế hoạch số 01/KH-UB")
    assert not report.all_problems


def test_certificates_go_out_after_the_decision_that_they_name(asking):
    certificate = "giay-chung-nhan/001-le-van-an.docx"
    assert asking.text(certificate) == "Lê Văn An, [CẦN BỔ SUNG: Theo Quyết định số]"
    assert any("«Theo Quyết định số»" in message for message in messages(issued(asking, "giay-chung-nhan")))
    issued(asking, "quyet-dinh")
    asking.make()
    assert asking.text(certificate) == f"Lê Văn An, Theo Quyết định số 01/QĐ-UB ngày {DAY:%d}/7/2024"


def test_the_annex_of_a_decision_holds_the_numbers_of_the_certificates_book(asking):
    assert asking.text("quyet-dinh.docx").split()[-3:] == ["001/GCN", "002/GCN", "003/GCN"]
