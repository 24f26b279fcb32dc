"""The command `vanthu`: its words, in Vietnamese, and its exit codes; every failure is one line for the clerk."""

from __future__ import annotations

import argparse
import atexit
import logging
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

from flows.commands import init_office, make_papers
from flows.commands.screen import complain, log_file, say_json
from flows.commands.signed_papers import forget, issue, register, scan, send, verify
from flows.documents import NAMES, PERSONAL, SIGNED
from flows.errors import ExitCode, FlowsError, UsageError
from flows.machine import private_files
from flows.machine.work_folders import sweep
from flows.model.report import Report
from flows.problems import Problem, Where
from flows.vietnamese.date_reading import read_day
from flows.vietnamese.text import bare

CarryOut = Callable[[argparse.Namespace], ExitCode]
Fill = Callable[[argparse.ArgumentParser], None]


class Parser(argparse.ArgumentParser):
    """argparse that speaks Vietnamese and leaves printing and exiting to the command line."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong as a usage error."""
        if found := re.fullmatch(r"unrecognized arguments: (.*)", message):
            meant = _nearest(found[1].partition("=")[0], re.findall(r"--[\w-]+", self.format_help()))
            raise UsageError(f"Không hiểu: {found[1]}.{meant}", f"Xem: {self.prog} --help")
        raise UsageError(_translated(message), f"Xem: {self.prog} --help")

    def parse_known_args(self, *given: Any, **more: Any) -> Any:  # noqa: ANN401 argparse's own signature is overloaded
        """Refuse a word that a command does not know in that command's name: argparse names the program alone."""
        known, rest = super().parse_known_args(*given, **more)
        if rest:
            self.error(f"unrecognized arguments: {' '.join(rest)}")
        return known, rest

    def format_help(self) -> str:
        """Return the help without argparse's one English word."""
        return super().format_help().replace("usage: ", "cách dùng: ", 1)


def _translated(message: str) -> str:
    """Return argparse's own message in Vietnamese; the words it quotes stay, the nearest choice is named first."""
    if found := _CHOICE.match(message):
        what, typed, choices = found.groups()
        known = re.findall(r"[\w-]+", choices)
        message = f"{what} không nhận «{typed}».{_nearest(typed, known)} Chọn một trong: {', '.join(known)}."
    for pattern, vietnamese in _MESSAGES:
        message = re.sub(pattern, vietnamese, message)
    return message


def _nearest(typed: str, known: Sequence[str]) -> str:
    near = get_close_matches(bare(typed).replace(" ", "-"), known, 1)
    return f" Ý bạn là «{near[0]}»?" if near else ""


_CHOICE = re.compile(r"^argument (.*?): invalid choice: '?(.*?)'? \(choose from (.*)\)$")
_MESSAGES = (
    (r"^the following arguments are required: (.*)$", r"Thiếu: \1."),
    (r"^argument (.*?): expected (?:one|at least one) argument$", r"Sau \1 cần có giá trị."),
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
    parser.add_argument(
        "--register", default="", metavar="TỆP", help="sổ đăng ký (tệp hoặc URL); mặc định nằm cạnh thư mục outputs"
    )


def _choosing(parser: argparse.ArgumentParser) -> None:
    _only(parser, "chỉ làm loại này, dù chưa đến lúc (lặp lại được)", NAMES)
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="coi hôm nay là ngày này (2024-07-03)")


def _only(parser: argparse.ArgumentParser, told: str, kinds: Iterable[str]) -> None:
    parser.add_argument(
        "--only", action="append", default=[], choices=kinds, metavar="LOẠI", help=f"{told}: {', '.join(kinds)}"
    )


def _json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="in kết quả cho chương trình khác đọc")


def build() -> Parser:
    """Return the parser of every command."""
    parser = Parser(prog="vanthu", description="Bảng tính vào, văn bản chờ ký ra.", add_help=False)
    _help(parser)
    parser.add_argument("--version", action="version", version=f"vanthu {version('vanthu')}", help="in phiên bản")
    commands = parser.add_subparsers(title="lệnh", dest="command", metavar="LỆNH", parser_class=Parser)
    for name, summary, fill, carry_out in _COMMANDS:
        command = commands.add_parser(name, help=summary, description=summary, add_help=False)
        command.set_defaults(carry_out=carry_out)
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
    parser.add_argument(
        "--sign-fields", action="store_true", help="đi cùng --pdf: đặt sẵn ô ký số trống ở chỗ ký và chỗ đóng dấu"
    )
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


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), metavar="THƯ_MỤC", help="thư mục của cơ quan")
    for option, (_, asked) in init_office.ASKED.items():
        parser.add_argument(f"--{option}", metavar="CHỮ", help=asked)


