"""The whole sample, made once for all tests of this folder, and the PDFs of some of its papers, in the wide run of all."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from flows.model.order import Order
from flows.pdf.paper_pdfs import add_pdfs
from flows.pipeline import make


@pytest.fixture(scope="session")
def report(tmp_path_factory):
    """What the run that made the sample reports; its outputs are `outputs`."""
    root = tmp_path_factory.mktemp("sample") / "outputs"
    report = make(Order(outputs=root, today=date(2024, 7, 3)), datetime(2024, 7, 3, 8, tzinfo=UTC))
    assert len(report.events[0].documents) == 462
    return root, report.events[0].documents


@pytest.fixture(scope="session")
def outputs(report):
    """Where the sample was made."""
    return report[0]


@pytest.fixture(scope="session")
def documents(report, wide):
    """The event's own papers and those of the first, the last and some people between; all of them in the wide run."""
    if wide:
        return report[1]
    people = [f"{number:03}" for number in (*range(1, 10), 12, 99, 115, 228, 229, 230)]
    return [one for one in report[1] if one.path.count("/") == 1 or Path(one.path).name[:3] in people]


@pytest.fixture(scope="session")
def pdfs(outputs, documents):
    """A PDF beside each of these documents."""
    return add_pdfs(outputs, documents)
