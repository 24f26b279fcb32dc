from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from flows.after_signing.register_book import holders
from flows.pipeline import read
from flows.telling.screen_lines import report_lines


def lines(report):
    return [line.strip() for line in report_lines(report)]


def documents(report):
    return [one for event in report.as_json()["events"] for one in event["documents"]]


def changes(report):
    return {one["path"]: (one["change"], one["fields"]) for one in documents(report) if one["change"]}


def changed_row(bureau, old, new):
    bureau.write(roster=bureau.roster.replace(old, new))
    return bureau.make()


def test_the_first_run_adds_everything_and_lists_nobody(bureau):
    report = bureau.make()
    assert {change for change, _ in changes(report).values()} == {"added"}
    assert not [line for line in lines(report) if line.startswith("Thêm")]


def test_a_run_without_news_tells_no_difference(bureau):
    bureau.make()
    assert changes(bureau.make()) == {}


def test_a_changed_cell_is_told_by_its_heading_for_the_papers_that_print_it(bureau):
    bureau.make()
    report = changed_row(bureau, "Trưởng thôn", "Phó thôn")
    assert changes(report) == {"AN-01/giay-moi/001-le-van-an.docx": ("changed", ["Chức vụ"])}
    assert "Đổi (Chức vụ): Lê Văn An (giấy mời)" in lines(report)


def test_a_cell_that_was_blank_is_a_change_too(bureau):
    bureau.make()
    report = changed_row(bureau, "Hà Thị Bình | ", "Hà Thị Bình | Bí thư")
    assert changes(report) == {"AN-01/giay-moi/002-ha-thi-binh.docx": ("changed", ["Chức vụ"])}


def test_a_changed_cell_of_the_event_is_told_once_for_its_papers(bureau):
    bureau.make()
    bureau.write(event=bureau.event.replace("Lớp bồi dưỡng", "Lớp tập huấn"))
    report = bureau.make()
    assert "Đổi (Tên sự kiện): kế hoạch, tin bài" in lines(report)


def test_a_new_template_is_told(bureau):
    bureau.make()
    bureau.template("tin-bai", "Tin: {{ su_kien.ten_su_kien }}")
    assert changes(bureau.make()) == {"AN-01/tin-bai.docx": ("changed", ["Mẫu Word"])}


def test_who_came_and_who_left_is_told(bureau):
    bureau.make()
    report = changed_row(bureau, "Vũ Cảnh", "Đỗ Dũng")
    assert "Thêm: Đỗ Dũng (giấy mời, giấy chứng nhận)" in lines(report)
    assert "Đã chuyển vào bo/: Vũ Cảnh (giấy mời, giấy chứng nhận)" in lines(report)
    removed = report.as_json()["events"][0]["removed"]
    assert [one["path"] for one in removed] == [
        "AN-01/bo/giay-moi/003-vu-canh.docx",
        "AN-01/bo/giay-chung-nhan/003-vu-canh.docx",
    ]


def test_who_is_held_back_is_told(bureau):
    bureau.make()
    wrong = bureau.roster.replace("| Kết quả\n", "| Kết quả | Ngày sinh\n")
    bureau.write(roster=wrong.replace("Ba | hoàn thành", "Ba | hoàn thành | 31/02/1990"))
    report = bureau.make()
    held = report.as_json()["events"][0]["held"]
    assert [(one["kind"], one["recipient"]) for one in held] == [
        ("giay-moi", "Vũ Cảnh"),
        ("giay-chung-nhan", "Vũ Cảnh"),
    ]
    assert "Chờ sửa dữ liệu: Vũ Cảnh (giấy mời, giấy chứng nhận)" in lines(report)


def test_what_was_changed_by_hand_is_told(bureau):
    bureau.make()
    (bureau.outputs / "AN-01" / "giay-moi" / "001-le-van-an.docx").write_bytes(b"the clerk's own words")
    assert "Giữ bản sửa tay: Lê Văn An (giấy mời)" in lines(bureau.make())


