"""Tell by its headings whether a sheet is an event, an agenda, a roster or an office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from flows.model.event import AgendaItem, Event
from flows.model.fields import field_named
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Problem, grouped_by
from flows.reading.cell_values import as_text
from flows.reading.header_columns import are_names
from flows.reading.headings import field_for, heading_text, likest
from flows.reading.table import SEARCHED_ROWS, Header, header_of, title_above
from flows.reading.two_columns import Pairs, pairs_of
from flows.spreadsheets.blank_workbook import is_guide
from flows.spreadsheets.sheet import END, Cell, Sheet, letters
from flows.vietnamese.text import bare, shortened

Form = Pairs | Header

TIMES = frozenset({"ngay", "buoi", "gio_bat_dau"})
_OTHER_NAMES = re.compile(r"\b(?:du toan|quyet toan|phan cong|tien do)\b")
_OTHER_TABLE = re.compile(
    rf"{_OTHER_NAMES.pattern}|\b(?:kinh phi|don gia|thanh tien|don vi tinh|dvt|thoi han|(?:han|thoi gian) hoan thanh)\b"
)
"""Items beside such words are no programme: they would be printed as one."""
_PROGRAMME = re.compile(r"\b(?:chuong trinh|kich ban|lich|giang vien|bao cao vien|tiet muc)\b")
_SPEAKER = re.compile(r"(?:giang|bao cao) vien|tiet muc")
_OF_MONEY = re.compile(r"\b(?:du toan|quyet toan)\b")
_HOUR = re.compile(r"\d{1,2}\s*(?:h|g|giờ|:)", re.IGNORECASE)
FEWEST_KNOWN = 2
"""So many known headings make a sheet nearly what they are headings of."""
LACKING: dict[type, str] = {Person: "ho_ten", AgendaItem: "noi_dung", Event: "ten_su_kien"}
KINDS: dict[type, str] = {Person: "danh sách", AgendaItem: "chương trình", Event: "trang sự kiện"}
FEWEST_NAMES = 2
"""So many names in a column make a sheet nearly a roster."""
NAME_THEM = "Ghi «Họ và tên» ở tiêu đề của cột {}; không phải người dự thì chuyển trang này sang tệp để nơi khác."
FEWEST_FIELDS = 3
"""So many headings make a second table in a sheet."""


def recognise(sheet: Sheet) -> Form | None:
    """Return what a sheet is: the reading that recognises most fields, at least two; one will do for an office alone.

    Of equal readings the first wins: agenda, roster, table of events, of offices, headings with values. So a table
    with Nội dung, Thời gian and Chức vụ is an agenda, and one with Họ và tên, Chức vụ and Đơn vị a roster.
    """
    forms: list[Form | None] = [header_of(sheet, record) for record in (AgendaItem, Person, Event, Office)]
    if isinstance(agenda := forms[0], Header) and _other_table(agenda):
        forms[0] = None
    forms += [pairs_of(sheet, record) for record in (Event, Office)]
    # A sheet may say a single thing of an office: its signatory, for this event.
    least = 1 if len(sheet.rows) == 1 else 2
    found = [one for one in forms if one and one.score >= (least if one is forms[-1] else 2)]
    return max(found, key=lambda form: form.score, default=None)


def _other_table(header: Header) -> str:
    """Return the name or the heading by which items are those of a budget or of tasks given out, "" for none.

    What names itself a programme or has days, parts of the day or hours is one, whatever stands beside them.
    """
    names = (title_above(header), header.sheet.name)
    called = [name for name in map(bare, names) if _PROGRAMME.search(name) and not _OF_MONEY.search(name)]
    speaks = any(_SPEAKER.fullmatch(bare(column.leaf)) for column in header.columns)
    if called or speaks or header.keys & TIMES or _has_hours(header):
        return ""
    named = next((name for name in names if _OTHER_NAMES.search(bare(name))), "")
    headings = (heading_text(cell.value) for cell in header.unread)
    timed = "thoi_gian" in header.keys or "gio_ket_thuc" in header.keys
    return named or next((one for one in headings if not timed and _OTHER_TABLE.search(bare(one))), "")


def _has_hours(header: Header) -> bool:
    """Whether a column Thời gian tells hours, not the day by which a task is done."""
    cells = (header.cell(row, "thoi_gian") for row in header.body[:SEARCHED_ROWS])
    return any(_HOUR.search(as_text(cell.value)) for cell in cells)


def parts_of(sheet: Sheet) -> tuple[Sheet, ...]:
    """Return the parts of a sheet that holds several kinds below one another: the event, then its agenda or roster."""
    headers = [header_of(sheet, record) for record in (AgendaItem, Person)]
    tops = sorted({_with_title(sheet, h.top) for h in headers if h is not None and h.score >= FEWEST_FIELDS})
    if not tops:
        return (sheet,)
    above = sheet.part(rows=range(tops[0]))
    pairs = [pairs_of(above, record) for record in (Event, Office)]
    cuts = tops if any(p is not None and p.score >= FEWEST_FIELDS for p in pairs) else tops[1:]
    return tuple(sheet.part(rows=range(*rows)) for rows in pairwise([0, *cuts, END])) if cuts else (sheet,)


def _with_title(sheet: Sheet, top: int) -> int:
    """Return the first of the title rows that stand directly above a header: one text alone, mostly capitals."""
    while len(own := sheet.filled(top - 1)) == 1 and isinstance(own[0].value, str) and own[0].value.isupper():
        top -= 1
    return top


def unrecognised(sheet: Sheet) -> tuple[type | None, list[Problem]]:
    """Return what a sheet that is not read nearly is, and what to tell of it: an error that names the heading it lacks.

    Of a sheet that is like nothing there is a warning, and of one with a column of names under another heading.
    """
    if not sheet.rows or is_guide(sheet):
        return None, []
    rows = [sheet.filled(row) for row in sheet.rows[:SEARCHED_ROWS]]
    columns = grouped_by(chain(*rows), lambda cell: cell.column)
    lines = [(record, row) for record in LACKING for row in rows] + [(Event, tuple(own)) for own in columns.values()]
    record, line = max(lines, key=lambda one: len(_known_in(*one)))
    known, own = _known_in(record, line), (bare(heading_text(cell.value)) for cell in line)
    is_timed = record is AgendaItem and bool(known.keys() & TIMES)
    is_other = record is not Person and not is_timed and any(map(_OTHER_TABLE.search, own))
    is_other = is_other or LACKING[record] in known
    if len(known) >= FEWEST_KNOWN and not is_other:
        return record, [_lacking(sheet, record, line, known)]
    if len(labelled := [cell for row in rows for cell in row if _is_labelled(cell)]) >= FEWEST_KNOWN:
        message = "Trang này ghi cả đề mục và nội dung trong một ô, nên không đọc."
        fix = "Tách hai cột: đề mục ở một ô, nội dung ở ô bên phải (Excel: Data > Text to Columns, dấu hai chấm)."
        return Event, [Problem(sheet.where.at(cell=labelled[0].address), message, fix)]
    if name := _first_name(columns.values()):
        message = "Trang này có vẻ là danh sách người nhưng không có cột «Họ và tên», nên không đọc."
        fix = f"{NAME_THEM.format(letters(name.column))} Cạnh danh sách người dự thì để nguyên được."
        return Person, [Problem(sheet.where.at(cell=name.address), message, fix, "warning")]
    if (agenda := header_of(sheet, AgendaItem)) and (why := _other_table(agenda)):
        message = f"Trang này có «{shortened(why)}» nên hiểu là dự toán hay bảng phân công, không đọc như chương trình."
        fix = "Là chương trình thì đặt tên trang tính là «Chương trình»; không thì để nguyên."
        return None, [Problem(sheet.where, message, fix, "warning")]
    message = "Không nhận ra trang này là sự kiện, chương trình hay danh sách, nên không đọc."
    fix = "Nếu cần đọc: ghi dòng tiêu đề như trong tệp mẫu (vanthu new), ví dụ «Họ và tên», «Chức vụ», «Đơn vị»."
    return None, [Problem(sheet.where, message, fix, "warning")]


def _first_name(columns: Iterable[Sequence[Cell]]) -> Cell | None:
    """Return the first name of a column of names, whatever stands above them; but not of who does something."""
    guests = (own for own in columns if not field_for(AgendaItem, heading_text(own[0].value)))
    named = next((own for own in guests if are_names([cell.value for cell in own[1:]], FEWEST_NAMES)), ())
    return next((cell for cell in named if are_names([cell.value])), None)


def _is_labelled(cell: Cell) -> bool:
    """Whether a cell says the heading of an event's field and its value: Thời gian: 8h00 ngày 10/7/2026."""
    label, _, value = heading_text(cell.value).partition(":")
    return bool(value.strip()) and field_for(Event, label) is not None


