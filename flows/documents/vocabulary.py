"""Every word a template may say, derived from the declared fields and from each kind's own words."""

from __future__ import annotations

from collections.abc import Mapping

from flows.documents import KINDS, Kind, facts
from flows.model.event import AgendaItem, Event
from flows.model.fields import fields_of
from flows.model.office import Office
from flows.model.person import Person

PAPER_WORDS = {
    "van_ban.so": "số, hoặc chỗ trống để ghi",
    "van_ban.ky_hieu": "số và ký hiệu đầy đủ: 05/KH-MTTQ-BTT",
    "van_ban.ngay": "ngày của văn bản; chưa có thì để trống",
    "van_ban.loai": "tên loại: KẾ HOẠCH",
    "van_ban.trich_yeu": "trích yếu",
}


SIGNING_LIST = "danh-muc-trinh-ky"
"""The list of papers to sign: its template, and its file in the signing pack."""

_ROW = {
    "stt": "số thứ tự",
    "ten_loai": "tên loại",
    "trich_yeu": "trích yếu",
    "so_ban": "số bản",
    "so_trang": "tổng số trang, khi đã có bản PDF mới như văn bản",
    "nguoi_ky": "người ký",
    "noi_nhan": "nơi nhận",
    "canh_bao": "điều cần xem trước khi ký",
}
LIST_WORDS = {
    "danh_muc": "các loại văn bản phải ký của sự kiện, mỗi loại một dòng",
    **{f"danh_muc[].{key}": what for key, what in _ROW.items()},
    "kem_theo": "các loại không phải ký (tin bài, biển tên, ...), mỗi loại một dòng",
    **{f"kem_theo[].{key}": f"như của danh_muc: {what}" for key, what in _ROW.items()},
    "tong_cong.so_loai": "có bao nhiêu loại phải ký",
    "tong_cong.so_ban": "có bao nhiêu bản phải ký, của mọi loại",
    "tong_cong.so_trang": "có bao nhiêu trang phải ký, khi biết của mọi loại",
    "tong_cong.so_ban_kem_theo": "có bao nhiêu bản không phải ký",
    "con_trong": "các bản còn chỗ trống, chưa trình ký được; những bản cùng loại, cùng chỗ trống là một dòng",
    "con_trong[].ten_loai": "tên loại",
    "con_trong[].so_ban": "số bản",
    "con_trong[].thieu": "các đề mục còn trống",
    "con_trong[].cua": "của ai, trong ngoặc; văn bản của cả sự kiện thì trống",
    "tong_cong.so_ban_con_trong": "có bao nhiêu bản còn chỗ trống",
}
"""What the list of papers to sign may say, beside event and office."""


def _of_record(prefix: str, record: type) -> dict[str, str]:
    fields = {field.key: field.heading + (f" ({field.note})" if field.note else "") for field in fields_of(record)}
    return {f"{prefix}{key}": meaning for key, meaning in {**fields, **facts.DERIVED[record]}.items()}


def vocabulary(kind: Kind | None = None) -> Mapping[str, str]:
    """Return every path with its meaning: those all kinds share, and the kind's own (of all kinds for None)."""
    words = {
        **_of_record("su_kien.", Event),
        **_of_record("chuong_trinh[].", AgendaItem),
        **_of_record("danh_sach[].", Person),
        **_of_record("co_quan.", Office),
        **PAPER_WORDS,
    }
    for each in KINDS if kind is None else (kind,):
        words |= _of_record("nguoi.", Person) if each.PER_PERSON else {}
        words |= each.WORDS
    return words


def list_vocabulary() -> Mapping[str, str]:
    """Return every path that the template of the list of papers to sign may use, with its meaning."""
    return {**_of_record("su_kien.", Event), **_of_record("co_quan.", Office), **LIST_WORDS}


def merge_names() -> Mapping[str, str]:
    """Return what a Word merge field of each name means: the person's fields first, then event, office, paper."""
    names: dict[str, str] = {}
    for prefix, record in (("nguoi", Person), ("su_kien", Event), ("co_quan", Office)):
        for field in fields_of(record):
            for name in (field.key, field.heading):
                names.setdefault(name, f"{prefix}.{field.key}")
    return names | {path.removeprefix("van_ban."): path for path in PAPER_WORDS if path != "van_ban.ngay"}
