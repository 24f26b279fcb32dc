"""How forms ask for what they want to have filled in: phrases before a blank, English names in tags, names of lists.

The headings that clerks type are declared with the fields; here stands what only forms say, ";" between phrases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

Phrases = Mapping[str, str]

FOR_A_PERSON: Phrases = {
    "nguoi.ho_ten": (
        "ông; bà; ông bà; ông/bà; ông hoặc bà; đồng chí; đ/c; anh; chị; anh/chị; cấp cho; chứng nhận; chứng nhận "
        "ông; chứng nhận bà; chứng nhận ông/bà; chứng nhận đồng chí; họ tên người được cấp; tên tôi là; full "
        "name; fullname; participant name; student name; họ và tên người được mời"
    ),
    "nguoi.ngay_sinh": "sinh; sinh ngày; sinh năm; ngày sinh; date of birth; birthday; birth date; dob",
    "nguoi.chuc_vu": "position; job title; chức vụ hiện tại",
    "nguoi.don_vi": "công tác tại; hiện công tác tại; đang công tác tại; đơn vị công tác; department; unit; workplace",
    "nguoi.noi_cong_tac": (
        "chức vụ, đơn vị công tác; chức vụ, đơn vị; chức vụ và đơn vị công tác; chức vụ, nơi công tác; hiện là; "
        "hiện đang là"
    ),
    "nguoi.dien_thoai": "phone; phone number",
    "nguoi.dia_chi": "thường trú tại; nơi thường trú; địa chỉ thường trú; address",
    "nguoi.xep_loai": "kết quả xếp loại; đạt loại; loại; grade",
}

FOR_ALL: Phrases = {
    "su_kien.ten_su_kien": (
        "dự; tới dự; đến dự; tham dự; về dự; dự lớp; dự hội nghị; tới dự hội nghị; đến dự hội nghị; tham dự hội "
        "nghị; tới dự lớp; đến dự lớp; tham dự lớp; đã hoàn thành; đã hoàn thành chương trình; đã hoàn thành khóa "
        "học; đã hoàn thành lớp; đã hoàn thành khóa bồi dưỡng; hoàn thành chương trình; hoàn thành khóa học; đã "
        "tham gia; đã tham gia lớp; tên chương trình; tên khóa học; event name; course name; program name; tổ "
        "chức lớp; tổ chức hội nghị"
    ),
    "su_kien.ngay_bat_dau": "từ ngày; start date; khai mạc ngày; tổ chức ngày; vào ngày; event date",
    "su_kien.ngay_ket_thuc": "đến ngày; đến hết ngày; end date; bế mạc ngày",
    "su_kien.gio_bat_dau": "vào hồi; vào lúc; lúc; start time; từ",
    "su_kien.dia_diem": "tổ chức tại; được tổ chức tại; diễn ra tại; location; venue; place; địa điểm tại",
    "su_kien.thanh_phan": "thành phần; đối tượng; thành phần tham dự; thành phần mời; đối tượng tham dự",
    "su_kien.don_vi_to_chuc": "organizer; organiser; do; đơn vị đăng cai",
    "su_kien.lien_he": "mọi chi tiết xin liên hệ; thông tin liên hệ; contact",
    "co_quan.nguoi_ky": "người ký; họ tên người ký; signer; signatory",
    "co_quan.noi_nhan": "nơi nhận",
    "co_quan.ten_day_du": "company name; tên công ty; tên đơn vị cấp; organization name; tên cơ quan",
    "van_ban.trich_yeu": "trích yếu; về việc",
}

OF_KIND: Mapping[str, Phrases] = {
    "giay-moi": {
        "giay_moi.kinh_moi": "kính mời; trân trọng kính mời; kính gửi; trân trọng mời; mời",
        "giay_moi.thoi_gian": "thời gian; thời gian tổ chức; time",
        "giay_moi.noi_dung": "nội dung; nội dung hội nghị; content",
        "su_kien.dia_diem": "tại; địa điểm",
    },
    "ke-hoach": {
        "ke_hoach.thoi_gian": "thời gian; thời gian tổ chức; thời gian thực hiện",
        "ke_hoach.so_luong": "số lượng; số lượng đại biểu; tổng số đại biểu; số lượng học viên",
        "su_kien.dia_diem": "tại; địa điểm",
    },
    "giay-chung-nhan": {
        "nguoi.ho_ten": "tên; name",
        "chung_nhan.thoi_gian": "thời gian; thời gian học; thời gian đào tạo",
        "chung_nhan.noi_cong_tac": "chức vụ, đơn vị công tác; chức vụ và đơn vị công tác; đơn vị, chức vụ",
    },
    "tin-bai": {
        "tin.tieu_de": "tiêu đề; title",
        "tin.so_dai_bieu": "số đại biểu",
        "tin.dang_luc": "ngày đăng",
    },
}

NUMBER = (
    "số; số chứng nhận; số giấy chứng nhận; số giấy mời; số hiệu; số kế hoạch; số vào sổ; số văn bản; vào sổ "
    "cấp giấy chứng nhận số; vào sổ cấp số; vào sổ số"
)
"""Labels of the paper's own number."""

