"""What the tests after the signature share: a small office whose certificates bear their codes."""

from __future__ import annotations

import pytest
from small_office import CERTIFICATE, Bureau


@pytest.fixture
def bureau(tmp_path):
    made = Bureau.furnished(tmp_path)
    made.template("giay-chung-nhan", CERTIFICATE)
    return made
