"""A day of the service, in the order of a day: each test goes on where the one before it stopped."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import contextmanager
from pathlib import Path

import httpx
import psutil
import pytest
from service import IN_THREE_DAYS, PASSWORD, WAIT, Service, papers, waited
from small_office import EVENT, ROSTER, Bureau

from flows.documents import KINDS
from flows.outputs.outputs_folder import Outputs

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills processes as POSIX does")
ALL = "Tất cả văn bản"
SYLLABLES = "An Bình Chi Dung Giang Hoa Khánh Lan Minh Nga Oanh Phương Quý Sơn Tâm Uyên Vân Xuân".split()  # noqa: SIM905 a list takes 18 lines


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return Bureau.furnished(tmp_path_factory.mktemp("phuc-vu"))


@pytest.fixture(scope="module")
def service(office):
    started = Service(office.folder).start()
    yield started
    if started.process.poll() is None:
        started.kill()


def drop(office, **changed):
    """Write the workbook as a clerk saves it; return the papers that stood before."""
    before = papers(office.outputs)
    office.write(**changed)
    return before


def test_what_lies_in_inputs_is_made_once_at_the_start(service, office):
    [run] = service.rested(1)
    assert run["state_type"] == "COMPLETED"
    assert run["parameters"]["events"] == []
    assert len(papers(office.outputs)) == 8
    told = f"8 văn bản mới, 0 giữ nguyên; không có lỗi. Văn bản ở {office.outputs}."
    waited(lambda: told in service.said)


def test_the_page_in_the_browser_may_ask_nobody_but_the_service(service):
    page = httpx.get(f"http://127.0.0.1:{service.port}/v2/", timeout=WAIT)
    assert "connect-src 'self'" in page.text


def test_the_list_has_a_schedule_as_set_and_a_deployment_for_each_kind(service):
    found = {one["name"]: one for one in service.ask("deployments/filter")}
    assert found.keys() == {ALL, *(kind.NAME for kind in KINDS)}
    schedules = [(each["schedule"]["cron"], each["schedule"]["timezone"]) for each in found[ALL]["schedules"]]
    assert schedules == [(IN_THREE_DAYS, "Asia/Ho_Chi_Minh")]
    assert not any(one["schedules"] for name, one in found.items() if name != ALL)


def test_the_forms_offer_the_events_and_kinds_there_are(service):
    waited(
        lambda: "enum" in service.deployment("Giấy mời")["parameter_openapi_schema"]["properties"]["events"]["items"]
    )
    form = waited(lambda: service.deployment(ALL)["parameter_openapi_schema"]["properties"])
    assert form["events"]["items"]["enum"] == ["AN-01 – Lớp bồi dưỡng"]
    assert form["only"]["items"]["enum"] == [kind.NAME for kind in KINDS]
    assert list(form) == ["events", "only", "as_of", "pdf"]


def test_a_run_asked_for_in_the_form_makes_that_kind_of_that_event(service, office):
    news = office.outputs / "AN-01" / "tin-bai.docx"
    aside = news.rename(office.folder / "tin-bai.docx")
    (office.outputs / "AN-01" / "ke-hoach.docx").unlink()
    asked = {"events": ["AN-01 – Lớp bồi dưỡng"], "only": ["Kế hoạch"]}
    service.ask(f"deployments/{service.deployment(ALL)['id']}/create_flow_run", parameters=asked)
    assert service.rested(2)[-1]["state_type"] == "COMPLETED"
    assert (office.outputs / "AN-01" / "ke-hoach.docx").exists()
    assert not news.exists()
    aside.rename(news)


def test_the_same_workbook_dropped_again_runs_that_event_and_writes_no_paper(service, office):
    before = drop(office)
    assert service.rested(3)[-1]["parameters"]["events"] == ["AN-01"]
    assert papers(office.outputs) == before


def test_a_corrected_row_makes_that_persons_papers_anew(service, office):
    before = drop(office, roster=ROSTER.replace("Trưởng thôn", "Bí thư"))
    service.rested(4)
    after = papers(office.outputs)
    assert {path for path in after if after[path] != before.get(path)} == {"AN-01/giay-moi/001-le-van-an.docx"}


@contextmanager
def copying(path, begun):
    """Let a file grow, as one that is being copied does: at rest for a minute it would be made as it is."""
    path.write_bytes(begun)
    over = threading.Event()

    def grow():
        with path.open("ab", buffering=0) as file:
            while not over.wait(0.5):
                file.write(b"\0")

    copier = threading.Thread(target=grow)
    copier.start()
    try:
        yield
    finally:
        over.set()
        copier.join()
        path.unlink()


def test_a_half_copied_workbook_waits_until_it_is_whole(service, office):
    whole = (office.folder / "inputs" / "lop.xlsx").read_bytes()
    with copying(office.folder / "inputs" / "lop-2.xlsx", whole[:-300]):
        office.write("khac.xlsx", event=EVENT.replace("AN-01", "AN-02"))
        assert service.rested(5)[-1]["parameters"]["events"] == ["AN-02"]


def test_without_the_password_nothing_is_told(service):
    answer = httpx.post(f"http://127.0.0.1:{service.port}/api/flow_runs/filter", json={}, timeout=WAIT)
    assert answer.status_code == 401


def test_the_password_stands_in_no_log_and_no_argument(service, office):
    listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
    texts = [path for path in Path(office.folder).rglob("*") if path.suffix in {".log", ".txt"}]
    assert PASSWORD not in listed
    assert texts
    assert not any(PASSWORD in path.read_text("utf-8") for path in texts)


def test_a_command_beside_the_service_attaches_to_it(service, office):
    done = subprocess.run(service.command("run"), env=service.environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert service.runs()[-1]["deployment_id"] is None


def test_a_second_service_of_the_same_user_is_refused(service):
    second = subprocess.run(
        service.command("serve", "--port", "4"), env=service.environment, capture_output=True, text=True, check=False
    )
    assert second.returncode == 3
    assert f"Dịch vụ đang chạy rồi: http://127.0.0.1:{service.page}." in second.stderr


def test_killed_in_the_middle_and_started_again_it_closes_what_died_and_completes_the_work_once(service, office):
    everything = service.deployment(ALL)
    [schedule] = everything["schedules"]
    service.ask(f"deployments/{everything['id']}/schedules/{schedule['id']}", "PATCH", active=False)
    people = "\n".join(f"Lê {one} {two} |  | thôn Tư | hoàn thành" for one in SYLLABLES for two in SYLLABLES)
    earlier = len(service.rested(1))
    # Else a run that is quicker than the look is over before the power is cut.
    with Outputs(office.outputs)._held("AN-01"):
        drop(office, roster=f"{ROSTER}{people}")
        waited(lambda: service.runs("RUNNING"))
        service.kill()
    service.start()
    *_, cut, last = service.rested(earlier + 2)
    assert len(service.runs()) == earlier + 2
    assert cut["state_type"] == "CRASHED"
    assert cut["state"]["message"].startswith("Bị ngắt khi mất điện hoặc tắt máy")
    assert last["state_type"] == "COMPLETED"
    certificates = list((office.outputs / "AN-01" / "giay-chung-nhan").glob("*.docx"))
    assert len(certificates) == 3 + len(SYLLABLES) ** 2
    assert [one["active"] for one in service.deployment(ALL)["schedules"]] == [False]


def test_a_worker_that_dies_is_started_again(service):
    before = len(service.runs())
    children = psutil.Process(service.process.pid).children()
    [worker] = [one for one in children if "flows.service.worker" in one.cmdline()]
    worker.kill()
    waited(lambda: service.said.count("Trang của cơ quan") == 2)
    assert service.rested(before + 1)[-1]["state_type"] == "COMPLETED"


def test_it_ends_in_order_on_a_signal(service):
    assert service.stop() == 0
    assert service.said.endswith("Đã dừng. Lịch vẫn giữ nguyên cho lần chạy sau.\n")
    assert not (service.folder / "prefect" / "dich-vu.json").exists()
