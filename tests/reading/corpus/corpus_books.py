"""A workbook of the corpus: what is odd about it, the file that shows it, and what a careful clerk reads in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent
from xml.sax.saxutils import escape

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet
from sheets import sheet

from flows.model.person import Person
from flows.problems import Problem
from flows.reading.event_workbooks import groups_of
from flows.reading.roster import merged_rosters

Touch = Callable[[Worksheet], None]
Content = "str | bytes | Sequence[Tab]"


@dataclass(frozen=True)
class Tab:
    """One sheet as a text table, in the signs of `sheets.sheet` and these:

    <.VnTime>NguyÔn<Arial> An is text in runs of fonts, ={A4+1}2 a formula with its result. `touch` adds by hand what
    a table cannot show.
    """

    table: str
    name: str = "Danh sách"
    merges: Sequence[str] = ()
    hidden: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    state: str = "visible"
    touch: Touch | None = None


@dataclass(frozen=True)
class Odd:
    """One entry: the files by name; the people as a table under the names of their fields; the problems.

    A problem reads "B9 message", a warning "? B9 message"; sheet and file stand before the cell unless they are
    "Danh sách" and ds.*.
    """

    title: str
    files: dict[str, object]
    people: str
    problems: tuple[str, ...]

    def drop(self, inbox: Path) -> Path:
        """Write the files, one as a workbook by itself, several into a folder of their own; return the inbox."""
        folder = inbox if len(self.files) == 1 else inbox / "lop"
        folder.mkdir(exist_ok=True)
        for name, content in self.files.items():
            _write(folder / name, content)
        return inbox


def odd(title: str, table: str, people: str, *problems: str, **more: object) -> Odd:
    """Return an entry of one workbook with one sheet."""
    return Odd(title, {"ds.xlsx": [Tab(table, **more)]}, people, problems)


def book(title: str, tabs: Sequence[Tab], people: str, *problems: str) -> Odd:
    """Return an entry of one workbook with several sheets."""
    return Odd(title, {"ds.xlsx": tabs}, people, problems)


def files(title: str, contents: dict[str, object], people: str, *problems: str) -> Odd:
    """Return an entry of files, each with its sheets, its text or its bytes."""
    return Odd(title, contents, people, problems)


def _write(path: Path, content: object) -> None:
    if isinstance(content, str):
        path.write_text(dedent(content).lstrip("\n"), encoding="utf-8", newline="\r\n")
    elif isinstance(content, bytes):
        path.write_bytes(content)
    else:
        _save(path, content)


def _save(path: Path, tabs: Iterable[Tab]) -> None:
    workbook = Workbook()
    workbook.remove(workbook.active)
    formulas: dict[int, dict[str, str]] = {}
    for number, tab in enumerate(tabs, 1):
        formulas[number] = _add(workbook.create_sheet(tab.name), tab)
    workbook.save(path)
    if any(formulas.values()):
        _with_formulas(path, formulas)


def _add(page: Worksheet, tab: Tab) -> dict[str, str]:
    """Write a sheet; return the formulas that still have to be put before their results."""
    formulas = {}
    for cell in sheet(tab.table).cells.values():
        written = page.cell(cell.row, cell.column)
        if cell.uncached:
            written.value = "=1+1"
        elif found := re.fullmatch(r"=\{(.+)\}(.*)", str(cell.value)):
            formulas[written.coordinate], written.value = found[1], _number_or_text(found[2])
        else:
            _fill(written, cell.value)
        if cell.struck:
            written.font = Font(strike=True)
    for merge in tab.merges:
        page.merge_cells(merge)
    for row in tab.hidden:
        page.row_dimensions[row].hidden = True
    for column in tab.hidden_columns:
        page.column_dimensions[column].hidden = True
    page.sheet_state = tab.state
    if tab.touch:
        tab.touch(page)
    return formulas


def _fill(cell: object, value: object) -> None:
    if isinstance(value, str) and value.startswith("<"):
        _in_fonts(cell, value)
        return
    cell.value = value
    if isinstance(value, str):  # "=" is text here, and #REF! is what a formula gives
        cell.data_type = "e" if re.fullmatch(r"#[A-Z/0!?]+", value) else "s"


def _number_or_text(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdigit() else text


def _in_fonts(cell: object, text: str) -> None:
    runs = re.findall(r"<([^<>]+)>([^<]*)", text)
    if len(runs) == 1:
        cell.value, cell.font = runs[0][1], Font(name=runs[0][0])
    else:
        cell.value = CellRichText([TextBlock(InlineFont(rFont=font), words) for font, words in runs])


def _with_formulas(path: Path, formulas: dict[int, dict[str, str]]) -> None:
    """Put each formula before the result that openpyxl wrote, as Excel saves them."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name).decode() for name in package.namelist()}
    for number, own in formulas.items():
        name = f"xl/worksheets/sheet{number}.xml"
        for at, formula in own.items():
            parts[name] = _with_formula(parts[name], at, escape(formula))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)


def _with_formula(page: str, at: str, formula: str) -> str:
    cell = re.search(rf'<c r="{at}"[^>]*?(?:/>|>(.*?)</c>)', page)
    number = re.fullmatch(r"<v>(.*?)</v>", cell[1] or "")
    text = re.fullmatch(r"<is><t[^>]*>(.*?)</t></is>", cell[1] or "")
    kind, result = ("", number[1]) if number else ('t="str"', text[1] if text else "")
    return page.replace(cell[0], f'<c r="{at}" {kind}><f>{formula}</f><v>{result}</v></c>')


def read(inbox: Path) -> tuple[tuple[Person, ...], list[Problem]]:
    """Read what was dropped as the inbox does: every roster of a workbook or a folder as one."""
    people: list[Person] = []
    problems: list[Problem] = []
    for group in groups_of([inbox], inbox):
        roster, slips = merged_rosters(group.rosters, whole=group.whole)
        people += roster.people
        problems += [*group.problems, *slips]
    return tuple(people), problems


def expected(table: str) -> list[tuple[str, ...]]:
    """Return the rows of a table of people, its heading first."""
    lines = dedent(table).strip("\n").split("\n") if table.strip() else []
    return [tuple(text.strip().replace("␣", " ") for text in line.split("|")) for line in lines]


def shown(people: Iterable[Person], fields: Sequence[str]) -> list[tuple[str, ...]]:
    """Return people as rows under the names of these fields."""
    return [tuple(_shown(person, name) for name in fields) for person in people]


def _shown(person: Person, name: str) -> str:
    if name in ("cell", "sheet", "file"):
        return getattr(person.where, name)
    value = getattr(person, name)
    if type(value) is tuple:
        return "".join("x" if here else "-" for here in value)
    if isinstance(value, bool):
        return "x" if value else ""
    return "" if value is None else str(value).replace("\n", "↵")


def told(problems: Iterable[Problem]) -> list[str]:
    """Return problems as the corpus writes them."""
    return sorted(f"{'' if p.is_error else '? '}{_place(p)}{p.message}" for p in problems)


def _place(problem: Problem) -> str:
    where = problem.where
    file = "" if where.file.startswith("ds.") else f"[{where.file}]"
    page = "" if where.sheet in ("Danh sách", "ds") else where.sheet
    place = f"{file}{page}{'!' if page and where.cell else ''}{where.cell}"
    return f"{place} " if place else ""
