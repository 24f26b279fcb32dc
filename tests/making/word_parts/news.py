"""The news report, plain for the site's editor: title, stamp, report, picture, byline."""

from word_parts.blocks import portrait
from word_parts.ooxml import command, each, paragraph, shown_if

OPENING = (
    "Ngày {{ tin.khoang_ngay }}, {{ su_kien.don_vi_to_chuc }}"
    "{% if su_kien.don_vi_phoi_hop %} phối hợp với {{ su_kien.don_vi_phoi_hop|join(', ') }}{% endif %}"
    " tổ chức {{ su_kien.ten_trong_cau }}. Dự {{ tin.cuoc }} có {{ tin.thanh_phan|bo_cham }}."
    "{% if tin.khai_mac %} {{ tin.khai_mac|bo_cham }} dự và phát biểu khai mạc {{ tin.goi_tat }}.{% endif %}"
)
HEARD = "{{ tin.so_dai_bieu }} đại biểu tham gia được nghe {{ ngay.cac_bai|bo_cham }}."
FIRST_DAY = (
    "Tại {% if tin.nhieu_ngay %}ngày {{ ngay.thu_tu }} của {{ tin.goi_tat|hoa_dau }}"
    "{% else %}{{ tin.goi_tat }}{% endif %}, " + HEARD
)
LATER_DAY = (
    "Tại ngày {{ ngay.thu_tu }} của {{ tin.goi_tat }}, các đại biểu cũng đã được nghe {{ ngay.cac_bai|bo_cham }}."
)


def line(text):
    return paragraph("LoiVan", text)


def as_typed(path, style="LoiVan"):
    """Paragraphs one by one; where there are none, the slot that the editor must fill."""
    slot = command("else") + paragraph(style, f"{{{{ {path} }}}}")
    return each(f"doan in {path}", paragraph(style, "{{ doan }}") + slot)


def picture():
    return paragraph("Anh", "{{ su_kien.anh }}") + shown_if(
        "su_kien.chu_thich", paragraph("ChuThichAnh", "{{ su_kien.chu_thich }}")
    )


def news_body():
    top = paragraph("TieuDeTin", "{{ tin.tieu_de }}") + paragraph("DangLuc", "{{ tin.dang_luc }}")
    first = line(OPENING) + each("ngay in tin.ngay[:1]", line(FIRST_DAY))
    middle = as_typed("tin.boi_canh") + picture() + as_typed("su_kien.diem_nhan")
    later = each("ngay in tin.ngay[1:]", line(LATER_DAY)) + as_typed("tin.ket_qua", "DoanKet")
    return top + first + middle + later + paragraph("TacGia", "{{ su_kien.tac_gia }}") + portrait()
