"""The sample's papers, word for word: `UPDATE_GOLDEN=1 pytest tests/golden` writes them anew, to be read over."""

import os
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from flows.documents import KINDS
from flows.model.order import Order
from flows.rendering import Template
from flows.steps.check_templates import look_at
from flows.steps.draft_papers import draft
from flows.steps.report_event import wanted

GOLDEN = Path(__file__).parent


@pytest.fixture(scope="module")
def sample():
    order = Order(today=date(2024, 7, 3))
    (event,) = draft(order, look_at(order.templates, wanted(order)).uses).events
    return event


@pytest.fixture(scope="module")
def all_drafts(sample):
    """The drafts that are due, and those made on request."""
    on_request = tuple(kind.KIND for kind in KINDS if kind.ON_REQUEST)
    order = Order(today=date(2024, 7, 3), only=on_request)
    (event,) = draft(order, look_at(order.templates, wanted(order)).uses).events
    return (*sample.drafts, *event.drafts)


def text_of(path):
    """A document's text, block by block; the cells of a table's row stand beside each other."""
    blocks = Document(str(path)).iter_inner_content()
    return "\n".join(line for block in blocks for line in lines_of(block) if line.strip()) + "\n"


def lines_of(block):
    if isinstance(block, Paragraph):
        return [block.text]
    assert isinstance(block, Table)
    return [" | ".join(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows]


@pytest.mark.parametrize("kind", [kind.KIND for kind in KINDS])
def test_the_samples_paper_is_word_for_word_the_golden_one(kind, all_drafts, tmp_path):
    first = next(one for one in all_drafts if one.kind == kind)
    paper = tmp_path / f"{kind}.docx"
    paper.write_bytes(Template(Path("templates", f"{kind}.docx")).render(first.filled()))
    golden = GOLDEN / f"{kind}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(text_of(paper), encoding="utf-8")
    assert text_of(paper) == golden.read_text(encoding="utf-8")


def test_the_sample_has_no_mistakes_and_everything_is_due(sample):
    assert not [problem for problem in sample.problems if problem.is_error]
    assert not sample.not_due
    made = [one.kind for one in sample.drafts]
    assert {kind: made.count(kind) for kind in made} == {
        "ke-hoach": 1, "giay-moi": 230, "tin-bai": 1, "giay-chung-nhan": 230,
    }  # fmt: skip
