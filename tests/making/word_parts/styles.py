"""The styles of the four papers: a clerk restyles a paper by changing one of these in Word.

Sizes and weights: Nghị định 30/2020/NĐ-CP, Phụ lục I, section V; the head is the decree's own example, 12, 13 and 13.
"""

from dataclasses import dataclass, replace

from word_parts.ooxml import millimetres

FONT = "Times New Roman"
SINGLE, BODY_LINE = 240, 252
TEXT_WIDTH = millimetres(165)
# "Thành phố Hồ Chí Minh, ngày      tháng      năm 2025", with room to write, takes more than 97 mm.
LEFT_NUMBER = millimetres(65)
# The issuer's lines stay clear of Quốc hiệu beside them.
APART = {"right": millimetres(1.2)}
# "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" takes 88.3 mm, "ỦY BAN NHÂN DÂN XÃ PHÚC THỌ" 70.6.
LEFT_HEAD, RIGHT_HEAD = millimetres(75.5), TEXT_WIDTH - millimetres(75.5)
# The motto in Times New Roman bold: 3183 twips wide at 13 pt, 3428 at 14 pt; its rule is as long as the words.
MOTTO = {13: 3183, 14: 3428}
ROOM_TO_SIGN = millimetres(28)
RED, GOLD = "9B1C1F", "B08D3C"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    ident: str
    name: str
    kind: str = "paragraph"
    base: str = "Normal"
    size: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    colour: str | None = None
    stretch: int | None = None
    align: str | None = None
    before: int | None = None
    after: int | None = None
    line: int | None = None
    exact: bool = False
    first: int | None = None
    left: int | None = None
    right: int | None = None
    hanging: int | None = None
    rule: str | None = None
    keep: bool = False
    whole: bool = False
    outline: int | None = None


def rule(ident, name, width, available, **more):
    """A line drawn as the upper border of a very low paragraph, in the middle of the room there is."""
    side = (available - width) // 2
    low = {"size": 2, "line": 60, "exact": True, "left": side, "right": side, "before": 60, "after": 0}
    return Style(ident=ident, name=name, **{**low, "rule": "000000", "keep": True, **more})


