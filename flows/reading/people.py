"""Tell the rows of a roster apart: people, sections, totals, examples, and the foot of the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from flows.reading.cells import Cell
from flows.reading.headings import heading_text
from flows.reading.row_words import GROUP, PAGE, PEOPLE, count_in, is_footer, is_total, section_name
from flows.reading.table import Header
from flows.vietnamese.text import CAPITALS, SMALL, bare, fold

RowKind = Literal["person", "section", "total", "footer", "example", "note", "rest"]
Level = Literal["letter", "roman", "number", "bullet", "plain"]

EXAMPLE_MARK = "VÍ DỤ"
LONGEST_ORDINAL = 8
FEW_CELLS = 3
"""A footer row holds at most the place and date, or two or three signature blocks."""

_MARKS: tuple[tuple[Level, re.Pattern[str]], ...] = (
    ("roman", re.compile(r"(?:(?:phần|Phần|PHẦN)\s+)?[IVXLC]+\s*(?:[.)/:-]|$)")),
    ("letter", re.compile(r"(?!Đ\s*[./]\s*[cC])(?:(?:phần|Phần|PHẦN)\s+)?[A-ZĐ]\s*(?:[.):-]|$)|[a-zđ]\s*[.)]")),
    ("number", re.compile(r"\d{1,4}\s*(?:[.)/:-]|$)")),
    ("bullet", re.compile(r"[*+•-]+\s*")),
)
_LEADS_ELSEWHERE = {"T": "oôỏổ", "C": "oôọộ", "V": "ií"}
"""Tổng, Cộng and Ví dụ, however typed."""
_BEGINS_NAME = re.compile(
    "|".join(
        [
            f"(?![{''.join(_LEADS_ELSEWHERE)}])[{CAPITALS}]",
            *(f"{first}(?![{seconds}])[{SMALL}]" for first, seconds in _LEADS_ELSEWHERE.items()),
        ]
    )
)
_CLAIMS = re.compile(r"^(?:an dinh|danh sach)\b")


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row below a roster's header and what it is; `count` is the number of people it claims, `mark` its ordinal.

    The `rest` of a person is a further row under a merged name; its `text` is the address of the name.
    """

    number: int
    kind: RowKind
    text: str = ""
    count: int | None = None
    cell: Cell | None = None
    level: Level = "plain"
    mark: str = ""


def classify(header: Header, row: int) -> RosterRow:
    """Return what a row of the table is, from what stands in it and where."""
    own = header.sheet.filled(row)
    if header.sheet.hidden_columns:
        own = tuple(cell for cell in own if cell.column not in header.sheet.hidden_columns)
    if not header.sheet.is_merged(row) and _is_plainly_person(header, own):
        return RosterRow(row, "person")
    named = header.sheet.cell(row, name_column(header))
    if not own or any(is_example(cell) for cell in (own[0], named)):
        return RosterRow(row, "example" if own else "note")
    if named.row < row and not named.is_empty and len(own) < FEW_CELLS:
        return RosterRow(row, "rest", named.address, cell=own[0])
    if len(own) == 1 and PAGE.fullmatch(fold(heading_text(own[0].value))):
        return RosterRow(row, "note")
    apart = _apart(header, row, own) or _section(header, row, own)
    return apart or RosterRow(row, "note" if _is_numbered_only(header, own) else "person")


def _is_plainly_person(header: Header, own: tuple[Cell, ...]) -> bool:
    """Whether a row holds too many texts for a section, and up to the name none that begins a total or the example.

    So are nearly all, and all that follows would come to the same.
    """
    if len(own) <= FEW_CELLS:
        return False
    name, texts = header.name_index, 0
    for cell in own:
        if isinstance(cell[2], str):
            texts += 1
            if cell[1] <= name and not _BEGINS_NAME.match(cell[2]):
                return False
        if texts >= FEW_CELLS and cell[1] >= name:
            return True
    return False


def _is_numbered_only(header: Header, own: tuple[Cell, ...]) -> bool:
    """Whether a row was only numbered, ahead of people whom nobody wrote in."""
    number = header.column("stt")
    return number is not None and all(cell.column == number.index for cell in own) and _is_short(own[0])


def _is_short(cell: Cell) -> bool:
    return len(heading_text(cell.value)) <= LONGEST_ORDINAL


def _are_many(own: tuple[Cell, ...], ordinal: Cell | None) -> bool:
    """Whether a row holds several texts beside its number: a section has one."""
    texts = 0
    for cell in own:
        texts += isinstance(cell.value, str) and cell is not ordinal
        if texts > 1:
            return True
    return False


