"""Issued papers go to their persons by mail: each once, none before it is issued, none of a number that is void."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from post_office import mail_server
from small_office import AT, EVENT, Bureau

from flows.after_signing.forget import Wish, forget, found
from flows.after_signing.issue import issue
from flows.after_signing.mail_people import Sent, send
from flows.after_signing.register_book import void
from flows.after_signing.replace import Replacing, reissue
from flows.errors import MachineError, UsageError
from flows.model.order import REGISTER_NAME
from flows.model.signed_paper import Posted
from flows.numbering.register import open_register
from flows.settings import Notices

NOW = datetime(2024, 6, 21, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
ROSTER = """
Họ và tên | Chức vụ | Đơn vị | Kết quả | Email
Lê Văn An | Trưởng thôn | thôn Một | hoàn thành | an@xa.test
Hà Thị Bình | Bí thư | thôn Hai | hoàn thành | binh@xa.test
Vũ Cảnh | Hội viên | thôn Ba | hoàn thành |
"""
LETTER = "Tiêu đề: {{ van_ban.loai }} R&D\nGửi {{ nguoi.ho_ten }}: {{ van_ban.ky_hieu }}, {{ su_kien.dia_diem }}\n"


@pytest.fixture
def post():
    with mail_server() as server:
        yield server


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    made = Bureau.furnished(tmp_path_factory.mktemp("co-quan"))
    (made.folder / "templates" / "thu-moi.txt").write_text(LETTER, encoding="utf-8")
    made.write(roster=ROSTER)
    made.make()
    return made


@pytest.fixture(scope="module")
def issued_once(made_once, tmp_path_factory):
    issued = made_once.copied(tmp_path_factory.mktemp("da-phat-hanh"))
    issue(issued.order(only=("giay-moi",)), day=None, at=AT)
    return issued


@pytest.fixture
def office(made_once, tmp_path):
    return made_once.copied(tmp_path)


@pytest.fixture
def issued(issued_once, tmp_path):
    return issued_once.copied(tmp_path)


def sent(office, post, *, dry=False, **changed):
    wish = Notices(may_chu=post.address, bao_mat="khong", tu="vp@xa.test")
    return send(office.order(events=("AN-01",), **changed), wish, at=NOW, dry=dry)


def addresses(post):
    return [str(mail["To"]) for mail in post.mails]


def attached(mail):
    return {part.get_filename(): part for part in mail.iter_attachments()}


def test_each_person_gets_one_letter_with_the_paper_that_was_issued(issued, post):
    done = sent(issued, post)

    assert addresses(post) == ["Lê Văn An <an@xa.test>", "Hà Thị Bình <binh@xa.test>"]
    (first, _) = post.mails
    assert first["Subject"] == "GIẤY MỜI R&D"
    assert first.get_body().get_content().strip() == "Gửi Lê Văn An: 01/GM-UB, Hội trường xã"
    copy = issued.outputs / "AN-01" / "phat-hanh" / "giay-moi" / "001-le-van-an.docx"
    assert attached(first)["001-le-van-an.docx"].get_content() == copy.read_bytes()
    assert [str(problem) for problem in done.problems] == [
        'lop.xlsx, trang "Sự kiện": 1 người chưa có địa chỉ thư: Vũ Cảnh. Ghi cột «Email» của danh sách.'
    ]


def test_an_event_of_which_nothing_was_issued_says_so():
    assert Sent((), 0, ()).summary(dry=True).endswith("Chưa có bản nào phát hành để gửi; phát hành bằng: vanthu issue")


def test_an_invitation_brings_a_calendar_entry_with_place_and_hours(office, post):
    office.write(event=f"{EVENT}Giờ kết thúc | 16 giờ 30\n", roster=ROSTER)
    office.make()
    issue(office.order(only=("giay-moi",)), day=None, at=AT)
    sent(office, post)

    book = Calendar.from_ical(attached(post.mails[0])["lich.ics"].get_content())

    first, last = book.walk("VEVENT")
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert {(day["SUMMARY"], day["LOCATION"]) for day in (first, last)} == {("Lớp bồi dưỡng", "Hội trường xã")}
    assert first.decoded("DTSTART") == datetime(2024, 7, 1, 8, tzinfo=zone)
    assert "DTEND" not in first  # the hour stands beside the last day
    assert last.decoded("DTSTART") == datetime(2024, 7, 2, 8, tzinfo=zone)
    assert last.decoded("DTEND") == datetime(2024, 7, 2, 16, 30, tzinfo=zone)
    assert first["UID"] != last["UID"]
    assert [zone["TZID"] for zone in book.walk("VTIMEZONE")] == ["Asia/Ho_Chi_Minh"]


def test_days_that_lie_apart_stand_in_the_calendar_and_no_day_between(office, post):
    days = EVENT.replace("Ngày bắt đầu | 01/7/2024\nNgày kết thúc | 02/7/2024", "Ngày | 01, 03/7/2024")
    office.write(event=days, roster=ROSTER)
    office.make()
    issue(office.order(only=("giay-moi",)), day=None, at=AT)
    sent(office, post)

    book = Calendar.from_ical(attached(post.mails[0])["lich.ics"].get_content())

    assert [day.decoded("DTSTART").day for day in book.walk("VEVENT")] == [1, 3]


def test_a_paper_that_contradicts_the_workbook_is_told_and_not_mailed(issued, post):
    issued.write(roster=ROSTER.replace("Bí thư", "Phó Bí thư"))

    told = [str(problem) for problem in sent(issued, post).problems if problem.is_error]

    assert addresses(post) == ["Lê Văn An <an@xa.test>"]
    (line,) = told
    assert line == (
        'lop.xlsx, trang "Danh sách", ô A3 ("Họ và tên"): Giấy mời số 01/GM-UB của Hà Thị Bình đã phát hành mà dữ liệu '
        "đã đổi, nên chưa gửi. Trả ô về như cũ, hoặc phát hành bản thay thế: "
        'vanthu issue AN-01 --replace 01/GM-UB --why "lý do".'
    )


def test_many_that_contradict_it_are_one_line_and_who_has_a_letter_already_is_not_told_again(issued, post):
    changed = ROSTER.replace("Bí thư", "Phó Bí thư").replace("Trưởng thôn", "Phó thôn")
    issued.write(roster=changed)
    (told,) = (problem.message for problem in sent(issued, post).problems if problem.is_error)
    issued.write(roster=ROSTER)
    sent(issued, post)
    issued.write(roster=changed)

    again = sent(issued, post)

    assert told == "2 giấy mời (Lê Văn An; Hà Thị Bình) đã phát hành mà dữ liệu đã đổi, nên chưa gửi."
    assert ([one for one in again.problems if one.is_error], len(post.mails)) == ([], 2)


def test_a_pdf_of_the_issued_paper_goes_in_its_place(issued, post):
    pdf = issued.outputs / "AN-01" / "giay-moi" / "001-le-van-an.pdf"
    pdf.write_bytes(b"%PDF-1.7 of the paper")

    sent(issued, post)

    assert attached(post.mails[0])["001-le-van-an.pdf"].get_content() == b"%PDF-1.7 of the paper"
    assert "002-ha-thi-binh.docx" in attached(post.mails[1])


def test_nobody_is_mailed_a_paper_that_is_not_issued(office, post):
    assert (sent(office, post).letters, post.mails) == ((), [])


def test_nobody_gets_it_twice(issued, post):
    sent(issued, post)
    again = sent(issued, post)

    assert len(post.mails) == 2
    assert (again.letters, again.before) == ((), 2)


def test_who_comes_later_gets_theirs_and_the_others_nothing(issued, post):
    sent(issued, post)
    issued.write(roster=f"{ROSTER.rstrip()} canh@xa.test\n")

    sent(issued, post)

    assert addresses(post)[2:] == ["Vũ Cảnh <canh@xa.test>"]


def test_a_dry_run_shows_all_and_sends_nothing(issued, post):
    shown = sent(issued, post, dry=True)

    assert next(list(letter.lines()) for letter in shown.letters) == [
        "Đến: Lê Văn An <an@xa.test>",
        "Tiêu đề: GIẤY MỜI R&D",
        "Kèm: 001-le-van-an.docx, lich.ics",
        "  Gửi Lê Văn An: 01/GM-UB, Hội trường xã",
    ]
    assert post.mails == []
    assert len(sent(issued, post).letters) == 2


def test_a_refused_address_is_told_at_its_cell_and_tried_again_once_mended(issued, post):
    issued.write(roster=ROSTER.replace("binh@", "khong-co@"))

    (refused, _) = sorted(sent(issued, post).problems, key=lambda problem: not problem.is_error)

    assert (refused.where.sheet, refused.where.heading) == ("Danh sách", "Email")
    assert refused.message == "Máy chủ thư không nhận địa chỉ «khong-co@xa.test» (mã 550)."
    assert addresses(post) == ["Lê Văn An <an@xa.test>"]
    issued.write(roster=ROSTER)
    sent(issued, post)
    assert addresses(post)[1:] == ["Hà Thị Bình <binh@xa.test>"]


def test_what_is_no_address_is_told_at_its_cell(issued, post):
    issued.write(roster=ROSTER.replace("binh@xa.test", "hỏi chị Lan"))

    told = [problem.message for problem in sent(issued, post).problems if problem.is_error]

    assert told == ["«hỏi chị Lan» không phải địa chỉ thư."]


def test_cut_off_in_the_middle_a_letter_is_told_and_never_sent_again(issued, post):
    post.hangs_up = True
    with pytest.raises(MachineError, match="0 thư đã đi"):
        sent(issued, post)
    post.hangs_up = False

    done = sent(issued, post)

    assert sorted(addresses(post)) == ["Hà Thị Bình <binh@xa.test>", "Lê Văn An <an@xa.test>"]
    assert done.problems[-1].message.startswith("Lần gửi trước bị ngắt: không rõ thư đến Lê Văn An <an@xa.test>")


def test_after_a_replacement_the_new_paper_goes_and_the_old_one_never_again(issued, post):
    issue(issued.order(only=("giay-chung-nhan",)), day=None, at=AT)
    sent(issued, post, only=("giay-chung-nhan",))
    reissue(issued.order(events=("AN-01",)), Replacing("002/GCN", "sai chức vụ"), day=None, at=AT)

    sent(issued, post, only=("giay-chung-nhan",))

    assert [mail.get_body().get_content().split(": ")[1][:7] for mail in post.mails] == [
        "001/GCN",
        "002/GCN",
        "004/GCN",
    ]


def test_a_paper_whose_number_is_void_is_not_sent_even_before_the_next_run(issued, post):
    issue(issued.order(only=("giay-chung-nhan",)), day=None, at=AT)
    void(issued.order(), "002/GCN", "in hỏng", at=AT)

    sent(issued, post, only=("giay-chung-nhan",))

    assert addresses(post) == ["Lê Văn An <an@xa.test>"]


def test_two_runs_at_once_send_a_letter_once(issued):
    with open_register(issued.folder / REGISTER_NAME) as one, open_register(issued.folder / REGISTER_NAME) as other:
        letter = send(issued.order(events=("AN-01",)), Notices(), at=NOW, dry=True).letters[0].posted

        assert [one.claim(letter), other.claim(letter)] == [True, False]


def test_who_is_forgotten_stands_in_the_outbox_no_more(issued, post):
    sent(issued, post)
    wanted = issued.order()

    list(forget(wanted, found(wanted, Wish("Hà Thị Bình")), at=AT))

    with open_register(issued.folder / REGISTER_NAME) as register:
        assert [one.key for one in register.known(Posted, "AN-01")] == ["le-van-an--thon-mot"]


def test_without_a_mail_server_or_a_letter_it_is_told(issued, post):
    with pytest.raises(UsageError, match=r"cai-dat\.toml còn thiếu «may_chu» \(tên:cổng\) và «tu» hoặc «tai_khoan»\."):
        send(issued.order(events=("AN-01",)), Notices(), at=NOW)
    (issued.folder / "templates" / "thu-moi.txt").unlink()
    with pytest.raises(UsageError, match=r"thu-moi\.txt"):
        sent(issued, post)


def test_the_letter_that_comes_with_the_program_is_filled_for_both_kinds(issued, post):
    from pathlib import Path  # noqa: PLC0415 this test alone

    own = Path("templates/thu-moi.txt").read_text("utf-8")
    (issued.folder / "templates" / "thu-moi.txt").write_text(own, encoding="utf-8")
    issue(issued.order(only=("giay-chung-nhan",)), day=None, at=AT)

    letters = sent(issued, post, dry=True).letters

    texts = ["\n".join(letter.lines()) for letter in letters]
    assert len(texts) == 4
    assert not any(sign in text for text in texts for sign in ("{", "CẦN BỔ SUNG", "  \n  \n  \n"))
    assert texts[0].split("\n")[3:] == [
        "  Kính gửi ông/bà Lê Văn An,",
        "  ",
        "  Uỷ ban xã An trân trọng kính mời ông/bà dự Lớp bồi dưỡng.",
        "  Thời gian: 02 ngày, từ 08 giờ 00 phút, ngày 01/7/2024 (thứ Hai) đến ngày 02/7/2024 (thứ Ba)",
        "  Địa điểm: Hội trường xã",
        "  Giấy mời số 01/GM-UB và lịch để thêm vào máy gửi kèm thư này.",
        "  ",
        "  Trân trọng,",
        "  Uỷ ban xã An",
    ]
