"""Find the places to fill in an office's own form: tags, blanks, dates and hours, each with the label before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from flows.word.paragraph_runs import Element, W

Style = Literal[
    "«»", "<<>>", "${}", "##", "[]", "{{}}", "blank", "date", "hour", "colon", "row", "open", "else", "close"
]
_NAME = r"[^\W\d_][\w.]*(?:[ \u00a0-]\w+)*"
_TAGS = re.compile(
    rf"«\s*(?P<typed>{_NAME})\s*»"
    rf"|<<\s*(?P<angled>{_NAME})\s*>>"
    rf"|\$\{{\s*(?P<dollar>\w[\w. ]*)\s*\}}"
    rf"|#(?P<hashed>[^\W\d][\w.]*(?: \w+)*)#"
    rf"|\[\s*(?P<square>{_NAME}[^\[\]\n]{{0,40}}?)\s*\]"
    rf"|\{{\{{\s*(?P<section>[#^/])\s*(?P<list>[\w.]+)\s*\}}\}}"
    rf"|\{{\{{\s*(?P<braced>{_NAME}|\.)\s*\}}\}}"
)
_STYLES: dict[str, Style] = {
    "typed": "«»", "angled": "<<>>", "dollar": "${}", "hashed": "##", "square": "[]", "braced": "{{}}",
}  # fmt: skip
_SECTIONS: dict[str, Style] = {"#": "open", "^": "else", "/": "close"}
# Dots, ellipses, middle dots or underscores, in groups that blanks may part.
_BLANK = re.compile(r"(?:\.{3,}|…|·{3,}|_{3,})(?:[ \u00a0]*(?:\.{2,}|…|·{2,}|_{2,}))*")
_BLANK_OR_LEADER = re.compile(r"(?:\.{3,}|…|·{3,}|_{3,}|\t)(?:[ \u00a0]*(?:\.{2,}|…|·{2,}|_{2,}|\t))*")
_STRONG = re.compile(r"\.{4,}|….?…|\.{3}.?\.{3}|_{3,}|·{3,}|\t")
_MARK = "\ue000"
_YEAR = rf"(?:(?:20|19)\d{{0,2}}\s?)?{_MARK}?"
_LONG_DATE = re.compile(
    rf"(?:(?:^\s*{_MARK}\s*,\s*)?\bngày\s*:?(?:\s*{_MARK}\s*,?\s*|\s{{2,}})|(?<=sinh: ){_MARK}\s*|(?<=sinh:){_MARK}\s*)"
    rf"tháng\s*:?(?:\s*(?:{_MARK}|\d{{1,2}})\s*,?\s*|\s{{2,}})năm\s*:?\s*{_YEAR}",
    re.IGNORECASE,
)
_SHORT_DATE = re.compile(rf"{_MARK}\s*[/.-]\s*{_MARK}\s*[/.-]\s*(?:{_MARK}|20\d{{0,2}}\s?{_MARK}?)")
_THREE_TAGS = re.compile(rf"{_MARK}\s{_MARK}\s{_MARK}")
_HOUR = re.compile(rf"{_MARK}\s*(?:giờ|h)(?![^\W\d_])(?:\s*(?:{_MARK}|\d\d)(?:\s*(?:phút|’|'))?)?", re.IGNORECASE)
_NUMBER_LINE = re.compile(r"\b[Ss]ố\s*:?(?P<room>\s{2,})(?=/)")
_ROOM = re.compile(r"(?<=:)[ \u00a0]{4,}(?=[^\W\d_])")
_PARTS = ({"d", "dd", "ngay", "day", "ng"}, {"m", "mm", "thang", "month", "th"}, {"y", "yy", "yyyy", "nam", "year"})
_DATE_PART = re.compile(r"(?:(.*?)[_. -]?)(dd?|mm?|y{1,4}|ngay|thang|nam|day|month|year)", re.IGNORECASE)
_LEADERS = frozenset({"dot", "middleDot", "underscore", "heavy"})
_LONGEST_LABEL = 5
"""A longer one is a sentence that announces what follows it."""
_COLON = re.compile(r"(?P<label>[^\n:]{2,60}):\s*$")


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A place to fill: where it stands in the text, how it is written, and what says what belongs there.

    `name` is what stands between the signs of a tag; `label` the text before the place, back to the one before it;
    `after` the text right behind it. Two places are never the same one, even where they read alike.
    """

    start: int
    end: int
    style: Style
    text: str
    name: str = ""
    label: str = ""
    after: str = ""

    @property
    def is_faint(self) -> bool:
        """Whether this may as well be the dots that end a sentence."""
        return self.style == "blank" and _STRONG.search(self.text) is None


