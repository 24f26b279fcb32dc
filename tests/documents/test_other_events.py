"""Sentences of events that are no course of two days: what a chief of office would have mended with a pen."""

from dataclasses import replace

import pytest
from cases import OFFICE, words
from composing_cases import SLOTS, case
from kinds_cases import item, of, report, script

from flows.documents import award_decision, certificate, facts, host_script, news, results_report
from flows.documents.participants import head_count
from flows.model.draft import Numbers
from flows.model.person import Person
from flows.model.printing import Items


def row(content, speaker="", **more):
    return {"noi_dung": content, "bao_cao_vien": speaker, **more}


HEALTH = {"ten_su_kien": "Hội thảo tiêm chủng", "so_co_mat": 28}
YOUTH = {
    "ten_su_kien": "Tập huấn bơi",
    "goi_tat": "buổi tập huấn",
    "thanh_phan": ["Học sinh lớp 8A", "Học sinh lớp 9B"],
}
CEREMONY = {"ten_su_kien": "Lễ kỷ niệm"}
SUMMING_UP = {"ten_su_kien": "Hội nghị tổng kết"}
CONTEST = {"ten_su_kien": "Hội thi nấu ăn", "so_ngay": 2}


@pytest.mark.parametrize(
    ("slot", "cells", "said"),
    [
        ("du", HEALTH | {"thanh_phan": ["Y tế thôn (6 người)", "Cha mẹ trẻ dưới 5 tuổi: khoảng 20 người"],
                         "chuong_trinh": [row("Chuyên đề 1: Lịch tiêm", "Vũ Quang Huy")]},
         "Dự hội thảo có 28 đại biểu, gồm 6 Y tế thôn và khoảng 20 cha mẹ trẻ dưới 5 tuổi."),
        ("du", HEALTH | {"thanh_phan": ["Giáo viên: 30 người", "Cha mẹ trẻ dưới 5 tuổi: 20 người"]},
         "Dự hội thảo có 28 đại biểu, gồm giáo viên và cha mẹ trẻ dưới 5 tuổi."),
        ("du", {"ten_su_kien": "Hội thi A", "thanh_phan": ["Các đội thi: 4 đội", "Nhân dân trong xã"]},
         "Dự hội thi có các đội thi (4 đội) và Nhân dân trong xã."),
        ("du", {"ten_su_kien": "Hội nghị A", "thanh_phan": ["Các đ/c Ủy viên", "Toàn thể đảng viên: 15 đ/c"]},
         "Dự hội nghị có các đồng chí Ủy viên và toàn thể đảng viên (15 đồng chí)."),
        ("du", {"ten_su_kien": "Hội nghị A", "thanh_phan": ["Phụ nữ tiêu biểu: 4 người", "Hộ nghèo: 20 hộ"]},
         "Dự hội nghị có 4 phụ nữ tiêu biểu và 20 hộ nghèo."),
        ("du", {"ten_su_kien": "Khóa học A", "so_ngay": 2, "so_co_mat": 57, "thanh_phan": ["Học viên: 60 người"],
                "chuong_trinh": [row("Chuyên đề: B", "Lê An")]}, ""),
        ("du", {"ten_su_kien": "Khóa học A", "loai_su_kien": "trực tuyến", "thanh_phan": ["Giáo viên"]},
         "Dự khóa học có giáo viên."),
        ("du", {"ten_su_kien": "Ngày hội hiến máu", "thanh_phan": ["Người hiến máu: 150 người"], "so_co_mat": 138},
         "Dự ngày hội có 138 người hiến máu."),
        ("du", {"ten_su_kien": "Lễ hội A", "thanh_phan": ["Thí sinh", "Bác sĩ", "Điều dưỡng", "Trưởng thôn"]},
         "Dự lễ hội có thí sinh, bác sĩ, điều dưỡng và Trưởng thôn."),
        ("du", {"ten_su_kien": "Đại hội A", "thanh_phan": ["Bà mẹ Việt Nam anh hùng: 5 mẹ", "Nghệ nhân: 2 người"]},
         "Dự đại hội có 5 Bà mẹ Việt Nam anh hùng và 2 nghệ nhân."),
        ("than", CEREMONY | {"chuong_trinh": [row("Phát biểu của đại diện học sinh", "Em Hà Thu"),
                                              row("Phát biểu của Ban Giám đốc về kết quả", "Ông Kim Min")]},
         "Tại buổi lễ, em Hà Thu phát biểu. Ông Kim Min phát biểu về kết quả."),
        ("thanh_phan_ke_hoach", {"thanh_phan": ["Các đ/c Ủy viên", "Cha mẹ trẻ: khoảng 20 người", "Đội thi: 4 đội"]},
         "- Các đồng chí Ủy viên;\n- Cha mẹ trẻ: khoảng 20 người;\n- Đội thi: 04 đội."),
        ("du", YOUTH | {"so_co_mat": 4, "chuong_trinh": [row("Chuyên đề: Bơi", "Hà Thị Sen")]},
         "Dự buổi tập huấn có 4 em học sinh, gồm học sinh lớp 8A và học sinh lớp 9B."),
        ("than", YOUTH | {"chuong_trinh": [row("Trò chơi Rung chuông vàng", "Các em học sinh")]},
         "Tại buổi tập huấn, các em học sinh tham gia trò chơi Rung chuông vàng."),
        ("ket", YOUTH | {"so_hoan_thanh": 4, "chuong_trinh": [row("Bế mạc, trao giấy chứng nhận", "Lò Văn Thắng")]},
         ("Kết thúc buổi tập huấn, đồng chí Lò Văn Thắng phát biểu bế mạc và trao giấy chứng nhận cho 4 em học sinh "
         "hoàn thành chương trình.")),
        ("than", CEREMONY | {"chuong_trinh": [row("Phát biểu của lãnh đạo phường", "Đại diện lãnh đạo phường"),
                                              row("Ký kết giao ước thi đua", "Các tổ")]},
         "Tại buổi lễ, đại diện lãnh đạo phường phát biểu. Các tổ ký kết giao ước thi đua."),
        ("than", SUMMING_UP | {"chuong_trinh": [row("Tham luận của các chi hội", "Chi hội 3, Chi hội 7"),
                                                row("Phát biểu chỉ đạo của lãnh đạo cấp trên", "Bà Lê Thị Vinh")]},
         ("Hội nghị đã nghe đại diện Chi hội 3 và Chi hội 7 trình bày tham luận. "
         "Bà Lê Thị Vinh phát biểu chỉ đạo hội nghị.")),
        ("than", HEALTH | {"chuong_trinh": [row("Chuyên đề: Tiêm chủng", "Vũ Huy"), row("Đóng vai tình huống"),
                                            row("Giải đáp thắc mắc")]},
         ("Hội thảo đã nghe đồng chí Vũ Huy trình bày chuyên đề “Tiêm chủng”; các đại biểu đóng vai tình huống, "
         "được giải đáp thắc mắc.")),
        ("than", CEREMONY | {"chuong_trinh": [row("Ý kiến chỉ đạo của lãnh đạo Đảng ủy", "Đ/c Lê An"),
                                              row("Phát biểu tiếp thu ý kiến chỉ đạo", "Bà Lê Hoa"),
                                              row("Ra mắt Ban Chấp hành", "Ban Chấp hành"),
                                              row("Kết nạp đoàn viên mới", "Đoàn xã"),
                                              row("Tuyên dương học sinh giỏi", "Hiệu trưởng"),
                                              row("Vinh danh các gia đình", "MC")]},
         ("Tại buổi lễ, đồng chí Lê An phát biểu chỉ đạo buổi lễ. Bà Lê Hoa phát biểu tiếp thu ý kiến chỉ đạo. "
          "Ban Chấp hành ra mắt. Đoàn xã kết nạp đoàn viên mới. Đồng chí Hiệu trưởng tuyên dương học sinh giỏi. "
          "Ban Tổ chức vinh danh các gia đình.")),
        ("ngay[2]", CONTEST | {"chuong_trinh": [row("Chung kết", "02 đội xuất sắc", ngay="13/3/2026")]},
         "Sang ngày thứ hai, 2 đội xuất sắc tham gia chung kết."),
        ("ket", CONTEST | {"chuong_trinh": [row("Công bố kết quả và trao giải", "Ông Lê Tài"),
                                            row("Bế mạc", "Ông Lê Tài")]},
         "Kết thúc hội thi, ông Lê Tài phát biểu bế mạc, công bố kết quả và trao giải."),
        ("dan", {"ten_su_kien": "Lớp học A", "ngay": "30/12/2026-02/01/2027", "don_vi_to_chuc": "UBND xã A"},
         "Từ ngày 30/12/2026 đến ngày 02/01/2027, UBND xã A tổ chức Lớp học A."),
        ("dan", {"ten_su_kien": "Lớp học A", "ngay": "05/3/2026", "don_vi_to_chuc": "UBND xã A",
                 "don_vi_phoi_hop": ["Công an xã, Trạm Y tế, Đoàn Thanh niên xã"]},
         "Ngày 05/3, UBND xã A phối hợp với Công an xã, Trạm Y tế và Đoàn Thanh niên xã tổ chức Lớp học A."),
        ("mo_dau", {"ten_su_kien": "Lớp học A", "don_vi_to_chuc": "UBND xã A",
                    "don_vi_phoi_hop": ["Phòng Kinh tế, Hạ tầng và Đô thị"]},
         "UBND xã A xây dựng Kế hoạch phối hợp với Phòng Kinh tế, Hạ tầng và Đô thị tổ chức Lớp học A như sau:"),
        ("class", row("Ôn tập và thực hành", "Cô Vũ Mỹ Linh") | {"loai_su_kien": "lớp học"}, "thao_luan"),
        ("class", row("Giao lưu, chia sẻ kinh nghiệm", "Đại biểu các phường"), "thao_luan"),
        ("class", row("Giao lưu văn nghệ", "Các đội"), "nghi_thuc"),
        ("noi_dung_giay_moi", CEREMONY | {"chuong_trinh": [row("Dâng hương"), row("Tặng quà hộ nghèo")]},
         "Dâng hương; Tặng quà hộ nghèo"),
        ("noi_dung_giay_moi", CONTEST | {"chuong_trinh": [row("Phần thi chào hỏi"), row("Trao giải")]},
         "Phần thi chào hỏi; Trao giải"),
        ("noi_nhan_in", {"noi_nhan": ["- Hội tỉnh; - Đảng ủy, UBND phường, - Các chi hội; - Lưu: VT."]},
         "- Hội tỉnh;\n- Đảng ủy, UBND phường;\n- Các chi hội;\n- Lưu: VT."),
        ("ten_trong_cau", {"ten_su_kien": "HỘI NGHỊ TỔNG KẾT CÔNG TÁC HỘI VÀ PHONG TRÀO PHỤ NỮ"},
         "Hội nghị tổng kết công tác Hội và phong trào phụ nữ"),
        ("ten_trong_cau", {"ten_su_kien": "TẬP HUẤN CÔNG TÁC HỘI NGHỊ"}, "Tập huấn công tác hội nghị"),
        ("nguoi_giua_cau", {"bao_cao_vien": "ThS.BS Vũ Quang Huy"}, "ThS.BS Vũ Quang Huy"),
    ],
)  # fmt: skip
def test_a_sentence_of_another_event_needs_no_pen(slot, cells, said):
    assert SLOTS[slot](cells) == said


