"""A small office with two events, brought to the moment before a run; and the runs, each a command for a process."""

from __future__ import annotations

import io
import os
import re
import shutil
import smtplib
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout, suppress
from datetime import UTC, date, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Self
from unittest.mock import patch

import openpyxl
from PIL import Image
from plain_template import write_template

from flows.after_signing.forget import Wish, forget, found
from flows.after_signing.issue import issue
from flows.after_signing.mail_people import send
from flows.after_signing.register_book import rebuild
from flows.after_signing.replace import Replacing, reissue, renumber
from flows.after_signing.scans import scan
from flows.cli import main
from flows.errors import UsageError
from flows.machine.work_folders import sweep
from flows.model.order import REGISTER_NAME, Order
from flows.model.signed_paper import Posted
from flows.numbering.register import open_register
from flows.outputs.outputs_folder import Outputs
from flows.outputs.signing_folder import Memory
from flows.page.uploads import Upload, replace_waiting, take_stationery, take_workbooks
from flows.pipeline import make
from flows.settings import Notices
from flows.steps.record_papers import codes_in
from flows.word.pictures import qr_picture

AT = datetime(2024, 7, 5, 8, tzinfo=UTC)
TEMPLATES = {
    "ke-hoach": "{{ su_kien.ten_su_kien }} {{ van_ban.ky_hieu }}",
    "giay-moi": "Kính mời {{ nguoi.ho_ten }}, {{ van_ban.ky_hieu }}",
    "tin-bai": "{{ su_kien.ten_su_kien }}",
    "giay-chung-nhan": "{{ van_ban.ky_hieu }} {{ nguoi.ho_ten }}",
}
OFFICE = """
Tên đầy đủ | Cơ quan ban hành | Địa danh | Ký hiệu kế hoạch | Ký hiệu giấy mời | Ký hiệu chứng nhận | Người ký
Uỷ ban xã An | UỶ BAN XÃ AN | An | {so}/KH-UB | {so}/GM-UB | {so:03}/GCN | Lê Toan
"""
EVENT = """
Mã sự kiện | {code}
Tên sự kiện | Lớp bồi dưỡng {code}
Ngày bắt đầu | 01/7/2024
Ngày kết thúc | 02/7/2024
Giờ | 8 giờ 00
Địa điểm | Hội trường xã
Đơn vị tổ chức | Uỷ ban xã An
Thành phần | Cán bộ thôn
Số lượng | 3
Mục đích | Bồi dưỡng
Ngày ký | 20/6/2024
"""
FIRST = """
Họ và tên | Đơn vị | Kết quả
Lê Văn An | thôn Một | hoàn thành
Hà Thị Bình | thôn Hai | hoàn thành
Vũ Cảnh | thôn Ba | hoàn thành
"""
CHANGED = """
Họ và tên | Đơn vị | Kết quả
Đỗ Mới | thôn Bốn | hoàn thành
Lê Văn Ân | thôn Một | hoàn thành
Vũ Cảnh | thôn Ba | hoàn thành
Tạ Sai | thôn Ba | có lẽ
"""
MAILED = """
Họ và tên | Đơn vị | Kết quả | Email
Lê Văn An | thôn Một | hoàn thành | an@xa.test
Hà Thị Bình | thôn Hai | hoàn thành | binh@xa.test
Vũ Cảnh | thôn Ba | hoàn thành | khong-co@xa.test
"""
BY_HAND = "outputs/LOP-1/giay-moi/003-vu-canh.docx"
PLAN_PDF = "outputs/LOP-1/ke-hoach.pdf"


def rows(table: str) -> list[list[str | None]]:
    return [[cell.strip() or None for cell in line.split("|")] for line in table.strip().splitlines()]


def workbook(path: Path, **sheets: str) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows(table):
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def event(root: Path, code: str, roster: str = FIRST) -> None:
    """Put an event's workbook into the inbox."""
    tables = {"Sự kiện": EVENT.format(code=code), "Danh sách": roster}
    workbook(root / "inputs" / f"{code.lower()}.xlsx", **tables)


def open_office(root: Path) -> Path:
    """Make an office that has two events in its inbox and has never run."""
    workbook(root / "templates" / "co-quan.xlsx", **{"Cơ quan": OFFICE})
    for kind, text in TEMPLATES.items():
        write_template(root / "templates" / f"{kind}.docx", text)
    event(root, "LOP-1")
    event(root, "LOP-2")
    return root


def order(root: Path, **changed: object) -> Order:
    own = {"inputs": root / "inputs", "outputs": root / "outputs", "templates": root / "templates"}
    return Order(**own | {"today": date(2024, 7, 5)} | changed)


def register_file(root: Path) -> Path:
    return root / REGISTER_NAME


def register_rows(root: Path) -> tuple[object, ...]:
    """Return every line of the register, with all its columns."""
    with open_register(register_file(root), create=False) as register:
        return register.rows()


def outbox(root: Path) -> dict[tuple[str, ...], Posted]:
    """Return every line of the register's outbox."""
    with open_register(register_file(root), create=False) as register:
        return {one.id: one for one in register.known(Posted)}


