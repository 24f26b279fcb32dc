"""An event's papers after the signature: what the tests of issuing ask of an office, and see in it."""

from __future__ import annotations

import json
from datetime import date, datetime

from flows.after_signing.issue import issue
from flows.after_signing.replace import Replacing, reissue
from flows.numbering.register import open_register

AT = datetime(2024, 7, 6, 8)
DAY = date(2024, 7, 8)
PLAN = "ke-hoach.docx"
AN = "giay-chung-nhan/001-le-van-an.docx"


def issued(bureau, *only, day=DAY):
    return issue(bureau.order(events=("AN-01",), only=only), day=day, at=AT)


def replaced(bureau, paper, why="ghi sai", day=DAY):
    return reissue(bureau.order(events=("AN-01",)), Replacing(paper, why), day=day, at=AT)


def folder(bureau):
    return bureau.outputs / "AN-01"


def manifest(bureau):
    return json.loads((folder(bureau) / "manifest.json").read_text(encoding="utf-8"))


def document(report, path):
    return next(one for event in report.events for one in event.documents if one.path == f"AN-01/{path}")


def messages(report):
    return [problem.message for problem in report.all_problems if "phát hành" in problem.message]


def files(bureau):
    return {path: path.read_bytes() for path in folder(bureau).rglob("*.docx")}


def register_rows(bureau):
    with open_register(bureau.order().register_target) as register:
        return register.rows()