def test_what_an_event_helped_to_do_is_said_of_every_kind_of_event():
    contest = case(CONTEST)
    told = replace(contest, event=replace(contest.event, purpose=Items(["Giúp hội viên giao lưu."])))
    assert news.report(told)["ket_qua"] == ["Thông qua hội thi, giúp hội viên giao lưu."]


@pytest.mark.parametrize(
    ("content", "speaker", "said"),
    [
        ("Chuyên đề “Tiết kiệm”", "Lê An", "Tiếp theo chương trình là chuyên đề “Tiết kiệm”. Xin trân trọng"),
        ("Kết luận", "Lê An", "Kính mời đồng chí Lê An phát biểu kết luận lớp tập huấn."),
        ("Kiểm tra cuối khóa", "", "Bây giờ, các học viên làm bài kiểm tra cuối khóa."),
        ("Tham luận của các chi hội", "Chi hội 3", "Tiếp theo, kính mời đại diện Chi hội 3 trình bày tham luận."),
        ("Phát biểu của lãnh đạo xã", "Lê An", "Trân trọng kính mời đồng chí Lê An phát biểu."),
        ("Liên hoan", "", "Kính mời quý vị đại biểu và các học viên dự liên hoan."),
        ("Khai mạc", "ThS. Lê An", ("Sau đây, trân trọng kính mời ThS Lê An phát biểu khai mạc lớp tập huấn. "
         "Xin trân trọng kính mời đồng chí!")),
    ],
)  # fmt: skip
def test_the_host_reads_aloud_without_a_stumble(content, speaker, said):
    assert script(item(content, speaker)).startswith(said)


