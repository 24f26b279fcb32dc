"""File scans of signed papers: each page's code says whose it is, in whatever order the stack was scanned."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pikepdf
from PIL import Image

from flows.after_signing.verify import DOTS, ENDINGS, Judge, images_of, judge_of
from flows.documents import PERSONAL, certificate
from flows.errors import UsageError
from flows.model.codes import CODE
from flows.model.order import Order
from flows.model.recorded_paper import Standing
from flows.model.series import overlap
from flows.outputs.disk import is_there, place
from flows.outputs.file_names import ISSUED, SCANS, scan_in
from flows.outputs.outputs_folder import Outputs
from flows.pdf.cut_and_stitch import saved
from flows.problems import Problem, Where, some_of
from flows.steps.record_papers import CODED, named
from flows.word.pictures import codes_seen

_BLANK = 0.002
"""Of a blank page so little is dark: dust, the edge of the sheet."""
_DARK = 128
_MOST_NAMES = 20


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a scan: its file, its place in it, the code on it ("" for none), and how far it is turned."""

    file: Path
    number: int
    code: str = ""
    turned: int = 0
    is_blank: bool = False

    def problem(self, message: str, fix: str) -> Problem:
        """Return what a clerk must look at."""
        return Problem(Where(f"{self.file.name}, tờ {self.number}"), message, fix)


@dataclass(frozen=True, slots=True)
class Filed:
    """What became of a stack: PDFs put in their places, how many stood there before, what a clerk must look at.

    `events` are those of which the stack had some.
    """

    paths: tuple[str, ...]
    kept: int
    problems: tuple[Problem, ...]
    events: tuple[str, ...]

    @property
    def summary(self) -> str:
        """Return how much was filed, in a line."""
        return f"Đã xếp {len(self.paths)} bản quét." + (f" {self.kept} bản đã xếp từ trước." if self.kept else "")


def scan(order: Order, paths: Sequence[Path]) -> Filed:
    """File the pages of scans, one PDF a paper; a paper that has its scan keeps it.

    Pages of a plan come together in the order in which they lie, those of an invitation where one lies upon the other.

    Raises:
        FlowsError: there is no register, a file cannot be read, the disk refuses.
    """
    desk = _Desk.of(order)
    found, problems, events = dict[str, list[Page]](), list[Problem](), set[str]()
    before = ""
    for page in (page for path in _files(paths) for page in _pages(path) if not page.is_blank):
        owner = desk.owner(page)
        if isinstance(owner, Problem):
            problems.append(owner)
        elif owner.path not in found or _goes_on(owner, before):
            found.setdefault(owner.path, []).append(page)
            events.add(owner.event)
        else:
            first = found[owner.path][0]
            message = f"Tờ này là của {owner.recipient} ({owner.number}), đã có ở {first.file.name}, tờ {first.number}."
            problems.append(page.problem(message, "Đã giữ tờ trước; bỏ tờ này, hoặc xem tờ nào rõ hơn."))
        before = "" if isinstance(owner, Problem) else owner.path
    new = {path: pages for path, pages in found.items() if not is_there(order.outputs / scan_in(path))}
    for _, group in groupby(new.items(), key=lambda one: one[1][0].file):
        papers = dict(group)
        with ExitStack() as opened:
            files = {page.file for pages in papers.values() for page in pages}
            stacks = {file: opened.enter_context(_stack(file)) for file in files}
            place({order.outputs / scan_in(path): _bound(pages, stacks) for path, pages in papers.items()})
    filed = tuple(sorted(map(scan_in, new)))
    told = (*problems, *_counted(new), *desk.missing(found))
    return Filed(filed, len(found) - len(new), told, tuple(sorted(events)))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What is known when a stack comes: the office's codes, and the papers by what their codes call them, and name."""

    outputs: Path
    judge: Judge
    papers: Mapping[tuple[str, str], Sequence[Standing]]

    @classmethod
    def of(cls, order: Order) -> _Desk:
        papers: dict[tuple[str, str], list[Standing]] = {}
        for one in Outputs(order.outputs).manifests():
            if one.kind in CODED and not one.is_removed and (name := named(one)):
                papers.setdefault((name, one.recipient), []).append(one)
        return cls(order.outputs, judge_of(order.register_target), papers)

    def owner(self, page: Page) -> Standing | Problem:
        """Return whose paper a page is, a problem where nobody can tell."""
        if not page.code:
            return page.problem("Không đọc được mã QR nào trên tờ này.", "Quét lại rõ hơn, hoặc tự xếp tờ này.")
        verdict = self.judge.of(page.code)
        if verdict.said is None:
            return page.problem("Mã QR trên tờ này không phải của cơ quan.", "Xem lại tờ giấy này.")
        said = verdict.said
        whose = f"{said.name or said.deed} ({verdict.number or 'số ghi tay'})"
        if verdict.what in ("void", "replaced"):
            return page.problem(f"Giấy của {whose} đã hủy hoặc đã thay, nên không xếp bản quét.", "Bỏ tờ này ra.")
        alike = self.papers.get((said.number or verdict.number, said.name), ())
        dated = [one for one in alike if verdict.day and one.year and overlap(one.year, verdict.day.year)]
        own = dated if len(alike) > 1 else alike
        if len(own) == 1 and (verdict.state or not own[0].issued):
            return own[0]
        message = f"Tờ này của {whose} không phải bản đang có trong outputs."
        return page.problem(message, "So với bản đã phát hành; in và ký lại bản đúng nếu cần.")

    def missing(self, found: Collection[str]) -> Iterator[Problem]:
        """Yield who has no scan, of the events and kinds of which the stack had some."""
        folders = {path.rpartition("/")[0] for path in found}
        for folder in sorted(folder for folder in folders if "/" in folder):
            own = (one for each in self.papers.values() for one in each if one.path.startswith(f"{folder}/"))
            lacking = [one for one in own if not is_there(self.outputs / scan_in(one.path))]
            if lacking:
                names = [f"{one.recipient} ({one.number or 'chưa có số'})" for one in lacking]
                message = f"{len(lacking)} người chưa có bản quét: {some_of(names, _MOST_NAMES)}."
                fix = "Quét các tờ còn thiếu, rồi chạy lại vanthu scan."
                event = folder.partition("/")[0]
                yield Problem(Where(f"{event}/{ISSUED}/{SCANS}"), message, fix, "warning")


