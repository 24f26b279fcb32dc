"""A stranger at the service: without the password, from a page of another site, under another name, as another user."""

from __future__ import annotations

import importlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import psutil
import pytest
from service import WAIT, Secret, Service, descendants, has_ended, waited
from small_office import Bureau
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from flows.errors import UsageError
from flows.machine import prefect_server

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asks for users and modes as POSIX has them")
ALL = "Tất cả văn bản"
SOME_ID = "00000000-0000-4000-8000-000000000000"
NOBODY = 65534
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""


@pytest.fixture(scope="module")
def office():
    # Not below pytest's own folder, which is closed to other users: here whatever is closed, the program has closed.
    folder = Path(tempfile.mkdtemp(prefix="vanthu-co-quan-"))
    folder.chmod(0o755)
    before = os.umask(0o022)
    yield Bureau.furnished(folder)
    os.umask(before)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def service(office):
    started = Service(office.folder, password="").start()
    started.rested(1)
    yield started
    started.stop()


@pytest.fixture(scope="module")
def address(service):
    return f"http://127.0.0.1:{service.port}"


@pytest.fixture(scope="module")
def routes(service, address):
    return listed(address, service.password)


def listed(address, password):
    """Every route of the API: method and path."""
    found = httpx.get(f"{address}/api/openapi.json", auth=Secret(password), timeout=WAIT).json()["paths"]
    return [(how.upper(), _filled(path)) for path, methods in found.items() for how in methods]


def _filled(path):
    return "/".join(SOME_ID if part.startswith("{") else part for part in path.split("/"))


def answers(address, routes, **given):
    """What a server answers to each route, by status."""
    found = {}
    with httpx.Client(timeout=WAIT, **given) as client:
        for method, path in routes:
            found.setdefault(client.request(method, f"{address}/api{path}").status_code, set()).add(path)
    return found


def test_the_start_shows_the_password_that_it_made_up_and_keeps_it_for_this_user_alone(service, office):
    assert f"Mật khẩu của trang ấy: {service.password}\n" in service.said
    assert len(service.password) >= 20
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    logs = [path for path in office.folder.rglob("*.log") if path.stat().st_size]
    assert logs
    assert not any(service.password in text for text in (listed, *(log.read_text("utf-8") for log in logs)))


def test_no_route_answers_without_the_password_but_those_that_say_nothing(address, routes):
    assert len(routes) > 150
    found = answers(address, routes)
    assert found.pop(200) == {"/health", "/ready"}
    assert found.keys() == {401}
    for wrong in (Secret("mat-khau-2"), ("admin", "admin")):
        assert answers(address, [("POST", "/flows/filter")], auth=wrong).keys() == {401}


@pytest.mark.parametrize(
    "lie",
    [
        {"Host": "may-la.example"},
        {"Host": "127.0.0.1:1"},
        {"Host": ""},
        {"Origin": "http://may-la.example"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "iframe"},
    ],
)
def test_no_route_answers_another_host_or_another_sites_page_whoever_knows_the_password(service, address, routes, lie):
    # All are looked through for the first; the guard knows no routes.
    some = routes if "may-la.example" in lie.values() else routes[::20]
    assert answers(address, some, headers=lie, auth=Secret(service.password)).keys() == {403}
    page = httpx.get(f"{address}/v2/", headers=lie, timeout=WAIT)
    assert (page.status_code, "access-control-allow-origin" in page.headers) == (403, False)


def test_the_page_itself_opens_under_its_own_names_also_from_a_link(service, address):
    for name in ("127.0.0.1", "localhost"):
        own = f"{name}:{service.port}"
        told = {"Host": own, "Origin": f"http://{own}", "Sec-Fetch-Site": "same-origin"}
        secret = Secret(service.password)
        asked = httpx.post(f"{address}/api/flows/filter", json={}, headers=told, auth=secret, timeout=WAIT)
        assert asked.status_code == 200
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}
    assert httpx.get(f"{address}/v2/", headers=link, timeout=WAIT).status_code == 200
    assert [httpx.get(f"{address}{path}", timeout=WAIT).status_code for path in ("/docs", "/openapi.json")] == [
        403,
        403,
    ]


