"""Several sheets and several workbooks: a commune each, summaries, helpers, hidden ones."""

from corpus_books import Tab, book, files

HAT_MON = Tab(
    """
    STT | Họ và tên | Chức vụ
    1 | Lê An | Chủ tịch
    2 | Vũ Bình | Uỷ viên
    """,
    name="Xã Hát Môn",
)
PHUC_HOA = Tab(
    """
    DANH SÁCH |  |
    Chức vụ | TT | Họ tên
    Chủ tịch | 1 | Tạ Cúc
    """,
    name="Xã Phúc Hòa",
)
EVERYBODY = """
    Họ và tên | Chức vụ | Đơn vị
    Lê An | Chủ tịch | xã Hát Môn
    Vũ Bình | Uỷ viên | xã Hát Môn
    Tạ Cúc | Chủ tịch | xã Phúc Hòa
    """
ALL_THREE = """
    sheet | cell | name | title | unit
    Xã Hát Môn | B2 | Lê An | Chủ tịch | xã Hát Môn
    Xã Hát Môn | B3 | Vũ Bình | Uỷ viên | xã Hát Môn
    Xã Phúc Hòa | C3 | Tạ Cúc | Chủ tịch | xã Phúc Hòa
    """
REPEATED = "Trang này lặp lại 3 người đã có ở các trang khác, nên không đọc."

