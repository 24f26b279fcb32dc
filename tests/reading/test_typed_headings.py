"""The headings of public rosters, as people typed them: the field each names, or none, and none wrongly."""

from __future__ import annotations

import pytest

from flows.model.person import Person
from flows.reading.headings import field_for, heading_text, is_private

TYPED = {
    "stt": ("STT", "Stt", "stt", "TT", "TT hộ", "S.T.T", "Số TT"),
    "ho_ten": ("Họ và tên", "Họ và Tên", "Họ Và Tên", "HỌ VÀ TÊN", "Họ tên", "Họ Tên", "HỌ TÊN", "Họ tên SV", "hoten", "HoTen",
               "name", "Họ và tên học sinh", "ten", "TÊN", "Tên", "Họ và tên cán bộ", "Tên hội viên", "Họ tên người tham dự",
               "Full name", "Họ và tên / Full name", "Họ và tên\nFull Name", "HỌ VÀ TÊN\nghi chữ in hoa có dấu", "Họ, chữ đệm và tên",
               "HỌ, CHỮ ĐỆM, TÊN", "Họ và tên đồng chí", "Họ tên người học", "Họ và tên hòa giải viên", "Quý danh", "Họ tên khai sinh", "Pháp danh - Thế danh",
               "Họ và tên (đăng ký trước ngày 05/7/2026)", "Họ và tên (cũng là tên trên GCN)"),
    "ho_dem": ("HỌ ĐỆM", "Họ và tên đệm", "Họ lót", "HỌ VÀ", "Họ và chữ lót"),
    "ngay_sinh": ("Ngày sinh", "NGÀY SINH", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "NgaySinh", "ngaysinh",
                  "Ngày sinh (dd/mm/yyyy)", "Ngày sinh (ngày/tháng/năm)", "Ngày sinh\n(định dạng dd-mm-yyyy)", "Ngày sinh (2&3)", "Sinh ngày", "SINH NĂM", "Ngày sinh/Năm sinh"),
    "gioi_tinh": ("Giới tính", "GIỚI TÍNH", "Phái", "GioiTinh", "Giới tính (Nam hoặc nữ)"),
    "cccd": ("Số CMND/CCCD", "Số căn cước công dân", "Số định danh cá nhân", "Số CCCD/CMND", "CMND", "cmnd", "CCCD", "Số thẻ căn cước/CMND"),
    "chuc_vu": ("Chức vụ", "CHỨC VỤ", "Chức danh", "Nghề nghiệp, chức vụ", "Chức vụ/Chức danh",
                "Chức vụ hiện tại", "Chức vụ đang đảm nhiệm", "Vị trí công tác", "Chức vụ, cơ quan công tác", "Cấp bậc, chức vụ", "Chức vụ (ghi cả chức vụ cũ)"),
    "xung_ho": ("Tên gọi (Ông/Bà/Chức danh)", "Danh xưng"),
    "don_vi": ("Đơn vị", "Đơn Vị", "Đơn vị công tác", "Khoa/Phòng", "Khoa/phòng", "Nơi làm việc", "Nơi công tác",
               "Tên đơn vị/tập thể công tác", "Tên phòng ban/ khối, tổ công tác", "Tên đơn vị / tập thể", "Tên đơn vị",
               "Cơ quan, đơn vị", "CƠ QUAN/ĐƠN VỊ", "Nơi công tác hiện nay", "Trường", "Lớp", "LỚP", "lop", "Khoa", "KHOA",
               "Chi Bộ", "Chi hội", "Viện", "Tên khoa", "Đơn vị / Organization", "Đơn vị\n(Unit)",
               "Cơ quan/tổ chức", "Cơ quan công tác hiện nay", "Nơi làm việc hiện tại", "Đơn vị đang công tác", "Đơn vị cử đi",
               "Xã, phường, thị trấn", "Xã (phường)", "XÃ", "Phường", "Trường - Lớp", "Tên trường học", "Địa phương",
               "Phòng, ban, đơn vị", "Chùa", "CLB", "Đơn vị (tên cũ nếu có)"),
    "thon": ("Tổ dân phố", "Tên thôn", "Thôn, TDP", "Tổ/Thôn", "Tổ dân phố/thôn", "Khu phố", "Ấp", "Khóm", "Thôn, bản"),
    "diem": ("Điểm", "Điểm thi", "Điểm (thang 10)", "Điểm kiểm tra cuối khóa", "Điểm bài thu hoạch"),
    "co_mat": ("Điểm danh", "Chữ ký", "Ký xác nhận", "Tham gia"),
    "ket_qua": ("Kết quả", "Kết quả cuối khóa", "Kết quả đạt được", "Kết quả (nộp trước ngày 15/7)"),
    "ly_do_vang": ("Lý do vắng", "Lý do vắng mặt"),
    "dien_thoai": ("Số điện thoại", "Số điện thoại (gọi trước khi đến)", "Số Điện Thoại", "SDT", "sdt", "Điện thoại", "phone", "ĐT DĐ", "ĐTDĐ",
                   "Điện thoại (số sẽ sử dụng lâu dài, không thay đổi)", "Di động", "ĐT",
                   "Số điện thoại liên hệ", "Số ĐT liên hệ", "Điện thoại di động", "Số Zalo"),
    "email": ("Email", "email", "Địa chỉ email", "Email đang sử dụng (ghi rõ)", "E-mail"),
    "dia_chi": ("Địa chỉ", "Địa chỉ liên hệ", "Nơi ở hiện nay", "Nơi đăng ký thường trú", "Địa chỉ (cả cũ và mới)", "Địa chỉ / Nơi ở"),
    "hoc_vi": ("Trình độ chuyên môn", "Trình độ", "Học hàm, học vị"),
    "xep_loai": ("Xếp loại", "Xếp loại chung", "Xếp loại cuối khóa"),
    "ghi_chu": ("Ghi chú", "GHI CHÚ", "Ghi chú (báo vắng trước ngày 10/7)"),
}  # fmt: skip
UNREAD = (
    "lopsv", "MSSV", "mssv", "Mã SV", "Mã số sinh viên", "Mã sinh viên", "MASV", "Mã số",
    "MÃ SỐ NHÂN VIÊN", "Mã học sinh", "Mã hội viên", "msgv", "Nghề nghiệp", "Khóa", "Trưởng",
    "Điện thoại gia đình", "ĐT GĐ", "ĐT CQ", "ĐT NR", "Email 2 (nếu có)", "Email Khảo Sát (nếu có)", "Địa chỉ GD",
    "Địa chỉ thường trú trước", "address1", "Nơi sinh", "noisinh", "Quê quán", "Nguyên quán", "Quốc tịch", "Ngoại ngữ",
    "Lý luận chính trị", "QĐ", "Ngày ký", "Ngày cấp", "Nơi cấp", "Ngày tham gia công tác", "Ngày vào Đảng", "Điểm TB", "Điểm RL",
    "DIEMTB", "Danh hiệu thi đua/Hình thức khen thưởng", "Phân loại khen thưởng", "Mã hình thức khen thưởng", "Năm", "NĂM",
    "Họ tên mẹ", "Họ và tên bố", "SĐT phụ huynh", "Năm sinh của vợ", "Nghề nghiệp cha", "Chủ nhiệm đề tài", "Họ tên chủ hộ", "Người khởi kiện", "Tên tập thể/cá nhân/hộ gia đình", "Số tiền", "Sở", "Tờ", "No",
    "Kỹ năng", "Kỳ thi", "Ký túc xá", "Tuổi", "Giới thiệu", "Người liên hệ", "Đơn vị cũ", "Đơn vị mới", "Chức vụ cũ", "Xã (cũ)", "Đơn vị (trước sáp nhập)", "Đơn vị trước ngày 01/7/2025", "Chức vụ (trước khi nghỉ hưu)",
)  # fmt: skip
PRIVATE = (
    "Dân tộc",
    "Dân tộc không dấu",
    "Tên dân tộc thiểu số",
    "Tôn giáo",
    "DAN TOC",
    "TonGiao",
    "Dân tộc, tôn giáo",
    "DT",
    "TG",
)


@pytest.mark.parametrize(("key", "typed"), [(key, text) for key, texts in TYPED.items() for text in texts])
def test_a_heading_that_people_typed_names_its_field(key, typed):
    field = field_for(Person, heading_text(typed))
    assert field is not None
    assert field.key == key


@pytest.mark.parametrize("typed", UNREAD)
def test_a_heading_of_something_else_names_nothing(typed):
    assert field_for(Person, heading_text(typed)) is None


@pytest.mark.parametrize("typed", PRIVATE)
def test_a_heading_of_ethnic_group_or_religion_names_nothing_and_is_known(typed):
    assert field_for(Person, typed) is None
    assert is_private(typed)


@pytest.mark.parametrize("typed", ["ĐT", "Đơn vị (Ban Dân tộc)", "Chức vụ", "Đề tài dân tộc học"])
def test_other_headings_are_not_private(typed):
    assert not is_private(typed)