HEAD = (
    Style(ident="QuocHieu", name="Quốc hiệu", size=12, bold=True, align="center"),
    Style(ident="TieuNgu", name="Tiêu ngữ", size=13, bold=True, align="center"),
    rule("KeTieuNgu", "Kẻ dưới tiêu ngữ", MOTTO[13], RIGHT_HEAD),
    Style(ident="CoQuanChuQuan", name="Cơ quan chủ quản", size=12, align="center", **APART),
    Style(ident="CoQuanBanHanh", name="Cơ quan ban hành", size=12, bold=True, align="center", **APART),
    rule("KeCoQuan", "Kẻ dưới cơ quan ban hành", millimetres(20), LEFT_HEAD),
    Style(ident="SoKyHieu", name="Số ký hiệu", size=13, align="center", before=120),
    Style(ident="DiaDanh", name="Địa danh ngày tháng", size=13, italic=True, align="center", before=120),
)
TITLE = (
    Style(ident="TenLoai", name="Tên loại", size=14, bold=True, align="center", before=360, keep=True),
    Style(ident="TrichYeu", name="Trích yếu", size=14, bold=True, align="center", keep=True),
    rule("KeTrichYeu", "Kẻ dưới trích yếu", millimetres(52), TEXT_WIDTH, before=100, after=240),
)
# Under an abstract of less than a line.
RULES = (
    rule("KeTrichYeuNgan", "Kẻ dưới trích yếu ngắn", millimetres(20), TEXT_WIDTH, before=100, after=240),
    rule("KeTrichYeuVua", "Kẻ dưới trích yếu vừa", millimetres(35), TEXT_WIDTH, before=100, after=240),
)
BODY = (
    Style(ident="LoiVan", name="Lời văn", size=14, align="both", after=120, line=BODY_LINE, first=720),
    Style(ident="CauKet", name="Câu kết", base="LoiVan", keep=True, whole=True, after=240),
)
PLAN = (
    Style(ident="CanCu", name="Căn cứ", base="LoiVan", italic=True),
    Style(ident="DeMucI", name="Đề mục I", base="LoiVan", bold=True, before=120, keep=True, whole=True, outline=0),
    Style(ident="DeMuc1", name="Đề mục 1", base="LoiVan", bold=True, keep=True, whole=True, outline=1),
    Style(ident="GachDauDong", name="Gạch đầu dòng", base="LoiVan"),
    Style(ident="MucDanhSo", name="Mục đánh số", base="LoiVan"),
    Style(ident="DauBang", name="Đầu bảng", size=13, bold=True, align="center", before=60, after=60, keep=True),
    Style(ident="OBang", name="Ô bảng", size=13, before=40, after=40),
    Style(ident="OBangGio", name="Ô bảng giữa", base="OBang", align="center"),
    Style(ident="OBangGiu", name="Ô bảng, liền hàng sau", base="OBang", keep=True),
    Style(ident="OBangGioGiu", name="Ô bảng giữa, liền hàng sau", base="OBangGio", keep=True),
    Style(ident="OBangNgay", name="Ô bảng ngày", base="OBang", bold=True, italic=True, keep=True),
    Style(ident="SauBang", name="Sau bảng", size=6, after=0),
)
SIGNATURE = (
    Style(ident="NoiNhanTieuDe", name="Nơi nhận tiêu đề", size=12, bold=True, italic=True, keep=True),
    Style(ident="NoiNhanDong", name="Nơi nhận dòng", size=11, keep=True),
    Style(ident="ThamQuyenKy", name="Thẩm quyền ký", size=14, bold=True, align="center", keep=True),
    Style(
        ident="HoTenNguoiKy", name="Họ tên người ký", size=14, bold=True, align="center",
        before=ROOM_TO_SIGN, keep=True,
    ),
    Style(ident="CuoiBai", name="Cuối bài", size=1, line=20, exact=True),
)  # fmt: skip
LETTER = (
    Style(ident="KinhGui", name="Kính gửi", size=14, left=millimetres(30), before=240, after=120),
    Style(ident="OBangSo", name="Ô bảng số", base="OBang"),
    Style(ident="OBangSoGiua", name="Ô bảng số giữa", base="OBangGio"),
    Style(ident="OBangTong", name="Ô bảng tổng cộng", base="OBang", bold=True),
    Style(ident="OBangTongGiua", name="Ô bảng tổng cộng giữa", base="OBangGio", bold=True),
)
ABOUT = Style(ident="VeViec", name="Về việc", size=13, align="center", before=120)
DECISION = (
    Style(ident="ThamQuyenBanHanh", name="Thẩm quyền ban hành", size=14, bold=True, align="center", before=120, after=120,
          keep=True),
    Style(ident="PhuLuc", name="Phụ lục", size=14, bold=True, align="center", keep=True),
    Style(ident="TenPhuLuc", name="Tên phụ lục", size=14, bold=True, align="center", keep=True),
    Style(ident="KemTheo", name="Kèm theo", size=14, italic=True, align="center", after=240, keep=True),
    Style(ident="TongSo", name="Tổng số", size=13, italic=True, before=120),
)  # fmt: skip
# Room above a heading, where a low paragraph below the table would part it from its text in LibreOffice.
AFTER_TABLE = Style(ident="DeMucSauBang", name="Đề mục sau bảng", base="DeMuc1", before=120, keep=True, whole=True)
NEWS = (
    BODY[0],
    Style(ident="DoanKet", name="Đoạn kết", base="LoiVan", keep=True),
    Style(ident="TieuDeTin", name="Tiêu đề tin", size=16, bold=True, align="center", after=120, keep=True, outline=0),
    Style(ident="DangLuc", name="Đăng lúc", size=12, italic=True, align="center", after=240, keep=True),
    Style(ident="Anh", name="Ảnh", align="center", before=120, after=60, keep=True),
    Style(
        ident="ChuThichAnh", name="Chú thích ảnh", size=13, italic=True, align="center", after=240, left=567, right=567
    ),
    Style(ident="TacGia", name="Tác giả", size=14, bold=True, align="right", before=120, whole=True),
)
LANDSCAPE_WIDTH = millimetres(249)
LIST_WIDTH = millimetres(267)
LANDSCAPE_HEAD = millimetres(110), LANDSCAPE_WIDTH - millimetres(110)
FACE = millimetres(88)
CERTIFICATE_HEAD = tuple(millimetres(width) for width in (103, 37, 103))
CERTIFICATE_FOOT = tuple(millimetres(width) for width in (140, 103))


