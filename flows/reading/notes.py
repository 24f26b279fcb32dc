"""Tell what a note in a roster says of its person: not to be invited, perhaps not coming, without a certificate."""

from __future__ import annotations

import re
from itertools import dropwhile, takewhile

from flows.vietnamese.names import FAMILY_NAMES
from flows.vietnamese.text import fold

_ALONE = re.compile(r"\(?\s*(?:(?:rút|hủy|bỏ)\s*(?:[.,;:()/-].*)?|loại\s*[.)]?)$")
"""Said alone: Rút; Rút (đi công tác); but not Rút kinh nghiệm, nor Loại: khá."""
_REPLACED = re.compile(
    r"\(?\s*(?:được |đã |xin )?thay (?:thế )?(?:bằng|bởi)\b"
    r"(?![ :-]*(?:(?:cái|chiếc|tấm|một|\d+) )?(?:thẻ|ảnh|giấy|gcn|chứng chỉ|bằng|hồ sơ|số|sổ|sđt|email|cccd|cmnd|"
    r"điện thoại|căn cước|phiếu|bản|chữ|tên|họ tên|đơn vị|mẫu|tệp|file|hình thức|nội dung)\b)"
)
"""By whomever it is: ông Hồ Dũng, cấp phó, 01 đ/c khác; but not by a thing: thẻ mới."""
_BEFORE_A_NAME = frozenset({"ls", "mẹ", "bố", "cha", "vợ", "chồng", "con", "em", "ông", "bà"})
_BEFORE_A_PLACE = frozenset({"xã", "phường", "huyện", "tỉnh", "thôn", "xóm", "làng", "ấp", "bản", "tổ", "hội"})
_OF_ONE_SITTING = r"(?!(?: được)? *[:(,-]? *(?:mặt *)?(?:\d|buổi|ngày|sáng|chiều|tối|một|nửa|tiết|hôm|thứ))"
_END = r" *(?:$|[.,;:()/\n-])"
_OF_THIS = (
    rf"(?={_END}| (?:được|nữa|vì|do|bởi|hội (?:nghị|thảo|thi|trại|diễn)|lớp|họp|học|đại hội|tập huấn|"
    r"bồi dưỡng|lễ|sự kiện|chương trình(?! văn nghệ)|cả|toàn bộ|khóa|cuộc|đợt|lần|giải|"
    r"đoàn(?! (?:tn|tncs|thanh niên|thể|viên)))\b)"
)
_BEGINS = r"(?:^|[;,.(\n-]) *(?:đ/c |đồng chí |ông |bà |người này )?"
# Of the person and for good: not "mẹ đã mất", "đã mất thẻ", "không mời cơm", "không tham gia văn nghệ", "không đi xe".
_GONE = re.compile(
    rf"{_BEGINS}(?:"
    r"(?:đã |vừa |mới )(?:mất|chết)(?! (?:giấy|thẻ|cccd|cmnd|căn cước|sổ|bằng|liên lạc|số|sđt|điện thoại|tích|khả)\b"
    r"| (?:một |hai |cả |\d+ )?(?:chồng|vợ|con|bố|mẹ|cha|anh|chị|em|chân|tay|mắt|sức|việc|hồ sơ|ảnh|xe|tiền)\b)|"
    r"mất *(?:$|[).;,]|(?:ngày|năm|tháng|do|vì)\b|\d{1,2}[/.-]\d|\d{4}\b)|chết *(?:$|[).;,])|"
    r"(?:đã |vừa |mới )?(?:từ trần|qua đời|tạ thế|hy sinh)|"
    r"(?:không|ko|thôi|miễn|khỏi) (?:mời|triệu tập)(?! (?:cơm|ăn|tiệc|nước|lại))|"
    rf"không (?:nhận lời|(?:dự|(?:đi|đến)(?: dự)?){_OF_ONE_SITTING}{_OF_THIS})|"
    rf"(?:đã |xin )?từ chối(?={_END}| (?:vì|do|dự|đi|đến|(?:lời )?mời|nhận (?:lời|giấy mời))\b|"
    rf" tham (?:gia|dự){_OF_THIS}))|"
    r"\bkhông (?:thể )?(?:dự|đi|đến|họp)(?: được\b| *$)|"
    r"\b(?:rút tên|rút khỏi|(?:xin|đã) rút(?! (?:kinh nghiệm|tiền|gọn|ngắn|bớt|bảo hiểm|đơn(?! đăng ký| tham| dự))\b))|"
    rf"\b(?:không|ko|thôi)(?: thể)? tham (?:gia|dự){_OF_ONE_SITTING}{_OF_THIS}"
)
_ORPHANED = re.compile(r"\bmồ côi\b[^;.\n]*?\b(?:mất|chết|qua đời|từ trần|hy sinh)\b")
_EXCUSED = re.compile(rf"(?:^|[;,.(\n-]) *(?:xin|báo|cáo)(?: phép)? (?:vắng|nghỉ){_OF_ONE_SITTING}")
_UNSURE = re.compile(
    rf"{_BEGINS}(?:(?:hiện|đang|bị|đã|vừa|mới|sắp|sẽ|được|có thể|xin|tạm) )*(?:"
    r"(?:thuyên|luân) chuyển|điều động|biệt phái|"
    r"chuyển(?= *$| (?:công tác|đi|trường|lớp|đơn vị|cơ quan|ngành|nơi|sang(?! ăn)|về|ra|sinh hoạt|khỏi)\b)|"
    r"nghỉ (?:hưu|việc|chế độ|thai|sinh|học|công tác|không lương|dưỡng)|về hưu|hưu(?! trí)|thai sản|sinh con(?! thứ)|"
    r"thôi (?:việc|học|giữ|làm|công tác)|bỏ (?:học|việc)|miễn nhiệm|bãi nhiệm|kỷ luật(?! tốt)|đình chỉ|hoãn|"
    r"nằm viện|nhập viện|điều trị|xuất cảnh|đi (?:nước ngoài|viện|làm ăn)|"
    r"(?:tai nạn|phẫu thuật|mổ|đi (?:nghĩa vụ|bộ đội))(?![^;,\n]* (?:19|20)\d\d\b)|"  # not long ago: mổ 2019
    r"(?:chưa|không) (?:chắc|xác nhận|trả lời|liên (?:hệ|lạc) được)|"
    rf"(?:(?:nghỉ )?ốm|bệnh(?= *$|[.,;]| nặng)|nghỉ(?: phép)?(?= *(?:$|[.,;]))|bận|vắng|đi (?:công tác|học|vắng|xa))"
    rf"(?!\w){_OF_ONE_SITTING})(?!\w)"
)
_WITHHELD = re.compile(
    r"\b(?:không|ko|chưa|dừng|hoãn|thu hồi)(?: được| đủ điều kiện)?(?: xét)? (?:cấp|trao)"
    r"(?= *(?:$|[.,;:()/-])| (?:do|vì|gcn|giấy|chứng|bằng)\b)|"
    r"\bgiữ (?:lại )?(?:gcn|giấy chứng|chứng)|"
    rf"\b(?:không|chưa) đủ điều kiện(?={_END}| (?:để |được )?(?:xét )?(?:cấp|nhận|trao|công nhận|tốt nghiệp)\b)"
)