def _templates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", type=Path, default=Path("templates"), metavar="THƯ_MỤC", help="nơi để mẫu")
    parser.add_argument("--fields", action="store_true", help="liệt kê mọi từ dùng được trong mẫu")
    parser.add_argument(
        "--adopt", type=Path, metavar="TỆP.docx",
        help="gắn trường vào một mẫu có sẵn của cơ quan (chỗ chấm chấm, «tên», <<Ten>>, ${X}...); ghi ra bản sao",
    )  # fmt: skip
    parser.add_argument(
        "--kind", choices=NAMES, default="", metavar="LOẠI", help=f"mẫu là của loại này: {', '.join(NAMES)}"
    )
    parser.add_argument("--to", type=Path, metavar="TỆP.docx", help="tên bản sao; mặc định: TÊN.mau.docx cạnh tệp gốc")
    parser.add_argument("--annotate", type=Path, metavar="THƯ_MỤC", help="ghi bản sao mẫu có lỗi, kèm nhận xét tại chỗ")
    _json(parser)


def _issue(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("event", metavar="SỰ_KIỆN", help="mã sự kiện")
    _folders(parser)
    _only(parser, "chỉ phát hành loại này", SIGNED)
    parser.add_argument("--date", type=day, metavar="NGÀY",
                        help="ngày ban hành; để trống là ngày văn bản đã ghi sẵn, nếu chưa ghi "
                        "thì là hôm nay")  # fmt: skip
    parser.add_argument("--replace", metavar="SỐ", help="phát hành bản thay thế: hủy số này (hoặc số của người này), "
                        "cấp số mới; giấy mời thì thay mọi bản cùng số")  # fmt: skip
    parser.add_argument("--why", default="", metavar="LÝ_DO", help="lý do thay thế")
    parser.add_argument(
        "--yes", action="store_true", help="không hỏi lại khi ngày khác thường, hoặc bản thay không đổi gì"
    )
    _json(parser)


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
    _only(parser, "renumber: chỉ loại này", SIGNED)
    parser.add_argument("--why", metavar="LÝ_DO", help="lý do hủy")


def _forget(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("person", nargs="?", default="", metavar="NGƯỜI", help="họ tên, khóa, hoặc số đã cấp")
    _folders(parser)
    parser.add_argument("--event", default="", metavar="SỰ_KIỆN", help="chỉ trong sự kiện này")
    parser.add_argument("--older-than", type=whole, metavar="NĂM", help="mọi người của các sự kiện đã qua chừng ấy năm")
    parser.add_argument("--yes", action="store_true", help="xóa thật; không có thì chỉ cho biết sẽ xóa gì")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("things", nargs="+", metavar="TỆP|MÃ", help="tệp .docx, .pdf, ảnh, hoặc chữ của mã QR")
    _folders(parser)
    _json(parser)


def _scan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", nargs="+", type=Path, metavar="TỆP", help="tệp .pdf, .png, .jpg, .tiff, hoặc thư mục")
    _folders(parser)
    _json(parser)


def _send(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("event", metavar="SỰ_KIỆN", help="mã sự kiện")
    _folders(parser)
    _only(parser, "chỉ gửi loại này", [kind for kind in NAMES if kind in PERSONAL])
    parser.add_argument("--dry-run", action="store_true", help="chỉ cho xem thư, không gửi")
    _json(parser)


def _serve(parser: argparse.ArgumentParser) -> None:
    _folders(parser)
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ĐỊA_CHỈ",
        help="mở trang ở địa chỉ này; 0.0.0.0 là cho máy khác xem, khi ấy phải có mật khẩu trong cai-dat.toml",
    )
    parser.add_argument(
        "--port", type=port, default=8420, metavar="CỔNG", help="cổng của trang; trang Prefect lấy cổng kế tiếp"
    )
    parser.add_argument(
        "--install-files", type=Path, metavar="THƯ_MỤC",
        help="không chạy, chỉ ghi ra tệp để máy tự chạy dịch vụ: vanthu.service (Linux), vanthu.ps1 (Windows)",
    )  # fmt: skip


_COMMANDS: tuple[tuple[str, str, Fill, CarryOut], ...] = (
    ("init", "tạo thư mục của cơ quan: mẫu Word, inputs, outputs, tệp để bấm đúp; không ghi đè gì", _init,
     init_office.init),
    ("run", "đọc inputs, làm mọi văn bản đến lúc và còn mới, ghi vào outputs", _run, make_papers.run),
    ("check", "chỉ đọc và soát lỗi, không làm văn bản", _check, make_papers.check),
    ("new", "tạo bảng tính trống để điền một sự kiện", _new, make_papers.new),
    ("templates", "soát các mẫu Word, liệt kê các từ dùng trong mẫu", _templates, make_papers.templates),
    ("issue", "sau khi ký: cấp số và ngày, giữ bản phát hành; thay văn bản đã phát hành", _issue, issue),
    ("register", "xem, xuất sổ đăng ký; hủy một số", _books, register),
    ("verify", "giấy chứng nhận có đúng của cơ quan không, còn giá trị không: theo mã QR trên giấy", _verify, verify),
    ("scan", "xếp bản quét giấy đã ký vào chỗ từng người, theo mã QR trên mỗi tờ", _scan, scan),
    ("send", "gửi thư giấy mời, giấy chứng nhận đã phát hành đến từng người; mỗi người một lần", _send, send),
    ("forget", "xóa dữ liệu của một người theo yêu cầu, hoặc của các sự kiện đã cũ; số vẫn giữ", _forget, forget),
    ("serve", "chạy thường trực: trang của cơ quan, lịch, theo dõi inputs; Prefect ở phía sau", _serve,
     make_papers.serve),
)  # fmt: skip
"""Each command: its name, what it does, its options, and what carries it out."""


def parse(words: Sequence[str] | None = None) -> argparse.Namespace:
    """Return the command and its options; UsageError for words that make no sense, SystemExit(0) after --help."""
    return build().parse_args(words)


def main(words: Sequence[str] | None = None) -> int:
    """Carry out one command; return its exit code. A failure is a Vietnamese line, a bug a line and a log."""
    _speak_unicode()
    try:
        return int(_carried_out(parse(words)))
    except FlowsError as failure:
        complain(f"{failure}")
        if "--json" in (sys.argv if words is None else words):
            say_json(Report(problems=(Problem(Where(), failure.message, failure.fix),)).as_json())
        return int(failure.exit_code)
    except KeyboardInterrupt:
        complain("Đã dừng theo yêu cầu. Chạy lại sẽ làm tiếp phần còn dở.")
        return int(ExitCode.machine)
    except Exception:  # noqa: BLE001 whatever is left is a bug of ours: the clerk gets a line, we get the traceback
        log = log_file()
        private_files.touch(log)
        with log.open("a", encoding="utf-8") as lines:
            lines.write(traceback.format_exc())
        complain(f"Phần mềm gặp lỗi chưa lường trước. Hãy gửi tệp {log} cho người hỗ trợ.")
        return int(ExitCode.machine)


def entry() -> int:
    """Be the program `vanthu`: `main`, and an end without taking the interpreter apart, which takes a second."""
    codes: list[int] = []
    # Registered first, so called last: whoever else has something to end has ended it by then.
    atexit.register(_end, codes)
    codes.append(main())
    return codes[0]


def _end(codes: Sequence[int]) -> None:
    if codes:
        logging.shutdown()
        with suppress(OSError):  # nobody reads any more: the interpreter tells that in its own way
            for stream in filter(None, (sys.stdout, sys.stderr)):  # without a console Windows gives none
                stream.flush()
            os._exit(codes[0])


def _speak_unicode() -> None:
    """Let Windows' consoles and pipes print Vietnamese, whatever their code page."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _carried_out(arguments: argparse.Namespace) -> ExitCode:
    if arguments.command is None:
        parse(["--help"])
        return ExitCode.usage
    sweep()
    carry_out: CarryOut = arguments.carry_out
    return carry_out(arguments)
