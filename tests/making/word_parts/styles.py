"""The styles of the four papers: a clerk restyles a paper by changing one of these in Word.

Sizes and weights: Nghị định 30/2020/NĐ-CP, Phụ lục I, section V; the head is the decree's own example, 12, 13 and 13.
"""

from dataclasses import dataclass

from word_parts.ooxml import millimetres

FONT = "Times New Roman"
SINGLE, BODY_LINE = 240, 252
TEXT_WIDTH = millimetres(165)
# "Thành phố Hồ Chí Minh, ngày      tháng      năm 2025", with room to write, takes more than 97 mm.
LEFT_HEAD, RIGHT_HEAD = millimetres(65), TEXT_WIDTH - millimetres(65)
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
    Style(ident="CoQuanChuQuan", name="Cơ quan chủ quản", size=12, align="center"),
    Style(ident="CoQuanBanHanh", name="Cơ quan ban hành", size=12, bold=True, align="center"),
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
    Style(ident="DauBang", name="Đầu bảng", size=13, bold=True, align="center", before=60, after=60, keep=True),
    Style(ident="OBang", name="Ô bảng", size=13, before=40, after=40),
    Style(ident="OBangGio", name="Ô bảng giữa", base="OBang", align="center"),
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
LANDSCAPE_HALF = LANDSCAPE_WIDTH // 2
CERTIFICATE = (
    Style(ident="QuocHieu", name="Quốc hiệu", size=13, bold=True, align="center"),
    Style(ident="TieuNgu", name="Tiêu ngữ", size=14, bold=True, align="center"),
    rule("KeTieuNgu", "Kẻ dưới tiêu ngữ", MOTTO[14], LANDSCAPE_HALF),
    Style(ident="CoQuanChuQuan", name="Cơ quan chủ quản", size=13, align="center"),
    Style(ident="CoQuanBanHanh", name="Cơ quan ban hành", size=13, bold=True, align="center"),
    rule("KeCoQuan", "Kẻ dưới cơ quan ban hành", millimetres(22), LANDSCAPE_HALF),
    Style(
        ident="TenGiay", name="Tên giấy", size=36, bold=True, colour=RED, stretch=40, align="center",
        before=120, after=40,
    ),
    Style(ident="NguoiCap", name="Người cấp", size=15, bold=True, align="center", after=60),
    Style(ident="ThongTin", name="Thông tin chứng nhận", size=16, left=1134, right=567, after=60),
    Style(ident="ChungNhan", name="Chứng nhận", base="ThongTin"),
    Style(ident="DiaDanh", name="Địa danh ngày tháng", size=14, italic=True, align="center", after=40, keep=True),
    Style(ident="ThamQuyenKy", name="Thẩm quyền ký", size=14, bold=True, align="center", keep=True),
    Style(
        ident="HoTenNguoiKy", name="Họ tên người ký", size=14, bold=True, align="center",
        before=millimetres(27), keep=True,
    ),
    Style(ident="VaoSo", name="Vào sổ", size=13, left=1134, keep=True),
    Style(ident="CuoiBai", name="Cuối bài", size=1, line=20, exact=True),
    Style(ident="HoTen", name="Họ tên người được cấp", kind="character", size=20, bold=True),
    Style(ident="HoTenVua", name="Họ tên người được cấp, dài", kind="character", size=16, bold=True),
    Style(ident="HoTenNho", name="Họ tên người được cấp, rất dài", kind="character", size=13, bold=True),
    Style(ident="NhanMuc", name="Nhãn mục", kind="character", italic=True),
)  # fmt: skip
EXTRAS = (
    *PLAN[4:],
    Style(ident="ThoiGianDiaDiem", name="Thời gian, địa điểm", size=13, italic=True, align="center", keep=True),
    Style(ident="TongSo", name="Tổng số", size=13, italic=True, before=120),
    Style(ident="TenBien", name="Tên trên biển", size=36, bold=True, align="center", after=160),
    Style(ident="ChucVuBien", name="Chức vụ trên biển", size=18, align="center"),
    Style(ident="OBangNho", name="Ô bảng nhỏ", base="OBang", size=11),
    Style(ident="CoQuanTrinh", name="Cơ quan trình", size=13, align="center", keep=True),
    Style(ident="NguoiTrinh", name="Người trình", size=13, bold=True, align="center", keep=True),
    Style(ident="KyTen", name="Ký tên", size=13, italic=True, align="center", after=millimetres(22)),
    Style(ident="CuoiBai", name="Cuối bài", size=1, line=20, exact=True),
)
SIGNING_LIST = (
    Style(ident="CongDanhMuc", name="Cộng danh mục", base="TongSo", keep=True, whole=True),
    rule("KeDanhMuc", "Kẻ dưới tên danh mục", millimetres(60), LIST_WIDTH, before=100, after=200),
    Style(ident="KyNhay", name="Ký nháy", base="KyTen", after=millimetres(15)),
    Style(ident="NgayTrinh", name="Ngày trình", size=13, italic=True, align="center", keep=True),
)
SHEET = (rule("KeTenDanhSach", "Kẻ dưới tên danh sách", millimetres(52), LANDSCAPE_WIDTH, before=100, after=240),)
PLATES = (
    Style(ident="TenBienVua", name="Tên dài trên biển", size=26, bold=True, align="center", after=160),
    Style(ident="TenBienNho", name="Tên rất dài trên biển", size=17, bold=True, align="center", after=160),
)
SHARED = (
    Style(ident="Header", name="header", size=14, align="center"),
    Style(ident="DongLenh", name="Dòng lệnh", size=9, colour="7F7F7F"),
    Style(ident="Nhan", name="Nhãn", kind="character", bold=True),
)
