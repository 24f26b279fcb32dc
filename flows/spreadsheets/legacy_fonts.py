"""Put text typed in the fonts before Unicode (TCVN3, VNI) into Unicode; a font's name alone proves nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice, product
from typing import Literal

from flows.spreadsheets.sheet import Cell

Encoding = Literal["tcvn3", "vni"]
ENCODINGS: tuple[Encoding, ...] = ("tcvn3", "vni")

# TCVN 5712:1993, the table of the .Vn fonts: Latin-1 code, then the letter it shows.
_TCVN3 = """
A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ
B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ
CCè CEẻ CFẽ D0é D1ẹ D2ề D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị
DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ
EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ
"""
TCVN3 = {chr(int(entry[:2], 16)): entry[2] for entry in _TCVN3.split()}

# VNI: a base, then its marks, each followed by the letter that the pair shows.
_VNI_PAIRS = {
    "a": "ùá øà ûả õã ïạ ââ áấ àầ åẩ ãẫ äậ êă éắ èằ úẳ üẵ ëặ",
    "e": "ùé øè ûẻ õẽ ïẹ âê áế àề åể ãễ äệ",
    "o": "ùó øò ûỏ õõ ïọ âô áố àồ åổ ãỗ äộ",
    "ô": "ùớ øờ ûở õỡ ïợ",
    "u": "ùú øù ûủ õũ ïụ",
    "ö": "ùứ øừ ûử õữ ïự",
    "y": "ùý øỳ ûỷ õỹ ïỵ",
}
_VNI_SINGLES = "ôơ öư ñđ íí ìì æỉ óĩ òị îỵ"


def _vni() -> dict[str, str]:
    """Return every pair in every mixture of cases (the base gives the letter its case), and the single signs."""
    table = {
        written_base + written_mark: pair[1].upper() if written_base.isupper() else pair[1]
        for base, pairs in _VNI_PAIRS.items()
        for pair in pairs.split()
        for written_base, written_mark in product((base, base.upper()), (pair[0], pair[0].upper()))
    }
    for pair in _VNI_SINGLES.split():
        table |= {pair[0]: pair[1], pair[0].upper(): pair[1].upper()}
    return table


VNI = _vni()

# Frequent syllables, of names first, whose Unicode spelling is also something else in an old font (Dòng: Dũng;
# Hoà: Hồ; Sôn: Sơn): where both readings are Vietnamese, the one that papers are full of wins.
_FREQUENT = """
an anh ái ân bá bà bác bách bài bạch bàn bản bảo báo bằng bắc bích biên bình bí bộ bổ bồi buổi bùi bút bửu bưu cao cán
cảnh cát cẩm căn cấp cần cầu chánh châu chấp chi chí chinh chiến chiểu chiều chính chị chủ chúc chuyên chung chức
chương cô công cơ cụ cục cư cương cường cử của cửu dân danh diễm diện diệp diệu dinh doãn doanh du dung duy duyên dũng
dược dư dương dự đại đan đào đàm đạo đạt đảng đăng đặng đắc đậu địa điện điểm điệp định đinh đình đoan đoàn đô đồ độ
đội đông đồng đổng đỗ động đơn đức đường được đương em gái gia giá giám giang giáo giáp giàu giới giờ hà hai hải hàm
hàn hán hành hạnh hào hảo hạ hân hậu hằng hiền hiến hiếu hiệp hiệu hiển hình hoa hoà hòa hoài hoan hoàn hoàng hoạch
hoạt học hoè hộ hội hồ hồng hợp hợi huân huấn huế huệ huy huyền huyện hùng hữu hưng hương hường hướng hứa in kế kha
khai khang khanh khánh khách khắc khải khê khiêm khoa khoá khóa khôi khối khu khuê khuyến khương kiên kiếm kiều kim ký
kỳ kỷ la lai lam lan làm lành lãm lãnh lâm lân lập lại lạc lễ lê lệ liên liễu liệu lịch linh lĩnh loan loại long lô
lộc lợi lớp luân luận luật lụa lực lư lưu lương lượng lý lớn mai mạnh mạc mận mẫn mặt mẫu minh mộc một mộng mơ mùi
mừng mười mỹ nam nai năm năng nga ngà ngày ngân nghề nghĩa nghị nghiêm nghiệp ngoan ngô ngọc ngọ nguyên nguyễn nguyệt
nhàn nhan nhã nhân nhâm nhất nhật nhi nhiên nhiễu nhiệm nhu nhung như nhường nhóm nhà nội ninh niên nông nơi nương nữ
oanh ông phan phạm phác phái phát phấn phẩm phê phi phí phó phòng phong phối phú phùng phúc phụ phụng phước phương
phường phượng quan quang quán quản quách quân quận quế quốc quy quý quyên quyền quyết quyến quỳ quỳnh sang sáng sách
san sản sâm sắc sinh sĩ sở song soạn sổ sơn sự sử sỹ tài tá tám tác tâm tân tấn tập tạ tăng tây tất tế thạch thành
thanh thái thảo thạo thạnh thân thắm thắng thẩm thập thế thể thi thiên thiện thiệu thiều thìn thị thịnh thoa thoan
thoả thọ thông thống thơ thời thôn thu thuận thuỳ thùy thuý thúy thuỷ thủy thủ thục thuật thư thương thường thưởng
thượng thức thực tiên tiến tiền tiếp tiệp tiểu tĩnh tin tình tỉnh tịnh tích tịch toàn toán toan tôn tông tổ tổng tố
tốt tô tôi tốn tống tới trà trạch trang tráng trâm trân trần trí trì trị triều triệu triển trinh trình trịnh trọng
trung trúc trú trưởng trương trường trực trưng truyền tú tuân tuấn tuất tuệ tuổi tuyên tuyền tuyến tuyết tùng túc tư
từ tứ tước tường tưởng tý tỵ uy ủy uỷ uyên ứng vai vàng vạn vân vấn văn vị viên viết việt viện vinh vĩnh vi võ vòng
vọng vô vũ vui vụ vượng vương vưu vỹ xã xuân xuyên xuyến xóm ý yên yến bạn các cho có hoá lên mới vận
"""
COMMON = frozenset(_FREQUENT.split())
_ENOUGH_TEXTS = 5_000
"""Different texts of a column that together show its font."""

# Letters and marks that Unicode Vietnamese has and the old fonts, which live within Latin-1, cannot hold.
# The lower half of Latin 1's letters is shared: à á â ã è é ê ì í ò ó ô õ ù ú ý stand in Unicode too.
_NO_VIETNAMESE = re.compile("[\u0080-\u009f¡-¿ÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
_REAL = re.compile("[ĂăĐđĨĩŨũƠơƯưẠ-ỹ\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_VIETNAMESE = re.compile("[ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
_WORD = re.compile("[a-zA-Z\xa1-\xff]+")
_VNI_SIGN = re.compile("|".join(sorted(VNI, key=len, reverse=True)))
_FROM_TCVN3 = str.maketrans(TCVN3)

# Đ/c, TTĐ, HĐND: neither for nor against.
_INITIALS = re.compile("[A-ZĐ]{1,6}|đ")

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = (
    "(?:ngh(?=[iêe])|ng(?![iêey])|nh|gh(?=[iêe])|gi(?=[aăâeêoôơuư])|g(?![êey])|kh|k(?=[ieêy])|c(?![iêey])"
    "|ph|th|tr|ch|qu(?=[aăâeêiôơy])|b|d|đ|h|l|m|n|p|r|s|t|v|x)?"
)
_RIME = (
    "(?:(?:iê|yê|uô|ươ|uyê|uâ|oă|ă|â)(?:ch|nh|ng|c|m|n|p|t)|(?:[aeêioôuưy]|oa|oe|uê|uy|oo)(?:ch|nh|ng|c|m|n|p|t)?"
    "|ơ[mnpt]?|ai|ao|au|ay|âu|ây|eo|êu|ia|iu|iêu|yêu|oai|oay|oao|oeo|oi|ôi|ơi|ua|uây|ui|uôi|uơ|uya|uyu|ưa|ưi|ươi"
    "|ươu|ưu)"
)
_SYLLABLE = re.compile(_ONSET + _RIME)
_STOPPED = re.compile("(?:c|ch|p|t)$")


def to_unicode(text: str, font: str = "") -> str:
    """Return the text in Unicode; what is Unicode already, or no Vietnamese in either reading, stays as it is.

    Converted is what reads more like Vietnamese afterwards than before, in the encoding that the font's name promises,
    or, when the text itself leaves no doubt (several marks, each word a syllable only afterwards), without any name.
    The capitals that a font in ...H draws are written out in converted text; plain ASCII stays as typed, because the
    name of its font is no proof.
    """
    if text.isascii() or _REAL.search(text):
        return text
    named = encoding_of(font)
    if named and _gain(text, named) > (0, 0):
        found = _convert(text, named)
        return found.upper() if named == "tcvn3" and font.rstrip().endswith("H") else found
    shown = _shown_by(text)
    return _convert(text, shown) if shown else text


def encoding_of(font: str) -> Encoding | None:
    """Return what a font's name promises: .VnTime, VnTime -> TCVN3; VNI-Times -> VNI."""
    name = font.strip().casefold()
    if name.startswith("vni"):
        return "vni"
    return "tcvn3" if name.removeprefix(".").startswith("vn") else None