def exact(ident, name, size, height, **more):
    """A style of the certificates: lines of exact height, in the middle unless said otherwise, never cut."""
    return Style(ident=ident, name=name, size=size, line=round(height * 20), exact=True, whole=True,
                 **{"align": "center", **more})  # fmt: skip


def certificate_styles(title_size, colour):
    """Return the styles of a certificate whose title and name are of one colour."""
    half, name = CERTIFICATE_HEAD[0], {"bold": True, "colour": colour, "stretch": 8, "before": 20, "after": 60}
    course = {"bold": True, "left": millimetres(8), "right": millimetres(8), "before": 30, "after": 30}
    left = {"align": "left", "left": millimetres(5)}
    low = {"line": 80, "before": 50, "whole": True, "keep": False}
    return (
        exact("QuocHieu", "Quốc hiệu", 13, 16, bold=True),
        exact("TieuNgu", "Tiêu ngữ", 14, 17, bold=True),
        rule("KeTieuNgu", "Kẻ dưới tiêu ngữ", MOTTO[14], half, **low),
        exact("CoQuanChuQuan", "Cơ quan chủ quản", 13, 16),
        exact("CoQuanBanHanh", "Cơ quan ban hành", 13, 16, bold=True),
        rule("KeCoQuan", "Kẻ dưới cơ quan ban hành", millimetres(20.6), half, **low),
        Style(ident="BieuTrung", name="Biểu trưng", size=10, align="center"),
        exact("TenGiay", "Tên giấy", title_size, 44, bold=True, colour=colour, stretch=40),
        exact("NguoiCap", "Người cấp", 15, 18.5, bold=True, before=40),
        exact("NguoiCapNho", "Người cấp, nhiều dòng", 13, 15.5, bold=True),
        exact("ChungNhan", "Chứng nhận", 15, 18, italic=True, before=520),
        exact("ChungNhanSat", "Chứng nhận, sát", 15, 18, italic=True, before=60),
        exact("HoTen", "Họ tên người được cấp", 34, 39, **name),
        exact("HoTenVua", "Họ tên người được cấp, vừa", 30, 36, **name),
        exact("HoTenNho", "Họ tên người được cấp, nhỏ", 26, 33, **name),
        exact("HoTenRatNho", "Họ tên người được cấp, rất nhỏ", 24, 30, **name),
        exact("HoTenNhoNhat", "Họ tên người được cấp, nhỏ nhất", 20, 26, **name),
        exact("ThongTin", "Thông tin chứng nhận", 15, 18.5),
        exact("ThongTinNho", "Thông tin chứng nhận, nhỏ", 13, 16, left=millimetres(14), right=millimetres(14)),
        exact("DaHoanThanh", "Đã hoàn thành", 15, 18, italic=True),
        exact("TenLop", "Tên lớp", 19, 24, **course),
        exact("TenLopVua", "Tên lớp, vừa", 17, 21.5, **course),
        exact("TenLopNho", "Tên lớp, nhỏ", 15, 18.5, **course),
        exact("DiaDanh", "Địa danh ngày tháng", 14, 18, italic=True),
        exact("ThamQuyenKy", "Thẩm quyền ký", 14, 17, bold=True),
        exact("ChoKy", "Chỗ ký", 14, 79.35),
        exact("ChoKyNho", "Chỗ ký, dưới nhiều dòng thẩm quyền", 14, 70.85),
        exact("HoTenNguoiKy", "Họ tên người ký", 14, 18, bold=True),
        Style(ident="AnhQR", name="Ảnh QR", size=8, after=140, **left),
        exact("VaoSo", "Vào sổ", 12, 15, **left),
        exact("TheoQuyetDinh", "Theo quyết định", 12, 15, **left),
        Style(ident="CuoiBai", name="Cuối bài", size=1, line=20, exact=True),
    )


