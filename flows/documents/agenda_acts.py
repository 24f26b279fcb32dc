"""What each agenda item is: a talk, an opening, a break, an award ...; told by its words and by who does it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flows.documents.performers import Performers, performers_of
from flows.documents.sentences import sentence_case
from flows.model.draft import Case
from flows.model.event import AgendaItem, Event
from flows.vietnamese.text import clean, fold, split_list, upper_first, without_stop

WELCOME, CEREMONY, OPENING, CLOSING = "don_tiep", "nghi_thuc", "khai_mac", "be_mac"
DISCUSSION, BREAK, VISIT, AWARD = "thao_luan", "nghi", "tham_quan", "trao"
SPEECH, REPORT, TEST, VOTE, CONTEST = "phat_bieu", "bao_cao", "kiem_tra", "bieu_quyet", "thi"
OTHER, TOPIC = "khac", "chuyen_de"
CONTENTS = frozenset({TOPIC, REPORT, DISCUSSION, TEST, VOTE, CONTEST, VISIT, AWARD})
"""What an event is made of; the rest are welcome, ceremonies, speeches, breaks."""

_PHRASES = {
    WELCOME: "đón tiếp · đón đại biểu · đón khách · tiếp đón · ổn định tổ chức · ổn định chỗ ngồi · ổn định đội hình · "
    "đăng ký đại biểu · điểm danh · phát tài liệu · nhận tài liệu · nhận phòng · tập trung · tập kết · check-in · "
    "di chuyển · khởi hành",
    CEREMONY: "chào cờ · hát quốc ca · mặc niệm · tưởng niệm · tuyên bố lý do · giới thiệu đại biểu · "
    "giới thiệu thành phần · giới thiệu chương trình · giới thiệu chủ tọa · bầu đoàn chủ tịch · bầu chủ tọa · "
    "bầu thư ký · thông qua chương trình · thông qua nội quy · phổ biến nội quy · phổ biến quy chế lớp · "
    "quán triệt nội quy · chia tổ · chia nhóm · bầu ban cán sự · văn nghệ · tiết mục văn nghệ · "
    "giao lưu văn nghệ · "
    "trình chiếu phóng sự · xem phóng sự · lễ chào cờ · rước cờ · thắp hương khai hội",
    OPENING: "khai mạc · phát biểu khai mạc · diễn văn khai mạc · lễ khai mạc · khai giảng · phát biểu khai giảng · "
    "khai hội · phát biểu mở đầu · đề dẫn · phát biểu đề dẫn · phát biểu chào mừng",
    CLOSING: "bế mạc · phát biểu bế mạc · diễn văn bế mạc · bế giảng · tổng kết lớp · tổng kết khóa · "
    "tổng kết, bế mạc · tổng kết hội nghị · kết luận · phát biểu kết luận · kết thúc · tuyên bố bế mạc · "
    "phát biểu cảm ơn · lời cảm ơn · cảm ơn đại biểu",
    DISCUSSION: "thảo luận · chia tổ thảo luận · trao đổi · hỏi đáp · hỏi - đáp · giải đáp · đối thoại · tọa đàm · "
    "góp ý · đóng góp ý kiến · lấy ý kiến · ý kiến phát biểu · ý kiến của · phát biểu ý kiến · phát biểu thảo luận · "
    "làm việc nhóm · thực hành · ôn tập · giao lưu · bài tập tình huống · đóng vai · báo cáo kết quả thảo luận · "
    "đại diện các tổ trình bày",
    BREAK: "giải lao · nghỉ giải lao · nghỉ giữa giờ · nghỉ trưa · nghỉ tối · ăn sáng · ăn trưa · ăn tối · ăn nhẹ · "
    "tiệc trà · teabreak · tea break · liên hoan · giao lưu tối · nghỉ ngơi · vệ sinh cá nhân",
    VISIT: "tham quan · đi thực tế · khảo sát thực tế · nghiên cứu thực tế · học tập kinh nghiệm tại · dâng hương · "
    "dâng hoa · viếng · thăm · trải nghiệm tại · hành trình về nguồn · về nguồn",
    AWARD: "trao · trao giải · trao thưởng · phát chứng nhận · phát giấy chứng nhận · cấp giấy chứng nhận · tặng quà · "
    "tặng hoa · tặng giấy khen · vinh danh · tuyên dương · khen thưởng · công bố quyết định khen thưởng · "
    "công bố kết quả và trao · tổng kết và trao giải",
    SPEECH: "phát biểu · ý kiến chỉ đạo · chỉ đạo hội nghị · đáp từ · lời chúc mừng · chúc mừng",
    REPORT: "báo cáo · trình bày báo cáo · trình bày dự thảo · trình bày tờ trình · thông qua báo cáo · tham luận · "
    "đánh giá kết quả · kiểm điểm · thông tin về · thông báo kết quả · công bố quyết định · đọc quyết định · "
    "ôn lại truyền thống · tổng kết công tác · tổng kết phong trào · diễn văn",
    TEST: "viết bài thu hoạch · làm bài thu hoạch · bài thu hoạch · kiểm tra cuối khóa · kiểm tra đầu vào · "
    "làm bài kiểm tra · bài kiểm tra · thi cuối khóa · thi kết thúc · khảo sát cuối khóa · làm phiếu đánh giá",
    VOTE: "biểu quyết · thông qua nghị quyết · thông qua dự thảo · bầu cử · bầu ban chấp hành · hiệp thương · "
    "bỏ phiếu · kiểm phiếu",
    CONTEST: "phần thi · thi màn · thi vòng · thi phần · thi kéo co · thi đấu · vòng loại · vòng chung kết · bán kết · "
    "chung kết · trò chơi · hội thi",
    OTHER: "chụp ảnh · ký kết · ký giao ước · phát động · ra mắt · bàn giao · khánh thành · cắt băng · trồng cây · "
    "ra quân · kết nạp",
    TOPIC: "chuyên đề · báo cáo chuyên đề · luật · bộ luật · pháp luật · nghị quyết · nghị định · thông tư · chỉ thị · "
    "kết luận số · hướng dẫn · quy định · quy chế · kỹ năng · kiến thức · nghiệp vụ · phương pháp · kinh nghiệm · "
    "công tác · vai trò · chức năng · nhiệm vụ · nội dung cơ bản · những vấn đề · một số vấn đề · một số nội dung · "
    "chuyên môn · tập huấn · quán triệt · triển khai · giới thiệu luật · giới thiệu bộ luật · giới thiệu nghị · "
    "giới thiệu về · phổ biến luật · phổ biến pháp luật · phổ biến kiến thức · tuyên truyền · truyền thông · "
    "quy trình · mô hình · giải pháp · phòng, chống · phòng chống · phòng cháy · an toàn · chuyển đổi số · sử dụng · "
    "ứng dụng · tổng quan · khái quát",
}
_CLASS = {phrase: name for name, line in _PHRASES.items() for phrase in line.split(" · ")}
_BEGINS = re.compile("(?:" + "|".join(sorted(map(re.escape, _CLASS), key=len, reverse=True)) + r")(?!\w)")

_NUMBER = r"(?:\d+(?:\s*[-–]\s*\d+)?|[ivxlc]+|thứ\s+\w+)"
_BULLET = re.compile(r"(?:[-–—+*•]\s*|(?:\d{1,2}|[IVX]+|[a-zđ])[.)]\s+|(?:\d{1,2}|[IVX]+)\.(?=\D))")
_COUNTED = re.compile(rf"(?:nội dung|phần|tiết|mục)\s+{_NUMBER}\s*(?:[:.–-]\s*|\s)", re.IGNORECASE)
_TOPIC_MARK = re.compile(
    rf"(?:chuyên đề(?:\s+(?:số\s+)?{_NUMBER}(?!\w))?"
    rf"|(?:bài giảng|bài|học phần|mô[- ]?đun|tiết)(?:\s+(?:số\s+)?{_NUMBER}(?!\w))|bài giảng)\s*[:.–-]?\s*",
    re.IGNORECASE,
)
_FRAME = re.compile(r"(?:tổ chức|tiến hành|thực hiện|chương trình|phần|lễ)\s+", re.IGNORECASE)
# «Tổng kết» alone closes an event; «Tổng kết năm học» is what the event is about.
_ONLY_CLOSING = re.compile(r"tổng kết(?=$|\s*,|\s+và\s)(?!\s+và trao giải)")
_SEAM = re.compile(r"\s*[,;+]\s*|\s+và\s+|\s+-\s+")

COURSE_WORDS = ("lớp", "khóa", "tập huấn", "bồi dưỡng", "hội thảo", "tọa đàm")


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that happens in an agenda item: its class, its words, and who does it."""

    kind: str
    text: str
    item: AgendaItem
    by: Performers
    is_certain: bool = True


