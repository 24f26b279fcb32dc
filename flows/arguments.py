"""The command line of `vanthu`: words typed in, a namespace out; every word of help in Vietnamese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NoReturn

from flows.documents import KINDS
from flows.errors import UsageError
from flows.vietnamese.date_reading import read_day

KIND_KEYS = tuple(kind.KIND for kind in KINDS)


class Parser(argparse.ArgumentParser):
    """argparse that speaks Vietnamese and leaves printing and exiting to the command line."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong as a usage error."""
        raise UsageError(_translated(message), f"Xem: {self.prog} --help")

    def format_help(self) -> str:
        """Return the help without argparse's one English word."""
        return super().format_help().replace("usage: ", "cách dùng: ", 1)


def _translated(message: str) -> str:
    """Return argparse's own message in Vietnamese; the words it quotes stay."""
    for pattern, vietnamese in _MESSAGES:
        message = re.sub(pattern, vietnamese, message)
    return message


_MESSAGES = (
    (r"^unrecognized arguments: (.*)$", r"Không hiểu: \1."),
    (r"^the following arguments are required: (.*)$", r"Thiếu: \1."),
    (r"^argument (.*?): expected (?:one|at least one) argument$", r"Sau \1 cần có giá trị."),
    (r"^argument (.*?): invalid choice: (.*?) \(choose from (.*)\)$", r"\1 không nhận \2; chọn một trong: \3."),
    (r"^argument (.*?): (.*)$", r"\1: \2"),
    (r"^ambiguous option: (.*?) could match (.*)$", r"\1 chưa rõ: \2."),
)


def day(text: str) -> date:
    """Return a day typed as 2024-07-03 or 03/7/2024."""
    found, _ = read_day(text)
    if not isinstance(found, date):
        raise argparse.ArgumentTypeError(f"«{text}» không phải ngày; ghi như 2024-07-03 hoặc 03/7/2024.")
    return found


def whole(text: str) -> int:
    """Return a whole number."""
    if not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError(f"«{text}» không phải số.")
    return int(text)


def port(text: str) -> int:
    """Return the number of a port."""
    number = whole(text)
    if not 0 < number < HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text} không phải cổng; chọn từ 1 đến {HIGHEST_PORT - 1}.")
    return number


HIGHEST_PORT = 65536


def _folders(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--inputs", type=Path, default=Path("inputs"), metavar="THƯ_MỤC", help="nơi để bảng tính")
    parser.add_argument("--outputs", type=Path, default=Path("outputs"), metavar="THƯ_MỤC", help="nơi nhận văn bản")
    parser.add_argument("--templates", type=Path, default=Path("templates"), metavar="THƯ_MỤC", help="nơi để mẫu Word")
    _register(parser)


def _register(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--register", default="", metavar="TỆP", help="sổ đăng ký (tệp hoặc URL); mặc định nằm cạnh thư mục outputs"
    )


def _choosing(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--only", action="append", default=[], choices=KIND_KEYS, metavar="LOẠI",
        help=f"chỉ làm loại này, dù chưa đến lúc (lặp lại được): {', '.join(KIND_KEYS)}",
    )  # fmt: skip
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="coi hôm nay là ngày này (2024-07-03)")


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả cho chương trình khác đọc")


def build() -> Parser:
    """Return the parser of every command."""
    parser = Parser(prog="vanthu", description="Bảng tính vào, văn bản chờ ký ra.", add_help=False)
    _help(parser)
    commands = parser.add_subparsers(title="lệnh", dest="command", metavar="LỆNH", parser_class=Parser)
    for name, summary, fill in _COMMANDS:
        command = commands.add_parser(name, help=summary, description=summary, add_help=False)
        _help(command)
        fill(command)
        _in_vietnamese(command)
    _in_vietnamese(parser)
    return parser


def _help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-h", "--help", action="help", help="in trang này")


def _in_vietnamese(parser: argparse.ArgumentParser) -> None:
    names = {"positional arguments": "ghi thêm", "options": "tùy chọn"}
    for group in parser._action_groups:  # noqa: SLF001 argparse has no public way to name its own groups
        group.title = names.get(group.title or "", group.title)


def _run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("events", nargs="*", metavar="SỰ_KIỆN", help="mã sự kiện; để trống là tất cả")
    _folders(parser)
    _choosing(parser)
    parser.add_argument(
        "--pdf", action="store_true", help="làm thêm bản PDF cạnh mỗi văn bản, và tập trình ký (cần LibreOffice)"
    )
    parser.add_argument("--ask", action="store_true", help="cho xem sẽ làm gì, chờ «có» rồi mới cấp số và ghi")
    parser.add_argument("--pdf-a", action="store_true", help="như --pdf, nhưng là PDF/A-2b để lưu trữ lâu dài")
    _json(parser)


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="TỆP",
        help="bảng tính, văn bản .docx (soát thể thức) hoặc thư mục; để trống là inputs",
    )
    _folders(parser)
    _choosing(parser)
    parser.add_argument("--annotate", type=Path, metavar="THƯ_MỤC", help="ghi bản sao bảng tính có đánh dấu chỗ sai")
    _json(parser)


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="TỆP.xlsx", nargs="?", default=Path("su-kien-moi.xlsx"),
                        help="tên tệp sẽ tạo")  # fmt: skip


