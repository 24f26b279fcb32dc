"""Reading .xlsx row by row gives what openpyxl's load_workbook gives, whichever program wrote the file."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from excel_files import DIALECTS, FONTS, LOOKS, in_dialect, sheet_xml, write_excel
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl_road import by_openpyxl, by_us, plainly

from flows.spreadsheets.sheet import letters

ROOT = Path(__file__).parents[2]
anything = settings(suppress_health_check=list(HealthCheck))


def same(path: Path) -> list[object]:
    ours = plainly(by_us(path))
    assert ours == plainly(by_openpyxl(path))
    return ours


@pytest.mark.parametrize("path", sorted([*ROOT.glob("inputs/**/*.xlsx"), *ROOT.glob("templates/*.xlsx")]), ids=str)
def test_the_sample_is_read_alike(path):
    assert same(path)


texts = st.one_of(
    st.sampled_from([
        "Lê Văn An", "NguyÔn V¨n Hïng", "Nguyeãn Vaên Huøng", "Phã Chñ tÞch", " hai  đầu ", "a\nb", "a\tb", "&<>\"'", "_x000D_\n",
        "_x005F_x000D_", "", "]]>", "#N/A", "=1+1", "0912", "\u00a0", "Nguye\u0302\u0303n", "🙂", "x" * 300,
    ]),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), max_size=8),
)  # fmt: skip
numbers = st.one_of(
    st.integers(-5, 60),
    st.integers(20_000, 60_000),
    st.floats(0, 3),
    st.floats(-10, 4e6),
    st.sampled_from([1e20, -1.5, 2958466, 59.9, 60.5]),
)
styles = st.integers(0, len(LOOKS) - 1)
runs = st.lists(st.tuples(st.sampled_from(["", *FONTS]), texts), min_size=1, max_size=3)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def rich(pieces) -> str:
    looks = (f'<rPr><b/><rFont val="{font}"/></rPr>' if font else "" for font, _ in pieces)
    return "".join(
        f'<r>{look}<t xml:space="preserve">{escaped(text)}</t></r>'
        for look, (_, text) in zip(looks, pieces, strict=True)
    )


class Written:
    """What one cell of a drawn sheet looks like: its type, and what is in it."""

    def __init__(self) -> None:
        self.strings: list[str] = []

    def inside(self, kind, text, number, pieces) -> tuple[str, str]:  # noqa: C901, PLR0911 a line for each kind
        match kind:
            case "shared" | "rich":
                spoken = '<rPh sb="0" eb="1"><t>ẩn</t></rPh><phoneticPr fontId="0"/>'
                plain = f'<t xml:space="preserve">{escaped(text)}</t>' if len(text) % 2 else f"<t>{escaped(text)}</t>"
                self.strings.append(f"<si>{plain if kind == 'shared' else rich(pieces) + spoken}</si>")
                return ' t="s"', f"<v>{len(self.strings) - 1}</v>"
            case "inline":
                return ' t="inlineStr"', f'<is><t xml:space="preserve">{escaped(text)}</t></is>'
            case "inline rich":
                return ' t="inlineStr"', f"<is>{rich(pieces)}</is>"
            case "formula text":
                return ' t="str"', f"<f>A1&amp;B1</f><v>{escaped(text) or 'x'}</v>"
            case "formula":
                return "", f"<f>1+{number!r}</f><v>{number!r}</v>"
            case "shared formula":
                return "", f'<f t="shared" si="0"/><v>{number!r}</v>'
            case "uncached":
                return "", "<f>SUM(A1:A9)</f><v/>" if len(text) % 2 else "<f>SUM(A1:A9)</f>"
            case "bool":
                return ' t="b"', f"<v>{int(number > 5)}</v>"
            case "error":
                return ' t="e"', "<v>#REF!</v>"
            case "day":
                return ' t="d"', "<v>2024-07-01T08:30:00</v>" if len(text) % 2 else "<v>2024-07-01</v>"
            case "n":
                return ' t="n"', f"<v>{number!r}</v>"
        return "", f"<v>{number!r}</v>" if kind == "number" else ""


KINDS = ["shared", "shared", "rich", "inline", "inline rich", "formula text", "formula", "shared formula", "uncached", "bool", "error",
         "day", "n", "number", "number", "blank"]  # fmt: skip
drawn_cells = st.tuples(st.sampled_from(KINDS), texts, numbers, runs, st.one_of(st.none(), styles))
drawn_rows = st.lists(st.lists(drawn_cells, max_size=5), max_size=6)
hidden = st.sets(st.integers(1, 6), max_size=2)


@anything
@given(drawn_rows, hidden, hidden, st.sets(st.sampled_from(["A1:B2", "D3:D5", "C1:E1"])), st.sampled_from(DIALECTS))
def test_any_workbook_of_any_program_is_read_alike(  # noqa: PLR0917 Hypothesis draws them
    tmp_path, rows, hidden_rows, hidden_columns, merges, dialect
):
    written = Written()
    lines = []
    for row, cells in enumerate(rows, 1):
        line = ""
        for column, (kind, text, number, pieces, style) in enumerate(cells, 1):
            typed, inside = written.inside(kind, text, number, pieces)
            look = "" if style is None else f' s="{style}"'
            line += (
                f'<c r="{letters(column)}{row}"{look}{typed}>{inside}</c>'
                if inside
                else f'<c r="{letters(column)}{row}"{look}/>'
            )
        hide = ' hidden="1"' if row in hidden_rows else ""
        lines.append(f'<row r="{row}"{hide}>{line}</row>' if line else f'<row r="{row}"{hide}/>')
    columns = "".join(f'<col min="{at}" max="{at + 1}" hidden="1"/>' for at in sorted(hidden_columns))
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in sorted(merges))
    xml = sheet_xml(
        "".join(lines),
        before=f"<cols>{columns}</cols>" if columns else "",
        after=f"<mergeCells>{merged}</mergeCells>" if merges else "",
    )
    same(write_excel(tmp_path / "a.xlsx", in_dialect(dialect, xml), strings="".join(written.strings)))


def test_a_text_of_several_runs_in_the_cell_itself_is_told_by_its_column_too(tmp_path):
    """Neither run alone proves an old font; the text of both does."""
    xml = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><r><t>£</t></r><r><t>0£</t></r></is></c></row>')
    sheet = same(write_excel(tmp_path / "a.xlsx", xml))[0]
    assert "Ê0Ê" in str(sheet)


def test_what_nobody_sees_under_a_merge_tells_nothing_of_its_column(tmp_path):
    xml = sheet_xml(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Ö</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>£</t></is></c></row>',
        after='<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
    )
    assert "'Ö'" in str(same(write_excel(tmp_path / "a.xlsx", xml))[0])


def test_each_dialect_is_another_xml():
    xml = sheet_xml('<row r="1"><c r="A1" s="1" t="s"><f>B1</f><v>0</v></c></row>')
    assert len({str(in_dialect(dialect, xml)) for dialect in DIALECTS}) == len(DIALECTS)


@anything
@given(st.lists(st.tuples(
    st.integers(1, 8), st.integers(1, 6),
    st.one_of(texts.filter(lambda text: not text.startswith("=")), numbers, st.booleans(), st.dates(date(1900, 3, 1)),
              st.datetimes(datetime(1900, 3, 1)), st.times(), st.just("=1+1"), runs),
    st.sampled_from(FONTS), st.booleans()), max_size=20), hidden, hidden, st.sampled_from(["visible", "hidden", "veryHidden"]))  # fmt: skip
def test_any_workbook_of_openpyxl_is_read_alike(tmp_path, cells, hidden_rows, hidden_columns, state):
    book = openpyxl.Workbook()
    tab = book.create_sheet("Danh sách")
    for row, column, value, font, struck in cells:
        cell = tab.cell(row, column)
        cell.value = value if not isinstance(value, list) else CellRichText(
            *(TextBlock(InlineFont(rFont=name), text) if name else text for name, text in value)
        )  # fmt: skip
        cell.font = Font(name=font, strike=struck)
    for row in hidden_rows:
        tab.row_dimensions[row].hidden = True
    for column in hidden_columns:
        tab.column_dimensions[letters(column)].hidden = True
    tab.sheet_state = state
    tab.merge_cells("B7:C9")
    book.save(tmp_path / "a.xlsx")
    same(tmp_path / "a.xlsx")
