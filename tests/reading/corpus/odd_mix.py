"""Everything at once: a folder as it really comes."""

from corpus_books import Tab, files

MIX = (
    files(
        "a folder with everything at once",
        {
            "ds.xlsx": [
                Tab(
                    """
                    UỶ BAN MTTQ VIỆT NAM | | | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM | | | | | |
                    HUYỆN PHÚC THỌ | | | Độc lập - Tự do - Hạnh phúc | | | | | |
                    | | | | | | | | |
                    DANH SÁCH ĐẠI BIỂU THAM DỰ | | | | | | | | |
                    TT | Họ và tên↵(chữ in hoa) | Năm sinh | | Chức vụ * | Đơn vị công tác | SĐT (di động) | Dân tộc | Điểm danh |
                    | | Nam | Nữ | | | | | 01/7 | 02/7
                    (1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10)
                    A | KHỐI HUYỆN | | | | | | | |
                    01 | Đ/c NGUYỄN VĂN AN | 1965 | \u00a0 | Chủ tịch | MTTQ huyện | #900000001 | Kinh | x | x
                    2. | <.VnTime>Lª ThÞ BÝch (thay ®/c Cóc) | | 5/3/1970 | <.VnTime>Uû viªn | | 0900.000.002 | Kinh | x |
                    B | KHỐI XÃ | | | | | | | |
                    I | Xã Hát Môn (02 đ/c) | | | | | | | |
                    1 | Tống Văn Cường | 01/13/1970 | | Chủ tịch | | | | |
                    ={A13+1}2 | ~Đoàn Thị Dung~ | | #1972 | Uỷ viên | | +84900000004 | | vắng | vắng
                    3 | Bị Ẩn | 1970 | | Uỷ viên | | | | |
                    4 | | | | | | | | |
                    TT | Họ và tên↵(chữ in hoa) | Năm sinh | | Chức vụ * | Đơn vị công tác | SĐT (di động) | Dân tộc | Điểm danh |
                    | | Nam | Nữ | | | | | 01/7 | 02/7
                    II | <VNI-Times>Xaõ Phuùc Hoøa | | | | | | | |
                    1 | Nguye\u0302\u0303n Thị Hòa | | 1980 | | | 9.00E+08 | | v | x
                    Tổng cộng: 7 đại biểu | | | | | | | | |
                    | | | | | Phúc Thọ, ngày 20 tháng 6 năm 2024 | | | |
                    NGƯỜI LẬP BIỂU | | | | | TM. BAN THƯỜNG TRỰC | | | |
                    | Hoàng Thị Cúc | | | | Lê Thị Toan | | | |
                    """,
                    merges=(
                        "A4:J4",
                        "A5:A6",
                        "B5:B6",
                        "C5:D5",
                        "E5:E6",
                        "F5:F6",
                        "G5:G6",
                        "H5:H6",
                        "I5:J5",
                        "F9:F10",
                        "A17:A18",
                        "B17:B18",
                        "C17:D17",
                        "I17:J17",
                    ),
                    hidden=(15,),
                ),
                Tab("Họ và tên | Chức vụ\nCũ Một | Uỷ viên", name="Cũ", state="hidden"),
                Tab("", name="Sheet3"),
            ],
            "Xã Tam Hiệp.csv": "\ufeffSTT;Họ đệm;Tên;Phái;Đơn vị\n1;Vũ Văn;Bình;Nam;xã Tam Hiệp\n2;Tạ Thị;;Nữ;xã Tam Hiệp\n",
            "tong-hop.xlsx": [
                Tab(
                    """
                    Họ tên | Đơn vị
                    Vũ Văn Bình | xã Tam Hiệp
                    Nguyễn Thị Hoà | xã Phúc Hoà
                    Lý Mới | xã Sen Phương
                    """,
                    name="Tổng hợp",
                )
            ],
            "~$ds.xlsx": b"\0" * 165,
        },
        """
        cell | name | honorific | unit | gender | born | phone | present | withdrawn | held
        C2 | Vũ Văn Bình | | xã Tam Hiệp | Nam | | | | |
        C3 | Tạ Thị | | xã Tam Hiệp | Nữ | | | | | x
        B9 | Nguyễn Văn An | đồng chí | MTTQ huyện | Nam | 1965 | 0900000001 | xx | |
        B10 | Lê Thị Bích | | MTTQ huyện | Nữ | 1970-03-05 | 0900000002 | x- | |
        B13 | Tống Văn Cường | | xã Hát Môn | Nam | | | -- | | x
        B14 | Đoàn Thị Dung | | xã Hát Môn | Nữ | 1972 | 0900000004 | -- | x |
        B20 | Nguyễn Thị Hòa | | xã Phúc Hòa | Nữ | 1980 | | -x | | x
        A4 | Lý Mới | | xã Sen Phương | | | | | |
        """,
        "? H6 Cột này là dữ liệu cá nhân nhạy cảm, không được đọc.",
        "? A15 1 dòng đang ẩn, không được đọc.",
        "? B14 1 người có họ tên bị gạch ngang, được hiểu là đã rút.",
        "? B9 1 họ tên gõ toàn chữ hoa hoặc toàn chữ thường đã được viết lại, ví dụ «Nguyễn Văn An».",
        "? A21 Ghi 7 người nhưng danh sách có 5 người.",
        "C13 Ngày sinh có tháng không có trong lịch (chỉ có tháng 1 đến tháng 12).",
        "G20 Số đã bị Excel rút gọn, mất chữ số.",
        "I20 Không hiểu dấu điểm danh «v».",
        "? Cũ Trang «Cũ» đang ẩn, không được đọc.",
        "[Xã Tam Hiệp.csv]Xã Tam Hiệp!C3 Chưa có tên, mới có họ đệm.",
        "? [tong-hop.xlsx]Tổng hợp Trang này lặp lại 2 người đã có ở các trang khác, nên chỉ lấy 1 người còn lại.",
    ),
)
