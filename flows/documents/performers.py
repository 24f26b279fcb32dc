"""Who does something: people, a collective, a post, the host; and how a sentence names them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from flows.documents.sentences import listed_bodies, lower_inside
from flows.model.event import AgendaItem
from flows.vietnamese.names import TITLE, is_shouting, proper_case, split_honorific
from flows.vietnamese.text import clean, fold, join_list, upper_first, without_stop

PERSON, COLLECTIVE, POST, HOST, NOBODY = "person", "collective", "post", "host", ""
COMRADE = "đồng chí"
_SMALL = ("đồng chí", "ông", "bà", "thầy", "cô", "anh", "chị", "cụ", "em")
_DEGREES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"GS\.?\s*TSKH\.?", r"GS\.?\s*TS\.?(?!KH)", r"PGS\.?\s*TSKH\.?", r"PGS\.?\s*TS\.?(?!KH)", r"GS\.?|Giáo sư",
        r"PGS\.?|Phó Giáo sư", r"TSKH\.?", r"TS[. ]\s*BS\.?(?!\s*CK)", r"TS\.?|Tiến s[ĩỹ]",
        r"Th\.?S[. ]\s*BS\.?(?!\s*CK)", r"Th\.?S\.?|Thạc s[ĩỹ]", r"BS\.?\s*CKII\.?", r"BS\.?\s*CKI\.?",
        r"BS\.?|CN\.?|KS\.?|Bác s[ĩỹ]|Cử nhân|Kỹ sư|Luật sư|LS\.?",
    )
)  # fmt: skip
_RANK = re.compile(
    r"(?:Đại|Thượng|Trung|Thiếu)\s+(?:tướng|tá|úy|uý)|Hòa thượng|Thượng tọa|Đại đức|Ni sư|Ni trưởng|Linh mục|Giám mục"
    r"|Mục sư|Sư cô|Sư thầy",
    re.IGNORECASE,
)
_COLLECTIVE = re.compile(
    r"(?:các|ban|văn phòng|phòng|tổ|nhóm|cả lớp|toàn thể|toàn đoàn|đại biểu|học viên|học sinh|lãnh đạo|đại diện|"
    r"thường trực|ủy ban|ubnd|hđnd|mttq|đảng ủy|chi bộ|chi hội|chi đoàn|hội|công an|quân sự|trạm|trường|trung tâm|"
    r"công ty|ngân hàng|sở|cục|chi cục|viện|khoa|câu lạc bộ|clb|liên đoàn|công đoàn|đội|nhà trường|btc|thôn|xã|"
    r"phường|khu phố|cả hội trường|chủ tọa đoàn|đoàn chủ tịch|"
    r"đoàn (?=thanh niên|viên|xã|phường|trường|công tác|đại biểu|kiểm tra|giám sát|chủ tịch))(?!\w)"
)
_HOST = re.compile(r"(?:mc|người dẫn|dẫn chương trình)(?!\w)")
HEADS = (
    "chủ tịch", "phó", "bí thư", "giám đốc", "hiệu trưởng", "trưởng", "chi hội trưởng", "tổ trưởng", "nhóm trưởng",
    "đội trưởng", "chủ nhiệm", "viện trưởng", "chánh", "ct", "pct", "pbt", "bt",
)  # fmt: skip
"""Posts of those who head a body, folded."""
PLACE = re.compile(r"(?:xã|phường|thị trấn|thôn|khu phố|tổ dân phố|khu|bản|ấp|cụm)(?!\w)")
"""What the name of a place begins with."""
_OTHER_POSTS = r"ủy viên|giảng viên|báo cáo viên|chuyên viên|cán bộ|công chức|nguyên|thư ký|chủ tọa|uv\w*"
_POST = re.compile(rf"(?:{'|'.join(HEADS)}|{_OTHER_POSTS})(?!\w)")
_COMRADE = re.compile(r"(?<!\w)(?:đ\s?/\s?c|đc)(?!\w)\.?", re.IGNORECASE)
_MANY = re.compile(r"(?:các|nhiều)\s+(?=đ/c|đc|đồng chí|ông|bà|thầy|cô)", re.IGNORECASE)
_OF_A_PLACE = re.compile(
    r"(?:Chi hội|Chi đoàn|Chi bộ|Khu phố|Tổ dân phố) (?:số )?\d|(?:Đoàn|Hội) (?:xã|phường|cơ sở|cấp trên)(?!\w)"
).match
_SYLLABLE = re.compile(r"[^\W\d_][\w'’.-]*")
_BREAK = re.compile(r"\s*[;\n]\s*|\s+&\s+")
_ORDINAL = re.compile(r"^\d{1,2}\s*[.)]\s*(?=\D)")
_MAYBE_BREAK = re.compile(r"\s*,\s*|\s+và\s+|\s+-\s+")


@dataclass(frozen=True, slots=True)
class Performer:
    """One person: honorific as a sentence says it ("" for none typed), name, post as typed here."""

    honorific: str
    name: str
    post: str = ""

    @property
    def key(self) -> str:
        """Return what tells whether two mentions are of one person."""
        return fold(self.name)


@dataclass(frozen=True, slots=True)
class Performers:
    """Who does an item: `kind` says what they are, `text` is a collective or a post as typed."""

    kind: str
    people: tuple[Performer, ...] = ()
    text: str = ""

    @property
    def are_people(self) -> bool:
        """Whether persons are named."""
        return self.kind == PERSON

    @property
    def is_nobody(self) -> bool:
        """Whether nothing is typed."""
        return self.kind == NOBODY

    def with_honorifics(self, known: Mapping[str, str]) -> Performers:
        """Return the same people, each with the honorific that all mentions of the person together give."""
        return replace(self, people=tuple(replace(one, honorific=known.get(one.key, "")) for one in self.people))

    def without_posts(self, said: Collection[str]) -> Performers:
        """Return the same people; those whose key is among `said` without their post."""
        people = tuple(replace(one, post="") if one.key in said else one for one in self.people)
        return replace(self, people=people)


def performers(cell: str, degree: str = "", post: str = "") -> Performers:
    """Read who is named in a cell; `degree` and `post` are the cells beside it."""
    text = without_stop(_MANY.sub("", clean(cell)))
    if not text:
        return Performers(NOBODY)
    lines = (_ORDINAL.sub("", line.strip(" -–•")) for line in _BREAK.split(text))
    parts = [part for line in lines if line for part in _split_line(line)]
    people = [one for part in parts if (one := _person(part))]
    if len(people) == len(parts):
        if len(people) == 1:
            honorific = chosen_honorific(f"{degree} {_parted(text)[0]}")
            people = [
                replace(people[0], honorific=honorific, post=people[0].post or without_stop(" ".join(post.split())))
            ]
        return Performers(PERSON, tuple(people))
    folded = fold(text)
    if _HOST.match(folded):
        return Performers(HOST, text=text)
    many = _COLLECTIVE.match(folded) or re.search(r"(?<!\w)các(?!\w)", folded)
    if not many and _POST.match(folded):
        return Performers(POST, text=text)
    return Performers(COLLECTIVE, text=" ".join(text.split()))


def performers_of(item: AgendaItem) -> Performers:
    """Read who does an item of an agenda."""
    return performers(item.speaker or "", item.degree or "", item.title or "")


def _split_line(line: str) -> list[str]:
    """Cut a line where both sides are people: «A - Trưởng phòng Văn hóa và Thông tin» is one."""
    for seam in _MAYBE_BREAK.finditer(line):
        left, right = line[: seam.start()].strip(), line[seam.end() :].strip()
        needs_honorific = "-" in seam[0]
        if needs_honorific and not _parted(right)[0]:
            continue
        if _person(left) and _person(_MAYBE_BREAK.split(right, maxsplit=1)[0]):
            return [left, *_split_line(right)]
    return [line]


def _person(text: str) -> Performer | None:
    """Return the person whom "Đ/c Lê An - Chủ tịch xã" names; None for anything else."""
    for separator in (" - ", " – ", "–", ", ", " ("):
        head, found, tail = text.partition(separator)
        if found and _is_name(head):
            return _performer(head, tail.rstrip(") "))
    return _performer(text, "") if _is_name(text) else None


def _performer(named: str, post: str) -> Performer:
    honorific, name = _parted(named)
    return Performer(chosen_honorific(honorific), proper_case(name) if is_shouting(name) else name, post.strip(" ,;."))


def _is_name(text: str) -> bool:
    honorific, name = _parted(text)
    syllables = name.split()
    if not all(_SYLLABLE.fullmatch(one) and one[0].isupper() for one in syllables):
        return False
    if honorific:
        return 1 <= len(syllables) <= 5
    folded = fold(name)
    # Compared with tone marks «Trương» is no «Trường»; «Hội», «Đội» and the like are no surnames.
    is_surname = len(syllables) >= 3 and folded.split()[0] in {"đoàn", "ban", "tổ", "cục", "sở"}
    if _HOST.match(folded) or _POST.match(folded) or (_COLLECTIVE.match(folded) and not is_surname):
        return False
    return 2 <= len(syllables) <= 5


def _parted(text: str) -> tuple[str, str]:
    """Return honorifics with a rank behind them, and the name."""
    honorific, rest = split_honorific(text)
    if rank := _RANK.match(rest):
        return f"{honorific} {rank[0]}".strip(), split_honorific(rest[rank.end() :].strip())[1]
    return honorific, rest


def chosen_honorific(pool: str) -> str:
    """Return the one honorific of a sentence: a rank or religious title, else the highest degree, else what is left."""
    if rank := _RANK.search(pool):
        return rank[0]
    for degree in _DEGREES:
        if found := re.search(rf"(?<![\w.]){degree.pattern}(?!\w)", pool, re.IGNORECASE):
            # TS. and ThS. lose their stop; what is written out stays as typed.
            return upper_first(re.sub(r"[. ]+(?=BS\b)", ".", re.sub(r"\s+", " ", found[0]).rstrip(".")))
    if title := TITLE.search(pool):
        return title[0]
    folded = fold(pool)
    return next((small for small in _SMALL if re.search(rf"(?<!\w){small}(?!\w)", folded)), "")


def written_out(text: str) -> str:
    """Return a text with «đ/c» in full, as papers say it."""
    return _COMRADE.sub(COMRADE, text)


def honorifics(cells: Iterable[str | None], agenda: Iterable[AgendaItem]) -> dict[str, str]:
    """Return the honorific of each person named: a degree or rank of one mention counts in all others."""
    typed: dict[str, list[str]] = {}
    mentions = (*(performers(cell or "") for cell in cells), *map(performers_of, agenda))
    for one in (one for who in mentions for one in who.people):
        typed.setdefault(one.key, []).append(one.honorific)
    return {key: chosen_honorific(" ".join(found)) for key, found in typed.items()}


def named(who: Performers, *, known_words: Sequence[str] = ()) -> str:
    """Return those who do something as the middle of a sentence names them: "các đồng chí A và B - Chủ tịch xã"."""
    if who.kind == PERSON:
        return _named_people(who.people)
    if who.kind == POST:
        return f"{COMRADE} {who.text}"
    if who.kind == COLLECTIVE:
        text = collective(who, known_words)
        return text if fold(text).startswith("đại diện") else f"đại diện {text}"
    return who.text


def collective(who: Performers, known_words: Sequence[str] = ()) -> str:
    """Return a collective inside a sentence: «Các thôn» loses its capital, «Ban Giám khảo» keeps it."""
    is_name = any(word[:1].isupper() or word[:1].isdigit() for word in who.text.split()[1:2]) or _OF_A_PLACE(who.text)
    return listed_bodies(who.text) if is_name else lower_inside(who.text, known_words)


def _named_people(people: Sequence[Performer]) -> str:
    with_post = [f"{one.name} - {one.post}" if one.post else one.name for one in people]
    many_commas = len(people) > 2 and any("," in one.post for one in people)
    all_comrades = len(people) > 1 and all((one.honorific or COMRADE) == COMRADE for one in people)
    each = [f"{one.honorific or COMRADE} {text}" for one, text in zip(people, with_post, strict=True)]
    said = with_post if all_comrades else each
    listed = f"{'; '.join(said[:-1])} và {said[-1]}" if many_commas else join_list(said)
    return f"các {COMRADE}{':' if many_commas else ''} {listed}" if all_comrades else listed
