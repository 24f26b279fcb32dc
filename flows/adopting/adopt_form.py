"""Adopt an office's form: write a copy with tags where the blanks were, and tell what was found at each blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docx.enum.text import WD_COLOR_INDEX
from docx.text.font import Font
from lxml import etree

from flows.adopting.choose_fields import Context, FieldChooser, Sense, unclear
from flows.adopting.places import (  # fmt: skip
    Place,
    Style,
    empty_beside,
    goes_on,
    has_leaders,
    label_at_end,
    label_beside,
    label_of_row,
    places_in,
    styles_with_leaders,
)
from flows.adopting.repeated_rows import Loop, Turn, bound_names, fill, in_place, paired, tables_with_blank_rows
from flows.documents import KINDS, Kind
from flows.errors import UsageError
from flows.outputs.disk import write_new
from flows.problems import Problem, Where
from flows.steps.check_templates import faults_of, kind_named
from flows.vietnamese.text import fold, shortened
from flows.word.check_template import texts_of
from flows.word.package import filled, packed, read_bytes, read_parts, roots_of
from flows.word.paragraph_runs import OBJECT, Element, Line, W
from flows.word.template_comments import BODY, Remark, place_of, remarked
from flows.word.template_tags import is_second

_ENDING = ".mau.docx"
_LOOPS: tuple[Style, ...] = ("open", "else", "close")
_ABOVE = 3
"""So many paragraphs above a blank say what it is about."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the form, as it is told: the paragraph's text, what stood there, and what became of it."""

    part: str
    paragraph: str
    place: Place
    sense: Sense | None = None
    nearest: tuple[str, ...] = ()

    def as_json(self) -> Mapping[str, object]:
        """Return the spot for programs."""
        told: dict[str, object] = {"part": self.part, "paragraph": self.paragraph, "found": self.place.text}
        told |= {"style": self.place.style, "label": self.place.label}
        if self.sense:
            return {**told, "path": self.sense.path, "tag": self.sense.tag}
        return {**told, "nearest": list(self.nearest)}


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


def adopt(data: bytes, kind: Kind, file: str) -> Adopted:
    """Return the form with tags in place; places that are not clear stay, highlighted and with a comment.

    Raises TemplateError for what is no Word file.
    """
    parts = read_parts(data, file)
    every = roots_of(parts, file)
    roots, chooser, styles = filled(every), FieldChooser(kind), styles_with_leaders(every.get("word/styles.xml"))
    found = [_Part(name, root, chooser, styles) for name, root in roots.items()]
    for part in found:
        part.adopt()
    changed = {name: etree.tostring(root, encoding="UTF-8", standalone=True) for name, root in roots.items()}
    remarks = [remark for part in found for remark in part.remarks]
    written = remarked({**parts, **changed}, roots[BODY], remarks) if remarks else packed({**parts, **changed})
    return Adopted(written, tuple(spot for part in found for spot in part.spots))


