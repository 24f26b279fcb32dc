"""Values: dates as text and as dates, telephones and identity numbers that lost digits, marks, sexes, errors."""

from corpus_books import odd


def _quoted(page):
    """Excel hides the apostrophe of '01/07/1965 and keeps it as a property of the cell."""
    for row in page.iter_rows(min_row=2, min_col=2):
        for cell in row:
            cell.quotePrefix = True


VALUES = (
    odd(
        "birth dates as text, as dates, as years, as serial numbers, with blanks glued on",
        """
        Họ và tên | Ngày sinh | Đơn vị
        Lê An | 01/7/1965 | xã A
        Vũ Bình | @1970-03-25 | xã A
        Tạ Cúc | 1972 | xã A
        Đỗ Dũng | #1973 | xã A
        Hà Én | \u00a005/03/1974 | xã A
        Ngô Phong | 1-7-75\u00a0 | xã A
        Lý Giang | 01.07.1976 | xã A
        Mai Hoa | 1977-07-01 | xã A
        Cao Ích | #28307 | xã A
        Kiều Lan | tháng 7/1978 | xã A
        Phùng Minh | ngày 01 tháng 7 năm 1979 | xã A
        """,
        """
        cell | name | born
        A2 | Lê An | 1965-07-01
        A3 | Vũ Bình | 1970-03-25
        A4 | Tạ Cúc | 1972
        A5 | Đỗ Dũng | 1973
        A6 | Hà Én | 1974-03-05
        A7 | Ngô Phong | 1975-07-01
        A8 | Lý Giang | 1976-07-01
        A9 | Mai Hoa | 1977-07-01
        A10 | Cao Ích | 1977-07-01
        A11 | Kiều Lan | tháng 7/1978
        A12 | Phùng Minh | 1979-07-01
        """,
        "? B7 Ngày sinh có năm viết hai chữ số.",
    ),
    odd(
        "a birth date in three columns, of some people only the year",
        """
        STT | Họ và tên | Ngày sinh | | | Đơn vị
        | | Ngày | Tháng | Năm |
        1 | Lê An | #5 | #3 | #1970 | xã A
        2 | Vũ Bình | | | 1971 | xã A
        3 | Tạ Cúc | | 03 | 1972 | xã A
        4 | Đỗ Dũng | 31 | 02 | 1973 | xã A
        5 | Hà Én | 12 | | 1974 | xã A
        6 | Ngô Phong | | | | xã A
        """,
        """
        cell | name | born | held
        B3 | Lê An | 1970-03-05 |
        B4 | Vũ Bình | 1971 |
        B5 | Tạ Cúc | 03/1972 |
        B6 | Đỗ Dũng | | x
        B7 | Hà Én | | x
        B8 | Ngô Phong | |
        """,
        "C6 Ngày sinh không có trong lịch: tháng ấy không có ngày ấy.",
        "C7 Ngày sinh không đọc được.",
        merges=("A1:A2", "B1:B2", "C1:E1", "F1:F2"),
    ),
    odd(
        "birth dates with the midnight that a program wrote behind them",
        """
        Họ và tên | Ngày sinh | Đơn vị
        Lê An | 1970-03-25 00:00:00 | xã A
        Vũ Bình | 25/03/1971 12:00:00 AM | xã A
        Tạ Cúc | @1972-03-25 00:00 | xã A
        """,
        "cell | name | born\nA2 | Lê An | 1970-03-25\nA3 | Vũ Bình | 1971-03-25\nA4 | Tạ Cúc | 1972-03-25",
    ),
    odd(
        "marks that say: as above",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | nt | xã A
        2 | Vũ Bình | Uỷ viên | "
        3 | Tạ Cúc | -nt- | như trên
        4 | Đỗ Dũng | ” | xã B
        5 | Hà Én | Bí thư | -nt-
        """,
        """
        cell | name | title | unit | held
        B2 | Lê An | | xã A | x
        B3 | Vũ Bình | Uỷ viên | xã A |
        B4 | Tạ Cúc | Uỷ viên | xã A |
        B5 | Đỗ Dũng | Uỷ viên | xã B |
        B6 | Hà Én | Bí thư | xã B |
        """,
        "C2 Ô ghi «như trên» nhưng phía trên không có gì.",
    ),
    odd(
        "birth dates that are in no calendar",
        """
        Họ và tên | Ngày sinh | Đơn vị
        Lê An | 31/06/1970 | xã A
        Vũ Bình | 29/02/1971 | xã A
        Tạ Cúc | 01/13/1972 | xã A
        Đỗ Dũng | #12 | xã A
        Hà Én | không rõ | xã A
        Ngô Phong | 1975 | xã A
        """,
        """
        cell | name | born | held
        A2 | Lê An | | x
        A3 | Vũ Bình | | x
        A4 | Tạ Cúc | | x
        A5 | Đỗ Dũng | | x
        A6 | Hà Én | | x
        A7 | Ngô Phong | 1975 |
        """,
        "B2 Ngày sinh không có trong lịch: tháng ấy không có ngày ấy.",
        "B3 Ngày sinh không có trong lịch: tháng ấy không có ngày ấy.",
        "B4 Ngày sinh có tháng không có trong lịch (chỉ có tháng 1 đến tháng 12).",
        "B5 Ngày sinh không đọc được.",
        "B6 Ngày sinh không đọc được.",
    ),
    odd(
        "a United States Excel: what it took for a date it turned round, what it could not stayed text",
        """
        Họ và tên | Ngày sinh | Đơn vị
        Lê An | @1965-03-07 | xã A
        Vũ Bình | 25/03/1970 | xã A
        Tạ Cúc | @1972-12-01 | xã A
        Đỗ Dũng | 13/6/1971 | xã A
        Hà Én | @1974-05-09 | xã A
        Ngô Phong | 31/12/1975 | xã A
        """,
        """
        cell | name | born
        A2 | Lê An | 1965-03-07
        A3 | Vũ Bình | 1970-03-25
        A4 | Tạ Cúc | 1972-12-01
        A5 | Đỗ Dũng | 1971-06-13
        A6 | Hà Én | 1974-05-09
        A7 | Ngô Phong | 1975-12-31
        """,
        "? B2 3 ngày trong cột này có thể đã bị Excel đảo ngày với tháng: mọi ô ngày thật đều có ngày từ 12 trở xuống, "
        "mọi ô chữ đều trên 12.",
    ),
    odd(
        "numbers typed as text behind the apostrophe that Excel hides",
        """
        Họ và tên | Ngày sinh | Số điện thoại | Số CCCD | Đơn vị
        Lê An | 01/07/1965 | 0900000001 | 001065001234 | xã A
        """,
        "cell | name | born | phone | identity\nA2 | Lê An | 1965-07-01 | 0900000001 | 001065001234",
        touch=_quoted,
    ),
    odd(
        "telephones as numbers and in every punctuation",
        """
        Họ và tên | Điện thoại | Đơn vị
        Lê An | #900000001 | xã A
        Vũ Bình | #900000002.0 | xã A
        Tạ Cúc | 0900.000.003 | xã A
        Đỗ Dũng | 0900 000 004 | xã A
        Hà Én | +84900000005 | xã A
        Ngô Phong | 84 900 000 006 | xã A
        Lý Giang | 0900000007 / 0900000008 | xã A
        Mai Hoa | 0900000009↵0900000010 | xã A
        Cao Ích | '0900000011 | xã A
        Kiều Lan | #2438250001 | xã A
        Lò Minh | 0900-000-012 | xã A
        Sùng Nga | | xã A
        Thào Oanh | 0900000013-0900000014 | xã A
        Ma Phú | 0084 900 000 015 (con trai) | xã A
        """,
        """
        cell | name | phone
        A2 | Lê An | 0900000001
        A3 | Vũ Bình | 0900000002
        A4 | Tạ Cúc | 0900000003
        A5 | Đỗ Dũng | 0900000004
        A6 | Hà Én | 0900000005
        A7 | Ngô Phong | 0900000006
        A8 | Lý Giang | 0900000007 / 0900000008
        A9 | Mai Hoa | 0900000009 / 0900000010
        A10 | Cao Ích | 0900000011
        A11 | Kiều Lan | 02438250001
        A12 | Lò Minh | 0900000012
        A13 | Sùng Nga |
        A14 | Thào Oanh | 0900000013 / 0900000014
        A15 | Ma Phú | 0900000015
        """,
    ),
    odd(
        "telephones beyond mending, and old numbers of eleven digits",
        """
        Họ và tên | SĐT | Đơn vị
        Lê An | 9.00001E+08 | xã A
        Vũ Bình | #12345 | xã A
        Tạ Cúc | 0168 000 0001 | xã A
        Đỗ Dũng | 0412345678 | xã A
        Hà Én | chưa có | xã A
        """,
        """
        cell | name | phone | held
        A2 | Lê An | | x
        A3 | Vũ Bình | 12345 |
        A4 | Tạ Cúc | 0380000001 |
        A5 | Đỗ Dũng | 0412345678 |
        A6 | Hà Én | chưa có |
        """,
        "B2 Số đã bị Excel rút gọn, mất chữ số.",
        "? B3 Không giống số điện thoại.",
        "? B4 Số di động 11 chữ số đã được đổi sang đầu số mới 10 chữ số.",
        "? B5 Không giống số điện thoại.",
        "? B6 Không giống số điện thoại.",
    ),
    odd(
        "identity numbers that lost one zero, two zeros, or are of the old kind",
        """
        Họ và tên | CCCD/CMND | Đơn vị
        Lê An | #1065001234 | xã A
        Vũ Bình | #36070001234 | xã A
        Tạ Cúc | 01172001234 | xã A
        Đỗ Dũng | 001 073 001 234 | xã A
        Hà Én | 001.174.001.234 | xã A
        Ngô Phong | 111222333 | xã A
        Lý Giang | #11222333 | xã A
        Mai Hoa | #1177001234.0 | xã A
        """,
        """
        cell | name | identity
        A2 | Lê An | 001065001234
        A3 | Vũ Bình | 036070001234
        A4 | Tạ Cúc | 001172001234
        A5 | Đỗ Dũng | 001073001234
        A6 | Hà Én | 001174001234
        A7 | Ngô Phong | 111222333
        A8 | Lý Giang | 011222333
        A9 | Mai Hoa | 001177001234
        """,
    ),
    odd(
        "identity numbers that are broken, too long, of no province, or tell another sex and year",
        """
        Họ và tên | Giới tính | Năm sinh | Số CCCD | Đơn vị
        Lê An | Nam | 1965 | 1.00165E+11 | xã A
        Vũ Bình | Nam | 1970 | #100070000000 | xã A
        Tạ Cúc | Nữ | 1972 | 0011720012345 | xã A
        Đỗ Dũng | Nam | 1973 | 999073001234 | xã A
        Hà Én | Nữ | 1974 | 001074001234 | xã A
        Ngô Phong | Nam | 1975 | #1076001234 | xã A
        """,
        """
        cell | name | identity | held
        A2 | Lê An | | x
        A3 | Vũ Bình | | x
        A4 | Tạ Cúc | 0011720012345 |
        A5 | Đỗ Dũng | 999073001234 |
        A6 | Hà Én | 001074001234 |
        A7 | Ngô Phong | 001076001234 |
        """,
        "D2 Số đã bị Excel rút gọn, mất chữ số.",
        "D3 Số đã bị Excel rút gọn, mất chữ số.",
        "? D4 Không giống số căn cước (12 chữ số) hoặc CMND (9 chữ số).",
        "? D5 Không giống số căn cước (12 chữ số) hoặc CMND (9 chữ số).",
        "? D6 Số căn cước không khớp với giới tính đã ghi.",
        "? D7 Số căn cước không khớp với năm sinh đã ghi.",
    ),
    odd(
        "cells that hold an error or a formula whose result the file does not keep",
        """
        Họ và tên | Chức vụ | Đơn vị
        Lê An | Chủ tịch | #REF!
        Vũ Bình | #N/A | xã A
        =? | Uỷ viên | xã A
        Đỗ Dũng | ={A5&B5}Uỷ viên | =?
        Hà Én | Uỷ viên | ={B6}xã A
        """,
        """
        cell | name | title | unit | held
        A2 | Lê An | Chủ tịch | | x
        A3 | Vũ Bình | | xã A | x
        A4 | | Uỷ viên | xã A | x
        A5 | Đỗ Dũng | Uỷ viên | | x
        A6 | Hà Én | Uỷ viên | xã A |
        """,
        "C2 Ô đang báo lỗi công thức.",
        "B3 Ô đang báo lỗi công thức.",
        "A4 Ô là công thức nhưng tệp không giữ kết quả.",
        "C5 Ô là công thức nhưng tệp không giữ kết quả.",
    ),
    odd(
        "marks of presence in every hand, and one that means opposite things in two offices",
        """
        Họ và tên | Điểm danh | | | | Đơn vị
        | S1 | C1 | S2 | C2 |
        Lê An | x | X | ✓ | #1 | xã A
        Vũ Bình | có | vắng | 0 | | xã A
        Tạ Cúc | v | x | x | x | xã A
        Đỗ Dũng | x | x | P | x | xã A
        """,
        "cell | name | present | held\nA3 | Lê An | xxxx |\nA4 | Vũ Bình | x--- |\nA5 | Tạ Cúc | -xxx | x\nA6 | Đỗ Dũng | xx-x |",
        "B5 Không hiểu dấu điểm danh «v».",
        merges=("A1:A2", "B1:E1", "F1:F2"),
    ),
    odd(
        "a column Nữ with marks: a blank there is a man",
        """
        STT | Họ và tên | Nữ | Đơn vị
        1 | Lê An | | xã A
        2 | Vũ Bích | x | xã A
        3 | Tạ Cúc | N | xã A
        4 | Đỗ Dung | #1 | xã A
        """,
        "cell | name | gender\nB2 | Lê An | Nam\nB3 | Vũ Bích | Nữ\nB4 | Tạ Cúc | Nữ\nB5 | Đỗ Dung | Nữ",
    ),
    odd(
        "a column Nữ that nobody filled in says nothing of anybody",
        """
        STT | Họ và tên | Nữ | Đơn vị
        1 | Lê Thị An | | xã A
        2 | Vũ Bích | | xã A
        """,
        "cell | name | gender\nB2 | Lê Thị An |\nB3 | Vũ Bích |",
    ),
    odd(
        "sexes as words, as forms of address, as figures",
        """
        Họ và tên | Phái | Đơn vị
        Lê An | NAM | xã A
        Vũ Bích | nữ | xã A
        Tạ Cúc | Bà | xã A
        Đỗ Dũng | Ông | xã A
        Hà Én | #0 | xã A
        """,
        "cell | name | gender\nA2 | Lê An | Nam\nA3 | Vũ Bích | Nữ\nA4 | Tạ Cúc | Nữ\nA5 | Đỗ Dũng | Nam\nA6 | Hà Én |",
        "? B6 Không hiểu giới tính này.",
    ),
    odd(
        "years of birth under Nam and Nữ, one person with both",
        """
        STT | Họ và tên | Năm sinh | | Đơn vị
        | | Nam | Nữ |
        1 | Lê An | #1965 | | xã A
        2 | Vũ Bích | #1970 | #1971 | xã A
        3 | Tạ Cúc | | | xã A
        """,
        "cell | name | gender | born | held\nB3 | Lê An | Nam | 1965 |\nB4 | Vũ Bích | | | x\nB5 | Tạ Cúc | | |",
        "D4 Đánh dấu cả hai cột Nam và Nữ.",
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    ),
    odd(
        "results in words, and one that says neither yes nor no",
        """
        Họ và tên | Kết quả học tập | Xếp loại | Đơn vị
        Lê An | Hoàn thành | Giỏi | xã A
        Vũ Bình | không hoàn thành | | xã A
        Tạ Cúc | đang xét | Khá | xã A
        """,
        """
        cell | name | result | grade | held
        A2 | Lê An | Hoàn thành | Giỏi |
        A3 | Vũ Bình | không hoàn thành | |
        A4 | Tạ Cúc | đang xét | Khá | x
        """,
        "B4 Không rõ kết quả này là hoàn thành hay chưa.",
    ),
    odd(
        "a sign-in column that stays empty by design",
        """
        STT | Họ và tên | Đơn vị | Ký nhận
        1 | Lê An | xã A |
        2 | Vũ Bình | xã A |
        """,
        "cell | name | present\nB2 | Lê An |\nB3 | Vũ Bình |",
    ),
    odd(
        "cells with zero-width signs, soft hyphens and byte order marks",
        """
        \ufeffHọ và tên | Chức\u200b vụ | Đơn vị
        Lê\u200b An\ufeff | Chủ\u00ad tịch | \u200b
        Vũ Bình | \u200b | xã\u00a0A
        """,
        "cell | name | title | unit | held\nA2 | Lê An | Chủ tịch | | x\nA3 | Vũ Bình | | xã A |",
        "C2 Chưa có đơn vị.",
    ),
)
