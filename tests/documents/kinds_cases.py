"""The event of the editor's page on five further kinds, and what each of its vectors asks for."""

from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path

from cases import OFFICE, drafts, words
from docx import Document

from flows.documents import award_decision, calling_letter, host_script, money_list, results_report
from flows.documents.participants import head_count
from flows.model.draft import Case, Numbers
from flows.model.event import AgendaItem, Event
from flows.model.person import Person, Roster
from flows.model.printing import Items
from flows.problems import Where
from flows.rendering import Template
from flows.vietnamese.date_reading import read_day
from flows.vietnamese.hours import read_hour
from flows.vietnamese.numbers import Rate, money_in_words, read_rate

FRONT = "Ban Thường trực Ủy ban MTTQ Việt Nam xã Tân Hòa Đông"
HERE = replace(
    OFFICE,
    parent="ỦY BAN MTTQ VIỆT NAM\nXÃ TÂN HÒA ĐÔNG",
    full_name=FRONT,
    place="Tân Hòa Đông",
    report_symbol="{so}/BC-MTTQ-BTT",
    letter_symbol="{so}/MTTQ-BTT",
    decision_symbol="{so}/QĐ-MTTQ-BTT",
    power_grounds=Items([f"Căn cứ Quy chế làm việc của {FRONT};"]),
    signatory="Bùi Thị Thảo",
    recipients=Items(["- Phòng Tư pháp khu vực;", "- Lưu: VT."]),
)
EVENT = Event(
    code="THD-1",
    name="Lớp tập huấn kỹ năng hòa giải ở cơ sở năm 2026",
    starts=date(2026, 3, 12),
    ends=date(2026, 3, 13),
    start_hour=time(8),
    place="Hội trường UBND xã Tân Hòa Đông",
    organiser=FRONT,
    partners=Items(["Phòng Tư pháp khu vực"]),
    opener="Bùi Thị Thảo - Chủ tịch Ủy ban MTTQ Việt Nam xã",
)
ROSTER = """
Đỗ Minh Khang  | Nam | 02/3/1978 | Trưởng ban Công tác Mặt trận | thôn Bến  | x | x |    | hoàn thành
Vũ Thị Nhài    | Nữ  | 1982      | Tổ trưởng Tổ hòa giải        | thôn Bến  | x | x |    | hoàn thành
Hoàng Đức Lợi  | Nam | 15/8/1969 | Trưởng ban Công tác Mặt trận | thôn Chùa | x | x |    | hoàn thành
Phan Thị Mơ    | Nữ  | 1985      | Hòa giải viên                | thôn Chùa | x |   |    | không hoàn thành
Lương Văn Quyết| Nam | 1974      | Trưởng ban Công tác Mặt trận | thôn Đình |   |   | ốm |
Trịnh Thị Sâm  | Nữ  | 5/1990    | Hòa giải viên                | thôn Đình | x | x |    | hoàn thành
"""


def people(table=ROSTER):
    for row, line in enumerate(table.strip().splitlines(), 2):
        name, sex, born, title, unit, *days, away, result = (cell.strip() for cell in line.split("|"))
        yield Person(
            name=name, key=name, gender=sex, born=read_day(born, birth=True)[0], title=title, unit=unit,
            present=tuple(day == "x" for day in days), absence=away or None, result=result or None,
            where=Where("ds.xlsx", "Danh sách", f"B{row}"),
        )  # fmt: skip


def of(*persons, office=HERE, agenda=(), **event):
    roster = Roster(persons or tuple(people()), has_results=True, has_attendance=True)
    return Case(replace(EVENT, **event), tuple(agenda), roster, office, office)


def report(case=None):
    return results_report.report(case or of(), Numbers())


def _counted():
    count = head_count(of())
    return (
        f"được mời {count.invited}, có mặt {count.present}, dự đủ {count.full}, vắng có lý do {count.excused}, "
        f"vắng không lý do {count.unexcused}, hoàn thành {count.completed}"
    )


def _attended(*counts):
    """The sentence of a roster with so many present in full, away with a reason, and without."""
    full, excused, unexcused = counts
    there = (Person(name=f"A {n}", present=(True, True)) for n in range(full))
    away = (Person(name=f"B {n}", present=(False, False), absence="ốm") for n in range(excused))
    missing = (Person(name=f"C {n}", present=(False, False)) for n in range(unexcused))
    case = of(*there, *away, *missing)
    return results_report.attendance(case, head_count(case))


def _completed(done, present):
    return results_report.completion_told(done, present, "học viên")


