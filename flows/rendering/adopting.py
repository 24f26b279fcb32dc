"""An office's own form in; a copy with tags where the blanks were, and what was found at each blank, out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from lxml import etree

from flows.rendering.blank_tables import Columns, filled_tables
from flows.rendering.fields import Element, W
from flows.rendering.highlighting import highlight
from flows.rendering.lines import FIXED, Line
from flows.rendering.loops import Loop, Turn, bound_names, in_place, paired
from flows.rendering.package import packed, read_sound_parts
from flows.rendering.placeholders import Place, Style, label_at_end, places_in
from flows.rendering.remarks import BODY, Remark, place_of, remarked
from flows.rendering.surroundings import empty_beside, goes_on, has_leaders, label_beside, styles_with_leaders
from flows.rendering.tags import FILLED_PART, is_second

_LOOPS: tuple[Style, ...] = ("open", "else", "close")


@dataclass(frozen=True, slots=True)
class Sense:
    """What a place is taken for: the path of the field, and what is typed in its stead."""

    path: str
    tag: str


class Meaning(Protocol):
    """What the words of a form mean; the vocabulary's side of adopting."""

    def sense(self, place: Place, before: str, loops: Sequence[Loop]) -> Sense | None:
        """Return what belongs at a place, None when that is not clear; `before` is the paragraph up to it."""

    def loop(self, name: str, loops: Sequence[Loop]) -> Loop | None:
        """Return the loop or condition that a section's name means."""

    def columns(self, headings: Sequence[str], rows: int) -> Columns | None:
        """Return what belongs in the empty rows of a table under these headings."""

    def is_known(self, name: str) -> bool:
        """Tell whether a name between braces is a path of the vocabulary already."""

    def advice(self, place: Place) -> tuple[str, ...]:
        """Return what to tell of a place that is not clear, line by line."""

    def nearest(self, place: Place) -> tuple[str, ...]:
        """Return the paths nearest to what a place says."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the form, as it is told: the paragraph's text, what stood there, and what became of it."""

    part: str
    paragraph: str
    place: Place
    sense: Sense | None = None
    nearest: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Adopted:
    """The copy, and every place of the form in the order of reading."""

    document: bytes
    spots: tuple[Spot, ...]

    @property
    def placed(self) -> tuple[Spot, ...]:
        """The places that got a tag."""
        return tuple(spot for spot in self.spots if spot.sense)

    @property
    def unplaced(self) -> tuple[Spot, ...]:
        """The places that a person must look at."""
        return tuple(spot for spot in self.spots if not spot.sense)


@dataclass
class _Work:
    """One adoption under way: what the words mean, the styles' leaders, and what was found so far."""

    meaning: Meaning
    styles: frozenset[str]
    spots: list[Spot] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def adopt(data: bytes, meaning: Meaning, file: str) -> Adopted:
    """Return the form with tags in place; places that are not clear stay, highlighted and with a comment.

    Raises TemplateError for what is no Word file.
    """
    parts = read_sound_parts(data, file)
    roots = {name: etree.fromstring(parts[name]) for name in sorted(filter(FILLED_PART.fullmatch, parts))}
    work = _Work(meaning, styles_with_leaders(parts.get("word/styles.xml")))
    for name, root in roots.items():
        _Part(name, root, work).adopt()
    changed = {name: etree.tostring(root, encoding="UTF-8", standalone=True) for name, root in roots.items()}
    written = {**parts, **changed}
    if BODY in roots:
        written = remarked(written, roots[BODY], work.remarks)
    return Adopted(packed(written), tuple(work.spots))


