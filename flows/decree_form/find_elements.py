"""Find the elements of form on a paper: which text is the motto, the number, the title, the signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from flows.decree_form.decree_table import FREE, FREE_TITLES, LETTER, TITLED, TITLES, Form
from flows.decree_form.paper import Paper, Paragraph, Part
from flows.vietnamese.text import bare, fold

_HEAD = 40
"""So many texts at most stand above the title of a paper."""
_FOOT = 8
"""So many texts at most make a signature that has no recipients beside it."""
_ROOM_TO_SIGN = Pt(20)
_NUMBER = re.compile(r"(?:số|so)\s*(?:[:/\d.…_-]|$)")
_DAY = r"ngay\b.{0,20}?\bthang\b.{0,20}?\bnam\b.{0,12}"
GROUNDS = ("căn cứ", "thực hiện", "theo", "xét")
_PLACE_DATE = re.compile(rf"[^,]{{2,40}},\s*{_DAY}|[^,]{{2,40}},?\s*ngay\s*\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-].{{4}}")
_PLACE_DATE_OF_HEAD = re.compile(rf"[^,\d]{{0,40}},?\s*{_DAY}|{_PLACE_DATE.pattern}")
_NO_PLACE = ("sinh", "tu", "den", "ngay", "tai")
_POST = re.compile(r"\b(?:chủ tịch|trưởng|giám đốc|bí thư|chánh|phó|viên)\b")
_POWERS = re.compile(r"(?:tm|kt|tl|tuq|t/m|k/t|t/l|q)\b[./]?\s")

Parts = tuple[Part, ...]


@dataclass(frozen=True)
class Found:
    """The elements of a paper by their key, in reading order, and what kind of paper it is."""

    form: Form
    elements: Mapping[str, Parts]
    body: Parts
    parts: Parts

    def first(self, key: str) -> Part | None:
        """Return the first text of an element."""
        return next(iter(self.elements.get(key, ())), None)


def find(paper: Paper, form: Form | None = None) -> Found:
    """Return the elements of a paper; its kind is seen from the text unless it is known."""
    top = paper.parts[:_HEAD]
    country = next((part for part in top if "cong hoa xa hoi chu nghia" in bare(part.text)), None)
    title = _title(top) or _other_title(top, country)
    head = tuple(takewhile(lambda part: part is not title, top))
    elements = {**_head(head, country), "place_date": _date(paper.parts, head), **_foot(paper.parts)}
    if title is None:
        elements["subject"] = tuple(part for part in head if bare(part.text).startswith("v/v"))[:1]
    else:
        elements |= {"title": (title,), "abstract": _abstract(paper, title)}
    kind = form or _form(top, title, elements)
    body = _body(paper, elements)
    elements["grounds"] = tuple(
        takewhile(lambda part: fold(part.text).startswith(GROUNDS) and part.text.endswith(";"), body)
    )
    elements["addressee"] = tuple(part for part in top if fold(part.text).startswith("kính gửi"))[:1]
    return Found(kind, {key: found for key, found in elements.items() if found}, body, paper.parts)


def _title(top: Parts) -> Part | None:
    """Return the name of the type: alone in its paragraph, in the middle or in capitals."""
    for part in top:
        is_alone = part.paragraph.place is None and len(part.paragraph.parts) == 1
        if fold(part.text) in TITLES and is_alone and (part.paragraph.is_centred or part.is_capitals):
            return part
    return None


def _other_title(top: Parts, country: Part | None) -> Part | None:
    """Return the name of a type that the decree does not list: capitals in the middle of the page, below the head."""
    below = [part for part in top if country and part.number > country.number]
    found = next((part for part in below if part.paragraph.is_centred and part.is_capitals), None)
    return None if found is None or _is_free(found) else found


def _is_free(part: Part) -> bool:
    return part.is_capitals and fold(part.text).startswith(FREE_TITLES)


def _head(head: Parts, country: Part | None) -> dict[str, Parts]:
    number = _first(part for part in head if _NUMBER.match(fold(part.text)))
    names = _issuing(head, country, number)
    return {
        "country": (country,) if country else (),
        "words": _first(part for part in head if _is_words(part)),
        "number": number,
        "parent": names[:-1],
        "issuer": names[-1:],
    }


def _first(parts: Iterator[Part]) -> Parts:
    return tuple(parts)[:1]


def _is_words(part: Part) -> bool:
    letters = bare(part.text)
    return "doc lap" in letters and "hanh phuc" in letters and len(letters) < 60


def _issuing(head: Parts, country: Part | None, number: Parts) -> Parts:
    """Return the lines of the issuing office: left of the motto, above the number."""
    last = number[0].number if number else (country.number if country else 0)
    at = country.paragraph.place if country else None
    if at is not None:
        beside = list(takewhile(lambda part: part not in number, (part for part in head if part.is_left_of(at))))
    else:
        beside = [part for part in head if part.number <= last and part.is_capitals]
    others = (country, *number)
    return tuple(
        part for part in beside if part not in others and not _is_words(part) and any(map(str.isalpha, part.text))
    )


def _date(parts: Parts, head: Parts) -> Parts:
    """Return the line of place and day: in the head, or, as on certificates, above the signature."""
    of_head = [part for part in head if _is_place_and_day(part, _PLACE_DATE_OF_HEAD)]
    return tuple(of_head[:1] or [part for part in parts if _is_place_and_day(part, _PLACE_DATE)][-1:])


def _is_place_and_day(part: Part, pattern: re.Pattern[str]) -> bool:
    letters = bare(part.text)
    return pattern.fullmatch(letters) is not None and not letters.startswith(_NO_PLACE)


def _abstract(paper: Paper, title: Part) -> Parts:
    """Return the lines in the middle below the title, down to the rule or the body."""
    below = paper.paragraphs[title.number + 1 :]
    blank = sum(1 for _ in takewhile(lambda each: each.is_blank and not each.is_rule, below[:3]))
    lines = takewhile(_may_be_abstract, below[blank : blank + 6])
    return tuple(part for line in lines for part in line.parts)


def _may_be_abstract(paragraph: Paragraph) -> bool:
    is_other = paragraph.is_blank or paragraph.is_rule or fold(paragraph.text).startswith(("(", "kính gửi"))
    return paragraph.is_centred and not is_other


def _form(top: Parts, title: Part | None, elements: Mapping[str, Parts]) -> Form:
    """Return the kind of a paper by its title, else by what it has of an administrative one."""
    if title is not None:
        # A programme or a list that goes with another paper has neither.
        is_issued = any(elements.get(key) for key in ("number", "place_date", "recipients", "authority"))
        return TITLES.get(fold(title.text), TITLED) if is_issued else FREE
    if any(map(_is_free, top)):
        return FREE
    if elements.get("subject") or any(fold(part.text).startswith("kính gửi") for part in top):
        return LETTER
    signs = sum(bool(elements.get(key)) for key in ("country", "number", "recipients", "place_date", "issuer"))
    return TITLED if signs >= 3 else FREE


def _body(paper: Paper, elements: Mapping[str, Parts]) -> Parts:
    """Return the paragraphs of the text, between the head and the signature, outside of tables."""
    above = (part for key in ("abstract", "title", "number", "place_date") for part in elements.get(key, ())[-1:])
    below = (part for key in ("recipients", "authority") for part in elements.get(key, ())[:1])
    first = max((part.number for part in above), default=-1) + 1
    last = min((part.number for part in below), default=len(paper.paragraphs))
    return tuple(Part(each.pieces, each) for each in paper.paragraphs[first:last] if _is_text(each))


def _is_text(paragraph: Paragraph) -> bool:
    aside = paragraph.shape.align in {WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT}
    return not aside and paragraph.place is None and any(piece.has_letters for piece in paragraph.pieces)


def _foot(parts: Parts) -> dict[str, Parts]:
    """Return recipients and signature, which stand beside each other below the text."""
    at = next((at for at, part in enumerate(parts) if fold(part.text).startswith("nơi nhận")), None)
    if at is None:
        return _signature(list(dropwhile(lambda part: not _begins_a_signature(part), parts[-_FOOT:])))
    label, below = parts[at], parts[at + 1 :]
    cell = label.paragraph.place
    if cell is None:
        listed = tuple(takewhile(lambda part: part.text.startswith(("-", "–", "+")), below))
        signing = [part for part in parts[at - 10 : at] if part.is_capitals] if at >= 10 else []
    else:
        listed = tuple(part for part in below if part.paragraph.place == cell)
        signing = [part for part in parts if part.paragraph.place and label.is_left_of(part.paragraph.place)]
    return {"recipients": (label,), "recipient": listed, **_signature(signing)}


def _begins_a_signature(part: Part) -> bool:
    text = fold(part.text)
    return part.is_capitals and (_POWERS.match(text) is not None or _POST.search(text) is not None)


def _signature(parts: Sequence[Part]) -> dict[str, Parts]:
    """Return the signer's powers and posts, and the name below the room to sign."""
    shown = [part for part in _without_remarks(parts) if not fold(part.text).startswith("đã ký")]
    if not shown or not (shown[0].is_capitals or _POWERS.match(fold(shown[0].text))):
        return {}
    signed = len(shown) > 1 and (not shown[-1].is_capitals or _is_name_in_capitals(*shown[-2:]))
    cut = len(shown) - 1 if signed else len(shown)
    return {"authority": tuple(shown[:cut]), "signer": tuple(shown[cut:])}


def _without_remarks(parts: Sequence[Part]) -> Iterator[Part]:
    """Yield the texts outside of brackets, which may be of several lines: (Chữ ký của người có thẩm quyền)."""
    depth = 0
    for part in parts:
        if not depth and not part.text.startswith("("):
            yield part
        depth = max(depth + part.text.count("(") - part.text.count(")"), 0)


def _is_name_in_capitals(above: Part, last: Part) -> bool:
    has_room = last.number - above.number > 1 or last.paragraph.shape.before >= _ROOM_TO_SIGN
    return has_room and not _POST.search(fold(last.text))
