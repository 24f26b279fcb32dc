"""What belongs at each place of a form: places in; the Jinja to type there, or the nearest fields, out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from flows.adopting.names import Names
from flows.adopting.phrases import NUMBER
from flows.documents import Kind
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.rendering.adopting import Sense
from flows.rendering.blank_tables import Columns
from flows.rendering.loops import Loop
from flows.vietnamese.text import fold, heading_key

if TYPE_CHECKING:
    from flows.rendering.placeholders import Place

_RECORDS = {"su_kien": Event, "co_quan": Office}
_LISTED = {
    f"{prefix}.{field.key}": field.kind
    for prefix, record in _RECORDS.items()
    for field in fields_of(record)
    if field.kind in ("items", "paragraphs")
}
_DAYS = {
    f"{prefix}.{field.key}": field.kind
    for prefix, record in (("su_kien", Event),)
    for field in fields_of(record)
    if field.kind in ("day", "open_day")
} | {"van_ban.ngay": "open_day"}  # fmt: skip
_FEWEST_COLUMNS = 2
_HOURS = ("su_kien.gio_bat_dau", "su_kien.gio_ket_thuc")
_ELSEWHERE = re.compile(r"\b(?:quyết định|căn cứ|công văn|nghị quyết|thông báo|tờ trình|cấp ngày|theo|số \S+)\b")
_PLACE_AND_DATE = re.compile(r"[^\w,]+,\s*ngày", re.IGNORECASE)
_OF_CONTACT = re.compile(r"\b(?:liên hệ|đầu mối|ban tổ chức)\b")
"""Whose name and telephone follow: the organiser's, not the invited person's."""
_EVENT_TIME = re.compile(r"thời gian|vào hồi|vào lúc|\blúc\b|\bgiờ\b|tổ chức|diễn ra|khai mạc")


class KindMeaning:
    """The meaning of a form that is to become the template of a kind."""

    def __init__(self, kind: Kind) -> None:
        """Read labels and tags as a kind's vocabulary does."""
        self.names = Names(kind)

    def is_known(self, name: str) -> bool:
        """Tell whether a name is a path of the vocabulary."""
        return name in self.names.paths

    def sense(self, place: Place, before: str, loops: Sequence[Loop]) -> Sense | None:
        """Return what belongs at a place."""
        match place.style:
            case "date":
                return self._date(place, before)
            case "hour":
                return self._hour(place)
            case "blank" | "colon":
                return self._blank(place, before)
        return self._of_loops(place.name, loops) or self._tag(place)

    def _of_loops(self, name: str, loops: Sequence[Loop]) -> Sense | None:
        for loop in reversed([loop for loop in loops if loop.variable]):
            if name == "." or not loop.item:
                return Sense(f"{loop.path}[]", f"{{{{ {loop.variable} }}}}")
            key = self.names.of_item(name, loop.item)
            if key:
                return Sense(f"{loop.item}.{key}", f"{{{{ {loop.variable}.{key} }}}}")
        return None

    def _tag(self, place: Place) -> Sense | None:
        path = self.names.of_tag(place.name)
        return Sense(path, _printed(path)) if path else None

    def _blank(self, place: Place, before: str) -> Sense | None:
        label = heading_key(place.label.rpartition("\t")[2])
        if label in NUMBER.split("; ") or label.endswith(("vào sổ số", "vào sổ cấp số")):
            # "Số: ...../KH-MTTQ" keeps the symbol that is typed behind the number.
            number = "van_ban.so" if place.after.lstrip().startswith("/") else "van_ban.ky_hieu"
            return Sense(number, _printed(number))
        path = self.names.of_label(place.label)
        if path and path.startswith("nguoi.") and _OF_CONTACT.search(fold(f"{before} {place.label}")):
            return None
        if path is None or (place.style == "colon" and place.start == place.end and path in _LISTED):
            return None
        return Sense(path, _printed(path))

    def _hour(self, place: Place) -> Sense:
        path = _HOURS[fold(place.label).endswith("đến")]
        return Sense(path, f"{{{{ {path}|gio_phut }}}}")

    def _date(self, place: Place, before: str) -> Sense | None:
        if _PLACE_AND_DATE.match(place.text):
            return Sense("van_ban.ngay", "{{ dong_ky(co_quan.dia_danh, van_ban.ngay) }}")
        path = self._date_path(place, fold(before))
        if path is None:
            return None
        if path not in _DAYS:
            # A birth date prints as it is known: a day, or only a year; the word "ngày" of the form stays.
            lead = "ngày " if place.text.lower().startswith("ngày") else ""
            return Sense(path, f"{lead}{{{{ {path} }}}}")
        if re.match("ngày", place.text, re.IGNORECASE):
            start = "|hoa_dau" if place.text[0].isupper() else ""
            return Sense(path, f"{{{{ {path}|ngay_day_du{start} }}}}")
        return Sense(path, f"{{{{ {path}|ngay_ngan_0 }}}}")

    def _date_path(self, place: Place, before: str) -> str | None:
        if place.name:
            # Three tags of a date name a day: Ky of Ky_dd is the day of signing, and not who signs.
            tries = (self.names.of_tag(name) for name in (place.name, f"ngay_{place.name}"))
            return next((path for path in tries if path and (path in _DAYS or ".ngay" in path)), None)
        label = fold(place.label)
        path = _date_by_words(label, before)
        if path != "nguoi.ngay_sinh":
            return path or self._date_of_label(place)
        return path if path in self.names.paths else None

    def _date_of_label(self, place: Place) -> str | None:
        path = self.names.of_label(place.label)
        if path in _DAYS:
            return path
        return None if path else "van_ban.ngay" if _is_place_line(place.label) else None

    def loop(self, name: str, loops: Sequence[Loop]) -> Loop | None:
        """Return the list or the condition that a section means."""
        listed = self.names.list_of(name)
        if listed:
            variable = {"danh_sach": "n", "chuong_trinh": "m"}[listed]
            return Loop(name, listed, f"for {variable} in {listed}", "endfor", variable, f"{listed}[]")
        inner = self._of_loops(name, loops)
        path = inner.tag.strip("{} ") if inner else self.names.of_tag(name) or ""
        if path in _LISTED:
            return Loop(name, path, f"for dong in {path}", "endfor", "dong")
        return Loop(name, path, f"if {path}", "endif") if path else None

    def columns(self, headings: Sequence[str], rows: int) -> Columns | None:
        """Return the list whose fields most of a table's headings name, two at least.

        One empty row under a person's headings is for the person of the paper, where it has one.
        """
        best = max((self._columns(headings, name) for name in ("danh_sach", "chuong_trinh")), key=_known)
        if _known(best) < _FEWEST_COLUMNS:
            return None
        if best.loop and best.loop.variable == "n" and rows == 1 and self.names.kind.PER_PERSON:
            return Columns(tuple(tag.replace("{{ n.", "{{ nguoi.") for tag in best.tags))
        return best

    def _columns(self, headings: Sequence[str], name: str) -> Columns:
        loop = self.loop(name, ())
        tags = (self._column(heading, loop) if loop else "" for heading in headings)
        return Columns(tuple(tags), loop)

    def _column(self, heading: str, loop: Loop) -> str:
        if heading_key(heading) in ("stt", "tt", "số tt", "số thứ tự"):
            return "{{ loop.index }}"
        key = self.names.of_heading(heading, loop.item)
        return f"{{{{ {loop.variable}.{key} }}}}" if key else ""

    def nearest(self, place: Place) -> tuple[str, ...]:
        """Return the two paths nearest to the words of a place."""
        return self.names.nearest(place.name or place.label or place.text)

    def advice(self, place: Place) -> tuple[str, ...]:
        """Return what the comment in the copy says."""
        return unclear(place), " ".join(self._ways_out(place))

    def _ways_out(self, place: Place) -> list[str]:
        near = [f"{{{{ {path} }}}} ({self.meaning(path)})" for path in self.nearest(place)]
        return [f"Gần nhất: {'; '.join(near)}." if near else "", "Gõ trường vào đây, hoặc để nguyên và bỏ tô vàng."]

    def meaning(self, path: str) -> str:
        """Return what a path prints, in the words of the clerk."""
        return self.names.paths.get(path, path).partition(" (")[0]


