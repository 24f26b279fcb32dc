"""THONG-BAO.txt beside an event's papers, in plain words for Notepad."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.documents import NAMES, SIGNED
from flows.model.report import Bulletin
from flows.outputs.changes import among
from flows.outputs.disk import digest
from flows.outputs.file_names import PACK
from flows.outputs.html_page import AFTERWARDS, FILL, KindLine, Page, Paper, State, printable
from flows.outputs.signing_folder import PAGE
from flows.problems import Problem, pressing_first, together

READY, TO_CORRECT, HELD = "SẴN SÀNG TRÌNH KÝ", "PHẢI SỬA TRONG BẢNG TÍNH", "CHỜ SỬA XONG MỚI LÀM"
STAMP = "CẦN ĐÓNG SỐ, NGÀY LÊN BẢN PDF ĐÃ KÝ SỐ"
LACKING = "CÒN CHỖ TRỐNG, CHƯA TRÌNH KÝ ĐƯỢC"
CHANGED = "THAY ĐỔI GẦN NHẤT"
_DONE = (State.SCANNED, State.MAILED)
_NOT_READY = frozenset({State.ISSUED, State.OVERTAKEN, State.OPEN, State.TO_MEND})
_HOW = "Đóng thêm vào tệp PDF cạnh văn bản Word (không in lại), rồi chạy lại: bản mới thay vào phat-hanh."
_PRESSING = {READY, STAMP, LACKING, TO_CORRECT, HELD, CHANGED}
MOST_PROBLEMS = 100
_OURS = "Phần mềm ghi lại tệp này mỗi khi có gì đổi; đừng viết vào đây, chữ viết thêm sẽ mất."


@dataclass(frozen=True)
class Notice:
    """What an event's notice tells beside its page: the kinds that wait with their reasons, and the last change."""

    page: Page
    not_due: tuple[tuple[str, str], ...] = ()
    changes: tuple[str, ...] = ()

    @cached_property
    def ready(self) -> Sequence[tuple[KindLine, int]]:
        """Return how many papers of each kind only wait for the signature."""
        return [(kind, count) for kind in self._signed if (count := sum(map(_is_ready, kind.papers)))]

    @property
    def matter(self) -> str:
        """Return a short sign of what there is to sign or to mend, "" when there is neither."""
        if not (self.ready or self.blank or self.held or self.page.errors):
            return ""
        told = [f"{heading}: {line}" for heading, lines in self._sections if heading in _PRESSING for line in lines]
        return digest("\n".join(told).encode("utf-8", "backslashreplace"))

    @cached_property
    def held(self) -> int:
        """Return how many papers wait until a mistake is mended."""
        return self._count(State.TO_MEND)

    @cached_property
    def blank(self) -> int:
        """Return how many papers cannot be signed, for something stays blank in them."""
        return self._count(State.OPEN)

    def _count(self, state: State) -> int:
        return sum(state in paper.states for kind in self.page.kinds for paper in kind.papers)

    @property
    def _signed(self) -> Sequence[KindLine]:
        names = {NAMES[kind] for kind in SIGNED}
        return [kind for kind in self.page.kinds if kind.name in names]

    def content(self) -> bytes:
        """Return the file: UTF-8 with its mark and lines as Windows ends them, for every Notepad shows that."""
        return "".join(f"{printable(line)}\r\n" for line in self._lines()).encode("utf-8-sig")

    def bulletin(self, *, is_new: bool) -> Bulletin:
        """Return what the run tells of it."""
        ready = sum(count for _, count in self.ready)
        return Bulletin(self.summary(), ready, self.held, self.blank, self.matter, is_new)

    def summary(self) -> str:
        """Return the state of the event in one sentence."""
        ready, errors = sum(count for _, count in self.ready), self.page.errors
        told = f"{ready} văn bản sẵn sàng trình ký" if ready else "Chưa có văn bản nào chờ ký"
        blank = f"; {self.blank} văn bản còn chỗ trống" if self.blank else ""
        held = f"; {self.held} văn bản chờ sửa dữ liệu" if self.held else ""
        return f"{told}{blank}{held}" + (f"; {errors} lỗi cần sửa trong bảng tính." if errors else "; không có lỗi.")

    def _lines(self) -> Iterator[str]:
        yield f"THÔNG BÁO: {_plain(self.page.title or self.page.event)} ({self.page.event})"
        yield self.summary()
        for heading, lines in self._sections:
            if lines:
                yield ""
                yield heading
                yield from (f"  - {_plain(line)}" for line in lines)
        yield ""
        yield f"Xem từng người, từng văn bản: mở {PACK}/{PAGE} trong thư mục này."
        yield _OURS

    @cached_property
    def _sections(self) -> Sequence[tuple[str, Sequence[str]]]:
        return tuple(self._told_sections())

    def _told_sections(self) -> Iterator[tuple[str, Sequence[str]]]:
        problems = pressing_first(together(self.page.problems))
        errors, warnings = [one for one in problems if one.is_error], [one for one in problems if not one.is_error]
        yield READY, [*(_ready_line(*one) for one in self.ready), *self._files()]
        yield "ĐÃ LÀM, KHÔNG CẦN KÝ", [_place_line(kind, kind.made) for kind in self.page.kinds if self._is_plain(kind)]
        yield "ĐÃ PHÁT HÀNH", [line for kind in self.page.kinds if (line := self._issued_line(kind))]
        stamps = [line for kind in self.page.kinds for line in kind.to_stamp]
        yield STAMP, [*stamps, _HOW] if stamps else []
        yield LACKING, [*self.page.lacking, FILL] if self.blank else []
        yield TO_CORRECT, _told(errors)
        yield HELD, list(self._held_lines())
        yield "CHƯA ĐẾN LÚC", [f"{name}: {reason}" for name, reason in self.not_due]
        yield "NÊN XEM LẠI", _told(warnings)
        yield CHANGED, self.changes

    def _issued_line(self, kind: KindLine) -> str:
        counts = dict(kind.counts)
        issued = counts.get(State.ISSUED)
        if not issued:
            return ""
        old = counts.get(State.OVERTAKEN)
        overtaken = f", trong đó {old} bản cần thay thế vì dữ liệu đã đổi" if old else ""
        signed = f" ({kind.signed[0].lower()}{kind.signed[1:]})" if kind.signed else ""
        named = {state: among(self.page.those(kind.name, state)) for state in AFTERWARDS if state in counts}
        after = (f"; {counts[one]} {one.words}{'' if one in _DONE else whose}" for one, whose in named.items())
        return f"{kind.name}: {issued} văn bản, bản lưu trong phat-hanh{signed}{overtaken}{''.join(after)}"

    def _is_plain(self, kind: KindLine) -> bool:
        return kind not in self._signed and bool(kind.made) and not all(State.OPEN in one.states for one in kind.papers)

    def _files(self) -> Iterator[str]:
        yield from (f"{link.words}: {PACK}/{link.path}" for link in self.page.files if self.ready)

    def _held_lines(self) -> Iterator[str]:
        for kind in self.page.kinds:
            count = sum(State.TO_MEND in paper.states for paper in kind.papers)
            if count:
                yield f"{kind.name}: {count} văn bản{among(self.page.those(kind.name, State.TO_MEND))}"


def _is_ready(paper: Paper) -> bool:
    return bool(paper.links) and _NOT_READY.isdisjoint(paper.states)


def _ready_line(kind: KindLine, count: int) -> str:
    kept = sum(State.KEPT in paper.states for paper in kind.papers)
    edited = f", trong đó {kept} bản giữ chỗ sửa tay" if kept else ""
    return f"{_place_line(kind, count)}{edited}"


def _place_line(kind: KindLine, count: int) -> str:
    place = next((link.path.removeprefix("../").rstrip("/") for link in kind.links), "")
    number = f", số {kind.numbers}" if kind.numbers else ""
    return f"{kind.name}: {count} văn bản{number}" + (f" ({place})" if place else "")


def _told(problems: Sequence[Problem]) -> Sequence[str]:
    rest = len(problems) - MOST_PROBLEMS
    more = [f"... và {rest} chỗ nữa, xem {PACK}/{PAGE}"] if rest > 0 else []
    return [*map(str, problems[:MOST_PROBLEMS]), *more]


def _plain(text: str) -> str:
    return " ".join(text.split())
