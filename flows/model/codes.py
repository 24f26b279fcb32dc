"""The code of a paper: a short text, signed by the office, that says what the paper says.

VT1. and base32 (RFC 4648, which a QR holds at 5.5 bits a letter) of: the day, 16 bits; number, name, deed and office,
each letter or usual phrase in as many bits as `SYMBOLS` says; an Ed25519 signature (RFC 8032) of all before it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from base64 import b32decode, b32encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PREFIX = "VT1."
CODE = re.compile(r"VT1\.[A-Z2-7]{80,}")
LONGEST = 279
"""Letters that a QR of version 8 holds at level L: 49 modules, of 0.41 mm where the picture is 20 mm wide."""
LONGEST_IN_MARGIN = 224
"""Those of version 7: 45 modules, of 0.4 mm where the picture is 18 mm wide."""
SEED = 32
_SIGNATURE = 64
_EPOCH = date(2000, 1, 1)
_SHORTEST_OFFICE, _MORE = 24, "…"
_CAPITAL, _OTHER, _END = "^", "\x1b", "\n"
_OTHER_BITS = 21  # any letter of Unicode
_PHRASES = (
    "Lớp ", "tập huấn", "bồi dưỡng", " nghiệp vụ", " kỹ năng", " kiến thức", " công tác", " cán bộ", " năm 20", " cho ",
    "Hội nghị", " Mặt trận", " Tổ quốc", " Việt Nam", "Ủy ban", "Uỷ ban", "MTTQ", " nhân dân", " huyện ", " xã ",
    " phường ", " tỉnh ", " thành phố", "Ban Thường trực", " và ", "Nguyễn ", "Trần ", "Phạm ", " Thị ", " Văn ",
    "Phòng ", "Trung tâm", "Trường ", "Đã hoàn thành ", " Giáo dục", " Đào tạo", " chính trị", " tuyên truyền",
    " thông tin", " quản lý", " nhà nước", " chuyển đổi số", " an toàn", " phòng cháy", ". Xếp loại: ", "Hội Nông dân",
    "Liên hiệp Phụ nữ", "Đoàn Thanh niên", " Hồ Chí Minh", " đại biểu", " triển khai", " thực hiện", " pháp luật",
    " cơ sở", " phòng, chống", " xây dựng", " nông thôn mới", " cộng đồng", "/GCN", "/GCN-",
)  # fmt: skip
SYMBOLS: Mapping[int, tuple[str, ...]] = {
    3: tuple(" "),
    4: tuple("hnt"),
    5: tuple("\n^acgi"),
    6: tuple("0oru"),
    7: tuple(",.123456789bdklmpsvyàáôđưở"),
    8: tuple("-/exâêạấếệịọốộờủ"),
    9: (*"():qãìíóúăơảầậểổợứự", *_PHRASES),
    10: tuple("òýắặềỗớụừữ"),
    11: tuple("fwõùũẫằồửỹ"),
    12: tuple("èéẩỉỏỡỳỷ"),
    13: tuple("'ĩẵẻ"),
    14: tuple('"jzẽễỵ'),
    15: tuple("+ẳẹ"),
    16: tuple("\x1b–"),
}
"""How many bits each symbol takes, a canonical prefix code. It never changes: papers bear it. Another one is VT2."""


def _codes() -> Iterator[tuple[str, str]]:
    code = length = 0
    for bits, symbols in SYMBOLS.items():
        code, length = code << (bits - length), bits
        for symbol in symbols:
            yield symbol, f"{code:0{bits}b}"
            code += 1


BITS = dict(_codes())
_SYMBOL_OF = {bits: symbol for symbol, bits in BITS.items()}
_NEXT = re.compile("|".join([*map(re.escape, sorted(_PHRASES, key=len, reverse=True)), "."]), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """What a code says of its paper; number and day are blank where they were written by hand.

    `number` of a plan or an invitation is `reference`: many share a number, and it comes after the paper is printed.
    """

    number: str
    day: date | None
    name: str
    deed: str
    office: str

    def packed(self) -> bytes:
        """Return it in as few bits as the symbols allow."""
        days = (self.day - _EPOCH).days if self.day else 0
        fields = (" ".join(each.split()) for each in (self.number, self.name, self.deed, self.office))
        text = unicodedata.normalize("NFC", "".join(f"{each}{_END}" for each in fields))
        bits = f"{days:016b}" + "".join(map(_bits, _NEXT.findall(text)))
        return int(bits + "0" * (-len(bits) % 8), 2).to_bytes(-(-len(bits) // 8), "big")

    def shortened(self, letters: int) -> Said:
        """Return it with so many letters less of the office or, where that is short, of the deed.

        The key tells whose the code is, so the office's name can be cut first. Equal where nothing is left to cut.
        """
        if len(self.office) > _SHORTEST_OFFICE or self.deed in ("", _MORE):
            return replace(self, office=_cut(self.office, letters))
        return replace(self, deed=_cut(self.deed, letters))


def _cut(text: str, letters: int) -> str:
    return text and f"{text.removesuffix(_MORE)[:-letters].rstrip()}{_MORE}"


def _bits(symbol: str) -> str:
    if symbol in BITS:
        return BITS[symbol]
    if symbol != symbol.lower() and symbol.lower() in BITS:
        return BITS[_CAPITAL] + BITS[symbol.lower()]
    return BITS[_OTHER] + f"{ord(symbol):0{_OTHER_BITS}b}"


def _unpacked(packed: bytes) -> Said:
    bits = "".join(f"{byte:08b}" for byte in packed)
    days, fields = int(bits[:16], 2), "".join(_symbols(bits[16:])).split(_END)
    number, name, deed, office = fields[:4]
    return Said(number, _EPOCH + timedelta(days) if days else None, name, deed, office)


def _symbols(bits: str) -> Iterator[str]:
    at, capital = 0, False
    while at < len(bits):
        end = next((end for end in range(at + 3, at + 17) if bits[at:end] in _SYMBOL_OF), len(bits) + 1)
        symbol, at = _SYMBOL_OF.get(bits[at:end], ""), end
        if symbol == _OTHER:
            symbol, at = chr(int(bits[at : at + _OTHER_BITS], 2)), at + _OTHER_BITS
        if symbol == _CAPITAL:
            capital = True
            continue
        yield symbol.upper() if capital else symbol
        capital = False


@dataclass(frozen=True, slots=True)
class OfficeKey:
    """The key with which an office signs its codes, made of a secret seed."""

    seed: bytes

    def __repr__(self) -> str:
        """Show nothing of the seed."""
        return f"OfficeKey({self.public.hex()[:8]})"

    @property
    def public(self) -> bytes:
        """Return the half that everybody may know."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).public_key().public_bytes_raw()

    @property
    def salt(self) -> str:
        """Return what the marks of this office's codes begin with."""
        return hashlib.sha512(b"salt" + self.seed).hexdigest()[:32]

    def code(self, said: Said, longest: int = LONGEST) -> str:
        """Return the signed text, of so many letters where office and deed can be cut; the same words give the same."""
        most = (longest - len(PREFIX)) * 5 // 8 - _SIGNATURE
        while (over := len(said.packed()) - most) > 0 and (shorter := said.shortened(over)) != said:
            said = shorter
        packed = said.packed()
        signature = Ed25519PrivateKey.from_private_bytes(self.seed).sign(PREFIX.encode() + packed)
        return PREFIX + _base32(packed + signature)

    def mark(self, code: str) -> str:
        """Return what a list of codes may show of one: nothing can be read from it."""
        return hashlib.sha512(f"{self.salt}{code}".encode()).hexdigest()[:32]

    def read(self, code: str) -> Said | None:
        """Return what a code says, None where this office did not sign it."""
        if not CODE.fullmatch(code):
            return None
        letters = code.removeprefix(PREFIX)
        try:
            raw = b32decode(letters + "=" * (-len(letters) % 8))
            packed, signature = raw[:-_SIGNATURE], raw[-_SIGNATURE:]
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, PREFIX.encode() + packed)
        except (ValueError, InvalidSignature):
            return None
        # The last letter may hold bits that are nobody's: two texts must not be one code.
        return _unpacked(packed) if _base32(raw) == letters else None


def reference(event: str, kind: str, order: int, replaces: str = "") -> str:
    """Return what names a paper before it has a number of its own: PT-2024-07/giay-moi/012.

    One that was given anew says for which number, so that a print of the void one is not taken for it.
    """
    person, instead = f"/{order:03}" if order else "", f" thay {replaces}" if replaces else ""
    return f"{event}/{kind}{person}{instead}"


def _base32(raw: bytes) -> str:
    return b32encode(raw).decode().rstrip("=")


@dataclass(frozen=True, slots=True)
class CodeState:
    """What became of the paper that bears a code: issued, void or replaced, under which number, and by which."""

    state: str
    number: str
    day: date | None
    successor: str = ""

    @property
    def what(self) -> str:
        """Return the state in a word."""
        return "replaced" if self.successor else self.state

    def as_json(self) -> list[str]:
        """Return it as the page reads it."""
        return [self.what, self.number, self.day.isoformat() if self.day else "", self.successor]
