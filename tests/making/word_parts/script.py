"""The host's script: a landscape table with the hour, the item, the words to read aloud, who does it, what is ready."""

from word_parts.blocks import A4_LONG, A4_SHORT, END
from word_parts.extras import page
from word_parts.ooxml import cell, each, hours, millimetres, paragraph, row, row_command, table
from word_parts.styles import LANDSCAPE_WIDTH

COLUMNS = (("Giờ", 20), ("Việc", 44), ("Lời dẫn", 116), ("Người thực hiện", 35), ("Chuẩn bị", 34))
WIDTHS = tuple(millimetres(width) for _, width in COLUMNS)
ROOM = sum(WIDTHS), len(WIDTHS)


def script_rows():
    day = "Ngày {{ m.ngay|ngay_ngan }}\u00a0({{ m.ngay|thu }})"
    hour, item, words, who, ready = WIDTHS
    return (
        row_command("for m in kich_ban.muc", *ROOM),
        row_command("if m.dau_ngay", *ROOM),
        row(cell(sum(WIDTHS), paragraph("OBangNgay", day), span=len(WIDTHS))),
        row_command("endif", *ROOM),
        row(
            cell(hour, paragraph("OBangVuaGiua", "{{ m.gio }}")),
            cell(item, paragraph("OBangVua", "{{ m.viec }}")),
            cell(words, each("d in m.loi_dan", paragraph("LoiDan", "{{ d }}"))),
            cell(who, paragraph("OBangVua", "{{ m.nguoi_thuc_hien }}")),
            cell(ready, paragraph("OBangVua", "{{ m.chuan_bi }}")),
            cut=True,
        ),
        row_command("endfor", *ROOM),
    )


def script_body():
    top = (
        cell(width, paragraph("DauBang", name), align="center")
        for width, (name, _) in zip(WIDTHS, COLUMNS, strict=True)
    )
    lines = (
        f"Thời gian: {hours('kich_ban.thoi_gian')}",
        "Địa điểm: {{ su_kien.dia_diem|bo_cham }}",
        "Người dẫn chương trình: {{ kich_ban.nguoi_dan }}",
    )
    head = paragraph("TenLoai", "{{ van_ban.loai }}") + paragraph("TrichYeu", "{{ su_kien.ten_trong_cau }}")
    head += "".join(paragraph("DongDau", line) for line in lines) + paragraph("SauBang")
    side = (A4_LONG - LANDSCAPE_WIDTH) // 2
    size = page(A4_LONG, A4_SHORT, top=millimetres(15), side=side, orient="landscape", numbered=True)
    return head + table("BangChuongTrinh", WIDTHS, row(*top, header=True), *script_rows()) + END + size