def test_who_dines_after_the_closing_is_invited_after_it():
    (said,) = (row["loi_dan"] for row in host_script.rows(of(agenda=(item("Bế mạc; liên hoan"),))))
    assert said[-1] == "Kính mời quý vị đại biểu và các học viên dự liên hoan."


def test_the_host_introduces_guests_among_the_groups_with_honorific_and_post():
    groups = Items(["Bà Lê Vinh - Phó Chủ tịch", "Các đ/c Ủy viên: 5 đ/c"])
    case = of(agenda=(item("Tuyên bố lý do, giới thiệu đại biểu"),), groups=groups, purpose=Items(["- Biểu dương;"]))
    (said,) = (row["loi_dan"] for row in host_script.rows(case))
    assert " Biểu dương. Thay mặt Ban Tổ chức" in said[0]
    assert "; bà Lê Vinh - Phó Chủ tịch; các đồng chí Ủy viên, cùng toàn thể học viên." in said[1]


def winners(*prizes):
    return tuple(
        Person(name=f"Trần {n}", key=str(n), gender="Nam", unit="thôn Bến", result="đạt", certified_for=prize)
        for n, prize in enumerate(prizes)
    )


def test_prizes_are_awarded_as_prizes():
    case = of(*winners("Đạt giải Nhất", "Đạt giải Nhì", "Đạt giải Ba"), name="Hội thi A", opener=None)
    told = award_decision.decision(case, Numbers())
    assert told["dieu_1"] == (
        "Cấp giấy chứng nhận đạt giải Hội thi A cho 03 cá nhân (có danh sách tại Phụ lục kèm theo)."
    )
    assert [column["ten"] for column in told["cot"]] == ["Chức vụ, đơn vị", "Giải"]
    assert told["danh_sach"][0]["o"][1]["chu"] == "Nhất"
    assert told["can_cu"][-1] == "Căn cứ kết quả hội thi."
    assert told["dieu_3"].startswith("Các đơn vị liên quan và cá nhân có tên tại Điều 1")
    two = of(*winners("Đạt giải Nhất", "Đạt giải Nhì"), name="Hội thi A")
    assert award_decision.first_article(two, two.people) == (
        "Cấp giấy chứng nhận đạt giải Hội thi A cho ông Trần 0 - thôn Bến (giải Nhất) "
        "và ông Trần 1 - thôn Bến (giải Nhì)."
    )