EXTRAS = (
    *PLAN[5:],
    Style(ident="ThoiGianDiaDiem", name="Thời gian, địa điểm", size=13, italic=True, align="center", keep=True),
    Style(ident="TongSo", name="Tổng số", size=13, italic=True, before=120),
    Style(ident="CoQuanTrinh", name="Cơ quan trình", size=13, align="center", keep=True),
    Style(ident="NguoiTrinh", name="Người trình", size=13, bold=True, align="center", keep=True),
    Style(ident="KyTen", name="Ký tên", size=13, italic=True, align="center", after=millimetres(22)),
    Style(ident="CuoiBai", name="Cuối bài", size=1, line=20, exact=True),
)
SIGNING_LIST = (
    Style(ident="OBangNho", name="Ô bảng nhỏ", base="OBang", size=11),
    Style(ident="OBangNhoGiua", name="Ô bảng nhỏ giữa", base="OBangNho", align="center"),
    # The last rows stay with who signs the list.
    Style(ident="OBangNhoGiu", name="Ô bảng nhỏ, liền hàng sau", base="OBangNho", keep=True),
    Style(ident="OBangNhoGiuaGiu", name="Ô bảng nhỏ giữa, liền hàng sau", base="OBangNhoGiua", keep=True),
    Style(ident="CongDanhMuc", name="Cộng danh mục", base="TongSo", keep=True, whole=True),
    rule("KeDanhMuc", "Kẻ dưới tên danh mục", millimetres(60), LIST_WIDTH, before=100, after=200),
    Style(ident="KyNhay", name="Ký nháy", base="KyTen", after=millimetres(15)),
    Style(ident="NgayTrinh", name="Ngày trình", size=13, italic=True, align="center", keep=True),
)
SHEET = (
    *(style for style in HEAD if not style.ident.startswith("Ke")),
    rule("KeTieuNgu", "Kẻ dưới tiêu ngữ", MOTTO[13], LANDSCAPE_HEAD[1]),
    rule("KeCoQuan", "Kẻ dưới cơ quan ban hành", millimetres(20), LANDSCAPE_HEAD[0]),
    Style(ident="SauDanhSach", name="Sau danh sách", size=6, keep=True),
    rule("KeTenDanhSach", "Kẻ dưới tên danh sách", millimetres(52), LANDSCAPE_WIDTH, before=100, after=240),
    Style(ident="NgayTrinh", name="Ngày trình", size=13, italic=True, align="center", keep=True),
)
MONEY = (
    *SHEET,
    *LETTER[1:3],
    # The total stays with the sum in words and the signatures.
    *(replace(style, keep=True) for style in LETTER[3:]),
    Style(ident="OBangSoTien", name="Ô bảng tiền", base="OBang", align="right"),
    Style(ident="OBangTongTien", name="Ô bảng tổng tiền", base="OBangTong", align="right", keep=True),
    Style(ident="OBangCuoi", name="Ô bảng cuối", base="OBang", keep=True),
    Style(ident="OBangCuoiGiua", name="Ô bảng cuối giữa", base="OBangGio", keep=True),
    Style(ident="OBangCuoiTien", name="Ô bảng cuối tiền", base="OBangCuoi", align="right", keep=True),
    Style(ident="TenSuKien", name="Tên sự kiện", size=13, align="center", keep=True),
    Style(ident="CongTien", name="Cộng tiền", size=13, before=60, keep=True),
)
SCRIPT = (
    Style(ident="DongDau", name="Dòng đầu", size=13, keep=True),
    Style(ident="OBangVua", name="Ô bảng vừa", base="OBang", size=12),
    Style(ident="OBangVuaGiua", name="Ô bảng vừa giữa", base="OBangVua", align="center"),
    Style(ident="LoiDan", name="Lời dẫn", base="OBang", size=14, align="both", whole=True),
)
PLATES = (
    Style(ident="HocViBien", name="Học vị trên biển", size=18, align="center", after=60),
    Style(ident="TenBien", name="Tên trên biển", size=32, bold=True, align="center", after=160),
    Style(ident="TenBienVua", name="Tên dài trên biển", size=26, bold=True, align="center", after=160),
    Style(ident="TenBienNho", name="Tên rất dài trên biển", size=17, bold=True, align="center", after=160),
    Style(ident="ChucVuBien", name="Chức vụ trên biển", size=15, align="center", left=170, right=170),
)
SHARED = (
    Style(ident="Header", name="header", size=14, align="center"),
    Style(ident="DongLenh", name="Dòng lệnh", size=9, colour="7F7F7F"),
    Style(ident="Nhan", name="Nhãn", kind="character", bold=True),
)