def sockets():
    """The paths of Prefect's websockets."""
    from prefect.server.api.server import API_ROUTERS  # noqa: PLC0415 it takes seconds to import

    listed = [route for router in API_ROUTERS for route in router.routes]
    return [_filled(route.path) for route in listed if not hasattr(route, "methods")]


def test_no_websocket_speaks_to_a_stranger(service):
    paths = sockets()
    assert len(paths) >= 4
    for path in paths:
        url = f"ws://127.0.0.1:{service.port}/api{path}"
        own = {"subprotocols": ["prefect"], "proxy": None, "open_timeout": WAIT}
        for lie in ({"origin": "http://may-la.example"}, {"additional_headers": {"Host": "may-la.example"}}):
            with pytest.raises(InvalidStatus), connect(url, **own, **lie):
                pass
        for word in ({"type": "auth", "token": "mat-khau-2"}, {"type": "auth"}, {"type": "event"}):
            with connect(url, **own) as line:
                line.send(json.dumps(word))
                with pytest.raises(ConnectionClosed):
                    line.recv(timeout=WAIT)
        with pytest.raises((InvalidStatus, ConnectionClosed)), connect(url, proxy=None, open_timeout=WAIT) as line:
            line.recv(timeout=WAIT)


def lines_of(pid):
    """The connections of a process, none of one that has just ended."""
    with suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).net_connections(kind="inet")
    return []


def test_no_other_port_of_the_service_says_a_word(service):
    lines = [line for pid in descendants(service.process.pid) for line in lines_of(pid)]
    open_here = [one for one in lines if one.status == psutil.CONN_LISTEN and one.laddr.ip in {"127.0.0.1", "::1"}]
    listening = {one.laddr.port for one in open_here}
    assert {service.port, service.page} <= listening
    page = httpx.get(f"http://127.0.0.1:{service.page}/", timeout=WAIT)
    assert (page.status_code, "Uỷ ban xã An" in page.text) == (403, False)
    for port in listening - {service.port, service.page}:
        with socket.create_connection(("127.0.0.1", port), timeout=WAIT) as line:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            assert line.recv(100) == b""


def test_code_that_is_written_into_a_deployment_is_never_run(service, tmp_path):
    proof = tmp_path / "da-chay"
    code = tmp_path / "la.py"
    code.write_text(f"open({str(proof)!r}, 'w')\nfrom prefect import flow\n@flow\ndef go(**_): pass\n")
    everything = service.deployment(ALL)

    def written_into(name):
        upserted = service.ask(
            "deployments/",
            name=name,
            flow_id=everything["flow_id"],
            entrypoint=f"{code}:go",
            path=str(tmp_path),
            pull_steps=[{"prefect.deployments.steps.run_shell_script": {"script": f"touch {proof}"}}],
        )["id"]
        return upserted, service.ask(f"deployments/{upserted}/create_flow_run")["id"]

    another, never = written_into("Lạ")
    ours, asked = written_into(ALL)
    assert (another != everything["id"], ours) == (True, everything["id"])
    # Runs take their turns: once one that was asked for later is over, the others would have been begun.
    later = service.ask(f"deployments/{service.deployment('Kế hoạch')['id']}/create_flow_run")["id"]
    assert ended(service, later)["type"] == "COMPLETED"
    states = [service.ask(f"flow_runs/{run}", "GET")["state"]["type"] for run in (asked, never)]
    assert (states, proof.exists()) == (["COMPLETED", "SCHEDULED"], False)


def ended(service, run):
    """The state of a run once it is over."""
    over = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}
    return waited(lambda: one if (one := service.ask(f"flow_runs/{run}", "GET")["state"])["type"] in over else None)


@pytest.mark.parametrize("name", ["inputs", "outputs", "templates", "register_target"])
def test_each_place_that_is_not_the_services_is_refused(office, monkeypatch, name):
    refused = importlib.import_module("flows.prefect_flow")._places
    own = office.order().places()
    monkeypatch.setenv("VANTHU_PLACES", json.dumps(own))
    assert refused(own) == own
    with pytest.raises(UsageError, match=r"đòi .* khác"):
        refused({**own, name: f"{own[name]}-la"})


