"""Choose what belongs at each place of a form: the Jinja to type there, or the fields nearest to what it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.adopting.field_names import ORDINAL, Names, name_parts
from flows.adopting.places import Place
from flows.adopting.repeated_rows import BlankTable, Columns, Loop
from flows.documents import Kind
from flows.model.event import Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.vietnamese.text import fold, heading_key

_KINDS = {
    f"{prefix}.{field.key}": field.kind
    for prefix, record in {"su_kien": Event, "co_quan": Office}.items()
    for field in fields_of(record)
}
_LISTED = {path: kind for path, kind in _KINDS.items() if kind in ("items", "paragraphs")}
_DAYS = {"van_ban.ngay"} | {
    path for path, kind in _KINDS.items() if path.startswith("su_kien.") and kind in ("day", "open_day")
}
_FEWEST_COLUMNS = 2
_CHIEF = {"danh_sach": "{{ n.ho_", "chuong_trinh": "{{ m.noi_dung"}
"""The lists of a table, and the column without which it is none of them."""
_FAMILY = "nguoi.ho_dem"
_HOURS = ("su_kien.gio_bat_dau", "su_kien.gio_ket_thuc")
_ELSEWHERE = re.compile(
    r"\b(?:quyết định|căn cứ|công văn|nghị quyết|thông báo|tờ trình|cấp ngày|theo|số \S+|kết nạp"
    r"|vào (?:đảng|đoàn|cơ quan|ngành)|chính thức|tuyển dụng|bổ nhiệm|nhập ngũ|hợp đồng)\b"
)
_SUM = "su_kien.kinh_phi"
_CITED = re.compile(r"(?:kế hoạch|quyết định|công văn|hướng dẫn|nghị quyết|thông báo|chương trình) số(?!\w)")
"""A paper whose number is given: the day behind it is that paper's."""
_OTHER_SPANS = re.compile(
    r"nghỉ|thử việc|thời gian công tác|giá trị|hiệu lực|hết hạn|hợp đồng|tạm (?:trú|vắng|hoãn)|thực tập"
)
"""What lasts from one day to another and is no event."""
_OF_SPANS = ("từ", "từ ngày", "đến", "đến ngày", "đến hết")
_PLACE_AND_DATE = re.compile(r"[^\w,]+,\s*ngày", re.IGNORECASE)
_OF_CONTACT = re.compile(r"\b(?:liên hệ|đầu mối|ban tổ chức)\b")
"""Whose name and telephone follow: the organiser's, not the invited person's."""
_EVENT_TIME = re.compile(r"thời gian|vào hồi|vào lúc|\blúc\b|\bgiờ\b|[\d.…_]\s?h\b|tổ chức|diễn ra|khai mạc")
_OF_ISSUE = re.compile(r"(?:ngày|nơi|cơ quan) cấp|cấp (?:ngày|tại|bởi)|do\b.*\bcấp")
_OF_SOMEBODY = re.compile(r"(?:số )?(?:điện thoại|đt|sđt|email)(?: liên hệ)?")
_NUMBER = (
    "số; số chứng nhận; số giấy chứng nhận; số giấy mời; số hiệu; số kế hoạch; số vào sổ; số văn bản; vào sổ "
    "cấp giấy chứng nhận số; vào sổ cấp số; vào sổ số"
)
"""Labels of the paper's own number."""
_RELATIVES = re.compile(
    r"\b(?:cha|mẹ|vợ|chồng|(?<!công )(?<!tuyên )(?<!phân )bố|thân nhân|người thân|phụ huynh|người giám hộ"
    r"|con (?:ruột|đẻ|trai|gái|ông|bà)|họ (?:và )?tên con|anh,? chị,? em)\b"
)
"""Words after which a name, a birth or a post is somebody else's."""
_OTHER_SECTIONS = re.compile(
    r"(?:(?:hoàn cảnh|quan hệ|thành phần) )?gia đình\W*$|(?:hoàn cảnh|quan hệ|thành phần) gia đình|thân nhân"
    r"|quá trình (?:công tác|học tập|đào tạo|hoạt động|làm việc)|lịch sử bản thân|(?:khen thưởng|kỷ luật)[\s\w,]{0,12}$"
    r"|(?:cha|mẹ|bố|vợ|chồng|các con|anh,? chị,? em)\b.{0,20}$"
)
"""Headings below which no blank is for the event or for what the person is now."""
_OTHER_COLUMNS = re.compile(
    r"quan hệ|\btừ (?:tháng|năm|ngày).*\bđến\b|tên trường|văn bằng|ngành học|hình thức đào tạo|khen thưởng|kỷ luật"
)
"""Headings of tables of relatives, of studies and of posts held before."""
_IDENTITY = re.compile(r"\b(?:cccd|cmnd|cmt|căn cước|chứng minh|hộ chiếu|định danh|thẻ đảng|hộ khẩu)\b")
"""Cards that have a day and place of issue of their own."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a place is taken for: the path of the field, and what is typed in its stead."""

    path: str
    tag: str


