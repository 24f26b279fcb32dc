"""What Prefect's clients are told of the server: its address, and whom they trust on the way."""

import ssl
import subprocess
import sys

import pytest
from service import has_ended, waited

from flows.machine import prefect_server

AUTHORITIES = "PREFECT_API_SSL_CERT_FILE"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    monkeypatch.delenv(AUTHORITIES, raising=False)
    return tmp_path / "prefect"


def test_a_server_without_tls_is_reached_with_one_authority_to_load(home):
    told = prefect_server.towards("http://127.0.0.1:4200/api")
    assert told["PREFECT_API_URL"] == "http://127.0.0.1:4200/api"
    context = ssl.create_default_context(cafile=told[AUTHORITIES])
    assert len(context.get_ca_certs()) == 1
    assert [file.name for file in home.iterdir()] == ["mot-chung-thu.pem"]
    assert prefect_server.towards("http://127.0.0.1:4200/api") == told


@pytest.mark.parametrize("url", ["https://may-chu/api", "https://127.0.0.1:4200/api", "http://may-chu:4200/api"])
def test_a_server_with_tls_or_elsewhere_is_judged_by_all_authorities(url):
    assert prefect_server.towards(url) == {"PREFECT_API_URL": url}


@pytest.mark.parametrize("left", [b"", b"\0" * 500, b"-----BEGIN CERTIFICATE-----\nMII"])
def test_what_a_power_cut_left_of_the_authority_is_written_anew(home, left):
    home.mkdir()
    (home / "mot-chung-thu.pem").write_bytes(left)
    told = prefect_server.towards("http://[::1]:4200/api")
    assert len(ssl.create_default_context(cafile=told[AUTHORITIES]).get_ca_certs()) == 1


def test_authorities_that_the_office_has_set_stand(monkeypatch):
    monkeypatch.setenv(AUTHORITIES, "/etc/ssl/co-quan.pem")
    assert AUTHORITIES not in prefect_server.towards("http://127.0.0.1:4200/api")


STARTER = """
import pathlib, sys
from flows.machine import prefect_server
server = prefect_server.start(pathlib.Path(sys.argv[1]), "127.0.0.1", 0, prefect_server.EMBEDDED)
print(server.server.process.pid, flush=True)
input()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_server_whose_run_was_killed_while_it_started_goes_too(home):
    """One that is up: tests/pipeline/test_stranger.py."""
    home.mkdir()
    words = [sys.executable, "-c", STARTER, home / "log"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as starter:
        server = int(starter.stdout.readline())
        starter.kill()
    waited(lambda: has_ended(server))
