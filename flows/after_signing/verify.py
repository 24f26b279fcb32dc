"""Say of a paper, by its code, whether the office gave it, to whom, under which number, and whether it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pypdfium2
from PIL import Image, ImageSequence, UnidentifiedImageError

from flows.errors import UsageError
from flows.model.codes import CODE, CodeState, OfficeKey, Said
from flows.numbering.backups import is_missing
from flows.numbering.register import open_register
from flows.pdf.signatures import Signature, is_signed, signatures_of
from flows.steps.record_papers import codes_in, rows_with_codes, states
from flows.vietnamese.dates import short_date
from flows.word.pictures import codes_seen


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is found of one text, picture or file; `said` is None where the office signed no code in it."""

    thing: str
    said: Said | None = None
    state: CodeState | None = None
    problem: str = ""

    @property
    def is_genuine(self) -> bool:
        """Whether the paper went out and stands."""
        return self.what == "issued"

    @property
    def what(self) -> str:
        """Return the state in a word, for programs."""
        if self.said is None:
            return "unknown"
        return self.state.what if self.state else "not issued"

    def line(self) -> str:
        """Return it for the screen."""
        if self.said is None:
            return f"{self.thing}: KHÔNG ĐÚNG. {self.problem}"
        successor = self.state.successor if self.state else ""
        day = f"ngày {short_date(self.day)}" if self.day else "ngày ghi tay"
        told = " · ".join(
            filter(None, (self.number or "số ghi tay", day, self.said.name, self.said.deed, self.said.office))
        )
        return f"{self.thing}: {_WORDS[self.what].format(successor)} {told}"

    @property
    def number(self) -> str:
        """Return the number of the paper."""
        return self.state.number if self.state else self.said.number if self.said else ""

    @property
    def day(self) -> date | None:
        """Return the day of the paper."""
        return (self.said.day if self.said else None) or (self.state.day if self.state else None)

    def as_json(self) -> dict[str, object]:
        """Return it for programs."""
        told = {name: getattr(self.said, name, None) for name in ("name", "deed", "office")}
        own = {"thing": self.thing, "genuine": self.is_genuine, "state": self.what, "number": self.number or None}
        replaced = self.state.successor if self.state else ""
        return {**own, "day": self.day.isoformat() if self.day else None, **told, "replaced_by": replaced or None}


_WORDS = {
    "issued": "ĐÚNG, đang có giá trị.",
    "void": "ĐÃ HỦY, không còn giá trị.",
    "replaced": "ĐÃ THAY bằng {}, không còn giá trị.",
    "not issued": "CHƯA PHÁT HÀNH: mã của cơ quan, giấy chưa có giá trị.",
}


def verify(target: str, things: Sequence[str]) -> list[Verdict | Signature]:
    """Judge texts and files by the register's key and lines, signed PDFs by their signatures.

    Raises:
        UsageError: there is no register, or it has never signed a code.
    """
    signed = [thing for thing in things if _is_file(Path(thing)) and is_signed(Path(thing))]
    found: list[Verdict | Signature] = [one for thing in signed for one in signatures_of(Path(thing))]
    if others := [thing for thing in things if thing not in signed]:
        judge = judge_of(target)
        found += [verdict for thing in others for verdict in judge.all_of(thing)]
    return found


def judge_of(target: str) -> Judge:
    """Return what judges codes by the register; UsageError where there is none, or it has never signed a code."""
    if is_missing(target):
        raise UsageError(f"Chưa có sổ đăng ký {target}.", "Sổ ở nơi khác thì chỉ bằng --register.")
    with open_register(target, create=False) as register:
        if not register.has_office_key():
            fix = "Mẫu giấy chứng nhận có {{ chung_nhan.ma_qr }} thì vanthu run sẽ ký mã."
            raise UsageError(f"Sổ {register.name} chưa ký mã nào.", fix)
        return Judge(register.office_key(), states(rows_with_codes(register), register.codes()))


@dataclass(frozen=True, slots=True)
class Judge:
    """The office's key, and what became of its papers by their codes' marks."""

    key: OfficeKey
    states: Mapping[str, CodeState]

    def all_of(self, thing: str) -> Iterator[Verdict]:
        """Yield a verdict for each code of a file; one for a text."""
        path = Path(thing)
        if not _is_file(path):
            # A telephone may hand over the address of the page, with the code behind #.
            yield self.of(thing.strip().rpartition("#")[2], f"{thing.strip()[:20]}…")
            return
        codes = list(dict.fromkeys(_codes_of(path)))
        yield from (self.of(code, thing) for code in codes)
        if not codes:
            yield Verdict(thing, problem="Không thấy mã QR nào của cơ quan trong tệp này.")

    def of(self, code: str, thing: str = "") -> Verdict:
        """Judge one code."""
        said = self.key.read(code)
        if said is None:
            return Verdict(thing, problem="Không phải mã của cơ quan, hoặc mã đã bị sửa, bị thiếu chữ.")
        return Verdict(thing, said, self.states.get(self.key.mark(code)))


PICTURES = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff"})
ENDINGS = PICTURES | {".pdf"}
DOTS = 200
"""An inch: three dots for a module of 0.41 mm."""


def images_of(path: Path) -> Iterator[Image.Image]:
    """Yield the pages of a PDF or a picture, in order; UsageError for a file that is neither."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        fix = f"Các loại đọc được: {', '.join(sorted(ENDINGS))}."
        raise UsageError(f"{path.name}: không đọc được loại tệp này.", fix)
    try:
        yield from _pdf_pages(path) if ending == ".pdf" else _frames(path)
    except (pypdfium2.PdfiumError, UnidentifiedImageError, Image.DecompressionBombError, OSError) as error:
        raise UsageError(f"{path.name}: tệp hỏng hoặc không mở được.", "Quét lại, hoặc bỏ tệp này ra.") from error


def _pdf_pages(path: Path) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(path) as document:
        yield from (page.render(scale=DOTS / 72, grayscale=True).to_pil() for page in document)


def _frames(path: Path) -> Iterator[Image.Image]:
    with Image.open(path) as image:
        yield from (frame.copy() for frame in ImageSequence.Iterator(image))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # a code is longer than a file's name may be
        return False


def _codes_of(path: Path) -> Iterator[str]:
    ending = path.suffix.lower()
    if ending == ".docx":
        return codes_in(path.read_bytes())
    if ending == ".txt":
        return iter(CODE.findall(path.read_text("utf-8", "replace")))
    texts = (one.text for image in images_of(path) for one in codes_seen(image))
    return (text for text in texts if CODE.fullmatch(text))
