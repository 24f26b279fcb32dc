"""Administrative units: their names as people type them, and which of them the law knows on a given day."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from flows.problems import Mistake
from flows.vietnamese.dates import short_date
from flows.vietnamese.names import proper_case
from flows.vietnamese.text import CAPITALS, SMALL, bare, fold, lower_first

_WRITTEN_OUT = {
    "x": "xã", "p": "phường", "tt": "thị trấn", "h": "huyện", "q": "quận", "tx": "thị xã", "tp": "thành phố",
}  # fmt: skip
_NOUNS = "xã|phường|thị trấn|đặc khu|huyện|quận|thị xã|thành phố|tỉnh"
_NAMED = rf"(?P<noun>{_NOUNS})\s+(?P<name>\S.*)"
_PROPER_NAME = re.compile(rf"(?:{_NOUNS})((?:\s[{CAPITALS}][{SMALL}]*(?![\w'’]))+)")
_NOUN = re.compile(rf"{_NAMED}|(?P<short>{'|'.join(_WRITTEN_OUT)})(?:\.\s*|\s+)(?P<rest>\S.*)")
_WITH_NOUN = re.compile(_NAMED, re.IGNORECASE)
_SYLLABLE = re.compile(r"(?:[bdhklmrstvx]|[cgknpt]h|gi?|n|ngh?|qu|tr|c|p)?[aeiouy]{1,3}(?:[cknpt]h?|m|ng)?")
# After a noun of units these make another word: huyện ủy, xã đoàn, xã đội, xã viên; or name more than one unit.
_NO_NAMES = {"ủy", "đoàn", "đội", "hội", "viên", "ban", "và", "các", "xã", "phường", "quận", "huyện", "tỉnh", "thôn"}
_MOST_SYLLABLES = 4
_BODY = re.compile(r"(?:ủy ban |ub ?)?(?:mttq|mặt trận tổ quốc)(?: việt nam| vn)?\s+")


class UnitName(NamedTuple):
    """A unit's noun, "" when nobody typed one, its name, and whether a body of it was meant: UBMTTQ xã Hát Môn."""

    noun: str
    name: str
    is_body: bool = False

    def may_be(self, other: UnitName) -> bool:
        """Whether two texts may mean one unit: the same name, and no noun against it."""
        return self.name == other.name and (self.noun == other.noun or "" in (self.noun, other.noun))


def unit_name(text: str) -> UnitName:
    """Return what a text names: ("xã", "hát môn") of "X. Hát Môn", of "xã Hát Môn" and of "MTTQ xã Hát Môn"."""
    typed = fold(text)
    body = _BODY.match(typed)
    found = _NOUN.fullmatch(typed[body.end() :] if body else typed)
    if found is None:
        return UnitName("", typed[body.end() :] if body else typed, body is not None)
    noun, name = found["noun"] or _WRITTEN_OUT[found["short"]], found["name"] or found["rest"]
    return UnitName(noun, name, body is not None)


def names_in(text: str) -> list[str]:
    """Return the names of the units that a text names by their nouns: Hát Môn of "UBND xã Hát Môn"."""
    return [name.strip() for name in _PROPER_NAME.findall(text)]


def in_sentence(unit: str) -> str:
    """Return a unit as it stands inside a sentence: xã Vân Phúc of XÃ VÂN PHÚC, of xã VÂN PHÚC and of Xã Vân Phúc.

    Nghị định 30/2020/NĐ-CP, Phụ lục II, III.1: the noun small and each syllable of the name with a capital; a noun
    with a number has one too: Phường 5. What may be no name (HUYỆN ỦY, XÃ HĐND) keeps its capitals.
    """
    found = _WITH_NOUN.fullmatch(unit)
    if found and found["name"].isdecimal():
        return f"{found['noun'].capitalize()} {found['name']}"
    if found and found["name"].isupper() and _is_name(found["name"]):
        return f"{found['noun'].lower()} {proper_case(found['name'])}"
    return lower_first(unit)


def _is_name(text: str) -> bool:
    """Whether capitals are syllables that can be a unit's name, and no abbreviation."""
    syllables = fold(text).split()
    sounds = all(_SYLLABLE.fullmatch(syllable) for syllable in bare(text).split())
    return sounds and len(syllables) <= _MOST_SYLLABLES and not _NO_NAMES.intersection(syllables)


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

