"""Judge the words of the head and the foot: motto, number, place and day, recipients, signature."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise, takewhile

from flows.decree_form.decree_table import COUNTRY, DEGREES, ELEMENTS, MIXED_SYMBOLS, WORDS, Fault, Filing, filing_of
from flows.decree_form.find_elements import GROUNDS, Found
from flows.decree_form.paper import Part
from flows.vietnamese.text import bare, fold

_BLANK = r"[\s.…_\u00a0-]*"
_NUMBER = re.compile(rf"Số(?P<colon>\s*:)?(?P<space>\s*)(?P<number>\d+|{_BLANK})(?P<slash>\s*/\s*)?(?P<symbol>.*)")
_DIGITS_OF_A_YEAR = 4
_OPEN = re.compile(r"[.…_\s]+")
_DATE = re.compile(
    rf"(?P<place>.*?)(?P<comma>\s*,\s*)?\s*ngày(?P<day>\s*\d+|{_BLANK})\s*tháng(?P<month>\s*\d+|{_BLANK})"
    rf"\s*năm(?P<year>\s*\d+|{_BLANK}|\s*\d+{_BLANK})\s*\.?",
    re.IGNORECASE,
)
_POWER = re.compile(r"(?P<power>T/?M|K/?T|T/?L|T/?UQ|Q)(?P<mark>[.]?)(?=\s)")
_DASHES = ("-", "‐", "‑", "–", "—", "−")
_SUBORDINATE = "+"
_SLOT = "[cần bổ sung"


def of_wording(found: Found) -> Iterator[Fault]:
    """Yield what is misspelt or misplaced in the elements themselves."""
    judges = {
        "country": _of_country,
        "words": _of_words,
        "number": _of_number,
        "place_date": _of_date,
        "authority": _of_powers,
        "signer": _of_signer,
    }
    for key, judge in judges.items():
        part = found.first(key)
        if part:
            yield from (ELEMENTS[key].fault(what, fix, [part]) for what, fix in judge(part))
    yield from _of_grounds(found)
    issuing = " ".join(bare(part.text) for key in ("parent", "issuer") for part in found.elements.get(key, ()))
    yield from _of_recipients(found, filing_of(issuing))


def _of_grounds(found: Found) -> Iterator[Fault]:
    """Yield căn cứ without their marks: ";", and "." the last; a sentence that begins so ends with ":"."""
    lines = list(takewhile(lambda part: fold(part.text).startswith(GROUNDS) and part.text[-1] != ":", found.body))
    if not any(fold(part.text).startswith("căn cứ") or part.text.endswith(";") for part in lines):
        return
    wrong = [part for part, _ in pairwise(lines) if not part.text.endswith(";")]
    if wrong:
        fix = f"Viết: {wrong[0].text.rstrip('.,')};"
        yield ELEMENTS["grounds"].fault("cuối dòng phải có dấu chấm phẩy", fix, wrong)
    if not lines[-1].text.endswith((".", ";", ",")):
        what, fix = "cuối căn cứ cuối cùng phải có dấu chấm", f"Viết: {lines[-1].text}."
        yield ELEMENTS["grounds"].fault(what, fix, lines[-1:])


def _of_country(part: Part) -> Iterator[tuple[str, str]]:
    if fold(part.text) != fold(COUNTRY):
        yield f"Quốc hiệu phải là «{COUNTRY}»", f"Gõ lại: {COUNTRY}"


def _of_words(part: Part) -> Iterator[tuple[str, str]]:
    if part.text.casefold() == WORDS.casefold() and part.text != WORDS and not part.is_capitals:
        yield "chữ cái đầu của mỗi cụm từ (và chỉ chữ đó) phải viết hoa", f"Gõ lại: {WORDS}"
    elif re.sub(r"\s*[-‐-―−]\s*", " - ", part.text).casefold() != WORDS.casefold():
        yield f"Tiêu ngữ phải là «{WORDS}»", f"Gõ lại: {WORDS}"
    elif re.search(r"[‐-―−]", part.text):
        yield "giữa các cụm từ phải là gạch nối (-), không phải gạch dài", f"Gõ lại: {WORDS}"
    elif part.text.casefold() != WORDS.casefold():
        yield "gạch nối giữa các cụm từ phải có cách chữ hai bên", f"Gõ lại: {WORDS}"


def _of_number(part: Part) -> Iterator[tuple[str, str]]:
    found = _NUMBER.fullmatch(part.text)
    if found is None:
        yield "phải mở đầu bằng «Số:», chữ s viết hoa", "Viết như: Số: 05/KH-MTTQ-BTT"
        return
    if not found["colon"]:
        yield "sau «Số» phải có dấu hai chấm", "Viết như: Số: 05/KH-MTTQ-BTT"
    elif found["colon"] != ":":
        yield "không cách chữ trước dấu hai chấm", "Viết liền: Số:"
    if found["number"].isdigit() and len(found["number"]) == 1:
        yield f"số nhỏ hơn 10 phải ghi thêm số 0 phía trước: 0{found['number']}", f"Sửa thành 0{found['number']}."
    if found["slash"] is None:
        yield "giữa số và ký hiệu phải có dấu gạch chéo (/)", "Viết như: Số: 05/KH-MTTQ-BTT"
    elif found["number"].isdigit() and not found["symbol"].strip():
        yield "thiếu ký hiệu sau số", "Viết như: Số: 05/KH-MTTQ-BTT"
    else:
        yield from _of_symbol(found["slash"], found["symbol"], is_open=not found["number"].isdigit())


def _of_symbol(slash: str, symbol: str, *, is_open: bool) -> Iterator[tuple[str, str]]:
    symbol = symbol.strip()
    spaced = re.search(r"\s[-‐-―/]|[-‐-―/]\s", symbol) or (slash != "/" and not is_open)
    if spaced and not _OPEN.search(symbol.replace(" ", "")):
        yield "không cách chữ ở dấu gạch chéo và gạch nối", "Viết liền, như 05/KH-MTTQ-BTT."
    if re.search(r"[‐-―]", symbol):
        yield "giữa các nhóm chữ viết tắt phải là gạch nối (-)", "Gõ lại dấu gạch nối ngắn."
    groups = [group for group in re.split(r"[-‐-―/.\s]+", symbol) if group not in MIXED_SYMBOLS]
    if any(group != group.upper() for group in groups):
        yield "ký hiệu phải viết bằng chữ in hoa", f"Viết: {symbol.upper()}"


def _of_date(part: Part) -> Iterator[tuple[str, str]]:
    found = _DATE.fullmatch(part.text)
    if found is None:
        yield "thời gian ban hành phải viết đầy đủ", "Viết như: Phúc Thọ, ngày 03 tháng 7 năm 2024"
        return
    place = found["place"].strip()
    if place and not found["comma"]:
        yield "sau địa danh phải có dấu phẩy", f"Viết: {place}, ngày ..."
    if place[:1].islower():
        yield "chữ cái đầu của địa danh phải viết hoa", f"Viết: {place[:1].upper()}{place[1:]}"
    if any(word in part.text for word in (" Ngày", " Tháng", " Năm")):
        yield "«ngày», «tháng», «năm» phải viết bằng chữ in thường", "Viết như: Phúc Thọ, ngày 03 tháng 7 năm 2024"
    year = found["year"].strip()
    if year.isdigit() and len(year) != _DIGITS_OF_A_YEAR:
        yield "năm phải ghi đủ bốn chữ số", "Viết như: Phúc Thọ, ngày 03 tháng 7 năm 2024"
    yield from _of_calendar(found["day"].strip(), found["month"].strip(), year)


def _of_calendar(day: str, month: str, year: str) -> Iterator[tuple[str, str]]:
    if day.isdigit() and len(day) == 1:
        yield f"ngày nhỏ hơn 10 phải ghi thêm số 0 phía trước: ngày 0{day}", f"Viết: ngày 0{day}"
    if month in {"1", "2"}:
        yield f"tháng 1, 2 phải ghi thêm số 0 phía trước: tháng 0{month}", f"Viết: tháng 0{month}"
    elif len(month) == 2 and month.startswith("0") and month not in {"00", "01", "02"} and month.isdigit():
        yield f"chỉ tháng 1, 2 mới thêm số 0: tháng {month[1]}", f"Viết: tháng {month[1]}"
    if day.isdigit() and month.isdigit() and year.isdigit() and len(year) == 4:
        try:
            date(int(year), int(month), int(day))
        except (ValueError, OverflowError):
            yield "ngày này không có trong lịch", "Sửa lại ngày, tháng."


def _of_powers(part: Part) -> Iterator[tuple[str, str]]:
    found = _POWER.match(part.text)
    if found and (found["mark"] != "." or "/" in found["power"]):
        right = f"{found['power'].replace('/', '')}."
        yield f"quyền hạn phải viết tắt là «{right}»", f"Viết: {right}{part.text[found.end() :]}"


def _of_signer(part: Part) -> Iterator[tuple[str, str]]:
    first = bare(part.text).split(" ", 1)[0].rstrip(".")
    if first in {bare(each) for each in DEGREES} and ("." in part.text or len(part.text.split()) > 3):
        yield "không ghi học hàm, học vị, danh hiệu trước họ tên người ký", "Chỉ để lại họ và tên."


def _of_recipients(found: Found, filing: Filing) -> Iterator[Fault]:
    """Yield what is wrong with the words «Nơi nhận» and with the lines below them."""
    element, listed = ELEMENTS["recipients"], found.elements.get("recipient", ())
    label = found.first("recipients")
    if label is not None and ":" not in label.text:
        yield element.fault("sau «Nơi nhận» phải có dấu hai chấm", "Viết: Nơi nhận:", [label])
    if not listed or fold(listed[0].text).startswith(_SLOT):
        return  # nobody has written them yet, which is told elsewhere
    # A line that goes on with the one above, which has no mark yet, needs no dash; the first and the last always do.
    starts = [
        listed[0],
        *(below for above, below in pairwise(listed) if above.text.endswith((";", ".")) or _is_filing(below)),
    ]
    bare_ones = [part for part in starts if not _is_item(part)]
    if bare_ones:
        yield element.fault("đầu dòng phải có gạch đầu dòng (-)", f"Viết: - {bare_ones[0].text}", bare_ones)
    # One that leads to lines below it may end with ":".
    ends = [part for part, below in pairwise(listed) if _is_item(below)]
    open_ones = [part for part in ends if not part.text.endswith((";", ":"))]
    if open_ones:
        fix = f"Viết: {open_ones[0].text.rstrip('.,')};"
        yield element.fault("cuối dòng phải có dấu chấm phẩy", fix, open_ones)
    for what, fix, part in _of_filing(listed, filing):
        yield element.fault(what, fix, [part])


def _is_filing(part: Part) -> bool:
    return fold(part.text.lstrip("-–+ ")).startswith("lưu")


def _is_item(part: Part) -> bool:
    return part.text.startswith((*_DASHES, _SUBORDINATE)) or part.paragraph.shape.listed


def _of_filing(listed: Sequence[Part], filing: Filing) -> Iterator[tuple[str, str, Part]]:
    """Yield what is wrong with the last line, which says where the paper is filed and ends with "."."""
    last, filed = listed[-1], next(filter(_is_filing, listed), None)
    if not any(filing.begins in fold(part.text.replace(" :", ":")) for part in listed):
        what = f"phần liệt kê nơi nhận thiếu dòng cuối «{filing.shown}»"
        yield what, f"Thêm dòng: {filing.shown}", last
        return
    if not last.text.endswith("."):
        yield "cuối dòng cuối cùng phải có dấu chấm", f"Viết: {last.text.rstrip(';,')}.", last
    if filed is not None and ":" not in filed.text:
        yield "sau «Lưu» phải có dấu hai chấm", f"Viết như: {filing.shown}", filed
