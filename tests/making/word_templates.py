"""The project's Word templates, out: templates/ke-hoach.docx, giay-moi.docx and the other kinds'.

They are ordinary Word files, to be changed in Word from here on; this script is how they began, and it makes the same
bytes each time: `python tests/making/word_templates.py [FOLDER]`.
"""

import sys
from pathlib import Path

from word_parts.certificate import certificate_body
from word_parts.decision import decision_body
from word_parts.extras import name_plates_body, programme_body, sign_in_body, signing_list_body
from word_parts.frame import BLACK, header, ornate, plain
from word_parts.invitation import invitation_body
from word_parts.letter import letter_body
from word_parts.money import money_body
from word_parts.news import news_body
from word_parts.package import Paper, packed
from word_parts.plan import plan_body
from word_parts.report import report_body
from word_parts.script import script_body
from word_parts.styles import (
    ABOUT,
    AFTER_TABLE,
    BODY,
    DECISION,
    EXTRAS,
    HEAD,
    LETTER,
    MONEY,
    NEWS,
    PLAN,
    PLATES,
    RED,
    RULES,
    SCRIPT,
    SHEET,
    SIGNATURE,
    SIGNING_LIST,
    TITLE,
    certificate_styles,
)
from word_parts.styles_part import BARE_TABLE, PLATE_TABLE, RULED_TABLE, styles_part

TEMPLATES = Path(__file__).parents[2] / "templates"


def papers():
    """Return the papers by the name of their file."""
    official, tables = (*HEAD, *TITLE, *RULES), BARE_TABLE + RULED_TABLE
    letter = (*official, *BODY, *PLAN, *LETTER)
    return {
        "ke-hoach.docx": Paper(
            "Kế hoạch", plan_body(), styles_part((*official, *BODY, *PLAN, *SIGNATURE), BARE_TABLE + RULED_TABLE)
        ),
        "giay-moi.docx": Paper(
            "Giấy mời", invitation_body(), styles_part((*official, *BODY, *SIGNATURE), BARE_TABLE), of="nguoi.ho_ten"
        ),
        "tin-bai.docx": Paper("Tin bài", news_body(), styles_part(NEWS, "")),
        "giay-chung-nhan.docx": certificate(38, RED, ornate()),
        "giay-chung-nhan-gian-di.docx": certificate(36, BLACK, plain()),
        "danh-sach-diem-danh.docx": Paper(
            "Danh sách điểm danh", sign_in_body(), styles_part((*TITLE, *EXTRAS, *SHEET), BARE_TABLE + RULED_TABLE)
        ),
        "bien-ten.docx": Paper(
            "Biển tên", name_plates_body(), styles_part((*EXTRAS[-1:], *PLATES), PLATE_TABLE), headers=()
        ),
        "danh-muc-trinh-ky.docx": Paper(
            "Danh mục trình ký",
            signing_list_body(),
            styles_part((*TITLE, *EXTRAS, *SIGNING_LIST), tables),
        ),
        "bao-cao.docx": Paper("Báo cáo", report_body(), styles_part((*letter, AFTER_TABLE, *SIGNATURE), tables)),
        "quyet-dinh.docx": Paper("Quyết định", decision_body(), styles_part((*letter, *DECISION, *SIGNATURE), tables)),
        "cong-van.docx": Paper(
            "Công văn", letter_body(), styles_part((*letter, ABOUT, *SIGNATURE), tables), of="cong_van.noi_gui"
        ),
        "ky-nhan-tien.docx": Paper(
            "Danh sách ký nhận tiền", money_body(), styles_part((*TITLE, *EXTRAS, *MONEY), tables)
        ),
        "kich-ban.docx": Paper("Kịch bản điều hành", script_body(), styles_part((*TITLE, *EXTRAS, *SCRIPT), tables)),
        "chuong-trinh.docx": Paper(
            "Chương trình", programme_body(), styles_part((*HEAD, *TITLE, *EXTRAS), BARE_TABLE + RULED_TABLE)
        ),
    }


def certificate(title_size, colour, frame):
    styles = styles_part(certificate_styles(title_size, colour), BARE_TABLE)
    return Paper("Giấy chứng nhận", certificate_body(), styles, (header(frame),), of="nguoi.ho_ten")


def main(folder=TEMPLATES):
    for name, paper in papers().items():
        (Path(folder) / name).write_bytes(packed(paper))


if __name__ == "__main__":
    main(*sys.argv[1:2])
