"""Put typed words into sentences: capitals, words that meet at a seam, enumerations, lines of căn cứ."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from flows.vietnamese.text import clean, fold, join_list, lower_first, upper_first, without_stop

# Bodies and names that keep their capitals in a line that was typed in capitals, and at the beginning of a phrase.
_NAMES = (
    "Việt Nam", "Hà Nội", "Hồ Chí Minh", "Mặt trận Tổ quốc", "Mặt trận", "Ủy ban nhân dân", "Ủy ban", "Ban Thường trực",
    "Ban Thường vụ", "Ban Chấp hành", "Ban Tổ chức", "Hội đồng nhân dân", "Đảng ủy", "Đảng bộ", "Đảng", "Nhà nước",
    "Nhân dân", "Quốc hội", "Chính phủ", "Tổ quốc", "Hội Nông dân", "Hội Liên hiệp Phụ nữ", "Hội Phụ nữ",
    "Hội Cựu chiến binh", "Hội Chữ thập đỏ", "Hội Người cao tuổi", "Đoàn Thanh niên", "Công đoàn", "Công an",
    "Tết Nguyên đán", "Trung ương",
)  # fmt: skip
# «nhân dân» inside a longer name is no name of its own; nor is the adjective in «tòa án nhân dân».
_ABBREVIATIONS = frozenset({
    "MTTQ", "UBMTTQ", "UBND", "HĐND", "UBKT", "CTMT", "TTND", "GSĐTCĐ", "BHXH", "BHYT", "BHTN", "TNCS", "LHPN",
    "CCB", "NCT", "CTĐ", "HTX", "NTM", "ATTP", "VSATTP", "ATGT", "ANTT", "PCCC", "CNCH", "CNTT", "CLB", "TDTT",
    "TDP", "THCS", "THPT", "TH", "MN", "OCOP", "KT-XH", "QP-AN", "CCHC", "DVC", "VNEID", "AI", "HIV/AIDS",
    "COVID-19",
})  # fmt: skip
_SPELLED = {"VNEID": "VNeID"}
_DOCUMENTS = ("luật", "bộ luật", "nghị quyết", "nghị định", "thông tư", "chỉ thị", "kết luận", "hiến pháp", "điều lệ")
_VOWELS = re.compile(r"[aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE)
_ROMAN = re.compile(r"((?:lần thứ|nhiệm kỳ|kỳ họp thứ|khóa|quý|chương|phần) )([ivxlc]+)(?!\w)")
# «công tác Hội», «phong trào Đoàn»: the bodies that need no more of their name; «công tác hội nghị» is none of them.
_OF_THE_UNION = re.compile(
    r"((?:công tác|phong trào|cán bộ) )(hội|đoàn|đội)(?=$|,| (?:và|năm|nhiệm kỳ|xã|phường|cơ sở)(?!\w))"
)
_LETTERS = re.compile(r"[^\W\d_]")


def is_in_capitals(text: str) -> bool:
    """Whether a line is typed in capitals throughout; one word of up to five letters is an abbreviation."""
    letters = "".join(_LETTERS.findall(text))
    return letters.isupper() and (len(letters) > 5 or len(text.split()) > 1)


def sentence_case(text: str, known: Iterable[str] = ()) -> str:
    """Return a line in capitals as a sentence has it, names kept; any other line as typed.

    `known` are phrases of the event's own data in mixed case (place, office, people), whose capitals come back.
    """
    if not is_in_capitals(text):
        return text
    lowered = " ".join(map(_lowered_word, text.split()))
    lowered = _ROMAN.sub(lambda found: found[1] + found[2].upper(), lowered)
    phrases = {phrase for phrase in (*known, *_NAMES) if phrase and not is_in_capitals(phrase)}
    for phrase in sorted(phrases, key=len, reverse=True):
        pattern = rf"(?<!\w){re.escape(phrase)}(?!\w)"
        # A phrase of the clerk's may hold a backslash.
        lowered = re.sub(pattern, phrase.replace("\\", r"\\"), lowered, flags=re.IGNORECASE)
    lowered = _OF_THE_UNION.sub(lambda found: found[1] + upper_first(found[2]), lowered)
    for word in _DOCUMENTS[2:6]:
        lowered = re.sub(rf"(?<!\w){word}(?= số| \d)", upper_first(word), lowered)
    return upper_first(lowered)


def _lowered_word(word: str) -> str:
    core = word.strip(".,;:!?()“”\"'")
    keeps = core in _ABBREVIATIONS or any(sign.isdigit() for sign in core) or not _VOWELS.search(core)
    return word.replace(core, _SPELLED.get(core, core)) if keeps else word.lower()


def lower_inside(text: str, known: Iterable[str] = ()) -> str:
    """Return a phrase as the middle of a sentence has it: its first letter small unless it begins a name."""
    first = text.split(maxsplit=1)[0] if text.split() else ""
    if (
        not first
        or fold(text) in _DOCUMENTS
        or sum(map(str.isupper, first)) > 1
        or first.rstrip(",.;").upper() in _ABBREVIATIONS
    ):
        return text
    folded = f"{fold(text)} "
    if any(folded.startswith(f"{fold(name)} ") for name in (*_NAMES, *known)):
        return text
    for word in (word for word in _DOCUMENTS if folded.startswith(f"{word} ")):
        rest = text[len(word) + 1 :]
        is_one_of_many = word in _DOCUMENTS[2:7] and not folded.startswith(f"{word} số ")
        if not is_one_of_many or rest[:1].isdigit() or rest[:1].isupper():
            return text
    return lower_first(text)


# Where b begins one of these, the word before it goes and the name keeps its capital.
_FIXED_NAMES = tuple(map(fold, (*_NAMES, "Ngày hội", "Hội Liên hiệp", "Lễ hội")))
_BIRTH_LABELS = ("sinh ngày", "sinh tháng", "sinh năm")


def join(before: str, after: str) -> str:
    """Return both with one blank; words that stand on both sides of the seam once («tại» + «Tại hội trường»)."""
    left, right = before.split(), after.split()
    if not left or not right:
        return f"{before}{after}".strip()
    if fold(before).endswith(_BIRTH_LABELS) and fold(after).startswith(_BIRTH_LABELS):
        return " ".join([*left[:-2], *right])
    for count in (3, 2, 1):
        if len(left) < count or len(right) < count or fold(" ".join(left[-count:])) != fold(" ".join(right[:count])):
            continue
        if fold(after).startswith(_FIXED_NAMES):
            return " ".join([*left[:-count], *right])
        return " ".join([*left, *right[count:]])
    return f"{before} {after}"


def enumerated(items: Sequence[str]) -> str:
    """Return items as a sentence lists them; with ";" and «cùng» where one of them holds a comma or «và»."""
    if len(items) > 1 and any("," in item or " và " in item for item in items):
        return f"{'; '.join(items[:-1])}; cùng {items[-1]}"
    return join_list(items)


BODY = re.compile(
    r"(?:ban|phòng|tổ|hội|đoàn|đội|công an|trường|trung tâm|ủy ban|ubnd|ubmttq|mttq|hđnd|đảng ủy|huyện ủy|chi bộ|"
    r"chi hội|chi đoàn|câu lạc bộ|clb|công ty|hợp tác xã|ngân hàng|văn phòng|trạm|liên đoàn|công đoàn|sở)"
    r"(?!\w)(?! (?:trưởng|phó|viên))"
)
"""What the name of a body begins with, folded."""


def bodies_in(text: str) -> list[str]:
    """Return the bodies that a line names, cut at commas behind which another one begins."""
    found: list[str] = []
    for piece in text.split(", "):
        if found and not (piece[:1].isupper() and BODY.match(fold(piece))):
            found[-1] = f"{found[-1]}, {piece}"
        else:
            found.append(piece)
    return found


def listed_bodies(text: str) -> str:
    """Return a line of bodies with «và» before the last: «Chi hội 3, Chi hội 7»."""
    return partners([text])


def partners(typed: Sequence[str]) -> str:
    """Return the bodies that an organiser works with; the last joined by «cùng» where one of them holds «và»."""
    items = [body for line in typed for body in bodies_in(line)]
    if len(items) > 1 and any(" và " in item for item in items):
        return f"{', '.join(items[:-1])} cùng {items[-1]}"
    return join_list(items)


def with_partners(items: Sequence[str]) -> str:
    """Return « phối hợp với ...», to stand behind the organiser; "" for nobody."""
    return f" phối hợp với {partners(items)}" if items else ""


def ended(sentence: str) -> str:
    """Return the sentence with its full stop."""
    text = sentence.rstrip()
    return text if text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}."


def dashed(lines: Sequence[str]) -> tuple[str, ...]:
    """Return each on a line of its own: "- ...;", and "- ... ." the last."""
    return tuple(f"- {line}{';' if place < len(lines) else '.'}" for place, line in enumerate(lines, 1))


_GROUND = ("căn cứ", "thực hiện", "theo", "xét", "trên cơ sở", "tiếp tục thực hiện")
_GROUND_WORDS = (*_GROUND, *_DOCUMENTS, "quyết định", "công văn", "hướng dẫn", "kế hoạch", "chương trình", "quy chế")
_DASH = re.compile(r"^[-–—+•*·]\s*")


def ground_lines(typed: Iterable[str]) -> tuple[str, ...]:
    """Return each căn cứ on a line of its own, with its opening word and mark: ";", and "." the last."""
    lines: list[str] = []
    for cell in typed:
        pieces = (_DASH.sub("", piece).strip() for piece in re.split(r"\s*;\s*|\n", clean(cell)))
        for at, piece in enumerate(filter(None, pieces)):
            if at and not fold(piece).startswith(_GROUND_WORDS):
                lines[-1] = f"{lines[-1]}; {piece}"
            else:
                lines.append(piece)
    begins = tuple(f"{word} " for word in _GROUND)
    typed_words = map(without_stop, lines)
    said = [upper_first(line) if fold(line).startswith(begins) else f"Căn cứ {line}" for line in typed_words]
    return tuple(f"{line}{';' if place < len(said) else '.'}" for place, line in enumerate(said, 1))
