"""Find the elements of form on a paper: paragraphs in, which text is which element out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from flows.rendering.form.ending import foot_of
from flows.rendering.form.paper import Paper, Paragraph
from flows.rendering.form.parts import Part, is_left_of, is_rule, parts_of
from flows.rendering.form.profile import FREE, FREE_TITLES, LETTER, TITLED, TITLES, Form
from flows.vietnamese.text import bare, fold

_HEAD = 40
"""So many texts at most stand above the title of a paper."""
_NUMBER = re.compile(r"(?:số|so)\s*(?:[:/\d.…_-]|$)")
_DAY = r"ngay\b.{0,20}?\bthang\b.{0,20}?\bnam\b.{0,12}"
_GROUNDS = ("căn cứ", "thực hiện", "theo", "xét")
_PLACE_DATE = re.compile(rf"[^,]{{2,40}},\s*{_DAY}|[^,]{{2,40}},?\s*ngay\s*\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-].{{4}}")
_PLACE_DATE_OF_HEAD = re.compile(rf"[^,\d]{{0,40}},?\s*{_DAY}|{_PLACE_DATE.pattern}")
_NO_PLACE = ("sinh", "tu", "den", "ngay", "tai")


@dataclass(frozen=True)
class Found:
    """The elements of a paper by their key, in reading order, and what kind of paper it is."""

    form: Form
    elements: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    body: tuple[Part, ...] = ()
    parts: tuple[Part, ...] = ()

    def first(self, key: str) -> Part | None:
        """Return the first text of an element."""
        return next(iter(self.elements.get(key, ())), None)


def find(paper: Paper, form: Form | None = None) -> Found:
    """Return the elements of a paper; its kind is seen from the text unless it is known."""
    parts = parts_of(paper)
    head = parts[:_HEAD]
    country = next((part for part in head if "cong hoa xa hoi chu nghia" in bare(part.text)), None)
    title = _title(head) or (_other_title(head, country) if country else None)
    if title is not None:
        head = tuple(takewhile(lambda part: part is not title, head))
    elements = _head(head, country)
    elements["place_date"] = _date(parts, head)
    elements |= foot_of(parts)
    elements |= _titles(paper, parts, title, head)
    kind = form or _form(parts, title, elements)
    body = _body(paper, elements)
    elements["grounds"] = tuple(takewhile(_is_ground, body))
    elements["addressee"] = tuple(part for part in parts[:_HEAD] if fold(part.text).startswith("kính gửi"))[:1]
    return Found(kind, {key: found for key, found in elements.items() if found}, body, parts)


def _is_ground(part: Part) -> bool:
    return fold(part.text).startswith(_GROUNDS) and part.text.endswith(";")


def _title(head: Sequence[Part]) -> Part | None:
    """Return the name of the type: alone in its paragraph, in the middle or in capitals."""
    for part in head:
        named = fold(part.text) in TITLES and len(list(part.paragraph.segments())) == 1
        if named and part.paragraph.place is None and (part.paragraph.shape.align == "center" or part.is_capitals):
            return part
    return None


def _other_title(head: Sequence[Part], country: Part) -> Part | None:
    """Return the name of a type that the decree does not list: capitals in the middle of the page, below the head."""
    for part in head:
        in_the_middle = part.paragraph.place is None and part.paragraph.shape.align == "center"
        if in_the_middle and part.number > country.number and part.is_capitals:
            return None if _is_free(part) else part
    return None


def _is_free(part: Part) -> bool:
    return part.is_capitals and fold(part.text).startswith(FREE_TITLES)


def _head(head: Sequence[Part], country: Part | None) -> dict[str, tuple[Part, ...]]:
    words = next((part for part in head if _is_words(part)), None)
    number = next((part for part in head if _NUMBER.match(fold(part.text))), None)
    names = _issuing(head, country, number)
    return {
        "country": (country,) if country else (),
        "words": (words,) if words else (),
        "number": (number,) if number else (),
        "parent": names[:-1],
        "issuer": names[-1:],
    }


def _is_words(part: Part) -> bool:
    letters = bare(part.text)
    return "doc lap" in letters and "hanh phuc" in letters and len(letters) < 60


def _issuing(head: Sequence[Part], country: Part | None, number: Part | None) -> tuple[Part, ...]:
    """Return the lines of the issuing office: left of the motto, above the number."""
    last = number.number if number else (country.number if country else 0)
    at = country.paragraph.place if country else None
    if at is not None:
        beside = [part for part in head if is_left_of(part.paragraph, at.table, at.row, at.column)]
        if number in beside:
            beside = beside[: beside.index(number)]
    else:
        beside = [part for part in head if part.number <= last and part.is_capitals]
    return tuple(
        part
        for part in beside
        if part is not country and part is not number and not _is_words(part) and any(map(str.isalpha, part.text))
    )


def _date(parts: Sequence[Part], head: Sequence[Part]) -> tuple[Part, ...]:
    """Return the line of place and day: in the head, or, as on certificates, above the signature."""
    of_head = [part for part in head if _PLACE_DATE_OF_HEAD.fullmatch(bare(part.text)) and _has_place(part)]
    if of_head:
        return tuple(of_head[:1])
    return tuple([part for part in parts if _PLACE_DATE.fullmatch(bare(part.text)) and _has_place(part)][-1:])


def _has_place(part: Part) -> bool:
    return not bare(part.text).startswith(_NO_PLACE)


def _titles(
    paper: Paper, parts: Sequence[Part], title: Part | None, head: Sequence[Part]
) -> dict[str, tuple[Part, ...]]:
    if title is None:
        return {"subject": tuple(part for part in head if bare(part.text).startswith("v/v"))[:1]}
    return {"title": (title,), "abstract": _abstract(paper, parts, title)}


def _abstract(paper: Paper, parts: Sequence[Part], title: Part) -> tuple[Part, ...]:
    """Return the lines in the middle below the title, down to the rule or the body."""
    below = paper.paragraphs[title.number + 1 :]
    blank = sum(1 for _ in takewhile(lambda each: each.is_blank and not is_rule(each), below[:3]))
    lines = list(takewhile(_may_be_abstract, below[blank : blank + 6]))
    first, last = title.number + 1 + blank, title.number + blank + len(lines)
    return tuple(part for part in parts if first <= part.number <= last)


def _may_be_abstract(paragraph: Paragraph) -> bool:
    in_the_middle = not paragraph.is_blank and paragraph.shape.align == "center" and paragraph.place is None
    is_other = fold(paragraph.text).startswith(("(", "kính gửi"))
    return in_the_middle and not is_other and not is_rule(paragraph)


def _form(parts: Sequence[Part], title: Part | None, elements: Mapping[str, tuple[Part, ...]]) -> Form:
    """Return the kind of a paper by its title, else by what it has of an administrative one."""
    if title is not None:
        # A programme or a list that goes with another paper has neither.
        is_issued = any(elements.get(key) for key in ("number", "place_date", "recipients", "authority"))
        return TITLES.get(fold(title.text), TITLED) if is_issued else FREE
    if any(_is_free(part) for part in parts[:_HEAD]):
        return FREE
    if elements.get("subject") or any(fold(part.text).startswith("kính gửi") for part in parts[:_HEAD]):
        return LETTER
    signs = sum(bool(elements.get(key)) for key in ("country", "number", "recipients", "place_date", "issuer"))
    return TITLED if signs >= 3 else FREE


def _body(paper: Paper, elements: Mapping[str, tuple[Part, ...]]) -> tuple[Part, ...]:
    """Return the paragraphs of the text, between the head and the signature, outside of tables."""
    above = [
        part.number for key in ("abstract", "title", "number", "place_date") for part in elements.get(key, ())[-1:]
    ]
    below = [part.number for key in ("recipients", "authority") for part in elements.get(key, ())[:1]]
    first, last = max(above, default=-1) + 1, min(below, default=len(paper.paragraphs))
    return tuple(
        Part(paragraph.pieces, paragraph, first + offset)
        for offset, paragraph in enumerate(paper.paragraphs[first:last])
        if _is_text(paragraph)
    )


def _is_text(paragraph: Paragraph) -> bool:
    in_the_middle = paragraph.shape.align in {"center", "right"}
    return not in_the_middle and paragraph.place is None and any(piece.has_letters for piece in paragraph.pieces)
