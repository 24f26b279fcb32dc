"""A certificate and an invitation stay on one page with names as long as they come."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cases import OFFICE, case, drafts, person

from flows.documents import certificate, invitation
from flows.model.draft import Document
from flows.model.printing import Items
from flows.pdf import add_pdfs
from flows.rendering import Template

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


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdfinfo")),
    reason="needs LibreOffice and poppler-utils (apt install libreoffice-writer-nogui poppler-utils)",
)
@pytest.mark.parametrize("kind", [certificate, invitation], ids=lambda kind: kind.KIND)
def test_the_longest_names_stay_on_one_page(kind, tmp_path):
    (draft,) = drafts(kind, case(LONG_PERSON, office=LONG_OFFICE, name=LONG_NAME, results=True))
    template = Template(Path("templates", f"{kind.KIND}.docx"))
    (tmp_path / "dai.docx").write_bytes(template.render(draft.filled()))
    (pdf,) = add_pdfs(tmp_path, [Document(kind.KIND, "dai.docx", "", "", None, "made", "")])
    told = subprocess.run(["pdfinfo", pdf], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in told