@dataclass(frozen=True, slots=True)
class Context:
    """What stands around a place: its paragraph up to it, some paragraphs above, the heading it is under."""

    before: str = ""
    above: str = ""
    heading: str = ""
    loops: Sequence[Loop] = ()

    def is_of_others(self, place: Place) -> bool:
        """Tell whether a blank asks for a relative, for an identity card's issue, or for what somebody was before."""
        line, label = fold(f"{self.before} {place.label}"), heading_key(place.label)
        issue = line if label in ("tại", "ngày", "bởi") else label
        is_card = label == "tại" or _IDENTITY.search(f"{fold(self.above)} {line}") is not None
        is_issue = _OF_ISSUE.search(issue) is not None and is_card
        return is_issue or _is_other_section(self.heading) or _RELATIVES.search(line) is not None


def _is_other_section(heading: str) -> bool:
    return _OTHER_SECTIONS.match(ORDINAL.sub("", fold(heading))) is not None


class FieldChooser:
    """The choices for a form that is to become the template of a kind."""

    def __init__(self, kind: Kind) -> None:
        """Read labels and tags as a kind's vocabulary does."""
        self.names = Names(kind)
        self._splits_names = False

    def look_over(self, places: Sequence[Place]) -> None:
        """See whether the form asks for family name and given name apart."""
        blanks = (self.names.of_label(place.label) for place in places if not place.name)
        tags = (self.names.of_tag(place.name) for place in places if place.name)
        self._splits_names = self._splits_names or _FAMILY in {*blanks, *tags}

    def is_known(self, name: str) -> bool:
        """Tell whether a name is a path of the vocabulary."""
        return name in self.names.paths

    def sense(self, place: Place, context: Context) -> Sense | None:
        """Return what belongs at a place, None where that is not clear."""
        found = self._meant(place, context)
        is_ours = found is None or bool(place.name) or found.path.startswith(("van_ban.", "co_quan."))
        return found if is_ours or not context.is_of_others(place) else None

    def _meant(self, place: Place, context: Context) -> Sense | None:
        match place.style:
            case "date":
                return self._date(place, context.before)
            case "hour":
                return self._hour(place)
            case "blank" | "colon":
                return self._blank(place, context.before)
        return self._of_loops(place.name, context.loops) or self._tag(place)

    def _of_loops(self, name: str, loops: Sequence[Loop]) -> Sense | None:
        for loop in reversed([loop for loop in loops if loop.variable]):
            if name == "." or not loop.item:
                return Sense(f"{loop.path}[]", f"{{{{ {loop.variable} }}}}")
            key = self.names.of_item(name, loop.item)
            if key:
                key = self._given_name(f"nguoi.{key}", name).partition(".")[2]
                return Sense(f"{loop.item}.{key}", f"{{{{ {loop.variable}.{key} }}}}")
        return None

    def _tag(self, place: Place) -> Sense | None:
        path = self.names.of_tag(place.name)
        path = path and self._given_name(path, place.name)
        return Sense(path, _printed(path)) if path else None

    def _given_name(self, path: str, said: str) -> str:
        """Return the given name's path for a tag or label "Tên" of a form that asks for the family name beside it."""
        words = name_parts(said)
        is_given = self._splits_names and path == "nguoi.ho_ten" and words[-1:] == ["ten"] and "ho" not in words
        return "nguoi.ten" if is_given else path

    def _blank(self, place: Place, before: str) -> Sense | None:
        label = heading_key(place.label.rpartition("\t")[2])
        if label in _NUMBER.split("; ") or label.endswith(("vào sổ số", "vào sổ cấp số")):
            # "Số: ...../KH-MTTQ" keeps the symbol that is typed behind the number.
            number = "van_ban.so" if place.after.lstrip().startswith("/") else "van_ban.ky_hieu"
            return Sense(number, _printed(number))
        in_words = fold(place.label).rstrip(": ").endswith("bằng chữ") and "kinh phí" in fold(before)
        path = _SUM if in_words else self.names.of_label(place.label)
        if path and path.startswith("nguoi.") and _OF_CONTACT.search(fold(f"{before} {place.label}")):
            return None
        is_cited = label == "ngày" and _CITED.search(fold(before))
        if path is None or is_cited or (place.style == "colon" and place.start == place.end and path in _LISTED):
            return None
        if path == "su_kien.lien_he" and self.names.kind.PER_PERSON and _OF_SOMEBODY.fullmatch(label):
            return None  # the organiser's, or that of whoever the paper is for
        path = self._given_name(path, place.label)
        has_unit = _KINDS.get(path) == "money" and fold(place.after.lstrip()).startswith("đồng")
        written = "|tien_bang_chu" if in_words else "|nhom_ba_so" if has_unit else ""
        return Sense(path, f"{{{{ {path}{written} }}}}" if written else _printed(path))

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
            lead = re.match(r"ngày(\s*:)?", place.text, re.IGNORECASE)
            return Sense(path, f"{lead[0]} {{{{ {path} }}}}" if lead else f"{{{{ {path} }}}}")
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
        if label.endswith(_OF_SPANS) and _OTHER_SPANS.search(f"{before} {label}"):
            return None
        path = _date_by_words(label, before)
        if path != "nguoi.ngay_sinh":
            return path or self._date_of_label(place, before)
        return path if path in self.names.paths else None

    def _date_of_label(self, place: Place, before: str) -> str | None:
        path = self.names.of_label(place.label)
        if not place.label and _ELSEWHERE.search(before):
            return "su_kien.ngay_quyet_dinh" if "theo quyết định" in before else None
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

    def columns(self, table: BlankTable) -> Columns | None:
        """Return the list whose fields most of a table's headings name, its chief one and another at least.

        Tables of relatives, of studies and of earlier posts are no lists of ours. One empty row under a person's
        headings is for the person of the paper, where it has one.
        """
        best = self._best_columns(table)
        is_others = any(_OTHER_COLUMNS.search(heading_key(heading)) for heading in table.headings)
        has_chief = best.loop is not None and any(_CHIEF[best.loop.path] in tag for tag in best.tags)
        if not has_chief or is_others or _known(best) < _FEWEST_COLUMNS or _is_other_section(table.above):
            return None
        if best.loop and best.loop.variable == "n" and len(table.empty) == 1 and self.names.kind.PER_PERSON:
            return Columns(tuple(tag.replace("{{ n.", "{{ nguoi.") for tag in best.tags))
        return best

    def is_like_a_list(self, table: BlankTable) -> bool:
        """Tell whether some of a table's headings name fields of one list."""
        return _known(self._best_columns(table)) >= _FEWEST_COLUMNS

    def _best_columns(self, table: BlankTable) -> Columns:
        return max((self._columns(table.headings, name) for name in _CHIEF), key=_known)

    def _columns(self, headings: Sequence[str], name: str) -> Columns:
        loop = self.loop(name, ())
        tags = [self._column(heading, loop) if loop else "" for heading in headings]
        if "{{ n.ho_dem }}" in tags:
            tags = [tag.replace("{{ n.ho_ten }}", "{{ n.ten }}") for tag in tags]
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
        return unclear(place), self.told(self.nearest(place)) + " Gõ trường vào đây, hoặc để nguyên và bỏ tô vàng."

    def told(self, nearest: Sequence[str]) -> str:
        """Return a sentence about the nearest paths, "" where there are none."""
        near = "; ".join(f"{{{{ {path} }}}} ({self.meaning(path)})" for path in nearest)
        return f"Gần nhất: {near}." if near else ""

    def meaning(self, path: str) -> str:
        """Return what a path prints, in the words of the clerk."""
        return self.names.paths.get(path, path).partition(" (")[0]


def _known(columns: Columns) -> int:
    return sum(1 for tag in columns.tags if tag and "loop.index" not in tag)


def unclear(place: Place) -> str:
    """Say that a place could not be taken for a field."""
    if place.style == "row":
        return "Chưa rõ bảng này là danh sách nào, các hàng trống để nguyên."
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
    is_first, is_last = label.endswith(("từ", "từ ngày")), label.endswith(("đến", "đến ngày", "đến hết"))
    if is_first or is_last:
        return "su_kien.ngay_bat_dau" if is_first else "su_kien.ngay_ket_thuc"
    if not _ELSEWHERE.search(label) and _EVENT_TIME.search(before):
        return "su_kien.ngay_bat_dau"
    return None


def _is_place_line(label: str) -> bool:
    """Tell whether a date ends the line of place and day: "Phúc Thọ, ngày ...", or stands alone."""
    label = label.strip()
    return not label or (label.endswith(",") and len(label.split()) <= 6 and not _ELSEWHERE.search(fold(label)))