def test_a_decision_names_the_event_whatever_it_certifies():
    case = of(*winners("Đã tham dự", "Đạt giải Nhì", "Đạt giải Ba"), name="Hội thi A")
    told = award_decision.decision(case, Numbers())
    assert told["phu_luc"] == "DANH SÁCH ĐẠI BIỂU ĐƯỢC CẤP GIẤY CHỨNG NHẬN TẠI HỘI THI A"


@pytest.mark.parametrize("line", ["T/M ĐẢNG ỦY", "TM. ĐẢNG ỦY"])
def test_who_decides_is_the_body_for_which_is_signed_however_that_is_written(line):
    office = replace(OFFICE, full_name="Đảng ủy xã A", authority=Items([line, "BÍ THƯ"]))
    assert award_decision.authority(office) == "ĐẢNG ỦY XÃ A"


def test_more_people_than_were_invited_are_not_all_of_them():
    case = of(present=86)
    assert results_report.attendance(case, head_count(case)) == "Số người được mời là 06 người; có mặt 86 người."


def test_what_is_held_online_is_held_at_no_place():
    assert "13/3/2026, trực tuyến qua Zoom." in report(of(place="Trực tuyến qua Zoom"))["thoi_gian_dia_diem"]


def test_a_report_of_a_ceremony_tells_what_was_handed_over():
    agenda = (item("Dâng hương"), item("Tặng quà hộ nghèo"))
    assert report(of(agenda=agenda, name="Lễ kỷ niệm"))["noi_dung"] == ("- Dâng hương;", "- Tặng quà hộ nghèo.")


def test_an_abbreviation_of_the_agenda_stays_one():
    assert facts.speaker_line(item("Điểm danh", "BTC")) == "BTC"


def test_a_certificate_addresses_as_the_event_says_and_a_party_post_stands_for_a_post():
    case = of(Person(name="Đinh Khoa", party_title="Bí thư Chi bộ", unit="Chi bộ thôn Múc", result="đạt"))
    case = replace(case, event=replace(case.event, called_together="đồng chí"))
    told = words(certificate, case)["chung_nhan"]
    assert (told["xung_ho"], told["noi_cong_tac"]) == ("Đồng chí", "Bí thư Chi bộ thôn Múc")


def test_papers_write_the_chair_out():
    assert facts.event_values(of(chair="Đ/c Hà Tuyên - Bí thư"))["chu_tri"] == "Đồng chí Hà Tuyên - Bí thư"


def test_papers_on_request_may_stand_in_one_line():
    asked = of(extras=Items(["Biển tên, chương trình", "Báo cáo"])).event
    assert [asked.asks_for(name) for name in ("Biển tên", "Chương trình", "Báo cáo", "Công văn")] == [True] * 3 + [
        False
    ]
