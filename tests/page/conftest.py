import pytest
from page_office import PageOffice


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("VANTHU_SETTINGS", str(tmp_path / "cai-dat.toml"))
    return PageOffice(tmp_path)