def likely_font(texts: Iterable[str]) -> str:
    """Return the font that a column's texts, taken together, must have been typed in, "" when they are Unicode."""
    doubtful = " ".join(text for text in texts if not text.isascii() and not _REAL.search(text))
    shown = _shown_by(doubtful) if doubtful else None
    return {"tcvn3": ".VnTime", "vni": "VNI-Times", None: ""}[shown]


# Latin-1 and Windows-1252, as programs read the bytes of UTF-8 with them.
_BYTE_OF = {chr(code): code for code in range(0x80, 0x100)}
_BYTE_OF |= {sign: code for code in range(0x80, 0xA0) if (sign := bytes([code]).decode("cp1252", "ignore"))}
_MISREAD = re.compile(f"[{re.escape(''.join(_BYTE_OF))}]{{2,}}")
_WELL = re.compile(f"(?:{_VIETNAMESE.pattern}|{_REAL.pattern}|[“”‘’–—…])+")
# What is left where a byte got lost on the way, in a text that has other signs of having been misread.
_LEFT = re.compile("á[»º]\\W?|â€\\W?|ï¿½|[ÄÅÆ]\\W?|(?<=[a-zđ])Ã|Ã(?=[^\\w\\s])|(?<=[A-Z])Ã(?![A-Z])|(?<!\\w)Ã(?!\\w)")
_CERTAINLY_LEFT = re.compile("á[»º]|â€|ï¿½|[ÃÄÅÆ][\x80-\x9f¡-¿]")


