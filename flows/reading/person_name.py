"""Read a name cell: the honorific, the name and the note behind it; and whether Ông or Bà is a surname."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from flows.problems import Mistake
from flows.reading.cell_values import as_text
from flows.reading.person_cells import sex
from flows.reading.roster_columns import Layout
from flows.spreadsheets.legacy_fonts import is_damaged, is_syllable
from flows.vietnamese.names import (
    FAMILY_NAMES,
    SURNAMES_TOO,
    is_shouting,
    looks_like_name,
    person_line,
    proper_case,
    sex_of_honorific,
    split_honorific,
)
from flows.vietnamese.text import fold

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
_AND = re.compile(r"\s(?:và|&|/|\+|\d{1,2}\s*[.)])\s|[a-zà-ỹ]/\s|;|^\s*(?:hai )?vợ chồng ", re.IGNORECASE)
_ORDINAL = re.compile(r"^\s*\d{1,4}\s*[.)]\s*(?=[^\W\d_])", re.MULTILINE)
"""Typed into the name's cell: 1. Lê An."""
_STAR = re.compile(r"\s*\(?\s*\*+\s*\)?\s*$")
"""Behind a name, of a remark below the list."""
_NOBODY_YET = re.compile(
    r"(?:(?:hiện |đang )?chưa (?:có|cử|rõ|bầu|xác định|đăng ký|phân công|bố trí|kiện toàn)|khuyết|đang khuyết|không có|"
    r"trống|(?:sẽ )?bổ sung sau|đang (?:bổ sung|cập nhật)|cử sau)\b.*"
)
_NUMBERED = re.compile(r"(\S+(?: \S+)+) \d{1,2}", re.ASCII)
"""As offices tell people of one name apart: Lê Văn An 2."""
_DAGGER = re.compile(r"(?<=\w)\s*\(?\s*†[^)\n]*\)?")
"""Behind the name of a dead person, perhaps with the day of the death."""
_MR_MRS = re.compile(r"\b(ông)\s*\(\s*(bà)\s*\)", re.IGNORECASE)
_MAY_BE_EITHER = re.compile(rf"\b(?:{'|'.join(SURNAMES_TOO)})\b", re.IGNORECASE)
ADDRESSES = SURNAMES_TOO | {"đồng", "ông/bà", "anh", "chị", "thầy"}
"""How honorifics begin that are no degrees: a degree says nothing of the surname."""
FULL_NAME = 3
"""Syllables: so many after Ông, a surname first, are a whole name."""
_ANSWER = "Là xưng hô thì bỏ khỏi ô họ tên; là họ thì ghi cách xưng hô ở cột «Danh xưng»."


@dataclass(frozen=True, slots=True)
class NameReading:
    """A name as papers print it, with what stood around it in the cell; `restored` when its capitals are ours."""

    name: str
    honorific: str = ""
    note: str = ""
    mistakes: tuple[Mistake, ...] = ()
    restored: bool = False


def read_name(text: str, *, keep_surname: bool = False) -> NameReading:
    """Return the name of a person, its honorific, and what was noted in brackets, behind a dash or on a second line.

    With `keep_surname` an Ông, Bà, Cô or Cụ at the beginning is the person's surname.
    """
    text = _STAR.sub("", _DAGGER.sub(" (đã mất)", _MR_MRS.sub(r"\1/\2", _ORDINAL.sub("", text))))
    first, *more = [line for line in _NOTE.sub(" ", text).split("\n") if line.strip()] or [""]
    line, post = person_line(first.strip(" .,;:-–"))
    several = bool(_AND.search(first.strip(" ;")))
    if more and len(more[0].split()) == 1 and _reads_like_words(more[0]):  # wrapped because the cell is narrow
        line = f"{line} {more.pop(0).strip()}"
    honorific, name = split_honorific(line.strip(" .,;:-–"), keep_surname=keep_surname)
    note = "; ".join(part.strip() for part in (post, *_NOTE.findall(text), *more) if part.strip())
    fault = TWO_NAMES if several or any(map(_reads_like_name, (post, *more))) else _fault(name)
    restored = not fault and (is_shouting(name) or name == name.lower())
    is_one_word = " " not in name and all(map(str.isalpha, name))  # K'Brêu is whole
    mistakes = (fault,) if fault else (ONE_WORD,) if is_one_word else ()
    return NameReading(proper_case(name) if restored else name, honorific, note, mistakes, restored)


def _fault(name: str) -> Mistake | None:
    if not name or _NOBODY_YET.fullmatch(fold(name)):
        return NO_NAME
    if looks_like_name(name):
        return None
    numbered = _NUMBERED.fullmatch(name)
    return NUMBERED if numbered and looks_like_name(numbered[1]) else NOT_A_NAME


def is_of_another_tongue(name: str) -> bool:
    """Whether a syllable is none of Vietnamese, as in Kơ Pa Kơ Lơng: then Lơng is no Lương that lost its ư."""
    return any(not is_syllable(word) and not is_damaged(word) for word in re.findall(r"[^\W\d_]+", name))


def _reads_like_name(line: str) -> bool:
    """Whether a second line is written as names are, a capital on each syllable: perhaps another person."""
    if fold(line).startswith(POSTS):
        return False
    return len(line.split()) > 1 and not line.isupper() and _reads_like_words(split_honorific(line)[1])