def test_of_many_people_the_first_eight_are_named(bureau):
    bureau.make()
    more = "".join(
        f"Người {name} | | thôn Bốn | hoàn thành\n" for name in ("A", "B", "C", "D", "E", "G", "H", "I", "K", "L")
    )
    bureau.write(roster=bureau.roster + more)
    (line,) = [line for line in lines(bureau.make()) if line.startswith("Thêm")]
    assert line.endswith("Người I (giấy mời, giấy chứng nhận) và 2 người nữa")


def test_the_contracts_words_stand_in_json_with_what_changed_beside_them(bureau):
    told = documents(bureau.make())[0]
    contract = {"kind", "path", "key", "recipient", "number", "state", "sha256", "blanks"}
    assert told.keys() == contract | {"issued", "change", "fields"}


PRIVATE = "Họ và tên | Chức vụ | Đơn vị | Kết quả | Ngày sinh | Số CCCD | Số điện thoại\n"
ROW = "Lê Văn An | Bí thư | thôn Một | hoàn thành | 02/01/1965 | 001065001234 | 0912345678\n"
SECRETS = ("02/01/1965", "1965-01-02", "001065001234", "0912345678")


def everything_told(bureau, report, endings=(".json", ".sqlite")):
    """All that a run leaves or says, but for the papers themselves."""
    said = [json.dumps(report.as_json(), ensure_ascii=False), *report_lines(report)]
    files = [path for path in bureau.folder.rglob("*") if path.is_file() and path.suffix in endings]
    names = [str(path) for path in bureau.folder.rglob("*")]
    return "\n".join([*said, *names, *(path.read_bytes().decode("latin-1") for path in files)])


def test_private_data_reach_neither_json_nor_manifest_nor_register_nor_names(bureau):
    bureau.write(roster=PRIVATE + ROW)
    bureau.stationery(Cấp_số_chứng_nhận="để trống")
    told = everything_told(bureau, bureau.make())
    assert "Lê Văn An" in told
    assert [secret for secret in SECRETS if secret in told] == []


def test_of_whom_a_certificate_was_numbered_the_register_holds_the_birth_date_for_its_book_alone(bureau):
    bureau.write(roster=PRIVATE + ROW)
    bureau.make()
    target = bureau.order().register_target
    assert [holder.born for holder in holders(target).values()] == ["02/01/1965"]
    told = everything_told(bureau, bureau.make(), endings=(".json",))
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize(
    ("heading", "wrong"),
    [("Ngày sinh", "31/02/1965"), ("Số CCCD", "00106500123x"), ("Số điện thoại", "09123456"), ("Số CCCD", "1.06E+09")],
)
def test_a_message_on_a_private_cell_names_the_cell_and_not_what_stands_in_it(bureau, heading, wrong):
    bureau.write(roster=f"Họ và tên | Đơn vị | Kết quả | {heading}\nLê Văn An | thôn Một | hoàn thành | {wrong}\n")
    report = bureau.make()
    assert [problem.where.cell for problem in report.all_problems if problem.where.heading == heading] == ["D2"]
    assert wrong not in everything_told(bureau, report)


def test_a_draft_holds_private_data_only_where_its_template_asks_for_them(bureau):
    bureau.write(roster=PRIVATE + ROW)
    bureau.template("giay-chung-nhan", "{{ nguoi.ho_ten }} {{ nguoi.ngay_sinh }}")
    bureau.template("ke-hoach", "{% for n in danh_sach %}{{ n.ho_ten }} {{ n.dien_thoai }}{% endfor %}")
    drafts = read(bureau.order(), None).batch.events[0].drafts
    held = {one.kind: [secret for secret in SECRETS if secret in everything_in(one.values)] for one in drafts}
    assert held == {
        "ke-hoach": ["0912345678"],
        "giay-moi": [],
        "tin-bai": [],
        "giay-chung-nhan": ["02/01/1965"],
    }


def everything_in(value):
    """Every text that could be printed of values, however deep; these go to the workers as they are."""
    if isinstance(value, Mapping):
        return " ".join(map(everything_in, value.values()))
    return " ".join(map(everything_in, value)) if isinstance(value, list) else str(value)