SHEETS = (
    book("a sheet for each commune, each with its own order of columns", [HAT_MON, PHUC_HOA], ALL_THREE),
    book(
        "a summary at the end that repeats every sheet",
        [HAT_MON, PHUC_HOA, Tab(EVERYBODY, name="Tổng hợp")],
        ALL_THREE,
        f"? Tổng hợp {REPEATED}",
    ),
    book(
        "a summary in front that is not called one",
        [Tab(EVERYBODY, name="Sheet1"), HAT_MON, PHUC_HOA],
        ALL_THREE,
        f"? Sheet1 {REPEATED}",
    ),
    book(
        "a summary that lacks somebody and has somebody more",
        [
            HAT_MON,
            PHUC_HOA,
            Tab(
                """
                Họ và tên | Chức vụ | Đơn vị
                Lê An | Chủ tịch | xã Hát Môn
                Tạ Cúc | Chủ tịch | xã Phúc Hòa
                Đỗ Dũng | Uỷ viên | xã Phúc Hòa
                """,
                name="Tổng hợp",
            ),
        ],
        ALL_THREE + "Tổng hợp | A4 | Đỗ Dũng | Uỷ viên | xã Phúc Hòa",
        "? Tổng hợp Trang này lặp lại 2 người đã có ở các trang khác, nên chỉ lấy 1 người còn lại.",
    ),
    book(
        "empty sheets, a page of help in front and a list of codes behind",
        [
            Tab("HƯỚNG DẪN\nGhi đủ các cột.\nKhông xóa dòng tiêu đề.\nGửi trước ngày 20/6.", name="Hướng dẫn"),
            HAT_MON,
            Tab("", name="Sheet2"),
            Tab("Mã | Tên\n01 | Kinh\n02 | Tày\n03 | Thái", name="DM"),
        ],
        "sheet | name\nXã Hát Môn | Lê An\nXã Hát Môn | Vũ Bình",
        "? Hướng dẫn Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc.",
        "? DM Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc.",
    ),
    book(
        "a hidden and a very hidden sheet are not read, and named",
        [
            HAT_MON,
            Tab("Họ và tên | Chức vụ\nCũ Một | Uỷ viên", name="Bản cũ", state="hidden"),
            Tab("Họ và tên | Chức vụ\nCũ Hai | Uỷ viên", name="Bản nháp", state="veryHidden"),
        ],
        "name\nLê An\nVũ Bình",
        "? Bản cũ Trang «Bản cũ» đang ẩn, không được đọc.",
        "? Bản nháp Trang «Bản nháp» đang ẩn, không được đọc.",
    ),
    book(
        "a hidden column of telephones beside a shown one of years",
        [Tab("Họ và tên | Điện thoại | Năm sinh | Đơn vị\nLê An | 0900000001 | 1965 | xã A", hidden_columns=("B",))],
        "name | phone | born\nLê An | | 1965",
        "? B1 Cột đang ẩn, không được đọc.",
    ),
    book(
        "sheets named for places, for lists and for nothing, without a column of units",
        [
            Tab("Họ và tên | Chức vụ\nLê An | Chủ tịch", name="Hát Môn"),
            Tab("Họ và tên | Chức vụ\nVũ Bình | Uỷ viên", name="TT. Phúc Thọ"),
            Tab("Họ và tên | Chức vụ\nTạ Cúc | Uỷ viên", name="Sheet3"),
        ],
        "sheet | name | unit\nHát Môn | Lê An | Hát Môn\nTT. Phúc Thọ | Vũ Bình | TT. Phúc Thọ\nSheet3 | Tạ Cúc |",
        "? Hát Môn Không có cột Đơn vị: tên trang «Hát Môn» được lấy làm đơn vị.",
        "? Sheet3 Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị.",
    ),
    book(
        "one person in the sheets of two communes, and two of one name",
        [
            Tab("Họ và tên | Ngày sinh | Số điện thoại\nLê An | 01/7/1965 | 0900000001", name="Xã Hát Môn"),
            Tab(
                "Họ và tên | Ngày sinh | Số điện thoại\nLê An | 01/7/1965 | #900000001\nVũ Bình | |", name="Xã Phúc Hòa"
            ),
            Tab("Họ và tên | Ngày sinh | Số điện thoại\nLê An | 05/9/1980 |\nVũ Bình | |", name="Xã Tam Hiệp"),
        ],
        """
        sheet | name | born
        Xã Hát Môn | Lê An | 1965-07-01
        Xã Phúc Hòa | Lê An | 1965-07-01
        Xã Phúc Hòa | Vũ Bình |
        Xã Tam Hiệp | Lê An | 1980-09-05
        Xã Tam Hiệp | Vũ Bình |
        """,
        '? Xã Phúc Hòa!A2 Có thể trùng người với ds.xlsx, trang "Xã Hát Môn", ô A2 ("Họ và tên"): '
        "cùng họ tên, cùng số điện thoại.",
    ),
    files(
        "a folder with a workbook for each commune, one of them telling its unit by its name alone",
        {
            "Hát Môn.xlsx": [Tab("Đơn vị: xã Hát Môn |\nHọ và tên | Chức vụ\nLê An | Chủ tịch", name="DS")],
            "Xã Phúc Hòa.xlsx": [Tab("TT | Chức vụ | Họ tên\n1 | Uỷ viên | Tạ Cúc", name="Sheet1")],
            "tong-hop.xlsx": [
                Tab("Họ tên | Đơn vị | Năm sinh\nLê An | xã Hát Môn | 1965\nTạ Cúc | xã Phúc Hòa | 1970", name="TH")
            ],
        },
        """
        file | cell | name | unit
        Hát Môn.xlsx | A3 | Lê An | xã Hát Môn
        Xã Phúc Hòa.xlsx | C2 | Tạ Cúc | xã Phúc Hòa
        """,
        "? [tong-hop.xlsx]TH Trang này lặp lại 2 người đã có ở các trang khác, nên không đọc.",
    ),
    files(
        "two workbooks of a folder in which somebody stands twice without a birth date",
        {
            "a.xlsx": [Tab("Họ tên | Chức vụ | Đơn vị\nLê An | Chủ tịch | xã A\nVũ Bình | Uỷ viên | xã A", name="DS")],
            "b.xlsx": [Tab("Họ tên | Đơn vị | Chức vụ\nLê An | xã A | Uỷ viên\nTạ Cúc | xã B | Uỷ viên", name="DS")],
        },
        "file | name\na.xlsx | Lê An\na.xlsx | Vũ Bình\nb.xlsx | Lê An\nb.xlsx | Tạ Cúc",
        '? [b.xlsx]DS!A2 Có thể trùng người với a.xlsx, trang "DS", ô A2 ("Họ tên"): cùng họ tên, cùng đơn vị.',
    ),
)
