"""Read sex and birth date where a roster divides them over columns: a row in, values and mistakes out."""

from __future__ import annotations

from typing import Any

from flows.model.fields import field_named
from flows.model.person import Person
from flows.problems import Mistake, Problem
from flows.reading.cells import Cell
from flows.reading.columns import as_text, parse
from flows.reading.header_columns import PARTS_OF_DAY
from flows.reading.layout import Layout, is_marked
from flows.vietnamese.text import bare

TWO_SEXES = Mistake("Đánh dấu cả hai cột Nam và Nữ.", "Chỉ để dấu hoặc năm sinh ở một cột.")
NO_SEX = Mistake("Không hiểu giới tính này.", "Ghi Nam hoặc Nữ.", "warning")
_SEXES = {"nam": "Nam", "nu": "Nữ", "ong": "Nam", "ba": "Nữ", "trai": "Nam", "gai": "Nữ", "male": "Nam", "female": "Nữ"}
_BIRTH = field_named(Person, "ngay_sinh")


def divided_birth(layout: Layout, row: int, problems: list[Problem]) -> dict[str, Any]:
    """Return the birth date of columns Ngày | Tháng | Năm; of a year alone nothing more is known."""
    parts = [(column, layout.cell(row, column)) for column in map(layout.birth_parts.get, PARTS_OF_DAY) if column]
    texts = [as_text(cell.value) for _, cell in parts]
    first = next((place for place, text in enumerate(texts) if text), None)
    if first is None:
        return {}
    column, cell = parts[first]
    born, mistakes = parse(_BIRTH, Cell(cell.row, cell.column, "/".join(texts[first:])))
    problems += [layout.problem(mistake, cell, column) for mistake in mistakes]
    return {"born": born}


def sex(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    """Return sex and birth date from columns Nam | Nữ, where the birth date or a mark stands in one of them."""
    if not layout.sexed:
        return _typed_sex(layout, row, values, problems)
    filled = [(field, column, cell) for field, column in layout.sexed if is_marked(cell := layout.cell(row, column))]
    if len({column.sex for _, column, _ in filled}) > 1:
        problems.append(layout.problem(TWO_SEXES, filled[1][2], filled[1][1]))
        return {}
    if not filled:
        return {"gender": "Nam"} if layout.only_women_are_marked else _typed_sex(layout, row, values, problems)
    field, column, cell = filled[0]
    found: dict[str, Any] = {"gender": column.sex}
    if field.key == "ngay_sinh" or len(as_text(cell.value)) >= len("1965"):
        found["born"], mistakes = parse(_BIRTH, cell)
        problems += [layout.problem(mistake, cell, column) for mistake in mistakes]
    return found


def _typed_sex(layout: Layout, row: int, values: dict[str, Any], problems: list[Problem]) -> dict[str, Any]:
    typed = values.get("gender")
    sex = _SEXES.get(bare(typed)) if typed else None
    column = layout.header.column("gioi_tinh")
    if typed and sex is None and column:
        problems.append(layout.problem(NO_SEX, layout.cell(row, column), column))
    return {"gender": sex} if typed else {}