def is_example(cell: Cell) -> bool:
    """Whether a cell begins the row that a blank workbook shows how to fill in."""
    return isinstance(cell.value, str) and cell.value.lstrip().upper().startswith(EXAMPLE_MARK)


def name_column(header: Header) -> int:
    """Return the column where names begin."""
    return header.name_index


def _apart(header: Header, row: int, own: tuple[Cell, ...]) -> RosterRow | None:
    """Return a total, a line of the foot, or a title printed again on the next page."""
    few = len(own) <= FEW_CELLS
    for cell in own:
        if not few and cell.column > name_column(header):
            break
        text = heading_text(cell.value)
        if is_total(text):
            return RosterRow(row, "total", text, _claimed(own, cell, text), cell)
        if few and is_footer(text) and not _is_post_of(header, row, cell):
            return RosterRow(row, "footer", text, count_in(text) if _CLAIMS.match(bare(text)) else None, cell)
        if few and text in header.titles and len(text) > 1 and not text.isdigit():
            return RosterRow(row, "note", text)
    return None


def _is_post_of(header: Header, row: int, cell: Cell) -> bool:
    """Whether a text stands beside a name, as a post in capitals does in a narrow roster: LÊ AN | CHỦ TỊCH."""
    name = header.sheet.cell(row, name_column(header))
    text = heading_text(name.value)
    return cell.column > name.column and bool(text) and not is_footer(text)


def _section(header: Header, row: int, own: tuple[Cell, ...]) -> RosterRow | None:
    """Return a section row: one text over the table, or a Roman number or letter and a text."""
    ordinal = _ordinal(header, own)
    if _are_many(own, ordinal):
        return None
    titles = [cell for cell in own if cell is not ordinal and not _is_number(cell)]
    if not titles and ordinal is not None and GROUP.match(fold(_unmarked(heading_text(ordinal.value))[1])):
        titles, ordinal = [ordinal], None
    if len(titles) != 1 or not isinstance(titles[0].value, str):
        return None
    title = titles[0]
    if title.column > name_column(header) and any(cell.column == name_column(header) for cell in own):
        return None
    text = heading_text(title.value)
    level, name = _unmarked(text)
    mark = text.removesuffix(name)
    if ordinal is not None:
        mark = heading_text(ordinal.value)
        level = _level(mark)
    if title.column > name_column(header):
        return None if ordinal is not None else RosterRow(row, "note")
    if not _is_section(header, title, level, name):
        legend = ":" in name and ordinal is None and len(own) == 1
        return RosterRow(row, "note") if legend else None
    return RosterRow(row, "section", section_name(name), _claimed(own, title, name), title, level, mark.strip(" .)"))


def _is_section(header: Header, title: Cell, level: Level, name: str) -> bool:
    """Whether a lone text is a section rather than a person of whom only the name was typed."""
    if level in ("roman", "letter") or title.column < name_column(header):
        return True
    grouped = bool(GROUP.match(fold(name)) or re.search(rf"\d\s*{PEOPLE}", bare(name)))
    return grouped or (level != "number" and _is_over_columns(header, title))


def _is_over_columns(header: Header, title: Cell) -> bool:
    """Whether a text is merged over more columns than a name is."""
    merge = header.sheet.merge_at(title.row, title.column)
    if merge is None or not merge.is_wide:
        return False
    name = header.sheet.merge_at(header.top, name_column(header))
    width = merge.right - merge.left
    return width > (name.right - name.left if name else 0) and width >= max(1, len(header.columns) // 3)


def _ordinal(header: Header, own: tuple[Cell, ...]) -> Cell | None:
    """Return the cell of a row's number: in the column for it, else left of the names."""
    number = header.column("stt")
    left_most = number.index if number else name_column(header) - 1
    return next((cell for cell in own if cell.column <= left_most and _is_short(cell)), None)


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, (int, float))


def _level(text: str) -> Level:
    return next((level for level, mark in _MARKS if mark.fullmatch(text)), "number" if text[:1].isdigit() else "plain")


def _unmarked(text: str) -> tuple[Level, str]:
    """Return a section's level and its name without the ordinal: ("roman", "Xã Hát Môn") of "I. Xã Hát Môn"."""
    for level, mark in _MARKS:
        found = mark.match(text)
        if found and found.end() < len(text):
            return level, text[found.end() :].strip()
    return "plain", text


def _claimed(own: tuple[Cell, ...], title: Cell, text: str) -> int | None:
    """Return the total a row claims: in its text, else the only number behind it."""
    behind = [heading_text(cell.value) for cell in own if cell.column > title.column]
    numbers = [int(text) for text in behind if text.isascii() and text.isdigit() and len(text) <= 6]
    claimed = count_in(text)
    return claimed if claimed is not None else (numbers[0] if len(numbers) == 1 else None)
