"""Say in the words of the page what messages say in those of the commands: which button, which field."""

from __future__ import annotations

import re

_WHY = r'(?: --why "[^"]*")?'
_INSTEAD = tuple(
    (re.compile(command), words)
    for command, words in (
        (rf"vanthu issue (?:\S+ )?--replace(?: [\w/-]+)?{_WHY}", "nút «Thay» ở trang sự kiện"),
        (rf"vanthu register void [\w/-]+{_WHY}", "«Hủy một số» ở trang Sổ"),
        (r"vanthu register renumber [\w-]+(?: --only [\w-]+)?", "«Đổi ký hiệu, đổi năm của số chưa phát hành»"),
        (r"vanthu register\b(?! --)", "trang Sổ"),
        (r"\b([Cc])hạy (?:lại )?vanthu run\b(?! --)", r"\1họn «Làm lại»"),
        (r"(rồi|ở lần) vanthu run\b", r"\1 «Làm lại»"),
        (r"\b([Cc])hạy lại vanthu issue", r"\1họn lại «Phát hành»"),
        (r"\b([Cc])hạy lại lệnh này", r"\1họn lại «Thay»"),
        (r"\b([Cc])hạy lại vanthu scan", r"\1họn lại «Gửi bản quét»"),
        (r"\b([Cc])hạy lại vanthu send", r"\1họn lại «Xem thư sẽ gửi»"),
        (r"vanthu check(?: --annotate)?\b", "trang sự kiện"),
        (r" \(xem tất cả: --json, hoặc check --annotate THƯ_MỤC\)", ": sửa xong các chỗ trên sẽ thấy tiếp"),
        (r"(?:tạo tệp mẫu: )?vanthu new", "nút «Tải tệp mẫu»"),
        (r": --date NGÀY", " vào ô ngày"),
        (r'--why "lý do"', "Ghi vào ô «Lý do»."),
    )
)


def in_buttons(message: str) -> str:
    """Return a message as the page shows it; commands that the page has no button for stay."""
    for command, words in _INSTEAD:
        message = command.sub(words, message)
    return message
