"""Collect the workbooks of each event, and give each row to the event whose code it bears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.errors import MachineError
from flows.model.event import Event
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Mistake, Problem, Where
from flows.reading.attendance_sheets import RosterReading
from flows.reading.cell_values import as_text
from flows.reading.event_sheet import Read as EventRead
from flows.reading.event_sheet import events_of
from flows.reading.headings import field_for
from flows.reading.offices import Read as OfficeRead
from flows.reading.offices import offices_of
from flows.reading.person_row import PersonReading
from flows.reading.roster import read_roster, with_unit_doubt
from flows.reading.roster_checks import columns_of
from flows.reading.sheet_kinds import parts_of, recognise, unrecognised
from flows.reading.table import Header
from flows.reading.two_columns import Pairs
from flows.reading.unread_cells import kept_marks, nothing_read
from flows.spreadsheets.marked_copy import original_in
from flows.spreadsheets.sheet import Sheet
from flows.spreadsheets.workbook import SUFFIXES, Sheets, read_workbook
from flows.vietnamese.text import bare, fold, heading_key, shown_name

IGNORED_STARTS = ("~$", ".~lock", ".")
IGNORED_ENDS = (".tmp", ".part")

COPY_ENDING = ".loi.xlsx"
"""How copies are named; a copy under another name is known by its stamp alone."""
LIST_ALONE = Mistake(
    "Đây là bản danh sách lỗi, không có dữ liệu nào để đọc.", "Sửa tệp gốc; tệp này xóa đi được.", "warning"
)
UNKNOWN = "Không có sự kiện nào mang mã này."
FIX = "Ghi đúng «Mã sự kiện» ở cột Mã sự kiện của từng dòng."
ADD_COLUMN = "Thêm cột «Mã sự kiện» vào bảng, ghi ở mỗi dòng mã của sự kiện; hoặc để mỗi sự kiện một tệp, một thư mục."
_Files = tuple[str, Path, list[Path]]


@dataclass
class Group:
    """The recognised sheets of one workbook or of one folder.

    `columns` are those of its rosters by (file, sheet) and key; `unlisted` are the warnings of sheets with a column of
    names that no heading calls so; `whole` is false when a workbook could not be read, `strange` true when a sheet of
    it is nothing that is known, `nearly` when one is nearly an event, `claimed` when events elsewhere took rows of it.
    """

    name: str
    folder: Path
    events: list[EventRead] = field(default_factory=list)
    agendas: list[Header] = field(default_factory=list)
    rosters: list[RosterReading] = field(default_factory=list)
    offices: list[OfficeRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unlisted: list[Problem] = field(default_factory=list)
    columns: dict[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    whole: bool = True
    strange: bool = False
    nearly: bool = False
    claimed: bool = False


def is_ignored(name: str) -> bool:
    """Whether a file of this name is one that Excel, LibreOffice and copying leave about."""
    return name.startswith(IGNORED_STARTS) or name.lower().endswith(IGNORED_ENDS)


def groups_of(paths: Iterable[Path], inbox: Path | None = None) -> Iterator[Group]:
    """Yield the groups under these paths: a workbook by itself, or all the workbooks of a folder.

    In the inbox itself every workbook is an event of its own; another folder of workbooks may be one event.
    """
    found = list(_grouped(paths, inbox))
    titles = _titles([file for _, _, files in found for file in files])
    for name, folder, files in found:
        group = Group(shown_name(name), folder)
        for file in files:
            sheets, problems = _read(file, folder)
            group.problems += [
                replace(problem, where=problem.where._replace(file=titles[file])) for problem in problems
            ]
            group.whole = group.whole and not any(problem.is_error for problem in problems)
            for part in (part for sheet in sheets for part in parts_of(replace(sheet, file=titles[file]))):
                _add(group, part)
        # Where there is a roster these are other people: who serves, who is to be called.
        group.problems += [one if group.rosters else replace(one, severity="error") for one in group.unlisted]
        yield group


def _read(file: Path, folder: Path) -> Sheets:
    """Read a workbook of a group; where a name is no text, tell that instead: units and papers may be called by it."""
    place = f"{folder.name}/{file.relative_to(folder).as_posix()}".lstrip("/")
    shown = shown_name(place)
    if shown == place:
        return read_input(file)
    message = f"Tên «{shown}» có chữ hỏng (thường do tệp nén cũ), nên không đọc."
    fix = "Đổi tên tệp, thư mục cho đúng rồi chạy lại."
    return (), (Problem(Where(shown_name(file.name)), message, fix),)


def workbooks_of(paths: Iterable[Path], inbox: Path | None = None) -> dict[str, Path]:
    """Return the workbooks under these paths by the names that problems call them, but for damaged names."""
    files = [file for _, _, files in _grouped(paths, inbox) for file in files]
    return {title: file for file, title in _titles(files).items() if shown_name(str(file)) == str(file)}


def alongside(files: Collection[str], inbox: Path) -> frozenset[str]:
    """Return what problems call the groups of these files, and every workbook in them: what changes together."""
    groups = {title: path.relative_to(inbox).parts[0] for title, path in workbooks_of((inbox,), inbox).items()}
    own = {groups[file] for file in files if file in groups}
    return frozenset(own | {title for title, group in groups.items() if group in own})


TABLES_UNREAD = (".fods", ".xlsb", ".xltx", ".xltm", ".xlt", ".ots", ".numbers", ".et", ".tsv", ".dbf")
"""Formats of tables that are not read: a roster may be in them, so that they are errors."""
PICTURES = (".jpg", ".jpeg", ".png")
"""An event names one in «Ảnh»."""


def unread_files(paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Return a problem for each file that is neither read nor one of those that programs leave about."""
    files = (file for path in paths for file in (_files_under(path) if path.is_dir() else [path]))
    others = [file for file in dict.fromkeys(files) if not _is_workbook(file) and not is_ignored(file.name)]
    return tuple(_unread(file) for file in others if file.suffix.lower() not in (".md", *PICTURES))