def says_declined(note: str) -> bool:
    """Whether a note says that somebody has withdrawn, declined, died, was replaced or is not to be invited."""
    said = fold(note)
    if _REPLACED.match(said):
        return True
    if said.startswith(("thay ", "đi thay", "dự thay")):  # of the one who was to come: "thay ông Nam (đã mất)"
        return False
    return bool(_ALONE.match(said) or says_gone(note) or _EXCUSED.search(said))


def says_gone(note: str) -> bool:
    """Whether a note says that somebody died or will not come for good: a reason not to invite, not only of absence."""
    before = note.partition("(")[0]
    said = fold(before if _ends_in_a_name(before) and not note.isupper() else note)  # LS Đỗ Dũng (đã hy sinh)
    return bool(_GONE.search(_ORPHANED.sub("", said)))


def says_unsure(note: str) -> bool:
    """Whether a note gives a reason for which somebody may not come: ốm, nghỉ hưu, đã chuyển công tác, hoãn."""
    return bool(_UNSURE.search(fold(note)))


def says_withheld(note: str) -> bool:
    """Whether a note says that somebody gets no certificate, or not yet."""
    return bool(_WITHHELD.search(fold(note)))


def _ends_in_a_name(text: str) -> bool:
    """Whether a text ends in a person's name: LS Đỗ Dũng; not Hội CCB, nor xã Lương Sơn."""
    words = text.split()
    capitals = list(takewhile(lambda word: word[0].isupper(), reversed(words)))[::-1]
    name = list(dropwhile(lambda word: fold(word) in _BEFORE_A_NAME, capitals))
    of_place = len(words) > len(name) and fold(words[-len(name) - 1]) in _BEFORE_A_PLACE
    return len(name) > 1 and fold(name[0]) in FAMILY_NAMES and not of_place
