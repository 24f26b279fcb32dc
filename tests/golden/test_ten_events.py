"""Ten events that are not the sample: their news, word for word.

Each file of `news/` holds the sheets as a clerk types them, a line of `=====`, and the news that came of them:
`UPDATE_GOLDEN=1 pytest tests/golden` writes the lower half anew, to be read aloud.
"""

import os
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from test_golden import text_of

from flows.model.order import Order
from flows.rendering import Template
from flows.steps.check_templates import look_at
from flows.steps.draft_papers import draft
from flows.steps.report_event import wanted

EVENTS = sorted((Path(__file__).parent / "news").glob("*.txt"))
MARK = "\n=====\n"
OFFICE = "Tên đầy đủ | {host}\nCơ quan ban hành | {host}\nĐịa danh | Tân Hòa Đông\nNgười ký | Bùi Thị Thảo"


def drafts(folder, sheets, kind):
    """The drafts of one kind for the event in these sheets, as a run on the last day of 2026 makes them."""
    host = next(line.split("|")[1].strip() for line in sheets.splitlines() if line.startswith("Đơn vị tổ chức"))
    book = openpyxl.Workbook()
    for number, table in enumerate([*sheets.split("\n\n"), OFFICE.format(host=host)]):
        sheet = book.create_sheet(f"Trang {number}")
        for line in table.strip().splitlines():
            sheet.append([cell.strip() or None for cell in line.split("|")])
    book.remove(book["Sheet"])
    book.save(folder / "su-kien.xlsx")
    order = Order(inputs=folder, today=date(2026, 12, 31), only=(kind,))
    (event,) = draft(order, look_at(order.templates, wanted(order)).uses).events
    return event


@pytest.mark.parametrize("golden", EVENTS, ids=[path.stem for path in EVENTS])
def test_the_news_of_an_event_is_word_for_word_the_golden_one(golden, tmp_path):
    sheets, _ = golden.read_text(encoding="utf-8").split(MARK)
    (paper,) = drafts(tmp_path, sheets, "tin-bai").drafts
    made = tmp_path / "tin-bai.docx"
    made.write_bytes(Template(Path("templates", "tin-bai.docx")).render(paper.filled()))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(sheets + MARK + text_of(made), encoding="utf-8")
    assert golden.read_text(encoding="utf-8") == sheets + MARK + text_of(made)
