"""What the register answers when it does not give a number: lines and wishes in, mistakes with a way out."""

from __future__ import annotations

from collections.abc import Sequence

from flows.model.draft import period_name
from flows.numbering.entries import Entry, Kept, NumberRequest, counted_in
from flows.problems import Mistake
from flows.vietnamese.dates import short_date


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


def of_another_period(kept: Kept) -> Mistake:
    """Say that a paper's day has left the year or term of its number."""
    was, now = period_name(kept.line.year), period_name(kept.wanted.year)
    return Mistake(
        f"Số {kept.line.symbol} của {kept.line.holder} là số của {was}, mà ngày trên văn bản nay thuộc {now}.",
        f"Ngày ghi nhầm thì sửa lại; ngày đúng thì đổi sang số của {now}: vanthu register renumber {kept.line.event}",
    )


def kept_numbers(kept: Sequence[Kept], name: str) -> Mistake:
    """Tell of papers of one kind that keep numbers of another symbol or period, or are held back for it."""
    line, wanted = kept[0].line, kept[0].wanted
    was, now = period_name(line.year), period_name(wanted.year)
    act = f"vanthu register renumber {line.event} --only {line.kind}"
    if kept[0].is_past:
        return Mistake(
            f"{len(kept)} {name} mang số của {was} (ví dụ {line.symbol}), mà ngày trên văn bản nay thuộc {now}. "
            "Chưa làm lại, để không có hai văn bản cùng số trong một năm; bản đã có giữ nguyên.",
            f"Ngày ghi nhầm thì sửa lại; ngày đúng thì hủy số cũ, lấy số của {now}: {act}",
        )
    same = counted_in(wanted).pattern == line.pattern
    old, new = (f"{line.symbol} {was}", f"đếm theo {now}") if same else (line.symbol, wanted.symbol(line.number))
    return Mistake(
        f"Đã cấp {len(kept)} số {name} theo ký hiệu hoặc cách đếm cũ (ví dụ {old}), nay là {new}. "
        "Các văn bản ấy giữ số và ký hiệu cũ; số cấp từ nay theo ký hiệu mới.",
        f"Đổi nhầm thì trả co-quan.xlsx về như cũ; chưa ký mà cần in theo ký hiệu mới thì: {act}",
        "warning",
    )


def already_issued(held: Entry) -> Mistake:
    """Say that an issued paper keeps its day."""
    day = short_date(held.day) if held.day else ""
    return Mistake(
        f"Văn bản số {held.symbol} đã phát hành ngày {day}.",
        "Văn bản đã phát hành thì không đổi ngày; cần sửa thì làm văn bản thay thế.",
    )


def unreadable(symbol: str) -> Mistake:
    """Say that a manifest's number does not fit its series."""
    return Mistake(f'"{symbol}" không đúng dạng ký hiệu của loại văn bản này.', "Kiểm tra ký hiệu trong co-quan.xlsx.")
