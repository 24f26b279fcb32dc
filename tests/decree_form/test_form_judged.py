"""A paper in the decree's form has no warning; each departure from it gives that warning alone, with its article."""

from __future__ import annotations

import pytest
from form_papers import BODY, RULE, TEXT, docx, line, margin, official, page_number, run, section

from flows.decree_form.judge_papers import judge

RULED = {"runs": run("Tổ chức Lớp bồi dưỡng", size=14, bold=True) + RULE}
# The number of a note, set high.
NOTE = '<w:vertAlign w:val="superscript"/>'


def told(paper, kind=""):
    problems = judge(paper, "a.docx", kind)
    assert {problem.severity for problem in problems} <= {"warning"}
    return [(problem.where.heading, problem.message) for problem in problems]


def test_a_paper_in_the_decrees_form_has_no_warning():
    assert told(official()) == []


DEPARTURES = [
    ({"page": {"left": 25}}, "Lề trang", "lề trái 25 mm, phải từ 30 đến 35 mm", "I.3"),
    ({"page": {"top": 30}}, "Lề trang", "lề trên 30 mm, phải từ 20 đến 25 mm", "I.3"),
    ({"page": {"right": 25.4}}, "Lề trang", "lề phải 25 mm, phải từ 15 đến 20 mm", "I.3"),
    ({"page": {"bottom": 12}}, "Lề trang", "lề dưới 12 mm, phải từ 20 đến 25 mm", "I.3"),
    ({"page": {"w": 215.9, "h": 279.4}}, "Khổ giấy", "khổ giấy 216 x 279 mm, phải là A4", "I.1"),
    ({"page": {"w": 297, "h": 210}}, "Khổ giấy", "chiều ngang", "I.2"),
    ({"body": {"font": "Arial"}}, "Phông chữ", "phông Arial, phải là Times New Roman", "I.4"),
    ({"body": {"colour": "FF0000"}}, "Màu chữ", "phải là màu đen", "I.4"),
    ({"country": {"text": "CỘNG HÒA XÃ HỘI CHỦ NGHỈA VIỆT NAM"}}, "Quốc hiệu", "phải là «CỘNG HÒA", "II.1.a"),
    ({"country": {"size": 14}}, "Quốc hiệu", "cỡ chữ 14, phải là 12 đến 13", "II.1.a"),
    ({"country": {"text": "Cộng hòa xã hội chủ nghĩa Việt Nam"}}, "Quốc hiệu", "phải viết bằng chữ in hoa", "II.1.a"),
    ({"words": "Độc lập – Tự do – Hạnh phúc"}, "Tiêu ngữ", "không phải gạch dài", "II.1.b"),
    ({"words": "Độc lập — Tự do — Hạnh phúc"}, "Tiêu ngữ", "không phải gạch dài", "II.1.b"),
    ({"words": "Độc lập-Tự do-Hạnh phúc"}, "Tiêu ngữ", "phải có cách chữ hai bên", "II.1.b"),
    ({"words": "Độc Lập - Tự Do - Hạnh Phúc"}, "Tiêu ngữ", "chữ cái đầu", "II.1.b"),
    ({"words": "Độc lập - Tự do - Hạnh phúc."}, "Tiêu ngữ", "phải là «Độc lập - Tự do - Hạnh phúc»", "II.1.b"),
    ({"words": {"bold": False}}, "Tiêu ngữ", "phải là chữ đậm", "II.1.b"),
    ({"without": ["words_rule"]}, "Tiêu ngữ", "thiếu đường kẻ ngang", "II.1.b"),
    ({"without": ["words_rule"], "words": {"under": True}}, "Tiêu ngữ", "gạch chân chữ", "II.1.b"),
    ({"without": ["issuer_rule"]}, "Cơ quan ban hành", "thiếu đường kẻ ngang", "II.2.b"),
    ({"without": ["abstract_rule"]}, "Trích yếu", "thiếu đường kẻ ngang", "II.5.b"),
    ({"issuer": {"bold": False}}, "Cơ quan ban hành", "phải là chữ đậm", "II.2.b"),
    ({"issuer": "Ban Thường trực"}, "Cơ quan ban hành", "phải viết bằng chữ in hoa", "II.2.b"),
    ({"parent": {"size": 14}}, "Cơ quan chủ quản", "cỡ chữ 14, phải là 12 đến 13", "II.2.b"),
    ({"number": "Số : 05/KH-MTTQ-BTT"}, "Số, ký hiệu", "không cách chữ trước dấu hai chấm", "II.3.c"),
    ({"number": "Số 05/KH-MTTQ-BTT"}, "Số, ký hiệu", "phải có dấu hai chấm", "II.3.c"),
    ({"number": "Số: 5/KH-MTTQ-BTT"}, "Số, ký hiệu", "thêm số 0 phía trước: 05", "II.3.c"),
    ({"number": "Số: 05-KH-MTTQ-BTT"}, "Số, ký hiệu", "dấu gạch chéo", "II.3.c"),
    ({"number": "Số: 05 / KH - MTTQ"}, "Số, ký hiệu", "không cách chữ", "II.3.c"),
    ({"number": "Số: 05/KH–MTTQ"}, "Số, ký hiệu", "phải là gạch nối (-)", "II.3.c"),
    ({"number": "Số: 05/kh-mttq"}, "Số, ký hiệu", "phải viết bằng chữ in hoa", "II.3.c"),
    ({"number": {"size": 14}}, "Số, ký hiệu", "cỡ chữ 14, phải là 13", "II.3.c"),
    ({"number": {"bold": True}}, "Số, ký hiệu", "không được là chữ đậm", "II.3.c"),
    ({"date": "Phúc Thọ, ngày 3 tháng 02 năm 2024"}, "Địa danh và thời gian", "ngày 03", "II.4.c"),
    ({"date": "Phúc Thọ, ngày 03 tháng 2 năm 2024"}, "Địa danh và thời gian", "tháng 02", "II.4.c"),
    ({"date": "Phúc Thọ, ngày 03 tháng 07 năm 2024"}, "Địa danh và thời gian", "chỉ tháng 1, 2", "II.4.c"),
    ({"date": "Phúc Thọ ngày 03 tháng 7 năm 2024"}, "Địa danh và thời gian", "dấu phẩy", "II.4.c"),
    ({"date": "phúc Thọ, ngày 03 tháng 7 năm 2024"}, "Địa danh và thời gian", "phải viết hoa", "II.4.c"),
    ({"date": "Phúc Thọ, ngày 31 tháng 9 năm 2024"}, "Địa danh và thời gian", "không có trong lịch", "II.4.c"),
    ({"date": "Phúc Thọ, ngày 03/7/2024"}, "Địa danh và thời gian", "phải viết đầy đủ", "II.4.c"),
    ({"date": {"italic": False}}, "Địa danh và thời gian", "phải là chữ nghiêng", "II.4.c"),
    ({"title": "Kế hoạch"}, "Tên loại", "phải viết bằng chữ in hoa", "II.5.b"),
    ({"title": {"size": 16}}, "Tên loại", "cỡ chữ 16, phải là 13 đến 14", "II.5.b"),
    ({"abstract": {"bold": False}}, "Trích yếu", "phải là chữ đậm", "II.5.b"),
    ({"body": {"size": 11}}, "Nội dung", "cỡ chữ 11, phải là 13 đến 14", "II.6.e"),
    ({"body": {"align": "left"}}, "Nội dung", "canh đều cả hai lề", "II.6.e"),
    ({"body": {"first": 0}}, "Nội dung", "lùi vào 1 hoặc 1,27 cm", "II.6.e"),
    ({"body": {"after": 0}}, "Nội dung", "tối thiểu là 6 pt", "II.6.e"),
    ({"body": {"spacing": ' w:line="480" w:lineRule="auto"'}}, "Nội dung", "khoảng cách dòng", "II.6.e"),
    ({"body": TEXT[:-1] + ";"}, "Căn cứ", "phải là chữ nghiêng", "II.6.a"),
    ({"body": "Căn cứ Điều lệ MTTQ Việt Nam", "body_2": "Căn cứ Luật số 75."}, "Căn cứ", "phải có dấu chấm phẩy", "II.6.a"),
    ({"body": "Căn cứ Điều lệ MTTQ Việt Nam.", "body_2": "Thực hiện Nghị quyết số 8."}, "Căn cứ", "dấu chấm phẩy", "II.6.a"),
    ({"body": "Căn cứ Điều lệ MTTQ Việt Nam"}, "Căn cứ", "cuối căn cứ cuối cùng phải có dấu chấm", "II.6.a"),
    ({"body": {"text": "Kính gửi: Đảng ủy xã", "italic": True}}, "Kính gửi", "không được là chữ nghiêng", "II.9.d"),
    ({"recipients": {"size": 14}}, "Nơi nhận", "cỡ chữ 14, phải là 12", "II.9.d"),
    ({"recipients": {"italic": False}}, "Nơi nhận", "phải là chữ nghiêng", "II.9.d"),
    ({"recipient": {"size": 12}}, "Nơi nhận", "cỡ chữ 12, phải là 11", "II.9.d"),
    ({"without": ["filing"]}, "Nơi nhận", "thiếu dòng cuối", "II.9.d"),
    ({"recipients": "Nơi nhận"}, "Nơi nhận", "dấu hai chấm", "II.9.d"),
    ({"recipient": "Như trên;"}, "Nơi nhận", "phải có gạch đầu dòng", "II.9.d"),
    ({"recipient": "- Như trên"}, "Nơi nhận", "phải có dấu chấm phẩy", "II.9.d"),
    ({"filing": "- Lưu: VT"}, "Nơi nhận", "cuối dòng cuối cùng phải có dấu chấm", "II.9.d"),
    ({"filing": "- Lưu VT."}, "Nơi nhận", "sau «Lưu» phải có dấu hai chấm", "II.9.d"),
    ({"number": "Số: 05/"}, "Số, ký hiệu", "thiếu ký hiệu", "II.3.c"),
    ({"date": "Phúc Thọ, Ngày 03 Tháng 7 Năm 2024"}, "Địa danh và thời gian", "chữ in thường", "II.4.c"),
    ({"date": "Phúc Thọ, ngày 03 tháng 7 năm 24"}, "Địa danh và thời gian", "bốn chữ số", "II.4.c"),
    ({"title": {"align": "left"}}, "Tên loại", "phải canh giữa", "II.5.b"),
    ({"authority": "TM BAN THƯỜNG TRỰC"}, "Quyền hạn, chức vụ", "viết tắt là «TM.»", "II.7.đ"),
    ({"authority": "T/M BAN THƯỜNG TRỰC"}, "Quyền hạn, chức vụ", "viết tắt là «TM.»", "II.7.đ"),
    ({"post": "Chủ tịch"}, "Quyền hạn, chức vụ", "phải viết bằng chữ in hoa", "II.7.đ"),
    ({"signer": {"bold": False}}, "Họ tên người ký", "phải là chữ đậm", "II.7.đ"),
    ({"signer": "LÊ THỊ TOAN"}, "Họ tên người ký", "phải viết bằng chữ in thường", "II.7.đ"),
    ({"signer": "ThS. Lê Thị Toan"}, "Họ tên người ký", "không ghi học hàm", "II.7.đ"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "element", "what", "article"), DEPARTURES)
