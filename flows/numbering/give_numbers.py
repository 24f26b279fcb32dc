"""Decide which paper gets which number, from what the register holds; nothing is read or written here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from flows.model.series import Series, overlap, period_name
from flows.numbering.tables import Entry, NumberRequest, Slot, holder_of
from flows.problems import Mistake, grouped_by

LARGEST = 9_999_999


@dataclass(frozen=True, slots=True)
class Given:
    """A number newly given, and the void line it replaces; `void` is why it is void from the start."""

    request: NumberRequest
    number: int
    replaces: int | None = None
    void: str = ""


@dataclass(frozen=True, slots=True)
class AlreadyGiven:
    """What the register holds before anything is given: of the requests' events, series and fixed numbers.

    `begun` are the series that have numbers of earlier years: theirs begin with 1 again.
    """

    entries: Sequence[Entry] = ()
    taken: Mapping[tuple[Series, int], Entry] = field(default_factory=dict)
    highest: Mapping[Series, int] = field(default_factory=dict)
    begun: Collection[Series] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper's number that is of another series than the office would now give it one in."""

    line: Entry
    wanted: Series

    @property
    def is_past(self) -> bool:
        """Whether the paper's day has left the period of the number, so that it may be printed no more."""
        return not overlap(self.line.year, self.wanted.year)


