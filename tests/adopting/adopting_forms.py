"""Forms as offices really have them, built by code that shows what is odd about each."""

from __future__ import annotations

from word_files import cell, docx, paragraph, row, table, text, text_box

from flows.adopting.adopt_form import Adopted, adopt
from flows.documents import KINDS

BOLD = "<w:rPr><w:b/></w:rPr>"
BIG_BOLD = '<w:rPr><w:b/><w:sz w:val="32"/></w:rPr>'
TAB = "<w:r><w:tab/></w:r>"


def bold(shown: str) -> str:
    """Return a bold run."""
    return text(shown, BOLD)


def leader(*runs: str, draws: str = "dot") -> str:
    """Return a paragraph whose tabs draw dots up to the margin."""
    tabs = f'<w:pPr><w:tabs><w:tab w:val="right" w:leader="{draws}" w:pos="9000"/></w:tabs></w:pPr>'
    return paragraph(*runs).replace("<w:p>", f"<w:p>{tabs}")


def adopted(kind: str, form: bytes) -> Adopted:
    """Return what becomes of a form of a kind."""
    return adopt(form, next(each for each in KINDS if kind == each.KIND), "mau-cu.docx")


def heading(number: str, day: str) -> str:
    """Return the head of a paper: two columns without lines, as Nghị định 30 has them."""
    left = cell("ỦY BAN MTTQ VIỆT NAM HUYỆN PHÚC THỌ", "BAN THƯỜNG TRỰC", "__________", number)
    right = cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "_______________", day)
    return table(row(left, right), widths=(4000, 5600))


INVITATION = docx(
    heading("Số: ....../GM-MTTQ-BTT", "Phúc Thọ, ngày      tháng     năm 20...."),
    paragraph(bold("GIẤY MỜI")),
    "Ban Thường trực Ủy ban MTTQ Việt Nam huyện trân trọng kính mời:",  # a sentence, not a label
    paragraph("Ông (bà): ", bold("............"), bold("..................")),  # one blank in two runs, bold
    leader("Chức vụ:", TAB),  # dots drawn by a tab
    paragraph("Đơn vị công tác: ", text("………"), text("…………………")),
    paragraph("Tới dự", text(": "), bold("…………………………")),
    "1. Thời gian: ..... giờ ..... phút, ngày ..... tháng ..... năm 20.....",
    "2. Địa điểm: ______________________",
    "3. Phương tiện đi lại: ………………………",
    "Rất mong ông (bà) sắp xếp thời gian tham dự, mang theo giấy tờ, tài liệu...",  # dots that end a sentence
    "Nơi nhận:",
    "- Như trên;",
    "- Lưu: VT.",
)

CERTIFICATE = docx(
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    paragraph(text("GIẤY CHỨNG NHẬN", BIG_BOLD)),
    paragraph("Chứng nhận: ", text("<<Hoc", BIG_BOLD), text("Vien_HoTen>>", BIG_BOLD)),  # split over runs, as Word does
    "Sinh ngày <<HocVien_NgaySinh_dd>>/<<HocVien_NgaySinh_MM>>/<<HocVien_NgaySinh_yyyy>>",
    "Chức vụ, đơn vị công tác: <<HocVien_ChucVu>>, <<HocVien_DonVi>>",
    "Quê quán: <<HocVien_QueQuan>>",  # no such field
    "Đã hoàn thành chương trình: <<Lop_Ten>>",
    "Từ ngày ... tháng ... năm 20... đến ngày ... tháng ... năm 20...",
    paragraph("Xếp loại:", text("    "), "......."),
    "Vào sổ số: ...........",
    paragraph(text_box("Mã: #MA_LOP# của «HocVien_HoTen»")),  # Word keeps the text of a box twice
    footer=paragraph("Phúc Thọ, ngày ${D} tháng ${M} năm ${Y}, người ký: [NGƯỜI KÝ]"),
)

PLAN = docx(
    heading("Số:       /KH-MTTQ-BTT", "......., ngày ... tháng ... năm 20..."),
    paragraph(bold("KẾ HOẠCH")),
    "Tổ chức {{tenSuKien}}",
    "Căn cứ Quyết định số ......../QĐ-UBND ngày ..... tháng ..... năm 20.....",  # another paper's number and day
    "1. Thời gian: ................",
    "2. Địa điểm:",  # a colon and nothing after
    "3. Số lượng: .......... đại biểu",
    table(
        row("Thời gian", "Nội dung"),
        row("{{#agenda}}{{gio}}", "{{noiDung}} ({{baoCaoVien}}){{/agenda}}"),  # docxtemplater's loop over a row
    ),
    "{{#hocVien}}",
    "{{stt}}. {{hoTen}} - {{khongBiet}}",
    "{{/hocVien}}",
    table(row("Người liên hệ:", ""), row("Điện thoại:", ""), widths=(3000, 6000)),
    "{{ su_kien.don_vi_to_chuc }} và ${HT}",  # ours already; and two letters that say nothing
)