class _Part:
    """One part of the form: its paragraphs with the places in each."""

    def __init__(self, name: str, root: Element, work: _Work) -> None:
        self.name = name
        self.work = work
        self._fill_tables(root)
        self.lines = [Line(paragraph) for paragraph in root.iter(f"{W}p")]
        bound = bound_names("\n".join(line.text for line in self.lines))
        self.places = [self._places(line, bound) for line in self.lines]
        sections = [place for places in self.places for place in places if place.style in _LOOPS]
        self.pairs = paired(sections)
        self.loops: list[Loop] = []

    def _fill_tables(self, root: Element) -> None:
        for row, headings, columns in filled_tables(root, self.work.meaning.columns):
            if not is_second(row):
                place = Place(0, 0, "row", headings)
                path, tag = (columns.loop.path, columns.loop.opening) if columns.loop else ("", " ".join(columns.tags))
                self.work.spots.append(Spot(self.name, headings, place, Sense(path, tag)))

    def _places(self, line: Line, bound: frozenset[str]) -> list[Place]:
        found = list(places_in(line.text, leaders=has_leaders(line.paragraph, self.work.styles)))
        if found and found[0].style in ("blank", "date") and not found[0].label:
            found[0] = replace(found[0], label=label_beside(line.paragraph))
        return [place for place in found if not (place.style == "{{}}" and self._is_ours(place.name, bound))]

    def _is_ours(self, name: str, bound: frozenset[str]) -> bool:
        return name.partition(".")[0] in bound or self.work.meaning.is_known(name)

    def adopt(self) -> None:
        """Put tags in every paragraph of the part."""
        turns: list[Turn] = []
        for line, places in zip(self.lines, self.places, strict=True):
            shown = line.text.replace(FIXED, " ")
            decided = [(place, self._sense(place, shown)) for place in places]
            decided += self._after_colon(line, places[-1].end if places else 0)
            told = [(place, sense) for place, sense in decided if sense or _is_doubtful(place, shown)]
            if not is_second(line.paragraph):
                self.work.spots += [self._spot(shown, place, sense) for place, sense in told]
            for place, sense in reversed(told):
                turns += self._put(line, place, sense)
        in_place(turns)

    def _sense(self, place: Place, shown: str) -> Sense | None:
        if place.style not in _LOOPS:
            return self.work.meaning.sense(place, shown[: place.start], self.loops)
        if place not in self.pairs:
            return None
        if place.style == "close":
            ended = self.loops.pop()
            return Sense(ended.path, ended.closing) if ended.path else None
        if place.style == "else" and self.loops and self.loops[-1].name == place.name:
            return Sense(self.loops[-1].path, "else") if self.loops[-1].path else None
        found = self.work.meaning.loop(place.name, self.loops)
        self.loops.append(found or Loop(place.name))
        if found and place.style == "else":
            self.loops[-1] = found = found.negated()
        return Sense(found.path, found.opening) if found else None

    def _after_colon(self, line: Line, start: int) -> Iterator[tuple[Place, Sense]]:
        """Give the place after a label that ends with a colon: the empty cell beside it, or the end of the line."""
        label = label_at_end(line.text[start:])
        if not label or goes_on(line.paragraph, label):
            return
        at = len(line.text.rstrip())
        place = Place(at, at, "colon", line.text.strip(), label=label)
        sense = self.work.meaning.sense(place, line.text, self.loops)
        if sense:
            yield place, sense

    def _spot(self, shown: str, place: Place, sense: Sense | None) -> Spot:
        return Spot(self.name, " ".join(shown.split()), place, sense, () if sense else self.work.meaning.nearest(place))

    def _put(self, line: Line, place: Place, sense: Sense | None) -> Iterator[Turn]:
        if sense is None:
            self._leave(line, place)
        elif place.style in _LOOPS:
            runs = line.replace(place.start, place.end, _spaced(line.text, place, "{% " + sense.tag + " %}"))
            yield Turn(runs[0], line.paragraph, sense.tag)
        elif (beside := empty_beside(line.paragraph, place)) is not None:
            Line(beside).replace(0, 0, sense.tag)
        else:
            line.replace(place.start, place.end, _spaced(line.text, place, sense.tag))

    def _leave(self, line: Line, place: Place) -> None:
        if place.style in ("{{}}", *_LOOPS):
            # Jinja would stop at a name it does not know; in these signs a person and a second adoption still see it.
            runs = line.replace(place.start, place.end, f"«{place.name}»")
        else:
            runs = line.runs(place.start, place.end)
        for run in runs:
            highlight(run)
        if not is_second(line.paragraph):
            first, *rest = self.work.meaning.advice(place)
            self.work.remarks.append(Remark(line.paragraph, (place_of(self.name) + first, *rest), runs))


def _is_doubtful(place: Place, shown: str) -> bool:
    """Tell whether a place that is not clear is a place at all: dots may end a sentence, a lone rule is an ornament."""
    alone = not shown.replace(place.text, "").strip()
    if place.style == "blank":
        is_rule = alone and set(place.text) <= set("_ \t\u00a0")
        return not is_rule and (not place.is_faint or place.label.endswith(":"))
    if place.style == "[]":
        return place.name.isupper()
    return place.style != "colon" and not (place.style == "hour" and "…" not in place.text and ".." not in place.text)


def _spaced(text: str, place: Place, tag: str) -> str:
    """Return the tag with the blanks that dots had made needless."""
    before, after = text[: place.start][-1:], text[place.end :][:1]
    if place.style not in ("blank", "date", "hour", "colon"):
        # Beside a brace of the form's own it would be another tag.
        return f"{' ' if before == '{' else ''}{tag}{' ' if after == '}' else ''}"
    left = " " if before and not before.isspace() and before not in "(/\"'“«" else ""
    return f"{left}{tag}{' ' if after.isalnum() or after in ('(', '}') else ''}"


def facts(spot: Spot) -> Mapping[str, object]:
    """Return a spot for programs."""
    told: dict[str, object] = {"part": spot.part, "paragraph": spot.paragraph, "found": spot.place.text}
    told |= {"style": spot.place.style, "label": spot.place.label}
    if spot.sense:
        return {**told, "path": spot.sense.path, "tag": spot.sense.tag}
    return {**told, "nearest": list(spot.nearest)}
