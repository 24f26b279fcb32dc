"""The project's Word templates, out: templates/ke-hoach.docx, giay-moi.docx and the other kinds'.

They are ordinary Word files, to be changed in Word from here on; this script is how they began, and it makes the same
bytes each time: `python tests/making/word_templates.py [FOLDER]`.
"""

import sys
from pathlib import Path

from word_parts.certificate import certificate_body
from word_parts.extras import name_plates_body, programme_body, sign_in_body, signing_list_body
from word_parts.invitation import invitation_body
from word_parts.news import news_body
from word_parts.package import Paper, packed
from word_parts.plan import plan_body
from word_parts.styles import (
    BODY,
    CERTIFICATE,
    EXTRAS,
    HEAD,
    NEWS,
    PLAN,
    PLATES,
    RULES,
    SHEET,
    SIGNATURE,
    SIGNING_LIST,
    TITLE,
)
from word_parts.styles_part import BARE_TABLE, RULED_TABLE, styles_part

TEMPLATES = Path(__file__).parents[2] / "templates"


def papers():
    """Return the papers by the name of their file."""
    official = (*HEAD, *TITLE, *RULES)
    return {
        "ke-hoach.docx": Paper(
            "Kế hoạch", plan_body(), styles_part((*official, *BODY, *PLAN, *SIGNATURE), BARE_TABLE + RULED_TABLE)
        ),
        "giay-moi.docx": Paper("Giấy mời", invitation_body(), styles_part((*official, *BODY, *SIGNATURE), BARE_TABLE)),
        "tin-bai.docx": Paper("Tin bài", news_body(), styles_part(NEWS, "")),
        "giay-chung-nhan.docx": Paper(
            "Giấy chứng nhận", certificate_body(), styles_part(CERTIFICATE, BARE_TABLE), headers=False
        ),
        "danh-sach-diem-danh.docx": Paper(
            "Danh sách điểm danh", sign_in_body(), styles_part((*TITLE, *EXTRAS, *SHEET), RULED_TABLE), headers=False
        ),
        "bien-ten.docx": Paper(
            "Biển tên", name_plates_body(), styles_part((*EXTRAS, *PLATES), RULED_TABLE), headers=False
        ),
        "danh-muc-trinh-ky.docx": Paper(
            "Danh mục trình ký",
            signing_list_body(),
            styles_part((*TITLE, *EXTRAS, *SIGNING_LIST), BARE_TABLE + RULED_TABLE),
            headers=False,
        ),
        "chuong-trinh.docx": Paper(
            "Chương trình", programme_body(), styles_part((*HEAD, *TITLE, *EXTRAS), BARE_TABLE + RULED_TABLE)
        ),
    }


def main(folder=TEMPLATES):
    for name, paper in papers().items():
        (Path(folder) / name).write_bytes(packed(paper))


if __name__ == "__main__":
    main(*sys.argv[1:2])
