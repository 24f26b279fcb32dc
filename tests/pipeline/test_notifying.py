"""People are told once of what is ready to sign or waits to be mended: by mail, by a post, neither of which can do harm."""

from __future__ import annotations

import json
import socket

import pytest
from post_office import certificate, mail_server, web_server
from service import WAIT

from flows.model.report import Bulletin, EventReport, Report
from flows.problems import Where
from flows.settings import Notices
from flows.telling.office_mail import notify, question, tell
from flows.vietnamese.text import slug

WRONG = """
Họ và tên | Đơn vị | Ngày sinh | Số điện thoại | Số CCCD | Kết quả
Lê Văn An | thôn Một | 01/7/1965 | 0912345678 | 001065012345 | hoàn thành
Hà Thị Bình | thôn Hai | 31/02/1971 | 0987654321 | 001170054321 | hoàn thành
"""
PRIVATE = ("1965", "1971", "09123", "09876", "0010650", "0011700")


@pytest.fixture(autouse=True)
def settings(tmp_path, monkeypatch):
    """The office's settings, and beside them what was told last."""
    monkeypatch.setenv("VANTHU_SETTINGS", str(tmp_path / "rieng" / "cai-dat.toml"))
    return tmp_path / "rieng" / "da-bao.json"


@pytest.fixture
def mails():
    with mail_server() as server:
        yield server


def by_mail(server, **more):
    own = {"may_chu": server.address, "bao_mat": "khong", "tu": "van-thu@xa.test", "den": "bi-thu@xa.test"}
    return Notices(**{**own, **more})


def told(bureau, wish, patience=WAIT):
    """Run, tell, and return the warnings; a busy machine takes longer over a letter than an office's run allows."""
    return [problem.message for problem in notify(bureau.order(), bureau.make(), wish, patience)]


def test_papers_ready_to_sign_are_told_by_one_mail_in_vietnamese(bureau, mails):
    assert told(bureau, by_mail(mails, den="bi-thu@xa.test, chu-tich@xa.test")) == []
    [mail] = mails.mails
    assert mail["Subject"] == "[Văn thư] AN-01: 7 văn bản sẵn sàng trình ký; không có lỗi."
    assert (mail["From"], mail["To"]) == ("van-thu@xa.test", "bi-thu@xa.test, chu-tich@xa.test")
    assert str(bureau.outputs / "AN-01") in mail.get_content()


def test_a_run_with_nothing_new_tells_nobody_and_a_change_tells_again(bureau, mails):
    told(bureau, by_mail(mails))
    told(bureau, by_mail(mails))
    assert len(mails.mails) == 1
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", "Phó thôn"))
    told(bureau, by_mail(mails))
    assert len(mails.mails) == 2


def test_a_mail_and_a_post_hold_counts_and_folders_and_nobodys_name(bureau, mails):
    """Neither of the roster, nor of the event, nor of a file, whose name is a person's."""
    bureau.write(event=bureau.event.replace("Lớp bồi dưỡng", "Tọa đàm cùng ông Trần Văn Tám"), roster=WRONG)
    (bureau.folder / "inputs" / "ly-lich-vu-thi-hoa.xlsx").write_bytes(b"PK\x03\x04 hong")
    with web_server() as web:
        told(bureau, by_mail(mails, webhook=web.address))
        [(_, _, body)] = web.posts
    [mail] = mails.mails
    assert mail["Subject"] == "[Văn thư] 2 sự kiện: 3 văn bản chờ ký, 2 văn bản chờ sửa"
    assert "2 văn bản chờ sửa dữ liệu; 1 lỗi" in mail.get_content()
    assert str(bureau.folder / "inputs") in mail.get_content()
    sent = slug(f"{mail['Subject']} {mail.get_content()} {body.decode()}")
    assert [name for name in ("le-van-an", "ha-thi-binh", "tran-van-tam", "vu-thi-hoa") if name in sent] == []
    assert [one for one in PRIVATE if one in mail.as_string() + mail.get_content() + body.decode()] == []


def test_papers_with_blanks_are_counted_apart(bureau, mails):
    bureau.write(roster=bureau.roster.replace("Trưởng thôn", ""))
    told(bureau, by_mail(mails))
    [mail] = mails.mails
    assert mail["Subject"] == ("[Văn thư] AN-01: 6 văn bản sẵn sàng trình ký; 1 văn bản còn chỗ trống; không có lỗi.")


def test_several_events_come_in_one_mail(bureau, mails):
    bureau.write("hai.xlsx", event=bureau.event.replace("AN-01", "AN-02"))
    told(bureau, by_mail(mails))
    [mail] = mails.mails
    assert mail["Subject"] == "[Văn thư] 2 sự kiện: 14 văn bản chờ ký, 0 văn bản chờ sửa"
    assert "AN-01\n7 văn bản" in mail.get_content()
    assert "AN-02\n7 văn bản" in mail.get_content()


