"""Names: forms of address, brackets, capitals, two columns, peoples of the mountains, namesakes and doubles."""

from corpus_books import odd

NAMES = (
    odd(
        "forms of address and degrees before names",
        """
        Họ và tên | Chức vụ | Đơn vị
        Đ/c Lê An | Chủ tịch | xã A
        Đồng chí Vũ Bình | Uỷ viên | xã A
        Bà Tạ Thị Cúc | Uỷ viên | xã A
        đ/c: Đỗ Dũng | Uỷ viên | xã A
        TS. Hà Én | Giảng viên | xã A
        PGS. TS Ngô Phong | Giảng viên | xã A
        Ths Lý Giang | Giảng viên | xã A
        Hoà thượng Thích Minh Hải | Uỷ viên | xã A
        Linh mục Giuse Mai Hoà | Uỷ viên | xã A
        Ông (Bà) Cao Ích | Uỷ viên | xã A
        Anh Kiều Lan | Uỷ viên | xã A
        BS. CKI Lò Minh | Uỷ viên | xã A
        ĐĐ. Thích Tâm Nga | Uỷ viên | xã A
        Anh Thơ | Uỷ viên | xã A
        3. Sùng A Oanh | Uỷ viên | xã A
        """,
        """
        cell | name | honorific
        A2 | Lê An | đồng chí
        A3 | Vũ Bình | đồng chí
        A4 | Tạ Thị Cúc | bà
        A5 | Đỗ Dũng | đồng chí
        A6 | Hà Én | TS
        A7 | Ngô Phong | PGS.TS
        A8 | Lý Giang | ThS
        A9 | Thích Minh Hải | Hoà thượng
        A10 | Giuse Mai Hoà | Linh mục
        A11 | Cao Ích | ông/bà
        A12 | Kiều Lan | anh
        A13 | Lò Minh | BS.CKI
        A14 | Thích Tâm Nga | Đại đức
        A15 | Anh Thơ |
        A16 | Sùng A Oanh |
        """,
    ),
    odd(
        "what stands behind names: brackets, posts, second lines, stand-ins",
        """
        Họ và tên | Chức vụ | Đơn vị
        Lê An↵(Trưởng ban) | Uỷ viên | xã A
        Vũ Bình (thay đ/c Cúc) | Uỷ viên | xã A
        Đỗ Dũng - Trưởng thôn | | xã A
        Nguyễn Thị↵Én | Uỷ viên | xã A
        Hà Phong, Bí thư | Uỷ viên | xã A
        """,
        """
        cell | name | note | title
        A2 | Lê An | Trưởng ban | Uỷ viên
        A3 | Vũ Bình | thay đ/c Cúc | Uỷ viên
        A4 | Đỗ Dũng | | Trưởng thôn
        A5 | Nguyễn Thị Én | | Uỷ viên
        A6 | Hà Phong | Bí thư | Uỷ viên
        """,
    ),
    odd(
        "two people in one cell",
        """
        Họ và tên | Chức vụ | Đơn vị
        Lê An và Vũ Bình | Uỷ viên | xã A
        Tạ Cúc; Đỗ Dũng | Uỷ viên | xã A
        Hà Én↵Ngô Phong | Uỷ viên | xã A
        Lý Giang / Mai Hoa | Uỷ viên | xã A
        """,
        "cell | held\nA2 | x\nA3 | x\nA4 | x\nA5 | x",
        "A2 Ô có thể ghi hai người.",
        "A3 Ô có thể ghi hai người.",
        "A4 Ô có thể ghi hai người.",
        "A5 Ô có thể ghi hai người.",
    ),
    odd(
        "names in capitals and in small letters beside right ones",
        """
        Họ và tên | Chức vụ | Đơn vị
        NGUYỄN VĂN AN | Chủ tịch | xã A
        lê thị bích | Uỷ viên | xã A
        TRẦN THỊ HOÀ | Uỷ viên | xã A
        Vũ Bình | Uỷ viên | xã A
        H'HEN NIÊ | Uỷ viên | xã A
        LÊ Văn Cường | Uỷ viên | xã A
        """,
        """
        cell | name
        A2 | Nguyễn Văn An
        A3 | Lê Thị Bích
        A4 | Trần Thị Hoà
        A5 | Vũ Bình
        A6 | H'Hen Niê
        A7 | LÊ Văn Cường
        """,
        "? A2 4 họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «Nguyễn Văn An».",
        "? A7 1 họ tên có chữ hoa, chữ thường không đều, được giữ như đã gõ, ví dụ «LÊ Văn Cường».",
    ),
    odd(
        "names of the mountains' peoples, kept as typed",
        """
        Họ và tên | Chức vụ | Đơn vị
        Giàng A Pao | Uỷ viên | xã A
        Kơ Pa Kơ Lơng | Uỷ viên | xã A
        H'Hen Niê | Uỷ viên | xã A
        Y Bhiăng Niê | Uỷ viên | xã A
        Ksor H\u2019Bơ Khăp | Uỷ viên | xã A
        K'Brêu | Uỷ viên | xã A
        Y A | Uỷ viên | xã A
        Niê Čo Mlô | Uỷ viên | xã A
        """,
        """
        cell | name
        A2 | Giàng A Pao
        A3 | Kơ Pa Kơ Lơng
        A4 | H'Hen Niê
        A5 | Y Bhiăng Niê
        A6 | Ksor H\u2019Bơ Khăp
        A7 | K'Brêu
        A8 | Y A
        A9 | Niê Čo Mlô
        """,
    ),
    odd(
        "a name divided in columns of which the last has no heading of its own",
        """
        STT | Họ | Tên đệm | | Đơn vị
        1 | Lê | Thị | Toan | xã A
        2 | Tạ | Văn | Sỹ | xã A
        """,
        "cell | name | held\nB2 | Lê Thị | x\nB3 | Tạ Văn | x",
        "C1 Có cột «Tên đệm» mà không có cột «Tên».",
        "D1 Cột D có dữ liệu nhưng không có tiêu đề, nên không đọc.",
    ),
    odd(
        "Ông is a surname in a column whose other names carry no form of address",
        """
        Họ và tên | Chức vụ | Đơn vị
        Ông Văn An | Uỷ viên | xã A
        Ông Ích Khiêm | Uỷ viên | xã A
        Ông Lê Bình | Uỷ viên | xã A
        Ông Minh | Uỷ viên | xã A
        """,
        """
        cell | name | honorific
        A2 | Ông Văn An |
        A3 | Ông Ích Khiêm |
        A4 | Ông Lê Bình |
        A5 | Ông Minh |
        """,
    ),
    odd(
        "what is no name",
        """
        Họ và tên | Chức vụ | Đơn vị
        #12345 | Uỷ viên | xã A
        0900000001 | Uỷ viên | xã A
        ??? | Uỷ viên | xã A
        @2024-07-01 | Uỷ viên | xã A
        Lê An2 | Uỷ viên | xã A
        """,
        "cell | held\nA2 | x\nA3 | x\nA4 | x\nA5 | x\nA6 | x",
        "A2 Đây không phải họ tên người.",
        "A3 Đây không phải họ tên người.",
        "A4 Đây không phải họ tên người.",
        "A5 Đây không phải họ tên người.",
        "A6 Đây không phải họ tên người.",
    ),
    odd(
        "a name divided in two columns under one merged heading",
        """
        STT | Họ và tên | | Chức vụ | Đơn vị
        1 | Lê Thị | Toan | Chủ tịch | xã A
        2 | Tạ Văn | Sỹ | Uỷ viên | xã A
        """,
        "cell | name\nC2 | Lê Thị Toan\nC3 | Tạ Văn Sỹ",
        merges=("B1:C1",),
    ),
    odd(
        "Họ đệm and Tên as two headings, one given name forgotten, one family name",
        """
        STT | HỌ ĐỆM | TÊN | Chức vụ | Đơn vị
        1 | Lê Thị | Toan | Chủ tịch | xã A
        2 | Tạ Văn | | Uỷ viên | xã A
        3 | | Cúc | Uỷ viên | xã A
        4 | | Đỗ Văn Dũng | Uỷ viên | xã A
        """,
        "cell | name | held\nC2 | Lê Thị Toan |\nC3 | Tạ Văn | x\nC4 | Cúc |\nC5 | Đỗ Văn Dũng |",
        "C3 Chưa có tên, mới có họ đệm.",
        "? C4 Họ tên chỉ có một chữ.",
    ),
    odd(
        "a name divided in three columns, one of them blank where there is no middle name",
        """
        STT | Họ | Tên đệm | Tên | Đơn vị
        1 | Lê | Thị | Toan | xã A
        2 | Tạ | | Sỹ | xã A
        """,
        "cell | name\nD2 | Lê Thị Toan\nD3 | Tạ Sỹ",
    ),
    odd(
        "a name divided in two columns of which the second has no heading",
        """
        STT | Họ và tên | | Chức vụ | Đơn vị
        1 | Lê Thị | Toan | Chủ tịch | xã A
        2 | Tạ Văn | Sỹ | Uỷ viên | xã A
        """,
        "cell | name | held\nB2 | Lê Thị | x\nB3 | Tạ Văn | x",
        "C1 Cột C có dữ liệu nhưng không có tiêu đề, nên không đọc.",
    ),
    odd(
        "namesakes told apart by birth and telephone, and those that nothing tells apart",
        """
        Họ và tên | Năm sinh | Điện thoại | Đơn vị
        Lê An | 1965 | | xã A
        Lê An | 1970 | | xã A
        Vũ Bình | | 0900000001 | xã A
        Vũ Bình | | 0900000002 | xã A
        Tạ Cúc | | | xã A
        Tạ Cúc | | | xã A
        Đỗ Dũng | 1973 | | xã A
        Đỗ Dũng | 1973 | | xã B
        """,
        """
        cell | name | unit
        A2 | Lê An | xã A
        A3 | Lê An | xã A
        A4 | Vũ Bình | xã A
        A5 | Vũ Bình | xã A
        A6 | Tạ Cúc | xã A
        A7 | Tạ Cúc | xã A
        A8 | Đỗ Dũng | xã A
        A9 | Đỗ Dũng | xã B
        """,
        '? A7 Có thể trùng người với ô A6 ("Họ và tên"): cùng họ tên, cùng đơn vị.',
    ),
    odd(
        "one person in two sections, as chairman and as delegate",
        """
        STT | Họ và tên | Ngày sinh | Chức vụ | Đơn vị
        A | CHỦ TRÌ | | |
        1 | Lê An | 01/7/1965 | Chủ tịch | xã A
        B | ĐẠI BIỂU | | |
        1 | Lê An | @1965-07-01 | Chủ tịch | X. A
        2 | Vũ Bình | 1970 | Uỷ viên | xã A
        """,
        "cell | name | section\nB3 | Lê An | CHỦ TRÌ\nB6 | Vũ Bình | ĐẠI BIỂU",
        '? B5 Trùng họ tên, đơn vị và ngày sinh với ô B3 ("Họ và tên"): chỉ lấy dòng đầu.',
        "? E5 Đơn vị này ghi khác với ô E3 («xã A»).",
    ),
    odd(
        "one unit in many spellings, printed as typed and named once",
        """
        Họ và tên | Chức vụ | Đơn vị
        Lê An | Chủ tịch | xã Hát Môn
        Vũ Bình | Uỷ viên | X. Hát Môn
        Tạ Cúc | Uỷ viên | Hát Môn
        Đỗ Dũng | Uỷ viên | XÃ HÁT MÔN
        Hà Én | Uỷ viên | xã Phúc Hòa
        Ngô Phong | Uỷ viên | xã Phúc Hoà
        Lý Giang | Uỷ viên | UBMTTQ xã Hát Môn
        """,
        """
        cell | name | unit
        A2 | Lê An | xã Hát Môn
        A3 | Vũ Bình | X. Hát Môn
        A4 | Tạ Cúc | Hát Môn
        A5 | Đỗ Dũng | XÃ HÁT MÔN
        A6 | Hà Én | xã Phúc Hòa
        A7 | Ngô Phong | xã Phúc Hoà
        A8 | Lý Giang | UBMTTQ xã Hát Môn
        """,
        "? C3 Đơn vị này ghi khác với ô C2 («xã Hát Môn»).",
        "? C4 Đơn vị này ghi khác với ô C2 («xã Hát Môn»).",
    ),
    odd(
        "a unit that may be the town or the commune",
        """
        Họ và tên | Chức vụ | Đơn vị
        Lê An | Chủ tịch | TT Phúc Thọ
        Vũ Bình | Uỷ viên | thị trấn Phúc Thọ
        Tạ Cúc | Uỷ viên | xã Phúc Thọ
        Đỗ Dũng | Uỷ viên | Phúc Thọ
        """,
        """
        cell | name | unit
        A2 | Lê An | TT Phúc Thọ
        A3 | Vũ Bình | thị trấn Phúc Thọ
        A4 | Tạ Cúc | xã Phúc Thọ
        A5 | Đỗ Dũng | Phúc Thọ
        """,
        "? C3 Đơn vị này ghi khác với ô C2 («TT Phúc Thọ»).",
        "? C5 Không rõ đơn vị này là «TT Phúc Thọ» hay «xã Phúc Thọ».",
    ),
    odd(
        "two styles of tones and a name typed with separate marks",
        """
        Họ và tên | Ngày sinh | Đơn vị
        Lê Hoà | 01/7/1965 | xã Phúc Hòa
        Lê Hòa | 01/7/1965 | xã Phúc Hoà
        Nguye\u0302\u0303n Văn Bi\u0300nh | 1970 | xã Phúc Hòa
        Huyê\u0323n Thuỷ | 1971 | xã Phúc Hòa
        """,
        """
        cell | name | unit
        A2 | Lê Hoà | xã Phúc Hòa
        A4 | Nguyễn Văn Bình | xã Phúc Hòa
        A5 | Huyện Thuỷ | xã Phúc Hòa
        """,
        '? A3 Trùng họ tên, đơn vị và ngày sinh với ô A2 ("Họ và tên"): chỉ lấy dòng đầu.',
    ),
)