def _files_under(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if entry.is_file():
            yield entry
        elif entry.is_dir() and not is_ignored(entry.name) and not entry.is_symlink():
            yield from _files_under(entry)


def _unread(file: Path) -> Problem:
    where = Where(shown_name(file.name))
    if file.suffix.lower() in TABLES_UNREAD:
        fix = "Mở bằng chương trình đã tạo ra nó, lưu thành .xlsx vào chỗ cũ."
        return Problem(where, f"Không đọc được bảng tính dạng {file.suffix.lower()}.", fix)
    fix = "Có danh sách, chương trình trong đó thì chép sang bảng tính .xlsx; không thì chuyển tệp đi nơi khác."
    return Problem(where, "Tệp này không phải bảng tính nên không được đọc.", fix, "warning")


def _titles(files: Sequence[Path]) -> dict[Path, str]:
    """Return what each file is called: its name, with its folder's before it where two files bear the same."""
    count = Counter(file.name for file in files)
    titles = {file: file.name if count[file.name] == 1 else f"{file.parent.name}/{file.name}" for file in files}
    return {file: shown_name(title) for file, title in titles.items()}


def _grouped(paths: Iterable[Path], inbox: Path | None) -> Iterator[_Files]:
    for path in paths:
        if _is_workbook(path):
            yield path.name, path.parent, [path]
        elif path.is_dir():
            yield from _grouped_in(path, is_inbox=inbox is not None and path.resolve() == inbox.resolve())


def _is_workbook(path: Path) -> bool:
    return path.is_file() and not is_ignored(path.name) and path.suffix.lower() in SUFFIXES


def _grouped_in(folder: Path, *, is_inbox: bool) -> Iterator[_Files]:
    """Yield a folder's groups; a folder named outright may be one event or hold several."""
    entries = _entries(folder)
    own = [entry for entry in entries if _is_workbook(entry)]
    below = [entry for entry in entries if entry.is_dir() and not is_ignored(entry.name)]
    if own and not below and not is_inbox and _are_one_event(own, folder):
        yield folder.name, folder, own
        return
    for file in own:
        yield file.name, folder, [file]
    for inner in below:
        if files := list(filter(_is_workbook, _files_under(inner))):
            yield inner.name, inner, files


def _entries(folder: Path) -> list[Path]:
    """Return what a folder holds, by name.

    Raises:
        MachineError: the folder cannot be looked into; nobody in it may count as removed.
    """
    try:
        return sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        message = f"Không xem được trong thư mục {folder} có gì."
        raise MachineError(message, "Xem lại quyền đọc thư mục này, hoặc đường mạng, rồi chạy lại.") from error


def _are_one_event(files: Sequence[Path], folder: Path) -> bool:
    """Whether several workbooks of a folder are one event: exactly one of them has an event sheet."""
    parts = ([part for sheet in _read(file, folder)[0] for part in parts_of(sheet)] for file in files)
    found = [{form.record for part in own if (form := recognise(part))} for own in parts]
    return len(files) > 1 and sum(Event in records for records in found) == 1


def _add(group: Group, sheet: Sheet) -> None:
    form = recognise(sheet)
    group.problems += kept_marks(form) if isinstance(form, Header) else []
    if form is None:
        record, doubts = unrecognised(sheet)
        unlisted = record is Person and not any(doubt.is_error for doubt in doubts)
        (group.unlisted if unlisted else group.problems).extend(doubts)
        group.strange = group.strange or bool(doubts)
        group.nearly = group.nearly or record is Event
    elif form.record is Event:
        events = events_of(form)
        group.events += events
        group.problems += nothing_read(form, "sự kiện") if isinstance(form, Header) and not events else []
    elif isinstance(form, Pairs) or form.record is Office:
        group.offices += offices_of(form)
    elif form.record is Person:
        group.rosters.append(with_unit_doubt(read_roster(form), form))
        group.columns[sheet.file, sheet.name] = columns_of(form)
    else:
        group.agendas.append(form)


def read_input(path: Path) -> Sheets:
    """Return the sheets of a workbook in the inputs; of a copy those beside its list, or a warning in their place."""
    sheets, problems = read_workbook(path)
    original = original_in(sheets)
    if not original:
        return sheets, problems
    if _is_beside(path, original):
        message = f"Đây là bản có đánh dấu lỗi của «{original}»; không đọc, vì tệp gốc còn ở cạnh."
        fix = f"Nếu đã sửa trong bản này: bỏ «{original}» ra khỏi thư mục. Nếu chưa: xóa bản này."
        return (), (Problem(Where(path.name), message, fix, "warning"),)
    own = tuple(sheet for sheet in sheets if not original_in((sheet,)))
    return own, problems if own else (LIST_ALONE.at(Where(path.name)),)


def is_passed_over(path: Path) -> bool:
    """Whether a workbook is a copy that stands beside its original, so that it is not read."""
    if not path.name.casefold().endswith(COPY_ENDING):
        return False
    original = original_in(read_workbook(path)[0])
    return bool(original) and _is_beside(path, original)


def _is_beside(path: Path, original: str) -> bool:
    return original != path.name and (path.parent / original).is_file()


@dataclass
class Share:
    """One event of a group, with what is its own; an agenda comes with whether rows without a code are the event's."""

    event: Event
    group: Group
    problems: list[Problem] = field(default_factory=list)
    rosters: list[RosterReading] = field(default_factory=list)
    agendas: list[tuple[Header, bool]] = field(default_factory=list)
    whole: bool = True


def shared_out(groups: Sequence[Group]) -> tuple[list[Share], list[Problem]]:
    """Give every event its rows: by the column "Mã sự kiện", wherever the event's own sheet is; else by the file.

    What was given away is taken out of the groups, and what nobody can claim is an error.
    """
    shares: list[Share] = []
    for group in groups:
        own = group.problems if len(group.events) == 1 else []
        shares += [Share(event, group, [*own, *problems], whole=group.whole) for event, problems in group.events]
    homes = {fold(share.event.code): share for share in reversed(shares)}
    for group in groups:
        group.rosters = [_with_classes(reading, homes) for reading in group.rosters]
    strays = [problem for group in groups for problem in _share_group(group, shares, homes)]
    return shares, strays


def _with_classes(reading: RosterReading, known: Collection[str]) -> RosterReading:
    """Return a roster whose column «Mã lớp» never holds an event's code with the classes of a school as units."""
    coded = [row for row in reading.rows if row.person.event_code]
    is_class = coded and all(bare(heading_key(row.coded_at.heading)).replace(" ", "") == "malop" for row in coded)
    if not is_class or any(fold(row.person.event_code or "") in known for row in coded):
        return reading
    people = (replace(one, event_code=None, unit=one.unit or one.event_code) for one in reading.people)
    rows = (replace(row, person=person) for row, person in zip(reading.rows, people, strict=True))
    return replace(reading, rows=tuple(rows))


def _share_group(group: Group, shares: Sequence[Share], homes: Mapping[str, Share]) -> list[Problem]:
    own = [share for share in shares if share.group is group]
    alone = own[0] if len(own) == 1 else None
    mine = {fold(share.event.code): share for share in reversed(own)}
    known = {**homes, **mine}
    known.pop("", None)
    strays = [problem for reading in group.rosters for problem in _share_roster(reading, group, known, alone)]
    strays += [problem for header in group.agendas for problem in _share_agenda(header, known, alone)]
    if not own:
        group.claimed = bool(group.rosters or group.agendas)
        coded = [row for reading in group.rosters for row in reading.rows if row.person.event_code]
        strays = _lost([row for row in coded if fold(row.person.event_code or "") not in known])
        # Rows without a code only an event of their own workbook could claim.
        left = ((reading, tuple(row for row in reading.rows if not row.person.event_code)) for reading in group.rosters)
        group.rosters = [replace(reading, rows=rows) for reading, rows in left if rows]
        group.agendas = [header for header in group.agendas if not _codes(header).keys() <= known.keys()]
    return strays


def _share_roster(
    reading: RosterReading, group: Group, known: Mapping[str, Share], alone: Share | None
) -> list[Problem]:
    """Give each row to its event; a row without a code is the event's that the group is about."""
    rows: dict[int, tuple[Share, list[PersonReading]]] = {}
    lost: list[PersonReading] = []
    for row in reading.rows:
        code = fold(row.person.event_code or "")
        share = known.get(code) if code else alone
        if share is None:
            lost.append(row)
        else:
            rows.setdefault(id(share), (share, []))[1].append(row)
    if not reading.rows and alone:
        alone.rosters.append(reading)
    for place, (share, own) in enumerate(rows.values()):
        sheet_problems = reading.sheet_problems if place == 0 else ()
        share.rosters.append(replace(reading, rows=tuple(own), sheet_problems=sheet_problems))
        share.whole = share.whole and group.whole
    return _lost(lost)


def _lost(rows: Sequence[PersonReading]) -> list[Problem]:
    """Return an error at each code that no event bears, and one for all the rows without a code."""
    told = [_stray(row.coded_at, UNKNOWN) for row in rows if row.person.event_code]
    blank = [row for row in rows if not row.person.event_code]
    return told + [_stray(row.coded_at, f"{len(blank)} người không rõ thuộc sự kiện nào.") for row in blank[:1]]


def _share_agenda(header: Header, known: Mapping[str, Share], alone: Share | None) -> list[Problem]:
    codes = _codes(header)
    if alone:
        alone.agendas.append((header, True))
    for code in codes.keys() & known.keys():
        if known[code] is not alone:
            known[code].agendas.append((header, False))
    strays = [where for code, where in codes.items() if (code or not alone) and code not in known]
    return [_stray(strays[0], "Chương trình không rõ của sự kiện nào.")] if strays else []


def _codes(header: Header) -> dict[str, Where]:
    """Return the codes of an agenda with the first cell of each; "" for rows that have none."""
    key = "ma_su_kien" if header.column("ma_su_kien") else "noi_dung"
    codes: dict[str, Where] = {}
    for row in header.body:
        if not header.cell(row, "noi_dung").is_empty:
            codes.setdefault(fold(as_text(header.cell(row, "ma_su_kien").value)), header.place(row, key))
    return codes


def _stray(where: Where, message: str) -> Problem:
    named = field_for(Person, where.heading)
    return Problem(where, message, FIX if named is not None and named.key == "ma_su_kien" else ADD_COLUMN)
