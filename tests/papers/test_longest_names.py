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
from flows.model.draft import Document
from flows.model.event import AgendaItem
from flows.model.printing import Items
from flows.publishing.fitting import Wanted, misfits
from flows.rendering import Template
from flows.signing.pdf import add_pdfs

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


@NEEDS_OFFICE
@pytest.mark.parametrize(("one", "name"), [(LONG_PERSON, LONG_NAME), (LONGER_PERSON, LONGER_NAME)])
@pytest.mark.parametrize("kind", [certificate, invitation], ids=lambda kind: kind.KIND)
def test_the_longest_names_stay_on_one_page_and_on_one_line(kind, one, name, tmp_path):
    (draft,) = drafts(kind, case(one, office=LONG_OFFICE, name=name, results=True))
    template = Template(Path("templates", f"{kind.KIND}.docx"))
    (tmp_path / "dai.docx").write_bytes(template.render(draft.filled()))
    (pdf,) = add_pdfs(tmp_path, [Document(kind.KIND, "dai.docx", "", "", None, "made", "")])
    assert misfits(pdf, Wanted(one_page=True, lines=(one.name,) if kind.NAME_LINE else ())) == ()


@NEEDS_OFFICE
def test_place_and_room_for_the_day_of_the_longest_city_stand_on_one_line(tmp_path):
    city = replace(OFFICE, place="Thành phố Hồ Chí Minh")
    (draft,) = drafts(plan, case(office=city))
    (tmp_path / "thanh-pho.docx").write_bytes(Template(Path("templates/ke-hoach.docx")).render(draft.filled()))
    (pdf,) = add_pdfs(tmp_path, [Document(plan.KIND, "thanh-pho.docx", "", "", None, "made", "")])
    text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Thành phố Hồ Chí Minh, ngày +tháng +năm +2025", text)


def test_a_plan_without_speakers_points_to_its_agenda(tmp_path):
    (draft,) = drafts(plan, case(agenda=(AgendaItem(content="Thảo luận"),)))
    (tmp_path / "ke-hoach.docx").write_bytes(Template(Path("templates/ke-hoach.docx")).render(draft.filled()))
    lines = [line.text for line in WordDocument(tmp_path / "ke-hoach.docx").paragraphs]
    assert lines[lines.index("II. NỘI DUNG") + 1] == "Theo chương trình tại mục IV Kế hoạch này."
    assert "IV. CHƯƠNG TRÌNH" in lines


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Lê An", 20),
        ("Trần Nguyễn Hoàng Phương Thảo Nguyên", 16),
        ("Công Tằng Tôn Nữ Nguyễn Thị Hồng Phương Thảo Nguyên", 13),
    ],
)
def test_the_name_on_a_certificate_is_as_large_as_its_line_allows(name, size, tmp_path):
    (draft,) = drafts(certificate, case(person(name, unit="thôn 1", result="hoàn thành"), results=True))
    (tmp_path / "ten.docx").write_bytes(Template(Path("templates/giay-chung-nhan.docx")).render(draft.filled()))
    cells = [cell for table in WordDocument(tmp_path / "ten.docx").tables for cell in table._cells]
    runs = [run for cell in cells for line in cell.paragraphs for run in line.runs]
    assert {run.style.font.size.pt for run in runs if run.text == name.upper()} == {size}


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
