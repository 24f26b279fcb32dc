"""The whole sample, made once for all tests of this folder, and its PDFs."""

from datetime import UTC, date, datetime

import pytest

from flows.making import make
from flows.settings import Order
from flows.signing.pdf import add_pdfs


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
def documents(report):
    """All its documents."""
    return report[1]


@pytest.fixture(scope="session")
def pdfs(outputs, documents):
    """A PDF beside each of them."""
    return add_pdfs(outputs, documents)
