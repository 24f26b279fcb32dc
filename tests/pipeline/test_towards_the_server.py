"""What Prefect's clients are told of the server: its address, and whom they trust on the way."""

import ssl

import pytest

from flows import prefect_home

AUTHORITIES = "PREFECT_API_SSL_CERT_FILE"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.delenv(AUTHORITIES, raising=False)
    return tmp_path / "prefect"


def test_a_server_without_tls_is_reached_with_one_authority_to_load(home):
    told = prefect_home.towards("http://127.0.0.1:4200/api")
    assert told["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    context = ssl.create_default_context(cafile=told[AUTHORITIES])
    assert len(context.get_ca_certs()) == 1
    assert [file.name for file in home.iterdir()] == ["mot-chung-thu.pem"]
    assert prefect_home.towards("http://127.0.0.1:4200/api") == told


def test_a_server_with_tls_is_judged_by_all_authorities():
    assert prefect_home.towards("https://may-chu/api") == {"PREFECT_API_URL": "https://may-chu/api"}


def test_authorities_that_the_office_has_set_stand(monkeypatch):
    monkeypatch.setenv(AUTHORITIES, "/etc/ssl/co-quan.pem")
    assert AUTHORITIES not in prefect_home.towards("http://127.0.0.1:4200/api")