REPORT = {
    "BC01": _counted,
    "BC02": lambda: report(of(*people(ROSTER.replace("ốm", ""))))["so_luong"],
    "BC03": lambda: _attended(10, 1, 1),
    "BC04": lambda: _attended(5, 0, 0),
    "BC05": lambda: report()["ket_qua"][0],
    "BC06": lambda: _completed(2, 3),
    "BC07": lambda: _completed(5, 5),
    "BC08": lambda: results_report.grades_told({"Khá": 3, "Giỏi": 1}, "học viên"),
    "BC09": lambda: report(of(budget=6_500_000, spent=6_100_000))["kinh_phi"],
    "BC10": lambda: report(of(budget=6_000_000, spent=6_100_000))["kinh_phi"],
    "BC11": lambda: report()["kinh_phi"],
    "BC12": lambda: report(of(ends=EVENT.starts, partners=Items()))["thoi_gian_dia_diem"],
    "BC13": lambda: "\n".join(
        report(
            of(report_to=Items(["Thường trực Đảng ủy xã", "Ban Thường trực Ủy ban MTTQ Việt Nam tỉnh"]))
        )["kinh_gui"]
    ),
    "BC14": lambda: report()["cau_ket"],
    "BC15": lambda: f"Số: {words(results_report, of(report_number='7'))['van_ban']['ky_hieu']}",
}  # fmt: skip


NUMBERED = Numbers(certificates={Where("ds.xlsx", "Danh sách", "B2"): "001/GCN"})


def decision(case=None):
    return award_decision.decision(case or of(), NUMBERED)


def _authority(lines, name=FRONT):
    return award_decision.authority(replace(HERE, authority=Items(lines), full_name=name))


def _annex():
    """The line under the annex's title, of a decision that was issued on its day."""
    (draft,) = drafts(award_decision, of(decision_number="12/QĐ-MTTQ-BTT", decided=date(2026, 3, 13)))
    paper = Document(BytesIO(Template(Path("templates/quyet-dinh.docx")).render(draft.filled())))
    return next(each.text for each in paper.paragraphs if each.text.startswith("(Kèm theo"))


def _births():
    born = {one.name: one.born for one in people()}
    rows = decision()["danh_sach"]
    assert {row["ho_ten"] for row in rows} <= set(born)
    said = {row["ho_ten"]: row["o"][0]["chu"] for row in rows}
    return f"{said['Trịnh Thị Sâm']}; {said['Vũ Thị Nhài']}"


MEETING = {"name": "Hội nghị đối thoại", "certified_for": "Đã tham dự"}
OFFICE_OF_FRONT = "Văn phòng Ủy ban MTTQ Việt Nam xã."
DECISION = {
    "QD01": lambda: decision()["dieu_1"],
    "QD02": lambda: decision(of(*list(people())[:2]))["dieu_1"],
    "QD03": lambda: decision(of(*(Person(name=f"A {n}", result="hoàn thành") for n in range(30)), **MEETING))["dieu_1"],
    "QD04": lambda: _authority(["TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"]),
    "QD05": lambda: _authority(["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"], "Trung tâm Chính trị khu vực Tân Hòa"),
    "QD06": lambda: decision()["can_cu"][-1],
    "QD07": lambda: decision(of(proposer=OFFICE_OF_FRONT))["can_cu"][-1],
    "QD08": lambda: not_due(award_decision, of(Person(name="A B", result="không hoàn thành"))),
    "QD09": _annex,
    "QD10": _births,
    "QD11": lambda: ", ".join(["TT", "Họ và tên", *(column["ten"] for column in decision()["cot"])]),
}


HAMLET = "Ban Công tác Mặt trận {don_vi}"
CONTACT = "Văn phòng Ủy ban MTTQ Việt Nam xã"


def letter(unit=0, quota="", *persons, **event):
    """What a letter says, to the unit of that place; a quota comes with nobody named unless persons are."""
    quotas = Items([quota] if quota else [])
    case = of(*(persons or (Person(name="A B"),) if quota else ()), **{"addressee": HAMLET, "quotas": quotas, **event})
    return calling_letter.letter(case, calling_letter.shares(case)[unit], Numbers())


def _units():
    made = [draft.filled()["cong_van"] for draft in drafts(calling_letter, of())]
    counts = [f"{len(one['danh_sach'])}{'' if place else ' người'}" for place, one in enumerate(made)]
    return f"{len(made)} letters: " + ", ".join(
        f"{one['noi_gui']} ({count})" for one, count in zip(made, counts, strict=True)
    )


def _list_asked_for(**event):
    return f"4. Gửi danh sách: {letter(0, 'thôn Đình: 3', contact=CONTACT, **event)['gui_danh_sach']}"


LETTER = {
    "CV01": lambda: letter()["kinh_gui"][0],
    "CV02": lambda: letter(addressee=None)["kinh_gui"][0],
    "CV03": lambda: f"Số: {words(calling_letter, of(letter_number='15'))['van_ban']['ky_hieu']}",
    "CV04": lambda: words(calling_letter, of())["van_ban"]["trich_yeu"],
    "CV05": lambda: f"1. Số lượng, thành phần: {letter(0, 'thôn Đình: 3 hòa giải viên')['so_luong']}",
    "CV06": lambda: f"1. Số lượng, thành phần: {letter(0, 'thôn Bến: 3', *people())['so_luong']}",
    "CV07": lambda: _list_asked_for(reply_by=date(2026, 3, 5)),
    "CV08": _list_asked_for,
    "CV09": _units,
    "CV10": lambda: not_due(calling_letter, of(), EVENT.starts),
    "CV11": lambda: letter()["mo_dau"],
}


