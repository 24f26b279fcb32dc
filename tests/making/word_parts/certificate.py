"""The certificate's own page: A4 lying, in a frame, one page whatever the names."""

from word_parts.blocks import A4_LONG, A4_SHORT, END, ISSUER, NATION, PLACE_AND_DAY, SIGNER
from word_parts.ooxml import cell, labelled, millimetres, paragraph, row, run, shown_if, table
from word_parts.styles import GOLD, LANDSCAPE_HALF, LANDSCAPE_WIDTH

HALVES = (LANDSCAPE_HALF, LANDSCAPE_WIDTH - LANDSCAPE_HALF)
# Short texts spread over the page, long ones (a unit of 40 letters, a course of two lines, four lines of authority)
# still end on it: the rows grow from these heights.
TEXT_HEIGHT, FOOT_HEIGHT = millimetres(63), millimetres(60)

# What «Chứng nhận: Đồng chí» leaves of the line, in millimetres.
ROOM_FOR_NAME = 165


def certificate_head():
    return table("BangKhongVien", HALVES, row(cell(HALVES[0], ISSUER), cell(HALVES[1], NATION)))


def holder():
    """The line of the name, which shrinks with its length."""
    large, middling = (f"nguoi.ho_ten|upper|vua_dong({size}, {ROOM_FOR_NAME})" for size in (20, 16))
    shown = "{{ nguoi.ho_ten|upper }}"
    name = (
        run("Chứng nhận: {{ chung_nhan.xung_ho }} ")
        + run(f"{{% if {large} %}}{shown}{{% elif {middling} %}}", "HoTen")
        + run(f"{shown}{{% else %}}", "HoTenVua")
        + run(f"{shown}{{% endif %}}", "HoTenNho")
    )
    return paragraph("ChungNhan", runs=name) + shown_if(
        "nguoi.ngay_sinh", paragraph("ThongTin", runs=labelled("Sinh ngày: ", "{{ nguoi.ngay_sinh }}", "NhanMuc"))
    )


def achievement():
    work = labelled("Chức vụ, đơn vị công tác: ", "{{ chung_nhan.noi_cong_tac }}", "NhanMuc")
    course = labelled("Đã hoàn thành: ", "{{ su_kien.ten_trong_cau }}", "NhanMuc")
    grade = labelled("Xếp loại: ", "{{ nguoi.xep_loai }}", "NhanMuc")
    return (
        paragraph("ThongTin", runs=work)
        + paragraph("ThongTin", runs=course)
        + paragraph("ThongTin", "{{ chung_nhan.thoi_gian }}")
        + shown_if("nguoi.xep_loai", paragraph("ThongTin", runs=grade))
    )


def certificate_text():
    text = row(cell(LANDSCAPE_WIDTH, holder(), achievement(), span=2, align="center"), least=TEXT_HEIGHT)
    book = cell(HALVES[0], paragraph("VaoSo", "Vào sổ số: {{ van_ban.ky_hieu }}"), align="bottom")
    return (
        table(
            "BangKhongVien",
            HALVES,
            text,
            row(book, cell(HALVES[1], PLACE_AND_DAY, SIGNER, align="center"), least=FOOT_HEIGHT),
        )
        + END
    )


def landscape():
    top, side = millimetres(13), (A4_LONG - LANDSCAPE_WIDTH) // 2
    frame = "".join(
        f'<w:{edge} w:val="thinThickThinMediumGap" w:sz="24" w:space="22" w:color="{GOLD}"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    return (
        f'<w:sectPr><w:pgSz w:w="{A4_LONG}" w:h="{A4_SHORT}" w:orient="landscape"/>'
        f'<w:pgMar w:top="{top}" w:right="{side}" w:bottom="{top}" w:left="{side}"'
        ' w:header="454" w:footer="454" w:gutter="0"/>'
        f'<w:pgBorders w:offsetFrom="page">{frame}</w:pgBorders></w:sectPr>'
    )


def certificate_body():
    title = paragraph("TenGiay", "GIẤY CHỨNG NHẬN") + paragraph("NguoiCap", "{{ chung_nhan.nguoi_cap }}")
    return certificate_head() + title + certificate_text() + landscape()