def test_a_departure_is_told_alone_with_its_element_and_article(changes, element, what, article):
    [(heading, message)] = told(official(**changes))
    assert heading == element
    assert what in message[:1].lower() + message[1:]
    assert message.endswith(f"(NĐ 30/2020/NĐ-CP, Phụ lục I, phần I, mục {article}).")


@pytest.mark.parametrize(
    ("missing", "element", "article"),
    [
        (["country"], "Quốc hiệu", "II.1"),
        (["words", "words_rule"], "Tiêu ngữ", "II.1"),
        (["number"], "Số, ký hiệu", "II.3"),
        (["date"], "Địa danh và thời gian", "II.4"),
        (["abstract", "abstract_rule"], "Trích yếu", "II.5"),
        (["authority", "post", "signer"], "Quyền hạn, chức vụ", "II.7"),
    ],
)
def test_an_element_that_is_not_there_is_missed(missing, element, article):
    found = told(official(without=missing))
    assert [heading for heading, _ in found] == [element]
    assert found[0][1].startswith(f"Không thấy {element}")
    assert f"mục {article})" in found[0][1]


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "Số:      /KH-MTTQ-BTT"},
        {"number": "Số: ……/KH-MTTQ-BTT"},
        {"number": "Số: ..... /KH-MTTQ-BTT"},
        {"number": "Số:/KH-MTTQ-BTT"},
        {"number": "Số: 12/2024/QĐ-UBND"},
        {"number": "Số: 125/TTr-UBND"},
        {"date": "Phúc Thọ, ngày      tháng 7 năm 2024"},
        {"date": "Phúc Thọ, ngày ….. tháng ….. năm 2024"},
        {"date": "Phúc Thọ, ngày ... tháng ... năm 20..."},
        {"date": "Phúc Thọ, ngày 15 tháng 12 năm 2024"},
        {"date": "Thành phố Hồ Chí Minh, ngày 29 tháng 02 năm 2024"},
        {"country": "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"},
        {"country": {"text": "Cộng hòa xã hội chủ nghĩa Việt Nam", "caps": True}},
        {"words": {"text": "Độc lập - Tự do - Hạnh phúc"}, "country": {"size": 13}},
        {"words_rule": {"rule": False, "text": "_____________________", "align": "center"}},
        {"parent": {"bold": True}},
        {"body": {"first": 567}},
        {"body": {"first": 0, "text": "\t" + TEXT}},
        {"body": {"spacing": ' w:line="360" w:lineRule="auto"'}},
        {"body": {"spacing": ' w:line="360" w:lineRule="exact"'}},
        {"body": {"size": 13}},
        {"body": {"text": TEXT[:-1] + ";", "italic": True}},
        {"post": {"text": "KT. CHỦ TỊCH"}},
        {"signer": {"text": "(Đã ký)"}},
        {"without": ["signer"]},
        {"without": ["parent"]},
        {"page": {"top": 25, "bottom": 25, "left": 35, "right": 20}},
        {"filing": "- Lưu: BTT-MTTQ."},
        {"recipient": "- Thường trực Đảng ủy, HĐND,", "filing": "UBND xã (để b/c); - Lưu: VT."},
        {"recipient": "- Ủy ban MTTQ các xã:", "filing": "+ Phúc Thọ; Lưu: VT."},
        {"recipient": "- ...............;", "filing": "- Lưu: VT, ...."},
        {"recipient": "[CẦN BỔ SUNG: Nơi nhận]", "without": ["filing"]},
        {"title": {"text": "          KẾ HOẠCH", "align": "left"}},
        {"title": "LỊCH CÔNG TÁC"},
        {
            "abstract_rule": {"rule": False, "text": "(Kèm theo Kế hoạch số 05/KH-MTTQ)", "italic": True},
            "abstract": RULED,
        },
        {"title": "BIÊN BẢN", "without": ["date", "authority", "post", "signer"]},
        {"title": "GIẤY GIỚI THIỆU", "without": ["abstract", "abstract_rule"]},
        {"parent": {"runs": run("ỦY BAN MTTQ VIỆT NAM", size=12) + run("1", size=12, more=NOTE)}},
        {"issuer": {"runs": run("BAN THƯỜNG TRỰC", size=12, bold=True) + run("2", size=9, more=NOTE)}},
        {"post": "(Chữ ký của người có thẩm quyền,", "signer": "dấu của cơ quan, tổ chức)"},
        {"body": {"text": "Kính mời: " + "." * 200, "align": "left", "first": 0}},
        {"abstract": {"text": "Tổ chức Lớp bồi dưỡng kiến thức", "after": 0}, "abstract_rule": {"rule": True}},
    ],
)
def test_what_the_decree_allows_and_what_waits_for_a_pen_is_no_departure(changes):
    assert told(official(**changes)) == []