def paid(typed, *persons, marked=True, **event):
    """What a list of money says at a rate as typed in its cell."""
    case = of(*persons, **event)
    case = replace(case, roster=replace(case.roster, has_attendance=marked))
    return money_list.received(case, read_rate(typed)[0])


def _amount(typed, *marks, **own):
    (row,) = paid(typed, Person(name="Phan Thị Mơ", present=marks, **own))["danh_sach"]
    return row["tien"]


def _by_hand():
    told = paid("100.000", marked=False)
    assert len(told["danh_sach"]) == 6
    assert not any(row["so"] or row["tien"] for row in told["danh_sach"])
    return "" if told["tong_so"] or told["tong_tien"] else "Số ngày, Thành tiền, tổng: để trống"


def _pages():
    """How a long list is laid out: Word breaks its pages by these properties."""
    everybody = [Person(name=f"A {place}", present=(True, True)) for place in range(120)]
    (draft,) = drafts(money_list, of(*everybody, rate=Rate(100_000)))
    paper = Document(BytesIO(Template(Path("templates/ky-nhan-tien.docx")).render(draft.filled())))
    _head, ruled, signed = paper.tables
    top, *_, last = ruled.rows
    assert len(ruled.rows) == 122
    kept = [row for row in (*ruled.rows[-4:], *signed.rows) if _is_kept(row.cells[0].paragraphs[0].style)]
    repeated = top._tr.trPr.xpath("w:tblHeader")
    assert "sang" not in last.cells[1].text
    names = ("header on every page", "no carried totals", "last three rows + total + signatures on one page")
    return ", ".join(names) if repeated and len(kept) == 7 else ""


def _is_kept(style):
    return style.paragraph_format.keep_with_next or (style.base_style is not None and _is_kept(style.base_style))


def _refused(typed):
    (mistake,) = read_rate(typed)[1]
    return f"lỗi tại ô: «Mức chi {mistake.message.rpartition(': ')[2]}»"


MONEY = {
    "KT01": lambda: paid("100.000")["tong"],
    "KT02": lambda: paid("100.000")["so_nguoi"],
    "KT03": lambda: _amount("50.000/buổi", True, True, False, False),
    "KT04": lambda: _amount("100.000/ngày", True, False, False, False),
    "KT05": lambda: paid("150.000/người")["tong"],
    "KT06": _by_hand,
    "KT07": lambda: not_due(money_list, of()),
    "KT08": lambda: _amount("100.000", True, True, rate=120_000),
    "KT09": lambda: money_in_words(1_050_000),
    "KT10": _pages,
    "KT11": lambda: _refused("khoảng 100 nghìn"),
}


def item(content, speaker=None, hours="", **more):
    starts, _, ends = hours.partition("-")
    return AgendaItem(
        day=EVENT.starts, content=content, speaker=speaker, starts=read_hour(starts)[0], ends=read_hour(ends)[0], **more
    )


def script(*items, **event):
    """What the host says at the first of some items."""
    return next(host_script.rows(of(agenda=items, opener=None, **event)))["loi_dan"][0]


TWO = "ThS. Lê Văn Cảnh, TS. Trần Thị Dung"
GUEST = "Đ/c Phạm Văn Hùng - Bí thư Đảng ủy xã"
SCRIPT = {
    "KB01": lambda: script(item("Giải lao", hours="10h00-10h15"), item("Thảo luận", hours="10h15")),
    "KB02": lambda: script(item("Khai mạc", "Ban Tổ chức")),
    "KB03": lambda: script(item("Chuyên đề 1: Luật Đất đai", TWO)),
    "KB04": lambda: script(item("Chuyên đề 2: Luật Trẻ em")),
    "KB05": lambda: script(item("Báo cáo kết quả phong trào", "Nguyễn Hữu Tâm")),
    "KB06": lambda: script(item("Phát biểu chỉ đạo", GUEST)),
    "KB07": lambda: script(item("Thảo luận tổ", "Các tổ", "13h30-15h00")),
    "KB08": lambda: script(item("Khai mạc", words="(as typed)")),
    "KB09": lambda: script(item("Viết bài thu hoạch", hours="13h30-15h00")),
    "KB10": lambda: script(item("Văn nghệ chào mừng", "Đội văn nghệ thôn Bến"), name="Lễ phát động"),
    "KB11": lambda: not_due(host_script, of()),
}


def not_due(kind, case, today=date(2026, 4, 1)):
    return f"không làm: «{kind.waits(case, today)}»"


SLOTS = {**REPORT, **DECISION, **LETTER, **MONEY, **SCRIPT}