LISTS: Mapping[str, str] = {
    "danh_sach": (
        "danhsach hocvien daibieu nguoi thanhvien canbo people persons participants students members khachmoi "
        "danhsachhocvien danhsachdaibieu"
    ),
    "chuong_trinh": "chuongtrinh lichtrinh lich agenda items noidungchuongtrinh buoihoc program schedule",
}
"""Names of sections that go through a list."""

OWNERS: Mapping[str, str] = {
    "nguoi": (
        "hocvien daibieu nguoi khachmoi canbo nhanvien hoivien sinhvien hocsinh dangvien nguoiduocmoi "
        "participant student person member employee user thanhvien"
    ),
    "su_kien": "sukien lop lophoc hoinghi khoahoc khoa event course class chuongtrinh hoithao",
    "co_quan": "coquan donvi congty company organization office truong",
    "van_ban": "vanban giaymoi kehoach chungnhan giaychungnhan document",
}
"""Names that a tag puts in front of a field: HocVien_HoTen, company.name."""

NOT_ASKED = (
    "cap_so_chung_nhan cap_so_van_ban co_mat hieu_luc_den hieu_luc_tu ky_hieu_chung_nhan "
    "ky_hieu_giay_moi ky_hieu_ke_hoach ma_su_kien so_vao_so stt ten_khac ten_sap_xep thoi_gian"
)
"""Fields of sheets that no form has a blank for."""

INTRODUCING = "mời gửi nhận cho dự tại là thành lúc hồi"
"""Words of a sentence behind which a label may stand: "kính mời ông/bà"."""

SENTENCES = "tổ diễn được đã hoàn hiện đang công tham tới đến về dự trân kính chứng sinh từ vào khai bế thường"
"""Words with which a phrase begins that may end any sentence: "hội nghị được tổ chức tại"."""

RELATIVES = re.compile(
    r"\b(?:cha|mẹ|vợ|chồng|(?<!công )(?<!tuyên )(?<!phân )bố|thân nhân|người thân|phụ huynh|người giám hộ"
    r"|con (?:ruột|đẻ|trai|gái|ông|bà)|họ (?:và )?tên con|anh,? chị,? em)\b"
)
"""Words after which a name, a birth or a post is somebody else's."""

OTHER_SECTIONS = re.compile(
    r"(?:(?:hoàn cảnh|quan hệ|thành phần) )?gia đình\W*$|(?:hoàn cảnh|quan hệ|thành phần) gia đình|thân nhân"
    r"|quá trình (?:công tác|học tập|đào tạo|hoạt động|làm việc)|lịch sử bản thân|(?:khen thưởng|kỷ luật)[\s\w,]{0,12}$"
    r"|(?:cha|mẹ|bố|vợ|chồng|các con|anh,? chị,? em)\b.{0,20}$"
)
"""Headings below which no blank is for the event or for what the person is now."""

OTHER_COLUMNS = re.compile(
    r"quan hệ|\btừ (?:tháng|năm|ngày).*\bđến\b|tên trường|văn bằng|ngành học|hình thức đào tạo|khen thưởng|kỷ luật"
)
"""Headings of tables of relatives, of studies and of posts held before."""

IDENTITY = re.compile(r"\b(?:cccd|cmnd|cmt|căn cước|chứng minh|hộ chiếu|định danh|thẻ đảng|hộ khẩu)\b")
"""Cards that have a day and place of issue of their own."""

ORDINAL = re.compile(r"^\s*(?:[-–+*•]|\d{1,2}[.)]|[ivx]{1,4}[.)]|[a-zđ]\))\s*", re.IGNORECASE)
"""What counts a line of a form, and says nothing of what belongs there."""