def test_a_fault_of_many_paragraphs_is_told_once_with_their_number():
    [(_, message)] = told(official(body={"size": 11}, body_2={"size": 11}))
    assert message.startswith("Đoạn «Thực hiện Chương trình")
    assert "(và 1 đoạn nữa): cỡ chữ 11" in message


@pytest.mark.parametrize(
    ("font", "text", "table"),
    [
        ("VNI-Times", "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM", "VNI"),
        (".VnTimeH", "céng hßa x· héi chñ nghÜa viÖt nam", "TCVN3"),
    ],
)
def test_text_in_the_fonts_before_unicode_is_read_and_the_font_alone_is_told(font, text, table):
    [(heading, message)] = told(official(country={"font": font, "text": text}))
    assert heading == "Phông chữ"
    assert f"phông {font} của bảng mã cũ" in message
    [problem] = judge(official(country={"font": font, "text": text}), "a.docx")
    assert table in problem.fix


def test_no_paper_of_the_party_is_judged():
    party = [line("ĐẢNG ỦY XÃ PHÚC THỌ"), line("*"), line("ĐẢNG CỘNG SẢN VIỆT NAM", size=15), line("Số 12-KH/ĐU")]
    [(heading, message)] = told(docx("".join(party) + section(left=20)))
    assert heading == "ĐẢNG CỘNG SẢN VIỆT NAM"
    assert "không xét theo Nghị định 30" in message