def mails(root: Path) -> Counter[str]:
    """Return who got how many mails."""
    return Counter(one.read_text("utf-8") for one in (root / "mails").glob("*"))


class Mailbox:
    """A mail server that keeps every mail for good before it says so, and knows no khong-co@."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(exist_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def send_message(self, message: EmailMessage) -> dict[str, tuple[int, bytes]]:
        address = message["To"].addresses[0].addr_spec
        if address.startswith("khong-co"):
            raise smtplib.SMTPRecipientsRefused({address: (550, b"nobody")})
        with (self._folder / str(len(list(self._folder.iterdir())))).open("x", encoding="utf-8") as file:
            file.write(f"{address} {message['Message-ID']}")
            file.flush()
            os.fsync(file.fileno())
        folder = os.open(self._folder, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        return {}


def tree(root: Path, folder: str = "outputs") -> Mapping[str, bytes | None]:
    """Return every path in outputs, hidden ones too, with its bytes."""
    return {
        one.relative_to(root / folder).as_posix(): one.read_bytes() if one.is_file() else None
        for one in sorted((root / folder).rglob("*"))
    }


def whole(root: Path) -> Mapping[str, bytes | None]:
    """Return every path of an office with its bytes, but for the register and the mails, wherever the office lies."""
    place = re.compile(re.escape(f"{root.parent}/".encode()) + rb"[\w-]+")
    own = (path for path in tree(root, ".").items() if not path[0].startswith(_OTHERWISE))
    return {path: content and place.sub(b"", content) for path, content in own}


_OTHERWISE = (Path(REGISTER_NAME).stem, "mails")


def _make(root: Path) -> None:
    make(order(root), AT)


def _issue(root: Path) -> None:
    issue(order(root, events=("LOP-1",)), day=date(2024, 6, 20), at=AT)


def _rebuild(root: Path) -> None:
    list(rebuild(str(register_file(root)), root / "outputs", at=AT))


def _replace(root: Path) -> None:
    reissue(order(root, events=("LOP-1",)), Replacing("Hà Thị Bình", "sai dấu"), day=date(2024, 7, 8), at=AT)


def _forget(root: Path) -> None:
    wanted = order(root)
    with suppress(UsageError):  # done already
        list(forget(wanted, found(wanted, Wish("Hà Thị Bình", "LOP-1")), at=AT))
    # As the command's last line asks.
    run("make", root)


def _renumber(root: Path) -> None:
    renumber(order(root, events=("LOP-1",)), at=AT)


def _scan(root: Path) -> None:
    scan(order(root), [root / "quet"])
    run("make", root)


def _send(root: Path) -> None:
    wish = Notices(may_chu="thu.xa.test:25", bao_mat="khong", tu="vp@xa.test")
    with patch("smtplib.SMTP", lambda *_, **__: Mailbox(root / "mails")):
        send(order(root, events=("LOP-1",)), wish, at=AT)


def _init(root: Path) -> None:
    with redirect_stdout(io.StringIO()):
        assert main(["init", str(root), "--ten", "Uỷ ban xã An"]) == 0


def _upload(root: Path) -> None:
    """Drop workbooks and a template on the page of a service that was begun anew, and let them replace the older ones."""
    os.environ["HOME"] = str(home_of(root))
    sweep()
    taken = take_workbooks(_dropped(root / "tha"), root / "inputs")
    list(replace_waiting(taken.ticket, root / "inputs", AT, wanted=True))
    for template in _dropped(root / "tha-mau"):
        take_stationery(template, root / "templates", AT)


def _dropped(folder: Path) -> list[Upload]:
    return [Upload(one.name, one.read_bytes()) for one in sorted(folder.iterdir())]


def home_of(root: Path) -> Path:
    """Return the home of who uses the page, where temporary copies lie."""
    return root.parent / "nha"


RUNS: Mapping[str, Callable[[Path], None]] = {
    "make": _make, "issue": _issue, "rebuild": _rebuild, "replace": _replace, "renumber": _renumber, "forget": _forget,
    "scan": _scan, "send": _send, "init": _init, "upload": _upload,
}  # fmt: skip


def run(name: str, root: str | Path) -> None:
    """Carry out one of the runs in this process."""
    RUNS[name](Path(root))


def _before_changes(root: Path) -> None:
    """Run once; then one row is new, one mended, one gone, one wrong, and a paper was changed by hand."""
    run("make", root)
    (root / BY_HAND).write_bytes(b"changed by hand")
    event(root, "LOP-1", CHANGED)


def _before_issue(root: Path) -> None:
    """Run once; then the plan is signed as a PDF."""
    run("make", root)
    _sign(root, b"")


def _sign(root: Path, pdf: bytes) -> None:
    """Put the plan's PDF beside it, with one more signature; a new one for b""."""
    from signed_pdfs import plain_pdf, signer, with_signature  # noqa: PLC0415 its libraries take seconds

    content = with_signature(pdf or plain_pdf("so .../KH-UB"), f"Ky{len(pdf)}", signer(root, "Lê Toan"))
    for key in ("key.pem", "own.pem"):
        (root / key).unlink()
    (root / PLAN_PDF).write_bytes(content)