def well_read(text: str) -> str:
    """Return a text whose UTF-8 was read as Latin-1 or Windows-1252 («Nguyá»…n») as it was; any other as it is.

    Letters that lost a byte on the way are U+FFFD, as programs show what they cannot read.
    """
    if text.isascii():
        return text
    read = _MISREAD.sub(_well_read, text)
    return _LEFT.sub("\ufffd", read) if read != text or _CERTAINLY_LEFT.search(read) else read


def _well_read(found: re.Match[str]) -> str:
    read = found[0]
    for _ in "12":  # some programs do it twice
        try:
            read = bytes(_BYTE_OF[sign] for sign in read).decode("utf-8")
        except (UnicodeDecodeError, KeyError):
            break
        if _WELL.fullmatch(read):
            return read
    return found[0]


def told_by_column(cells: Mapping[tuple[int, int], Cell]) -> Mapping[tuple[int, int], Cell]:
    """Return the cells in Unicode: a column's texts together show the old font that one of them may not.

    A sheet without any sign of Latin 1 that no Vietnamese word has is Unicode already: TCVN3 and VNI cannot do without.
    """
    if not any(isinstance(cell.value, str) and _NO_VIETNAMESE.search(cell.value) for cell in cells.values()):
        return cells
    # Each text once: a hostile file repeats one long text a million times.
    columns: dict[int, dict[str, str]] = {}
    for cell in cells.values():
        if isinstance(cell.value, str) and not cell.value.isascii():
            columns.setdefault(cell.column, {}).setdefault(cell.value, "")
    for texts in columns.values():
        read = {text: well_read(text) for text in texts}
        font = likely_font(islice(dict.fromkeys(read.values()), _ENOUGH_TEXTS))
        texts |= {text: to_unicode(mended, font) for text, mended in read.items()}
    told = {(column, text): read for column, texts in columns.items() for text, read in texts.items() if read != text}
    changed = {at: told[key] for at, cell in cells.items() if (key := (cell.column, cell.value)) in told}
    return {at: replace(cell, value=changed[at]) if at in changed else cell for at, cell in cells.items()}


