"""An office's own form comes back with tags where its blanks were; what is not clear stays, marked."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, time

import pytest
from adopting_forms import CERTIFICATE, INVITATION, PLAN, adopted, bold, leader
from word_files import docx, paragraph, printed, review, row, table, text, text_box

from flows.documents import KINDS
from flows.documents.vocabulary import merge_names, vocabulary
from flows.rendering import Template

TAB = "<w:r><w:tab/></w:r>"


def lines(kind, form, part="word/document.xml"):
    # A paragraph's own tab stops look like tabs.
    return [line.lstrip("\t") for line in printed(adopted(kind, form).document, part) if line]


def doubts(kind, form):
    return [(spot.place.text, *spot.nearest) for spot in adopted(kind, form).unplaced]


def part_of(document, name="word/document.xml"):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read(name).decode()


def test_an_invitation_with_dotted_blanks():
    assert lines("giay-moi", INVITATION) == [
        "ỦY BAN MTTQ VIỆT NAM HUYỆN PHÚC THỌ",
        "BAN THƯỜNG TRỰC",
        "__________",
        "Số: {{ van_ban.so }}/GM-MTTQ-BTT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "_______________",
        "Phúc Thọ, {{ van_ban.ngay|ngay_day_du }}",
        "GIẤY MỜI",
        "Ban Thường trực Ủy ban MTTQ Việt Nam huyện trân trọng kính mời:",
        "Ông (bà): {{ nguoi.ho_ten }}",
        "Chức vụ: {{ nguoi.chuc_vu }}",
        "Đơn vị công tác: {{ nguoi.don_vi }}",
        "Tới dự: {{ su_kien.ten_su_kien }}",
        "1. Thời gian: {{ su_kien.gio_bat_dau|gio_phut }}, {{ su_kien.ngay_bat_dau|ngay_day_du }}",
        "2. Địa điểm: {{ su_kien.dia_diem }}",
        "3. Phương tiện đi lại: ………………………",
        "Rất mong ông (bà) sắp xếp thời gian tham dự, mang theo giấy tờ, tài liệu...",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
    ]
    assert [text for text, *_ in doubts("giay-moi", INVITATION)] == ["………………………"]


def test_a_certificate_with_a_tables_name_before_each_field():
    assert lines("giay-chung-nhan", CERTIFICATE) == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "GIẤY CHỨNG NHẬN",
        "Chứng nhận: {{ nguoi.ho_ten }}",
        "Sinh ngày {{ nguoi.ngay_sinh }}",
        "Chức vụ, đơn vị công tác: {{ nguoi.chuc_vu }}, {{ nguoi.don_vi }}",
        "Quê quán: <<HocVien_QueQuan>>",
        "Đã hoàn thành chương trình: {{ su_kien.ten_su_kien }}",
        "Từ {{ su_kien.ngay_bat_dau|ngay_day_du }} đến {{ su_kien.ngay_ket_thuc|ngay_day_du }}",
        "Xếp loại:    {{ nguoi.xep_loai }}",
        "Vào sổ số: {{ van_ban.ky_hieu }}",
        "Mã: #MA_LOP# của {{ nguoi.ho_ten }}" * 2,
        "Mã: #MA_LOP# của {{ nguoi.ho_ten }}",
        "Mã: #MA_LOP# của {{ nguoi.ho_ten }}",
    ]
    assert lines("giay-chung-nhan", CERTIFICATE, "word/footer1.xml") == [
        "Phúc Thọ, {{ van_ban.ngay|ngay_day_du }}, người ký: {{ co_quan.nguoi_ky }}"
    ]
    assert [found for found, *_ in doubts("giay-chung-nhan", CERTIFICATE)] == ["<<HocVien_QueQuan>>", "#MA_LOP#"]


def test_a_plan_with_loops_of_other_template_languages():
    assert lines("ke-hoach", PLAN)[3:] == [
        "Số: {{ van_ban.so }}/KH-MTTQ-BTT",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "_______________",
        "{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }}",
        "KẾ HOẠCH",
        "Tổ chức {{ su_kien.ten_su_kien }}",
        "Căn cứ Quyết định số ......../QĐ-UBND ngày ..... tháng ..... năm 20.....",
        "1. Thời gian: {{ ke_hoach.thoi_gian }}",
        "2. Địa điểm: {{ su_kien.dia_diem }}",
        "3. Số lượng: {{ ke_hoach.so_luong }} đại biểu",
        "Thời gian",
        "Nội dung",
        "{%tr for m in chuong_trinh %}",
        "{{ m.gio }}",
        "{{ m.noi_dung }} ({{ m.bao_cao_vien }})",
        "{%tr endfor %}",
        "{%p for n in danh_sach %}",
        "{{ n.stt }}. {{ n.ho_ten }} - «khongBiet»",
        "{%p endfor %}",
        "Người liên hệ:",
        "{{ su_kien.lien_he }}",
        "Điện thoại:",
        "{{ su_kien.don_vi_to_chuc }} và ${HT}",
    ]
    assert [found for found, *_ in doubts("ke-hoach", PLAN)] == [
        "........",
        "ngày ..... tháng ..... năm 20.....",
        "{{khongBiet}}",
        "${HT}",
    ]


@pytest.mark.parametrize(
    ("kind", "form"), [("giay-moi", INVITATION), ("giay-chung-nhan", CERTIFICATE), ("ke-hoach", PLAN)]
)
def test_the_copy_is_a_template_without_errors_and_can_be_filled(kind, form):
    copy = adopted(kind, form).document
    chosen = next(each for each in KINDS if kind == each.KIND)
    found = review(copy, known=vocabulary(chosen), file="mau.docx", names=merge_names())
    assert [problem.message for problem in found if problem.is_error] == []
    values = {name: {"ho_ten": "Lê Thị An"} for name in ("nguoi", "su_kien", "co_quan", "giay_moi", "ke_hoach")}
    days = {"ngay": date(2024, 7, 3), "ngay_bat_dau": date(2024, 7, 1), "ngay_ket_thuc": date(2024, 7, 2)}
    values |= {"van_ban": days, "danh_sach": [{"ho_ten": "Lê Thị An"}], "su_kien": days | {"gio_bat_dau": time(8)}}
    values["co_quan"] = {"dia_danh": "Phúc Thọ"}
    made = "".join(printed(Template(copy, names=merge_names()).render(values)))
    assert "Lê Thị An" in made
    assert "{{" not in made


def test_a_form_that_was_adopted_has_nothing_more_to_adopt():
    first = adopted("giay-moi", INVITATION)
    second = adopted("giay-moi", first.document)
    assert second.placed == ()
    assert [spot.place.text for spot in second.unplaced] == [spot.place.text for spot in first.unplaced]


def test_what_a_blank_was_set_in_its_tag_is_set_in():
    made = part_of(adopted("giay-moi", INVITATION).document)
    assert '<w:b/></w:rPr><w:t xml:space="preserve">{{ nguoi.ho_ten }}</w:t>' in made
    assert '<w:r><w:t xml:space="preserve">{{ nguoi.don_vi }}</w:t></w:r>' in made
    card = part_of(adopted("giay-chung-nhan", CERTIFICATE).document)
    assert '<w:b/><w:sz w:val="32"/></w:rPr><w:t xml:space="preserve">{{ nguoi.ho_ten }}</w:t>' in card


def test_what_is_not_clear_is_highlighted_with_a_comment_that_names_the_nearest_fields():
    copy = adopted("giay-moi", INVITATION).document
    body, comments = part_of(copy), part_of(copy, "word/comments.xml")
    marked = re.search(r'<w:commentRangeStart w:id="0"/>(.*?)<w:commentRangeEnd w:id="0"/>', body)
    assert '<w:highlight w:val="yellow"/>' in marked[1]
    assert "………………………" in marked[1]
    assert 'w:author="Vănthư"' in comments
    assert "Chưa rõ chỗ trống sau «3. Phương tiện đi lại» là trường nào." in comments
    assert "Gần nhất: {{ nguoi.dia_chi }} (Địa chỉ); " in comments


def test_two_letters_that_could_be_anything_are_not_guessed():
    assert doubts("giay-moi", docx("Kính gửi ${HT}")) == [("${HT}", "su_kien.dia_diem", "nguoi.ho_ten")]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Họ và tên: ........ Năm sinh: ........", "Họ và tên: {{ nguoi.ho_ten }} Năm sinh: {{ nguoi.ngay_sinh }}"),
        ("Họ và tên (chữ in hoa): ………", "Họ và tên (chữ in hoa): {{ nguoi.ho_ten }}"),
        ("HỌ VÀ TÊN:……………", "HỌ VÀ TÊN: {{ nguoi.ho_ten }}"),
        ("Họ và tên:          Chức vụ:          ", "Họ và tên: {{ nguoi.ho_ten }} Chức vụ: {{ nguoi.chuc_vu }}          "),
        ("trân trọng kính mời đồng chí ............", "trân trọng kính mời đồng chí {{ nguoi.ho_ten }}"),
        ("trân trọng kính mời: ............", "trân trọng kính mời: {{ giay_moi.kinh_moi }}"),
        ("Thành phần: ............", "Thành phần: {{ su_kien.thanh_phan|noi }}"),
        ("Họ và tên: «Họ_và_tên», #DIA_DIEM#", "Họ và tên: {{ nguoi.ho_ten }}, {{ su_kien.dia_diem }}"),
        ("[HỌ VÀ TÊN] [ĐỊA ĐIỂM]", "{{ nguoi.ho_ten }} {{ su_kien.dia_diem }}"),
        ("{{hoTen}} {{hocVien.chucVu}} {{company.name}}", "{{ nguoi.ho_ten }} {{ nguoi.chuc_vu }} {{ co_quan.ten_day_du }}"),
        ("${HO_TEN} ${DONVI}", "{{ nguoi.ho_ten }} {{ nguoi.don_vi }}"),
        ("{{ngay}} {{thang}} {{nam}}", "{{ van_ban.ngay|ngay_ngan_0 }}"),
        ("Ngày ... tháng ... năm 20...", "{{ van_ban.ngay|ngay_day_du|hoa_dau }}"),
        ("Từ ngày .../.../20... đến ngày .../.../20...", "Từ ngày {{ su_kien.ngay_bat_dau|ngay_ngan_0 }} đến ngày {{ su_kien.ngay_ket_thuc|ngay_ngan_0 }}"),
        ("Sinh ngày ... tháng ... năm ......", "Sinh ngày {{ nguoi.ngay_sinh }}"),
        ("Kinh phí: ........ đồng (Bằng chữ: ........)", "Kinh phí: {{ su_kien.kinh_phi|nhom_ba_so }} đồng (Bằng chữ: {{ su_kien.kinh_phi|tien_bang_chu }})"),
        ("Thực hiện Kế hoạch số 5 ngày ........", "Thực hiện Kế hoạch số 5 ngày ........"),
        ("{{#soLuong}}Dự kiến {{soLuong}}{{/soLuong}}", "{% if su_kien.so_luong_du_kien %}Dự kiến {{ su_kien.so_luong_du_kien }}{% endif %}"),
        ("{{^lienHe}}không{{/lienHe}}", "{% if not su_kien.lien_he %}không{% endif %}"),
        ("{{#thanhPhan}}{{.}}; {{/thanhPhan}}", "{% for dong in su_kien.thanh_phan %}{{ dong }}; {% endfor %}"),
    ],
)  # fmt: skip
def test_each_way_of_leaving_a_place_open_is_known(typed, expected):
    assert lines("giay-moi", docx(typed)) == [expected]


@pytest.mark.parametrize(
    "typed",
    [
        "các ban, ngành, đoàn thể, v.v...",
        "cán bộ, công chức…",
        "____________________",
        "Thời gian như sau:",
        "[1] Theo báo cáo",
        "{{ su_kien.ten_su_kien|upper }} {{ nguoi.ho_ten }}",
        "{% for k in danh_sach %}{{ k.bat_ky }}{% endfor %}",
        "ngày 01 tháng 7 năm 2024",
        "Giá #1 và #2",
    ],
)
def test_what_is_no_blank_is_left_alone(typed):
    assert lines("giay-moi", docx(typed)) == [typed]
    assert doubts("giay-moi", docx(typed)) == []


def test_a_word_field_is_not_touched_since_it_works_already():
    field = f'<w:fldSimple w:instr=" MERGEFIELD ho_ten ">{text("«ho_ten»")}</w:fldSimple>'
    assert "MERGEFIELD ho_ten" in part_of(adopted("giay-moi", docx(paragraph("Kính gửi: ", field))).document)


def test_a_tab_counts_only_where_it_draws_a_line():
    form = docx(leader("Họ và tên:", TAB), leader("Chức vụ:", TAB, draws="underscore"), paragraph("Đơn vị:", TAB, "x"))
    assert lines("giay-moi", form) == [
        "Họ và tên: {{ nguoi.ho_ten }}",
        "Chức vụ: {{ nguoi.chuc_vu }}",
        "Đơn vị:\tx",
    ]


def test_an_empty_cell_beside_a_label_is_filled():
    form = docx(table(row("Họ và tên:", ""), row("Chức vụ:", "đã có"), row(text_cell("Đơn vị", bold=True), "")))
    assert lines("giay-moi", form) == ["Họ và tên:", "{{ nguoi.ho_ten }}", "Chức vụ:", "đã có", "Đơn vị"]


def text_cell(shown, *, bold):
    return f"<w:tc><w:tcPr/>{paragraph(text(shown, '<w:rPr><w:b/></w:rPr>' if bold else ''))}</w:tc>"


def test_doubts_in_headers_and_text_boxes_are_counted_once_and_commented_where_word_can_show_it():
    form = docx(paragraph(bold("Đầu")), paragraph(text_box("«x_y_z»")), header=paragraph("«q_q_q»"))
    copy = adopted("giay-moi", form)
    assert [spot.place.text for spot in copy.unplaced] == ["«x_y_z»", "«q_q_q»"]
    body, header = part_of(copy.document), part_of(copy.document, "word/header1.xml")
    assert body.count('<w:highlight w:val="yellow"/>') == 2  # both halves of the box
    assert "<w:comment" not in header
    inside_box = re.findall(r"<w:txbxContent>.*?</w:txbxContent>", body)
    assert not any("<w:comment" in box for box in inside_box)
    assert "Ở đầu trang: Chưa rõ «q_q_q»" in part_of(copy.document, "word/comments.xml")


def test_loops_that_are_not_closed_are_told_and_stay_visible():
    assert lines("giay-moi", docx("{{#hocVien}}{{hoTen}}")) == ["«hocVien»{{ nguoi.ho_ten }}"]
    assert [found for found, *_ in doubts("giay-moi", docx("{{#hocVien}}{{hoTen}}"))] == ["{{#hocVien}}"]


def test_a_table_with_empty_rows_becomes_a_row_for_each_person():
    roster = table(
        row("STT", "Họ và tên", "Chức vụ", "Ký nhận"),
        row("1", "..........", "", ""),
        row("2", "..........", "", ""),
        row("", "Tổng cộng", "", ""),
    )
    assert lines("ke-hoach", docx("Danh sách", roster)) == [
        "Danh sách",
        *("STT", "Họ và tên", "Chức vụ", "Ký nhận"),
        "{%tr for n in danh_sach %}",
        *("{{ loop.index }}", "{{ n.ho_ten }}", "{{ n.chuc_vu }}"),
        "{%tr endfor %}",
        "Tổng cộng",
    ]


def test_a_table_of_the_agenda_becomes_a_row_for_each_item():
    agenda = table(row("Thời gian", "Nội dung", "Người thực hiện"), row("", "", ""))
    assert lines("giay-moi", docx(agenda))[3:] == [
        "{%tr for m in chuong_trinh %}",
        *("{{ m.gio }}", "{{ m.noi_dung }}", "{{ m.nguoi_thuc_hien }}"),
        "{%tr endfor %}",
    ]


def test_one_empty_row_in_a_paper_for_one_person_is_that_persons():
    one = table(row("Họ và tên", "Chức vụ"), row("", ""))
    assert lines("giay-moi", docx(one))[2:] == ["{{ nguoi.ho_ten }}", "{{ nguoi.chuc_vu }}"]


@pytest.mark.parametrize(
    "rows",
    [
        [row("Họ và tên", "Quê quán"), row("", "")],  # one heading proves nothing
        [row("Họ và tên", "Chức vụ"), row("Lê An", "Bí thư")],  # written in already
        [row("ỦY BAN MTTQ", "CỘNG HÒA"), row("", "")],
    ],
)
def test_other_tables_stay_as_they_are(rows):
    form = docx(table(*rows))
    assert lines("ke-hoach", form) == [line for line in printed(form) if line]


@pytest.mark.parametrize(
    ("line", "copied"),
    [
        ("Người liên hệ: ............ ĐT: ............", "Người liên hệ: {{ su_kien.lien_he }} ĐT: ............"),
        ("Mọi chi tiết xin liên hệ đồng chí ........, điện thoại: ........",
         "Mọi chi tiết xin liên hệ đồng chí ........, điện thoại: ........"),
        ("Đầu mối: ........ SĐT: ........", "Đầu mối: {{ su_kien.lien_he }} SĐT: ........"),
        ("Ông (bà): ........ ĐT: ........", "Ông (bà): {{ nguoi.ho_ten }} ĐT: {{ nguoi.dien_thoai }}"),
    ],
)  # fmt: skip
def test_a_telephone_behind_who_to_ask_is_not_the_invited_person_s(line, copied):
    assert lines("giay-moi", docx(line)) == [copied]
    left = copied.count("....") > 0
    assert bool(doubts("giay-moi", docx(line))) == left


@pytest.mark.parametrize(
    "typed",
    [
        "Phụ cấp chức vụ: ..........",
        "Chức vụ người ký: ..........",
        "Họ tên cha: ..........",
        "Năm sinh của vợ: ..........",
        "Họ tên vợ (chồng): .......... Năm sinh: .......... Nơi công tác: ..........",
        "Con ông: .......... và bà: ..........",
        "Ngày vào Đảng: ..../..../......",
        "Điện thoại liên hệ: ..........",
        "Tên gọi khác: ..........",
        "Số hộ chiếu: .......... Có giá trị đến: …/…/……",
        "Nghỉ phép từ ngày …/…/…… đến ngày …/…/……",
        "Thời gian thử việc: từ ngày …/…/…… đến ngày …/…/……",
        "Cấp ngày … tháng … năm 20… tại ..........",
        "Họ và tên người giới thiệu: ..........",
        "Xếp loại hạnh kiểm: ..........",
        "Chức vụ trước khi nghỉ hưu: ..........",
        "Tên trường: ..........",
        "Người liên hệ khi cần: .......... ĐT: ..........",
    ],
)
def test_what_a_label_does_not_say_of_the_paper_s_person_or_event_is_left_and_marked(typed):
    assert lines("giay-chung-nhan", docx(typed)) == [typed]
    assert doubts("giay-chung-nhan", docx(typed)) != []


@pytest.mark.parametrize(
    "form",
    [
        ("Số CCCD: .......... Ngày cấp: …/…/…… Nơi cấp: ..........",),
        ("Số căn cước: ..........", "Cấp ngày: …/…/…… tại: .........."),
        (table(row("Số CCCD", ".........."), row("Ngày cấp", "…/…/……"), row("Nơi cấp", "..........")),),
    ],
)
def test_the_day_of_an_identity_card_is_no_certificate_s(form):
    made = " ".join(lines("giay-chung-nhan", docx(*form)))
    assert "{{ nguoi.cccd }}" in made
    assert made.count("{{") == 1
    assert "Ngày cấp: {{ su_kien.ngay_cap_chung_nhan|ngay_ngan_0 }}" in lines(
        "giay-chung-nhan", docx("Ngày cấp: …/…/……")
    )


def test_below_a_heading_of_relatives_or_earlier_posts_nothing_is_bound_but_the_paper_s_own_day():
    form = docx(
        "II. HOÀN CẢNH GIA ĐÌNH",
        "Họ và tên: .......... Năm sinh: ..........",
        "III. QUÁ TRÌNH CÔNG TÁC",
        "Từ ngày …/…/…… đến ngày …/…/……: Chức vụ: ..........",
        "Phúc Thọ, ngày … tháng … năm 20…",
        "GIA ĐÌNH VĂN HÓA",  # an event of that name
        "Họ và tên: ..........",
    )
    made = lines("giay-chung-nhan", form)
    assert made[1] == "Họ và tên: .......... Năm sinh: .........."
    assert made[3] == "Từ ngày …/…/…… đến ngày …/…/……: Chức vụ: .........."
    assert made[4] == "Phúc Thọ, {{ van_ban.ngay|ngay_day_du }}"
    assert made[6] == "Họ và tên: {{ nguoi.ho_ten }}"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Sinh ngày: ..... tháng ..... năm .......", "Sinh ngày: {{ nguoi.ngay_sinh }}"),
        ("Ngày tháng năm sinh: ..... tháng ..... năm .......", "Ngày tháng năm sinh: {{ nguoi.ngay_sinh }}"),
        ("Sinh: ngày ... tháng ... năm ......", "Sinh: ngày {{ nguoi.ngay_sinh }}"),
        ("Theo Quyết định số ........ ngày ... tháng ... năm ......",
         "Theo Quyết định số {{ su_kien.so_quyet_dinh }} {{ su_kien.ngay_quyet_dinh|ngay_day_du }}"),
        ("Ngày sinh: Ngày: ..... tháng: ..... năm: .......", "Ngày sinh: Ngày: {{ nguoi.ngay_sinh }}"),
        ("Vào ....h .... ngày ..../..../20....",
         "Vào {{ su_kien.gio_bat_dau|gio_phut }} ngày {{ su_kien.ngay_bat_dau|ngay_ngan_0 }}"),
        ("<<HocVien_HoDem>> <<HocVien_Ten>>", "{{ nguoi.ho_dem }} {{ nguoi.ten }}"),
        ("Họ đệm: .......... Tên: ..........", "Họ đệm: {{ nguoi.ho_dem }} Tên: {{ nguoi.ten }}"),
        ("Tên: ..........", "Tên: {{ nguoi.ho_ten }}"),
        ("{{ ngay_vao_co_quan }} {{ ho_ten_cha }} {{ chucVu }}",
         "«ngay_vao_co_quan» «ho_ten_cha» {{ nguoi.chuc_vu }}"),
    ],
)  # fmt: skip
def test_dates_in_three_parts_and_names_in_two_are_known(typed, expected):
    assert lines("giay-chung-nhan", docx(typed)) == [expected]


@pytest.mark.parametrize(
    "headings",
    [
        ("Quan hệ", "Họ và tên", "Năm sinh"),
        ("Từ tháng, năm đến tháng, năm", "Chức vụ", "Đơn vị"),
        ("Thời gian", "Chức vụ", "Đơn vị công tác"),
    ],
)
def test_tables_of_relatives_and_earlier_posts_are_no_lists_of_the_event(headings):
    form = docx(table(row(*headings), row("", "", ""), row("", "", "")))
    assert lines("ke-hoach", form) == list(headings)
    assert [spot.place.text for spot in adopted("ke-hoach", form).unplaced] == [" | ".join(headings)]


def test_a_table_with_names_in_two_columns_prints_both():
    names = table(row("STT", "Họ đệm", "Tên"), row("1", "", ""), row("2", "", ""))
    assert lines("ke-hoach", docx(names))[4:7] == ["{{ loop.index }}", "{{ n.ho_dem }}", "{{ n.ten }}"]
