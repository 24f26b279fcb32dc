"""Read a name cell: "Đ/c NGUYỄN VĂN A (Trưởng ban)" in; honorific, name, note and mistakes out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.problems import Mistake
from flows.reading.legacy_fonts import is_damaged, is_syllable
from flows.vietnamese.names import (
    is_shouting,
    looks_like_name,
    may_be_honorific,
    person_line,
    proper_case,
    split_honorific,
)
from flows.vietnamese.text import CAPITALS, SMALL, fold

NO_NAME = Mistake("Chưa có họ tên.", "Ghi họ và tên, hoặc xóa dòng này.")
NOT_A_NAME = Mistake("Đây không phải họ tên người.", "Ghi họ và tên bằng chữ.")
NUMBERED = Mistake(
    "Sau họ tên có số.", "Bỏ số sau họ tên; người trùng tên phân biệt bằng đơn vị, năm sinh ở cột riêng."
)
NO_GIVEN_NAME = Mistake("Chưa có tên, mới có họ đệm.", "Ghi tên vào ô này.")
ONE_WORD = Mistake("Họ tên chỉ có một chữ.", "Nếu còn thiếu họ hoặc tên, ghi cho đủ.", "warning")
TWO_NAMES = Mistake("Ô có thể ghi hai người.", "Mỗi người một dòng; họ tên viết liền một hàng trong ô.")
POSTS = ("chủ tịch", "phó ", "trưởng ", "giám đốc", "bí thư", "ủy viên", "uvtv", "chủ nhiệm", "chi hội", "cán bộ")
"""How a post begins that stands behind a name."""
_NOTE = re.compile(r"\(([^)]*)\)?")
# As nearly every name is typed: two to six syllables, each with its capital.
_PLAIN_NAME = re.compile(rf"[{CAPITALS}][{SMALL}]*+(?: [{CAPITALS}][{SMALL}]++){{1,5}}")
_AND = re.compile(r"\s(?:và|&|/)\s|;")
_ORDINAL = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?=[^\W\d_])")
"""Typed into the name's cell: 1. Lê An."""
_NUMBERED = re.compile(r"(\S+(?: \S+)+) \d{1,2}", re.ASCII)
"""As offices tell people of one name apart: Lê Văn An 2."""
_MR_MRS = re.compile(r"\b(ông)\s*\(\s*(bà)\s*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name as papers print it, with what stood around it in the cell; `restored` when its capitals are ours."""

    name: str
    honorific: str = ""
    note: str = ""
    mistakes: tuple[Mistake, ...] = ()
    restored: bool = False


def read_name(text: str) -> NameReading:
    """Return the name of a person, its honorific, and what was noted in brackets, behind a dash or on a second line."""
    text = _MR_MRS.sub(r"\1/\2", _ORDINAL.sub("", text))
    first, *more = [line for line in _NOTE.sub(" ", text).split("\n") if line.strip()] or [""]
    line, post = person_line(first.strip(" .,;:-–"))
    several = bool(_AND.search(first.strip(" ;")))
    if more and _is_rest_of_name(more[0]):
        line = f"{line} {more.pop(0).strip()}"
    honorific, name = split_honorific(line.strip(" .,;:-–"))
    note = "; ".join(part.strip() for part in (post, *_NOTE.findall(text), *more) if part.strip())
    fault = TWO_NAMES if several or any(map(_reads_like_name, (post, *more))) else _fault(name)
    restored = not fault and (is_shouting(name) or name == name.lower())
    mistakes = (fault,) if fault else (ONE_WORD,) if _is_one_word(name) else ()
    return NameReading(proper_case(name) if restored else name, honorific, note, mistakes, restored)


def is_plain_name(text: str) -> bool:
    """Whether a text is a clean name and nothing else, as nearly all are typed; read_name would leave it as it is."""
    if _PLAIN_NAME.fullmatch(text) is None:
        return False
    words = text.split(" ")
    # What lost a letter (Hng, nớc) is no syllable.
    return not may_be_honorific(words[0]) and all(map(is_syllable, words))


def _fault(name: str) -> Mistake | None:
    if not name:
        return NO_NAME
    if looks_like_name(name):
        return None
    numbered = _NUMBERED.fullmatch(name)
    return NUMBERED if numbered and looks_like_name(numbered[1]) else NOT_A_NAME


def _is_one_word(name: str) -> bool:
    """Whether a name is a single syllable: family or given name is missing; K'Brêu is whole."""
    return " " not in name and all(letter.isalpha() for letter in name)


def is_of_another_tongue(name: str) -> bool:
    """Whether a syllable is none of Vietnamese, as in Kơ Pa Kơ Lơng: then Lơng is no Lương that lost its ư."""
    return any(not is_syllable(word) and not is_damaged(word) for word in re.findall(r"[^\W\d_]+", name))


def _is_rest_of_name(line: str) -> bool:
    """Whether a second line is the given name alone, wrapped because the cell is narrow."""
    return len(line.split()) == 1 and _reads_like_words(line)


def _reads_like_name(line: str) -> bool:
    """Whether a second line is written as names are, a capital on each syllable: perhaps another person."""
    if fold(line).startswith(POSTS):
        return False
    return len(line.split()) > 1 and not line.isupper() and _reads_like_words(split_honorific(line)[1])


def _reads_like_words(line: str) -> bool:
    return looks_like_name(line) and all(word[:1].isupper() for word in line.split())