def _goes_on(owner: Standing, before: str) -> bool:
    """Whether a page may be a further one of a paper: a certificate has one, an invitation's lie upon each other."""
    return owner.kind not in PERSONAL or (owner.kind != certificate.KIND and owner.path == before)


def _counted(new: Mapping[str, Sequence[Page]]) -> Iterator[Problem]:
    """Yield of how many pages a paper was put together: its code does not tell them apart."""
    for path, pages in new.items():
        if len(pages) > 1:
            message = f"Đã ghép {len(pages)} tờ theo thứ tự quét."
            yield Problem(Where(scan_in(path)), message, "Xem đã đủ trang, đúng thứ tự, không trùng chưa.", "warning")


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.suffix.lower() in ENDINGS and one.is_file())
        elif path.exists():
            yield path
        else:
            raise UsageError(f"Không có tệp hoặc thư mục {path}.", "Kiểm tra lại đường dẫn.")


def _pages(file: Path) -> Iterator[Page]:
    for number, image in enumerate(images_of(file), 1):
        codes = [found for found in codes_seen(image) if CODE.fullmatch(found.text)]
        if codes:
            yield Page(file, number, codes[0].text, codes[0].turned)
        else:
            yield Page(file, number, is_blank=_is_blank(image))


def _is_blank(image: Image.Image) -> bool:
    gray = image.convert("L")
    across, down = gray.width // 20, gray.height // 20  # the edges of a sheet throw shadows
    inner = gray.crop((across, down, gray.width - across, gray.height - down))
    return sum(inner.histogram()[:_DARK]) < _BLANK * inner.width * inner.height


def _stack(file: Path) -> pikepdf.Pdf:
    """Return a file's pages as a PDF, as they lie."""
    if file.suffix.lower() == ".pdf":
        return pikepdf.open(file)
    whole = pikepdf.new()
    for image in images_of(file):
        page, dots = io.BytesIO(), image.info.get("dpi", (DOTS, DOTS))[0]
        plain = image.convert("L" if image.mode in ("1", "L") else "RGB")
        plain.save(page, "PDF", resolution=float(dots), quality=85)
        with pikepdf.open(page) as single:
            whole.pages.extend(single.pages)
    return whole


def _bound(pages: Sequence[Page], stacks: Mapping[Path, pikepdf.Pdf]) -> bytes:
    """Return the pages of a paper as one PDF that stands upright."""
    with pikepdf.new() as whole:
        for page in pages:
            whole.pages.append(stacks[page.file].pages[page.number - 1])
            whole.pages[-1].rotate(-page.turned, relative=True)
        return saved(whole)