@dataclass(slots=True)
class Plan:
    """What one transaction does: numbers by slot, and what the user should know of each.

    With an error a slot has no number, with a warning it has one. `kept` are the papers whose number is of another
    symbol or period than they now ask for.
    """

    numbers: dict[Slot, int] = field(default_factory=dict)
    mistakes: dict[Slot, Mistake] = field(default_factory=dict)
    kept: dict[Slot, Kept] = field(default_factory=dict)
    given: list[Given] = field(default_factory=list)
    corrected: list[tuple[Entry, NumberRequest]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Tell whether anything is to be written."""
        return bool(self.given or self.corrected)

    def give(self, request: NumberRequest, number: int, own: Sequence[Entry]) -> None:
        """Note a new number; the last void line of the same paper is the one it replaces."""
        self.numbers[request.slot] = number
        self.given.append(Given(request, number, max(entry.id for entry in own) if own else None))


def plan(requests: Iterable[NumberRequest], before: AlreadyGiven) -> Plan:
    """Plan all numbers of a run: those held stay, those the user wrote come next, the others follow in order."""
    decided, own = Plan(), grouped_by(before.entries, lambda entry: entry.slot)
    unique = {each.slot: each for each in requests}
    fresh = [each for slot, each in unique.items() if not _settled(each, own.get(slot, ()), decided)]
    highest = _give_fixed([each for each in fresh if each.fixed is not None], before, own, decided)
    for request in fresh:
        if request.fixed is None:
            decided.give(request, _next(request, highest, before.begun), own.get(request.slot, ()))
    return decided


def _settled(request: NumberRequest, own: Sequence[Entry], decided: Plan) -> bool:
    """Whether the request gets no new number: its paper has one, or must not have another."""
    live = [entry for entry in own if entry.state != "void"]
    if live:
        series = request.series.counted
        _keep(request, max(live, key=lambda entry: (entry.series == series, entry.id)), decided)
        return True
    refusal = _refusal(request, own)
    if refusal is not None:
        decided.mistakes[request.slot] = refusal
    return refusal is not None


def _keep(request: NumberRequest, live: Entry, decided: Plan) -> None:
    slot = request.slot
    if request.series.counted != live.series:
        decided.kept[slot] = Kept(live, request.series)
    if request.fixed is not None and request.fixed != live.number:
        decided.mistakes[slot] = _differs(live, request.fixed)
        return
    if slot in decided.kept and decided.kept[slot].is_past and live.state == "reserved":
        decided.mistakes[slot] = _of_another_period(decided.kept[slot])
        return
    decided.numbers[slot] = live.number
    now = described(request, live)
    if live.state == "reserved" and now != {name: getattr(live, name) for name in now}:
        decided.corrected.append((live, request))


def described(request: NumberRequest, live: Entry) -> Mapping[str, object]:
    """Return what the line of a reserved number should say of its paper."""
    series = request.series if request.series.counted == live.series else live.printed_in(None)
    return {
        "recipient": request.recipient,
        "title": request.title,
        "day": request.day,
        "signer": request.signer,
        "symbol": series.symbol(live.number),
    }


def _refusal(request: NumberRequest, own: Sequence[Entry]) -> Mistake | None:
    if request.fixed is not None:
        message = f"{request.fixed} không thể là số của văn bản."
        fix = "Ghi một số từ 1 trở lên, hoặc để trống ô để tự cấp số."
        return None if 0 < request.fixed <= LARGEST else Mistake(message, fix)
    # Another number for a paper whose number was made void is an act of a person, never of a rerun.
    return was_void(own[-1]) if own and not request.anew else None


def _give_fixed(
    requests: Iterable[NumberRequest], before: AlreadyGiven, own: Mapping[Slot, Sequence[Entry]], decided: Plan
) -> dict[Series, int]:
    """Give the numbers the user wrote where they are free; return the highest number of each series after that."""
    highest, here = dict(before.highest), dict[tuple[Series, int], NumberRequest]()
    for request in requests:
        series, number = request.series.counted, request.fixed or 0
        owner = before.taken.get((series, number)) or here.setdefault((series, number), request)
        if owner is not request:
            decided.mistakes[request.slot] = is_taken(owner, request.series.symbol(number))
            continue
        highest[series] = max(highest.get(series, 0), number)
        decided.give(request, number, own.get(request.slot, ()))
    return highest


def _next(request: NumberRequest, highest: dict[Series, int], begun: Collection[Series]) -> int:
    series = request.series.counted
    start = 1 if series in begun else request.start
    highest[series] = max(highest.get(series, 0), start - 1) + 1
    return highest[series]


def is_taken(owner: Entry | NumberRequest, symbol: str) -> Mistake:
    """Name who has the number, or say that it was made void."""
    fix = "Ghi số khác, hoặc để trống ô để tự cấp số."
    if isinstance(owner, Entry) and owner.state == "void":
        return Mistake(f"Số {owner.symbol} {period_name(owner.year)} đã hủy ({owner.reason}), không dùng lại.", fix)
    return Mistake(f"Số {symbol} đã cấp cho {holder_of(owner)}.", fix)


def was_void(last: Entry) -> Mistake:
    """Say that a void number is not replaced by itself."""
    return Mistake(
        f"Số {last.symbol} của {holder_of(last)} đã hủy ({last.reason}), không tự cấp số mới.",
        f"Muốn cấp lại: vanthu issue {last.event} --replace {last.symbol}; không cấp nữa thì bỏ dòng này.",
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
    same = wanted.counted.pattern == line.pattern
    old, new = (f"{line.symbol} {was}", f"đếm theo {now}") if same else (line.symbol, wanted.symbol(line.number))
    return Mistake(
        f"Đã cấp {len(kept)} số {name} theo ký hiệu hoặc cách đếm cũ (ví dụ {old}), nay là {new}. "
        "Các văn bản ấy giữ số và ký hiệu cũ; số cấp từ nay theo ký hiệu mới.",
        f"Đổi nhầm thì trả co-quan.xlsx về như cũ; chưa ký mà cần in theo ký hiệu mới thì: {act}",
        "warning",
    )


def _differs(held: Entry, wish: int) -> Mistake:
    return Mistake(
        f"Sổ đăng ký đã cấp số {held.symbol} cho {holder_of(held)}, bảng tính lại ghi {wish}.",
        f'Sửa ô cho đúng số đã cấp; muốn đổi số thì hủy số cũ trước: vanthu register void {held.symbol} --why "lý do".',
    )


def _of_another_period(kept: Kept) -> Mistake:
    was, now = period_name(kept.line.year), period_name(kept.wanted.year)
    return Mistake(
        f"Số {kept.line.symbol} của {holder_of(kept.line)} là số của {was}, mà ngày trên văn bản nay thuộc {now}.",
        f"Ngày ghi nhầm thì sửa lại; ngày đúng thì đổi sang số của {now}: vanthu register renumber {kept.line.event}",
    )
