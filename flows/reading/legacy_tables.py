"""The characters of the fonts before Unicode: TCVN3 and VNI codes and the letters they stand for."""

from __future__ import annotations

from itertools import product

# TCVN 5712:1993, the table of the .Vn fonts: Latin-1 code, then the letter it shows.
_TCVN3 = """
A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ
B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ
CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị
DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ
EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ
"""
TCVN3 = {chr(int(entry[:2], 16)): entry[2] for entry in _TCVN3.split()}

# VNI: a base, then its marks, each followed by the letter that the pair shows.
_VNI_PAIRS = {
    "a": "ùá øà ûả õã ïạ ââ áấ àầ åẩ ãẫ äậ êă éắ èằ úẳ üẵ ëặ",
    "e": "ùé øè ûẻ õẽ ïẹ âê áế àề åể ãễ äệ",
    "o": "ùó øò ûỏ õõ ïọ âô áố àồ åổ ãỗ äộ",
    "ô": "ùớ øờ ûở õỡ ïợ",
    "u": "ùú øù ûủ õũ ïụ",
    "ö": "ùứ øừ ûử õữ ïự",
    "y": "ùý øỳ ûỷ õỹ ïỵ",
}
_VNI_SINGLES = "ôơ öư ñđ íí ìì æỉ óĩ òị îỵ"


def _vni() -> dict[str, str]:
    """Return every pair in every mixture of cases (the base gives the letter its case), and the single signs."""
    table = {
        written_base + written_mark: pair[1].upper() if written_base.isupper() else pair[1]
        for base, pairs in _VNI_PAIRS.items()
        for pair in pairs.split()
        for written_base, written_mark in product((base, base.upper()), (pair[0], pair[0].upper()))
    }
    for pair in _VNI_SINGLES.split():
        table |= {pair[0]: pair[1], pair[0].upper(): pair[1].upper()}
    return table


VNI = _vni()

# Frequent syllables, of names first, whose Unicode spelling is also something else in an old font (Dòng: Dũng;
# Hoà: Hồ; Sôn: Sơn): where both readings are Vietnamese, the one that papers are full of wins.
_FREQUENT = """
an anh ái ân bá bà bác bách bài bạch bàn bản bảo báo bằng bắc bích biên bình bí bộ bổ bồi buổi bùi bút bửu bưu cao cán
cảnh cát cẩm căn cấp cần cầu chánh châu chấp chi chí chinh chiến chiểu chiều chính chị chủ chúc chuyên chung chức
chương cô công cơ cụ cục cư cương cường cử của cửu dân danh diễm diện diệp diệu dinh doãn doanh du dung duy duyên dũng
dược dư dương dự đại đan đào đàm đạo đạt đảng đăng đặng đắc đậu địa điện điểm điệp định đinh đình đoan đoàn đô đồ độ
đội đông đồng đổng đỗ động đơn đức đường được đương em gái gia giá giám giang giáo giáp giàu giới giờ hà hai hải hàm
hàn hán hành hạnh hào hảo hạ hân hậu hằng hiền hiến hiếu hiệp hiệu hiển hình hoa hoà hòa hoài hoan hoàn hoàng hoạch
hoạt học hoè hộ hội hồ hồng hợp hợi huân huấn huế huệ huy huyền huyện hùng hữu hưng hương hường hướng hứa in kế kha
khai khang khanh khánh khách khắc khải khê khiêm khoa khoá khóa khôi khối khu khuê khuyến khương kiên kiếm kiều kim ký
kỳ kỷ la lai lam lan làm lành lãm lãnh lâm lân lập lại lạc lễ lê lệ liên liễu liệu lịch linh lĩnh loan loại long lô
lộc lợi lớp luân luận luật lụa lực lư lưu lương lượng lý lớn mai mạnh mạc mận mẫn mặt mẫu minh mộc một mộng mơ mùi
mừng mười mỹ nam nai năm năng nga ngà ngày ngân nghề nghĩa nghị nghiêm nghiệp ngoan ngô ngọc ngọ nguyên nguyễn nguyệt
nhàn nhan nhã nhân nhâm nhất nhật nhi nhiên nhiễu nhiệm nhu nhung như nhường nhóm nhà nội ninh niên nông nơi nương nữ
oanh ông phan phạm phác phái phát phấn phẩm phê phi phí phó phòng phong phối phú phùng phúc phụ phụng phước phương
phường phượng quan quang quán quản quách quân quận quế quốc quy quý quyên quyền quyết quyến quỳ quỳnh sang sáng sách
san sản sâm sắc sinh sĩ sở song soạn sổ sơn sự sử sỹ tài tá tám tác tâm tân tấn tập tạ tăng tây tất tế thạch thành
thanh thái thảo thạo thạnh thân thắm thắng thẩm thập thế thể thi thiên thiện thiệu thiều thìn thị thịnh thoa thoan
thoả thọ thông thống thơ thời thôn thu thuận thuỳ thùy thuý thúy thuỷ thủy thủ thục thuật thư thương thường thưởng
thượng thức thực tiên tiến tiền tiếp tiệp tiểu tĩnh tin tình tỉnh tịnh tích tịch toàn toán toan tôn tông tổ tổng tố
tốt tô tôi tốn tống tới trà trạch trang tráng trâm trân trần trí trì trị triều triệu triển trinh trình trịnh trọng
trung trúc trú trưởng trương trường trực trưng truyền tú tuân tuấn tuất tuệ tuổi tuyên tuyền tuyến tuyết tùng túc tư
từ tứ tước tường tưởng tý tỵ uy ủy uỷ uyên ứng vai vàng vạn vân vấn văn vị viên viết việt viện vinh vĩnh vi võ vòng
vọng vô vũ vui vụ vượng vương vưu vỹ xã xuân xuyên xuyến xóm ý yên yến bạn các cho có hoá lên mới vận
"""
COMMON = frozenset(_FREQUENT.split())
