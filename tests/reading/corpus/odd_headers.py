"""Headers: titles above, two or three rows, merged or not, numbered, repeated, with remarks, or not there at all."""

from corpus_books import odd

HEADERS = (
    odd(
        "a tidy sheet, to measure the others by",
        """
        STT | Họ và tên | Ngày sinh | Chức vụ | Đơn vị
        #1 | Lê Thị Toan | 01/7/1965 | Chủ tịch | xã Hát Môn
        #2 | Tạ Văn Sỹ | @1970-03-05 | Phó Chủ tịch | xã Phúc Hòa
        """,
        """
        cell | name | born | title | unit
        B2 | Lê Thị Toan | 1965-07-01 | Chủ tịch | xã Hát Môn
        B3 | Tạ Văn Sỹ | 1970-03-05 | Phó Chủ tịch | xã Phúc Hòa
        """,
    ),
    odd(
        "eight rows of state heading, title and reference above the header, merged as offices do",
        """
        ỦY BAN MTTQ VIỆT NAM | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
        HUYỆN PHÚC THỌ | | | Độc lập - Tự do - Hạnh phúc
        ------- | | | -------
        | | |
        DANH SÁCH ĐẠI BIỂU THAM DỰ LỚP BỒI DƯỠNG | | |
        (Kèm theo Kế hoạch số 12/KH-MTTQ-BTT ngày 03/6/2024) | | |
        Lần thứ nhất | | |
        | | |
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã Hát Môn
        """,
        "cell | name | title | unit\nB10 | Lê An | Chủ tịch | xã Hát Môn",
        merges=("A1:C1", "A2:C2", "A5:D5", "A6:D6", "A7:D7"),
    ),
    odd(
        "parameters above the header, each in two cells, of which one is everybody's unit",
        """
        Đợt | Hai | |
        Tỉnh | Hà Nội | |
        Huyện | Phúc Thọ | |
        Xã | Hát Môn | |
        STT | Họ và tên | Chức vụ | Ghi chú
        1 | Lê An | Chủ tịch |
        """,
        "cell | name | unit\nB6 | Lê An | xã Hát Môn",
    ),
    odd(
        "a birth date divided into columns Nam and Nữ, with blanks that somebody typed in the empty ones",
        """
        STT | Họ và tên | Ngày sinh | | Chức vụ
        | | Nam | Nữ |
        #1 | Lê An | 01/7/1965 | \u00a0 | Chủ tịch
        #2 | Vũ Bích | \u00a0 | #1970 | Uỷ viên
        #3 | Tạ Cúc | \u200b | \u00a005/3/1972 | Uỷ viên
        """,
        """
        cell | name | gender | born
        B3 | Lê An | Nam | 1965-07-01
        B4 | Vũ Bích | Nữ | 1970
        B5 | Tạ Cúc | Nữ | 1972-03-05
        """,
        "? Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị.",
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    ),
    odd(
        "a header of three merged rows and a row that numbers the columns below it",
        """
        STT | Lý lịch | | | Nơi công tác |
        | Họ và tên | Năm sinh | | Chức vụ | Đơn vị
        | | Nam | Nữ | |
        (1) | (2) | (3) | (4) | (5) | (6)
        #1 | Lê An | 1965 | | Chủ tịch | xã A
        """,
        "cell | name | gender | born | title | unit\nB5 | Lê An | Nam | 1965 | Chủ tịch | xã A",
        merges=("A1:A3", "B1:D1", "B2:B3", "C2:D2", "E1:F1", "E2:E3", "F2:F3"),
    ),
    odd(
        "a header of two rows in which nothing is merged",
        """
        TT | Họ và tên | Năm sinh | | Chức vụ | Đơn vị
        | | Nam | Nữ | |
        1 | Lê An | | 1965 | Chủ tịch | xã A
        """,
        "cell | name | gender | born | unit\nB3 | Lê An | Nữ | 1965 | xã A",
    ),
    odd(
        "column numbers that start late, skip one and repeat one",
        """
        STT | Họ và tên | Chức vụ | Đơn vị | Ghi chú
        | #1 | #2 | #2 | #5
        1 | Lê An | Chủ tịch | xã A |
        """,
        "cell | name\nB3 | Lê An",
    ),
    odd(
        "a hidden row of machine names between the header and the people",
        """
        STT | Họ và tên | Ngày sinh | Đơn vị
        stt | hoten | ngaysinh | donvi
        1 | Lê An | 1965 | xã A
        """,
        "cell | name | born\nB3 | Lê An | 1965",
        hidden=(2,),
    ),
    odd(
        "headings with line breaks, blanks at their ends and instructions in brackets",
        """
        STT↵(1) | HỌ VÀ TÊN\u00a0↵(viết in hoa có dấu) | Ngày, tháng, năm sinh↵(dd/mm/yyyy) | Giới tính↵(Nam hoặc nữ) | Chức vụ * | Đơn vị công tác (nếu có thì ghi)\u00a0 | Số điện thoại:
        1 | Lê An | 05/3/1970 | Nam | Chủ tịch | xã A | 0900000001
        """,
        """
        cell | name | born | gender | title | unit | phone
        B2 | Lê An | 1970-03-05 | Nam | Chủ tịch | xã A | 0900000001
        """,
    ),
    odd(
        "headings without diacritics, joined or as programs name them",
        """
        stt | HoTen | NgaySinh | GioiTinh | chuc_vu | DON VI | SDT
        1 | Lê An | 1970-03-05 | Nam | Chủ tịch | xã A | 0900000001
        """,
        """
        cell | name | born | gender | title | unit | phone
        B2 | Lê An | 1970-03-05 | Nam | Chủ tịch | xã A | 0900000001
        """,
    ),
    odd(
        "no header at all: nobody is guessed, the sheet is named",
        """
        1 | Lê An | 1970 | Chủ tịch | xã A
        2 | Vũ Bình | 1971 | Uỷ viên | xã A
        3 | Tạ Cúc | 1972 | Uỷ viên | xã A
        """,
        "",
        "B1 Trang này có vẻ là danh sách người nhưng không có cột «Họ và tên», nên không đọc.",
    ),
    odd(
        "a column with values and no heading",
        """
        STT | Họ và tên | Chức vụ | | Đơn vị
        1 | Lê An | Chủ tịch | 0900000001 | xã A
        2 | Vũ Bình | Uỷ viên | 0900000002 | xã A
        """,
        "cell | name | unit\nB2 | Lê An | xã A\nB3 | Vũ Bình | xã A",
        "? D1 Cột D có dữ liệu nhưng không có tiêu đề, nên không đọc.",
    ),
    odd(
        "headings that sound like ours and are none: a year of study, an age, a home telephone, a kind of e-mail",
        """
        STT | Họ và tên | Khóa | Năm | Điện thoại gia đình | Nơi sinh | Chức vụ
        1 | Lê An | Toán | 2 | 0900000009 | Hà Nội | Uỷ viên
        2 | Vũ Bình | Lý | 3 | 0900000008 | Hà Nội | Uỷ viên
        """,
        "cell | name | unit | born | phone\nB2 | Lê An | | |\nB3 | Vũ Bình | | |",
        "? C1 Không đọc 3 cột vì không biết tiêu đề: «Khóa», «Năm», «Nơi sinh».",
        "? E1 Không đọc 1 cột vì là của gia đình, người thân: «Điện thoại gia đình».",
        "? Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị.",
    ),
    odd(
        "columns of ethnic group and religion in every spelling: none is read, each is named",
        """
        STT | Họ và tên | Dân tộc | Tôn giáo | Tên dân tộc thiểu số | Dân tộc không dấu | DanToc | Đơn vị
        1 | Lê An | Kinh | không | Mường | KINH | 01 | xã A
        """,
        "cell | name | unit | note\nB2 | Lê An | xã A |",
        "? C1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
        "? D1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
        "? E1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
        "? F1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
        "? G1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
    ),
    odd(
        "a heading DT that may be dân tộc or điện thoại: not read, and asked",
        """
        STT | Họ và tên | DT | TG | Đơn vị
        1 | Lê An | Kinh | không | xã A
        """,
        "cell | name | phone\nB2 | Lê An |",
        "? C1 Cột này có thể là dữ liệu cá nhân nhạy cảm, không được đọc.",
        "? D1 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
    ),
    odd(
        "two tables side by side, the second shorter",
        """
        STT | Họ và tên | Đơn vị | | STT | Họ và tên | Đơn vị
        1 | Lê An | xã A | | 3 | Tạ Cúc | xã B
        2 | Vũ Bình | xã A | | | |
        """,
        "cell | name | unit\nB2 | Lê An | xã A\nB3 | Vũ Bình | xã A\nF2 | Tạ Cúc | xã B",
    ),
    odd(
        "two tables below one another, each with its own columns",
        """
        DANH SÁCH BÁO CÁO VIÊN | | |
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Tạ Văn Sỹ | Giám đốc | Trung tâm Chính trị
        | | |
        DANH SÁCH HỌC VIÊN | | |
        STT | Đơn vị | Năm sinh | Họ và tên
        1 | xã A | 1970 | Lê An
        """,
        "cell | name | unit | born\nB3 | Tạ Văn Sỹ | Trung tâm Chính trị |\nD7 | Lê An | xã A | 1970",
        merges=("A1:D1", "A5:D5"),
    ),
    odd(
        "the header and the title printed again on each page",
        """
        DANH SÁCH ĐẠI BIỂU | | |
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê An | Chủ tịch | xã A
        Trang 1 | | |
        DANH SÁCH ĐẠI BIỂU | | |
        STT | Họ và tên | Chức vụ | Đơn vị
        2 | Vũ Bình | Uỷ viên | xã A
        Trang 2 | | |
        """,
        "cell | name | section\nB3 | Lê An |\nB7 | Vũ Bình |",
        merges=("A1:D1", "A5:D5"),
    ),
    odd(
        "a title above the header that begins with a heading's words",
        """
        Đơn vị: xã Hát Môn | | |
        Họ và tên người lập: Lê Văn Lập | | |
        STT | Họ và tên | Chức vụ | Ghi chú
        1 | Lê An | Chủ tịch |
        """,
        "cell | name | unit\nB4 | Lê An | xã Hát Môn",
    ),
    odd(
        "a mistyped heading and one there twice",
        """
        STT | Họ và tên | Chứcc vụ | Đơn vị | Đơn vị công tác
        1 | Lê An | Chủ tịch | xã A | xã B
        2 | Vũ Bình | Uỷ viên | xã A | xã B
        """,
        "cell | name | title | unit\nB2 | Lê An | | xã A\nB3 | Vũ Bình | | xã A",
        "? C1 Không hiểu tiêu đề «Chứcc vụ»; ý bạn là «Chức vụ»?",
        "? E1 Đã có cột «Đơn vị» (D1) cùng nghĩa; cột này không được đọc.",
    ),
)
