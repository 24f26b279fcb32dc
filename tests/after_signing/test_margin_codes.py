"""Codes in the margin of plans and invitations: where an office wants them, with every template, up to the scans."""

from __future__ import annotations

import io
from datetime import date

import docx
import pikepdf
import pytest
from docx.shared import Mm
from scanner import sheet, stack
from small_office import AT, ROSTER

from flows.after_signing.issue import issue
from flows.after_signing.replace import Replacing, reissue
from flows.after_signing.scans import scan
from flows.after_signing.verify import verify
from flows.steps.record_papers import codes_in
from flows.word.pictures import with_margin_code

PLAN, INVITATION = "ke-hoach", "giay-moi"
FIRST, SECOND = f"{INVITATION}/001-le-van-an", f"{INVITATION}/002-ha-thi-binh"
SCANS = "AN-01/phat-hanh/ban-ky"


@pytest.fixture
def coded(bureau):
    bureau.stationery(Mã_QR_văn_bản="in")
    bureau.make()
    return bureau


def code_of(bureau, name):
    (code,) = codes_in((bureau.outputs / "AN-01" / f"{name}.docx").read_bytes())
    return code


def judged(bureau, *codes):
    return verify(bureau.order().register_target, codes)


def send_out(bureau):
    issue(bureau.order(only=(PLAN, INVITATION)), day=date(2024, 6, 20), at=AT)


def test_an_office_that_does_not_ask_for_them_gets_none(bureau):
    bureau.make()

    for name in (PLAN, FIRST):
        assert not list(codes_in((bureau.outputs / "AN-01" / f"{name}.docx").read_bytes()))


def test_each_code_names_its_paper_person_and_deed(coded):
    plan, first = (one.said for one in judged(coded, code_of(coded, PLAN), code_of(coded, FIRST)))

    assert (plan.number, plan.name, plan.deed) == ("AN-01/ke-hoach", "", "Kế hoạch tổ chức Lớp bồi dưỡng")
    assert (first.number, first.name, first.deed) == ("AN-01/giay-moi/001", "Lê Văn An", "Giấy mời dự Lớp bồi dưỡng")
    assert plan.day == first.day == date(2024, 6, 20)


def test_issued_it_is_genuine_under_the_number_that_came_later_and_so_is_who_was_added(coded):
    codes = [code_of(coded, name) for name in (PLAN, FIRST, SECOND)]
    assert {one.what for one in judged(coded, *codes)} == {"not issued"}
    send_out(coded)
    coded.write(roster=f"{ROSTER}Tạ Dung | Hội viên | thôn Tư | vắng\n")
    coded.make()
    send_out(coded)

    codes = [*codes, code_of(coded, f"{INVITATION}/004-ta-dung")]

    assert [code_of(coded, name) for name in (PLAN, FIRST, SECOND)] == codes[:3]
    assert [(one.what, one.number) for one in judged(coded, *codes)] == [
        ("issued", "01/KH-UB"),
        *[("issued", "01/GM-UB")] * 3,
    ]


def test_a_print_under_the_number_that_was_replaced_is_told_from_the_new_one(coded):
    send_out(coded)
    old = code_of(coded, FIRST)
    reissue(coded.order(events=("AN-01",)), Replacing("01/GM-UB", "đổi phòng"), day=None, at=AT)

    told = judged(coded, old, code_of(coded, FIRST))

    assert [one.what for one in told] == ["replaced", "issued"]


def test_a_lost_register_that_is_rebuilt_knows_them(coded):
    from flows.after_signing.register_book import rebuild  # noqa: PLC0415 this test alone

    send_out(coded)
    codes = [code_of(coded, name) for name in (PLAN, FIRST, SECOND)]
    (coded.folder / "so-dang-ky.sqlite").unlink()

    list(rebuild(coded.order().register_target, coded.outputs, at=AT))

    assert {one.what for one in judged(coded, *codes)} == {"issued"}


