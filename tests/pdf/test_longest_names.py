"""A certificate and an invitation stay on one page with names as long as they come, and a name on its line."""

import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cases import OFFICE, case, drafts, person
from docx import Document as WordDocument
from office_program import NEEDS_OFFICE

from flows.documents import certificate, invitation, plan
from flows.model.event import AgendaItem
from flows.model.printing import Items
from flows.model.recorded_paper import Document
from flows.pdf.paper_fit import Wanted, misfits
from flows.pdf.paper_pdfs import add_pdfs
from flows.rendering import Template
from flows.steps.check_templates import judged

LONG_OFFICE = replace(
    OFFICE,
    full_name="Ban Thường trực Ủy ban Mặt trận Tổ quốc Việt Nam phường Điện Biên Phủ, thành phố Hồ Chí Minh",
    parent="ỦY BAN MẶT TRẬN TỔ QUỐC VIỆT NAM\nTHÀNH PHỐ HỒ CHÍ MINH",
    authority=Items(["TM. BAN THƯỜNG TRỰC", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH THƯỜNG TRỰC", "TRƯỞNG BAN TỔ CHỨC"]),
)
LONG_PERSON = person(
    "Công Tằng Tôn Nữ Nguyễn Thị Hồng Phương Thảo",
    title="Phó Trưởng ban Công tác Mặt trận",
    unit="Trường Tiểu học và Trung học cơ sở Hát Môn",
    born=date(1990, 1, 2),
    result="hoàn thành",
    grade="Xuất sắc",
)
LONG_NAME = (
    "Lớp bồi dưỡng kiến thức, kỹ năng, nghiệp vụ công tác Mặt trận Tổ quốc Việt Nam "
    "cho cán bộ chủ chốt các xã, phường năm 2025"
)
LONGER_PERSON = replace(
    LONG_PERSON,
    name="Nguyễn Hoàng Thị Phương Thảo Nguyên Bảo Trân",
    title="Phó Trưởng ban Công tác Mặt trận kiêm Trưởng ban Thanh tra nhân dân, "
    "Ủy viên Ban Giám sát đầu tư của cộng đồng",
)
LONGER_NAME = (
    "Lớp bồi dưỡng kiến thức, kỹ năng, nghiệp vụ công tác Mặt trận Tổ quốc Việt Nam, công tác giám sát, phản biện "
    "xã hội, phát huy dân chủ ở cơ sở và hoạt động của Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng "
    "cho cán bộ chủ chốt các xã, thị trấn trên địa bàn huyện năm 2025"
)


LONG = {
    f"{kind.KIND}-{number}": (kind, one, name)
    for kind in (certificate, invitation)
    for number, (one, name) in enumerate([(LONG_PERSON, LONG_NAME), (LONGER_PERSON, LONGER_NAME)])
}


@pytest.fixture(scope="module")
def long_pdfs(tmp_path_factory):
    """The PDFs of a plan in the city with the longest name, and of the papers with the longest names."""
    folder = tmp_path_factory.mktemp("dai")
    found = {name: case(one, office=LONG_OFFICE, name=title, results=True) for name, (_, one, title) in LONG.items()}
    found["thanh-pho"] = case(office=replace(OFFICE, place="Thành phố Hồ Chí Minh"))
    made = []
    for name, what in found.items():
        kind = LONG.get(name, [plan])[0]
        (draft,) = drafts(kind, what)
        template = Template(Path("templates", f"{kind.KIND}.docx"))
        (folder / f"{name}.docx").write_bytes(template.render(draft.filled()))
        made.append(Document(kind.KIND, f"{name}.docx", "", "", None, "made", ""))
    return {pdf.stem: pdf for pdf in add_pdfs(folder, made)}


@NEEDS_OFFICE
@pytest.mark.parametrize("name", LONG)
def test_the_longest_names_stay_on_one_page_and_on_one_line(name, long_pdfs):
    kind, one, _ = LONG[name]
    assert misfits(long_pdfs[name], Wanted(one_page=True, lines=(one.name,) if kind is certificate else ())) == ()


@NEEDS_OFFICE
def test_place_and_room_for_the_day_of_the_longest_city_stand_on_one_line(long_pdfs):
    command = ["pdftotext", "-layout", long_pdfs["thanh-pho"], "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert re.search(r"Thành phố Hồ Chí Minh, ngày +tháng +năm +2025", text)


def test_a_plan_without_speakers_lists_what_is_done_and_shows_its_agenda(tmp_path):
    (draft,) = drafts(plan, case(agenda=(AgendaItem(content="Thảo luận"),)))
    (tmp_path / "ke-hoach.docx").write_bytes(Template(Path("templates/ke-hoach.docx")).render(draft.filled()))
    lines = [line.text for line in WordDocument(tmp_path / "ke-hoach.docx").paragraphs]
    assert lines[lines.index("II. NỘI DUNG") + 1] == "1. Thảo luận."
    assert "IV. CHƯƠNG TRÌNH" in lines


def styles_of(path):
    """The style of each text of a paper's tables."""
    cells = [cell for table in WordDocument(path).tables for cell in table._cells]
    return {line.text: line.style.style_id for cell in cells for line in cell.paragraphs if line.text}


CERTIFICATES = sorted(Path("templates").glob("giay-chung-nhan*.docx"))


@pytest.mark.parametrize("template", CERTIFICATES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Lê An", 34),
        ("Trần Nguyễn Hoàng Phương Thảo", 30),
        ("Trần Nguyễn Hoàng Phương Thảo Nguyên", 26),
        ("Công Tằng Tôn Nữ Huỳnh Phương Nguyệt Thu", 24),
        ("Công Tằng Tôn Nữ Nguyễn Thị Hồng Phương Thảo Nguyên", 20),
    ],
)
def test_the_name_on_a_certificate_is_as_large_as_its_line_allows(name, size, template, tmp_path):
    (draft,) = drafts(certificate, case(person(name, unit="thôn 1", result="hoàn thành"), results=True))
    (tmp_path / "ten.docx").write_bytes(Template(template).render(draft.filled()))
    style = styles_of(tmp_path / "ten.docx")[name.upper()]
    assert WordDocument(tmp_path / "ten.docx").styles[LARGEST[style]].font.size.pt == size


LARGEST = {
    "HoTen": "Họ tên người được cấp",
    "HoTenVua": "Họ tên người được cấp, vừa",
    "HoTenNho": "Họ tên người được cấp, nhỏ",
    "HoTenRatNho": "Họ tên người được cấp, rất nhỏ",
    "HoTenNhoNhat": "Họ tên người được cấp, nhỏ nhất",
}


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Hội nghị", "KeTrichYeuNgan"),
        ("Hội nghị tổng kết công tác Mặt trận", "KeTrichYeuVua"),
        ("Lớp bồi dưỡng kiến thức nghiệp vụ công tác Mặt trận năm 2024", "KeTrichYeu"),
    ],
)
@pytest.mark.parametrize("kind", [plan, invitation], ids=lambda kind: kind.KIND)
def test_the_rule_under_an_abstract_is_longer_under_a_longer_one(kind, name, rule, tmp_path):
    (draft,) = drafts(kind, case(LONG_PERSON, name=name))
    (tmp_path / "ke.docx").write_bytes(Template(Path("templates", f"{kind.KIND}.docx")).render(draft.filled()))
    styles = [line.style.style_id for line in WordDocument(tmp_path / "ke.docx").paragraphs]
    assert [style for style in styles if style.startswith("KeTrichYeu")] == [rule]


def test_a_template_beside_a_kinds_own_is_judged_like_it_and_named_as_another():
    [verdict] = [one for one in judged(Path("templates")) if one.file == "giay-chung-nhan-gian-di.docx"]
    assert verdict.problems == ()
    assert verdict.purpose.startswith("mẫu khác của giấy chứng nhận, dùng được")