def is_course(event: Event) -> bool:
    """Whether people are taught at the event: then what a person performs is a talk."""
    told = fold(f"{event.category or ''} {event.short_name or ''} {event.name}")
    return bool(event.topics) or any(re.search(rf"(?<!\w){word}(?!\w)", told) for word in map(fold, COURSE_WORDS))


def acts(case: Case) -> tuple[Act, ...]:
    """Return all acts of an event's agenda in their order."""
    course = is_course(case.event)
    return tuple(act for item in case.agenda for act in acts_of(item, course=course))


def addressed_acts(case: Case, honorifics: Mapping[str, str]) -> tuple[Act, ...]:
    """Return all acts, each person with the same honorific throughout."""
    return tuple(replace(act, by=act.by.with_honorifics(honorifics)) for act in acts(case))


def acts_of(item: AgendaItem, *, course: bool) -> tuple[Act, ...]:
    """Return the acts of one item; several where its words name acts of several classes («Bế mạc, trao giải»)."""
    text, by = cleaned(item.content or ""), performers_of(item)
    if topic := _behind_mark(text):
        return (Act(TOPIC, topic, item, by),)
    first = _class_at(text) or _class_at(_FRAME.sub("", text, count=1))
    if first is None:
        under_topics = "chuyên đề" in fold(item.where.heading)  # the column's heading decides a doubt
        kind = TOPIC if under_topics or (course and by.are_people) else OTHER
        return (Act(kind, text, item, by, is_certain=kind == TOPIC),) if text else ()
    if first == TOPIC:
        return (Act(TOPIC, text, item, by),)
    return tuple(Act(kind, part, item, by) for kind, part in _parts(text, first))