def _reads_like_words(line: str) -> bool:
    return looks_like_name(line) and all(word[:1].isupper() for word in line.split())


@dataclass(frozen=True, slots=True)
class Word:
    """What such a word before a name is, and what is doubtful in that."""

    is_surname: bool
    doubt: Mistake | None = None


@dataclass(frozen=True, slots=True)
class _Begun:
    """How a row's name begins: for certain, or with a `word` that may be honorific or surname before `rest`."""

    kind: Literal["plain", "honorific", "either"]
    word: str = ""
    rest: Sequence[str] = ()

    @property
    def has_family_name(self) -> bool:
        """Whether the rest begins as a name does."""
        return len(self.rest) > 1 and fold(self.rest[0]) in FAMILY_NAMES

    @property
    def is_full(self) -> bool:
        """Whether the rest is a whole name for certain, so that the word is very likely an honorific."""
        return self.has_family_name and len(self.rest) >= FULL_NAME


def surnames_or_honorifics(layout: Layout) -> Mapping[int, Word]:
    """Return, by row, what the first word of a name is where it may be a surname or an honorific."""
    cells = {row: [as_text(layout.cell(row, column).value) for column in layout.names] for row in layout.rows}
    texts = {row: " ".join(dict.fromkeys(filter(None, own))) for row, own in cells.items()}
    if not any(map(_MAY_BE_EITHER.search, texts.values())):
        return {}
    begun = {row: _begun(text) for row, text in texts.items()}
    column = _Names(
        honorifics=sum(one.kind == "honorific" for one in begun.values()),
        full=sum(one.is_full for one in begun.values()),
        words=Counter(fold(one.word) for one in begun.values() if one.word),
        named=Counter(fold(one.word) for one in begun.values() if one.has_family_name),
        has_bare_one=any(one.kind == "plain" for one in begun.values()),
    )
    return {row: _judged(layout, row, one, column) for row, one in begun.items() if one.kind == "either"}


@dataclass(frozen=True, slots=True)
class _Names:
    """How the names of a column begin, counted: all words, and those `named` before a family name."""

    honorifics: int
    full: int
    words: Counter[str]
    named: Counter[str]
    has_bare_one: bool


def _begun(text: str) -> _Begun:
    line = person_line(text.strip(" .,;:-–").split("\n")[0])[0]
    before, name = split_honorific(line, keep_surname=True)
    after = split_honorific(line)[1]
    if name == after:
        return _Begun("honorific" if fold(before).split(" ")[0] in ADDRESSES else "plain")
    word, rest = name.split(" ", 1)[0].rstrip(".:"), after.split(" ")
    is_typed_small = word.islower() and not after.islower()
    is_before_a_degree = len(name.split(" ")) > len(rest) + 1
    return _Begun("honorific") if is_typed_small or is_before_a_degree else _Begun("either", word, rest)


def _judged(layout: Layout, row: int, one: _Begun, column: _Names) -> Word:
    typed = layout.header.cell(row, "xung_ho")
    if not typed.is_empty:
        return Word(is_surname=not (one.is_full and fold(as_text(typed.value)) == fold(one.word)))
    # Honorifics stand for certain, or as good as, before other names than this.
    are_addressed = bool(column.honorifics or column.full - one.is_full)
    if len(layout.names) > 1 and not are_addressed:
        return Word(is_surname=True)
    # Another word stands before a family name; where no name is bare, before any name.
    words = column.named if column.has_bare_one else column.words
    may_be_addressed = are_addressed or words.total() > words[fold(one.word)]
    if _is_against_sex(layout, row, one.word):
        # Else the honorific is against the sex, which is told where the two are held against each other.
        return Word(is_surname=not (one.is_full or (one.has_family_name and may_be_addressed)))
    if not column.has_bare_one:
        is_like_others = one.is_full or column.named.total() > one.has_family_name
        return Word(is_surname=False) if may_be_addressed or is_like_others else _asked(one)
    return _among_bare_ones(one, may_be_addressed, are_addressed)


def _among_bare_ones(one: _Begun, may_be_addressed: bool, are_addressed: bool) -> Word:  # noqa: FBT001 two degrees
    if not may_be_addressed:
        message = f"«{one.word}» được hiểu là họ, vì các dòng khác không ghi xưng hô."
        return Word(is_surname=True, doubt=Mistake(message, _ANSWER, "warning") if one.is_full else None)
    if one.is_full:
        return Word(is_surname=False)
    return _asked(one) if are_addressed else _unknown(one)


def _is_against_sex(layout: Layout, row: int, word: str) -> bool:
    column = next(iter(layout.header.columns_of("gioi_tinh")), None)
    typed = {"gender": as_text(layout.cell(row, column).value)} if column else {}
    found = sex(layout, row, typed, []).get("gender")
    return bool(found) and sex_of_honorific(word) not in ("", found)


def _asked(one: _Begun) -> Word:
    """Take the word before a family name for an honorific and tell it; before anything else ask."""
    if one.has_family_name:
        message = f"«{one.word}» được hiểu là xưng hô, họ tên là «{' '.join(one.rest)}»."
        return Word(is_surname=False, doubt=Mistake(message, _ANSWER, "warning"))
    return _unknown(one)


def _unknown(one: _Begun) -> Word:
    return Word(is_surname=True, doubt=Mistake(f"Không rõ «{one.word}» là họ hay xưng hô.", _ANSWER))