_PROVINCES = {
    "tỉnh Tuyên Quang": "Hà Giang", "tỉnh Lào Cai": "Yên Bái", "tỉnh Thái Nguyên": "Bắc Kạn",
    "tỉnh Bắc Ninh": "Bắc Giang", "tỉnh Phú Thọ": "Vĩnh Phúc, Hòa Bình", "tỉnh Hưng Yên": "Thái Bình",
    "thành phố Hải Phòng": "Hải Dương", "tỉnh Ninh Bình": "Hà Nam, Nam Định", "tỉnh Quảng Trị": "Quảng Bình",
    "thành phố Đà Nẵng": "Quảng Nam", "tỉnh Quảng Ngãi": "Kon Tum", "tỉnh Gia Lai": "Bình Định",
    "tỉnh Khánh Hòa": "Ninh Thuận", "tỉnh Đắk Lắk": "Phú Yên", "tỉnh Lâm Đồng": "Đắk Nông, Bình Thuận",
    "Thành phố Hồ Chí Minh": "Bình Dương, Bà Rịa - Vũng Tàu", "tỉnh Đồng Nai": "Bình Phước",
    "tỉnh Tây Ninh": "Long An", "thành phố Cần Thơ": "Sóc Trăng, Hậu Giang", "tỉnh Vĩnh Long": "Bến Tre, Trà Vinh",
    "tỉnh Đồng Tháp": "Tiền Giang", "tỉnh Cà Mau": "Bạc Liêu", "tỉnh An Giang": "Kiên Giang",
}  # fmt: skip
"""Provinces that others became part of on 01/7/2025 (Nghị quyết 202/2025/QH15)."""
_MERGED = {fold(old): new for new, gone in _PROVINCES.items() for old in gone.split(", ")}
_MERGED_PROVINCE = re.compile(rf"\btỉnh ({'|'.join(_MERGED)})(?!\w)")

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
    lines = (line for line in map(fold, re.split(r"[\n;]", text)) if not _FORMER.search(line))
    doubts = (doubt for line in lines for doubt in _line_doubts(line, day, here=here))
    return tuple({doubt.unit: doubt for doubt in doubts}.values())


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
    # By full name or behind a body: "MTTQ Cẩm Đình".
    named = [unit for unit, pattern in _PATTERNS.items() if here and pattern.search(line)]
    communes = [doubt for unit in named if (doubt := _commune_doubt(unit, day))]
    return communes or _level_doubts(line, day)


def _level_doubts(line: str, day: date) -> list[UnitDoubt]:
    gone, coming = _district(line) if day >= TWO_TIERS else "", _SPECIAL_ZONE.search(line)
    if gone:
        kept = gone if gone == "thị trấn" else "cấp huyện (huyện, quận, thị xã)"
        message = f"Có chữ «{gone}»: từ {short_date(TWO_TIERS)} không còn {kept} (Nghị quyết 203/2025/QH15)."
        return [UnitDoubt(gone, Mistake(message, _FIX_GONE, "warning"))]
    if day >= TWO_TIERS and (merged := _MERGED_PROVINCE.search(line)):
        now = _MERGED[merged[1]]
        message = f"Tỉnh này từ {short_date(TWO_TIERS)} thuộc {now} (Nghị quyết 202/2025/QH15)."
        return [UnitDoubt(merged[0], Mistake(message, f"Ghi {now}; nếu nói về trước đây thì thêm «cũ».", "warning"))]
    if coming and day < TWO_TIERS:
        message = f"«đặc khu»: đơn vị hành chính này chỉ có từ {short_date(TWO_TIERS)} (Luật 72/2025/QH15)."
        return [UnitDoubt(coming[0], Mistake(message, _FIX_COMING, "warning"))]
    return []


def _district(line: str) -> str:
    """Return the first word of a line that stands for a unit of the district level; "" when all are parts of names."""
    found = ((part, match) for part in _PARTED.split(line) for match in _DISTRICT.finditer(part))
    return next((match[0] for part, match in found if not _NAMED_SO.search(part[: match.start()])), "")


_FIX_GONE = "Ghi tên mới; nếu nói về trước đây thì thêm «nguyên» hoặc «cũ»."
_FIX_COMING = "Ghi tên vào ngày của sự kiện, hoặc sửa ngày của sự kiện."


def _patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Match a commune by its name behind any body, or only behind its noun where a town bears the name too."""
    units = {unit: unit_name(unit) for change in CHANGES for unit in (change.made, *change.of)}
    names = Counter(unit.name for unit in units.values())
    for unit, (noun, name, _) in units.items():
        behind_noun = rf"\b(?:{'thị trấn|tt' if noun == 'thị trấn' else 'xã|x'})[ .]+"
        before = behind_noun if names[name] > 1 else rf"(?:^|\b(?:{_BODIES}))[ .]*"
        yield unit, re.compile(rf"{before}{name}(?!\w)")


_PATTERNS = dict(_patterns())


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
