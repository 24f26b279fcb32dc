"""The news report, plain for the site's editor: title, stamp, report, picture, byline."""

from word_parts.blocks import portrait
from word_parts.ooxml import each, paragraph, shown_if

OPENING = (
    "{{ tin.dan }}{% if tin.du %} {{ tin.du }}{% endif %}{% if tin.cau_khai_mac %} {{ tin.cau_khai_mac }}{% endif %}"
)


def line(text):
    return paragraph("LoiVan", text)


def as_typed(path, style="LoiVan"):
    """Paragraphs one by one; where there are none, nothing: a report can do without them."""
    return each(f"doan in {path}", paragraph(style, "{{ doan }}"))


def picture():
    return shown_if(
        "su_kien.anh",
        paragraph("Anh", "{{ su_kien.anh }}")
        + shown_if("su_kien.chu_thich", paragraph("ChuThichAnh", "{{ su_kien.chu_thich }}")),
    )


def news_body():
    top = paragraph("TieuDeTin", "{{ tin.tieu_de }}") + shown_if(
        "tin.dang_luc", paragraph("DangLuc", "{{ tin.dang_luc }}")
    )
    first = line(OPENING) + shown_if("tin.than", line("{{ tin.than }}"))
    first += each("ngay in tin.ngay[:1]", line("{{ ngay.cau }}"))
    middle = as_typed("tin.boi_canh") + picture() + as_typed("su_kien.diem_nhan")
    later = each("ngay in tin.ngay[1:]", line("{{ ngay.cau }}")) + shown_if("tin.ket", line("{{ tin.ket }}"))
    outcome = as_typed("tin.ket_qua", "DoanKet")
    author = shown_if("su_kien.tac_gia", paragraph("TacGia", "{{ su_kien.tac_gia }}"))
    return top + first + middle + later + outcome + author + portrait()
