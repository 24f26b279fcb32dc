"""The command that adopts a form: a Word file in; a copy with tags, never over anything, and an account of it out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from flows.adopting.meaning import KindMeaning, unclear
from flows.documents import KINDS, Kind
from flows.errors import MachineError, UsageError, system_words
from flows.judging import faults_of
from flows.problems import Problem
from flows.rendering.adopting import Adopted, Spot, adopt, facts
from flows.rendering.faults import shortened
from flows.rendering.package import read_bytes
from flows.rendering.review import texts_of
from flows.vietnamese.text import bare, fold

_ENDING = ".mau.docx"


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a form: its kind, where the copy stands, every place found, and what is wrong with the copy."""

    form: Path
    kind: Kind
    copy: Path
    adopted: Adopted
    problems: tuple[Problem, ...]

    def as_json(self) -> Mapping[str, object]:
        """Return the account for programs."""
        return {
            "form": str(self.form),
            "kind": self.kind.KIND,
            "copy": str(self.copy),
            "placed": [facts(spot) for spot in self.adopted.placed],
            "unplaced": [facts(spot) for spot in self.adopted.unplaced],
            "problems": [problem.as_json() for problem in self.problems],
        }


def adopted_form(form: Path, kind: str = "", to: Path | None = None) -> Account:
    """Write a copy of the form with the tags of a kind in place, by default beside it as NAME.mau.docx.

    Raises UsageError where the copy would stand over another file or the kind cannot be told, TemplateError for
    what is no Word file.
    """
    data = read_bytes(form, form.name)
    chosen = next(each for each in KINDS if kind == each.KIND) if kind else _kind_of(form, data)
    copy = to or form.with_name(form.stem + _ENDING)
    made = adopt(data, KindMeaning(chosen), form.name)
    _write(copy, made.document)
    return Account(form, chosen, copy, made, faults_of(copy, chosen))


def _kind_of(form: Path, data: bytes) -> Kind:
    """Return the kind that the file's name or the title in the form names."""
    stem = bare(form.stem)
    for kind in KINDS:
        if re.sub(r"\W", "", bare(kind.NAME)) in re.sub(r"[\W_]", "", stem):
            return kind
    titles = [fold(text).strip(" :") for text in texts_of(data, form.name)]
    found = [kind for kind in KINDS if fold(kind.NAME) in titles]
    if len(found) == 1:
        return found[0]
    choices = ", ".join(kind.KIND for kind in KINDS)
    raise UsageError(f"{form.name}: chưa rõ là mẫu của loại văn bản nào.", f"Thêm --kind, một trong: {choices}.")


def _write(copy: Path, content: bytes) -> None:
    if copy.suffix.lower() != ".docx":
        raise UsageError(f"Tên bản sao phải có đuôi .docx: {copy}", "Ví dụ: --to templates/giay-moi.docx")
    try:
        with copy.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise UsageError(f"Đã có tệp {copy}; không ghi đè.", "Chọn tên khác bằng --to.") from None
    except OSError as error:
        raise MachineError(
            f"Không ghi được tệp {copy}: {system_words(error)}.", "Kiểm tra thư mục và quyền ghi."
        ) from error


def account_lines(account: Account) -> Iterator[str]:
    """Yield what the clerk reads: what was put where, what is left, what to do next."""
    meaning, placed, unplaced = KindMeaning(account.kind), account.adopted.placed, account.adopted.unplaced
    yield f"{account.form.name}: mẫu {account.kind.NAME.lower()}, tìm thấy {len(placed) + len(unplaced)} chỗ để điền"
    if placed:
        yield f"Đã gắn trường vào {len(placed)} chỗ:"
    yield from (_placed_line(spot, meaning) for spot in placed)
    if unplaced:
        yield f"Chưa rõ {len(unplaced)} chỗ (để nguyên, tô vàng, có nhận xét bên lề trong bản sao):"
    for spot in unplaced:
        yield from _unplaced_lines(spot, meaning)
    yield f"Bản sao: {account.copy}"
    yield f"Mở bản sao bằng Word, đọc lại từng chỗ, xóa nhận xét, rồi chép vào templates/{account.kind.KIND}.docx."


def _placed_line(spot: Spot, meaning: KindMeaning) -> str:
    path, tag = (spot.sense.path, spot.sense.tag) if spot.sense else ("", "")
    shown = tag if tag.startswith("{{") or "{{" in tag else f"{{% {tag} %}}"
    told = meaning.meaning(path)
    if spot.place.style == "row":
        return f"  Bảng «{shortened(spot.place.text)}», các hàng trống -> {shown}"
    return f"  {_found(spot)} -> {shown}" + (f" ({told})" if told != path else "")


def _unplaced_lines(spot: Spot, meaning: KindMeaning) -> Iterator[str]:
    yield f"  Đoạn «{shortened(spot.paragraph)}»: {unclear(spot.place)}"
    near = "; ".join(f"{{{{ {path} }}}} ({meaning.meaning(path)})" for path in spot.nearest)
    if near:
        yield f"    Gần nhất: {near}."


def _found(spot: Spot) -> str:
    """Return a place as the form writes it, with the label before a blank."""
    text = " ".join(spot.place.text.split())
    if spot.place.style in ("blank", "date", "hour", "colon") and spot.place.label and spot.place.label != text:
        text = f"{spot.place.label} {text}".strip()
    return shortened(text if spot.place.start != spot.place.end else spot.place.text)