def test_a_run_that_brings_a_place_of_its_own_is_refused_with_a_word(service, tmp_path):
    place = tmp_path / "la"
    asked = {"parameters": {"outputs": str(place)}}
    run = service.ask(f"deployments/{service.deployment(ALL)['id']}/create_flow_run", **asked)["id"]
    state = ended(service, run)
    assert (state["type"], state["name"]) == ("FAILED", "Không làm được")
    assert state["message"].startswith("Từ chối: lần chạy này đòi ")
    assert not place.exists()


def test_what_the_api_tells_of_a_run_and_a_deployment_names_no_register(service):
    told = [service.ask(f"{one}/filter") for one in ("flow_runs", "deployments")]
    assert "so-dang-ky" not in json.dumps([each["parameters"] for listed in told for each in listed])


def readable(path, **who):
    """Whether a user can read a file or list a folder."""
    # Not Python: the user may not read where it lies.
    look = 'if [ -d "$1" ]; then ls "$1"; else cat "$1"; fi'
    done = subprocess.run(["/bin/sh", "-c", look, "sh", path], capture_output=True, cwd="/", check=False, **who)
    return done.returncode == 0


def test_another_user_of_the_computer_reads_nothing(service, office):
    book = office.folder / "so.xlsx"
    words = [word for word in service.command("register", "--xlsx", str(book)) if not word.startswith("--inputs")]
    subprocess.run(words, env=service.environment, check=True, capture_output=True)
    home, prefect = office.folder / ".vanthu", office.folder / "prefect"
    folders = {home, office.outputs / "AN-01", office.outputs / "AN-01" / "giay-moi"}
    files = {home / "nhat-ky.log", home / "mat-khau.txt", prefect / "dich-vu.json", book, *prefect.glob("prefect.db*")}
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert len(files) > 4
    if os.getuid() == 0:
        other = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
        assert readable(office.folder / "inputs" / "lop.xlsx", **other)
        papers = set((office.outputs / "AN-01").rglob("*.docx"))
        assert [path for path in folders | files | papers if readable(path, **other)] == []


ATTACK = """
<!DOCTYPE html><meta charset="utf-8"><body><script>
const base = "ADDRESS", api = base + "/api";
const evil = JSON.stringify({name: "Lạ", flow_id: "FLOW", pull_steps:
  [{"prefect.deployments.steps.run_shell_script": {script: "true"}}]});
const tries = {
  health: () => fetch(api + "/health").then(r => r.text()),
  json: () => fetch(api + "/flow_runs/filter", {method: "POST", body: "{}",
    headers: {"Content-Type": "application/json"}}).then(r => r.text()),
  basic: () => fetch(api + "/flow_runs/filter", {method: "POST", body: "{}", credentials: "include",
    headers: {"Content-Type": "application/json", "Authorization": "Basic eA=="}}).then(r => r.text()),
  page: () => fetch(base + "/v2/").then(r => r.text()),
  upsert: () => fetch(api + "/deployments/", {method: "POST", mode: "no-cors", body: evil}).then(r => r.text()),
  start: () => fetch(api + "/deployments/DEPLOYMENT/create_flow_run",
    {method: "POST", mode: "no-cors", body: "{}"}).then(r => r.text()),
  socket: () => new Promise((yes, no) => { const s = new WebSocket(api.replace("http", "ws") + "/events/out", "prefect");
    s.onopen = () => yes("open"); s.onerror = () => no("refused"); }),
  script: () => new Promise((yes, no) => { const s = document.createElement("script"); s.src = base + "/ui-settings";
    s.onload = () => yes("loaded"); s.onerror = () => no("refused"); document.body.append(s); }),
};
const all = Object.entries(tries).map(([name, what]) => {
  const line = document.createElement("p");
  line.textContent = name + ": waits";
  document.body.append(line);
  return what().then(got => line.textContent = name + ": got «" + got + "»", () => line.textContent = name + ": nothing");
});
// The browser's clock stands still while it awaits an answer: this one comes when all tries are over.
fetch("/cho");
Promise.allSettled(all).then(() => fetch("/xong"));
</script>
"""


