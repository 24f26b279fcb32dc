"""Headings over headings, relatives, English doubles, sums without a label, and what stands among the people."""

from corpus_books import Odd, Tab, book, odd

NO_UNIT = "? Danh sách không cho biết đơn vị của ai cả: giấy tờ sẽ không có đơn vị."
TWO = "Ô có thể ghi hai người."


def people(title: str, rows: str, expected: str, *problems: str, head: str = "STT | Họ và tên | Đơn vị") -> Odd:
    """Return an entry of a plain roster: its rows between bars, and "name; name" of those expected."""
    names = "\n".join(f"{name.strip()}" for name in expected.split(";")) if expected else ""
    return odd(title, f"{head}\n{rows}", f"name\n{names}" if names else "", *problems)


KINDS = (
    odd(
        "posts of the party and of the office under one heading that is not merged",
        """
        STT | Họ và tên | Chức vụ | | Đơn vị
         | | Đảng | Chính quyền |
        1 | Lê An | Bí thư Chi bộ | Trưởng thôn | Thôn 1
        2 | Vũ Bình | | Phó thôn | Thôn 1
        """,
        "name | title | party_title\nLê An | Trưởng thôn | Bí thư Chi bộ\nVũ Bình | Phó thôn |",
    ),
    odd(
        "posts of three bodies: the party's apart, the others together",
        """
        STT | Họ và tên | Chức vụ | | | Đơn vị
         | | Đảng | CQ | Đoàn thể |
        1 | Lê An | Bí thư Chi bộ | Trưởng thôn | Chi hội trưởng | Thôn 1
        2 | Vũ Bình | | | Chi hội phó | Thôn 1
        """,
        """
        name | title | party_title
        Lê An | Trưởng thôn, Chi hội trưởng | Bí thư Chi bộ
        Vũ Bình | Chi hội phó |
        """,
    ),
    odd(
        "schooling of several kinds, of which one is the degree",
        """
        STT | Họ và tên | Trình độ | | | Đơn vị
         | | Học vấn | Chuyên môn | Lý luận chính trị |
        1 | Lê An | 12/12 | Đại học | Trung cấp | Thôn 1
        """,
        "name | degree\nLê An | Đại học",
        "? C2 Không đọc 2 cột vì không biết tiêu đề: «Trình độ Học vấn», «Trình độ Lý luận chính trị».",
    ),
    odd(
        "the hamlet and the commune under one heading",
        """
        STT | Họ và tên | Đơn vị công tác | | Chức vụ
         | | Thôn | Xã |
        1 | Lê An | Thôn 1 | xã Phúc Thọ | Trưởng thôn
        """,
        "name | hamlet | unit\nLê An | Thôn 1 | xã Phúc Thọ",
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    ),
    odd(
        "attendance as yes and no under what happened",
        """
        STT | Họ và tên | Đơn vị | Tham dự |
         | | | Có | Không
        1 | Lê An | Thôn 1 | x |
        2 | Vũ Bình | Thôn 1 | | x
        """,
        "name | present\nLê An | x\nVũ Bình | -",
    ),
    odd(
        "attendance with two kinds of absence",
        """
        STT | Họ và tên | Đơn vị | Tình hình tham dự | |
         | | | Có mặt | Vắng có lý do | Vắng không lý do
        1 | Lê An | Thôn 1 | x | |
        2 | Vũ Bình | Thôn 1 | | x |
        3 | Tạ Cúc | Thôn 1 | | | x
        """,
        "name | present\nLê An | x\nVũ Bình | -\nTạ Cúc | -",
    ),
    odd(
        "morning, afternoon and absence under one heading",
        """
        STT | Họ và tên | Đơn vị | Điểm danh | |
         | | | Sáng | Chiều | Vắng
        1 | Lê An | Thôn 1 | x | x |
        2 | Vũ Bình | Thôn 1 | x | | 1
        """,
        "name | present\nLê An | xx\nVũ Bình | x-",
    ),
    odd(
        "signs of absence in one column: P and K are away, v is asked for",
        """
        STT | Họ và tên | Đơn vị | Điểm danh
        1 | Lê An | Thôn 1 | x
        2 | Vũ Bình | Thôn 1 | P
        3 | Tạ Cúc | Thôn 1 | K
        4 | Đỗ Dũng | Thôn 1 | v
        """,
        "name | present | held\nLê An | x |\nVũ Bình | - |\nTạ Cúc | - |\nĐỗ Dũng | - | x",
        "D5 Không hiểu dấu điểm danh «v».",
    ),
    odd(
        "English behind the headings, in brackets, behind a slash and on a second line",
        """
        No. | Họ và tên (Full name) | Ngày sinh (DOB) | Chức vụ/Position | Cơ quan công tác↵Work place | Điện thoại/Tel
        1 | Lê An | 1/2/1970 | Trưởng thôn | Thôn 1 | 0912345678
        """,
        "name | born | title | unit | phone\nLê An | 1970-02-01 | Trưởng thôn | Thôn 1 | 0912345678",
    ),
    odd(
        "English in a row below the headings",
        """
        STT | Họ và tên | Chức vụ | Đơn vị
        No. | Full name | Position | Unit
        1 | Lê An | Trưởng thôn | Thôn 1
        """,
        "cell | name | title\nB3 | Lê An | Trưởng thôn",
    ),
    odd(
        "relatives in columns of their own, one of them in brackets, one without marks",
        """
        Họ tên học sinh | Lớp | Họ tên (bố) | HO TEN ME | SĐT phụ huynh
        Lê An | 5A | Lê Bình | Vũ Cúc | 0912345678
        """,
        "name | unit | phone\nLê An | 5A |",
        "? C1 Không đọc 3 cột vì là của gia đình, người thân: «Họ tên (bố)», «HO TEN ME», «SĐT phụ huynh».",
    ),
    odd(
        "a husband, a guardian and children under a heading of their own",
        """
        STT | Họ và tên | Đơn vị | Thông tin gia đình | |
         | | | Họ tên chồng | Người giám hộ | Số con
        1 | Lê An | Thôn 1 | Vũ Bình | Tạ Cúc | #2
        """,
        "name | unit\nLê An | Thôn 1",
        "? D2 Không đọc 3 cột vì là của gia đình, người thân: «Thông tin gia đình Họ tên chồng», "
        "«Thông tin gia đình Người giám hộ», «Thông tin gia đình Số con».",
        merges=("D1:F1",),
    ),
    people("a sum that nobody labelled", "1 | Lê An | Thôn 1 | x\n2 | Vũ Bình | Thôn 1 | x\n | #2 | | #2", "Lê An;Vũ Bình",
           head="STT | Họ và tên | Đơn vị | Có mặt"),
    people("sums of men and women that nobody labelled", "1 | Lê An | Thôn 1 | x |\n2 | Vũ Bình | Thôn 1 | | x\n | | | #1 | #1",
           "Lê An;Vũ Bình", head="STT | Họ và tên | Đơn vị | Nam | Nữ"),
    people("a sum of money that nobody labelled", "1 | Lê An | Thôn 1 | #100000\n | | | #100000", "Lê An",
           "? D1 Không đọc 1 cột vì không biết tiêu đề: «Số tiền».", head="STT | Họ và tên | Đơn vị | Số tiền"),
    odd("a person of whom only figures were typed is still asked for",
        "STT | Họ và tên | Năm sinh\n1 | Lê An | 1965\n | | #1970", "name | born\nLê An | 1965\n | 1970",
        "B3 Chưa có họ tên.", NO_UNIT),
    people("rows numbered ahead, as a Google sheet saves them", "1 | Lê An | Thôn 1\n#3.0 | |\n#4.0 | |\n5. | |\n06 | |", "Lê An"),
    people("rows of dots to be written on", "1 | Lê An | Thôn 1\n2 | …………… |\n3 | ....... | ......", "Lê An"),
    people("a request below the people",
           "1 | Lê An | Thôn 1\n | Đề nghị các đơn vị gửi danh sách trước ngày 01/3 |\n"
           " | Mọi chi tiết liên hệ đồng chí Hà: 0912345678 |\n | Kính đề nghị các đồng chí đến đúng giờ |", "Lê An"),
    people("the sum in words, a date line and those who sign",
           "1 | Lê An | Thôn 1\n | Bằng chữ: Hai trăm nghìn đồng |\n | Ngày 5 tháng 3 năm 2026 |\n | Người nhận | Thủ quỹ\n"
           " | (Ký, ghi rõ họ tên) | (Ký, ghi rõ họ tên)\n | Vũ Bình | Tạ Cúc", "Lê An"),
    people("two people in a cell, in every spelling",
           "1 | Lê An, Vũ Bình | Thôn 1\n2 | Lê An và Vũ Bình | Thôn 2\n3 | Lê An + Vũ Bình | Thôn 3\n"
           "4 | 1. Lê An 2. Vũ Bình | Thôn 4\n5 | Ông Lê An, bà Vũ Bình | Thôn 5\n6 | Vợ chồng ông Lê An | Thôn 6",
           "Lê An;Lê An và Vũ Bình;Lê An + Vũ Bình;Lê An 2. Vũ Bình;Ông Lê An;Vợ chồng ông Lê An",
           *(f"B{row} {TWO}" for row in range(2, 8))),
    odd(
        "notes of those who died, declined or cannot come",
        """
        STT | Họ và tên | Đơn vị | Ghi chú
        1 | Lê An | Thôn 1 | đã từ trần
        2 | Vũ Bình | Thôn 1 | không tham dự
        3 | Tạ Cúc | Thôn 1 | bận không dự được
        4 | Đỗ Dũng | Thôn 1 | Hoãn, không đi được
        5 | Hà Én | Thôn 1 | ko mời
        6 | Bùi Giang (từ trần) | Thôn 1 |
        7 | Lý Hải | Thôn 1 | Đi thay ông An
        8 | Mai Kha | Thôn 1 | mẹ đã mất
        """,
        "name | withdrawn\nLê An | x\nVũ Bình | x\nTạ Cúc | x\nĐỗ Dũng | x\nHà Én | x\nBùi Giang | x\nLý Hải |\nMai Kha |",
        "? B2 6 người không được mời vì ghi chú trong danh sách: Lê An («đã từ trần»), Vũ Bình («không tham dự»), "
        "Tạ Cúc («bận không dự được»), Đỗ Dũng («Hoãn, không đi được»), Hà Én («ko mời») và 1 người nữa.",
    ),
    book(
        "a sheet a session, named by the titles above the tables",
        [Tab("DANH SÁCH ĐIỂM DANH BUỔI SÁNG | |\nHọ và tên | Đơn vị | Ký tên\nLê An | Thôn 1 | x\nVũ Bình | Thôn 1 |", "Sheet1"),
         Tab("DANH SÁCH ĐIỂM DANH BUỔI CHIỀU | |\nHọ và tên | Đơn vị | Ký tên\nLê An | Thôn 1 | x\nVũ Bình | Thôn 1 | x", "Sheet2")],
        "name | present\nLê An | xx\nVũ Bình | -x",
    ),
    book(
        "a sheet a sitting, one of them with somebody else",
        [Tab("Họ và tên | Đơn vị | Ký tên\nLê An | Thôn 1 | x\nVũ Bình | Thôn 1 | x", "Buổi 1"),
         Tab("Họ và tên | Đơn vị | Ký tên\nLê An | Thôn 1 | x\nTạ Cúc | Thôn 1 | x", "Buổi 2")],
        "name | present\nLê An | xx\nVũ Bình | x-\nTạ Cúc | -x",
        "? Buổi 1!A3 1 người không có tên ở «Buổi 2», nên được hiểu là vắng ở đó.",
        "? Buổi 2!A3 1 người không có tên ở «Buổi 1», nên được hiểu là vắng ở đó.",
    ),
    people("days with the month first, as a US Excel saves CSV",
           "1 | Lê An | 18/10/1968 | Thôn 1\n2 | Vũ Bình | 7/4/1986 | Thôn 1\n3 | Tạ Cúc | 10/24/1975 | Thôn 1\n"
           "4 | Đỗ Dũng | 3/2/1981 | Thôn 1\n5 | Hà Én | 3/3/1981 | Thôn 1", "Lê An;Vũ Bình;Tạ Cúc;Đỗ Dũng;Hà Én",
           "C4 Ngày sinh có tháng không có trong lịch (chỉ có tháng 1 đến tháng 12).",
           "? C3 2 ngày trong cột này có thể đã bị Excel đảo ngày với tháng: ô C4 ghi tháng trước, ngày sau.",
           head="STT | Họ và tên | Ngày sinh | Đơn vị"),
    odd(
        "grades as letters under one heading, and one column where the grade is only ticked",
        """
        STT | Họ và tên | Đơn vị | Xếp loại | | |
         | | | XS | G | K | TB
        1 | Lê An | Thôn 1 | x | | |
        2 | Vũ Bình | Thôn 1 | | | | x
        3 | Tạ Cúc | Thôn 1 | | x | |
        """,
        "name | grade\nLê An | Xuất sắc\nVũ Bình | Trung bình\nTạ Cúc | Giỏi",
        merges=("D1:G1",),
    ),
    odd("a grade that is only a mark is asked for", "Họ và tên | Xếp loại\nLê An | x\nVũ Bình | Khá",
        "name | grade | held\nLê An | | x\nVũ Bình | Khá |", "B2 Xếp loại chỉ có dấu.", NO_UNIT),
    odd("results and grades under short headings", "Họ và tên | Đơn vị | KQ | XL\nLê An | Thôn 1 | Đ | Giỏi\nVũ Bình | Thôn 1 | KĐ | Yếu",
        "name | result | grade\nLê An | Đ | Giỏi\nVũ Bình | KĐ | Yếu"),
    odd("completed or not in abbreviations under the results",
        "Họ và tên | Đơn vị | Kết quả |\n | | HT | CHT\nLê An | Thôn 1 | x |\nVũ Bình | Thôn 1 | | x",
        "name | result\nLê An | Hoàn thành\nVũ Bình | Chưa hoàn thành", merges=("C1:D1",)),
    *(odd(f"names under «{heading}»", f"STT | {heading} | Đơn vị\n1 | Lê An | xã A", "name | unit\nLê An | xã A") for heading in
      ("Họ và tên đoàn viên, hội viên", "Họ tên giáo viên/nhân viên", "Tên cán bộ, công chức, viên chức", "HỌ VÀ TÊN VĐV",
       "Họ và tên người tham gia", "Họ và tên (Full name)", "HỌ VÀ TÊN↵(Ghi bằng chữ in hoa)")),
    *(odd(f"units under «{heading}»", f"STT | Họ và tên | {heading}\n1 | Lê An | Tổ 5", "name | unit\nLê An | Tổ 5") for heading in
      ("Đơn vị/Địa chỉ", "Trường/Đơn vị", "CƠ QUAN - ĐƠN VỊ", "Chi đoàn", "Nơi công tác hiện nay", "Đơn vị (Unit)", "Lớp",
       "Khoa", "Trường", "Chi bộ", "Tổ dân phố", "Tên thôn")),
    *(odd(f"posts under «{heading}»", f"Họ và tên | {heading} | Đơn vị\nLê An | Trưởng thôn | xã A", "name | title\nLê An | Trưởng thôn")
      for heading in ("Chức danh, đơn vị công tác", "Chức vụ/đơn vị", "Position", "CHỨC VỤ HIỆN NAY")),
    *(odd(f"presence under «{heading}»", f"Họ và tên | Đơn vị | {heading}\nLê An | xã A | x\nVũ Bình | xã A |",
          "name | present\nLê An | x\nVũ Bình | -") for heading in
      ("Hiện diện", "Có mặt/Vắng mặt", "Điểm danh (x: có mặt)", "Ký tên", "Điểm danh ngày 05/3")),
    *(odd(f"somebody else's data under «{heading}»", f"Họ và tên | Đơn vị | {heading}\nLê An | xã A | Vũ Cúc", "name | unit\nLê An | xã A",
          f"? C1 Không đọc 1 cột vì là của gia đình, người thân: «{heading}».") for heading in
      ("Vợ/chồng", "Bố", "Họ tên ba má", "Người đỡ đầu", "SĐT của mẹ", "Năm sinh chồng")),
)  # fmt: skip
