"""Rows: sections, totals, feet, blanks, numbering, withdrawn people, and what is formatted but not there."""

from corpus_books import odd
from openpyxl.comments import Comment
from openpyxl.styles import Border, PatternFill, Side


def _bordered_far_below(page):
    thin = Side(style="thin")
    for row in range(4, 1001):
        page.cell(row, 1).border = Border(left=thin, right=thin, top=thin, bottom=thin)


def _coloured_and_commented(page):
    page["B2"].fill = PatternFill("solid", start_color="FFFFFF00")
    page["B3"].comment = Comment("Gọi lại hỏi ngày sinh", "Văn phòng")
    page["A4"].comment = Comment("Đã nộp hồ sơ", "Văn phòng")


ROWS = (
    odd(
        "a unit merged over its people, and one left blank below it",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã Hát Môn
        2 | Vũ Bình | Uỷ viên |
        3 | Tạ Cúc | Uỷ viên |
        """,
        "cell | name | unit | held\nB2 | Lê An | xã Hát Môn |\nB3 | Vũ Bình | xã Hát Môn |\nB4 | Tạ Cúc | | x",
        "D4 Chưa có đơn vị.",
        merges=("D2:D3",),
    ),
    odd(
        "sections of two levels with letters and Roman numbers, one with a wrong count",
        """
        STT | Họ và tên | Chức vụ | Ghi chú
        A. KHỐI HUYỆN | | |
        1 | Lê An | Chủ tịch |
        B. KHỐI XÃ | | |
        I. Xã Hát Môn (02 đ/c) | | |
        1 | Vũ Bình | Chủ tịch |
        2 | Tạ Cúc | Uỷ viên |
        II. Thị trấn Phúc Thọ (03 đ/c) | | |
        1 | Đỗ Dũng | Chủ tịch |
        * Đại biểu mời | | |
        1 | Hà Én | Bí thư |
        """,
        """
        cell | name | unit | section
        B3 | Lê An | | KHỐI HUYỆN
        B6 | Vũ Bình | xã Hát Môn | xã Hát Môn
        B7 | Tạ Cúc | xã Hát Môn | xã Hát Môn
        B9 | Đỗ Dũng | thị trấn Phúc Thọ | thị trấn Phúc Thọ
        B11 | Hà Én | | Đại biểu mời
        """,
        "? A8 Ghi 3 người nhưng danh sách có 2 người.",
        merges=("A2:D2", "A4:D4", "A5:D5", "A8:D8", "A10:D10"),
    ),
    odd(
        "hamlets as sections inside a commune's section",
        """
        STT | Họ và tên | Chức vụ | Ghi chú
        I | Xã Hát Môn | |
        1 | Thôn 1 (01 người) | |
        1.1 | Lê An | Trưởng thôn |
        2 | Khu dân cư số 2 | |
        2.1 | Vũ Bình | Trưởng ban |
        II | Xã Phúc Hòa | |
        1 | Tạ Cúc | Chủ tịch |
        """,
        """
        cell | name | unit | hamlet
        B4 | Lê An | xã Hát Môn | Thôn 1
        B6 | Vũ Bình | xã Hát Môn | Khu dân cư số 2
        B8 | Tạ Cúc | xã Phúc Hòa |
        """,
    ),
    odd(
        "sections that are neither merged nor numbered, the number of their people in the last column",
        """
        STT | Họ và tên | Chức vụ | Ghi chú
        | Xã Hát Môn | | #2
        1 | Lê An | Chủ tịch |
        2 | Vũ Bình | Uỷ viên |
        | Xã Phúc Hòa | | #1
        1 | Tạ Cúc | Chủ tịch |
        """,
        "cell | name | unit\nB3 | Lê An | xã Hát Môn\nB4 | Vũ Bình | xã Hát Môn\nB6 | Tạ Cúc | xã Phúc Hòa",
    ),
    odd(
        "a section row carries the unit although there is a column for units",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        I | XÃ HÁT MÔN | |
        1 | Lê An | Chủ tịch |
        2 | Vũ Bình | Uỷ viên | Thôn 3
        """,
        "cell | name | unit\nB3 | Lê An | xã Hát Môn\nB4 | Vũ Bình | Thôn 3",
    ),
    odd(
        "totals of sections and of all, one by a formula without a result, the last one wrong",
        """
        STT | Họ và tên | Chức vụ | Ghi chú
        I | Xã Hát Môn | |
        1 | Lê An | Chủ tịch |
        | Cộng | #1 |
        II | Xã Phúc Hòa | |
        1 | Vũ Bình | Chủ tịch |
        | Cộng | =? |
        Tổng cộng: 230 đại biểu | | |
        """,
        "cell | name | unit\nB3 | Lê An | xã Hát Môn\nB6 | Vũ Bình | xã Phúc Hòa",
        "? A8 Ghi 230 người nhưng danh sách có 2 người.",
        merges=("A8:D8",),
    ),
    odd(
        "a foot with a closing line, notes, place and date, two signature blocks and the names of those who sign",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã A
        2 | Vũ Bình | Uỷ viên | xã A
        Ấn định danh sách có 02 người./. | | |
        Ghi chú: đại biểu mang theo giấy mời | | |
        | | | Phúc Thọ, ngày 20 tháng 6 năm 2024
        NGƯỜI LẬP BIỂU | | | TM. BAN THƯỜNG TRỰC
        (Ký, ghi rõ họ tên) | | | CHỦ TỊCH
        | | |
        | Hoàng Thị Cúc | | Lê Thị Toan
        """,
        "cell | name\nB2 | Lê An\nB3 | Vũ Bình",
        merges=("A4:D4", "A5:D5"),
    ),
    odd(
        "a foot in the first columns only, after blank rows, with a legend",
        """
        STT | Họ và tên | S1 | C1
        1 | Lê An | x | x
        | | |
        2 | Vũ Bình | | x
        | | |
        * x: có mặt; để trống: vắng mặt | | |
        Người tổng hợp | | |
        Hoàng Thị Cúc | | |
        """,
        "cell | name | present\nB2 | Lê An | xx\nB4 | Vũ Bình | -x",
        "? Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị.",
    ),
    odd(
        "people added below the signatures are named as lost",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã A
        Danh sách này có 01 người./. | | |
        2 | Vũ Bình | Uỷ viên | xã A
        """,
        "cell | name\nB2 | Lê An",
        "B4 1 dòng nằm dưới phần cuối danh sách (ô A3) nên không được đọc.",
    ),
    odd(
        "numbers that restart, leave gaps, are text, formulas or nothing",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        01 | Lê An | Chủ tịch | xã A
        2. | Vũ Bình | Uỷ viên | xã A
        ={A3+1}3 | Tạ Cúc | Uỷ viên | xã A
        =? | Đỗ Dũng | Uỷ viên | xã A
        #1 | Hà Én | Uỷ viên | xã B
        #7 | Ngô Phong | Uỷ viên | xã B
        | Lý Giang | Uỷ viên | xã B
        một | Mai Hoa | Uỷ viên | xã B
        """,
        """
        cell | name
        B2 | Lê An
        B3 | Vũ Bình
        B4 | Tạ Cúc
        B5 | Đỗ Dũng
        B6 | Hà Én
        B7 | Ngô Phong
        B8 | Lý Giang
        B9 | Mai Hoa
        """,
    ),
    odd(
        "numbers filled in ahead for rows that nobody wrote in",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã A
        2 | | |
        #3 | | |
        ={A4+1}4 | | |
        =? | | |
        """,
        "cell | name\nB2 | Lê An",
    ),
    odd(
        "numbers on the first of each household only",
        """
        TT hộ | Họ và tên | Năm sinh | Đơn vị
        1 | Lê An | 1965 | xã A
        | Vũ Bình | 1970 | xã A
        | Tạ Cúc | 1992 | xã A
        2 | Đỗ Dũng | 1955 | xã A
        """,
        "cell | name | born\nB2 | Lê An | 1965\nB3 | Vũ Bình | 1970\nB4 | Tạ Cúc | 1992\nB5 | Đỗ Dũng | 1955",
    ),
    odd(
        "borders drawn down to row 1000 with nothing in them",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã A
        """,
        "cell | name\nB2 | Lê An",
        touch=_bordered_far_below,
    ),
    odd(
        "hidden rows are people taken out: skipped, and counted",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã A
        2 | Vũ Bình | Uỷ viên | xã A
        3 | Tạ Cúc | Uỷ viên | xã A
        4 | Đỗ Dũng | Uỷ viên | xã A
        """,
        "cell | name\nB2 | Lê An\nB5 | Đỗ Dũng",
        "? A3 2 dòng đang ẩn, không được đọc.",
        hidden=(3, 4),
    ),
    odd(
        "people struck through or marked as withdrawn stay in the list without papers",
        """
        STT | Họ và tên | Chức vụ | Đơn vị | Ghi chú
        1 | Lê An | Chủ tịch | xã A |
        2 | ~Vũ Bình~ | Uỷ viên | xã A |
        3 | Tạ Cúc | Uỷ viên | xã A | Xin rút tên
        4 | Đỗ Dũng | Uỷ viên | xã A | Rút kinh nghiệm
        """,
        "cell | name | withdrawn\nB2 | Lê An |\nB3 | Vũ Bình | x\nB4 | Tạ Cúc | x\nB5 | Đỗ Dũng |",
        "? B3 1 người có họ tên bị gạch ngang, được hiểu là đã rút.",
        "? B4 1 người không được mời vì ghi chú trong danh sách: Tạ Cúc («Xin rút tên»).",
    ),
    odd(
        "colours and comments on people's rows mean nothing to the papers",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã A
        2 | Vũ Bình | Uỷ viên | xã A
        3 | Tạ Cúc | Uỷ viên | xã A
        """,
        "cell | name | note | withdrawn\nB2 | Lê An | |\nB3 | Vũ Bình | |\nB4 | Tạ Cúc | |",
        touch=_coloured_and_commented,
    ),
    odd(
        "people of whom only the name is known, whose family names look like groups",
        """
        STT | Họ và tên | Chức vụ | Ghi chú
        1 | Đoàn Văn Ân | |
        2 | Tống Thị Bích | |
        3 | Phương Thảo | |
        4 | Lê An | Uỷ viên |
        """,
        "cell | name\nB2 | Đoàn Văn Ân\nB3 | Tống Thị Bích\nB4 | Phương Thảo\nB5 | Lê An",
        "? Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị.",
    ),
    odd(
        "rows where the name was forgotten",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | | Chủ tịch | xã A
        2 | Vũ Bình | Uỷ viên | xã A
        """,
        "cell | name | held\nB2 | | x\nB3 | Vũ Bình |",
        "B2 Chưa có họ tên.",
    ),
    odd(
        "a person over two merged rows, with two posts",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch MTTQ | xã A
        | | Chủ tịch Hội Nông dân |
        2 | Vũ Bình | Uỷ viên | xã A
        """,
        "cell | name | title\nB2 | Lê An | Chủ tịch MTTQ\nB4 | Vũ Bình | Uỷ viên",
        "? C3 Dòng này thuộc người ở dòng trên (ô B2), nên không đọc.",
        merges=("A2:A3", "B2:B3", "D2:D3"),
    ),
)