def test_the_state_files_with_its_clerk_and_the_front_with_itself():
    state = {"parent": "ỦY BAN NHÂN DÂN XÃ PHÚC THỌ", "issuer": "VĂN PHÒNG", "filing": "- Lưu: BTT."}
    assert [heading for heading, _ in told(official(**state))] == ["Nơi nhận"]
    assert told(official(filing="- Lưu: BTT.")) == []


def test_a_news_report_is_judged_by_page_and_fonts_only():
    report = line("Phúc Thọ khai giảng lớp bồi dưỡng", size=18, colour="0000FF") + line(TEXT, size=12)
    assert told(docx(report + section())) == []
    wrong = docx(report + line(TEXT, font="Arial") + section(left=10, w=216, h=279))
    assert [heading for heading, _ in told(wrong)] == ["Khổ giấy", "Phông chữ"]


def test_a_programme_that_goes_with_another_paper_is_free():
    head = line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + line("Độc lập - Tự do - Hạnh phúc") + line(rule=True)
    programme = line("CHƯƠNG TRÌNH", align="center", bold=True) + line("08h00: Khai mạc", size=12, colour="00FF00")
    assert told(docx(head + programme + section(left=10))) == []


def certificate(day="Phúc Thọ, ngày 02 tháng 7 năm 2024", page=None, **words):
    motto = {"text": "Độc lập - Tự do - Hạnh phúc", "size": 20, **words}
    return docx(
        line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=20)
        + line(**motto)
        + line(rule=True)
        + line("GIẤY CHỨNG NHẬN", size=40, colour="FF0000", align="center")
        + line("BAN THƯỜNG TRỰC ỦY BAN MTTQ VIỆT NAM XÃ PHÚC THỌ", align="center")
        + line("Chứng nhận bà: Trần Thị Thử, sinh ngày 3 tháng 2 năm 1970", size=18)
        + line("Từ ngày 1 tháng 7 năm 2024 đến ngày 2 tháng 7 năm 2024", size=18)
        + line(day)
        + section(**{"w": 297, "h": 210, "left": 10, **(page or {})})
    )


