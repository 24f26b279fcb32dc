"""The command on templates as a clerk uses it: a form adopted, faults shown where they are, nothing written over."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from word_files import docx, printed

from flows.cli import main
from flows.documents import KINDS

FORM = docx("GIẤY MỜI", "Kính mời: ............", "Họ và tên: <<HocVien_HoTen>>", "Mã: ${HT}", "Quê quán: ..........")


@pytest.fixture
def form(tmp_path):
    path = tmp_path / "mau-cu.docx"
    path.write_bytes(FORM)
    return path


def comments_of(path):
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return archive.read("word/comments.xml").decode()


def test_a_form_is_adopted_into_a_copy_beside_it(form, capsys):
    assert main(["templates", "--adopt", str(form)]) == 0
    copy = form.with_name("mau-cu.mau.docx")
    assert capsys.readouterr().out.splitlines() == [
        "mau-cu.docx: mẫu giấy mời, tìm thấy 4 chỗ để điền",
        "Đã gắn trường vào 2 chỗ:",
        "  Kính mời: ............ -> {{ giay_moi.kinh_moi }} (xưng hô, họ tên - chức vụ, đơn vị)",
        "  <<HocVien_HoTen>> -> {{ nguoi.ho_ten }} (Họ và tên)",
        "Chưa rõ 2 chỗ (để nguyên, tô vàng, có nhận xét bên lề trong bản sao):",
        "  Đoạn «Mã: ${HT}»: Chưa rõ «HT» là trường nào.",
        "    Gần nhất: {{ su_kien.dia_diem }} (Địa điểm); {{ nguoi.ho_ten }} (Họ và tên).",
        "  Đoạn «Quê quán: ..........»: Chưa rõ chỗ trống sau «Quê quán» là trường nào.",
        "    Gần nhất: {{ nguoi.don_vi }} (Đơn vị); {{ co_quan.ten_day_du }} (Tên đầy đủ).",
        f"Bản sao: {copy}",
        "Mở bản sao bằng Word, đọc lại từng chỗ, xóa nhận xét, rồi chép vào templates/giay-moi.docx.",
        "  Lưu ý: mau-cu.mau.docx: Mẫu còn 2 nhận xét bên lề. Trong Word: Review > Delete All Comments.",
    ]
    assert form.read_bytes() == FORM
    assert printed(copy.read_bytes())[1:3] == ["Kính mời: {{ giay_moi.kinh_moi }}", "Họ và tên: {{ nguoi.ho_ten }}"]


def test_a_form_is_told_to_programs(form, tmp_path, capsys):
    to = tmp_path / "moi.docx"
    assert main(["templates", "--adopt", str(form), "--kind", "giay-moi", "--to", str(to), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["adopted"]
    assert (told["kind"], told["copy"]) == ("giay-moi", str(to))
    assert [(each["found"], each["path"]) for each in told["placed"]] == [
        ("............", "giay_moi.kinh_moi"),
        ("<<HocVien_HoTen>>", "nguoi.ho_ten"),
    ]
    assert told["unplaced"][0] == {
        "part": "word/document.xml",
        "paragraph": "Mã: ${HT}",
        "found": "${HT}",
        "style": "${}",
        "label": "Mã:",
        "nearest": ["su_kien.dia_diem", "nguoi.ho_ten"],
    }


def test_a_copy_never_stands_over_another_file(form, tmp_path, capsys):
    taken = tmp_path / "co-roi.docx"
    taken.write_bytes(b"x")
    for words in (["--to", str(taken)], ["--to", str(form)]):
        assert main(["templates", "--adopt", str(form), *words]) == 2
        assert "không ghi đè" in capsys.readouterr().err
    assert taken.read_bytes() == b"x"
    assert form.read_bytes() == FORM


@pytest.mark.parametrize(
    ("content", "words", "message"),
    [
        (docx("Kính gửi ..........."), [], "chưa rõ là mẫu của loại văn bản nào. Thêm --kind"),
        (b"x", ["--kind", "giay-moi"], "đây không phải tệp Word .docx."),
        (FORM, ["--to", "moi.doc"], "Tên bản sao phải có đuôi .docx"),
    ],
)
def test_what_cannot_be_adopted_is_told(tmp_path, capsys, content, words, message):
    form = tmp_path / "to-trinh.docx"
    form.write_bytes(content)
    assert main(["templates", "--adopt", str(form), *words]) == 2
    assert message in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["to-trinh.docx"]


def test_a_paper_that_is_filled_already_is_told_to_have_no_blanks(tmp_path, capsys):
    form = tmp_path / "giay-moi-cu.docx"
    form.write_bytes(docx("Kính mời ông Lê Văn An", "Thời gian: 8 giờ 00, ngày 15/5/2025"))
    assert main(["templates", "--adopt", str(form)]) == 0
    assert "Không thấy chỗ nào để điền" in capsys.readouterr().out


def test_a_form_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["templates", "--adopt", str(tmp_path / "khong-co.docx")]) == 2
    assert "không đọc được tệp mẫu" in capsys.readouterr().err


@pytest.mark.parametrize(("name", "kind"), [("Giay moi 2024", "giay-moi"), ("MAU_KE_HOACH", "ke-hoach")])
def test_the_kind_of_a_form_is_read_from_its_name(tmp_path, capsys, name, kind):
    form = tmp_path / f"{name}.docx"
    form.write_bytes(docx("Địa điểm: ..........."))
    assert main(["templates", "--adopt", str(form), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["adopted"]["kind"] == kind


def test_faulty_templates_get_a_copy_with_comments_until_they_are_mended(tmp_path, capsys):
    templates, seen = tmp_path / "templates", tmp_path / "xem"
    templates.mkdir()
    bad = templates / "giay-moi.docx"
    bad.write_bytes(docx("{{ nguoi.ho_tn }} {{ van_ban.so }} {{ su_kien.ten_su_kien }}"))
    before = bad.read_bytes()
    assert main(["templates", str(templates), "--annotate", str(seen)]) == 2
    assert f"Bản có nhận xét tại chỗ: {seen / 'giay-moi.loi.docx'}" in capsys.readouterr().out
    assert "Ý bạn là «nguoi.ho_ten»?" in comments_of(seen / "giay-moi.loi.docx")
    assert bad.read_bytes() == before
    bad.write_bytes(docx("{{ nguoi.ho_ten }} {{ van_ban.so }} {{ su_kien.ten_su_kien }}"))
    assert main(["templates", str(templates), "--annotate", str(seen)]) == 0
    assert not (seen / "giay-moi.loi.docx").exists()


def test_annotated_copies_among_the_templates_are_no_templates(tmp_path, capsys):
    (tmp_path / "giay-moi.docx").write_bytes(docx("{{ nguoi.ho_tn }}"))
    for _ in range(2):
        assert main(["templates", str(tmp_path), "--annotate", str(tmp_path)]) == 2
    assert main(["templates", str(tmp_path), "--json"]) == 2
    told = capsys.readouterr().out
    assert [each["file"] for each in json.loads(told[told.index("{\n") :])["templates"]] == ["giay-moi.docx"]


@pytest.mark.parametrize(
    ("kind", "text", "lacking"),
    [
        ("giay-moi", "{{ van_ban.ky_hieu }} {{ su_kien.ten_su_kien }}", "họ tên người được mời"),
        ("giay-moi", "{{ nguoi.ho_ten }} {{ van_ban.trich_yeu }}", "số của giấy mời"),
        ("giay-chung-nhan", "{{ nguoi.ho_ten }} {{ su_kien.ten_su_kien }}", "số của giấy chứng nhận"),
        ("ke-hoach", "{{ van_ban.so }}", "tên sự kiện"),
    ],
)
def test_a_template_that_never_prints_what_its_kind_needs_is_warned_of(tmp_path, capsys, kind, text, lacking):
    (tmp_path / f"{kind}.docx").write_bytes(docx(text))
    assert main(["templates", str(tmp_path), "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["templates"]
    assert [(each["severity"], each["message"]) for each in told["problems"]] == [
        ("warning", f"Mẫu không in {lacking}.")
    ]


@pytest.mark.parametrize(
    ("name", "purpose"),
    [
        ("Giấy mời cũ.docx", "mẫu khác của giấy mời, dùng được; muốn dùng thì đổi tên thành giay-moi.docx"),
        ("GIAY_MOI.DOCX", "mẫu khác của giấy mời, dùng được; muốn dùng thì đổi tên thành giay-moi.docx"),
        ("giay-moi.dotx", "mẫu khác của giấy mời, 1 lỗi"),
    ],
)
def test_a_template_that_no_paper_is_made_from_is_told_with_the_name_it_needs(tmp_path, capsys, name, purpose):
    (tmp_path / name).write_bytes(docx("{{ nguoi.ho_ten }} {{ van_ban.so }} {{ su_kien.ten_su_kien }}"))
    main(["templates", str(tmp_path)])
    assert capsys.readouterr().out.splitlines()[0] == f"{name}: {purpose}"


def test_a_word_that_can_never_write_its_field_is_an_error_before_any_paper(tmp_path, capsys):
    wrong = "{{ nguoi.ho_ten }} {{ van_ban.so }} {{ su_kien.ten_su_kien|ngay_day_du }}"
    (tmp_path / "giay-moi.docx").write_bytes(docx(wrong))
    assert main(["templates", str(tmp_path), "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().out)["templates"][0]["problems"]
    assert "«ngay_day_du» không dùng được với một đoạn chữ" in problem["message"]


def test_a_person_in_a_paper_for_all_is_told_where_persons_are(tmp_path, capsys):
    (tmp_path / "ke-hoach.docx").write_bytes(docx("{{ van_ban.so }} {{ van_ban.trich_yeu }} {{ nguoi.ho_ten }}"))
    assert main(["templates", str(tmp_path), "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().out)["templates"][0]["problems"]
    assert problem["fix"].startswith("«nguoi» chỉ có trong mẫu giấy mời và giấy chứng nhận.")


def test_the_offices_own_templates_have_no_problem(capsys):
    assert main(["templates", "--json"]) == 0
    told = {each["file"]: each["problems"] for each in json.loads(capsys.readouterr().out)["templates"]}
    assert {f"{kind.KIND}.docx" for kind in KINDS} <= set(told)
    assert not any(told.values())


def test_the_clerks_page_shows_what_the_command_prints(form, capsys):
    page = Path("templates/README.md").read_text(encoding="utf-8")
    main(["templates", "--adopt", str(form)])
    told = capsys.readouterr().out.splitlines()
    shown = [told[0].replace("mau-cu.docx", "Giấy mời cũ.docx"), *told[1:9]]
    assert "\n".join(shown) in page


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ("Họ và tên: ..........", "nguoi.ho_ten"),
        ("«Họ_và_tên»", "nguoi.ho_ten"),
        ("<<HocVien_HoTen>>", "nguoi.ho_ten"),
        ("${HO_TEN}", "nguoi.ho_ten"),
        ("#HO_TEN#", "nguoi.ho_ten"),
        ("[HỌ VÀ TÊN]", "nguoi.ho_ten"),
        ("{{hocVien.hoTen}}", "nguoi.ho_ten"),
        ("Phúc Thọ, ngày ... tháng ... năm 20...", "van_ban.ngay"),
        ("<<NgaySinh_dd>>/<<NgaySinh_MM>>/<<NgaySinh_yyyy>>", "nguoi.ngay_sinh"),
        ("Sinh ngày ... tháng ... năm ...", "nguoi.ngay_sinh"),
        ("Số: ....../GM-MTTQ-BTT", "van_ban.so"),
    ],
)
def test_what_the_clerks_page_promises_of_forms_holds(tmp_path, capsys, typed, field):
    assert typed in Path("templates/README.md").read_text(encoding="utf-8")
    form = tmp_path / "giay-moi-cu.docx"
    form.write_bytes(docx(typed))
    assert main(["templates", "--adopt", str(form), "--json"]) == 0
    assert [each["path"] for each in json.loads(capsys.readouterr().out)["adopted"]["placed"]] == [field]