def places_in(text: str, *, leaders: bool) -> tuple[Place, ...]:
    """Return the places to fill in a paragraph, in order; with `leaders` its tabs draw dots or lines."""
    found = sorted(_single(text, leaders=leaders), key=lambda place: place.start)
    joined = [*_joined(text, found)]
    return tuple(_with_labels(text, joined))


def label_at_end(text: str) -> str:
    """Return the label of a paragraph that ends with a colon and nothing after it."""
    found = _COLON.search(text)
    return found["label"].strip() if found else ""


def _single(text: str, *, leaders: bool) -> Iterator[Place]:
    taken: list[tuple[int, int]] = []
    for found in _TAGS.finditer(text):
        taken.append(found.span())
        kind = found.lastgroup or ""
        if found["section"]:
            yield Place(*found.span(), _SECTIONS[found["section"]], found[0], found["list"])
        else:
            yield Place(*found.span(), _STYLES[kind], found[0], found[kind].strip())
    for found in (_BLANK_OR_LEADER if leaders else _BLANK).finditer(text):
        if not any(start < found.end() and found.start() < end for start, end in taken):
            yield Place(*found.span(), "blank", found[0])
    for found in _ROOM.finditer(text):
        yield Place(*found.span(), "colon", found[0])
    for found in _NUMBER_LINE.finditer(text):
        yield Place(found.start("room"), found.end("room"), "blank", found["room"])


def _joined(text: str, found: list[Place]) -> Iterator[Place]:
    """Give the places, those that make up a date or an hour as one."""
    marked, spots = _marked(text, found)
    whole = [*_wholes(marked, spots, found)]
    inside = {place for one in whole for place in found if one.start <= place.start and place.end <= one.end}
    both = [*whole, *(place for place in found if place not in inside)]
    at = 0
    for place in sorted(both, key=lambda place: place.start):
        if place.start >= at:
            at = place.end
            yield Place(place.start, at, place.style, text[place.start : at], place.name)


def _marked(text: str, found: list[Place]) -> tuple[str, list[int]]:
    """Return the text with one mark for each place, and for each of its signs where it stands in the text."""
    pieces, spots, at = "", [], 0
    for place in found:
        if place.start < at or place.style in ("open", "else", "close"):
            continue
        pieces += text[at : place.start] + _MARK
        spots += [*range(at, place.start), place.start]
        at = place.end
    return pieces + text[at:], [*spots, *range(at, len(text) + 1)]


def _wholes(marked: str, spots: list[int], found: list[Place]) -> Iterator[Place]:
    taken: list[range] = []
    names = {place.start: place.name for place in found}
    for pattern in (_LONG_DATE, _SHORT_DATE, _THREE_TAGS, _HOUR):
        for one in pattern.finditer(marked):
            if any(at in part for part in taken for at in (one.start(), one.end() - 1)):
                continue
            inner = [names[spots[at]] for at in range(*one.span()) if marked[at] == _MARK]
            name = _date_name(inner)
            if name is None and pattern in (_SHORT_DATE, _THREE_TAGS) and any(inner):
                continue
            taken.append(range(*one.span()))
            style: Style = "hour" if pattern is _HOUR else "date"
            yield Place(spots[one.start()], spots[one.end() - 1] + _length(one, spots, found), style, "", name or "")