def _before_a_later_signature(root: Path) -> None:
    """Issue a signed PDF, onto which somebody then puts another signature."""
    _before_issue(root)
    run("issue", root)
    _sign(root, (root / PLAN_PDF).read_bytes())


def _before_rebuild(root: Path) -> None:
    run("make", root)
    register_file(root).unlink()


def _with_certificates(root: Path) -> None:
    run("make", root)
    issue(order(root, events=("LOP-1",), only=("giay-chung-nhan",)), day=None, at=AT)


def _before_scanning(root: Path) -> None:
    """Issue certificates that bear codes; their scans lie in a stack, the last one first, one twice."""
    kind = "giay-chung-nhan"
    write_template(root / "templates" / f"{kind}.docx", f"{TEMPLATES[kind]} {{{{ chung_nhan.ma_qr }}}}")
    _with_certificates(root)
    papers = sorted((root / "outputs" / "LOP-1" / kind).iterdir(), reverse=True)
    first, *others = (_sheet(next(codes_in(paper.read_bytes()))) for paper in (*papers, papers[0]))
    (root / "quet").mkdir()
    first.save(root / "quet" / "chong.pdf", save_all=True, append_images=others, resolution=100)


def _sheet(code: str) -> Image.Image:
    sheet = Image.new("L", (830, 1170), 255)
    sheet.paste(Image.open(io.BytesIO(qr_picture(code).png)).convert("L").resize((200, 200)), (80, 80))
    return sheet


def _before_sending(root: Path) -> None:
    (root / "templates" / "thu-moi.txt").write_text("Thư\n{{ nguoi.ho_ten }}\n", encoding="utf-8")
    event(root, "LOP-1", MAILED)
    run("make", root)
    run("issue", root)


def _with_scans(root: Path) -> None:
    _before_scanning(root)
    run("scan", root)


def _before_forgetting(root: Path) -> None:
    """Somebody is forgotten whose certificate was scanned, and who was mailed the invitation."""
    _with_scans(root)
    _before_sending(root)
    run("send", root)


def _before_signing(root: Path) -> None:
    """Begin the signing folder of an event, which from then on every run keeps true; then one row changes."""
    write_template(
        root / "templates" / "danh-muc-trinh-ky.docx", "{% for loai in danh_muc %}{{ loai.ten_loai }} {% endfor %}"
    )
    run("make", root)
    with Outputs(root / "outputs").pack("LOP-1") as pack:
        pack.put({}, Memory("begun"))
    run("make", root)
    event(root, "LOP-1", CHANGED)


def _before_issuing_by_hand(root: Path) -> None:
    """Run once; then the clerk works in one paper, and another person comes after the issue."""
    run("make", root)
    run("issue", root)
    event(root, "LOP-1", FIRST + "Đỗ Mới | thôn Bốn | hoàn thành\n")
    run("make", root)
    paper = root / "outputs/LOP-1/giay-moi/004-do-moi.docx"
    write_template(paper, "Kính mời anh Đỗ Mới, 01/GM-UB")


def _before_renumbering(root: Path) -> None:
    run("make", root)
    workbook(root / "templates" / "co-quan.xlsx", **{"Cơ quan": OFFICE.replace("}/GCN", "}/GCN-UB")})


def _before_init(root: Path) -> None:
    """An office has papers and templates of its own; its stationery and the rest are still to come."""
    run("make", root)
    (root / "templates" / "co-quan.xlsx").unlink()


def _before_upload(root: Path) -> None:
    """Of what the clerk will drop one workbook is new, one there already, one another version, as is the template."""
    run("make", root)
    event(root, "LOP-3")
    shutil.copytree(root / "inputs", root / "tha")
    (root / "inputs" / "lop-3.xlsx").unlink()
    event(root, "LOP-1", CHANGED)
    (root / "tha-mau").mkdir()
    write_template(root / "tha-mau" / "giay-moi.docx", "Kính mời ông, bà {{ nguoi.ho_ten }}")


SCENES: Mapping[str, tuple[Callable[[Path], None], str]] = {
    "first run": (lambda _: None, "make"),
    "after changes": (_before_changes, "make"),
    "issue": (_before_issue, "issue"),
    "rebuild": (_before_rebuild, "rebuild"),
    "issue of a newcomer's paper worked in by hand": (_before_issuing_by_hand, "issue"),
    "signing folder": (_before_signing, "make"),
    "replace": (_with_scans, "replace"),
    "forget": (_before_forgetting, "forget"),
    "scan": (_before_scanning, "scan"),
    "send": (_before_sending, "send"),
    "renumber": (_before_renumbering, "renumber"),
    "init": (_before_init, "init"),
    "upload": (_before_upload, "upload"),
    "later signature": (_before_a_later_signature, "make"),
}
"""What has happened before, and the run that is then disturbed."""


def set_scene(root: Path, scene: str) -> str:
    """Bring a new office to the moment before the scene's run; return the run's name."""
    before, name = SCENES[scene]
    before(open_office(root))
    return name


if __name__ == "__main__":
    for name, root in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
        run(name, root)
