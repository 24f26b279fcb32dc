"""Formats: other spreadsheets, text under a spreadsheet's name, and files that cannot be read at all."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from corpus_books import Tab, files

XLS = Path(__file__).parents[1] / "xls"
ROWS = [("STT", "Họ và tên", "Ngày sinh", "Đơn vị"), ("1", "Lê Thị Toan", "01/7/1965", "xã Hát Môn"), ("2", "Tạ Văn Sỹ", "1970", "xã Hát Môn")]  # fmt: skip
BOTH = "cell | name | born | unit\nB2 | Lê Thị Toan | 1965-07-01 | xã Hát Môn\nB3 | Tạ Văn Sỹ | 1970 | xã Hát Môn"


def _text(sign: str, encoding: str, rows=ROWS, before: str = "") -> bytes:
    return (before + "\r\n".join(sign.join(row) for row in rows)).encode(encoding)


def _page(rows=ROWS) -> str:
    body = "".join(f"<tr>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for row in rows)
    return f"<html><head><meta charset='utf-8'></head><body><table border=1>{body}</table></body></html>"


def _ods(rows=ROWS) -> bytes:
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    lines = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell office:value-type={chr(34)}string{chr(34)}><text:p>{text}</text:p></table:table-cell>' for text in row)}</table:table-row>"
        for row in rows
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:body><office:spreadsheet>"
            f'<table:table table:name="Danh sách">{lines}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return made.getvalue()


def _cut_short() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("xl/workbook.xml", "x" * 5000)
    return made.getvalue()[:3000]


FILES = (
    files("a .csv in UTF-8 with its mark and semicolons, as a Vietnamese Excel writes it",
          {"ds.csv": _text(";", "utf-8-sig")}, BOTH),
    files("a .csv in UTF-8 without a mark, with commas", {"ds.csv": _text(",", "utf-8")}, BOTH),
    files("a .csv in UTF-16 with tabs, which Excel calls Unicode text", {"ds.csv": _text("\t", "utf-16")}, BOTH),
    files("a .csv that names its own separator in the first line",
          {"ds.csv": _text(";", "utf-8-sig", before="sep=;\r\n")},
          BOTH.replace("B2", "B0").replace("B3", "B2").replace("B0", "B2").replace("B2 | Tạ", "B3 | Tạ")),
    files(
        "a .csv whose telephones and identity numbers lost their zeros in Excel",
        {"ds.csv": "Họ tên,SĐT,CCCD,Đơn vị\nLê An,900000001,1065001234,xã A\nVũ Bình,9.00E+08,1.07E+09,xã A\n"},
        "cell | name | phone | identity | held\nA2 | Lê An | 0900000001 | 001065001234 |\nA3 | Vũ Bình | | | x",
        "B3 Số đã bị Excel rút gọn, mất chữ số.",
        "C3 Số đã bị Excel rút gọn, mất chữ số.",
    ),
    files("a .csv in the bytes of TCVN3",
          {"ds.csv": "Họ tên,Đơn vị\n".encode("ascii", "ignore") + "STT,Hä vµ tªn,§¬n vÞ\r\n1,NguyÔn V¨n Hïng,x· H¸t M«n\r\n".encode("latin-1")},
          "cell | name | unit\nB3 | Nguyễn Văn Hùng | xã Hát Môn"),
    files("a web page under the name of a workbook, as web systems export", {"ds.xls": _page()}, BOTH),
    files("an .ods of LibreOffice", {"ds.ods": _ods()}, BOTH),
    files("an .ods whose name says .xlsx", {"ds.xlsx": _ods()}, BOTH),
    files("a .csv whose name says .xlsx", {"ds.xlsx": _text(";", "utf-8-sig")}, BOTH),
    files("an .xlsm, read without its macros",
          {"ds.xlsm": [Tab("STT | Họ và tên | Đơn vị\n1 | Lê An | xã A")]}, "cell | name\nB2 | Lê An"),
    *(
        files(f"an .xls of {system}: days counted from {year}, old fonts, a struck name, a hidden row and a hidden sheet",
              {"ds.xls": (XLS / f"roster-{year}.xls").read_bytes()},
              """
              cell | name | born | phone | unit | withdrawn
              B4 | Nguyễn Văn Hùng | 1965-07-01 | 0900000001 | xã Hát Môn |
              B5 | Trần Văn Bảo | 1970 | 0900000002 | xã Hát Môn |
              B6 | Nguyễn Văn Tâm | 1971 | 0900000003 | xã Phúc Hòa |
              B7 | Lê Rút Tên | 1972-03-25 | | xã Phúc Hòa | x
              """,
              "? A8 1 dòng đang ẩn, không được đọc.",
              "? B7 1 người có họ tên bị gạch ngang, được hiểu là đã rút.",
              "? A9 Ghi 5 người nhưng danh sách có 4 người.",
              "? B5 1 họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «Trần Văn Bảo».",
              "? Bản cũ Trang «Bản cũ» đang ẩn, không được đọc.")
        for system, year in (("Windows", 1900), ("the Macintosh", 1904))
    ),
    files("a workbook behind a password", {"ds.xlsx": bytes.fromhex("D0CF11E0A1B11AE1") + "EncryptedPackage".encode("utf-16-le").ljust(64, b"\0") + bytes((34, 0)) + b"\0" * 5000},
          "", "Tệp có mật khẩu nên không đọc được."),
    files("a workbook still being copied", {"ds.xlsx": _cut_short()}, "",
          "Tệp chưa chép xong hoặc bị cắt cụt: thiếu phần cuối."),
    files("an empty file", {"ds.xlsx": b""}, "", "Tệp trống: bên trong không có gì."),
    files("a picture under the name of a workbook", {"ds.xlsx": b"\x89PNG\r\n\x1a\n" + bytes(200)}, "",
          "Đây không phải bảng tính, dù tên tệp ghi như vậy."),
    files("the lock files and halves of copies that Excel and others leave about",
          {"ds.xlsx": [Tab("STT | Họ và tên | Đơn vị\n1 | Lê An | xã A")], "~$ds.xlsx": b"\0" * 165,
           ".~lock.ds.xlsx#": b"x", "ds.xlsx.part": b"PK", "b.tmp": b"PK"},
          "cell | name\nB2 | Lê An"),
)  # fmt: skip
