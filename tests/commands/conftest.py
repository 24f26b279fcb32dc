import pytest
from office import Office


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)