def _templates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path("templates"), metavar="THƯ_MỤC", help="nơi để mẫu")
    parser.add_argument("--fields", action="store_true", help="liệt kê mọi từ dùng được trong mẫu")
    parser.add_argument(
        "--adopt", type=Path, metavar="TỆP.docx",
        help="gắn trường vào một mẫu có sẵn của cơ quan (chỗ chấm chấm, «tên», <<Ten>>, ${X}...); ghi ra bản sao",
    )  # fmt: skip
    parser.add_argument(
        "--kind", choices=KIND_KEYS, default="", metavar="LOẠI", help=f"mẫu là của loại này: {', '.join(KIND_KEYS)}"
    )
    parser.add_argument("--to", type=Path, metavar="TỆP.docx", help="tên bản sao; mặc định: TÊN.mau.docx cạnh tệp gốc")
    parser.add_argument("--annotate", type=Path, metavar="THƯ_MỤC", help="ghi bản sao mẫu có lỗi, kèm nhận xét tại chỗ")
    _json(parser)


def _issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("event", metavar="SỰ_KIỆN", help="mã sự kiện")
    _folders(parser)
    parser.add_argument("--only", action="append", default=[], choices=ISSUED_KINDS, metavar="LOẠI",
                        help=f"chỉ phát hành loại này: {', '.join(ISSUED_KINDS)}")  # fmt: skip
    parser.add_argument("--date", type=day, metavar="NGÀY",
                        help="ngày ban hành; để trống là ngày văn bản đã ghi sẵn, nếu chưa ghi "
                        "thì là hôm nay")  # fmt: skip
    parser.add_argument("--replace", metavar="SỐ", help="phát hành bản thay thế: hủy số này (hoặc số của người này), "
                        "cấp số mới; giấy mời thì thay mọi bản cùng số")  # fmt: skip
    parser.add_argument("--why", default="", metavar="LÝ_DO", help="lý do thay thế")
    _json(parser)


ISSUED_KINDS = ("ke-hoach", "giay-moi", "giay-chung-nhan")


def _books(parser: argparse.ArgumentParser) -> None:
    _folders(parser)
    parser.add_argument("--xlsx", type=Path, metavar="TỆP", help="xuất sổ ra bảng tính")
    parser.add_argument("--year", type=whole, metavar="NĂM", help="chỉ năm này")
    _json(parser)
    parser.add_argument("--rebuild", action="store_true", help="dựng lại sổ từ các manifest.json trong outputs")
    parser.add_argument(
        "action", nargs="?", choices=("void", "renumber"), metavar="VIỆC",
        help="void: hủy một số; renumber: đổi số chưa phát hành của một sự kiện sang ký hiệu, năm mới",
    )  # fmt: skip
    parser.add_argument("number", nargs="?", metavar="SỐ", help="số cần hủy, như in: 001/GCN; hoặc sự kiện")
    parser.add_argument("--only", action="append", default=[], choices=ISSUED_KINDS, metavar="LOẠI",
                        help=f"renumber: chỉ loại này: {', '.join(ISSUED_KINDS)}")  # fmt: skip
    parser.add_argument("--why", metavar="LÝ_DO", help="lý do hủy")


def _forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", nargs="?", default="", metavar="NGƯỜI", help="họ tên, khóa, hoặc số đã cấp")
    _folders(parser)
    parser.add_argument("--event", default="", metavar="SỰ_KIỆN", help="chỉ trong sự kiện này")
    parser.add_argument("--older-than", type=whole, metavar="NĂM", help="mọi người của các sự kiện đã qua chừng ấy năm")
    parser.add_argument("--yes", action="store_true", help="xóa thật; không có thì chỉ cho biết sẽ xóa gì")


def _serve(parser: argparse.ArgumentParser) -> None:
    _folders(parser)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ĐỊA_CHỈ",
        help="mở trang ở địa chỉ này; 0.0.0.0 là cho máy khác xem, khi ấy phải có mật khẩu trong cai-dat.toml",
    )
    parser.add_argument("--port", type=port, default=4200, metavar="CỔNG", help="cổng của trang Prefect")
    parser.add_argument(
        "--install-files", type=Path, metavar="THƯ_MỤC",
        help="không chạy, chỉ ghi ra tệp để máy tự chạy dịch vụ: vanthu.service (Linux), vanthu.ps1 (Windows)",
    )  # fmt: skip


_COMMANDS = (
    ("run", "đọc inputs, làm mọi văn bản đến lúc và còn mới, ghi vào outputs", _run),
    ("check", "chỉ đọc và soát lỗi, không làm văn bản", _check),
    ("new", "tạo bảng tính trống để điền một sự kiện", _new),
    ("templates", "soát các mẫu Word, liệt kê các từ dùng trong mẫu", _templates),
    ("issue", "sau khi ký: cấp số và ngày, giữ bản phát hành; thay văn bản đã phát hành", _issue),
    ("register", "xem, xuất sổ đăng ký; hủy một số", _books),
    ("forget", "xóa dữ liệu của một người theo yêu cầu, hoặc của các sự kiện đã cũ; số vẫn giữ", _forget),
    ("serve", "chạy thường trực: trang Prefect, lịch, theo dõi inputs", _serve),
)


def parse(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the command and its options; UsageError for words that make no sense, SystemExit(0) after --help."""
    return build().parse_args(words)