def test_scans_go_to_their_paper_namesakes_too_and_the_pages_of_a_plan_together(bureau, tmp_path):
    bureau.stationery(Mã_QR_văn_bản="in")
    bureau.write(roster="Họ và tên | Đơn vị\nLê An | thôn Một\nLê An | thôn Hai\nVũ Cảnh | thôn Ba")
    bureau.make()
    send_out(bureau)
    names = [f"{INVITATION}/{name}" for name in ("001-le-an", "002-le-an")]
    first, second, plan = (code_of(bureau, name) for name in (*names, PLAN))
    sheets = [sheet(code) for code in (second, plan, first)]
    stack(tmp_path / "quet", "a.pdf", sheets)
    stack(tmp_path / "quet", "b.png", [sheet(plan, 180)])

    done = scan(bureau.order(), [tmp_path / "quet"])

    assert done.paths == tuple(f"{SCANS}/{name}.pdf" for name in (*names, PLAN))
    assert [one.message for one in done.problems] == [
        "Đã ghép 2 tờ theo thứ tự quét.",
        "1 người chưa có bản quét: Vũ Cảnh (01/GM-UB).",
    ]
    found = [[*judged(bureau, str(bureau.outputs / path))] for path in done.paths]
    assert [one.said.number for (one,) in found] == ["AN-01/giay-moi/001", "AN-01/giay-moi/002", "AN-01/ke-hoach"]
    with pikepdf.open(bureau.outputs / done.paths[-1]) as pdf:
        assert len(pdf.pages) == 2


def test_an_invitation_of_two_pages_is_put_together_where_one_lies_upon_the_other(bureau, tmp_path):
    bureau.stationery(Mã_QR_văn_bản="in")
    bureau.make()
    send_out(bureau)
    first, second, _ = papers = [f"{INVITATION}/{name}" for name in ("001-le-van-an", "002-ha-thi-binh", "003-vu-canh")]
    sheets = [sheet(code_of(bureau, name), turned) for name, turned in ((first, 0), (second, 0), (first, 180))]
    third = code_of(bureau, papers[2])

    done = scan(bureau.order(), [stack(tmp_path / "quet", "a.pdf", [*sheets, sheet(third), sheet(), sheet(third)])])

    assert done.paths == tuple(f"{SCANS}/{name}.pdf" for name in papers)
    assert [one.message for one in done.problems] == [
        "Tờ này là của Lê Văn An (01/GM-UB), đã có ở a.pdf, tờ 1.",
        "Đã ghép 2 tờ theo thứ tự quét.",
    ]
    with pikepdf.open(bureau.outputs / done.paths[-1]) as pdf:
        assert len(pdf.pages) == 2


def test_it_stands_in_the_margin_of_every_page_and_leaves_the_text_alone(bureau):
    made = docx.Document()
    made.add_paragraph("{{ van_ban.ky_hieu }}")
    made.sections[0].different_first_page_header_footer = True
    made.sections[0].left_margin = Mm(30)
    made.sections[0].header.paragraphs[0].text = "trang"
    made.add_section().header.is_linked_to_previous = False
    content = io.BytesIO()
    made.save(content)

    changed = docx.Document(io.BytesIO(with_margin_code(content.getvalue(), "van_ban.ma_qr", "giay-moi.docx")))

    assert [one.text for one in changed.paragraphs] == [one.text for one in made.paragraphs]
    one, other = changed.sections
    for header in (one.header, one.first_page_header, other.header):
        assert header.paragraphs[0].text == "{{ van_ban.ma_qr }}"
        frame = header.paragraphs[0]._p.pPr[0]
        assert {name.partition("}")[2]: value for name, value in frame.attrib.items()}.items() >= {
            "x": "340", "hAnchor": "page", "vAnchor": "page", "w": "1020"
        }.items()  # fmt: skip
    assert other.first_page_header.is_linked_to_previous
    assert [one.text for one in one.header.paragraphs[1:]] == ["trang"]
