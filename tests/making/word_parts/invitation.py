"""The invitation of form 1.7 of the decree, one page for one guest."""

from word_parts.blocks import head, portrait, signature, title
from word_parts.ooxml import hours, paragraph, run, shown_if


def line(text):
    return paragraph("LoiVan", text)


def invited():
    guest = run("{{ su_kien.don_vi_to_chuc }} trân trọng kính mời: ")
    guest += run("{{ giay_moi.kinh_moi|bo_cham }}", "Nhan") + run(".")
    return paragraph("LoiVan", runs=guest) + line("Tới dự {{ su_kien.ten_trong_cau }}.")


def topics():
    return shown_if("giay_moi.noi_dung", line("Nội dung: {{ giay_moi.noi_dung|bo_cham }}."))


def invitation_body():
    when = (
        shown_if("su_kien.chu_tri", line("Chủ trì: {{ su_kien.chu_tri|bo_cham }}."))
        + line(f"Thời gian: {hours('giay_moi.thoi_gian')}.")
        + line("Địa điểm: {{ su_kien.dia_diem|bo_cham }}.")
    )
    contact = shown_if("su_kien.lien_he", line("Liên hệ: {{ su_kien.lien_he|bo_cham }}."))
    closing = paragraph(
        "CauKet", "Rất mong {{ giay_moi.goi_nguoi_du }} thu xếp thời gian, tham dự đầy đủ và đúng giờ./."
    )
    return head() + title() + invited() + when + topics() + contact + closing + signature() + portrait()
