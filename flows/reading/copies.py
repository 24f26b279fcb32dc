"""Our own annotated copies among the inputs: a workbook as read in; read without its list, or passed over, out.

Clerks mend the copy instead of the original. Beside its original a copy is not read, since nobody knows which of the
two is right; alone it is the workbook.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from flows.problems import Mistake, Where
from flows.reading.cells import Sheet
from flows.reading.marked_list import LIST_TITLE, STAMP
from flows.reading.workbook import Sheets, read_workbook

ENDING = ".loi.xlsx"
"""How copies are named; a copy under another name is known by its stamp alone."""
LIST_ALONE = Mistake(
    "Đây là bản danh sách lỗi, không có dữ liệu nào để đọc.", "Sửa tệp gốc; tệp này xóa đi được.", "warning"
)


def original_in(sheets: Iterable[Sheet]) -> str:
    """Return the name of the workbook that these sheets are an annotated copy of, "" when they are none."""
    lists = (sheet for sheet in sheets if sheet.name.startswith(LIST_TITLE))
    texts = (cell.value for sheet in lists for cell in sheet.filled(1))
    stamps = (text for text in texts if isinstance(text, str) and text.startswith(STAMP))
    return next((stamp.removeprefix(STAMP) for stamp in stamps), "")


def may_be_copy(names: Iterable[str]) -> bool:
    """Whether the names of a workbook's sheets leave it possible that it is one of our copies."""
    return any(name.startswith(LIST_TITLE) for name in names)


def list_name(names: Iterable[str]) -> str:
    """Return the name of the list among the names of a copy's sheets."""
    return next(name for name in names if name.startswith(LIST_TITLE))


def read_input(path: Path) -> Sheets:
    """Return the sheets of a workbook in the inputs; of a copy those beside its list, or a warning in their place."""
    sheets, problems = read_workbook(path)
    original = original_in(sheets)
    if not original:
        return sheets, problems
    if _is_beside(path, original):
        return (), (_passed_over(original).at(Where(path.name)),)
    own = _without_list(sheets)
    return own, problems if own else (LIST_ALONE.at(Where(path.name)),)


def is_passed_over(path: Path) -> bool:
    """Whether a workbook is a copy that stands beside its original, so that it is not read."""
    if not path.name.casefold().endswith(ENDING):
        return False
    original = original_in(read_workbook(path)[0])
    return bool(original) and _is_beside(path, original)


def _is_beside(path: Path, original: str) -> bool:
    return original != path.name and (path.parent / original).is_file()


def _without_list(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    return tuple(sheet for sheet in sheets if not original_in((sheet,)))


def _passed_over(original: str) -> Mistake:
    message = f"Đây là bản có đánh dấu lỗi của «{original}»; không đọc, vì tệp gốc còn ở cạnh."
    fix = f"Nếu đã sửa trong bản này: bỏ «{original}» ra khỏi thư mục. Nếu chưa: xóa bản này."
    return Mistake(message, fix, "warning")