def _length(one: re.Match[str], spots: list[int], found: list[Place]) -> int:
    """Return how much text the last sign of a match stands for."""
    last = spots[one.end() - 1]
    return next((place.end - place.start for place in found if place.start == last and one[0][-1] == _MARK), 1)


def _date_name(names: list[str]) -> str | None:
    """Return what three tags of a date have in common (NgaySinh of NgaySinh_dd ...); None unless they are such tags."""
    cut = [_DATE_PART.fullmatch(name) for name in names]
    if not names or not all(cut) or len(names) != 3:
        return None
    parts = [each[2].lower() for each in cut if each]
    if not all(part in kind for part, kind in zip(parts, _PARTS, strict=True)):
        return None
    return cut[0][1] or "" if cut[0] else ""


def _with_labels(text: str, places: list[Place]) -> Iterator[Place]:
    before = 0
    for place in places:
        label = text[before : place.start].rpartition("\n")[2].lstrip(" ,;.)")
        after = text[place.end : place.end + 12]
        yield Place(place.start, place.end, place.style, place.text, place.name, label.strip(), after)
        before = place.end


def empty_beside(paragraph: Element, place: Place) -> Element | None:
    """Return the paragraph of the next cell of the row if a label ends its own cell and that one is empty."""
    ends = place.style == "colon" and place.start == place.end
    beside = _beside(paragraph) if ends else None
    return next(beside.iter(f"{W}p"), None) if beside is not None and not text_in(beside) else None


def label_of_row(paragraph: Element) -> str:
    """Return the label that fills the first of a row's two cells, the other empty, in a table of such rows."""
    row = next(paragraph.iterancestors(f"{W}tr"), None)
    rows = [] if row is None else [each.findall(f"{W}tc") for each in row.getparent().iter(f"{W}tr")]
    are_forms = all(len(cells) == 2 and text_in(cells[0]) and text_in(cells[1])[:2] in ("", "{{") for cells in rows)
    own = next((cells for cells in rows if cells[0] in paragraph.iterancestors()), ())
    return text_in(own[0]) if own and are_forms and len(rows) > 1 and not text_in(own[1]) else ""


def label_beside(paragraph: Element) -> str:
    """Return what the cell before says of a cell that holds one paragraph alone: a label, if it is short enough."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None or sum(bool(text_in(each)) for each in cell.iter(f"{W}p")) > 1:
        return ""
    before = next(cell.itersiblings(f"{W}tc", preceding=True), None)
    label = "" if before is None else text_in(before)
    return label if len(label.split()) <= _LONGEST_LABEL and not places_in(label, leaders=False) else ""


def _beside(paragraph: Element) -> Element | None:
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    return None if cell is None else next(cell.itersiblings(f"{W}tc"), None)


def text_in(element: Element) -> str:
    """Return what an element says, with single blanks."""
    return " ".join("".join(text.text or "" for text in element.iter(f"{W}t")).split())


def goes_on(paragraph: Element, label: str) -> bool:
    """Tell whether what a colon announces is typed already, in the next cell or the next paragraph."""
    beside = _beside(paragraph)
    if beside is not None and text_in(beside):
        return True
    following = next(paragraph.itersiblings(f"{W}p"), None)
    text = "" if following is None else text_in(following)
    is_label = len(label.split()) <= _LONGEST_LABEL
    return bool(text) and not (is_label and (label_at_end(text) or places_in(text, leaders=False)))


def has_leaders(paragraph: Element, styles: frozenset[str]) -> bool:
    """Tell whether the tabs of a paragraph draw dots or lines, by itself or by a style that does."""
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return _draws(paragraph) or (style is not None and style.get(f"{W}val") in styles)


def _draws(element: Element) -> bool:
    return any(tab.get(f"{W}leader") in _LEADERS for tab in element.iterfind(f"{W}pPr/{W}tabs/{W}tab"))


def styles_with_leaders(styles: Element) -> frozenset[str]:
    """Return the names of the styles whose tabs draw dots or lines; of a file without styles none."""
    found = () if styles is None else styles.iterfind(f"{W}style")
    return frozenset(style.get(f"{W}styleId", "") for style in found if _draws(style))