def _known(columns: Columns) -> int:
    return sum(1 for tag in columns.tags if tag and "loop.index" not in tag)


def unclear(place: Place) -> str:
    """Say that a place could not be taken for a field."""
    if place.style in ("blank", "colon", "date", "hour"):
        label = f" sau «{place.label.rstrip(': ')}»" if place.label.rstrip(": ") else ""
        return f"Chưa rõ chỗ trống{label} là trường nào."
    return f"Chưa rõ «{place.name}» là trường nào."


def _printed(path: str) -> str:
    joined = "|noi" if _LISTED.get(path) == "items" else ""
    return f"{{{{ {path}{joined} }}}}"


def _date_by_words(label: str, before: str) -> str | None:
    """Return the day that the words right before a date name: a birth, the days of the event."""
    words = label.rstrip(": ").split()
    last = words[-1] if words else ""
    if last == "sinh" or label.rstrip(": ").endswith(("sinh ngày", "ngày sinh", "tháng năm sinh", "tháng, năm sinh")):
        return "nguoi.ngay_sinh"
    if last == "từ" or label.endswith("từ ngày"):
        return "su_kien.ngay_bat_dau"
    if last == "đến" or label.endswith(("đến ngày", "đến hết")):
        return "su_kien.ngay_ket_thuc"
    if not _ELSEWHERE.search(label) and _EVENT_TIME.search(before):
        return "su_kien.ngay_bat_dau"
    return None


def _is_place_line(label: str) -> bool:
    """Tell whether a date ends the line of place and day: "Phúc Thọ, ngày ...", or stands alone."""
    label = label.strip()
    return not label or (label.endswith(",") and len(label.split()) <= 6 and not _ELSEWHERE.search(fold(label)))