class _Part:
    """One part of the form: its paragraphs with the places in each, and what became of them."""

    def __init__(self, name: str, root: Element, chooser: FieldChooser, styles: frozenset[str]) -> None:
        self.name = name
        self.chooser = chooser
        self.spots: list[Spot] = []
        self.remarks: list[Remark] = []
        self._fill_tables(root)
        self.lines = [Line(paragraph) for paragraph in root.iter(f"{W}p")]
        bound = bound_names("\n".join(line.text for line in self.lines))
        self.places = [self._places(line, bound, styles) for line in self.lines]
        every = [place for places in self.places for place in places]
        chooser.look_over(every)
        self.pairs = paired([place for place in every if place.style in _LOOPS])
        self.loops: list[Loop] = []

    def _fill_tables(self, root: Element) -> None:
        for table in list(tables_with_blank_rows(root)):
            columns = self.chooser.columns(table)
            place = Place(0, 0, "row", " | ".join(table.headings))
            sense = None
            if columns is not None:
                fill(table.empty, columns)
                loop = columns.loop
                sense = Sense(loop.path, loop.opening) if loop else Sense("", " ".join(columns.tags))
            elif self.chooser.is_like_a_list(table):
                line = Line(next(table.heading.iter(f"{W}p")))
                self._mark(line, place, line.runs(0, len(line.text)))
            else:
                continue
            if not is_second(table.heading):
                self.spots.append(Spot(self.name, place.text, place, sense))

    def _places(self, line: Line, bound: frozenset[str], styles: frozenset[str]) -> list[Place]:
        found = list(places_in(line.text, leaders=has_leaders(line.paragraph, styles)))
        if found and found[0].style in ("blank", "date") and not found[0].label:
            found[0] = replace(found[0], label=label_beside(line.paragraph))
        ours = {one.name for one in found if one.name.partition(".")[0] in bound or self.chooser.is_known(one.name)}
        return [place for place in found if place.style != "{{}}" or place.name not in ours]

    def adopt(self) -> None:
        """Put tags in every paragraph of the part."""
        turns: list[Turn] = []
        above, heading = [""] * _ABOVE, ""
        for line, places in zip(self.lines, self.places, strict=True):
            shown = line.text.replace(OBJECT, " ")
            context = Context("", " ".join(above[-_ABOVE:]), heading)
            decided = [(place, self._sense(place, replace(context, before=shown[: place.start]))) for place in places]
            decided += self._after_colon(line, replace(context, before=line.text), places[-1].end if places else 0)
            told = [(place, sense) for place, sense in decided if sense or _is_doubtful(place, shown)]
            if not is_second(line.paragraph):
                text, near = " ".join(shown.split()), self.chooser.nearest
                self.spots += [Spot(self.name, text, at, sense, () if sense else near(at)) for at, sense in told]
            # From the end: what stands before a place keeps its own.
            put = [turn for place, sense in reversed(told) for turn in self._put(line, place, sense)]
            turns += reversed(put)
            if shown.strip():
                above.append(shown)
                is_in_table = next(line.paragraph.iterancestors(f"{W}tc"), None) is not None
                heading = heading if told or is_in_table else shown
        in_place(turns)

    def _sense(self, place: Place, context: Context) -> Sense | None:
        if place.style not in _LOOPS:
            return self.chooser.sense(place, replace(context, loops=self.loops))
        if place not in self.pairs:
            return None
        if place.style == "close":
            ended = self.loops.pop()
            return Sense(ended.path, ended.closing) if ended.path else None
        if place.style == "else" and self.loops and self.loops[-1].name == place.name:
            return Sense(self.loops[-1].path, "else") if self.loops[-1].path else None
        found = self.chooser.loop(place.name, self.loops)
        self.loops.append(found or Loop(place.name))
        if found and place.style == "else":
            self.loops[-1] = found = found.negated()
        return Sense(found.path, found.opening) if found else None

    def _after_colon(self, line: Line, context: Context, start: int) -> Iterator[tuple[Place, Sense]]:
        """Give the place after a label that ends with a colon: the empty cell beside it, or the end of the line."""
        label = label_at_end(line.text[start:]) or ("" if start else label_of_row(line.paragraph))
        if not label or goes_on(line.paragraph, label):
            return
        at = len(line.text.rstrip())
        place = Place(at, at, "colon", line.text.strip(), label=label)
        sense = self._sense(place, context)
        if sense:
            yield place, sense

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
        self._mark(line, place, runs)

    def _mark(self, line: Line, place: Place, runs: Sequence[Element] = ()) -> None:
        for run in runs:
            Font(run).highlight_color = WD_COLOR_INDEX.YELLOW
        if not is_second(line.paragraph):
            first, *rest = self.chooser.advice(place)
            self.remarks.append(Remark(line.paragraph, (place_of(self.name) + first, *rest), runs))


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


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a form: its kind, where the copy stands, every place found, and what is wrong with the copy."""

    form: Path
    kind: Kind
    copy: Path
    adopted: Adopted
    problems: tuple[Problem, ...]

    def as_json(self) -> Mapping[str, object]:
        """Return the account for programs."""
        return {
            "form": str(self.form),
            "kind": self.kind.KIND,
            "copy": str(self.copy),
            "placed": [spot.as_json() for spot in self.adopted.placed],
            "unplaced": [spot.as_json() for spot in self.adopted.unplaced],
            "problems": [problem.as_json() for problem in self.problems],
        }


def adopted_form(form: Path, kind: str = "", to: Path | None = None) -> Account:
    """Write a copy of the form with the tags of a kind in place, by default beside it as NAME.mau.docx.

    Raises UsageError where the copy would stand over another file or the kind cannot be told, TemplateError for
    what is no Word file.
    """
    data = read_bytes(form, form.name)
    chosen = next(each for each in KINDS if kind == each.KIND) if kind else _kind_of(form, data)
    copy = to or form.with_name(form.stem + _ENDING)
    if copy.suffix.lower() != ".docx":
        raise UsageError(f"Tên bản sao phải có đuôi .docx: {copy}", "Ví dụ: --to templates/giay-moi.docx")
    made = adopt(data, chosen, form.name)
    write_new(copy, made.document, "Chọn tên khác bằng --to.")
    problems = faults_of(copy, chosen)
    if not made.spots:
        fix = "Đã điền rồi thì thay phần đã điền bằng dấu chấm (.....) hoặc bằng thẻ, rồi chạy lại."
        problems += (Problem(Where(form.name), "Không thấy chỗ nào để điền.", fix, "warning"),)
    return Account(form, chosen, copy, made, problems)


def _kind_of(form: Path, data: bytes) -> Kind:
    """Return the kind that the file's name or the title in the form names."""
    if kind := kind_named(form.stem):
        return kind
    titles = [fold(text).strip(" :") for text in texts_of(data, form.name)]
    found = [kind for kind in KINDS if fold(kind.NAME) in titles]
    if len(found) == 1:
        return found[0]
    choices = ", ".join(kind.KIND for kind in KINDS)
    raise UsageError(f"{form.name}: chưa rõ là mẫu của loại văn bản nào.", f"Thêm --kind, một trong: {choices}.")


