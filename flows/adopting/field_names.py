"""Say which fields of a kind a form's labels and tag names mean: phrases before a blank, names in tags and of lists.

The headings that clerks type are declared with the fields; here stands what only forms say, ";" between phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from flows.documents import Kind
from flows.documents.vocabulary import vocabulary
from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person
from flows.reading.headings import field_for
from flows.vietnamese.text import bare, heading_key

Phrases = Mapping[str, str]

FOR_A_PERSON: Phrases = {
    "nguoi.ho_ten": (
        "ông; bà; ông bà; ông/bà; ông hoặc bà; đồng chí; đ/c; anh; chị; anh/chị; cấp cho; chứng nhận; chứng nhận "
        "ông; chứng nhận bà; chứng nhận ông/bà; chứng nhận đồng chí; họ tên người được cấp; tên tôi là; full "
        "name; fullname; participant name; student name; họ và tên người được mời"
    ),
    "nguoi.ngay_sinh": "sinh; sinh ngày; sinh năm; ngày sinh; date of birth; birthday; birth date; dob",
    "nguoi.chuc_vu": "position; job title; chức vụ hiện tại",
    "nguoi.don_vi": "công tác tại; hiện công tác tại; đang công tác tại; đơn vị công tác; department; unit; workplace",
    "nguoi.noi_cong_tac": (
        "chức vụ, đơn vị công tác; chức vụ, đơn vị; chức vụ và đơn vị công tác; chức vụ, nơi công tác; hiện là; "
        "hiện đang là"
    ),
    "nguoi.dien_thoai": "phone; phone number",
    "nguoi.dia_chi": "thường trú tại; nơi thường trú; địa chỉ thường trú; address",
    "nguoi.xep_loai": "kết quả xếp loại; đạt loại; loại; grade",
}

FOR_ALL: Phrases = {
    "su_kien.ten_su_kien": (
        "dự; tới dự; đến dự; tham dự; về dự; dự lớp; dự hội nghị; tới dự hội nghị; đến dự hội nghị; tham dự hội "
        "nghị; tới dự lớp; đến dự lớp; tham dự lớp; đã hoàn thành; đã hoàn thành chương trình; đã hoàn thành khóa "
        "học; đã hoàn thành lớp; đã hoàn thành khóa bồi dưỡng; hoàn thành chương trình; hoàn thành khóa học; đã "
        "tham gia; đã tham gia lớp; tên chương trình; tên khóa học; event name; course name; program name; tổ "
        "chức lớp; tổ chức hội nghị"
    ),
    "su_kien.ngay_bat_dau": "từ ngày; start date; khai mạc ngày; tổ chức ngày; vào ngày; event date",
    "su_kien.ngay_ket_thuc": "đến ngày; đến hết ngày; end date; bế mạc ngày",
    "su_kien.gio_bat_dau": "vào hồi; vào lúc; lúc; start time; từ",
    "su_kien.dia_diem": "tổ chức tại; được tổ chức tại; diễn ra tại; location; venue; place; địa điểm tại",
    "su_kien.thanh_phan": "thành phần; đối tượng; thành phần tham dự; thành phần mời; đối tượng tham dự",
    "su_kien.don_vi_to_chuc": "organizer; organiser; do; đơn vị đăng cai",
    "su_kien.lien_he": "mọi chi tiết xin liên hệ; thông tin liên hệ; contact",
    "co_quan.nguoi_ky": "người ký; họ tên người ký; signer; signatory",
    "co_quan.noi_nhan": "nơi nhận",
    "co_quan.ten_day_du": "company name; tên công ty; tên đơn vị cấp; organization name; tên cơ quan",
    "van_ban.trich_yeu": "trích yếu; về việc",
}

OF_KIND: Mapping[str, Phrases] = {
    "giay-moi": {
        "giay_moi.kinh_moi": "kính mời; trân trọng kính mời; kính gửi; trân trọng mời; mời",
        "giay_moi.thoi_gian": "thời gian; thời gian tổ chức; time",
        "giay_moi.noi_dung": "nội dung; nội dung hội nghị; content",
        "su_kien.dia_diem": "tại; địa điểm",
    },
    "ke-hoach": {
        "ke_hoach.thoi_gian": "thời gian; thời gian tổ chức; thời gian thực hiện",
        "ke_hoach.so_luong": "số lượng; số lượng đại biểu; tổng số đại biểu; số lượng học viên",
        "su_kien.dia_diem": "tại; địa điểm",
    },
    "giay-chung-nhan": {
        "nguoi.ho_ten": "tên; name",
        "chung_nhan.thoi_gian": "thời gian; thời gian học; thời gian đào tạo",
        "chung_nhan.noi_cong_tac": "chức vụ, đơn vị công tác; chức vụ và đơn vị công tác; đơn vị, chức vụ",
    },
    "tin-bai": {
        "tin.tieu_de": "tiêu đề; title",
        "tin.so_dai_bieu": "số đại biểu",
        "tin.dang_luc": "ngày đăng",
    },
}

LISTS: Mapping[str, str] = {
    "danh_sach": (
        "danhsach hocvien daibieu nguoi thanhvien canbo people persons participants students members khachmoi "
        "danhsachhocvien danhsachdaibieu"
    ),
    "chuong_trinh": "chuongtrinh lichtrinh lich agenda items noidungchuongtrinh buoihoc program schedule",
}
"""Names of sections that go through a list."""

OWNERS: Mapping[str, str] = {
    "nguoi": (
        "hocvien daibieu nguoi khachmoi canbo nhanvien hoivien sinhvien hocsinh dangvien nguoiduocmoi "
        "participant student person member employee user thanhvien"
    ),
    "su_kien": "sukien lop lophoc hoinghi khoahoc khoa event course class chuongtrinh hoithao",
    "co_quan": "coquan donvi congty company organization office truong",
    "van_ban": "vanban giaymoi kehoach chungnhan giaychungnhan document",
}
"""Names that a tag puts in front of a field: HocVien_HoTen, company.name."""

NOT_ASKED = (
    "cap_so_chung_nhan cap_so_van_ban co_mat hieu_luc_den hieu_luc_tu ky_hieu_chung_nhan "
    "ky_hieu_giay_moi ky_hieu_ke_hoach ma_su_kien so_vao_so stt ten_khac ten_sap_xep thoi_gian"
)
"""Fields of sheets that no form has a blank for."""

INTRODUCING = "mời gửi nhận cho dự tại là thành lúc hồi"
"""Words of a sentence behind which a label may stand: "kính mời ông/bà"."""

SENTENCES = "tổ diễn được đã hoàn hiện đang công tham tới đến về dự trân kính chứng sinh từ vào khai bế thường"
"""Words with which a phrase begins that may end any sentence: "hội nghị được tổ chức tại"."""

ORDINAL = re.compile(r"^\s*(?:[-–+*•]|\d{1,2}[.)]|[ivx]{1,4}[.)]|[a-zđ]\))\s*", re.IGNORECASE)
"""What counts a line of a form, and says nothing of what belongs there."""

_WORD_STARTS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_RECORDS: tuple[tuple[str, type], ...] = (("nguoi", Person), ("su_kien", Event), ("co_quan", Office))
_ITEMS = {"danh_sach[]": Person, "chuong_trinh[]": AgendaItem}
MOST_WORDS = 8
_NOT_PRINTED = frozenset({"ma_su_kien", "co_mat", "ghi_chu"})
_OF_COLUMNS = {
    "chuong_trinh[]": dict.fromkeys(("thời gian", "giờ"), "gio")
    | dict.fromkeys(("người thực hiện", "người trình bày", "báo cáo viên", "giảng viên"), "nguoi_thuc_hien"),
    "danh_sach[]": dict.fromkeys(("chức vụ, đơn vị", "chức vụ đơn vị", "chức vụ đơn vị công tác"), "noi_cong_tac"),
}
"""Columns that print more than one field of the sheet."""


class Names:
    """The names of one kind; a name that fits several fields means the first: the kind's own, person, event, office."""

    def __init__(self, kind: Kind) -> None:
        """Take a kind, whose vocabulary says which fields there are."""
        self.kind = kind
        self.paths = vocabulary(kind)
        self._marked: dict[str, list[str]] = {}
        self._joined: dict[str, list[str]] = {}
        for path, name in self._all_names():
            if path in self.paths:
                _enter(self._marked, heading_key(name), path)
                _enter(self._joined, joined(name), path)

    def _all_names(self) -> Iterator[tuple[str, str]]:
        of_person = FOR_A_PERSON if self.kind.PER_PERSON else {}
        for phrases in (OF_KIND.get(self.kind.KIND, {}), of_person, FOR_ALL):
            yield from ((path, phrase) for path, told in phrases.items() for phrase in told.split("; "))
        for prefix, record in _RECORDS:
            for field in fields_of(record):
                if field.key not in NOT_ASKED.split():
                    yield from ((f"{prefix}.{field.key}", name) for name in (*field.headings, field.key))
        for path in self.paths:
            if "[" not in path:
                yield path, path.rpartition(".")[2]
                yield path, path.replace(".", "_")

    def of_label(self, label: str) -> str | None:
        """Return the path that the words before a blank mean: all of them, else the last ones of a sentence.

        "Phụ cấp chức vụ" is no post: other words in front of a noun make another thing of it.
        """
        words = heading_key(ORDINAL.sub("", label.strip())).split()
        for first in range(max(len(words) - MOST_WORDS, 0), len(words)):
            is_free = first == 0 or words[first] in SENTENCES.split() or words[first - 1] in INTRODUCING.split()
            found = self._of_words(words[first:], whole=first == 0) if is_free else None
            if found:
                return found
        return None

    def _of_words(self, words: list[str], *, whole: bool) -> str | None:
        # One word at the end of a sentence says too little: "theo số ..." is no number of the paper.
        if len(words) == 1 and not whole:
            return None
        key = " ".join(words)
        paths = self._marked.get(key)
        if not paths and bare(key) == key:
            paths = self._joined.get(key.replace(" ", ""))
        return paths[0] if paths else None

    def of_tag(self, name: str) -> str | None:
        """Return the path that the name of a tag means: HoTen, hocVien.hoTen, HocVien_HoTen, Ten_Lop."""
        exact = self._marked.get(heading_key(name.replace("_", " ")))
        if exact:
            return exact[0]
        parts = name_parts(name)
        for first in range(len(parts)):
            found = self._of_parts(parts, first)
            if found:
                return found
        return None

    def _of_parts(self, parts: list[str], first: int) -> str | None:
        before, rest = "".join(parts[:first]), "".join(parts[first:])
        paths = self._joined.get(rest, [])
        if not first:
            return paths[0] if paths else None
        # What stands in front and is no owner makes another thing of it: ngay_vao_co_quan.
        owner = next((owner for owner, names in OWNERS.items() if before in names.split()), "")
        own = [path for path in paths if path.startswith(f"{owner}.")]
        turned = self._joined.get(rest + before, []) if not own or len(parts) - first == 1 else []
        return next(iter([*turned, *own]), None) if owner else None

    def of_item(self, name: str, item: str) -> str | None:
        """Return the key that a tag inside a loop means, of the items of a list."""
        parts = name_parts(name)
        keys = {joined(told): field.key for field in fields_of(_ITEMS[item]) for told in (field.key, *field.headings)}
        own = [path.rpartition(".")[2] for path in self.paths if path.startswith(f"{item}.")]
        keys |= {joined(key): key for key in own}
        tries = ("".join(parts[first:]) for first in range(len(parts)))
        return next((keys[each] for each in tries if each in keys), None)

    def of_heading(self, heading: str, item: str) -> str | None:
        """Return the key that a column's heading means, of the items of a list."""
        own = _OF_COLUMNS.get(item, {}).get(heading_key(heading))
        field = field_for(_ITEMS[item], heading)
        return own or (field.key if field and field.key not in _NOT_PRINTED else None)

    def list_of(self, name: str) -> str | None:
        """Return the list that a loop goes through."""
        key = "".join(name_parts(name))
        return next((path for path, names in LISTS.items() if key in names.split() or key == joined(path)), None)

    def nearest(self, typed: str) -> tuple[str, ...]:
        """Return the two paths nearest to what is typed."""
        typed = " ".join(typed.split()[-MOST_WORDS:])
        best = dict.fromkeys((path for path, _ in self._all_names() if path in self.paths), 0.0)
        for key, paths in self._marked.items():
            likeness = _likeness(typed, key)
            for path in paths:
                best[path] = max(best[path], likeness)
        # Of two alike the one that is named first: sorting keeps their order.
        return tuple(sorted(best, key=lambda path: -best[path])[:2])


def _enter(names: dict[str, list[str]], key: str, path: str) -> None:
    if key and path not in names.setdefault(key, []):
        names[key].append(path)


def joined(name: str) -> str:
    """Return a name as tags are compared: without marks, blanks and signs."""
    return "".join(name_parts(name))


def name_parts(name: str) -> list[str]:
    """Return the words of a tag's name: HocVien_HoTen gives hoc, vien, ho, ten."""
    parted = re.sub(r"[\W_]+", " ", _camel_parted(_WORD_STARTS.sub(" ", name)))
    return bare(parted).split()


def _camel_parted(name: str) -> str:
    pairs = zip(f" {name}", name, strict=False)
    return "".join(f" {now}" if now.isupper() and before.islower() else now for before, now in pairs)


def _likeness(typed: str, key: str) -> float:
    initials = "".join(word[0] for word in bare(key).split())
    if len(typed) < 5 and len(initials) > 1 and bare(typed) == initials:
        return 1.0
    return SequenceMatcher(None, "".join(name_parts(typed)), bare(key).replace(" ", "")).ratio()
