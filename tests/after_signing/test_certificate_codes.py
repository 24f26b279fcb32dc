"""Certificates bear their codes through run, issue, replace and void; a template without the word changes nothing."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import docx
import pytest
from docx.shared import Mm
from small_office import AT, CERTIFICATE, EVENT, workbook

from flows.after_signing.issue import issue
from flows.after_signing.register_book import rebuild, void
from flows.after_signing.replace import Replacing, reissue
from flows.after_signing.verify import verify
from flows.errors import MachineError
from flows.model.order import REGISTER_NAME
from flows.numbering.register import open_register
from flows.outputs.disk import locked
from flows.steps import record_papers
from flows.steps.record_papers import codes_in, publish_codes

PAPERS = ("001-le-van-an", "002-ha-thi-binh", "003-vu-canh")
KIND = "giay-chung-nhan"


def paper(bureau, name, within=KIND):
    return bureau.outputs / "AN-01" / within / f"{name}.docx"


def code_of(path):
    (code,) = codes_in(path.read_bytes())
    return code


def judged(bureau, *things):
    return verify(bureau.order().register_target, [str(thing) for thing in things])


def states(bureau, *names):
    return [one.what for one in judged(bureau, *(paper(bureau, name) for name in names or PAPERS))]


def send_out(bureau, **changed):
    return issue(bureau.order(only=(KIND,), **changed), day=None, at=AT)


def test_each_certificate_bears_a_code_that_says_what_it_says(bureau):
    bureau.make()

    found = [judged(bureau, paper(bureau, name))[0].said for name in PAPERS]

    assert [said.name for said in found] == ["Lê Văn An", "Hà Thị Bình", "Vũ Cảnh"]
    assert [said.number for said in found] == ["001/GCN", "002/GCN", "003/GCN"]
    assert {(said.day, said.deed, said.office) for said in found} == {
        (date(2024, 7, 2), "Đã hoàn thành Lớp bồi dưỡng", "Uỷ ban xã An")
    }


def test_the_picture_is_20_mm_wide_and_related_to_the_part(bureau):
    bureau.make()
    document = docx.Document(paper(bureau, PAPERS[0]))

    (shape,) = document.inline_shapes

    assert (shape.width, shape.height) == (Mm(20), Mm(20))
    assert document.part.related_parts["ma-qr"].content_type == "image/png"


def test_of_two_runs_at_once_one_renews_the_page_and_the_other_waits(bureau, monkeypatch):
    bureau.make()
    monkeypatch.setattr(record_papers, "PATIENCE", 0)

    with open_register(bureau.order().register_target) as register:
        with locked(bureau.outputs / ".xac-minh.khoa", patience=0), pytest.raises(MachineError):
            publish_codes(register, bureau.outputs)

        assert publish_codes(register, bureau.outputs) == ()


def test_a_second_run_writes_nothing(bureau):
    bureau.make()
    before = bureau.times()

    bureau.make()

    assert bureau.times() == before


def test_before_issue_a_code_is_not_issued_then_it_stands_then_it_is_void(bureau):
    bureau.make()
    assert states(bureau) == ["not issued"] * 3

    send_out(bureau)
    assert states(bureau) == ["issued"] * 3

    void(bureau.order(), "003/GCN", "in hỏng", at=AT)
    assert states(bureau) == ["issued", "issued", "void"]


def test_the_code_that_was_signed_is_the_one_that_goes_out(bureau):
    bureau.make()
    signed = code_of(paper(bureau, PAPERS[0]))

    send_out(bureau)

    assert code_of(paper(bureau, PAPERS[0], f"phat-hanh/{KIND}")) == signed


def test_where_numbers_are_written_by_hand_the_code_has_none_and_the_register_knows_it(bureau):
    bureau.stationery(Cấp_số_chứng_nhận="để trống")
    bureau.make()
    signed = code_of(paper(bureau, PAPERS[0]))
    assert judged(bureau, signed)[0].said.number == ""

    send_out(bureau)

    assert (judged(bureau, signed)[0].what, judged(bureau, signed)[0].number) == ("issued", "001/GCN")
    assert code_of(paper(bureau, PAPERS[0], f"phat-hanh/{KIND}")) == signed


def test_a_replaced_paper_is_told_with_the_number_of_the_new_one(bureau):
    bureau.make()
    old = code_of(paper(bureau, PAPERS[1]))
    send_out(bureau)

    reissue(bureau.order(events=("AN-01",)), Replacing("002/GCN", "sai chức vụ"), day=None, at=AT)

    (verdict,) = judged(bureau, old)
    assert (verdict.what, verdict.state.successor) == ("replaced", "004/GCN")
    assert states(bureau, PAPERS[1]) == ["issued"]


def test_the_page_is_renewed_by_every_act(bureau):
    page, seen = bureau.outputs / "xac-minh" / "index.html", []
    for act in (
        bureau.make,
        lambda: send_out(bureau),
        lambda: reissue(bureau.order(events=("AN-01",)), Replacing("002/GCN", "sai"), day=None, at=AT),
        lambda: void(bureau.order(), "003/GCN", "in hỏng", at=AT),
    ):
        act()
        seen.append(page.read_text("utf-8"))

    counts = [[text.count(f'["{state}", ') for state in ("issued", "replaced", "void")] for text in seen]
    assert counts == [[0, 0, 0], [3, 0, 0], [3, 1, 0], [2, 1, 1]]


def test_papers_that_went_out_before_there_were_codes_are_never_made_anew(bureau):
    bureau.template(KIND, CERTIFICATE.partition("{{ chung_nhan")[0])
    bureau.make()
    send_out(bureau)
    before = {path: path.read_bytes() for path in bureau.outputs.rglob("*.docx")}

    bureau.template(KIND, CERTIFICATE)
    bureau.make()

    assert {path: path.read_bytes() for path in before} == before


@pytest.mark.parametrize("off", ["template", "office"])
def test_a_template_or_an_office_that_wants_none_gets_no_code_no_key_and_no_page(bureau, off):
    if off == "template":
        bureau.template(KIND, "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }}")
    else:
        bureau.stationery(Mã_QR_chứng_nhận="không in")
    bureau.make()

    assert not list(codes_in(paper(bureau, PAPERS[0]).read_bytes()))
    assert not (bureau.outputs / "xac-minh").exists()
    with open_register(bureau.order().register_target) as register:
        assert not register.has_office_key()


def test_where_there_is_none_nothing_is_printed_in_its_place(bureau):
    bureau.stationery(Mã_QR_chứng_nhận="không in")
    bureau.make()

    assert bureau.text(f"{KIND}/{PAPERS[0]}.docx") == "001/GCN Lê Văn An "


def test_it_prints_in_tables_text_boxes_and_footers(bureau):
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "{{ chung_nhan.ma_qr }}"
    document.sections[0].footer.paragraphs[0].text = "{{ chung_nhan.ma_qr }}"
    box = document.add_paragraph("{{ chung_nhan.ma_qr }}")._p
    run = document.add_paragraph().add_run()._r
    pict = docx.oxml.parse_xml(
        '<w:pict xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:'
        'vml"><v:shape><v:textbox><w:txbxContent/></v:textbox></v:shape></w:pict>'
    )
    pict[0][0][0].append(box)
    run.append(pict)
    document.save(bureau.folder / "templates" / f"{KIND}.docx")
    bureau.make()

    with zipfile.ZipFile(paper(bureau, PAPERS[0])) as package:
        body, footer = (package.read(f"word/{name}.xml").decode() for name in ("document", "footer1"))
        assert "word/media/ma-qr.png" in package.namelist()
        for part in ("document", "footer1"):
            assert 'Id="ma-qr"' in package.read(f"word/_rels/{part}.xml.rels").decode()
    assert (body.count('r:embed="ma-qr"'), footer.count('r:embed="ma-qr"')) == (2, 1)
    assert {'id="1001"', 'id="1002"'} <= {*body.replace(" ", "\n").split()}


def test_a_photograph_in_the_same_paper_goes_another_road_and_the_code_with_it(bureau, tmp_path):
    from PIL import Image  # noqa: PLC0415 this test alone

    Image.new("RGB", (40, 30), "white").save(bureau.folder / "inputs" / "lop.png")
    bureau.write(event=f"{EVENT}Ảnh | lop.png\n")
    bureau.template(KIND, f"{CERTIFICATE} {{{{ su_kien.anh }}}}")
    bureau.make()

    assert len(docx.Document(paper(bureau, PAPERS[0])).inline_shapes) == 2
    assert code_of(paper(bureau, PAPERS[0])).startswith("VT1.")


def test_the_key_lies_in_the_register_and_its_copies_for_the_owner_alone(bureau):
    bureau.make()
    bureau.make()
    register = bureau.folder / REGISTER_NAME
    with open_register(register) as opened:
        seed = opened.office_key().seed.hex().encode()

    held = [path for path in bureau.folder.rglob("*") if path.is_file() and seed in path.read_bytes()]

    assert register in held
    assert {path.parent.name for path in held if path != register} == {f"{REGISTER_NAME}.sao-luu"}
    assert {path.stat().st_mode & 0o777 for path in held} == {0o600}


def test_a_register_that_is_lost_takes_the_key_of_its_copies_and_the_codes_of_the_papers(bureau):
    bureau.make()
    send_out(bureau)
    void(bureau.order(), "003/GCN", "in hỏng", at=AT)
    bureau.make()
    codes = [code_of(paper(bureau, name)) for name in PAPERS[:2]]
    page = (bureau.outputs / "xac-minh" / "index.html").read_bytes()
    (bureau.folder / REGISTER_NAME).unlink()

    list(rebuild(bureau.order().register_target, bureau.outputs, at=AT))

    assert [one.what for one in judged(bureau, *codes)] == ["issued", "issued"]
    assert (bureau.outputs / "xac-minh" / "index.html").read_bytes() == page


def test_a_register_begun_anew_without_its_copies_tells_that_the_key_changed(bureau):
    bureau.make()
    for path in [*sorted(bureau.folder.glob(f"{REGISTER_NAME}*/*")), bureau.folder / REGISTER_NAME]:
        path.unlink()
    list(rebuild(bureau.order().register_target, bureau.outputs, at=AT))

    told = [problem.message for problem in bureau.make().problems]

    assert any(message.startswith("Khóa ký mã QR đã đổi") for message in told)


def test_a_code_copied_from_anothers_paper_is_not_taken_for_the_papers_own(bureau):
    bureau.make()
    first, other = (code_of(paper(bureau, name)) for name in PAPERS[:2])
    with zipfile.ZipFile(paper(bureau, PAPERS[0])) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(paper(bureau, PAPERS[1])) as package:
        parts["word/media/ma-qr.png"] = package.read("word/media/ma-qr.png")
    forged = io.BytesIO()
    with zipfile.ZipFile(forged, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    paper(bureau, PAPERS[0]).write_bytes(forged.getvalue())

    send_out(bureau)

    assert [one.what for one in judged(bureau, first, other)] == ["not issued", "issued"]
    assert judged(bureau, other)[0].number == "002/GCN"


def test_a_changed_grade_changes_the_code_of_that_person_alone(bureau):
    roster = (
        "Họ và tên | Đơn vị | Kết quả | Xếp loại\nLê Văn An | thôn Một | đạt | {}\nHà Thị Bình | thôn Hai | đạt | Khá"
    )
    bureau.write(roster=roster.format("Khá"))
    bureau.make()
    before = [code_of(paper(bureau, name)) for name in PAPERS[:2]]

    bureau.write(roster=roster.format("Giỏi"))
    bureau.make()

    after = [code_of(paper(bureau, name)) for name in PAPERS[:2]]
    assert (after[0] != before[0], after[1] == before[1]) == (True, True)
    assert judged(bureau, after[0])[0].said.deed.endswith("Xếp loại: Giỏi")


def test_an_event_named_as_the_pages_folder_gets_a_folder_of_its_own(bureau):
    event = EVENT.replace("AN-01", "xac-minh")
    workbook(
        bureau.folder / "inputs" / "lop.xlsx", **{"Sự kiện": event, "Danh sách": "Họ và tên | Kết quả\nLê An | đạt"}
    )
    bureau.make()

    assert {path.name for path in (bureau.outputs / "xac-minh").iterdir()} == {"index.html"}
