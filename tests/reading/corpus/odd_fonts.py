"""Text typed before Unicode: by the font of a cell, of a run, of a column, or by the text itself; and what is damaged."""

from corpus_books import odd

FONTS = (
    odd(
        "names in TCVN3 under .VnTime, other columns in Unicode",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | <.VnTime>NguyÔn V¨n Hïng | Chủ tịch | xã A
        2 | <.VnTime>TrÇn ThÞ H\u00ad¬ng | Uỷ viên | xã A
        3 | Lê An | Uỷ viên | xã A
        """,
        "cell | name | title\nB2 | Nguyễn Văn Hùng | Chủ tịch\nB3 | Trần Thị Hương | Uỷ viên\nB4 | Lê An | Uỷ viên",
    ),
    odd(
        "a font of capitals, in the title, the headings and a unit",
        """
        <.VnTimeH>danh s¸ch ®¹i biÓu | | |
        STT | <.VnTimeH>hä vµ tªn | <.VnTimeH>chøc vô | <.VnTimeH>®¬n vÞ
        1 | <.VnTime>Lª V¨n An | <.VnTime>Chñ tÞch | <.VnTimeH>x· h¸t m«n
        """,
        "cell | name | title | unit\nB3 | Lê Văn An | Chủ tịch | XÃ HÁT MÔN",
    ),
    odd(
        "the same font with its dot lost",
        """
        STT | Họ và tên | Đơn vị
        1 | <VnTime>§Æng ThÞ Thuû | <VnTime>x· Phóc Hoµ
        """,
        "cell | name | unit\nB2 | Đặng Thị Thuỷ | xã Phúc Hoà",
    ),
    odd(
        "runs of two fonts in one cell",
        """
        STT | Họ và tên | Đơn vị
        1 | <.VnTime>NguyÔn <Times New Roman>Thị Hòa | xã A
        2 | <Times New Roman>Lê <.VnTime>V¨n B×nh | xã A
        """,
        "cell | name\nB2 | Nguyễn Thị Hòa\nB3 | Lê Văn Bình",
    ),
    odd(
        "TCVN3 that lost its font, so that only the text and its column tell",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | NguyÔn V¨n Hïng | Chñ tÞch | x· H¸t M«n
        2 | TrÇn An | Uû viªn | x· H¸t M«n
        3 | Lª B×nh | Uû viªn | x· H¸t M«n
        """,
        """
        cell | name | title | unit
        B2 | Nguyễn Văn Hùng | Chủ tịch | xã Hát Môn
        B3 | Trần An | Uỷ viên | xã Hát Môn
        B4 | Lê Bình | Uỷ viên | xã Hát Môn
        """,
    ),
    odd(
        "VNI by its font",
        """
        STT | <VNI-Times>Hoï vaø teân | <VNI-Times>Ñôn vò
        1 | <VNI-Times>Nguyeãn Vaên Taâm | <VNI-Times>xaõ Haùt Moân
        2 | <VNI-Helve-Condense>TRAÀN THÒ THUÛY | <VNI-Times>xaõ Haùt Moân
        """,
        "cell | name | unit\nB2 | Nguyễn Văn Tâm | xã Hát Môn\nB3 | Trần Thị Thủy | xã Hát Môn",
        "? B3 1 họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «Trần Thị Thủy».",
    ),
    odd(
        "VNI by the text alone",
        """
        STT | Họ và tên | Đơn vị
        1 | Ñaëng Thò Thuûy | xaõ Haùt Moân
        2 | Nguyeãn Vaên Taâm | xaõ Haùt Moân
        """,
        "cell | name | unit\nB2 | Đặng Thị Thủy | xã Hát Môn\nB3 | Nguyễn Văn Tâm | xã Hát Môn",
    ),
    odd(
        "Unicode text under the names of old fonts stays what it is",
        """
        STT | <.VnTime>Họ và tên | <VNI-Times>Đơn vị
        1 | <.VnTime>Nguyễn Văn Hùng | <VNI-Times>xã Hát Môn
        2 | <.VnTimeH>Lê Hà | <.VnTime>xã Tô Hòa
        3 | <VNI-Times>Vũ Nam | <.VnArial>xã A
        """,
        "cell | name | unit\nB2 | Nguyễn Văn Hùng | xã Hát Môn\nB3 | Lê Hà | xã Tô Hòa\nB4 | Vũ Nam | xã A",
    ),
    odd(
        "text whose ư was lost long ago: told, never guessed",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Lê Văn Hng | Phó Bí th | xã Phơng Độ
        2 | Lê An | Trởng ban | thị trấn Hng Yên
        """,
        "cell | name | title | unit\nB2 | Lê Văn Hng | Phó Bí th | xã Phơng Độ\nB3 | Lê An | Trởng ban | thị trấn Hng Yên",
        "? B2 Chữ trong ô đã hỏng khi chuyển phông (mất chữ ư hoặc dấu).",
        "? C2 Chữ trong ô đã hỏng khi chuyển phông (mất chữ ư hoặc dấu).",
        "? C3 Chữ trong ô đã hỏng khi chuyển phông (mất chữ ư hoặc dấu).",
        "? D2 Chữ trong ô đã hỏng khi chuyển phông (mất chữ ư hoặc dấu).",
        "? D3 Chữ trong ô đã hỏng khi chuyển phông (mất chữ ư hoặc dấu).",
    ),
    odd(
        "the look-alike Ð of Icelandic for Đ, in names, units and headings",
        """
        STT | Họ và tên | Ðơn vị | Ðiện thoại
        1 | Ðỗ Văn Ðức | xã Thanh Ða | 0900000001
        2 | Ðặng An | xã Thanh Đa | 0900000002
        """,
        "cell | name | unit\nB2 | Đỗ Văn Đức | xã Thanh Đa\nB3 | Đặng An | xã Thanh Đa",
    ),
    odd(
        "headings, names and units in decomposed Unicode and as Windows-1258 composes them",
        """
        STT | Ho\u0323 va\u0300 te\u0302n | Đơn vi\u0323
        1 | Nguyê\u0303n Thi\u0323 Ho\u0300a | xa\u0303 Ha\u0301t Môn
        2 | Trâ\u0300n Văn Huy\u00ea\u0323n | xã Hát Môn
        """,
        "cell | name | unit\nB2 | Nguyễn Thị Hòa | xã Hát Môn\nB3 | Trần Văn Huyện | xã Hát Môn",
    ),
    odd(
        "letters that a program misread: mended where nothing is lost, asked at the cell where a byte is",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        1 | Nguyá»…n VÄƒn An | Trưởng thôn | Thôn 1
        2 | Lê Thị Bình | Chá»§ tá»‹ch | ThÃ´n 1
        3 | Nguyễn Văn \ufffdn | Ủy viên | Thôn 1
        4 | Pháº¡m Ngá»c | Ủy viên | Thôn 1
        """,
        "cell | name | title | unit\nB2 | Nguyễn Văn An | Trưởng thôn | Thôn 1\nB3 | Lê Thị Bình | Chủ tịch | Thôn 1\n"
        "B4 | Nguyễn Văn \ufffdn | Ủy viên | Thôn 1\nB5 | Phạm Ng\ufffdc | Ủy viên | Thôn 1",
        "B4 Chữ trong ô đã mất khi chuyển tệp (hiện thành dấu \ufffd).",
        "B5 Chữ trong ô đã mất khi chuyển tệp (hiện thành dấu \ufffd).",
    ),
)