def _convert(text: str, encoding: Encoding) -> str:
    if encoding == "tcvn3":
        return text.translate(_FROM_TCVN3)
    return _VNI_SIGN.sub(lambda sign: VNI[sign[0]], text)


def _changed(text: str, encoding: Encoding) -> list[tuple[str, str]]:
    pairs = ((word, _convert(word, encoding)) for word in _WORD.findall(text))
    return [(word, converted) for word, converted in pairs if word != converted]


def _gain(text: str, encoding: Encoding) -> tuple[int, int]:
    """Return by how many syllables, and common ones, the converted text is the better Vietnamese."""
    changed = _changed(text, encoding)
    before, after = _read(word for word, _ in changed), _read(word for _, word in changed)
    return after[0] - before[0], after[1] - before[1]


def _shown_by(text: str) -> Encoding | None:
    """Return the encoding that the text alone proves, if one does."""
    proven = [encoding for encoding in ENCODINGS if _proves(text, encoding)]
    return max(proven, key=lambda encoding: _gain(text, encoding), default=None)


def _proves(text: str, encoding: Encoding) -> bool:
    changed = _changed(text, encoding)
    marks = sum(1 for word, _ in changed for sign in word if not sign.isascii())
    words = sum(1 for _, word in changed if not _INITIALS.fullmatch(word))
    mostly = _read(word for _, word in changed)[0] * 10 >= words * 9
    gained = _gain(text, encoding)
    return marks >= 2 and mostly and (gained[0] >= 2 or (gained[0] == 1 and gained[1] > 0))


def _read(words: Iterable[str]) -> tuple[int, int]:
    """Return how Vietnamese words look: how many are syllables, and how many those that papers are full of."""
    known = [word for word in words if is_syllable(word)]
    return len(known), sum(word.lower() in COMMON for word in known)


def is_syllable(word: str) -> bool:
    """Whether a word has the shape of one Vietnamese syllable: its letters, its one tone, its case."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    letters = unicodedata.normalize("NFD", word.lower())
    tones = _TONES.findall(letters)
    toneless = unicodedata.normalize("NFC", _TONES.sub("", letters))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(toneless):
        return False
    # After -c, -ch, -p, -t only the acute and the dot below are ever sounded.
    return not _STOPPED.search(toneless) or not tones or tones[0] in "\u0301\u0323"


_LETTER = r"[^\W\d_]"
_ONSETS = "(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])"
# What is left of a syllable whose ư was a soft hyphen and got lost: Hng Yên, nớc, phơng, bí th, đ-ợc.
_LOST = re.compile(
    rf"(?<!{_LETTER})(?:"
    rf"(?!ng(?!{_LETTER})){_ONSETS}ng(?!{_LETTER})"
    rf"|{_ONSETS}?[ơờớởỡợ](?:ng|c)(?!{_LETTER})"
    rf"|{_ONSETS}-(?:[ơờớởỡợ][ucnimpt]?(?:g)?|ng|u|a|n|c|t|m)(?!{_LETTER})"
    rf"|(?<={_LETTER}\s)(?:th|nh)(?![\w./:-])"
    r")"
)


def is_damaged(text: str) -> bool:
    """Whether a ư was lost before the text came to us: "Hng Yên", "nớc", "đ-ợc"; only a person can restore it."""
    # Abbreviations (UBND, TP, KNG) stay large.
    small = re.sub(
        rf"{_LETTER}+", lambda word: word[0] if word[0].isupper() else word[0].lower(), text.replace("\xad", "")
    )
    return any(not found[0].isupper() for found in _LOST.finditer(small))