def _known_in(record: type, line: Sequence[Cell]) -> dict[str, str]:
    """Return the headings of a line that name fields of a record, by key; a number and a note are in any table."""
    texts = [heading_text(cell.value) for cell in line]
    fields = {field.key: text for text in texts if (field := field_for(record, text))}
    return {key: text for key, text in fields.items() if key not in ("stt", "ghi_chu")}


def _lacking(sheet: Sheet, record: type, line: Sequence[Cell], known: dict[str, str]) -> Problem:
    lacking, kind = field_named(record, LACKING[record]), KINDS[record]
    understood = ", ".join(f"«{text}»" for text in known.values())
    message = f"Trang này gần giống {kind} nhưng không đọc được: hiểu {understood}, không thấy «{lacking.heading}»."
    others = {text: cell for cell in line if field_for(record, text := heading_text(cell.value)) is None}
    meant, _ = likest(record, [lacking], others) or ("", lacking)
    fix = f"Ghi tiêu đề «{lacking.heading}» cho cột của nó; nếu trang không phải {kind}, chuyển sang tệp khác."
    if meant:
        fix = f"Sửa tiêu đề «{meant}» (ô {others[meant].address}) thành «{lacking.heading}»."
    rows = chain(*(sheet.filled(row) for row in sheet.rows[:SEARCHED_ROWS]))
    name = _first_name(grouped_by(rows, lambda cell: cell.column).values()) if record is Person and not meant else None
    fix = NAME_THEM.format(letters(name.column)) if name else fix
    return Problem(sheet.where.at(cell=(others[meant] if meant else name or line[0]).address), message, fix)