def browse(address, *wishes):
    """Open an address in a browser of its own; give the page as it then stands."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        own = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
        own += ["--disable-dev-shm-usage", f"--user-data-dir={profile}", "--virtual-time-budget=10000", *wishes]
        command = [CHROMIUM, *own, "--dump-dom", address]
        return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", timeout=WAIT).stdout


@pytest.fixture
def other_site(service, address):
    """The address of a page of another origin that attacks the service."""
    everything = service.deployment(ALL)
    text = ATTACK.replace("ADDRESS", address)
    text = text.replace("FLOW", everything["flow_id"]).replace("DEPLOYMENT", everything["id"])

    over = threading.Event()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/xong":
                over.set()
            elif self.path == "/cho":
                over.wait(WAIT)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def asked_for(service):
    """What people, or pages, have asked the service for: its runs, and the names in its list."""
    runs = [run["id"] for run in service.ask("flow_runs/filter", limit=200) if not run["auto_scheduled"]]
    return sorted(runs), sorted(one["name"] for one in service.ask("deployments/filter"))


@pytest.mark.skipif(not CHROMIUM, reason="cần Chromium: apt install chromium")
def test_a_page_of_another_site_in_the_clerks_browser_gets_nothing_and_starts_nothing(service, other_site):
    before = asked_for(service)
    found = browse(other_site)
    told = dict(line.split(": ", 1) for line in found.replace("</p>", "<p>").split("<p>") if ": " in line[:20])
    # What is asked without a wish to read is answered to nobody: such a page is given an empty text.
    blind = {"upsert", "start"}
    assert {name for name, got in told.items() if got == "nothing"} == told.keys() - blind
    assert {told[name] for name in blind} <= {"got «»", "nothing"}
    assert len(told) == 8
    assert asked_for(service) == before


@pytest.mark.skipif(not CHROMIUM, reason="cần Chromium: apt install chromium")
def test_a_name_that_leads_to_this_computer_opens_nothing(service):
    found = browse(f"http://may-la.example:{service.port}/v2/", "--host-resolver-rules=MAP may-la.example 127.0.0.1")
    assert "Từ chối" in found


RUN = """
import os, sys
from pathlib import Path
from flows.machine import prefect_server
prefect_server.settle(Path(sys.argv[1]))
server = prefect_server.connect(Path(sys.argv[1]))
server.wait()
print(server.api_url, os.environ[prefect_server.CLIENT_PASSWORD], server.server.process.pid, flush=True)
sys.stdin.read()
"""


def test_the_server_of_a_single_run_is_as_closed_while_it_lives_and_goes_when_the_run_is_killed(tmp_path):
    own = {**os.environ, "PREFECT_HOME": str(tmp_path / "prefect"), "HOME": str(tmp_path)}
    own.pop("PREFECT_API_AUTH_STRING")
    command = [sys.executable, "-c", RUN, str(tmp_path / "nhat-ky.log")]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=own, **pipes) as process:
        api_url, password, server = process.stdout.readline().split()
        base = api_url.removesuffix("/api")
        routes = listed(base, password)
        assert answers(base, routes).keys() == {200, 401}
        for lie in ({"Host": "may-la.example"}, {"Origin": "http://may-la.example"}):
            assert answers(base, routes[::20], headers=lie, auth=Secret(password)).keys() == {403}
        process.kill()
    waited(lambda: has_ended(int(server)))


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / ".vanthu"


def test_the_password_is_made_up_once_and_kept(home):
    made = prefect_server.made_password()
    assert (prefect_server.made_password(), home.stat().st_mode & 0o777) == (made, 0o700)


def test_a_password_that_others_could_have_read_is_made_up_anew(home):
    made = prefect_server.made_password()
    (home / "mat-khau.txt").chmod(0o644)
    assert prefect_server.made_password() != made
    assert (home / "mat-khau.txt").stat().st_mode & 0o777 == 0o600