def test_a_workbook_that_cannot_be_read_is_told_too(bureau, mails):
    (bureau.folder / "inputs" / "hong.xlsx").write_bytes(b"PK\x03\x04 hong")
    told(bureau, by_mail(mails))
    told(bureau, by_mail(mails))
    [mail] = mails.mails
    assert "1 lỗi ngoài các sự kiện." in mail.get_content()


def test_an_account_with_a_password_logs_in_over_a_safe_line(bureau, tmp_path, monkeypatch):
    own = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(own))
    with mail_server(own) as mails:
        wish = by_mail(mails, bao_mat="starttls", tu="", tai_khoan="van-thu@xa.test", mat_khau="mat khau 1")
        assert told(bureau, wish) == []
        assert mails.logins == [(b"van-thu@xa.test", b"mat khau 1", True)]
        assert len(mails.mails) == 1


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_password(bureau, tmp_path):
    with mail_server(certificate(tmp_path)) as mails:
        wish = by_mail(mails, bao_mat="starttls", tai_khoan="van-thu@xa.test", mat_khau="1")
        assert told(bureau, wish) == [f"Không gửi được thông báo (thư qua {mails.address}): SSLCertVerificationError."]
        assert mails.logins == []


def test_a_mail_that_was_not_sent_is_a_warning_and_is_sent_by_the_next_run(bureau, mails):
    [problem] = notify(bureau.order(), bureau.make(), by_mail(mails, den="khong-co@xa.test"), WAIT)
    assert (problem.severity, problem.where) == ("warning", Where())
    assert "SMTPRecipientsRefused" in problem.message
    assert "[thong_bao]" in problem.fix
    told(bureau, by_mail(mails))
    assert len(mails.mails) == 1


def test_a_server_that_never_answers_keeps_the_run_no_longer_than_allowed(bureau):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        wish = Notices(may_chu=f"127.0.0.1:{silent.getsockname()[1]}", bao_mat="khong", tu="a@xa.test", den="b@xa.test")
        [message] = told(bureau, wish, patience=0.2)
    # The run and its errand lose patience at the same moment: which is told first is chance.
    assert any(one in message for one in ("quá thời gian chờ", "TimeoutError", "SMTPServerDisconnected"))


def test_a_webhook_gets_figures_and_no_names(bureau):
    bureau.write(roster=WRONG)
    with web_server() as web:
        assert told(bureau, Notices(webhook=web.address, webhook_khoa="bi-mat")) == []
        assert told(bureau, Notices(webhook=web.address)) == []
        [(path, headers, body)] = web.posts
    assert (path, headers["Authorization"]) == ("/van-thu", "Bearer bi-mat")
    [event] = json.loads(body)["events"]
    assert (event["event"], event["ready"], event["held"], event["errors"]) == ("AN-01", 3, 2, 1)
    assert "Hà Thị Bình" not in body.decode()


@pytest.mark.parametrize("answer", [500, 302])
def test_a_webhook_that_refuses_or_points_elsewhere_is_a_warning_and_gets_it_again(bureau, answer):
    with web_server(answer) as web:
        assert "webhook 127.0.0.1): HTTPError" in told(bureau, Notices(webhook=web.address))[0]
        told(bureau, Notices(webhook=web.address))
        assert [path for path, _, _ in web.posts] == ["/van-thu", "/van-thu"]


def test_a_broken_webhook_does_not_send_the_mail_twice(bureau, mails):
    with web_server(500) as web:
        wish = by_mail(mails, webhook=web.address)
        assert [len(told(bureau, wish)) for _ in range(2)] == [1, 1]
    assert len(mails.mails) == 1


def test_what_was_told_is_kept_beside_the_settings_as_hashes(bureau, mails, settings):
    told(bureau, by_mail(mails))
    [events] = json.loads(settings.read_text("utf-8")).values()
    assert len(events["AN-01"]) == 64
    settings.write_text("[hỏng", encoding="utf-8")
    told(bureau, by_mail(mails))
    assert len(mails.mails) == 2


def test_without_a_wish_nobody_is_told(bureau, mails, settings):
    """A mail server alone is for letters to persons."""
    assert told(bureau, Notices()) == told(bureau, by_mail(mails, den="")) == []
    assert (settings.exists(), mails.mails) == (False, [])


def test_a_question_is_told_once_and_again_when_it_is_another(bureau, mails):
    for sign in ("một", "một", "hai"):
        news = question("Sẽ làm 8 văn bản, cấp 3 số.", "Mở trang Prefect.", sign)
        tell(bureau.order(), [news], by_mail(mails), WAIT)
    assert [mail["Subject"] for mail in mails.mails] == ["[Văn thư] Chờ duyệt: Sẽ làm 8 văn bản, cấp 3 số."] * 2


def test_a_name_that_is_half_a_character_reaches_no_header(bureau, mails):
    report = Report((EventReport("A\ud800\nB", "", bulletin=Bulletin("1 văn bản.", matter="a")),))
    assert notify(bureau.order(), report, by_mail(mails), WAIT) == ()
    assert mails.mails[0]["Subject"] == "[Văn thư] A? B: 1 văn bản."