def test_a_certificate_is_free_but_for_paper_motto_and_the_zeros_of_its_day():
    assert told(certificate()) == []
    assert [heading for heading, _ in told(certificate(text="Độc lập – Tự do – Hạnh phúc"))] == ["Tiêu ngữ"]
    assert [heading for heading, _ in told(certificate(page={"w": 270, "h": 190}))] == ["Khổ giấy"]
    [(heading, message)] = told(certificate(day="Phúc Thọ, ngày 2 tháng 7 năm 2024"))
    assert (heading, "ngày 02" in message) == ("Địa danh và thời gian", True)


def test_a_letter_names_whom_it_is_for_and_has_no_title():
    letter = {"number": "Số: 05/MTTQ-BTT", "without": ["title", "abstract", "abstract_rule"]}
    assert told(official(**letter, body={"text": "Kính gửi: Đảng ủy xã Phúc Thọ", "first": 0})) == []


@pytest.mark.parametrize(
    ("number", "kind", "title_page", "what"),
    [
        (page_number(), "footer", True, "số trang ở lề dưới"),
        (page_number(align="right"), "header", True, "phải canh giữa"),
        (page_number(), "header", False, "trang thứ nhất không được hiện số trang"),
        (page_number(size=10), "header", True, "cỡ chữ 10, phải là 13 đến 14"),
        (page_number(italic=True), "header", True, "phải là chữ đứng"),
    ],
)
def test_a_page_number_elsewhere_or_otherwise_is_told(number, kind, title_page, what):
    part, reference = margin(kind, number)
    [(heading, message)] = told(official(page={"references": reference, "title_page": title_page}, extra=part))
    assert (heading, what in message.replace("Số", "số").replace("Trang", "trang")) == ("Số trang", True)


