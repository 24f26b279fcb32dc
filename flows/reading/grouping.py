"""Which files belong together: paths in; groups of recognised sheets, one for a workbook or a folder, out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.errors import MachineError
from flows.model.event import Event
from flows.model.office import Office
from flows.model.person import Person
from flows.problems import Problem
from flows.reading.cells import Sheet
from flows.reading.copies import read_input
from flows.reading.event import Read as EventRead
from flows.reading.event import events_of
from flows.reading.examples import kept_marks
from flows.reading.offices import Read as OfficeRead
from flows.reading.offices import offices_of
from flows.reading.pairs import Pairs
from flows.reading.person_place import columns_of
from flows.reading.recognising import parts_of, recognise, unrecognised
from flows.reading.roster import RosterReading, read_roster, with_unit_doubt
from flows.reading.table import Header
from flows.reading.workbook import SUFFIXES, Sheets

IGNORED_STARTS = ("~$", ".~lock", ".")
IGNORED_ENDS = (".tmp", ".part")


@dataclass
class Group:
    """The recognised sheets of one workbook or of one folder.

    `columns` are those of its rosters by (file, sheet) and key; `whole` is false when a workbook could not be read,
    `strange` true when a sheet of it is nothing that is known, `claimed` true when events elsewhere took rows of it.
    `stamp` is a mark of its files as they were before they were read.
    """

    name: str
    folder: Path
    stamp: str = ""
    events: list[EventRead] = field(default_factory=list)
    agendas: list[Header] = field(default_factory=list)
    rosters: list[RosterReading] = field(default_factory=list)
    offices: list[OfficeRead] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    columns: dict[tuple[str, str], Mapping[str, int]] = field(default_factory=dict)
    whole: bool = True
    strange: bool = False
    claimed: bool = False

    @property
    def is_blank(self) -> bool:
        """Whether nothing at all was recognised in it."""
        return not (self.events or self.agendas or self.rosters or self.offices)


def is_ignored(path: Path) -> bool:
    """Whether a file is one of those that Excel, LibreOffice and copying leave about."""
    return is_ignored_name(path.name)


def is_ignored_name(name: str) -> bool:
    """Whether a file of this name is one of those."""
    return name.startswith(IGNORED_STARTS) or name.lower().endswith(IGNORED_ENDS)


def groups_of(
    paths: Iterable[Path], inbox: Path | None = None, passes: Callable[[str], bool] = lambda _stamp: False
) -> Iterator[Group]:
    """Yield the groups under these paths: a workbook by itself, or all the workbooks of a folder.

    In the inbox itself every workbook is an event of its own; another folder of workbooks may be one event. A group
    whose stamp `passes` is not read.
    """
    shelf: dict[Path, Sheets] = {}
    found = list(_grouped(paths, shelf, inbox))
    titles = _titles([file for _, _, files in found for file in files])
    for name, folder, files in found:
        stamp = _stamp({titles[file]: file for file in files})
        if passes(stamp):
            continue
        read = ((titles[file], shelf.pop(file) if file in shelf else read_input(file)) for file in files)
        yield _group(Group(name, folder, stamp), read)


def workbooks_of(paths: Iterable[Path], inbox: Path | None = None) -> dict[str, Path]:
    """Return the workbooks under these paths by the names that problems call them."""
    files = [file for _, _, files in _grouped(paths, {}, inbox) for file in files]
    return {title: file for file, title in _titles(files).items()}


def _titles(files: Sequence[Path]) -> dict[Path, str]:
    """Return what each file is called: its name, with its folder's before it where two files bear the same."""
    count = Counter(file.name for file in files)
    return {file: file.name if count[file.name] == 1 else f"{file.parent.name}/{file.name}" for file in files}


_Files = tuple[str, Path, list[Path]]


def _grouped(paths: Iterable[Path], shelf: dict[Path, Sheets], inbox: Path | None) -> Iterator[_Files]:
    for path in paths:
        if _is_workbook(path):
            yield path.name, path.parent, [path]
        elif path.is_dir():
            yield from _grouped_in(path, shelf, is_inbox=inbox is not None and path.resolve() == inbox.resolve())


def _is_workbook(path: Path) -> bool:
    return path.is_file() and not is_ignored(path) and path.suffix.lower() in SUFFIXES


def _grouped_in(folder: Path, shelf: dict[Path, Sheets], *, is_inbox: bool) -> Iterator[_Files]:
    """Yield a folder's groups; a folder named outright may be one event or hold several."""
    entries = _entries(folder)
    own = [entry for entry in entries if _is_workbook(entry)]
    below = [entry for entry in entries if entry.is_dir() and not is_ignored(entry)]
    if own and not below and not is_inbox and _is_one_event(own, shelf):
        yield folder.name, folder, own
        return
    for file in own:
        yield file.name, folder, [file]
    for inner in below:
        files = list(_workbooks_under(inner))
        if files:
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


def _workbooks_under(folder: Path) -> Iterator[Path]:
    for entry in _entries(folder):
        if _is_workbook(entry):
            yield entry
        elif entry.is_dir() and not is_ignored(entry) and not entry.is_symlink():
            yield from _workbooks_under(entry)


def _is_one_event(files: Sequence[Path], shelf: dict[Path, Sheets]) -> bool:
    """Whether a folder of workbooks is one event: exactly one of them has an event sheet."""
    if len(files) < 2:
        return False
    for file in files:
        shelf[file] = read_input(file)  # kept for _group, so that no file is read twice
    return sum(_has_event(shelf[file]) for file in files) == 1


def _has_event(read: Sheets) -> bool:
    parts = (part for sheet in read[0] for part in parts_of(sheet))
    return any((form := recognise(part)) is not None and form.record is Event for part in parts)


def _stamp(files: Mapping[str, Path]) -> str:
    """Return a mark of files and their titles that changes when one does, "" where one does not answer."""
    try:
        states = [(title, file.absolute(), file.stat()) for title, file in files.items()]
    except OSError:
        return ""
    return "|".join(f"{title}*{path}*{state.st_size}*{state.st_mtime_ns}" for title, path, state in states)


def _group(group: Group, read: Iterable[tuple[str, Sheets]]) -> Group:
    for title, (sheets, problems) in read:
        group.problems += [replace(problem, where=problem.where._replace(file=title)) for problem in problems]
        group.whole = group.whole and not any(problem.is_error for problem in problems)
        for part in (part for sheet in sheets for part in parts_of(replace(sheet, file=title))):
            _add(group, part)
    return group


def _add(group: Group, sheet: Sheet) -> None:
    form = recognise(sheet)
    group.problems += kept_marks(form) if isinstance(form, Header) else []
    if form is None:
        doubts = unrecognised(sheet)
        group.problems += doubts
        group.strange = group.strange or bool(doubts)
    elif form.record is Event:
        group.events += events_of(form)
    elif form.record is Office:
        group.offices += offices_of(form)
    elif isinstance(form, Pairs):
        group.problems += unrecognised(sheet)
    elif form.record is Person:
        group.rosters.append(with_unit_doubt(read_roster(form), form))
        group.columns[sheet.file, sheet.name] = columns_of(form)
    else:
        group.agendas.append(form)
