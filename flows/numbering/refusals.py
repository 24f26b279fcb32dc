"""What the register answers when it does not give a number: lines and wishes in, mistakes with a way out."""

from __future__ import annotations

from flows.model.draft import period_name
from flows.numbering.entries import Entry, NumberRequest
from flows.problems import Mistake


def is_taken(owner: Entry | NumberRequest, symbol: str) -> Mistake:
    """Name who has the number, or say that it was made void."""
    fix = "Ghi số khác, hoặc để trống ô để tự cấp số."
    if isinstance(owner, Entry) and owner.state == "void":
        return Mistake(f"Số {owner.symbol} {period_name(owner.year)} đã hủy ({owner.reason}), không dùng lại.", fix)
    return Mistake(f"Số {symbol} đã cấp cho {owner.holder}.", fix)


def differs(held: Entry, wish: int) -> Mistake:
    """Say that the user wrote another number than the one already given."""
    return Mistake(
        f"Sổ đăng ký đã cấp số {held.symbol} cho {held.holder}, bảng tính lại ghi {wish}.",
        f'Sửa ô cho đúng số đã cấp; muốn đổi số thì hủy số cũ trước: vanthu register void {held.symbol} --why "lý do".',
    )


def was_void(last: Entry) -> Mistake:
    """Say that a void number is not replaced by itself."""
    return Mistake(
        f"Số {last.symbol} của {last.holder} đã hủy ({last.reason}), không tự cấp số mới.",
        f"Muốn cấp lại: vanthu issue {last.event} --replace {last.symbol}; không cấp nữa thì bỏ dòng này.",
    )


def no_number(wish: int) -> Mistake:
    """Say that this cannot be the number of a paper."""
    return Mistake(f"{wish} không thể là số của văn bản.", "Ghi một số từ 1 trở lên, hoặc để trống ô để tự cấp số.")


def other_series(held: Entry) -> Mistake:
    """Warn that the paper now has numbers in two series or years."""
    return Mistake(
        f"{held.holder} còn giữ số {held.symbol} {period_name(held.year)} theo ký hiệu hoặc năm cũ, "
        "ngoài số của lần này.",
        f'Nếu số cũ không dùng nữa thì hủy: vanthu register void {held.symbol} --why "lý do".',
        "warning",
    )


def already_issued(held: Entry) -> Mistake:
    """Say that an issued paper keeps its day."""
    day = f"{held.day:%d/%m/%Y}" if held.day else ""
    return Mistake(
        f"Văn bản số {held.symbol} đã phát hành ngày {day}.",
        "Văn bản đã phát hành thì không đổi ngày; cần sửa thì làm văn bản thay thế.",
    )


def unreadable(symbol: str) -> Mistake:
    """Say that a manifest's number does not fit its series."""
    return Mistake(f'"{symbol}" không đúng dạng ký hiệu của loại văn bản này.', "Kiểm tra ký hiệu trong co-quan.xlsx.")