def test_page_numbers_in_the_middle_of_the_header_from_the_second_page_on_are_right():
    part, reference = margin("header", page_number())
    assert told(official(page={"references": reference}, extra=part)) == []


def test_a_paper_of_several_pages_needs_page_numbers():
    two = {"docProps/app.xml": "<Properties><Pages>2</Pages></Properties>"}
    assert [heading for heading, _ in told(official(extra=two))] == ["Số trang"]
    long = {"body": {"text": TEXT * 20}}
    assert [heading for heading, _ in told(official(**long))] == ["Số trang"]


def test_a_message_shows_no_birthday_identity_or_telephone():
    private = "Ông An, sinh 03/7/1970, CCCD 001 070 012 345, ĐT 0912.345.678"
    [(_, message)] = told(official(body={"text": private, "size": 11, **BODY}))
    assert not any(part in message for part in ("1970", "0912", "345"))


def test_a_template_is_told_apart_from_a_paper():
    [(_, message)] = told(official(number="Số: {{ van_ban.ky_hieu }}"))
    assert message == "Đây là mẫu có thẻ, chưa phải văn bản."


@pytest.mark.parametrize(
    "data", [b"", b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1", official()[:-200], official()[:900]]
)
def test_a_file_that_is_no_sound_word_file_is_an_error_and_says_what_to_do(data):
    [problem] = judge(data, "a.doc")
    assert problem.is_error
    assert problem.fix.startswith("Mở bằng Word")


def test_a_blank_paper_is_told():
    assert [message for _, message in told(docx(line() + section()))] == ["Văn bản không có chữ nào."]


def test_a_link_keeps_words_own_colour():
    linked = f'<w:hyperlink r:id="x">{run("mttq@phuctho.vn", colour="0000FF")}</w:hyperlink>'
    assert told(official(body={"runs": run(TEXT) + linked})) == []
