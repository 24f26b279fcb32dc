"""Tell what a note in a roster says of its person: not to be invited, perhaps not coming, without a certificate."""

from __future__ import annotations

import re

from flows.vietnamese.names import FAMILY_NAMES, split_honorific
from flows.vietnamese.text import fold

_ALONE = re.compile(r"\(?\s*(?:(?:rút|hủy|bỏ)\s*(?:[.,;:()/-].*)?|loại\s*[.)]?)$")
"""Said alone: Rút; Rút (đi công tác); but not Rút kinh nghiệm, nor Loại: khá."""
_REPLACED = re.compile(r"\(?\s*(?:được |đã |xin )?thay (?:thế )?(?:bằng|bởi)\s+(?=\S)", re.IGNORECASE)
_SOMEBODY = ("người", "cán bộ", "đại biểu", "phó", "trưởng", "chủ tịch", "bí thư", "ct", "pct")
_OF_ONE_SITTING = r"(?! *[:(,-]? *(?:mặt *)?(?:\d|buổi|ngày|sáng|chiều|tối|một|nửa|tiết|hôm|thứ))"
_BEGINS = r"(?:^|[;,.(\n-]) *(?:đ/c |đồng chí |ông |bà |người này )?"
# Of the person and for good: not "mẹ đã mất", "đã mất thẻ", "không mời cơm", "không tham gia văn nghệ".
_GONE = re.compile(
    rf"{_BEGINS}(?:"
    r"(?:đã |vừa |mới )(?:mất|chết)(?! (?:giấy|thẻ|cccd|cmnd|căn cước|sổ|bằng|liên lạc|số|sđt|điện thoại|tích|khả))|"
    r"mất *(?:$|[).;,]|(?:ngày|năm|tháng|do|vì)\b|\d{1,2}[/.-]\d|\d{4}\b)|chết *(?:$|[).;,])|"
    r"(?:đã |vừa |mới )?(?:từ trần|qua đời|tạ thế|hy sinh)|"
    r"(?:không|ko|thôi|miễn|khỏi) (?:mời|triệu tập)(?! (?:cơm|ăn|tiệc|nước|lại))|"
    r"không (?:nhận lời|dự|đi|đến)(?! thay| lại)|từ chối)|"
    r"\bkhông (?:thể )?(?:dự|đi|đến|họp)(?: được\b| *$)|"
    r"\b(?:rút tên|rút khỏi|(?:xin|đã) rút(?! (?:kinh nghiệm|tiền|gọn|ngắn|bớt)))|"
    rf"\b(?:không|ko|thôi)(?: thể)? tham (?:gia|dự)(?: được)?{_OF_ONE_SITTING}"
    r"(?= *(?:$|[.,;:()/\n-])| (?:được|nữa|vì|do|hội|lớp|họp|đại hội|tập huấn|khóa|cuộc|đợt|đoàn|giải)\b)"
)
_EXCUSED = re.compile(rf"(?:^|[;,.(\n-]) *(?:xin|báo|cáo)(?: phép)? (?:vắng|nghỉ){_OF_ONE_SITTING}")
_UNSURE = re.compile(
    rf"{_BEGINS}(?:(?:hiện|đang|bị|đã|vừa|mới|sắp|sẽ|được|có thể|xin|tạm) )*(?:"
    r"(?:thuyên|luân) chuyển|điều động|biệt phái|"
    r"chuyển(?= *$| (?:công tác|đi|trường|lớp|đơn vị|cơ quan|ngành|nơi|sang|về|ra|sinh hoạt|khỏi)\b)|"
    r"nghỉ (?:hưu|việc|chế độ|thai|sinh|học|công tác|không lương|dưỡng)|về hưu|hưu|thai sản|sinh con|"
    r"thôi (?:việc|học|giữ|làm|công tác)|bỏ (?:học|việc)|miễn nhiệm|bãi nhiệm|kỷ luật|đình chỉ|hoãn|"
    r"nằm viện|nhập viện|điều trị|tai nạn|phẫu thuật|mổ|xuất cảnh|đi (?:nước ngoài|viện|nghĩa vụ|bộ đội|làm ăn)|"
    r"(?:chưa|không) (?:chắc|xác nhận|trả lời|liên (?:hệ|lạc) được)|"
    rf"(?:(?:nghỉ )?ốm|bệnh(?= *$|[.,;]| nặng)|nghỉ(?: phép)?(?= *(?:$|[.,;]))|bận|vắng|đi (?:công tác|học|vắng|xa))"
    rf"(?!\w){_OF_ONE_SITTING})(?!\w)"
)
_WITHHELD = re.compile(
    r"\b(?:không|ko|chưa|dừng|hoãn|thu hồi)(?: được| đủ điều kiện)?(?: xét)? (?:cấp|trao)"
    r"(?= *(?:$|[.,;:()/-])| (?:do|vì|gcn|giấy|chứng|bằng)\b)|"
    r"\bgiữ (?:lại )?(?:gcn|giấy chứng|chứng)|\b(?:không|chưa) đủ điều kiện\b"
)


def says_declined(note: str) -> bool:
    """Whether a note says that somebody has withdrawn, declined, died, was replaced or is not to be invited."""
    said = fold(note)
    if replaced := _REPLACED.match(note):
        return _is_somebody(note[replaced.end() :])
    if said.startswith(("thay ", "đi thay", "dự thay")):  # of the one who was to come: "thay ông Nam (đã mất)"
        return False
    return bool(_ALONE.match(said) or says_gone(note) or _EXCUSED.search(said))


def says_gone(note: str) -> bool:
    """Whether a note says that somebody died or will not come for good: a reason not to invite, not only of absence."""
    before = note.partition("(")[0]
    named = [word[:1].isupper() for word in before.split()[-2:]]
    is_of_another = len(named) > 1 and all(named) and not note.isupper()  # LS Đỗ Dũng (đã hy sinh)
    return bool(_GONE.search(fold(before if is_of_another else note)))


def says_unsure(note: str) -> bool:
    """Whether a note gives a reason for which somebody may not come: ốm, nghỉ hưu, đã chuyển công tác, hoãn."""
    return bool(_UNSURE.search(fold(note)))


def says_withheld(note: str) -> bool:
    """Whether a note says that somebody gets no certificate, or not yet."""
    return bool(_WITHHELD.search(fold(note)))


def _is_somebody(text: str) -> bool:
    """Whether a text begins with a person: ông Hồ Dũng, Hồ Dũng, phó chủ tịch; not thẻ mới."""
    said = fold(text)
    return bool(split_honorific(text)[0]) or said.startswith(_SOMEBODY) or said.split(" ")[0] in FAMILY_NAMES
