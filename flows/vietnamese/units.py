"""Administrative units as the law has them on a day: a text and a day in; units that do not exist then out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from flows.problems import Mistake
from flows.vietnamese.dates import short_date
from flows.vietnamese.text import fold

TWO_TIERS = date(2025, 7, 1)
"""Nghị quyết 203/2025/QH15, Luật Tổ chức chính quyền địa phương 72/2025/QH15: below the province only communes."""


class Change(NamedTuple):
    """One unit made of others; names with their nouns, as the resolution writes them."""

    since: date
    law: str
    made: str
    of: tuple[str, ...]


_FIRST, _SECOND, _THIRD = (
    (date(2020, 3, 1), "Nghị quyết 895/NQ-UBTVQH14"),
    (date(2025, 1, 1), "Nghị quyết 1286/NQ-UBTVQH15"),
    (TWO_TIERS, "Nghị quyết 1656/NQ-UBTVQH15"),
)
CHANGES = (
    Change(*_FIRST, "xã Xuân Đình", ("xã Cẩm Đình", "xã Xuân Phú")),
    Change(*_FIRST, "xã Sen Phương", ("xã Sen Chiểu", "xã Phương Độ")),
    Change(*_SECOND, "xã Nam Hà", ("xã Vân Hà", "xã Vân Nam")),
    Change(*_SECOND, "xã Tích Lộc", ("xã Thọ Lộc", "xã Tích Giang")),
    Change(*_SECOND, "xã Long Thượng", ("xã Long Xuyên", "xã Thượng Cốc")),
    Change(*_THIRD, "xã Phúc Thọ", (
        "thị trấn Phúc Thọ", "xã Tích Lộc", "xã Trạch Mỹ Lộc", "xã Phúc Hòa", "xã Phụng Thượng", "xã Long Thượng")),
    Change(*_THIRD, "xã Phúc Lộc", ("xã Võng Xuyên", "xã Xuân Đình", "xã Sen Phương", "xã Vân Phúc", "xã Nam Hà")),
    Change(*_THIRD, "xã Hát Môn", (
        "xã Hát Môn", "xã Thanh Đa", "xã Tam Thuấn", "xã Ngọc Tảo", "xã Tam Hiệp", "xã Liên Hiệp", "xã Hiệp Thuận")),
)  # fmt: skip
"""The communes of Phúc Thọ (Hà Nội). Other places have communes of these names, so only texts from here are judged."""

HERE = ("phúc thọ", "phúc lộc", "hát môn")
"""What an event of this place says of itself somewhere."""


@dataclass(frozen=True, slots=True)
class UnitDoubt:
    """A unit that does not exist on the day; `unit` is the same for every text that names it."""

    unit: str
    mistake: Mistake


def is_here(text: str) -> bool:
    """Whether a text is of the place whose communes are known."""
    return any(name in fold(text) for name in HERE)


def unit_doubts(text: str, day: date, *, here: bool) -> tuple[UnitDoubt, ...]:
    """Return the units that a text names and that do not exist on the day: gone by then, or not made yet.

    What is called former ("nguyên Chủ tịch huyện", "huyện Phúc Thọ cũ") is passed over. `here` tells that the
    communes of CHANGES are meant.
    """
    found: dict[str, UnitDoubt] = {}
    for line in re.split(r"[\n;]", text):
        own = [] if _FORMER.search(fold(line)) else _line_doubts(fold(line), day, here=here)
        found |= {doubt.unit: doubt for doubt in own}
    return tuple(found.values())


_FORMER = re.compile(r"\b(?:(?<!tài )(?<!thái )(?<!tây )nguyên|cựu|cũ|trước đây|trước khi)\b(?! chiến binh)")
_DISTRICT = re.compile(r"\b(?:(?:huyện|quận|thị) ủy|huyện đoàn|huyện|quận|thị xã|thị trấn)(?!\w)")
_PARTED = re.compile(r"[,()/:]|\s[-–]\s")
_NAMED_SO = re.compile(
    r"\b(?:thôn|xóm|ấp|buôn|làng|khu dân cư|kdc|khu phố|khối phố|tổ dân phố|tdp|thpt|thcs|thptdl|tiểu học|mầm non|"
    r"mẫu giáo|(?<!môi )(?<!hội )(?<!quảng )(?<!thị )trường|hạt|bệnh viện|công ty|hợp tác xã|htx|chợ|ngã (?:ba|tư)|"
    r"bến xe|trạm)(?!\w)|"
    r"\b(?:liên|đường|(?<!thành )phố|ngõ|đình|đền|chùa|cầu|bản|văn|thị|đức|xuân|bá|duy|hữu|trọng|thế|quang) $"
)
"""What makes the word a part of a name: a school, hamlet or the like before it (thôn Huyện Đình, Trường THCS Thị trấn),
a word directly before it (liên huyện, phố Huyện), or a middle name (Nguyễn Văn Huyện)."""
_SPECIAL_ZONE = re.compile(r"\bđặc khu(?!\w)")
_BODIES = r"xã|phường|thị trấn|tt|x|mttq|ubmttq|ubnd|hđnd|đảng ủy|đảng bộ|việt nam|hội đồng nhân dân|ủy ban nhân dân"


def _line_doubts(line: str, day: date, *, here: bool) -> list[UnitDoubt]:
    named = _named(line) if here else []
    communes = [doubt for unit in named if (doubt := _commune_doubt(unit, day))]
    return communes or _level_doubts(line, day)


def _level_doubts(line: str, day: date) -> list[UnitDoubt]:
    gone, coming = _district(line) if day >= TWO_TIERS else "", _SPECIAL_ZONE.search(line)
    if gone:
        return [UnitDoubt(gone, _gone(gone))]
    if coming and day < TWO_TIERS:
        message = f"«đặc khu»: đơn vị hành chính này chỉ có từ {short_date(TWO_TIERS)} (Luật 72/2025/QH15)."
        return [UnitDoubt(coming[0], Mistake(message, _FIX_COMING, "warning"))]
    return []


def _district(line: str) -> str:
    """Return the first word of a line that stands for a unit of the district level; "" when all are parts of names."""
    parts = _PARTED.split(line)
    found = (
        match for part in parts for match in _DISTRICT.finditer(part) if not _NAMED_SO.search(part[: match.start()])
    )
    return next((match[0] for match in found), "")


_FIX_GONE = "Ghi tên mới; nếu nói về trước đây thì thêm «nguyên» hoặc «cũ»."
_FIX_COMING = "Ghi tên vào ngày của sự kiện, hoặc sửa ngày của sự kiện."


def _gone(level: str) -> Mistake:
    kept = "thị trấn" if level == "thị trấn" else "cấp huyện (huyện, quận, thị xã)"
    message = f"Có chữ «{level}»: từ {short_date(TWO_TIERS)} không còn {kept} (Nghị quyết 203/2025/QH15)."
    return Mistake(message, _FIX_GONE, "warning")


def _named(line: str) -> list[str]:
    """Return the communes of the table that a line names, by full name or behind a body: "MTTQ Cẩm Đình"."""
    return [unit for unit, pattern in _PATTERNS.items() if pattern.search(line)]


def _pattern(unit: str) -> re.Pattern[str]:
    """Match a commune by its name behind any body, or only behind its noun where a town bears the name too."""
    noun, name = _parted(unit)
    alike = [other for other in _units() if _parted(other)[1] == name]
    before = rf"\b(?:{_SHORT[noun]})[ .]+" if len(alike) > 1 else rf"(?:^|\b(?:{_BODIES}))[ .]*"
    return re.compile(rf"{before}{name}(?!\w)")


_SHORT = {"thị trấn": r"thị trấn|tt", "xã": "xã|x"}


def _parted(unit: str) -> tuple[str, str]:
    noun = next(noun for noun in _SHORT if unit.startswith(noun))
    return noun, fold(unit.removeprefix(noun))


def _units() -> tuple[str, ...]:
    return tuple(dict.fromkeys(unit for change in CHANGES for unit in (change.made, *change.of)))


_PATTERNS = {unit: _pattern(unit) for unit in _units()}


def _commune_doubt(unit: str, day: date) -> UnitDoubt | None:
    """Judge one commune: from when it was made, unless it was one before, until it became part of another."""
    begins = next((change for change in CHANGES if change.made == unit and unit not in change.of), None)
    ends = next((change for change in CHANGES if unit in change.of and change.made != unit), None)
    if begins and day < begins.since:
        message = f"«{unit}» chỉ có từ {short_date(begins.since)} ({begins.law})."
        return UnitDoubt(unit, Mistake(message, _FIX_COMING, "warning"))
    if ends and day >= ends.since:
        last, now = short_date(ends.since - timedelta(days=1)), _today(ends.made, day)
        message = f"«{unit}» chỉ có đến {last} ({ends.law}); nay thuộc {now}."
        return UnitDoubt(unit, Mistake(message, f"Ghi {now}; nếu nói về trước đây thì thêm «cũ».", "warning"))
    return None


def _today(unit: str, day: date) -> str:
    """Return what a unit had become by the day."""
    further = next((c for c in CHANGES if unit in c.of and c.made != unit and c.since <= day), None)
    return _today(further.made, day) if further else unit