def cleaned(content: str) -> str:
    """Return an item's words without its number or bullet; a line wholly in capitals in sentence case."""
    text = sentence_case(" ".join(clean(content).split()))
    while bullet := _BULLET.match(text) or _COUNTED.match(text):
        if bullet.end() >= len(text):
            break
        text = text[bullet.end() :]
    return upper_first(without_stop(text))


def _class_at(text: str) -> str | None:
    folded = fold(text)
    if _ONLY_CLOSING.match(folded):
        return CLOSING
    found = None if folded.startswith("báo cáo viên") else _BEGINS.match(folded)
    return found and _CLASS[found[0]]


def _parts(text: str, first: str) -> list[tuple[str, str]]:
    """Cut the text where an act of another class begins."""
    parts, begin, kind = list[tuple[str, str]](), 0, first
    for seam in _SEAM.finditer(text):
        next_kind = _class_at(text[seam.end() :])
        if next_kind and next_kind not in {kind, TOPIC}:
            parts.append((kind, text[begin : seam.start()]))
            begin, kind = seam.end(), next_kind
    parts.append((kind, upper_first(text[begin:]) if begin else text))
    return parts


_DEEDS = tuple({*_PHRASES[OTHER].split(" · ")} - {"chụp ảnh", "cắt băng"})


def is_deed(act: Act) -> bool:
    """Whether an act of no other class is told in plan and news: a body signs, launches, hands over ..."""
    return act.kind == OTHER and fold(act.text).startswith(_DEEDS) and not act.by.are_people


def _behind_mark(text: str) -> str:
    """Return the topic behind «Chuyên đề 1:» or the like; "" where the text does not begin so."""
    mark = _TOPIC_MARK.match(text)
    return upper_first(sentence_case(text[mark.end() :])) if mark else ""


def topic_names(event: Event) -> tuple[str, ...]:
    """Return the topics typed on the event's own sheet, without their numbers."""
    typed = (cleaned(line) for cell in event.topics for line in split_list(cell) or (cell,))
    return tuple(_behind_mark(line) or line for line in typed)