def account_lines(account: Account) -> Iterator[str]:
    """Yield what the clerk reads: what was put where, what is left, what to do next."""
    chooser, placed, unplaced = FieldChooser(account.kind), account.adopted.placed, account.adopted.unplaced
    yield f"{account.form.name}: mẫu {account.kind.NAME.lower()}, tìm thấy {len(placed) + len(unplaced)} chỗ để điền"
    if placed:
        yield f"Đã gắn trường vào {len(placed)} chỗ:"
    yield from (_placed_line(spot, chooser) for spot in placed)
    if unplaced:
        yield f"Chưa rõ {len(unplaced)} chỗ (để nguyên, tô vàng, có nhận xét bên lề trong bản sao):"
    for spot in unplaced:
        yield from _unplaced_lines(spot, chooser)
    yield f"Bản sao: {account.copy}"
    yield f"Mở bản sao bằng Word, đọc lại từng chỗ, xóa nhận xét, rồi chép vào templates/{account.kind.KIND}.docx."


def _placed_line(spot: Spot, chooser: FieldChooser) -> str:
    path, tag = (spot.sense.path, spot.sense.tag) if spot.sense else ("", "")
    shown = tag if tag.startswith("{{") or "{{" in tag else f"{{% {tag} %}}"
    told = chooser.meaning(path)
    if spot.place.style == "row":
        return f"  Bảng «{shortened(spot.place.text)}», các hàng trống -> {shown}"
    return f"  {_found(spot)} -> {shown}" + (f" ({told})" if told != path else "")


def _unplaced_lines(spot: Spot, chooser: FieldChooser) -> Iterator[str]:
    yield f"  Đoạn «{shortened(spot.paragraph)}»: {unclear(spot.place)}"
    if near := chooser.told(spot.nearest):
        yield f"    {near}"


def _found(spot: Spot) -> str:
    """Return a place as the form writes it, with the label before a blank."""
    text = " ".join(spot.place.text.split())
    if spot.place.style in ("blank", "date", "hour", "colon") and spot.place.label and spot.place.label != text:
        text = f"{spot.place.label} {text}".strip()
    return shortened(text if spot.place.start != spot.place.end else spot.place.text)
